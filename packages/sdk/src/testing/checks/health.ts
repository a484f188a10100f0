import assert from 'node:assert/strict'
import { isAdapterError } from '../../adapter-error.ts'
import { answers, type BackendMode } from '../backend.ts'
import type { Check } from '../check.ts'
import { type AdapterUnderTest, open, within } from '../subject.ts'

/** What `checkHealth` promises. */
export const healthChecks: readonly Check[] = [
  {
    id: 'health-ok',
    needs: ['checkHealth'],
    sentence: '`checkHealth` resolves after the vendor has answered, not before anybody was asked.',
    run: async (subject) => {
      const { instance, requests } = open(subject, { fetch: answers(subject, 'ok') })
      assert.equal(await within(10_000, instance.checkHealth?.() ?? Promise.resolve()), undefined)
      assert.notEqual(requests.length, 0, 'nobody was asked')
    },
  },
  {
    id: 'health-unavailable',
    needs: ['checkHealth'],
    sentence: '`checkHealth` fails with `unavailable` when the vendor fails or cannot be reached.',
    run: async (subject) => {
      for (const mode of ['failing', 'offline'] as const) await assertKind(subject, mode, 'unavailable')
    },
  },
  {
    id: 'health-unauthorized',
    needs: ['checkHealth'],
    sentence: '`checkHealth` fails with `unauthorized` when the credentials are refused.',
    run: async (subject) => assertKind(subject, 'unauthorized', 'unauthorized'),
  },
]

const assertKind = async (subject: AdapterUnderTest, mode: BackendMode, kind: string): Promise<void> => {
  const { instance } = open(subject, { fetch: answers(subject, mode) })
  await assert.rejects(
    within(10_000, instance.checkHealth?.() ?? Promise.resolve()),
    (error) => isAdapterError(error) && error.kind === kind,
    `${mode}: no error of the kind ${kind}`,
  )
}
