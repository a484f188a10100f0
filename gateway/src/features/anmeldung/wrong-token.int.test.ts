import { execFileSync, spawnSync } from 'node:child_process'
import diagnostics from 'node:diagnostics_channel'
import { createServer, type Server } from 'node:http'
import net from 'node:net'
import { unwrapKey } from '@berichtsheft/core/signatur'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { toKeyObject } from './testing/jws-by-hand.ts'
import { acceptedTokens, goodParts, type Material, wrongTokens } from './testing/wrong-tokens.ts'

let gateway: TestApp
let vendor: TestClient
let material: Material
let canary: Server
let address: net.AddressInfo
const outgoing: unknown[] = []
const onOutgoing = (message: unknown) => void outgoing.push(message)
const channels = ['undici:request:create', 'http.client.request.start']

beforeAll(async () => {
  gateway = await createTestApp({ liveClock: true })
  vendor = await gateway.createVendor()
  await gateway.server.listen({ port: 0, host: '127.0.0.1' })
  address = gateway.server.server.address() as net.AddressInfo
  canary = createServer((_request, response) => response.end('{"keys":[]}')).on('connection', onOutgoing)
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  const { keyring } = gateway.deps
  const { kid } = keyring.signer()
  const row = await alsSystem(gateway.deps, (trx) => trx('schluessel').where({ kid }).first('privat'))
  material = {
    issuer: 'http://localhost:8080/oidc',
    audience: 'http://localhost:8080',
    clientId: vendor.clientId,
    anbieterId: String(vendor.anbieterId),
    tokenJwk: keyring.tokenSigner(),
    paketKey: toKeyObject(await unwrapKey(row.privat, new Uint8Array(32).fill(7))),
    paketKid: kid,
    canary: `http://127.0.0.1:${(canary.address() as net.AddressInfo).port}/jwks`,
  }
  for (const channel of channels) diagnostics.subscribe(channel, onOutgoing)
})
afterAll(async () => {
  for (const channel of channels) diagnostics.unsubscribe(channel, onOutgoing)
  canary?.close()
  await gateway?.close()
})

const call = (authorization?: string) =>
  gateway.server.inject({ url: '/v1/berichtshefte', headers: authorization === undefined ? {} : { authorization } })

/** All that a client can see of an answer, but the id of the request and the time. */
const visible = ({ statusCode, headers, body }: LightMyRequestResponse) => {
  const { date, ...rest } = headers
  return {
    statusCode,
    headers: { ...rest, 'content-length': undefined },
    body: { ...JSON.parse(body), instance: undefined },
  }
}

const refused = () => ({
  statusCode: 401,
  headers: expect.objectContaining({
    'content-type': 'application/problem+json; charset=utf-8',
    'www-authenticate': 'Bearer realm="berichtsheft", error="invalid_token"',
    'cache-control': 'no-store',
  }),
  body: {
    type: 'https://berichtsheft.example/probleme#unauthorized',
    title: 'A valid access token is required',
    status: 401,
  },
})

test('tokens at the edge of what is allowed are accepted', async () => {
  for (const [name, token] of acceptedTokens(material)) {
    expect((await call(`Bearer ${token}`)).statusCode, name).toBe(200)
  }
})

test('A06: more than a hundred wrong tokens, each with one fault, all get the same answer and cause no request', async () => {
  const tokens = wrongTokens(material)
  expect(new Set(tokens.map(([name]) => name)).size).toBe(tokens.length)
  expect(tokens.length).toBeGreaterThan(100)
  const reference = visible(await call('Bearer abc.def.ghi'))
  expect(reference).toEqual(refused())
  for (const [name, token] of tokens) {
    expect(visible(await call(`Bearer ${token}`)), name).toEqual(reference)
    expect(visible(await call(`Bearer ${token}`)), `${name}, again`).toEqual(reference)
  }
  expect(outgoing).toEqual([])
  expect((await vendor.inject({ url: '/v1/berichtshefte' })).statusCode).toBe(200)
})

