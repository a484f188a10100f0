import { randomUUID } from 'node:crypto'
import type { Nachricht, Nachrichtenname } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestPerson } from '../../testing/people.ts'
import { createTestPerson } from '../../testing/people.ts'
import { type Szene, setScene } from '../unternehmen/testing/szene.ts'
import { message, receiptOf, rejectionOf, send as sendAs } from './testing/message.ts'

let szene: Szene
let person: TestPerson

beforeAll(async () => {
  szene = await setScene()
  person = szene.registrant
})
afterAll(() => szene.t.close())

const send = async <N extends Nachrichtenname>(
  name: N,
  inhalt: Nachricht<N>['inhalt'],
  { by = person, kontext, uuid = randomUUID() }: { by?: TestPerson; kontext?: string; uuid?: string } = {},
) => {
  const autor = { verzeichnisdienst: 'gateway', kennung: by.kontoId, name: 'Tilda Ehrlichmann' } as const
  const payload = message(name, {} as never, inhalt, { autor, uuid })
  return by.inject(kontext, {
    method: 'POST',
    url: '/v1/nachrichten',
    payload,
    headers: { 'content-type': 'application/xml' },
  })
}

const anschrift = { strasse: 'Hafenstraße', hausnummer: '12', plz: '68159', ort: 'Mannheim' }

describe('messages about companies, members and roles', () => {
  it('0301 registers a company, once per message', async () => {
    const inhalt = { name: 'Botschaft GmbH', anschrift, knr: '153' }
    const uuid = randomUUID()
    const first = await send('registrierung', inhalt, { uuid })
    const { objektId } = receiptOf(first).inhalt
    const read = await person.inject(undefined, { method: 'GET', url: `/v1/unternehmen/${objektId}` })
    expect(read.json()).toMatchObject({ id: objektId, name: 'Botschaft GmbH', status: 'beantragt' })
    const again = await send('registrierung', inhalt, { uuid })
    expect(again.body).toBe(first.body)
  })

  it('0302 activates by all three of the letter; a wrong try is refused and counted although it is a message', async () => {
    const { unternehmen, brief, kennwort } = await szene.approve('0000661001')
    await szene.clerk.inject('kammer:153', { method: 'POST', url: `/v1/briefe/${brief.id}/versand` })
    const inhalt = { unternehmenId: unternehmen.id, kennwort, identnummer: '0000661001', knr: '153' }
    const wrong = { ...inhalt, kennwort: 'AAAAA-AAAAA-AAAAA' }
    const uuid = randomUUID()
    for (let i = 0; i < 2; i++) expect(rejectionOf(await send('aktivierung', wrong, { uuid })).status).toBe(403)
    expect((await szene.eventsOf(unternehmen.id)).filter((art) => /fehl|versuch/i.test(art)).length).toBeGreaterThan(0)
    expect(receiptOf(await send('aktivierung', inhalt)).inhalt.objektId).toBe(unternehmen.id)
    const read = await person.inject(undefined, { method: 'GET', url: `/v1/unternehmen/${unternehmen.id}` })
    expect(read.json().status).toBe('aktiv')
  })

  it('0304 asks to join by exact data, 0306 gives a role, 0305 asks for another, 0303 asks for the deletion', async () => {
    const unternehmen = await szene.activate('0000661002')
    const kontext = `unternehmen:${unternehmen.id}`
    const azubi = await createTestPerson(szene.t)
    const beitritt = {
      name: unternehmen.name,
      anschrift: unternehmen.anschrift,
      identnummer: '0000661002',
      knr: '153',
      anwendung: 'berichtsheft',
      rolle: 'azubi' as const,
    }
    const elsewhere = await send('beitritt', { ...beitritt, identnummer: '0000661003' }, { by: azubi })
    expect(rejectionOf(elsewhere).status).toBe(422)
    const anfrageId = receiptOf(await send('beitritt', beitritt, { by: azubi })).inhalt.objektId
    for (const [path, payload] of [
      ['zuweisung', undefined],
      ['entscheidung', { ergebnis: 'genehmigt' }],
    ] as const) {
      const answer = await person.inject(kontext, {
        method: 'POST',
        url: `/v1/mitgliedsanfragen/${anfrageId}/${path}`,
        ...(payload === undefined ? {} : { payload }),
      })
      expect(answer.statusCode, answer.body).toBeLessThan(300)
    }
    const rolle = { kontoId: azubi.kontoId, anwendung: 'ausbildungsvertrag', rolle: 'azubi' as const }
    expect(rejectionOf(await send('rollenzuweisung', rolle, { by: azubi, kontext })).status).toBe(403)
    receiptOf(await send('rollenzuweisung', rolle, { kontext }))
    const anfrage = {
      unternehmenId: unternehmen.id,
      anwendung: 'berichtsheft',
      rolle: 'ausbildungsbeauftragter' as const,
    }
    receiptOf(await send('rollenanfrage', anfrage, { by: azubi }))
    const loeschung = { unternehmenId: unternehmen.id, grund: 'Der Betrieb bildet nicht mehr aus.' }
    receiptOf(await send('loeschung', loeschung, { kontext }))
    const read = await person.inject(undefined, { method: 'GET', url: `/v1/unternehmen/${unternehmen.id}` })
    expect(read.json().status).toBe('loeschungBeantragt')
  })

  it("0307 decides for a chamber's system: takes the registration, makes the letter, and leaves another one's alone", async () => {
    const stammsatzId = await szene.addToRegister({ identnummer: '0000661007', name: 'Amtsweg GmbH' })
    const { id } = await szene.register({ name: 'Amtsweg GmbH' })
    const decide = (inhalt: object) =>
      sendAs(szene.kammer, message('unternehmensentscheidung', szene.kammer, { unternehmenId: id, ...inhalt } as never))
    expect(rejectionOf(await decide({ ergebnis: 'rueckfrage' })).status).toBe(422)
    expect(receiptOf(await decide({ ergebnis: 'freigegeben', stammsatzId })).inhalt.objektId).toBe(id)
    const { eintraege } = (await szene.kammer.inject({ url: `/v1/briefe?unternehmenId=${id}` })).json()
    expect(eintraege).toMatchObject([{ status: 'erstellt', empfaenger: 'Amtsweg GmbH' }])
    const taken = await szene.register({ name: 'Schon vergeben KG' })
    await szene.clerk.inject('kammer:153', { method: 'POST', url: `/v1/unternehmen/${taken.id}/zuweisung` })
    const inhalt = { unternehmenId: taken.id, ergebnis: 'abgelehnt' as const, grund: 'Nein' }
    const late = await sendAs(szene.kammer, message('unternehmensentscheidung', szene.kammer, inhalt))
    expect(rejectionOf(late).status).toBe(409)
    const own = await send('unternehmensentscheidung', inhalt)
    expect(rejectionOf(own).status).toBe(403)
  })

  it('refuses a message in the name of somebody else', async () => {
    const stranger = await createTestPerson(szene.t)
    const autor = { verzeichnisdienst: 'gateway', kennung: person.kontoId, name: 'Fremd' } as const
    const payload = message('registrierung', {} as never, { name: 'X GmbH', anschrift, knr: '153' }, { autor })
    const answer = await stranger.inject(undefined, {
      method: 'POST',
      url: '/v1/nachrichten',
      payload,
      headers: { 'content-type': 'application/xml' },
    })
    expect(rejectionOf(answer).status).toBe(422)
  })
})
