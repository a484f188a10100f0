import type { AdapterCapability } from '../adapter.ts'
import type { AdapterUnderTest } from './subject.ts'

/** One sentence of the adapter contract and the check that keeps it. */
export interface Check {
  /** Kebab-case, begins with its group. */
  readonly id: string
  /** Capabilities without which the check has no object; none for checks of every adapter. */
  readonly needs: readonly AdapterCapability[]
  /** What every adapter promises, in one sentence. */
  readonly sentence: string
  /** Rejects when the adapter breaks the promise. */
  readonly run: (subject: AdapterUnderTest) => Promise<void>
}
