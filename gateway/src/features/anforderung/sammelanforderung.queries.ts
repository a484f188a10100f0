import type { CreateSammelanforderung, Sammelanforderung, Sammelauswahl, Zweck } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { applyHeftFilter } from '../berichtsheft/berichtsheft.queries.ts'
import { zeitraumOf } from './anforderung.queries.ts'

/** Row of the table `sammelanforderung`. */
export interface SammelanforderungRow {
  readonly id: string
  readonly knr: string
  readonly status: Sammelanforderung['status']
  /** JSON of the selection. */
  readonly auswahl: string
  readonly zweck: Zweck
  readonly rechtsgrundlage: string
  readonly von: string | null
  readonly bis: string | null
  readonly frist: string
  readonly hinweis: string | null
  readonly treffer: number
  readonly angelegt: number
  readonly erstellt_am: Date
}

/** What a bulk request says to each company, as the single request says it. */
export const angabenOf = (row: SammelanforderungRow): Omit<CreateSammelanforderung, 'auswahl'> => {
  const zeitraum = zeitraumOf(row)
  return {
    zweck: row.zweck,
    rechtsgrundlage: row.rechtsgrundlage,
    ...(zeitraum === undefined ? {} : { zeitraum }),
    frist: row.frist,
    ...(row.hinweis === null ? {} : { hinweis: row.hinweis }),
  }
}

/** Row to contract. */
export const toSammelanforderung = (
  row: SammelanforderungRow,
  jeStatus: Sammelanforderung['jeStatus'],
): Sammelanforderung => ({
  id: row.id,
  knr: row.knr,
  status: row.status,
  auswahl: JSON.parse(row.auswahl) as Sammelauswahl,
  ...angabenOf(row),
  treffer: row.treffer,
  angelegt: row.angelegt,
  jeStatus,
  erstelltAm: row.erstellt_am.toISOString(),
})

/** A bulk request that the caller may see. */
export const findSammelanforderung = (db: Knex, id: string): Promise<SammelanforderungRow | undefined> =>
  db('sammelanforderung').where({ id }).first('*')

/** The same, locked until the transaction ends. */
export const lockSammelanforderung = (db: Knex, id: string): Promise<SammelanforderungRow | undefined> =>
  db('sammelanforderung').where({ id }).forUpdate().first('*')

/** How many single requests of a bulk request are in which state. */
export const countJeStatus = (db: Knex, sammelanforderungId: string): Promise<Sammelanforderung['jeStatus']> =>
  db('anforderung')
    .where({ sammelanforderung_id: sammelanforderungId })
    .groupBy('status')
    .orderBy('status')
    .select('status', db.raw('count(*)::integer as anzahl'))

/** How many books of a district a bulk selection names. Run it as the system. */
export const countTreffer = async (db: Knex, knr: string, auswahl: Sammelauswahl): Promise<number> => {
  const query = db('berichtsheft as b').where('b.knr', knr)
  applyHeftFilter(query, auswahl)
  const [row]: { anzahl: number }[] = await query.select(db.raw('count(*)::integer as anzahl'))
  return row?.anzahl ?? 0
}

/** Books of a bulk request for which it has made no single request yet, by id. Run it as the system. */
export const findOffeneHefte = (
  db: Knex,
  row: SammelanforderungRow,
  after: string | undefined,
  limit: number,
): Promise<{ id: string; anbieter_id: string }[]> => {
  const query = db('berichtsheft as b')
    .where('b.knr', row.knr)
    .whereNotExists(db('anforderung as a').where('a.sammelanforderung_id', row.id).whereRaw('a.berichtsheft_id = b.id'))
    .orderBy('b.id')
    .limit(limit)
  applyHeftFilter(query, JSON.parse(row.auswahl) as Sammelauswahl)
  if (after !== undefined) query.where('b.id', '>', after)
  return query.select('b.id', 'b.anbieter_id')
}
