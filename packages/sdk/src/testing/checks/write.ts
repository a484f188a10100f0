import assert from 'node:assert/strict'
import type { Lieferung } from '@berichtsheft/core'
import { isAdapterError } from '../../adapter-error.ts'
import { type AdapterSource, memorySource, memoryTarget } from '../../adapter-source.ts'
import type { Check } from '../check.ts'
import { byKey, leavesOf } from '../compare.ts'
import { fullLieferung } from '../full-lieferung.ts'
import { type AdapterUnderTest, collect, type Opened, open, readAll, toLieferungen, within } from '../subject.ts'

/** What `write` promises. */
export const writeChecks: readonly Check[] = [
  {
    id: 'write-round-trip',
    needs: ['read', 'write'],
    sentence: 'What the adapter has read, written and read again is the same.',
    run: async (subject) => {
      const { items } = await readAll(subject)
      for (const lieferung of toLieferungen(items)) {
        const { source } = await writeOnce(subject, lieferung)
        const again = await readAll(subject, { ...source, kontext: lieferung.berichtsheft })
        assert.deepEqual(again.books, [lieferung.berichtsheft])
        assert.deepEqual(
          byKey(again.reports.map(withoutSource)),
          byKey(lieferung.ausbildungsnachweise.map(withoutSource)),
        )
      }
    },
  },
  {
    id: 'write-losses-remarked',
    needs: ['read', 'write'],
    sentence: 'Whatever the form of the vendor cannot hold is remarked with its JSON Pointer into the delivery.',
    run: async (subject) => {
      const { source, remarks } = await writeOnce(subject, fullLieferung)
      const again = await readAll(subject, { ...source, kontext: fullLieferung.berichtsheft })
      const [berichtsheft] = again.books
      const kept = new Map(leavesOf(withoutSources({ berichtsheft, ausbildungsnachweise: again.reports })))
      for (const [pointer, value] of leavesOf(withoutSources(fullLieferung))) {
        if (kept.get(pointer) === value) continue
        assert.ok(
          remarks.some((place) => place.startsWith('#') && `${pointer}/`.startsWith(`${place.slice(1)}/`)),
          `${pointer} was lost without a remark`,
        )
      }
    },
  },
  {
    id: 'write-deterministic',
    needs: ['write'],
    sentence: 'The same book is written to the same bytes, whenever it is written.',
    run: async (subject) => {
      const early = await writeOnce(subject, fullLieferung, '2027-01-15T10:00:00Z')
      const late = await writeOnce(subject, fullLieferung, '2031-07-31T23:59:59.999Z')
      assert.deepEqual(late.files, early.files)
    },
  },
  {
    id: 'write-file-names',
    needs: ['write'],
    sentence: 'Files that are written have relative names that stay inside of their folder.',
    run: async (subject) => {
      const { files } = await writeOnce(subject, fullLieferung)
      assert.notEqual(files.size, 0, 'nothing was written')
      for (const name of files.keys()) {
        const parts = name.split('/')
        assert.ok(
          parts.every((part) => /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,100}$/u.test(part)),
          `${name} is no safe name`,
        )
      }
    },
  },
  {
    id: 'write-within-target',
    needs: ['write'],
    sentence: '`write` writes to its target alone: no network.',
    run: async (subject) => {
      const { opened } = await writeOnce(subject, fullLieferung)
      assert.deepEqual(opened.requests, [])
    },
  },
  {
    id: 'write-abort',
    needs: ['write'],
    sentence: 'An aborted `write` ends at once with `unavailable`, even while its target keeps it waiting.',
    run: async (subject) => {
      const { instance } = open(subject)
      const target = { schreibe: () => new Promise<void>(() => undefined) }
      const writing = collect(instance.write?.(fullLieferung, target, { signal: AbortSignal.timeout(20) }) ?? nothing())
      writing.catch(() => undefined)
      await assert.rejects(within(1000, writing), (error) => isAdapterError(error) && error.kind === 'unavailable')
    },
  },
]

async function* nothing(): AsyncGenerator<never, void, undefined> {}

interface Written {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly source: AdapterSource
  readonly remarks: readonly string[]
  readonly opened: Opened
}

const writeOnce = async (
  subject: AdapterUnderTest,
  lieferung: Lieferung,
  now = '2027-01-15T10:00:00Z',
): Promise<Written> => {
  const opened = open(subject, { now })
  const target = memoryTarget()
  const items = await collect(opened.instance.write?.(lieferung, target) ?? nothing())
  return {
    files: target.dateien,
    source: memorySource(Object.fromEntries(target.dateien)),
    remarks: items.map(({ bemerkung }) => bemerkung.stelle),
    opened,
  }
}

/** Where a report was read from is not a part of it. */
const withoutSource = ({
  inhalt: { quelle: _quelle, ...inhalt },
  ...report
}: Lieferung['ausbildungsnachweise'][number]) => ({
  ...report,
  inhalt,
})

const withoutSources = (book: {
  readonly berichtsheft: Lieferung['berichtsheft'] | undefined
  readonly ausbildungsnachweise: readonly Lieferung['ausbildungsnachweise'][number][]
}): object => ({
  berichtsheft: book.berichtsheft,
  ausbildungsnachweise: book.ausbildungsnachweise.map(withoutSource),
})
