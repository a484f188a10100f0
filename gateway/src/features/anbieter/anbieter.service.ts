import {
  type Anbieter,
  type CreateAnbieter,
  type CreateZugang,
  checkKammernummer,
  type OeffentlicherSchluessel,
  type UpdateAnbieter,
  type Verstoss,
  type Zugang,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { createId } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand, type Gelesen } from '../../stand.ts'
import {
  findAnbieter,
  gelesenerAnbieter,
  lockAnbieter,
  toAnbieter,
  toZugang,
  type ZugangRow,
} from './anbieter.queries.ts'

const finding = (pfad: string, text: string, textEnglisch: string): Verstoss => ({
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad,
  text,
  textEnglisch,
})

/** Why a public key cannot sign an assertion; the parts that belong to its kind must be there and no others. */
const faultOfKey = ({ kty, crv, x, y, n, e, alg }: OeffentlicherSchluessel): Verstoss | undefined => {
  const complete =
    kty === 'EC'
      ? crv && x && y && !n && !e && (alg ?? 'ES256') === 'ES256'
      : n && e && !crv && !x && !y && alg !== 'ES256'
  return complete
    ? undefined
    : finding(
        '/schluessel',
        'Der öffentliche Schlüssel ist unvollständig oder gemischt.',
        'The public key is incomplete or mixed.',
      )
}

/**
 * Stores a machine client.
 *
 * @throws ProblemError rule-violated when tenant and kind do not fit or the key is incomplete, not-found for an unknown vendor
 */
export const insertZugang = async (
  trx: Knex.Transaction,
  { art, anbieterId, knr, name, schluessel }: CreateZugang,
  now: Date,
): Promise<Zugang> => {
  const verstoesse: Verstoss[] = []
  if ((art === 'anbieter') !== (anbieterId !== undefined))
    verstoesse.push(
      finding(
        '/anbieterId',
        'Der Anbieter ist genau bei der Art anbieter anzugeben.',
        'The vendor is given exactly for the kind anbieter.',
      ),
    )
  if ((art === 'kammer') !== (knr !== undefined))
    verstoesse.push(
      finding(
        '/knr',
        'Die Kammernummer ist genau bei der Art kammer anzugeben.',
        'The chamber number is given exactly for the kind kammer.',
      ),
    )
  const kammer = knr === undefined ? undefined : checkKammernummer(knr, '/knr')
  if (kammer !== undefined) verstoesse.push(kammer)
  const keyFault = faultOfKey(schluessel)
  if (keyFault) verstoesse.push(keyFault)
  if (verstoesse.length > 0) throw new ProblemError('rule-violated', { verstoesse })
  if (anbieterId !== undefined && !(await findAnbieter(trx, anbieterId)))
    throw new ProblemError('not-found', { detail: `Anbieter ${anbieterId}` })
  const [row] = await trx('zugang')
    .insert({
      client_id: createId(now),
      art,
      anbieter_id: anbieterId ?? null,
      knr: knr ?? null,
      name,
      schluessel: JSON.stringify(schluessel),
      erstellt_am: now,
    })
    .returning<ZugangRow[]>('*')
  if (!row) throw new Error('an inserted client was not returned')
  return toZugang(row)
}

/** Stores a vendor, and with its key its first machine client. Vendors are active at once: who registers them decides. */
export const insertAnbieter = async (
  trx: Knex.Transaction,
  { schluessel, ...anbieter }: CreateAnbieter,
  now: Date,
): Promise<Anbieter> => {
  const row = {
    id: createId(now),
    version: 1,
    ...anbieter,
    status: 'aktiv' as const,
    erstellt_am: now,
    geaendert_am: now,
  }
  await trx('anbieter').insert(row)
  if (schluessel === undefined) return toAnbieter(row)
  const zugang = await insertZugang(
    trx,
    { art: 'anbieter', anbieterId: row.id, name: anbieter.produkt, schluessel },
    now,
  )
  return { ...toAnbieter(row), zugang }
}

/**
 * Admits or locks a vendor.
 *
 * @param expected version that the caller saw (If-Match)
 * @throws ProblemError not-found, precondition-failed
 */
export const changeAnbieter = async (
  trx: Knex.Transaction,
  id: string,
  { status }: UpdateAnbieter,
  expected: number,
  now: Date,
): Promise<Gelesen<Anbieter>> => {
  const row = await lockAnbieter(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Anbieter ${id}` })
  await checkStand(expected, row.version, () => gelesenerAnbieter(row))
  const changed = { status, version: row.version + 1, geaendert_am: now }
  await trx('anbieter').where({ id }).update(changed)
  return gelesenerAnbieter({ ...row, ...changed })
}
