import { headIdsOf } from '@berichtsheft/bq-knowledge'
import { neueAussage, testslot } from '@berichtsheft/bq-knowledge/testing'
import { addArbeitstage } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson } from '../../testing/people.ts'
import { createWissensperson, type Wissensperson } from './testing/wissensnetz.ts'

let app: TestApp
let anna: Wissensperson
let carla: Wissensperson
let dora: Wissensperson
let redaktion: Wissensperson
const schulpflicht = testslot('land:TR', 'bildungssystem/pflichtschuljahre')

beforeAll(async () => {
  app = await createTestApp({ bq: true, now: new Date('2026-11-20T12:00:00Z') })
  anna = await createWissensperson(app, '153', 'bqBearbeitung')
  carla = await createWissensperson(app, '107', 'bqBearbeitung', 'bqPruefung')
  dora = await createWissensperson(app, '101', 'bqPruefung')
  redaktion = await createWissensperson(app, '153', 'bqRedaktion')
})
afterAll(() => app.close())

interface Angelegt {
  readonly id: string
  readonly aenderungen: readonly { readonly id: string; readonly slot: string }[]
}
interface Liste<T = Record<string, unknown>> {
  readonly eintraege: readonly T[]
}
const propose = async (wer: Wissensperson, slot: string, wert: unknown) => {
  const { status, body } = await wer.send<Angelegt>('/aenderungssaetze', { aenderungen: neueAussage(slot, { wert }) })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.aenderungen.map(({ id }) => id)
}
const headsOf = async (slot: string) =>
  (await app.deps.wissen?.knoten.readProfile(['land:TR'], ({ stand }) => headIdsOf(stand, slot))) ?? []
const publicValues = async (): Promise<unknown[]> => {
  const answer = await app.server.inject({ url: '/v1/bq/laender/TR' })
  return answer.statusCode === 404 ? [] : answer.json().aussagen.map(({ slot }: { slot: string }) => slot)
}

describe('BQ-06: the Redaktion steers', () => {
  it('cannot publish alone: its own proposals wait like all others, and verdicts are not for it', async () => {
    const slot = testslot('land:TR', 'allgemeines/hauptstadt', 'redaktion')
    const ziele = await propose(redaktion, slot, 'Ankara')
    expect(await publicValues()).not.toContain(slot)
    expect((await redaktion.send('/pruefvermerke', { ziele, urteil: 'frei' })).status).toBe(403)
    const asRedaktion = (aenderungen: unknown[]) =>
      redaktion.send('/aenderungssaetze', { rolle: 'redaktion', aenderungen })
    const verdict = { slot: 'pruefvermerk', ersetzt: [], wert: null, angaben: { ziele, urteil: 'frei' } }
    expect(await asRedaktion([verdict])).toMatchObject({
      status: 422,
      body: { verstoesse: [{ regel: 'BQ-ROLLE-FALSCH' }] },
    })
    expect((await redaktion.send('/aenderungssaetze', { rolle: 'pruefer', aenderungen: [verdict] })).status).toBe(403)
    expect(await publicValues()).not.toContain(slot)
    expect((await carla.send('/pruefvermerke', { ziele, urteil: 'frei' })).status).toBe(201)
    expect(await publicValues()).toContain(slot)
  })

  it('stays unable to when somebody of it is also a reviewer of the same chamber', async () => {
    const beides = await createWissensperson(app, '153', 'bqRedaktion', 'bqPruefung')
    const slot = testslot('land:TR', 'allgemeines/hauptstadt', 'beides')
    const ziele = await propose(beides, slot, 'Ankara')
    expect((await beides.send('/pruefvermerke', { ziele, urteil: 'frei' })).status).toBe(201)
    expect(await publicValues()).not.toContain(slot)
  })

  it('marks a statement as under review in the log; it stays published, and nothing else becomes so', async () => {
    const ziele = await propose(anna, schulpflicht, 12)
    await carla.send('/pruefvermerke', { ziele, urteil: 'frei' })
    const before = await publicValues()
    const wert = { inPruefung: true, grund: 'Neues Gesetz angekündigt' }
    const mark = { aenderungen: [{ slot: `${schulpflicht}/vermerk`, ersetzt: [], wert }] }
    expect(await anna.send('/aenderungssaetze', mark)).toMatchObject({
      body: { verstoesse: [{ regel: 'BQ-ROLLE-FALSCH' }] },
    })
    expect((await redaktion.send('/aenderungssaetze', mark)).status).toBe(201)
    expect(await publicValues()).toEqual(before)
    const { aussagen } = (await app.server.inject({ url: '/v1/bq/laender/TR' })).json()
    const one = aussagen.find(({ slot }: { slot: string }) => slot === schulpflicht)
    expect(one).toMatchObject({ inPruefung: true, werte: [{ wert: { wert: 12 } }] })
    const ersetzt = await headsOf(`${schulpflicht}/vermerk`)
    const lift = { aenderungen: [{ slot: `${schulpflicht}/vermerk`, ersetzt, wert: null }] }
    expect((await redaktion.send('/aenderungssaetze', lift)).status).toBe(201)
  })

  it('puts chambers in charge, with deputies and from a number of each chain on', async () => {
    const angaben = { kammern: ['107', '101'], ab: { 'gateway-153': 1 } }
    const charge = { aenderungen: [{ slot: 'land:TR/leitkammer', ersetzt: [], wert: null, angaben }] }
    expect((await anna.send('/aenderungssaetze', charge)).status).toBe(422)
    expect((await redaktion.send('/aenderungssaetze', charge)).status).toBe(201)
  })

  it('says which profiles are the same; that too is a proposal until another chamber agrees', async () => {
    const wert = 'land:SU'
    const same = { aenderungen: [{ slot: 'land:RU/gleichAls', ersetzt: [], wert }] }
    expect((await redaktion.send('/aenderungssaetze', same)).status).toBe(201)
    const open = await carla.send<{ vorschlaege: { slot: string }[] }>('/vorschlaege?profil=land:RU')
    expect(open.body.vorschlaege.map(({ slot }) => slot)).toEqual(['land:RU/gleichAls'])
  })
})

