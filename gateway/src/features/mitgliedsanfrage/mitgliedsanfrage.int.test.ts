import { limits } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { listKette } from '../mitgliedschaft/testing/chain.ts'
import { anschrift, setScene } from '../unternehmen/testing/szene.ts'

let app: TestApp
let firma: string
let chefin: TestPerson
let zweite: TestPerson
const identnummer = '0815471100'
const daten = {
  name: 'Werkstatt Störtebeker GmbH',
  anschrift: { strasse: 'Hafenstraße', hausnummer: '7', plz: '20457', ort: 'Hamburg' },
  identnummer,
  knr: '131',
  anwendung: 'berichtsheft',
  rolle: 'azubi',
}

beforeAll(async () => {
  app = await createTestApp()
  firma = await createTestUnternehmen(app, { knr: '131', identnummer })
  const rollen = [{ rolle: 'unternehmensadministrator' as const, unternehmenId: firma }]
  chefin = await createTestPerson(app, { rollen })
  zweite = await createTestPerson(app, { rollen })
})
afterAll(() => app.close())

const join = (person: TestPerson, payload: object = daten) =>
  person.inject(undefined, { method: 'POST', url: '/v1/beitrittsanfragen', payload })
const ask = (person: TestPerson, payload: object = {}) =>
  person.inject(undefined, {
    method: 'POST',
    url: '/v1/rollenanfragen',
    payload: { unternehmenId: firma, anwendung: 'berichtsheft', rolle: 'ausbilder', ...payload },
  })
const claim = (id: string, wer = chefin) =>
  wer.inject(`unternehmen:${firma}`, { method: 'POST', url: `/v1/mitgliedsanfragen/${id}/zuweisung` })
const release = (id: string, wer = chefin) =>
  wer.inject(`unternehmen:${firma}`, { method: 'DELETE', url: `/v1/mitgliedsanfragen/${id}/zuweisung` })
const decide = (id: string, payload: object, wer = chefin) =>
  wer.inject(`unternehmen:${firma}`, { method: 'POST', url: `/v1/mitgliedsanfragen/${id}/entscheidung`, payload })
const genehmigt = { ergebnis: 'genehmigt' }

