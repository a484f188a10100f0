import type {
  CreateSammelanforderung,
  Sammelanforderung,
  SammelanforderungFilter,
  Sammelauswahl,
  Zweck,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
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
  readonly geaendert_am: Date
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
  geaendertAm: row.geaendert_am.toISOString(),
})

/** A bulk request that the caller may see. */
export const findSammelanforderung = (db: Knex, id: string): Promise<SammelanforderungRow | undefined> =>
  db('sammelanforderung').where({ id }).first('*')

/** The same, locked until the transaction ends. */
export const lockSammelanforderung = (db: Knex, id: string): Promise<SammelanforderungRow | undefined> =>
  db('sammelanforderung').where({ id }).forUpdate().first('*')

/** Bulk requests of the calling chamber with their counts, in the order of their last change. */
export const listSammelanforderungEintraege = async (
  db: Knex,
  knr: string,
  { status, zweck, geaendertSeit }: SammelanforderungFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = db('sammelanforderung')
    .select<SammelanforderungRow[]>('*')
    .where({ knr })
    .orderBy(['geaendert_am', 'id'])
    .limit(limit)
  if (status !== undefined) query.where({ status })
  if (zweck !== undefined) query.where({ zweck })
  if (geaendertSeit !== undefined) query.where('geaendert_am', '>=', geaendertSeit)
  if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  const rows = await query
  const counts = await countJeSammelanforderung(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toSammelanforderung(row, counts.get(row.id) ?? [])),
  }))
}

/** The same counts for many bulk requests in one query. */
const countJeSammelanforderung = async (
  db: Knex,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Sammelanforderung['jeStatus']>> => {
  const rows: (Sammelanforderung['jeStatus'][number] & { id: string })[] = await db('anforderung')
    .whereIn('sammelanforderung_id', ids)
    .groupBy('sammelanforderung_id', 'status')
    .orderBy('status')
    .select('sammelanforderung_id as id', 'status', db.raw('count(*)::integer as anzahl'))
  const byId = new Map<string, Sammelanforderung['jeStatus']>()
  for (const { id, ...count } of rows) byId.set(id, [...(byId.get(id) ?? []), count])
  return byId
}

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
