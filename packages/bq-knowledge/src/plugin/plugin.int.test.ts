import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Aenderungssatz, Wissensrolle } from '../kern/aenderungssatz.ts'
import { type Nachweis, verifyNachweis } from '../kern/nachweis.ts'
import { createWissensschluessel, signText } from '../kern/schluessel.ts'
import { writeSatz } from '../kern/schreiber.ts'
import type { Siegel } from '../kern/siegel.ts'
import { migrateWissen } from '../speicher/migration.ts'
import { formatVektor } from '../speicher/rueckblick.ts'
import { openWissensknoten, type Wissensknoten } from '../speicher/wissensknoten.ts'
import { asSchreiber, createKleinesNetz, type Darsteller, testzeit } from '../testing/besetzung.ts'
import { gesetzblatt, neueAussage, testslot } from '../testing/entwuerfe.ts'
import { createTestdatenbank, type Testdatenbank } from '../testing/testdatenbank.ts'
import type { Sichtbarkeit } from '../vorlage/feld.ts'
import { oeffentlichkeit, type Wissensaufrufer } from './aufrufer.ts'
import { wissenPlugin } from './plugin.ts'
import { useWissensvertrag } from './vertrag.ts'
import { renderProblem } from './wissensproblem.ts'

const { besetzung, anna, carla } = createKleinesNetz()
const slots = ['bis', 'seit'].map((name) => testslot('land:TR', 'bildungssystem/pflichtschuljahre', name))
const [bis = '', seit = ''] = slots
let datenbank: Testdatenbank
let app: FastifyInstance
let knoten: Wissensknoten

const personAs = (wer: Darsteller, stufe: Sichtbarkeit): Wissensaufrufer => ({
  stufe,
  istPartner: false,
  findSchreiber: (rolle: Wissensrolle) => (rolle === 'netzadministration' ? undefined : asSchreiber(wer, rolle)),
})

const aufrufer: Record<string, Wissensaufrufer> = {
  anna: personAs(anna, 'kammern'),
  carla: personAs(carla, 'kammern'),
  partner: { ...oeffentlichkeit, stufe: 'redaktion', istPartner: true },
}

beforeAll(async () => {
  datenbank = await createTestdatenbank(inject('postgres'))
  await migrateWissen(datenbank.pool)
  knoten = await openWissensknoten(datenbank.pool, besetzung.gruendung)
  await knoten.receive(besetzung.zulassung)
  app = fastify()
  useWissensvertrag(app)
  app.setErrorHandler(renderProblem)
  await app.register(wissenPlugin, {
    knoten,
    identify: async ({ headers }) => aufrufer[String(headers['x-person'])] ?? oeffentlichkeit,
    now: () => new Date(testzeit),
    knotenschluessel: { schluessel: anna.schluessel, sign: (text) => signText(anna.privateKey, text) },
  })
})

afterAll(async () => {
  await app.close()
  await datenbank.close()
})

const get = async <T>(url: string, person = ''): Promise<{ status: number; body: T }> => {
  const { statusCode, body } = await app.inject({ url: `/v1/bq${url}`, headers: { 'x-person': person } })
  return { status: statusCode, body: JSON.parse(body) as T }
}
const post = async <T>(url: string, payload: object, person = ''): Promise<{ status: number; body: T }> => {
  const headers = { 'x-person': person }
  const { statusCode, body } = await app.inject({ method: 'POST', url: `/v1/bq${url}`, headers, payload })
  return { status: statusCode, body: JSON.parse(body) as T }
}
const push = async (lines: readonly string[], person = 'partner') => {
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: '/v1/bq/sync/push',
    headers: { 'x-person': person, 'content-type': 'application/x-ndjson' },
    payload: lines.join('\n'),
  })
  const answers = statusCode === 200 ? body.trim().split('\n') : []
  return { status: statusCode, answers: answers.map((line) => JSON.parse(line) as { ergebnis: string; pfad?: string }) }
}

interface Gespeichert {
  readonly id: string
  readonly aenderungen: readonly { readonly id: string; readonly slot: string }[]
}
interface Profil {
  readonly aussagen: readonly {
    readonly slot: string
    readonly stand: string
    readonly werte: { wert: { wert: unknown } }[]
  }[]
}
const valuesOf = ({ aussagen }: Profil) => aussagen.flatMap(({ werte }) => werte.map(({ wert }) => wert.wert))

