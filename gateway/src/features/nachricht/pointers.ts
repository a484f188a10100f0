import type { Verstoss } from '@berichtsheft/core'

/** Puts findings about a part of an object at the place of that part. */
export const movePointers = (verstoesse: readonly Verstoss[], place: string): Verstoss[] =>
  verstoesse.map((verstoss) => ({ ...verstoss, pfad: `${place}${verstoss.pfad}`.slice(0, 1000) }))