describe('a request to join (MI-04, MI-08, MI-09, MI-39, MI-41, MI-43)', () => {
  it('is taken by one administrator and approved with the role that was wished for', async () => {
    const person = await createTestPerson(app)
    const made = await join(person, { ...daten, nachricht: 'Guten Tag' })
    expect(made.json(), made.body).toMatchObject({
      art: 'beitritt',
      status: 'offen',
      unternehmenId: firma,
      nachricht: 'Guten Tag',
    })
    const { id } = made.json()
    expect((await join(person)).statusCode).toBe(409)
    const mails: { konto_id: string }[] = await alsSystem(app.deps, (trx) =>
      trx('mail').where({ text: 'anfrageEingegangen' }).select('konto_id'),
    )
    expect(mails.map(({ konto_id }) => konto_id).sort()).toEqual([chefin.kontoId, zweite.kontoId].sort())

    expect((await decide(id, genehmigt)).statusCode).toBe(409)
    expect((await claim(id)).json()).toMatchObject({ status: 'inBearbeitung', zugewiesenAn: chefin.kontoId })
    expect((await claim(id, zweite)).statusCode).toBe(409)
    expect((await decide(id, genehmigt, zweite)).statusCode).toBe(409)
    expect((await release(id, zweite)).statusCode).toBe(409)
    expect((await release(id)).json()).toMatchObject({ status: 'offen' })
    expect((await claim(id, zweite)).statusCode).toBe(200)
    const mine = await zweite.inject(`unternehmen:${firma}`, {
      url: `/v1/mitgliedsanfragen?zugewiesenAn=${zweite.kontoId}`,
    })
    expect(mine.json().eintraege.map((eintrag: { id: string }) => eintrag.id)).toEqual([id])

    expect((await decide(id, genehmigt, zweite)).json()).toMatchObject({ status: 'genehmigt' })
    const own = await person.inject(undefined, { url: '/v1/mitgliedschaften' })
    expect(own.json().eintraege).toMatchObject([{ unternehmenId: firma, rollen: [{ rolle: 'azubi' }] }])
    expect((await listKette(app, firma)).slice(-7)).toMatchObject([
      { art: 'anfrage.gestellt', durch: person.kontoId },
      { art: 'anfrage.zugewiesen', durch: chefin.kontoId },
      { art: 'anfrage.zurueckgegeben', durch: chefin.kontoId },
      { art: 'anfrage.zugewiesen', durch: zweite.kontoId },
      { art: 'anfrage.genehmigt', durch: zweite.kontoId },
      { art: 'mitglied.aufgenommen', durch: zweite.kontoId, daten: { vorgang: id, auf: person.kontoId } },
      { art: 'rolle.vergeben', durch: zweite.kontoId, daten: { vorgang: id, auf: person.kontoId } },
    ])
    expect((await join(person)).statusCode).toBe(409)
  })

  it('is refused with a reason that the person is told', async () => {
    const person = await createTestPerson(app)
    const { id } = (await join(person)).json()
    await claim(id)
    const ohne = await decide(id, { ergebnis: 'abgelehnt', grund: ' ' })
    expect([ohne.statusCode, ohne.json().verstoesse?.[0].pfad]).toEqual([422, '/grund'])
    expect((await decide(id, { ergebnis: 'abgelehnt', grund: 'Unbekannt' })).json()).toMatchObject({
      grund: 'Unbekannt',
    })
    expect((await decide(id, genehmigt)).statusCode).toBe(409)
    const seen = await person.inject(undefined, { url: `/v1/mitgliedsanfragen/${id}` })
    expect(seen.json()).toMatchObject({ status: 'abgelehnt', grund: 'Unbekannt' })
    const mail = await alsSystem(app.deps, (trx) =>
      trx('mail').where({ konto_id: person.kontoId, text: 'anfrageAbgelehnt' }).first('werte'),
    )
    expect(mail.werte.grund).toBe('Unbekannt')
  })

  it('is withdrawn by the person who made it, and by nobody else', async () => {
    const [person, fremder] = [await createTestPerson(app), await createTestPerson(app)]
    const { id } = (await join(person)).json()
    await claim(id)
    const withdraw = (wer: TestPerson) =>
      wer.inject(undefined, { method: 'POST', url: `/v1/mitgliedsanfragen/${id}/ruecknahme` })
    expect((await withdraw(fremder)).statusCode).toBe(404)
    expect((await fremder.inject(undefined, { url: `/v1/mitgliedsanfragen/${id}` })).statusCode).toBe(404)
    expect((await withdraw(person)).json()).toMatchObject({ status: 'zurueckgezogen' })
    expect((await withdraw(person)).statusCode).toBe(409)
    expect((await decide(id, genehmigt)).statusCode).toBe(409)
  })

  it.each([
    ['the name', { name: 'Werkstatt Störtebeker' }],
    ['a letter of the name', { name: 'werkstatt Störtebeker GmbH' }],
    ['the street', { anschrift: { ...daten.anschrift, strasse: 'Hafenstr.' } }],
    ['the house number', { anschrift: { ...daten.anschrift, hausnummer: '7a' } }],
    ['no house number', { anschrift: { strasse: 'Hafenstraße', plz: '20457', ort: 'Hamburg' } }],
    ['the postal code', { anschrift: { ...daten.anschrift, plz: '20458' } }],
    ['the town', { anschrift: { ...daten.anschrift, ort: 'Hamburg-Mitte' } }],
    ['the number', { identnummer: '0815471101' }],
    ['the chamber', { knr: '107' }],
    ['everything', { name: 'Gibt es nicht', identnummer: '1', knr: '153' }],
  ])('with %s wrong is refused without telling what is', async (_name, falsch) => {
    const person = await createTestPerson(app)
    const since = performance.now()
    const answer = await join(person, { ...daten, ...falsch })
    expect(performance.now() - since).toBeGreaterThan(limits.beitrittsanfrageZeit - 10)
    const { instance: _instance, ...body } = answer.json()
    expect(body).toMatchObject({ status: 422, verstoesse: [{ regel: 'MI-41', pfad: '' }] })
    expect(JSON.stringify(body)).not.toMatch(/Störtebeker|Hafen|0815|exist/)
    expect((await person.inject(undefined, { url: '/v1/mitgliedsanfragen' })).json().eintraege).toEqual([])
  })

  it('takes no less for a company that exists (MI-41)', async () => {
    const person = await createTestPerson(app)
    const since = performance.now()
    expect((await join(person)).statusCode).toBe(201)
    expect(performance.now() - since).toBeGreaterThan(limits.beitrittsanfrageZeit - 10)
  })

  it('cannot be tried again and again', async () => {
    const person = await createTestPerson(app)
    const answers = await Promise.all(
      Array.from({ length: limits.beitrittsanfragenJeKonto + 1 }, (_, i) =>
        join(person, { ...daten, identnummer: `${i}` }),
      ),
    )
    const codes = answers.map(({ statusCode }) => statusCode)
    expect(codes.filter((code) => code === 429)).toHaveLength(1)
    expect(answers.find(({ statusCode }) => statusCode === 429)?.headers['retry-after']).toMatch(/^\d+$/)
  })
})

