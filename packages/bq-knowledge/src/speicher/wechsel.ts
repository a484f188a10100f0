/** Lets work that only reads run together and work that changes something alone, in the order in which it was asked for. */
export interface Wechsel {
  readonly shared: <T>(work: () => Promise<T>) => Promise<T>
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
}

/** Makes an order of turns. Work must not ask for another turn and wait for it. */
export const createWechsel = (): Wechsel => {
  let lastAlone: Promise<unknown> = Promise.resolve()
  const reading = new Set<Promise<unknown>>()
  const quiet = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined) // its caller hears of it
  return {
    shared: (work) => {
      const turn = lastAlone.then(work)
      const end = quiet(turn).finally(() => reading.delete(end))
      reading.add(end)
      return turn
    },
    alone: (work) => {
      const turn = Promise.all([lastAlone, ...reading]).then(work)
      lastAlone = quiet(turn)
      return turn
    },
  }
}
