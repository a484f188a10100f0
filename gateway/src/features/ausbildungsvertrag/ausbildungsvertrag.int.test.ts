import type { Ausbildungsvertrag, Vertragsentwurf, Vertragspruefung } from '@berichtsheft/core'
import { createHandwerksvertrag, createMinderjaehrigenvertrag, createVertrag } from '@berichtsheft/core/testing'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { expectLikeMissing } from '../../testing/foreign-objects.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { ensureBerufe } from '../beruf/beruf.service.ts'

const url = '/v1/ausbildungsvertraege'
const imAmt = 'kammer:153'
const { identnummer } = createVertrag().ausbildender

let t: TestApp
let firma: string
let person: TestPerson
let [clerk, other]: TestPerson[] = []
let nr = 0

/** A number as letters, because names have no digits. */
const wordOf = (number: number): string =>
  String(number).replaceAll(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)))

/** The same contract again, for another apprentice, so that it is another one. */
const next = (make: typeof createVertrag = createVertrag, rest: Parameters<typeof createVertrag>[0] = {}) => {
  const { azubi } = make()
  return make({
    azubi: { ...azubi, familienname: `Ehrlichmann ${wordOf(++nr)}`, kontakt: { email: `azubi${nr}@person.example` } },
    empfangsnachweise: undefined,
    ...rest,
  })
}

type Caller = readonly [TestPerson, string]
const byCompany = (): Caller => [person, `unternehmen:${firma}`]
const byClerk = (): Caller => [clerk as TestPerson, imAmt]
const byOther = (): Caller => [other as TestPerson, imAmt]

const call = ([wer, kontext]: Caller, options: InjectOptions) => wer.inject(kontext, options)
const post = (wer: Caller, path: string, payload?: object, headers = {}) =>
  call(wer, { method: 'POST', url: `${url}${path}`, headers, ...(payload && { payload }) })
const good = async (wer: Caller, path: string, payload?: object): Promise<Ausbildungsvertrag> => {
  const answer = await post(wer, path, payload)
  expect(answer.statusCode, `${path} ${answer.body}`).toBeLessThan(300)
  return answer.json()
}
const draft = (vertrag: Vertragsentwurf, wer = byCompany()) => good(wer, '', { vertrag })
const submitted = async (vertrag: Vertragsentwurf = next()): Promise<string> => {
  const { id } = await draft(vertrag)
  await good(byCompany(), `/${id}/einreichung`)
  return id
}
const taken = async (vertrag?: Vertragsentwurf): Promise<string> => {
  const id = await submitted(vertrag)
  await good(byClerk(), `/${id}/uebernahme`)
  return id
}
const get = async (id: string, wer = byCompany()): Promise<Ausbildungsvertrag> =>
  (await call(wer, { url: `${url}/${id}` })).json()
const list = async (query: string, wer = byCompany()): Promise<string[]> =>
  (await call(wer, { url: `${url}?${query}` })).json().eintraege.map(({ id }: { id: string }) => id)
const mailsTo = (an: string): Promise<{ text: string; werte: Record<string, string> }[]> =>
  alsSystem(t.deps, (trx) => trx('mail').where({ an }).orWhereRaw('konto_id::text = ?', [an]).select('text', 'werte'))
const tokenFor = async (an: string): Promise<string> => {
  const links = (await mailsTo(an)).filter(({ text }) => text === 'vertragEmpfang')
  return new URL(String(links.at(-1)?.werte.verweis)).searchParams.get('token') ?? ''
}
const confirm = (token: string) =>
  t.server.inject({ method: 'POST', url: '/v1/empfangsbestaetigungen', payload: { token } })
const events = async (id: string): Promise<string[]> =>
  (
    await alsSystem(t.deps, (trx) => trx('ereignis').where({ aggregat_id: id }).orderBy('nr').pluck<string[]>('inhalt'))
  ).map((inhalt: string) => JSON.parse(inhalt).art)
