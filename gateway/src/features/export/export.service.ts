import { type CreateExport, limits } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { befund, refuse } from '../anforderung/vorgangsbefund.ts'
import { findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'
import { listGueltigeFreigaben } from '../freigabe/freigabe.queries.ts'
import { insertDatei } from '../uebermittlung/datei.service.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import type { ExportOrder } from '../uebermittlung/documents.ts'
import { type ExportRow, findExport, lockExport, readNachweise } from './export.queries.ts'

const hourInMs = 3_600_000

/** Media type of each format. */
export const mediaTypes = { json: 'application/json', xml: 'application/xml', pdf: 'application/pdf' } as const

/** Name of the file of an export, in ASCII. */
export const fileNameOf = ({ id, format }: Pick<ExportRow, 'id' | 'format'>): string => `berichtsheft-${id}.${format}`

/**
 * Takes the order of an export; {@link buildExport} then makes the file.
 *
 * @throws ProblemError not-found, rule-violated, forbidden for a chamber to which nothing of the book is open
 */
export const orderExport = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { berichtsheftId, format, zeitraum }: CreateExport,
  now: Date,
): Promise<ExportRow> => {
  if (!(await findBerichtsheft(trx, berichtsheftId))) {
    throw new ProblemError('not-found', { detail: `Berichtsheft ${berichtsheftId}` })
  }
  if (zeitraum && zeitraum.bis < zeitraum.von) refuse([befund('zeitraumVerkehrt', '/zeitraum/bis')])
  const { knr, anbieterId } = aufrufer
  if (knr !== undefined && (await listGueltigeFreigaben(trx, knr, berichtsheftId)).length === 0) {
    throw new ProblemError('forbidden', {
      detail: 'The book was requested, but nothing of it is released to the chamber',
    })
  }
  const row: ExportRow = {
    id: createId(now),
    anbieter_id: anbieterId ?? null,
    knr: knr ?? null,
    berichtsheft_id: berichtsheftId,
    format,
    von: zeitraum?.von ?? null,
    bis: zeitraum?.bis ?? null,
    status: 'angefordert',
    fortschritt: 0,
    groesse: null,
    sha256: null,
    erstellt_am: now,
    geaendert_am: now,
    verfuegbar_bis: new Date(now.getTime() + limits.exportStunden * hourInMs),
  }
  await trx('export').insert(row)
  return row
}

/** What a file is made of, and the releases that open it to a chamber. */
interface Collected {
  readonly row: ExportRow
  readonly order: ExportOrder
  /** `undefined` for the vendor, whose book it is. */
  readonly freigabeIds: readonly string[] | undefined
}

/** Collections of one export; a release that ends in between makes the next one necessary. */
const maxAttempts = 5

/**
 * Makes the file of an export. It may be broken off anywhere and run again, also twice at the same time: the first that
 * is done stores its file. A chamber gets what was released to it, as far as it still is when the file is stored.
 *
 * @throws Error when the file cannot be made; the export then is `fehlgeschlagen`. ProblemError unavailable when too many
 * files are being made; run it again
 */
export const buildExport = async (deps: Pick<Deps, 'db' | 'now'>, id: string): Promise<void> => {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const collected = await alsSystem(deps, (trx) => collect(trx, id, deps.now()))
    if (!collected) return
    await setProgress(deps, id, 30)
    const bytes = await build(deps, id, collected.order)
    if (await alsSystem(deps, (trx) => store(trx, collected, bytes, deps.now()))) return
  }
  await alsSystem(deps, (trx) => fail(trx, id, deps.now()))
}

const build = async (deps: Pick<Deps, 'db' | 'now'>, id: string, order: ExportOrder): Promise<Uint8Array> => {
  try {
    return await withDocumentProcess((write) => write(order))
  } catch (error) {
    if (!(error instanceof ProblemError)) await alsSystem(deps, (trx) => fail(trx, id, deps.now()))
    throw error
  }
}

const fail = async (trx: Knex.Transaction, id: string, now: Date): Promise<void> => {
  await trx('export').where({ id, status: 'angefordert' }).update({ status: 'fehlgeschlagen', geaendert_am: now })
}

const setProgress = (deps: Pick<Deps, 'db' | 'now'>, id: string, fortschritt: number): Promise<unknown> =>
  alsSystem(deps, (trx) =>
    trx('export').where({ id, status: 'angefordert' }).update({ fortschritt, geaendert_am: deps.now() }),
  )

