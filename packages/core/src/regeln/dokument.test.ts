import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { renderRegeln } from './dokument.ts'
import { alleRegeln } from './katalog.ts'
import { nichtPruefbar } from './nicht-pruefbar.ts'

it('docs/regeln.md is what the catalogue says (node --conditions=source scripts/generate-regeln.ts)', () => {
  const seite = readFileSync(new URL('../../../../docs/regeln.md', import.meta.url), 'utf8')
  expect(seite).toBe(renderRegeln())
})

it('the page has one line for every rule and for every statement that is none', () => {
  const zeilen = renderRegeln().split('\n')
  // A requirement that holds for books and for contracts is a rule about each.
  const ids = [...alleRegeln, ...nichtPruefbar].map(({ id }) => id)
  for (const id of ids)
    expect(zeilen.filter((zeile) => zeile.startsWith(`| ${id} |`))).toHaveLength(
      ids.filter((andere) => andere === id).length,
    )
})
