import type { Check } from '../check.ts'
import { healthChecks } from './health.ts'
import { lifecycleChecks } from './lifecycle.ts'
import { pullChecks } from './pull.ts'
import { readChecks } from './read.ts'
import { hostileReadChecks } from './read-hostile.ts'
import { writeChecks } from './write.ts'

/** Every check of the adapter contract. */
export const allChecks: readonly Check[] = [
  ...lifecycleChecks,
  ...readChecks,
  ...hostileReadChecks,
  ...writeChecks,
  ...pullChecks,
  ...healthChecks,
]
