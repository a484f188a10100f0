import { randomUUID } from 'node:crypto'
import { beispiele } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import { readNachricht } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { message, receiptOf, rejectionOf, send } from './testing/message.ts'

let t: TestApp
let vendor: TestClient
let kammer: TestClient
beforeAll(async () => {
  t = await createTestApp({ now: new Date('2026-05-18T10:00:00Z') })
  vendor = await t.createVendor()
  kammer = await t.createKammer('153')
})
afterAll(() => t.close())

const inhalt = (fremdId: string, familienname = fremdId) => {
  const vertrag = createVertrag()
  return { fremdId, vertrag: { ...vertrag, azubi: { ...vertrag.azubi, familienname } } }
}
const read = async (client: TestClient, id: string) => {
  const answer = await client.inject({ url: `/v1/ausbildungsvertraege/${id}` })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

describe('messages about training contracts', () => {
  it('0201 hands a contract in, once per message; a key that is there already is refused', async () => {
    const uuid = randomUUID()
    const xml = message('antragEintragung', vendor, inhalt('v-eins'), { uuid })
    const first = await send(vendor, xml)
    const { objektId } = receiptOf(first).inhalt
    expect(await read(kammer, objektId)).toMatchObject({ status: 'eingereicht', knr: '153', fremdId: 'v-eins' })
    expect((await read(vendor, objektId)).vertrag).toEqual(inhalt('v-eins').vertrag)
    expect((await send(vendor, xml)).body).toBe(first.body)
    expect(
      rejectionOf(await send(vendor, message('antragEintragung', vendor, inhalt('v-eins', 'Andere')))).status,
    ).toBe(409)
  })

  it('0203 asks for more, and 0204 answers, naming the contract by its key', async () => {
    const { objektId } = receiptOf(await send(vendor, message('antragEintragung', vendor, inhalt('v-zwei')))).inhalt
    await kammer.inject({ method: 'POST', url: `/v1/ausbildungsvertraege/${objektId}/uebernahme` })
    const ask = { verweis: { vertragId: objektId }, frist: '2026-06-30', text: 'Bitte das Zeugnis.' }
    expect(receiptOf(await send(kammer, message('nachforderung', kammer, ask))).inhalt.objektId).toBe(objektId)
    expect(await read(vendor, objektId)).toMatchObject({
      status: 'nachforderung',
      nachforderung: { frist: '2026-06-30' },
    })
    const answer = {
      verweis: { fremdId: 'v-zwei' },
      antwort: 'Liegt bei.',
      dokumente: [{ art: 'schulzeugnis' as const }],
    }
    const other = await t.createVendor()
    expect(rejectionOf(await send(other, message('nachreichung', other, answer))).status).toBe(404)
    expect(receiptOf(await send(vendor, message('nachreichung', vendor, answer))).inhalt.objektId).toBe(objektId)
    expect(await read(kammer, objektId)).toMatchObject({ status: 'nachgereicht', antwort: 'Liegt bei.' })
  })

  it('0201 of a chamber passes a paper on, with the day on which it came', async () => {
    const papier = { ...inhalt('Papier'), eingangAm: '2026-05-15' }
    const { objektId } = receiptOf(await send(kammer, message('antragEintragung', kammer, papier))).inhalt
    expect(await read(kammer, objektId)).toMatchObject({ status: 'inPruefung', herkunft: 'papier' })
    const missing = rejectionOf(await send(kammer, message('antragEintragung', kammer, inhalt('Ohne'))))
    expect(missing.findings).toEqual(['DV-09 /inhalt/eingangAm'])
  })

  /** A contract of the vendor that is registered. */
  const registered = async (fremdId: string) => {
    const { objektId } = receiptOf(await send(vendor, message('antragEintragung', vendor, inhalt(fremdId)))).inhalt
    const step = async (name: string) => {
      const answer = await kammer.inject({ method: 'POST', url: `/v1/ausbildungsvertraege/${objektId}/${name}` })
      expect(answer.statusCode, answer.body).toBe(200)
      return answer.json()
    }
    await step('uebernahme')
    const { eintragungsnummer } = await step('eintragung')
    return { id: String(objektId), verweis: { eintragungsnummer: String(eintragungsnummer) } }
  }
  const umzug = (fremdId: string) => {
    const { vertrag } = inhalt(fremdId)
    const anschrift = { ...vertrag.azubi.anschrift, hausnummer: '99' }
    return { ...vertrag, azubi: { ...vertrag.azubi, anschrift } }
  }
  /** The same message in JSON. */
  const sendJson = (client: TestClient, xml: string) =>
    client.inject({
      method: 'POST',
      url: '/v1/nachrichten',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(readNachricht(Buffer.from(xml)).value),
    })

  it.each(['XML', 'JSON'] as const)('0207 hands a change in: an address takes effect at once (%s)', async (form) => {
    const fremdId = `aend-${form === 'XML' ? 'eins' : 'zwei'}`
    const { id, verweis } = await registered(fremdId)
    const change = {
      art: 'anschrift' as const,
      wirksamAb: '2026-05-18',
      antragDurch: ['azubi' as const],
      vertrag: umzug(fremdId),
    }
    const xml = message('vertragsaenderung', vendor, { verweis, ...change })
    const answer = await (form === 'XML' ? send(vendor, xml) : sendJson(vendor, xml))
    expect(answer.statusCode, answer.body).toBe(201)
    expect(await read(vendor, id)).toMatchObject({
      status: 'geaendert',
      vertrag: { azubi: { anschrift: { hausnummer: '99' } } },
    })
    const list = await kammer.inject({ url: `/v1/vertragsaenderungen?vertragId=${id}` })
    expect(list.json().eintraege).toMatchObject([{ art: 'anschrift', status: 'eingetragen' }])
    const wrong = message('vertragsaenderung', vendor, { verweis, ...change })
    expect(rejectionOf(await send(vendor, wrong)).findings).toEqual(['DV-12 /inhalt/vertrag'])
  })

  it('0208 of the vendor waits for the chamber, and 0208 of the chamber registers the end', async () => {
    const { id, verweis } = await registered('ende-eins')
    const ende = { datum: '2026-10-31', grund: 'probezeit' as const, durch: ['azubi' as const] }
    const late = message('vertragsaufloesung', vendor, { verweis, ...ende, datum: '2030-01-01' })
    expect(rejectionOf(await send(vendor, late)).findings).toEqual(['DAV-093 /inhalt/datum'])
    const told = receiptOf(await send(vendor, message('vertragsaufloesung', vendor, { verweis, ...ende })))
    expect(told.inhalt.objektId).toBe(id)
    expect(await read(kammer, id)).toMatchObject({ status: 'eingetragen', aufloesungsmeldung: ende })
    receiptOf(await send(kammer, message('vertragsaufloesung', kammer, { verweis, ...ende })))
    expect(await read(vendor, id)).toMatchObject({ status: 'aufgeloest', aufloesung: ende })
  })

  it('that have no operation behind them yet are refused with that reason', async () => {
    const xml = message('eintragung', vendor, beispiele.eintragung.inhalt)
    expect(rejectionOf(await send(vendor, xml)).status).toBe(422)
  })
})
