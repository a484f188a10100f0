import type { Knex } from 'knex'
import type { Deps } from '../deps.ts'
import { alsSystem } from './transaktion.ts'

/** Rows that one transaction of a job handles. */
const batch = 100

/**
 * Runs `work` in transactions of the system, each with one batch of locked rows, until there is nothing left. Rows that
 * somebody else holds are left to the next run, so any number of processes may do this at the same time.
 *
 * @param find locks with `for update skip locked`; what `work` has done is not found again
 * @returns number of rows
 */
export const inBatches = async <R>(
  { db }: Pick<Deps, 'db'>,
  now: Date,
  find: (trx: Knex.Transaction, limit: number) => Promise<readonly R[]>,
  work: (trx: Knex.Transaction, row: R) => Promise<unknown>,
): Promise<number> => {
  for (let total = 0; ; ) {
    const done = await alsSystem({ db, now: () => now }, async (trx) => {
      const rows = await find(trx, batch)
      for (const row of rows) await work(trx, row)
      return rows.length
    })
    total += done
    if (done < batch) return total
  }
}
