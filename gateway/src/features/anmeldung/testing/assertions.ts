import { randomUUID } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { importJWK, type JWK, SignJWT } from 'jose'

/** Issuer of a gateway with the default `PUBLIC_URL`. */
export const issuer = 'http://localhost:8080/oidc'

/** Now, in seconds since 1970. */
export const seconds = () => Math.floor(Date.now() / 1000)

/** A machine client with its private key. */
export interface Signing {
  readonly clientId: string
  readonly jwk: JWK
}

/** What is different from a good assertion; `undefined` removes a claim. */
export interface AssertionChange {
  readonly header?: Record<string, unknown>
  readonly claims?: Record<string, unknown>
  readonly jwk?: JWK
  readonly alg?: string
}

/** Claims of a good assertion, with a change. */
export const claimsOf = (client: Pick<Signing, 'clientId'>, change: Record<string, unknown> = {}) =>
  JSON.parse(
    JSON.stringify({
      iss: client.clientId,
      sub: client.clientId,
      aud: issuer,
      jti: randomUUID(),
      iat: seconds(),
      exp: seconds() + 60,
      ...change,
    }),
  )

/** A client assertion (RFC 7523). */
export const createAssertion = async (
  client: Signing,
  { header, claims, jwk = client.jwk, alg = 'ES256' }: AssertionChange = {},
): Promise<string> =>
  new SignJWT(claimsOf(client, claims))
    .setProtectedHeader({ alg, kid: String(client.jwk.kid), ...header })
    .sign(await importJWK(jwk, alg))

/** Body of a token request. */
export const toForm = (assertion: string, more: Record<string, string> = {}): string =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    ...more,
  }).toString()

/** Sends a body to the token endpoint. */
export const postToken = (
  server: FastifyInstance,
  payload: string,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> =>
  server.inject({
    method: 'POST',
    url: '/oidc/token',
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

/** Asks for a token with a good assertion, or with one that has a change. */
export const requestToken = async (
  server: FastifyInstance,
  client: Signing,
  more: Record<string, string> = {},
  change: AssertionChange = {},
): Promise<LightMyRequestResponse> => postToken(server, toForm(await createAssertion(client, change), more))
