import { randomBytes } from 'node:crypto'
import { limits } from '@berichtsheft/core'
import { generateKey, type Jwks, type PrivateJwk, type Signer, wrapKey } from '@berichtsheft/core/signatur'
import type { CryptoKey } from 'jose'
import type { Knex } from 'knex'
import type pg from 'pg'
import type { Database } from '../db/client.ts'
import { alsSystem } from '../db/transaktion.ts'
import {
  buildKeyState,
  type Cookieschluessel,
  cookieBezug,
  findMissing,
  fingerprintOf,
  type KeyState,
  selectLive,
} from './key-state.ts'
import {
  deleteEndedKeys,
  deleteSchluessel,
  endSigning,
  findSigning,
  insertCookieschluessel,
  insertSchluessel,
  lockSchluessel,
  notifySchluessel,
  type SchluesselRow,
  type Schluesselzweck,
  type Signierzweck,
  schluesselChannel,
  selectSchluessel,
} from './keyring.queries.ts'
import { watchChannel } from './watch.ts'
import { openWithAny, unwrapText, wrapText } from './wrap-text.ts'

export type { Schluesselzweck, Signierzweck } from './keyring.queries.ts'

/** The keys of the gateway, the same in all its processes. What is read here is at most 5 seconds old. */
export interface Keyring {
  /** Signs packages, approvals and events (ES256). Ask for it each time: it changes with rotation. */
  readonly signer: () => Signer
  /** The private key that signs access tokens (RS256), for the embedded OpenID provider. */
  readonly tokenSigner: () => PrivateJwk
  /** Public keys, newest first, with the time in which each signed. The same object until the keys change. */
  readonly jwks: (zweck?: Signierzweck) => Jwks
  /** Secrets that sign cookies: the one that signs, then those that still verify. */
  readonly cookieKeys: () => readonly Cookieschluessel[]
  /** The key that verifies an access token, or `undefined` when there is none of this name or it has ended. */
  readonly tokenKey: (kid: string) => CryptoKey | undefined
  /** Whether the keys were read so lately that a removal cannot have been missed. */
  readonly isCurrent: () => boolean
  /**
   * Reads the keys again; calls at the same time share one query.
   *
   * @param minAge does nothing when they were read less than this many milliseconds ago
   * @throws Error when the database is not reachable
   */
  readonly refresh: (minAge?: number) => Promise<void>
  /** Calls back after every change of the keys; answers what ends this. */
  readonly onChange: (listener: () => void) => () => void
  /** Makes a new key that signs from now on; the old one verifies what it signed. Answers the new `kid`. */
  readonly rotate: (zweck: Schluesselzweck) => Promise<string>
  /**
   * Replaces the keys of tokens and cookies that have signed for so many days; of several processes one does it. Answers
   * what was replaced. Keys of packages stay until the operator replaces them, because receivers may have pinned them.
   */
  readonly rotateDue: (days: number) => Promise<readonly Schluesselzweck[]>
  /**
   * Removes a key: from now on nothing that it signed is accepted. A key that signs is replaced by a new one. Answers
   * `false` when there is no such key.
   */
  readonly remove: (kid: string) => Promise<boolean>
  /** Encrypts a secret for storage, bound to what it belongs to. */
  readonly wrap: (text: string, bezug: string) => Promise<string>
  /**
   * Decrypts what `wrap` encrypted.
   *
   * @throws Error when it belongs to something else, was changed, or was wrapped by another key
   */
  readonly unwrap: (wrapped: string, bezug: string) => Promise<string>
  readonly close: () => Promise<void>
}

/** What a keyring works with. */
export interface KeyringOptions {
  readonly db: Database
  /** Address for the connection that listens for changes; not through a pooler that shares connections. */
  readonly databaseUrl: string
  readonly now: () => Date
  /** 32 bytes; see `loadWrappingKey`. */
  readonly wrappingKey: Uint8Array
  /** The one before, while texts that it wrapped are still there. */
  readonly previousKey?: Uint8Array | undefined
  /** Told when the connection that listens is lost or the keys cannot be read; the keyring goes on trying. */
  readonly onError: (error: Error) => void
}

/** Pause between two looks at the table, in milliseconds; changes are told at once, this is for lost connections. */
const lookInterval = 2_000
/** Age in milliseconds from which keys are not trusted without reading them again. */
const trustedFor = 5_000

const verfahren = { token: 'RS256', paket: 'ES256' } as const

/**
 * How long after its replacement a key still counts, in seconds: a token key until the last token that it signed has
 * ended, a cookie key until the last cookie has, a package key while other processes learn of the new one.
 */
const overlapSeconds = {
  token: limits.tokenSekunden + 2 * limits.uhrtoleranzSekunden,
  paket: limits.uhrtoleranzSekunden,
  cookie: limits.sitzungTage * 86_400 + limits.uhrtoleranzSekunden,
}

const shift = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000)

/**
 * Opens the keys in the database. On first start one process makes them; the others wait for it.
 *
 * @throws Error when the database is not reachable, or the keys in it were wrapped by another key than the given one
 */
