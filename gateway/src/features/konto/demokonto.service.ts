import type { Knex } from 'knex'
import { createId } from '../../ids.ts'
import { informationspflichtenVersion } from './informationspflichten.ts'
import { findKontoByEmail, insertKonto, insertZustimmung, upsertPasswort } from './konto.queries.ts'
import { appendKontoereignis } from './konto-ereignis.ts'
import { hashPasswort } from './passwort.ts'

/** Whether there is an account with this address. */
export const hasKonto = async (trx: Knex, email: string): Promise<boolean> =>
  (await findKontoByEmail(trx, email)) !== undefined

/**
 * Makes an account of the demo, active at once.
 *
 * @returns the id of the new account
 * @throws Error when there is one with this address
 */
export const registerDemoKonto = async (
  trx: Knex,
  { email, vorname, nachname }: { readonly email: string; readonly vorname: string; readonly nachname: string },
  passwort: string,
  now: Date,
): Promise<string> => {
  const id = createId(now)
  if (!(await insertKonto(trx, { id, email, vorname, nachname, sprache: 'de', status: 'aktiv' }, now)))
    throw new Error(`there is an account ${email} already`)
  await upsertPasswort(trx, id, await hashPasswort(passwort), now)
  await insertZustimmung(trx, id, informationspflichtenVersion, now)
  for (const art of ['konto.angelegt', 'konto.bestaetigt'] as const)
    await appendKontoereignis(trx, { kontoId: id, art, durch: 'system', zeitpunkt: now })
  return id
}
