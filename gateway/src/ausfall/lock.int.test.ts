import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '@berichtsheft/core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts'
import { makeNachweis } from '../testing/fixtures.ts'
import type { Call } from './testing/client.ts'
import { count, measured } from './testing/counts.ts'
import type { GatewayProcess } from './testing/gateway-process.ts'
import { expectInvariants } from './testing/invariants.ts'
import { openScene, type Scene } from './testing/scene.ts'
import { type Book, finishBook, makeBook, pushBook } from './testing/workload.ts'

let database: TestDatabase
let scene: Scene
let gateway: GatewayProcess
let locker: pg.Client
const books: Book[] = []

/** What 500 requests cost a busy machine beside their wait. */
const slack = 2_500

beforeAll(async () => {
  database = await createTestDatabase()
  scene = await openScene(database.url)
  gateway = await scene.start()
  locker = new pg.Client({ connectionString: database.url })
  await locker.connect()
})
afterAll(async () => {
  await locker.end()
  await scene.close()
  await database.close()
})

const lock = async (): Promise<void> => {
  await locker.query('begin')
  await locker.query('lock table berichtsheft, kette, ausbildungsnachweis in access exclusive mode')
}
const unlock = (): Promise<unknown> => locker.query('rollback')

const single = (heftId: string): string =>
  JSON.stringify({ berichtsheftId: heftId, ...makeNachweis(Math.floor(Math.random() * 150)) })

const took = ({ started, ended }: Call): number => ended - started

describe('C04: all connections wait for a lock that somebody holds', () => {
  test('500 requests get 503 within the documented wait, health answers, and full speed is back within 2 s', async () => {
    const [first, second] = scene.vendors
    const book = makeBook(first, 1)
    books.push(book)
    const client = first.connect()
    const heftId = await finishBook(client, book)
    await lock()
    const since = performance.now()
    const sent = Array.from({ length: 500 }, (_, i) => {
      const vendor = i % 2 === 0 ? first : second
      switch (i % 5) {
        case 0: {
          const bulk = makeBook(vendor, 3)
          books.push(bulk)
          return pushBook(vendor.connect(), bulk)
        }
        case 1:
          return vendor.connect().send('GET', `/v1/ausbildungsnachweise?berichtsheftId=${heftId}`)
        case 2:
          return vendor.connect().send('GET', `/v1/ausbildungsnachweise/${heftId}`)
        case 3:
          return vendor.connect().send('GET', '/v1/berichtshefte?limit=1')
        default:
          return vendor.connect().send('POST', '/v1/ausbildungsnachweise', { body: single(heftId), key: randomUUID() })
      }
    })
    const health: number[] = []
    const holding = sleep(count(4_000, 30_000))
    const answers = Promise.all(sent)
    while (performance.now() - since < 3_500) {
      const asked = performance.now()
      expect((await fetch(`${gateway.address}/healthz`)).status).toBe(200)
      health.push(performance.now() - asked)
      await sleep(100)
    }
    const calls = await answers
    expect(
      calls.filter(({ status }) => status !== 503).map(({ status, error, body }) => ({ status, error, body })),
    ).toEqual([])
    expect(new Set(calls.map(({ headers }) => headers?.get('retry-after')))).toEqual(new Set(['2']))
    expect(Math.max(...calls.map(took))).toBeLessThan(limits.verbindungszeit + slack)
    expect(Math.max(...health)).toBeLessThan(1_000)
    await holding
    await unlock()
    const released = performance.now()
    for (let i = 0; i < 20; i++) {
      const call = await client.send('GET', `/v1/ausbildungsnachweise?berichtsheftId=${heftId}`)
      expect(call.status, call.body).toBe(200)
    }
    expect(performance.now() - released).toBeLessThan(2_000)
    measured('C04', { slowest503: Math.max(...calls.map(took)), slowestHealth: Math.max(...health) })
    await expectInvariants(scene, books)
  }, 120_000)

  test('nothing is executed for a client that has gone, whatever it was waiting for', async () => {
    const [vendor] = scene.vendors
    const base = makeBook(vendor, 1)
    books.push(base)
    const heftId = await finishBook(vendor.connect(), base)
    await lock()
    const gone = new AbortController()
    const bulks = Array.from({ length: 60 }, () => makeBook(vendor, 1))
    const sent = [
      ...bulks.map((bulk) => pushBook(vendor.connect(), bulk, gone.signal)),
      ...Array.from({ length: 200 }, () =>
        vendor.connect().send('POST', '/v1/ausbildungsnachweise', { body: single(heftId), signal: gone.signal }),
      ),
    ]
    await sleep(700)
    gone.abort()
    const calls = await Promise.all(sent)
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([undefined]))
    await sleep(200)
    await unlock()
    // The statements that were in the hands of PostgreSQL when their clients left cannot be called back: two shared calls of up to 32.
    await sleep(1_500)
    const { rows } = await locker.query<{ hefte: number; nachweise: number }>(
      `select (select count(*)::integer from berichtsheft where fremd_id = any ($1)) as hefte,
              (select count(*)::integer from ausbildungsnachweis where berichtsheft_id = $2) - 1 as nachweise`,
      [bulks.map(({ lieferung }) => lieferung.berichtsheft.fremdId), heftId],
    )
    expect(rows[0]?.hefte).toBe(0)
    expect(rows[0]?.nachweise).toBeLessThanOrEqual(64)
    expect((await finishAll(bulks)).every((id) => id !== '')).toBe(true)
    expect(gateway.isRunning()).toBe(true)
  }, 120_000)
})

const finishAll = (bulks: readonly Book[]): Promise<string[]> =>
  Promise.all(bulks.map((bulk) => finishBook(bulk.vendor.connect(), bulk)))
