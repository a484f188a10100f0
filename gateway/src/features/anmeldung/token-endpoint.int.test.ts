import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign as signBytes } from 'node:crypto'
import { scopesOf } from '@berichtsheft/core'
import type { LightMyRequestResponse } from 'fastify'
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../app.ts'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { findArtefakt } from './anmeldung.queries.ts'

const issuer = 'http://localhost:8080/oidc'
const seconds = () => Math.floor(Date.now() / 1000)
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

let gateway: TestApp
let vendor: TestClient
let other: TestClient
beforeAll(async () => {
  gateway = await createTestApp({ liveClock: true })
  vendor = await gateway.createVendor('Anbieter A GmbH')
  other = await gateway.createVendor('Anbieter B GmbH')
})
afterAll(() => gateway?.close())

interface AssertionChange {
  readonly header?: Record<string, unknown>
  readonly claims?: Record<string, unknown>
  readonly jwk?: JWK
  readonly alg?: string
}

const claimsOf = (client: { clientId: string }, change: Record<string, unknown> = {}) =>
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

const createAssertion = async (
  client: { clientId: string; jwk: JWK },
  { header, claims, jwk = client.jwk, alg = 'ES256' }: AssertionChange = {},
) =>
  new SignJWT(claimsOf(client, claims))
    .setProtectedHeader({ alg, kid: String(client.jwk.kid), ...header })
    .sign(await importJWK(jwk, alg))

const typeOfAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const form = (assertion: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: typeOfAssertion,
    client_assertion: assertion,
    ...more,
  }).toString()

