import type { Datum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import type { Mindestverguetung } from '../../contract/vertragspruefung.ts'
import { type Bruch, bruchOf, ceilBruch, compareBruch, multiplyBruch } from '../../domain/bruch.ts'
import { addMonate, addTage } from '../../domain/kalender.ts'
import type { Vertragsobjekt } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'
import { findMindestbetrag } from '../werte/mindestverguetung.ts'
import { anteilAm, anteileOf, isTeilzeit } from './teilzeitanteil.ts'

const eins = bruchOf(1)

/** The years of training of a contract, counted with what was credited. */
export interface Ausbildungsjahre {
  readonly erstes: number
  /** The last one that the contents of the ordinance fill. */
  readonly letztes: number
  /** The last one of the contract; later than `letztes` only in part-time, where the pay need not rise (DAV-101). */
  readonly verlaengertBis: number
}

const sumAnrechnung = ({ anrechnungen }: Vertragsentwurf): number =>
  (anrechnungen ?? []).reduce((summe, { monate = 0 }) => summe + monate, 0)

/**
 * The years of training that a contract begins; `undefined` while its duration is not known.
 *
 * @see BBiG § 17 Abs. 1 Satz 2 and Abs. 5 Satz 3 (in force since 1 August 2024); DAV-079, DAV-100
 */
export const ausbildungsjahreOf = ({ vertrag, lage: { dauer } }: Vertragsobjekt): Ausbildungsjahre | undefined => {
  if (dauer === undefined || dauer.monate === 0) return undefined
  const angerechnet = sumAnrechnung(vertrag)
  const verlaengertBis = Math.ceil((angerechnet + dauer.monate) / 12)
  const letztes = Math.ceil((angerechnet + Math.min(dauer.monate, dauer.nachAnrechnung)) / 12)
  return {
    erstes: Math.floor(angerechnet / 12) + 1,
    letztes: vertrag.beginn !== undefined && vertrag.beginn < seit.bvadig ? verlaengertBis : letztes,
    verlaengertBis,
  }
}

/** First and last day of a year of training; what was credited lies before the begin. */
export const zeitraumOfJahr = (
  vertrag: Vertragsentwurf,
  beginn: Datum,
  ausbildungsjahr: number,
): { readonly von: Datum; readonly bis: Datum } => {
  const monate = 12 * (ausbildungsjahr - 1) - sumAnrechnung(vertrag)
  return { von: addMonate(beginn, Math.max(0, monate)), bis: addTage(addMonate(beginn, Math.max(0, monate + 12)), -1) }
}

/** The smallest share of full-time within a period; 1 where it has no part-time. `undefined` when one is not known. */
export const anteilIn = (vertrag: Vertragsentwurf, von: Datum, bis: Datum): Bruch | undefined => {
  if (!isTeilzeit(vertrag)) return eins
  let kleinster = eins
  for (const abschnitt of vertrag.teilzeit ?? []) {
    if ((abschnitt.von !== undefined && abschnitt.von > bis) || (abschnitt.bis !== undefined && abschnitt.bis < von))
      continue
    const anteil = anteilAm(anteileOf(vertrag, abschnitt))
    if (anteil === undefined) return undefined
    if (compareBruch(anteil, kleinster) < 0) kleinster = anteil
  }
  return kleinster
}

/**
 * Least pay of every year of training of the contract, up to full cents; in part-time with its share, the smallest one of the
 * year where it changes.
 *
 * @returns empty while the begin or the duration is not known; an entry without an amount where no value is known
 * @see BBiG § 17 Abs. 2 and 5; DAV-102, DAV-105
 */
export const computeMindestverguetung = (objekt: Vertragsobjekt): Mindestverguetung[] => {
  const jahre = ausbildungsjahreOf(objekt)
  const { beginn } = objekt.vertrag
  if (jahre === undefined || beginn === undefined) return []
  const saetze: Mindestverguetung[] = []
  for (let ausbildungsjahr = jahre.erstes; ausbildungsjahr <= jahre.letztes; ausbildungsjahr++) {
    const satz = findMindestbetrag(beginn, ausbildungsjahr)
    const { von, bis } = zeitraumOfJahr(objekt.vertrag, beginn, ausbildungsjahr)
    const anteil = anteilIn(objekt.vertrag, von, bis)
    saetze.push(
      satz === undefined || anteil === undefined
        ? { ausbildungsjahr }
        : { ausbildungsjahr, betrag: ceilBruch(multiplyBruch(bruchOf(satz.betrag), anteil)) },
    )
  }
  return saetze
}
