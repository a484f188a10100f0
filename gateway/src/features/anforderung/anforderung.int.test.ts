import type { Anforderung, AnforderungSeite } from '@berichtsheft/core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from '../../testing/create-test-app.ts'
import { expireAnforderungen, reportNichtAbgeholt } from './anforderung-fristen.service.ts'
import {
  anforderungFor,
  bodyOf,
  ereignisseOf,
  findings,
  get,
  heute,
  openScene,
  post,
  pushHeft,
  release,
  request,
  unknownId,
} from './testing/vorgang.ts'

const { app, vendor, other, kammer, fremdeKammer } = await openScene()

beforeAll(async () => {
  await pushHeft(vendor, 1, {
    vertragsnummer: '2024/153/1',
    azubinummer: '153-1',
    geburtsdatum: '2007-01-02',
    azubi: { name: 'Zo\u00eb \u00c1' },
  })
})

describe('requesting a book', () => {
  it('answers the request with its book, version and course, and tells the vendor', async () => {
    const heftId = await pushHeft(vendor)
    const answer = await post(kammer, '/v1/anforderungen', anforderungFor(heftId, { hinweis: 'Bitte vollständig.' }))
    const anforderung = bodyOf<Anforderung>(answer, 201)
    expect(anforderung).toMatchObject({
      knr: '153',
      anbieterId: vendor.anbieterId,
      berichtsheftId: heftId,
      azubi: 'Tilda Ehrlichmann',
      version: 1,
      status: 'angelegt',
      hinweis: 'Bitte vollständig.',
      verlauf: [{ status: 'angelegt', zeitpunkt: heute.toISOString() }],
    })
    expect(answer.headers.location).toBe(`/v1/anforderungen/${anforderung.id}`)
    expect(answer.headers.etag).toBe('"1-1"')
    expect(await ereignisseOf(app, anforderung.id)).toEqual(['anforderung.angelegt'])
  })

  it.each([
    ['contract number', { vertragsnummer: '2024/153/1' }],
    ['number of the apprentice', { azubinummer: '153-1' }],
    ['name and birth date', { name: 'Zoe\u0308 A\u0301', geburtsdatum: '2007-01-02' }],
    ['name in the other normal form', { name: 'Zo\u00eb \u00c1', geburtsdatum: '2007-01-02' }],
    [
      'all of them',
      { vertragsnummer: '2024/153/1', azubinummer: '153-1', geburtsdatum: '2007-01-02', name: 'Zo\u00eb \u00c1' },
    ],
  ])('finds the book by %s', async (_what, auswahl) => {
    const answer = await post(kammer, '/v1/anforderungen', anforderungFor(unknownId, { auswahl }))
    expect(bodyOf<Anforderung>(answer, 201).azubi).toBe('Zo\u00eb \u00c1')
  })

  it.each([
    ['no selection', { auswahl: {} }, ['BH-16 /auswahl']],
    ['a name alone', { auswahl: { name: 'Tilda Ehrlichmann' } }, ['BH-16 /auswahl/geburtsdatum']],
    ['a birth date alone', { auswahl: { geburtsdatum: '2006-05-17' } }, ['BH-16 /auswahl/name']],
    ['an unknown book', { auswahl: { berichtsheftId: unknownId } }, ['BH-16 /auswahl']],
    ['a deadline that is today', { frist: '2026-11-20' }, ['BH-16 /frist']],
    ['a blank legal basis', { rechtsgrundlage: ' ' }, ['AN-008 /rechtsgrundlage']],
    [
      'a period that ends before it begins',
      { zeitraum: { von: '2026-02-01', bis: '2026-01-31' } },
      ['BH-16 /zeitraum/bis'],
    ],
    ['several faults', { frist: '2020-01-01', rechtsgrundlage: ' ' }, ['BH-16 /frist', 'AN-008 /rechtsgrundlage']],
  ])('refuses %s', async (_what, change, expected) => {
    const heftId = await pushHeft(vendor, 1)
    const answer = await post(kammer, '/v1/anforderungen', anforderungFor(heftId, change))
    expect(findings(bodyOf(answer, 422))).toEqual(expected)
  })

  it('counts legal days in Europe/Berlin', async () => {
    const heftId = await pushHeft(vendor, 1)
    // 23:30 UTC on 20 November is half past midnight of the 21st in Berlin.
    app.clock.now = new Date('2026-11-20T23:30:00Z')
    expect((await post(kammer, '/v1/anforderungen', anforderungFor(heftId, { frist: '2026-11-21' }))).statusCode).toBe(
      422,
    )
    app.clock.now = new Date('2026-11-20T22:30:00Z')
    expect((await post(kammer, '/v1/anforderungen', anforderungFor(heftId, { frist: '2026-11-21' }))).statusCode).toBe(
      201,
    )
  })

  it('refuses a selection that names several books, and says nothing about other districts', async () => {
    await pushHeft(vendor, 1, { azubinummer: 'doppelt' })
    await pushHeft(other, 1, { azubinummer: 'doppelt' })
    const twice = bodyOf<{ verstoesse: unknown }>(
      await post(kammer, '/v1/anforderungen', anforderungFor(unknownId, { auswahl: { azubinummer: 'doppelt' } })),
      422,
    )
    expect(findings(twice)).toEqual(['BH-16 /auswahl'])
    const heftId = await pushHeft(vendor, 1)
    const strange = bodyOf<{ verstoesse: unknown }>(
      await post(fremdeKammer, '/v1/anforderungen', anforderungFor(heftId)),
      422,
    )
    const unknown = bodyOf<{ verstoesse: unknown }>(
      await post(fremdeKammer, '/v1/anforderungen', anforderungFor(unknownId)),
      422,
    )
    expect(strange.verstoesse).toEqual(unknown.verstoesse)
  })

  it('is the work of chambers', async () => {
    expect((await post(vendor, '/v1/anforderungen', anforderungFor(unknownId))).statusCode).toBe(403)
  })

  it('answers a repeated key byte for byte and refuses another body under it', async () => {
    const heftId = await pushHeft(vendor, 1)
    const send = (frist: string) =>
      post(kammer, '/v1/anforderungen', anforderungFor(heftId, { frist }), { 'idempotency-key': 'wiederholt' })
    const [first, second] = await Promise.all([send('2026-12-01'), send('2026-12-01')])
    expect([first?.statusCode, second?.statusCode]).toEqual([201, 201])
    expect(second?.body).toBe(first?.body)
    expect((await send('2026-12-02')).statusCode).toBe(422)
    const { eintraege } = await get<AnforderungSeite>(kammer, `/v1/anforderungen?berichtsheftId=${heftId}`)
    expect(eintraege).toHaveLength(1)
  })
})

