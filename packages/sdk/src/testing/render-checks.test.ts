import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contractPage, withChecks } from './render-checks.ts'

test('docs/guide/adapter.md names every sentence of the contract with its check (else: pnpm --filter @berichtsheft/sdk checks)', () => {
  const page = readFileSync(contractPage, 'utf8')
  expect(page).toBe(withChecks(page))
})
