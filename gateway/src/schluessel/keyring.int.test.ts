import { limits } from '@berichtsheft/core'
import { createSet, verifySet } from '@berichtsheft/core/signatur'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { applicationRole, openDatabase } from '../db/client.ts'
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts'
import { type Keyring, openKeyring } from './keyring.ts'

const wrappingKey = new Uint8Array(32).fill(1)
const clock = { now: new Date('2026-11-20T08:00:00Z') }
const closers: (() => Promise<unknown>)[] = []
let database: TestDatabase
let admin: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
afterAll(async () => {
  await admin?.end()
  await database?.close()
})

/** A keyring as a process of its own has it: own pool, own listening connection. */
const open = async (key: Uint8Array = wrappingKey): Promise<Keyring & { errors: Error[] }> => {
  const errors: Error[] = []
  const onError = (error: Error) => void errors.push(error)
  const db = openDatabase(database.url, {
    applicationName: 'keyring-test',
    role: applicationRole,
    maxConnections: 2,
    onError,
  })
  closers.push(db.close)
  const keyring = await openKeyring({ db, databaseUrl: database.url, now: () => clock.now, wrappingKey: key, onError })
  closers.push(keyring.close)
  return { ...keyring, errors }
}

const kidsOf = (keyring: Keyring, zweck?: 'token' | 'paket') => keyring.jwks(zweck).keys.map(({ kid }) => kid)

test('several processes that start at once on an empty database have the same keys', async () => {
  const keyrings = await Promise.all([open(), open(), open()])
  const [first] = keyrings
  expect(kidsOf(keyrings[0])).toHaveLength(2)
  for (const keyring of keyrings) expect(kidsOf(keyring)).toEqual(kidsOf(keyrings[0]))
  expect(first?.signer().alg).toBe('ES256')
  expect(first?.tokenSigner()).toMatchObject({ kty: 'RSA', alg: 'RS256' })
  expect(Buffer.from(String(first?.tokenSigner().n), 'base64url').length * 8).toBeGreaterThanOrEqual(2048)
})

test('what is published holds no private member, and what is stored cannot be read without the wrapping key', async () => {
  const keyring = await open()
  for (const key of keyring.jwks().keys) {
    expect(Object.keys(key)).not.toEqual(expect.arrayContaining(['d']))
    expect(Object.keys(key).filter((name) => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].includes(name))).toEqual([])
  }
  const { rows } = await admin.query('select kid, privat, oeffentlich from schluessel')
  expect(rows).toHaveLength(3)
  for (const { privat, oeffentlich } of rows) {
    expect(oeffentlich).not.toHaveProperty('d')
    const parts = String(privat).split('.')
    expect(JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString())).toMatchObject({
      alg: 'dir',
      enc: 'A256GCM',
    })
    expect(parts).toHaveLength(5)
  }
})

test('another wrapping key is refused at start, with the place to look at', async () => {
  await open()
  await expect(open(new Uint8Array(32).fill(2))).rejects.toThrow(/was another SCHLUESSEL or key file used/)
})

test('a replaced token key verifies until its end and signs no more; other processes know at once', async () => {
  const [a, b] = [await open(), await open()]
  const old = a.tokenSigner().kid
  clock.now = new Date(clock.now.getTime() + 1_000)
  const changed = new Promise<void>((resolve) => b.onChange(resolve))
  const started = performance.now()
  const kid = await a.rotate('token')
  await changed
  expect(performance.now() - started).toBeLessThan(15_000) // mostly the making of the key
  for (const keyring of [a, b]) {
    expect(keyring.tokenSigner().kid).toBe(kid)
    expect(keyring.tokenKey(kid)).toBeDefined()
    expect(keyring.tokenKey(old)).toBeDefined()
    expect(kidsOf(keyring, 'token')).toEqual([kid, old])
  }
  const { rows } = await admin.query('select privat from schluessel where kid = $1', [old])
  expect(rows).toEqual([{ privat: '' }])

  const before = clock.now
  clock.now = new Date(before.getTime() + 419_000)
  expect(b.tokenKey(old)).toBeDefined()
  clock.now = new Date(before.getTime() + 420_000)
  expect(b.tokenKey(old)).toBeUndefined()
  await b.refresh()
  expect(kidsOf(b, 'token')).toEqual([kid])
  expect(b.tokenKey(kid)).toBeDefined()
})