const tasks = async ([wer]: Caller, art: string): Promise<string[]> =>
  (await wer.inject(undefined, { url: `/v1/aufgaben?art=${art}&limit=200` }))
    .json()
    .eintraege.map(({ id }: { id: string }) => id)

beforeAll(async () => {
  t = await createTestApp({ now: new Date('2026-05-18T10:00:00Z') })
  await ensureBerufe(t.deps)
  firma = await createTestUnternehmen(t, { identnummer })
  person = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: firma }] })
  const staff = () => createTestPerson(t, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
  ;[clerk, other] = [await staff(), await staff()]
})
afterAll(() => t.close())

describe('a draft', () => {
  it('may be empty, is changed with its ETag, and is seen by its company only', async () => {
    const begun = await post(byCompany(), '', { vertrag: {} })
    expect(begun.statusCode, begun.body).toBe(201)
    const { id, status, version } = begun.json<Ausbildungsvertrag>()
    expect([status, version, begun.headers.etag]).toEqual(['entwurf', 1, '"1"'])
    expect(begun.headers.location).toBe(`${url}/${id}`)
    const put = (etag: string) =>
      call(byCompany(), {
        method: 'PUT',
        url: `${url}/${id}`,
        headers: { 'if-match': etag },
        payload: { vertrag: next() },
      })
    expect((await put('"1"')).json()).toMatchObject({ version: 2, knr: '153' })
    const late = await put('"1"')
    expect([late.statusCode, late.json().stand.version]).toEqual([412, 2])
    expect((await call(byClerk(), { url: `${url}/${id}` })).statusCode).toBe(404)
    expect(await list('limit=200', byClerk())).not.toContain(id)
    const known = await call(byCompany(), { url: `${url}/${id}`, headers: { 'if-none-match': '"2"' } })
    expect(known.statusCode).toBe(304)
  })

  it('of somebody else is like one that does not exist', async () => {
    const { id } = await draft(next())
    const neighbour = await createTestUnternehmen(t)
    const stranger = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: neighbour }] })
    const read = (one: string) => () => stranger.inject(`unternehmen:${neighbour}`, { url: `${url}/${one}` })
    await expectLikeMissing('GET', read(id), read(createId(t.clock.now)))
    for (const step of ['einreichung', 'ruecknahme'])
      expect((await post([stranger, `unternehmen:${neighbour}`], `/${id}/${step}`, {})).statusCode).toBe(404)
    expect((await get(id)).version).toBe(1)
  })

  it('is refused at the submission while its form is not complete, with each place', async () => {
    const { beginn: _day, ...withoutBegin } = next()
    const { id } = await draft(withoutBegin)
    const answer = await post(byCompany(), `/${id}/einreichung`)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().verstoesse).toMatchObject([{ regel: 'SCHEMA', pfad: '/beginn' }])
  })

  it.each([
    ['ihk', '999'],
    ['ihk', '105'],
    ['ihk', '00065'],
    ['hwk', '153'],
  ] as const)('cannot be handed in to a chamber that there is not: %s %s', async (kammerart, knr) => {
    const { id } = await draft(next(createVertrag, { kammerart, knr }))
    const answer = await post(byCompany(), `/${id}/einreichung`)
    expect([answer.statusCode, answer.json().verstoesse[0]]).toMatchObject([
      422,
      { regel: knr === '105' ? 'DAV-041' : 'DAV-040', pfad: '/knr' },
    ])
  })

  it('can be begun from an earlier contract, without its apprentice and days', async () => {
    const earlier = await draft(next(createVertrag, { probezeitMonate: 2 }))
    const again = await good(byCompany(), '', { vertrag: {}, vorlageId: earlier.id })
    expect(again.vertrag).toMatchObject({ probezeitMonate: 2, beruf: earlier.vertrag.beruf })
    for (const part of ['azubi', 'beginn', 'ende', 'abschlussdatum', 'urlaub', 'empfangsnachweise'])
      expect(again.vertrag).not.toHaveProperty(part)
  })

  it('of a vendor has a key of its own, once', async () => {
    const vendor = await t.createVendor()
    const send = (fremdId: string) => vendor.inject({ method: 'POST', url, payload: { vertrag: next(), fremdId } })
    const first = await send('v-1')
    expect(first.statusCode, first.body).toBe(201)
    expect((await send('v-1')).statusCode).toBe(409)
    expect((await (await t.createVendor()).inject({ url: `${url}/${first.json().id}` })).statusCode).toBe(404)
    expect((await post(byCompany(), '', { vertrag: {}, fremdId: 'v-2' })).statusCode).toBe(422)
  })
})

