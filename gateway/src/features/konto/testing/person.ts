import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import { alsSystem } from '../../../db/transaktion.ts'
import type { Deps } from '../../../deps.ts'
import { findKontoByEmail } from '../konto.queries.ts'

/** The id of the account with this address. */
export const idOf = async (deps: Pick<Deps, 'db' | 'now'>, email: string): Promise<string> => {
  const konto = await alsSystem(deps, (trx) => findKontoByEmail(trx, email))
  if (konto === undefined) throw new Error(`there is no account ${email}`)
  return konto.id
}

/** An access token as the provider gives it to a person, good for an hour. */
export const createPersonToken = async (
  deps: Pick<Deps, 'db' | 'now' | 'keyring' | 'config'>,
  email: string,
  acr: 'normal' | 'mehrfaktor' = 'normal',
): Promise<string> => {
  const id = await idOf(deps, email)
  const jwk = deps.keyring.tokenSigner()
  const seconds = Math.floor(deps.now().getTime() / 1000)
  return new SignJWT({
    client_id: 'test',
    scope: 'person',
    art: 'person',
    mandant: `konto:${id}`,
    acr,
    jti: randomUUID(),
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: jwk.kid })
    .setIssuer(`${deps.config.PUBLIC_URL}/oidc`)
    .setAudience(deps.config.PUBLIC_URL)
    .setSubject(id)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 3_600)
    .sign(await importJWK(jwk, 'RS256'))
}
