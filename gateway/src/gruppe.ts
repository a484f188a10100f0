/** Limits of a group. */
export interface GruppeOptions {
  /** Most items that share one call. */
  readonly maxItems: number
  /** Calls that run at the same time for one key; items wait while that many are under way. */
  readonly maxRunning: number
}

interface Wartender<T, R> {
  readonly item: T
  readonly resolve: (result: R) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets concurrent requests share one call: an item that comes while calls of its key are under way waits for the next
 * one, together with all others that wait. A single item is never delayed.
 *
 * @param run answers one result per item, in order; a result that is an Error rejects only its own item
 */
export const createGruppe = <T, R>(
  run: (key: string, items: readonly T[]) => Promise<readonly (R | Error)[]>,
  options: GruppeOptions,
) => {
  const queues = new Map<string, { readonly waiting: Wartender<T, R>[]; running: number }>()

  const start = async (key: string, queue: { readonly waiting: Wartender<T, R>[]; running: number }): Promise<void> => {
    const batch = queue.waiting.splice(0, options.maxItems)
    queue.running++
    try {
      const results = await run(
        key,
        batch.map(({ item }) => item),
      )
      batch.forEach(({ resolve, reject }, i) => {
        const result = results[i]
        if (result === undefined) reject(new Error('a shared call answered fewer results than it was given items'))
        else if (result instanceof Error) reject(result)
        else resolve(result)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    queue.running--
    if (queue.waiting.length > 0) void start(key, queue)
    else if (queue.running === 0) queues.delete(key)
  }

  return (key: string, item: T): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      let queue = queues.get(key)
      if (!queue) {
        queue = { waiting: [], running: 0 }
        queues.set(key, queue)
      }
      queue.waiting.push({ item, resolve, reject })
      if (queue.running < options.maxRunning) void start(key, queue)
    })
}
