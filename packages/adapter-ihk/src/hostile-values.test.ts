import { type AdapterContext, checkContract, collectLieferungen, isAdapterError, memorySource } from '@berichtsheft/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adapter } from './adapter.ts'

const anything = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '2025-12-15',
      'ANWESEND',
      'KRANK',
      'BETRIEB',
      'PT1H',
      'FreitextEintragDto',
      'FREIGEGEBEN',
      '<p>a</p>',
      '',
    ),
  },
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 2 }),
  fc.dictionary(fc.string({ maxLength: 4 }), fc.integer(), { maxKeys: 2 }),
)
const recordOf = (...fields: string[]) =>
  fc.record(Object.fromEntries(fields.map((field) => [field, anything])), { requiredKeys: [] })
const either = <T>(record: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: record as fc.Arbitrary<unknown> }, anything)
const listOf = <T>(record: fc.Arbitrary<T>) => either(fc.array(either(record), { maxLength: 3 }))

const eintrag = recordOf('typus', 'text', 'textMitKommentaren', 'bilderUrls', 'dauer', 'ort', 'qualifikationen')
const tag = fc
  .tuple(recordOf('datum', 'anwesenheit', 'ort'), listOf(eintrag))
  .map(([day, eintraege]) => ({ datum: '2025-12-15', ...day, eintraege }))
const woche = fc
  .tuple(
    recordOf('wochenBasis', 'wochenEintrag'),
    fc.array(either(tag), { maxLength: 4 }),
    either(recordOf('freigabestatus', 'einreichungsZeitpunkt', 'abbName', 'abbFreigabeZeitpunkt')),
    either(eintrag),
  )
  .map(([head, tagesBerichte, wochenStatus, betrieb]) => ({
    wochenEintrag: { betrieb },
    ...head,
    tagesBerichte,
    wochenStatus,
  }))

const context: AdapterContext = {
  fetch: async () => {
    throw new Error('no network in this test')
  },
  now: () => new Date(0),
  logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
}

test('values of any kind in any place are read, remarked or refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      either(recordOf('vorname', 'name', 'ausbildungsverhaeltnis')),
      fc.array(woche, { maxLength: 3 }),
      anything,
      async (stammdaten, wochen, qualifikationen) => {
        const { read } = adapter.create({}, context)
        const source = memorySource(
          { 'berichtsheft.json': JSON.stringify({ stammdaten, wochen, qualifikationen }) },
          { fremdId: 'x', knr: '153', art: 'ausbildung', azubi: { name: 'Ida' } },
        )
        try {
          const { lieferungen, bemerkungen } = await collectLieferungen(read?.(source) ?? (async function* () {})())
          for (const lieferung of lieferungen) expect(checkContract('Lieferung', lieferung)).toEqual([])
          for (const bemerkung of bemerkungen) expect(checkContract('Bemerkung', bemerkung)).toEqual([])
        } catch (error) {
          expect(isAdapterError(error), String(error)).toBe(true)
        }
      },
    ),
    { numRuns: 400 },
  )
}, 60_000)
