import type { Ereignis, Ereignisart } from '@berichtsheft/core'
import type { Knex } from 'knex'

/** Row of the table `meldung`: an event as one recipient is told of it. */
export interface MeldungRow {
  readonly mandant: string
  /** Position in the list of the recipient, from 1, without gaps. */
  readonly folge: number
  readonly id: string
  readonly aggregat_id: string
  readonly art: Ereignisart
  readonly objekt_id: string
  readonly zeitpunkt: Date
  readonly token: string
}

/** Row to contract. */
export const toEreignis = (row: Pick<MeldungRow, 'id' | 'art' | 'objekt_id' | 'zeitpunkt' | 'token'>): Ereignis => ({
  id: row.id,
  art: row.art,
  objektId: row.objekt_id,
  zeitpunkt: row.zeitpunkt.toISOString(),
  token: row.token,
})

/** Events of a recipient after a position, in order. */
export const listMeldungen = (
  db: Knex,
  mandant: string,
  { nach, objektId, limit }: { readonly nach: number; readonly objektId?: string | undefined; readonly limit: number },
): Promise<MeldungRow[]> => {
  const query = db<MeldungRow>('meldung').where({ mandant }).where('folge', '>', nach).orderBy('folge').limit(limit)
  return objektId === undefined ? query : query.where({ objekt_id: objektId })
}

/** One event of a recipient; `undefined` when it is not told of such an event. */
export const findMeldung = (db: Knex, mandant: string, id: string): Promise<MeldungRow | undefined> =>
  db<MeldungRow>('meldung').where({ mandant, id }).first()

/** An outbox row that parties must be told of, with the text of its event. */
export interface AusgangRow {
  readonly id: number
  readonly aggregat_id: string
  readonly inhalt: string
}

const dispatchLock = 7_236_114_504

/**
 * Takes the right to dispatch until the transaction ends. One at a time, because only then is the order of a chain kept
 * for every recipient; other processes find it taken and do not wait.
 */
export const tryLockAusgang = async (trx: Knex.Transaction): Promise<boolean> => {
  const { rows } = await trx.raw('select pg_try_advisory_xact_lock(?) as frei', [dispatchLock])
  return rows[0].frei
}

/** The oldest outbox rows that parties must be told of. Within a chain the order of ids is the order of events. */
export const selectMeldepflichtige = async (trx: Knex.Transaction, limit: number): Promise<AusgangRow[]> => {
  const { rows } = await trx.raw(
    `select a.id, a.aggregat_id, e.inhalt
       from (select id, aggregat_id, nr from ausgang where meldepflichtig order by id limit ?) a
       join ereignis e on e.fach = fach_von(a.aggregat_id) and e.aggregat_id = a.aggregat_id and e.nr = a.nr
      order by a.id`,
    [limit],
  )
  return rows
}

/** Removes dispatched rows. */
export const deleteAusgang = async (trx: Knex.Transaction, ids: readonly number[]): Promise<void> => {
  await trx('ausgang').whereIn('id', ids).delete()
}

/** Removes rows that nobody is told of, without reading their events; answers how many. */
export const deleteStille = async (trx: Knex.Transaction, limit: number): Promise<number> => {
  const { rowCount } = await trx.raw(
    'delete from ausgang where ctid = any (array(select ctid from ausgang where not meldepflichtig limit ?))',
    [limit],
  )
  return rowCount
}

/** Moves the lists of recipients on; answers the new last position of each. The rows stay locked, so readers never see a gap. */
export const raiseFolgen = async (
  trx: Knex.Transaction,
  anzahlen: ReadonlyMap<string, number>,
): Promise<Map<string, number>> => {
  const { rows } = await trx.raw(
    `insert into empfaenger as e (mandant, folge)
     select u.mandant, u.anzahl from unnest(?::text[], ?::bigint[]) u (mandant, anzahl) order by u.mandant
     on conflict (mandant) do update set folge = e.folge + excluded.folge
     returning mandant, folge`,
    [[...anzahlen.keys()], [...anzahlen.values()]],
  )
  return new Map(rows.map((row: { mandant: string; folge: number }) => [row.mandant, row.folge]))
}

export const insertMeldungen = async (trx: Knex.Transaction, rows: readonly MeldungRow[]): Promise<void> => {
  await trx('meldung').insert(rows)
}
