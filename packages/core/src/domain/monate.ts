import type { Datum, Zeitraum } from '../contract/common.ts'
import { addMonate, addTage } from './kalender.ts'

const jahrOf = (tag: Datum): number => Number(tag.slice(0, 4))

/**
 * Last day of a period that begins with a day and lasts whole months. It ends with the day before the one of the same
 * number; where that month has no such day, with its last one. Begun on 31 August, six months end on the last of February.
 *
 * @see BGB § 187 Abs. 2, § 188 Abs. 2 and 3; DAV-086
 */
export const letzterTagNach = (beginn: Datum, monate: number): Datum =>
  // The day before decides: on the first of a month it is the last of the month before, so the way goes by the first.
  beginn.endsWith('-01') ? addTage(addMonate(beginn, monate), -1) : addMonate(addTage(beginn, -1), monate)

/**
 * Whole months of a period, both ends included, counted from its first day and not by the calendar.
 *
 * @see BUrlG § 5 Abs. 1; DAV-143
 */
export const countVolleMonate = ({ von, bis }: Zeitraum): number => {
  if (bis < von) return 0
  const monate = (jahrOf(bis) - jahrOf(von)) * 12 + Number(bis.slice(5, 7)) - Number(von.slice(5, 7))
  // The last day of the estimated month may come later than the period ends, or it may be reached by one month more.
  if (letzterTagNach(von, monate + 1) <= bis) return monate + 1
  return letzterTagNach(von, monate) <= bis ? monate : monate - 1
}

/** The calendar years that a period touches, in their order; none when it ends before it begins. */
export const listKalenderjahre = ({ von, bis }: Zeitraum): number[] =>
  bis < von ? [] : Array.from({ length: jahrOf(bis) - jahrOf(von) + 1 }, (_, i) => jahrOf(von) + i)

/**
 * The first day on which somebody has completed these years of life: the birthday, and 1 March where somebody was born on
 * 29 February and the year has none.
 *
 * @see BGB § 187 Abs. 2 Satz 2, § 188 Abs. 2; DAV-050
 */
export const ersterTagMitAlter = (geburtsdatum: Datum, jahre: number): Datum => {
  const tag = addMonate(geburtsdatum, 12 * jahre)
  return tag.slice(8) === geburtsdatum.slice(8) ? tag : addTage(tag, 1)
}