const post = (
  payload: string,
  headers: Record<string, string> = {},
  server = gateway.server,
): Promise<LightMyRequestResponse> =>
  server.inject({
    method: 'POST',
    url: '/oidc/token',
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

const requestToken = async (client: TestClient, more: Record<string, string> = {}, change: AssertionChange = {}) =>
  post(form(await createAssertion(client, change), more))

describe('a machine client', () => {
  test('gets a short-lived token that says who it is and opens the API', async () => {
    const answer = await requestToken(vendor)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    const { access_token, ...rest } = answer.json()
    expect(rest).toEqual({ expires_in: 300, token_type: 'Bearer', scope: scopesOf.anbieter.join(' ') })
    expect(decodeProtectedHeader(access_token)).toEqual({
      alg: 'RS256',
      typ: 'at+jwt',
      kid: gateway.deps.keyring.tokenSigner().kid,
    })
    const claims = decodeJwt(access_token)
    expect(claims).toEqual({
      iss: issuer,
      aud: 'http://localhost:8080',
      sub: vendor.clientId,
      client_id: vendor.clientId,
      art: 'anbieter',
      mandant: `anbieter:${vendor.anbieterId}`,
      scope: scopesOf.anbieter.join(' '),
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: Number(claims.iat) + 300,
    })
    const jwks = (await gateway.server.inject('/oidc/jwks')).json()
    await expect(jwtVerify(access_token, createLocalJWKSet(jwks), { issuer, typ: 'at+jwt' })).resolves.toBeDefined()
    const list = await gateway.server.inject({
      url: '/v1/berichtshefte',
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(list.statusCode).toBe(200)
  })

  test('of a chamber and of the operator is named in its token', async () => {
    const [kammer, betreiber] = [await gateway.createKammer('153'), await gateway.createBetreiber()]
    const claims = [
      decodeJwt((await requestToken(kammer)).json().access_token),
      decodeJwt((await requestToken(betreiber)).json().access_token),
    ]
    expect(claims).toMatchObject([
      { art: 'kammer', mandant: 'kammer:153', scope: scopesOf.kammer.join(' ') },
      { art: 'betreiber', mandant: 'betreiber', scope: scopesOf.betreiber.join(' ') },
    ])
  })

  test.for(['RS256', 'PS256', 'ES256'])('may sign its assertion with %s', async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
    const [jwk, schluessel] = [await exportJWK(privateKey), { ...(await exportJWK(publicKey)), kid: `k-${alg}` }]
    const zugang = { clientId: randomUUID().replace(/^(.{14})./, '$17'), jwk: { ...jwk, kid: `k-${alg}` } }
    await alsSystem(gateway.deps, (trx) =>
      trx('zugang').insert({
        client_id: zugang.clientId,
        art: 'kammer',
        knr: '154',
        name: alg,
        schluessel: JSON.stringify(schluessel),
        erstellt_am: new Date(),
      }),
    )
    const answer = await post(form(await createAssertion(zugang, { alg })))
    expect(answer.statusCode).toBe(200)
  })

  test('gets only the scopes that it asks for', async () => {
    const answer = await requestToken(vendor, { scope: 'berichtsheft:lesen ereignis:lesen' })
    expect(answer.json().scope).toBe('berichtsheft:lesen ereignis:lesen')
    expect(decodeJwt(answer.json().access_token).scope).toBe('berichtsheft:lesen ereignis:lesen')
  })

  test('may name the gateway as the resource, and the token endpoint as audience', async () => {
    const answer = await requestToken(
      vendor,
      { resource: 'http://localhost:8080' },
      { claims: { aud: `${issuer}/token` } },
    )
    expect(answer.statusCode).toBe(200)
  })

  test('learns nothing new from a rotation of the keys: old and new tokens hold', async () => {
    const before = (await requestToken(vendor)).json().access_token
    const kid = await gateway.deps.keyring.rotate('token')
    const after = (await requestToken(vendor)).json().access_token
    expect(decodeProtectedHeader(after).kid).toBe(kid)
    expect(decodeProtectedHeader(before).kid).not.toBe(kid)
    const jwks = (await gateway.server.inject('/oidc/jwks')).json()
    expect(jwks.keys.map((key: JWK) => key.kid)).toEqual(
      expect.arrayContaining([kid, decodeProtectedHeader(before).kid]),
    )
    for (const token of [before, after]) {
      const answer = await gateway.server.inject({
        url: '/v1/berichtshefte',
        headers: { authorization: `Bearer ${token}` },
      })
      expect(answer.statusCode).toBe(200)
    }
  })
})

/** A compact JWS that node:crypto signs, or that is not signed at all. */
const byHand = (header: object, claims: object, signature: (input: string) => Buffer | string) => {
  const input = `${base64url(header)}.${base64url(claims)}`
  const bytes = signature(input)
  return `${input}.${typeof bytes === 'string' ? bytes : bytes.toString('base64url')}`
}

const privateKeyOf = (jwk: JWK) => ({ key: jwk as never, format: 'jwk' as const })

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
        byHand({ alg: 'ES256', kid: kid(), jwk: ownPublic }, claimsOf(vendor), (input) =>
          signBytes('sha256', Buffer.from(input), { key: own.privateKey, dsaEncoding: 'ieee-p1363' }),
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
        byHand({ alg: 'ES256', kid: kid(), crit: ['b64'], b64: true }, claimsOf(vendor), (input) =>
          signBytes('sha256', Buffer.from(input), { ...privateKeyOf(vendor.jwk), dsaEncoding: 'ieee-p1363' }),
        ),
    ],
    ['of algorithm none', () => byHand({ alg: 'none', kid: kid() }, claimsOf(vendor), () => '')],
    ['of algorithm None', () => byHand({ alg: 'None', kid: kid() }, claimsOf(vendor), () => '')],
    [
      'of HS256 with the public key as secret',
      () =>
        byHand({ alg: 'HS256', kid: kid() }, claimsOf(vendor), (input) =>
          createHmac('sha256', createPublicKey(privateKeyOf(vendor.jwk)).export({ type: 'spki', format: 'pem' }))
            .update(input)
            .digest(),
        ),
    ],
    [
      'of HS256 with the JWK as secret',
      () =>
        byHand({ alg: 'HS256', kid: kid() }, claimsOf(vendor), (input) =>
          createHmac('sha256', JSON.stringify({ kty: 'EC', crv: 'P-256', x: vendor.jwk.x, y: vendor.jwk.y }))
            .update(input)
            .digest(),
        ),
    ],
    [
      'of EdDSA',
      () =>
        byHand({ alg: 'EdDSA', kid: kid() }, claimsOf(vendor), (input) =>
          signBytes(null, Buffer.from(input), generateKeyPairSync('ed25519').privateKey),
        ),
    ],
    [
      'that says RS256 over an ES256 signature',
      () =>
        byHand({ alg: 'RS256', kid: kid() }, claimsOf(vendor), (input) =>
          signBytes('sha256', Buffer.from(input), { ...privateKeyOf(vendor.jwk), dsaEncoding: 'ieee-p1363' }),
        ),
    ],
    [
      'with a DER signature',
      () =>
        byHand({ alg: 'ES256', kid: kid() }, claimsOf(vendor), (input) =>
          signBytes('sha256', Buffer.from(input), { ...privateKeyOf(vendor.jwk), dsaEncoding: 'der' }),
        ),
    ],
    ['with a signature of zeros', () => byHand({ alg: 'ES256', kid: kid() }, claimsOf(vendor), () => Buffer.alloc(64))],
    ['with an empty signature', () => byHand({ alg: 'ES256', kid: kid() }, claimsOf(vendor), () => '')],
    ['that is cut', async () => (await createAssertion(vendor)).slice(0, -20)],
    [
      'with changed claims',
      async () => {
        const [header, , signature] = (await createAssertion(vendor)).split('.')
        return `${header}.${base64url(claimsOf(vendor))}.${signature}`
      },
    ],
    ['that is an access token', () => vendor.token],
  ]

  test.for(cases)('%s', async ([, make]) => {
    const answer = await post(form(await make()))
    expect(answer.json()).toEqual({ error: 'invalid_client', error_description: 'client authentication failed' })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test.for([
    ['the empty text', ''],
    ['no JWT', 'abc'],
    ['three parts of nothing', '..'],
    ['claims that are no JSON', `${base64url({ alg: 'ES256' })}.${Buffer.from('{').toString('base64url')}.AAAA`],
    ['claims without sub', `${base64url({ alg: 'ES256' })}.${base64url({ iss: 'x' })}.AAAA`],
    ['a NUL in sub', `${base64url({ alg: 'ES256' })}.${base64url({ iss: 'a\0b', sub: 'a\0b' })}.AAAA`],
  ] as const)('that is not one: %s', async ([, assertion]) => {
    const answer = await post(form(assertion))
    expect([400, 401]).toContain(answer.statusCode)
    expect(['invalid_request', 'invalid_client']).toContain(answer.json().error)
    expect(answer.body).not.toMatch(/node_modules|\.js|\.ts|at |select|postgres/i)
  })

  test('when it is used a second time, here or in another process', async () => {
    const assertion = await createAssertion(vendor)
    const second = await buildApp(gateway.deps)
    expect((await post(form(assertion))).statusCode).toBe(200)
    for (const server of [gateway.server, second.server]) {
      const answer = await post(form(assertion), {}, server)
      expect(answer.json()).toMatchObject({ error: 'invalid_client' })
      expect(answer.statusCode).toBe(401)
    }
    await second.server.close()
  })

  test('but once, when it is used many times at the same moment', async () => {
    const assertion = await createAssertion(vendor)
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(form(assertion))))
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
        expect((await post(form(assertion), headers)).statusCode).toBe(401)
      }
      const document = (await gateway.server.inject({ url: '/oidc/.well-known/openid-configuration', headers })).json()
      expect(document.token_endpoint).toBe(`${issuer}/token`)
    }
  })
})

