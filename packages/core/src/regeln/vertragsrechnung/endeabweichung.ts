import type { Datum } from '../../contract/common.ts'
import { addMonate, toTageszahl } from '../../domain/kalender.ts'
import type { Vertragsobjekt } from '../vertragsobjekt.ts'

/** What decides the end that the contract does not have; each belongs to one rule, so that a wrong end is told once. */
export type Endegrund = 'dauer' | 'teilzeit' | 'teilzeitAufZeit' | 'angleichung' | 'hoechstdauer' | 'verlaengerung'

/** An end that differs from the computed one. */
export interface Endeabweichung {
  readonly grund: Endegrund
  readonly ende: Datum
  readonly erwartet: Datum
  readonly monate: number
}

/** Examinations are held twice a year: the next possible one is at most this many months away. */
const bisZurNaechstenPruefung = 6

/**
 * How the end of the contract differs from the computed one; `undefined` when it does not, or while one is not known.
 *
 * @see BBiG §§ 7a, 8; HwO §§ 27b, 27c; DAV-081 to DAV-086
 */
export const findEndeabweichung = (
  { vertrag: { ende }, vorher, lage: { dauer } }: Vertragsobjekt,
  toleranzTage: number,
): Endeabweichung | undefined => {
  const erwartet = dauer?.ende
  if (dauer === undefined || erwartet === undefined || ende === undefined || ende === erwartet) return undefined
  if (toleranzTage > 0 && Math.abs(toTageszahl(ende) - toTageszahl(erwartet)) <= toleranzTage) return undefined
  const { teilzeit, angeglichen, monate } = dauer
  const find = (): Endegrund => {
    if (vorher?.ende !== undefined && ende > vorher.ende && ende > erwartet) return 'verlaengerung'
    if (teilzeit === undefined) return 'dauer'
    if (angeglichen) return 'angleichung'
    if (!teilzeit.durchgehend) return 'teilzeitAufZeit'
    const gedeckelt = teilzeit.ungedeckelt >= teilzeit.deckel
    return gedeckelt && ende > erwartet && ende <= addMonate(erwartet, bisZurNaechstenPruefung)
      ? 'hoechstdauer'
      : 'teilzeit'
  }
  return { grund: find(), ende, erwartet, monate }
}
