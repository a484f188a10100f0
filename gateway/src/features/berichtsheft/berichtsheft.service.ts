import { type Berichtsheft, type CreateBerichtsheft, canonicalize, type UpdateBerichtsheft } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { createId } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { checkHeft } from '../regel/pruefung.ts'
import { findBerichtsheft, gelesenesHeft, kopfSpalten, lockBerichtsheft } from './berichtsheft.queries.ts'

/** Text of the event of a book's head. */
const heftEreignis = (id: string, art: string, version: number, clientId: string, now: Date): string =>
  canonicalize({ art, durch: clientId, objekt: id, version, zeitpunkt: now.toISOString() })

/** A new book on its way into the database. */
export interface Heftanlage {
  readonly id: string
  /** The row of the book as JSON, by the names of its columns. */
  readonly zeile: string
  /** Text of the event with which the chain of the book begins. */
  readonly ereignis: string
}

/** Gives the head of a book an id and makes it ready for `heft_anlegen`. Rules are not asked here. */
export const toHeftanlage = (aufrufer: Angemeldeter, kopf: CreateBerichtsheft, now: Date): Heftanlage => {
  const id = createId(now)
  return {
    id,
    zeile: JSON.stringify({
      id,
      anbieter_id: aufrufer.anbieterId,
      fremd_id: kopf.fremdId,
      status: 'aktiv',
      version: 1,
      ...kopfSpalten(kopf),
      erstellt_am: now,
      geaendert_am: now,
    }),
    ereignis: heftEreignis(id, 'heft.angelegt', 1, aufrufer.clientId, now),
  }
}

/**
 * Creates a book and the begin of its event chain.
 *
 * @throws ProblemError rule-violated, or conflict when the key of the vendor is taken
 */
export const insertBerichtsheft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  kopf: CreateBerichtsheft,
  now: Date,
): Promise<string> => {
  checkHeft(kopf, now)
  const { id, zeile, ereignis } = toHeftanlage(aufrufer, kopf, now)
  const { rows } = await trx.raw<{ rows: { id: string }[] }>('select heft_anlegen(?, ?) as id', [zeile, ereignis])
  if (rows[0]?.id !== id)
    throw new ProblemError('conflict', { detail: `The key ${kopf.fremdId} is taken by another book` })
  return id
}

/**
 * Changes the head of a book: absent leaves, null removes.
 *
 * @param expected version that the caller saw (If-Match)
 * @throws ProblemError not-found, precondition-failed, rule-violated
 */
export const changeBerichtsheft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  change: UpdateBerichtsheft,
  expected: number,
  now: Date,
): Promise<Gelesen<Berichtsheft>> => {
  const row = await lockBerichtsheft(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Berichtsheft ${id}` })
  await checkStand(expected, row.version, () => readHeft(trx, id))
  const { status = row.status, ...fields } = change
  const kopf = Object.fromEntries(
    Object.entries({ ...(JSON.parse(row.kopf) as CreateBerichtsheft), ...fields }).filter(
      ([, value]) => value !== null,
    ),
  ) as unknown as CreateBerichtsheft
  checkHeft(kopf, now)
  await trx('berichtsheft')
    .where({ id })
    .update({ ...kopfSpalten(kopf), status, version: row.version + 1, geaendert_am: now })
  await trx.raw('select ereignis_anhaengen(?, ?)', [
    id,
    heftEreignis(id, 'heft.geaendert', row.version + 1, aufrufer.clientId, now),
  ])
  return readHeft(trx, id)
}

const readHeft = async (trx: Knex.Transaction, id: string): Promise<Gelesen<Berichtsheft>> => {
  const row = await findBerichtsheft(trx, id)
  if (!row) throw new Error('a book vanished inside its own transaction')
  return gelesenesHeft(row)
}
