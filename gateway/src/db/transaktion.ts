import type { Knex } from 'knex'
import type { Deps } from '../deps.ts'
import type { Angemeldeter } from '../features/anmeldung/angemeldeter.ts'
import { lockTimeoutFrom, refuseGone } from './wartezeit.ts'

/**
 * Runs `work` in one transaction in which row level security knows the caller. A caller that was locked in the meantime
 * is refused here, whatever its token says. Waits `limits.verbindungszeit` for a connection and for locks. When the client
 * goes before the work begins or before it is committed, nothing has happened.
 *
 * @throws Error when the wait was too long or the database cannot be reached; the answer to both is 503
 */
export const inTransaktion = <T>(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> => {
  const since = performance.now()
  return db.knex.transaction(async (trx) => {
    refuseGone(aufrufer)
    await trx.raw("select set_config('lock_timeout', ?, true), aufrufer_setzen(?, ?)", [
      lockTimeoutFrom(since),
      aufrufer.ausweis,
      now(),
    ])
    const result = await work(trx)
    refuseGone(aufrufer)
    return result
  })
}

/** Runs `work` in one transaction as the gateway itself, across tenants: for jobs and for looking up what a caller may ask for. */
export const alsSystem = <T>(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> =>
  db.knex.transaction(async (trx) => {
    await trx.raw('select system_setzen(?)', [now()])
    return work(trx)
  })

/** Names the caller for the rest of the transaction. */
export const alsAufrufer = async (trx: Knex.Transaction, aufrufer: Angemeldeter, now: Date): Promise<void> => {
  await trx.raw('select aufrufer_setzen(?, ?)', [aufrufer.ausweis, now])
}

/**
 * Does one look-up across tenants inside a transaction of a caller, and returns to the caller's view before anything
 * else happens.
 */
export const kurzAlsSystem = async <T>(
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  now: Date,
  lookUp: () => Promise<T>,
): Promise<T> => {
  await trx.raw('select system_setzen(?)', [now])
  const result = await lookUp()
  await alsAufrufer(trx, aufrufer, now)
  return result
}
