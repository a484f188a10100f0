import type { Export, ExportFilter, Exportformat } from '@berichtsheft/core'
import type { Paketbericht } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import { applyMandant } from '../../mandant-filter.ts'
import type { Cursor } from '../../seite.ts'
import { zeitraumOf } from '../anforderung/anforderung.queries.ts'
import type { Angemeldeter } from '../anmeldung/anmeldung.service.ts'
import type { FreigabeRow } from '../freigabe/freigabe.queries.ts'

/** Row of the table `export`. */
export interface ExportRow {
  readonly id: string
  /** The vendor that ordered it; a chamber otherwise. */
  readonly anbieter_id: string | null
  readonly knr: string | null
  readonly berichtsheft_id: string
  readonly format: Exportformat
  readonly von: string | null
  readonly bis: string | null
  readonly status: Export['status']
  readonly fortschritt: number
  readonly groesse: number | null
  readonly sha256: string | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
  readonly verfuegbar_bis: Date
}

/** Row to contract. */
export const toExport = (row: ExportRow): Export => {
  const zeitraum = zeitraumOf(row)
  return {
    id: row.id,
    berichtsheftId: row.berichtsheft_id,
    format: row.format,
    ...(zeitraum === undefined ? {} : { zeitraum }),
    status: row.status,
    fortschritt: row.fortschritt,
    ...(row.groesse === null ? {} : { groesse: row.groesse }),
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    erstelltAm: row.erstellt_am.toISOString(),
    geaendertAm: row.geaendert_am.toISOString(),
    verfuegbarBis: row.verfuegbar_bis.toISOString(),
  }
}

/** An export that the caller may see; `undefined` when there is none. */
export const findExport = (db: Knex, id: string): Promise<ExportRow | undefined> =>
  db('export').where({ id }).first('*')

/** The same, locked until the transaction ends. */
export const lockExport = (db: Knex, id: string): Promise<ExportRow | undefined> =>
  db('export').where({ id }).forUpdate().first('*')

/** Exports that the caller may see, in the order of their last change. */
export const listExportEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { berichtsheftId, format, status, geaendertSeit }: ExportFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = db('export').select<ExportRow[]>('*').orderBy(['geaendert_am', 'id']).limit(limit)
  applyMandant(query, 'export', aufrufer)
  if (berichtsheftId !== undefined) query.where({ berichtsheft_id: berichtsheftId })
  if (format !== undefined) query.where({ format })
  if (status !== undefined) query.where({ status })
  if (geaendertSeit !== undefined) query.where('geaendert_am', '>=', geaendertSeit)
  if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toExport(row)),
  }))
}

type Period = Pick<FreigabeRow, 'von' | 'bis'>

const within = (query: Knex.QueryBuilder, { von, bis }: Period): void => {
  if (von !== null) query.where('bis', '>=', von)
  if (bis !== null) query.where('von', '<=', bis)
}

/**
 * Reports of a book in the order of their pages.
 *
 * @param period the reports that are wanted
 * @param scopes what is open to the reader: reports that touch one of these periods; everything without it
 */
export const readNachweise = async (
  db: Knex,
  berichtsheftId: string,
  period: Period,
  scopes: readonly Period[] | undefined,
): Promise<Paketbericht[]> => {
  const query = db('ausbildungsnachweis')
    .whereRaw('fach = fach_von(?)', [berichtsheftId])
    .where({ berichtsheft_id: berichtsheftId })
    .where((wanted) => within(wanted, period))
    .orderBy(['von', 'id'])
  if (scopes) {
    query.where((open) => {
      for (const scope of scopes) open.orWhere((one) => within(one.whereRaw('true'), scope))
    })
  }
  const rows: (Omit<Paketbericht, 'status'> & { status: Paketbericht['status'] | null })[] = await query.select(
    'id',
    'fremd_id as fremdId',
    'inhalt as text',
    db.raw("encode(hash, 'hex') as hash"),
    'status',
    'verlauf',
    'kommentare',
  )
  return rows.map(({ status, ...report }) => (status == null ? report : { ...report, status }))
}
