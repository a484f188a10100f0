import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '@berichtsheft/core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts'
import { makeNachweis } from '../testing/fixtures.ts'
import type { Call, JournalClient } from './testing/client.ts'
import { count, isSoak, measured } from './testing/counts.ts'
import type { GatewayProcess } from './testing/gateway-process.ts'
import { expectInvariants } from './testing/invariants.ts'
import { type DatabaseProxy, type Fate, openProxy, type Passing } from './testing/proxy.ts'
import { openScene, type Scene } from './testing/scene.ts'
import { type Book, finishBook, keepDoing, makeBook, runCase } from './testing/workload.ts'

let database: TestDatabase
let proxy: DatabaseProxy
let scene: Scene
let gateway: GatewayProcess
let client: JournalClient
const books: Book[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  proxy = await openProxy(database.url)
  scene = await openScene(database.url)
  gateway = await scene.start({ databaseUrl: proxy.url })
  client = scene.vendors[0].connect()
})
afterEach(() => {
  proxy.decide = () => 'pass'
  proxy.delay = 0
})
afterAll(async () => {
  await scene.close()
  await proxy.close()
  await database.close()
})

const isOfGateway = ({ application }: Passing): boolean => application === 'berichtsheft-gateway'
const isCommit = (passing: Passing): boolean => isOfGateway(passing) && /^commit/i.test(passing.sql)
/** A statement that is its own transaction, as reports are written. */
const isExecution = (passing: Passing): boolean => isOfGateway(passing) && passing.sql === ''

/** Does something to the first statement of a kind and lets all others pass. */
const harmOnce = (kind: (passing: Passing) => boolean, fate: Fate): (() => boolean) => {
  let done = false
  proxy.decide = (passing) => {
    if (done || !kind(passing)) return 'pass'
    done = true
    return fate
  }
  return () => done
}

const newBook = async (weeks: number): Promise<{ book: Book; id: string }> => {
  const book = makeBook(scene.vendors[0], weeks)
  books.push(book)
  return { book, id: await finishBook(client, book) }
}

describe('C09: an ambiguous COMMIT is resolved by the idempotency record', () => {
  const requests = [
    {
      what: 'a whole book',
      path: '/v1/lieferungen',
      makeBody: () => JSON.stringify(makeBook(scene.vendors[0], 3).lieferung),
      isIt: isCommit,
      good: 200,
    },
    {
      what: 'a single report',
      path: '/v1/ausbildungsnachweise',
      makeBody: (berichtsheftId: string) => JSON.stringify({ berichtsheftId, ...makeNachweis(70) }),
      isIt: isExecution,
      good: 201,
    },
    {
      what: 'a release',
      path: '/v1/freigaben',
      makeBody: (berichtsheftId: string) =>
        JSON.stringify({
          berichtsheftId,
          knr: '153',
          zweck: 'abschlusspruefung',
          gueltigBis: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
          freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
          unternehmen: 'Werkstatt Störtebeker GmbH',
        }),
      isIt: isCommit,
      good: 201,
    },
  ] as const

  const fates = [
    { happened: 'never reached PostgreSQL', fate: 'cut', replayed: null },
    { happened: 'was done and its answer lost', fate: 'lose', replayed: 'true' },
  ] as const

  test.for(requests.flatMap((request) => fates.map((fate) => ({ ...request, ...fate }))))(
    '$what: the commit $happened',
    async ({ path, makeBody, isIt, good, fate, replayed }) => {
      const { id } = await newBook(1)
      const { first, body, key } = await sendHarmed(path, () => makeBody(id), isIt, fate)
      expect([first.status, first.headers?.get('retry-after')]).toEqual([503, '2'])
      const second = await client.send('POST', path, { body, key })
      expect(second.status, second.body).toBe(good)
      expect(second.headers?.get('idempotent-replayed') ?? null).toBe(replayed)
      const third = await client.send('POST', path, { body, key })
      expect([third.status, third.body, third.headers?.get('idempotent-replayed')]).toEqual([good, second.body, 'true'])
      expect((await client.send('POST', path, { body: body.replace('Störtebeker', 'X'), key })).status).toBe(422)
    },
  )
})

