import type { Beteiligung, BeteiligungFilter } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** Row of the table `beteiligung`. */
export interface BeteiligungRow {
  readonly id: string
  readonly unternehmen_id: string
  readonly berichtsheft_id: string
  readonly konto_id: string
  readonly art: Beteiligung['art']
  readonly status: Beteiligung['status']
  readonly zugestimmt_am: Date | null
  readonly beendet_am: Date | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** The same with the names of the person and of the company. */
export interface BeteiligungMitNamen extends BeteiligungRow {
  readonly vorname: string
  readonly nachname: string
  readonly unternehmen: string
}

/** Row to contract. */
export const toBeteiligung = (row: BeteiligungMitNamen): Beteiligung => ({
  id: row.id,
  berichtsheftId: row.berichtsheft_id,
  unternehmenId: row.unternehmen_id,
  unternehmen: row.unternehmen,
  kontoId: row.konto_id,
  vorname: row.vorname,
  nachname: row.nachname,
  art: row.art,
  status: row.status,
  ...(row.zugestimmt_am === null ? {} : { zugestimmtAm: row.zugestimmt_am.toISOString() }),
  ...(row.beendet_am === null ? {} : { beendetAm: row.beendet_am.toISOString() }),
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

const select = (db: Knex, { art, unternehmenIds = [] }: Angemeldeter) => {
  const query = db('beteiligung as t')
    .join('konto', 'konto.id', 't.konto_id')
    .select<BeteiligungMitNamen[]>([
      't.*',
      'konto.vorname',
      'konto.nachname',
      db.raw('beteiligung_unternehmen(t.id) as unternehmen'),
    ])
  // Row level security also shows own links elsewhere.
  if (art === 'unternehmen') query.whereIn('t.unternehmen_id', unternehmenIds)
  return query
}

/** A link that the caller may see. */
export const findBeteiligung = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<BeteiligungMitNamen | undefined> => (await select(db, aufrufer).where('t.id', id))[0]

/** A link that the caller may decide about, locked until the transaction ends. */
export const lockBeteiligung = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<BeteiligungMitNamen | undefined> => (await select(db, aufrufer).where('t.id', id).forUpdate('t'))[0]

/** Links that the caller may see, oldest change first. */
export const listBeteiligungEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { berichtsheftId, status }: BeteiligungFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = select(db, aufrufer).orderBy(['t.geaendert_am', 't.id']).limit(limit)
  if (berichtsheftId !== undefined) query.where('t.berichtsheft_id', berichtsheftId)
  if (status !== undefined) query.where('t.status', status)
  if (after) query.whereRaw('(t.geaendert_am, t.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toBeteiligung(row)),
  }))
}

/** Whether a member holds a role for report books in a company today, in the own name. @returns undefined for no member */
export const findHeftrolle = async (
  db: Knex,
  unternehmenId: string,
  kontoId: string,
  rolle: string,
): Promise<{ readonly hat: boolean } | undefined> => {
  const { rows } = await db.raw<{ rows: { hat: boolean }[] }>(
    `select exists (select from rollenzuweisung r
        where r.unternehmen_id = m.unternehmen_id and r.konto_id = m.konto_id and r.anwendung = 'berichtsheft' and r.rolle = :rolle
          and r.entzogen_am is null and r.vertritt is null and app_heute() between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity')) as hat
       from mitgliedschaft m
      where m.unternehmen_id = :unternehmenId and m.konto_id = :kontoId and m.status = 'aktiv' for share of m`,
    { unternehmenId, kontoId, rolle },
  )
  return rows[0]
}
