import { spawnSync } from 'node:child_process'
import type { Ereignis, EreignisSeite } from '@berichtsheft/core'
import { verifySet } from '@berichtsheft/core/signatur'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { get, heute, pushHeft, release, request, unknownId } from '../anforderung/testing/vorgang.ts'
import { appendEreignis, type NeuesEreignis } from './ereignis.service.ts'
import { dispatchAusgang } from './verteiler.ts'

let app: TestApp
let vendor: TestClient
let other: TestClient
let kammer: TestClient
let fremdeKammer: TestClient

beforeAll(async () => {
  app = await createTestApp({ now: heute })
  vendor = await app.createVendor()
  other = await app.createVendor('Anderer Anbieter AG')
  kammer = await app.createKammer('153')
  fremdeKammer = await app.createKammer('107')
})
afterAll(() => app?.close())

const list = (client: TestClient, query = ''): Promise<EreignisSeite> => get(client, `/v1/ereignisse${query}`)

const eventOf = (change: Partial<NeuesEreignis> = {}): NeuesEreignis => ({
  aggregatId: createId(heute),
  art: 'freigabe.erteilt',
  objektId: createId(heute),
  knr: '153',
  anbieterId: vendor.anbieterId ?? '',
  berichtsheftId: createId(heute),
  zeitpunkt: heute,
  durch: 'system',
  ...change,
})

const append = (...events: readonly NeuesEreignis[]): Promise<unknown> =>
  alsSystem(app.deps, async (trx) => {
    for (const event of events) await appendEreignis(trx, event)
  })

/** Position of the end of a client's list. */
const endOf = async (client: TestClient): Promise<string> => {
  for (let page = await list(client); ; page = await list(client, `?nach=${page.nach}`)) {
    if (page.eintraege.length === 0) return page.nach ?? ''
  }
}

