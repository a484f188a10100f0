import {
  type Ausbildungsvertrag,
  type AusbildungsvertragFilter,
  berufsnameForm,
  canonicalize,
  type Nummernquelle,
  type Vertragsentwurf,
  type Vertragsstatus,
} from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import {
  applyEqual,
  applyKontext,
  applyPosition,
  applyWartende,
  empfaengerSqlOf,
  type Vorgangsrow,
  vorgangsangabenOf,
} from './vorgangsspalten.ts'

/** Row of the table `ausbildungsvertrag`, with the links of its frozen version. */
export interface AusbildungsvertragRow extends Vorgangsrow {
  readonly herkunft: Ausbildungsvertrag['herkunft']
  readonly status: Vertragsstatus
  readonly knr: string | null
  readonly vertrag: string
  readonly eintragungsnummer: string | null
  readonly maengelfrist: string | null
  readonly maengelfrist_von: string | null
  readonly aufloesungsmeldung: string | null
  readonly aufloesung: string | null
  readonly beendigung: string | null
  /** Account or machine client that handed it in; null where it came on paper. */
  readonly ausgeschieden_am: string | null
  readonly erinnerungsstufe: number
  readonly erinnerung_am: string | null
  readonly nummernquelle: Nummernquelle | null
  readonly bescheid: string | null
  readonly einwendungen: string
  readonly einwendung_offen: boolean
}

/** Columns of a row that a change may set; the links have a table of their own. */
export type Vertragsspalten = Partial<Omit<AusbildungsvertragRow, 'id' | 'empfaenger'>>

/** The contract of a row. */
export const vertragOf = ({ vertrag }: Pick<AusbildungsvertragRow, 'vertrag'>): Vertragsentwurf =>
  JSON.parse(vertrag) as Vertragsentwurf

/** Proofs about the text of a contract, which are no part of what the parties agree on. */
const nachweise: ReadonlySet<string> = new Set(['unterschriften', 'empfangsnachweise', 'dokumente'])

/** The canonical text of a contract and of what the parties agree on; each part is written once. */
export const textsOf = (vertrag: Vertragsentwurf): { readonly vertrag: string; readonly abfassung: string } => {
  const parts = Object.entries(vertrag)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, `"${name}":${canonicalize(value)}`] as const)
  const textOf = (some: typeof parts) => `{${some.map(([, text]) => text).join(',')}}`
  return { vertrag: textOf(parts), abfassung: textOf(parts.filter(([name]) => !nachweise.has(name))) }
}

/** Hash of what the parties agree on; proofs about the text are no part of it. */
export const abfassungOf = (vertrag: Vertragsentwurf): string => sha256(textsOf(vertrag).abfassung)

/** Hash that two applications for the same contract share; `null` while a part of it is missing. */
const doppelOf = ({ azubi, ausbildender, beginn }: Vertragsentwurf): string | null => {
  const parts = [azubi?.vorname, azubi?.familienname, azubi?.geburtsdatum, ausbildender?.identnummer, beginn]
  return parts.includes(undefined) ? null : sha256(canonicalize(parts.map((part) => part?.toLowerCase())))
}

/** Addresses of the apprentice and the representatives, in lower case, one a line: whose contract it is. */
const adressenOf = ({ azubi, vertreter = [] }: Vertragsentwurf): string | null =>
  [azubi, ...vertreter].flatMap((person) => person?.kontakt?.email?.toLowerCase() ?? []).join('\n') || null

/**
 * A contract as columns: its text and what it is found by.
 *
 * @param text the canonical text of the contract, where it is known already
 */
export const vertragsspalten = (vertrag: Vertragsentwurf, text = canonicalize(vertrag)) => ({
  vertrag: text,
  knr: vertrag.knr ?? null,
  beruf_form: vertrag.beruf?.bezeichnung === undefined ? null : berufsnameForm(vertrag.beruf.bezeichnung),
  beginn: vertrag.beginn ?? null,
  ende: vertrag.ende ?? null,
  pruefungstermin: vertrag.pruefungstermin ?? null,
  doppel: doppelOf(vertrag),
  adressen: adressenOf(vertrag),
})