describe('the header', () => {
  test.for([
    ['is empty', ''],
    ['names only the scheme', 'Bearer'],
    ['has a blank for a token', 'Bearer '],
    ['has another scheme', 'Basic {}'],
    ['has the scheme of another protocol', 'DPoP {}'],
    ['has no scheme', '{}'],
    ['has the token twice', 'Bearer {} {}'],
    ['has two schemes', 'Bearer {}, Basic {}'],
    ['has a parameter', 'Bearer token={}'],
    ['has quotes', 'Bearer "{}"'],
    ['has a tabulator', 'Bearer\t{}'],
    ['has the scheme and no blank', 'Bearer{}'],
    ['has a longer scheme', 'Bearers {}'],
  ] as const)('%s: refused like every bad token', async ([, value]) => {
    expect(visible(await call(value.replaceAll('{}', vendor.token)))).toEqual(refused())
  })

  test('is missing: refused, without an error code', async () => {
    expect(visible(await call())).toEqual({
      ...refused(),
      headers: expect.objectContaining({ 'www-authenticate': 'Bearer realm="berichtsheft"' }),
    })
  })

  test('may write its scheme in any case', async () => {
    expect((await call(`bearer ${vendor.token}`)).statusCode).toBe(200)
    expect((await call(`BEARER ${vendor.token}`)).statusCode).toBe(200)
  })

  test('is the only place for a token', async () => {
    const places = [
      { url: `/v1/berichtshefte?access_token=${vendor.token}` },
      { url: '/v1/berichtshefte', headers: { cookie: `access_token=${vendor.token}; token=${vendor.token}` } },
      {
        url: '/v1/berichtshefte',
        headers: { 'x-access-token': vendor.token, 'proxy-authorization': `Bearer ${vendor.token}` },
      },
    ]
    for (const place of places) expect((await gateway.server.inject(place)).statusCode).toBe(401)
  })

  test.for([
    ['a good one first', (good: string) => [`Bearer ${good}`, 'Bearer abc']],
    ['a good one last', (good: string) => ['Bearer abc', `Bearer ${good}`]],
    ['the same twice', (good: string) => [`Bearer ${good}`, `Bearer ${good}`]],
  ] as const)('stands twice (%s): refused', async ([, make]) => {
    const lines = make(vendor.token).map(
      (value, index) => `${index === 0 ? 'Authorization' : 'authorization'}: ${value}`,
    )
    const answer = await raw(
      `GET /v1/berichtshefte HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${lines.join('\r\n')}\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    expect(answer).toContain('error="invalid_token"')
  })

  test('of 1 MB over the wire ends in a refusal, and the next request is served', async () => {
    const answer = await raw(
      `GET /v1/berichtshefte HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${'a'.repeat(1_048_576)}\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect((await vendor.inject({ url: '/v1/berichtshefte' })).statusCode).toBe(200)
  })
})

/** Sends bytes as they are and answers all that comes back. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = ''
    const socket = net.connect(address.port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('error', () => undefined) // the server may cut a request that is too long
    socket.on('close', () => resolve(answer))
    socket.setTimeout(5_000, () => socket.destroy())
  })

/** Makes tokens with another implementation; JSON in, `[name, token]` pairs out. */
const script = `
import json, sys, time
from jwcrypto import jwk, jwt, jws, jwe
m = json.load(sys.stdin)
right = jwk.JWK(**m['jwk'])
own_rsa = jwk.JWK.generate(kty='RSA', size=2048, kid=m['jwk']['kid'])
own_ec = jwk.JWK.generate(kty='EC', crv='P-256', kid=m['jwk']['kid'])
pem = right.export_to_pem()
def secret(data): return jwk.JWK(kty='oct', k=jwk.base64url_encode(data))
def token(key=right, header={}, claims={}, drop=()):
    h = {k: v for k, v in {**m['header'], **header}.items() if k not in drop}
    c = {k: v for k, v in {**m['claims'], **claims}.items() if k not in drop}
    t = jws.JWS(json.dumps(c))
    t.allowed_algs = ['HS256','HS512','RS256','RS384','RS512','PS256','PS512','ES256','ES512','EdDSA']
    t.add_signature(key, None, json.dumps(h))
    return t.serialize(compact=True)
now = int(time.time())
good = token()
head, body, sig = good.split('.')
out = [['good', good]]
out += [['HS256 with the public key', token(secret(pem), {'alg': 'HS256'})]]
out += [['HS512 with the public key', token(secret(pem), {'alg': 'HS512'})]]
out += [['own RSA key', token(own_rsa)]]
out += [['own EC key', token(own_ec, {'alg': 'ES256'})]]
out += [['own key in jwk', token(own_rsa, {'jwk': json.loads(own_rsa.export_public())})]]
out += [['own key at jku', token(own_rsa, {'jku': m['canary']})]]
out += [['own key at x5u', token(own_rsa, {'x5u': m['canary']})]]
out += [['PS256 with the right key', token(right, {'alg': 'PS256'})]]
out += [['PS512 with the right key', token(right, {'alg': 'PS512'})]]
out += [['RS384 with the right key', token(right, {'alg': 'RS384'})]]
out += [['RS512 with the right key', token(right, {'alg': 'RS512'})]]
out += [['unknown kid', token(right, {'kid': 'nirgends'})]]
out += [['no kid', token(right, drop=('kid',))]]
out += [['typ JWT', token(right, {'typ': 'JWT'})]]
out += [['expired', token(claims={'exp': now - 120})]]
out += [['not valid yet', token(claims={'nbf': now + 120})]]
out += [['no exp', token(drop=('exp',))]]
out += [['another aud', token(claims={'aud': 'https://other.example'})]]
out += [['another iss', token(claims={'iss': 'https://other.example'})]]
out += [['claims of another token', head + '.' + jws.base64url_encode(json.dumps({**m['claims'], 'mandant': 'betreiber', 'art': 'betreiber'})) + '.' + sig]]
out += [['cut', good[:-12]]]
unencoded = jws.JWS(json.dumps(m['claims']))
unencoded.add_signature(right, None, json.dumps({**m['header'], 'b64': False, 'crit': ['b64']}))
out += [['b64 false, detached', '..'.join([unencoded.objects['protected'] and jws.base64url_encode(unencoded.objects['protected']), jws.base64url_encode(unencoded.objects['signature'])])]]
sealed = jwe.JWE(good, json.dumps({'alg': 'RSA-OAEP-256', 'enc': 'A256GCM', 'kid': m['jwk']['kid'], 'cty': 'at+jwt'}))
sealed.add_recipient(jwk.JWK.from_json(right.export_public()))
out += [['encrypted to our own public key', sealed.serialize(compact=True)]]
flat = jws.JWS(json.dumps(m['claims']))
flat.add_signature(right, None, json.dumps(m['header']))
out += [['JSON form', flat.serialize(compact=False).replace(' ', '')]]
json.dump(out, sys.stdout)
`
const python = '/usr/bin/python3'
const hasJwcrypto = spawnSync(python, ['-c', 'import jwcrypto']).status === 0

test('A06: tokens of a second implementation: the good one is accepted, the wrong ones are refused', async ({
  skip,
}) => {
  skip(!hasJwcrypto, 'skipped: python3-jwcrypto')
  const input = JSON.stringify({ ...goodParts(material), jwk: material.tokenJwk, canary: material.canary })
  const [good, ...wrong] = JSON.parse(execFileSync(python, ['-c', script], { input, encoding: 'utf8' })) as [
    string,
    string,
  ][]
  expect((await call(`Bearer ${good?.[1]}`)).statusCode).toBe(200)
  expect(wrong.length).toBeGreaterThanOrEqual(24)
  for (const [name, token] of wrong) expect(visible(await call(`Bearer ${token}`)), name).toEqual(refused())
  expect(outgoing).toEqual([])
})
