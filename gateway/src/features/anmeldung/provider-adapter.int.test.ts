import type { Adapter } from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applicationRole, type Database, openDatabase } from '../../db/client.ts'
import { alsSystem } from '../../db/transaktion.ts'
import { unwrapText, wrapText } from '../../schluessel/wrap-text.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/create-test-database.ts'
import { deleteExpiredArtefakte } from './anmeldung.queries.ts'
import { hashOf } from './artefakt-siegel.ts'
import { createProviderAdapter } from './provider-adapter.ts'

let database: TestDatabase
let db: Database
const clock = { now: new Date('2026-11-20T08:00:00Z') }
const now = () => clock.now
const pass = (seconds: number) => {
  clock.now = new Date(clock.now.getTime() + seconds * 1000)
}
const wrappingKey = new Uint8Array(32).fill(7)
const keyring = {
  wrap: (text: string, bezug: string) => wrapText(text, bezug, wrappingKey),
  unwrap: (text: string, bezug: string) => unwrapText(text, bezug, wrappingKey),
}
const adapterOf = (model: string): Adapter =>
  createProviderAdapter({ db, now, keyring, config: { PUBLIC_URL: 'https://ihk.example' } })(model)

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.url, {
    applicationName: 'adapter-test',
    role: applicationRole,
    maxConnections: 4,
    onError: () => undefined,
  })
})
afterAll(async () => {
  await db?.close()
  await database?.close()
})

test('what is kept is found until it expires, by id, uid or user code, and only in its own model', async () => {
  const sessions = adapterOf('Session')
  await sessions.upsert('s1', { uid: 'u1', accountId: 'a' }, 60)
  await adapterOf('DeviceCode').upsert('d1', { userCode: 'ABCD' }, 60)
  expect(await sessions.find('s1')).toEqual({ uid: 'u1', accountId: 'a' })
  expect(await sessions.findByUid('u1')).toEqual({ uid: 'u1', accountId: 'a' })
  expect(await adapterOf('DeviceCode').findByUserCode('ABCD')).toEqual({ userCode: 'ABCD' })
  expect(await adapterOf('Grant').find('s1')).toBeUndefined()
  await sessions.upsert('s1', { uid: 'u2' }, 60)
  expect(await sessions.find('s1')).toEqual({ uid: 'u2' })
  pass(59)
  expect(await sessions.find('s1')).toBeDefined()
  pass(1)
  expect(await sessions.find('s1')).toBeUndefined()
  expect(await sessions.findByUid('u2')).toBeUndefined()
})

test('what was used says when, what was destroyed is gone, and with a consent all that it opened', async () => {
  const codes = adapterOf('AuthorizationCode')
  await codes.upsert('c1', { grantId: 'g1' }, 60)
  await codes.upsert('c2', { grantId: 'g1' }, 60)
  await codes.upsert('c3', { grantId: 'g2' }, 60)
  await codes.consume('c1')
  expect(await codes.find('c1')).toEqual({ grantId: 'g1', consumed: clock.now.getTime() / 1000 })
  await codes.revokeByGrantId('g1')
  expect([await codes.find('c1'), await codes.find('c2'), await codes.find('c3')]).toEqual([
    undefined,
    undefined,
    { grantId: 'g2' },
  ])
  await codes.destroy('c3')
  expect(await codes.find('c3')).toBeUndefined()
})

test('an id can be used once until it expires, whoever comes first', async () => {
  const used = adapterOf('ReplayDetection')
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => used.upsert('j1', { iss: 'x' }, 60)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ error: 'invalid_client', statusCode: 401 })
  }
  pass(60)
  await expect(used.upsert('j1', { iss: 'x' }, 60)).resolves.toBeUndefined()
})

test('what has expired is removed, and nothing else', async () => {
  const count = () => alsSystem({ db, now }, (trx) => trx('oidc_artefakt').count<{ count: number }[]>('*'))
  pass(3_600)
  await adapterOf('Session').upsert('bleibt', {}, 60)
  await adapterOf('Session').upsert('ohne Ende', {})
  await alsSystem({ db, now }, (trx) => deleteExpiredArtefakte(trx, now()))
  expect(await count()).toEqual([{ count: 2 }])
})

test('what lies in the table opens nothing: values of cookies, codes and tokens are hashes, all about them is sealed', async () => {
  const secret = (name: string) => `geheim-${name}`
  const kept = {
    jti: secret('session'),
    uid: 'u9',
    accountId: 'konto-9',
    state: { secret: secret('xsrf') },
    session: { cookie: secret('cookie') },
    params: { code_challenge: secret('challenge') },
    deviceCode: secret('device'),
    userCode: secret('user'),
  }
  await adapterOf('DeviceCode').upsert(kept.jti, kept, 60)
  const [row] = await alsSystem({ db, now }, (trx) => trx('oidc_artefakt').where({ art: 'DeviceCode' }).select('*'))
  expect(JSON.stringify(row)).not.toContain('geheim-')
  expect(row.inhalt).toEqual({
    uid: 'u9',
    accountId: 'konto-9',
    userCode: expect.stringMatching(/^[\w-]{43}$/),
    versiegelt: expect.stringMatching(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/),
  })
  // What was read finds nothing, neither the hash of the id nor that of the code.
  expect(await adapterOf('DeviceCode').find(row.id)).toBeUndefined()
  expect(await adapterOf('DeviceCode').findByUserCode(row.inhalt.userCode)).toBeUndefined()
  expect(await adapterOf('DeviceCode').find(kept.jti)).toEqual(kept)
  expect(await adapterOf('DeviceCode').findByUserCode(kept.userCode)).toEqual(kept)
})

test('what was sealed for one row does not open in another', async () => {
  const tokens = adapterOf('RefreshToken')
  await tokens.upsert('r1', { accountId: 'a' }, 60)
  await tokens.upsert('r2', { accountId: 'b' }, 60)
  await alsSystem({ db, now }, (trx) =>
    trx.raw(
      "update oidc_artefakt z set inhalt = (select q.inhalt from oidc_artefakt q where q.art = 'RefreshToken' and q.id = ?) where z.art = 'RefreshToken' and z.id = ?",
      [hashOf('r1'), hashOf('r2')],
    ),
  )
  await expect(tokens.find('r2')).rejects.toThrow(/belong/)
})

test('clients are read, never written', async () => {
  const clients = adapterOf('Client')
  expect(await clients.find('01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77')).toBeUndefined()
  await expect(clients.upsert('x', {}, 1)).rejects.toThrow(/their own operations/)
  await expect(clients.destroy('x')).rejects.toThrow(/their own operations/)
})

test('without naming itself to row level security the service sees nothing of it', async () => {
  for (const table of ['oidc_artefakt', 'schluessel', 'zugang']) {
    expect(await db.knex(table).count('*')).toEqual([{ count: 0 }])
  }
})
