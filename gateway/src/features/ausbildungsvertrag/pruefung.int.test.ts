import { limits, type Vertragspruefung } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import { readXml, writeXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { ensureBerufe } from '../beruf/beruf.service.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
  await ensureBerufe(t.deps)
})
afterAll(() => t.close())

const check = (payload: object | string, query = '', remoteAddress = '198.51.100.1') =>
  t.server.inject({
    method: 'POST',
    url: `/v1/ausbildungsvertraege/pruefung${query}`,
    payload,
    remoteAddress,
    headers: { 'content-type': 'application/json' },
  })

const findingsOf = async (payload: object, query = '?stichtag=2026-05-18') => {
  const answer = await check(payload, query)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Vertragspruefung>()
}

it('DV-26: answers anybody, without a token: a good contract has nothing but notes, with its end and how it was computed', async () => {
  const { verstoesse, berechnung, stichtag } = await findingsOf(createVertrag())
  expect(verstoesse.filter(({ schwere }) => schwere !== 'hinweis')).toEqual([])
  expect(stichtag).toBe('2026-05-18')
  expect(berechnung.dauer).toMatchObject({ ende: createVertrag().ende })
  expect(berechnung.dauer?.schritte.length).toBeGreaterThan(0)
})

it('DV-22: asks for the vocational school, and takes another one with its reason', async () => {
  const regeln = async (berufsschule: object | undefined) =>
    (await findingsOf(createVertrag({ berufsschule } as never))).verstoesse.map(({ regel }) => regel)
  expect(await regeln(undefined)).toContain('DAV-046')
  expect(await regeln({ name: 'Schule am Rhein', abweichung: 'Wohnort' })).not.toContain('DAV-046')
})

it('tells each finding with its rule, field, what was found and expected, the paragraph and what to do', async () => {
  const { verstoesse } = await findingsOf({ ...createVertrag(), probezeitMonate: 5 })
  expect(verstoesse.find(({ regel }) => regel === 'DAV-088')).toMatchObject({
    schwere: 'fehler',
    pfad: '/probezeitMonate',
    gefunden: expect.stringContaining('5'),
    erwartet: expect.any(String),
    abhilfe: expect.any(String),
    abhilfeEnglisch: expect.any(String),
  })
})

it('looks the occupation up in the catalogue of the gateway, at the begin of the contract', async () => {
  const of = async (bezeichnung: string) =>
    (await findingsOf({ ...createVertrag(), beruf: { bezeichnung } })).berechnung.dauer?.monate
  expect(await of('Fachinformatiker')).toBe(36)
})

it('takes half a contract, and today where no day is named', async () => {
  t.clock.now = new Date('2026-11-20T23:30:00Z')
  expect((await findingsOf({}, '')).stichtag).toBe('2026-11-21')
})

it.each([
  ['a date that does not exist', { beginn: '2027-02-31' }, '/beginn'],
  ['a Betriebsnummer as a number', { ausbildungsstaetten: [{ betriebsnummer: 12345678 }] }, '/ausbildungsstaetten/0'],
  ['an unknown property', { lohn: 3 }, ''],
])('refuses %s with its place', async (_what, payload, pfad) => {
  const answer = await check(payload)
  expect(answer.statusCode).toBe(400)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json().verstoesse[0].pfad).toContain(pfad)
})

describe('XML', () => {
  const post = (payload: string, accept?: string) =>
    t.server.inject({
      method: 'POST',
      url: '/v1/ausbildungsvertraege/pruefung?stichtag=2026-05-18',
      payload,
      remoteAddress: '198.51.100.7',
      headers: { 'content-type': 'application/xml', ...(accept && { accept }) },
    })
  const wrong = { ...createVertrag(), probezeitMonate: 5 }

  it('gets the answer of JSON as XML, and as JSON where that is asked for', async () => {
    const expected = await findingsOf(wrong)
    const answer = await post(writeXml('vertragsantrag', wrong))
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8'])
    expect(readXml(answer.body)).toEqual({ element: 'vertragspruefung', value: expected })
    expect((await post(writeXml('vertragsantrag', wrong), 'application/json')).json()).toEqual(expected)
  })

  it('takes a draft with parts missing', async () => {
    const { berechnung: _, ...draft } = await findingsOf({ probezeitMonate: 5 })
    const answer = await post(writeXml('vertragsentwurf', { probezeitMonate: 5 }))
    expect(readXml(answer.body).value).toMatchObject(draft)
  })

  it.each([
    [
      'a field that JSON refuses',
      writeXml('vertragsantrag', wrong).replace('>5</bh:probezeit', '>500</bh:probezeit'),
      '/probezeitMonate',
    ],
    ['31 February', writeXml('vertragsantrag', wrong).replace(/<bh:beginn>[^<]*/, '<bh:beginn>2027-02-31'), '/beginn'],
    [
      'another document',
      writeXml('vertragspruefung', {
        stichtag: '2026-05-18',
        verstoesse: [],
        berechnung: { urlaub: [], mindestverguetung: [], dokumente: [] },
      }),
      '',
    ],
    ['a document type declaration', `<!DOCTYPE x>${writeXml('vertragsentwurf', {}).replace(/^<[^>]*>/, '')}`, ''],
    ['what is no XML', '{"beginn":1}', ''],
  ])('B03: refuses %s with its place', async (_what, payload, pfad) => {
    const answer = await post(payload)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ])
    expect(answer.json().verstoesse[0].pfad).toBe(pfad)
  })
})

it('is limited per address and minute', async () => {
  const from = '203.0.113.9'
  const codes = new Set<number>()
  for (let i = 0; i < limits.vertragspruefungenJeAdresse; i++) codes.add((await check({}, '', from)).statusCode)
  expect([...codes]).toEqual([200])
  const refused = await check({}, '', from)
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await check({}, '', '203.0.113.10')).statusCode).toBe(200)
  t.clock.now = new Date(t.clock.now.getTime() + 60_001)
  expect((await check({}, '', from)).statusCode).toBe(200)
})
