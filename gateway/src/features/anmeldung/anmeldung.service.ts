import { limits } from '@berichtsheft/core'
import type { GuardedFetch } from '@berichtsheft/sdk/netz'
import { type CryptoKey, type JWTPayload, jwtVerify } from 'jose'
import type { Config } from '../../config.ts'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { isId } from '../../ids.ts'
import type { Keyring } from '../../schluessel/keyring.ts'
import { type Angemeldeter, parseMandant, toAngemeldeter, toPerson } from './angemeldeter.ts'
import { findZugang } from './anmeldung.queries.ts'
import { type Aussteller, createFremdaussteller } from './aussteller.ts'
import { findFremdkonto, readFremdperson } from './fremdanmeldung.service.ts'
import { createTokenCache } from './token-cache.ts'
import { readTokenText } from './token-text.ts'

export type { Angemeldeter } from './angemeldeter.ts'
export { ensureBetreiber } from './betreiber.ts'

/** The issuer of our own tokens. */
export const ownIssuer = (config: Pick<Config, 'PUBLIC_URL'>): string => `${config.PUBLIC_URL}/oidc`

/** Says who calls. */
export interface Tokenpruefung {
  /** The caller of a token that was verified before and still holds: no work, no waiting. */
  readonly known: (token: string) => Angemeldeter | undefined
  /**
   * Verifies a token and remembers it until it ends.
   *
   * @returns `undefined` for every token that is to be refused, whatever the reason
   * @throws ProblemError when the token is good, but its person has no account here
   * @throws Error when no verdict is possible: the keys are too old and cannot be read
   */
  readonly verify: (token: string) => Promise<Angemeldeter | undefined>
}

/** What verification works with. */
export interface TokenpruefungOptions extends Pick<Deps, 'config' | 'db' | 'now' | 'keyring'> {
  readonly onError: (error: Error) => void
  /** Way to an external issuer; leads to allowed networks only. */
  readonly fetch: GuardedFetch['fetch']
}

/**
 * Verifies access tokens of our own issuer or, where one is configured, of the external one in its place. Nothing in a
 * token names a key, an address or an algorithm that would be followed.
 *
 * @see RFC 9068 section 4; RFC 8725
 */
export const createTokenpruefung = (options: TokenpruefungOptions): Tokenpruefung => {
  const { config, db, now, keyring, onError } = options
  const cache = createTokenCache(limits.tokensGemerkt)
  const aussteller =
    config.ISSUER === undefined
      ? ownAussteller(ownIssuer(config), keyring)
      : createFremdaussteller({ issuer: config.ISSUER, fetch: options.fetch, onError })
  let generation = 0
  aussteller.onChange(() => {
    generation++
    cache.clear()
  })

  const findCaller = async (claims: JWTPayload): Promise<Angemeldeter | undefined> => {
    const { client_id, azp, art, mandant, scope } = claims
    const scopes = typeof scope === 'string' ? scope.split(' ') : []
    if (config.ISSUER === undefined) {
      if (art === 'person') {
        const { sub, acr } = claims
        if (typeof sub !== 'string' || mandant !== `konto:${sub}` || !isId(sub)) return undefined
        return toPerson({ kontoId: sub, stufe: acr === 'mehrfaktor' ? 'mehrfaktor' : 'normal', scopes })
      }
      const angabe = parseMandant(art, mandant)
      return typeof client_id === 'string' && angabe ? toAngemeldeter(client_id, angabe, scopes) : undefined
    }
    const clientId = client_id ?? azp
    if (typeof clientId === 'string' && isId(clientId)) {
      const zugang = await alsSystem({ db, now }, (trx) => findZugang(trx, clientId))
      // A client that was registered here is a machine, whoever its `sub` is; a locked one is nobody.
      if (zugang?.aktiv === true) return toAngemeldeter(clientId, { ...zugang, anbieterId: zugang.anbieter_id }, scopes)
      if (zugang !== undefined) return undefined
    }
    const person = scopes.includes('person') ? readFremdperson(claims, config) : undefined
    return person && findFremdkonto({ db, now }, config.ISSUER, person, scopes)
  }

  return {
    known: (token) => (aussteller.isCurrent() ? cache.get(token, now().getTime()) : undefined),
    verify: async (token) => {
      const text = readTokenText(token)
      if (text === undefined || !aussteller.algorithms.includes(text.alg)) return undefined
      await aussteller.refresh()
      const known = cache.get(token, now().getTime())
      if (known !== undefined) return known
      const before = generation
      const key = await aussteller.findKey(text)
      const claims = key && (await verifyClaims(token, key, aussteller, config.PUBLIC_URL, now()))
      const caller = claims && (await findCaller(claims))
      // A change of the keys in between has emptied the cache; what was verified before it must not come in after it.
      if (caller && before === generation) {
        cache.set(token, caller, (Number(claims.exp) + limits.uhrtoleranzSekunden) * 1000)
      }
      return caller
    },
  }
}

const verifyClaims = async (
  token: string,
  key: CryptoKey,
  { issuer, algorithms }: Aussteller,
  audience: string,
  currentDate: Date,
): Promise<JWTPayload | undefined> => {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...algorithms],
      typ: 'at+jwt',
      issuer,
      audience,
      currentDate,
      clockTolerance: limits.uhrtoleranzSekunden,
      requiredClaims: ['exp', 'iat'],
    })
    // jose compares `iat` with nothing; who issued this has a clock that is wrong by more than is tolerated, or ours is.
    const issuedAhead = Number(payload.iat) - currentDate.getTime() / 1000
    return issuedAhead > limits.uhrtoleranzSekunden ? undefined : payload
  } catch {
    return undefined // the answer is the same for every reason
  }
}

const ownAussteller = (issuer: string, keyring: Keyring): Aussteller => ({
  issuer,
  algorithms: ['RS256'],
  isCurrent: keyring.isCurrent,
  refresh: async () => {
    if (!keyring.isCurrent()) await keyring.refresh()
  },
  findKey: async ({ kid }) => {
    const found = keyring.tokenKey(kid)
    if (found !== undefined) return found
    await keyring.refresh(1_000) // it may be newer than what we know, but not every guess is worth a query
    return keyring.tokenKey(kid)
  },
  onChange: keyring.onChange,
})
