import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type KeptDatabase, keepEmbeddedDatabase } from './embedded-keeper.ts'

let folder: string
let database: KeptDatabase
const failures: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'berichtsheft-keeper-'))
  chmodSync(folder, 0o711)
  const bin = inject('postgresBin')
  database = await keepEmbeddedDatabase(path.join(folder, 'postgres'), {
    ...(bin === '' ? {} : { bin }),
    onFailure: (log) => failures.push(log),
  })
})
afterAll(async () => {
  await database?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async (sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: database.url })
  client.on('error', () => {}) // the server is killed under it
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const serverPid = (): number =>
  Number(readFileSync(path.join(folder, 'postgres', 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])

test('a server that is killed comes back at the same address with all that was committed', async () => {
  await ask('create table kept (id integer)')
  await ask('insert into kept values (1)')
  const first = serverPid()
  process.kill(first, 'SIGKILL')
  await expect.poll(() => ask('select id from kept').catch(() => 'away'), { timeout: 20_000 }).toEqual([{ id: 1 }])
  expect(serverPid()).not.toBe(first)
  expect(failures.length).toBeGreaterThan(0)
})

test('a server that was stopped stays so', async () => {
  await database.stop()
  const before = failures.length
  await expect(ask('select 1')).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve, 700))
  await expect(ask('select 1')).rejects.toThrow()
  expect(failures).toHaveLength(before)
})