/** Row of a new contract. */
export type Vertragsanlage = ReturnType<typeof vertragsspalten> &
  Pick<
    AusbildungsvertragRow,
    | 'id'
    | 'herkunft'
    | 'status'
    | 'version'
    | 'unternehmen_id'
    | 'anbieter_id'
    | 'fremd_id'
    | 'antragsteller'
    | 'eingereicht_am'
    | 'eingang_am'
    | 'zugewiesen_an'
    | 'zugewiesen_am'
    | 'erstellt_am'
    | 'geaendert_am'
  >

/**
 * Adds new contracts in one statement, except for those whose key or whose parties and begin another one has.
 *
 * @returns ids of those that were added
 */
export const insertVertraege = async (
  trx: Knex.Transaction,
  anlagen: readonly Vertragsanlage[],
): Promise<ReadonlySet<string>> => {
  if (anlagen.length === 0) return new Set()
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `insert into ausbildungsvertrag (id, herkunft, status, version, vertrag, knr, beruf_form, beginn, ende, pruefungstermin, doppel, adressen,
            unternehmen_id, anbieter_id, fremd_id, antragsteller, eingereicht_am, eingang_am, zugewiesen_an, zugewiesen_am, erstellt_am, geaendert_am)
     select u.id, u.herkunft, u.status, u.version, u.vertrag, u.knr, u.beruf_form, u.beginn, u.ende, u.pruefungstermin, u.doppel, u.adressen,
            u.unternehmen_id, u.anbieter_id, u.fremd_id, u.antragsteller, u.eingereicht_am, u.eingang_am, u.zugewiesen_an, u.zugewiesen_am, u.erstellt_am, u.geaendert_am
       from unnest(:id::uuid[], :herkunft::text[], :status::text[], :version::integer[], string_to_array(:vertrag, chr(30)), :knr::text[], :beruf_form::text[],
                   :beginn::date[], :ende::date[], :pruefungstermin::date[], :doppel::text[], :adressen::text[], :unternehmen_id::uuid[], :anbieter_id::uuid[], :fremd_id::text[],
                   :antragsteller::uuid[], :eingereicht_am::timestamptz[], :eingang_am::date[], :zugewiesen_an::uuid[], :zugewiesen_am::timestamptz[],
                   :erstellt_am::timestamptz[], :geaendert_am::timestamptz[]) with ordinality
         as u (id, herkunft, status, version, vertrag, knr, beruf_form, beginn, ende, pruefungstermin, doppel, adressen, unternehmen_id, anbieter_id, fremd_id, antragsteller,
               eingereicht_am, eingang_am, zugewiesen_an, zugewiesen_am, erstellt_am, geaendert_am, i)
      order by u.i
     on conflict do nothing
     returning id`,
    columnsOf(anlagen),
  )
  return new Set(rows.map(({ id }) => id))
}

/** Values by column. Contracts travel as one text: canonical JSON holds no U+001E, and an array of them would be escaped twice. */
const columnsOf = (anlagen: readonly Vertragsanlage[]): Record<string, Knex.RawBinding> => {
  const names = Object.keys(anlagen[0] ?? {}) as (keyof Vertragsanlage)[]
  const columns = names.map((name) => [name, anlagen.map((anlage) => anlage[name])])
  return { ...Object.fromEntries(columns), vertrag: anlagen.map(({ vertrag }) => vertrag).join('\u001e') }
}

const toAusbildungsvertrag = (row: AusbildungsvertragRow): Ausbildungsvertrag => ({
  ...vorgangsangabenOf(row),
  status: row.status,
  herkunft: row.herkunft,
  ...(row.knr === null ? {} : { knr: row.knr }),
  vertrag: vertragOf(row),
  ...(row.bescheid === null ? {} : { bescheid: JSON.parse(row.bescheid) }),
  ...(row.eintragungsnummer === null ? {} : { eintragungsnummer: row.eintragungsnummer }),
  ...(row.nummernquelle === null ? {} : { nummernquelle: row.nummernquelle }),
  ...(row.einwendungen === '[]' ? {} : { einwendungen: JSON.parse(row.einwendungen) }),
  ...(row.maengelfrist === null ? {} : { maengelfrist: JSON.parse(row.maengelfrist) }),
  ...(row.aufloesungsmeldung === null ? {} : { aufloesungsmeldung: JSON.parse(row.aufloesungsmeldung) }),
  ...(row.aufloesung === null ? {} : { aufloesung: JSON.parse(row.aufloesung) }),
  ...(row.beendigung === null ? {} : { beendigung: JSON.parse(row.beendigung) }),
})

