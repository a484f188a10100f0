import type { Datum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { maxDatum } from '../../domain/kalender.ts'
import { wertAm } from '../historie.ts'
import type { Vertragsobjekt } from '../vertragsobjekt.ts'
import { type Jugendarbeitszeit, jugendarbeitszeit } from '../werte/jugendarbeitszeit.ts'
import { isLandwirtschaft } from '../werte/landwirtschaft.ts'
import { wochentageOf } from './arbeitstage.ts'
import { isTeilzeit } from './teilzeitanteil.ts'

/** Hours that are worked in a part of the training; what is absent is not known. */
export interface Zeitabschnitt {
  /** Where it stands: `/arbeitszeiten/0`, `/teilzeit/0`. */
  readonly pfad: string
  /** First day. */
  readonly von: Datum
  readonly minutenTaeglich?: number
  readonly minutenWoechentlich?: number
  /** Working days of a week, in full-time only. */
  readonly wochentage?: number
  readonly kuerzererTag?: boolean
  readonly pausenMinuten?: number
  readonly ausgleich?: boolean
}

type Teilzeitangabe = NonNullable<Vertragsentwurf['teilzeit']>[number]

/** Whether a section of part-time takes all of a period. */
const covers = (teil: Teilzeitangabe, von: Datum, bis: Datum | undefined): boolean =>
  (teil.von === undefined || teil.von <= von) && (teil.bis === undefined || (bis !== undefined && teil.bis >= bis))

/**
 * The hours that are worked, by sections in time: those of part-time, and those of full-time without their minutes where
 * part-time takes all of them.
 *
 * @returns none while the begin of the training is not known
 * @see DAV-130 (hours that change within the training are given and judged by their periods)
 */
export const listZeitabschnitte = ({ vertrag, lage }: Vertragsobjekt): readonly Zeitabschnitt[] => {
  const { beginn, arbeitszeiten = [] } = vertrag
  if (beginn === undefined) return []
  const teilzeit = isTeilzeit(vertrag) ? (vertrag.teilzeit ?? []) : []
  const beginOf = (von: Datum | undefined): Datum => (von === undefined ? beginn : maxDatum(von, beginn))
  const abschnitte: Zeitabschnitt[] = arbeitszeiten.map((angabe, i) => {
    const von = beginOf(angabe.von)
    const { minutenTaeglich, minutenWoechentlich, ...uebrige } = angabe
    const wochentage = wochentageOf(angabe)
    return {
      ...uebrige,
      pfad: `/arbeitszeiten/${i}`,
      von,
      ...(wochentage !== undefined && { wochentage }),
      ...(!teilzeit.some((teil) => covers(teil, von, angabe.bis ?? lage.ende)) && {
        ...(minutenTaeglich !== undefined && { minutenTaeglich }),
        ...(minutenWoechentlich !== undefined && { minutenWoechentlich }),
      }),
    }
  })
  teilzeit.forEach((angabe, i) => {
    abschnitte.push({ ...angabe, pfad: `/teilzeit/${i}`, von: beginOf(angabe.von) })
  })
  return abschnitte
}

/** Hours of a minor, and what the law says about them. */
export interface Jugendabschnitt extends Zeitabschnitt {
  readonly werte: Jugendarbeitszeit
  /** Longer only as the collective agreement allows that binds the company (JArbSchG § 21a). */
  readonly nachTarif: boolean
  /** In agriculture and old enough for the longer time in the harvest (JArbSchG § 8 Abs. 3). */
  readonly ernte: boolean
}

const isUeber = (wert: number | undefined, grenze: number): boolean => wert !== undefined && wert > grenze

/** Whether the hours are longer than usual, but not longer than a collective agreement may allow. */
const isNachTarif = (abschnitt: Zeitabschnitt, tarif: Vertragsentwurf['tarif'], werte: Jugendarbeitszeit): boolean => {
  const { minutenTaeglich, minutenWoechentlich, wochentage, kuerzererTag, ausgleich } = abschnitt
  if (tarif?.geltung !== 'gebunden' || ausgleich === false) return false
  const { taeglich, woechentlich, tageJeWoche } = werte.nachTarif
  if (isUeber(minutenTaeglich, taeglich) || isUeber(minutenWoechentlich, woechentlich)) return false
  if (isUeber(wochentage, tageJeWoche)) return false
  return (
    isUeber(minutenTaeglich, kuerzererTag ? werte.taeglichBeiAusgleich : werte.taeglich) ||
    isUeber(minutenWoechentlich, werte.woechentlich) ||
    isUeber(wochentage, werte.tageJeWoche)
  )
}

/**
 * The hours that are worked in sections that begin before the apprentice is of age, with the limits at their begin.
 *
 * @returns none while birth date or begin are not known, and for days of which no limits are known
 * @see JArbSchG §§ 2, 8, 15, 21a; DAV-120 to DAV-125, DAV-130
 */
export const listJugendabschnitte = (objekt: Vertragsobjekt): readonly Jugendabschnitt[] => {
  const { vertrag, lage } = objekt
  const { volljaehrigAb, alterBeiBeginn } = lage
  if (volljaehrigAb === undefined || vertrag.beginn === undefined || vertrag.beginn >= volljaehrigAb) return []
  return listZeitabschnitte(objekt).flatMap((abschnitt) => {
    const werte = wertAm(jugendarbeitszeit, abschnitt.von)
    if (werte === undefined || abschnitt.von >= volljaehrigAb) return []
    const ernte = alterBeiBeginn !== undefined && alterBeiBeginn >= werte.ernte.abAlter && isLandwirtschaft(objekt)
    return { ...abschnitt, werte, nachTarif: isNachTarif(abschnitt, vertrag.tarif, werte), ernte }
  })
}
