import type { Webhook, WebhookSeite } from '@berichtsheft/core'
import { limits } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { bodyOf, get, post, unknownId } from '../anforderung/testing/vorgang.ts'

let app: TestApp
let vendor: TestClient
let other: TestClient
let kammer: TestClient

beforeAll(async () => {
  app = await createTestApp({ env: { ERLAUBTE_NETZE: '' } })
  vendor = await app.createVendor()
  other = await app.createVendor('Anderer Anbieter AG')
  kammer = await app.createKammer()
})
afterAll(() => app?.close())

const url = 'https://anbieter.example/haken'
const create = async (client: TestClient, headers = {}): Promise<Webhook> =>
  bodyOf(await post(client, '/v1/webhooks', { url }, headers), 201)

describe('a webhook', () => {
  test('is made with a secret that is shown once and stored wrapped', async () => {
    const webhook = await create(vendor)
    expect(webhook).toMatchObject({ url, status: 'aktiv' })
    expect(Buffer.from(webhook.geheimnis?.replace('whsec_', '') ?? '', 'base64')).toHaveLength(32)
    const { eintraege } = await get<WebhookSeite>(vendor, '/v1/webhooks')
    const { geheimnis: _shownOnce, ...rest } = webhook
    expect(eintraege.at(-1)).toEqual(rest)
    await expectNowhere(webhook.geheimnis ?? '')
  })

  test('is made once per Idempotency-Key, with the same answer, whose secret is not stored either', async () => {
    const headers = { 'idempotency-key': 'haken-1' }
    const first = await post(vendor, '/v1/webhooks', { url }, headers)
    const second = await post(vendor, '/v1/webhooks', { url }, headers)
    expect([first.statusCode, second.statusCode]).toEqual([201, 201])
    expect(second.body).toBe(first.body)
    await expectNowhere((first.json() as Webhook).geheimnis ?? '')
    expect((await post(vendor, '/v1/webhooks', { url: `${url}2` }, headers)).statusCode).toBe(422)
  })

  test('is switched off for good, and deliveries cannot be asked for any more', async () => {
    const { id } = await create(kammer)
    const off = bodyOf<Webhook>(await kammer.inject({ method: 'DELETE', url: `/v1/webhooks/${id}` }), 200)
    expect(off.status).toBe('abgeschaltet')
    expect(bodyOf(await kammer.inject({ method: 'DELETE', url: `/v1/webhooks/${id}` }), 200)).toEqual(off)
    expect(await get(kammer, `/v1/webhooks/${id}/zustellungen`)).toEqual({ eintraege: [] })
  })

  test(`is refused when there are ${limits.webhooks} active ones`, async () => {
    const crowd = await app.createVendor('Viele Haken GmbH')
    for (let i = 0; i < limits.webhooks; i++) await create(crowd)
    expect((await post(crowd, '/v1/webhooks', { url })).statusCode).toBe(409)
    const [first] = (await get<WebhookSeite>(crowd, '/v1/webhooks')).eintraege
    await crowd.inject({ method: 'DELETE', url: `/v1/webhooks/${first?.id}` })
    await create(crowd)
  })

  // Every spelling is in netz/ziel.test.ts, here is what a client sees.
  test.each([
    ['https://127.0.0.1/', 422],
    ['https://0x7f.1/', 422],
    ['https://[::ffff:127.0.0.1]/', 422],
    ['https://169.254.169.254/latest/meta-data/', 422],
    ['https://localhost/', 422],
    ['http://anbieter.example/', 422],
    ['https://anbieter.example:22/', 422],
    ['https://nutzer:wort@anbieter.example/', 422],
    ['https://１２７.０.０.１/', 400],
    ['ftp://anbieter.example/', 400],
    ['https://anbieter.example/ä', 400],
    ['keine Adresse', 400],
  ])('B11: for %s is refused with %i and the place', async (target, status) => {
    const answer = await post(vendor, '/v1/webhooks', { url: target })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().verstoesse[0]).toMatchObject({ pfad: '/url', schwere: 'fehler' })
  })
})

describe('A02: a foreign webhook', () => {
  test('does not exist', async () => {
    const { id } = await create(vendor)
    const asks = (who: TestClient, which: string) =>
      Promise.all([
        who.inject({ method: 'DELETE', url: `/v1/webhooks/${which}` }),
        who.inject({ url: `/v1/webhooks/${which}/zustellungen` }),
        who.inject({ method: 'POST', url: `/v1/zustellungen/${which}/wiederholung` }),
      ])
    for (const client of [other, kammer]) {
      const [foreign, unknown] = [await asks(client, id), await asks(client, unknownId)]
      expect(foreign.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
      expect(foreign.map((answer) => answer.json().title)).toEqual(unknown.map((answer) => answer.json().title))
      const { eintraege } = await get<WebhookSeite>(client, '/v1/webhooks')
      expect(eintraege.map((webhook) => webhook.id)).not.toContain(id)
    }
    const { eintraege } = await get<WebhookSeite>(vendor, '/v1/webhooks')
    expect(eintraege.find((webhook) => webhook.id === id)?.status).toBe('aktiv')
  })

  test('is not for the operator', async () => {
    const betreiber = await app.createBetreiber()
    expect((await betreiber.inject({ url: '/v1/webhooks' })).statusCode).toBe(403)
  })
})

/** Looks for a secret in every table that may hold it. */
const expectNowhere = async (secret: string): Promise<void> => {
  expect(secret.length).toBeGreaterThan(20)
  await alsSystem(app.deps, async (trx) => {
    for (const table of ['webhook', 'idempotenz']) {
      const { rows } = await trx.raw('select count(*) as n from ?? t where t::text like ?', [table, `%${secret}%`])
      expect(rows[0].n).toBe(0)
    }
  })
}
