import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/create-test-database.ts'
import { count, isSoak, measured } from './testing/counts.ts'
import { expectInvariants } from './testing/invariants.ts'
import { type DatabaseProxy, openProxy, type Passing } from './testing/proxy.ts'
import { openScene, type Scene } from './testing/scene.ts'
import { type Book, finishBook, keepDoing, makeBook, pushBook, runCase } from './testing/workload.ts'

/** Milliseconds; of the median in the long form, where no other test shares the processors, else of the best. */
const startLimit = 5_000

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const open = async (): Promise<{ scene: Scene; proxy: DatabaseProxy }> => {
  const own = await createTestDatabase()
  closing.push(own.close)
  const proxy = await openProxy(own.url)
  closing.push(proxy.close)
  const scene = await openScene(own.url)
  closing.push(scene.close)
  return { scene, proxy }
}

describe('C01, C02: kill -9 in the middle of bulk pushes of 156 weeks and of state changes of requests', () => {
  test(
    'at random: every book is whole or absent, what was answered is there, a repetition completes it',
    async () => {
      const { scene } = await open()
      const books: Book[] = []
      const startTimes: number[] = []
      let gateway = await scene.start()
      const pushing = Array.from({ length: 8 }, (_, i) => {
        const vendor = scene.vendors[i % 2 === 0 ? 0 : 1]
        const client = vendor.connect()
        return keepDoing(async () => {
          const book = makeBook(vendor, 156)
          books.push(book)
          // Half of the books are left as the crash leaves them, the others are completed.
          if (books.length % 2 === 0) await pushBook(client, book)
          else await finishBook(client, book, 60_000)
          if (books.length % 2 === 0) await sleep(20)
        })
      })
      const [vendor, kammer] = [scene.vendors[0].connect(), scene.kammern[0].connect()]
      const cases = keepDoing(async () => {
        const book = makeBook(scene.vendors[0], 2)
        books.push(book)
        await runCase(vendor, kammer, await finishBook(vendor, book, 60_000))
      })
      for (let round = 0; round < count(4, 50); round++) {
        await sleep(100 + Math.random() * 1_000)
        await gateway.kill()
        gateway = await scene.start()
        startTimes.push(gateway.startedIn)
      }
      const done = await Promise.all([...pushing, cases].map((work) => work.stop()))
      expect(isSoak ? median(startTimes) : Math.min(...startTimes)).toBeLessThan(startLimit)
      expect(done.at(-1)).toBeGreaterThan(0)
      const inventory = await expectInvariants(scene, books)
      expect(inventory.pakete).toBeGreaterThan(0)
      measured('C01 at random', {
        kills: startTimes.length,
        start: median(startTimes),
        tried: books.length,
        ...inventory,
      })
    },
    count(120_000, 900_000),
  )

  test(
    'at the 1st, 2nd, … n-th statement of a push, before and after it passed',
    async () => {
      const { scene, proxy } = await open()
      const client = scene.vendors[0].connect()
      const books: Book[] = []
      let gateway = await scene.start({ databaseUrl: proxy.url })
      const restart = async () => {
        await gateway.kill()
        gateway = await scene.start({ databaseUrl: proxy.url })
      }
      const states = { whole: 0, absent: 0 }
      /** Kills at the nth statement of one push; answers how many statements it had when it was not that long. */
      const killAt = async (nth: number, when: 'before' | 'after'): Promise<number | undefined> => {
        const book = makeBook(scene.vendors[0], 156)
        books.push(book)
        let seen = 0
        proxy.decide = (passing) => {
          if (!isOfGateway(passing) || ++seen !== nth) return 'pass'
          if (when === 'before') {
            gateway.signal('SIGKILL')
            return 'cut'
          }
          setTimeout(() => gateway.signal('SIGKILL'), 3)
          return 'swallow'
        }
        const call = await pushBook(client, book)
        proxy.decide = () => 'pass'
        if (call.status !== undefined) return seen
        await restart()
        const there = await client.send('GET', `/v1/berichtshefte?fremdId=${book.lieferung.berichtsheft.fremdId}`)
        const { eintraege } = JSON.parse(there.body ?? '') as { eintraege: { anzahlNachweise: number }[] }
        expect(eintraege.map(({ anzahlNachweise }) => anzahlNachweise)).toEqual(eintraege.map(() => 156))
        states[eintraege.length === 0 ? 'absent' : 'whole']++
        await finishBook(client, book)
        return undefined
      }
      const statements = (await killAt(1_000, 'before')) ?? 0
      for (let nth = 1; nth <= statements; nth += count(3, 1)) {
        await killAt(nth, 'before')
        if (isSoak) await killAt(nth, 'after')
      }
      // The last one is COMMIT: once it has passed, the book is there, though nobody was told.
      await killAt(statements, 'after')
      expect(states.whole).toBeGreaterThan(0)
      expect(statements).toBeGreaterThan(5)
      expect(states.absent).toBeGreaterThan(0)
      const inventory = await expectInvariants(scene, books)
      measured('C01 at each statement', { statements, ...states, ...inventory })
    },
    count(120_000, 300_000),
  )
})

/** Statements of requests; the watchers and queues have connections under other names. */
const isOfGateway = ({ application }: Passing): boolean => application === 'berichtsheft-gateway'
