import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { migrate } from '../db/migrate.ts'
import { migrations } from '../db/migrations/index.ts'
import { createTestDatabase } from '../testing/create-test-database.ts'
import type { JournalClient } from './testing/client.ts'
import { count, measured } from './testing/counts.ts'
import { findFreePort, type GatewayProcess } from './testing/gateway-process.ts'
import { expectInvariants } from './testing/invariants.ts'
import { openProxy } from './testing/proxy.ts'
import { openScene, type Scene } from './testing/scene.ts'
import { type Book, finishBook, keepDoing, makeBook, pushBook, runCase } from './testing/workload.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const openStage = async (): Promise<Scene> => {
  const database = await createTestDatabase()
  closing.push(database.close)
  const scene = await openScene(database.url)
  closing.push(scene.close)
  return scene
}

const asOwner = async (scene: Scene): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: scene.databaseUrl })
  await client.connect()
  closing.push(() => client.end())
  return client
}

const exitLimit = 10_000

/** Sends SIGTERM; answers the exit code and how long it took. */
const terminate = async (gateway: GatewayProcess): Promise<{ code: number | null; ms: number; since: number }> => {
  const since = performance.now()
  gateway.signal('SIGTERM')
  const code = await gateway.exited
  return { code, ms: performance.now() - since, since }
}

describe('C10: SIGTERM', () => {
  test(
    'under load: what was accepted is answered, nothing new is taken, and the exit comes soon',
    async () => {
      const scene = await openStage()
      const books: Book[] = []
      for (let round = 0; round < count(2, 12); round++) {
        const gateway = await scene.start()
        const owner = await asOwner(scene)
        const clients: JournalClient[] = []
        const working = Array.from({ length: 6 }, (_, i) => {
          const vendor = scene.vendors[i % 2 === 0 ? 0 : 1]
          const client = vendor.connect()
          clients.push(client)
          return keepDoing(async () => {
            const book = makeBook(vendor, 30)
            books.push(book)
            if ((await pushBook(client, book)).status === undefined) await sleep(20)
          })
        })
        await sleep(500)
        // A lock holds the requests back, so that many are under way when the signal comes; they still have time.
        await owner.query('begin; lock table berichtsheft in access exclusive mode')
        await sleep(300)
        const ending = terminate(gateway)
        await sleep(300)
        await owner.query('rollback')
        const { code, ms, since } = await ending
        await Promise.all(working.map((work) => work.stop()))
        const calls = clients.flatMap(({ journal }) => journal)
        const underWay = calls.filter(({ started, ended }) => started < since && ended > since)
        expect([code, ms < exitLimit]).toEqual([0, true])
        expect(underWay.length).toBeGreaterThan(0)
        expect(
          underWay.filter(({ status }) => status !== 200).map(({ status, body, error }) => ({ status, body, error })),
        ).toEqual([])
        // Whoever still has a connection is told to come back; whoever has none finds nobody.
        for (const { status, headers, body } of calls.filter(
          ({ started, status }) => started >= since && status !== undefined,
        )) {
          expect(
            [status, headers?.get('content-type'), headers?.get('retry-after'), headers?.get('connection')],
            body,
          ).toEqual([503, 'application/problem+json; charset=utf-8', '2', 'close'])
        }
        measured('C10 SIGTERM', {
          exit: ms,
          underWay: underWay.length,
          after: calls.filter(({ started }) => started >= since).length,
        })
      }
      await scene.start()
      await expectInvariants(scene, books)
    },
    count(120_000, 200_000),
  )

  test('idle connections do not hold it up', async () => {
    const scene = await openStage()
    const gateway = await scene.start()
    await scene.vendors[0].connect().send('GET', '/v1/berichtshefte')
    const { hostname, port } = new URL(gateway.address)
    const silent = net.connect(Number(port), hostname)
    await once(silent, 'connect')
    const { code, ms } = await terminate(gateway)
    expect([code, ms < 4_000]).toEqual([0, true])
    silent.destroy()
  })

  test('a client that does not send its body, and a database that does not answer, are cut in time', async () => {
    const scene = await openStage()
    const proxy = await openProxy(scene.databaseUrl)
    closing.push(proxy.close)
    const gateway = await scene.start({ databaseUrl: proxy.url })
    const { hostname, port } = new URL(gateway.address)
    const slow = net.connect(Number(port), hostname)
    slow.on('error', () => {}) // it is cut
    slow.write(
      `POST /v1/lieferungen HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${scene.vendors[0].token}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`,
    )
    proxy.decide = () => 'swallow'
    const waiting = pushBook(scene.vendors[0].connect(), makeBook(scene.vendors[0], 1))
    await sleep(500)
    const { ms } = await terminate(gateway)
    expect(ms).toBeLessThan(exitLimit)
    expect((await waiting).status).not.toBe(200)
    slow.destroy()
  }, 30_000)
})