test('a replaced secret of cookies verifies as long as its cookies live, is published nowhere, and goes then', async () => {
  const [a, b] = [await open(), await open()]
  const [old] = a.cookieKeys()
  const changed = new Promise<void>((resolve) => b.onChange(resolve))
  const kid = await a.rotate('cookie')
  await changed
  for (const keyring of [a, b]) {
    expect(keyring.cookieKeys().map((key) => key.kid)).toEqual([kid, old?.kid])
    expect(keyring.cookieKeys()[1]).toMatchObject({ geheimnis: old?.geheimnis, gueltigBis: expect.any(String) })
    expect(JSON.stringify(keyring.jwks())).not.toContain(kid)
  }
  const { rows } = await admin.query("select * from schluessel where zweck = 'cookie'")
  for (const { geheimnis } of a.cookieKeys()) expect(JSON.stringify(rows)).not.toContain(geheimnis)
  const before = clock.now
  const life = limits.sitzungTage * 86_400_000
  clock.now = new Date(before.getTime() + life)
  await b.refresh()
  expect(b.cookieKeys()).toHaveLength(2)
  clock.now = new Date(before.getTime() + life + 61_000)
  await b.refresh()
  expect(b.cookieKeys().map((key) => key.kid)).toEqual([kid])
  // One that has become known goes at once, and another takes its place.
  expect(await a.remove(kid)).toBe(true)
  expect(a.cookieKeys()).toHaveLength(1)
  expect(a.cookieKeys()[0]?.kid).not.toBe(kid)
  await a.rotate('cookie')
  expect((await admin.query("select from schluessel where zweck = 'cookie'")).rowCount).toBe(2)
  clock.now = before
})

test('keys of tokens and cookies that have signed long enough are replaced once, by whichever process comes first', async () => {
  const [a, b] = [await open(), await open()]
  await a.rotate('token')
  await a.rotate('cookie')
  const stand = (keyring: Keyring) => [
    keyring.tokenSigner().kid,
    keyring.cookieKeys()[0]?.kid,
    keyring.jwks('paket').keys[0]?.kid,
  ]
  const [token, cookie, paket] = stand(a)
  const before = clock.now
  const day = 86_400_000
  // A new key counts from a minute before it was made.
  clock.now = new Date(before.getTime() + 90 * day - 61_000)
  expect(await a.rotateDue(90)).toEqual([])
  clock.now = new Date(before.getTime() + 90 * day - 60_000)
  const replaced = await Promise.all([a.rotateDue(90), b.rotateDue(90)])
  expect(replaced.flat().sort()).toEqual(['cookie', 'token'])
  await b.refresh()
  expect(stand(b)).toEqual([expect.not.stringMatching(`^${token}$`), expect.not.stringMatching(`^${cookie}$`), paket])
  expect(b.tokenKey(String(token))).toBeDefined()
  expect(await a.rotateDue(90)).toEqual([])
  clock.now = before
})

test('a replaced package key stays published with the time in which it signed; its old signatures verify, new ones do not', async () => {
  const keyring = await open()
  const token = (iat: number) => ({
    iss: 'https://gateway.example',
    aud: 'kammer:153',
    jti: 'a',
    iat,
    zeitpunkt: iat,
    txn: 'b',
    ereignis: 'https://berichtsheft.example/ereignis/anforderung.gelesen',
    objektId: 'c',
    ids: {},
  })
  const iat = Math.floor(clock.now.getTime() / 1000)
  const signer = keyring.signer()
  const signed = await createSet(token(iat), signer)
  await keyring.rotate('paket')
  expect(keyring.signer().kid).not.toBe(signer.kid)
  const [, replaced] = keyring.jwks('paket').keys
  expect(replaced).toMatchObject({
    kid: signer.kid,
    gueltigVon: expect.any(String),
    gueltigBis: new Date(clock.now.getTime() + 60_000).toISOString(),
  })
  const expected = { iss: 'https://gateway.example', aud: 'kammer:153' }
  await expect(verifySet(signed, keyring.jwks('paket'), expected)).resolves.toMatchObject({ objektId: 'c' })
  clock.now = new Date(clock.now.getTime() + 10 * 365 * 86_400_000)
  await keyring.refresh()
  expect(kidsOf(keyring, 'paket')).toContain(signer.kid)
})

