import type { Anbieter, OeffentlicherSchluessel, Zugang } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Cursor } from '../../seite.ts'

/** Row of the table `anbieter`. */
export interface AnbieterRow {
  readonly id: string
  readonly name: string
  readonly produkt: string
  readonly kontakt: string
  readonly status: Anbieter['status']
  readonly erstellt_am: Date
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
  name: row.name,
  produkt: row.produkt,
  kontakt: row.kontakt,
  status: row.status,
  erstelltAm: row.erstellt_am.toISOString(),
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

const anbieterColumns = ['id', 'name', 'produkt', 'kontakt', 'status', 'erstellt_am'] as const

/** A vendor that the caller may see. */
export const findAnbieter = (db: Knex, id: string): Promise<AnbieterRow | undefined> =>
  db('anbieter').where({ id }).first(anbieterColumns)

/** Vendors in the order of their registration. */
export const listAnbieterRows = (
  db: Knex,
  status: string | undefined,
  after: Cursor | undefined,
  limit: number,
): Promise<AnbieterRow[]> => {
  const query = db('anbieter').select<AnbieterRow[]>(anbieterColumns).orderBy(['erstellt_am', 'id']).limit(limit)
  if (status !== undefined) query.where({ status })
  if (after) query.whereRaw('(erstellt_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return query
}
