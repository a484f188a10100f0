import { addTage, ausbildungsjahrAm, kalenderwocheOf, montagOf, toTageszahl, wochentagOf } from '@berichtsheft/core'
import {
  type Dauerformat,
  datumOfParts,
  dauerformate,
  dauerVonBis,
  htmlToText,
  isDatumformat,
  parseDatum,
  parseDauer,
} from '@berichtsheft/sdk'
import { limits } from '../limits.ts'

/** A function as expressions call it; arguments are whatever the expression passes. */
export type ExpressionFunction = (...args: readonly unknown[]) => unknown

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** Nothing in, nothing out; so a missing field stays missing. */
const known = <A extends readonly unknown[]>(fn: (...args: A) => unknown) =>
  ((...args: A) =>
    args[0] === undefined || args[0] === null || args[0] === '' ? undefined : fn(...args)) as ExpressionFunction

const toDay = (value: unknown): string => {
  const parsed = parseDatum(text(value), 'yyyy-MM-dd')
  if (!parsed) throw new Error(`„${text(value)}“ ist kein Tag (yyyy-MM-dd)`)
  return parsed.value
}

/**
 * The functions that expressions have besides those of JSONata. All are pure. A value that does not fit is an error, which
 * becomes a remark at the place of the record.
 */
export const expressionFunctions: Readonly<Record<string, ExpressionFunction>> = {
  /** `$date('14.12.2026', 'dd.MM.yyyy')` → `'2026-12-14'`; several pictures may be given, the first that fits counts. */
  date: known((value: unknown, ...formats: readonly unknown[]) => {
    for (const format of formats) {
      if (!isDatumformat(text(format))) throw new Error(`„${text(format)}“ ist kein Datumsformat`)
      const parsed = parseDatum(text(value), text(format))
      if (parsed) return parsed.value
    }
    throw new Error(`„${text(value)}“ ist kein Datum (${formats.map(text).join(', ')})`)
  }),
  /** `$weekday('2026-12-14')` → 1 (Monday) to 7 */
  weekday: known((day: unknown) => wochentagOf(toDay(day))),
  /** The Monday of the week of a day. */
  monday: known((day: unknown) => montagOf(toDay(day))),
  /** The Sunday of the week of a day. */
  sunday: known((day: unknown) => addTage(montagOf(toDay(day)), 6)),
  /** `$isoDate(2026, 53, 1)` → the day of an ISO week; 1 is Monday. */
  isoDate: known((year: unknown, week: unknown, weekday: unknown) => {
    const [jahr, woche, tag] = [Number(year), Number(week), Number(weekday ?? 1)]
    const fourth = datumOfParts(jahr, 1, 4)
    if (fourth === undefined || !(woche >= 1 && woche <= 53) || !(tag >= 1 && tag <= 7)) {
      throw new Error(`Woche ${text(week)} von ${text(year)}, Tag ${text(weekday ?? 1)} gibt es nicht`)
    }
    const montag = addTage(montagOf(fourth), 7 * (woche - 1))
    if (kalenderwocheOf(montag).jahr !== jahr) throw new Error(`das Jahr ${jahr} hat keine Woche ${woche}`)
    return addTage(montag, tag - 1)
  }),
  /** Number of the ISO week of a day. */
  isoWeek: known((day: unknown) => kalenderwocheOf(toDay(day)).nummer),
  /** `$addDays('2026-12-31', 1)` → `'2027-01-01'` */
  addDays: known((day: unknown, count: unknown) => addTage(toDay(day), Math.trunc(Number(count)))),
  /** Number of days of a period, both ends included. */
  days: known((von: unknown, bis: unknown) => toTageszahl(toDay(bis)) - toTageszahl(toDay(von)) + 1),
  /** `$minutes('7:48', 'h:mm')` → 468 */
  minutes: known((value: unknown, format: unknown) => {
    const spelling = dauerformate.find((name) => name === format) as Dauerformat | undefined
    const dauer = spelling && parseDauer(text(value), spelling)
    if (!dauer) throw new Error(`„${text(value)}“ ist keine Dauer (${text(format)})`)
    return dauer.minuten
  }),
  /** `$between('07:45', '16:00', 30)` → 465 */
  between: known((von: unknown, bis: unknown, pause: unknown) => {
    const dauer = dauerVonBis(text(von), text(bis), Number(pause ?? 0))
    if (!dauer) throw new Error(`„${text(von)}“ bis „${text(bis)}“ ist keine Dauer`)
    return dauer.minuten
  }),
  /** The plain text of an HTML text; nothing where there is none. */
  plain: known((html: unknown) => htmlToText(text(html)).text || undefined),
  /** `$trainingYear('2024-08-01', '2025-12-15')` → 2: year of training on a day; nothing before its begin and beyond the fifth. */
  trainingYear: known((begin: unknown, day: unknown) => {
    if (day === undefined || toDay(day) < toDay(begin)) return undefined
    const year = ausbildungsjahrAm(toDay(begin), toDay(day))
    return year > 5 ? undefined : year
  }),
  /** As in JSONata, for texts of bounded length. */
  pad: known((value: unknown, width: unknown, char: unknown) => {
    const size = Math.trunc(Number(width))
    if (!(Math.abs(size) <= limits.ausdruckText))
      throw new Error(`$pad makes at most ${limits.ausdruckText} characters`)
    const fill = text(char ?? ' ') || ' '
    return size < 0 ? text(value).padStart(-size, fill) : text(value).padEnd(size, fill)
  }),
}
