import type { Verstoss } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'

/** Puts findings about a part of an object at the place of that part. */
export const movePointers = (verstoesse: readonly Verstoss[], place: string): Verstoss[] =>
  verstoesse.map((verstoss) => ({ ...verstoss, pfad: `${place}${verstoss.pfad}`.slice(0, 1000) }))

/** Runs work whose pointers start at a part of what was sent. */
export const inPart = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.details.verstoesse === undefined) throw error
    const { verstoesse, ...details } = error.details
    throw new ProblemError(error.slug, { ...details, verstoesse: movePointers(verstoesse, place) })
  }
}
