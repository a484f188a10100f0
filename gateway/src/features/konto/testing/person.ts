import { alsSystem } from '../../../db/transaktion.ts'
import type { Deps } from '../../../deps.ts'
import { findKontoByEmail } from '../konto.queries.ts'

/** The id of the account with this address. */
export const idOf = async (deps: Pick<Deps, 'db' | 'now'>, email: string): Promise<string> => {
  const konto = await alsSystem(deps, (trx) => findKontoByEmail(trx, email))
  if (konto === undefined) throw new Error(`there is no account ${email}`)
  return konto.id
}
