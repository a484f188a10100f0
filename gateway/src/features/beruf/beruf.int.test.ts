import { Readable } from 'node:stream'
import { type Beruf, type CreateBeruf, findBeruf, kleinerKatalog, limits } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { ensureBerufe, listPlanpositionen, readBerufskatalog } from './beruf.service.ts'

let t: TestApp
let betreiber: TestClient

beforeAll(async () => {
  t = await createTestApp()
  betreiber = await t.createBetreiber()
  await ensureBerufe(t.deps)
})
afterAll(() => t.close())

const [muster] = kleinerKatalog
if (!muster) throw new Error('the small catalogue is empty')

/** An invented occupation with a plan of one position. */
const beruf = (
  name: string,
  {
    ab = '2020-08-01',
    bjnr = 'BJNR999900001',
    text = 'Wolken zählen',
    ...rest
  }: Record<string, string | undefined> = {},
): CreateBeruf => {
  const schluessel = name.toLowerCase()
  return {
    fassung: {
      ...muster,
      schluessel,
      bezeichnung: name,
      bezeichnungWeiblich: `${name}in`,
      bezeichnungKombiniert: `${name}/${name}in`,
      verordnung: { ...muster.verordnung, bjnr, ausfertigungsdatum: '2019-12-24', gueltigAb: ab },
      ...(rest.aufgehobenZum ? { aufgehoben: true, aufgehobenZum: rest.aufgehobenZum } : {}),
    },
    rahmenplan: {
      schluessel,
      bezeichnung: name,
      verordnung: 'WolkAusbV',
      bjnr,
      stand: '2026-08-19',
      abschnitte: [{ kennung: 'A', anlage: 'Anlage', ueberschriften: ['Abschnitt A'] }],
      positionen: [
        {
          nr: 'A.1.a',
          abschnitt: 'A',
          lfdNr: '1',
          berufsbildposition: 'Wolken',
          buchstabe: 'a',
          text,
          zeitrichtwerte: [],
        },
      ],
    },
  }
}

type Zeile = Record<string, unknown> & { art: string }

const send = async (berufe: readonly unknown[] | string, client = betreiber) => {
  const answer = await client.inject({
    method: 'POST',
    url: '/v1/berufe',
    headers: { 'content-type': 'application/x-ndjson' },
    payload: typeof berufe === 'string' ? berufe : berufe.map((one) => JSON.stringify(one)).join('\n'),
  })
  const lines: Zeile[] =
    answer.statusCode === 200
      ? answer.body
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : []
  return { answer, lines, sum: lines.at(-1) }
}

/** What anybody sees, without a token. */
const list = async (query: string): Promise<Beruf[]> => {
  const answer = await t.server.inject({ url: `/v1/berufe?${query}` })
  expect(answer.statusCode).toBe(200)
  return answer.json().eintraege
}
const get = (id: string, query = '', headers: Record<string, string> = {}) =>
  t.server.inject({ url: `/v1/berufe/${id}${query}`, headers })
const namesOf = (berufe: readonly Beruf[]): string[] => berufe.map(({ fassung }) => fassung.schluessel).sort()

describe('the catalogue that comes with the product', () => {
  it('is there before anything is imported, and once', async () => {
    const all = await list('limit=200')
    expect(namesOf(all)).toEqual(expect.arrayContaining(kleinerKatalog.map(({ schluessel }) => schluessel)))
    expect(all.every(({ mitgeliefert, version }) => mitgeliefert && version === 1)).toBe(true)
    await ensureBerufe(t.deps)
    expect(await list('limit=200')).toEqual(all)
    expect(findBeruf(await readBerufskatalog(t.deps), { name: 'Köchin' }, '2026-08-01')).toMatchObject({
      art: 'gefunden',
    })
  })

  it('gives way to an import and does not come back', async () => {
    const [before] = await list('schluessel=koch')
    const koch = kleinerKatalog.find(({ schluessel }) => schluessel === 'koch')
    if (!before || !koch) throw new Error('no cook')
    expect((await send([{ fassung: { ...koch, hinweis: 'imported' } }])).sum).toMatchObject({ neu: 0, geaendert: 1 })
    await ensureBerufe(t.deps)
    expect(await list('schluessel=koch')).toMatchObject([
      { id: before.id, version: 2, mitgeliefert: false, fassung: { hinweis: 'imported' } },
    ])
  })
})

