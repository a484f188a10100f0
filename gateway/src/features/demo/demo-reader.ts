import { scopesOf } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem, inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'

import { type Angemeldeter, toAngemeldeter } from '../anmeldung/angemeldeter.ts'
import { demoAnbieter } from './books.ts'
import { type DemoCommand, listCommands } from './commands.ts'
import { findAnswerable, findFree, findReady } from './demo.queries.ts'

/**
 * Runs `work` in the name of the demo's vendor, so that row security keeps the books of others from whoever looks.
 *
 * @returns `undefined` when the demo is not loaded
 */
export const asDemoVendor = async <T>(
  deps: Pick<Deps, 'db' | 'now'>,
  work: (trx: Knex.Transaction, aufrufer: Angemeldeter) => Promise<T>,
): Promise<T | undefined> => {
  const reader = await findReader(deps)
  return reader && inTransaktion(deps, reader, (trx) => work(trx, reader))
}

const findReader = (deps: Pick<Deps, 'db' | 'now'>): Promise<Angemeldeter | undefined> =>
  alsSystem(deps, async (trx) => {
    const client: { client_id: string } | undefined = await trx('zugang')
      .where({ anbieter_id: demoAnbieter.id })
      .whereNull('gesperrt_am')
      .orderBy('erstellt_am')
      .first('client_id')
    return (
      client && toAngemeldeter(client.client_id, { art: 'anbieter', anbieterId: demoAnbieter.id }, scopesOf.anbieter)
    )
  })

/** The commands that can be tried on what the demo holds at present. */
export const readCommands = async (trx: Knex, deps: Deps): Promise<readonly DemoCommand[]> => {
  const free = await findFree(trx)
  const offen = await findAnswerable(trx)
  const uebermittelt = await findReady(trx)
  return listCommands({
    dataDir: deps.config.DATA_DIR,
    heute: heuteOf(deps.now()),
    schluessel: deps.keyring.jwks('paket').keys.map(({ kid }) => kid),
    ...(free && { berichtsheftId: free.id }),
    ...(offen && { offen }),
    ...(uebermittelt && { uebermittelt }),
  })
}
