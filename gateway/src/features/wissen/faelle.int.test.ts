import { type ProfilId, sealProfil, standVectorOf } from '@berichtsheft/bq-knowledge'
import { gesetzblatt, neueAussage, testslot } from '@berichtsheft/bq-knowledge/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson } from '../../testing/people.ts'
import { createWissensperson, type Wissensperson } from './testing/wissensnetz.ts'

let app: TestApp
let anna: Wissensperson
let carla: Wissensperson
const uuid = (n: number) => `0197a5f0-5a00-7b31-9b1c-${String(n).padStart(12, '0')}`
const [elektriker, koch] = [`qual:${uuid(1)}`, `qual:${uuid(2)}`] as [ProfilId, ProfilId]
const [elektroniker, fachkraft] = [`ref:${uuid(3)}`, `ref:${uuid(4)}`] as [ProfilId, ProfilId]
const schulpflicht = testslot('land:TR', 'bildungssystem/pflichtschuljahre')

beforeAll(async () => {
  app = await createTestApp({ bq: true, now: new Date('2026-11-20T12:00:00Z') })
  anna = await createWissensperson(app, '153', 'bqBearbeitung')
  carla = await createWissensperson(app, '107', 'bqBearbeitung', 'bqPruefung')
})
afterAll(() => app.close())

interface Angelegt {
  readonly id: string
  readonly aenderungen: readonly { readonly id: string; readonly slot: string }[]
}
const write = async (wer: Wissensperson, aenderungen: readonly object[]): Promise<string[]> => {
  const { status, body } = await wer.send<Angelegt>('/aenderungssaetze', { aenderungen })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.aenderungen.map(({ id }) => id)
}
const publish = async (aenderungen: readonly object[]): Promise<string[]> => {
  const ziele = await write(anna, aenderungen)
  expect((await carla.send('/pruefvermerke', { ziele, urteil: 'frei' })).status).toBe(201)
  return ziele
}

