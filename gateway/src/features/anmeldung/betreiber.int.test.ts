import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { generateKey } from '@berichtsheft/core/signatur'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../../config.ts'
import { applicationRole, type Database, openDatabase } from '../../db/client.ts'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/create-test-database.ts'
import { ensureBetreiber } from './betreiber.ts'

let database: TestDatabase
let db: Database
let folder: string
let file: string
const now = () => new Date('2026-11-20T08:00:00Z')

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, {
    applicationName: 'betreiber-test',
    role: applicationRole,
    maxConnections: 4,
    onError: () => undefined,
  })
})
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'betreiber-'))
  file = path.join(folder, 'betreiber.jwk.json')
  await alsSystem({ db, now }, (trx) => trx('zugang').delete())
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
afterAll(async () => {
  await db?.close()
  await database?.close()
})

const ensure = (env: Record<string, string> = {}) =>
  ensureBetreiber({ config: loadConfig({ DATA_DIR: folder, ...env }), db, now })
const rows = () =>
  alsSystem({ db, now }, (trx) =>
    trx('zugang').orderBy('client_id').select('client_id', 'art', 'schluessel', 'gesperrt_am'),
  )
const readKey = () => JSON.parse(readFileSync(file, 'utf8'))

test('the first start makes a client whose private key only the owner of the file can read', async () => {
  const made = await ensure()
  expect(made).toEqual({ clientId: expect.any(String), createdFile: file })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const { d, clientId, ...publicPart } = readKey()
  expect(typeof d).toBe('string')
  expect(clientId).toBe(made?.clientId)
  expect(await rows()).toEqual([{ client_id: clientId, art: 'betreiber', schluessel: publicPart, gesperrt_am: null }])
})

test('later starts change nothing, though the file was taken away', async () => {
  const made = await ensure()
  rmSync(file)
  expect(await ensure()).toEqual({ clientId: made?.clientId })
  expect(await rows()).toHaveLength(1)
  expect(() => statSync(file)).toThrow(/ENOENT/)
})

test('several processes that start at once make one client', async () => {
  const made = await Promise.all([ensure(), ensure(), ensure()])
  expect(new Set(made.map((one) => one?.clientId)).size).toBe(1)
  expect(made.filter((one) => one?.createdFile)).toHaveLength(1)
  expect(await rows()).toHaveLength(1)
})

test('the file of a first start that was cut off is used, not overwritten', async () => {
  const made = await ensure()
  await alsSystem({ db, now }, (trx) => trx('zugang').delete())
  const before = readKey()
  expect(await ensure()).toEqual({ clientId: made?.clientId })
  expect(readKey()).toEqual(before)
  expect((await rows())[0]).toMatchObject({ client_id: before.clientId, schluessel: { kid: before.kid } })
})

test('a given public key is taken instead, and no file is written; a private part in it is dropped', async () => {
  const { privateJwk } = await generateKey('ES256')
  const made = await ensure({ BETREIBER_JWK: JSON.stringify(privateJwk) })
  expect(made?.createdFile).toBeUndefined()
  expect(() => statSync(file)).toThrow(/ENOENT/)
  const [row] = await rows()
  expect(row.schluessel).toMatchObject({ kid: privateJwk.kid, x: privateJwk.x })
  expect(row.schluessel).not.toHaveProperty('d')
})

test('a new given key takes the place of the old one, the client stays the same', async () => {
  const [first, second] = [await generateKey('ES256'), await generateKey('ES256')]
  const { kid, ...unnamed } = second.publicJwk
  const made = await ensure({ BETREIBER_JWK: JSON.stringify(first.publicJwk) })
  expect(await ensure({ BETREIBER_JWK: JSON.stringify(unnamed) })).toEqual(made)
  expect((await rows()).map(({ schluessel }) => schluessel.kid)).toEqual([kid])
})

test('a locked operator is not let in by a new start', async () => {
  await ensure()
  await alsSystem({ db, now }, (trx) => trx('zugang').update({ gesperrt_am: now() }))
  const { publicJwk } = await generateKey('ES256')
  expect(await ensure({ BETREIBER_JWK: JSON.stringify(publicJwk) })).toBeUndefined()
  expect(await rows()).toHaveLength(1)
})

test.for<[string, string]>([
  ['no JSON', 'geheim'],
  ['a symmetric key', '{"kty":"oct","k":"Z2VoZWlt"}'],
  ['a key of another curve', '{"kty":"EC","crv":"P-384","x":"geheim","y":"geheim"}'],
  ['a short RSA key', '{"kty":"RSA","n":"geheim","e":"AQAB"}'],
])('%s as key is refused without repeating it, and nothing is stored', async ([, text]) => {
  await expect(ensure({ BETREIBER_JWK: text })).rejects.toThrow(/^BETREIBER_JWK holds (?!.*geheim)/)
  expect(await rows()).toEqual([])
})

test('a file that is something else is refused, and nothing is stored', async () => {
  writeFileSync(file, '{}')
  await expect(ensure()).rejects.toThrow(/has no clientId/)
  expect(await rows()).toEqual([])
})
