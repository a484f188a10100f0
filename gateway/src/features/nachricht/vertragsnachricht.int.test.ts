import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { beispiele, nachrichten } from '@berichtsheft/core'
import { verifyNachricht } from '@berichtsheft/core/signatur'
import { createVertrag } from '@berichtsheft/core/testing'
import { readNachricht } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validatorOf } from '../../plugins/validation.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { createTestPerson } from '../../testing/people.ts'
import { abfassungOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
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

  it('0202 tells whether an application is complete; a check that says otherwise is not passed over', async () => {
    const { objektId } = receiptOf(await send(vendor, message('antragEintragung', vendor, inhalt('v-bescheid')))).inhalt
    const verweis = { vertragId: objektId }
    const open = message('vertragsbescheid', kammer, {
      verweis,
      vollstaendig: false,
      dokumentarten: ['schulzeugnis'],
      hinweis: 'Bitte das Zeugnis.',
    })
    expect(receiptOf(await send(kammer, open)).inhalt.objektId).toBe(objektId)
    // Who decides by message takes the contract by that.
    expect(await read(vendor, objektId)).toMatchObject({
      status: 'inPruefung',
      bescheid: { vollstaendig: false, dokumentarten: ['schulzeugnis'] },
    })
    const byVendor = message('vertragsbescheid', vendor, { verweis, vollstaendig: true })
    expect(rejectionOf(await send(vendor, byVendor)).status).toBe(403)
    receiptOf(await send(kammer, message('vertragsbescheid', kammer, { verweis, vollstaendig: true })))
  })

  it('0205 proves receipts of the text as it is', async () => {
    const { vertrag } = inhalt('v-empfang')
    const { empfangsnachweise: _none, ...ohne } = vertrag
    const { objektId } = receiptOf(
      await send(vendor, message('antragEintragung', vendor, { fremdId: 'v-empfang', vertrag: ohne })),
    ).inhalt
    const prove = (abfassung: string) =>
      send(
        vendor,
        message('empfangsnachweis', vendor, {
          verweis: { fremdId: 'v-empfang' },
          abfassung,
          empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' }],
        }),
      )
    expect(rejectionOf(await prove('0'.repeat(64))).findings).toEqual(['DAV-017 /inhalt/abfassung'])
    receiptOf(await prove(abfassungOf(ohne)))
    expect((await read(kammer, objektId)).vertrag.empfangsnachweise).toMatchObject([{ partei: 'azubi' }])
  })

  it("0206 of the chamber's own system registers under its number, once and the text that was handed in", async () => {
    const boss = await createTestPerson(t, { rollen: [{ rolle: 'kammeradministration', knr: '153' }] })
    const set = (nummernquelle: 'gateway' | 'kammer') =>
      boss.inject('kammer:153', {
        method: 'PUT',
        url: '/v1/vertragseinstellungen',
        payload: {
          vierAugen: nummernquelle === 'kammer',
          unterschriftNoetig: false,
          antragsfristWochen: 4,
          nummernquelle,
        },
      })
    const { objektId } = receiptOf(await send(vendor, message('antragEintragung', vendor, inhalt('v-nummer')))).inhalt
    const eintragung = {
      verweis: { vertragId: objektId },
      eintragungsnummer: 'MA-2026-17',
      eingetragenAm: '2026-05-18',
      aussteller: { kammerart: 'ihk' as const, knr: '153', name: 'IHK Rhein-Neckar' },
      vertrag: inhalt('v-nummer').vertrag,
    }
    const report = (change: Partial<typeof eintragung> = {}) =>
      send(kammer, message('eintragung', kammer, { ...eintragung, ...change }))
    expect(rejectionOf(await report()).status).toBe(409)
    await set('kammer')
    expect(rejectionOf(await report({ vertrag: { ...eintragung.vertrag, probezeitMonate: 2 } })).findings).toEqual([
      'DV-11 /inhalt/vertrag',
    ])
    expect(rejectionOf(await report({ aussteller: { ...eintragung.aussteller, knr: '107' } })).findings).toEqual([
      'DAV-040 /inhalt/aussteller/knr',
    ])
    expect(receiptOf(await report()).inhalt.objektId).toBe(objektId)
    expect(await read(vendor, objektId)).toMatchObject({
      status: 'eingetragen',
      eintragungsnummer: 'MA-2026-17',
      nummernquelle: 'kammer',
    })
    await set('gateway')
    const byVendor = message('eintragung', vendor, beispiele.eintragung.inhalt)
    expect(rejectionOf(await send(vendor, byVendor)).status).toBe(403)
  })
})

