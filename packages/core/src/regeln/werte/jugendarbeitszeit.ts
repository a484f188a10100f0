import { defineHistorie } from '../historie.ts'

/** Limits of the working time of minors, in minutes. */
export interface Jugendarbeitszeit {
  /** JArbSchG § 8 Abs. 1. */
  readonly taeglich: number
  /** JArbSchG § 8 Abs. 2a: on the other working days of a week in which one is shorter than `taeglich`. */
  readonly taeglichBeiAusgleich: number
  /** JArbSchG § 8 Abs. 1. */
  readonly woechentlich: number
}

/**
 * Working time of minors. The first day is the first one for which the value was looked up, not the day on which the
 * law came into force: for earlier days the answer is "unknown".
 *
 * @see JArbSchG § 8 Abs. 1 and 2a; DAV-120, DAV-121
 */
export const jugendarbeitszeit = defineHistorie<Jugendarbeitszeit>([
  { ab: '2020-01-01', wert: { taeglich: 480, taeglichBeiAusgleich: 510, woechentlich: 2400 } },
])
