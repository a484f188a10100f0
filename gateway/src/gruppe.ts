import { busyError, goneError, isGone, type Wartender } from './db/wartezeit.ts'

/** Limits of a group, and where its calls take their connection from. */
export interface GruppeOptions<C> {
  /** Most items that share one call. */
  readonly maxItems: number
  /** Calls that run at the same time for one key, when they are slow; items wait while that many are under way. */
  readonly maxRunning: number
  /** Longest wait of an item until its call begins, in milliseconds; `acquire` has a limit of its own. */
  readonly maxWait: number
  /** Takes what a call works with. Items that come in the meantime share the call. */
  readonly acquire: () => Promise<C>
  /** Gives it back. */
  readonly release: (connection: C) => void
}

/** One shared call. */
export interface Gruppenaufruf<T, C> {
  readonly key: string
  readonly items: readonly T[]
  readonly connection: C
  /** When the oldest of the items came, by `performance.now()`. */
  readonly since: number
}

interface Eintrag<T, R> {
  readonly item: T
  readonly wartender: Wartender
  readonly since: number
  readonly resolve: (result: R) => void
  readonly reject: (error: unknown) => void
}

interface Schlange<T, R> {
  readonly waiting: Eintrag<T, R>[]
  running: number
  /** When the latest call began. */
  startedAt: number
  /** A call that has no connection yet takes along whatever comes. */
  acquiring: boolean
  timer: NodeJS.Timeout | undefined
}

/**
 * Time after which a call counts as slow, in milliseconds. As long as calls are fast, the next one gains more from taking
 * along all that wait than from beginning early; beside one that waits for a lock, others must go on.
 */
const slowCall = 20

/**
 * Lets concurrent requests share one call: an item that comes while a call of its key is under way waits for the next
 * one, together with all others that wait. A single item is never delayed. An item whose client has gone before its call
 * begins is dropped, and one that waits too long is refused.
 *
 * @param run answers one result per item, in order; a result that is an Error rejects only its own item
 */
export const createGruppe = <T, R, C>(
  run: (call: Gruppenaufruf<T, C>) => Promise<readonly (R | Error)[]>,
  { maxItems, maxRunning, maxWait, acquire, release }: GruppeOptions<C>,
) => {
  const queues = new Map<string, Schlange<T, R>>()

  const refuseOverdue = ({ waiting }: Schlange<T, R>): void => {
    const oldest = performance.now() - maxWait
    const fresh = waiting.findIndex(({ since }) => since > oldest)
    for (const { reject } of waiting.splice(0, fresh === -1 ? waiting.length : fresh)) reject(busyError())
  }

  const mayStart = ({ running, startedAt, acquiring }: Schlange<T, R>): boolean =>
    !acquiring && (running === 0 || (running < maxRunning && performance.now() - startedAt >= slowCall))

  /** Looks again and again, while items wait, for a call that has become slow and for items that have waited too long. */
  const watch = (key: string, queue: Schlange<T, R>): void => {
    if (queue.timer !== undefined || queue.waiting.length === 0) return
    queue.timer = setTimeout(() => {
      queue.timer = undefined
      refuseOverdue(queue)
      if (queue.waiting.length > 0 && mayStart(queue)) void start(key, queue)
      watch(key, queue)
    }, slowCall)
    queue.timer.unref()
  }

  const take = (queue: Schlange<T, R>): Eintrag<T, R>[] => {
    refuseOverdue(queue)
    const batch: Eintrag<T, R>[] = []
    while (batch.length < maxItems) {
      const entry = queue.waiting.shift()
      if (entry === undefined) break
      if (isGone(entry.wartender)) entry.reject(goneError())
      else batch.push(entry)
    }
    return batch
  }

  const call = async (key: string, connection: C, batch: readonly Eintrag<T, R>[]): Promise<void> => {
    const [oldest] = batch
    if (oldest === undefined) return
    try {
      const results = await run({ key, items: batch.map(({ item }) => item), connection, since: oldest.since })
      batch.forEach(({ resolve, reject }, i) => {
        const result = results[i]
        if (result === undefined) reject(new Error('a shared call answered fewer results than it was given items'))
        else if (result instanceof Error) reject(result)
        else resolve(result)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  const start = async (key: string, queue: Schlange<T, R>): Promise<void> => {
    queue.running++
    queue.startedAt = performance.now()
    queue.acquiring = true
    try {
      const connection = await acquire()
      queue.acquiring = false
      const batch = take(queue)
      if (queue.waiting.length > 0) {
        watch(key, queue)
        if (mayStart(queue)) void start(key, queue)
      }
      await call(key, connection, batch)
      release(connection)
    } catch (error) {
      queue.acquiring = false
      for (const { reject } of queue.waiting.splice(0)) reject(error)
    }
    queue.running--
    if (queue.waiting.length > 0) {
      if (mayStart(queue)) void start(key, queue)
    } else if (queue.running === 0) {
      clearTimeout(queue.timer)
      queues.delete(key)
    }
  }

  return (key: string, item: T, wartender: Wartender = {}): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      let queue = queues.get(key)
      if (!queue) {
        queue = { waiting: [], running: 0, startedAt: 0, acquiring: false, timer: undefined }
        queues.set(key, queue)
      }
      queue.waiting.push({ item, wartender, since: performance.now(), resolve, reject })
      if (mayStart(queue)) void start(key, queue)
      else if (!queue.acquiring) watch(key, queue)
    })
}