describe('the discussion of a statement', () => {
  it('is signed, for chambers alone, and follows one thread', async () => {
    const zu = schulpflicht
    const first = await anna.send<Angelegt>('/beitraege', { zu, text: 'Gilt das auch für Berufsschulen?' })
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    const antwortAuf = first.body.aenderungen[0]?.id
    expect((await carla.send('/beitraege', { zu, antwortAuf, text: 'Ja, siehe Art. 3.' })).status).toBe(201)
    const { body } = await dora.send<Liste>(`/beitraege?zu=${zu}`)
    expect(body.eintraege).toMatchObject([
      { kammer: '153', text: 'Gilt das auch für Berufsschulen?', zu },
      { kammer: '107', text: 'Ja, siehe Art. 3.', antwortAuf },
    ])
    expect((await dora.send<Liste>('/beitraege?zu=land:TR')).body.eintraege).toEqual([])
    expect((await app.server.inject({ url: `/v1/bq/beitraege?zu=${zu}` })).statusCode).toBe(401)
    const clerk = await createTestPerson(app, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
    const payload = { zu, text: 'Ich auch.' }
    expect((await clerk.inject('kammer:153', { url: `/v1/bq/beitraege?zu=${zu}` })).statusCode).toBe(200)
    expect((await clerk.inject('kammer:153', { method: 'POST', url: '/v1/bq/beitraege', payload })).statusCode).toBe(
      403,
    )
  })

  it('never leaves the nodes of chambers, and publishes nothing', async () => {
    const payload = { ketten: {}, gabelungen: [], unvollstaendig: [] }
    const fetch = { method: 'POST', url: '/v1/bq/sync/fetch', payload } as const
    expect((await app.server.inject(fetch)).body).not.toContain('Berufsschulen')
    expect((await (await app.createKammer('107')).inject(fetch)).body).toContain('Berufsschulen')
    const open = await carla.send<{ vorschlaege: { slot: string }[] }>('/vorschlaege?profil=land:TR')
    expect(open.body.vorschlaege.map(({ slot }) => slot)).not.toContain('beitrag')
  })

  it('can be taken back by the own chamber and by the Redaktion, by nobody else', async () => {
    const zu = testslot('land:TR', 'allgemeines/hauptstadt', 'redaktion')
    const { body } = await anna.send<Angelegt>('/beitraege', { zu, text: 'Versehen' })
    const ersetzt = body.aenderungen.map(({ id }) => id)
    const takeBack = { aenderungen: [{ slot: 'beitrag', ersetzt, wert: null, angaben: { zu } }] }
    expect((await carla.send('/aenderungssaetze', takeBack)).status).toBe(201)
    expect((await anna.send<Liste>(`/beitraege?zu=${zu}`)).body.eintraege).toHaveLength(1)
    expect((await anna.send('/aenderungssaetze', takeBack)).status).toBe(201)
    expect((await anna.send<Liste>(`/beitraege?zu=${zu}`)).body.eintraege).toEqual([])
  })

  it.each([
    ['Frau Yılmaz hat das so bestätigt', 'BQ-PERSONENBEZUG'],
    ['a\u202eb', 'BQ-RICHTUNGSZEICHEN'],
  ])('refuses %s', async (text, regel) => {
    const answer = await anna.send('/beitraege', { zu: schulpflicht, text })
    expect(answer).toMatchObject({ status: 422, body: { verstoesse: [{ regel }] } })
  })
})

describe('questions to other chambers', () => {
  const fall = {
    verfahren: 'fachkraefte',
    eingangAm: '2026-09-14',
    ereignisse: [{ art: 'vollstaendig', am: '2026-09-28' }],
  }

  it('inherit the last day of the case, and tell nothing else of it', async () => {
    const text = 'Welche Stundentafel galt 2004?'
    const asked = await anna.send<Angelegt>('/anfragen', { an: ['107', '101'], zu: 'land:TR', text, fall })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const { body } = await carla.send<Liste>('/anfragen?kammer=107&status=offen')
    expect(body.eintraege).toMatchObject([
      {
        kammer: '153',
        an: ['101', '107'],
        text,
        frist: '2026-11-30',
        resttage: 10,
        fallfrist: '2026-11-30',
        fallresttage: 10,
      },
    ])
    const log = await (await app.createKammer('107')).inject({
      method: 'POST',
      url: '/v1/bq/sync/fetch',
      payload: { ketten: {}, gabelungen: [], unvollstaendig: [] },
    })
    expect(log.body).toContain('2026-11-30')
    for (const day of ['2026-09-14', '2026-09-28', 'fachkraefte']) expect(log.body).not.toContain(day)
  })

  it('are due after ten working days without a case', async () => {
    const text = 'Gibt es noch Abschlüsse nach altem Recht?'
    expect((await anna.send('/anfragen', { an: ['101'], zu: schulpflicht, text })).status).toBe(201)
    const { body } = await dora.send<Liste>('/anfragen?kammer=101')
    expect(body.eintraege).toContainEqual(expect.objectContaining({ text, frist: addArbeitstage('2026-11-20', 10) }))
  })

  it.each([
    [{ text: 'Was verdient Herr Yılmaz, geb. 01.02.1990?' }, 'BQ-PERSONENBEZUG'],
    [{ fall: { ...fall, ereignisse: [{ art: 'entscheidung', am: '2026-10-01' }] } }, 'BQ-FALL-UEBERGANG'],
  ])('are refused with %j', async (more, regel) => {
    const answer = await anna.send('/anfragen', { an: ['107'], zu: 'land:TR', text: 'Frage', ...more })
    expect(answer).toMatchObject({ status: 422, body: { verstoesse: [{ regel }] } })
  })

  it('are answered by those who were asked, and the answers become proposals', async () => {
    const [offene] = (await carla.send<Liste<{ id: string }>>('/anfragen?kammer=107&status=offen')).body.eintraege
    const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre', 'antwort')
    const antwort = {
      anfrage: offene?.id,
      text: 'Siehe Vorschlag.',
      aenderungen: neueAussage(slot, { wert: 9, gueltigBis: '2004' }),
    }
    expect((await anna.send('/antworten', antwort)).status).toBe(403)
    const answered = await carla.send<Angelegt>('/antworten', antwort)
    expect(answered.status, JSON.stringify(answered.body)).toBe(201)
    const find = async () =>
      (await anna.send<Liste<{ id: string; status: string }>>('/anfragen')).body.eintraege.find(
        ({ id }) => id === offene?.id,
      )
    expect(await find()).toMatchObject({
      status: 'offen',
      antworten: [{ kammer: '107', vorschlaege: [expect.any(String), expect.any(String)] }],
    })
    const open = await dora.send<{ vorschlaege: { slot: string }[] }>('/vorschlaege?profil=land:TR')
    expect(open.body.vorschlaege.map((one) => one.slot)).toContain(slot)
    expect((await dora.send('/antworten', { anfrage: offene?.id, text: 'Nichts bekannt.' })).status).toBe(201)
    expect(await find()).toMatchObject({ status: 'beantwortet' })
    expect((await dora.send('/antworten', { anfrage: `${'0'.repeat(64)}:0:00000000`, text: 'x' })).status).toBe(404)
  })

  it('are overdue when their day is over', async () => {
    app.clock.now = new Date('2026-12-05T12:00:00Z')
    const { body } = await anna.send<Liste>('/anfragen?status=ueberfaellig')
    expect(body.eintraege).toMatchObject([{ resttage: -1 }])
    app.clock.now = new Date('2026-11-20T12:00:00Z')
  })
})

describe('the queue of reviewers', () => {
  interface Vorschlag {
    readonly aenderung: string
    readonly slot: string
    readonly faelligAm: string
    readonly eilig: boolean
    readonly zustaendig?: string
    readonly vertretung: boolean
  }
  const read = async (query: string) =>
    (await carla.send<{ vorschlaege: Vorschlag[]; naechstes?: string }>(`/vorschlaege?${query}`)).body.vorschlaege
  const slot = testslot('land:SY', 'allgemeines/hauptstadt', 'warteschlange')

  it('goes to the chamber in charge for ten working days, then to the deputy', async () => {
    const angaben = { kammern: ['107', '101'], ab: {} }
    const charge = { aenderungen: [{ slot: 'land:SY/leitkammer', ersetzt: [], wert: null, angaben }] }
    expect((await redaktion.send('/aenderungssaetze', charge)).status).toBe(201)
    await propose(anna, slot, 'Damaskus')
    const auftrag = { slot, faelligAm: '2026-12-04', eilig: false, zustaendig: '107', vertretung: false }
    expect(await read('profil=land:SY')).toMatchObject([auftrag, { slot: `${slot}/belege` }])
    expect(await read('kammer=101&profil=land:SY')).toEqual([])
    app.clock.now = new Date('2026-12-05T12:00:00Z')
    expect(await read('kammer=107&profil=land:SY')).toEqual([])
    expect(await read('kammer=101&profil=land:SY')).toMatchObject([{ slot, zustaendig: '101', vertretung: true }, {}])
    app.clock.now = new Date('2026-11-20T12:00:00Z')
  })

  it('has two working days when the deadline of a case hangs on it', async () => {
    const fall = {
      verfahren: 'regel',
      eingangAm: '2026-11-02',
      ereignisse: [{ art: 'vollstaendig', am: '2026-11-09' }],
    }
    const asked = await dora.send('/anfragen', { an: ['107'], zu: slot, text: 'Seit wann?', fall })
    expect(asked.status).toBe(201)
    expect(await read('profil=land:SY&faellig=2026-11-24')).toMatchObject([
      { slot, eilig: true, faelligAm: '2026-11-24' },
      { slot: `${slot}/belege`, eilig: true },
    ])
    expect(await read('profil=land:SY&faellig=2026-11-23')).toEqual([])
  })

  it('goes over all profiles, and tells the backlog to everybody', async () => {
    const profiles = new Set((await read('')).map((one) => one.slot.split('/')[0]))
    expect([...profiles]).toEqual(expect.arrayContaining(['land:RU', 'land:SY', 'land:TR']))
    const { kammern } = (await app.server.inject({ url: '/v1/bq/rueckstand' })).json()
    const [ohne, lead] = [
      kammern.find((one: { kammer?: string }) => one.kammer === undefined),
      kammern.find((one: { kammer?: string }) => one.kammer === '107'),
    ]
    expect(ohne.offen).toBeGreaterThan(0)
    expect(lead.offen).toBeGreaterThanOrEqual(2)
    expect(lead.ueberfaellig).toBe(0)
  })

  it('loses what was refused', async () => {
    const before = await read('profil=land:SY')
    const ziele = before.map(({ aenderung }) => aenderung)
    expect((await carla.send('/pruefvermerke', { ziele, urteil: 'nein', text: 'Beleg fehlt' })).status).toBe(201)
    expect(await read('profil=land:SY')).toEqual([])
  })

  it('comes back for statements that nobody has looked at for three years', async () => {
    const stale = async () =>
      (await app.server.inject({ url: '/v1/bq/veraltet?profil=land:TR' }))
        .json()
        .eintraege.map((one: { slot: string }) => one.slot)
    expect(await stale()).toEqual([])
    app.clock.now = new Date('2029-11-21T12:00:00Z')
    expect(await stale()).toContain(schulpflicht)
    app.clock.now = new Date('2026-11-20T12:00:00Z')
  })
})
