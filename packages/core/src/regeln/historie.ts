import type { Datum } from '../contract/common.ts'

/** A value and the first day on which it holds. */
export interface Historienwert<T> {
  readonly ab: Datum
  readonly wert: T
}

/** A value that changes by law: its states, oldest first. */
export type Historie<T> = readonly Historienwert<T>[]

/**
 * Declares dated values, oldest first.
 *
 * @throws Error when it is empty or the days do not rise; a wrong table must not answer
 */
export const defineHistorie = <T>(werte: Historie<T>): Historie<T> => {
  if (werte.length === 0) throw new Error('a Historie needs at least one value')
  werte.forEach((wert, i) => {
    const vorher = werte[i - 1]
    if (vorher && vorher.ab >= wert.ab) throw new Error(`the value from ${wert.ab} does not follow ${vorher.ab}`)
  })
  return werte
}

/** The value that holds on a day; `undefined` (unknown) before the first day, never the nearest value. */
export const wertAm = <T>(historie: Historie<T>, tag: Datum): T | undefined =>
  historie.findLast((eintrag) => eintrag.ab <= tag)?.wert