test.each([
  ['name=maurer', ['maurer', 'maurer-1999']],
  ['name=Maurerin&stichtag=2026-07-31', ['maurer-1999']],
  ['name=Maurerin&stichtag=2026-08-01', ['maurer']],
  ['name=maurer&stichtag=1999-07-31', []],
  ['name=einzelh', ['kaufmann-im-einzelhandel']],
  ['name=kauffrau%20im', ['kaufmann-im-einzelhandel']],
  ['name=aurer', []],
  ['name=%25%25', []],
  ['schluessel=tischler', ['tischler']],
])('the search %s finds %j', async (query, found) => {
  expect(namesOf(await list(query))).toEqual(found)
})

describe('the positions of a plan', () => {
  it('are the parts of the occupational profile in their order; weeks of a group count once', async () => {
    const one = beruf('Dunstwart', { bjnr: 'BJNR999900041' })
    const [position] = one.rahmenplan?.positionen ?? []
    if (!one.rahmenplan || !position) throw new Error('without a plan')
    const at = (nr: string, berufsbildposition: string, werte: readonly (readonly [string, number])[]) => ({
      ...position,
      nr,
      berufsbildposition,
      zeitrichtwerte: werte.map(([gruppe, wochen]) => ({ gruppe, wochen, text: String(wochen) })),
    })
    const positionen = [
      at('A.1.a', 'Nebel', [['g1', 6]]),
      at('A.1.b', 'Nebel', [
        ['g1', 6],
        ['g2', 4],
      ]),
      at('A.2.a', 'Tau', []),
    ]
    expect((await send([{ ...one, rahmenplan: { ...one.rahmenplan, positionen } }])).sum).toMatchObject({ neu: 1 })
    expect(await listPlanpositionen(t.deps, 'dunstwart')).toEqual([{ titel: 'Nebel', wochen: 10 }, { titel: 'Tau' }])
    expect(await listPlanpositionen(t.deps, 'niemand')).toEqual([])
  })
})