describe('reading requests', () => {
  it('marks a request as delivered when the vendor lists it, and tells the state it then has', async () => {
    const { id, berichtsheftId } = await request(kammer, await pushHeft(vendor, 1))
    const url = `/v1/anforderungen?berichtsheftId=${berichtsheftId}`
    expect((await get<AnforderungSeite>(kammer, url)).eintraege[0]).toMatchObject({
      id,
      status: 'angelegt',
      version: 1,
    })
    expect((await get<AnforderungSeite>(vendor, url)).eintraege[0]).toMatchObject({
      id,
      status: 'zugestellt',
      version: 2,
    })
    expect((await get<AnforderungSeite>(vendor, url)).eintraege[0]).toMatchObject({
      id,
      status: 'zugestellt',
      version: 2,
    })
    expect((await get<AnforderungSeite>(kammer, url)).eintraege[0]).toMatchObject({
      id,
      status: 'zugestellt',
      version: 2,
    })
    expect(await ereignisseOf(app, id)).toEqual(['anforderung.angelegt', 'anforderung.zugestellt'])
  })

  it('marks only what a page tells, and a stream tells each request once', async () => {
    const own = await app.createVendor('Strom GmbH')
    const ids: string[] = []
    for (let i = 0; i < 4; i++) {
      app.clock.now = new Date(heute.getTime() + i * 1000)
      ids.push((await request(kammer, await pushHeft(own, 1))).id)
    }
    app.clock.now = new Date(heute.getTime() + 60_000)
    const page = await get<AnforderungSeite>(own, '/v1/anforderungen?limit=2')
    expect(page.eintraege.map(({ id, status }) => [id, status])).toEqual(
      ids.slice(0, 2).map((id) => [id, 'zugestellt']),
    )
    expect((await get<Anforderung>(kammer, `/v1/anforderungen/${ids[2]}`)).status).toBe('angelegt')
    const next = await get<AnforderungSeite>(own, `/v1/anforderungen?limit=2&cursor=${page.naechsterCursor}`)
    expect(next.eintraege.map(({ id }) => id)).toEqual(ids.slice(2))
    const stream = await own.inject({ url: '/v1/anforderungen', headers: { accept: 'application/x-ndjson' } })
    const lines = stream.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Anforderung)
    expect(lines.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  })

  it('marks a request as read when the vendor reads it, from both states before', async () => {
    const { id } = await request(kammer, await pushHeft(vendor, 1))
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)).toMatchObject({ status: 'angelegt' })
    const answer = await vendor.inject({ url: `/v1/anforderungen/${id}` })
    expect(bodyOf<Anforderung>(answer, 200)).toMatchObject({ status: 'gelesen', version: 2 })
    expect(answer.headers.etag).toBe('"2-1"')
    const listed = await request(kammer, await pushHeft(vendor, 1))
    await get(vendor, '/v1/anforderungen?status=angelegt&limit=200')
    const read = await get<Anforderung>(vendor, `/v1/anforderungen/${listed.id}`)
    expect(read.verlauf.map(({ status }) => status)).toEqual(['angelegt', 'zugestellt', 'gelesen'])
    expect(await ereignisseOf(app, listed.id)).toEqual([
      'anforderung.angelegt',
      'anforderung.zugestellt',
      'anforderung.gelesen',
    ])
  })

  it('reads one request many times at once and steps once', async () => {
    const { id } = await request(kammer, await pushHeft(vendor, 1))
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => get<Anforderung>(vendor, `/v1/anforderungen/${id}`)),
    )
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([2]))
    expect(await ereignisseOf(app, id)).toEqual(['anforderung.angelegt', 'anforderung.gelesen'])
  })

  it.each(['other', 'fremdeKammer'] as const)('does not exist for %s', async (who) => {
    const { id } = await request(kammer, await pushHeft(vendor, 1))
    const stranger = who === 'other' ? other : fremdeKammer
    const [foreign, unknown] = await Promise.all(
      [id, unknownId].map(async (target) => {
        const answer = await stranger.inject({ url: `/v1/anforderungen/${target}` })
        const { instance: _instance, ...rest } = answer.json() as Record<string, unknown>
        return { status: answer.statusCode, text: JSON.stringify(rest).replace(target, '<id>') }
      }),
    )
    expect(foreign).toEqual(unknown)
    expect(foreign?.status).toBe(404)
    const { eintraege } = await get<AnforderungSeite>(stranger, '/v1/anforderungen?limit=200')
    expect(eintraege.map((entry) => entry.id)).not.toContain(id)
    expect(await ereignisseOf(app, id)).toEqual(['anforderung.angelegt'])
  })
})

