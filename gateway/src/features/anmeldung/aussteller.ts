import { limits } from '@berichtsheft/core'
import type { GuardedFetch } from '@berichtsheft/sdk/netz'
import { type CryptoKey, createLocalJWKSet, type JWK, type JWSHeaderParameters } from 'jose'

/** The signing keys of whoever issues access tokens. */
export interface Aussteller {
  /** The `iss` of its tokens. */
  readonly issuer: string
  readonly algorithms: readonly string[]
  /** Whether its keys are so fresh that tokens verified with them may be trusted without looking again. */
  readonly isCurrent: () => boolean
  /**
   * Makes the keys current.
   *
   * @throws Error when they cannot be had and the ones at hand are too old; then nothing is accepted
   */
  readonly refresh: () => Promise<void>
  /** The key of this name, if need be after looking for new ones; `undefined` when there is none. */
  readonly findKey: (header: { readonly alg: string; readonly kid: string }) => Promise<CryptoKey | undefined>
  /** Calls back when keys were added or removed; answers what ends this. */
  readonly onChange: (listener: () => void) => () => void
}

/** How an external issuer is reached. */
export interface FremdausstellerOptions {
  /** Address of the issuer, as its tokens name it. */
  readonly issuer: string
  /** Leads to allowed networks only, follows no redirect, and limits time and size. */
  readonly fetch: GuardedFetch['fetch']
  /** Told of every failed attempt to read the keys. */
  readonly onError: (error: Error) => void
}

/** Shortest pause between two looks for an unknown key or after a failure, in milliseconds. */
const shortestPause = 5_000

/**
 * An external issuer (Keycloak or any other) by its discovery document and key set. Keys are read again when they are
 * older than a minute, so a key that the issuer removed is refused after at most that time. While the issuer does not
 * answer, the keys at hand serve until ten minutes after they were last read; then every token is refused.
 *
 * @see OpenID Connect Discovery 1.0 section 4; RFC 7517
 */
export const createFremdaussteller = ({ issuer, fetch, onError }: FremdausstellerOptions): Aussteller => {
  const listeners = new Set<() => void>()
  let keys: ReturnType<typeof createLocalJWKSet> | undefined
  let fingerprint = ''
  let readAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let failed = false
  let pending: Promise<void> | undefined

  const age = (instant: number): number => performance.now() - instant
  const isFresh = (): boolean => age(readAt) < limits.ausstellerFrischSekunden * 1000
  const isUsable = (): boolean => age(readAt) < limits.ausstellerNotfallSekunden * 1000

  const read = async (): Promise<void> => {
    triedAt = performance.now()
    const discovery = await fetchJson(fetch, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    if (discovery.issuer !== issuer) throw new Error(`the discovery document names another issuer than ${issuer}`)
    const address = discovery.jwks_uri
    if (typeof address !== 'string' || !/^https?:\/\//.test(address)) throw new Error('jwks_uri is no address')
    const accepted = selectKeys(await fetchJson(fetch, address))
    readAt = triedAt
    const next = JSON.stringify(accepted)
    if (next === fingerprint) return
    keys = createLocalJWKSet({ keys: accepted })
    fingerprint = next
    for (const listener of listeners) listener()
  }

  /** One attempt at a time, and none right after another. */
  const attempt = async (): Promise<void> => {
    if (pending === undefined && age(triedAt) < shortestPause) return
    pending ??= read()
      .then(
        () => {
          failed = false
        },
        (error: Error) => {
          failed = true
          onError(error)
        },
      )
      .finally(() => {
        pending = undefined
      })
    await pending
  }

  const refresh = async (): Promise<void> => {
    if (isFresh()) return
    const attempted = attempt()
    // Who is known not to answer is not waited for as long as the keys at hand may serve.
    if (!failed || !isUsable()) await attempted
    if (!isUsable()) throw new Error(`the keys of the issuer ${issuer} cannot be read`)
  }

  return {
    issuer,
    algorithms: ['RS256', 'PS256', 'ES256'],
    isCurrent: () => isFresh() || (isUsable() && failed && age(triedAt) < shortestPause),
    refresh,
    findKey: async (header) => {
      await refresh()
      const find = async (): Promise<CryptoKey | undefined> =>
        keys?.(header as JWSHeaderParameters).catch(() => undefined) // unknown or ambiguous: there is no such key
      const found = await find()
      if (found !== undefined) return found
      await attempt()
      return find()
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/**
 * The keys of a set that may verify signatures. A private or symmetric key in it is known to everybody, so it verifies
 * nothing.
 *
 * @throws Error when this is no key set, or holds more keys than a hundred
 */
const selectKeys = ({ keys }: Record<string, unknown>): JWK[] => {
  if (!Array.isArray(keys)) throw new Error('the key set has no keys')
  if (keys.length > limits.ausstellerSchluessel) {
    throw new Error(`the key set has ${keys.length} keys, more than ${limits.ausstellerSchluessel}`)
  }
  return keys.filter(
    (key): key is JWK =>
      typeof key === 'object' &&
      key !== null &&
      ['EC', 'RSA'].includes(key.kty) &&
      typeof key.kid === 'string' &&
      [undefined, 'sig'].includes(key.use) &&
      !secretMembers.some((member) => member in key),
  )
}

/** Reads a JSON object. Redirects are not followed; time, size and networks are limited by `fetch`. */
const fetchJson = async (fetch: GuardedFetch['fetch'], address: string): Promise<Record<string, unknown>> => {
  const response = await fetch(address, { headers: { accept: 'application/json' } })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`${address} answered ${response.status}`)
  }
  const value: unknown = await response.json()
  if (typeof value !== 'object' || value === null) throw new Error(`${address} answered no JSON object`)
  return value as Record<string, unknown>
}
