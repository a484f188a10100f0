import assert from 'node:assert/strict'
import type { Zeitraum } from '@berichtsheft/core'
import { isAdapterError } from '../../adapter-error.ts'
import type { AdapterSource } from '../../adapter-source.ts'
import { resolvePointer } from '../../kit/json-tree.ts'
import type { Check } from '../check.ts'
import { byKey } from '../compare.ts'
import { hostileFiles, prototypeFiles } from '../hostile.ts'
import { type AdapterUnderTest, collect, loadSource, open, readAll, sourceOf, withFile, within } from '../subject.ts'

/** What `read` promises about sources that are not in order, and about difficult ones. */
export const hostileReadChecks: readonly Check[] = [
  {
    id: 'read-errors',
    needs: ['read'],
    sentence:
      'Whatever the bytes are (empty, cut off, binary, endless nesting), `read` throws nothing but `AdapterError`, and ends.',
    run: async (subject) => {
      for await (const { name, source } of hostileSources(subject)) {
        const outcome = await attempt(subject, source)
        if (outcome.error !== undefined) {
          assert.ok(isAdapterError(outcome.error), `${name}: threw ${String(outcome.error)}`)
        }
      }
    },
  },
  {
    id: 'read-garbage-noticed',
    needs: ['read'],
    sentence: 'A file that cannot be read is never passed over in silence: it is an error, or a remark names it.',
    run: async (subject) => {
      const intact = await readAll(subject)
      const known = new Set(intact.items.map((item) => JSON.stringify(item)))
      for await (const { name, file, source } of hostileSources(subject)) {
        const { items, error } = await attempt(subject, source)
        if (error !== undefined) continue
        const news = items.filter((item) => !known.has(JSON.stringify(item)))
        const remarked = news.some(
          (item) => item.art === 'bemerkung' && `${item.bemerkung.stelle} ${item.bemerkung.text}`.includes(file),
        )
        const unharmed =
          items.filter(({ art }) => art !== 'bemerkung').length === intact.books.length + intact.reports.length
        assert.ok(remarked || (unharmed && news.length === 0), `${name}: passed over in silence`)
      }
    },
  },
  {
    id: 'read-prototype',
    needs: ['read'],
    sentence: 'Names such as `__proto__` in a file reach no prototype.',
    run: async (subject) => {
      const source = sourceOf(subject)
      try {
        for (const { name } of source.dateien) {
          for (const content of prototypeFiles) {
            await attempt(subject, withFile(source, name, new TextEncoder().encode(content)))
            assert.equal(
              ({} as Record<string, unknown>).verschmutzt,
              undefined,
              `${name} reached the prototype of all objects`,
            )
          }
        }
      } finally {
        delete (Object.prototype as Record<string, unknown>).verschmutzt
      }
    },
  },
  {
    id: 'read-abort',
    needs: ['read'],
    sentence: 'An aborted call ends at once with `unavailable`, even while a file keeps it waiting.',
    run: async (subject) => {
      const source = sourceOf(subject)
      const waiting = { ...source, dateien: source.dateien.map(({ name }) => ({ name, lies: () => endless() })) }
      const cases: readonly [AdapterSource, AbortSignal][] = [
        [source, AbortSignal.abort()],
        [waiting, AbortSignal.timeout(20)],
      ]
      for (const [given, signal] of cases) {
        const { instance } = open(subject)
        const reading = collect(instance.read?.(given, { signal }) ?? (async function* () {})())
        reading.catch(() => undefined)
        await assert.rejects(within(1000, reading), (error) => isAdapterError(error) && error.kind === 'unavailable')
      }
    },
  },
  {
    id: 'read-text',
    needs: ['read'],
    sentence: 'Texts arrive as they were typed, in their Unicode form, with LF as line end; formulas stay text.',
    run: async (subject) => {
      const { textSource } = subject
      if (!textSource) throw new Error('the suite needs `textSource`, because the adapter can read')
      for (const text of difficultTexts) {
        const { source, fremdId, pfad } = textSource(text)
        const report = byKey((await readAll(subject, source)).reports).get(fremdId)
        assert.equal(
          resolvePointer(report, pfad),
          text.replaceAll('\r\n', '\n'),
          `the text ${JSON.stringify(text)} changed`,
        )
      }
    },
  },
  {
    id: 'read-weeks',
    needs: ['read'],
    sentence:
      'Weeks keep their days at the turn of the year (W53, W52, W01), in leap years and when the clocks change.',
    run: async (subject) => {
      const { weekSource } = subject
      if (!weekSource) throw new Error('the suite needs `weekSource`, because the adapter can read')
      for (const montag of difficultWeeks) {
        const zeitraum: Zeitraum | undefined = await readPeriod(subject, weekSource(montag))
        assert.ok(zeitraum, `the report of the week of ${montag} was not read`)
        assert.equal(zeitraum.von, montag)
        const days = (Date.parse(zeitraum.bis) - Date.parse(zeitraum.von)) / 86_400_000
        assert.ok(days >= 0 && days <= 6, `the week of ${montag} ends on ${zeitraum.bis}`)
      }
    },
  },
]

const readPeriod = async (subject: AdapterUnderTest, { source, fremdId }: { source: AdapterSource; fremdId: string }) =>
  byKey((await readAll(subject, source)).reports).get(fremdId)?.inhalt.zeitraum

/** Texts that break in careless hands. */
const difficultTexts = [
  'Umlaute äöüß, Anführung „so“, Gedankenstrich – und 3 €',
  'Emoji 🕒👩‍🔧 und Flagge 🇩🇪',
  'zerlegt e\u0301 und zusammengesetzt \u00e9',
  'rechts nach links \u05e9\u05dc\u05d5\u05dd und zurück',
  '<b>kein Markup</b> & "kein" \'Ende\' <>',
  '=SUMME(A1:A3)',
  'zwei\nZeilen',
  'drei\r\nZeilen\r\nCRLF',
  'Semikolon; Komma, Tab\tund | Strich',
] as const

/** Mondays around the turns of years, of February and of the clock. */
const difficultWeeks = [
  '2020-12-28',
  '2024-02-26',
  '2024-12-30',
  '2025-12-29',
  '2026-03-23',
  '2026-10-19',
  '2026-12-28',
  '2027-01-04',
] as const

async function* hostileSources(subject: AdapterUnderTest) {
  const source = sourceOf(subject)
  for (const [file, bytes] of await loadSource(source)) {
    for (const [name, content] of hostileFiles(bytes))
      yield { name: `${file} ${name}`, file, source: withFile(source, file, content) }
  }
}

const attempt = async (subject: AdapterUnderTest, source: AdapterSource) => {
  try {
    return { items: (await within(10_000, readAll(subject, source))).items, error: undefined }
  } catch (error) {
    return { items: [], error }
  }
}

/** A file that never ends and never gives anything. */
async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
  await new Promise(() => undefined)
  yield new Uint8Array()
}
