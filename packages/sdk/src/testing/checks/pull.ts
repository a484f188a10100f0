import assert from 'node:assert/strict'
import { isAdapterError } from '../../adapter-error.ts'
import { checkContract } from '../../schema-check.ts'
import { answers, type BackendMode } from '../backend.ts'
import type { Check } from '../check.ts'
import { type AdapterUnderTest, collect, type Opened, open, sortItems, within } from '../subject.ts'

/** What `pull` promises; each check looks at the result and at what the backend received. */
export const pullChecks: readonly Check[] = [
  {
    id: 'pull-contract',
    needs: ['pull'],
    sentence: 'A book that is fetched fits the contract, and comes before its reports.',
    run: async (subject) => {
      const { items, books, reports } = await pullOnce(subject, 'ok')
      assert.notEqual(reports.length, 0, 'no report was fetched')
      assert.equal(items.find((item) => item.art !== 'bemerkung')?.art, 'berichtsheft')
      for (const book of books) assert.deepEqual(checkContract('CreateBerichtsheft', book), [])
      for (const report of reports) assert.deepEqual(checkContract('Nachweislieferung', report), [])
    },
  },
  {
    id: 'pull-through-fetch',
    needs: ['pull'],
    sentence: 'The `fetch` of the context is the only way out.',
    run: async (subject) => {
      const { fetch } = globalThis
      let around = 0
      globalThis.fetch = async () => {
        around += 1
        throw new TypeError('the global fetch is not allowed')
      }
      try {
        const { opened } = await pullOnce(subject, 'ok')
        assert.notEqual(opened.requests.length, 0, 'nothing was fetched')
        assert.equal(around, 0, 'the global `fetch` was used')
      } finally {
        globalThis.fetch = fetch
      }
    },
  },
  {
    id: 'pull-deterministic',
    needs: ['pull'],
    sentence: 'The same answers of the vendor yield the same items, whenever they are fetched.',
    run: async (subject) => {
      const early = await pullOnce(subject, 'ok', '2027-01-15T10:00:00Z')
      const late = await pullOnce(subject, 'ok', '2031-07-31T23:59:59.999Z')
      assert.deepEqual(late.items, early.items)
    },
  },
  {
    id: 'pull-reads-only',
    needs: ['pull'],
    sentence: '`pull` changes nothing at the vendor: no PUT, PATCH or DELETE.',
    run: async (subject) => {
      const { opened } = await pullOnce(subject, 'ok')
      const changing = opened.requests.filter(({ method }) => ['PUT', 'PATCH', 'DELETE'].includes(method))
      assert.deepEqual(changing, [])
    },
  },
  {
    id: 'pull-unauthorized',
    needs: ['pull'],
    sentence: 'Refused credentials are `unauthorized`, and are not tried again and again.',
    run: async (subject) => {
      const opened = await assertKind(subject, 'unauthorized', 'unauthorized')
      assert.ok(opened.requests.length <= 2, `asked ${opened.requests.length} times`)
    },
  },
  {
    id: 'pull-unavailable',
    needs: ['pull'],
    sentence: 'A vendor that fails or cannot be reached is `unavailable`, with the cause kept.',
    run: async (subject) => {
      for (const mode of ['failing', 'offline'] as const) await assertKind(subject, mode, 'unavailable', true)
    },
  },
  {
    id: 'pull-bounded',
    needs: ['pull'],
    sentence: 'A vendor that fails is asked a few times and then left alone.',
    run: async (subject) => {
      const opened = await attemptPull(subject, 'failing')
      assert.ok(opened.requests.length <= 10, `asked ${opened.requests.length} times`)
    },
  },
  {
    id: 'pull-invalid-response',
    needs: ['pull'],
    sentence: 'An answer that the adapter does not understand is `invalid-response`.',
    run: async (subject) => void (await assertKind(subject, 'garbage', 'invalid-response')),
  },
  {
    id: 'pull-secrets',
    needs: ['pull'],
    sentence: 'Credentials travel in headers alone: not in addresses, errors, logs and items.',
    run: async (subject) => {
      const { items, opened } = await pullOnce(subject, 'ok')
      const spoken = [JSON.stringify(items), ...opened.logs, ...opened.requests.map(({ url }) => url)]
      for (const mode of ['unauthorized', 'failing', 'telling', 'garbage'] as const) {
        const failed = await attemptPull(subject, mode)
        spoken.push(...failed.logs, describe(failed.error))
      }
      for (const secret of subject.secrets ?? []) assert.ok(!spoken.join('\n').includes(secret), 'a secret was told')
    },
  },
  {
    id: 'pull-abort',
    needs: ['pull'],
    sentence: 'An aborted `pull` ends at once with `unavailable`, even while the vendor keeps it waiting.',
    run: async (subject) => {
      const { instance } = open(subject, { fetch: answers(subject, 'hanging') })
      const pulling = collect(instance.pull?.(auswahlOf(subject), { signal: AbortSignal.timeout(20) }) ?? nothing())
      pulling.catch(() => undefined)
      await assert.rejects(within(1000, pulling), (error) => isAdapterError(error) && error.kind === 'unavailable')
    },
  },
]

async function* nothing(): AsyncGenerator<never, void, undefined> {}

const auswahlOf = (subject: AdapterUnderTest) => structuredClone(subject.auswahl ?? { kontext: {} })

const pullOnce = async (subject: AdapterUnderTest, mode: BackendMode, now = '2027-01-15T10:00:00Z') => {
  const opened = open(subject, { fetch: answers(subject, mode), now })
  return sortItems(await within(10_000, collect(opened.instance.pull?.(auswahlOf(subject)) ?? nothing())), opened)
}

const attemptPull = async (subject: AdapterUnderTest, mode: BackendMode): Promise<Opened & { error: unknown }> => {
  const opened = open(subject, { fetch: answers(subject, mode) })
  const error = await within(10_000, collect(opened.instance.pull?.(auswahlOf(subject)) ?? nothing())).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return { ...opened, error }
}

const assertKind = async (
  subject: AdapterUnderTest,
  mode: BackendMode,
  kind: string,
  withCause = false,
): Promise<Opened> => {
  const opened = await attemptPull(subject, mode)
  const { error } = opened
  assert.ok(isAdapterError(error), `${mode}: ${error === undefined ? 'no error' : `threw ${String(error)}`}`)
  assert.equal(error.kind, kind, `${mode}: ${error.message}`)
  if (withCause) assert.notEqual(error.cause, undefined, `${mode}: the cause is lost`)
  return opened
}

/** An error with all of its causes. */
const describe = (error: unknown): string =>
  error instanceof Error ? `${error.message}\n${error.stack ?? ''}\n${describe(error.cause)}` : String(error)
