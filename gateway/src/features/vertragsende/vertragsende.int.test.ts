import type { Ausbildungsvertrag, Vertragsarchiveintrag } from '@berichtsheft/core'
import { createMinderjaehrigenvertrag, createVertrag } from '@berichtsheft/core/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestPerson } from '../../testing/people.ts'
import { keepVertraege, type Vertragsaufbewahrung } from '../aufbewahrung/vertragsaufbewahrung.service.ts'
import { auskunftsquellen } from '../konto/auskunft.service.ts'
import { openVertragsszene, type Vertragsszene } from '../vertragsaenderung/testing/szene.ts'
import { remindNachuntersuchungen } from './erinnerung.service.ts'
import { eraseEntwuerfe } from './unternehmensvertraege.service.ts'
import { endAbgelaufene, reportVertragsfristen } from './vertragsfristen.service.ts'

let s: Vertragsszene
beforeAll(async () => {
  s = await openVertragsszene('2026-05-18T10:00:00Z')
})
afterEach(() => s.at('2026-05-18T10:00:00Z'))
afterAll(() => s?.app.close())

const at = (id: string, step: string) => `/ausbildungsvertraege/${id}/${step}`
const contract = (id: string, wer = s.company) => s.read<Ausbildungsvertrag>(wer, `/ausbildungsvertraege/${id}`)
const noon = (day: string) => new Date(`${day}T12:00:00Z`)
const gone = { datum: '2026-10-31', grund: 'probezeit', durch: ['azubi'] }

describe('DAV-093: a dissolution', () => {
  it('is told by the company, waits for the chamber, and is registered by it', async () => {
    const of = await s.register()
    const wrong = await s.post(s.company, at(of.id, 'aufloesungsmeldung'), { ...gone, datum: '2029-08-01' })
    expect(wrong.json().verstoesse).toMatchObject([{ regel: 'DAV-093', pfad: '/datum' }])
    const told = await s.good<Ausbildungsvertrag>(s.company, at(of.id, 'aufloesungsmeldung'), {
      ...gone,
      datum: '2026-12-24',
    })
    // After the probation: the chamber is shown that, and decides.
    expect(told).toMatchObject({
      status: 'eingetragen',
      aufloesungsmeldung: { grund: 'probezeit', verstoesse: [{ schwere: 'warnung', pfad: '/datum' }] },
    })
    expect(await s.tasks(s.clerk, 'aufloesungPruefen')).toContain(of.id)
    expect((await s.post(s.company, at(of.id, 'aufloesung'), gone)).statusCode).toBe(403)
    expect((await s.post(s.clerk, at(of.id, 'meldungsverwerfung'), {})).statusCode).toBe(422)
    await s.good(s.clerk, at(of.id, 'meldungsverwerfung'), { grund: 'Der Tag liegt nach der Probezeit.' })
    expect(await s.mailsTo(s.company[0].kontoId)).toContain('aufloesungVerworfen')
    await s.good(s.company, at(of.id, 'aufloesungsmeldung'), gone)
    const done = await s.good<Ausbildungsvertrag>(s.clerk, at(of.id, 'aufloesung'), gone)
    expect(done).toMatchObject({ status: 'aufgeloest', aufloesung: gone, eintragungsnummer: of.nummer })
    expect(done).not.toHaveProperty('aufloesungsmeldung')
    expect(await s.mailsTo(of.email)).toContain('vertragAufgeloest')
    expect((await s.post(s.clerk, at(of.id, 'aufloesung'), gone)).statusCode).toBe(409)
    expect(await s.chainHolds(of.id)).toBe(true)
  })
})

