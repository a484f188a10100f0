import { type Ausbildungsvertrag, limits, type Vertragsbrief, type Vertragsentwurf } from '@berichtsheft/core'
import { createMinderjaehrigenvertrag, createVertrag } from '@berichtsheft/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { dispatchAusgang } from '../ereignis/verteiler.ts'
import { openVertragsszene, type Rufer, type Vertragsszene } from '../vertragsaenderung/testing/szene.ts'
import { createAusgabe, receipts, textOf, wordOf } from './testing/ausgabe.ts'

const url = '/ausbildungsvertraege'
let s: Vertragsszene
let { next, taken, step, pdfOf, mails, lastMail, last, settings } = {} as ReturnType<typeof createAusgabe>

beforeAll(async () => {
  s = await openVertragsszene('2026-05-18T10:00:00Z')
  ;({ next, taken, step, pdfOf, mails, lastMail, last, settings } = createAusgabe(s))
})
afterAll(() => s.app.close())

describe('the contract as PDF', () => {
  const ausfertigungen = ['antrag', 'ausbildender', 'azubi'] as const

  it('DV-01: has three renderings from one data set, for company and chamber, not for strangers; DV-17: with its clauses', async () => {
    const { id } = await taken()
    for (const one of ausfertigungen) {
      const path = `${url}/${id}/ausfertigungen/${one}`
      const text = textOf(await pdfOf(s.company, path))
      expect(text, one).toContain('Entwurf, nicht zur Unterschrift')
      expect(text, one).toContain(`Sommer ${wordOf(last())}`)
      expect(text.includes('In der Probezeit kann jede Seite'), one).toBe(one !== 'antrag')
      expect((await pdfOf(s.clerk, path)).equals(await pdfOf(s.company, path))).toBe(true)
      expect((await s.call(s.stranger, { url: `/v1${path}` })).statusCode).toBe(404)
    }
    expect((await s.call(s.company, { url: `/v1${url}/${id}/ausfertigungen/schule` })).statusCode).toBe(400)
  })

  it('DV-04: is frozen by the print release, carries the hash on its pages, and is a draft again once it is opened', async () => {
    const contract = await taken(next(createVertrag, { vertragsform: 'schriftlich' }))
    const { abfassung = '' } = await step(s.clerk, contract, 'druckfreigabe')
    const path = `${url}/${contract.id}/ausfertigungen/ausbildender`
    const printed = await pdfOf(s.company, path)
    expect(textOf(printed).replaceAll(' ', '')).toContain(abfassung)
    expect(textOf(printed)).not.toContain('Entwurf, nicht')
    await step(s.clerk, contract, 'wiedereroeffnung', { grund: 'Die Probezeit stimmt nicht.' })
    expect(textOf(await pdfOf(s.company, path))).toContain('Entwurf, nicht zur Unterschrift')
  })
})

