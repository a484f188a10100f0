import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { listProperties, listTeilschemas } from '../testing/durchlauf.ts'
import { listSchemas } from '../testing/vertrag.ts'
import { problemTypes } from './problem.ts'

const readDoc = (name: string): string => readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8')

/** The lines of the table of the glossary as cells. */
const zeilen = readDoc('glossar.md')
  .split('\n')
  .filter((zeile) => zeile.startsWith('| ') && !zeile.startsWith('| Term'))
  .map((zeile) => zeile.slice(2, -2).split(' | '))
const codenamen = new Set(
  zeilen.flatMap(([, namen]) => [...(namen ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
)

/** A property may go by the entry of its schema, as `verzeichnisdienst` by `Verzeichnisdienst`. */
const hasEntry = (name: string): boolean =>
  codenamen.has(name) || codenamen.has(name.charAt(0).toUpperCase() + name.slice(1))

/** English and technical words, and what belongs to a standard: no German noun, so no entry. */
const keinNomen = new Set(
  'alg clientId code crv cursor detail e hash id identifikation instance kid kty limit n name status test title token type url use version x y nachrichtenUUID nachricht naechsterCursor problem'.split(
    ' ',
  ),
)

/** The noun of a schema: without the verb before it and the form behind it; messages are named by their parts. */
const nounOf = (id: string): string =>
  id.replace(/^(Create|Update)(?!Widerruf)/, '').replace(/(?<=[a-z])(Seite|Filter|Params|Parameter)$/, '')

describe('the glossary', () => {
  const nomen = [...new Set(listSchemas().map(({ id }) => nounOf(id)))].filter(
    (name) => !/\d{4}$/.test(name) && !['Id', 'Uuid', 'Sha256', 'Problem', 'Import'].includes(name),
  )
  test.each(nomen)('has the noun %s of the contract', (name) => expect(codenamen).toContain(name))

  it('has every German word that is a property of the contract', () => {
    const eigenschaften = listSchemas()
      .flatMap(({ schema }) => listTeilschemas(schema))
      .flatMap(({ knoten }) => listProperties(knoten).map(([name]) => name))
    expect([...new Set(eigenschaften)].filter((name) => !keinNomen.has(name) && !hasEntry(name))).toEqual([])
  })

  it('is a table in alphabetical order, each term once, with one sentence and a source', () => {
    const begriffe = zeilen.map(([begriff]) => begriff ?? '')
    expect(begriffe.length).toBeGreaterThan(100)
    expect(begriffe).toEqual([...begriffe].sort(new Intl.Collator('de').compare))
    expect(new Set(begriffe).size).toBe(begriffe.length)
    for (const zeile of zeilen) {
      expect(zeile, zeile.join(' | ')).toHaveLength(4)
      expect(zeile[2], zeile[0]).toMatch(/^[A-Z].*\.$/)
      expect(zeile[3]?.length, zeile[0]).toBeGreaterThan(0)
    }
  })
})

describe('docs/probleme.md', () => {
  const seite = readDoc('probleme.md')
  const abschnitte = new Map(
    seite
      .split(/^## /mu)
      .slice(1)
      .map((abschnitt) => [abschnitt.slice(0, abschnitt.indexOf('\n')), abschnitt] as const),
  )

  it('has one heading per problem type, in the order of the list, and no others', () => {
    expect([...abschnitte.keys()]).toEqual(Object.keys(problemTypes))
  })

  test.each(Object.entries(problemTypes))(
    '%s says status, title, meaning and what to do',
    (slug, { status, title }) => {
      const abschnitt = abschnitte.get(slug) ?? ''
      expect(abschnitt).toContain(`${status} · ${title}`)
      expect(abschnitt).toContain('**Meaning.**')
      expect(abschnitt).toContain('**What to do.**')
      expect(abschnitt.length).toBeGreaterThan(200)
    },
  )
})
