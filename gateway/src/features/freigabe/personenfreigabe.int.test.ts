import type { Lieferung } from '@berichtsheft/core'
import { verifyPaket } from '@berichtsheft/core/signatur'
import { readXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createLehrbetrieb } from '../beteiligung/testing/heft-personen.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ now: new Date('2026-11-20T10:00:00Z') })
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
