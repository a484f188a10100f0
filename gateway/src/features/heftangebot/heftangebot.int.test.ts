import {
  type Ausbildungsvertrag,
  type Heftangebot,
  isKammer,
  listAusbilderAm,
  type Uebermittlung,
} from '@berichtsheft/core'
import { createHandwerksvertrag, createVertrag } from '@berichtsheft/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { makeNachweis } from '../../testing/fixtures.ts'
import { createTestPerson } from '../../testing/people.ts'
import { openVertragsszene, type Rufer, type Vertragsszene } from '../vertragsaenderung/testing/szene.ts'
import { readHeftvertrag } from './heftvertrag.service.ts'

/** Handwerkskammer of the tests; the IHK next door must see nothing. */
const hwk = '00065'
const url = '/ausbildungsvertraege'
const elektronisch = { nachweisform: 'elektronisch' } as const

let s: Vertragsszene
let ihk: Rufer
beforeAll(async () => {
  s = await openVertragsszene('2026-05-18T10:00:00Z', hwk)
  ihk = [await createTestPerson(s.app, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] }), 'kammer:153']
})
afterAll(() => s?.app.close())

const offer = (id: string, wer = s.company) => s.read<Heftangebot>(wer, `${url}/${id}/heftangebot`)
const accept = (id: string, body: object = {}, wer = s.company) => s.post(wer, `${url}/${id}/heftangebot`, body)

describe('a chamber of crafts (HWK)', () => {
  it('registers in its Lehrlingsrolle, from the draft to the number; an IHK sees nothing of it', async () => {
    expect(isKammer(hwk)).toBe(true)
    const base = createHandwerksvertrag()
    const email = 'geselle@person.example'
    const vertrag = createHandwerksvertrag({
      azubi: { ...base.azubi, kontakt: { email } },
      empfangsnachweise: undefined,
    })
    const { id } = await s.good<Ausbildungsvertrag>(s.company, url, { vertrag })
    await s.good(s.company, `${url}/${id}/einreichung`)
    expect(await s.tasks(s.clerk, 'vertragPruefen')).toContain(id)
    expect((await s.call(ihk, { url: `/v1${url}/${id}` })).statusCode).toBe(404)
    expect((await s.post(ihk, `${url}/${id}/uebernahme`)).statusCode).toBe(404)
    await s.good(s.clerk, `${url}/${id}/uebernahme`)
    await s.good(s.clerk, `${url}/${id}/bestaetigungsfreigabe`)
    const token = await s.tokenFor(email)
    const confirmed = await s.app.server.inject({
      method: 'POST',
      url: '/v1/empfangsbestaetigungen',
      payload: { token },
    })
    expect(confirmed.statusCode, confirmed.body).toBe(200)
    const done = await s.good<Ausbildungsvertrag>(s.clerk, `${url}/${id}/eintragung`)
    expect(done).toMatchObject({ knr: hwk, status: 'eingetragen', eintragungsnummer: `2026-${hwk}-000001` })
    const machine = await s.app.createKammer(hwk)
    const listed = await machine.inject({ url: `/v1${url}?eintragungsnummer=${done.eintragungsnummer}` })
    expect(listed.json().eintraege).toHaveLength(1)
  })

  it.each([
    ['105', 'DAV-041', '107'],
    ['999', 'DAV-040', undefined],
    ['00099', 'DAV-040', undefined],
  ])('that there is not gets no client: %s is %s', async (knr, regel, erwartet) => {
    await expect(s.app.createKammer(knr)).rejects.toMatchObject({ details: { verstoesse: [{ regel, pfad: '/knr' }] } })
    if (erwartet !== undefined)
      await expect(s.app.createKammer(knr)).rejects.toMatchObject({ details: { verstoesse: [{ erwartet }] } })
  })
})

