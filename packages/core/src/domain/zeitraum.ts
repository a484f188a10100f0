import type { Datum, Zeitraum } from '../contract/common.ts'
import { maxDatum, minDatum, toDatum, toTageszahl, wochentagOfZahl } from './kalender.ts'

/** Number of days of a period, both ends included; zero or negative when it ends before it begins. */
export const tageOf = (zeitraum: Zeitraum): number => toTageszahl(zeitraum.bis) - toTageszahl(zeitraum.von) + 1

/** Whether a day lies in a period, both ends included. */
export const isTagIn = (zeitraum: Zeitraum, tag: Datum): boolean => zeitraum.von <= tag && tag <= zeitraum.bis

/** Whether two periods have a day in common. */
export const overlaps = (a: Zeitraum, b: Zeitraum): boolean => a.von <= b.bis && b.von <= a.bis

/** Whether the inner period lies wholly in the outer one. */
export const contains = (aussen: Zeitraum, innen: Zeitraum): boolean =>
  aussen.von <= innen.von && innen.bis <= aussen.bis

/** The days that both periods have, or `undefined` when there are none. */
export const schnittOf = (a: Zeitraum, b: Zeitraum): Zeitraum | undefined => {
  const von = maxDatum(a.von, b.von)
  const bis = minDatum(a.bis, b.bis)
  return von <= bis ? { von, bis } : undefined
}

/** All days of a period in their order; none when it ends before it begins. */
export const listTage = (zeitraum: Zeitraum): Datum[] => {
  const erster = toTageszahl(zeitraum.von)
  return Array.from({ length: Math.max(0, tageOf(zeitraum)) }, (_, i) => toDatum(erster + i))
}

/** Number of days from Monday to Friday in a period; holidays are not known here. */
export const countWerktage = (zeitraum: Zeitraum): number => {
  const tage = Math.max(0, tageOf(zeitraum))
  const ganzeWochen = Math.floor(tage / 7)
  const erster = wochentagOfZahl(toTageszahl(zeitraum.von))
  const rest = Array.from({ length: tage % 7 }, (_, i) => ((erster + i - 1) % 7) + 1)
  return 5 * ganzeWochen + rest.filter((wochentag) => wochentag <= 5).length
}