/** Sends a request whose commit is harmed. The dispatcher commits too; when it was hit instead, another request is sent. */
const sendHarmed = async (
  path: string,
  makeBody: () => string,
  isIt: (passing: Passing) => boolean,
  fate: Fate,
): Promise<{ first: Call; body: string; key: string }> => {
  for (;;) {
    const [body, key] = [makeBody(), randomUUID()]
    const hit = harmOnce(isIt, fate)
    const first = await client.send('POST', path, { body, key })
    expect(hit()).toBe(true)
    if (first.status !== 200 && first.status !== 201) return { first, body, key }
  }
}

describe('C09: the way to PostgreSQL is bad', () => {
  test(
    'cut at any moment, nothing acknowledged is lost, nothing is done twice',
    async () => {
      const own = await createTestDatabase()
      const relay = await openProxy(own.url)
      const stage = await openScene(own.url)
      try {
        const server = await stage.start({ databaseUrl: relay.url })
        const tried: Book[] = []
        const push = (vendor: (typeof stage.vendors)[number]) => {
          const connection = vendor.connect()
          return keepDoing(async () => {
            const book = makeBook(vendor, 10)
            tried.push(book)
            await finishBook(connection, book, 60_000)
          })
        }
        const [vendor, kammer] = [stage.vendors[0].connect(), stage.kammern[0].connect()]
        const working = [
          ...[...stage.vendors, ...stage.vendors].map(push),
          keepDoing(async () => {
            const book = makeBook(stage.vendors[0], 2)
            tried.push(book)
            await runCase(vendor, kammer, await finishBook(vendor, book, 60_000))
          }),
        ]
        // Every thirtieth statement meets one of the fates; now and then all connections go at once.
        relay.decide = () => (Math.random() < 1 / 30 ? (['cut', 'lose'] as const)[Math.random() < 0.5 ? 0 : 1] : 'pass')
        for (let round = 0; round < count(4, 60); round++) {
          await sleep(500)
          relay.delay = round % 2 === 0 ? 5 : 0
          relay.cutAll()
        }
        relay.decide = () => 'pass'
        relay.delay = 0
        const done = await Promise.all(working.map((work) => work.stop()))
        expect(Math.min(...done)).toBeGreaterThan(0)
        expect(server.isRunning()).toBe(true)
        expect(server.output()).not.toMatch(/unhandled/i)
        measured('C09 cut at random', { statements: relay.statements(), ...(await expectInvariants(stage, tried)) })
      } finally {
        await stage.close()
        await relay.close()
        await own.close()
      }
    },
    count(120_000, 200_000),
  )

  test('with 40 ms on every packet all works, and a transfer too', async () => {
    proxy.delay = 40
    const { book, id } = await newBook(3)
    await runCase(client, scene.kammern[0].connect(), id)
    proxy.delay = 0
    expect(book.answers).toHaveLength(1)
  })

  test('an answer that never comes is given up and the client told to come back', async ({ skip }) => {
    skip(!isSoak, 'long: node scripts/run.mjs soak')
    const book = makeBook(scene.vendors[0], 2)
    harmOnce(isCommit, 'swallow')
    const call = await client.send('POST', '/v1/lieferungen', { body: book.body, key: book.key })
    expect(call.status).toBe(503)
    expect(call.ended - call.started).toBeLessThan(limits.anweisungszeit + 7_000)
    await finishBook(client, book)
  }, 120_000)

  test('afterwards the gateway works as before', async () => {
    expect(gateway.isRunning()).toBe(true)
    expect(gateway.output()).not.toMatch(/unhandled/i)
    const { id } = await newBook(2)
    expect((await client.send('GET', `/v1/berichtshefte/${id}`)).status).toBe(200)
  })
})
