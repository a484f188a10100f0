import { randomUUID } from 'node:crypto'
import { globSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Anforderung, Freigabe, Uebermittlung } from '@berichtsheft/core'
import { afterEach, describe, expect, test } from 'vitest'
import { expireAnforderungen, reportNichtAbgeholt } from '../features/anforderung/anforderung-fristen.service.ts'
import { bodyOf, get, post, pushHeft, release, request } from '../features/anforderung/testing/vorgang.ts'
import { expireFreigaben } from '../features/freigabe/freigabe.service.ts'
import { createTestApp, type TestClient } from '../testing/create-test-app.ts'
import { createTestDatabase } from '../testing/create-test-database.ts'
import { makeNachweis } from '../testing/fixtures.ts'
import { count, measured } from './testing/counts.ts'
import { expectInvariants } from './testing/invariants.ts'
import { openScene, type Scene, type TokenTimes } from './testing/scene.ts'
import { type Book, finishBook, keepDoing, makeBook, runCase } from './testing/workload.ts'

const [library] = globSync('/usr/lib/*/faketime/libfaketime.so.1')
const missing = 'skipped: faketime'

const closing: (() => Promise<unknown> | unknown)[] = []
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

/** Environment in which a process has another clock; pauses stay what they are. */
const withClock = (how: Readonly<Record<string, string>>): Record<string, string> => ({
  LD_PRELOAD: library ?? '',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  DONT_FAKE_MONOTONIC: '1',
  ...how,
})

const minute = 60

