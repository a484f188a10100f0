import { type Datum, datumInBerlin } from '@berichtsheft/core'

/** The legal day of an instant, Europe/Berlin. */
export const heuteOf = (now: Date): Datum => datumInBerlin(now.toISOString())
