import type { Knex } from 'knex'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { findFreigabe } from '../freigabe/freigabe.queries.ts'
import { lockUebermittlung, type UebermittlungRow } from './uebermittlung.queries.ts'
import { appendUebermittlungEreignis, getUebermittlungRow } from './uebermittlung.service.ts'

/**
 * Decides whether the caller may have the package of a transfer, and notes the first time that the chamber fetches it. A
 * chamber gets it while the release holds; the vendor always.
 *
 * @throws ProblemError not-found, gone when the release was withdrawn or has expired
 */
export const fetchPaket = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<UebermittlungRow> => {
  const row = await getUebermittlungRow(trx, id)
  if (aufrufer.art !== 'kammer') return row
  const freigabe = await findFreigabe(trx, row.freigabe_id)
  if (freigabe?.status !== 'erteilt') throw new ProblemError('gone', { detail: 'The release of the book has ended' })
  return row.abgeholt_am === null ? markAbgeholt(trx, aufrufer, row, now) : row
}

const markAbgeholt = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { id }: UebermittlungRow,
  now: Date,
): Promise<UebermittlungRow> => {
  const row = await lockUebermittlung(trx, id)
  if (!row) throw new Error('a transfer vanished inside a transaction')
  if (row.abgeholt_am !== null) return row
  await trx('uebermittlung').where({ id }).update({ abgeholt_am: now, geaendert_am: now })
  await appendUebermittlungEreignis(trx, row, 'uebermittlung.abgeholt', aufrufer.clientId, now)
  return { ...row, abgeholt_am: now, geaendert_am: now }
}
