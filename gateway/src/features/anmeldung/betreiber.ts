import { readFileSync } from 'node:fs'
import path from 'node:path'
import { generateKey, thumbprint } from '@berichtsheft/core/signatur'
import type { JWK } from 'jose'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { createSecretFile } from '../../schluessel/wrapping-key.ts'

/** The operator's machine client. */
export interface Betreiberzugang {
  readonly clientId: string
  /** The file that this start has made, with the private key. */
  readonly createdFile?: string
}

const lockKey = 7_236_114_504

/** Members of a public key that are kept; nothing private slips through. */
const publicMembers = ['kty', 'kid', 'alg', 'use', 'crv', 'x', 'y', 'n', 'e'] as const

/**
 * Makes sure that the operator can sign in. Where there is no operator's client, one is made: with the key of
 * `BETREIBER_JWK`, else with a new key whose private half is written to `DATA_DIR/betreiber.jwk.json` (mode 0600, with
 * the member `clientId`). Where there is one and `BETREIBER_JWK` holds another key, that key takes the place of its old
 * one: so an operator who has lost the key gets in again.
 *
 * @returns the oldest operator's client that is not locked, or `undefined` when all are locked
 * @throws Error when `BETREIBER_JWK` or the file is no such key
 */
export const ensureBetreiber = (deps: Pick<Deps, 'config' | 'db' | 'now'>): Promise<Betreiberzugang | undefined> =>
  alsSystem(deps, async (trx) => {
    await trx.raw("set local lock_timeout = '15s'")
    await trx.raw('select pg_advisory_xact_lock(?)', [lockKey])
    const given =
      deps.config.BETREIBER_JWK === undefined ? undefined : parseKey(deps.config.BETREIBER_JWK, 'BETREIBER_JWK')
    const zugaenge = await trx('zugang')
      .where({ art: 'betreiber' })
      .orderBy('erstellt_am')
      .select<{ client_id: string; schluessel: JWK; gesperrt_am: Date | null }[]>(
        'client_id',
        'schluessel',
        'gesperrt_am',
      )
    if (zugaenge.length === 0) {
      return given ? insert(trx, createId(deps.now()), given, deps.now()) : createWithFile(trx, deps)
    }
    const active = zugaenge.filter((zugang) => zugang.gesperrt_am === null)
    const [oldest] = active
    if (oldest === undefined) return undefined
    if (given !== undefined)
      await replaceKey(
        trx,
        oldest.client_id,
        active.map(({ schluessel }) => schluessel),
        given,
      )
    return { clientId: oldest.client_id }
  })

const createWithFile = async (trx: Knex, { config, now }: Pick<Deps, 'config' | 'now'>): Promise<Betreiberzugang> => {
  const file = path.join(config.DATA_DIR, 'betreiber.jwk.json')
  const { privateJwk } = await generateKey('ES256')
  const draft = { ...privateJwk, use: 'sig', clientId: createId(now()) }
  // A file that is there already belongs to a first start that was cut off: its key and client id are taken.
  const created = createSecretFile(file, () => `${JSON.stringify(draft, undefined, 2)}\n`)
  const text = readFileSync(file, 'utf8')
  const { clientId } = JSON.parse(text) as { clientId?: unknown }
  if (typeof clientId !== 'string') throw new Error(`${file} has no clientId; remove it, and a new key is made`)
  return { ...(await insert(trx, clientId, parseKey(text, file), now())), ...(created ? { createdFile: file } : {}) }
}

const insert = async (trx: Knex, clientId: string, key: JWK, now: Date): Promise<Betreiberzugang> => {
  await trx('zugang').insert({
    client_id: clientId,
    art: 'betreiber',
    name: 'Betreiber',
    schluessel: JSON.stringify(await named(key)),
    erstellt_am: now,
  })
  return { clientId }
}

const replaceKey = async (trx: Knex, clientId: string, known: readonly JWK[], given: JWK): Promise<void> => {
  const thumbprints = await Promise.all(known.map((jwk) => thumbprint(jwk)))
  if (thumbprints.includes(await thumbprint(given))) return
  await trx('zugang')
    .where({ client_id: clientId })
    .update({ schluessel: JSON.stringify(await named(given)) })
}

/** A key without a name gets its thumbprint. */
const named = async (key: JWK): Promise<JWK> => ({ ...key, kid: key.kid ?? (await thumbprint(key)) })

const parseKey = (text: string, place: string): JWK => {
  const jwk = parseObject(text)
  if (jwk === undefined || !['EC', 'RSA'].includes(String(jwk.kty))) {
    throw new Error(`${place} holds no JWK of type EC or RSA`)
  }
  if ((jwk.kty === 'EC' && jwk.crv !== 'P-256') || (jwk.kty === 'RSA' && String(jwk.n).length < 340)) {
    throw new Error(`${place} holds a key that is neither P-256 nor RSA of 2048 bits or more`)
  }
  return Object.fromEntries(publicMembers.filter((name) => name in jwk).map((name) => [name, jwk[name]])) as JWK
}

const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined // the caller names the place; the text may be a secret
  }
}
