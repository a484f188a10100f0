import { once } from 'node:events'
import net from 'node:net'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts'
import { applicationRole, type ConnectionOptions, type Database, openDatabase } from './client.ts'

let database: TestDatabase
let opened: Database[] = []
let closing: (() => Promise<unknown>)[] = []
let errors: Error[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})

afterEach(async () => {
  await Promise.all(opened.map((each) => each.close()))
  await Promise.all(closing.map((close) => close()))
  opened = []
  closing = []
  errors = []
})

afterAll(() => database.close())

function open(options: Partial<ConnectionOptions> = {}, url = database.url): Database {
  const each = openDatabase(url, { applicationName: 'test', onError: (error) => errors.push(error), ...options })
  opened.push(each)
  return each
}

/** The first column of the first row, asked in both ways. */
async function askBoth({ knex, pool }: Database, sql: string): Promise<unknown[]> {
  const [a, b] = await Promise.all([knex.raw<pg.QueryResult>(sql), pool.query(sql)])
  return [a, b].map(({ rows }) => Object.values(rows[0] ?? {})[0])
}

test('works as the role it was given, which may not switch row level security off', async () => {
  const db = open({ role: applicationRole })
  expect(await askBoth(db, 'select current_user')).toEqual([applicationRole, applicationRole])
  expect(
    await askBoth(db, 'select rolsuper or rolbypassrls or rolcanlogin from pg_roles where rolname = current_user'),
  ).toEqual([false, false])
  await expect(db.pool.query('create table public.forbidden (id integer)')).rejects.toThrow(/permission denied/)
})

test('keeps the role when the address brings server options of its own', async () => {
  const address = `${database.url}?options=${encodeURIComponent('-c work_mem=7MB -c role=none')}`
  const db = open({ role: applicationRole }, address)
  expect(await askBoth(db, 'select current_user')).toEqual([applicationRole, applicationRole])
  expect(await askBoth(db, 'show work_mem')).toEqual(['7MB', '7MB'])
})

test('works as the user of the address without a role, under the given name and limits', async () => {
  const db = open({
    applicationName: 'berichtsheft-x',
    statementTimeout: 1234,
    lockTimeout: 56,
    idleInTransactionTimeout: 789,
  })
  expect(await askBoth(db, 'select current_user = session_user')).toEqual([true, true])
  expect(await askBoth(db, 'show application_name')).toEqual(['berichtsheft-x', 'berichtsheft-x'])
  expect(await askBoth(db, 'show statement_timeout')).toEqual(['1234ms', '1234ms'])
  expect(await askBoth(db, 'show lock_timeout')).toEqual(['56ms', '56ms'])
  expect(await askBoth(db, 'show idle_in_transaction_session_timeout')).toEqual(['789ms', '789ms'])
})

test('reads days as text and large counters exactly, in both ways', async () => {
  const db = open()
  expect(await askBoth(db, `select date '2026-03-29'`)).toEqual(['2026-03-29', '2026-03-29'])
  expect(await askBoth(db, 'select 9007199254740993')).toEqual(['9007199254740993', '9007199254740993'])
  expect(await askBoth(db, 'select count(*) from pg_class where false')).toEqual([0, 0])
})

test('ends a statement that runs too long', async () => {
  const { knex, pool } = open({ statementTimeout: 100 })
  await expect(pool.query('select pg_sleep(10)')).rejects.toThrow(/statement timeout/)
  await expect(knex.raw('select pg_sleep(10)')).rejects.toThrow(/statement timeout/)
})

test('says after the agreed wait that no connection is free', async () => {
  const { knex, pool } = open({ maxConnections: 1, acquireTimeout: 200 })
  // Knex sends nothing before somebody waits for it.
  const busy = [pool.query('select pg_sleep(1)'), knex.raw('select pg_sleep(1)').then(() => {})]
  const before = performance.now()
  await expect(pool.query('select 1')).rejects.toThrow(/timeout/)
  await expect(knex.raw('select 1')).rejects.toThrow(/Timeout acquiring a connection/)
  expect(performance.now() - before).toBeLessThan(1_000)
  await Promise.all(busy)
})

test('survives the end of its connections, idle or inside a transaction, reports it, and works on', async () => {
  const db = open()
  await askBoth(db, 'select 1')
  const inTransaction = await db.pool.connect()
  await inTransaction.query('begin')
  const trx = await db.knex.transaction()
  await trx.raw('select 1')

  await administrate(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await expect.poll(() => errors.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(3)
  await expect(inTransaction.query('select 1')).rejects.toThrow()
  inTransaction.release(true)
  await expect(trx.raw('select 1')).rejects.toThrow()
  await trx.rollback().catch(() => {}) // the connection is gone, and the transaction with it
  expect(await askBoth(db, 'select 1')).toEqual([1, 1])
})

test('passes on what Knex would only print', async () => {
  await open().knex.select('relname').from('pg_class').limit(Number.NaN)
  expect(errors.map(({ message }) => message)).toEqual(['Knex: A valid integer must be provided to limit'])
})

test('gives up a connection that was cut without a word, and works on with the next', async () => {
  const proxy = await startProxy()
  const db = open({ statementTimeout: 200 }, proxy.url)
  await askBoth(db, 'select 1')
  proxy.swallow = true
  const before = performance.now()
  const lost = await Promise.allSettled([db.knex.raw('select 1'), db.pool.query('select 1')])
  expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(performance.now() - before).toBeGreaterThan(4_000)
  proxy.swallow = false
  expect(await askBoth(db, 'select 1')).toEqual([1, 1])
}, 20_000)

test('refuses to work where something drops the role on the way', async () => {
  const proxy = await startProxy((bytes) =>
    bytes.toString('latin1').replace('-c role=', '-c  a.b=').replace('role', 'rolx'),
  )
  const { knex, pool } = open({ role: applicationRole }, proxy.url)
  await expect(pool.query('select 1')).rejects.toThrow(/instead of berichtsheft_app/)
  await expect(knex.raw('select 1')).rejects.toThrow(/instead of berichtsheft_app/)
})

async function administrate(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** A relay to the database that can swallow what the server answers, or change what the client says. */
async function startProxy(change: (bytes: Buffer) => string | Buffer = (bytes) => bytes) {
  const { hostname, port } = new URL(database.url)
  const sockets = new Set<net.Socket>()
  const state = { swallow: false, url: '' }
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {}) // both ends are torn down at the end of the test
    }
    client.on('data', (bytes) => upstream.write(change(bytes), 'latin1'))
    upstream.on('data', (bytes) => state.swallow || client.write(bytes))
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const relayed = new URL(database.url)
  relayed.port = String(typeof address === 'object' ? address?.port : '')
  state.url = relayed.href
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return state
}
