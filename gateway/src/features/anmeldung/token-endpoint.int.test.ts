import { randomUUID } from 'node:crypto'
import { scopesOf } from '@berichtsheft/core'
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type JWK,
  jwtVerify,
} from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../app.ts'
import { openDatabase } from '../../db/client.ts'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { findArtefakt } from './anmeldung.queries.ts'
import { createAssertion, issuer, postToken, requestToken, toForm } from './testing/assertions.ts'

let gateway: TestApp
let vendor: TestClient
let admin: pg.Client
beforeAll(async () => {
  gateway = await createTestApp({ liveClock: true })
  vendor = await gateway.createVendor('Anbieter A GmbH')
  admin = new pg.Client({ connectionString: gateway.databaseUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await gateway?.close()
})

const post = (payload: string, headers: Record<string, string> = {}, server = gateway.server) =>
  postToken(server, payload, headers)

describe('a machine client', () => {
  test('gets a short-lived token that says who it is and opens the API', async () => {
    const answer = await requestToken(gateway.server, vendor)
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
      decodeJwt((await requestToken(gateway.server, kammer)).json().access_token),
      decodeJwt((await requestToken(gateway.server, betreiber)).json().access_token),
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
    const answer = await post(toForm(await createAssertion(zugang, { alg })))
    expect(answer.statusCode).toBe(200)
  })

  test('gets only the scopes that it asks for', async () => {
    const answer = await requestToken(gateway.server, vendor, { scope: 'berichtsheft:lesen ereignis:lesen' })
    expect(answer.json().scope).toBe('berichtsheft:lesen ereignis:lesen')
    expect(decodeJwt(answer.json().access_token).scope).toBe('berichtsheft:lesen ereignis:lesen')
  })

  test('may name the gateway as the resource, and the token endpoint as audience', async () => {
    const answer = await requestToken(
      gateway.server,
      vendor,
      { resource: 'http://localhost:8080' },
      { claims: { aud: `${issuer}/token` } },
    )
    expect(answer.statusCode).toBe(200)
  })

  test('learns nothing new from a rotation of the keys: old and new tokens hold', async () => {
    const before = (await requestToken(gateway.server, vendor)).json().access_token
    const kid = await gateway.deps.keyring.rotate('token')
    const after = (await requestToken(gateway.server, vendor)).json().access_token
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
    ['with the grant authorization_code', { grant_type: 'authorization_code', code: 'x' }, 400, 'invalid_request'],
    ['with the grant refresh_token', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_request'],
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
    const answer = await requestToken(gateway.server, vendor, more)
    expect([answer.statusCode, answer.json().error]).toEqual([status, error])
  })

  test('with a parameter that stands twice', async () => {
    for (const twice of [
      '&scope=berichtsheft:lesen&scope=ereignis:lesen',
      '&grant_type=client_credentials',
      `&client_assertion=x`,
    ]) {
      const answer = await post(toForm(await createAssertion(vendor)) + twice)
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
    const answer = await post(toForm('x'.repeat(20_000)))
    expect([answer.statusCode, answer.json().status]).toEqual([413, 413])
  })

  test('as a page, but never with more than the error', async () => {
    const answer = await post(toForm('abc'), { accept: 'text/html' })
    expect(answer.statusCode).toBe(400)
    expect(Object.keys(answer.json()).sort()).toEqual(['error', 'error_description'])
  })
})

describe('when the gateway itself fails', () => {
  test('because its database is away, the client is asked to come back', async () => {
    const db = openDatabase('postgresql://nobody@127.0.0.1:1/none', {
      applicationName: 'away',
      onError: () => undefined,
    })
    // The start reads maintenance windows with the bare driver, so that is still there.
    const away = await buildApp({ ...gateway.deps, db: { ...db, pool: gateway.deps.db.pool } })
    const answer = await requestToken(away.server, vendor)
    expect([answer.statusCode, answer.headers['retry-after'], answer.json()]).toEqual([
      503,
      '2',
      { error: 'temporarily_unavailable' },
    ])
    await away.server.close()
    await db.close()
  })

  test('for a reason of its own, the client learns nothing of it', async () => {
    const rename = (from: string, to: string) => admin.query(`alter table ${from} rename to ${to}`)
    await rename('zugang', 'verlegt')
    const answer = await requestToken(gateway.server, vendor)
    await rename('verlegt', 'zugang')
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      { error: 'server_error', error_description: 'oops! something went wrong' },
    ])
    expect((await requestToken(gateway.server, vendor)).statusCode).toBe(200)
  })
})

describe('of the provider', () => {
  test('only what people and machines sign in with is open', async () => {
    const closed = ['/oidc/me', '/oidc/reg', '/oidc/request', '/oidc/backchannel', '/oidc', '/oidc/']
    for (const url of closed) {
      for (const method of ['GET', 'POST'] as const) {
        expect((await gateway.server.inject({ method, url })).statusCode, `${method} ${url}`).toBe(404)
      }
    }
    for (const url of [
      '/oidc/token/introspection',
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
        authorization_endpoint: `${issuer}/auth`,
        device_authorization_endpoint: `${issuer}/device/auth`,
        end_session_endpoint: `${issuer}/session/end`,
        revocation_endpoint: `${issuer}/token/revocation`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        grant_types_supported: expect.arrayContaining(['authorization_code', 'client_credentials', 'refresh_token']),
        response_types_supported: ['code', 'none'],
        response_modes_supported: expect.arrayContaining(['query']),
        code_challenge_methods_supported: ['S256'],
        acr_values_supported: ['normal', 'mehrfaktor'],
        authorization_response_iss_parameter_supported: true,
        claims_supported: expect.arrayContaining(['sub', 'email', 'name']),
        scopes_supported: expect.arrayContaining(['openid', 'person', 'berichtsheft:lesen']),
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
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