describe('DAV-092: the end of the training', () => {
  it('comes by itself the day after the last one, once, unless a lengthening is applied for', async () => {
    const of = await s.register(createVertrag, {})
    const waiting = await s.register(createVertrag, {})
    const verlaengert = {
      art: 'verlaengerung',
      wirksamAb: '2029-08-01',
      antragDurch: ['azubi'],
      verlaengerungsgrund: 'pruefungNichtBestanden',
      vertrag: { ...waiting.vertrag, ende: '2030-07-31' },
    }
    const lengthening = await s.good(s.clerk, `/ausbildungsvertraege/${waiting.id}/aenderungen`, verlaengert)
    const end = (day: string) => endAbgelaufene(s.app.deps, noon(day))
    await end('2029-07-30')
    await end('2029-07-31')
    expect((await contract(of.id)).status).toBe('eingetragen')
    await Promise.all([end('2029-08-01'), end('2029-08-01')])
    expect(await contract(of.id)).toMatchObject({
      status: 'beendet',
      beendigung: { datum: '2029-07-31', grund: 'zeitablauf' },
    })
    expect((await s.events(of.id)).filter((art) => art === 'vertrag.beendigung')).toHaveLength(1)
    expect((await contract(waiting.id)).status).toBe('eingetragen')

    // Who failed the exam may demand it afterwards, too (BBiG § 21 Abs. 3).
    s.at('2029-08-02T10:00:00Z')
    const late = await s.good(s.clerk, `/ausbildungsvertraege/${of.id}/aenderungen`, {
      ...verlaengert,
      vertrag: { ...of.vertrag, ende: '2030-01-31' },
    })
    for (const { id } of [lengthening, late]) {
      const { verstoesse } = await s.read<{ verstoesse: { regel: string; pfad: string; schwere: string }[] }>(
        s.clerk,
        `/vertragsaenderungen/${id}/pruefung`,
      )
      for (const { regel, pfad, schwere } of verstoesse)
        if (schwere === 'fehler')
          await s.good(s.clerk, `/vertragsaenderungen/${id}/uebergehungen`, { regel, pfad, grund: 'Geprüft.' })
      await s.good(s.clerk, `/vertragsaenderungen/${id}/eintragung`)
    }
    const again = await contract(of.id)
    expect(again).toMatchObject({ status: 'verlaengert', vertrag: { ende: '2030-01-31' } })
    expect(again).not.toHaveProperty('beendigung')
    expect((await contract(waiting.id)).status).toBe('verlaengert')
  })

  it('comes with the passed exam, on a day that is past and within the training', async () => {
    const of = await s.register()
    s.at('2029-06-21T10:00:00Z')
    const end = (datum: string) => s.post(s.clerk, at(of.id, 'beendigung'), { datum, grund: 'pruefungBestanden' })
    expect((await end('2029-06-22')).statusCode).toBe(422)
    expect((await end('2026-07-31')).statusCode).toBe(422)
    expect((await end('2029-06-21')).json()).toMatchObject({ status: 'beendet' })
  })
})

/** Born on 2010-02-10, begins on 2026-08-01. */
const young = () => s.register(createMinderjaehrigenvertrag)

describe('DAV-059: reminders of the second examination', () => {
  it('go out after 9, 12, 13 and 14 months, each once, to everybody', async () => {
    const of = await young()
    const remind = (day: string) => remindNachuntersuchungen(s.app.deps, noon(day))
    const mails = async () =>
      (await s.mailsTo(of.email)).filter((text) => text.startsWith('nachuntersuchung')).map((text) => text.slice(16))
    const table = [
      ['2027-04-30', []],
      ['2027-05-01', ['9']],
      ['2027-05-02', ['9']],
      ['2027-07-31', ['9']],
      ['2027-08-01', ['9', '12']],
      ['2027-08-31', ['9', '12']],
      ['2027-09-01', ['9', '12', '13']],
      ['2027-09-30', ['9', '12', '13']],
      ['2027-10-01', ['9', '12', '13', '14']],
      ['2027-11-01', ['9', '12', '13', '14']],
    ] as const
    for (const [day, erwartet] of table) {
      await Promise.all([remind(day), remind(day)])
      expect(await mails(), day).toEqual(erwartet)
      const tasks = await s.tasks(s.clerk, 'nachuntersuchungFehlt')
      expect(tasks.includes(of.id), day).toBe(day >= '2027-08-01')
    }
    expect(await s.mailsTo('ada.ehrlichmann@example.org')).toContain('nachuntersuchung14')
    expect((await s.mailsTo(s.company[0].kontoId)).filter((text) => text === 'nachuntersuchung12')).toHaveLength(1)
    expect((await s.events(of.id)).filter((art) => art === 'vertrag.erinnerung')).toHaveLength(4)
  })

  it('skip what was missed, and end with the certificate; nobody of age gets one', async () => {
    const [of, adult] = [await young(), await s.register()]
    await remindNachuntersuchungen(s.app.deps, noon('2027-09-02'))
    const kinds = async (an: string) => (await s.mailsTo(an)).filter((text) => text.startsWith('nachuntersuchung'))
    expect([await kinds(of.email), await kinds(adult.email)]).toEqual([['nachuntersuchung13'], []])
    s.at('2027-09-03T10:00:00Z')
    const shown = { untersuchung: { datum: '2027-09-02' }, dokument: { art: 'nachuntersuchung' } }
    const future = { untersuchung: { datum: '2027-09-04' } }
    expect((await s.post(s.company, at(of.id, 'nachuntersuchung'), future)).statusCode).toBe(422)
    const before = await contract(of.id)
    const after = await s.good<Ausbildungsvertrag>(s.company, at(of.id, 'nachuntersuchung'), shown)
    expect(after).toMatchObject({ status: 'eingetragen', vertrag: { nachuntersuchung: { datum: '2027-09-02' } } })
    expect(after.vertrag.empfangsnachweise).toEqual(before.vertrag.empfangsnachweise)
    await remindNachuntersuchungen(s.app.deps, noon('2027-10-02'))
    expect(await kinds(of.email)).toEqual(['nachuntersuchung13'])
    expect(await s.tasks(s.clerk, 'nachuntersuchungFehlt')).not.toContain(of.id)
  })
})

