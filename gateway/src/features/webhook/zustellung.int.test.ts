import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Ereignis, Webhook, Zustellung, ZustellungSeite } from '@berichtsheft/core'
import { verifySet } from '@berichtsheft/core/signatur'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { createGuardedFetch } from '../../netz/guarded-fetch.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { bodyOf, get, post, pushHeft, request } from '../anforderung/testing/vorgang.ts'
import { appendEreignis } from '../ereignis/ereignis.service.ts'
import { dispatchAusgang } from '../ereignis/verteiler.ts'
import { startEmpfaenger, startRohempfaenger, type TestEmpfaenger } from './testing/empfaenger.ts'
import { createZusteller, type Zusteller } from './zusteller.ts'
import { pausen } from './zustellplan.ts'

let app: TestApp
let start: Date
const netz = createGuardedFetch({ erlaubteNetze: '127.0.0.0/8', zeit: 400, groesse: 8_192 })
const open: { close: () => void }[] = []

beforeAll(async () => {
  start = new Date()
  app = await createTestApp({ now: start })
})
afterAll(async () => {
  await netz.close()
  await app?.close()
})
afterEach(() => {
  app.clock.now = start
  for (const receiver of open.splice(0)) receiver.close()
})

const listening = async (receiver: Promise<TestEmpfaenger>): Promise<TestEmpfaenger> => {
  const made = await receiver
  open.push(made)
  return made
}

const zusteller = (): Zusteller => createZusteller({ ...app.deps, fetch: netz.fetch, random: () => 0 })

/** Everything that is due now, by a deliverer of its own. */
const deliver = async (): Promise<void> => {
  const own = zusteller()
  await own.deliver()
  await own.settle()
}

const subscribe = async (client: TestClient, { url }: TestEmpfaenger): Promise<Webhook> =>
  bodyOf(await post(client, '/v1/webhooks', { url }), 201)

/** Appends events about one aggregate and tells of them. */
const tell = async (client: TestClient, count = 1, aggregatId = createId(start)): Promise<string[]> => {
  const objects = Array.from({ length: count }, () => createId(start))
  await alsSystem(app.deps, async (trx) => {
    for (const objektId of objects) {
      await appendEreignis(trx, {
        aggregatId,
        art: 'freigabe.erteilt',
        objektId,
        knr: '153',
        anbieterId: client.anbieterId ?? createId(start),
        berichtsheftId: aggregatId,
        zeitpunkt: start,
        durch: 'system',
      })
    }
  })
  await dispatchAusgang(app.deps)
  return objects
}

const zustellungen = async (client: TestClient, webhook: Webhook, query = ''): Promise<Zustellung[]> =>
  (await get<ZustellungSeite>(client, `/v1/webhooks/${webhook.id}/zustellungen${query}`)).eintraege

const travel = (time: number): void => {
  app.clock.now = new Date(app.clock.now.getTime() + time)
}

