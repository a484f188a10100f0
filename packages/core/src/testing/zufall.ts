/** Repeatable random choices. */
export interface Zufall {
  /** A whole number from `min` to `max`, both included. */
  readonly between: (min: number, max: number) => number
  readonly pick: <T>(werte: readonly [T, ...T[]]) => T
  /** True with this probability, from 0 to 1. */
  readonly chance: (wahrscheinlichkeit: number) => boolean
}

/** Random choices that depend on the seed alone (mulberry32, 32 bits of state). */
export const createZufall = (seed: number): Zufall => {
  let stand = seed >>> 0
  const next = (): number => {
    stand = (stand + 0x6d2b79f5) >>> 0
    let t = stand
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    between,
    pick: (werte) => werte[between(0, werte.length - 1)] ?? werte[0],
    chance: (wahrscheinlichkeit) => next() < wahrscheinlichkeit,
  }
}
