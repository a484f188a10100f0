import assert from 'node:assert/strict'
import { isAdapterError } from '../../adapter-error.ts'
import { resolvePointer } from '../../kit/json-tree.ts'
import { checkContract } from '../../schema-check.ts'
import type { Check } from '../check.ts'
import { byKey, leavesOf } from '../compare.ts'
import { loadSource, open, type ReadResult, readAll, sourceOf } from '../subject.ts'

/** What `read` promises about a source that is in order. */
export const readChecks: readonly Check[] = [
  {
    id: 'read-contract',
    needs: ['read'],
    sentence: 'Every book, report and remark that is yielded fits its schema of the contract.',
    run: async (subject) => {
      const { items } = await readAll(subject)
      for (const item of items) assert.deepEqual(contractFaults(item), [])
    },
  },
  {
    id: 'read-order',
    needs: ['read'],
    sentence: 'A book comes before its reports; a report belongs to the book before it.',
    run: async (subject) => {
      const { items } = await readAll(subject)
      const first = items.find((item) => item.art !== 'bemerkung')
      assert.equal(first?.art, 'berichtsheft')
    },
  },
  {
    id: 'read-content',
    needs: ['read'],
    sentence: 'What stands in the source is read: every report and every value that a probe names.',
    run: async (subject) => {
      const { books, reports } = await readAll(subject)
      assert.notEqual(books.length, 0, 'no book was read')
      assert.notEqual(reports.length, 0, 'no report was read')
      const probes = subject.probes ?? []
      assert.ok(
        probes.some(({ gone }) => gone !== undefined),
        'the suite needs a probe with `gone`',
      )
      assert.ok(
        probes.some(({ remark }) => remark !== undefined),
        'the suite needs a probe with `remark`',
      )
      for (const { name, fremdId, gone } of probes) {
        const report = reports.find((candidate) => candidate.fremdId === fremdId)
        assert.ok(report, `probe “${name}”: the report ${fremdId} was not read`)
        if (gone === undefined) continue
        assert.notEqual(resolvePointer(report, gone), undefined, `probe “${name}”: ${gone} was not read`)
      }
    },
  },
  {
    id: 'read-deterministic',
    needs: ['read'],
    sentence: 'The same source yields the same items, whenever it is read.',
    run: async (subject) => {
      const early = await readAll(subject, sourceOf(subject), { now: '2027-01-15T10:00:00Z' })
      const late = await readAll(subject, sourceOf(subject), { now: '2031-07-31T23:59:59.999Z' })
      assert.deepEqual(late.items, early.items)
    },
  },
  {
    id: 'read-file-order',
    needs: ['read'],
    sentence: 'The order of the files does not matter.',
    run: async (subject) => {
      const source = sourceOf(subject)
      const given = await readAll(subject, source)
      const turned = await readAll(subject, { ...source, dateien: source.dateien.toReversed() })
      assert.deepEqual(byKey(turned.books), byKey(given.books))
      assert.deepEqual(byKey(turned.reports), byKey(given.reports))
    },
  },
  {
    id: 'read-keys',
    needs: ['read'],
    sentence: 'No two books and no two reports have the same `fremdId`.',
    run: async (subject) => {
      const { books, reports } = await readAll(subject)
      for (const list of [books, reports]) {
        const keys = list.map(({ fremdId }) => fremdId)
        assert.deepEqual(
          keys.filter((key, index) => keys.indexOf(key) !== index),
          [],
        )
      }
    },
  },
  {
    id: 'read-repeatable',
    needs: ['read'],
    sentence:
      'A report keeps its `fremdId` and its content when another report of the source changes, so importing again stores only what is new.',
    run: async (subject) => {
      const given = await readAll(subject)
      for (const { name, source, fremdId } of subject.probes ?? []) {
        const changed = byKey((await readAll(subject, source)).reports)
        for (const report of given.reports) {
          if (report.fremdId === fremdId) continue
          assert.deepEqual(changed.get(report.fremdId), report, `probe “${name}” changed the report ${report.fremdId}`)
        }
      }
    },
  },
  {
    id: 'read-chunks',
    needs: ['read'],
    sentence: 'A file may arrive in pieces of any size, cut inside of a character too.',
    run: async (subject) => {
      const source = sourceOf(subject)
      const whole = await readAll(subject, source)
      const files = await loadSource(source)
      const pieces = {
        kontext: source.kontext,
        dateien: source.dateien.map(({ name }) => ({ name, lies: () => cut(files.get(name) ?? new Uint8Array()) })),
      }
      assert.deepEqual((await readAll(subject, pieces)).items, whole.items)
    },
  },
  {
    id: 'read-within-source',
    needs: ['read'],
    sentence: '`read` looks at nothing but its source: no network.',
    run: async (subject) => {
      const { opened } = await readAll(subject)
      assert.deepEqual(opened.requests, [])
    },
  },
  {
    id: 'read-kontext',
    needs: ['read'],
    sentence:
      'Head data that the files lack come from the `kontext`; without them `read` refuses with `rejected` and names the field.',
    run: async (subject) => {
      for (const knr of ['101', '153']) {
        const source = sourceOf(subject)
        const { books } = await readAll(subject, { ...source, kontext: { ...source.kontext, knr } })
        for (const book of books) assert.equal(book.knr, knr, 'the chamber of the context did not arrive')
      }
      const source = sourceOf(subject)
      const { knr: _knr, ...rest } = source.kontext
      await assert.rejects(
        readAll(subject, { ...source, kontext: rest }),
        (error) => isAdapterError(error) && error.kind === 'rejected' && error.message.includes('knr'),
        'without the chamber the source was read all the same, or the error does not name `knr`',
      )
    },
  },
  {
    id: 'read-kontext-untouched',
    needs: ['read'],
    sentence: 'The source and its `kontext` are left as they were.',
    run: async (subject) => {
      const source = sourceOf(subject)
      const before = structuredClone(source.kontext)
      const { instance } = open(subject)
      for await (const _item of instance.read?.(source) ?? []);
      assert.deepEqual(source.kontext, before)
    },
  },
  {
    id: 'read-nothing-invented',
    needs: ['read'],
    sentence: 'Nothing is invented: a value that is taken out of the source is gone, or it is marked as derived.',
    run: async (subject) => {
      const given = byKey((await readAll(subject)).reports)
      for (const { name, source, fremdId, gone } of subject.probes ?? []) {
        const before = given.get(fremdId)
        const after = byKey((await readAll(subject, source)).reports).get(fremdId)
        if (gone === undefined || !before || !after) continue
        const marks = (after.inhalt.abgeleitet ?? []).map(({ pfad }) => `/inhalt${pfad}`)
        const isMarked = (pointer: string) => marks.some((mark) => `${pointer}/`.startsWith(`${mark}/`))
        const known = countLeaves(before)
        for (const [pointer, value] of leavesOf(content(after))) {
          const left = (known.get(value) ?? 0) - 1
          known.set(value, left)
          assert.ok(left >= 0 || isMarked(pointer), `probe “${name}”: ${pointer} = ${value} appeared from nowhere`)
        }
        const still = JSON.stringify(resolvePointer(after, gone))
        const same = still !== undefined && still === JSON.stringify(resolvePointer(before, gone))
        assert.ok(!same || isMarked(gone), `probe “${name}”: ${gone} is still there and not marked`)
      }
    },
  },
  {
    id: 'read-marks-resolve',
    needs: ['read'],
    sentence: 'Every mark of a derived value points at a value of the report and names the procedure.',
    run: async (subject) => {
      for (const { fremdId, inhalt } of (await readAll(subject)).reports) {
        for (const { pfad, verfahren } of inhalt.abgeleitet ?? []) {
          assert.notEqual(resolvePointer(inhalt, pfad), undefined, `${fremdId}: the mark ${pfad} points at nothing`)
          assert.notEqual(verfahren.trim(), '')
        }
      }
    },
  },
  {
    id: 'read-positions',
    needs: ['read'],
    sentence:
      'Every remark names its place: a file, with line (`datei:zeile`), JSON Pointer (`datei#/zeiger`) or cell (`datei!Blatt!A1`), or the context (`kontext#/feld`).',
    run: async (subject) => {
      for (const source of [sourceOf(subject), ...(subject.probes ?? []).map((probe) => probe.source)]) {
        const { items } = await readAll(subject, source)
        for (const item of items) {
          if (item.art !== 'bemerkung') continue
          const { stelle, text } = item.bemerkung
          assert.ok(
            isPlace(
              stelle,
              source.dateien.map(({ name }) => name),
            ),
            `“${text}” has no place: ${stelle}`,
          )
        }
      }
    },
  },
  {
    id: 'read-drops-remarked',
    needs: ['read'],
    sentence: 'What is dropped or doubtful is remarked with its place.',
    run: async (subject) => {
      for (const { name, source, remark } of subject.probes ?? []) {
        if (remark === undefined) continue
        const places = (await readAll(subject, source)).items.flatMap((item) =>
          item.art === 'bemerkung' ? [`${item.bemerkung.stelle} ${item.bemerkung.text}`] : [],
        )
        const named = places.some((place) => (typeof remark === 'string' ? place.includes(remark) : remark.test(place)))
        assert.ok(named, `probe “${name}”: no remark names ${remark}; there are: ${places.join(' | ')}`)
      }
    },
  },
  {
    id: 'read-secrets',
    needs: ['read'],
    sentence: 'Passwords and tokens are never imported, remarked or logged.',
    run: async (subject) => {
      const source = sourceOf(subject)
      const files = [...(await loadSource(source)).values()]
        .map((bytes) => Buffer.from(bytes).toString('utf8'))
        .join('\n')
      const result = await readAll(subject, source)
      for (const secret of subject.secrets ?? []) {
        assert.ok(`${files}${JSON.stringify(subject.config)}`.includes(secret), 'a secret of the suite stands nowhere')
        assert.ok(!said(result).includes(secret), 'a secret was imported, remarked or logged')
      }
    },
  },
]

