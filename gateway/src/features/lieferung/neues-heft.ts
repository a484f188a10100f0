import { limits } from '@berichtsheft/core'
import type pg from 'pg'
import { busyError, lockTimeoutFrom, refuseGone } from '../../db/wartezeit.ts'
import { createIdIn } from '../../ids.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { type Nachweissatz, toSatz } from '../ausbildungsnachweis/nachweis-satz.ts'
import { nachweisWerte } from '../ausbildungsnachweis/nachweis-speicher.ts'
import { toHeftanlage } from '../berichtsheft/berichtsheft.service.ts'
import type { GeprueftesHeft } from './lieferung-pruefung.ts'

/** A new book with its reports, ready to be stored. */
export interface NeuesHeft {
  readonly id: string
  readonly saetze: readonly Nachweissatz[]
  /** Values of `lieferung_anlegen`. */
  readonly werte: readonly unknown[]
}

/** Calls the function that stores a book with its reports, or nothing where the vendor's key is taken; answers the book that has it. */
export const lieferungAnlegenSql = `lieferung_anlegen(${Array.from({ length: 19 }, (_, i) => `$${i + 1}`).join(', ')})`

/** Gives a checked book and its reports their ids, texts and hashes. */
export const toNeuesHeft = (
  aufrufer: Angemeldeter,
  { kopf, nachweise }: Pick<GeprueftesHeft, 'kopf' | 'nachweise'>,
  now: Date,
): NeuesHeft => {
  const { id, zeile, ereignis } = toHeftanlage(aufrufer, kopf, now)
  const saetze = nachweise.map((nachweis) => toSatz(createIdIn(id, now), nachweis))
  const neue = saetze.map((satz) => ({ berichtsheftId: id, satz }))
  return { id, saetze, werte: [zeile, ereignis, ...nachweisWerte(aufrufer.clientId, now, neue)] }
}

// The tenant is set before the key is looked up, because the look depends on it; see the statements of reports.
const lookUp = {
  name: 'heft_bekannt',
  text: `select f.id
    from mandant_setzen($1, $2) m (mandant)
    cross join lateral (select k.id from fremdschluessel k
      where k.anbieter_id = $3 and k.art = 'h' and k.fremd_id = $4 and m.mandant is not null offset 0) f`,
}

const insert = {
  name: 'lieferung_anlegen',
  text: `select set_config('lock_timeout', $20, true), ${lieferungAnlegenSql} as id`,
}

/** A report's key of the vendor belongs to another book. */
const isKeyTaken = (error: unknown): boolean => (error as { code?: unknown }).code === 'BH409'

/**
 * Stores a new book with its reports and events in one statement, which is a transaction of its own. Nothing is sent for
 * a client that has gone.
 *
 * @returns `undefined` when nothing was stored, because a key of the vendor, the book's or a report's, is taken
 */
export const insertNeuesHeft = async (
  pool: pg.Pool,
  aufrufer: Angemeldeter,
  heft: GeprueftesHeft,
  now: Date,
): Promise<NeuesHeft | undefined> => {
  const since = performance.now()
  const connection = await pool.connect()
  try {
    refuseGone(aufrufer)
    if (performance.now() - since > limits.verbindungszeit) throw busyError()
    const { clientId, anbieterId } = aufrufer
    const known = await connection.query({ ...lookUp, values: [clientId, now, anbieterId, heft.kopf.fremdId] })
    if (known.rows.length > 0) return undefined
    const neu = toNeuesHeft(aufrufer, heft, now)
    refuseGone(aufrufer)
    const { rows } = await connection.query<{ id: string }>({
      ...insert,
      values: [...neu.werte, lockTimeoutFrom(since)],
    })
    return rows[0]?.id === neu.id ? neu : undefined
  } catch (error) {
    if (isKeyTaken(error)) return undefined
    throw error
  } finally {
    connection.release()
  }
}