/** A contract as a GET answers it. */
export const gelesenerVertrag = (row: AusbildungsvertragRow): Gelesen<Ausbildungsvertrag> => ({
  stand: toAusbildungsvertrag(row),
  etag: etagOf(row.version),
})

const empfaengerSql = empfaengerSqlOf('e.vertrag_id = v.id and e.aenderung_id is null')

const select = (db: Knex) => db('ausbildungsvertrag as v').select<AusbildungsvertragRow[]>('v.*', db.raw(empfaengerSql))

/** A contract that the caller may see. */
export const findVertragRow = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<AusbildungsvertragRow | undefined> => {
  const query = select(db).where('v.id', id)
  applyKontext(query, 'v', aufrufer)
  return (await query)[0]
}

/** A contract whoever it belongs to, for the gateway itself. */
export const getVertragRow = async (db: Knex, id: string): Promise<AusbildungsvertragRow> => {
  const [row] = await select(db).where('v.id', id)
  if (!row) throw new Error(`the contract ${id} vanished`)
  return row
}

/** Contracts that the caller may see, in the order of their last change. */
export const listVertragEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  filter: AusbildungsvertragFilter,
  position: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = select(db).orderBy(['v.geaendert_am', 'v.id']).limit(limit)
  applyKontext(query, 'v', aufrufer)
  applyEqual(query, {
    'v.status': filter.status,
    'v.unternehmen_id': filter.unternehmenId,
    'v.beruf_form': filter.beruf === undefined ? undefined : berufsnameForm(filter.beruf),
    'v.eintragungsnummer': filter.eintragungsnummer,
    'v.zugewiesen_an': filter.mirZugewiesen === true ? aufrufer.clientId : undefined,
  })
  const ranges = [
    ['v.beginn', '>=', filter.beginnVon],
    ['v.beginn', '<=', filter.beginnBis],
    ['v.ende', '>=', filter.endeVon],
    ['v.ende', '<=', filter.endeBis],
    ['v.pruefungstermin', '>=', filter.pruefungVon],
    ['v.pruefungstermin', '<=', filter.pruefungBis],
    ['v.geaendert_am', '>=', filter.geaendertSeit],
  ] as const
  for (const [column, operator, value] of ranges) if (value !== undefined) query.where(column, operator, value)
  applyPosition(query, 'v', position)
  const rows = await query
  return rows.map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toAusbildungsvertrag(row)),
  }))
}

/**
 * Contracts in one of these states that the caller may see, the longest waiting first.
 *
 * @param only further condition on `v`
 * @param withEinwendung also those with an objection that is open, whatever their state
 */
export const listWartende = (
  db: Knex,
  aufrufer: Angemeldeter,
  states: readonly Vertragsstatus[],
  position: Cursor | undefined,
  limit: number,
  only = 'true',
  withEinwendung = false,
): Knex.QueryBuilder<AusbildungsvertragRow, AusbildungsvertragRow[]> => {
  const query = select(db).where((either) => {
    either.whereIn('v.status', [...states])
    if (withEinwendung) either.orWhere('v.einwendung_offen', true)
  })
  applyWartende(query, 'v', aufrufer, position, limit, only)
  return query
}

/**
 * Makes the links of a contract useless: its version is no longer the one that they are about.
 *
 * @param aenderungId the change whose links end, instead of those of the contract itself
 */
export const endEmpfang = async (
  trx: Knex.Transaction,
  vertragId: string,
  now: Date,
  aenderungId: string | null = null,
): Promise<void> => {
  await trx('vertragsempfang')
    .where({ vertrag_id: vertragId, aenderung_id: aenderungId, beendet_am: null })
    .update({ beendet_am: now })
}
