import type { Aenderungssatz } from './aenderungssatz.ts'

/**
 * Where a node keeps its log. What a function promises has been made durable when it returns. Only the log is kept; every
 * view is a fold of it and may be kept beside it.
 */
export interface Speicher {
  /** The changeset with an id. */
  readonly find: (id: string) => Promise<Aenderungssatz | undefined>
  /** Stores a changeset, or replaces the stored copy of the same id by one that says more or less of it. */
  readonly put: (satz: Aenderungssatz) => Promise<void>
  /** Every stored changeset, in an order in which each comes after its predecessor in the chain. */
  readonly list: () => AsyncIterable<Aenderungssatz>
}

/** A log in memory, for tests and simulations. */
export const createSpeicher = (): Speicher & { readonly size: () => number } => {
  const saetze = new Map<string, Aenderungssatz>()
  return {
    find: async (id) => saetze.get(id),
    put: async (satz) => {
      saetze.set(satz.id, satz)
    },
    list: async function* () {
      yield* [...saetze.values()].sort((a, b) => a.kopf.nr - b.kopf.nr)
    },
    size: () => saetze.size,
  }
}
