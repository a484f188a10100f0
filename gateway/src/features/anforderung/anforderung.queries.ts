import type { Anforderung, AnforderungFilter, Anforderungsstatus, Zweck } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { applyMandant } from '../../mandant-filter.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/anmeldung.service.ts'
import { applyHeftFilter } from '../berichtsheft/berichtsheft.queries.ts'

/** Row of the table `anforderung`. */
export interface AnforderungBasis {
  readonly id: string
  readonly knr: string
  readonly anbieter_id: string
  readonly berichtsheft_id: string
  readonly sammelanforderung_id: string | null
  readonly version: number
  readonly status: Anforderungsstatus
  readonly saeumig: 'anbieter' | 'kammer' | null
  readonly zweck: Zweck
  readonly rechtsgrundlage: string
  readonly von: string | null
  readonly bis: string | null
  readonly frist: string
  readonly hinweis: string | null
  readonly freigabe_id: string | null
  readonly uebermittlung_id: string | null
  readonly pruef_frist: string | null
  readonly verlauf: Anforderung['verlauf']
  readonly erstellt_am: Date
  readonly geaendert_am: Date
  readonly ruecknahmegrund: string | null
  readonly zurueckgezogen_durch: string | null
}

/** A request with what names its book; that is missing where the reader may not see the book. */
export interface AnforderungRow extends AnforderungBasis {
  readonly azubi: string | null
  readonly heft_fremd_id: string | null
  readonly heft_version: number | null
}

/** A period as it stands in two columns. */
export const zeitraumOf = ({ von, bis }: { readonly von: string | null; readonly bis: string | null }) =>
  von === null || bis === null ? undefined : { von, bis }

/**
 * Row to contract.
 *
 * @throws Error when the row does not know its book; see {@link withHeftnamen}
 */
export const toAnforderung = (row: AnforderungRow): Anforderung => {
  if (row.azubi === null || row.heft_fremd_id === null) throw new Error(`the request ${row.id} has no book`)
  const zeitraum = zeitraumOf(row)
  return {
    id: row.id,
    knr: row.knr,
    anbieterId: row.anbieter_id,
    berichtsheftId: row.berichtsheft_id,
    berichtsheftFremdId: row.heft_fremd_id,
    azubi: row.azubi,
    ...(row.sammelanforderung_id === null ? {} : { sammelanforderungId: row.sammelanforderung_id }),
    version: row.version,
    status: row.status,
    ...(row.saeumig === null ? {} : { saeumig: row.saeumig }),
    zweck: row.zweck,
    rechtsgrundlage: row.rechtsgrundlage,
    ...(zeitraum === undefined ? {} : { zeitraum }),
    frist: row.frist,
    ...(row.hinweis === null ? {} : { hinweis: row.hinweis }),
    ...(row.freigabe_id === null ? {} : { freigabeId: row.freigabe_id }),
    ...(row.uebermittlung_id === null ? {} : { uebermittlungId: row.uebermittlung_id }),
    ...(row.ruecknahmegrund === null ? {} : { ruecknahmegrund: row.ruecknahmegrund }),
    ...(row.zurueckgezogen_durch === null ? {} : { zurueckgezogenDurch: row.zurueckgezogen_durch }),
    erstelltAm: row.erstellt_am.toISOString(),
    geaendertAm: row.geaendert_am.toISOString(),
    verlauf: row.verlauf,
  }
}

/** A request as it is served. The name of the apprentice is that of the book, so the version of the book is part of its ETag. */
export const geleseneAnforderung = (row: AnforderungRow): Gelesen<Anforderung> => ({
  stand: toAnforderung(row),
  etag: etagOf(row.version, row.heft_version ?? 0),
})

const select = (db: Knex) =>
  db('anforderung as a')
    .leftJoin('berichtsheft as b', 'b.id', 'a.berichtsheft_id')
    .select<AnforderungRow[]>('a.*', 'b.azubi', 'b.fremd_id as heft_fremd_id', 'b.version as heft_version')

/** A request that the caller may see; `undefined` when there is none. */
export const findAnforderung = async (db: Knex, id: string): Promise<AnforderungRow | undefined> =>
  (await select(db).where('a.id', id))[0]

/** A request that the caller may see, locked until the transaction ends. */
export const lockAnforderung = async (db: Knex, id: string): Promise<AnforderungRow | undefined> => {
  const found: { id: string } | undefined = await db('anforderung').where({ id }).forUpdate().first('id')
  return found && findAnforderung(db, id)
}

/** Requests that the caller may see, in the order of their last change. */
export const listAnforderungRows = (
  db: Knex,
  aufrufer: Angemeldeter,
  filter: AnforderungFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<AnforderungRow[]> => {
  const query = select(db).orderBy(['a.geaendert_am', 'a.id']).limit(limit)
  applyMandant(query, 'a', aufrufer)
  const { berichtsheftId, sammelanforderungId, status, geaendertSeit, ...heft } = filter
  applyHeftFilter(query, heft)
  if (berichtsheftId !== undefined) query.where('a.berichtsheft_id', berichtsheftId)
  if (sammelanforderungId !== undefined) query.where('a.sammelanforderung_id', sammelanforderungId)
  if (status !== undefined) query.where('a.status', status)
  if (geaendertSeit !== undefined) query.where('a.geaendert_am', '>=', geaendertSeit)
  if (after) query.whereRaw('(a.geaendert_am, a.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return query
}

/** What names a book to people. */
export interface Heftname {
  readonly id: string
  readonly azubi: string
  readonly fremd_id: string
  readonly version: number
}

/** Names of books by their id; run it as the system, and only for books of requests that the caller may see. */
export const findHeftnamen = (db: Knex, ids: readonly string[]): Promise<Heftname[]> =>
  db('berichtsheft').whereIn('id', ids).select('id', 'azubi', 'fremd_id', 'version')
