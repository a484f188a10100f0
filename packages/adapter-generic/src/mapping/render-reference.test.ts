import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseMapping } from './parse.ts'
import { referencePage, withReference } from './render-reference.ts'

const page = readFileSync(referencePage, 'utf8')

test('docs/guide/mapping.md holds the reference of the language (else: pnpm --filter @berichtsheft/adapter-generic mappings)', () => {
  expect(page).toBe(withReference(page))
})

test('every mapping file of the page can be used', () => {
  const mappings = [...page.matchAll(/```yaml\n(version: 1\n[\s\S]*?)```/g)].map(([, text = '']) => text)
  expect(mappings.length).toBeGreaterThan(0)
  for (const text of mappings) {
    const verdict = parseMapping(text)
    expect(verdict.ok ? [] : verdict.faults).toEqual([])
  }
})
