import { describe, expect, test } from 'vitest'
import { brokenAdapters } from './broken/all.ts'
import { allChecks } from './checks/all.ts'
import { referenceSubject } from './reference-subject.ts'
import { checksFor, runChecks, testAdapter } from './test-adapter.ts'

testAdapter(referenceSubject)

describe('the suite proves itself', () => {
  test('the reference adapter meets every check', () => {
    expect(checksFor(referenceSubject)).toEqual(allChecks)
  })

  test('every check has a name of its own, its group first, and one sentence', () => {
    expect(new Set(allChecks.map(({ id }) => id)).size).toBe(allChecks.length)
    for (const { id, sentence } of allChecks) {
      expect(id).toMatch(/^(lifecycle|read|write|pull|health)(-[a-z]+)+$/)
      expect(sentence).toMatch(/^[A-Z`].*\.$/s)
    }
  })

  test('for every check there is a broken adapter, and for no other', () => {
    expect(Object.keys(brokenAdapters).sort()).toEqual(allChecks.map(({ id }) => id).sort())
  })

  test.each(Object.entries(brokenAdapters))(
    'the broken adapter of %s fails that check and no other',
    async (id, broken) => {
      const results = await runChecks({ ...referenceSubject, adapter: broken(referenceSubject.adapter) })
      const failed = results.filter(({ error }) => error !== undefined)
      expect(
        failed.map((result) => result.id),
        failed.map(({ error }) => String(error)).join('\n'),
      ).toEqual([id])
    },
    30_000,
  )
})

describe('exceptions', () => {
  const reason = 'is accepted'

  test('an unknown check is an error', () => {
    expect(() => testAdapter({ ...referenceSubject, exceptions: [{ check: 'read-minds', reason }] })).toThrow(
      'there is no check read-minds',
    )
  })

  test('a check of a capability that the adapter does not have is an error', () => {
    const { adapter } = referenceSubject
    const reader = {
      ...adapter,
      create: (...args: Parameters<typeof adapter.create>) => ({
        read: adapter.create(...args).read ?? async function* () {},
      }),
    }
    expect(
      checksFor({ ...referenceSubject, adapter: reader }).every(({ needs }) => needs.every((need) => need === 'read')),
    ).toBe(true)
    expect(() =>
      testAdapter({ ...referenceSubject, adapter: reader, exceptions: [{ check: 'pull-abort', reason }] }),
    ).toThrow('does not concern')
  })
})

// An exception that holds: the check is registered as one that must fail. Were it obsolete, this file would be red.
const [name, broken] = Object.entries(brokenAdapters).find(([id]) => id === 'read-text') ?? []
if (name && broken) {
  testAdapter({
    ...referenceSubject,
    adapter: { ...broken(referenceSubject.adapter), name: 'referenz-mit-ausnahme' },
    exceptions: [{ check: name, reason: 'normalizes names on purpose' }],
  })
}
