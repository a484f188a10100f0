import type { Datum } from '../contract/common.ts'
import type { Schritt } from '../contract/nachweisverlauf.ts'
import { addMonate, toTageszahl } from '../domain/kalender.ts'
import { isAbwesenheitstag, isBelegt, tagOfSchritt } from './bericht.ts'
import { wertAm } from './historie.ts'
import type { Regelkonfig } from './konfig.ts'
import { type Buchobjekt, type Nachweis, standOf } from './objekt.ts'
import { freigabefrist } from './werte/freigabefrist.ts'

/** The first approval of a report: its step, the index of the step, and its legal day. */
export interface Freigabe {
  readonly schritt: Schritt
  readonly stelle: number
  readonly tag: Datum
}

/**
 * The first approval of a report that is approved, with its day; `undefined` while it is not approved or the day is
 * not known. The first one counts for the interval of reviews, because it is the one in which the trainer looked.
 */
export const findFreigabe = (nachweis: Nachweis): Freigabe | undefined => {
  if (standOf(nachweis) !== 'freigegeben') return undefined
  const stelle = nachweis.verlauf?.findIndex((schritt) => schritt.vorgang === 'freigegeben') ?? -1
  const schritt = nachweis.verlauf?.[stelle]
  const tag = schritt === undefined ? undefined : tagOfSchritt(schritt)
  return schritt === undefined || tag === undefined ? undefined : { schritt, stelle, tag }
}

/** Last day for the review of a report: months of the chamber, else of the recommendation at the end of the period. */
export const fristOf = (nachweis: Nachweis, konfig: Regelkonfig): Datum | undefined => {
  const { bis } = nachweis.inhalt.zeitraum
  const monate = konfig.freigabeMonate ?? wertAm(freigabefrist, bis)
  return monate === undefined ? undefined : addMonate(bis, monate)
}

/**
 * Whether a report needs no approval to cover its week: it marks days of absence or attendance at school, and tells
 * nothing that somebody would have to confirm (K1).
 */
export const isOhneFreigabeGedeckt = ({ inhalt }: Nachweis): boolean => {
  const { tage, wochentexte } = inhalt
  const texte = [wochentexte?.betrieb, wochentexte?.unterweisung, wochentexte?.schule, wochentexte?.ohneArt]
  const belegt = (tage ?? []).filter(isBelegt)
  return (
    belegt.length > 0 &&
    texte.every((text) => text === undefined || text.trim() === '') &&
    belegt.every((tag) => isAbwesenheitstag(tag) || (tag.art === 'schule' && tag.eintraege.length === 0))
  )
}

/** How long a report waited for its approval, or has been waiting: days since the end of its period. */
export interface Abstand {
  readonly stelle: number
  readonly bis: Datum
  readonly tage: number
  /** Longer than the review interval (AN-025). */
  readonly verspaetet: boolean
}

/**
 * The waiting times of all reports of a book whose state and approval are known. Reports that nobody must approve are
 * left out, as are those approved on an unknown day.
 */
export const listAbstaende = (buch: Buchobjekt, stichtag: Datum, konfig: Regelkonfig): Abstand[] =>
  buch.ausbildungsnachweise.flatMap((nachweis, stelle) => {
    const frist = fristOf(nachweis, konfig)
    const stand = standOf(nachweis)
    const freigabe = findFreigabe(nachweis)
    if (frist === undefined || stand === undefined) return []
    if (freigabe === undefined && (stand === 'freigegeben' || isOhneFreigabeGedeckt(nachweis))) return []
    const tag = freigabe?.tag ?? stichtag
    const { bis } = nachweis.inhalt.zeitraum
    return [{ stelle, bis, tage: toTageszahl(tag) - toTageszahl(bis), verspaetet: tag > frist }]
  })

/** The longest of some waiting times, the first one of several. */
export const findLaengsten = (abstaende: readonly Abstand[]): Abstand | undefined =>
  abstaende.reduce<Abstand | undefined>(
    (bisher, abstand) => (bisher === undefined || abstand.tage > bisher.tage ? abstand : bisher),
    undefined,
  )
