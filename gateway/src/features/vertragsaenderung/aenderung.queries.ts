import {
  type CreateVertragsaenderung,
  canonicalize,
  diffVertrag,
  needsAbfassungOf,
  type Vertragsaenderung,
  type VertragsaenderungFilter,
  type Vertragsaenderungsstatus,
  type Vertragsempfaenger,
  type Vertragsentwurf,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import type { Verlaufsbezug } from '../ausbildungsvertrag/verlaufsmail.ts'

/** Row of the table `vertragsaenderung`, with the links of its frozen version. */
export interface AenderungRow {
  readonly id: string
  readonly vertrag_id: string
  readonly status: Vertragsaenderungsstatus
  readonly version: number
  readonly art: Vertragsaenderung['art']
  readonly knr: string
  readonly unternehmen_id: string | null
  readonly anbieter_id: string | null
  readonly fremd_id: string | null
  readonly antragsteller: string | null
  readonly antrag: string
  readonly wirksam_ab: string
  readonly vorher: string
  readonly abfassung: string | null
  readonly eingereicht_am: Date | null
  readonly eingang_am: string | null
  readonly zugewiesen_an: string | null
  readonly zugewiesen_am: Date | null
  readonly vorgeschlagen_von: string | null
  readonly nachforderung: string | null
  readonly frist_gemeldet: string | null
  readonly antwort: string | null
  readonly grund: string | null
  readonly uebergehungen: string
  readonly eingetragen_am: string | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
  readonly empfaenger: readonly Vertragsempfaenger[] | null
}

/** Columns of a row that a step may set. */
export type Aenderungsspalten = Partial<Omit<AenderungRow, 'id' | 'vertrag_id' | 'empfaenger'>>

/** What is applied for, with the contract as it is to be. */
export const antragOf = ({ antrag }: Pick<AenderungRow, 'antrag'>): CreateVertragsaenderung =>
  JSON.parse(antrag) as CreateVertragsaenderung

/** The contract that a change was written on. */
export const vorherOf = ({ vorher }: Pick<AenderungRow, 'vorher'>): Vertragsentwurf =>
  JSON.parse(vorher) as Vertragsentwurf

/** What is applied for, as columns. */
export const antragsspalten = ({ eingangAm: _arrival, ...antrag }: CreateVertragsaenderung) => ({
  antrag: canonicalize(antrag),
  art: antrag.art,
  wirksam_ab: antrag.wirksamAb,
})

/** The changed contract and who filed the change, for mails. */
export const bezugOf = (row: Pick<AenderungRow, 'antrag' | 'antragsteller'>): Verlaufsbezug => ({
  antragsteller: row.antragsteller,
  vertrag: antragOf(row).vertrag,
})

/** Whether a change needs a new text with signatures or receipts (DAV-022). */
export const brauchtAbfassung = (row: Pick<AenderungRow, 'antrag' | 'vorher'>): boolean => {
  const { art, vertrag } = antragOf(row)
  return needsAbfassungOf(art, diffVertrag(vorherOf(row), vertrag))
}

const toVertragsaenderung = (row: AenderungRow): Vertragsaenderung => {
  const antrag = antragOf(row)
  return {
    id: row.id,
    vertragId: row.vertrag_id,
    status: row.status,
    version: row.version,
    knr: row.knr,
    ...(row.unternehmen_id === null ? {} : { unternehmenId: row.unternehmen_id }),
    ...(row.fremd_id === null ? {} : { fremdId: row.fremd_id }),
    ...antrag,
    unterschiede: diffVertrag(vorherOf(row), antrag.vertrag),
    neueAbfassung: brauchtAbfassung(row),
    ...(row.abfassung === null ? {} : { abfassung: row.abfassung }),
    ...(row.empfaenger === null ? {} : { empfaenger: [...row.empfaenger] }),
    ...(row.eingereicht_am === null ? {} : { eingereichtAm: row.eingereicht_am.toISOString() }),
    ...(row.eingang_am === null ? {} : { eingangAm: row.eingang_am }),
    ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
    ...(row.zugewiesen_am === null ? {} : { zugewiesenAm: row.zugewiesen_am.toISOString() }),
    ...(row.nachforderung === null ? {} : { nachforderung: JSON.parse(row.nachforderung) }),
    ...(row.antwort === null ? {} : { antwort: row.antwort }),
    ...(row.grund === null ? {} : { grund: row.grund }),
    uebergehungen: JSON.parse(row.uebergehungen),
    ...(row.eingetragen_am === null ? {} : { eingetragenAm: row.eingetragen_am }),
    erstelltAm: row.erstellt_am.toISOString(),
    geaendertAm: row.geaendert_am.toISOString(),
  }
}

/** A change as a GET answers it. */
export const geleseneAenderung = (row: AenderungRow): Gelesen<Vertragsaenderung> => ({
  stand: toVertragsaenderung(row),
  etag: etagOf(row.version),
})

/** The links of the frozen version, in the form of the contract. */
const empfaengerSql = `(select json_agg(json_strip_nulls(json_build_object('partei', e.partei, 'vertreterNummer', e.vertreter_nummer,
    'name', e.name, 'bestaetigtAm', als_zeitpunkt(e.bestaetigt_am))) order by e.partei, e.vertreter_nummer)
  from vertragsempfang e where e.aenderung_id = a.id and e.beendet_am is null) as empfaenger`

const select = (db: Knex) => db('vertragsaenderung as a').select<AenderungRow[]>('a.*', db.raw(empfaengerSql))

/** Says once more what row level security says, so that an index serves it. */
const applyKontext = (query: Knex.QueryBuilder, { art, unternehmenIds = [], knr, anbieterId }: Angemeldeter): void => {
  if (art === 'unternehmen') query.whereIn('a.unternehmen_id', [...unternehmenIds])
  if (art === 'kammer') query.where('a.knr', knr ?? '').whereNotNull('a.eingereicht_am')
  if (art === 'anbieter') query.where('a.anbieter_id', anbieterId ?? null)
}

/** A change that the caller may see. */
export const findAenderungRow = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<AenderungRow | undefined> => {
  const query = select(db).where('a.id', id)
  applyKontext(query, aufrufer)
  return (await query)[0]
}

/** A change whoever it belongs to, for the gateway itself. */
export const getAenderungRow = async (db: Knex, id: string): Promise<AenderungRow> => {
  const [row] = await select(db).where('a.id', id)
  if (!row) throw new Error(`the change ${id} vanished`)
  return row
}

const after = (query: Knex.QueryBuilder, position: Cursor | undefined): void => {
  if (position) query.whereRaw('(a.geaendert_am, a.id) > (?::timestamptz, ?::uuid)', [position.wert, position.id])
}

/** Changes that the caller may see, in the order of their last change. */
export const listAenderungEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { vertragId, art, status, mirZugewiesen, geaendertSeit }: VertragsaenderungFilter,
  position: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = select(db).orderBy(['a.geaendert_am', 'a.id']).limit(limit)
  applyKontext(query, aufrufer)
  const equal = {
    'a.vertrag_id': vertragId,
    'a.art': art,
    'a.status': status,
    'a.zugewiesen_an': mirZugewiesen === true ? aufrufer.clientId : undefined,
  }
  for (const [column, value] of Object.entries(equal)) if (value !== undefined) query.where(column, value)
  if (geaendertSeit !== undefined) query.where('a.geaendert_am', '>=', geaendertSeit)
  after(query, position)
  return (await query).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toVertragsaenderung(row)),
  }))
}

/**
 * Changes in one of these states that the caller may see, the longest waiting first.
 *
 * @param only further condition on `a`
 */
export const listWartendeAenderungen = (
  db: Knex,
  aufrufer: Angemeldeter,
  states: readonly Vertragsaenderungsstatus[],
  position: Cursor | undefined,
  limit: number,
  only = 'true',
): Knex.QueryBuilder<AenderungRow, AenderungRow[]> => {
  const query = select(db)
    .whereIn('a.status', [...states])
    .whereRaw(only)
    .orderBy(['a.geaendert_am', 'a.id'])
    .limit(limit)
  applyKontext(query, aufrufer)
  // What everybody has confirmed waits for the company until it is handed in, and for the chamber after that.
  if (aufrufer.art === 'unternehmen') query.whereRaw("(a.status <> 'bestaetigt' or a.eingereicht_am is null)")
  after(query, position)
  return query
}