/** Reads what goes into the file; `undefined` when there is nothing to do any more. */
const collect = async (trx: Knex.Transaction, id: string, now: Date): Promise<Collected | undefined> => {
  const row = await findExport(trx, id)
  if (row?.status !== 'angefordert') return undefined
  const heft = await findBerichtsheft(trx, row.berichtsheft_id)
  const freigaben = row.knr === null ? undefined : await listGueltigeFreigaben(trx, row.knr, row.berichtsheft_id)
  if (!heft || freigaben?.length === 0 || row.verfuegbar_bis <= now) {
    await fail(trx, id, now)
    return undefined
  }
  const nachweise = await readNachweise(trx, heft.id, row, freigaben)
  const zeitraum = row.von === null || row.bis === null ? {} : { zeitraum: { von: row.von, bis: row.bis } }
  const inhalt = { id: heft.id, kopf: heft.kopf, nachweise }
  return {
    row,
    order: { art: row.format, heft: inhalt, ...zeitraum, erstelltAm: now.toISOString() },
    freigabeIds: freigaben?.map((freigabe) => freigabe.id),
  }
}

/**
 * Stores the file, unless a release that opened it has ended in the meantime. For a chamber it is there no longer than
 * the first of these releases.
 *
 * @returns whether there is nothing left to do
 */
const store = async (
  trx: Knex.Transaction,
  { row: { id, anbieter_id, knr }, order, freigabeIds }: Collected,
  bytes: Uint8Array,
  now: Date,
): Promise<boolean> => {
  const ends: Date[] = []
  if (freigabeIds) {
    // The lock lets a withdrawal wait until the file is stored; then it takes the file away.
    const held: { ende: Date }[] = await trx('freigabe')
      .whereIn('id', freigabeIds)
      .where({ status: 'erteilt' })
      .whereRaw('gueltig_bis >= app_heute()')
      .orderBy('id')
      .forShare()
      .select(trx.raw("((gueltig_bis + 1)::timestamp at time zone 'Europe/Berlin') as ende"))
    if (held.length < freigabeIds.length) return false
    ends.push(...held.map(({ ende }) => ende))
  }
  const row = await lockExport(trx, id)
  if (row?.status !== 'angefordert') return true
  const verfuegbar_bis = new Date(Math.min(row.verfuegbar_bis.getTime(), ...ends.map((ende) => ende.getTime())))
  await insertDatei(
    trx,
    {
      id,
      ...(anbieter_id === null ? {} : { anbieter_id }),
      ...(knr === null ? {} : { knr }),
      medientyp: mediaTypes[order.art],
      inhalt: bytes,
      verfuegbar_bis,
    },
    now,
  )
  await trx('export')
    .where({ id })
    .update({
      status: 'erzeugt',
      fortschritt: 100,
      groesse: bytes.byteLength,
      sha256: sha256(bytes),
      verfuegbar_bis,
      geaendert_am: now,
    })
  return true
}

/**
 * An export that the caller may see.
 *
 * @throws ProblemError not-found
 */
export const getExportRow = async (trx: Knex.Transaction, id: string): Promise<ExportRow> => {
  const row = await findExport(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Export ${id}` })
  return row
}

/** An export whose file is ready. */
export type FertigerExport = ExportRow & { readonly groesse: number; readonly sha256: string }

/**
 * Notes that the file of an export is fetched.
 *
 * @throws ProblemError not-found, conflict while there is no file, gone when it is no longer available
 */
export const fetchExport = async (trx: Knex.Transaction, id: string, now: Date): Promise<FertigerExport> => {
  const row = await getExportRow(trx, id)
  if (row.status === 'fehlgeschlagen')
    throw new ProblemError('conflict', { detail: 'The export failed; order it again' })
  if (row.verfuegbar_bis <= now) throw new ProblemError('gone', { detail: 'The file is no longer available' })
  const { groesse, sha256 } = row
  if (groesse === null || sha256 === null) throw new ProblemError('conflict', { detail: 'The file is not ready yet' })
  if (row.status === 'erzeugt')
    await trx('export').where({ id, status: 'erzeugt' }).update({ status: 'abgeholt', geaendert_am: now })
  return { ...row, groesse, sha256 }
}
