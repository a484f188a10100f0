import type { Anbieter, AnbieterFilter, OeffentlicherSchluessel, Zugang } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'

/** Row of the table `anbieter`. */
export interface AnbieterRow {
  readonly id: string
  readonly name: string
  readonly produkt: string
  readonly kontakt: string
  readonly status: Anbieter['status']
  readonly version: number
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** Row of the table `zugang`. */
export interface ZugangRow {
  readonly client_id: string
  readonly art: Zugang['art']
  readonly anbieter_id: string | null
  readonly knr: string | null
  readonly name: string
  readonly schluessel: OeffentlicherSchluessel
  readonly erstellt_am: Date
  readonly gesperrt_am: Date | null
}

/** Row to contract. */
export const toAnbieter = (row: AnbieterRow): Anbieter => ({
  id: row.id,
  version: row.version,
  name: row.name,
  produkt: row.produkt,
  kontakt: row.kontakt,
  status: row.status,
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

/** A vendor as it is served. */
export const gelesenerAnbieter = (row: AnbieterRow): Gelesen<Anbieter> => ({
  stand: toAnbieter(row),
  etag: etagOf(row.version),
})

/** Row to contract; the key itself stays inside, its id is shown. */
export const toZugang = (row: ZugangRow): Zugang => ({
  clientId: row.client_id,
  art: row.art,
  ...(row.anbieter_id === null ? {} : { anbieterId: row.anbieter_id }),
  ...(row.knr === null ? {} : { knr: row.knr }),
  name: row.name,
  kid: row.schluessel.kid,
  erstelltAm: row.erstellt_am.toISOString(),
  ...(row.gesperrt_am === null ? {} : { gesperrtAm: row.gesperrt_am.toISOString() }),
})

const anbieterColumns = [
  'id',
  'version',
  'name',
  'produkt',
  'kontakt',
  'status',
  'erstellt_am',
  'geaendert_am',
] as const

/** A vendor that the caller may see. */
export const findAnbieter = (db: Knex, id: string): Promise<AnbieterRow | undefined> =>
  db('anbieter').where({ id }).first(anbieterColumns)

/** The same, locked until the transaction ends. */
export const lockAnbieter = (db: Knex, id: string): Promise<AnbieterRow | undefined> =>
  db('anbieter').where({ id }).forUpdate().first(anbieterColumns)

/** Vendors in the order of their last change. */
export const listAnbieterRows = (
  db: Knex,
  { status, geaendertSeit }: AnbieterFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<AnbieterRow[]> => {
  const query = db('anbieter').select<AnbieterRow[]>(anbieterColumns).orderBy(['geaendert_am', 'id']).limit(limit)
  if (status !== undefined) query.where({ status })
  if (geaendertSeit !== undefined) query.where('geaendert_am', '>=', geaendertSeit)
  if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return query
}
