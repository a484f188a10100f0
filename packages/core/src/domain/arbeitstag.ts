import type { Datum } from '../contract/common.ts'
import { addTage, toDatum, toTageszahl, wochentagOf } from './kalender.ts'

/**
 * Easter Sunday of a year in the Gregorian calendar, 1583 to 9999.
 *
 * @see Meeus, Astronomical Algorithms, chapter 8 (after Butcher)
 */
export const ostersonntag = (jahr: number): Datum => {
  const a = jahr % 19
  const b = Math.floor(jahr / 100)
  const c = jahr % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const tage = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return `${jahr}-${String(Math.floor(tage / 31)).padStart(2, '0')}-${String((tage % 31) + 1).padStart(2, '0')}`
}

/** Days after Easter Sunday that are holidays in all of Germany: Good Friday, Easter Monday, Ascension, Whit Monday. */
const beweglich = [-2, 1, 39, 50]
/** Those with a date. */
const fest = ['01-01', '05-01', '10-03', '12-25', '12-26']

/** Whether a day is worked on in all of Germany: Monday to Friday, and no holiday of the whole country. */
export const isArbeitstag = (datum: Datum): boolean => {
  if (wochentagOf(datum) > 5 || fest.includes(datum.slice(5))) return false
  const abstand = toTageszahl(datum) - toTageszahl(ostersonntag(Number(datum.slice(0, 4))))
  return !beweglich.includes(abstand)
}

/** The last of so many working days after a day; the day itself is not counted. */
export const addArbeitstage = (datum: Datum, anzahl: number): Datum => {
  let tag = toTageszahl(datum)
  for (let offen = anzahl; offen > 0; ) {
    tag++
    if (isArbeitstag(toDatum(tag))) offen--
  }
  return toDatum(tag)
}

/**
 * The day on which a term ends that would end on this one: the next working day, when it is none.
 *
 * @see VwVfG § 31 Abs. 3; BGB § 193
 */
export const nextArbeitstag = (datum: Datum): Datum => {
  let tag = datum
  while (!isArbeitstag(tag)) tag = addTage(tag, 1)
  return tag
}