describe('a request for a role (MI-05, MI-42)', () => {
  it('is made by a member and approved', async () => {
    const person = await createTestPerson(app, { rollen: [{ rolle: 'azubi', unternehmenId: firma }] })
    const made = await ask(person, { gueltigBis: '2199-12-31' })
    expect(made.json(), made.body).toMatchObject({ art: 'rolle', status: 'offen' })
    const { id } = made.json()
    expect((await ask(person)).statusCode).toBe(409)
    await claim(id)
    expect((await decide(id, genehmigt)).statusCode).toBe(200)
    expect((await person.inject(`unternehmen:${firma}`, { url: '/v1/berichtshefte' })).statusCode).toBe(200)
    expect((await ask(person)).statusCode).toBe(409)
  })

  it('is none of whoever is no member: the company does not exist', async () => {
    const person = await createTestPerson(app)
    const foreign = await ask(person)
    const missing = await ask(person, { unternehmenId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77' })
    expect([foreign.statusCode, missing.statusCode]).toEqual([404, 404])
  })

  it.each([
    [{ rolle: 'sachbearbeitung', anwendung: 'kammer' }, '/rolle'],
    [{ rolle: 'antragsteller' }, '/anwendung'],
    [{ gueltigBis: '2020-01-01' }, '/gueltigBis'],
  ])('is refused for %j', async (payload, pfad) => {
    const person = await createTestPerson(app, { mitgliedIn: [firma] })
    const answer = await ask(person, payload)
    expect([answer.statusCode, answer.json().verstoesse?.[0].pfad]).toEqual([422, pfad])
  })

  it('ends with the membership, and goes back when its administrator is none any more', async () => {
    const person = await createTestPerson(app, { mitgliedIn: [firma] })
    const dritte = await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }],
    })
    const { id } = (await ask(person)).json()
    expect((await claim(id, dritte)).statusCode).toBe(200)
    const remove = (kontoId: string) =>
      chefin.inject(`unternehmen:${firma}`, { method: 'DELETE', url: `/v1/unternehmen/${firma}/mitglieder/${kontoId}` })
    const read = () => chefin.inject(`unternehmen:${firma}`, { url: `/v1/mitgliedsanfragen/${id}` })
    expect((await remove(dritte.kontoId)).statusCode).toBe(200)
    const back = (await read()).json()
    expect(back.status).toBe('offen')
    expect(back).not.toHaveProperty('zugewiesenAn')
    expect((await remove(person.kontoId)).statusCode).toBe(200)
    expect((await read()).json().status).toBe('zurueckgezogen')
  })
})

describe('two administrators at once', () => {
  it('take the same request: one gets it, the other a conflict, every time', async () => {
    for (let round = 0; round < 20; round++) {
      const person = await createTestPerson(app, { mitgliedIn: [firma] })
      const { id } = (await ask(person)).json()
      const answers = await Promise.all([claim(id), claim(id, zweite)])
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    }
  })

  it('decide the same request twice: once', async () => {
    for (let round = 0; round < 10; round++) {
      const person = await createTestPerson(app, { mitgliedIn: [firma] })
      const { id } = (await ask(person)).json()
      await claim(id)
      const refuse = { ergebnis: 'abgelehnt', grund: 'Nein' }
      const answers = await Promise.all([
        decide(id, genehmigt),
        decide(id, round % 2 ? refuse : genehmigt),
        release(id),
      ])
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409])
    }
  })
})

describe('a company whose data differ from the register of its chamber', () => {
  it('is joined by the data of either, but not by a mixture (MI-41)', async () => {
    const szene = await setScene()
    try {
      const { id, name } = await szene.activate('0000881001')
      const eigene = { ...anschrift, strasse: 'Hafenstr.', hausnummer: '14' }
      const url = `/v1/unternehmen/${id}`
      const kontext = `unternehmen:${id}`
      const { etag } = (await szene.registrant.inject(kontext, { url })).headers
      const changed = await szene.registrant.inject(kontext, {
        method: 'PATCH',
        url,
        payload: { anschrift: eigene },
        headers: { 'if-match': String(etag) },
      })
      expect(changed.json().anschrift, changed.body).toEqual(eigene)
      const joinBy = async (wie: object) => {
        const payload = { ...daten, name, anschrift: wie, identnummer: '0000881001', knr: '153' }
        return (await createTestPerson(szene.t)).inject(undefined, {
          method: 'POST',
          url: '/v1/beitrittsanfragen',
          payload,
        })
      }
      for (const wie of [eigene, anschrift]) expect((await joinBy(wie)).statusCode).toBe(201)
      expect((await joinBy({ ...anschrift, strasse: 'Hafenstr.' })).statusCode).toBe(422)
    } finally {
      await szene.t.close()
    }
  })
})
