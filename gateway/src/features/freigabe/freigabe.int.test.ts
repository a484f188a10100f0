import type { Anforderung, CreateFreigabe, Freigabe, FreigabeSeite } from '@berichtsheft/core'
import { describe, expect, it } from 'vitest'
import type { TestClient } from '../../testing/create-test-app.ts'
import {
  bodyOf,
  ereignisseOf,
  findings,
  freigabeFor,
  get,
  heute,
  openScene,
  post,
  pushHeft,
  release,
  request,
  unknownId,
} from '../anforderung/testing/vorgang.ts'
import { expireFreigaben } from './freigabe.service.ts'

const { app, vendor, other, kammer, fremdeKammer } = await openScene()

const countNachweise = async (client: TestClient, heftId: string): Promise<number> =>
  (await get<{ eintraege: unknown[] }>(client, `/v1/ausbildungsnachweise?berichtsheftId=${heftId}`)).eintraege.length

describe('releasing a book', () => {
  it('opens the book to the chamber without a request, and tells it', async () => {
    const heftId = await pushHeft(vendor, 3)
    expect(await countNachweise(kammer, heftId)).toBe(0)
    const freigabe = await release(vendor, heftId)
    expect(freigabe).toMatchObject({
      status: 'erteilt',
      knr: '153',
      anbieterId: vendor.anbieterId,
      unternehmen: 'Werkstatt Störtebeker GmbH',
    })
    expect(freigabe).not.toHaveProperty('umfang')
    expect(await countNachweise(kammer, heftId)).toBe(3)
    expect(await get<Freigabe>(kammer, `/v1/freigaben/${freigabe.id}`)).toEqual(freigabe)
    expect((await ereignisseOf(app, heftId)).at(-1)).toBe('freigabe.erteilt')
  })

  it('opens only the scope', async () => {
    const heftId = await pushHeft(vendor, 3)
    await release(vendor, heftId, { umfang: { von: '2024-09-09', bis: '2024-09-10' } })
    expect(await countNachweise(kammer, heftId)).toBe(1)
  })

  it('answers a request and moves it on', async () => {
    const heftId = await pushHeft(vendor)
    const { id } = await request(kammer, heftId)
    const freigabe = await release(vendor, heftId, { anforderungId: id })
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)).toMatchObject({
      status: 'freigegeben',
      freigabeId: freigabe.id,
      version: 2,
    })
    expect(await ereignisseOf(app, id)).toEqual(['anforderung.angelegt', 'freigabe.erteilt', 'anforderung.freigegeben'])
  })

  it('opens the requested period when the answer names no scope', async () => {
    const heftId = await pushHeft(vendor, 3)
    const zeitraum = { von: '2024-09-02', bis: '2024-09-08' }
    const { id } = await request(kammer, heftId, { zeitraum })
    expect((await release(vendor, heftId, { anforderungId: id })).umfang).toEqual(zeitraum)
    expect(await countNachweise(kammer, heftId)).toBe(1)
  })

  const tooWide = { von: '2024-09-01', bis: '2024-09-08' }
  it.each<[string, Partial<CreateFreigabe>, string[]]>([
    ['another chamber', { knr: '107' }, ['BH-14 /knr']],
    ['a last day in the past', { gueltigBis: '2026-11-19' }, ['BH-14 /gueltigBis']],
    [
      'a scope that ends before it begins',
      { umfang: { von: '2026-02-01', bis: '2026-01-31' } },
      ['BH-14 /umfang', 'BH-16 /umfang/bis'],
    ],
    ['nobody by name', { freigebender: { rolle: 'ausbilder' } }, ['AN-004 /freigebender']],
    ['another purpose', { zweck: 'stichprobe' }, ['BH-14 /zweck']],
    ['more than was requested', { umfang: tooWide }, ['BH-14 /umfang']],
  ])('refuses %s', async (_what, change, expected) => {
    const heftId = await pushHeft(vendor)
    const { id } = await request(kammer, heftId, { zeitraum: { von: '2024-09-02', bis: '2024-09-15' } })
    const answer = await post(vendor, '/v1/freigaben', freigabeFor(heftId, { anforderungId: id, ...change }))
    expect(findings(bodyOf(answer, 422)).toSorted()).toEqual(expected)
    expect(await ereignisseOf(app, id)).toEqual(['anforderung.angelegt'])
  })

  it('refuses a chamber that is not in charge, and the request for another book', async () => {
    const heftId = await pushHeft(vendor)
    const strange = await post(vendor, '/v1/freigaben', freigabeFor(heftId, { knr: '107' }))
    expect(findings(bodyOf(strange, 422))).toEqual(['BH-14 /knr'])
    const { id } = await request(kammer, await pushHeft(vendor))
    const wrong = await post(vendor, '/v1/freigaben', freigabeFor(heftId, { anforderungId: id }))
    expect(findings(bodyOf(wrong, 422))).toEqual(['BH-14 /berichtsheftId'])
  })

  it('holds on its last day and no longer', async () => {
    const heftId = await pushHeft(vendor)
    const { id } = await release(vendor, heftId, { gueltigBis: '2026-11-20' })
    app.clock.now = new Date('2026-11-20T22:59:00Z')
    expect(await countNachweise(kammer, heftId)).toBe(2)
    app.clock.now = new Date('2026-11-20T23:01:00Z')
    expect(await countNachweise(kammer, heftId)).toBe(0)
    expect(await get<Freigabe>(kammer, `/v1/freigaben/${id}`)).toMatchObject({ status: 'abgelaufen' })
    expect((await post(vendor, `/v1/freigaben/${id}/widerruf`, {})).statusCode).toBe(409)
  })

  it('lets one of two releases for the same request win', async () => {
    const heftId = await pushHeft(vendor)
    const { id } = await request(kammer, heftId)
    const body = freigabeFor(heftId, { anforderungId: id })
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(vendor, '/v1/freigaben', body)))
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409, 409, 409])
    const { eintraege } = await get<FreigabeSeite>(vendor, `/v1/freigaben?berichtsheftId=${heftId}`)
    expect(eintraege).toHaveLength(1)
  })

  it('does not exist for others: a foreign book or request is like an unknown one', async () => {
    const heftId = await pushHeft(vendor)
    const anforderung = await request(kammer, heftId)
    const freigabe = await release(vendor, heftId)
    const own = await pushHeft(other)
    const answers = await Promise.all([
      post(other, '/v1/freigaben', freigabeFor(heftId)),
      post(other, '/v1/freigaben', freigabeFor(unknownId)),
      post(other, '/v1/freigaben', freigabeFor(own, { anforderungId: anforderung.id })),
      post(other, '/v1/freigaben', freigabeFor(own, { anforderungId: unknownId })),
      post(other, `/v1/freigaben/${freigabe.id}/widerruf`, {}),
      post(other, `/v1/freigaben/${unknownId}/widerruf`, {}),
      fremdeKammer.inject({ url: `/v1/freigaben/${freigabe.id}` }),
      fremdeKammer.inject({ url: `/v1/freigaben/${unknownId}` }),
    ])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(404))
    const { eintraege } = await get<FreigabeSeite>(fremdeKammer, '/v1/freigaben?limit=200')
    expect(eintraege).toEqual([])
    expect((await post(kammer, '/v1/freigaben', freigabeFor(heftId))).statusCode).toBe(403)
    expect((await post(kammer, `/v1/freigaben/${freigabe.id}/widerruf`, {})).statusCode).toBe(403)
  })
})

