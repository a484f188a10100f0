import { type Berichtsheft, type BerichtsheftFilter, type CreateBerichtsheft, canonicalize } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import { hefteVonSql } from '../../mandant-filter.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** Row of the table `berichtsheft` with the number of its reports. */
export interface BerichtsheftRow {
  readonly id: string
  readonly anbieter_id: string
  readonly fremd_id: string
  readonly knr: string
  readonly status: 'aktiv' | 'abgeschlossen'
  readonly version: number
  readonly kopf: string
  readonly azubi: string
  readonly anzahl: number | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** Row to contract. */
export const toBerichtsheft = (row: BerichtsheftRow): Berichtsheft => ({
  id: row.id,
  anbieterId: row.anbieter_id,
  version: row.version,
  status: row.status,
  ...(JSON.parse(row.kopf) as CreateBerichtsheft),
  anzahlNachweise: row.anzahl ?? 0,
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

/**
 * The columns that are kept beside the canonical text of the head, because queries need them. Texts that are searched for
 * are in NFC, so that both forms of a letter are found.
 */
export const kopfSpalten = (kopf: CreateBerichtsheft) => ({
  knr: kopf.knr,
  kopf: canonicalize(kopf),
  azubi: kopf.azubi.name,
  geburtsdatum: kopf.geburtsdatum ?? null,
  azubinummer: kopf.azubinummer ?? null,
  vertragsnummer: kopf.vertragsnummer ?? null,
  unternehmen: kopf.unternehmen?.name.normalize('NFC') ?? null,
  identnummer: kopf.unternehmen?.identnummer ?? null,
  beruf: kopf.beruf?.bezeichnung.normalize('NFC') ?? null,
  beruf_kennung: kopf.beruf?.kennung ?? null,
  ausbildungsbeginn: kopf.ausbildungsbeginn ?? null,
  pruefungstermin: kopf.pruefungstermin ?? null,
})

/** A book as it is served. Its reports count with it, so their number is part of its ETag. */
export const gelesenesHeft = (row: BerichtsheftRow): Gelesen<Berichtsheft> => ({
  stand: toBerichtsheft(row),
  etag: etagOf(row.version, row.anzahl ?? 0),
})

const columns = [
  'b.id',
  'b.anbieter_id',
  'b.fremd_id',
  'b.knr',
  'b.status',
  'b.version',
  'b.kopf',
  'b.azubi',
  'b.erstellt_am',
  'b.geaendert_am',
  'k.anzahl',
]

/** Books with the number of their reports, as `b`. */
export const selectHefte = (db: Knex) =>
  db('berichtsheft as b').leftJoin('kette as k', 'k.aggregat_id', 'b.id').select<BerichtsheftRow[]>(columns)

/** A book that the caller may see; `undefined` when there is none. */
export const findBerichtsheft = async (db: Knex, id: string): Promise<BerichtsheftRow | undefined> =>
  (await selectHefte(db).where('b.id', id))[0]

/** The id of the vendor's book with this key, locked against changes until the transaction ends. */
export const lockBerichtsheft = (db: Knex, id: string): Promise<BerichtsheftRow | undefined> =>
  db('berichtsheft as b')
    .where('b.id', id)
    .forUpdate()
    .first(columns.filter((column) => column !== 'k.anzahl'))

/** Filters that lists and bulk requests share; the year of training is counted from the begin of training to `heute`. */
export const applyHeftFilter = (
  query: Knex.QueryBuilder,
  filter: Pick<BerichtsheftFilter, 'unternehmen' | 'beruf' | 'ausbildungsjahr' | 'pruefungVon' | 'pruefungBis'>,
): void => {
  const { unternehmen, beruf, ausbildungsjahr, pruefungVon, pruefungBis } = filter
  if (unternehmen !== undefined)
    query.where((q) => q.where('b.identnummer', unternehmen).orWhere('b.unternehmen', unternehmen.normalize('NFC')))
  if (beruf !== undefined)
    query.where((q) => q.where('b.beruf_kennung', beruf).orWhere('b.beruf', beruf.normalize('NFC')))
  if (pruefungVon !== undefined) query.where('b.pruefungstermin', '>=', pruefungVon)
  if (pruefungBis !== undefined) query.where('b.pruefungstermin', '<=', pruefungBis)
  if (ausbildungsjahr !== undefined) {
    query.whereRaw("b.ausbildungsbeginn <= app_heute() - (? * interval '1 year')", [ausbildungsjahr - 1])
    query.whereRaw("b.ausbildungsbeginn > app_heute() - (? * interval '1 year')", [ausbildungsjahr])
  }
}

/** Narrows a list of what belongs to books to those whose book matches; without such a filter it stays as it is. */
export const applyHeftFilterTo = (
  db: Knex,
  query: Knex.QueryBuilder,
  column: string,
  filter: Parameters<typeof applyHeftFilter>[1],
): void => {
  if (Object.values(filter).every((part) => part === undefined)) return
  const hefte = db('berichtsheft as b').select('b.id')
  applyHeftFilter(hefte, filter)
  query.whereIn(column, hefte)
}

/** Books that the caller may see, in the order of their last change. */
export const listBerichtsheftRows = async (
  db: Knex,
  aufrufer: Angemeldeter,
  filter: BerichtsheftFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = selectHefte(db).orderBy(['b.geaendert_am', 'b.id']).limit(limit)
  // Row level security decides what is seen; these say the same in a form that an index serves.
  if (aufrufer.anbieterId !== undefined) query.where('b.anbieter_id', aufrufer.anbieterId)
  if (aufrufer.knr !== undefined) query.where('b.knr', aufrufer.knr)
  if (aufrufer.unternehmenIds !== undefined) query.whereRaw(`b.id in (${hefteVonSql})`, [[...aufrufer.unternehmenIds]])
  applyHeftFilter(query, filter)
  if (filter.fremdId !== undefined) query.where('b.fremd_id', filter.fremdId)
  if (filter.status !== undefined) query.where('b.status', filter.status)
  if (filter.geaendertSeit !== undefined) query.where('b.geaendert_am', '>=', filter.geaendertSeit)
  if (after) query.whereRaw('(b.geaendert_am, b.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  const rows = await query
  return rows.map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toBerichtsheft(row)),
  }))
}
