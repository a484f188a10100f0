import { alsSystem } from '../db/transaktion.ts'
import type { Deps } from '../deps.ts'

/** Long work that somebody asked for. */
export type Auftragsart = 'export' | 'sammelanforderung'

/** What does each kind of work; it may be broken off anywhere and run again, also twice at the same time. */
export type Auftragsarten = Readonly<Partial<Record<Auftragsart, (id: string) => Promise<unknown>>>>

/** A piece of work that is waiting. */
export interface OffenerAuftrag {
  readonly art: Auftragsart
  readonly id: string
}

/** Pieces of work of each kind that are looked at together. */
const most = 100

/** Work that was asked for and is not done, oldest first. The rows of the features say so themselves; queues only speed it up. */
export const listOffeneAuftraege = (deps: Pick<Deps, 'db' | 'now'>): Promise<OffenerAuftrag[]> =>
  alsSystem(deps, async (trx) => {
    const { rows } = await trx.raw(
      `(select 'export' as art, id from export where status = 'angefordert' order by id limit ?)
       union all
       (select 'sammelanforderung', id from sammelanforderung where status = 'inArbeit' order by id limit ?)`,
      [most, most],
    )
    return rows
  })

/** Time after which work that is still open is queued again, in milliseconds. */
const again = 30_000

/** Remembers what this process queued lately, so that a look every second does not queue it every second. */
export const createMerkliste = (now: () => number = () => performance.now()) => {
  const queued = new Map<string, number>()
  return {
    /** Whether this is to be queued now; then it is noted. */
    note: ({ art, id }: OffenerAuftrag): boolean => {
      const key = `${art} ${id}`
      const since = queued.get(key)
      if (since !== undefined && now() - since < again) return false
      queued.set(key, now())
      return true
    },
    /** Forgets what has not been seen for a while. */
    sweep: (): void => {
      for (const [key, since] of queued) if (now() - since >= again) queued.delete(key)
    },
  }
}