describe('messages that the gateway gives out', () => {
  const xsd = path.resolve(import.meta.dirname, '../../../../openapi/xsd/berichtsheft.xsd')
  const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined
  const fetchOf = (client: TestClient, id: string, nummer: string, accept?: string) =>
    client.inject({
      url: `/v1/ausbildungsvertraege/${id}/nachrichten/${nummer}`,
      ...(accept === undefined ? {} : { headers: { accept } }),
    })

  it('0201, 0202, 0203, 0205 and 0206 are valid in both forms, signed, and the same as long as the contract is', async () => {
    const { objektId: id } = receiptOf(
      await send(vendor, message('antragEintragung', vendor, inhalt('v-ausgang'))),
    ).inhalt
    const post = (step: string, payload?: object) =>
      kammer.inject({ method: 'POST', url: `/v1/ausbildungsvertraege/${id}/${step}`, ...(payload && { payload }) })
    await post('uebernahme')
    for (const nummer of ['0202', '0203', '0206']) expect((await fetchOf(vendor, id, nummer)).statusCode).toBe(404)
    await post('nachforderung', { frist: '2026-06-30', text: 'Bitte das Zeugnis.', dokumentarten: ['schulzeugnis'] })
    await vendor.inject({
      method: 'POST',
      url: `/v1/ausbildungsvertraege/${id}/nachreichung`,
      payload: { dokumente: [{ art: 'schulzeugnis' }] },
    })
    await post('uebernahme')
    const done = (await post('eintragung')).json()
    const jwks = (await t.server.inject({ url: '/jwks' })).json()
    for (const [nummer, name] of [
      ['0201', 'antragEintragung'],
      ['0202', 'vertragsbescheid'],
      ['0203', 'nachforderung'],
      ['0205', 'empfangsnachweis'],
      ['0206', 'eintragung'],
    ] as const) {
      const xml = await fetchOf(vendor, id, nummer)
      expect(xml.statusCode, `${nummer} ${xml.body}`).toBe(200)
      const document = readNachricht(xml.rawPayload)
      expect(document.name).toBe(name)
      const json = await fetchOf(vendor, id, nummer, 'application/json')
      expect(json.json()).toEqual(document.value)
      expect(validatorOf(nachrichten[name].schema)(json.json())).toBe(true)
      for (const answer of [xml, json]) {
        const signatur = String(answer.headers['berichtsheft-signatur'])
        expect(await verifyNachricht(signatur, answer.rawPayload, jwks)).toMatchObject({
          nachricht: nachrichten[name].element,
          nachrichtenUUID: document.value.nachrichtenkopf.identifikation.nachrichtenUUID,
        })
        const changed = Buffer.from(answer.body.replace('v-ausgang', 'v-anderer'))
        await expect(verifyNachricht(signatur, Buffer.concat([changed, Buffer.from(' ')]), jwks)).rejects.toThrow(
          'another message',
        )
      }
      expect((await fetchOf(vendor, id, nummer)).body).toBe(xml.body)
      if (hasXmllint) {
        const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', xsd, '-'], { input: xml.rawPayload })
        expect([status, stderr.toString()]).toEqual([0, expect.stringContaining('validates')])
      }
    }
    const confirmation = (await fetchOf(kammer, id, '0206', 'application/json')).json()
    expect(confirmation).toMatchObject({
      nachrichtenkopf: { autor: { verzeichnisdienst: 'knr', kennung: '153' }, leser: { kennung: '153' } },
      inhalt: {
        verweis: { vertragId: id, fremdId: 'v-ausgang', eintragungsnummer: done.eintragungsnummer },
        eintragungsnummer: done.eintragungsnummer,
        eingetragenAm: '2026-05-18',
        aussteller: { kammerart: 'ihk', knr: '153', name: expect.stringContaining('IHK') },
      },
    })
    // The number of the company at the agency is a text, with its leading zeros.
    expect(confirmation.inhalt.vertrag.ausbildungsstaetten[0].betriebsnummer).toMatch(/^0\d{7}$/)
    expect((await fetchOf(await t.createVendor(), id, '0206')).statusCode).toBe(404)
    expect((await fetchOf(vendor, id, '0204')).statusCode).toBe(400)
  })
})
