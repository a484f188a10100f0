import type { Lieferung } from '@berichtsheft/core'
import { verifyPaket } from '@berichtsheft/core/signatur'
import { readXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createLehrbetrieb, type Lehrbetrieb, mailsTo, tasksOf } from '../beteiligung/testing/heft-personen.ts'

let app: TestApp
let betrieb: Lehrbetrieb
beforeAll(async () => {
  app = await createTestApp({ now: new Date('2026-11-20T10:00:00Z') })
  betrieb = await createLehrbetrieb(app)
})
afterAll(() => app.close())

it('reports that people wrote, approved in two stages and released are handed over by the vendor in a package that proves them', async () => {
  const { vendor, unternehmenId, heftId, send, admin, beauftragte, ausbilder, plan, step, submit } =
    await createLehrbetrieb(app)
  await send(admin, 200, 'PUT', `/v1/unternehmen/${unternehmenId}/freigabeverfahren`, {
    stufen: 2,
    verschiedenePersonen: true,
  })
  await plan(beauftragte.kontoId, '2024-09-01', '2024-12-31')
  const id = await submit(0)
  await step(beauftragte, id, 201, 'stufe1Freigegeben')
  await step(ausbilder, id, 201, 'freigegeben')
  const freigabe = await send(ausbilder, 201, 'POST', '/v1/freigaben', {
    berichtsheftId: heftId,
    knr: '153',
    zweck: 'teil1',
    gueltigBis: '2099-12-31',
    freigebender: { name: 'Wer Anders' },
    unternehmen: 'Andere GmbH',
  })
  const payload = { freigabeId: freigabe.json().id }
  const transfer = await vendor.inject({ method: 'POST', url: '/v1/uebermittlungen', payload })
  expect(transfer.statusCode, transfer.body).toBe(201)
  const kammer = await app.createKammer('153')
  const paket = await kammer.inject({ url: `/v1/uebermittlungen/${transfer.json().id}/paket` })
  expect(paket.statusCode).toBe(200)
  const check = await verifyPaket(paket.rawPayload, {
    pinned: app.deps.keyring.jwks('paket').keys.map(({ kid }) => kid),
    readXml: (bytes: Uint8Array) => readXml(bytes).value as Lieferung,
  })
  expect(check.befunde).toEqual([])
  expect(check.gueltig).toBe(true)
})

describe('a release by a person (BH-14)', () => {
  it('carries the account and the company in the place of what is asserted, and the apprentice is told', async () => {
    const { send, ausbilder, azubi, heftId, beauftragte } = betrieb
    const body = {
      berichtsheftId: heftId,
      knr: '153',
      zweck: 'teil1',
      gueltigBis: '2099-12-31',
      freigebender: { name: 'Wer Anders' },
      unternehmen: 'Andere GmbH',
    }
    await send(beauftragte, 403, 'POST', '/v1/freigaben', body)
    const freigabe = (await send(ausbilder, 201, 'POST', '/v1/freigaben', body)).json()
    expect(freigabe.freigebender).toEqual({ name: 'Tilda Ehrlichmann', rolle: 'ausbilder', kennung: ausbilder.kontoId })
    expect(freigabe.unternehmen).toBe('Werkstatt Störtebeker GmbH')
    expect(await mailsTo(app, azubi)).toContain('heftFreigegeben')
    const revoked = await send(ausbilder, 200, 'POST', `/v1/freigaben/${freigabe.id}/widerruf`, { durch: 'Wer Anders' })
    expect(revoked.json()).toMatchObject({ status: 'widerrufen', widerrufenDurch: 'Tilda Ehrlichmann' })
  })

  it('answers a request of the chamber, which then is released', async () => {
    const { send, ausbilder, heftId, admin } = betrieb
    const kammer = await app.createKammer('153')
    const asked = await kammer.inject({
      method: 'POST',
      url: '/v1/anforderungen',
      payload: {
        auswahl: { berichtsheftId: heftId },
        zweck: 'teil2',
        rechtsgrundlage: 'BBiG § 43',
        frist: '2099-12-31',
      },
    })
    expect(asked.statusCode, asked.body).toBe(201)
    const list = await send(admin, 200, 'GET', '/v1/anforderungen')
    expect(list.json().eintraege.map(({ id }: { id: string }) => id)).toEqual([asked.json().id])
    expect(await tasksOf(admin)).toContainEqual(['anforderungBeantworten', asked.json().id])
    // The administrator of training is told; the trainers would be where there is none.
    expect(await mailsTo(app, admin)).toEqual(['heftAngefordert'])
    expect(await mailsTo(app, ausbilder)).not.toContain('heftAngefordert')
    await send(ausbilder, 201, 'POST', '/v1/freigaben', {
      berichtsheftId: heftId,
      knr: '153',
      zweck: 'teil2',
      gueltigBis: '2099-12-31',
      freigebender: { name: 'x' },
      unternehmen: 'x',
      anforderungId: asked.json().id,
    })
    const now = await send(ausbilder, 200, 'GET', `/v1/anforderungen/${asked.json().id}`)
    expect(now.json().status).toBe('freigegeben')
    expect(await tasksOf(admin)).toEqual([])
  })
})
