import { gesetzblatt, neueAussage, testslot } from '@berichtsheft/bq-knowledge/testing'
import { limits } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { createWissensperson, type Wissensperson } from './testing/wissensnetz.ts'

let app: TestApp
let anna: Wissensperson
let carla: Wissensperson
const [bis, seit] = ['bis', 'seit'].map((name) => testslot('land:TR', 'bildungssystem/pflichtschuljahre', name)) as [
  string,
  string,
]

beforeAll(async () => {
  app = await createTestApp({ bq: true })
  anna = await createWissensperson(app, '153', 'bqBearbeitung', 'bqPruefung')
  carla = await createWissensperson(app, '107', 'bqPruefung')
})
afterAll(() => app.close())

interface Angelegt {
  readonly id: string
  readonly knoten: string
  readonly aenderungen: readonly { readonly id: string; readonly slot: string }[]
}
interface Profil {
  readonly aussagen: readonly {
    readonly slot: string
    readonly werte: { readonly wert: { readonly wert: unknown } }[]
  }[]
}
const valuesOf = ({ aussagen }: Profil) => aussagen.flatMap(({ werte }) => werte.map(({ wert }) => wert.wert))
const readOpen = async <T>(url: string, remoteAddress = '192.0.2.1') => {
  const { statusCode, body } = await app.server.inject({ url: `/v1/bq${url}`, remoteAddress })
  return { status: statusCode, body: JSON.parse(body) as T }
}

