import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { limits } from '@berichtsheft/core'
import { createGuardedFetch, type GuardedFetch } from '@berichtsheft/sdk/netz'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Aussteller, createFremdaussteller } from './aussteller.ts'
import { type IssuerServer, sendJson, startIssuer } from './testing/issuer-server.ts'

let keys: { readonly es: JWK; readonly rs: JWK; readonly secret: JWK }
beforeAll(async () => {
  const [es, rs] = [
    await generateKeyPair('ES256', { extractable: true }),
    await generateKeyPair('RS256', { extractable: true }),
  ]
  keys = {
    es: { ...(await exportJWK(es.publicKey)), kid: 'es', alg: 'ES256', use: 'sig' },
    rs: { ...(await exportJWK(rs.publicKey)), kid: 'rs' },
    secret: { ...(await exportJWK(es.privateKey)), kid: 'verraten' },
  }
})

let server: IssuerServer
let aussteller: Aussteller
let errors: string[]
let netz: GuardedFetch
beforeEach(async () => {
  netz = createGuardedFetch({
    erlaubteNetze: '127.0.0.0/8',
    zeit: limits.ausstellerZeit,
    groesse: limits.ausstellerAntwort,
  })
  vi.useFakeTimers({ toFake: ['performance'] })
  errors = []
  server = await startIssuer([keys.es])
  aussteller = open()
})
afterEach(async () => {
  vi.useRealTimers()
  await netz.close()
  await server.stop()
})

const open = () =>
  createFremdaussteller({
    issuer: server.issuer,
    fetch: netz.fetch,
    onError: (error) => errors.push(`${error.message} ${error.cause ?? ''}`),
  })
const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000)
const knows = async (kid: string, alg = 'ES256') => (await aussteller.findKey({ kid, alg })) !== undefined
const looks = () => server.requests.filter((path) => path === '/jwks').length

test('the keys are found by way of the discovery document, when they are needed first', async () => {
  expect(server.requests).toEqual([])
  expect(aussteller.isCurrent()).toBe(false)
  expect(await knows('es')).toBe(true)
  expect(aussteller.isCurrent()).toBe(true)
  expect(server.requests).toEqual(['/realm/.well-known/openid-configuration', '/jwks'])
})

test('requests at the same time share one look', async () => {
  expect(await Promise.all(Array.from({ length: 50 }, () => knows('es')))).toEqual(
    Array.from({ length: 50 }, () => true),
  )
  expect(looks()).toBe(1)
})

test('A07: a new key is taken without a restart', async () => {
  await knows('es')
  pass(5)
  server.keys = [keys.es, { ...keys.es, kid: 'neu' }]
  expect(await knows('neu')).toBe(true)
})

test('unknown keys cause one look in five seconds, however many ask', async () => {
  await knows('es')
  pass(5)
  for (let i = 0; i < 20; i++) expect(await knows(randomUUID())).toBe(false)
  expect(looks()).toBe(2)
  pass(4.9)
  await knows(randomUUID())
  expect(looks()).toBe(2)
  pass(0.2)
  await knows(randomUUID())
  expect(looks()).toBe(3)
})

test('A07: a removed key is refused after a minute, and everybody who remembers tokens is told', async () => {
  let changes = 0
  const stop = aussteller.onChange(() => {
    changes++
  })
  await knows('es')
  expect(changes).toBe(1)
  server.keys = [keys.rs]
  pass(59)
  expect(aussteller.isCurrent()).toBe(true)
  expect(await knows('es')).toBe(true)
  pass(2)
  expect(aussteller.isCurrent()).toBe(false)
  await aussteller.refresh()
  expect(changes).toBe(2)
  expect(await knows('es')).toBe(false)
  stop()
})

test('A07: while the issuer is stopped, its keys serve until ten minutes after they were read; then nothing is accepted', async () => {
  await knows('es')
  await server.stop()
  pass(61)
  expect(await knows('es')).toBe(true)
  expect(aussteller.isCurrent()).toBe(true) // known to be down: remembered tokens need not wait for it
  expect(errors).toHaveLength(1)
  pass(538)
  await aussteller.refresh()
  expect(await knows('es')).toBe(true)
  pass(2)
  expect(aussteller.isCurrent()).toBe(false)
  await expect(aussteller.refresh()).rejects.toThrow(/cannot be read/)
  await expect(knows('es')).rejects.toThrow(/cannot be read/)
  await server.start()
  pass(6)
  expect(await knows('es')).toBe(true)
})

test('an issuer that hangs is waited for once, not by every request', async () => {
  await knows('es')
  server.answers.set('/jwks', () => undefined)
  pass(61)
  const first = await elapsed(() => knows('es'))
  expect(first).toBeGreaterThan(2_500)
  pass(10)
  expect(await elapsed(() => aussteller.refresh())).toBeLessThan(500)
  expect(errors).toHaveLength(1)
})

const elapsed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = Date.now()
  await work()
  return Date.now() - started
}

test('an issuer in an inner network that is not opened is never asked', async () => {
  const closed = createGuardedFetch({ erlaubteNetze: '', zeit: 1_000, groesse: 1_000 })
  aussteller = createFremdaussteller({
    issuer: server.issuer,
    fetch: closed.fetch,
    onError: (error) => errors.push(error.name),
  })
  await expect(knows('es')).rejects.toThrow(/cannot be read/)
  expect(errors).toEqual(['ZielError'])
  expect(server.requests).toEqual([])
  await closed.close()
})

