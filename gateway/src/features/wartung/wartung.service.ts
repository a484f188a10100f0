import type { CreateWartungsfenster, Wartungsfenster } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import type { Listeneintrag } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Cursor } from '../../seite.ts'

interface WartungsfensterRow {
  readonly id: string
  readonly von: Date
  readonly bis: Date
  readonly grund: string
  readonly abgesagt_am: Date | null
  readonly erstellt_am: Date
}

const toWartungsfenster = (row: WartungsfensterRow): Wartungsfenster => ({
  id: row.id,
  von: row.von.toISOString(),
  bis: row.bis.toISOString(),
  grund: row.grund,
  ...(row.abgesagt_am ? { abgesagtAm: row.abgesagt_am.toISOString() } : {}),
  erstelltAm: row.erstellt_am.toISOString(),
})

/**
 * Announces a window.
 *
 * @throws ProblemError validation-failed when it ends before it begins or has ended already
 */
export const insertWartungsfenster = async (
  trx: Knex.Transaction,
  { von, bis, grund }: CreateWartungsfenster,
  now: Date,
): Promise<Wartungsfenster> => {
  if (bis <= von || new Date(bis) <= now)
    throw new ProblemError('validation-failed', { detail: 'A maintenance window ends after its begin, in the future' })
  const row = {
    id: createId(now),
    von: new Date(von),
    bis: new Date(bis),
    grund,
    abgesagt_am: null,
    erstellt_am: now,
  }
  await trx('wartungsfenster').insert(row)
  return toWartungsfenster(row)
}

/**
 * Calls a window off, or ends it early.
 *
 * @throws ProblemError not-found, conflict when it is over
 */
export const cancelWartungsfenster = async (trx: Knex.Transaction, id: string, now: Date): Promise<Wartungsfenster> => {
  const row: WartungsfensterRow | undefined = await trx('wartungsfenster').where({ id }).forUpdate().first()
  if (!row) throw new ProblemError('not-found', { detail: `Wartungsfenster ${id}` })
  if (row.abgesagt_am !== null || row.bis <= now)
    throw new ProblemError('conflict', { detail: 'This maintenance window is over' })
  await trx('wartungsfenster').where({ id }).update({ abgesagt_am: now })
  return toWartungsfenster({ ...row, abgesagt_am: now })
}

/** Windows in the order of their announcement. */
export const listWartungsfensterRows = async (
  db: Knex,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = db('wartungsfenster').select<WartungsfensterRow[]>('*').orderBy(['erstellt_am', 'id']).limit(limit)
  if (after) query.whereRaw('(erstellt_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.erstellt_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toWartungsfenster(row)),
  }))
}

/** Pause between two looks at the windows, in milliseconds: another process may have announced one. */
const lookInterval = 5_000

/** The windows that are running or still to come, known without asking the database for every request. */
export interface Wartungsplan {
  /** End of the window that runs at an instant; `undefined` when none does. */
  readonly endOf: (now: Date) => Date | undefined
  /** Reads the windows again. */
  readonly refresh: () => Promise<void>
  readonly close: () => void
}

/** Keeps the windows of the database in mind. Nothing is read until `refresh` is called first. */
export const createWartungsplan = ({ db, now, log }: Pick<Deps, 'db' | 'now' | 'log'>): Wartungsplan => {
  let fenster: readonly { readonly von: Date; readonly bis: Date }[] = []
  const refresh = async (): Promise<void> => {
    const { rows } = await db.pool.query({
      name: 'wartungsfenster_lesen',
      text: 'select von, bis from wartungsfenster where bis > $1 and abgesagt_am is null',
      values: [now()],
    })
    fenster = rows
  }
  const timer = setInterval(() => {
    refresh().catch((error: unknown) => log.warn({ err: error }, 'maintenance windows could not be read'))
  }, lookInterval)
  timer.unref()
  return {
    endOf: (instant) => {
      let end: Date | undefined
      for (const { von, bis } of fenster)
        if (von <= instant && instant < bis && (end === undefined || end < bis)) end = bis
      return end
    },
    refresh,
    close: () => clearInterval(timer),
  }
}
