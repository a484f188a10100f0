import type { Freigabeverfahren } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { appendMitgliedsereignis } from '../mitgliedschaft/unternehmensereignis.service.ts'

const standard: Freigabeverfahren = { stufen: 1, verschiedenePersonen: true }

/** How the people of a company approve reports (BH-23); one stage until it is set. */
export const findFreigabeverfahren = async (db: Knex, unternehmenId: string): Promise<Freigabeverfahren> => {
  const row: { stufen: number; verschiedene_personen: boolean } | undefined = await db('freigabeverfahren')
    .where({ unternehmen_id: unternehmenId })
    .first('stufen', 'verschiedene_personen')
  return row === undefined ? standard : { stufen: row.stufen, verschiedenePersonen: row.verschiedene_personen }
}

/** Sets it; a change is a step in the chain of the company, and what is there already is none. */
export const storeFreigabeverfahren = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  unternehmenId: string,
  { stufen, verschiedenePersonen }: Freigabeverfahren,
  now: Date,
): Promise<Freigabeverfahren> => {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `insert into freigabeverfahren as f (unternehmen_id, stufen, verschiedene_personen, geaendert_am)
     values (:unternehmenId, :stufen, :verschiedenePersonen, :now)
     on conflict (unternehmen_id) do update
       set stufen = excluded.stufen, verschiedene_personen = excluded.verschiedene_personen, geaendert_am = excluded.geaendert_am
       where (f.stufen, f.verschiedene_personen) <> (excluded.stufen, excluded.verschiedene_personen)`,
    { unternehmenId, stufen, verschiedenePersonen, now },
  )
  if (rowCount > 0)
    await appendMitgliedsereignis(trx, {
      aggregatId: unternehmenId,
      art: 'freigabeverfahren.geaendert',
      objektId: unternehmenId,
      durch: aufrufer.clientId,
      zeitpunkt: now,
      daten: { stufen: String(stufen), verschiedenePersonen: String(verschiedenePersonen) },
    })
  return findFreigabeverfahren(trx, unternehmenId)
}