const contractFaults = (item: Awaited<ReturnType<typeof readAll>>['items'][number]) => {
  if (item.art === 'berichtsheft') return checkContract('CreateBerichtsheft', item.berichtsheft)
  if (item.art === 'ausbildungsnachweis') return checkContract('Nachweislieferung', item.ausbildungsnachweis)
  return checkContract('Bemerkung', item.bemerkung)
}

/** Everything that a reading said to anybody. */
const said = ({ items, opened }: ReadResult): string => `${JSON.stringify(items)}\n${opened.logs.join('\n')}`

/** Pieces of one to five bytes. */
async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 1
  for (let start = 0; start < bytes.length; start += size) {
    size = (size % 5) + 1
    yield bytes.subarray(start, start + size)
  }
}

const isPlace = (stelle: string, files: readonly string[]): boolean => {
  if (/^kontext(?:#\/|$)/.test(stelle)) return true
  return files.some(
    (file) => stelle === file || (stelle.startsWith(file) && /^(?::[0-9]+|#\/|!)/.test(stelle.slice(file.length))),
  )
}

type Report = ReadResult['reports'][number]

/** Marks and source say how something was read, not what. */
const content = ({ inhalt: { abgeleitet: _marks, quelle: _source, ...inhalt }, ...report }: Report): object => ({
  ...report,
  inhalt,
})

const countLeaves = (report: Report): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const [, value] of leavesOf(content(report))) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