describe('a lock holds at once', () => {
  const set = (table: string, key: object, value: object) =>
    alsSystem(gateway.deps, (trx) => trx(table).where(key).update(value))

  test('of the client', async () => {
    const client = await gateway.createVendor('Gesperrt GmbH')
    expect((await requestToken(client)).statusCode).toBe(200)
    await set('zugang', { client_id: client.clientId }, { gesperrt_am: new Date() })
    const answer = await requestToken(client)
    expect([answer.statusCode, answer.json().error]).toEqual([401, 'invalid_client'])
    await set('zugang', { client_id: client.clientId }, { gesperrt_am: null })
    expect((await requestToken(client)).statusCode).toBe(200)
  })

  test.for(['gesperrt', 'registriert'])('of the vendor (%s)', async (status) => {
    const client = await gateway.createVendor('Gesperrt GmbH')
    expect((await requestToken(client)).statusCode).toBe(200)
    await set('anbieter', { id: client.anbieterId }, { status })
    expect((await requestToken(client)).statusCode).toBe(401)
    await set('anbieter', { id: client.anbieterId }, { status: 'aktiv' })
    expect((await requestToken(client)).statusCode).toBe(200)
  })

  test('and a new key takes the place of the old one at once', async () => {
    const client = await gateway.createVendor('Neuer Schlüssel GmbH')
    const { kty, kid, crv, x, y } = other.jwk
    expect((await requestToken(client)).statusCode).toBe(200)
    await set('zugang', { client_id: client.clientId }, { schluessel: JSON.stringify({ kty, kid, crv, x, y }) })
    expect((await requestToken(client)).statusCode).toBe(401)
    expect((await requestToken({ ...client, jwk: other.jwk })).statusCode).toBe(200)
  })
})