describe('C08: the clock of a gateway is wrong', () => {
  const tokens: readonly { what: string; clock: number; times: TokenTimes; status: number }[] = [
    {
      what: 'ended 30 s ago by the clock of the gateway',
      clock: 5 * minute,
      times: { exp: 5 * minute - 30 },
      status: 200,
    },
    { what: 'ended 90 s ago by it', clock: 5 * minute, times: { exp: 5 * minute - 90 }, status: 401 },
    { what: 'begins in 30 s by it', clock: -5 * minute, times: { nbf: -5 * minute + 30 }, status: 200 },
    { what: 'begins in 90 s by it', clock: -5 * minute, times: { nbf: -5 * minute + 90 }, status: 401 },
    { what: 'is issued in 30 s by it', clock: -5 * minute, times: { iat: -5 * minute + 30 }, status: 200 },
    { what: 'is issued in 90 s by it', clock: -5 * minute, times: { iat: -5 * minute + 90 }, status: 401 },
    { what: 'is issued now by the right clock', clock: -5 * minute, times: { iat: 0 }, status: 401 },
  ]

  test('tokens are judged with a tolerance of 60 s, not more', async ({ skip }) => {
    skip(library === undefined, missing)
    const scene = await openStage()
    const [vendor] = scene.vendors
    const results: { what: string; status: number | undefined }[] = []
    for (const clock of [5 * minute, -5 * minute]) {
      const gateway = await scene.start({ env: withClock({ FAKETIME: `${clock > 0 ? '+' : ''}${clock}` }) })
      for (const { what, times } of tokens.filter((token) => token.clock === clock)) {
        const client = vendor.connect(undefined, await vendor.signToken(times))
        results.push({ what, status: (await client.send('GET', '/v1/berichtshefte')).status })
      }
      await gateway.kill()
    }
    expect(results).toEqual(tokens.map(({ what, status }) => ({ what, status })))
  }, 30_000)

  test('a year ahead and back again: the chain goes by its numbers, keys and books stay usable', async ({ skip }) => {
    skip(library === undefined, missing)
    const scene = await openStage()
    const [vendor] = scene.vendors
    const client = vendor.connect()
    const books: Book[] = []
    const push = async (): Promise<string> => {
      const book = makeBook(vendor, 3)
      books.push(book)
      return finishBook(client, book)
    }
    const ahead = await scene.start({ env: withClock({ FAKETIME: '+365d' }) })
    const heftId = await push()
    const created = await client.send('POST', '/v1/ausbildungsnachweise', {
      body: JSON.stringify({ berichtsheftId: await push(), ...makeNachweis(20) }),
      key: randomUUID(),
    })
    expect(created.status).toBe(201)
    books.pop() // its book is no longer what was pushed
    await ahead.kill()
    await scene.start()
    await runCase(client, scene.kammern[0].connect(), heftId)
    const changed = await client.send(
      'POST',
      `/v1/ausbildungsnachweise/${JSON.parse(created.body ?? '').id}/schritte`,
      {
        body: JSON.stringify({ vorgang: 'wiederGeoeffnet', kommentar: 'Tippfehler', durch: { rolle: 'ausbilder' } }),
        key: randomUUID(),
      },
    )
    expect(changed.status, changed.body).toBe(201)
    const read = await client.send('GET', `/v1/berichtshefte/${heftId}`)
    expect(read.status).toBe(200)
  }, 30_000)

  test(
    'set back by an hour under load: nothing stops, no duration is negative, the chains are intact',
    async ({ skip }) => {
      skip(library === undefined, missing)
      const scene = await openStage()
      const folder = mkdtempSync(path.join(os.tmpdir(), 'ausfall-uhr-'))
      closing.push(() => rmSync(folder, { recursive: true, force: true }))
      const file = path.join(folder, 'clock')
      /** Replaced whole, because it is read at any moment. */
      const setClock = (offset: string): void => {
        writeFileSync(`${file}.new`, `${offset}\n`)
        renameSync(`${file}.new`, file)
      }
      setClock('+3600')
      const gateway = await scene.start({
        env: withClock({ FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' }),
      })
      const clockOf = async (): Promise<number> =>
        Date.parse((await fetch(`${gateway.address}/healthz`)).headers.get('date') ?? '') - Date.now()
      expect(await clockOf()).toBeGreaterThan(3_500_000)
      const books: Book[] = []
      const working = scene.vendors.map((vendor) => {
        const client = vendor.connect()
        return keepDoing(async () => {
          const book = makeBook(vendor, 10)
          books.push(book)
          await finishBook(client, book)
        })
      })
      const [vendor, kammer] = [scene.vendors[0].connect(), scene.kammern[0].connect()]
      const cases = keepDoing(async () => {
        const book = makeBook(scene.vendors[0], 2)
        books.push(book)
        await runCase(vendor, kammer, await finishBook(vendor, book))
      })
      await sleep(1_000)
      setClock('+0')
      await sleep(count(1_500, 20_000))
      expect(Math.abs(await clockOf())).toBeLessThan(10_000)
      const done = await Promise.all([...working, cases].map((work) => work.stop()))
      expect(Math.min(...done)).toBeGreaterThan(0)
      const metrics = await (await fetch(`${gateway.address}/metrics`)).text()
      const sums = [...metrics.matchAll(/^http_request_duration_seconds_sum\{.*\} (\S+)$/gm)].map(([, value]) =>
        Number(value),
      )
      expect(sums.length).toBeGreaterThan(0)
      expect(Math.min(...sums)).toBeGreaterThanOrEqual(0)
      expect(gateway.output()).not.toMatch(/unhandled/i)
      measured('C08 set back', await expectInvariants(scene, books))
    },
    count(40_000, 90_000),
  )
})

describe('C08: deadlines', () => {
  /** A gateway with a clock that can be set; tokens of its clients end after four hundred days. */
  const openApp = async (now: string) => {
    const app = await createTestApp({ now: new Date(now) })
    closing.push(app.close)
    return { app, vendor: await app.createVendor(), kammer: await app.createKammer() }
  }

  const statusOf = async (kammer: TestClient, id: string): Promise<string> =>
    (await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)).status

  test.each([
    ['the leap day', '2028-02-28T12:00:00Z', '2028-02-29', '2028-02-29T22:59:59Z', '2028-02-29T23:00:00Z'],
    [
      'the last of February of another year',
      '2027-02-27T12:00:00Z',
      '2027-02-28',
      '2027-02-28T22:59:59Z',
      '2027-02-28T23:00:00Z',
    ],
    ['the day that has 25 hours', '2026-10-20T12:00:00Z', '2026-10-25', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
    ['the day that has 23 hours', '2027-03-20T12:00:00Z', '2027-03-28', '2027-03-28T21:59:59Z', '2027-03-28T22:00:00Z'],
    ['the last day of a year', '2026-12-20T12:00:00Z', '2026-12-31', '2026-12-31T22:59:59Z', '2026-12-31T23:00:00Z'],
  ])(
    'a request that is due on %s ends with that day in Berlin, and so does a release',
    async (_day, created, frist, last, first) => {
      const { app, vendor, kammer } = await openApp(created)
      const heftId = await pushHeft(vendor, 1)
      const { id } = await request(kammer, heftId, { frist })
      const freigabe = await release(vendor, heftId, { gueltigBis: frist })
      app.clock.now = new Date(last)
      await expireAnforderungen(app.deps, app.clock.now)
      await expireFreigaben(app.deps, app.clock.now)
      expect(await statusOf(kammer, id)).not.toBe('ueberfaellig')
      expect((await get<Freigabe>(kammer, `/v1/freigaben/${freigabe.id}`)).status).toBe('erteilt')
      app.clock.now = new Date(first)
      await expireAnforderungen(app.deps, app.clock.now)
      await expireFreigaben(app.deps, app.clock.now)
      expect(await statusOf(kammer, id)).toBe('ueberfaellig')
      expect((await get<Freigabe>(vendor, `/v1/freigaben/${freigabe.id}`)).status).toBe('abgelaufen')
    },
  )

  test.each([
    ['2027-12-01T12:00:00Z', '2028-02-29T22:59:59Z', '2028-02-29T23:00:00Z'],
    ['2028-02-29T12:00:00Z', '2028-05-29T21:59:59Z', '2028-05-29T22:00:00Z'],
    ['2026-07-27T12:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
  ])('the chamber has ninety days from %s: until %s, not until %s', async (sent, last, first) => {
    const { app, vendor, kammer } = await openApp(sent)
    const heftId = await pushHeft(vendor, 1)
    const anforderung = await request(kammer, heftId, {
      frist: sent.slice(0, 4) === '2026' ? '2026-09-01' : '2028-06-01',
    })
    const freigabe = await release(vendor, heftId, { anforderungId: anforderung.id, gueltigBis: '2029-01-01' })
    bodyOf<Uebermittlung>(await post(vendor, '/v1/uebermittlungen', { freigabeId: freigabe.id }), 201)
    await expireAnforderungen(app.deps, new Date(last))
    expect(await statusOf(kammer, anforderung.id)).toBe('uebermittelt')
    await expireAnforderungen(app.deps, new Date(first))
    expect(await statusOf(kammer, anforderung.id)).toBe('ueberfaellig')
  })

  test.each([
    ['over the night with 25 hours', '2026-10-23T10:00:00Z', '2026-10-26T09:59:59Z', '2026-10-26T10:00:00Z'],
    ['over the leap day', '2028-02-27T10:00:00Z', '2028-03-01T09:59:59Z', '2028-03-01T10:00:00Z'],
  ])('what nobody fetched is told after three times 24 hours, %s', async (_night, created, before, after) => {
    const { app, vendor, kammer } = await openApp(created)
    await request(kammer, await pushHeft(vendor, 1), { frist: '2028-12-01' })
    expect(await reportNichtAbgeholt(app.deps, new Date(before))).toBe(0)
    expect(await reportNichtAbgeholt(app.deps, new Date(after))).toBe(1)
    expect(await reportNichtAbgeholt(app.deps, new Date(after))).toBe(0)
  })
})