describe('DAV-060: the deletion of a registration', () => {
  it('needs the missing certificate, the application to the exam, and a deadline that has passed', async () => {
    const of = await young()
    s.at('2027-11-15T10:00:00Z')
    const body = { anlass: 'nachuntersuchung', grund: 'Nicht vorgelegt.', pruefungsanmeldungAm: '2027-11-15' }
    const remove = () => s.post(s.clerk, at(of.id, 'loeschung'), body)
    expect((await remove()).json().verstoesse.map(({ pfad }: { pfad: string }) => pfad)).toContain('/maengelfrist')
    const frist = { frist: '2027-11-30', text: 'Bitte die Bescheinigung vorlegen.' }
    expect(await s.good(s.clerk, at(of.id, 'maengelfrist'), frist)).toMatchObject({ maengelfrist: frist })
    expect(await s.mailsTo(s.company[0].kontoId)).toContain('vertragMaengelfrist')
    const look = (day: string) => reportVertragsfristen(s.app.deps, noon(day))
    await look('2027-11-30')
    expect(await s.tasks(s.clerk, 'vertragsfristAbgelaufen')).not.toContain(of.id)
    s.at('2027-11-30T10:00:00Z')
    expect((await remove()).statusCode).toBe(422)
    await Promise.all([look('2027-12-01'), look('2027-12-01')])
    expect(await s.tasks(s.clerk, 'vertragsfristAbgelaufen')).toContain(of.id)
    expect((await s.events(of.id)).filter((art) => art === 'vertrag.fristablauf')).toHaveLength(1)
    s.at('2027-12-01T10:00:00Z')
    expect((await s.post(s.company, at(of.id, 'loeschung'), body)).statusCode).toBe(403)
    expect((await remove()).json()).toMatchObject({ status: 'geloescht', grund: 'Nicht vorgelegt.' })
    expect(await s.mailsTo(of.email)).toContain('eintragungGeloescht')
  })

  it('does not come when the defect is mended in time', async () => {
    const of = await s.register()
    await s.good(s.clerk, at(of.id, 'maengelfrist'), { frist: '2026-06-01', text: 'Bitte nachweisen.' })
    expect(await s.good(s.clerk, at(of.id, 'maengelbehebung'))).not.toHaveProperty('maengelfrist')
    expect((await s.post(s.clerk, at(of.id, 'maengelbehebung'))).statusCode).toBe(409)
  })
})

const fristen = { entwurfMonate: 12, antragMonate: 24, vertragMonate: 36, archivMonate: 720 }
const keep = (day: string): Promise<Vertragsaufbewahrung> => keepVertraege(s.app.deps, noon(day), fristen)
const exists = async (id: string, wer = s.company) =>
  (await s.call(wer, { url: `/v1/ausbildungsvertraege/${id}` })).statusCode === 200

