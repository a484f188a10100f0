import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ConfigSchema } from './config.ts'

test('.env.example shows every setting there is and no other', () => {
  const text = readFileSync(path.join(import.meta.dirname, '..', '..', '.env.example'), 'utf8')
  const shown = [...text.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(shown.toSorted()).toEqual(Object.keys(ConfigSchema.properties).toSorted())
})