describe('prefilling', () => {
  it('DV-19 to DV-21: takes company, its numbers, sites and trainers from the register, and only occupations that the trainer may train', async () => {
    const kammer = await t.createKammer('153')
    const anschrift = { strasse: 'Am Salzkai', hausnummer: '4', plz: '68159', ort: 'Mannheim' }
    const records = [
      { unternehmen: { identnummer: '0000004242', name: 'Salzkontor GmbH', anschrift } },
      { betriebsstaette: { fremdId: 's-1', identnummer: '4242', anschrift, betriebsnummer: '09912342' } },
      { ausbilder: { fremdId: 'a-1', identnummer: '4242', name: 'Rika van der Saal', berufe: ['Koch', 'Tischler'] } },
      { ausbilder: { fremdId: 'a-2', identnummer: '4242', name: 'Jo Berg', berufe: ['Koch'] } },
    ]
    const stored = await kammer.inject({
      method: 'POST',
      url: '/v1/stammdaten',
      headers: { 'content-type': 'application/x-ndjson' },
      payload: records.map((one) => JSON.stringify(one)).join('\n'),
    })
    expect(stored.statusCode, stored.body).toBe(200)
    const salz = await createTestUnternehmen(t, { identnummer: '0000004242' })
    const chef = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: salz }] })
    const read = (query: string) => chef.inject(`unternehmen:${salz}`, { url: `${url}/vorbelegung${query}` })
    expect((await read('')).json()).toMatchObject({
      vertrag: {
        knr: '153',
        kammerart: 'ihk',
        ausbildender: { name: 'Salzkontor GmbH', identnummer: '0000004242' },
        ausbildungsstaetten: [{ betriebsnummer: '09912342', anschrift }],
      },
      ausbilder: [{ fremdId: 'a-1' }, { fremdId: 'a-2' }],
      berufe: ['Koch', 'Tischler'],
    })
    expect((await read('?ausbilder=a-2')).json()).toMatchObject({
      vertrag: { ausbilder: [{ fremdId: 'a-2', vorname: 'Jo', familienname: 'Berg' }] },
      berufe: ['Koch'],
    })
    expect((await read('?ausbilder=a-9')).statusCode).toBe(404)

    // A trainer whom the register gives to another company, or to nobody, is refused at the submission.
    const vertrag = next()
    const [trainer] = vertrag.ausbilder
    const made = await good([chef, `unternehmen:${salz}`], '', {
      vertrag: {
        ...vertrag,
        ausbildender: { ...vertrag.ausbildender, identnummer: '0000004242' },
        ausbilder: [{ ...trainer, fremdId: 'a-9' }],
      },
    })
    const refused = await post([chef, `unternehmen:${salz}`], `/${made.id}/einreichung`)
    expect(refused.json().verstoesse).toMatchObject([{ regel: 'DV-21', pfad: '/ausbilder/0/fremdId' }])
  })
})

