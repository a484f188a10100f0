import { type AdapterSource, checkContract, isAdapterError, memorySource } from '@berichtsheft/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleKontext, readWith } from '../testing/examples.ts'
import { makeXlsx } from '../testing/make-xlsx.ts'

/** Values that stand where something else belongs. */
const anything = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '14.12.2026',
      '20.12.2026',
      '2026-12-14',
      '2026-12-20',
      '04.01.27',
      '',
      'a',
      '2. Jahr',
      'KW 51',
    ),
  },
  { weight: 2, arbitrary: fc.integer({ min: -2, max: 60_000 }) },
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 4 }), fc.integer(), { maxKeys: 2 }),
)
const recordOf = (...fields: string[]) =>
  fc.record(Object.fromEntries(fields.map((field) => [field, anything])), { requiredKeys: [] })

/** Whatever is read fits the contract, and whatever is refused is refused as it should. */
const survives = async (konfiguration: string, source: AdapterSource) => {
  try {
    const { lieferungen, bemerkungen } = await readWith({ konfiguration }, source)
    for (const lieferung of lieferungen) expect(checkContract('Lieferung', lieferung)).toEqual([])
    for (const bemerkung of bemerkungen) expect(checkContract('Bemerkung', bemerkung)).toEqual([])
    for (const { ausbildungsnachweise } of lieferungen) {
      const keys = ausbildungsnachweise.map(({ fremdId }) => fremdId)
      expect(new Set(keys).size).toBe(keys.length)
    }
  } catch (error) {
    expect(isAdapterError(error), String(error)).toBe(true)
  }
}

const runs = { numRuns: 150 }
const list = (record: fc.Arbitrary<object>) => fc.array(record, { maxLength: 4 })
const person = fc.constantFrom(
  { id: 1, fullName: 'Ida Müllerschön', isAzubi: true },
  { id: 2, fullName: 'Ben Özgür', isAzubi: true },
)

describe('values of any kind in any place', () => {
  test('json-three-files', async () => {
    await fc.assert(
      fc.asyncProperty(
        list(fc.oneof(person, recordOf('id', 'fullName', 'isAzubi', 'password'))),
        list(
          recordOf(
            'id',
            'azubiId',
            'startDate',
            'endDate',
            'abteilung',
            'ausbildungsjahr',
            'signedByAzubi',
            'azubiSignDate',
            'signedByAusbilder',
            'ausbilderId',
          ),
        ),
        list(recordOf('userId', 'date', 'activity', 'durationHours')),
        async (users, nachweise, activities) => {
          const own = nachweise.map((report, id) => ({
            id,
            azubiId: 1,
            startDate: '14.12.2026',
            endDate: '20.12.2026',
            ...report,
          }))
          const files = {
            'users.json': users,
            'nachweise.json': own,
            'activities.json': activities.map((item) => ({ userId: 1, date: '14.12.2026', ...item })),
          }
          const texts = Object.fromEntries(Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]))
          await survives('json-three-files', memorySource(texts, exampleKontext('json-three-files')))
        },
      ),
      runs,
    )
  }, 60_000)

  test('backup-json-quill', async () => {
    const tag = recordOf('id', 'datum', 'anwesenheit', 'ort', 'tagdauer', 'eintrag', 'betriebEintrag', 'schuleEintrag')
    const kommentar = recordOf('id', 'userId', 'text', 'datum', 'typ', 'tagId')
    const woche = fc
      .tuple(
        recordOf(
          'id',
          'kw',
          'year',
          'startDate',
          'endDate',
          'status',
          'betriebEintrag',
          'korrigiertVon',
          'korrigiertAm',
        ),
        list(tag),
        list(kommentar),
      )
      .map(([head, tage, kommentare]) => ({
        startDate: '2026-12-14',
        endDate: '2026-12-20',
        ...head,
        tage,
        kommentare,
      }))
    await fc.assert(
      fc.asyncProperty(recordOf('oid', 'name', 'beruf', 'ausbildungsBeginn'), list(woche), async (azubi, wochen) => {
        const text = JSON.stringify({
          format: 'berichtsheft-backup',
          version: 1,
          azubi: { oid: 'x', name: 'Friesecke, Jette', ...azubi },
          wochen,
        })
        await survives(
          'backup-json-quill',
          memorySource({ 'Berichtsheft-Backup_x.json': text }, exampleKontext('backup-json-quill')),
        )
      }),
      runs,
    )
  }, 60_000)

  test('xlsx-rows-metadata-sheet', async () => {
    const header = ['Name', 'Ausbildungsjahr', 'Kalenderwoche', 'Datum', 'Wochentag', 'Tätigkeit', 'Stunden', 'Art']
    const cell = fc.oneof(
      fc.constantFrom('14.12.2026', '2026-12-15', 'KW 51', 'Urlaub', 'Betrieb', ''),
      fc.integer({ min: -5, max: 60_000 }),
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    const row = fc
      .array(fc.option(cell, { nil: undefined }), { minLength: 7, maxLength: 7 })
      .map((cells) => ['Ida', ...cells])
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), cell, async (rows, zeitraum) => {
        const bytes = makeXlsx({
          Bericht: [header, ...rows],
          Metadaten: [
            ['Azubi', 'Zeitraum', 'Abteilung'],
            ['Ida', zeitraum, 'IT'],
          ],
        })
        await survives(
          'xlsx-rows-metadata-sheet',
          memorySource({ 'x.xlsx': bytes }, exampleKontext('xlsx-rows-metadata-sheet')),
        )
      }),
      runs,
    )
  }, 60_000)

  test('csv-stundenbuch', async () => {
    const cell = fc.oneof(
      fc.constantFrom('14.12.2026', '51', '07:30', '16:00', '45', 'Betrieb', 'geprüft', 'Große, Ümit', ''),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    const row = fc.array(cell, { minLength: 1, maxLength: 11 })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
        const header = 'Datum;KW;Beginn;Ende;Pause;Lernort;Tätigkeit;Stand;geprüft am;geprüft von'
        const text = [
          header,
          ...rows.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(';')),
        ].join('\r\n')
        await survives(
          'csv-stundenbuch',
          memorySource({ 'Stundenbuch_1_A_B.csv': text }, exampleKontext('csv-stundenbuch')),
        )
      }),
      runs,
    )
  }, 60_000)
})
