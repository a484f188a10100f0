import { defineHistorie } from '../historie.ts'

/** Limits of the working time of adults, in minutes. */
export interface Erwachsenenarbeitszeit {
  /** A working day without balancing. */
  readonly taeglich: number
  /** A working day that is balanced within six months. */
  readonly taeglichBeiAusgleich: number
  /** Five days of eight hours: more is unusual, not forbidden. */
  readonly woechentlichUeblich: number
  /** Six working days of eight hours: the average of a week. */
  readonly woechentlich: number
}

/**
 * Working time of adults. The first day is the first one for which the value was looked up: for earlier days the answer is
 * "unknown". The weekly values follow from the daily one.
 *
 * @see ArbZG § 3; DAV-126
 */
export const erwachsenenarbeitszeit = defineHistorie<Erwachsenenarbeitszeit>([
  {
    ab: '2020-01-01',
    wert: { taeglich: 480, taeglichBeiAusgleich: 600, woechentlichUeblich: 2400, woechentlich: 2880 },
  },
])
