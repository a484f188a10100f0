import type { Datum, Zeitraum } from '../contract/common.ts'
import { maxDatum, minDatum, wochentagOf } from '../domain/kalender.ts'
import { type Kalenderwoche, listKalenderwochen } from '../domain/wochen.ts'
import { isTagIn, listTage, schnittOf, tageOf } from '../domain/zeitraum.ts'
import { isOhneFreigabeGedeckt } from './freigabe.ts'
import { type Buchobjekt, type Nachweis, standOf } from './objekt.ts'

/**
 * How a calendar week stands: covered by approved reports, or by marks of absence or school alone, still open, sent
 * back, or without any report.
 */
export type Wochenzustand = 'freigegeben' | 'abwesend' | 'offen' | 'zurueckgewiesen' | 'fehlend'

/** An expected calendar week of a book with the reports that touch it, by their index. */
export interface Wochenstand {
  readonly woche: Kalenderwoche
  readonly zustand: Wochenzustand
  readonly stellen: readonly number[]
  /** Days from Monday to Friday in the time of training that no report of the week covers. */
  readonly offeneTage: readonly Datum[]
}

/**
 * The days for which a book owes reports on a day: from the first day of training to its last day or the reference day,
 * and within the released period. `undefined` while the begin of training is unknown or still to come.
 */
export const pruefzeitraumOf = (buch: Buchobjekt, stichtag: Datum): Zeitraum | undefined => {
  const { ausbildungsbeginn, ausbildungsende } = buch.berichtsheft
  if (ausbildungsbeginn === undefined) return undefined
  const ausbildung = { von: ausbildungsbeginn, bis: minDatum(ausbildungsende ?? stichtag, stichtag) }
  if (ausbildung.bis < ausbildung.von) return undefined
  return buch.vorlage?.umfang === undefined ? ausbildung : schnittOf(ausbildung, buch.vorlage.umfang)
}

/**
 * The state of every calendar week that is expected on a day (K1). The week in which the reference day lies counts
 * from its last day on: nobody can have reported about it before.
 */
export const listWochenstaende = (buch: Buchobjekt, stichtag: Datum): Wochenstand[] => {
  const zeitraum = pruefzeitraumOf(buch, stichtag)
  if (zeitraum === undefined) return []
  // Only the reference day cuts a week off; the end of training and of the released period end one.
  const istAbgeschnitten = zeitraum.bis === stichtag && stichtag !== buch.berichtsheft.ausbildungsende
  const wochen = listKalenderwochen(zeitraum).filter((woche) => !istAbgeschnitten || woche.sonntag <= stichtag)
  const stellenJeWoche = groupStellen(buch.ausbildungsnachweise)
  return wochen.map((woche) => {
    const stellen = stellenJeWoche.get(woche.montag) ?? []
    const nachweise = stellen.flatMap((stelle) => buch.ausbildungsnachweise[stelle] ?? [])
    return { woche, stellen, zustand: zustandOf(nachweise), offeneTage: listOffeneTage(woche, zeitraum, nachweise) }
  })
}

const groupStellen = (nachweise: readonly Nachweis[]): Map<Datum, number[]> => {
  const jeWoche = new Map<Datum, number[]>()
  for (const [stelle, { inhalt }] of nachweise.entries()) {
    // Longer periods are refused (BN-002); a wrong one must not make thousands of weeks.
    if (tageOf(inhalt.zeitraum) > 31) continue
    for (const { montag } of listKalenderwochen(inhalt.zeitraum)) {
      const stellen = jeWoche.get(montag)
      if (stellen === undefined) jeWoche.set(montag, [stelle])
      else stellen.push(stelle)
    }
  }
  return jeWoche
}

const zustandOf = (nachweise: readonly Nachweis[]): Wochenzustand => {
  if (nachweise.length === 0) return 'fehlend'
  if (nachweise.some((nachweis) => standOf(nachweis) === 'zurueckgewiesen')) return 'zurueckgewiesen'
  const offen = nachweise.filter((nachweis) => standOf(nachweis) !== 'freigegeben')
  if (offen.length === 0) return 'freigegeben'
  return offen.every(isOhneFreigabeGedeckt) ? 'abwesend' : 'offen'
}

const listOffeneTage = (woche: Kalenderwoche, zeitraum: Zeitraum, nachweise: readonly Nachweis[]): Datum[] => {
  const tage = listTage({ von: maxDatum(woche.montag, zeitraum.von), bis: minDatum(woche.sonntag, zeitraum.bis) })
  return tage.filter((tag) => wochentagOf(tag) <= 5 && !nachweise.some(({ inhalt }) => isTagIn(inhalt.zeitraum, tag)))
}