describe('watch lists', () => {
  interface Meldungen {
    readonly eintraege: readonly { readonly abos: string[]; readonly slot: string; readonly kammer: string }[]
    readonly bis: number
    readonly mehr: boolean
  }
  const read = async (query = '') => (await carla.send<Meldungen>(`/benachrichtigungen${query}`)).body
  const watch = async (art: string, wert: string) => {
    const { status, body } = await carla.send<{ id: string }>('/abos', { art, wert })
    expect(status, JSON.stringify(body)).toBe(201)
    return body.id
  }

  it('tell of a country with its qualifications, of sections, fields, chambers and sources, and of nothing else', async () => {
    await write(anna, neueAussage(testslot('land:TR', 'allgemeines/hauptstadt', 'vorher'), { wert: 'Ankara' }))
    const adresse = 'https://www.resmigazete.gov.tr/eskiler/2012/04/20120411-8.htm'
    const abos = {
      land: await watch('land', 'TR'),
      abschnitt: await watch('abschnitt', 'land:TR/bildungssystem'),
      feld: await watch('feld', 'land:SY/allgemeines/hauptstadt'),
      kammer: await watch('kammer', '107'),
      quelle: await watch('quelle', adresse),
    }
    expect(await read()).toMatchObject({ eintraege: [], mehr: false })
    await write(anna, neueAussage(schulpflicht, { wert: 12 }, { ...gesetzblatt, adresse }))
    await write(anna, neueAussage(testslot(elektriker, 'kopf/land'), { wert: 'TR' }))
    await write(anna, neueAussage(testslot('land:SY', 'allgemeines/hauptstadt'), { wert: 'Damaskus' }))
    await write(carla, neueAussage(testslot('land:PL', 'allgemeines/hauptstadt'), { wert: 'Warschau' }))
    await write(anna, neueAussage(testslot('land:PL', 'allgemeines/hauptstadt', 'b'), { wert: 'Łódź' }))
    const { eintraege, bis } = await read()
    const told = new Map(eintraege.map(({ slot, abos: hits }) => [slot, [...hits].sort()]))
    const names = (...arten: (keyof typeof abos)[]) => arten.map((art) => abos[art]).sort()
    expect(told).toEqual(
      new Map([
        [schulpflicht, names('land', 'abschnitt')],
        [`${schulpflicht}/belege`, names('land', 'abschnitt', 'quelle')],
        [testslot(elektriker, 'kopf/land'), names('land')],
        [`${testslot(elektriker, 'kopf/land')}/belege`, names('land')],
        [testslot('land:SY', 'allgemeines/hauptstadt'), names('feld')],
        [`${testslot('land:SY', 'allgemeines/hauptstadt')}/belege`, names('feld')],
        [testslot('land:PL', 'allgemeines/hauptstadt'), names('kammer')],
        [`${testslot('land:PL', 'allgemeines/hauptstadt')}/belege`, names('kammer')],
      ]),
    )
    expect(await read(`?nach=${bis}`)).toMatchObject({ eintraege: [], bis, mehr: false })
    await write(anna, neueAussage(testslot('land:SY', 'allgemeines/hauptstadt', 'c'), { wert: 'Aleppo' }))
    expect((await read(`?nach=${bis}`)).eintraege).toHaveLength(2)
  })

  it('are of one person, hold each thing once, and end', async () => {
    const id = await watch('profil', 'land:PL')
    expect(await watch('profil', 'land:PL')).toBe(id)
    expect((await anna.send<{ eintraege: unknown[] }>('/abos')).body.eintraege).toEqual([])
    const end = (wer: Wissensperson) => wer.inject(`kammer:${wer.knr}`, { method: 'DELETE', url: `/v1/bq/abos/${id}` })
    expect((await end(anna)).statusCode).toBe(404)
    expect((await end(carla)).statusCode).toBe(200)
    expect((await end(carla)).statusCode).toBe(404)
  })

  it.each([
    ['land', 'tr'],
    ['feld', 'land:TR/allgemeines/erfunden'],
    ['abschnitt', 'land:TR'],
    ['quelle', 'irgendwo'],
  ])('do not hold %s %s', async (art, wert) => {
    expect(await carla.send('/abos', { art, wert })).toMatchObject({
      status: 422,
      body: { verstoesse: [{ regel: 'BQ-ABO-FORM' }] },
    })
  })
})

