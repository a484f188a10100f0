import type { Anforderung } from '@berichtsheft/core'
import { afterEach, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestPerson } from '../../testing/people.ts'
import { expireAnforderungen } from '../anforderung/anforderung-fristen.service.ts'
import { get, heute, openScene, pushHeft, request } from '../anforderung/testing/vorgang.ts'

const { app, vendor, kammer } = await openScene()
const betreiber = await app.createBetreiber()

const minute = 60_000
const at = (ms: number): string => new Date(heute.getTime() + ms).toISOString()

const announce = (von: string, bis: string) =>
  betreiber.inject({ method: 'POST', url: '/v1/wartungsfenster', payload: { von, bis, grund: 'Umzug der Datenbank' } })

afterEach(async () => {
  app.clock.now = heute
  await alsSystem(app.deps, (trx) => trx('wartungsfenster').delete())
  // The plan is read anew after every change that comes through the gateway.
  const { id } = (await announce(at(minute), at(2 * minute))).json()
  await betreiber.inject({ method: 'DELETE', url: `/v1/wartungsfenster/${id}` })
})

describe('maintenance windows (BH-25)', () => {
  it('answers 503 with Retry-After from the first to before the last instant, and then works again', async () => {
    const announced = await announce(at(10 * minute), at(40 * minute))
    expect(announced.statusCode, announced.body).toBe(201)
    const statusAt = async (ms: number) => {
      app.clock.now = new Date(heute.getTime() + ms)
      return vendor.inject({ method: 'GET', url: '/v1/berichtshefte' })
    }
    expect((await statusAt(10 * minute - 1)).statusCode).toBe(200)
    const begin = await statusAt(10 * minute)
    expect([begin.statusCode, begin.headers['retry-after']]).toEqual([503, '1800'])
    expect(begin.json().detail).toContain(at(40 * minute))
    expect((await statusAt(40 * minute - 1)).headers['retry-after']).toBe('1')
    expect((await statusAt(40 * minute)).statusCode).toBe(200)
  })

  it('leaves health, the list of windows and their end open', async () => {
    const { id } = (await announce(at(-minute), at(60 * minute))).json()
    for (const url of ['/healthz', '/readyz', '/v1/wartungsfenster'])
      expect((await app.server.inject({ method: 'GET', url })).statusCode, url).toBe(200)
    expect((await vendor.inject({ method: 'GET', url: '/v1/berichtshefte' })).statusCode).toBe(503)
    const ended = await betreiber.inject({ method: 'DELETE', url: `/v1/wartungsfenster/${id}` })
    expect(ended.json()).toMatchObject({ id, abgesagtAm: heute.toISOString() })
    expect((await vendor.inject({ method: 'GET', url: '/v1/berichtshefte' })).statusCode).toBe(200)
    const again = await betreiber.inject({ method: 'DELETE', url: `/v1/wartungsfenster/${id}` })
    expect(again.statusCode).toBe(409)
  })

  it.each([
    ['ends before it begins', at(2 * minute), at(minute)],
    ['has no length', at(minute), at(minute)],
    ['is over', at(-2 * minute), at(-minute)],
  ])('refuses a window that %s', async (_name, von, bis) => {
    expect((await announce(von, bis)).statusCode).toBe(400)
  })

  it('is announced by the operator only, and by his people with a second factor', async () => {
    const payload = { von: at(minute), bis: at(2 * minute), grund: 'Umzug' }
    const as = async (inject: typeof kammer.inject) =>
      (await inject({ method: 'POST', url: '/v1/wartungsfenster', payload })).statusCode
    expect(await as(kammer.inject)).toBe(403)
    const weak = await createTestPerson(app, { rollen: [{ rolle: 'betreiber' }] })
    const strong = await createTestPerson(app, { rollen: [{ rolle: 'betreiber' }], stufe: 'mehrfaktor' })
    expect(await as((options) => weak.inject('betreiber', options))).toBe(403)
    expect(await as((options) => strong.inject('betreiber', options))).toBe(201)
  })

  it.each([
    ['no window', [], 0],
    ['one day', [['2026-11-25T08:00:00Z', '2026-11-25T10:00:00Z']], 1],
    ['a night that touches two days in Berlin', [['2026-11-25T22:00:00Z', '2026-11-25T23:30:00Z']], 2],
    ['a window that ends at midnight in Berlin', [['2026-11-25T20:00:00Z', '2026-11-25T23:00:00Z']], 1],
    [
      'two windows on one day',
      [
        ['2026-11-25T08:00:00Z', '2026-11-25T09:00:00Z'],
        ['2026-11-25T18:00:00Z', '2026-11-25T19:00:00Z'],
      ],
      1,
    ],
    ['the day after the deadline', [['2026-12-02T08:00:00Z', '2026-12-02T09:00:00Z']], 0],
    [
      'a day that comes in because another moved the deadline',
      [
        ['2026-11-25T08:00:00Z', '2026-11-25T09:00:00Z'],
        ['2026-12-02T08:00:00Z', '2026-12-02T09:00:00Z'],
      ],
      2,
    ],
    ['the time before the request', [['2026-09-01T08:00:00Z', '2026-09-05T09:00:00Z']], 0],
  ] as const)('moves a deadline by the days that maintenance touched: %s', async (_name, windows, days) => {
    const open = await request(kammer, await pushHeft(vendor, 1), { frist: '2026-12-01' })
    await alsSystem(app.deps, async (trx) => {
      for (const [von, bis] of windows)
        await trx('wartungsfenster').insert({
          id: trx.raw('gen_random_uuid()'),
          von,
          bis,
          grund: 'Umzug',
          erstellt_am: von,
        })
    })
    const last = new Date(Date.UTC(2026, 11, 1 + days, 22, 59))
    const statusAt = async (now: Date) => {
      await expireAnforderungen(app.deps, now)
      return (await get<Anforderung>(kammer, `/v1/anforderungen/${open.id}`)).status
    }
    expect(await statusAt(last)).toBe('angelegt')
    expect(await statusAt(new Date(last.getTime() + 2 * minute))).toBe('ueberfaellig')
  })
})
