import type { Datum } from '../contract/common.ts'
import { type Bruch, roundBruch } from '../domain/bruch.ts'

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

/** A fraction as people write it: `3/4`, a whole number without a line. */
export const toBruchtext = ({ zaehler, nenner }: Bruch): string =>
  nenner === 1n ? `${zaehler}` : `${zaehler}/${nenner}`

/** A fraction that is not negative with the decimal comma and two places: 25/3 is `8,33`, 45/2 is `22,50`, 21 is `21`. */
export const toDezimaltext = ({ zaehler, nenner }: Bruch): string => {
  if (nenner === 1n) return `${zaehler}`
  const hundertstel = roundBruch({ zaehler: 100n * zaehler, nenner })
  return `${Math.floor(hundertstel / 100)},${String(hundertstel % 100).padStart(2, '0')}`
}

/** The same with the decimal point. */
export const toDecimaltext = (bruch: Bruch): string => toDezimaltext(bruch).replace(',', '.')

/** Cents as an amount in euros, in German notation: 64900 is `649,00 €`. */
export const toEuro = (cent: number): string => `${Math.floor(cent / 100)},${String(cent % 100).padStart(2, '0')} €`

/** Cents as an amount in euros, in English notation: 64900 is `649.00 EUR`. */
export const toEnglischeEuro = (cent: number): string =>
  `${Math.floor(cent / 100)}.${String(cent % 100).padStart(2, '0')} EUR`

/** Months in German: `1 Monat`, `6 Monate`. */
export const toMonate = (monate: number): string => `${monate} ${monate === 1 ? 'Monat' : 'Monate'}`

/** Months in English: `1 month`, `6 months`. */
export const toMonths = (monate: number): string => `${monate} ${monate === 1 ? 'month' : 'months'}`
