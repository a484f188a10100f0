import type { Ausbildungsnachweis, AusbildungsnachweisFilter, Nachweisstatus } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import { hefteVonSql } from '../../mandant-filter.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { applyHeftFilterTo } from '../berichtsheft/berichtsheft.queries.ts'

/** The columns of a report that a change needs. */
export interface NachweisRow {
  readonly id: string
  readonly berichtsheft_id: string
  readonly anbieter_id: string
  readonly fremd_id: string
  readonly version: number
  readonly status: Nachweisstatus | null
  readonly von: string
  readonly bis: string
  readonly hash: Buffer
  readonly salz: Buffer
  readonly inhalt: string
  readonly verlauf: string
  readonly kommentare: string
  readonly erstellt_am: Date
}

/** A report that the caller may see, locked until the transaction ends. */
export const lockNachweis = (db: Knex, id: string): Promise<NachweisRow | undefined> =>
  db('ausbildungsnachweis')
    .whereRaw('fach = fach_von(?)', [id])
    .where({ id })
    .forUpdate()
    .first(
      'id',
      'berichtsheft_id',
      'anbieter_id',
      'fremd_id',
      'version',
      'status',
      'von',
      'bis',
      'hash',
      'salz',
      'inhalt',
      'verlauf',
      'kommentare',
      'erstellt_am',
    )

/** A locked report as a GET answers it. */
export const readNachweis = async (db: Knex, id: string): Promise<Gelesen<Ausbildungsnachweis>> => {
  const row: { version: number; json: string } | undefined = await db('ausbildungsnachweis')
    .whereRaw('fach = fach_von(?)', [id])
    .where({ id })
    .first('version', db.raw('nachweis_dokument(kopf, inhalt, verlauf, kommentare) as json'))
  if (!row) throw new Error(`the report ${id} is locked and cannot be read`)
  return { stand: JSON.parse(row.json) as Ausbildungsnachweis, etag: etagOf(row.version) }
}

/** In which order a list of reports goes: one book by period, many by their last change. */
export const orderOf = (filter: Pick<AusbildungsnachweisFilter, 'berichtsheftId'>): 'von' | 'geaendert' =>
  filter.berichtsheftId === undefined ? 'geaendert' : 'von'

/** Reports that the caller may see, as finished JSON. */
export const listNachweise = async (
  db: Knex,
  aufrufer: Angemeldeter,
  filter: AusbildungsnachweisFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const byPeriod = orderOf(filter) === 'von'
  const query = db('ausbildungsnachweis as n')
    .select<{ wert: string; id: string; json: string }[]>(
      db.raw(byPeriod ? 'n.von::text as wert' : 'als_zeitpunkt(n.geaendert_am) as wert'),
      'n.id',
      db.raw('nachweis_dokument(n.kopf, n.inhalt, n.verlauf, n.kommentare) as json'),
    )
    .orderBy(byPeriod ? ['n.von', 'n.id'] : ['n.geaendert_am', 'n.id'])
    .limit(limit)
  // Row level security decides what is seen; these say the same in a form that an index serves.
  if (aufrufer.anbieterId !== undefined) query.where('n.anbieter_id', aufrufer.anbieterId)
  if (aufrufer.knr !== undefined) {
    query.whereIn(
      'n.berichtsheft_id',
      db('freigabe').where({ knr: aufrufer.knr, status: 'erteilt' }).select('berichtsheft_id'),
    )
  }
  if (aufrufer.unternehmenIds !== undefined)
    query.whereRaw(`n.berichtsheft_id in (${hefteVonSql})`, [[...aufrufer.unternehmenIds]])
  if (after) {
    query.whereRaw(
      byPeriod ? '(n.von, n.id) > (?::date, ?::uuid)' : '(n.geaendert_am, n.id) > (?::timestamptz, ?::uuid)',
      [after.wert, after.id],
    )
  }
  if (filter.berichtsheftId !== undefined) {
    query.where('n.berichtsheft_id', filter.berichtsheftId).whereRaw('n.fach = fach_von(?)', [filter.berichtsheftId])
  }
  if (filter.ausbildungsjahr !== undefined) query.where('n.ausbildungsjahr', filter.ausbildungsjahr)
  if (filter.status !== undefined) query.where('n.status', filter.status)
  if (filter.von !== undefined) query.where('n.bis', '>=', filter.von)
  if (filter.bis !== undefined) query.where('n.von', '<=', filter.bis)
  if (filter.geaendertSeit !== undefined) query.where('n.geaendert_am', '>=', filter.geaendertSeit)
  // The year of training is the report's own; the other facts are asked of the book.
  const { unternehmen, beruf, pruefungVon, pruefungBis } = filter
  applyHeftFilterTo(db, query, 'n.berichtsheft_id', {
    ...(unternehmen === undefined ? {} : { unternehmen }),
    ...(beruf === undefined ? {} : { beruf }),
    ...(pruefungVon === undefined ? {} : { pruefungVon }),
    ...(pruefungBis === undefined ? {} : { pruefungBis }),
  })
  return query
}
