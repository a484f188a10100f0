import type { Datum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { type Bruch, bruchOf, bruchOfZahl } from '../../domain/bruch.ts'

export type Teilzeitabschnitt = NonNullable<Vertragsentwurf['teilzeit']>[number]
type Vollzeit = NonNullable<Vertragsentwurf['arbeitszeiten']>[number]

/** Shares of full-time that a section of part-time names: by the week, by the day, and as it is agreed. */
export interface Teilzeitanteile {
  readonly woechentlich?: Bruch
  readonly taeglich?: Bruch
  readonly vereinbart?: Bruch
}

/** The full-time hours that hold on a day; the first ones where none names it. */
const vollzeitAm = (arbeitszeiten: readonly Vollzeit[], tag: Datum | undefined): Vollzeit | undefined =>
  arbeitszeiten.find(
    ({ von, bis }) => tag !== undefined && (von === undefined || von <= tag) && (bis === undefined || tag <= bis),
  ) ?? arbeitszeiten[0]

const anteilOf = (teil: number | undefined, ganz: number | undefined): Bruch | undefined =>
  teil === undefined || ganz === undefined || ganz === 0 ? undefined : bruchOf(teil, ganz)

/** All shares that a section of part-time names, against the full-time hours at its begin. */
export const anteileOf = (vertrag: Vertragsentwurf, abschnitt: Teilzeitabschnitt): Teilzeitanteile => {
  const vollzeit = vollzeitAm(vertrag.arbeitszeiten ?? [], abschnitt.von ?? vertrag.beginn)
  const woechentlich = anteilOf(abschnitt.minutenWoechentlich, vollzeit?.minutenWoechentlich)
  const taeglich = anteilOf(abschnitt.minutenTaeglich, vollzeit?.minutenTaeglich)
  return {
    ...(woechentlich && { woechentlich }),
    ...(taeglich && { taeglich }),
    ...(abschnitt.anteil && { vereinbart: bruchOfZahl(abschnitt.anteil) }),
  }
}

/**
 * The share of full-time that a section counts with: of the weekly time, else of the daily one, else the agreed one.
 * `undefined` while none of them is known.
 *
 * @see BBiG § 7a Abs. 1; HwO § 27b Abs. 1
 */
export const anteilAm = ({ woechentlich, taeglich, vereinbart }: Teilzeitanteile): Bruch | undefined =>
  woechentlich ?? taeglich ?? vereinbart

/** Whether the contract is one in part-time: as it says, or because it has sections of part-time and says nothing. */
export const isTeilzeit = ({ zeitmodell, teilzeit }: Vertragsentwurf): boolean =>
  zeitmodell === undefined ? (teilzeit?.length ?? 0) > 0 : zeitmodell === 'teilzeit'

/**
 * Whether the agreed share of a section fits its minutes: the time that it gives is less than a minute away from theirs.
 * True while one of them is not known.
 */
export const isAnteilStimmig = (vertrag: Vertragsentwurf, abschnitt: Teilzeitabschnitt): boolean => {
  const { anteil } = abschnitt
  const vollzeit = vollzeitAm(vertrag.arbeitszeiten ?? [], abschnitt.von ?? vertrag.beginn)
  if (anteil === undefined || vollzeit === undefined) return true
  const fits = (teil: number | undefined, ganz: number | undefined): boolean =>
    teil === undefined || ganz === undefined || Math.abs(anteil.zaehler * ganz - teil * anteil.nenner) < anteil.nenner
  return abschnitt.minutenWoechentlich !== undefined && vollzeit.minutenWoechentlich !== undefined
    ? fits(abschnitt.minutenWoechentlich, vollzeit.minutenWoechentlich)
    : fits(abschnitt.minutenTaeglich, vollzeit.minutenTaeglich)
}
