import type { Brief } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imAmt, type Szene, setScene } from './testing/szene.ts'

let s: Szene
beforeAll(async () => {
  s = await setScene()
})
afterAll(() => s.t.close())

const post = (url: string, payload?: object) =>
  s.kammer.inject({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) })

describe("a chamber's system (MI-28 to MI-30, MI-49)", () => {
  it('lists registrations, compares, takes, asks back, approves, and posts the letter', async () => {
    const stammsatzId = await s.addToRegister({ identnummer: '0000700001', name: 'Systemhaus GmbH' })
    const { id } = await s.register({ name: 'Systemhaus GmbH' })
    const listed = await s.kammer.inject({ url: '/v1/unternehmen?zugewiesen=niemandem' })
    expect(listed.json().eintraege.map((one: { id: string }) => one.id)).toEqual([id])
    const abgleich = await s.kammer.inject({ url: `/v1/unternehmen/${id}/abgleich` })
    expect(abgleich.json().treffer[0]).toMatchObject({ stammsatzId, vorschlag: 'uebereinstimmung' })
    expect(
      (await post(`/v1/unternehmen/${id}/entscheidung`, { ergebnis: 'freigegeben', stammsatzId })).statusCode,
    ).toBe(409)
    const taken = await post(`/v1/unternehmen/${id}/zuweisung`)
    expect(taken.json(), taken.body).toMatchObject({ status: 'inPruefung', zugewiesenAn: s.kammer.clientId })
    expect((await s.clerk.inject(imAmt, { method: 'POST', url: `/v1/unternehmen/${id}/zuweisung` })).statusCode).toBe(
      409,
    )
    const asked = await post(`/v1/unternehmen/${id}/entscheidung`, { ergebnis: 'rueckfrage', grund: 'Seit wann?' })
    expect(asked.json(), asked.body).toMatchObject({ status: 'rueckfrage' })
    const read = await s.registrant.inject(undefined, { url: `/v1/unternehmen/${id}` })
    const answered = await s.registrant.inject(undefined, {
      method: 'PATCH',
      url: `/v1/unternehmen/${id}`,
      headers: { 'if-match': String(read.headers.etag) },
      payload: { antwort: 'Seit März.' },
    })
    expect(answered.statusCode, answered.body).toBe(200)
    const approved = await post(`/v1/unternehmen/${id}/entscheidung`, { ergebnis: 'freigegeben', stammsatzId })
    expect(approved.json(), approved.body).toMatchObject({ status: 'freigegeben' })
    const [brief]: Brief[] = (await s.kammer.inject({ url: `/v1/briefe?unternehmenId=${id}` })).json().eintraege
    const file = await s.kammer.inject({ url: `/v1/briefe/${brief?.id}/datei` })
    expect(file.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await post(`/v1/briefe/${brief?.id}/versand`)).json()).toMatchObject({ status: 'versandt' })
    expect(await s.eventsOf(id)).toEqual([
      'unternehmen.beantragt',
      'unternehmen.inPruefung',
      'unternehmen.rueckfrage',
      'unternehmen.geaendert',
      'unternehmen.inPruefung',
      'unternehmen.freigegeben',
      'brief.erstellt',
      'brief.gelesen',
      'unternehmen.briefVersendet',
    ])
  })

  it('gives back and refuses; another chamber and vendors do not find the company', async () => {
    const { id } = await s.register({ name: 'Rückgabe KG' })
    await post(`/v1/unternehmen/${id}/zuweisung`)
    const back = await s.kammer.inject({ method: 'DELETE', url: `/v1/unternehmen/${id}/zuweisung` })
    expect(back.json(), back.body).toMatchObject({ status: 'beantragt' })
    const [fremd, vendor] = [await s.t.createKammer('107'), await s.t.createVendor()]
    for (const url of [`/v1/unternehmen/${id}`, `/v1/unternehmen/${id}/abgleich`])
      expect((await fremd.inject({ url })).statusCode, url).toBe(404)
    const away = { method: 'POST', url: `/v1/unternehmen/${id}/zuweisung` } as const
    expect((await fremd.inject(away)).statusCode).toBe(404)
    expect((await vendor.inject(away)).statusCode).toBe(403)
    expect((await fremd.inject({ url: '/v1/unternehmen' })).json().eintraege).toEqual([])
    await post(`/v1/unternehmen/${id}/zuweisung`)
    const refused = await post(`/v1/unternehmen/${id}/entscheidung`, { ergebnis: 'abgelehnt', grund: 'Unbekannt' })
    expect(refused.json(), refused.body).toMatchObject({ status: 'abgelehnt', grund: 'Unbekannt' })
  })

  it('is not got round by a clerk who registers a company: somebody else checks it and posts its letter (A10)', async () => {
    const stammsatzId = await s.addToRegister({ identnummer: '0000700009', name: 'Eigene Sache GmbH' })
    const { id } = await s.register({ name: 'Eigene Sache GmbH' }, s.clerk)
    const zuweisung = `/v1/unternehmen/${id}/zuweisung`
    const claimed = await s.clerk.inject(imAmt, { method: 'POST', url: zuweisung })
    expect([claimed.statusCode, claimed.json().detail]).toEqual([403, expect.stringContaining('Somebody else')])
    await s.other.inject(imAmt, { method: 'POST', url: zuweisung })
    const decided = await s.other.inject(imAmt, {
      method: 'POST',
      url: `/v1/unternehmen/${id}/entscheidung`,
      payload: { ergebnis: 'freigegeben', stammsatzId },
    })
    expect(decided.statusCode, decided.body).toBe(200)
    const [brief]: Brief[] = (await s.clerk.inject(imAmt, { url: `/v1/briefe?unternehmenId=${id}` })).json().eintraege
    const datei = { url: `/v1/briefe/${brief?.id}/datei` }
    expect((await s.clerk.inject(imAmt, datei)).statusCode).toBe(403)
    expect((await s.other.inject(imAmt, datei)).statusCode).toBe(200)
  })

  it('approves the deletion of a company', async () => {
    const { id } = await s.activate('0000700003')
    const kontext = `unternehmen:${id}`
    const draft = await s.registrant.inject(kontext, {
      method: 'POST',
      url: `/v1/unternehmen/${id}/loeschantraege`,
      payload: { grund: 'Schließung' },
    })
    const { id: antrag, bestaetigung } = draft.json()
    expect((await s.kammer.inject({ url: `/v1/loeschantraege/${antrag}` })).statusCode).toBe(404)
    await s.registrant.inject(kontext, {
      method: 'POST',
      url: `/v1/loeschantraege/${antrag}/bestaetigung`,
      payload: { bestaetigung },
    })
    const listed = await s.kammer.inject({ url: '/v1/loeschantraege' })
    expect(listed.json().eintraege).toMatchObject([{ id: antrag, status: 'beantragt' }])
    const decided = await post(`/v1/loeschantraege/${antrag}/entscheidung`, { ergebnis: 'freigegeben' })
    expect(decided.json(), decided.body).toMatchObject({ status: 'freigegeben' })
  })
})
