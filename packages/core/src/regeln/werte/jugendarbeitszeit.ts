import { defineHistorie } from '../historie.ts'

/** Limits of the working time of minors, in minutes. */
export interface Jugendarbeitszeit {
  /** JArbSchG § 8 Abs. 1. */
  readonly taeglich: number
  /** JArbSchG § 8 Abs. 2a: on the other working days of a week in which one is shorter than `taeglich`. */
  readonly taeglichBeiAusgleich: number
  /** JArbSchG § 8 Abs. 1. */
  readonly woechentlich: number
  /** JArbSchG § 15: working days of a week. */
  readonly tageJeWoche: number
  /** JArbSchG § 21a Abs. 1 Nr. 1: limits under a collective agreement that averages 40 hours a week. */
  readonly nachTarif: { readonly taeglich: number; readonly woechentlich: number; readonly tageJeWoche: number }
  /** JArbSchG § 8 Abs. 3: in the harvest, of minors from this age on in agriculture; 85 hours in two weeks. */
  readonly ernte: { readonly taeglich: number; readonly doppelwoche: number; readonly abAlter: number }
  /** JArbSchG § 11 Abs. 1: breaks of a day that is longer than these minutes; the longest first. */
  readonly pausen: readonly { readonly ueber: number; readonly mindestens: number }[]
}

/**
 * Working time of minors. The first day is the first one for which the value was looked up, not the day on which the
 * law came into force: for earlier days the answer is "unknown".
 *
 * @see JArbSchG § 8 Abs. 1 to 3, §§ 11, 15, 21a Abs. 1 Nr. 1; DAV-120 to DAV-125
 */
export const jugendarbeitszeit = defineHistorie<Jugendarbeitszeit>([
  {
    ab: '2020-01-01',
    wert: {
      taeglich: 480,
      taeglichBeiAusgleich: 510,
      woechentlich: 2400,
      tageJeWoche: 5,
      nachTarif: { taeglich: 540, woechentlich: 2640, tageJeWoche: 5.5 },
      ernte: { taeglich: 540, doppelwoche: 5100, abAlter: 16 },
      pausen: [
        { ueber: 360, mindestens: 60 },
        { ueber: 270, mindestens: 30 },
      ],
    },
  },
])