describe('the event list', () => {
  test('tells both parties of a request, as tokens that anybody can verify', async () => {
    const [fromVendor, fromKammer] = [await endOf(vendor), await endOf(kammer)]
    const heftId = await pushHeft(vendor)
    const anforderung = await request(kammer, heftId)
    const { meldungen } = await dispatchAusgang(app.deps)
    expect(meldungen).toBe(2)

    for (const [client, nach] of [
      [vendor, fromVendor],
      [kammer, fromKammer],
    ] as const) {
      const { eintraege } = await list(client, `?nach=${nach}`)
      expect(eintraege).toMatchObject([
        { art: 'anforderung.angelegt', objektId: anforderung.id, zeitpunkt: heute.toISOString() },
      ])
      const mandant = client.art === 'kammer' ? 'kammer:153' : `anbieter:${vendor.anbieterId}`
      const expected = { iss: app.deps.config.PUBLIC_URL, aud: mandant }
      expect(await verifySet(eintraege[0]?.token ?? '', app.deps.keyring.jwks(), expected)).toEqual({
        ...expected,
        jti: eintraege[0]?.id,
        iat: heute.getTime() / 1000,
        zeitpunkt: heute.getTime() / 1000,
        txn: anforderung.id,
        ereignis: 'https://berichtsheft.example/ereignis/anforderung.angelegt',
        objektId: anforderung.id,
        ids: { berichtsheftId: heftId, knr: '153', anbieterId: vendor.anbieterId },
      })
    }
  })

  test('is verified by a second tool with the published keys', async ({ skip }) => {
    const python = '/usr/bin/python3'
    skip(spawnSync(python, ['-c', 'import jwcrypto']).status !== 0, 'skipped: python3-jwcrypto')
    await append(eventOf())
    await dispatchAusgang(app.deps)
    const { eintraege } = await list(kammer)
    const jwks = await get(kammer, '/jwks')
    const script = `
import json, sys
from jwcrypto import jwk, jws
job = json.load(sys.stdin)
keys = jwk.JWKSet.from_json(json.dumps(job['jwks']))
for text in job['tokens']:
    token = jws.JWS()
    token.deserialize(text)
    header = json.loads(token.objects['protected'])
    token.verify(keys.get_key(header['kid']), 'ES256')
    print(header['typ'], json.loads(token.payload)['jti'])
`
    const tokens = eintraege.map(({ token }) => token)
    const run = spawnSync(python, ['-c', script], { input: JSON.stringify({ jwks, tokens }), encoding: 'utf8' })
    expect(run.stderr).toBe('')
    expect(run.stdout.trim().split('\n')).toEqual(eintraege.map(({ id }) => `secevent+jwt ${id}`))
  })

  test('goes on after a position, which stays good, and says it also when there is nothing', async () => {
    const start = await endOf(kammer)
    expect(await list(kammer, `?nach=${start}`)).toEqual({ eintraege: [], nach: start })
    const events = [1, 2, 3, 4, 5].map(() => eventOf())
    await append(...events)
    await dispatchAusgang(app.deps)
    const first = await list(kammer, `?nach=${start}&limit=2`)
    const second = await list(kammer, `?nach=${first.nach}&limit=2`)
    const third = await list(kammer, `?nach=${second.nach}&limit=2`)
    const ids = [first, second, third].flatMap(({ eintraege }) => eintraege.map(({ objektId }) => objektId))
    expect(ids).toEqual(events.map(({ objektId }) => objektId))
    expect((await list(kammer, `?nach=${start}&limit=2`)).eintraege).toEqual(first.eintraege)
    const afterFirst = await list(kammer, `?nach=${first.eintraege[0]?.id}&limit=1`)
    expect(afterFirst.eintraege[0]?.id).toBe(first.eintraege[1]?.id)
  })

  test('streams everything from a position on as NDJSON', async () => {
    const start = await endOf(kammer)
    const events = Array.from({ length: 450 }, () => eventOf())
    await append(...events)
    while ((await dispatchAusgang(app.deps)).mehr);
    const headers = { accept: 'application/x-ndjson' }
    const answer = await kammer.inject({ url: `/v1/ereignisse?nach=${start}`, headers })
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    const lines = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Ereignis)
    expect(lines.map(({ objektId }) => objektId)).toEqual(events.map(({ objektId }) => objektId))
  })

  test('filters by object, and reads one event', async () => {
    const event = eventOf()
    await append(event, eventOf())
    await dispatchAusgang(app.deps)
    const { eintraege } = await list(kammer, `?objektId=${event.objektId}`)
    expect(eintraege).toHaveLength(1)
    expect(await get(kammer, `/v1/ereignisse/${eintraege[0]?.id}`)).toEqual(eintraege[0])
  })

  test.each(['abc', 'bmFjaCAtMQ', 'bmFjaCAx=', unknownId, `${'9'.repeat(36)}`])(
    'refuses the position %s',
    async (nach) => {
      const answer = await kammer.inject({ url: `/v1/ereignisse?nach=${encodeURIComponent(nach)}` })
      expect([answer.statusCode, answer.json()]).toEqual([400, expect.objectContaining({ title: expect.any(String) })])
    },
  )

  test('keeps the order of each chain for each recipient', async () => {
    const start = await endOf(kammer)
    const [a, b] = [createId(heute), createId(heute)]
    const sent = Array.from({ length: 30 }, (_, i) => eventOf({ aggregatId: i % 3 === 0 ? a : b }))
    for (const event of sent) await append(event)
    await dispatchAusgang(app.deps)
    const { eintraege } = await list(kammer, `?nach=${start}`)
    expect(eintraege.map(({ objektId }) => objektId)).toEqual(sent.map(({ objektId }) => objektId))
  })
})

