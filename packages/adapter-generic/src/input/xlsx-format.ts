import { datumOfSerial } from '@berichtsheft/sdk'

/** What a number format makes of a number. */
export type NumberKind = 'number' | 'date' | 'time' | 'datetime' | 'duration'

/** Built-in formats that show a day or a time. @see ECMA-376 Part 1, 18.8.30 */
const builtIn: Readonly<Record<number, NumberKind>> = {
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  22: 'datetime',
  45: 'time',
  46: 'duration',
  47: 'time',
}

/** What the number format with this id, or with this code where it is a custom one, makes of a number. */
export const kindOfFormat = (id: number, code: string | undefined): NumberKind => {
  if (code === undefined) {
    // 27–36 and 50–58 are days in East Asian editions.
    const eastAsian = (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
    return builtIn[id] ?? (eastAsian ? 'date' : 'number')
  }
  const [first = ''] = code.split(';')
  const bare = first
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '')
  if (/\[(?:h+|m+|s+|std?)\]/i.test(bare)) return 'duration'
  const tokens = bare.replace(/\[[^[\]]*\]/g, '')
  const day = /[dyjt]/i.test(tokens)
  const time = /[hs]/i.test(tokens)
  if (day) return time ? 'datetime' : 'date'
  return time ? 'time' : 'number'
}

/**
 * A number as its format shows it: days as `yyyy-MM-dd`, times as `hh:mm`, durations as `h:mm`, all others as they are. A
 * number that is no day in the calendar stays a number.
 */
export const formatNumber = (value: number, kind: NumberKind, calendar: 1900 | 1904): string | number => {
  if (kind === 'number') return value
  const minutes = Math.round((value - Math.floor(value)) * 1440)
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  if (kind === 'duration' || (kind === 'time' && value >= 1)) {
    const all = Math.round(value * 1440)
    return all < 0 ? value : `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`
  }
  if (kind === 'time') return clock
  const datum = datumOfSerial(value, calendar)
  if (datum === undefined) return value
  return kind === 'datetime' && minutes > 0 ? `${datum} ${clock}` : datum
}
