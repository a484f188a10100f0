import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../testing/create-test-database.ts'
import { startTestCluster } from './testing/cluster.ts'
import { count, measured } from './testing/counts.ts'
import { expectInvariants } from './testing/invariants.ts'
import { openScene } from './testing/scene.ts'
import { type Book, finishBook, keepDoing, makeBook, pushBook } from './testing/workload.ts'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Mounts a small file system in memory; `undefined` where the user may not. */
const mountSmall = (): string | undefined => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ausfall-klein-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=0711', 'tmpfs', folder]).status !== 0) return undefined
  closing.push(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

/** Writes until nothing more fits; answers the file. */
const fill = (folder: string): string => {
  const file = path.join(folder, 'filler')
  const target = openSync(file, 'w')
  for (const size of [1_048_576, 4_096]) {
    try {
      for (;;) writeSync(target, Buffer.alloc(size, 1))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  closeSync(target)
  return file
}

// The attachments lie in PostgreSQL too.
describe('C05: the disk is full', () => {
  test(
    'writes get 503 or 507, nothing acknowledged is lost, and all works again after there is space',
    async ({ skip }) => {
      const folder = mountSmall()
      if (folder === undefined) return skip('skipped: mount of a tmpfs, which needs root')
      mkdirSync(path.join(folder, 'postgres'), { mode: 0o711 })
      const cluster = await startTestCluster(path.join(folder, 'postgres'), inject('postgresBin'), {
        max_wal_size: '64MB',
        min_wal_size: '32MB',
      })
      closing.push(() => cluster.close())
      const scene = await openScene(cluster.url)
      closing.push(scene.close)
      const gateway = await scene.start()
      const [vendor] = scene.vendors
      const books: Book[] = []
      const statuses = new Map<number | undefined, number>()
      let restarts = 0
      for (let round = 0; round < count(1, 5); round++) {
        const client = vendor.connect()
        const writing = keepDoing(async () => {
          const book = makeBook(vendor, 40)
          books.push(book)
          const { status, headers } = await pushBook(client, book)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (status === 503) expect(headers?.get('retry-after')).toBe('2')
          if (status !== 200) await sleep(50)
        })
        await sleep(700)
        const filler = fill(folder)
        await sleep(count(2_500, 10_000))
        await writing.stop()
        expect((await fetch(`${gateway.address}/healthz`)).status).toBe(200)
        rmSync(filler)
        // Where the log of the database itself found no space, PostgreSQL has ended, and whoever runs it starts it again.
        if (!(await cluster.answers())) {
          await sleep(1_000)
          if (!(await cluster.answers())) {
            await cluster.start()
            restarts++
          }
        }
        const book = makeBook(vendor, 5)
        books.push(book)
        await finishBook(client, book, 10_000)
      }
      expect([...statuses.keys()].filter((status) => ![200, 503, 507].includes(status ?? 0))).toEqual([])
      expect((statuses.get(503) ?? 0) + (statuses.get(507) ?? 0)).toBeGreaterThan(0)
      expect(statuses.get(200)).toBeGreaterThan(0)
      expect(gateway.isRunning()).toBe(true)
      expect(gateway.output()).not.toMatch(/unhandled/i)
      measured('C05', { statuses: Object.fromEntries(statuses), restarts, ...(await expectInvariants(scene, books)) })
    },
    count(60_000, 200_000),
  )

  test('a log that cannot be written stops nothing', async ({ skip }) => {
    const full = spawnSync('test', ['-c', '/dev/full']).status === 0
    skip(!full, 'skipped: /dev/full')
    const database = await createTestDatabase()
    closing.push(database.close)
    const scene = await openScene(database.url)
    closing.push(scene.close)
    const log = openSync('/dev/full', 'w')
    closing.push(() => closeSync(log))
    const gateway = await scene.start({ log, env: { LOG_LEVEL: 'debug' } })
    const book = makeBook(scene.vendors[0], 3)
    for (let i = 0; i < 20; i++) {
      await fetch(`${gateway.address}/v1/berichtshefte`, { headers: { authorization: 'Bearer x' } })
    }
    await finishBook(scene.vendors[0].connect(), book)
    expect(gateway.isRunning()).toBe(true)
    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)
  }, 30_000)
})
