import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { ensureApplicationRole } from '../db/role.ts'
import { startTestCluster, type TestCluster } from './testing/cluster.ts'
import { measured } from './testing/counts.ts'
import { expectInvariants } from './testing/invariants.ts'
import { openScene } from './testing/scene.ts'
import { type Book, finishBook, keepDoing, makeBook, pushBook, runCase } from './testing/workload.ts'

/** Backups need the tools of the server's own version; the embedded one from npm brings none. */
const bin = process.env.PG15_BIN ?? '/usr/lib/postgresql/15/bin'
const hasTools = existsSync(path.join(bin, 'pg_dump'))

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const startCluster = async (migrated: boolean): Promise<TestCluster> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ausfall-backup-'))
  chmodSync(folder, 0o711)
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const cluster = await startTestCluster(path.join(folder, 'postgres'), bin, {}, migrated)
  closing.push(cluster.close)
  return cluster
}

const run = (program: string, args: readonly string[]): void => {
  const { status, stderr } = spawnSync(path.join(bin, program), args, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
}

describe('C10: pg_dump and pg_restore into an empty cluster', () => {
  test('a backup taken under load passes every check, and a gateway goes on with it', async ({ skip }) => {
    skip(!hasTools, 'skipped: postgresql-15')
    const cluster = await startCluster(true)
    const scene = await openScene(cluster.url)
    closing.push(scene.close)
    await scene.start()
    const [vendor] = scene.vendors
    const books: Book[] = []
    const client = vendor.connect()
    const first = makeBook(vendor, 156)
    books.push(first)
    await runCase(client, scene.kammern[0].connect(), await finishBook(client, first))
    const writing = keepDoing(async () => {
      const book = makeBook(vendor, 20)
      books.push(book)
      await finishBook(client, book)
    })
    const dump = path.join(mkdtempSync(path.join(os.tmpdir(), 'ausfall-dump-')), 'backup')
    closing.push(() => rmSync(path.dirname(dump), { recursive: true, force: true }))
    run('pg_dump', ['--format=custom', `--file=${dump}`, cluster.url])
    await writing.stop()
    await expectInvariants(scene, books)
    await scene.close()

    const empty = await startCluster(false)
    const administrator = new pg.Client({ connectionString: empty.url })
    await administrator.connect()
    await ensureApplicationRole(administrator)
    await administrator.end()
    run('pg_restore', ['--exit-on-error', `--dbname=${empty.url}`, dump])

    const restored = { ...scene, databaseUrl: empty.url }
    const gateway = await scene.start({ databaseUrl: empty.url })
    // What came after the backup is not in it: those answers count no more.
    const copies = books.map((book) => ({ ...book, answers: book === first ? book.answers : [] }))
    const inventory = await expectInvariants(restored, copies)
    expect(inventory.pakete).toBe(1)
    const again = await pushBook(vendor.connect(), first)
    expect([again.status, again.body]).toEqual([200, first.answers[0]])
    for (const book of copies) await finishBook(vendor.connect(), book)
    expect((await expectInvariants(restored, copies)).hefte).toBe(books.length)
    expect(gateway.isRunning()).toBe(true)
    measured('C10 restore', inventory)
  }, 90_000)
})
