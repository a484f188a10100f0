import type { Knex } from 'knex'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { markZugestellt } from '../anforderung/anforderung.service.ts'
import type { MeldungRow } from './ereignis.queries.ts'

/**
 * Notes that the vendor has received the requests that it was just told of: fetching the event counts as delivery.
 * Requests that are further already are left alone, so fetching the same events again costs one look-up.
 */
export const markAbgerufen = async (
  trx: Knex.Transaction,
  { art }: Pick<Angemeldeter, 'art'>,
  meldungen: readonly Pick<MeldungRow, 'art' | 'objekt_id'>[],
  now: Date,
): Promise<void> => {
  if (art !== 'anbieter') return
  const ids = meldungen.flatMap((meldung) => (meldung.art === 'anforderung.angelegt' ? [meldung.objekt_id] : []))
  if (ids.length === 0) return
  const offen: { id: string }[] = await trx('anforderung')
    .whereIn('id', ids)
    .where({ status: 'angelegt' })
    .orderBy('id')
    .select('id')
  for (const { id } of offen) await markZugestellt(trx, id, now)
}
