import { randomUUID } from 'node:crypto'
import { scopesOf } from '@berichtsheft/core'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { type IssuerServer, startIssuer } from './testing/issuer-server.ts'

const audience = 'http://localhost:8080'
let server: IssuerServer
let gateway: TestApp
let vendor: TestClient
const pairs = new Map<string, CryptoKey>()

beforeAll(async () => {
  server = await startIssuer()
  for (const alg of ['ES256', 'RS256', 'PS256']) {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    pairs.set(alg, privateKey)
    server.keys.push({ ...(await exportJWK(publicKey)), kid: alg, alg })
  }
  gateway = await createTestApp({ liveClock: true, env: { ISSUER: server.issuer } })
  vendor = await gateway.createVendor()
})
afterAll(async () => {
  await gateway?.close()
  await server?.stop()
})

const createToken = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
  const seconds = Math.floor(Date.now() / 1000)
  const alg = String(header.alg ?? 'ES256')
  const all = {
    iss: server.issuer,
    aud: [audience, 'account'],
    sub: randomUUID(),
    client_id: vendor.clientId,
    scope: scopesOf.anbieter.join(' '),
    iat: seconds,
    exp: seconds + 300,
    jti: randomUUID(),
    ...claims,
  }
  const key = pairs.get(alg)
  if (!key) throw new Error(`no key for ${alg}`)
  return new SignJWT(JSON.parse(JSON.stringify(all)))
    .setProtectedHeader({ alg, kid: alg, typ: 'at+jwt', ...header })
    .sign(key)
}
const call = async (token: string) =>
  gateway.server.inject({ url: '/v1/berichtshefte', headers: { authorization: `Bearer ${token}` } })

test.for(['ES256', 'RS256', 'PS256'])(
  'a token of the external issuer is accepted, signed with %s (BH-24)',
  async (alg) => {
    expect((await call(await createToken({}, { alg }))).statusCode).toBe(200)
  },
)

test('the client is named by client_id or by azp, and its rights are those of the gateway', async () => {
  expect((await call(await createToken({ client_id: undefined, azp: vendor.clientId }))).statusCode).toBe(200)
  const kammer = await gateway.createKammer()
  const wanted = {
    client_id: kammer.clientId,
    scope: 'berichtsheft:schreiben berichtsheft:lesen',
    art: 'anbieter',
    mandant: `anbieter:${vendor.anbieterId}`,
  }
  const token = await createToken(wanted)
  expect((await call(token)).statusCode).toBe(200)
  const write = await gateway.server.inject({
    method: 'POST',
    url: '/v1/berichtshefte',
    payload: {},
    headers: { authorization: `Bearer ${token}` },
  })
  expect([write.statusCode, write.json().detail]).toEqual([403, 'Only these may do this: anbieter'])
})

describe('refused is', () => {
  test.for<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a client that the gateway does not know', { client_id: randomUUID() }, {}],
    ['a client whose id is no id', { client_id: 'berichtsheft-client' }, {}],
    ['a client whose id is SQL', { client_id: "' or true --" }, {}],
    ['a token without client', { client_id: undefined }, {}],
    ['a token for another audience', { aud: 'account' }, {}],
    ['an ID token', {}, { typ: 'JWT' }],
    ['a token of another issuer', { iss: 'http://localhost:8080/oidc' }, {}],
    ['an expired token', { exp: Math.floor(Date.now() / 1000) - 61 }, {}],
    ['a token with an unknown key', {}, { kid: 'nirgends' }],
    ['a token whose key is for another algorithm', {}, { kid: 'RS256' }],
  ])('%s', async ([, claims, header]) => {
    expect((await call(await createToken(claims, header))).statusCode).toBe(401)
  })

  test('a token of the gateway itself, whose own issuer is closed', async () => {
    expect((await call(vendor.token)).statusCode).toBe(401)
    for (const url of ['/oidc/.well-known/openid-configuration', '/oidc/jwks']) {
      expect((await gateway.server.inject(url)).statusCode).toBe(404)
    }
    expect((await gateway.server.inject({ method: 'POST', url: '/oidc/token' })).statusCode).toBe(404)
    expect((await gateway.server.inject('/jwks')).statusCode).toBe(200)
  })

  test('a locked client, at its next request, whatever its token says', async () => {
    const client = await gateway.createVendor('Gesperrt GmbH')
    const token = await createToken({ client_id: client.clientId })
    expect((await call(token)).statusCode).toBe(200)
    await alsSystem(gateway.deps, (trx) =>
      trx('zugang').where({ client_id: client.clientId }).update({ gesperrt_am: new Date() }),
    )
    expect((await call(token)).statusCode).toBe(403)
    expect((await call(await createToken({ client_id: client.clientId }))).statusCode).toBe(401)
  })
})

test('when the issuer stops, tokens are accepted for ten minutes, then nothing is, and afterwards everything again', async () => {
  const [known, fresh] = [await createToken(), await createToken()]
  expect((await call(known)).statusCode).toBe(200)
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    await call(await createToken({ jti: 'reads the keys at the time of the faked clock' }, { kid: 'nirgends' }))
    await server.stop()
    vi.advanceTimersByTime(500_000)
    expect((await call(known)).statusCode).toBe(200)
    expect((await call(fresh)).statusCode).toBe(200)
    vi.advanceTimersByTime(3_600_000)
    for (const token of [known, fresh, await createToken()]) {
      const answer = await call(token)
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2'])
    }
    expect((await call('abc.def.ghi')).statusCode).toBe(401)
    await server.start()
    vi.advanceTimersByTime(6_000)
    expect((await call(known)).statusCode).toBe(200)
  } finally {
    vi.useRealTimers()
  }
})
