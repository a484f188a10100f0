import { type Berichtsheft, type CreateBerichtsheft, canonicalize, type UpdateBerichtsheft } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { createId } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { checkHeft } from '../regel/pruefung.ts'
import { findBerichtsheft, gelesenesHeft, kopfSpalten, lockBerichtsheft } from './berichtsheft.queries.ts'

/** Appends the event of a change of a book's head to its chain. */
const appendHeftEreignis = (
  trx: Knex.Transaction,
  id: string,
  art: string,
  version: number,
  clientId: string,
  now: Date,
): Promise<unknown> =>
  trx.raw('select ereignis_anhaengen(?, ?)', [
    id,
    canonicalize({ art, durch: clientId, objekt: id, version, zeitpunkt: now.toISOString() }),
  ])

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
  const id = createId(now)
  const anbieterId = aufrufer.anbieterId
  const claimed = await trx('fremdschluessel')
    .insert({ anbieter_id: anbieterId, art: 'h', fremd_id: kopf.fremdId, id })
    .onConflict()
    .ignore()
    .returning('id')
  if (claimed.length === 0)
    throw new ProblemError('conflict', { detail: `The key ${kopf.fremdId} is taken by another book` })
  await trx('berichtsheft').insert({
    id,
    anbieter_id: anbieterId,
    fremd_id: kopf.fremdId,
    status: 'aktiv',
    version: 1,
    ...kopfSpalten(kopf),
    erstellt_am: now,
    geaendert_am: now,
  })
  await appendHeftEreignis(trx, id, 'heft.angelegt', 1, aufrufer.clientId, now)
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
  await appendHeftEreignis(trx, id, 'heft.geaendert', row.version + 1, aufrufer.clientId, now)
  return readHeft(trx, id)
}

const readHeft = async (trx: Knex.Transaction, id: string): Promise<Gelesen<Berichtsheft>> => {
  const row = await findBerichtsheft(trx, id)
  if (!row) throw new Error('a book vanished inside its own transaction')
  return gelesenesHeft(row)
}
