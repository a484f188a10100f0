import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign as signBytes } from 'node:crypto'
import type { JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../app.ts'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { claimsOf, createAssertion, issuer, postToken, requestToken, seconds, toForm } from './testing/assertions.ts'
import { composeJws, encodePart } from './testing/jws-by-hand.ts'

let gateway: TestApp
let vendor: TestClient
let other: TestClient
beforeAll(async () => {
  gateway = await createTestApp({ liveClock: true })
  vendor = await gateway.createVendor('Anbieter A GmbH')
  other = await gateway.createVendor('Anbieter B GmbH')
})
afterAll(() => gateway?.close())

const post = (payload: string, headers: Record<string, string> = {}, server = gateway.server) =>
  postToken(server, payload, headers)

const privateKeyOf = (jwk: JWK) => ({ key: jwk as never, format: 'jwk' as const })

test('a client assertion that is made by hand, as the wrong ones below, is accepted', async () => {
  const key = { ...privateKeyOf(vendor.jwk), dsaEncoding: 'ieee-p1363' as const }
  const good = composeJws({ alg: 'ES256', kid: vendor.jwk.kid }, claimsOf(vendor), (input) =>
    signBytes('sha256', input, key),
  )
  expect((await post(toForm(good))).statusCode).toBe(200)
})

describe('a client assertion is refused', () => {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ownPublic = own.publicKey.export({ format: 'jwk' })
  const kid = () => vendor.jwk.kid
  const cases: readonly (readonly [name: string, make: () => string | Promise<string>])[] = [
    ['for another audience', () => createAssertion(vendor, { claims: { aud: 'https://other.example/oidc' } })],
    [
      'for the gateway instead of its issuer',
      () => createAssertion(vendor, { claims: { aud: 'http://localhost:8080' } }),
    ],
    [
      'for the issuer and somebody else',
      () => createAssertion(vendor, { claims: { aud: [issuer, 'https://other.example'] } }),
    ],
    ['for nobody', () => createAssertion(vendor, { claims: { aud: undefined } })],
    [
      'expired 61 seconds ago',
      () => createAssertion(vendor, { claims: { iat: seconds() - 200, exp: seconds() - 61 } }),
    ],
    ['without exp', () => createAssertion(vendor, { claims: { exp: undefined } })],
    ['that lives for a day', () => createAssertion(vendor, { claims: { exp: seconds() + 86_400 } })],
    ['not valid yet', () => createAssertion(vendor, { claims: { nbf: seconds() + 120 } })],
    ['without jti', () => createAssertion(vendor, { claims: { jti: undefined } })],
    ['with a jti of 1000 characters', () => createAssertion(vendor, { claims: { jti: 'x'.repeat(1000) } })],
    ['of an issuer that is not the client', () => createAssertion(vendor, { claims: { iss: other.clientId } })],
    [
      'about a client that does not exist',
      () => createAssertion(vendor, { claims: { iss: randomUUID(), sub: randomUUID() } }),
    ],
    [
      'about a client whose id is SQL',
      () => createAssertion(vendor, { claims: { iss: "' or 1=1 --", sub: "' or 1=1 --" } }),
    ],
    [
      'about a client whose id is a path',
      () => createAssertion(vendor, { claims: { iss: '../../etc/passwd', sub: '../../etc/passwd' } }),
    ],
    ['signed with the key of another client', () => createAssertion(vendor, { jwk: other.jwk })],
    [
      'signed with the key of another client under its kid',
      () => createAssertion(vendor, { jwk: other.jwk, header: { kid: other.jwk.kid } }),
    ],
    ['signed with its own key under an unknown kid', () => createAssertion(vendor, { header: { kid: 'nirgends' } })],
    [
      'with the key in its header',
      () =>
        composeJws({ alg: 'ES256', kid: kid(), jwk: ownPublic }, claimsOf(vendor), (input) =>
          signBytes('sha256', input, { key: own.privateKey, dsaEncoding: 'ieee-p1363' }),
        ),
    ],
    [
      'with a good signature and a foreign key in its header',
      () => createAssertion(vendor, { header: { jwk: ownPublic } }),
    ],
    [
      'with a good signature and the address of a key',
      () => createAssertion(vendor, { header: { jku: 'http://127.0.0.1:9/jwks' } }),
    ],
    [
      'with a critical extension',
      () =>
        composeJws({ alg: 'ES256', kid: kid(), crit: ['b64'], b64: true }, claimsOf(vendor), (input) =>
          signBytes('sha256', input, { ...privateKeyOf(vendor.jwk), dsaEncoding: 'ieee-p1363' }),
        ),
    ],
    ['of algorithm none', () => composeJws({ alg: 'none', kid: kid() }, claimsOf(vendor), () => '')],
    ['of algorithm None', () => composeJws({ alg: 'None', kid: kid() }, claimsOf(vendor), () => '')],
    [
      'of HS256 with the public key as secret',
      () =>
        composeJws({ alg: 'HS256', kid: kid() }, claimsOf(vendor), (input) =>
          createHmac('sha256', createPublicKey(privateKeyOf(vendor.jwk)).export({ type: 'spki', format: 'pem' }))
            .update(input)
            .digest(),
        ),
    ],
    [
      'of HS256 with the JWK as secret',
      () =>
        composeJws({ alg: 'HS256', kid: kid() }, claimsOf(vendor), (input) =>
          createHmac('sha256', JSON.stringify({ kty: 'EC', crv: 'P-256', x: vendor.jwk.x, y: vendor.jwk.y }))
            .update(input)
            .digest(),
        ),
    ],
    [
      'of EdDSA',
      () =>
        composeJws({ alg: 'EdDSA', kid: kid() }, claimsOf(vendor), (input) =>
          signBytes(null, input, generateKeyPairSync('ed25519').privateKey),
        ),
    ],
    [
      'that says RS256 over an ES256 signature',
      () =>
        composeJws({ alg: 'RS256', kid: kid() }, claimsOf(vendor), (input) =>
          signBytes('sha256', input, { ...privateKeyOf(vendor.jwk), dsaEncoding: 'ieee-p1363' }),
        ),
    ],
    [
      'with a DER signature',
      () =>
        composeJws({ alg: 'ES256', kid: kid() }, claimsOf(vendor), (input) =>
          signBytes('sha256', input, { ...privateKeyOf(vendor.jwk), dsaEncoding: 'der' }),
        ),
    ],
    [
      'with a signature of zeros',
      () => composeJws({ alg: 'ES256', kid: kid() }, claimsOf(vendor), () => Buffer.alloc(64)),
    ],
    ['with an empty signature', () => composeJws({ alg: 'ES256', kid: kid() }, claimsOf(vendor), () => '')],
    ['that is cut', async () => (await createAssertion(vendor)).slice(0, -20)],
    [
      'with changed claims',
      async () => {
        const [header, , signature] = (await createAssertion(vendor)).split('.')
        return `${header}.${encodePart(claimsOf(vendor))}.${signature}`
      },
    ],
    ['that is an access token', () => vendor.token],
  ]

  test.for(cases)('%s', async ([, make]) => {
    const answer = await post(toForm(await make()))
    expect(answer.json()).toEqual({ error: 'invalid_client', error_description: 'client authentication failed' })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test.for([
    ['the empty text', ''],
    ['no JWT', 'abc'],
    ['three parts of nothing', '..'],
    ['claims that are no JSON', `${encodePart({ alg: 'ES256' })}.${Buffer.from('{').toString('base64url')}.AAAA`],
    ['claims without sub', `${encodePart({ alg: 'ES256' })}.${encodePart({ iss: 'x' })}.AAAA`],
    ['a NUL in sub', `${encodePart({ alg: 'ES256' })}.${encodePart({ iss: 'a\0b', sub: 'a\0b' })}.AAAA`],
  ] as const)('that is not one: %s', async ([, assertion]) => {
    const answer = await post(toForm(assertion))
    expect([400, 401]).toContain(answer.statusCode)
    expect(['invalid_request', 'invalid_client']).toContain(answer.json().error)
    expect(answer.body).not.toMatch(/node_modules|\.js|\.ts|at |select|postgres/i)
  })

  test('when it is used a second time, here or in another process', async () => {
    const assertion = await createAssertion(vendor)
    const second = await buildApp(gateway.deps)
    expect((await post(toForm(assertion))).statusCode).toBe(200)
    for (const server of [gateway.server, second.server]) {
      const answer = await post(toForm(assertion), {}, server)
      expect(answer.json()).toMatchObject({ error: 'invalid_client' })
      expect(answer.statusCode).toBe(401)
    }
    await second.server.close()
  })

  test('but once, when it is used many times at the same moment', async () => {
    const assertion = await createAssertion(vendor)
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(toForm(assertion))))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array.from({ length: 11 }, () => 401)])
  })

  test('when Host or X-Forwarded-Host would make it fit', async () => {
    const spoofs: Record<string, string>[] = [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      { 'x-original-url': 'http://evil.example/oidc/token' },
    ]
    for (const headers of spoofs) {
      for (const scheme of ['http', 'https']) {
        const assertion = await createAssertion(vendor, { claims: { aud: `${scheme}://evil.example/oidc/token` } })
        expect((await post(toForm(assertion), headers)).statusCode).toBe(401)
      }
      const document = (await gateway.server.inject({ url: '/oidc/.well-known/openid-configuration', headers })).json()
      expect(document.token_endpoint).toBe(`${issuer}/token`)
    }
  })
})

