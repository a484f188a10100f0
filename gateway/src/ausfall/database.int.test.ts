import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createId } from '../ids.ts'
import type { Call, JournalClient } from './testing/client.ts'
import { startTestCluster, type TestCluster } from './testing/cluster.ts'
import { count, measured } from './testing/counts.ts'
import type { GatewayProcess } from './testing/gateway-process.ts'
import { expectInvariants } from './testing/invariants.ts'
import { openScene, type Scene } from './testing/scene.ts'
import { type Book, finishBook, keepDoing, makeBook, pushBook, runCase } from './testing/workload.ts'

let folder: string
let cluster: TestCluster
let scene: Scene
let gateway: GatewayProcess
const clients: JournalClient[] = []
const books: Book[] = []

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ausfall-cluster-'))
  chmodSync(folder, 0o711) // a system user must be able to enter it where PostgreSQL cannot run as root
  cluster = await startTestCluster(path.join(folder, 'postgres'), inject('postgresBin'))
  scene = await openScene(cluster.url)
  gateway = await scene.start()
})
afterAll(async () => {
  await scene?.close()
  await cluster?.close()
  rmSync(folder, { recursive: true, force: true })
})

const startLoad = () => {
  const connect = (client: JournalClient): JournalClient => {
    clients.push(client)
    return client
  }
  const writers = Array.from({ length: 4 }, (_, i) => {
    const vendor = scene.vendors[i % 2 === 0 ? 0 : 1]
    const client = connect(vendor.connect())
    return keepDoing(async () => {
      const book = makeBook(vendor, 20)
      books.push(book)
      if (books.length % 3 === 0) await pushBook(client, book)
      else await finishBook(client, book, 60_000)
      await client.send('GET', `/v1/berichtshefte?limit=5&fremdId=${book.lieferung.berichtsheft.fremdId}`)
      await client.send('GET', `/v1/ausbildungsnachweise/${createId(new Date())}`)
      await sleep(20)
    })
  })
  const [vendor, kammer] = [connect(scene.vendors[0].connect()), connect(scene.kammern[0].connect())]
  const cases = keepDoing(async () => {
    const book = makeBook(scene.vendors[0], 2)
    books.push(book)
    await runCase(vendor, kammer, await finishBook(vendor, book, 60_000))
  })
  return { stop: async () => Promise.all([...writers, cases].map((work) => work.stop())) }
}

const answered = (): Call[] => clients.flatMap(({ journal }) => journal)

/** How long after an instant the first write was answered well. */
const recoveredAfter = async (instant: number): Promise<number> => {
  for (;;) {
    const first = answered().find(
      ({ method, started, status = 0 }) => method === 'POST' && started > instant && status < 300,
    )
    if (first) return first.ended - instant
    if (performance.now() - instant > 20_000) return Number.POSITIVE_INFINITY
    await sleep(20)
  }
}

/** Every answer is good, or the 503 that says when to come back, or the conflict of a repetition that came too soon. */
const expectOnlyDocumentedAnswers = (): void => {
  const odd = answered().filter(
    ({ status, headers }) =>
      !(
        status === 200 ||
        status === 201 ||
        status === 404 ||
        status === 409 ||
        (status === 503 && headers?.get('retry-after'))
      ),
  )
  const lines = odd.map(({ method, path: url, status, body, error }) => `${method} ${url}: ${status} ${body ?? error}`)
  expect(lines.slice(0, 5)).toEqual([])
}

describe('C03: PostgreSQL crashes under load', () => {
  test(
    'stopped at once and started again: 503 while it is down, recovery within 5 s, the same process',
    async () => {
      const load = startLoad()
      const recoveries: number[] = []
      let refused = 0
      for (let round = 0; round < count(2, 20); round++) {
        await sleep(count(700, 1_500))
        await cluster.crash()
        const down = performance.now()
        await sleep(count(800, 1_500))
        const health = await fetch(`${gateway.address}/healthz`)
        expect(health.status).toBe(200)
        const ready = await fetch(`${gateway.address}/readyz`)
        expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '2'])
        refused += answered().filter(({ started, status }) => started > down && status === 503).length
        await cluster.start()
        recoveries.push(await recoveredAfter(performance.now()))
      }
      await load.stop()
      expectOnlyDocumentedAnswers()
      expect(refused).toBeGreaterThan(0)
      expect(Math.max(...recoveries)).toBeLessThan(5_000)
      expect(gateway.isRunning()).toBe(true)
      expect(gateway.output()).not.toMatch(/unhandled/i)
      measured('C03 restarts', { recoveries, refused, ...(await expectInvariants(scene, books)) })
    },
    count(120_000, 300_000),
  )

  test(
    'single sessions are killed: PostgreSQL recovers, and so does the gateway',
    async () => {
      const load = startLoad()
      const recoveries: number[] = []
      for (let round = 0; round < count(2, 20); round++) {
        await sleep(count(500, 1_500))
        expect(await cluster.killBackend()).toBe(true)
        recoveries.push(await recoveredAfter(performance.now()))
      }
      await load.stop()
      expectOnlyDocumentedAnswers()
      expect(Math.max(...recoveries)).toBeLessThan(5_000)
      expect(gateway.isRunning()).toBe(true)
      expect(gateway.output()).not.toMatch(/unhandled/i)
      measured('C03 killed sessions', { recoveries, ...(await expectInvariants(scene, books)) })
    },
    count(120_000, 300_000),
  )
})