describe('A07: a key set', () => {
  test('with a hundred keys is read, with one more it is not', async () => {
    server.keys = [...Array.from({ length: 99 }, (_, i) => ({ ...keys.es, kid: `k${i}` })), keys.es]
    expect(await knows('es')).toBe(true)
    server.keys = [...server.keys, { ...keys.es, kid: 'zu viel' }]
    aussteller = open()
    await expect(knows('es')).rejects.toThrow(/cannot be read/)
    expect(errors.join()).toMatch(/101 keys/)
  })

  test('with 10 000 keys is refused, and the keys at hand serve on', async () => {
    await knows('es')
    server.keys = Array.from({ length: 10_000 }, (_, i) => ({ kty: 'EC', crv: 'P-256', kid: `k${i}` }))
    pass(61)
    expect(await knows('es')).toBe(true)
    expect(await knows('k5')).toBe(false)
    expect(errors.join()).toMatch(/10000 keys/)
  })

  test('with private and symmetric keys: those verify nothing, the others do', async () => {
    server.keys = [
      keys.secret,
      { kty: 'oct', k: 'c2VjcmV0', kid: 'oct' },
      null,
      'x',
      { ...keys.es, kid: undefined },
      { ...keys.es, kid: 'enc', use: 'enc' },
      keys.es,
    ]
    expect(await knows('es')).toBe(true)
    expect(await knows('verraten')).toBe(false)
    expect(await knows('oct', 'HS256')).toBe(false)
    expect(await knows('enc')).toBe(false)
  })

  test('with the same name twice: neither verifies', async () => {
    server.keys = [keys.es, { ...keys.es }]
    expect(await knows('es')).toBe(false)
  })

  test('says which algorithm a key is for, and no other is tried', async () => {
    server.keys = [keys.es, { ...keys.rs, alg: 'RS256' }]
    expect(await knows('rs', 'PS256')).toBe(false)
    expect(await knows('rs', 'RS256')).toBe(true)
    expect(await knows('es', 'RS256')).toBe(false)
  })
})

const text =
  (
    body: string | Buffer,
    headers: Record<string, string> = {},
    status = 200,
  ): Parameters<IssuerServer['answers']['set']>[1] =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)

describe('an answer is refused', () => {
  const goodKeys = () => JSON.stringify({ keys: [keys.es] })
  const cases: readonly (readonly [string, string, () => Parameters<IssuerServer['answers']['set']>[1], RegExp])[] = [
    [
      'of 5 MB',
      '/jwks',
      () => text(`{"x":"${'x'.repeat(5_000_000)}","keys":[${JSON.stringify(keys.es)}]}`),
      /larger than 1048576 bytes/,
    ],
    [
      'of 5 MB, packed to 5 kB',
      '/jwks',
      () => text(gzipSync(`{"x":"${'x'.repeat(5_000_000)}","keys":[]}`), { 'content-encoding': 'gzip' }),
      /larger than 1048576 bytes/,
    ],
    [
      'without end',
      '/jwks',
      () => (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        const timer = setInterval(() => response.write('x'.repeat(200_000)), 1)
        response.on('close', () => clearInterval(timer))
      },
      /larger than 1048576 bytes/,
    ],
    ['with status 500', '/jwks', () => text(goodKeys(), {}, 500), /answered 500/],
    ['that leads elsewhere', '/jwks', () => text('', { location: `${server.issuer}/other` }, 302), /answered 302/],
    ['that is a page', '/jwks', () => text('<html>', { 'content-type': 'text/html' }), /JSON/],
    ['that is a list', '/jwks', () => text('[]'), /no keys/],
    ['that is null', '/jwks', () => text('null'), /no JSON object/],
    ['without keys', '/jwks', () => text('{}'), /no keys/],
    ['whose keys are an object', '/jwks', () => text('{"keys":{}}'), /no keys/],
    ['that is cut', '/jwks', () => text(goodKeys().slice(0, -5)), /JSON/],
    [
      'of another issuer',
      '/realm/.well-known/openid-configuration',
      () => (_request, response) =>
        sendJson(response, {
          issuer: 'https://other.example',
          jwks_uri: `${server.issuer.replace('/realm', '')}/jwks`,
        }),
      /another issuer/,
    ],
    [
      'that names a file for its keys',
      '/realm/.well-known/openid-configuration',
      () => (_request, response) => sendJson(response, { issuer: server.issuer, jwks_uri: 'file:///etc/passwd' }),
      /no address/,
    ],
    [
      'that names an inner address for its keys',
      '/realm/.well-known/openid-configuration',
      () => (_request, response) =>
        sendJson(response, { issuer: server.issuer, jwks_uri: 'http://169.254.169.254/latest/meta-data' }),
      /public/i,
    ],
    [
      'that names no address for its keys',
      '/realm/.well-known/openid-configuration',
      () => (_request, response) => sendJson(response, { issuer: server.issuer }),
      /no address/,
    ],
  ]
  test.for(cases)('%s', async ([, path, answer, reason]) => {
    server.answers.set(path, answer())
    const before = process.memoryUsage().rss
    await expect(knows('es')).rejects.toThrow(/cannot be read/)
    expect(errors.join()).toMatch(reason)
    expect(process.memoryUsage().rss - before).toBeLessThan(96 * 1024 * 1024)
    expect(server.requests).not.toContain('/realm/other')
  })
})
