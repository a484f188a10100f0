import type { Mitgliedsanfrage, MitgliedsanfrageFilter, Rolle } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'

/** Row of the table `mitgliedsanfrage`, with the names that belong to it. */
export interface MitgliedsanfrageRow {
  readonly id: string
  readonly art: Mitgliedsanfrage['art']
  readonly unternehmen_id: string
  readonly unternehmen: string
  readonly konto_id: string
  readonly vorname: string
  readonly nachname: string
  readonly email: string
  readonly kontostatus: string
  readonly anwendung: string
  readonly rolle: Rolle
  readonly gueltig_bis: string | null
  readonly nachricht: string | null
  readonly status: Mitgliedsanfrage['status']
  readonly version: number
  readonly zugewiesen_an: string | null
  readonly zugewiesen_am: Date | null
  readonly entschieden_am: Date | null
  readonly grund: string | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** Row to contract. */
const toMitgliedsanfrage = (row: MitgliedsanfrageRow): Mitgliedsanfrage => ({
  id: row.id,
  art: row.art,
  unternehmenId: row.unternehmen_id,
  unternehmen: row.unternehmen,
  version: row.version,
  status: row.status,
  kontoId: row.konto_id,
  vorname: row.vorname,
  nachname: row.nachname,
  email: row.email,
  anwendung: row.anwendung,
  rolle: row.rolle,
  ...(row.gueltig_bis === null ? {} : { gueltigBis: row.gueltig_bis }),
  ...(row.nachricht === null ? {} : { nachricht: row.nachricht }),
  ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
  ...(row.zugewiesen_am === null ? {} : { zugewiesenAm: row.zugewiesen_am.toISOString() }),
  ...(row.entschieden_am === null ? {} : { entschiedenAm: row.entschieden_am.toISOString() }),
  ...(row.grund === null ? {} : { grund: row.grund }),
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

/** A request as it is served. */
export const geleseneAnfrage = (row: MitgliedsanfrageRow): Gelesen<Mitgliedsanfrage> => ({
  stand: toMitgliedsanfrage(row),
  etag: etagOf(row.version),
})

const names = [
  'konto.vorname',
  'konto.nachname',
  'konto.email',
  'konto.status as kontostatus',
  'unternehmen.name as unternehmen',
]

/** Own requests, or those to the companies that the caller administers: row level security also shows the own ones there. */
const select = (db: Knex, { art, clientId, unternehmenIds }: Angemeldeter) => {
  const query = db('mitgliedsanfrage as a')
    .join('konto', 'konto.id', 'a.konto_id')
    .join('unternehmen', 'unternehmen.id', 'a.unternehmen_id')
    .select<MitgliedsanfrageRow[]>(['a.*', ...names])
  if (art === 'unternehmen') query.whereIn('a.unternehmen_id', unternehmenIds ?? [])
  else query.where('a.konto_id', clientId)
  return query
}

/** A request that the caller made or has to decide. */
export const findAnfrage = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<MitgliedsanfrageRow | undefined> => (await select(db, aufrufer).where('a.id', id))[0]

/** The same, locked until the transaction ends. */
export const lockAnfrage = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<MitgliedsanfrageRow | undefined> => (await select(db, aufrufer).where('a.id', id).forUpdate('a'))[0]

/** Requests that the caller made or has to decide, oldest change first. */
export const listAnfrageEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { art, status, zugewiesenAn }: MitgliedsanfrageFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = select(db, aufrufer).orderBy(['a.geaendert_am', 'a.id']).limit(limit)
  if (art !== undefined) query.where('a.art', art)
  if (status !== undefined) query.where('a.status', status)
  if (zugewiesenAn !== undefined) query.where('a.zugewiesen_an', zugewiesenAn)
  if (after) query.whereRaw('(a.geaendert_am, a.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toMitgliedsanfrage(row)),
  }))
}

/** Requests that wait for a decision of the caller's companies, by age. */
export const listUnentschiedene = async (
  db: Knex,
  aufrufer: Angemeldeter,
  art: MitgliedsanfrageRow['art'],
  after: Cursor | undefined,
  limit: number,
): Promise<MitgliedsanfrageRow[]> => {
  const query = select(db, aufrufer)
    .where('a.art', art)
    .whereIn('a.status', ['offen', 'inBearbeitung'])
    .orderBy(['a.erstellt_am', 'a.id'])
    .limit(limit)
  if (after) query.whereRaw('(a.erstellt_am, a.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return query
}
