import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Ereignis } from '@berichtsheft/core'
import { verifySet } from '@berichtsheft/core/signatur'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createId } from '../../ids.ts'
import { get, pushHeft, request } from '../anforderung/testing/vorgang.ts'
import { dispatchAusgang } from '../ereignis/verteiler.ts'
import { startEmpfaenger, startRohempfaenger } from './testing/empfaenger.ts'
import { createZustellprobe, type Zustellprobe } from './testing/zustellprobe.ts'
import { createZusteller } from './zusteller.ts'

let probe: Zustellprobe
let app: Zustellprobe['app']
let start: Date
beforeAll(async () => {
  probe = await createZustellprobe()
  ;({ app, start } = probe)
})
afterAll(() => probe?.close())
afterEach(() => probe.reset())

describe('a delivery', () => {
  test('D05: is verified by the public Standard Webhooks library and carries ids and a token, nothing else', async () => {
    const vendor = await app.createVendor()
    const receiver = await probe.listening(startEmpfaenger())
    const webhook = await probe.subscribe(vendor, receiver)
    const [objektId] = await probe.tell(vendor)
    await probe.deliver()

    const [received] = receiver.received
    const payload = new StandardWebhook(webhook.geheimnis ?? '').verify(
      received?.body ?? '',
      received?.headers as Record<string, string>,
    )
    const [zustellung] = await probe.zustellungen(vendor, webhook)
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
    const reserved = await startEmpfaenger()
    const { port } = new URL(reserved.url)
    const webhook = await probe.subscribe(vendor, reserved)
    reserved.close()
    const example = fileURLToPath(new URL('../../../../docs/guide/examples/receive-webhook.ts', import.meta.url))
    const child = spawn(process.execPath, ['--conditions=source', example, port, webhook.geheimnis ?? ''])
    probe.closeLater(() => void child.kill())
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    expect((await lines.next()).value).toBe('listening')
    const [objektId] = await probe.tell(vendor)
    await probe.deliver()
    expect((await lines.next()).value).toBe(`freigabe.erteilt ${objektId}`)
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([{ status: 'zugestellt' }])
  })

  test('of a request to the vendor counts as its delivery', async () => {
    const vendor = await app.createVendor()
    const kammer = await app.createKammer('107')
    await probe.subscribe(vendor, await probe.listening(startEmpfaenger()))
    const heftId = await pushHeft(vendor, 1, { knr: '107' })
    const frist = new Date(start.getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    const anforderung = await request(kammer, heftId, { frist })
    await dispatchAusgang(app.deps)
    expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'angelegt' })
    await probe.deliver()
    expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'zugestellt' })
  })

  test('goes to the recipients of the event only', async () => {
    const [vendor, other] = [await app.createVendor(), await app.createVendor('Anderer Anbieter AG')]
    const [mine, foreign] = [await probe.listening(startEmpfaenger()), await probe.listening(startEmpfaenger())]
    await probe.subscribe(vendor, mine)
    await probe.subscribe(other, foreign)
    await probe.tell(vendor, 3)
    await probe.deliver()
    expect([mine.received.length, foreign.received.length]).toEqual([3, 0])
  })

  test('keeps the order of an aggregate, while others pass', async () => {
    const vendor = await app.createVendor()
    const [slow, fast] = [createId(start), createId(start)]
    const seen: string[] = []
    const receiver = await probe.listening(
      startEmpfaenger((response, count) => {
        const { data } = JSON.parse(receiver.received[count]?.body ?? '{}') as { data: { objektId: string } }
        seen.push(data.objektId)
        response.writeHead(count === 0 ? 500 : 204).end()
      }),
    )
    await probe.subscribe(vendor, receiver)
    const first = await probe.tell(vendor, 3, slow)
    await probe.deliver()
    expect(seen).toEqual(first.slice(0, 1))
    const others = await probe.tell(vendor, 2, fast)
    await probe.deliver()
    expect(seen).toEqual([first[0], ...others])
    probe.travel(5_000)
    await probe.deliver()
    expect(seen.slice(3)).toEqual(first)
  })
})

describe('deliverers', () => {
  test('two at a time make each attempt once', async () => {
    const vendor = await app.createVendor()
    const receiver = await probe.listening(startEmpfaenger())
    await probe.subscribe(vendor, receiver)
    for (let i = 0; i < 40; i++) await probe.tell(vendor)
    const both = [probe.zusteller(), probe.zusteller()]
    await Promise.all(both.map((own) => own.deliver()))
    await Promise.all(both.map((own) => own.settle()))
    await Promise.all(both.map((own) => own.deliver()))
    await Promise.all(both.map((own) => own.settle()))
    expect(receiver.received).toHaveLength(40)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(40)
  })

  test('that died in the middle leave the delivery to another, after a while', async () => {
    const vendor = await app.createVendor()
    const receiver = await probe.listening(startEmpfaenger())
    const webhook = await probe.subscribe(vendor, receiver)
    await probe.tell(vendor)
    const dead = createZusteller({ ...app.deps, fetch: () => new Promise(() => {}) })
    await dead.deliver()
    await probe.deliver()
    expect(receiver.received).toHaveLength(0)
    probe.travel(30_000)
    await probe.deliver()
    expect(receiver.received).toHaveLength(1)
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([{ status: 'zugestellt', versuche: 2 }])
  })

  test('that stop break off attempts under way, which are made again later', async () => {
    const vendor = await app.createVendor()
    const hanging = await probe.listening(startRohempfaenger(() => {}))
    const webhook = await probe.subscribe(vendor, hanging)
    await probe.tell(vendor)
    const own = probe.zusteller()
    await own.deliver()
    while (hanging.connections() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await own.stop(10)
    expect(await own.deliver()).toBe(0)
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([
      { status: 'offen', versuche: 1, naechsterVersuch: start.toISOString() },
    ])
    await probe.deliver()
    expect(hanging.connections()).toBe(2)
    // The attempt that was broken off took no step of the schedule.
    const due = new Date(start.getTime() + 5_000).toISOString()
    expect(await probe.zustellungen(vendor, webhook)).toMatchObject([{ versuche: 2, naechsterVersuch: due }])
  })
})
