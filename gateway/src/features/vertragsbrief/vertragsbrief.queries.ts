import type { Vertragsbrief, VertragsbriefAuswahl, Vertragsbriefart, Vertragspartei } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { PdfVertragsbrief } from '../../pdf/render-vertragsbrief.ts'
import type { Cursor } from '../../seite.ts'
import type { VertragsbriefeOrder } from '../uebermittlung/documents.ts'

/** Row of the table `vertragsbrief`. */
export interface VertragsbriefRow {
  readonly id: string
  readonly vertrag_id: string
  readonly knr: string
  readonly art: Vertragsbriefart
  readonly partei: Vertragspartei
  readonly vertreter_nummer: number | null
  readonly vorlage: string
  /** Canonical JSON of what the letter is drawn from. */
  readonly inhalt: string
  readonly tag: string
  readonly erstellt_am: Date
}

/** What a letter is drawn from. */
const inhaltOf = ({ inhalt }: Pick<VertragsbriefRow, 'inhalt'>): PdfVertragsbrief =>
  JSON.parse(inhalt) as PdfVertragsbrief

/** Row to contract. */
export const toVertragsbrief = (row: VertragsbriefRow): Vertragsbrief => ({
  id: row.id,
  vertragId: row.vertrag_id,
  knr: row.knr,
  art: row.art,
  partei: row.partei,
  ...(row.vertreter_nummer === null ? {} : { vertreterNummer: row.vertreter_nummer }),
  empfaenger: inhaltOf(row).empfaenger,
  vorlage: row.vorlage,
  tag: row.tag,
  sha256: sha256(row.inhalt),
  erstelltAm: row.erstellt_am.toISOString(),
})

/** A letter that the caller may see; row level security says which. */
export const findVertragsbrief = (db: Knex, id: string): Promise<VertragsbriefRow | undefined> =>
  db('vertragsbrief').where({ id }).first<VertragsbriefRow | undefined>('*')

const select = (db: Knex, { vertragId, tag, art }: VertragsbriefAuswahl) => {
  const query = db('vertragsbrief').select<VertragsbriefRow[]>('*')
  if (vertragId !== undefined) query.where({ vertrag_id: vertragId })
  if (tag !== undefined) query.where({ tag })
  if (art !== undefined) query.where({ art })
  return query
}

/** Letters to print together, in the order in which they were made. */
export const selectVertragsbriefe = (
  db: Knex,
  auswahl: VertragsbriefAuswahl,
  limit: number,
): Promise<VertragsbriefRow[]> => select(db, auswahl).orderBy(['erstellt_am', 'id']).limit(limit)

/** Letters that the caller may see, in the order in which they were made. */
export const listVertragsbriefEintraege = async (
  db: Knex,
  auswahl: VertragsbriefAuswahl,
  after: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = select(db, auswahl).orderBy(['erstellt_am', 'id']).limit(limit)
  if (after) query.whereRaw('(erstellt_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.erstellt_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toVertragsbrief(row)),
  }))
}

/** What letters are drawn from, in one file. Their days stand in it, so it is the same whenever it is fetched. */
export const toBriefeOrder = (rows: readonly [VertragsbriefRow, ...VertragsbriefRow[]]): VertragsbriefeOrder => ({
  art: 'vertragsbriefe',
  briefe: rows.map(inhaltOf),
  erstelltAm: rows[0].erstellt_am.toISOString(),
})