describe('DV-03: the notice whether the documents are complete', () => {
  it('says what is missing, in the contract and by mail, and is not given as complete before', async () => {
    const contract = await taken(
      next(createVertrag, { dokumente: [], ausbildungsplan: { beigefuegt: true }, ...receipts }),
    )
    const early = await s.post(s.clerk, `${url}/${contract.id}/bescheid`, { vollstaendig: true })
    expect(early.statusCode, early.body).toBe(422)
    expect(early.json().verstoesse[0]).toMatchObject({ regel: 'DV-03', pfad: '/vollstaendig' })
    const { bescheid } = await step(s.clerk, contract, 'bescheid', {
      vollstaendig: false,
      dokumentarten: ['schulzeugnis'],
      hinweis: 'Das Zeugnis reicht als Kopie.',
    })
    expect(bescheid).toMatchObject({ vollstaendig: false, durch: s.clerk[0].kontoId })
    expect(bescheid?.dokumentarten).toEqual(expect.arrayContaining(['schulzeugnis', 'ausbildungsplan']))
    const mail = await lastMail(s.company[0].kontoId)
    expect(mail).toMatchObject({ text: 'vertragUnvollstaendig', werte: { text: 'Das Zeugnis reicht als Kopie.' } })
    expect(mail?.werte.dokumente).toContain('– Betrieblicher Ausbildungsplan')
    await step(s.clerk, contract, 'nachforderung', {
      frist: '2026-06-30',
      text: 'Bitte den Plan.',
      dokumentarten: ['ausbildungsplan'],
    })
    expect((await lastMail(s.company[0].kontoId))?.werte.text).toBe(
      'Bitte den Plan.\n\n– Betrieblicher Ausbildungsplan',
    )
  })

  it('says that all is there, and not for nothing that something is missing', async () => {
    const contract = await taken(next(createVertrag, receipts))
    expect((await s.post(s.clerk, `${url}/${contract.id}/bescheid`, { vollstaendig: false })).statusCode).toBe(422)
    const done = await step(s.clerk, contract, 'bescheid', { vollstaendig: true })
    expect(done.bescheid).toMatchObject({ vollstaendig: true })
    expect(await lastMail(s.company[0].kontoId)).toMatchObject({ text: 'vertragVollstaendig' })
    expect(await s.events(contract.id)).toContain('vertrag.bescheid')
    // Once it is in other hands there is nothing to tell.
    await step(s.clerk, contract, 'rueckgabe', {})
    expect((await s.post(s.clerk, `${url}/${contract.id}/bescheid`, { vollstaendig: true })).statusCode).toBe(409)
  })
})

describe('receipts that the company has collected itself', () => {
  it('confirm a version that waits for them, together with those by link', async () => {
    const vertrag = next(createMinderjaehrigenvertrag)
    const begun = await s.good<Ausbildungsvertrag>(s.company, url, { vertrag })
    const { abfassung = '' } = await step(s.company, begun, 'bestaetigungsfreigabe')
    const prove = (empfangsnachweise: object[], hash = abfassung) =>
      s.post(s.company, `${url}/${begun.id}/empfangsnachweise`, { abfassung: hash, empfangsnachweise })
    const of = (partei: string, rest = {}) => ({ partei, datum: '2026-05-18', form: 'erklaerung', ...rest })
    expect((await prove([of('azubi')], '0'.repeat(64))).json().verstoesse).toMatchObject([{ pfad: '/abfassung' }])
    expect((await prove([of('vertreter', { vertreterNummer: 7 })])).json().verstoesse).toMatchObject([
      { regel: 'DAV-017', pfad: '/empfangsnachweise/0' },
    ])
    expect((await prove([of('azubi'), of('vertreter', { vertreterNummer: 0 })])).json()).toMatchObject({
      status: 'zurBestaetigung',
    })
    const token = await s.tokenFor(`eltern1-${last()}@person.example`)
    await s.app.server.inject({ method: 'POST', url: '/v1/empfangsbestaetigungen', payload: { token } })
    const confirmed = await s.read(s.company, `${url}/${begun.id}`)
    expect(confirmed).toMatchObject({ status: 'bestaetigt' })
    expect(confirmed.vertrag.empfangsnachweise).toHaveLength(3)
    expect((await prove([of('azubi')])).statusCode).toBe(409)
  })
})