describe('A08: a lock holds at once', () => {
  const set = (table: string, key: object, value: object) =>
    alsSystem(gateway.deps, (trx) => trx(table).where(key).update(value))

  test('of the client', async () => {
    const client = await gateway.createVendor('Gesperrt GmbH')
    expect((await requestToken(gateway.server, client)).statusCode).toBe(200)
    await set('zugang', { client_id: client.clientId }, { gesperrt_am: new Date() })
    const answer = await requestToken(gateway.server, client)
    expect([answer.statusCode, answer.json().error]).toEqual([401, 'invalid_client'])
    await set('zugang', { client_id: client.clientId }, { gesperrt_am: null })
    expect((await requestToken(gateway.server, client)).statusCode).toBe(200)
  })

  test.for(['gesperrt', 'registriert'])('of the vendor (%s)', async (status) => {
    const client = await gateway.createVendor('Gesperrt GmbH')
    expect((await requestToken(gateway.server, client)).statusCode).toBe(200)
    await set('anbieter', { id: client.anbieterId }, { status })
    expect((await requestToken(gateway.server, client)).statusCode).toBe(401)
    await set('anbieter', { id: client.anbieterId }, { status: 'aktiv' })
    expect((await requestToken(gateway.server, client)).statusCode).toBe(200)
  })

  test('and a new key takes the place of the old one at once', async () => {
    const client = await gateway.createVendor('Neuer Schlüssel GmbH')
    const { kty, kid, crv, x, y } = other.jwk
    expect((await requestToken(gateway.server, client)).statusCode).toBe(200)
    await set('zugang', { client_id: client.clientId }, { schluessel: JSON.stringify({ kty, kid, crv, x, y }) })
    expect((await requestToken(gateway.server, client)).statusCode).toBe(401)
    expect((await requestToken(gateway.server, { ...client, jwk: other.jwk })).statusCode).toBe(200)
  })
})
