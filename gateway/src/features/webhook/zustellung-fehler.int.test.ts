import type { Webhook } from '@berichtsheft/core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, get, post } from '../anforderung/testing/vorgang.ts'
import { startEmpfaenger, startRohempfaenger } from './testing/empfaenger.ts'
import { createZustellprobe, type Zustellprobe } from './testing/zustellprobe.ts'
import { pausen } from './zustellplan.ts'

let probe: Zustellprobe
let app: Zustellprobe['app']
let start: Date
beforeAll(async () => {
  probe = await createZustellprobe()
  ;({ app, start } = probe)
})
afterAll(() => probe?.close())
afterEach(() => probe.reset())

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
    const receiver = await probe.listening(receive())
    const webhook = await probe.subscribe(vendor, receiver)
    await probe.tell(vendor)
    await probe.deliver()
    const due = new Date(start.getTime() + 5_000).toISOString()
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([
      { status: 'offen', versuche: 1, letzterFehler: fehler, naechsterVersuch: due },
    ])
    await probe.deliver()
    probe.travel(5_000)
    await probe.deliver()
    // A receiver that answers keeps its connection, one that does not is connected anew.
    expect(Math.max(receiver.received.length, receiver.connections())).toBe(2)
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([{ status: 'offen', versuche: 2 }])
  })

  test('refuses the connection gets the delivery again', async () => {
    const vendor = await app.createVendor()
    const receiver = await startEmpfaenger()
    const webhook = await probe.subscribe(vendor, receiver)
    receiver.close()
    await probe.tell(vendor)
    await probe.deliver()
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([
      { letzterFehler: 'connection failed (ECONNREFUSED)' },
    ])
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
    const webhook = await probe.subscribe(vendor, await probe.listening(receive()))
    await probe.tell(vendor)
    const started = performance.now()
    await probe.deliver()
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([{ status: 'zugestellt' }])
  })

  test('is down for days: ten attempts under one id, then a dead letter, then a replay by hand', async () => {
    const vendor = await app.createVendor()
    let down = true
    const receiver = await probe.listening(startEmpfaenger((response) => response.writeHead(down ? 503 : 200).end()))
    const webhook = await probe.subscribe(vendor, receiver)
    await probe.tell(vendor)
    for (const [i, pause] of pausen.entries()) {
      probe.travel(pause - 1)
      await probe.deliver()
      expect(receiver.received).toHaveLength(i)
      probe.travel(1)
      await probe.deliver()
      expect(receiver.received).toHaveLength(i + 1)
    }
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10)
    const [dead] = await probe.zustellungen(vendor, webhook, '?status=unzustellbar')
    expect(dead).toMatchObject({ status: 'unzustellbar', versuche: 10, letzterFehler: 'HTTP 503' })
    expect(dead).not.toHaveProperty('naechsterVersuch')
    probe.travel(100 * 3_600_000)
    await probe.deliver()
    expect(receiver.received).toHaveLength(10)

    down = false
    const headers = { 'idempotency-key': 'noch-einmal' }
    const replay = await post(vendor, `/v1/zustellungen/${dead?.id}/wiederholung`, {}, headers)
    expect(bodyOf(replay, 202)).toMatchObject({ id: dead?.id, status: 'offen', versuche: 10 })
    expect((await post(vendor, `/v1/zustellungen/${dead?.id}/wiederholung`, {}, headers)).body).toBe(replay.body)
    await probe.deliver()
    expect(receiver.received).toHaveLength(11)
    expect(receiver.received[10]?.headers['webhook-id']).toBe(dead?.id)
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([
      { id: dead?.id, status: 'zugestellt', versuche: 11 },
    ])
  })

  test('answers 410 is switched off, and what was open is given up', async () => {
    const vendor = await app.createVendor()
    const receiver = await probe.listening(startEmpfaenger((response) => response.writeHead(410).end()))
    const webhook = await probe.subscribe(vendor, receiver)
    await probe.tell(vendor, 3)
    await probe.deliver()
    expect(receiver.received).toHaveLength(1)
    const { eintraege } = await get<{ eintraege: Webhook[] }>(vendor, '/v1/webhooks')
    expect(eintraege).toMatchObject([{ id: webhook.id, status: 'abgeschaltet' }])
    const given = await probe.zustellungen(vendor, webhook, '?status=unzustellbar')
    expect(given.map(({ letzterFehler }) => letzterFehler)).toEqual(
      Array(3).fill('switched off by the receiver (HTTP 410)'),
    )
    expect((await post(vendor, `/v1/zustellungen/${given[0]?.id}/wiederholung`, {})).statusCode).toBe(409)
    await probe.tell(vendor)
    expect(await probe.zustellungen(vendor, webhook)).toHaveLength(3)
  })

  test.each([
    [429, '30', 30_000],
    [503, '30', 30_000],
    [502, undefined, 60_000],
    [504, undefined, 60_000],
  ])('answers %i with Retry-After %s is left alone for %i ms, with everything', async (status, retryAfter, pause) => {
    const vendor = await app.createVendor()
    const receiver = await probe.listening(
      startEmpfaenger((response, count) => {
        response
          .writeHead(count === 0 ? status : 204, retryAfter === undefined ? {} : { 'retry-after': retryAfter })
          .end()
      }),
    )
    const webhook = await probe.subscribe(vendor, receiver)
    await probe.tell(vendor)
    await probe.deliver()
    await probe.tell(vendor, 1)
    probe.travel(pause - 1)
    await probe.deliver()
    expect(receiver.received).toHaveLength(1)
    probe.travel(1)
    await probe.deliver()
    await probe.deliver()
    expect(receiver.received).toHaveLength(3)
    expect(
      (await probe.zustellungen(vendor, webhook)).map(({ status, versuche }) => [status, versuche]).sort(),
    ).toEqual([
      ['zugestellt', 1],
      ['zugestellt', 2],
    ])
  })

  test('is slow does not hold up others', async () => {
    const [slow, fast] = [await app.createVendor(), await app.createVendor('Schneller Anbieter AG')]
    const hanging = await probe.listening(startRohempfaenger(() => {}))
    await probe.subscribe(slow, hanging)
    const quick = await probe.listening(startEmpfaenger())
    await probe.subscribe(fast, quick)
    for (let i = 0; i < 30; i++) await probe.tell(slow)
    for (let i = 0; i < 30; i++) await probe.tell(fast)
    const own = probe.zusteller()
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
    const receiver = await probe.listening(startEmpfaenger((response) => response.writeHead(500).end()))
    const webhook = await probe.subscribe(vendor, receiver)
    for (let i = 0; i < 25; i++) await probe.tell(vendor)
    for (let i = 0; i < 20; i++) {
      probe.travel(60_000)
      await probe.deliver()
    }
    expect(receiver.received.length).toBeGreaterThan(15)
    expect(receiver.received.length).toBeLessThan(40)
    expect(await probe.zustellungen(vendor, webhook, '?status=unzustellbar')).toHaveLength(0)
  })
})
