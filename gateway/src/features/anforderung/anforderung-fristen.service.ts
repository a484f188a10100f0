import { limits } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { inBatches } from '../../db/in-batches.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import type { AnforderungBasis } from './anforderung.queries.ts'
import { appendAnforderungEreignis, moveAnforderung, systemUrheber } from './anforderung.service.ts'

const dayInMs = 86_400_000

const findUeberfaellige = (trx: Knex.Transaction, heute: string, limit: number): Promise<AnforderungBasis[]> =>
  trx('anforderung')
    .where((query) =>
      query
        .where((vorher) =>
          vorher
            .whereIn('status', ['angelegt', 'zugestellt', 'gelesen', 'freigegeben'])
            .where('frist', '<', heute)
            .whereRaw("frist_mit_wartung((erstellt_am at time zone 'Europe/Berlin')::date, frist) < ?", [heute]),
        )
        .orWhere((danach) =>
          danach
            .where('status', 'uebermittelt')
            .where('pruef_frist', '<', heute)
            .whereRaw('frist_mit_wartung(pruef_frist - ?::integer, pruef_frist) < ?', [limits.pruefTage, heute]),
        ),
    )
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select('*')

/**
 * Ends requests whose last day has passed (legal day, Europe/Berlin): before the transfer the vendor's side let it pass,
 * after it the chamber.
 *
 * @returns number of requests that ended
 */
export const expireAnforderungen = (deps: Pick<Deps, 'db'>, now: Date): Promise<number> =>
  inBatches(
    deps,
    now,
    (trx, limit) => findUeberfaellige(trx, heuteOf(now), limit),
    (trx, row) => {
      const saeumig = row.status === 'uebermittelt' ? 'kammer' : 'anbieter'
      return moveAnforderung(trx, row, 'ueberfaellig', systemUrheber(now), { saeumig }, { saeumig })
    },
  )

/**
 * Tells both sides, once, of requests that nobody fetched for `limits.nichtAbgeholtTage` days.
 *
 * @returns number of requests that were told
 */
export const reportNichtAbgeholt = (deps: Pick<Deps, 'db'>, now: Date): Promise<number> => {
  const since = new Date(now.getTime() - limits.nichtAbgeholtTage * dayInMs)
  return inBatches<AnforderungBasis>(
    deps,
    now,
    (trx, limit) =>
      trx('anforderung')
        .where({ status: 'angelegt' })
        .whereNull('nicht_abgeholt_gemeldet_am')
        .where('erstellt_am', '<=', since)
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .select('*'),
    async (trx, row) => {
      await trx('anforderung').where({ id: row.id }).update({ nicht_abgeholt_gemeldet_am: now })
      await appendAnforderungEreignis(trx, row, 'anforderung.nichtAbgeholt', systemUrheber(now))
    },
  )
}
