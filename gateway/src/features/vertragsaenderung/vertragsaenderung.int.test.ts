import type {
  Ausbildungsvertrag,
  CreateVertragsaenderung,
  Vertragsaenderung,
  Vertragsaenderungspruefung,
} from '@berichtsheft/core'
import { createAusbilderwechsel, createMinderjaehrigenvertrag, createVertrag } from '@berichtsheft/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createId } from '../../ids.ts'
import { expectLikeMissing } from '../../testing/foreign-objects.ts'
import { applyMeldungen, reportVertragsfristen } from '../vertragsende/vertragsfristen.service.ts'
import { openVertragsszene, type Registered, type Vertragsszene } from './testing/szene.ts'

let s: Vertragsszene
beforeAll(async () => {
  s = await openVertragsszene('2026-05-18T10:00:00Z')
})
afterAll(() => s?.app.close())

const confirm = (token: string) =>
  s.app.server.inject({ method: 'POST', url: '/v1/empfangsbestaetigungen', payload: { token } })
const contract = (id: string) => s.read<Ausbildungsvertrag>(s.company, `/ausbildungsvertraege/${id}`)
const get = (id: string) => s.read<Vertragsaenderung>(s.clerk, `/vertragsaenderungen/${id}`)
const steps = (id: string, step: string) => `/vertragsaenderungen/${id}/${step}`

const antrag = (
  { vertrag }: Registered,
  change: Partial<Registered['vertrag']>,
  rest: Partial<CreateVertragsaenderung> = {},
): CreateVertragsaenderung => ({
  art: 'aenderung',
  wirksamAb: '2026-09-01',
  antragDurch: ['ausbildender'],
  vertrag: { ...vertrag, ...change },
  ...rest,
})
const begin = (of: Registered, body: CreateVertragsaenderung, wer = s.company) =>
  s.good<Vertragsaenderung>(wer, `/ausbildungsvertraege/${of.id}/aenderungen`, body)
/** A change that a clerk has taken. */
const taken = async (of: Registered, body: CreateVertragsaenderung): Promise<string> => {
  const { id } = await begin(of, body)
  await s.good(s.company, steps(id, 'einreichung'))
  await s.good(s.clerk, steps(id, 'uebernahme'))
  return id
}
const umzug = (of: Registered, rest: Partial<CreateVertragsaenderung> = {}) => {
  const { azubi } = of.vertrag
  return antrag(
    of,
    { azubi: { ...azubi, anschrift: { ...azubi.anschrift, hausnummer: '99' } } },
    { art: 'anschrift', wirksamAb: '2026-05-18', ...rest },
  )
}

