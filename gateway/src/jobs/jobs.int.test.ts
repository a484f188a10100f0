import type { Sammelanforderung, Webhook, ZustellungSeite } from '@berichtsheft/core'
import { limits } from '@berichtsheft/core'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { alsSystem } from '../db/transaktion.ts'
import { buildSammelanforderung } from '../features/anforderung/sammelanforderung.service.ts'
import { bodyOf, get, post, pushHeft, request } from '../features/anforderung/testing/vorgang.ts'
import { startEmpfaenger, type TestEmpfaenger } from '../features/webhook/testing/empfaenger.ts'
import { createTestApp, type TestApp, type TestClient } from '../testing/create-test-app.ts'
import { runAufraeumen } from './aufraeumen.ts'
import { runFristen } from './fristen.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { startWarteschlangen } from './warteschlangen.ts'

let app: TestApp
let vendor: TestClient
let kammer: TestClient
let owner: pg.Client
const running: Jobs[] = []
const receivers: TestEmpfaenger[] = []

beforeAll(async () => {
  app = await createTestApp({ liveClock: true })
  vendor = await app.createVendor()
  kammer = await app.createKammer()
  owner = new pg.Client({ connectionString: app.databaseUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await app?.close()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((jobs) => jobs.stop()))
  for (const receiver of receivers.splice(0)) receiver.close()
})

const start = async (): Promise<Jobs> => {
  const arten = { sammelanforderung: (id: string) => buildSammelanforderung(app.deps, id) }
  const jobs = await createJobs(app.deps, { databaseUrl: app.databaseUrl, arten })
  running.push(jobs)
  return jobs
}

const receive = async (): Promise<TestEmpfaenger> => {
  const receiver = await startEmpfaenger()
  receivers.push(receiver)
  return receiver
}

const frist = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)

const until = <T>(check: () => Promise<T>, timeout = 10_000) => vi.waitFor(check, { timeout, interval: 50 })

describe('jobs', () => {
  test('of two processes deliver a request, make bulk requests, and stop in time', async () => {
    const receiver = await receive()
    const webhook = bodyOf<Webhook>(await post(vendor, '/v1/webhooks', { url: receiver.url }), 201)
    await Promise.all([start(), start()])
    const heftId = await pushHeft(vendor)
    const asked = performance.now()
    const anforderung = await request(kammer, heftId, { frist })
    await until(async () => expect(receiver.received.length).toBeGreaterThanOrEqual(1))
    expect(performance.now() - asked).toBeLessThan(2_000)
    await until(async () =>
      expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'zugestellt' }),
    )

    const sammel = { auswahl: { beruf: 'fachinformatiker' }, zweck: 'stichprobe', rechtsgrundlage: 'BBiG § 76', frist }
    const { id } = bodyOf<Sammelanforderung>(await post(kammer, '/v1/sammelanforderungen', sammel), 202)
    await until(async () =>
      expect(await get(kammer, `/v1/sammelanforderungen/${id}`)).toMatchObject({ status: 'fertig', angelegt: 1 }),
    )
    await until(async () => {
      const { eintraege } = await get<ZustellungSeite>(vendor, `/v1/webhooks/${webhook.id}/zustellungen`)
      expect(eintraege.length).toBeGreaterThanOrEqual(3)
      expect(eintraege.filter(({ status }) => status !== 'zugestellt')).toEqual([])
    })
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(receiver.received.length)

    const stopping = performance.now()
    await Promise.all(running.splice(0).map((jobs) => jobs.stop()))
    expect(performance.now() - stopping).toBeLessThan(4_000)
  })

  test('C03: go on by themselves after every connection to the database was cut', async () => {
    const unhandled: unknown[] = []
    const note = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', note)
    process.on('uncaughtException', note)
    const receiver = await receive()
    bodyOf(await post(kammer, '/v1/webhooks', { url: receiver.url }), 201)
    await start()
    for (let i = 0; i < 3; i++) {
      await owner.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    const before = receiver.received.length
    const heftId = await until(() => pushHeft(vendor))
    await until(() => request(kammer, heftId, { frist }))
    await until(async () => expect(receiver.received.length).toBeGreaterThan(before), 15_000)
    process.off('unhandledRejection', note)
    process.off('uncaughtException', note)
    expect(unhandled).toEqual([])
  })

  test('do a failing piece of work again, and only once however often it is queued', async () => {
    let runs = 0
    const { send, stop } = await startWarteschlangen(app.deps, {
      databaseUrl: app.databaseUrl,
      arten: {
        export: async () => {
          runs++
          if (runs === 1) throw new Error('fails the first time')
        },
      },
    })
    const id = 'eins'
    await Promise.all([send('export', id), send('export', id), send('export', id)])
    await until(async () => expect(runs).toBe(1))
    await send('export', id)
    // The pause before the second run is two to four seconds.
    await until(async () => {
      await send('export', id)
      expect(runs).toBe(2)
    })
    await stop(1_000)
  })
})

