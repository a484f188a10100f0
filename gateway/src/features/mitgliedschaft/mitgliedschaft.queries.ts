import type { Mitglied, MitgliedFilter, Mitgliedschaft, Rollenangabe } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { rollenangabenSql, toRollenangaben } from '../rolle/rolle.service.ts'

/** Row of the table `mitgliedschaft`. */
export interface MitgliedschaftRow {
  readonly unternehmen_id: string
  readonly konto_id: string
  readonly status: Mitglied['status']
  readonly version: number
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

interface MitRollen extends MitgliedschaftRow {
  readonly rollen: (Omit<Rollenangabe, 'gueltigBis'> & { gueltigBis: string | null })[]
}

interface MitgliedRow extends MitRollen {
  readonly vorname: string
  readonly nachname: string
  readonly email: string
}

interface EigeneRow extends MitRollen {
  readonly name: string
  readonly knr: string
}

const toMitglied = (row: MitgliedRow): Mitglied => ({
  kontoId: row.konto_id,
  vorname: row.vorname,
  nachname: row.nachname,
  email: row.email,
  status: row.status,
  rollen: toRollenangaben(row.rollen),
  mitgliedSeit: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

const toMitgliedschaft = (row: EigeneRow): Mitgliedschaft => ({
  unternehmenId: row.unternehmen_id,
  name: row.name,
  knr: row.knr,
  status: row.status,
  rollen: toRollenangaben(row.rollen),
  mitgliedSeit: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

const rollen = (db: Knex) => db.raw(`${rollenangabenSql('m.konto_id', 'm.unternehmen_id')} as rollen`)

const selectMitglied = (db: Knex, unternehmenId: string) =>
  db('mitgliedschaft as m')
    .join('konto', 'konto.id', 'm.konto_id')
    .where('m.unternehmen_id', unternehmenId)
    .select<MitgliedRow[]>(['m.*', 'konto.vorname', 'konto.nachname', 'konto.email', rollen(db)])

const selectEigene = (db: Knex, kontoId: string) =>
  db('mitgliedschaft as m')
    .join('unternehmen', 'unternehmen.id', 'm.unternehmen_id')
    .where('m.konto_id', kontoId)
    .select<EigeneRow[]>(['m.*', 'unternehmen.name', 'unternehmen.knr', rollen(db)])

/** A member with the roles of today. */
export const findMitglied = async (db: Knex, unternehmenId: string, kontoId: string): Promise<Mitglied | undefined> => {
  const [row] = await selectMitglied(db, unternehmenId).where('m.konto_id', kontoId)
  return row && toMitglied(row)
}

/** An own membership with the own roles of today. */
export const findMitgliedschaft = async (
  db: Knex,
  kontoId: string,
  unternehmenId: string,
): Promise<Mitgliedschaft | undefined> => {
  const [row] = await selectEigene(db, kontoId).where('m.unternehmen_id', unternehmenId)
  return row && toMitgliedschaft(row)
}

/** A membership, locked until the transaction ends. */
export const lockMitgliedschaft = (
  db: Knex,
  unternehmenId: string,
  kontoId: string,
): Promise<MitgliedschaftRow | undefined> =>
  db('mitgliedschaft')
    .where({ unternehmen_id: unternehmenId, konto_id: kontoId })
    .forUpdate()
    .first<MitgliedschaftRow | undefined>('*')

/** Members of a company, oldest change first. */
export const listMitgliedEintraege = async (
  db: Knex,
  unternehmenId: string,
  { status }: MitgliedFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = selectMitglied(db, unternehmenId).orderBy(['m.geaendert_am', 'm.konto_id']).limit(limit)
  if (status !== undefined) query.where('m.status', status)
  if (after) query.whereRaw('(m.geaendert_am, m.konto_id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.konto_id,
    json: JSON.stringify(toMitglied(row)),
  }))
}

/** The companies that a person belongs to, oldest change first. */
export const listEigeneEintraege = async (
  db: Knex,
  kontoId: string,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = selectEigene(db, kontoId)
    .where('m.status', 'aktiv')
    .orderBy(['m.geaendert_am', 'm.unternehmen_id'])
    .limit(limit)
  if (after) query.whereRaw('(m.geaendert_am, m.unternehmen_id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.unternehmen_id,
    json: JSON.stringify(toMitgliedschaft(row)),
  }))
}