describe('lists', () => {
  it('filter by occupation, begin, end, exam, state and time of change, page by page and as NDJSON', async () => {
    const early = await draft(next(createVertrag, { beginn: '2026-09-01', pruefungstermin: '2029-06-15' }))
    t.clock.now = new Date(t.clock.now.getTime() + 1000)
    const late = await draft(next(createVertrag, { beruf: { bezeichnung: 'Koch' }, beginn: '2027-09-01' }))
    const both = [early.id, late.id]
    const of = async (query: string) => (await list(`limit=200&${query}`)).filter((id) => both.includes(id))
    expect(await of('status=entwurf')).toEqual(both)
    expect(await of('beruf=KOCH')).toEqual([late.id])
    expect(await of('beginnVon=2026-09-02')).toEqual([late.id])
    expect(await of('beginnVon=2026-09-01&beginnBis=2026-09-01')).toEqual([early.id])
    expect(await of('pruefungVon=2029-06-15&pruefungBis=2029-06-15')).toEqual([early.id])
    expect(await of('endeBis=2020-01-01')).toEqual([])
    expect(await of(`geaendertSeit=${late.geaendertAm}`)).toEqual([late.id])
    const first = await call(byCompany(), { url: `${url}?limit=1` })
    expect(await list(`limit=1&cursor=${first.json().naechsterCursor}`)).toHaveLength(1)
    const stream = await call(byCompany(), { url, headers: { accept: 'application/x-ndjson' } })
    const lines = stream.body.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(expect.arrayContaining(both))
  })
})