describe('deadlines', () => {
  test('move what is due, each kind though another fails', async () => {
    const anforderung = await request(kammer, await pushHeft(vendor), { frist })
    const later = new Date(Date.now() + 4 * 86_400_000)
    const lauf = await runFristen(app.deps, later)
    expect(lauf.nichtAbgeholt).toBeGreaterThanOrEqual(1)
    const end = new Date(Date.now() + 40 * 86_400_000)
    expect((await runFristen(app.deps, end)).ueberfaellig).toBeGreaterThanOrEqual(1)
    expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({
      status: 'ueberfaellig',
      saeumig: 'anbieter',
    })
    expect(await runFristen(app.deps, end)).toEqual({
      ueberfaellig: 0,
      nichtAbgeholt: 0,
      abgelaufen: 0,
      geloescht: 0,
      einladungen: 0,
      vertragsfristen: 0,
      beendet: 0,
      nachuntersuchungen: 0,
      meldungen: 0,
    })
  })
})

describe('cleaning', () => {
  const hour = 3_600_000

  test('D06: removes what has outlived its purpose, and nothing else', async () => {
    const now = new Date()
    const ago = (time: number) => new Date(now.getTime() - time)
    await alsSystem(app.deps, async (trx) => {
      const record = { mandant: 'x', vorgang: 'x', koerper_hash: Buffer.alloc(1) }
      await trx('idempotenz').insert([
        { ...record, schluessel: 'alt', erstellt_am: ago(limits.idempotenzStunden * hour + 1) },
        { ...record, schluessel: 'jung', erstellt_am: ago(limits.idempotenzStunden * hour - 60_000) },
      ])
      const artefakt = { art: 'x', inhalt: '{}' }
      await trx('oidc_artefakt').insert([
        { ...artefakt, id: 'alt', ablauf: ago(1) },
        { ...artefakt, id: 'jung', ablauf: ago(-60_000) },
      ])
      const datei = { medientyp: 'x/y', inhalt: Buffer.from('x'), erstellt_am: now }
      await trx('datei').insert([
        { ...datei, id: '00000000-0000-7000-8000-000000000001', verfuegbar_bis: ago(1) },
        { ...datei, id: '00000000-0000-7000-8000-000000000002', verfuegbar_bis: ago(-60_000) },
        { ...datei, id: '00000000-0000-7000-8000-000000000003', verfuegbar_bis: null },
      ])
    })
    const removed = await runAufraeumen(app.deps, now)
    expect(removed).toMatchObject({ idempotenz: 1, oidc_artefakt: expect.any(Number), datei: 1 })
    await alsSystem(app.deps, async (trx) => {
      expect(await trx('idempotenz').where({ mandant: 'x' }).pluck('schluessel')).toEqual(['jung'])
      expect(await trx('oidc_artefakt').where({ art: 'x' }).pluck('id')).toEqual(['jung'])
      expect(await trx('datei').orderBy('id').pluck('id')).toHaveLength(2)
    })
  })

  test('gives up deliveries whose time is over, and removes them and their webhook later', async () => {
    const receiver = await receive()
    const webhook = bodyOf<Webhook>(await post(vendor, '/v1/webhooks', { url: receiver.url }), 201)
    await start()
    await request(kammer, await pushHeft(vendor), { frist })
    await until(async () => expect(receiver.received.length).toBeGreaterThan(0))
    await vendor.inject({ method: 'DELETE', url: `/v1/webhooks/${webhook.id}` })
    await Promise.all(running.splice(0).map((jobs) => jobs.stop()))
    const count = (table: string, column: string) =>
      alsSystem(app.deps, async (trx) =>
        Number(
          (
            await trx(table)
              .where({ [column]: webhook.id })
              .count({ n: '*' })
              .first()
          )?.n,
        ),
      )

    await runAufraeumen(app.deps, new Date(Date.now() + (limits.zustellungTage * 24 - 1) * hour))
    expect(await count('zustellung', 'webhook_id')).toBeGreaterThan(0)
    await runAufraeumen(app.deps, new Date(Date.now() + (limits.zustellungTage * 24 + 1) * hour))
    expect([await count('zustellung', 'webhook_id'), await count('webhook', 'id')]).toEqual([0, 0])
  })
})