describe('DV-11: the registration', () => {
  let contract: Ausbildungsvertrag
  let letters: Vertragsbrief[]
  const list = async (wer: Rufer, query = `vertragId=${contract.id}`): Promise<Vertragsbrief[]> =>
    (await s.read<{ eintraege: Vertragsbrief[] }>(wer, `/vertragsbriefe?${query}`)).eintraege
  const linkOf = async (an: string) => {
    const mail = (await mails(an)).findLast(({ text }) => text === 'vertragEintragungMitgeteilt')
    return new URL(String(mail?.werte.verweis))
  }
  const open = ({ pathname, search }: URL, more = '') =>
    s.app.server.inject({ url: `${pathname}${more}${search}`, headers: { 'accept-language': 'de' } })

  beforeAll(async () => {
    const vertrag = next(createMinderjaehrigenvertrag)
    const nachweise = [
      { partei: 'azubi' },
      { partei: 'vertreter', vertreterNummer: 0 },
      { partei: 'vertreter', vertreterNummer: 1 },
    ]
    contract = await taken({
      ...vertrag,
      empfangsnachweise: nachweise.map((one) => ({ ...one, datum: '2026-05-18', form: 'erklaerung' })),
    } as Vertragsentwurf)
    contract = await step(s.clerk, contract, 'eintragung')
    letters = await list(s.clerk)
  })

  it('is confirmed by a letter to company, apprentice and each representative, always the same file', async () => {
    expect(letters.map(({ partei, vertreterNummer, art }) => [art, partei, vertreterNummer])).toEqual([
      ['eintragung', 'ausbildender', undefined],
      ['eintragung', 'azubi', undefined],
      ['eintragung', 'vertreter', 0],
      ['eintragung', 'vertreter', 1],
    ])
    const [toCompany, toAzubi] = letters as [Vertragsbrief, Vertragsbrief]
    const file = (one: Vertragsbrief, wer = s.clerk) => pdfOf(wer, `/vertragsbriefe/${one.id}/datei`)
    const pdf = await file(toAzubi)
    expect(pdf.equals(await file(toAzubi))).toBe(true)
    const text = textOf(pdf)
    for (const part of [
      'IHK Rhein-Neckar',
      `Tilda Sommer ${wordOf(last())}`,
      'Kirschgartenweg 17b'.slice(0, 4),
      String(contract.eintragungsnummer),
      'Verzeichnis der Berufsausbildungsverhältnisse (BBiG § 34)',
      'is registered since 18.05.2026',
      'Seite 1 von 1',
    ])
      expect(text, part).toContain(part)
    // The company has its own letter, and only that one.
    expect((await list(s.company)).map(({ id }) => id)).toEqual([toCompany.id])
    expect(textOf(await file(toCompany, s.company))).toContain('Störtebeker GmbH')
    expect((await s.call(s.company, { url: `/v1/vertragsbriefe/${toAzubi.id}/datei` })).statusCode).toBe(404)
    expect((await s.call(s.stranger, { url: `/v1/vertragsbriefe/${toCompany.id}/datei` })).statusCode).toBe(404)
  })

  it('is printed by the chamber for a contract or a day in one file, each letter on its own pages', async () => {
    const ofContract = await pdfOf(s.clerk, `/vertragsbriefe/druck?vertragId=${contract.id}`)
    expect(ofContract.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(4)
    const ofDay = await pdfOf(s.clerk, '/vertragsbriefe/druck?tag=2026-05-18')
    expect(ofDay.toString('latin1').match(/\/Type \/Page\n/g)?.length).toBeGreaterThanOrEqual(4)
    const status = async (wer: Rufer, query: string) =>
      (await s.call(wer, { url: `/v1/vertragsbriefe/druck?${query}` })).statusCode
    expect(await status(s.clerk, '')).toBe(400)
    expect(await status(s.clerk, 'tag=2026-05-17')).toBe(404)
    expect(await status(s.company, 'tag=2026-05-18')).toBe(403)
    // One file has a limit; what is too much for it is printed by contract.
    await alsSystem(s.app.deps, (trx) =>
      trx.raw(
        `insert into vertragsbrief (id, vertrag_id, knr, art, partei, vorlage, inhalt, tag, erstellt_am)
         select gen_random_uuid(), b.vertrag_id, b.knr, b.art, b.partei, b.vorlage, b.inhalt, '2026-05-01', b.erstellt_am
           from vertragsbrief b, generate_series(1, ?) where b.id = ?`,
        [limits.vertragsbriefe + 1, letters[0]?.id ?? ''],
      ),
    )
    expect(await status(s.clerk, 'tag=2026-05-01')).toBe(422)
    await alsSystem(s.app.deps, (trx) => trx('vertragsbrief').where({ tag: '2026-05-01' }).delete())
  })

  it('opens on a page with letter and contract, and takes an objection, which the chamber settles with an answer', async () => {
    const an = `eltern0-${last()}@person.example`
    const link = await linkOf(an)
    const page = await open(link)
    expect([page.statusCode, page.headers['referrer-policy']]).toEqual([200, 'no-referrer'])
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.body).toContain(String(contract.eintragungsnummer))
    expect(textOf((await open(link, '/brief.pdf')).rawPayload)).toContain('Ada Ehrlichmann')
    expect(textOf((await open(link, '/vertrag.pdf')).rawPayload)).toContain('Exemplar der Auszubildenden')
    const object = (text: string) =>
      s.app.server.inject({
        method: 'POST',
        url: link.pathname,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ token: link.searchParams.get('token') ?? '', text }).toString(),
      })
    expect((await object('  ')).body).toContain('Bitte schreiben Sie, was falsch ist')
    expect((await object('Der Name ist <b>falsch</b>.')).body).toContain('Die Kammer prüft Ihren Hinweis')
    expect(await s.tasks(s.clerk, 'vertragPruefen')).toContain(contract.id)
    const { einwendungen } = await s.read(s.clerk, `${url}/${contract.id}`)
    expect(einwendungen).toMatchObject([
      { nummer: 1, partei: 'vertreter', vertreterNummer: 0, text: 'Der Name ist <b>falsch</b>.' },
    ])
    await s.good(s.company, `${url}/${contract.id}/einwendungen`, { text: 'Die Anschrift ist alt.' })
    const settle = (nummer: number, antwort = 'Berichtigt.') =>
      s.post(s.clerk, `${url}/${contract.id}/einwendungen/erledigung`, { nummer, antwort })
    expect((await settle(3)).statusCode).toBe(404)
    expect((await settle(1, ' ')).statusCode).toBe(422)
    expect((await settle(1)).statusCode).toBe(200)
    expect((await settle(1)).statusCode).toBe(409)
    expect(await lastMail(an)).toMatchObject({ text: 'vertragEinwendungErledigt', werte: { antwort: 'Berichtigt.' } })
    expect(await s.tasks(s.clerk, 'vertragPruefen')).toContain(contract.id)
    expect((await settle(2)).statusCode).toBe(200)
    expect(await s.tasks(s.clerk, 'vertragPruefen')).not.toContain(contract.id)
    expect(await s.events(contract.id)).toEqual(
      expect.arrayContaining(['vertrag.einwendung', 'vertrag.einwendungserledigung']),
    )
    await s.good(s.clerk, `${url}/${contract.id}/briefe`, { art: 'eintragung' })
    expect(await list(s.clerk)).toHaveLength(8)
    s.at('2026-09-01T10:00:00Z')
    expect((await open(link)).statusCode).toBe(410)
    s.at('2026-05-18T10:00:00Z')
  })

  it('is refused by a letter with the reason and the remedies of the chamber', async () => {
    const refused = await taken()
    const boss = {
      rechtsbehelf: 'Widerspruch binnen eines Monats.',
      vierAugen: false,
      unterschriftNoetig: false,
      antragsfristWochen: 4,
    }
    await settings(boss)
    await step(s.clerk, refused, 'ablehnung', { grund: 'Die Ausbildungsstätte ist nicht geeignet.' })
    const [brief, ...others] = await list(s.clerk, `vertragId=${refused.id}`)
    expect(others).toEqual([])
    expect(brief).toMatchObject({ art: 'ablehnung', partei: 'ausbildender' })
    const text = textOf(await pdfOf(s.company, `/vertragsbriefe/${brief?.id}/datei`))
    for (const part of ['BBiG § 35 Abs. 2', 'nicht geeignet', 'Widerspruch binnen eines Monats'])
      expect(text).toContain(part)
    await settings({ ...boss, rechtsbehelf: undefined })
    expect((await s.post(s.clerk, `${url}/${refused.id}/briefe`, { art: 'eintragung' })).statusCode).toBe(409)
  })
})

