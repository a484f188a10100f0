import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const features = path.resolve(import.meta.dirname, 'features')
const routes = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.routes.ts'),
)

test.each(routes)('%s answers with the types of the contract, without a cast', (file) => {
  expect(readFileSync(path.join(features, file), 'utf8')).not.toMatch(/\bas (never|any|unknown as)\b/)
})