export const openKeyring = async (options: KeyringOptions): Promise<Keyring> => {
  const { db, databaseUrl, now, wrappingKey, previousKey, onError } = options
  const wrappingKeys = previousKey === undefined ? [wrappingKey] : [wrappingKey, previousKey]
  const listeners = new Set<() => void>()
  let state: KeyState | undefined
  let readAt = Number.NEGATIVE_INFINITY
  let started = 0
  let accepted = 0
  let pending: Promise<void> | undefined

  const create = async (trx: Knex, zweck: Schluesselzweck): Promise<string> => {
    // Clocks of other processes may be behind; what they sign with the new key must not look too early.
    const gueltigVon = shift(now(), -limits.uhrtoleranzSekunden)
    if (zweck === 'cookie') {
      const kid = randomBytes(32).toString('base64url')
      const geheimnis = randomBytes(32).toString('base64url')
      await insertCookieschluessel(trx, kid, await wrapText(geheimnis, cookieBezug, wrappingKey), gueltigVon)
      return kid
    }
    const paar = await generateKey(verfahren[zweck])
    await insertSchluessel(trx, zweck, paar, await wrapKey(paar.privateJwk, wrappingKey), gueltigVon)
    return paar.kid
  }

  /** Makes a new key that signs; the one before verifies for its time. */
  const replace = async (trx: Knex, zweck: Schluesselzweck): Promise<string> => {
    await endSigning(trx, zweck, shift(now(), overlapSeconds[zweck]))
    await deleteEndedKeys(trx, now())
    return create(trx, zweck)
  }

  /** Runs a change alone and tells every process of it. */
  const change = <T>(work: (trx: Knex) => Promise<T>): Promise<T> =>
    alsSystem({ db, now }, async (trx) => {
      // Another process may be making keys, which takes longer than any request may wait.
      await trx.raw("set local lock_timeout = '15s'")
      await lockSchluessel(trx)
      const result = await work(trx)
      await notifySchluessel(trx)
      return result
    })

  const createMissing = (zwecke: readonly Schluesselzweck[]): Promise<void> =>
    change(async (trx) => {
      for (const zweck of zwecke) if (!(await findSigning(trx, zweck))) await create(trx, zweck)
    })

  const read = async (client: Pick<pg.ClientBase, 'query'>): Promise<readonly SchluesselRow[]> =>
    selectLive(await selectSchluessel(client, now()), now())

  const load = async (client: Pick<pg.ClientBase, 'query'>): Promise<void> => {
    const number = ++started
    let at = performance.now()
    let rows = await read(client)
    const missing = findMissing(rows)
    if (missing.length > 0) {
      await createMissing(missing)
      at = performance.now()
      rows = await read(client)
    }
    const next = state?.fingerprint === fingerprintOf(rows) ? state : await buildKeyState(rows, wrappingKeys)
    if (number < accepted) return // a look that began later has already told more
    accepted = number
    readAt = at
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  const refresh = async (minAge = 0): Promise<void> => {
    if (performance.now() - readAt < minAge) return
    pending ??= load(db.pool).finally(() => {
      pending = undefined
    })
    await pending
  }

  const current = (): KeyState => {
    if (state === undefined) throw new Error('the keys have not been read')
    return state
  }

  await load(db.pool).catch((cause: unknown) => {
    const message = 'The keys in the database cannot be used; was another SCHLUESSEL or key file used before?'
    throw cause instanceof Error && cause.name === 'SignaturError' ? new Error(message, { cause }) : cause
  })
  const watch = watchChannel({ databaseUrl, channel: schluesselChannel, interval: lookInterval, look: load, onError })

  return {
    signer: () => current().signer,
    tokenSigner: () => current().tokenSigner,
    jwks: (zweck) => current().jwks[zweck ?? 'alle'],
    cookieKeys: () => current().cookieKeys,
    tokenKey: (kid) => {
      const found = current().tokenKeys.get(kid)
      return found !== undefined && found.until > now().getTime() ? found.key : undefined
    },
    isCurrent: () => performance.now() - readAt < trustedFor,
    refresh,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    rotate: async (zweck) => {
      const kid = await change((trx) => replace(trx, zweck))
      await load(db.pool)
      return kid
    },
    rotateDue: async (days) => {
      const oldest = shift(now(), -days * 86_400)
      const due = async (db: Knex, zweck: Schluesselzweck): Promise<boolean> => {
        const signing = await findSigning(db, zweck)
        return signing !== undefined && signing.gueltig_von <= oldest
      }
      const replaced: Schluesselzweck[] = []
      for (const zweck of ['token', 'cookie'] as const) {
        if (!(await alsSystem({ db, now }, (trx) => due(trx, zweck)))) continue
        // Looked at again under the lock: another process may have been first.
        const done = await change(async (trx) => {
          if (!(await due(trx, zweck))) return false
          await replace(trx, zweck)
          return true
        })
        if (done) replaced.push(zweck)
      }
      if (replaced.length > 0) await load(db.pool)
      return replaced
    },
    remove: async (kid) => {
      const removed = await change(async (trx) => {
        const row = await deleteSchluessel(trx, kid)
        if (row?.gueltig_bis === null) await create(trx, row.zweck)
        return row !== undefined
      })
      await load(db.pool)
      return removed
    },
    wrap: (text, bezug) => wrapText(text, bezug, wrappingKey),
    unwrap: (wrapped, bezug) => openWithAny(wrappingKeys, (key) => unwrapText(wrapped, bezug, key)),
    close: watch.close,
  }
}
