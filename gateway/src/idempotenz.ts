import { createHash } from 'node:crypto'
import { canonicalize, limits } from '@berichtsheft/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { inTransaktion } from './db/transaktion.ts'
import type { Deps } from './deps.ts'
import { ProblemError } from './problem-error.ts'
import { sendFinished } from './send-finished.ts'

/** Answer of a write: status, body text and headers that belong to it. */
export interface Antwort {
  readonly status: number
  readonly koerper: string
  readonly kopf?: Readonly<Record<string, string>>
}

/** The Idempotency-Key of a request, checked; `undefined` without one. */
export const idempotenzSchluesselOf = (request: FastifyRequest): string | undefined => {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (
    typeof key !== 'string' ||
    key.length === 0 ||
    key.length > limits.idempotenzSchluessel ||
    !/^[!-~]+$/.test(key)
  ) {
    throw new ProblemError('malformed-request', {
      detail: `Idempotency-Key has 1 to ${limits.idempotenzSchluessel} printable ASCII characters`,
    })
  }
  return key
}

/** Hash of what a request asks for: address and body; two requests with the same hash ask for the same. */
export const koerperHashOf = (request: FastifyRequest): string =>
  createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(request.body === undefined ? '' : canonicalize(request.body))
    .digest('hex')

/**
 * Runs a write once per Idempotency-Key: the record and the effect are one transaction, so a repeated request gets the
 * first answer byte for byte, also after a crash. Without a key it just runs.
 *
 * @param mandant the tenant that the key belongs to
 * @throws ProblemError idempotency-key-reused when the key came with another request before
 */
export const runIdempotent = async (
  trx: Knex.Transaction,
  request: FastifyRequest,
  mandant: string,
  now: Date,
  run: () => Promise<Antwort>,
): Promise<Antwort> => {
  const schluessel = idempotenzSchluesselOf(request)
  if (schluessel === undefined) return run()
  const vorgang = request.routeOptions.schema?.operationId ?? request.url
  return runOnce(trx, { mandant, schluessel, vorgang, koerperHash: koerperHashOf(request) }, now, run)
}

/**
 * Does a write of the caller in one transaction, once per Idempotency-Key; see {@link runIdempotent}.
 *
 * @param work gets the instant of the write
 */
export const writeOnce = (
  deps: Pick<Deps, 'db' | 'now'>,
  request: FastifyRequest,
  work: (trx: Knex.Transaction, now: Date) => Promise<Antwort>,
): Promise<Antwort> => {
  const { aufrufer } = request
  const now = deps.now()
  return inTransaktion(deps, aufrufer, (trx) =>
    runIdempotent(trx, request, aufrufer.mandant, now, () => work(trx, now)),
  )
}

/** What is done once: for whom, under which key, and the hash of what is asked for (hexadecimal). */
export interface Once {
  readonly mandant: string
  readonly schluessel: string
  readonly vorgang: string
  readonly koerperHash: string
}

/**
 * Runs a write once per key; see {@link runIdempotent}.
 *
 * @throws ProblemError idempotency-key-reused when the key came with another request before
 */
export const runOnce = async (
  trx: Knex.Transaction,
  { mandant, schluessel, vorgang, koerperHash }: Once,
  now: Date,
  run: () => Promise<Antwort>,
): Promise<Antwort> => {
  const inserted = await trx('idempotenz')
    .insert({ mandant, schluessel, vorgang, koerper_hash: Buffer.from(koerperHash, 'hex'), erstellt_am: now })
    .onConflict()
    .ignore()
    .returning('schluessel')
  if (inserted.length === 0) return findFruehereAntwort(trx, mandant, schluessel, koerperHash)
  const antwort = await run()
  await trx('idempotenz')
    .where({ mandant, schluessel })
    .update({ status: antwort.status, antwort: antwort.koerper, kopf: JSON.stringify(antwort.kopf ?? {}) })
  return antwort
}

/**
 * The answer that a key got before.
 *
 * @throws ProblemError idempotency-key-reused when the request was another one
 */
export const findFruehereAntwort = async (
  trx: Knex,
  mandant: string,
  schluessel: string,
  koerperHash: string,
): Promise<Antwort> => {
  const row:
    | { koerper_hash: Buffer; status: number; antwort: string; kopf: Record<string, string> | null }
    | undefined = await trx('idempotenz')
    .where({ mandant, schluessel })
    .first('koerper_hash', 'status', 'antwort', 'kopf')
  if (!row)
    throw new ProblemError('conflict', {
      detail: 'The first request with this Idempotency-Key is still running or failed; try again',
    })
  if (row.koerper_hash.toString('hex') !== koerperHash)
    throw new ProblemError('idempotency-key-reused', { detail: `Idempotency-Key ${schluessel}` })
  return { status: row.status, koerper: row.antwort, kopf: { ...row.kopf, 'idempotent-replayed': 'true' } }
}

/** Sends an answer whose body is finished JSON; see {@link sendFinished}. */
export const sendAntwort = (reply: FastifyReply, { status, koerper, kopf }: Antwort): void =>
  sendFinished(
    reply
      .code(status)
      .headers({ ...kopf })
      .header('content-type', 'application/json; charset=utf-8'),
    koerper,
  )