describe('DV-12: a change of essential content', () => {
  it('shows what differs, gets new receipts of everybody, and keeps the number', async () => {
    const kontakt = (i: number) => ({ kontakt: { email: `eltern${i}@person.example` } })
    const of = await s.register((rest) => {
      const base = createMinderjaehrigenvertrag()
      const vertreter = (base.vertreter ?? []).map((one, i) => ({ ...one, ...kontakt(i) }))
      return createMinderjaehrigenvertrag({ vertreter, ...rest })
    })
    const made = await begin(of, antrag(of, { probezeitMonate: 3 }))
    expect(made).toMatchObject({
      status: 'entwurf',
      vertragId: of.id,
      neueAbfassung: true,
      unterschiede: expect.arrayContaining([{ pfad: '/probezeitMonate', vorher: 4, nachher: 3 }]),
    })
    // The old receipts say nothing about the new text.
    expect(made.vertrag.empfangsnachweise).toEqual([])
    const { id } = made
    expect((await s.call(s.clerk, { url: `/v1/vertragsaenderungen/${id}` })).statusCode).toBe(404)
    await s.good(s.company, steps(id, 'einreichung'))
    expect(await s.tasks(s.clerk, 'aenderungPruefen')).toContain(id)
    await s.good(s.clerk, steps(id, 'uebernahme'))
    const { verstoesse } = await s.read<Vertragsaenderungspruefung>(s.clerk, steps(id, 'pruefung'))
    expect(verstoesse.map(({ regel, pfad }) => `${regel} ${pfad}`)).toContain('DAV-022 /vertrag/empfangsnachweise')
    expect((await s.post(s.clerk, steps(id, 'eintragung'))).json().verstoesse[0]).toMatchObject({ regel: 'DV-18' })

    const frozen = await s.good(s.clerk, steps(id, 'bestaetigungsfreigabe'))
    expect(frozen.empfaenger).toHaveLength(3)
    const links = [of.email, 'eltern0@person.example', 'eltern1@person.example']
    for (const [i, an] of links.entries()) {
      const token = await s.tokenFor(an)
      if (i === 0) {
        const view = await s.app.server.inject({
          method: 'POST',
          url: '/v1/empfangsbestaetigungen/ansicht',
          payload: { token },
        })
        expect(view.json()).toMatchObject({ vertrag: { probezeitMonate: 3 }, abfassung: frozen.abfassung })
      }
      expect((await confirm(token)).statusCode).toBe(200)
      expect((await get(id)).status).toBe(i === 2 ? 'bestaetigt' : 'zurBestaetigung')
    }
    // The contract itself waits for nothing meanwhile.
    expect(await contract(of.id)).toMatchObject({ status: 'eingetragen', vertrag: { probezeitMonate: 4 } })
    const done = await s.good(s.clerk, steps(id, 'eintragung'))
    expect(done).toMatchObject({ status: 'eingetragen', eingetragenAm: '2026-05-18' })
    expect(await contract(of.id)).toMatchObject({
      status: 'geaendert',
      eintragungsnummer: of.nummer,
      abfassung: frozen.abfassung,
      vertrag: { probezeitMonate: 3, empfangsnachweise: [{ partei: 'azubi' }, {}, {}] },
    })
    for (const an of [...links, s.company[0].kontoId]) expect(await s.mailsTo(an)).toContain('aenderungEingetragen')
    expect((await s.events(of.id)).slice(-8)).toEqual(
      ['einreichung', 'uebernahme', 'bestaetigungsfreigabe', 'empfang', 'empfang', 'bestaetigung', 'eintragung']
        .map((schritt) => `vertrag.aenderung.${schritt}`)
        .concat('vertrag.aenderung'),
    )
    expect(await s.chainHolds(of.id)).toBe(true)
  })

  it('is printed and signed as well; the scan of another version is refused', async () => {
    const of = await s.register(createVertrag, { vertragsform: 'schriftlich', unterschriften: beide() })
    const id = await taken(of, antrag(of, { probezeitMonate: 3 }))
    const { abfassung } = await s.good(s.clerk, steps(id, 'druckfreigabe'))
    expect(await s.tasks(s.company, 'aenderungBearbeiten')).toContain(id)
    const pdf = await s.call(s.company, { url: `/v1${steps(id, 'ausfertigungen/azubi')}` })
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    const signed = { unterschriften: beide('2026-05-18'), dokument: { art: 'vertrag' } }
    const wrong = await s.post(s.company, steps(id, 'unterzeichnung'), { ...signed, abfassung: '0'.repeat(64) })
    expect(wrong.json().verstoesse).toMatchObject([{ regel: 'DV-05' }])
    await s.good(s.company, steps(id, 'unterzeichnung'), { ...signed, abfassung })
    await s.good(s.clerk, steps(id, 'eintragung'))
    expect(await contract(of.id)).toMatchObject({ status: 'geaendert', vertrag: { probezeitMonate: 3 } })
    const letters = await s.read<{ eintraege: { art: string; partei: string }[] }>(
      s.clerk,
      `/vertragsbriefe?vertragId=${of.id}`,
    )
    expect(letters.eintraege.filter(({ art }) => art === 'aenderung').map(({ partei }) => partei)).toEqual([
      'ausbildender',
      'azubi',
    ])
  })

  it('is refused at once for what does not go with its kind, and in the end with a reason', async () => {
    const of = await s.register()
    const { id } = await begin(of, antrag(of, { probezeitMonate: 3 }, { art: 'anschrift' }))
    const refused = await s.post(s.company, steps(id, 'einreichung'))
    expect(refused.json().verstoesse).toMatchObject([{ regel: 'DV-13', pfad: '/art' }])
    const put = await s.call(s.company, {
      method: 'PUT',
      url: `/v1/vertragsaenderungen/${id}`,
      headers: { 'if-match': '"1"' },
      payload: antrag(of, { probezeitMonate: 3 }),
    })
    expect(put.statusCode, put.body).toBe(200)
    await s.good(s.company, steps(id, 'einreichung'))
    await s.good(s.clerk, steps(id, 'uebernahme'))
    expect((await s.post(s.clerk, steps(id, 'ablehnung'), {})).statusCode).toBe(422)
    await s.good(s.clerk, steps(id, 'ablehnung'), { grund: 'Nicht begründet.' })
    expect(await s.mailsTo(s.company[0].kontoId)).toContain('aenderungAbgelehnt')
    expect(await contract(of.id)).toMatchObject({ status: 'eingetragen', vertrag: { probezeitMonate: 4 } })
    const second = await begin(of, antrag(of, { probezeitMonate: 2 }))
    expect(await s.good(s.company, steps(second.id, 'ruecknahme'), {})).toMatchObject({ status: 'zurueckgezogen' })
  })

  it('DV-03: the passing of the deadline of a request is told once, and opens the refusal', async () => {
    const of = await s.register()
    const id = await taken(of, antrag(of, { probezeitMonate: 3 }))
    await s.good(s.clerk, steps(id, 'nachforderung'), { frist: '2026-05-20', text: 'Bitte erläutern.' })
    const look = (day: string) => reportVertragsfristen(s.app.deps, new Date(`${day}T12:00:00Z`))
    await look('2026-05-20')
    expect(await s.tasks(s.clerk, 'vertragsfristAbgelaufen')).not.toContain(id)
    expect((await s.post(s.clerk, steps(id, 'ablehnung'), { grund: 'Nein' })).statusCode).toBe(422)
    const told = await Promise.all([look('2026-05-21'), look('2026-05-21')])
    expect(told.reduce((a, b) => a + b)).toBeGreaterThan(0)
    await look('2026-05-22')
    expect(await s.tasks(s.clerk, 'vertragsfristAbgelaufen')).toContain(id)
    expect((await s.events(of.id)).filter((art) => art === 'vertrag.aenderung.fristablauf')).toHaveLength(1)
    s.at('2026-05-21T10:00:00Z')
    expect(await s.good(s.clerk, steps(id, 'ablehnung'), { grund: 'Keine Antwort.' })).toMatchObject({
      status: 'abgelehnt',
    })
    s.at('2026-05-18T10:00:00Z')
  })

  it('of two clerks who accept it at once one is told that it is done', async () => {
    const of = await s.register()
    const receipts = [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' } as const]
    const body = antrag(of, {
      probezeitMonate: 3,
      empfangsnachweise: receipts,
      dokumente: [...(of.vertrag.dokumente ?? []), { art: 'aenderung' }],
    })
    const id = await taken(of, body)
    const { version } = await get(id)
    const press = (headers: object) => s.post(s.clerk, steps(id, 'eintragung'), undefined, headers)
    const codes = await Promise.all([press({ 'if-match': `"${version}"` }), press({})])
    expect([200, codes[0]?.statusCode === 200 ? 409 : 412].sort()).toEqual(codes.map((c) => c.statusCode).sort())
    expect((await s.events(of.id)).filter((art) => art === 'vertrag.aenderung')).toHaveLength(1)
    expect((await s.post(s.other, steps(id, 'ablehnung'), { grund: 'Nein' })).statusCode).toBe(409)
  })

  it('that meets another one in the same place has to be written anew; other places are joined', async () => {
    const of = await s.register()
    const receipts = { empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' } as const] }
    const dokumente = [...(of.vertrag.dokumente ?? []), { art: 'aenderung' as const }]
    const first = await taken(of, antrag(of, { probezeitMonate: 3, dokumente, ...receipts }))
    const rival = await taken(of, antrag(of, { probezeitMonate: 2, dokumente, ...receipts }))
    const moved = await begin(of, umzug(of))
    expect(await s.good(s.company, steps(moved.id, 'einreichung'))).toMatchObject({ status: 'eingetragen' })
    await s.good(s.clerk, steps(first, 'eintragung'))
    expect(await contract(of.id)).toMatchObject({
      vertrag: { probezeitMonate: 3, azubi: { anschrift: { hausnummer: '99' } } },
    })
    const late = await s.post(s.clerk, steps(rival, 'eintragung'))
    expect([late.statusCode, late.json().detail]).toEqual([409, expect.stringContaining('/probezeitMonate')])
    expect((await get(rival)).status).toBe('inPruefung')
  })
})

const beide = (datum?: string) =>
  (['ausbildender', 'azubi'] as const).map((partei) => ({ partei, ...(datum && { datum }) }))

describe('DV-13, DV-14: what is only reported', () => {
  it('DV-13: an address takes effect with its notification, without a new text', async () => {
    const of = await s.register()
    const { id, neueAbfassung } = await begin(of, umzug(of))
    expect(neueAbfassung).toBe(false)
    expect(await s.good(s.company, steps(id, 'einreichung'))).toMatchObject({
      status: 'eingetragen',
      unterschiede: [{ pfad: '/azubi/anschrift/hausnummer', vorher: '17b', nachher: '99' }],
      wirksamAb: '2026-05-18',
    })
    expect(await contract(of.id)).toMatchObject({
      status: 'geaendert',
      eintragungsnummer: of.nummer,
      vertrag: { azubi: { anschrift: { hausnummer: '99' } }, empfangsnachweise: [{ partei: 'azubi' }] },
    })
    expect(await s.mailsTo(of.email)).toContain('aenderungEingetragen')
  })

  it('DV-13: an address from a day on takes effect on that day, and once', async () => {
    const of = await s.register()
    const { id } = await begin(of, umzug(of, { wirksamAb: '2026-06-01' }))
    expect(await s.good(s.company, steps(id, 'einreichung'))).toMatchObject({ status: 'eingereicht' })
    const on = (day: string) => applyMeldungen(s.app.deps, new Date(`${day}T08:00:00Z`))
    expect(await on('2026-05-31')).toBe(0)
    expect((await get(id)).status).toBe('eingereicht')
    const both = await Promise.all([on('2026-06-01'), on('2026-06-01')])
    expect(both.reduce((a, b) => a + b)).toBe(1)
    expect(await get(id)).toMatchObject({ status: 'eingetragen', eingetragenAm: '2026-06-01' })
    expect(await on('2026-06-02')).toBe(0)
  })

  it('DV-14: a trainer takes effect at once where the register recognises him, else after the look of a clerk', async () => {
    const machine = await s.app.createKammer('153')
    const { identnummer } = createVertrag().ausbildender
    const anschrift = { strasse: 'Am Salzkai', hausnummer: '4', plz: '68159', ort: 'Mannheim' }
    const beruf = createVertrag().beruf.bezeichnung
    const trainer = createVertrag().ausbilder[0]
    const records = [
      { unternehmen: { identnummer, name: createVertrag().ausbildender.name, anschrift } },
      {
        ausbilder: {
          fremdId: trainer?.fremdId ?? 'alt',
          identnummer,
          name: `${trainer?.vorname} ${trainer?.familienname}`,
          berufe: [beruf],
        },
      },
      { ausbilder: { fremdId: 'neu-1', identnummer, name: 'Mechthild Sørensen', berufe: [beruf] } },
      { ausbilder: { fremdId: 'neu-2', identnummer, name: 'Jo Berg', berufe: ['Koch'] } },
    ]
    const stored = await machine.inject({
      method: 'POST',
      url: '/v1/stammdaten',
      headers: { 'content-type': 'application/x-ndjson' },
      payload: records.map((one) => JSON.stringify(one)).join('\n'),
    })
    expect(stored.statusCode, stored.body).toBe(200)
    const wechsel = async (fremdId: string) => {
      const of = await s.register()
      const [, neu] = createAusbilderwechsel().nachher.ausbilder
      const ausbilder = [
        ...of.vertrag.ausbilder.map((one) => ({ ...one, bis: '2026-08-31' })),
        { ...neu, vorname: 'Neue', familienname: 'Kraft', fremdId, von: '2026-09-01' },
      ] as Registered['vertrag']['ausbilder']
      const { id } = await begin(of, antrag(of, { ausbilder }, { art: 'ausbilder', wirksamAb: '2026-05-18' }))
      const answer = await s.post(s.company, steps(id, 'einreichung'))
      return { of, id, answer, ausbilder }
    }
    const known = await wechsel('neu-1')
    expect(known.answer.json(), known.answer.body).toMatchObject({ status: 'eingetragen' })
    expect(await contract(known.of.id)).toMatchObject({ vertrag: { ausbilder: known.ausbilder } })
    const unknown = await wechsel('neu-2')
    expect(unknown.answer.json(), unknown.answer.body).toMatchObject({ status: 'eingereicht' })
    expect(await contract(unknown.of.id)).toMatchObject({ status: 'eingetragen' })
    expect(await s.tasks(s.clerk, 'aenderungPruefen')).toContain(unknown.id)
  })
})

describe('DV-25, DAV-085, DAV-092: another end', () => {
  it('a shortening is applied for by both and decided by the chamber, with the computed end', async () => {
    const of = await s.register()
    const kurz = {
      ende: '2029-01-31',
      verkuerzungen: [{ grund: 'mittlererAbschluss', monate: 6, gemeinsamerAntrag: true } as const],
    }
    const wrong = await begin(of, antrag(of, kurz, { art: 'verkuerzung' }))
    const refused = await s.post(s.company, steps(wrong.id, 'einreichung'))
    expect(refused.json().verstoesse).toMatchObject([{ regel: 'DAV-074', pfad: '/antragDurch' }])
    const id = await taken(of, antrag(of, kurz, { art: 'verkuerzung', antragDurch: ['ausbildender', 'azubi'] }))
    const pruefung = await s.read<Vertragsaenderungspruefung>(s.clerk, steps(id, 'pruefung'))
    expect(pruefung).toMatchObject({
      endeBisher: '2029-07-31',
      endeNeu: '2029-01-31',
      berechnung: { dauer: { ende: '2029-01-31' } },
    })
    for (const { regel, pfad, schwere } of pruefung.verstoesse)
      if (schwere === 'fehler') await s.good(s.clerk, steps(id, 'uebergehungen'), { regel, pfad, grund: 'Liegt vor.' })
    await s.good(s.clerk, steps(id, 'eintragung'))
    expect(await contract(of.id)).toMatchObject({ status: 'geaendert', vertrag: { ende: '2029-01-31' } })
    expect((await s.events(of.id)).at(-1)).toBe('vertrag.verkuerzung')
  })

  it('a lengthening of the apprentice comes on paper, and the company is heard', async () => {
    const of = await s.register()
    const urlaub = [...of.vertrag.urlaub, { kalenderjahr: 2030, tage: 3, einheit: 'arbeitstage' as const }]
    const body = antrag(
      of,
      { ende: '2030-01-31', urlaub },
      {
        art: 'verlaengerung',
        wirksamAb: '2029-08-01',
        antragDurch: ['azubi'],
        verlaengerungsgrund: 'ausbildungsziel',
        begruendung: 'Längere Krankheit.',
        eingangAm: '2026-05-15',
      },
    )
    expect((await s.post(s.company, `/ausbildungsvertraege/${of.id}/aenderungen`, body)).statusCode).toBe(422)
    const { id, status } = await begin(of, body, s.clerk)
    expect(status).toBe('inPruefung')
    const refused = await s.post(s.clerk, steps(id, 'eintragung'))
    const pfade = refused
      .json()
      .verstoesse.map(({ regel, pfad }: { regel: string; pfad: string }) => `${regel} ${pfad}`)
    expect(pfade).toContain('DAV-085 /anhoerung')
    const { eingangAm: _day, ...rest } = body
    const put = await s.call(s.clerk, {
      method: 'PUT',
      url: `/v1/vertragsaenderungen/${id}`,
      headers: { 'if-match': '"1"' },
      payload: { ...rest, anhoerung: true },
    })
    expect(put.statusCode, put.body).toBe(200)
    const { verstoesse } = await s.read<Vertragsaenderungspruefung>(s.clerk, steps(id, 'pruefung'))
    for (const { regel, pfad, schwere } of verstoesse)
      if (schwere === 'fehler') await s.good(s.clerk, steps(id, 'uebergehungen'), { regel, pfad, grund: 'Geprüft.' })
    await s.good(s.clerk, steps(id, 'eintragung'))
    expect(await contract(of.id)).toMatchObject({ status: 'verlaengert', vertrag: { ende: '2030-01-31' } })
  })
})

it('A02: a change of somebody else is like one that does not exist', async () => {
  const of = await s.register()
  const { id } = await begin(of, umzug(of))
  const read = (one: string) => () => s.call(s.stranger, { url: `/v1/vertragsaenderungen/${one}` })
  await expectLikeMissing('GET', read(id), read(createId(s.app.clock.now)))
  for (const step of ['einreichung', 'ruecknahme'])
    expect((await s.post(s.stranger, steps(id, step), {})).statusCode).toBe(404)
  expect((await s.post(s.stranger, `/ausbildungsvertraege/${of.id}/aenderungen`, umzug(of))).statusCode).toBe(404)
  const list = await s.call(s.company, { url: `/v1/vertragsaenderungen?vertragId=${of.id}&art=anschrift` })
  expect(list.json().eintraege.map((one: { id: string }) => one.id)).toEqual([id])
  expect((await s.call(s.stranger, { url: `/v1/vertragsaenderungen?vertragId=${of.id}` })).json().eintraege).toEqual([])
})

it('who of the chamber reads a change is shown to the company', async () => {
  const of = await s.register()
  const { id } = await begin(of, antrag(of, { probezeitMonate: 3 }))
  await s.good(s.company, steps(id, 'einreichung'))
  await get(id)
  const { eintraege } = await s.read<{ eintraege: { vorgang: string }[] }>(
    s.company,
    `/ausbildungsvertraege/${of.id}/zugriffe`,
  )
  expect(eintraege.map(({ vorgang }) => vorgang)).toContain('getVertragsaenderung')
})

it('four eyes: the second person decides', async () => {
  const boss = await (await import('../../testing/people.ts')).createTestPerson(s.app, {
    rollen: [{ rolle: 'kammeradministration', knr: '153' }],
  })
  const einstellungen = (await boss.inject('kammer:153', { url: '/v1/vertragseinstellungen' })).json()
  const set = (vierAugen: boolean) =>
    boss.inject('kammer:153', {
      method: 'PUT',
      url: '/v1/vertragseinstellungen',
      payload: { ...einstellungen, vierAugen },
    })
  const of = await s.register()
  expect((await set(true)).statusCode).toBe(200)
  try {
    const receipts = { empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' } as const] }
    const dokumente = [...(of.vertrag.dokumente ?? []), { art: 'aenderung' as const }]
    const id = await taken(of, antrag(of, { probezeitMonate: 3, dokumente, ...receipts }))
    expect((await s.post(s.clerk, steps(id, 'eintragung'))).statusCode).toBe(409)
    await s.good(s.clerk, steps(id, 'eintragungsvorschlag'))
    expect((await s.post(s.clerk, steps(id, 'eintragung'))).statusCode).toBe(409)
    expect(await s.good(s.other, steps(id, 'eintragung'))).toMatchObject({ status: 'eingetragen' })
  } finally {
    await set(false)
  }
})