describe('the book of a registered contract (BH-20)', () => {
  it('is offered to the company, and begun with one request from what the contract says', async () => {
    const vendor = await s.app.createVendor('Heftwerk GmbH')
    const { id, nummer, vertrag } = await s.register(createVertrag, elektronisch)
    expect(await s.tasks(s.company, 'berichtsheftAnlegen')).toContain(id)
    const open = await offer(id)
    expect(open).toMatchObject({
      stand: 'offen',
      vorschlag: { vertragsnummer: nummer, ...elektronisch },
      vorhandene: [],
    })
    expect(open.anbieter.map((one) => one.id)).toContain(vendor.anbieterId)
    // No vendor keeps books of this company yet, so the company has to say which one.
    expect((await accept(id)).json().verstoesse).toMatchObject([{ regel: 'BH-20', pfad: '/anbieterId' }])
    const made = (await accept(id, { anbieterId: vendor.anbieterId })).json<Heftangebot>()
    expect(made).toMatchObject({ stand: 'angelegt' })
    const book = (await vendor.inject({ url: `/v1/berichtshefte/${made.berichtsheftId}` })).json()
    expect(book).toMatchObject({
      fremdId: `vertrag-${id}`,
      knr: hwk,
      vertragsnummer: nummer,
      ausbildungsbeginn: vertrag.beginn,
      ausbildungsende: vertrag.ende,
      beruf: { bezeichnung: vertrag.beruf.bezeichnung },
      ausbilder: { familienname: vertrag.ausbilder[0]?.familienname },
      ...elektronisch,
    })
    expect((await accept(id, { anbieterId: vendor.anbieterId })).statusCode).toBe(409)
    expect(await s.tasks(s.company, 'berichtsheftAnlegen')).not.toContain(id)
    expect(await s.events(id)).toContain('vertrag.berichtsheft')
    expect(await s.events(String(made.berichtsheftId))).toEqual(['heft.angelegt', 'berichtsheft.verknuepft'])
    // The next one goes to the same vendor without a word.
    const next = await s.register(createVertrag, elektronisch)
    expect((await accept(next.id)).json()).toMatchObject({ stand: 'angelegt' })
  })

  it('can be one that is there: of the same apprentice and company, and of nobody else', async () => {
    const vendor = await s.app.createVendor('Blattwerk GmbH')
    const { id, vertrag } = await s.register(createVertrag, elektronisch)
    const kopf = (await offer(id)).vorschlag
    const put = async (change: object) =>
      (await vendor.inject({ method: 'POST', url: '/v1/berichtshefte', payload: { ...kopf, ...change } })).json().id
    const own = await put({ fremdId: 'b-1' })
    const others = [
      await put({ fremdId: 'b-2', azubi: { name: 'Jo Berg' } }),
      await put({ fremdId: 'b-3', geburtsdatum: '2001-01-01' }),
      await put({ fremdId: 'b-4', knr: '153' }),
      await put({ fremdId: 'b-5', unternehmen: { name: 'Salzkontor GmbH', identnummer: '4242' } }),
    ]
    expect((await offer(id)).vorhandene).toMatchObject([{ id: own, fremdId: 'b-1' }])
    for (const other of others) expect((await accept(id, { berichtsheftId: other })).statusCode).toBe(404)
    expect((await accept(id, { berichtsheftId: own, anderswo: true })).statusCode).toBe(422)
    expect((await accept(id, { berichtsheftId: own })).json()).toMatchObject({
      stand: 'verknuepft',
      berichtsheftId: own,
    })
    expect(vertrag.nachweisform).toBe('elektronisch')
  })

  it('may be kept elsewhere, and is offered only for what is registered, to who filed it', async () => {
    const { id } = await s.register(createVertrag, elektronisch)
    expect((await accept(id, {}, s.stranger)).statusCode).toBe(404)
    expect((await accept(id, {}, s.clerk)).statusCode).toBe(403)
    expect((await accept(id, { anderswo: true })).json()).toMatchObject({ stand: 'anderswo' })
    expect(await s.tasks(s.company, 'berichtsheftAnlegen')).not.toContain(id)
    const draft = await s.good<Ausbildungsvertrag>(s.company, url, { vertrag: {} })
    expect((await accept(draft.id, { anderswo: true })).statusCode).toBe(409)
    const paper = await s.register(createVertrag, { nachweisform: 'schriftlich' })
    expect(await s.tasks(s.company, 'berichtsheftAnlegen')).not.toContain(paper.id)
  })

  it('is measured by the contract: hours, form and days of the transfer are those that were agreed (K8)', async () => {
    const vendor = await s.app.createVendor('Zettelwerk GmbH')
    const { id } = await s.register(createVertrag, {
      nachweisform: 'schriftlich',
      beginn: '2024-09-01',
      ende: '2027-08-31',
    })
    const made = (await accept(id, { anbieterId: vendor.anbieterId })).json<Heftangebot>()
    const heftId = String(made.berichtsheftId)
    await vendor.inject({
      method: 'PATCH',
      url: `/v1/berichtshefte/${heftId}`,
      headers: { 'if-match': '"1"' },
      payload: { nachweisform: 'elektronisch' },
    })
    const { azubi } = made.vorschlag
    const report = makeNachweis(0)
    const stored = await vendor.inject({
      method: 'POST',
      url: '/v1/ausbildungsnachweise',
      payload: { berichtsheftId: heftId, ...report, inhalt: { ...report.inhalt, azubi: azubi.name } },
    })
    expect(stored.statusCode, stored.body).toBe(201)
    const freigabe = await vendor.inject({
      method: 'POST',
      url: '/v1/freigaben',
      payload: {
        berichtsheftId: heftId,
        knr: hwk,
        zweck: 'stichprobe',
        unternehmen: made.vorschlag.unternehmen?.name,
        freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
        gueltigBis: '2026-06-30',
      },
    })
    expect(freigabe.statusCode, freigabe.body).toBe(201)
    const sent = await vendor.inject({
      method: 'POST',
      url: '/v1/uebermittlungen',
      payload: { freigabeId: freigabe.json().id },
    })
    expect(sent.statusCode, sent.body).toBe(201)
    const rules = (sent.json<Uebermittlung>().verstoesse ?? []).map(({ regel }) => regel)
    // The head of the book says electronic; the registered contract says on paper.
    expect(rules).toContain('K8')
    const chain = await alsSystem(s.app.deps, (trx) => trx('vertragsheft').where({ berichtsheft_id: heftId }))
    expect(chain).toHaveLength(1)
  })

  it('knows what held when: a change from its day on, and the end with the dissolution', async () => {
    const vendor = await s.app.createVendor('Blockwerk GmbH')
    const { id, vertrag } = await s.register(createHandwerksvertrag, { beginn: '2026-05-01' })
    const made = (await accept(id, { anbieterId: vendor.anbieterId })).json<Heftangebot>()
    const known = () => alsSystem(s.app.deps, (trx) => readHeftvertrag(trx, String(made.berichtsheftId)))
    expect((await known())?.fassungen.map(({ gueltigAb }) => gueltigAb)).toEqual(['2026-05-01'])
    const { vertrag: registered } = await s.read<Ausbildungsvertrag>(s.company, `${url}/${id}`)
    const change = await s.good(s.company, `${url}/${id}/aenderungen`, {
      art: 'ausbilder',
      wirksamAb: '2026-05-18',
      antragDurch: ['ausbildender'],
      vertrag: {
        ...registered,
        ausbilder: [{ ...vertrag.ausbilder[0], fremdId: 'a-2', vorname: 'Rika', familienname: 'van der Saal' }],
      },
    })
    await s.good(s.company, `/vertragsaenderungen/${change.id}/einreichung`)
    await s.good(s.clerk, `/vertragsaenderungen/${change.id}/uebernahme`)
    const { verstoesse } = await s.read<{ verstoesse: { regel: string; pfad: string; schwere: string }[] }>(
      s.clerk,
      `/vertragsaenderungen/${change.id}/pruefung`,
    )
    for (const { regel, pfad, schwere } of verstoesse)
      if (schwere === 'fehler')
        await s.good(s.clerk, `/vertragsaenderungen/${change.id}/uebergehungen`, { regel, pfad, grund: 'Geprüft.' })
    await s.good(s.clerk, `/vertragsaenderungen/${change.id}/eintragung`)
    const changed = await known()
    expect(changed?.fassungen.map(({ gueltigAb }) => gueltigAb)).toEqual(['2026-05-01', '2026-05-18'])
    expect(changed && listAusbilderAm(changed, '2026-05-17')).toEqual([
      `${vertrag.ausbilder[0]?.vorname} ${vertrag.ausbilder[0]?.familienname}`,
    ])
    expect(changed && listAusbilderAm(changed, '2026-05-18')).toEqual(['Rika van der Saal'])
    expect(changed).not.toHaveProperty('endetAm')
    await s.good(s.clerk, `${url}/${id}/aufloesung`, { datum: '2026-05-18', grund: 'probezeit', durch: ['azubi'] })
    expect(await known()).toMatchObject({ endetAm: '2026-05-18' })
    expect(await s.tasks(s.company, 'berichtsheftAnlegen')).not.toContain(id)
  })
})
