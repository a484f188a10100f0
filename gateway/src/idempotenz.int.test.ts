import { randomUUID } from 'node:crypto'
import { type Recht, rechte, withoutIdempotencyKey } from '@berichtsheft/core'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { alsSystem } from './db/transaktion.ts'
import { pushHeft } from './features/anforderung/testing/vorgang.ts'
import { createTestApp, type TestApp, type TestClient } from './testing/create-test-app.ts'
import { operations, pathOf } from './testing/hostile/operations.ts'

let app: TestApp
let clients: Record<'anbieter' | 'kammer' | 'betreiber', TestClient>
beforeAll(async () => {
  app = await createTestApp({ bq: true })
  clients = {
    anbieter: await app.createVendor(),
    kammer: await app.createKammer(),
    betreiber: await app.createBetreiber(),
  }
})
afterAll(() => app?.close())

const someId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
const writes = operations.filter(({ definition }) => definition.method !== 'GET')
/** What machine clients may write with a key; people are tested with their features. */
const withKey = writes.filter(({ name }) => {
  const recht: Recht | 'oeffentlich' | undefined = (rechte as Record<string, Recht | 'oeffentlich'>)[name]
  const byMachine = recht !== undefined && recht !== 'oeffentlich' && recht.mandanten.length > 0
  return byMachine && !(name in withoutIdempotencyKey)
})
const documented = (name: string): string[] => {
  const { paths } = app.server.swagger() as unknown as {
    paths: Record<string, Record<string, { operationId: string; parameters?: { $ref?: string }[] }>>
  }
  const found = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .find(({ operationId }) => operationId === name)
  expect(found, `the gateway has no route for ${name}`).toBeDefined()
  return (found?.parameters ?? []).flatMap(({ $ref }) => $ref?.split('/').at(-1) ?? [])
}

describe('every operation that writes', () => {
  it('is on the list of those without a key only while it exists', () => {
    expect(writes.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(withoutIdempotencyKey)))
  })

  test.each(writes.map(({ name }) => name))(
    '%s documents Idempotency-Key, or is named with the reason why not',
    (name) => {
      expect(documented(name).includes('IdempotencyKey')).toBe(!(name in withoutIdempotencyKey))
    },
  )

  // An import has no JSON body; its keys are tested with its files.
  test.each(withKey.filter(({ name }) => name !== 'createImport'))('$name looks at the key', async (operation) => {
    const { definition, body, art } = operation
    const answer = await clients[art].inject({
      method: definition.method,
      url: pathOf(operation, someId),
      headers: { 'if-match': '"1"', 'idempotency-key': 'k'.repeat(256) },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    expect(answer.json().detail, answer.body).toMatch(/^Idempotency-Key has 1 to 255/)
  })
})

describe('a write that is sent twice with one key', () => {
  const twice = async (client: TestClient, request: InjectOptions) => {
    const sent = { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } }
    const first = await client.inject(sent)
    expect(first.statusCode, first.body).toBeLessThan(300)
    const second = await client.inject(sent)
    expect([second.statusCode, second.body]).toEqual([first.statusCode, first.body])
    expect([first.headers['idempotent-replayed'], second.headers['idempotent-replayed']]).toEqual([undefined, 'true'])
    expect(second.headers.etag).toBe(first.headers.etag)
    return { sent, first }
  }

  it('changes a book once, though the version has moved on', async () => {
    const url = `/v1/berichtshefte/${await pushHeft(clients.anbieter, 0)}`
    const headers = { 'if-match': '"1"' }
    const { sent, first } = await twice(clients.anbieter, {
      method: 'PATCH',
      url,
      headers,
      payload: { azubinummer: '1' },
    })
    expect(first.json()).toMatchObject({ version: 2 })
    expect((await clients.anbieter.inject({ url })).json()).toEqual(first.json())
    const other = await clients.anbieter.inject({ ...sent, payload: { azubinummer: '2' } })
    expect(other.json().type).toMatch(/#idempotency-key-reused$/)
  })

  it('changes a vendor once, and makes one vendor and one client', async () => {
    const { betreiber } = clients
    const payload = { name: 'Zweimal GmbH', produkt: 'Heft', kontakt: 'a@zweimal.example' }
    const made = await twice(betreiber, { method: 'POST', url: '/v1/anbieter', payload })
    const url = `/v1/anbieter/${made.first.json().id}`
    const headers = { 'if-match': String(made.first.headers.etag) }
    const changed = await twice(betreiber, { method: 'PATCH', url, headers, payload: { status: 'gesperrt' } })
    expect(changed.first.json()).toMatchObject({ status: 'gesperrt', version: 2 })
    const named = await alsSystem(app.deps, (trx) => trx('anbieter').where({ name: payload.name }).select('id'))
    expect(named).toHaveLength(1)
  })

  it('locks a client and switches a webhook off once', async () => {
    const { clientId } = await app.createVendor('Gesperrt GmbH')
    const locked = await twice(clients.betreiber, { method: 'DELETE', url: `/v1/zugaenge/${clientId}` })
    expect(locked.first.json()).toMatchObject({ clientId, gesperrtAm: expect.any(String) })
    const hook = await clients.kammer.inject({
      method: 'POST',
      url: '/v1/webhooks',
      payload: { url: 'https://kammer.example/webhook' },
    })
    const off = await twice(clients.kammer, { method: 'DELETE', url: `/v1/webhooks/${hook.json().id}` })
    expect(off.first.json()).toMatchObject({ status: 'abgeschaltet' })
  })
})

it('the self-service of a demo minds keys too', async () => {
  const demo = await createTestApp({ env: { DEMO: '1' } })
  try {
    const send = (name: string) =>
      demo.server.inject({
        method: 'POST',
        url: '/v1/anbieter',
        headers: { 'idempotency-key': 'einmal' },
        payload: { name, produkt: 'Heft', kontakt: 'a@einmal.example' },
      })
    const [first, second, other] = [await send('Einmal GmbH'), await send('Einmal GmbH'), await send('Anders GmbH')]
    expect(first.statusCode, first.body).toBe(201)
    expect(second.json()).toEqual(first.json())
    expect(other.statusCode).toBe(422)
  } finally {
    await demo.close()
  }
})
