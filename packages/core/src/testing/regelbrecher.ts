import type { Regelbrecher } from './bruch.ts'
import { buchbrecher } from './regelbrecher-buch.ts'
import { empfehlungsbrecher } from './regelbrecher-empfehlung.ts'
import { nachweisbrecher } from './regelbrecher-nachweis.ts'

/** At least one breaker per rule. Those of rules that refuse are to be checked with the rules of acceptance alone. */
export const regelbrecher: readonly Regelbrecher[] = [...nachweisbrecher, ...empfehlungsbrecher, ...buchbrecher]