describe('withdrawing a release', () => {
  it('closes the book to the chamber at once and puts the request back', async () => {
    const heftId = await pushHeft(vendor)
    const { id } = await request(kammer, heftId)
    const freigabe = await release(vendor, heftId, { anforderungId: id })
    const answer = await post(vendor, `/v1/freigaben/${freigabe.id}/widerruf`, {
      grund: 'Falscher Zeitraum',
      durch: 'W. Störtebeker',
    })
    expect(bodyOf<Freigabe>(answer, 200)).toMatchObject({
      status: 'widerrufen',
      widerrufenAm: heute.toISOString(),
      widerrufsgrund: 'Falscher Zeitraum',
      widerrufenDurch: 'W. Störtebeker',
    })
    expect(await countNachweise(kammer, heftId)).toBe(0)
    const back = await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)
    expect(back).toMatchObject({ status: 'gelesen', version: 3 })
    expect(back).not.toHaveProperty('freigabeId')
    expect((await ereignisseOf(app, id)).slice(-2)).toEqual(['freigabe.widerrufen', 'anforderung.gelesen'])
    expect((await post(vendor, `/v1/freigaben/${freigabe.id}/widerruf`, {})).statusCode).toBe(409)
    const again = await release(vendor, heftId, { anforderungId: id })
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)).toMatchObject({
      status: 'freigegeben',
      freigabeId: again.id,
    })
  })

  it('happens once, however often it is asked for at the same time', async () => {
    const heftId = await pushHeft(vendor)
    const { id } = await release(vendor, heftId)
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(vendor, `/v1/freigaben/${id}/widerruf`, {})))
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409, 409, 409])
    expect((await ereignisseOf(app, heftId)).filter((art) => art === 'freigabe.widerrufen')).toHaveLength(1)
  })
})

describe('the last day of a release', () => {
  it('ends it, tells both sides once, and puts the request back', async () => {
    const heftId = await pushHeft(vendor)
    const { id } = await request(kammer, heftId)
    const freigabe = await release(vendor, heftId, { anforderungId: id, gueltigBis: '2026-11-25' })
    await expireFreigaben(app.deps, new Date('2026-11-25T22:59:00Z'))
    expect((await ereignisseOf(app, id)).at(-1)).toBe('anforderung.freigegeben')
    app.clock.now = new Date('2026-11-25T23:01:00Z')
    await Promise.all([expireFreigaben(app.deps, app.clock.now), expireFreigaben(app.deps, app.clock.now)])
    expect((await ereignisseOf(app, id)).slice(-2)).toEqual(['freigabe.abgelaufen', 'anforderung.gelesen'])
    const { eintraege } = await get<FreigabeSeite>(vendor, `/v1/freigaben?berichtsheftId=${heftId}&status=abgelaufen`)
    expect(eintraege.map((entry) => entry.id)).toEqual([freigabe.id])
  })
})