describe('the knowledge base over HTTP', () => {
  let first: Gespeichert
  let siegel: Siegel

  it('takes a proposal of an editor and shows it in the working view of chambers only', async () => {
    const aenderungen = [
      ...neueAussage(bis, { wert: 8, gueltigBis: '2011' }),
      ...neueAussage(seit, { wert: 12, gueltigVon: '2012' }),
    ]
    expect((await post('/aenderungssaetze', { aenderungen })).status).toBe(401)
    const { status, body } = await post<Gespeichert>('/aenderungssaetze', { nachricht: 'Reform', aenderungen }, 'anna')
    expect({ status, body }).toMatchObject({ status: 201 })
    first = body
    expect(valuesOf((await get<Profil>('/laender/TR?sicht=arbeit', 'carla')).body)).toEqual([8, 12])
    expect((await get('/laender/TR?sicht=arbeit')).status).toBe(403)
    expect((await get<Profil>('/laender/TR')).body.aussagen).toEqual([])
    expect((await get('/laender/XX')).status).toBe(404)
  })

  it('publishes what another chamber approved, and reads it at a time in the country', async () => {
    const offen = await get<{ vorschlaege: { aenderung: string }[] }>('/vorschlaege?profil=land:TR', 'carla')
    const ziele = offen.body.vorschlaege.map(({ aenderung }) => aenderung)
    expect(ziele).toHaveLength(4)
    expect((await post('/pruefvermerke', { ziele, urteil: 'frei' }, 'anna')).status).toBe(201)
    expect((await get<Profil>('/laender/TR')).body.aussagen).toEqual([])
    expect((await post('/pruefvermerke', { ziele, urteil: 'frei', text: 'geprüft' }, 'carla')).status).toBe(201)
    expect(valuesOf((await get<Profil>('/laender/TR?zeitpunkt=2011')).body)).toEqual([8])
    expect(valuesOf((await get<Profil>('/laender/TR?zeitpunkt=2012')).body)).toEqual([12])
    expect((await get('/laender/TR?zeitpunkt=gestern')).status).toBe(400)
    expect((await get('/laender')).body).toMatchObject({ laender: [{ code: 'TR', aussagen: 2 }] })
    siegel = (await get<Siegel>('/siegel?profil=land:TR')).body
  })

  it('says who answers for a value, reasons of reviewers to chambers only', async () => {
    const ofChamber = await get<{ aenderungen: { vermerke: { text?: string }[] }[] }>(`/blame?slot=${bis}`, 'anna')
    expect(ofChamber.body.aenderungen[0]?.vermerke.map(({ text }) => text)).toContain('geprüft')
    const ofAnybody = await get(`/blame?slot=${bis}`)
    expect(ofAnybody.body).toMatchObject({ aenderungen: [{ kammer: '101', freigegeben: true }] })
    expect(JSON.stringify(ofAnybody.body)).not.toContain('geprüft')
  })

  it('tells an editor about what others changed meanwhile, and keeps both when asked to', async () => {
    const head = first.aenderungen.find(({ slot }) => slot === seit)?.id ?? ''
    const edit = (wert: number, person: string, nebeneinander = false) =>
      post(
        '/aenderungssaetze',
        { nebeneinander, aenderungen: [{ slot: seit, ersetzt: [head], wert: { wert } }] },
        person,
      )
    expect((await edit(13, 'carla')).status).toBe(201)
    expect(await edit(11, 'anna')).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('conflict'), detail: expect.stringContaining(seit) },
    })
    expect((await edit(11, 'anna', true)).status).toBe(201)
    const { body } = await get<{ konflikte: { slot: string }[] }>('/konflikte?sicht=arbeit', 'carla')
    expect(body.konflikte.map(({ slot }) => slot)).toEqual([seit])
    expect((await get('/konflikte')).body).toEqual({ konflikte: [] })
    expect((await get<{ aenderungen: [] }>(`/verlauf?slot=${seit}`, 'anna')).body.aenderungen).toHaveLength(3)
  })

  it('reads what was known at a seal, and the difference to now', async () => {
    const stand = formatVektor(siegel.vektor)
    const damals = await get<Profil>(`/laender/TR?sicht=arbeit&stand=${stand}`, 'anna')
    expect(valuesOf(damals.body)).toEqual([8, 12])
    expect(damals.body.aussagen.map((aussage) => aussage.stand)).toEqual(['klar', 'klar'])
    const { body } = await get(`/diff?profil=land:TR&von=${stand}&sicht=arbeit`, 'anna')
    expect(body).toMatchObject({ unterschiede: [{ slot: seit, vorher: [expect.any(String)] }] })
    expect((await get('/laender/TR?stand=immer')).status).toBe(400)
    expect(await post('/siegel/pruefung', siegel)).toMatchObject({ body: { gueltig: true, wirkungen: [] } })
  })

  it('takes back a changeset', async () => {
    const { body } = await post<Gespeichert>(
      '/aenderungssaetze',
      { aenderungen: neueAussage(testslot('land:SY', 'allgemeines/hauptstadt'), { wert: 'Damaskus' }) },
      'anna',
    )
    const url = `/aenderungssaetze/${body.id}/ruecknahme`
    expect((await post(url, { grund: 'Versehen' }, 'anna')).status).toBe(201)
    expect((await post(url, { grund: 'Versehen' }, 'anna')).status).toBe(409)
    expect((await get<Profil>('/laender/SY?sicht=arbeit', 'anna')).body.aussagen).toMatchObject([
      { stand: 'zurueckgezogen' },
    ])
  })

  it('names the rule that a proposal breaks, and stores nothing of it', async () => {
    const before = await get('/sync/vector')
    const cite = (adresse: string) =>
      neueAussage(testslot('land:PL', 'allgemeines/hauptstadt'), { wert: 'Warschau' }, { ...gesetzblatt, adresse })
    for (const [aenderungen, regel] of [
      [cite('javascript:alert(1)'), 'BQ-ADRESSE-VERBOTEN'],
      [cite('http://192.168.1.1/'), 'BQ-ADRESSE-VERBOTEN'],
      [[{ slot: 'land:PL/allgemeines/erfunden', ersetzt: [], wert: 1 }], 'BQ-SLOT-UNBEKANNT'],
      [cite('https://example.org/').slice(0, 1), 'BQ-BELEG-FEHLT'],
    ] as const) {
      expect(await post('/aenderungssaetze', { aenderungen }, 'anna')).toMatchObject({
        status: 422,
        body: { verstoesse: [{ regel }] },
      })
    }
    expect(await get('/sync/vector')).toEqual(before)
  })

  it('answers a push line by line with the exact code', async () => {
    const satz = await knoten.readNetz(({ netz }) =>
      writeSatz(
        netz,
        asSchreiber(carla, 'bearbeiter'),
        neueAussage(testslot('land:PL', 'allgemeines/hauptstadt'), { wert: 'Warschau' }),
        { erstelltAm: testzeit },
      ),
    )
    const stranger = { ...carla, ...createWissensschluessel() }
    const foreign = await knoten.readNetz(({ netz }) =>
      writeSatz(netz, asSchreiber(stranger, 'bearbeiter'), neueAussage(bis, { wert: 1 }), { erstelltAm: testzeit }),
    )
    const lines = [
      '{',
      JSON.stringify({ ...satz, signatur: foreign.signatur }),
      JSON.stringify({ ...satz, id: foreign.id }),
      JSON.stringify({ ...satz, aenderungen: foreign.aenderungen }),
      JSON.stringify(foreign),
      JSON.stringify(satz),
      '',
      JSON.stringify(satz),
    ]
    expect((await push(lines, '')).status).toBe(401)
    expect((await push(lines, 'anna')).status).toBe(403)
    const { answers } = await push(lines)
    expect(answers.map(({ ergebnis }) => ergebnis)).toEqual([
      'zeichen-falsch',
      'sig-falsch',
      'hash-falsch',
      'wurzel-falsch',
      'unbekannter-schluessel',
      'neu',
      'bekannt',
    ])
  })

  it('gives the public only what is public, and partners everything', async () => {
    const nothing = { ketten: {}, gabelungen: [], unvollstaendig: [] }
    const fetchAs = async (person: string) => {
      const headers = { 'x-person': person }
      const answer = await app.inject({ method: 'POST', url: '/v1/bq/sync/fetch', headers, payload: nothing })
      return answer.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Aenderungssatz)
    }
    const [mirror, partner] = [await fetchAs(''), await fetchAs('partner')]
    expect(mirror.map(({ id }) => id)).toEqual(partner.map(({ id }) => id))
    expect(JSON.stringify(partner)).toContain('geprüft')
    expect(JSON.stringify(mirror)).not.toContain('geprüft')
  })

  it('gives a file for transport without network and takes it in elsewhere, whole or not at all', async () => {
    const { body: text } = await app.inject({ url: '/v1/bq/sync/bundle', headers: { 'x-person': 'partner' } })
    const send = (payload: string) =>
      app.inject({
        method: 'POST',
        url: '/v1/bq/sync/bundle',
        headers: { 'x-person': 'partner', 'content-type': 'application/x-ndjson' },
        payload,
      })
    const whole = await send(text)
    const codes = whole.body
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { ergebnis: string }).ergebnis)
    expect(new Set(codes)).toEqual(new Set(['bekannt']))
    expect((await send(text.slice(0, -50))).json()).toMatchObject({ status: 422, detail: 'unvollstaendig' })
    const since = await app.inject({
      url: `/v1/bq/sync/bundle?since=${formatVektor(siegel.vektor)}`,
      headers: { 'x-person': 'partner' },
    })
    expect(since.body.length).toBeLessThan(text.length)
  })

  it('proves a change to somebody without the log', async () => {
    const { body } = await get<Nachweis>(`/sync/proof/${first.id}?index=1`)
    expect(verifyNachweis(body)).toBe(true)
    expect(body.kette.length).toBeGreaterThan(1)
    expect((await get(`/sync/proof/${'0'.repeat(64)}`)).status).toBe(404)
  })

  it('previews an import against what came meanwhile', async () => {
    aufrufer.redaktion = personAs(carla, 'redaktion')
    const basis = (
      await get<{ profil: string; aussagen: { id: string; werte: { wert: object }[]; belege: { wert: object }[] }[] }>(
        '/fassung?profil=land:TR',
        'redaktion',
      )
    ).body
    const meins = {
      aussagen: basis.aussagen.map(({ id, werte, belege }) => ({
        id,
        werte: werte.map(({ wert }) => (id === bis ? { ...wert, wert: 9 } : wert)),
        belege: belege.map(({ wert }) => wert),
      })),
    }
    const { body } = await post<{ vorschau: { lage: string }[] }>(
      '/import/dreiwege',
      { basis, meins, grund: 'Import' },
      'redaktion',
    )
    expect(body.vorschau.map(({ lage }) => lage)).toEqual(['unberuehrt'])
  })
})