describe('retention and erasure', () => {
  it('drafts go after their time, applications that ended after theirs, and chains stay', async () => {
    const draft = await s.good<Ausbildungsvertrag>(s.company, '/ausbildungsvertraege', { vertrag: createVertrag() })
    const back = await s.good<Ausbildungsvertrag>(s.company, '/ausbildungsvertraege', { vertrag: createVertrag() })
    await s.good(s.company, at(back.id, 'ruecknahme'), {})
    await keep('2027-05-17')
    expect(await exists(draft.id)).toBe(true)
    await keep('2027-05-18')
    expect([await exists(draft.id), await exists(back.id)]).toEqual([false, true])
    await keep('2028-05-17')
    expect(await exists(back.id)).toBe(true)
    await keep('2028-05-18')
    expect(await exists(back.id)).toBe(false)
    expect([await s.chainHolds(draft.id), await s.chainHolds(back.id)]).toEqual([true, true])
  })

  it('BBiG § 34: an entry leaves the register at the end of the year, and what proves the training stays', async () => {
    const of = await s.register()
    const held = await s.register()
    for (const { id } of [of, held]) await s.good(s.clerk, at(id, 'aufloesung'), gone)
    const grund = { grund: 'Klage vor dem Arbeitsgericht' }
    const hold = await s.call(s.company, {
      method: 'PUT',
      url: `/v1${at(held.id, 'loeschsperre')}`,
      payload: grund,
    })
    expect(hold.statusCode, hold.body).toBe(200)
    await keep('2026-12-31')
    expect(await exists(of.id, s.clerk)).toBe(true)
    await Promise.all([keep('2027-01-01'), keep('2027-01-01')])
    expect([await exists(of.id, s.clerk), await exists(of.id), await exists(held.id, s.clerk)]).toEqual([
      false,
      true,
      true,
    ])
    const archive = async (query: string) =>
      (await s.read<{ eintraege: Vertragsarchiveintrag[] }>(s.clerk, `/vertragsarchiv?${query}`)).eintraege
    const [entry, ...more] = await archive(`eintragungsnummer=${of.nummer}`)
    expect(more).toEqual([])
    const { azubi, beruf, ausbildender, beginn } = of.vertrag
    expect(entry).toEqual({
      id: of.id,
      knr: '153',
      eintragungsnummer: of.nummer,
      eingetragenAm: '2026-05-18',
      status: 'aufgeloest',
      endeAm: gone.datum,
      beginn,
      beruf: beruf.bezeichnung,
      unternehmen: ausbildender.name,
      vorname: azubi.vorname,
      familienname: azubi.familienname,
      geburtsdatum: azubi.geburtsdatum,
      archiviertAm: '2027-01-01T12:00:00.000Z',
    })
    expect(await archive('familienname=Niemand')).toEqual([])

    // The company keeps its copy for three years after the year of the end (BBiG § 11 Abs. 2 Satz 4).
    await keep('2029-12-31')
    expect(await exists(of.id)).toBe(true)
    await keep('2030-01-01')
    expect([await exists(of.id), await exists(held.id)]).toEqual([false, true])
    expect(await s.chainHolds(of.id)).toBe(true)
    const trace = await alsSystem(s.app.deps, async (trx) =>
      trx('ereignis')
        .where({ aggregat_id: of.id })
        .whereRaw('inhalt like ?', [`%${azubi.familienname}%`])
        .count({ n: '*' }),
    )
    expect(Number(trace[0]?.n)).toBe(0)
    await s.call(s.company, { method: 'DELETE', url: `/v1${at(held.id, 'loeschsperre')}` })
    await keep('2030-01-01')
    await keep('2030-01-02')
    expect(await exists(held.id)).toBe(false)
    await keep('2086-10-30')
    expect(await archive(`eintragungsnummer=${of.nummer}`)).toHaveLength(1)
    await keep('2086-10-31')
    expect(await archive(`eintragungsnummer=${of.nummer}`)).toEqual([])
  })

  it('MI-46: a company that trains is not deleted, with the reason; its drafts go with it', async () => {
    await s.register()
    const draft = await s.good<Ausbildungsvertrag>(s.company, '/ausbildungsvertraege', { vertrag: {} })
    const rollen = [{ rolle: 'unternehmensadministrator' as const, unternehmenId: s.firma }]
    const admin = [await createTestPerson(s.app, { rollen }), `unternehmen:${s.firma}`] as const
    const antrag = await s.good<{ id: string; bestaetigung: string }>(admin, `/unternehmen/${s.firma}/loeschantraege`, {
      grund: 'Der Betrieb schließt.',
    })
    const { bestaetigung } = antrag
    const refused = await s.post(admin, `/loeschantraege/${antrag.id}/bestaetigung`, { bestaetigung })
    expect(refused.statusCode, refused.body).toBe(422)
    expect(refused.json().verstoesse).toMatchObject([
      { regel: 'MI-46', abhilfe: expect.stringContaining('Ende der Ausbildungen') },
    ])
    await alsSystem(s.app.deps, (trx) => eraseEntwuerfe(trx, s.firma, s.app.clock.now))
    expect(await exists(draft.id)).toBe(false)
    expect(await s.chainHolds(draft.id)).toBe(true)
  })

  it('DSGVO Art. 15: an account whose address and name stand in a contract gets it', async () => {
    const of = await s.register()
    const read = (email: string, nachname: string) =>
      alsSystem(s.app.deps, async (trx) => {
        await trx('konto').where({ id: s.other[0].kontoId }).update({ nachname })
        const sql = auskunftsquellen.eigeneAusbildungsvertraege ?? ''
        const { rows } = await trx.raw(sql, { id: s.other[0].kontoId, email })
        return (rows as { id: string }[]).map(({ id }) => id)
      })
    const { familienname } = of.vertrag.azubi
    expect(await read(of.email.toUpperCase(), familienname)).toEqual([of.id])
    expect(await read(of.email, 'Andere')).toEqual([])
    expect(await read('fremd@person.example', familienname)).toEqual([])
  })
})