describe('the way with a look of the chamber first', () => {
  it('leads from the inbox through a request for more to confirmed receipts and the registration', async () => {
    const vertrag = next(createMinderjaehrigenvertrag)
    const id = await submitted({
      ...vertrag,
      vertreter: vertrag.vertreter?.map((one, i) => ({
        ...one,
        kontakt: { email: `eltern${i}-${nr}@person.example` },
      })),
    } as Vertragsentwurf)
    const azubi = String(vertrag.azubi.kontakt?.email)
    expect(await tasks(byClerk(), 'vertragPruefen')).toContain(id)
    expect((await post(byClerk(), `/${id}/eintragung`)).statusCode).toBe(409)
    expect(await good(byClerk(), `/${id}/uebernahme`)).toMatchObject({
      status: 'inPruefung',
      zugewiesenAn: clerk?.kontoId,
    })
    expect(await list('mirZugewiesen=true', byClerk())).toContain(id)
    expect((await post(byOther(), `/${id}/uebernahme`)).statusCode).toBe(409)
    expect((await post(byOther(), `/${id}/ablehnung`, { grund: 'Nein' })).statusCode).toBe(409)

    const frist = { frist: '2026-06-30', text: 'Bitte das Zeugnis nachreichen.' }
    expect((await post(byClerk(), `/${id}/nachforderung`, { ...frist, frist: '2026-05-18' })).statusCode).toBe(422)
    await good(byClerk(), `/${id}/nachforderung`, frist)
    expect(await tasks(byCompany(), 'vertragBearbeiten')).toContain(id)
    expect((await mailsTo(person.kontoId)).map(({ text }) => text)).toContain('vertragNachforderung')
    // Refusing comes after the deadline.
    expect((await post(byClerk(), `/${id}/ablehnung`, { grund: 'Nein' })).statusCode).toBe(422)
    const supplied = await good(byCompany(), `/${id}/nachreichung`, {
      dokumente: [{ art: 'schulzeugnis' }],
      antwort: 'Liegt bei.',
    })
    expect(supplied).toMatchObject({ status: 'nachgereicht', antwort: 'Liegt bei.' })
    await good(byOther(), `/${id}/uebernahme`)

    const frozen = await good(byOther(), `/${id}/bestaetigungsfreigabe`)
    expect(frozen).toMatchObject({ status: 'zurBestaetigung', abfassung: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(frozen.empfaenger).toHaveLength(3)
    const missing = await post(byOther(), `/${id}/eintragung`)
    expect(missing.statusCode).toBe(409)
    const links = [azubi, `eltern0-${nr}@person.example`, `eltern1-${nr}@person.example`]
    for (const [i, an] of links.entries()) {
      const answer = await confirm(await tokenFor(an))
      expect(answer.statusCode, answer.body).toBe(200)
      expect((await get(id)).status).toBe(i === 2 ? 'bestaetigt' : 'zurBestaetigung')
    }
    const done = await good(byOther(), `/${id}/eintragung`)
    expect(done).toMatchObject({
      status: 'eingetragen',
      eintragungsnummer: expect.stringMatching(/^2026-153-\d{6}$/),
      eingetragenAm: '2026-05-18',
    })
    for (const an of links) expect((await mailsTo(an)).map(({ text }) => text)).toContain('vertragEintragungMitgeteilt')
    expect((await mailsTo(person.kontoId)).map(({ text }) => text)).toContain('vertragEingetragen')
    expect(await events(id)).toEqual(
      ['entwurf', 'einreichung', 'uebernahme', 'nachforderung', 'nachreichung', 'uebernahme', 'bestaetigungsfreigabe']
        .concat(['empfang', 'empfang', 'bestaetigung', 'eintragung'])
        .map((schritt) => `vertrag.${schritt}`),
    )
    expect(await list(`eintragungsnummer=${done.eintragungsnummer}`, byClerk())).toEqual([id])
  })

  it('DV-05, DV-18: is printed, signed by all and scanned; the scan of another version is refused', async () => {
    const id = await taken(next(createVertrag, { vertragsform: 'schriftlich' }))
    const { abfassung } = await good(byClerk(), `/${id}/druckfreigabe`)
    const unterschriften = [{ partei: 'ausbildender' }, { partei: 'azubi' }]
    const wrong = await post(byCompany(), `/${id}/unterzeichnung`, { abfassung: '0'.repeat(64), unterschriften })
    expect(wrong.json().verstoesse).toMatchObject([{ regel: 'DV-05', pfad: '/abfassung' }])
    const [onlyOne] = unterschriften
    await good(byCompany(), `/${id}/unterzeichnung`, {
      abfassung,
      unterschriften: [onlyOne],
      dokument: { art: 'vertrag' },
    })
    const incomplete = await post(byClerk(), `/${id}/eintragung`)
    expect(incomplete.json().verstoesse).toMatchObject([{ regel: 'DV-18' }])
    const again = await good(byClerk(), `/${id}/wiedereroeffnung`, { grund: 'Eine Unterschrift fehlt.' })
    expect(again).toMatchObject({ status: 'inPruefung' })
    expect(again).not.toHaveProperty('abfassung')
    expect(again.vertrag).not.toHaveProperty('unterschriften')
    expect(await good(byClerk(), `/${id}/druckfreigabe`)).toMatchObject({ abfassung })
    await good(byCompany(), `/${id}/unterzeichnung`, { abfassung, unterschriften, dokument: { art: 'vertrag' } })
    expect(await good(byClerk(), `/${id}/eintragung`)).toMatchObject({ status: 'eingetragen' })
  })

  it('may end in a refusal with its reason, or in being taken back', async () => {
    const id = await taken()
    expect((await post(byClerk(), `/${id}/ablehnung`, { grund: ' ' })).statusCode).toBe(422)
    expect(await good(byClerk(), `/${id}/ablehnung`, { grund: 'Nicht geeignet.' })).toMatchObject({
      status: 'abgelehnt',
      grund: 'Nicht geeignet.',
    })
    const second = await submitted()
    expect(await good(byCompany(), `/${second}/ruecknahme`, {})).toMatchObject({ status: 'zurueckgezogen' })
    expect((await post(byClerk(), `/${second}/uebernahme`)).statusCode).toBe(409)
  })
})

describe('the way with the parties first', () => {
  it('hands in what everybody has confirmed; a change ends the receipts and the links', async () => {
    const vertrag = next()
    const { id } = await draft(vertrag)
    await good(byCompany(), `/${id}/bestaetigungsfreigabe`)
    const an = String(vertrag.azubi.kontakt?.email)
    const stale = await tokenFor(an)
    await good(byCompany(), `/${id}/wiedereroeffnung`, {})
    expect((await confirm(stale)).statusCode).toBe(410)
    await good(byCompany(), `/${id}/bestaetigungsfreigabe`)
    const token = await tokenFor(an)
    const read = await t.server.inject({
      method: 'POST',
      url: '/v1/empfangsbestaetigungen/ansicht',
      payload: { token },
    })
    expect(read.json()).toMatchObject({ partei: 'azubi', vertrag: { beginn: vertrag.beginn } })
    expect((await get(id)).status).toBe('zurBestaetigung')
    const [one, two] = await Promise.all([confirm(token), confirm(token)])
    expect([one?.statusCode, two?.statusCode]).toEqual([200, 200])
    const confirmed = await get(id)
    expect(confirmed).toMatchObject({ status: 'bestaetigt', vertrag: { empfangsnachweise: [{ partei: 'azubi' }] } })
    expect((await confirm('A'.repeat(43))).statusCode).toBe(404)
    expect(await tasks(byCompany(), 'vertragBearbeiten')).toContain(id)
    await good(byCompany(), `/${id}/einreichung`)
    await good(byClerk(), `/${id}/uebernahme`)

    // The chamber asks, the company changes the text: what was confirmed is not what would be registered.
    await good(byClerk(), `/${id}/nachforderung`, { frist: '2026-06-30', text: 'Bitte die Probezeit prüfen.' })
    await good(byCompany(), `/${id}/nachreichung`, { vertrag: { ...confirmed.vertrag, probezeitMonate: 3 } })
    await good(byClerk(), `/${id}/uebernahme`)
    expect((await post(byClerk(), `/${id}/eintragung`)).json().verstoesse).toMatchObject([{ regel: 'DV-18' }])
    expect((await confirm(token)).statusCode).toBe(410)
  })

  it('opens the contract on a page, and its button confirms', async () => {
    const vertrag = next()
    const { id } = await draft(vertrag)
    await good(byCompany(), `/${id}/bestaetigungsfreigabe`)
    const token = await tokenFor(String(vertrag.azubi.kontakt?.email))
    const page = await t.server.inject({ url: `/vertrag/empfang?token=${token}` })
    expect([page.statusCode, page.headers['referrer-policy']]).toEqual([200, 'no-referrer'])
    expect(page.body).toContain(vertrag.azubi.familienname)
    expect(page.body).toContain('01.08.2026')
    expect((await get(id)).status).toBe('zurBestaetigung')
    const press = (site: string) =>
      t.server.inject({
        method: 'POST',
        url: '/vertrag/empfang',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
        payload: `token=${token}`,
      })
    expect((await press('cross-site')).statusCode).toBe(403)
    expect((await press('same-origin')).body).toContain('Sie haben den Empfang bestätigt')
    expect((await get(id)).status).toBe('bestaetigt')
    expect((await t.server.inject({ url: '/vertrag/empfang?token=x' })).statusCode).toBe(404)
  })

  it('needs an e-mail address of everybody', async () => {
    const { azubi } = next()
    const { kontakt: _none, ...without } = azubi
    const { id } = await draft(next(createVertrag, { azubi: without }))
    expect((await post(byCompany(), `/${id}/bestaetigungsfreigabe`)).json().verstoesse).toMatchObject([
      { regel: 'DAV-017', pfad: '/azubi/kontakt/email' },
    ])
  })
})

describe('findings', () => {
  it('stand in the way of the registration until they are mended or settled with a reason', async () => {
    const id = await taken(next(createVertrag, { probezeitMonate: 5, ...createVertragReceipts() }))
    const check = await call(byClerk(), { url: `${url}/${id}/pruefung` })
    const found = check.json<Vertragspruefung>().verstoesse.find(({ regel }) => regel === 'DAV-088')
    expect(found).toMatchObject({ schwere: 'fehler', pfad: '/probezeitMonate' })
    const refused = await post(byClerk(), `/${id}/eintragung`)
    expect(refused.statusCode).toBe(422)
    expect(refused.json().verstoesse.map(({ regel }: { regel: string }) => regel)).toEqual(['DV-03', 'DAV-088'])
    const settle = (grund: string) =>
      post(byClerk(), `/${id}/uebergehungen`, { regel: 'DAV-088', pfad: '/probezeitMonate', grund })
    expect((await settle(' ')).statusCode).toBe(422)
    expect((await settle('Vergleich vor Gericht')).json().uebergehungen).toMatchObject([
      { regel: 'DAV-088', durch: clerk?.kontoId },
    ])
    expect(await good(byClerk(), `/${id}/eintragung`)).toMatchObject({ status: 'eingetragen' })
  })
})

const createVertragReceipts = () => ({
  empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' } as const],
})

describe('numbers of registrations', () => {
  it('are gap-free when many are registered at once, and some of them fail', async () => {
    const counter = () =>
      alsSystem(
        t.deps,
        async (trx) => (await trx('eintragungszaehler').where({ knr: '153' }).first('stand'))?.stand ?? 0,
      )
    const before: number = await counter()
    const ids: string[] = []
    for (let i = 0; i < 8; i++) ids.push(await taken(next(createVertrag, createVertragReceipts())))
    // Three of them cannot be registered: no receipt.
    for (let i = 0; i < 3; i++) ids.push(await taken(next()))
    const answers = await Promise.all(ids.map((id) => post(byClerk(), `/${id}/eintragung`)))
    const numbers = answers.flatMap((answer) =>
      answer.statusCode === 200 ? [Number(answer.json().eintragungsnummer.slice(-6))] : [],
    )
    expect(answers.filter(({ statusCode }) => statusCode === 422)).toHaveLength(3)
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 8 }, (_, i) => before + i + 1))
    expect(await counter()).toBe(before + 8)
  })

  it('are given once when two clerks press at the same time, and the second one is told', async () => {
    const id = await taken(next(createVertrag, createVertragReceipts()))
    const { version } = await get(id)
    const press = () => post(byClerk(), `/${id}/eintragung`, undefined, { 'if-match': `"${version}"` })
    const codes = (await Promise.all([press(), press()])).map(({ statusCode }) => statusCode)
    expect(codes.sort()).toEqual([200, 412])
    const both = await submitted()
    const claims = await Promise.all([post(byClerk(), `/${both}/uebernahme`), post(byOther(), `/${both}/uebernahme`)])
    expect(claims.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  it('begin anew with the year', async () => {
    const day = t.clock.now
    t.clock.now = new Date('2026-12-31T23:30:00Z')
    try {
      const id = await taken(next(createVertrag, createVertragReceipts()))
      for (const regel of (await call(byClerk(), { url: `${url}/${id}/pruefung` }))
        .json<Vertragspruefung>()
        .verstoesse.filter(({ schwere }) => schwere === 'fehler'))
        await good(byClerk(), `/${id}/uebergehungen`, { regel: regel.regel, pfad: regel.pfad, grund: 'verspätet' })
      expect(await good(byClerk(), `/${id}/eintragung`)).toMatchObject({
        eintragungsnummer: '2027-153-000001',
        eingetragenAm: '2027-01-01',
      })
    } finally {
      t.clock.now = day
    }
  })
})

describe('a chamber', () => {
  it('may want four eyes: the second person decides, and may send it back', async () => {
    const boss = await createTestPerson(t, { rollen: [{ rolle: 'kammeradministration', knr: '107' }] })
    const staff = () => createTestPerson(t, { rollen: [{ rolle: 'sachbearbeitung', knr: '107' }] })
    const [anna, bert] = [await staff(), await staff()]
    const settings = { vierAugen: true, unterschriftNoetig: false, antragsfristWochen: 4 }
    const stored = await boss.inject('kammer:107', {
      method: 'PUT',
      url: '/v1/vertragseinstellungen',
      payload: settings,
    })
    expect(stored.json()).toEqual(settings)
    const ferne = await createTestUnternehmen(t, { knr: '107', identnummer })
    const chef = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: ferne }] })
    const byChef: Caller = [chef, `unternehmen:${ferne}`]
    const byAnna: Caller = [anna, 'kammer:107']
    const byBert: Caller = [bert, 'kammer:107']
    const { id } = await draft(next(createVertrag, { knr: '107', ...createVertragReceipts() }), byChef)
    await good(byChef, `/${id}/einreichung`)
    expect((await post(byClerk(), `/${id}/uebernahme`)).statusCode).toBe(404)
    await good(byAnna, `/${id}/uebernahme`)
    expect((await post(byAnna, `/${id}/eintragung`)).statusCode).toBe(409)
    await good(byAnna, `/${id}/eintragungsvorschlag`)
    expect((await post(byAnna, `/${id}/eintragung`)).statusCode).toBe(409)
    expect((await post(byBert, `/${id}/rueckgabe`, {})).statusCode).toBe(422)
    expect(await good(byBert, `/${id}/rueckgabe`, { grund: 'Bitte Vergütung prüfen.' })).toMatchObject({
      status: 'inPruefung',
      zugewiesenAn: anna.kontoId,
    })
    await good(byAnna, `/${id}/eintragungsvorschlag`)
    expect(await good(byBert, `/${id}/eintragung`)).toMatchObject({ status: 'eingetragen' })
  })

  it('DV-09: types in what came on paper, and is the only one to say when it came', async () => {
    const paper = { vertrag: next(createVertrag, createVertragReceipts()), eingangAm: '2026-05-15' }
    expect((await post(byCompany(), '', paper)).statusCode).toBe(422)
    expect((await post(byClerk(), '', { ...paper, eingangAm: undefined })).statusCode).toBe(422)
    expect((await post(byClerk(), '', { ...paper, eingangAm: '2026-05-19' })).statusCode).toBe(422)
    const made = await good(byClerk(), '', paper)
    expect(made).toMatchObject({ status: 'inPruefung', herkunft: 'papier', zugewiesenAn: clerk?.kontoId })
    const put = await call(byClerk(), {
      method: 'PUT',
      url: `${url}/${made.id}`,
      headers: { 'if-match': '"1"' },
      payload: { vertrag: { ...made.vertrag, probezeitMonate: 3 } },
    })
    expect(put.statusCode, put.body).toBe(200)
    expect(await good(byClerk(), `/${made.id}/eintragung`)).toMatchObject({ status: 'eingetragen' })
  })

  it('of the crafts is known by five digits and keeps the Lehrlingsrolle by its own series', async () => {
    // Chambers of the crafts have no account here yet; this one is put where an IHK was.
    const { clientId } = await t.createKammer('153')
    await alsSystem(t.deps, (trx) => trx('zugang').where({ client_id: clientId }).update({ knr: '00065' }))
    const token = await t.createToken({ clientId, art: 'kammer', knr: '00065' })
    const kammer: Pick<TestClient, 'inject'> = {
      inject: (request) => t.server.inject({ ...request, headers: { authorization: `Bearer ${token}` } }),
    }
    const vendor = await t.createVendor()
    const send = async (client: Pick<TestClient, 'inject'>, path: string, payload?: object) => {
      const answer = await client.inject({ method: 'POST', url: `${url}${path}`, ...(payload && { payload }) })
      expect(answer.statusCode, answer.body).toBeLessThan(300)
      return answer.json<Ausbildungsvertrag>()
    }
    const { id } = await send(vendor, '', { vertrag: createHandwerksvertrag() })
    await send(vendor, `/${id}/einreichung`)
    await send(kammer, `/${id}/uebernahme`)
    expect(await send(kammer, `/${id}/eintragung`)).toMatchObject({ eintragungsnummer: '2026-00065-000001' })
  })
})

it('the same contract twice is refused at the submission, until the first one has ended', async () => {
  const vertrag = next()
  const first = await submitted(vertrag)
  const again = await draft(vertrag)
  const refused = await post(byCompany(), `/${again.id}/einreichung`)
  expect([refused.statusCode, refused.json().detail]).toEqual([409, expect.stringContaining('application')])
  await good(byCompany(), `/${first}/ruecknahme`, {})
  await good(byCompany(), `/${again.id}/einreichung`)
})

it('a step that is repeated with its Idempotency-Key is taken once', async () => {
  const { id } = await draft(next())
  const key = { 'idempotency-key': `einreichung-${id}` }
  const [one, two] = [
    await post(byCompany(), `/${id}/einreichung`, undefined, key),
    await post(byCompany(), `/${id}/einreichung`, undefined, key),
  ]
  expect(two?.body).toBe(one?.body)
  expect(two?.headers['idempotent-replayed']).toBe('true')
})