describe('a token request is refused', () => {
  const cases: readonly (readonly [string, Record<string, string>, number, string])[] = [
    ['for a scope that does not exist', { scope: 'alles' }, 400, 'invalid_scope'],
    ['for a scope of chambers', { scope: 'berichtsheft:lesen anforderung:stellen' }, 400, 'invalid_scope'],
    ['for a scope of the operator', { scope: 'verwaltung:schreiben' }, 400, 'invalid_scope'],
    ['for the scope openid', { scope: 'openid' }, 400, 'invalid_scope'],
    ['for an empty scope between blanks', { scope: 'berichtsheft:lesen  ereignis:lesen' }, 400, 'invalid_scope'],
    ['for another resource', { resource: 'https://other.example' }, 400, 'invalid_target'],
    ['for a resource with a path', { resource: 'http://localhost:8080/v1' }, 400, 'invalid_target'],
    ['for a resource that is no address', { resource: 'alles' }, 400, 'invalid_target'],
    [
      'with the grant authorization_code',
      { grant_type: 'authorization_code', code: 'x' },
      400,
      'unsupported_grant_type',
    ],
    [
      'with the grant refresh_token',
      { grant_type: 'refresh_token', refresh_token: 'x' },
      400,
      'unsupported_grant_type',
    ],
    [
      'with the grant password',
      { grant_type: 'password', username: 'a', password: 'b' },
      400,
      'unsupported_grant_type',
    ],
    ['with the grant implicit', { grant_type: 'implicit' }, 400, 'unsupported_grant_type'],
    [
      'with another type of assertion',
      { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
      400,
      'invalid_request',
    ],
    ['with the id of another client', { client_id: randomUUID() }, 400, 'invalid_request'],
  ]
  test.for(cases)('%s', async ([, more, status, error]) => {
    const answer = await requestToken(vendor, more)
    expect([answer.statusCode, answer.json().error]).toEqual([status, error])
  })

  test('with a parameter that stands twice', async () => {
    for (const twice of [
      '&scope=berichtsheft:lesen&scope=ereignis:lesen',
      '&grant_type=client_credentials',
      `&client_assertion=x`,
    ]) {
      const answer = await post(form(await createAssertion(vendor)) + twice)
      expect([answer.statusCode, answer.json().error]).toEqual([400, 'invalid_request'])
    }
  })

  test('without any sign of who asks, with a password, or as JSON', async () => {
    const nobody = await post('grant_type=client_credentials')
    const password = await post('grant_type=client_credentials', {
      authorization: `Basic ${Buffer.from(`${vendor.clientId}:x`).toString('base64')}`,
    })
    const secret = await post(`grant_type=client_credentials&client_id=${vendor.clientId}&client_secret=x`)
    const unsigned = await post(`grant_type=client_credentials&client_id=${vendor.clientId}`)
    const json = await gateway.server.inject({
      method: 'POST',
      url: '/oidc/token',
      payload: { grant_type: 'client_credentials' },
    })
    expect([nobody, password, secret, unsigned, json].map(({ statusCode }) => statusCode)).toEqual([
      400, 401, 401, 401, 400,
    ])
    for (const answer of [nobody, password, secret, unsigned, json]) expect(answer.body).not.toContain('access_token')
  })

  test('that is larger than it can be', async () => {
    const answer = await post(form('x'.repeat(20_000)))
    expect([answer.statusCode, answer.json().status]).toEqual([413, 413])
  })

  test('as a page, but never with more than the error', async () => {
    const answer = await post(form('abc'), { accept: 'text/html' })
    expect(answer.statusCode).toBe(400)
    expect(Object.keys(answer.json()).sort()).toEqual(['error', 'error_description'])
  })
})

describe('of the provider', () => {
  test('only discovery, keys and tokens are open', async () => {
    const closed = [
      '/oidc/auth',
      '/oidc/me',
      '/oidc/reg',
      '/oidc/request',
      '/oidc/session/end',
      '/oidc/device',
      '/oidc/backchannel',
      '/oidc',
      '/oidc/',
    ]
    for (const url of closed) {
      for (const method of ['GET', 'POST'] as const) {
        expect((await gateway.server.inject({ method, url })).statusCode, `${method} ${url}`).toBe(404)
      }
    }
    for (const url of [
      '/oidc/token/introspection',
      '/oidc/token/revocation',
      '/oidc/TOKEN',
      '/oidc/token/',
      '//oidc/token',
      '/oidc//token',
      '/oidc/%2ftoken',
      '/oidc/token;x',
    ]) {
      expect((await gateway.server.inject({ method: 'POST', url })).statusCode, url).toBe(404)
    }
    expect((await gateway.server.inject('/oidc/token')).statusCode).toBe(405)
  })

  test('the discovery document says what there is, and no more', async () => {
    for (const path of ['openid-configuration', 'oauth-authorization-server']) {
      expect((await gateway.server.inject(`/oidc/.well-known/${path}`)).json()).toEqual({
        issuer,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        grant_types_supported: ['client_credentials'],
        response_types_supported: [],
        scopes_supported: expect.arrayContaining(['berichtsheft:lesen']),
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS256', 'PS256'],
      })
    }
  })

  test('the keys are public, cacheable and without a private member', async () => {
    for (const url of ['/jwks', '/oidc/jwks']) {
      const answer = await gateway.server.inject(url)
      expect(answer.headers).toMatchObject({
        'cache-control': 'public, max-age=60',
        'content-type': 'application/jwk-set+json; charset=utf-8',
      })
      for (const key of answer.json().keys)
        expect(Object.keys(key).filter((name) => /^(d|p|q|dp|dq|qi|k|oth)$/.test(name))).toEqual([])
    }
    const algorithms = (keys: JWK[]) => [...new Set(keys.map(({ alg }) => alg))].sort()
    expect(algorithms((await gateway.server.inject('/jwks')).json().keys)).toEqual(['ES256', 'RS256'])
    expect(algorithms((await gateway.server.inject('/oidc/jwks')).json().keys)).toEqual(['RS256'])
    const head = await gateway.server.inject({ method: 'HEAD', url: '/oidc/jwks' })
    expect([head.statusCode, head.body]).toEqual([200, ''])
  })

  test('used assertions are remembered until they would have expired, then removed', async () => {
    const rows = await alsSystem(gateway.deps, (trx) =>
      trx('oidc_artefakt').where({ art: 'ReplayDetection' }).select('id', 'ablauf'),
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const { ablauf } of rows) expect(ablauf.getTime()).toBeLessThan(Date.now() + 721_000)
    const [row] = rows
    await expect(
      alsSystem(gateway.deps, (trx) => findArtefakt(trx, 'ReplayDetection', { id: row.id }, row.ablauf)),
    ).resolves.toBeUndefined()
  })
})