describe('filtering requests', () => {
  it('goes by company, occupation, year of training and exam date of the book, for both sides alike', async () => {
    const kopf = {
      unternehmen: { name: 'Filterwerk AG', identnummer: 'F-77' },
      beruf: { bezeichnung: 'Filterer' },
      pruefungstermin: '2027-06-15',
    }
    const heftId = await pushHeft(vendor, 1, kopf)
    const { id } = await request(kammer, heftId)
    const idsOf = async (client: TestClient, query: string) =>
      (await get<AnforderungSeite>(client, `/v1/anforderungen?${query}&limit=200`)).eintraege.map((entry) => entry.id)
    for (const client of [kammer, vendor]) {
      expect(await idsOf(client, 'unternehmen=F-77')).toEqual([id])
      expect(await idsOf(client, 'unternehmen=Filterwerk%20AG&beruf=Filterer')).toEqual([id])
      expect(await idsOf(client, 'pruefungVon=2027-06-15&pruefungBis=2027-06-15')).toEqual([id])
      expect(await idsOf(client, 'unternehmen=F-77&ausbildungsjahr=3')).toEqual([id])
      expect(await idsOf(client, 'unternehmen=F-77&ausbildungsjahr=2')).toEqual([])
      expect(await idsOf(client, 'pruefungVon=2027-06-16&unternehmen=F-77')).toEqual([])
    }
    expect(await idsOf(other, 'unternehmen=F-77')).toEqual([])
    expect(await idsOf(fremdeKammer, 'unternehmen=F-77')).toEqual([])
  })
})

