import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts'
import { applicationRole, openDatabase } from './client.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/index.ts'
import { ensureApplicationRole } from './role.ts'

const createNote: Migration = {
  name: '20260101000000_create_note',
  up: 'create table note (text text); grant select on note to berichtsheft_app',
}
const addNote: Migration = {
  name: '20260101000001_add_note',
  up: `insert into note values ('eins')`,
}
const fail: Migration = { name: '20260101000002_fail', up: 'select 1 / 0' }

let database: TestDatabase
let administrator: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  administrator = new pg.Client({ connectionString: database.url })
  await administrator.connect()
})

afterAll(async () => {
  await administrator.end()
  await database.close()
})

/** The migrations of the product have run in the template; these start from nothing. */
beforeEach(async () => {
  await administrator.query('drop schema public cascade')
  await administrator.query('create schema public')
  await administrator.query('grant usage on schema public to public')
})

async function column(sql: string, values: unknown[] = []): Promise<unknown[]> {
  const { rows } = await administrator.query({ text: sql, values, rowMode: 'array' })
  return rows.map((row: unknown[]) => row[0])
}

describe('migrating', () => {
  test('runs what is due, once and in order, and says what it ran', async () => {
    expect(await migrate(database.url, { migrations: [createNote] })).toEqual([createNote.name])
    expect(await migrate(database.url, { migrations: [createNote, addNote] })).toEqual([addNote.name])
    expect(await migrate(database.url, { migrations: [createNote, addNote] })).toEqual([])
    expect(await column('select text from note')).toEqual(['eins'])
  })

  test('sends the SQL as it is written, question marks included', async () => {
    const ask: Migration = {
      name: '20260101000000_ask',
      up: `create table note as select '{"a": 1}'::jsonb ? 'a' as text, '?' as frage`,
    }
    await migrate(database.url, { migrations: [ask] })
    expect((await administrator.query('select * from note')).rows).toEqual([{ text: true, frage: '?' }])
  })

  test('leaves nothing of a run that fails', async () => {
    await expect(migrate(database.url, { migrations: [createNote, addNote, fail] })).rejects.toThrow(/division by zero/)
    expect(await column(`select to_regclass('note')`)).toEqual([null])
    expect(await migrate(database.url, { migrations: [createNote] })).toEqual([createNote.name])
  })

  test('refuses a database that a newer version has migrated', async () => {
    await migrate(database.url, { migrations: [createNote, addNote] })
    await expect(migrate(database.url, { migrations: [createNote] })).rejects.toThrow(
      /newer version.*20260101000001_add_note/s,
    )
  })

  test('runs a step outside a transaction where PostgreSQL demands it, while others wait for their turn', async () => {
    const index: Migration = {
      name: '20260101000003_index_note',
      up: 'create index concurrently note_text on note (text)',
      config: { transaction: false },
    }
    const list = [createNote, addNote, index]
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.url, { migrations: list })))
    expect(runs.flat()).toEqual(list.map(({ name }) => name))
    expect(await column(`select indisvalid from pg_index where indexrelid = 'note_text'::regclass`)).toEqual([true])
  })

  test('waits for another that is at work, and says so', async () => {
    let waited = 0
    const slow: Migration = { name: createNote.name, up: 'select pg_sleep(0.5)' }
    const runs = await Promise.all(
      [1, 2].map(() => migrate(database.url, { migrations: [slow], onWait: () => waited++ })),
    )
    expect(runs.flat()).toEqual([slow.name])
    expect(waited).toBe(1)
  })

  test('goes on after a process that died in the middle, whatever its lock table says', async () => {
    await migrate(database.url, { migrations: [createNote] })
    const sleeping = [createNote, { name: addNote.name, up: 'select pg_sleep(600)', config: { transaction: false } }]
    const script = `
      import { migrate } from ${JSON.stringify(pathToFileURL(path.join(import.meta.dirname, 'migrate.ts')))}
      await migrate(process.argv[1], { migrations: ${JSON.stringify(sleeping)} })`
    const dying = spawn(process.execPath, ['--input-type=module', '-e', script, database.url], { stdio: 'inherit' })
    const busy = `select count(*) from pg_stat_activity where query = 'select pg_sleep(600)' and datname = current_database()`
    await expect.poll(() => column(busy), { timeout: 10_000 }).toEqual(['1'])
    expect(await column('select is_locked from schema_migration_lock')).toEqual([1])
    dying.kill('SIGKILL')

    expect(await migrate(database.url, { migrations: [createNote, addNote] })).toEqual([addNote.name])
    expect(await column('select is_locked from schema_migration_lock')).toEqual([0])
  })

  test('gives up on a table that is in use rather than hold up everybody behind it', async () => {
    await migrate(database.url, { migrations: [createNote] })
    await administrator.query('begin')
    await administrator.query('select * from note')
    const alter: Migration = {
      name: addNote.name,
      up: 'alter table note add x integer',
    }
    await expect(migrate(database.url, { migrations: [createNote, alter], lockTimeout: 200 })).rejects.toThrow(
      /lock timeout/,
    )
    await administrator.query('commit')
  })

  test('opens to the application role exactly what a migration grants', async () => {
    await migrate(database.url, { migrations: [createNote, addNote] })
    const { pool, close } = openDatabase(database.url, {
      applicationName: 'test',
      role: applicationRole,
      onError: () => {},
    })
    expect((await pool.query('select text from note')).rows).toEqual([{ text: 'eins' }])
    await expect(pool.query(`insert into note values ('zwei')`)).rejects.toThrow(/permission denied/)
    await close()
  })
})

describe('the application role', () => {
  const user = `berichtsheft_test_user_${process.pid}`

  afterEach(async () => {
    await administrator.query('rollback')
    if ((await column('select 1 from pg_roles where rolname = $1', [user])).length === 0) return
    await administrator.query(`drop owned by ${user} cascade`)
    await administrator.query(`drop role ${user}`)
  })

  // Roles belong to the whole server, so what changes the application role happens in a transaction that is rolled back.

  test('is made by a user who may, and can be taken on by it', async () => {
    await administrator.query('begin')
    await administrator.query(`create role ${user} createrole`)
    await administrator.query(`alter role ${applicationRole} rename to ${applicationRole}_away`)
    await administrator.query(`set local session authorization ${user}`)
    await ensureApplicationRole(administrator)
    await ensureApplicationRole(administrator)
    await administrator.query(`set local role ${applicationRole}`)
    expect(await column('select current_user::text')).toEqual([applicationRole])
    expect(
      await column('select rolcanlogin or rolsuper or rolbypassrls from pg_roles where rolname = current_user'),
    ).toEqual([false])
  })

  test('is asked for, with the SQL to run, by a user who may not', async () => {
    await administrator.query(`create role ${user} login password 'probe'`)
    const address = new URL(database.url)
    address.username = user
    address.password = 'probe'
    await expect(migrate(address.href, { migrations: [createNote] })).rejects.toThrow(
      `grant "${applicationRole}" to "${user}";`,
    )

    await administrator.query(`grant ${applicationRole} to ${user}`)
    await administrator.query(`grant create on schema public to ${user}`)
    expect(await migrate(address.href, { migrations: [createNote] })).toEqual([createNote.name])
  })

  test('must be bound by row level security', async () => {
    await administrator.query('begin')
    await administrator.query(`alter role ${applicationRole} bypassrls`)
    await expect(ensureApplicationRole(administrator)).rejects.toThrow(/not bound by row level security/)
  })
})
