import type { Vertragssperre } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { takeVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'

const appendHold = (
  trx: Knex,
  { clientId }: Angemeldeter,
  vertragId: string,
  art: 'vertrag.gesperrt' | 'vertrag.entsperrt',
  now: Date,
) => appendVertragsereignis(trx, { vertragId, art, durch: clientId, zeitpunkt: now })

/**
 * Keeps a contract for the caller until the hold is lifted; repeating it renews the reason.
 *
 * @throws ProblemError not-found
 */
export const keepVertrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertragId: string,
  grund: string,
  now: Date,
): Promise<Vertragssperre> => {
  await takeVertrag(trx, aufrufer, vertragId, undefined)
  await trx('vertragssperre')
    .insert({ vertrag_id: vertragId, mandant: aufrufer.mandant, grund, durch: aufrufer.clientId, erstellt_am: now })
    .onConflict(['vertrag_id', 'mandant'])
    .merge()
  await appendHold(trx, aufrufer, vertragId, 'vertrag.gesperrt', now)
  return { vertragId, grund, erstelltAm: now.toISOString() }
}

/**
 * Lifts the hold of the caller.
 *
 * @returns the hold that there was
 * @throws ProblemError not-found for the contract, or when the caller has no hold on it
 */
export const releaseVertrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertragId: string,
  now: Date,
): Promise<Vertragssperre> => {
  await takeVertrag(trx, aufrufer, vertragId, undefined)
  const [lifted]: { grund: string; erstellt_am: Date }[] = await trx('vertragssperre')
    .where({ vertrag_id: vertragId, mandant: aufrufer.mandant })
    .delete()
    .returning(['grund', 'erstellt_am'])
  if (!lifted) throw new ProblemError('not-found', { detail: `Vertragssperre of ${vertragId}` })
  await appendHold(trx, aufrufer, vertragId, 'vertrag.entsperrt', now)
  return { vertragId, grund: lifted.grund, erstelltAm: lifted.erstellt_am.toISOString() }
}