describe('withdrawing a request', () => {
  it('ends it with its reason, and still says whom it was about', async () => {
    const { id } = await request(kammer, await pushHeft(vendor, 1))
    const answer = await post(kammer, `/v1/anforderungen/${id}/ruecknahme`, {
      grund: 'Prüfung verschoben',
      durch: 'Frau Kaya',
    })
    expect(bodyOf<Anforderung>(answer, 200)).toMatchObject({
      status: 'zurueckgezogen',
      version: 2,
      ruecknahmegrund: 'Prüfung verschoben',
      zurueckgezogenDurch: 'Frau Kaya',
    })
    for (const client of [kammer, vendor]) {
      expect(await get<Anforderung>(client, `/v1/anforderungen/${id}`)).toMatchObject({
        status: 'zurueckgezogen',
        azubi: 'Tilda Ehrlichmann',
      })
    }
    const { eintraege } = await get<AnforderungSeite>(kammer, '/v1/anforderungen?limit=200&status=zurueckgezogen')
    expect(eintraege.map((entry) => entry.id)).toContain(id)
    expect((await post(kammer, `/v1/anforderungen/${id}/ruecknahme`, {})).statusCode).toBe(409)
  })

  it('minds the version that the caller saw', async () => {
    const { id } = await request(kammer, await pushHeft(vendor, 1))
    await get(vendor, `/v1/anforderungen/${id}`)
    const stale = await post(kammer, `/v1/anforderungen/${id}/ruecknahme`, {}, { 'if-match': '"1"' })
    expect(stale.statusCode).toBe(412)
    expect(stale.headers.etag).toBe('"2-1"')
    expect((await post(kammer, `/v1/anforderungen/${id}/ruecknahme`, {}, { 'if-match': '"2"' })).statusCode).toBe(200)
  })

  it('ends the release that answered it, so the chamber sees nothing of the book any more', async () => {
    const heftId = await pushHeft(vendor, 1)
    const { id } = await request(kammer, heftId)
    const freigabe = await release(vendor, heftId, { anforderungId: id })
    const nachweise = `/v1/ausbildungsnachweise?berichtsheftId=${heftId}`
    expect((await get<{ eintraege: unknown[] }>(kammer, nachweise)).eintraege).toHaveLength(1)
    bodyOf(await post(kammer, `/v1/anforderungen/${id}/ruecknahme`, {}), 200)
    expect((await get<{ eintraege: unknown[] }>(kammer, nachweise)).eintraege).toHaveLength(0)
    expect((await kammer.inject({ url: `/v1/berichtshefte/${heftId}` })).statusCode).toBe(404)
    expect(await get(vendor, `/v1/freigaben/${freigabe.id}`)).toMatchObject({ status: 'widerrufen' })
    expect(await ereignisseOf(app, id)).toEqual([
      'anforderung.angelegt',
      'freigabe.erteilt',
      'anforderung.freigegeben',
      'anforderung.zurueckgezogen',
      'freigabe.widerrufen',
    ])
  })

  it('is the work of the chamber that asked', async () => {
    const { id } = await request(kammer, await pushHeft(vendor, 1))
    expect((await post(vendor, `/v1/anforderungen/${id}/ruecknahme`, {})).statusCode).toBe(403)
    expect((await post(fremdeKammer, `/v1/anforderungen/${id}/ruecknahme`, {})).statusCode).toBe(404)
  })
})

describe('deadlines', () => {
  it('ends requests after their last day, Europe/Berlin, and says who let it pass', async () => {
    const frist = '2026-12-01'
    const open = await request(kammer, await pushHeft(vendor, 1), { frist })
    const heftId = await pushHeft(vendor, 1)
    const released = await request(kammer, heftId, { frist })
    await release(vendor, heftId, { anforderungId: released.id })
    await expireAnforderungen(app.deps, new Date('2026-12-01T22:59:00Z'))
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${open.id}`)).toMatchObject({ status: 'angelegt' })
    app.clock.now = new Date('2026-12-01T23:01:00Z')
    expect(await expireAnforderungen(app.deps, app.clock.now)).toBeGreaterThanOrEqual(2)
    expect(await expireAnforderungen(app.deps, app.clock.now)).toBe(0)
    for (const { id } of [open, released]) {
      expect(await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)).toMatchObject({
        status: 'ueberfaellig',
        saeumig: 'anbieter',
      })
      expect((await ereignisseOf(app, id)).at(-1)).toBe('anforderung.ueberfaellig')
    }
  })

  it('tells both sides once of a request that nobody fetched for three days', async () => {
    const waiting = await request(kammer, await pushHeft(vendor, 1))
    const fetched = await request(kammer, await pushHeft(vendor, 1))
    await get(vendor, `/v1/anforderungen/${fetched.id}`)
    const before = new Date(heute.getTime() + 3 * 86_400_000 - 1)
    const after = new Date(heute.getTime() + 3 * 86_400_000)
    await reportNichtAbgeholt(app.deps, before)
    expect(await ereignisseOf(app, waiting.id)).toEqual(['anforderung.angelegt'])
    await reportNichtAbgeholt(app.deps, after)
    await reportNichtAbgeholt(app.deps, after)
    expect(await ereignisseOf(app, waiting.id)).toEqual(['anforderung.angelegt', 'anforderung.nichtAbgeholt'])
    expect(await ereignisseOf(app, fetched.id)).toEqual(['anforderung.angelegt', 'anforderung.gelesen'])
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${waiting.id}`)).toMatchObject({
      status: 'angelegt',
      version: 1,
    })
  })
})
