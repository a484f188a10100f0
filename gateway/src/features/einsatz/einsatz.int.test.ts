import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createId } from '../../ids.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { createLehrbetrieb, type Lehrbetrieb, pushHeft } from '../beteiligung/testing/heft-personen.ts'

let app: TestApp
let betrieb: Lehrbetrieb
beforeAll(async () => {
  app = await createTestApp({ now: new Date('2026-11-20T10:00:00Z') })
  betrieb = await createLehrbetrieb(app)
})
afterAll(() => app.close())

const gaps = async (von: string, bis: string, status = 200) =>
  (
    await betrieb.send(
      betrieb.admin,
      status,
      'GET',
      `/v1/einsaetze/luecken?berichtsheftId=${betrieb.heftId}&von=${von}&bis=${bis}`,
    )
  ).json()

describe('the planner (BH-22)', () => {
  it('has assignments in time sequence, each with a state that follows from its days, and reports gaps', async () => {
    const { beauftragte, plan, send, admin } = betrieb
    const states = [
      (await plan(beauftragte.kontoId, '2026-09-01', '2026-09-30')).json(),
      (await plan(beauftragte.kontoId, '2026-11-01', '2026-11-20')).json(),
      (await plan(beauftragte.kontoId, '2026-11-21', '2026-12-31', 201, { abschnitt: 'Netze' })).json(),
    ]
    expect(states.map(({ status }) => status)).toEqual(['beendet', 'laufend', 'geplant'])
    expect(states[2]).toMatchObject({ abschnitt: 'Netze', azubi: { name: 'Tilda Ehrlichmann' }, parallel: false })
    expect((await gaps('2026-08-15', '2027-01-02')).luecken).toEqual([
      { von: '2026-08-15', bis: '2026-08-31' },
      { von: '2026-10-01', bis: '2026-10-31' },
      { von: '2027-01-01', bis: '2027-01-02' },
    ])
    const list = await send(
      admin,
      200,
      'GET',
      `/v1/einsaetze?berichtsheftId=${betrieb.heftId}&von=2026-11-20&bis=2026-11-21`,
    )
    expect(list.json().eintraege.map(({ von }: { von: string }) => von)).toEqual(['2026-11-01', '2026-11-21'])
    const pages = await send(admin, 200, 'GET', '/v1/einsaetze?limit=2')
    const cursor = encodeURIComponent(pages.json().naechsterCursor)
    const rest = await send(admin, 200, 'GET', `/v1/einsaetze?cursor=${cursor}`)
    expect(rest.json().eintraege.map(({ id }: { id: string }) => id)).toEqual([states[2].id])
  })

  it('refuses days that are taken, unless parallel assignments are allowed', async () => {
    const { beauftragte, plan } = betrieb
    const taken = await plan(beauftragte.kontoId, '2026-12-31', '2027-01-15', 409)
    expect(taken.json().detail).toContain('2026-11-21')
    const allowed = (await plan(beauftragte.kontoId, '2026-12-31', '2027-01-15', 201, { parallel: true })).json()
    await betrieb.send(betrieb.admin, 200, 'DELETE', `/v1/einsaetze/${allowed.id}`)
    expect((await gaps('2026-12-31', '2027-01-15')).luecken).toEqual([{ von: '2027-01-01', bis: '2027-01-15' }])
  })

  it.each([
    ['that ends before it begins', () => ({ von: '2028-01-02', bis: '2028-01-01' }), 422],
    ['of a book that does not exist', () => ({ berichtsheftId: createId(app.deps.now()) }), 404],
    [
      'of a book of another company',
      async () => ({ berichtsheftId: await pushHeft(app, await createTestUnternehmen(app)) }),
      404,
    ],
    ['to a person who is no member', async () => ({ kontoId: (await createTestPerson(app)).kontoId }), 404],
    ['to a member without the role', () => ({ kontoId: betrieb.azubi.kontoId }), 422],
    ['on 30 February', () => ({ von: '2028-02-30' }), 400],
  ] as const)('refuses an assignment %s', async (_name, change, status) => {
    await betrieb.send(betrieb.admin, status, 'POST', '/v1/einsaetze', {
      berichtsheftId: betrieb.heftId,
      kontoId: betrieb.beauftragte.kontoId,
      von: '2028-01-01',
      bis: '2028-03-31',
      abteilung: 'Vertrieb',
      ...(await change()),
    })
  })

  it('looks for gaps in at most five years', async () => {
    expect((await gaps('2030-01-01', '2034-12-31')).luecken).toEqual([{ von: '2030-01-01', bis: '2034-12-31' }])
    await gaps('2030-01-01', '2035-01-01', 422)
    await gaps('2030-01-02', '2030-01-01', 422)
  })

  it('changes an assignment at the version that was seen, ends a running one today and calls off a planned one', async () => {
    const eigener = await createLehrbetrieb(app)
    const { send, admin, beauftragte, plan } = eigener
    const one = await plan(beauftragte.kontoId, '2026-11-01', '2026-11-30')
    const url = `/v1/einsaetze/${one.json().id}`
    await send(admin, 428, 'PATCH', url, { abteilung: 'Einkauf' })
    const changed = await send(admin, 200, 'PATCH', url, { abteilung: 'Einkauf' }, { 'if-match': '"1"' })
    expect(changed.headers.etag).toBe('"2"')
    const stale = await send(admin, 412, 'PATCH', url, { abteilung: 'Lager' }, { 'if-match': '"1"' })
    expect(stale.json().stand).toMatchObject({ abteilung: 'Einkauf', version: 2 })
    const later = (await plan(beauftragte.kontoId, '2026-12-01', '2026-12-24')).json()
    await send(admin, 409, 'PATCH', url, { bis: '2026-12-01' }, { 'if-match': '"2"' })
    await send(admin, 422, 'PATCH', url, {}, { 'if-match': '"2"' })
    const ended = await send(admin, 200, 'DELETE', url)
    expect(ended.json()).toMatchObject({ status: 'laufend', bis: '2026-11-20' })
    await send(admin, 409, 'DELETE', url)
    const off = await send(admin, 200, 'DELETE', `/v1/einsaetze/${later.id}`)
    expect(off.json()).toMatchObject({ status: 'abgesagt', bis: '2026-12-24' })
    await send(admin, 409, 'PATCH', `/v1/einsaetze/${later.id}`, { bis: '2026-12-25' }, { 'if-match': '"2"' })
  })

  it('lets one of two administrators who plan the same days at once win', async () => {
    const eigener = await createLehrbetrieb(app)
    const zweite = await createTestPerson(app, {
      rollen: [{ rolle: 'ausbildungsadministrator', unternehmenId: eigener.unternehmenId }],
    })
    for (let i = 0; i < 5; i++) {
      const payload = {
        berichtsheftId: eigener.heftId,
        kontoId: eigener.beauftragte.kontoId,
        von: `2027-0${i + 1}-01`,
        bis: `2027-0${i + 1}-20`,
        abteilung: 'Vertrieb',
      }
      const both = await Promise.all(
        [eigener.admin, zweite].map((wer) =>
          wer.inject(eigener.kontext, { method: 'POST', url: '/v1/einsaetze', payload }),
        ),
      )
      expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    }
  })

  it('shows their own assignments to Ausbildungsbeauftragte and apprentices, and none of the others', async () => {
    const eigener = await createLehrbetrieb(app)
    const andere = await createTestPerson(app, {
      rollen: [{ rolle: 'ausbildungsbeauftragter', unternehmenId: eigener.unternehmenId }],
    })
    const fremderAzubi = await createTestPerson(app, {
      rollen: [{ rolle: 'azubi', unternehmenId: eigener.unternehmenId }],
    })
    await eigener.plan(eigener.beauftragte.kontoId, '2026-11-01', '2026-11-30')
    await eigener.plan(andere.kontoId, '2026-12-01', '2026-12-31')
    const seen = async (wer: TestPerson) =>
      (await eigener.send(wer, 200, 'GET', '/v1/einsaetze')).json().eintraege.map(({ von }: { von: string }) => von)
    expect(await seen(eigener.beauftragte)).toEqual(['2026-11-01'])
    expect(await seen(andere)).toEqual(['2026-12-01'])
    expect(await seen(eigener.azubi)).toEqual(['2026-11-01', '2026-12-01'])
    expect(await seen(fremderAzubi)).toEqual([])
    await eigener.send(eigener.beauftragte, 403, 'POST', '/v1/einsaetze', {
      berichtsheftId: eigener.heftId,
      kontoId: eigener.beauftragte.kontoId,
      von: '2027-01-01',
      bis: '2027-01-31',
      abteilung: 'Vertrieb',
    })
  })
})
