import type { Loeschantrag, LoeschantragFilter, Loeschantragsstatus } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** Row of the table `loeschantrag` with the name of the company. */
export interface LoeschantragRow {
  readonly id: string
  readonly unternehmen_id: string
  readonly unternehmen: string
  readonly knr: string
  readonly status: Loeschantragsstatus
  readonly version: number
  readonly grund: string
  readonly bestaetigung: string | null
  readonly beantragt_am: Date | null
  readonly entschieden_am: Date | null
  readonly ablehnungsgrund: string | null
  /** The day that the time of the revocation is counted from; with `widerrufbar_bis`. */
  readonly widerruf_ab: string | null
  readonly widerrufbar_bis: string | null
  readonly termin: string | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** Row to contract. */
const toLoeschantrag = (row: LoeschantragRow): Loeschantrag => ({
  id: row.id,
  unternehmenId: row.unternehmen_id,
  unternehmen: row.unternehmen,
  knr: row.knr,
  status: row.status,
  version: row.version,
  grund: row.grund,
  ...(row.bestaetigung === null ? {} : { bestaetigung: row.bestaetigung }),
  ...(row.beantragt_am === null ? {} : { beantragtAm: row.beantragt_am.toISOString() }),
  ...(row.entschieden_am === null ? {} : { entschiedenAm: row.entschieden_am.toISOString() }),
  ...(row.ablehnungsgrund === null ? {} : { ablehnungsgrund: row.ablehnungsgrund }),
  ...(row.widerrufbar_bis === null ? {} : { widerrufbarBis: row.widerrufbar_bis }),
  ...(row.termin === null ? {} : { termin: row.termin }),
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

/** A request as a GET answers it. */
export const gelesenerLoeschantrag = (row: LoeschantragRow): Gelesen<Loeschantrag> => ({
  stand: toLoeschantrag(row),
  etag: etagOf(row.version),
})

const select = (db: Knex) =>
  db('loeschantrag as l')
    .join('unternehmen as u', 'u.id', 'l.unternehmen_id')
    .select<LoeschantragRow[]>('l.*', 'u.name as unternehmen')

const applyKontext = (query: Knex.QueryBuilder, { art, unternehmenIds = [], knr }: Angemeldeter): void => {
  if (art === 'unternehmen') query.whereIn('l.unternehmen_id', [...unternehmenIds])
  if (art === 'kammer') query.where('l.knr', knr ?? '')
}

/** A request to delete a company that the caller may see. */
export const findLoeschantrag = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<LoeschantragRow | undefined> => {
  const query = select(db).where('l.id', id)
  applyKontext(query, aufrufer)
  return (await query)[0]
}

/** Requests to delete companies that the caller may see, in the order of their last change. */
export const listLoeschantragEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { status, unternehmenId }: LoeschantragFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = select(db).orderBy(['l.geaendert_am', 'l.id']).limit(limit)
  applyKontext(query, aufrufer)
  if (status !== undefined) query.where('l.status', status)
  if (unternehmenId !== undefined) query.where('l.unternehmen_id', unternehmenId)
  if (after) query.whereRaw('(l.geaendert_am, l.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  const rows = await query
  return rows.map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toLoeschantrag(row)),
  }))
}

/** Requests that wait for the decision of the calling chamber, the longest waiting first. */
export const listUnentschiedene = (
  db: Knex,
  aufrufer: Angemeldeter,
  after: Cursor | undefined,
  limit: number,
): Promise<LoeschantragRow[]> => {
  const query = select(db).where('l.status', 'beantragt').orderBy(['l.geaendert_am', 'l.id']).limit(limit)
  applyKontext(query, aufrufer)
  if (after) query.whereRaw('(l.geaendert_am, l.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return query
}