describe('a delivery', () => {
  test('is verified by the public Standard Webhooks library and carries ids and a token, nothing else', async () => {
    const vendor = await app.createVendor()
    const receiver = await listening(startEmpfaenger())
    const webhook = await subscribe(vendor, receiver)
    const [objektId] = await tell(vendor)
    await deliver()

    const [received] = receiver.received
    const payload = new StandardWebhook(webhook.geheimnis ?? '').verify(
      received?.body ?? '',
      received?.headers as Record<string, string>,
    )
    const [zustellung] = await zustellungen(vendor, webhook)
    expect(received?.headers).toMatchObject({ 'webhook-id': zustellung?.id, 'content-type': 'application/json' })
    expect(payload).toEqual({
      type: 'freigabe.erteilt',
      timestamp: start.toISOString(),
      data: { ereignisId: zustellung?.ereignisId, objektId, token: expect.any(String) },
    })
    expect(received?.body.length).toBeLessThan(20_000)
    const { data } = payload as { data: { token: string } }
    const expected = { iss: app.deps.config.PUBLIC_URL, aud: `anbieter:${vendor.anbieterId}` }
    expect(await verifySet(data.token, app.deps.keyring.jwks(), expected)).toMatchObject({
      jti: zustellung?.ereignisId,
      objektId,
    })
    expect(zustellung).toMatchObject({ status: 'zugestellt', versuche: 1 })
    expect(await get<Ereignis>(vendor, `/v1/ereignisse/${zustellung?.ereignisId}`)).toMatchObject({ token: data.token })
    expect(() =>
      new StandardWebhook(webhook.geheimnis ?? '').verify(
        `${received?.body} `,
        received?.headers as Record<string, string>,
      ),
    ).toThrow()
  })

  test('is received by the example of the guide', async () => {
    const vendor = await app.createVendor()
    const probe = await startEmpfaenger()
    const { port } = new URL(probe.url)
    const webhook = await subscribe(vendor, probe)
    probe.close()
    const example = fileURLToPath(new URL('../../../../docs/guide/examples/receive-webhook.ts', import.meta.url))
    const child = spawn(process.execPath, ['--conditions=source', example, port, webhook.geheimnis ?? ''])
    open.push({ close: () => void child.kill() })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    expect((await lines.next()).value).toBe('listening')
    const [objektId] = await tell(vendor)
    await deliver()
    expect((await lines.next()).value).toBe(`freigabe.erteilt ${objektId}`)
    expect(await zustellungen(vendor, webhook)).toMatchObject([{ status: 'zugestellt' }])
  })

  test('of a request to the vendor counts as its delivery', async () => {
    const vendor = await app.createVendor()
    const kammer = await app.createKammer('107')
    await subscribe(vendor, await listening(startEmpfaenger()))
    const heftId = await pushHeft(vendor, 1, { knr: '107' })
    const frist = new Date(start.getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    const anforderung = await request(kammer, heftId, { frist })
    await dispatchAusgang(app.deps)
    expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'angelegt' })
    await deliver()
    expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'zugestellt' })
  })

  test('goes to the recipients of the event only', async () => {
    const [vendor, other] = [await app.createVendor(), await app.createVendor('Anderer Anbieter AG')]
    const [mine, foreign] = [await listening(startEmpfaenger()), await listening(startEmpfaenger())]
    await subscribe(vendor, mine)
    await subscribe(other, foreign)
    await tell(vendor, 3)
    await deliver()
    expect([mine.received.length, foreign.received.length]).toEqual([3, 0])
  })

  test('keeps the order of an aggregate, while others pass', async () => {
    const vendor = await app.createVendor()
    const [slow, fast] = [createId(start), createId(start)]
    const seen: string[] = []
    const receiver = await listening(
      startEmpfaenger((response, count) => {
        const { data } = JSON.parse(receiver.received[count]?.body ?? '{}') as { data: { objektId: string } }
        seen.push(data.objektId)
        response.writeHead(count === 0 ? 500 : 204).end()
      }),
    )
    await subscribe(vendor, receiver)
    const first = await tell(vendor, 3, slow)
    await deliver()
    expect(seen).toEqual(first.slice(0, 1))
    const others = await tell(vendor, 2, fast)
    await deliver()
    expect(seen).toEqual([first[0], ...others])
    travel(5_000)
    await deliver()
    expect(seen.slice(3)).toEqual(first)
  })
})

