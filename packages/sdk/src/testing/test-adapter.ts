import { describe, test } from 'vitest'
import { capabilitiesOf } from '../adapter.ts'
import type { Check } from './check.ts'
import { allChecks } from './checks/all.ts'
import { type AdapterUnderTest, open } from './subject.ts'

/** A check that an adapter does not pass, and why that is accepted. */
export interface Exception {
  readonly check: string
  readonly reason: string
}

/** What {@link testAdapter} takes. */
export interface TestAdapterOptions extends AdapterUnderTest {
  readonly exceptions?: readonly Exception[]
}

/** Time for one check in milliseconds. */
const timeout = 30_000

/** The checks that an adapter must pass: those of every adapter, and those of the capabilities that it has. */
export const checksFor = (subject: AdapterUnderTest): readonly Check[] => {
  const capabilities = new Set(capabilitiesOf(open(subject).instance))
  return allChecks.filter(({ needs }) => needs.every((capability) => capabilities.has(capability)))
}

/**
 * Registers the conformance checks of an adapter as tests (vitest). An exception runs as a test that must fail, so it turns
 * red once it is no longer needed.
 *
 * @throws Error when an exception names a check that does not exist or does not concern the adapter
 * @example testAdapter({ adapter, config: {}, source: () => memorySource(files, kontext), probes, textSource, weekSource })
 */
export const testAdapter = (options: TestAdapterOptions): void => {
  const checks = checksFor(options)
  const exceptions = new Map((options.exceptions ?? []).map(({ check, reason }) => [check, reason]))
  for (const check of exceptions.keys()) {
    if (!allChecks.some(({ id }) => id === check)) throw new Error(`there is no check ${check}`)
    if (!checks.some(({ id }) => id === check)) throw new Error(`the check ${check} does not concern this adapter`)
  }
  describe(`adapter ${options.adapter.name}`, () => {
    for (const { id, sentence, run } of checks) {
      const reason = exceptions.get(id)
      if (reason === undefined) test(`${id}: ${sentence}`, { timeout }, () => run(options))
      else test.fails(`${id}: ${sentence} (exception: ${reason})`, { timeout }, () => run(options))
    }
  })
}

/** The outcome of one check. */
export interface CheckResult {
  readonly id: string
  readonly error: unknown
}

/** Runs the checks without a test runner, one after the other. */
export const runChecks = async (subject: AdapterUnderTest): Promise<CheckResult[]> => {
  const results: CheckResult[] = []
  for (const { id, run } of checksFor(subject)) {
    const error = await run(subject).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    results.push({ id, error })
  }
  return results
}