describe('a delivery', () => {
  it('stores occupations with their plans; the same again changes nothing; a change is a new version', async () => {
    const first = beruf('Wolkenwart')
    expect((await send([first])).lines).toEqual([
      { art: 'zusammenfassung', gelesen: 1, neu: 1, geaendert: 0, unveraendert: 0, abgelehnt: 0 },
    ])
    const [listed] = await list('schluessel=wolkenwart')
    if (!listed) throw new Error('not stored')
    expect(listed).toMatchObject({ version: 1, gueltigVon: '2020-08-01', mitgeliefert: false, fassung: first.fassung })
    expect(listed.rahmenplan).toBeUndefined()
    expect((await get(listed.id)).json()).toEqual({ ...listed, rahmenplan: first.rahmenplan })

    t.clock.now = new Date(t.clock.now.getTime() + 1000)
    expect((await send([first])).sum).toMatchObject({ unveraendert: 1 })
    // Facts without the plan leave the plan that is there.
    expect((await send([{ fassung: first.fassung }])).sum).toMatchObject({ unveraendert: 1 })
    expect(await list('schluessel=wolkenwart')).toEqual([listed])

    const second = beruf('Wolkenwart', { text: 'Wolken ordnen' })
    expect((await send([second])).sum).toMatchObject({ neu: 0, geaendert: 1 })
    const now = await get(listed.id)
    expect(now.json()).toMatchObject({ id: listed.id, version: 2, rahmenplan: second.rahmenplan })
    expect(now.json().geaendertAm > listed.geaendertAm).toBe(true)
    expect((await get(listed.id, '?version=1')).json()).toEqual({ ...listed, rahmenplan: first.rahmenplan })
    expect((await get(listed.id, '?version=3')).statusCode).toBe(404)
    expect((await list(`geaendertSeit=${now.json().geaendertAm}`)).map(({ id }) => id)).toContain(listed.id)
  })

  it('is known by its ETag', async () => {
    const [one] = await list('schluessel=tischler')
    const answer = await get(one?.id ?? '')
    expect(answer.headers.etag).toBe('"1"')
    expect((await get(one?.id ?? '', '', { 'if-none-match': '"1"' })).statusCode).toBe(304)
    expect((await get(one?.id ?? '', '', { 'if-none-match': '"2"' })).statusCode).toBe(200)
  })

  it('DV-23: lets a contract see the ordinance in force at its begin, of several for the same name', async () => {
    await send([
      beruf('Nebelwart', { bjnr: 'BJNR999900011', ab: '2010-08-01', aufgehobenZum: '2025-08-01' }),
      beruf('Nebelwart', { bjnr: 'BJNR999900012', ab: '2025-08-01' }),
    ])
    // The second one wants the same key and gets one of its own.
    expect(namesOf(await list('name=nebelwart'))).toEqual(['nebelwart', 'nebelwart-2019'])
    const at = async (stichtag: string) =>
      (await list(`name=nebelwart&stichtag=${stichtag}`)).map((one) => one.fassung.verordnung.bjnr)
    expect(await at('2010-07-31')).toEqual([])
    expect(await at('2025-07-31')).toEqual(['BJNR999900011'])
    expect(await at('2025-08-01')).toEqual(['BJNR999900012'])
    const katalog = await readBerufskatalog(t.deps)
    expect(findBeruf(katalog, { name: 'Nebelwartin' }, '2025-08-01')).toMatchObject({
      art: 'gefunden',
      beruf: { verordnung: { bjnr: 'BJNR999900012' } },
    })
    // A change of one keeps the keys of both.
    await send([beruf('Nebelwart', { bjnr: 'BJNR999900012', ab: '2025-08-01', text: 'Nebel lichten' })])
    expect(namesOf(await list('name=nebelwart'))).toEqual(['nebelwart', 'nebelwart-2019'])
  })

  it('tells every refused occupation with its line and key, and stores the others', async () => {
    const good = beruf('Regenwart', { bjnr: 'BJNR999900021' })
    const { fassung, rahmenplan } = good
    const [position] = rahmenplan?.positionen ?? []
    const { lines, sum } = await send(
      [
        JSON.stringify(good),
        '{"fassung":',
        '{}',
        JSON.stringify({ fassung: { ...fassung, ausbildungsdauerMonate: 600 } }),
        JSON.stringify({ fassung: { ...fassung, aufgehobenZum: '2001-02-31' } }),
        JSON.stringify({ fassung: { ...fassung, befristetBis: '2019-07-31' } }),
        JSON.stringify({ fassung, rahmenplan: { ...rahmenplan, bjnr: 'BJNR999900022' } }),
        JSON.stringify({ fassung, rahmenplan: { ...rahmenplan, positionen: [position, position] } }),
        JSON.stringify({ fassung, rahmenplan: { ...rahmenplan, positionen: [{ ...position, abschnitt: 'B' }] } }),
      ].join('\n'),
    )
    expect(sum).toMatchObject({ gelesen: 9, neu: 1, abgelehnt: 8 })
    expect(
      lines
        .slice(0, -1)
        .map(({ zeile, schluessel, verstoesse }) => [zeile, schluessel, (verstoesse as { pfad: string }[])[0]?.pfad]),
    ).toEqual([
      [2, undefined, ''],
      [3, undefined, '/fassung'],
      [4, 'regenwart', '/fassung/ausbildungsdauerMonate'],
      [5, 'regenwart', '/fassung/aufgehobenZum'],
      [6, 'regenwart', '/fassung/verordnung/gueltigAb'],
      [7, 'regenwart', '/rahmenplan/bjnr'],
      [8, 'regenwart', '/rahmenplan/positionen/1/nr'],
      [9, 'regenwart', '/rahmenplan/positionen/0/abschnitt'],
    ])
  })

  it('may come twice at once', async () => {
    const berufe = Array.from({ length: 30 }, (_, i) => beruf(`Hagelwart${i}`, { bjnr: 'BJNR999900031' }))
    const [one, two] = await Promise.all([send(berufe), send(berufe)])
    const sum = (name: string) => Number(one.sum?.[name]) + Number(two.sum?.[name])
    expect([sum('neu'), sum('geaendert'), sum('unveraendert')]).toEqual([30, 0, 30])
  })

  it('is for the operator alone, and NDJSON', async () => {
    const line = JSON.stringify(beruf('Fremdwart'))
    const post = (client: Pick<TestClient, 'inject'>, type: string, payload = line) =>
      client.inject({ method: 'POST', url: '/v1/berufe', headers: { 'content-type': type }, payload })
    expect((await post(await t.createVendor(), 'application/x-ndjson')).statusCode).toBe(403)
    expect((await post(await t.createKammer('153'), 'application/x-ndjson')).statusCode).toBe(403)
    expect((await post(t.server as never, 'application/x-ndjson')).statusCode).toBe(401)
    expect((await post(betreiber, 'application/json')).statusCode).toBe(415)
    expect(await list('schluessel=fremdwart')).toEqual([])
  })

  it('has a limit for one occupation, and for all together', async () => {
    expect((await send('x'.repeat(limits.beruf))).sum).toMatchObject({ gelesen: 1, abgelehnt: 1 })
    expect((await send('x'.repeat(limits.beruf + 1))).answer.statusCode).toBe(413)
    const said = (length: number) =>
      betreiber.inject({
        method: 'POST',
        url: '/v1/berufe',
        headers: { 'content-type': 'application/x-ndjson', 'content-length': String(length) },
        payload: Readable.from(['{}']),
      })
    expect((await said(limits.berufe + 1)).statusCode).toBe(413)
    expect((await said(limits.berufe)).statusCode).toBe(200)
  })
})