describe('decisions and their seals', () => {
  const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre', 'siegel')

  it('are told how many relied on a statement when it is replaced', async () => {
    const [head = ''] = await publish(neueAussage(slot, { wert: 8, gueltigBis: '2011' }))
    const siegel = (await app.server.inject({ url: '/v1/bq/siegel?profil=land:TR' })).json()
    const clerk = await createTestPerson(app, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
    const send = async (url: string, payload?: object) => {
      const answer = await clerk.inject('kammer:153', {
        url: `/v1/bq${url}`,
        ...(payload && { method: 'POST', payload }),
      })
      return { status: answer.statusCode, body: answer.json() }
    }
    for (const aktenzeichen of ['BQ 1/26', 'BQ 2/26', 'BQ 3/26'])
      expect((await send('/entscheidungen', { siegel, aktenzeichen })).status).toBe(201)
    expect((await send('/betroffene')).body).toEqual({ eintraege: [] })
    expect((await send(`/siegel/${siegel.hash}/betroffene`)).body).toMatchObject({
      aktenzeichen: ['BQ 1/26', 'BQ 2/26', 'BQ 3/26'],
      wirkungen: [],
    })
    const [next = ''] = await write(anna, [{ slot, ersetzt: [head], wert: { wert: 5, gueltigBis: '2011' } }])
    expect((await send('/betroffene')).body).toEqual({ eintraege: [] })
    expect((await carla.send('/pruefvermerke', { ziele: [next], urteil: 'frei' })).status).toBe(201)
    expect((await send('/betroffene')).body.eintraege).toMatchObject([
      {
        aenderung: head,
        slot,
        wirkung: 'ersetzt',
        entscheidungen: 3,
        aktenzeichen: ['BQ 1/26', 'BQ 2/26', 'BQ 3/26'],
        text: '3 Entscheidungen stützten sich auf diese Aussage; sie wurde inzwischen ersetzt.',
      },
    ])
    expect((await send(`/siegel/${siegel.hash}/betroffene`)).body.wirkungen).toEqual([
      { aenderung: head, wirkung: 'ersetzt' },
    ])
    // Cases are of the chamber alone, and no part of them is in the log.
    expect((await carla.send<{ eintraege: [] }>('/betroffene')).body.eintraege).toEqual([])
    expect((await carla.send(`/siegel/${siegel.hash}/betroffene`)).status).toBe(404)
    const payload = { ketten: {}, gabelungen: [], unvollstaendig: [] }
    const log = await (await app.createKammer('107')).inject({ method: 'POST', url: '/v1/bq/sync/fetch', payload })
    expect(log.body).not.toContain('BQ 1/26')
  })

  it('are not noted with a seal that is not what its hash says', async () => {
    const siegel = (await app.server.inject({ url: '/v1/bq/siegel?profil=land:TR' })).json()
    const payload = { siegel: { ...siegel, aenderungen: [] }, aktenzeichen: 'BQ 4/26' }
    expect(await anna.send('/entscheidungen', payload)).toMatchObject({
      status: 422,
      body: { verstoesse: [{ regel: 'BQ-SIEGEL-FALSCH' }] },
    })
    const own = await app.deps.wissen?.knoten.readProfile(['land:TR'], (one) =>
      sealProfil(one.stand, 'land:TR', standVectorOf(one)),
    )
    expect(own?.hash).toBe(siegel.hash)
  })
})

describe('BQ-07: results of earlier assessments', () => {
  const count = async (wer: Wissensperson, n: number, qualifikation = elektriker, ergebnis = 'teilweise') => {
    for (let i = 0; i < n; i++) {
      const answer = await wer.send('/ergebnisse', { qualifikation, referenzberuf: elektroniker, ergebnis })
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    }
  }
  const read = async (query = '') => (await carla.send<{ zellen: unknown[] }>(`/ergebnisse${query}`)).body.zellen
  const cell = (mindestens: number, more = {}) => ({
    qualifikation: elektriker,
    referenzberuf: elektroniker,
    ergebnis: 'teilweise',
    land: 'TR',
    mindestens,
    ...more,
  })

  it('are told from five cases on, over all chambers of the node', async () => {
    await count(anna, 3)
    await count(carla, 1)
    expect(await read()).toEqual([])
    await count(carla, 1)
    expect(await read()).toEqual([cell(5)])
  })

  it('do not show a single case, neither beside others nor in the difference of two answers', async () => {
    await count(anna, 4, elektriker, 'voll')
    expect(await read()).toEqual([cell(5)])
    for (let more = 6; more < 10; more++) {
      await count(anna, 1)
      expect(await read()).toEqual([cell(5)])
    }
    await count(anna, 1)
    expect(await read()).toEqual([cell(10)])
  })

  it('are filtered by whole cells only', async () => {
    await count(anna, 5, koch, 'keine')
    expect(await read(`?qualifikation=${koch}`)).toEqual([
      { qualifikation: koch, referenzberuf: elektroniker, ergebnis: 'keine', mindestens: 5 },
    ])
    expect(await read(`?referenzberuf=${fachkraft}`)).toEqual([])
    expect((await carla.send('/ergebnisse?kammer=153')).status).toBe(400)
  })

  it('take nothing about the person or the day, and profiles of the right kind', async () => {
    const body = { qualifikation: elektriker, referenzberuf: elektroniker, ergebnis: 'voll' }
    for (const more of [{ name: 'X' }, { datum: '2026-01-01' }, { aktenzeichen: '1' }])
      expect((await anna.send('/ergebnisse', { ...body, ...more })).status).toBe(400)
    expect(await anna.send('/ergebnisse', { ...body, referenzberuf: elektriker })).toMatchObject({ status: 422 })
    expect((await app.server.inject({ url: '/v1/bq/ergebnisse' })).statusCode).toBe(401)
  })
})