// PROOF C09, the part of the receivers.
describe('C09: a receiver that', () => {
  test.each([
    ['answers 500', () => startEmpfaenger((response) => response.writeHead(500).end('Fehler')), 'HTTP 500'],
    [
      'redirects',
      () => startEmpfaenger((response) => response.writeHead(301, { location: 'http://127.0.0.1:1/' }).end()),
      'HTTP 301',
    ],
    ['hangs', () => startRohempfaenger(() => {}), 'no answer within 15000 ms'],
    [
      'resets the connection',
      () => startRohempfaenger((socket) => socket.resetAndDestroy()),
      'connection failed (ECONNRESET)',
    ],
    [
      'closes without an answer',
      () => startRohempfaenger((socket) => socket.end()),
      'connection failed (UND_ERR_SOCKET)',
    ],
    [
      'answers half a header',
      () => startRohempfaenger((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')),
      'connection failed (UND_ERR_SOCKET)',
    ],
    ['speaks no HTTP', () => startRohempfaenger((socket) => socket.end('220 mail ready\r\n')), 'the answer is no HTTP'],
  ])('%s gets the same delivery again, and what went wrong is told', async (_name, receive, fehler) => {
    const vendor = await app.createVendor()
    const receiver = await listening(receive())
    const webhook = await subscribe(vendor, receiver)
    await tell(vendor)
    await deliver()
    const due = new Date(start.getTime() + 5_000).toISOString()
    expect(await zustellungen(vendor, webhook)).toMatchObject([
      { status: 'offen', versuche: 1, letzterFehler: fehler, naechsterVersuch: due },
    ])
    await deliver()
    travel(5_000)
    await deliver()
    // A receiver that answers keeps its connection, one that does not is connected anew.
    expect(Math.max(receiver.received.length, receiver.connections())).toBe(2)
    expect(await zustellungen(vendor, webhook)).toMatchObject([{ status: 'offen', versuche: 2 }])
  })

  test('refuses the connection gets the delivery again', async () => {
    const vendor = await app.createVendor()
    const receiver = await startEmpfaenger()
    const webhook = await subscribe(vendor, receiver)
    receiver.close()
    await tell(vendor)
    await deliver()
    expect(await zustellungen(vendor, webhook)).toMatchObject([{ letzterFehler: 'connection failed (ECONNREFUSED)' }])
  })

  test.each([
    [
      'half a body',
      () => startRohempfaenger((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nha')),
    ],
    [
      'an endless body',
      () => startRohempfaenger((socket) => void socket.write(`HTTP/1.1 200 OK\r\n\r\n${'a'.repeat(100_000)}`)),
    ],
    [
      'a body that never comes',
      () => startRohempfaenger((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n')),
    ],
  ])('accepts it with %s has got it', async (_name, receive) => {
    const vendor = await app.createVendor()
    const webhook = await subscribe(vendor, await listening(receive()))
    await tell(vendor)
    const started = performance.now()
    await deliver()
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(await zustellungen(vendor, webhook)).toMatchObject([{ status: 'zugestellt' }])
  })

  test('is down for days: ten attempts under one id, then a dead letter, then a replay by hand', async () => {
    const vendor = await app.createVendor()
    let down = true
    const receiver = await listening(startEmpfaenger((response) => response.writeHead(down ? 503 : 200).end()))
    const webhook = await subscribe(vendor, receiver)
    await tell(vendor)
    for (const [i, pause] of pausen.entries()) {
      travel(pause - 1)
      await deliver()
      expect(receiver.received).toHaveLength(i)
      travel(1)
      await deliver()
      expect(receiver.received).toHaveLength(i + 1)
    }
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10)
    const [dead] = await zustellungen(vendor, webhook, '?status=unzustellbar')
    expect(dead).toMatchObject({ status: 'unzustellbar', versuche: 10, letzterFehler: 'HTTP 503' })
    expect(dead).not.toHaveProperty('naechsterVersuch')
    travel(100 * 3_600_000)
    await deliver()
    expect(receiver.received).toHaveLength(10)

    down = false
    const headers = { 'idempotency-key': 'noch-einmal' }
    const replay = await post(vendor, `/v1/zustellungen/${dead?.id}/wiederholung`, {}, headers)
    expect(bodyOf(replay, 202)).toMatchObject({ id: dead?.id, status: 'offen', versuche: 10 })
    expect((await post(vendor, `/v1/zustellungen/${dead?.id}/wiederholung`, {}, headers)).body).toBe(replay.body)
    await deliver()
    expect(receiver.received).toHaveLength(11)
    expect(receiver.received[10]?.headers['webhook-id']).toBe(dead?.id)
    expect(await zustellungen(vendor, webhook)).toMatchObject([{ id: dead?.id, status: 'zugestellt', versuche: 11 }])
  })

  test('answers 410 is switched off, and what was open is given up', async () => {
    const vendor = await app.createVendor()
    const receiver = await listening(startEmpfaenger((response) => response.writeHead(410).end()))
    const webhook = await subscribe(vendor, receiver)
    await tell(vendor, 3)
    await deliver()
    expect(receiver.received).toHaveLength(1)
    const { eintraege } = await get<{ eintraege: Webhook[] }>(vendor, '/v1/webhooks')
    expect(eintraege).toMatchObject([{ id: webhook.id, status: 'abgeschaltet' }])
    const given = await zustellungen(vendor, webhook, '?status=unzustellbar')
    expect(given.map(({ letzterFehler }) => letzterFehler)).toEqual(
      Array(3).fill('switched off by the receiver (HTTP 410)'),
    )
    expect((await post(vendor, `/v1/zustellungen/${given[0]?.id}/wiederholung`, {})).statusCode).toBe(409)
    await tell(vendor)
    expect(await zustellungen(vendor, webhook)).toHaveLength(3)
  })

  test.each([
    [429, '30', 30_000],
    [503, '30', 30_000],
    [502, undefined, 60_000],
    [504, undefined, 60_000],
  ])('answers %i with Retry-After %s is left alone for %i ms, with everything', async (status, retryAfter, pause) => {
    const vendor = await app.createVendor()
    const receiver = await listening(
      startEmpfaenger((response, count) => {
        response
          .writeHead(count === 0 ? status : 204, retryAfter === undefined ? {} : { 'retry-after': retryAfter })
          .end()
      }),
    )
    const webhook = await subscribe(vendor, receiver)
    await tell(vendor)
    await deliver()
    await tell(vendor, 1)
    travel(pause - 1)
    await deliver()
    expect(receiver.received).toHaveLength(1)
    travel(1)
    await deliver()
    await deliver()
    expect(receiver.received).toHaveLength(3)
    expect((await zustellungen(vendor, webhook)).map(({ status, versuche }) => [status, versuche]).sort()).toEqual([
      ['zugestellt', 1],
      ['zugestellt', 2],
    ])
  })

  test('is slow does not hold up others', async () => {
    const [slow, fast] = [await app.createVendor(), await app.createVendor('Schneller Anbieter AG')]
    const hanging = await listening(startRohempfaenger(() => {}))
    await subscribe(slow, hanging)
    const quick = await listening(startEmpfaenger())
    await subscribe(fast, quick)
    for (let i = 0; i < 30; i++) await tell(slow)
    for (let i = 0; i < 30; i++) await tell(fast)
    const own = zusteller()
    const started = performance.now()
    await own.deliver()
    while (quick.received.length < 30 && performance.now() - started < 5_000)
      await new Promise((resolve) => setTimeout(resolve, 10))
    expect(quick.received).toHaveLength(30)
    expect(hanging.connections()).toBeLessThanOrEqual(8)
    await own.stop(0)
  })

  test('is gone for good costs one attempt a minute, and every delivery ends', async () => {
    const vendor = await app.createVendor()
    const receiver = await listening(startEmpfaenger((response) => response.writeHead(500).end()))
    const webhook = await subscribe(vendor, receiver)
    for (let i = 0; i < 25; i++) await tell(vendor)
    for (let i = 0; i < 20; i++) {
      travel(60_000)
      await deliver()
    }
    expect(receiver.received.length).toBeGreaterThan(15)
    expect(receiver.received.length).toBeLessThan(40)
    expect(await zustellungen(vendor, webhook, '?status=unzustellbar')).toHaveLength(0)
  })
})

describe('deliverers', () => {
  test('two at a time make each attempt once', async () => {
    const vendor = await app.createVendor()
    const receiver = await listening(startEmpfaenger())
    await subscribe(vendor, receiver)
    for (let i = 0; i < 40; i++) await tell(vendor)
    const both = [zusteller(), zusteller()]
    await Promise.all(both.map((own) => own.deliver()))
    await Promise.all(both.map((own) => own.settle()))
    await Promise.all(both.map((own) => own.deliver()))
    await Promise.all(both.map((own) => own.settle()))
    expect(receiver.received).toHaveLength(40)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(40)
  })

  test('that died in the middle leave the delivery to another, after a while', async () => {
    const vendor = await app.createVendor()
    const receiver = await listening(startEmpfaenger())
    const webhook = await subscribe(vendor, receiver)
    await tell(vendor)
    const dead = createZusteller({ ...app.deps, fetch: () => new Promise(() => {}) })
    await dead.deliver()
    await deliver()
    expect(receiver.received).toHaveLength(0)
    travel(30_000)
    await deliver()
    expect(receiver.received).toHaveLength(1)
    expect(await zustellungen(vendor, webhook)).toMatchObject([{ status: 'zugestellt', versuche: 2 }])
  })

  test('that stop break off attempts under way, which are made again later', async () => {
    const vendor = await app.createVendor()
    const hanging = await listening(startRohempfaenger(() => {}))
    const webhook = await subscribe(vendor, hanging)
    await tell(vendor)
    const own = zusteller()
    await own.deliver()
    while (hanging.connections() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await own.stop(10)
    expect(await own.deliver()).toBe(0)
    expect(await zustellungen(vendor, webhook)).toMatchObject([
      { status: 'offen', versuche: 1, naechsterVersuch: start.toISOString() },
    ])
    await deliver()
    expect(hanging.connections()).toBe(2)
    // The attempt that was broken off took no step of the schedule.
    const due = new Date(start.getTime() + 5_000).toISOString()
    expect(await zustellungen(vendor, webhook)).toMatchObject([{ versuche: 2, naechsterVersuch: due }])
  })
})
