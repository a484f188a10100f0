import type { Datum, Zeitpunkt } from '../contract/common.ts'

/**
 * Days since 1970-01-01 in the Gregorian calendar. Reads the characters itself, because the rules that run on every
 * write need it several times per report and `Date` costs ten times as much.
 */
export const toTageszahl = (datum: Datum): number => {
  const { jahr, monat, tag } = partsOf(datum)
  // Years that begin in March, so that the leap day is the last day of its year.
  const j = monat > 2 ? jahr : jahr - 1
  const m = monat > 2 ? monat - 3 : monat + 9
  return (
    365 * j +
    Math.floor(j / 4) -
    Math.floor(j / 100) +
    Math.floor(j / 400) +
    Math.floor((153 * m + 2) / 5) +
    tag -
    719_469
  )
}

const zifferAt = (text: string, stelle: number): number => text.charCodeAt(stelle) - 48

/** The day with this number: the inverse of {@link toTageszahl}, for years 0 to 9999. */
export const toDatum = (tageszahl: number): Datum => {
  // Days since 0000-03-01, in cycles of 400 years; then years and months that begin in March.
  const tage = tageszahl + 719_468
  const zyklus = Math.floor(tage / 146_097)
  const imZyklus = tage - zyklus * 146_097
  const j = Math.floor(
    (imZyklus - Math.floor(imZyklus / 1460) + Math.floor(imZyklus / 36_524) - Math.floor(imZyklus / 146_096)) / 365,
  )
  const imJahr = imZyklus - (365 * j + Math.floor(j / 4) - Math.floor(j / 100))
  const m = Math.floor((5 * imJahr + 2) / 153)
  const tag = imJahr - Math.floor((153 * m + 2) / 5) + 1
  const monat = m < 10 ? m + 3 : m - 9
  const jahr = j + zyklus * 400 + (monat <= 2 ? 1 : 0)
  return formatDatum(jahr, monat, tag)
}

/** Day of the week by ISO 8601: 1 is Monday, 7 is Sunday. */
export const wochentagOf = (datum: Datum): number => wochentagOfZahl(toTageszahl(datum))

/** Day of the week of a day number: 1 is Monday, 7 is Sunday; 1970-01-01 was a Thursday. */
export const wochentagOfZahl = (tageszahl: number): number => ((((tageszahl + 3) % 7) + 7) % 7) + 1

/** The day `tage` days later, or earlier when negative. */
export const addTage = (datum: Datum, tage: number): Datum => toDatum(toTageszahl(datum) + tage)

/**
 * The day with the same number `monate` months later; where that month is shorter, its last day.
 *
 * @see BGB § 188 Abs. 2 and 3
 */
export const addMonate = (datum: Datum, monate: number): Datum => {
  const { jahr, monat, tag } = partsOf(datum)
  const gezaehlt = jahr * 12 + (monat - 1) + monate
  const zielJahr = Math.floor(gezaehlt / 12)
  const zielMonat = gezaehlt - zielJahr * 12 + 1
  const zielTag = Math.min(tag, tageImMonat(zielJahr, zielMonat))
  return formatDatum(zielJahr, zielMonat, zielTag)
}

/**
 * Completed years of life on a day. The day of birth counts, so a year is completed at the end of the day before the
 * birthday; who was born on 29 February completes it at the end of 28 February.
 *
 * @see BGB § 187 Abs. 2 Satz 2, § 188 Abs. 2; DAV-050
 */
export const alterAm = (geburtsdatum: Datum, tag: Datum): number => {
  const geboren = partsOf(geburtsdatum)
  const heute = partsOf(tag)
  const hatteGeburtstag = heute.monat * 100 + heute.tag >= geboren.monat * 100 + geboren.tag
  return heute.jahr - geboren.jahr - (hatteGeburtstag ? 0 : 1)
}

/** Whether somebody is under 18 on a day (JArbSchG § 2 Abs. 2, BGB § 2). */
export const isMinderjaehrigAm = (geburtsdatum: Datum, tag: Datum): boolean => alterAm(geburtsdatum, tag) < 18

/**
 * Year of training on a day, from 1, counted from the first day of training; days before it are in year 1. Anrechnung
 * moves the year in the contract, not here.
 */
export const ausbildungsjahrAm = (ausbildungsbeginn: Datum, tag: Datum): number =>
  Math.max(0, alterAm(ausbildungsbeginn, tag)) + 1

/** Parsing the zone rules is expensive, formatting is not: one formatter for the process. */
const berlin = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The legal day of an instant: its day in Europe/Berlin. */
export const datumInBerlin = (zeitpunkt: Zeitpunkt): Datum => {
  // Berlin was and is never more than three hours ahead of UTC: before 21:00 UTC the day is the same in both.
  if (zeitpunkt.slice(11, 13) < '21') return zeitpunkt.slice(0, 10)
  const teile = new Map(berlin.formatToParts(new Date(zeitpunkt)).map((teil) => [teil.type, teil.value]))
  return `${teile.get('year')}-${teile.get('month')}-${teile.get('day')}`
}

/** The smaller of two days; ISO days order like their texts. */
export const minDatum = (a: Datum, b: Datum): Datum => (a < b ? a : b)

/** The later of two days. */
export const maxDatum = (a: Datum, b: Datum): Datum => (a > b ? a : b)

const partsOf = (datum: Datum) => ({
  jahr: 1000 * zifferAt(datum, 0) + 100 * zifferAt(datum, 1) + 10 * zifferAt(datum, 2) + zifferAt(datum, 3),
  monat: 10 * zifferAt(datum, 5) + zifferAt(datum, 6),
  tag: 10 * zifferAt(datum, 8) + zifferAt(datum, 9),
})

const tageImMonat = (jahr: number, monat: number): number => new Date(Date.UTC(jahr, monat, 0)).getUTCDate()

const formatDatum = (jahr: number, monat: number, tag: number): Datum =>
  `${jahr < 1000 ? String(jahr).padStart(4, '0') : jahr}-${monat < 10 ? '0' : ''}${monat}-${tag < 10 ? '0' : ''}${tag}`
