import { type Datum, datumInBerlin, type Zeitpunkt } from '@berichtsheft/core'

/** A value that was read, and how it was derived where the source leaves something open. */
export interface Parsed<T> {
  readonly value: T
  readonly verfahren?: string
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** The day, when the calendar has it. */
export const datumOfParts = (jahr: number, monat: number, tag: number): Datum | undefined => {
  if (!(jahr >= 1900 && jahr <= 2199 && monat >= 1 && monat <= 12 && tag >= 1)) return undefined
  const lastDay = new Date(Date.UTC(jahr, monat, 0)).getUTCDate()
  return tag <= lastDay ? `${jahr}-${twoDigits(monat)}-${twoDigits(tag)}` : undefined
}

const tokens: Readonly<Record<string, string>> = {
  yyyy: '(?<jahr>[0-9]{4})',
  yy: '(?<kurzjahr>[0-9]{2})',
  MM: '(?<monat>[0-9]{2})',
  M: '(?<monat>[0-9]{1,2})',
  dd: '(?<tag>[0-9]{2})',
  d: '(?<tag>[0-9]{1,2})',
}

const patterns = new Map<string, RegExp>()

/** Whether a picture names day, month and year exactly once each. */
export const isDatumformat = (format: string): boolean => {
  const found: string[] = format.match(/yyyy|yy|MM?|dd?/g) ?? []
  const count = (letter: string) => found.filter((token) => token.startsWith(letter)).length
  return count('y') === 1 && count('M') === 1 && count('d') === 1 && /^[yMd./ -]+$/.test(format)
}

const patternOf = (format: string): RegExp => {
  const known = patterns.get(format)
  if (known) return known
  const source = format.replace(/yyyy|yy|MM|M|dd|d|[./ -]/g, (part) => tokens[part] ?? (part === '.' ? '\\.' : part))
  const pattern = new RegExp(`^${source}$`)
  patterns.set(format, pattern)
  return pattern
}

/**
 * A day in a picture such as `dd.MM.yyyy`, `d.M.yyyy`, `dd.MM.yy`, `yyyy-MM-dd` or `yyyyMMdd`. Two digits of a year are
 * read as 1970 to 2069 and say so. `undefined` when the text does not fit or the calendar has no such day.
 */
export const parseDatum = (text: string, format: string): Parsed<Datum> | undefined => {
  const parts = patternOf(format).exec(text.trim())?.groups
  if (!parts) return undefined
  const short = parts.kurzjahr === undefined ? undefined : Number(parts.kurzjahr)
  const jahr = short === undefined ? Number(parts.jahr) : short + (short < 70 ? 2000 : 1900)
  const value = datumOfParts(jahr, Number(parts.monat), Number(parts.tag))
  if (value === undefined) return undefined
  return short === undefined ? { value } : { value, verfahren: `zweistelliges Jahr als ${jahr} gelesen` }
}

/**
 * A day from the serial number of a spreadsheet, with or without a part of the day. Day 60 of the 1900 calendar is a day
 * that never was (29.02.1900) and is refused.
 *
 * @see ECMA-376 Part 1, 18.17.4.1
 */
export const datumOfSerial = (serial: number, calendar: 1900 | 1904 = 1900): Datum | undefined => {
  const day = Math.floor(serial)
  if (!Number.isFinite(serial) || day < 0 || (calendar === 1900 && (day === 60 || day === 0))) return undefined
  const epoch = calendar === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day > 60 ? 30 : 31)
  const date = new Date(epoch + day * 86_400_000)
  return datumOfParts(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

const instant =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?\s?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)$/i

/** An instant that names its zone (`Z` or an offset), in UTC and whole milliseconds. */
export const parseZeitpunkt = (text: string): Zeitpunkt | undefined => {
  const match = instant.exec(text.trim())
  if (!match) return undefined
  const [, jahr, monat, tag, stunde, minute, sekunde = '0', bruch = '', zone = 'Z'] = match
  if (datumOfParts(Number(jahr), Number(monat), Number(tag)) === undefined) return undefined
  if (Number(stunde) > 23 || Number(minute) > 59 || Number(sekunde) > 59) return undefined
  const offset = offsetOf(zone)
  if (offset === undefined) return undefined
  const millis = Number(bruch.slice(0, 3).padEnd(3, '0'))
  const utc = Date.UTC(Number(jahr), Number(monat) - 1, Number(tag), Number(stunde), Number(minute), Number(sekunde))
  return zeitpunktOfEpoch(utc - offset * 60_000 + millis)
}

const offsetOf = (zone: string): number | undefined => {
  if (zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** An instant from milliseconds since 1970. */
export const zeitpunktOfEpoch = (millis: number): Zeitpunkt | undefined => {
  if (!Number.isFinite(millis) || millis < Date.UTC(1900, 0, 1) || millis >= Date.UTC(2200, 0, 1)) return undefined
  return new Date(millis).toISOString().replace('.000Z', 'Z')
}

/**
 * An instant from the wall clock in Germany without a zone (`yyyy-MM-dd HH:mm[:ss]`). In the hour that the clock shows
 * twice the earlier one is meant and said so; a time that the clock skips is refused.
 */
export const parseOrtszeit = (text: string): Parsed<Zeitpunkt> | undefined => {
  const wall = parseZeitpunkt(`${text.trim()}Z`)
  if (wall === undefined) return undefined
  const shown = Date.parse(wall)
  // Central European time is one or two hours ahead of UTC.
  const fits = [2, 1].map((hours) => shown - hours * 3_600_000).filter((utc) => wallClockOf(utc) === shown)
  const [first] = fits
  if (first === undefined) return undefined
  const value = zeitpunktOfEpoch(first)
  if (value === undefined) return undefined
  const verfahren =
    fits.length > 1 ? 'Ortszeit in der doppelten Stunde der Zeitumstellung: die frühere' : 'Ortszeit Europe/Berlin'
  return { value, verfahren }
}

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

const wallClockOf = (utc: number): number => {
  const part = new Map(clock.formatToParts(new Date(utc)).map(({ type, value }) => [type, Number(value)]))
  const get = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0
  return Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second')) + (utc % 1000)
}

/** The legal day in Germany of an instant that names its zone. */
export const parseTagOfZeitpunkt = (text: string): Parsed<Datum> | undefined => {
  const zeitpunkt = parseZeitpunkt(text)
  return zeitpunkt === undefined ? undefined : { value: datumInBerlin(zeitpunkt) }
}
