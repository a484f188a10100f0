import type { Vertragsentwurf, Vertragspruefung } from '@berichtsheft/core'
import { createMinderjaehrigenvertrag, createVertrag } from '@berichtsheft/core/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { type Caller, openVertraege } from './testing/vertraege.ts'

const url = '/v1/ausbildungsvertraege'
const {
  t,
  person,
  clerk,
  identnummer,
  next,
  byCompany,
  byClerk,
  byOther,
  call,
  post,
  good,
  draft,
  submitted,
  taken,
  get,
  list,
  mailsTo,
  tokenFor,
  confirm,
  events,
  tasks,
} = await openVertraege()
afterAll(() => t.close())

const createVertragReceipts = () => ({
  empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' } as const],
})

describe('the way with a look of the chamber first', () => {
  it('leads from the inbox through a request for more to confirmed receipts and the registration', async () => {
    const vertrag = next(createMinderjaehrigenvertrag)
    const id = await submitted({
      ...vertrag,
      vertreter: vertrag.vertreter?.map((one, i) => ({
        ...one,
        kontakt: { email: `eltern${i}-drei@person.example` },
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
    const links = [azubi, 'eltern0-drei@person.example', 'eltern1-drei@person.example']
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
})
