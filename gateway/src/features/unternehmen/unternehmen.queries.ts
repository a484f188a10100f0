import {
  type Abgleichsangaben,
  type Anschrift,
  type Elsterabgleich,
  type Elsterstatus,
  normalizeIdentnummer,
  type Unternehmen,
  type UnternehmenFilter,
  type Unternehmensstatus,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** A company with what belongs to its registration; companies that were not registered here have none. */
export interface UnternehmenRow {
  readonly id: string
  readonly knr: string
  readonly name: string
  readonly strasse: string
  readonly hausnummer: string
  readonly plz: string
  readonly ort: string
  readonly identnummer: string | null
  readonly hr_nummer: string | null
  readonly status: Unternehmensstatus
  readonly version: number
  readonly erstellt_am: Date
  readonly geaendert_am: Date
  readonly antragsteller: string | null
  readonly zugewiesen_an: string | null
  readonly zugewiesen_am: Date | null
  readonly stammsatz_id: string | null
  readonly rueckfrage: string | null
  readonly antwort: string | null
  readonly grund: string | null
  readonly elster_status: Elsterstatus | null
  readonly elster_aehnlichkeit: number | null
  readonly elster_zeitpunkt: Date | null
  readonly elster_grund: string | null
  readonly aktivierbar_bis: Date | null
}

/** The address as the contract has it. */
export const anschriftOf = ({
  strasse,
  hausnummer,
  plz,
  ort,
}: Omit<Anschrift, 'hausnummer'> & { hausnummer: string }): Anschrift => ({
  strasse,
  ...(hausnummer === '' ? {} : { hausnummer }),
  plz,
  ort,
})

/** An address as columns. */
export const anschriftSpalten = ({ strasse, hausnummer = '', plz, ort }: Anschrift) => ({
  strasse,
  hausnummer,
  plz,
  ort,
})

/** What a registration says, in the form in which it is compared. */
export const toAngaben = ({
  name,
  strasse,
  hausnummer,
  plz,
  ort,
  identnummer,
  hr_nummer,
}: UnternehmenRow): Abgleichsangaben => ({
  name,
  strasse,
  ...(hausnummer === '' ? {} : { hausnummer }),
  plz,
  ort,
  ...(identnummer === null ? {} : { identnummer }),
  ...(hr_nummer === null ? {} : { hrNummer: hr_nummer }),
})

/** The ELSTER check of a company as the contract has it. */
export const toElsterabgleich = (row: UnternehmenRow): Elsterabgleich => ({
  status: row.elster_status ?? 'nichtErforderlich',
  ...(row.elster_aehnlichkeit === null ? {} : { aehnlichkeit: row.elster_aehnlichkeit }),
  ...(row.elster_zeitpunkt === null ? {} : { zeitpunkt: row.elster_zeitpunkt.toISOString() }),
  ...(row.elster_grund === null ? {} : { grund: row.elster_grund }),
})

/** Row to contract; who works on it and the record of the register are for the chamber. */
const toUnternehmen = (row: UnternehmenRow, aufrufer: Pick<Angemeldeter, 'art'>): Unternehmen => {
  const isKammer = aufrufer.art === 'kammer'
  return {
    id: row.id,
    knr: row.knr,
    name: row.name,
    anschrift: anschriftOf(row),
    ...(row.identnummer === null ? {} : { identnummer: row.identnummer }),
    ...(row.hr_nummer === null ? {} : { hrNummer: row.hr_nummer }),
    status: row.status,
    version: row.version,
    elster: toElsterabgleich(row),
    ...(row.zugewiesen_an === null || !isKammer ? {} : { zugewiesenAn: row.zugewiesen_an }),
    ...(row.zugewiesen_am === null || !isKammer ? {} : { zugewiesenAm: row.zugewiesen_am.toISOString() }),
    ...(row.rueckfrage === null ? {} : { rueckfrage: row.rueckfrage }),
    ...(row.antwort === null ? {} : { antwort: row.antwort }),
    ...(row.grund === null ? {} : { grund: row.grund }),
    ...(row.stammsatz_id === null || !isKammer ? {} : { stammsatzId: row.stammsatz_id }),
    ...(row.aktivierbar_bis === null ? {} : { aktivierbarBis: row.aktivierbar_bis.toISOString() }),
    erstelltAm: row.erstellt_am.toISOString(),
    geaendertAm: row.geaendert_am.toISOString(),
  }
}

/** A company as a GET answers it. */
export const gelesenesUnternehmen = (
  row: UnternehmenRow,
  aufrufer: Pick<Angemeldeter, 'art'>,
): Gelesen<Unternehmen> => ({
  stand: toUnternehmen(row, aufrufer),
  etag: etagOf(row.version),
})

const select = (db: Knex) =>
  db('unternehmen as u')
    .leftJoin('unternehmensregistrierung as r', 'r.unternehmen_id', 'u.id')
    .select<UnternehmenRow[]>(
      'u.*',
      'r.konto_id as antragsteller',
      'r.zugewiesen_an',
      'r.zugewiesen_am',
      'r.stammsatz_id',
      'r.rueckfrage',
      'r.antwort',
      'r.grund',
      'r.elster_status',
      'r.elster_aehnlichkeit',
      'r.elster_zeitpunkt',
      'r.elster_grund',
      'r.aktivierbar_bis',
    )

/** Membership alone does not make a company visible while its member works for another one. */
const applyKontext = (query: Knex.QueryBuilder, { art, unternehmenIds = [], knr }: Angemeldeter): void => {
  if (art === 'unternehmen') query.whereIn('u.id', [...unternehmenIds])
  if (art === 'kammer') query.where('u.knr', knr ?? '')
}

/** A company that the caller may see. */
export const findUnternehmen = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<UnternehmenRow | undefined> => {
  const query = select(db).where('u.id', id)
  applyKontext(query, aufrufer)
  return (await query)[0]
}

/** A company that the caller may see, locked until the transaction ends. */
export const lockUnternehmen = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<UnternehmenRow | undefined> => {
  const found: { id: string } | undefined = await db('unternehmen').where({ id }).forUpdate().first('id')
  return found && findUnternehmen(db, aufrufer, id)
}

/** Companies that the caller may see, in the order of their last change. */
export const listUnternehmenEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { status, identnummer, zugewiesen }: UnternehmenFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = select(db).orderBy(['u.geaendert_am', 'u.id']).limit(limit)
  applyKontext(query, aufrufer)
  if (status !== undefined) query.where('u.status', status)
  if (identnummer !== undefined)
    query.whereRaw("ltrim(lower(regexp_replace(u.identnummer, '[^0-9A-Za-z]', '', 'g')), '0') = ?", [
      normalizeIdentnummer(identnummer),
    ])
  if (zugewiesen === 'mir') query.where('r.zugewiesen_an', aufrufer.clientId)
  if (zugewiesen === 'niemandem') query.whereNull('r.zugewiesen_an').where('u.status', 'beantragt')
  if (after) query.whereRaw('(u.geaendert_am, u.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  const rows = await query
  return rows.map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toUnternehmen(row, aufrufer)),
  }))
}

/** Chambers whose registers hold companies or sites with a postal code; run it as the system. */
export const listKammernDerPlz = (db: Knex, plz: string): Promise<string[]> =>
  db('stammsatz')
    .where({ plz, entfallen: false })
    .whereIn('art', ['unternehmen', 'betriebsstaette'])
    .distinct('knr')
    .limit(5)
    .pluck('knr')

/** Accounts of the members of a company; run it as the system. */
export const listMitgliedskonten = (db: Knex, unternehmenId: string): Promise<string[]> =>
  db('mitgliedschaft').where({ unternehmen_id: unternehmenId, status: 'aktiv' }).orderBy('konto_id').pluck('konto_id')
