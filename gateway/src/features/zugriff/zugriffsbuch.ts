import type { Deps } from '../../deps.ts'

/** One access as it is noted; ids may be those of a book or of anything that belongs to one. */
export interface Zugriffseintrag {
  readonly zeitpunkt: string
  readonly wer: string
  readonly mandant: string
  readonly vorgang: string
  readonly status: number
  readonly objekte: readonly string[]
}

/** Notes accesses without making a reader wait. */
export interface Zugriffsbuch {
  readonly note: (eintrag: Zugriffseintrag) => void
  /** Writes what has been noted; waits for it. */
  readonly flush: () => Promise<void>
  /** Writes the rest. */
  readonly close: () => Promise<void>
}

/** Pause between two writes, in milliseconds: what a killed process has not written is lost for this long at most. */
const pause = 500
/** Entries of one write. */
const batch = 500
/** Entries that may wait while the database is away; then the oldest are told to the log and dropped. */
const most = 50_000

/**
 * Collects accesses and writes them in batches. Reading is not slowed down by it, and the log of a busy gateway costs one
 * statement per half second.
 */
export const createZugriffsbuch = ({ db, log }: Pick<Deps, 'db' | 'log'>): Zugriffsbuch => {
  let waiting: Zugriffseintrag[] = []
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const eintraege = waiting.slice(0, batch)
      await db.pool.query({
        name: 'zugriffe_schreiben',
        text: 'select zugriffe_schreiben($1)',
        values: [JSON.stringify(eintraege)],
      })
      waiting = waiting.slice(eintraege.length)
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write, write)
    return writing
  }
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      flush().catch((error: unknown) => {
        log.warn({ err: error, wartend: waiting.length }, 'accesses could not be noted, tried again')
        schedule()
      })
    }, pause)
    timer.unref()
  }
  return {
    note: (eintrag) => {
      if (waiting.length >= most) {
        waiting = waiting.slice(batch)
        log.error({ verloren: batch }, 'accesses are lost because the database does not take them')
      }
      waiting.push(eintrag)
      schedule()
    },
    flush,
    close: flush,
  }
}
