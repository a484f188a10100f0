import type { Datum, Zeitraum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { type Bruch, bruchOf, compareBruch, multiplyBruch } from '../../domain/bruch.ts'
import { schnittOf, tageOf } from '../../domain/zeitraum.ts'
import { anteilIn, zeitraumOfJahr } from './mindestverguetung.ts'
import { isTeilzeit } from './teilzeitanteil.ts'

const eins = bruchOf(1)

/** A complete entry of the pay, with its place in the list. */
export interface Betragsangabe {
  readonly stelle: number
  readonly ausbildungsjahr: number
  readonly betrag: number
}

/** The entries of the pay that name year and amount. */
export const listBetraege = ({ verguetungen }: Vertragsentwurf): Betragsangabe[] =>
  (verguetungen ?? []).flatMap(({ ausbildungsjahr, betrag }, stelle) =>
    ausbildungsjahr === undefined || betrag === undefined ? [] : [{ stelle, ausbildungsjahr, betrag }],
  )

/** The highest amount of every year of training, by year. */
export const listJahresbetraege = (vertrag: Vertragsentwurf): Betragsangabe[] => {
  const hoechste = new Map<number, Betragsangabe>()
  for (const angabe of listBetraege(vertrag)) {
    const bisher = hoechste.get(angabe.ausbildungsjahr)
    if (bisher === undefined || angabe.betrag > bisher.betrag) hoechste.set(angabe.ausbildungsjahr, angabe)
  }
  return [...hoechste.values()].sort((a, b) => a.ausbildungsjahr - b.ausbildungsjahr)
}

/** The days that an entry of the pay holds for: its own, else those of its year. */
const zeitraumOfBetrag = (
  vertrag: Vertragsentwurf,
  beginn: Datum,
  { stelle, ausbildungsjahr }: Betragsangabe,
): Zeitraum => {
  const angabe = vertrag.verguetungen?.[stelle]
  const jahr = zeitraumOfJahr(vertrag, beginn, ausbildungsjahr)
  return { von: angabe?.von ?? jahr.von, bis: angabe?.bis ?? jahr.bis }
}

/**
 * The share of full-time that an entry of the pay is measured by: the smallest one within its days. `undefined` while it is
 * not known.
 */
export const anteilOfBetrag = (vertrag: Vertragsentwurf, angabe: Betragsangabe): Bruch | undefined => {
  if (!isTeilzeit(vertrag)) return eins
  if (vertrag.beginn === undefined) return undefined
  const { von, bis } = zeitraumOfBetrag(vertrag, vertrag.beginn, angabe)
  return anteilIn(vertrag, von, bis)
}

/** Whether an entry of the pay holds for days in part-time and for days in full-time as well. */
export const isBetragGemischt = (vertrag: Vertragsentwurf, angabe: Betragsangabe): boolean => {
  if (!isTeilzeit(vertrag) || vertrag.beginn === undefined) return false
  const zeitraum = zeitraumOfBetrag(vertrag, vertrag.beginn, angabe)
  let inTeilzeit = 0
  for (const { von = zeitraum.von, bis = zeitraum.bis } of vertrag.teilzeit ?? []) {
    const schnitt = schnittOf(zeitraum, { von, bis })
    if (schnitt) inTeilzeit += tageOf(schnitt)
  }
  return inTeilzeit > 0 && inTeilzeit < tageOf(zeitraum)
}

/** Compares two amounts as if both were paid for full-time; `undefined` while a share is not known. */
export const verguetungInVollzeit = (
  vertrag: Vertragsentwurf,
  a: Betragsangabe,
  b: Betragsangabe,
): number | undefined => {
  if (!isTeilzeit(vertrag)) return a.betrag - b.betrag
  const anteilA = anteilOfBetrag(vertrag, a)
  const anteilB = anteilOfBetrag(vertrag, b)
  if (anteilA === undefined || anteilB === undefined) return undefined
  // a ÷ share of a against b ÷ share of b, without dividing.
  return compareBruch(multiplyBruch(bruchOf(a.betrag), anteilB), multiplyBruch(bruchOf(b.betrag), anteilA))
}
