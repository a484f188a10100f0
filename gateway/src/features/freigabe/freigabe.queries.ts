import type { Beteiligter, Freigabe, FreigabeFilter, Freigabestatus, Zweck } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import { applyMandant } from '../../mandant-filter.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import { zeitraumOf } from '../anforderung/anforderung.queries.ts'
import type { Angemeldeter } from '../anmeldung/anmeldung.service.ts'
import { applyHeftFilterTo } from '../berichtsheft/berichtsheft.queries.ts'

/** Row of the table `freigabe`. */
export interface FreigabeRow {
  readonly id: string
  readonly knr: string
  readonly anbieter_id: string
  readonly berichtsheft_id: string
  readonly anforderung_id: string | null
  /** The state as it is today: a release whose last day has passed has ended, also before the job has written it down. */
  readonly status: Freigabestatus
  /** Raised by every change, the passing of the last day among them. */
  readonly version: number
  readonly zweck: Zweck
  readonly von: string | null
  readonly bis: string | null
  readonly gueltig_bis: string
  /** Canonical JSON of the person who released. */
  readonly freigebender: string
  readonly unternehmen: string
  readonly widerrufen_am: Date | null
  readonly widerrufen_durch: string | null
  readonly widerrufsgrund: string | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** Row to contract. */
const toFreigabe = (row: FreigabeRow): Freigabe => {
  const umfang = zeitraumOf(row)
  return {
    id: row.id,
    anbieterId: row.anbieter_id,
    version: row.version,
    status: row.status,
    berichtsheftId: row.berichtsheft_id,
    knr: row.knr,
    zweck: row.zweck,
    ...(umfang === undefined ? {} : { umfang }),
    gueltigBis: row.gueltig_bis,
    freigebender: JSON.parse(row.freigebender) as Beteiligter,
    unternehmen: row.unternehmen,
    ...(row.anforderung_id === null ? {} : { anforderungId: row.anforderung_id }),
    erstelltAm: row.erstellt_am.toISOString(),
    geaendertAm: row.geaendert_am.toISOString(),
    ...(row.widerrufen_am === null ? {} : { widerrufenAm: row.widerrufen_am.toISOString() }),
    ...(row.widerrufsgrund === null ? {} : { widerrufsgrund: row.widerrufsgrund }),
    ...(row.widerrufen_durch === null ? {} : { widerrufenDurch: row.widerrufen_durch }),
  }
}

/** A release as it is served. */
export const geleseneFreigabe = (row: FreigabeRow): Gelesen<Freigabe> => ({
  stand: toFreigabe(row),
  etag: etagOf(row.version),
})

const columns = [
  'id',
  'knr',
  'anbieter_id',
  'berichtsheft_id',
  'anforderung_id',
  'zweck',
  'von',
  'bis',
  'gueltig_bis',
  'freigebender',
  'unternehmen',
  'widerrufen_am',
  'widerrufen_durch',
  'widerrufsgrund',
  'erstellt_am',
  'geaendert_am',
]

const vorbei = "status = 'erteilt' and gueltig_bis < app_heute()"
const stand = `case when ${vorbei} then 'abgelaufen' else status end`

// The job that writes the end down raises the version too, so both tell the same.
const select = (db: Knex) =>
  db('freigabe').select<FreigabeRow[]>([
    ...columns,
    db.raw(`${stand} as status`),
    db.raw(`version + (${vorbei})::integer as version`),
  ])

/** A release that the caller may see; `undefined` when there is none. */
export const findFreigabe = async (db: Knex, id: string): Promise<FreigabeRow | undefined> =>
  (await select(db).where({ id }))[0]

/** The same, locked until the transaction ends. Lock its request first. */
export const lockFreigabe = async (db: Knex, id: string): Promise<FreigabeRow | undefined> =>
  (await select(db).where({ id }).forUpdate())[0]

/** Releases that the caller may see, in the order of their last change. */
export const listFreigabeEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { berichtsheftId, status, geaendertSeit, limit: _limit, cursor: _cursor, ...heft }: FreigabeFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = select(db).orderBy(['geaendert_am', 'id']).limit(limit)
  applyMandant(query, 'freigabe', aufrufer)
  applyHeftFilterTo(db, query, 'freigabe.berichtsheft_id', heft)
  if (berichtsheftId !== undefined) query.where({ berichtsheft_id: berichtsheftId })
  if (status !== undefined) query.whereRaw(`${stand} = ?`, [status])
  if (geaendertSeit !== undefined) query.where('geaendert_am', '>=', geaendertSeit)
  if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toFreigabe(row)),
  }))
}

/** Releases of a book to a chamber that hold today. */
export const listGueltigeFreigaben = (db: Knex, knr: string, berichtsheftId: string): Promise<FreigabeRow[]> =>
  select(db)
    .where({ knr, berichtsheft_id: berichtsheftId, status: 'erteilt' })
    .whereRaw('gueltig_bis >= app_heute()')
    .orderBy('id')

/** Ids of releases whose last day has passed and that nobody has ended yet. */
export const listAbgelaufene = (db: Knex, heute: string, limit: number): Promise<{ id: string }[]> =>
  db('freigabe').where({ status: 'erteilt' }).where('gueltig_bis', '<', heute).orderBy('id').limit(limit).select('id')

/** Whether nobody has ended a release yet, whatever day it is. */
export const isNochErteilt = async (db: Knex, id: string): Promise<boolean> =>
  (await db('freigabe').where({ id, status: 'erteilt' }).first('id')) !== undefined