describe('fetching an event', () => {
  test('by the vendor counts as delivery of the request', async () => {
    const anforderung = await request(kammer, await pushHeft(vendor))
    await dispatchAusgang(app.deps)
    const start = await endOf(kammer)
    expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'angelegt' })
    await endOf(vendor)
    expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'zugestellt' })
    await dispatchAusgang(app.deps)
    expect((await list(kammer, `?nach=${start}`)).eintraege.map(({ art }) => art)).toEqual(['anforderung.zugestellt'])
    // Fetching them again moves nothing.
    await list(vendor)
    expect((await dispatchAusgang(app.deps)).entfernt).toBe(0)
  })

  test('one by one counts too', async () => {
    const anforderung = await request(kammer, await pushHeft(vendor))
    await dispatchAusgang(app.deps)
    const id: string = await alsSystem(app.deps, (trx) =>
      trx('meldung')
        .where({ mandant: `anbieter:${vendor.anbieterId}`, objekt_id: anforderung.id })
        .first('id')
        .then(({ id }) => id),
    )
    await get(vendor, `/v1/ereignisse/${id}`)
    expect(await get(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'zugestellt' })
  })
})

describe('A02, A03: foreign events', () => {
  test('do not exist, whoever asks', async () => {
    const event = eventOf()
    await append(event)
    await dispatchAusgang(app.deps)
    const [mine] = (await list(vendor, `?objektId=${event.objektId}`)).eintraege
    for (const client of [other, fremdeKammer]) {
      expect((await list(client, `?objektId=${event.objektId}`)).eintraege).toEqual([])
      const [foreign, unknown] = [mine?.id, unknownId].map((id) => client.inject({ url: `/v1/ereignisse/${id}` }))
      const [a, b] = [await foreign, await unknown]
      expect([a?.statusCode, b?.statusCode]).toEqual([404, 404])
      expect(a?.json().title).toBe(b?.json().title)
      expect((await client.inject({ url: `/v1/ereignisse?nach=${mine?.id}` })).statusCode).toBe(400)
    }
    // The chamber has an entry of its own about the same event; the vendor's is not its.
    expect((await kammer.inject({ url: `/v1/ereignisse/${mine?.id}` })).statusCode).toBe(404)
  })

  test('of a release are told to its vendor and its chamber only', async () => {
    const heftId = await pushHeft(vendor)
    await release(vendor, heftId)
    await dispatchAusgang(app.deps)
    for (const [client, count] of [
      [vendor, 1],
      [kammer, 1],
      [other, 0],
      [fremdeKammer, 0],
    ] as const) {
      const { eintraege } = await list(client, '?limit=500')
      expect(
        eintraege.filter(({ art, token }) => art === 'freigabe.erteilt' && payloadOf(token).includes(heftId)),
      ).toHaveLength(count)
    }
  })

  test('are invisible to the application without a tenant (row level security)', async () => {
    const { rows } = await app.deps.db.pool.query(
      'select (select count(*) from meldung) + (select count(*) from ausgang) + (select count(*) from webhook) as n',
    )
    expect(rows[0].n).toBe(0)
  })
})

const payloadOf = (token: string): string => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()

describe('the outbox', () => {
  test('forgets events that nobody is told of, many at a time', async () => {
    await alsSystem(app.deps, async (trx) => {
      await trx.raw(
        'insert into ausgang (aggregat_id, nr) select gen_random_uuid(), n from generate_series(1, 25000) n',
      )
    })
    const runs = [await dispatchAusgang(app.deps), await dispatchAusgang(app.deps), await dispatchAusgang(app.deps)]
    expect(runs.map(({ entfernt, mehr }) => [entfernt, mehr])).toEqual([
      [20_000, true],
      [5_000, false],
      [0, false],
    ])
  })

  test('is left alone while another dispatcher is at work', async () => {
    await append(eventOf())
    await app.deps.db.knex.transaction(async (trx) => {
      await trx.raw('select pg_advisory_xact_lock(7236114504)')
      expect(await dispatchAusgang(app.deps)).toMatchObject({ entfernt: 0, mehr: false })
    })
    expect(await dispatchAusgang(app.deps)).toMatchObject({ entfernt: 1, meldungen: 2 })
  })

  test('takes no event that a token could not carry', async () => {
    for (const daten of [{ grund: 'mit Leerzeichen' }, { Gross: 'x' }, { leer: '' }]) {
      await expect(append(eventOf({ daten }))).rejects.toThrow('ids, codes and hashes only')
    }
  })
})
