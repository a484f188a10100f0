import type { Datum, Zeitraum } from '../contract/common.ts'
import { toDatum, toTageszahl, wochentagOfZahl } from './kalender.ts'

/** A calendar week by ISO 8601, keyed by its Monday. */
export interface Kalenderwoche {
  readonly montag: Datum
  readonly sonntag: Datum
  /** The year that the week belongs to: the one of its Thursday. */
  readonly jahr: number
  /** 1 to 53. */
  readonly nummer: number
}

/** The Monday of the week of a day. */
export const montagOf = (datum: Datum): Datum => toDatum(montagszahlOf(toTageszahl(datum)))

/** Day number of the Monday of the week of a day number. */
export const montagszahlOf = (tageszahl: number): number => tageszahl - wochentagOfZahl(tageszahl) + 1

/** The calendar week of a day. */
export const kalenderwocheOf = (datum: Datum): Kalenderwoche => wocheFrom(montagszahlOf(toTageszahl(datum)))

/** All calendar weeks that have a day in the period, in their order; none when it ends before it begins. */
export const listKalenderwochen = (zeitraum: Zeitraum): Kalenderwoche[] => {
  const erster = montagszahlOf(toTageszahl(zeitraum.von))
  const letzter = toTageszahl(zeitraum.bis)
  if (zeitraum.bis < zeitraum.von) return []
  return Array.from({ length: Math.floor((letzter - erster) / 7) + 1 }, (_, i) => wocheFrom(erster + 7 * i))
}

/** The name of a week for people, as in `KW 51/2026`. */
export const nameOfWoche = (woche: Kalenderwoche): string => `KW ${String(woche.nummer).padStart(2, '0')}/${woche.jahr}`

const wocheFrom = (montag: number): Kalenderwoche => {
  const jahr = Number(toDatum(montag + 3).slice(0, 4))
  // The week with 4 January is week 1 of its year.
  const ersterMontag = montagszahlOf(toTageszahl(`${String(jahr).padStart(4, '0')}-01-04`))
  return {
    montag: toDatum(montag),
    sonntag: toDatum(montag + 6),
    jahr,
    nummer: (montag - ersterMontag) / 7 + 1,
  }
}
