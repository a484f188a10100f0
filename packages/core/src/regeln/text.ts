import type { Datum } from '../contract/common.ts'

/** A day as Germans write it: `14.12.2026`. */
export const toDeutschesDatum = (datum: Datum): string =>
  `${datum.slice(8, 10)}.${datum.slice(5, 7)}.${datum.slice(0, 4)}`

/** Minutes as hours and minutes: 510 is `8:30`. */
export const toStunden = (minuten: number): string =>
  `${Math.floor(minuten / 60)}:${String(minuten % 60).padStart(2, '0')}`

/** A number with the decimal comma and at most one place. */
export const toDeutscheZahl = (zahl: number): string => String(Math.round(zahl * 10) / 10).replace('.', ',')

/** A number with the decimal point and at most one place. */
export const toEnglischeZahl = (zahl: number): string => String(Math.round(zahl * 10) / 10)
