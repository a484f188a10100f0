import {
  type CreateVertragsaenderung,
  canonicalize,
  diffVertrag,
  needsAbfassungOf,
  type Vertragsaenderung,
  type VertragsaenderungFilter,
  type Vertragsaenderungsstatus,
  type Vertragsausfertigung,
  type Vertragsentwurf,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import type { Verlaufsbezug } from '../ausbildungsvertrag/verlaufsmail.ts'
import {
  applyEqual,
  applyKontext,
  applyPosition,
  applyWartende,
  empfaengerSqlOf,
  type Vorgangsrow,
  vorgangsangabenOf,
} from '../ausbildungsvertrag/vorgangsspalten.ts'
import type { VertragOrder } from '../uebermittlung/documents.ts'

/** Row of the table `vertragsaenderung`, with the links of its frozen version. */
export interface AenderungRow extends Vorgangsrow {
  readonly vertrag_id: string
  readonly status: Vertragsaenderungsstatus
  readonly art: Vertragsaenderung['art']
  readonly knr: string
  readonly antrag: string
  readonly wirksam_ab: string
  readonly vorher: string
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

/** What a rendering of the changed contract is drawn from; the mark is that of the contract with the hash of the change. */
export const toAenderungOrder = (row: AenderungRow, ausfertigung: Vertragsausfertigung): VertragOrder => ({
  art: 'vertrag',
  ausfertigung,
  vertragId: row.vertrag_id,
  vertrag: antragOf(row).vertrag,
  ...(row.abfassung === null ? {} : { abfassung: row.abfassung }),
  erstelltAm: row.geaendert_am.toISOString(),
})

/** Whether a change needs a new text with signatures or receipts (DAV-022). */
export const brauchtAbfassung = (row: Pick<AenderungRow, 'antrag' | 'vorher'>): boolean => {
  const { art, vertrag } = antragOf(row)
  return needsAbfassungOf(art, diffVertrag(vorherOf(row), vertrag))
}

const toVertragsaenderung = (row: AenderungRow): Vertragsaenderung => {
  const antrag = antragOf(row)
  return {
    ...vorgangsangabenOf(row),
    vertragId: row.vertrag_id,
    status: row.status,
    knr: row.knr,
    ...antrag,
    unterschiede: diffVertrag(vorherOf(row), antrag.vertrag),
    neueAbfassung: brauchtAbfassung(row),
    ...(row.eingang_am === null ? {} : { eingangAm: row.eingang_am }),
  }
}

/** A change as a GET answers it. */
export const geleseneAenderung = (row: AenderungRow): Gelesen<Vertragsaenderung> => ({
  stand: toVertragsaenderung(row),
  etag: etagOf(row.version),
})

const select = (db: Knex) =>
  db('vertragsaenderung as a').select<AenderungRow[]>('a.*', db.raw(empfaengerSqlOf('e.aenderung_id = a.id')))

/** A change that the caller may see. */
export const findAenderungRow = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
): Promise<AenderungRow | undefined> => {
  const query = select(db).where('a.id', id)
  applyKontext(query, 'a', aufrufer)
  return (await query)[0]
}

/** A change whoever it belongs to, for the gateway itself. */
export const getAenderungRow = async (db: Knex, id: string): Promise<AenderungRow> => {
  const [row] = await select(db).where('a.id', id)
  if (!row) throw new Error(`the change ${id} vanished`)
  return row
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
  applyKontext(query, 'a', aufrufer)
  applyEqual(query, {
    'a.vertrag_id': vertragId,
    'a.art': art,
    'a.status': status,
    'a.zugewiesen_an': mirZugewiesen === true ? aufrufer.clientId : undefined,
  })
  if (geaendertSeit !== undefined) query.where('a.geaendert_am', '>=', geaendertSeit)
  applyPosition(query, 'a', position)
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
  const query = select(db).whereIn('a.status', [...states])
  applyWartende(query, 'a', aufrufer, position, limit, only)
  return query
}