describe('BQ-05: the knowledge base behind the roles of the gateway', () => {
  let first: Angelegt

  it('gives whoever has a role a key that counts once two chambers have granted it', async () => {
    const neu = await createTestPerson(app, { rollen: [{ rolle: 'bqBearbeitung', knr: '153' }] })
    const send = (url: string, payload?: object) =>
      neu.inject('kammer:153', { url: `/v1/bq${url}`, ...(payload && { method: 'POST', payload }) })
    const aenderungen = neueAussage(testslot('land:PL', 'allgemeines/hauptstadt'), { wert: 'Warschau' })
    const early = await send('/aenderungssaetze', { aenderungen })
    expect(early.json()).toMatchObject({ status: 409, verstoesse: [{ regel: 'BQ-UNBEKANNTER-SCHLUESSEL' }] })
    const own = (await send('/schluessel')).json()
    expect(own.eintraege).toMatchObject([
      { knoten: 'gateway-153', rolle: 'bearbeiter', stand: 'wartet', eigener: true },
    ])
    const { stimme } = own.eintraege[0]
    for (const knr of ['101', '107']) {
      const wahl = await createTestPerson(app, { rollen: [{ rolle: 'bqNetzadministration', knr }] })
      const inject = (url: string, payload?: object) =>
        wahl.inject(`kammer:${knr}`, { url: `/v1/bq${url}`, ...(payload && { method: 'POST', payload }) })
      expect((await inject('/schluessel')).json().eintraege.length).toBeGreaterThan(2)
      const vote = await inject('/aenderungssaetze', { rolle: 'netzadministration', aenderungen: [stimme] })
      expect(vote.statusCode, vote.body).toBe(201)
    }
    expect((await send('/schluessel')).json().eintraege).toMatchObject([{ stand: 'zugelassen' }])
    expect((await send('/aenderungssaetze', { aenderungen })).statusCode).toBe(201)
  })

  it('takes a proposal, shows it to chambers, and publishes it when another chamber approves', async () => {
    const aenderungen = [
      ...neueAussage(bis, { wert: 8, gueltigBis: '2011' }),
      ...neueAussage(seit, { wert: 12, gueltigVon: '2012' }),
    ]
    const answer = await anna.send<Angelegt>('/aenderungssaetze', { nachricht: 'Reform', aenderungen })
    expect(answer).toMatchObject({ status: 201, body: { knoten: 'gateway-153' } })
    first = answer.body
    expect(valuesOf((await carla.send<Profil>('/laender/TR?sicht=arbeit')).body)).toEqual([8, 12])
    const ziele = first.aenderungen.filter(({ slot }) => slot !== 'nachricht').map(({ id }) => id)
    expect((await anna.send('/pruefvermerke', { ziele, urteil: 'frei' })).status).toBe(201)
    expect((await readOpen<Profil>('/laender/TR')).body.aussagen).toEqual([])
    expect((await carla.send('/pruefvermerke', { ziele, urteil: 'frei', text: 'geprüft' })).status).toBe(201)
    expect(valuesOf((await readOpen<Profil>('/laender/TR?zeitpunkt=2011')).body)).toEqual([8])
    expect(valuesOf((await readOpen<Profil>('/laender/TR?zeitpunkt=2012')).body)).toEqual([12])
  })

  it('writes once per Idempotency-Key', async () => {
    const payload = { aenderungen: neueAussage(testslot('land:SY', 'allgemeines/hauptstadt'), { wert: 'Damaskus' }) }
    const send = () =>
      anna.inject('kammer:153', {
        method: 'POST',
        url: '/v1/bq/aenderungssaetze',
        payload,
        headers: { 'idempotency-key': 'hauptstadt' },
      })
    const [one, two] = [await send(), await send()]
    expect([one.statusCode, two.statusCode]).toEqual([201, 201])
    expect(two.body).toBe(one.body)
    expect(two.headers['idempotent-replayed']).toBe('true')
    expect((await anna.send('/aenderungssaetze', payload)).status).toBe(409)
  })

  it('names the rule that a proposal breaks, and stores nothing of it', async () => {
    const before = (await readOpen('/sync/vector')).body
    const cite = (adresse: string) =>
      neueAussage(testslot('land:PL', 'allgemeines/hauptstadt', 'b'), { wert: 'Łódź' }, { ...gesetzblatt, adresse })
    for (const [aenderungen, regel] of [
      [cite('javascript:alert(1)'), 'BQ-ADRESSE-VERBOTEN'],
      [cite('https://169.254.169.254/latest'), 'BQ-ADRESSE-VERBOTEN'],
      [[{ slot: 'land:PL/allgemeines/erfunden', ersetzt: [], wert: 1 }], 'BQ-SLOT-UNBEKANNT'],
    ] as const)
      expect(await anna.send('/aenderungssaetze', { aenderungen })).toMatchObject({
        status: 422,
        body: { verstoesse: [{ regel }] },
      })
    expect((await readOpen('/sync/vector')).body).toEqual(before)
  })

  it('shows the working state and reasons to chambers alone', async () => {
    const firma = await createTestUnternehmen(app)
    const chef = await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }],
    })
    const url = '/v1/bq/laender/TR?sicht=arbeit'
    expect((await app.server.inject({ url })).statusCode).toBe(403)
    expect((await chef.inject(`unternehmen:${firma}`, { url })).statusCode).toBe(403)
    expect((await chef.inject(undefined, { url: '/v1/bq/laender/TR' })).statusCode).toBe(200)
    expect((await app.server.inject({ url, headers: { authorization: 'Bearer falsch' } })).statusCode).toBe(401)
    const blame = (await readOpen(`/blame?slot=${seit}`)).body
    expect(blame).toMatchObject({ aenderungen: [{ kammer: '153', freigegeben: true }] })
    expect(JSON.stringify(blame)).not.toContain('geprüft')
    expect(JSON.stringify((await anna.send(`/blame?slot=${seit}`)).body)).toContain('geprüft')
  })

  it('gives partners, which are machine clients of chambers, everything, and takes from them alone', async () => {
    const partner = await app.createKammer('107')
    const payload = { ketten: {}, gabelungen: [], unvollstaendig: [] }
    const fetched = await partner.inject({ method: 'POST', url: '/v1/bq/sync/fetch', payload })
    expect(fetched.body).toContain('geprüft')
    const headers = { 'content-type': 'application/x-ndjson' }
    const push = { method: 'POST', url: '/v1/bq/sync/push', payload: fetched.body, headers } as const
    const codes = (await partner.inject(push)).body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).ergebnis)
    expect(new Set(codes)).toEqual(new Set(['bekannt']))
    const token = await app.createToken(partner, { scopes: ['bq:lesen'] })
    const weak = { ...push, headers: { ...headers, authorization: `Bearer ${token}` } }
    expect((await app.server.inject(weak)).statusCode).toBe(403)
    expect((await app.server.inject(push)).statusCode).toBe(401)
  })

  it('lets the staff of a chamber that is not of the knowledge base read, and not write', async () => {
    const clerk = await createTestPerson(app, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
    const read = await clerk.inject('kammer:153', { url: '/v1/bq/vorschlaege?profil=land:TR' })
    expect(read.statusCode).toBe(200)
    const payload = { aenderungen: neueAussage(bis, { wert: 1 }) }
    const write = await clerk.inject('kammer:153', { method: 'POST', url: '/v1/bq/aenderungssaetze', payload })
    expect(write.json()).toMatchObject({ status: 403, type: expect.stringContaining('role-required') })
  })

  it('ends reading without sign-in for an address that asks for too much', async () => {
    const codes = new Set<number>()
    for (let i = 0; i < limits.wissensabrufeJeAdresse; i++)
      codes.add((await readOpen('/laender/TR', '198.51.100.7')).status)
    expect([...codes]).toEqual([200])
    expect((await readOpen('/laender/TR', '198.51.100.7')).status).toBe(429)
    expect((await readOpen('/laender/TR', '198.51.100.99')).status).toBe(200)
    expect((await anna.send('/laender/TR')).status).toBe(200)
  })
})