describe('what the sides are told', () => {
  const dispatch = async () => {
    while ((await dispatchAusgang(s.app.deps)).mehr);
  }
  const told = async (inject: (options: { url: string }) => Promise<{ json: () => unknown }>, id: string) =>
    ((await inject({ url: `/v1/ereignisse?objektId=${id}` })).json() as { eintraege: { art: string }[] }).eintraege.map(
      ({ art }) => art,
    )

  it('DV-02: each step reaches company, vendor and chamber once, the chamber from the submission on, and nobody else', async () => {
    const vendor = await s.app.createVendor()
    const stranger = await s.app.createVendor()
    const kammer = await s.app.createKammer('153')
    const ferne = await s.app.createKammer('107')
    const made = await vendor.inject({ method: 'POST', url: `/v1${url}`, payload: { vertrag: next() } })
    const { id } = made.json()
    const frozen = await vendor.inject({ method: 'POST', url: `/v1${url}/${id}/bestaetigungsfreigabe` })
    expect(frozen.statusCode, frozen.body).toBe(200)
    await vendor.inject({ method: 'POST', url: `/v1${url}/${id}/wiedereroeffnung`, payload: {} })
    await vendor.inject({ method: 'POST', url: `/v1${url}/${id}/einreichung` })
    await kammer.inject({ method: 'POST', url: `/v1${url}/${id}/uebernahme` })
    await dispatch()
    const later = ['vertrag.einreichung', 'vertrag.uebernahme']
    expect(await told(vendor.inject, id)).toEqual([
      'vertrag.bestaetigungsfreigabe',
      'vertrag.wiedereroeffnung',
      ...later,
    ])
    expect(await told(kammer.inject, id)).toEqual(later)
    for (const other of [stranger, ferne]) expect(await told(other.inject, id)).toEqual([])

    const own = await taken()
    await dispatch()
    expect(await told((options) => s.call(s.company, options), own.id)).toEqual(later)
    expect(await told((options) => s.call(s.stranger, options), own.id)).toEqual([])
  })

  it('is in the chain, the outbox and the state together, or in none of them', async () => {
    const contract = await taken()
    const before = await s.events(contract.id)
    const refused = await s.post(s.clerk, `${url}/${contract.id}/eintragung`)
    expect(refused.statusCode).toBe(422)
    expect(await s.events(contract.id)).toEqual(before)
    expect(await s.chainHolds(contract.id)).toBe(true)
    const open = await alsSystem(s.app.deps, (trx) => trx('vertragsbrief').where({ vertrag_id: contract.id }))
    expect(open).toEqual([])
  })
})

describe('reads of a contract', () => {
  it('are noted, and shown to whom it belongs', async () => {
    const { id } = await taken()
    await s.read(s.clerk, `${url}/${id}`)
    await pdfOf(s.clerk, `${url}/${id}/ausfertigungen/antrag`)
    const { eintraege } = await s.read<{ eintraege: { vorgang: string; wer: string; gewaehrt: boolean }[] }>(
      s.company,
      `${url}/${id}/zugriffe`,
    )
    const ofClerk = eintraege.filter(({ wer }) => wer === s.clerk[0].kontoId).map(({ vorgang }) => vorgang)
    expect(ofClerk).toEqual(['getAusbildungsvertrag', 'getVertragsausfertigung'])
    expect((await s.call(s.clerk, { url: `/v1${url}/${id}/zugriffe` })).statusCode).toBe(403)
    expect((await s.call(s.stranger, { url: `/v1${url}/${id}/zugriffe` })).statusCode).toBe(404)
  })
})