describe('C10: two gateways on one database', () => {
  test(
    'share the work, a key counts on both (C07), and one of them dies without harm',
    async () => {
      const scene = await openStage()
      const books: Book[] = []
      const port = await findFreePort()
      const other = await scene.start({ port })
      let first = await scene.start()
      const addresses = [first.address, other.address]

      const [vendor] = scene.vendors
      const once = makeBook(vendor, 5)
      books.push(once)
      const calls = await Promise.all(
        Array.from({ length: 50 }, (_, i) => pushBook(vendor.connect(addresses[i % 2]), once)),
      )
      expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]))
      expect(new Set(calls.map(({ body }) => body)).size).toBe(1)

      const working = addresses.flatMap((address) =>
        scene.vendors.map((each) => {
          const client = each.connect(address)
          return keepDoing(async () => {
            const book = makeBook(each, 20)
            books.push(book)
            await finishBook(client, book, 60_000)
          })
        }),
      )
      const cases = addresses.map((address) => {
        const [sender, kammer] = [vendor.connect(address), scene.kammern[0].connect(address)]
        return keepDoing(async () => {
          const book = makeBook(vendor, 2)
          books.push(book)
          await runCase(sender, kammer, await finishBook(sender, book, 60_000))
        })
      })
      for (let round = 0; round < count(1, 10); round++) {
        await sleep(1_500)
        await first.kill()
        first = await scene.start()
      }
      await sleep(500)
      const done = await Promise.all([...working, ...cases].map((work) => work.stop()))
      expect(Math.min(...done)).toBeGreaterThan(0)
      // C07: the same key long after, on a process that never saw it.
      const again = await pushBook(vendor.connect(), once)
      expect([again.status, again.body, again.headers?.get('idempotent-replayed')]).toEqual([
        200,
        calls[0]?.body,
        'true',
      ])
      measured('C10 two gateways', await expectInvariants(scene, books))
    },
    count(120_000, 200_000),
  )

  test('a migration runs while both directions of a book are written', async () => {
    const scene = await openStage()
    await scene.start()
    const books: Book[] = []
    const working = scene.vendors.map((vendor) => {
      const client = vendor.connect()
      return keepDoing(async () => {
        const book = makeBook(vendor, 20)
        books.push(book)
        await finishBook(client, book)
      })
    })
    await sleep(500)
    const applied = await migrate(scene.databaseUrl, {
      migrations: [
        ...migrations,
        {
          name: '29991231235900_probe_change',
          up: `alter table berichtsheft add column probe text;
               alter table ausbildungsnachweis add column probe text not null default '';
               alter table kette add column probe integer;
               create index berichtsheft_probe on berichtsheft (probe);`,
        },
      ],
    })
    await sleep(500)
    const done = await Promise.all(working.map((work) => work.stop()))
    expect(applied).toEqual(['29991231235900_probe_change'])
    expect(Math.min(...done)).toBeGreaterThan(0)
    measured('C10 migration', await expectInvariants(scene, books))
  }, 120_000)
})