test('A07: a removed key is gone at once in every process, and one that signed is replaced', async () => {
  const [a, b] = [await open(), await open()]
  const { kid } = a.tokenSigner()
  const changed = new Promise<void>((resolve) => b.onChange(resolve))
  expect(await a.remove(kid)).toBe(true)
  expect(a.tokenKey(kid)).toBeUndefined()
  await changed
  expect(b.tokenKey(kid)).toBeUndefined()
  expect(b.tokenSigner().kid).toBe(a.tokenSigner().kid)
  expect(await a.remove(kid)).toBe(false)
  expect(await a.remove("x' or true --")).toBe(false)
  expect(b.tokenKey(b.tokenSigner().kid)).toBeDefined()
})

test('a listener that was told to stop hears nothing more', async () => {
  const keyring = await open()
  let calls = 0
  const stop = keyring.onChange(() => {
    calls++
  })
  await keyring.rotate('paket')
  expect(calls).toBe(1)
  stop()
  await keyring.rotate('paket')
  expect(calls).toBe(1)
})

test('a lost listening connection is opened again, and what happened in between is seen', async () => {
  const [a, b] = [await open(), await open()]
  const listening = "application_name = 'berichtsheft-schluessel' and datname = current_database()"
  const count = async () => (await admin.query(`select pid from pg_stat_activity where ${listening}`)).rowCount
  await vi.waitFor(async () => expect(await count()).toBe(2), { timeout: 5_000 })
  const changed = new Promise<void>((resolve) => b.onChange(resolve))
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${listening}`)
  const kid = await a.rotate('paket')
  await changed
  expect(b.signer().kid).toBe(kid)
  expect(b.errors.map(({ message }) => message).join()).toMatch(/terminat/)
  await vi.waitFor(async () => expect(await count()).toBe(2), { timeout: 10_000 })
})

test('a change that nobody was told of is seen within seconds, and a missing key is made anew', async () => {
  const keyring = await open()
  const { kid } = keyring.signer()
  await admin.query('delete from schluessel where kid = $1', [kid])
  await vi.waitFor(() => expect(keyring.signer().kid).not.toBe(kid), { timeout: 5_000, interval: 50 })
  expect(kidsOf(keyring, 'paket')).not.toContain(kid)
})

test('keys that cannot be read again are not trusted for longer than five seconds, and trusted again afterwards', async () => {
  const keyring = await open()
  expect(keyring.isCurrent()).toBe(true)
  await admin.query('alter table schluessel rename to verlegt')
  try {
    await vi.waitFor(() => expect(keyring.isCurrent()).toBe(false), { timeout: 8_000, interval: 50 })
    await expect(keyring.refresh()).rejects.toThrow(/schluessel/)
    expect(keyring.errors.length).toBeGreaterThan(0)
  } finally {
    await admin.query('alter table verlegt rename to schluessel')
  }
  await keyring.refresh()
  expect(keyring.isCurrent()).toBe(true)
})

test('a look for an unknown key is not repeated within its pause', async () => {
  const keyring = await open()
  await admin.query('alter table schluessel rename to verlegt')
  try {
    await expect(keyring.refresh(60_000)).resolves.toBeUndefined()
    await expect(keyring.refresh()).rejects.toThrow()
  } finally {
    await admin.query('alter table verlegt rename to schluessel')
  }
})
