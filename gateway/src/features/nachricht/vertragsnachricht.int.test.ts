import { randomUUID } from 'node:crypto'
import { beispiele } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
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

  it('that have no operation behind them yet are refused with that reason', async () => {
    const xml = message('eintragung', vendor, beispiele.eintragung.inhalt)
    expect(rejectionOf(await send(vendor, xml)).status).toBe(422)
  })
})
