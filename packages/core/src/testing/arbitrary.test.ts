import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { Lieferung } from '../contract/berichtsheft.ts'
import { Bezeichnung, Datum, FremdId, Id, idOf, JsonZeiger, Personenname, Text, Zeitpunkt } from '../contract/common.ts'
import { nachrichten } from '../contract/nachricht.ts'
import { contractSchemas } from '../xml/contract-model.ts'
import { trickySchemas } from '../xml/testing/tricky-schemas.ts'
import { arbitraryFor } from './arbitrary.ts'

const formats = { date: fullFormats.date, 'date-time': fullFormats['date-time'], uri: true as const }
const schemas = contractSchemas() as TSchema[]

describe.each([
  [
    'the contract',
    schemas,
    [...Object.values(nachrichten).map(({ schema }) => schema as TSchema), Lieferung as TSchema],
  ],
  [
    'schemas of every kind',
    trickySchemas.schemas as TSchema[],
    trickySchemas.roots.map(({ schema }) => schema as TSchema),
  ],
])('%s', (_name, named, roots) => {
  const ajv = new Ajv2020({ strict: false, formats })
  for (const schema of named) ajv.addSchema(schema)

  test.each(roots.map((schema) => [idOf(schema), schema] as const))(
    'yields only values that %s allows',
    (id, schema) => {
      const validate = ajv.getSchema(id)
      fc.assert(
        fc.property(arbitraryFor(schema, named), (value) => {
          validate?.(value)
          expect(validate?.errors).toBeNull()
        }),
        { numRuns: 50 },
      )
    },
  )
})

describe('the values reach every corner', () => {
  const sample = (schema: TSchema, numRuns = 1500): string[] =>
    fc.sample(arbitraryFor(schema, schemas) as fc.Arbitrary<string>, { numRuns, seed: 1 })
  const lengths = (texts: readonly string[]): number[] => texts.map((text) => [...text].length)

  test('of texts: both lengths, blanks at the ends, TAB, LF, astral characters', () => {
    const texts = sample(Text)
    expect(lengths(texts)).toEqual(expect.arrayContaining([0, 1, 20_000]))
    for (const found of [/^[ \t\n]/, /[ \t\n]$/, /\t/, /\n/, /\u{10ffff}/u, /😀/u, /\ud7ff/, /\ufffd/, /[&<>"']/])
      expect(
        texts.some((text) => found.test(text)),
        String(found),
      ).toBe(true)
    expect(Math.min(...lengths(sample(Bezeichnung)))).toBe(1)
    expect(Math.max(...lengths(sample(Bezeichnung)))).toBe(300)
    expect(lengths(sample(FremdId))).toEqual(expect.arrayContaining([1, 128]))
    expect(lengths(sample(Personenname))).toEqual(expect.arrayContaining([1, 200]))
    expect(sample(JsonZeiger)).toEqual(expect.arrayContaining(['', '/']))
    expect(new Set(lengths(sample(Id)))).toEqual(new Set([36]))
  })

  test('of days and instants: the ends of the range, leap days, each number of decimals', () => {
    expect(sample(Datum)).toEqual(expect.arrayContaining(['1900-01-01', '2199-12-31', '2024-02-29', '2000-02-29']))
    expect(new Set(lengths(sample(Zeitpunkt)))).toEqual(new Set([20, 22, 23, 24]))
  })

  test('of objects: every optional property is there and is not, lists are empty and are not', () => {
    const books = fc.sample(arbitraryFor(Lieferung, schemas), { numRuns: 300, seed: 1 })
    const reports = books.flatMap((book) => book.ausbildungsnachweise)
    expect(books.some((book) => book.ausbildungsnachweise.length === 0)).toBe(true)
    for (const name of ['verlauf', 'kommentare'] as const) {
      expect(reports.some((report) => report[name] === undefined)).toBe(true)
      expect(reports.some((report) => report[name]?.length === 0)).toBe(true)
      expect(reports.some((report) => (report[name]?.length ?? 0) > 1)).toBe(true)
    }
  })
})
