import { randomUUID } from 'node:crypto'
import { limits, type Stammsatz } from '@berichtsheft/core'
import { writeXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { createTestPerson } from '../../testing/people.ts'
import { listKette } from '../mitgliedschaft/testing/chain.ts'
import { stammdatenketteOf } from './stammdaten-ereignis.ts'

let t: TestApp
let kammer: TestClient
let andere: TestClient

beforeAll(async () => {
  t = await createTestApp()
  kammer = await t.createKammer('153')
  andere = await t.createKammer('119')
})
afterAll(() => t.close())

type Zeile = Record<string, unknown> & { art: string }

const send = async (client: TestClient, type: string, payload: string | Buffer, query = '') => {
  const answer = await client.inject({
    method: 'POST',
    url: `/v1/stammdaten${query}`,
    headers: { 'content-type': type },
    payload,
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

const company = (identnummer: string, name = `Betrieb ${identnummer} GmbH`) => ({
  unternehmen: {
    identnummer,
    name,
    anschrift: { strasse: 'Hafenstraße', hausnummer: '12', plz: '68159', ort: 'Mannheim' },
  },
})

const ndjson = (records: readonly unknown[]): string => records.map((record) => JSON.stringify(record)).join('\n')

const list = async (client: TestClient, query: string): Promise<Stammsatz[]> => {
  const answer = await client.inject({ url: `/v1/stammdaten?${query}` })
  expect(answer.statusCode).toBe(200)
  return answer.json().eintraege
}

describe('a delivery', () => {
  it('is in the chain of the register, with counts and without names; one that changes nothing is not', async () => {
    const fremd = await t.createKammer('112')
    for (const name of ['Kette GmbH', 'Kette GmbH', 'Kette AG'])
      await send(fremd, 'application/x-ndjson', ndjson([company('0000000901', name)]))
    const kette = await listKette(t, stammdatenketteOf('112'))
    expect(kette.map(({ art, durch, daten }) => [art, durch, daten])).toEqual([
      ['stammdaten.geliefert', fremd.clientId, { knr: '112', neu: '1', geaendert: '0', unveraendert: '0' }],
      ['stammdaten.geliefert', fremd.clientId, { knr: '112', neu: '0', geaendert: '1', unveraendert: '0' }],
    ])
  })

  it('stores all kinds; the same body again changes nothing, another form replaces', async () => {
    const records = [
      company('0000000101', 'Werkstatt Störtebeker GmbH'),
      {
        betriebsstaette: {
          fremdId: 'st-1',
          identnummer: '0000000101',
          anschrift: company('1').unternehmen.anschrift,
          ags: '08222000',
          betriebsnummer: '09912342',
        },
      },
      {
        ausbilder: {
          fremdId: 'ab-1',
          identnummer: '0000000101',
          name: 'Wolfgang Störtebeker',
          berufe: ['Fachinformatiker', 'Mechatroniker'],
        },
      },
      {
        berufsschule: {
          fremdId: 'bs-1',
          name: 'Berufsschule am Neckar',
          anschrift: company('1').unternehmen.anschrift,
        },
      },
      {
        ansprechpartner: {
          fremdId: 'ap-1',
          funktion: 'ausbildungsberatung',
          name: 'Klara Rat',
          telefon: '+49 621 1709-0',
          email: 'rat@kammer.example',
        },
      },
    ]
    const first = await send(kammer, 'application/x-ndjson', ndjson(records))
    expect(first.lines).toEqual([
      { art: 'zusammenfassung', gelesen: 5, neu: 5, geaendert: 0, unveraendert: 0, abgelehnt: 0 },
    ])
    const before = await list(kammer, 'identnummer=0000000101')
    expect(before.map(({ art }) => art).sort()).toEqual(['ausbilder', 'betriebsstaette', 'unternehmen'])
    expect(before.find(({ art }) => art === 'betriebsstaette')?.betriebsstaette?.betriebsnummer).toBe('09912342')

    t.clock.now = new Date(t.clock.now.getTime() + 1000)
    const again = await send(kammer, 'application/x-ndjson', ndjson(records))
    expect(again.sum).toMatchObject({ neu: 0, geaendert: 0, unveraendert: 5 })
    expect(await list(kammer, 'identnummer=101')).toEqual(before)

    const renamed = await send(kammer, 'application/x-ndjson', ndjson([company('0000000101', 'Störtebeker AG')]))
    expect(renamed.sum).toMatchObject({ neu: 0, geaendert: 1, unveraendert: 0 })
    const [found] = await list(kammer, 'art=unternehmen&identnummer=0000000101')
    expect(found?.unternehmen?.name).toBe('Störtebeker AG')
    expect(found?.id).toBe(before.find(({ art }) => art === 'unternehmen')?.id)
    const one = await kammer.inject({ url: `/v1/stammdaten/${found?.id}` })
    expect(one.json()).toEqual(found)
  })

  it('tells every refused record with its line and key, and stores the others', async () => {
    const body = [
      JSON.stringify(company('0000000201')),
      '{"unternehmen": {',
      JSON.stringify({
        unternehmen: {
          ...company('0000000202').unternehmen,
          anschrift: { strasse: 'Weg', plz: '6815', ort: 'Mannheim' },
        },
      }),
      JSON.stringify({
        ...company('0000000203'),
        berufsschule: { fremdId: 'x', name: 'Y', anschrift: company('1').unternehmen.anschrift },
      }),
      '{}',
      '[]',
      JSON.stringify({
        betriebsstaette: {
          fremdId: 'st-9',
          identnummer: '1',
          anschrift: company('1').unternehmen.anschrift,
          betriebsnummer: 9912342,
        },
      }),
      JSON.stringify(company('0000000204')),
    ].join('\r\n')
    const { lines, sum } = await send(kammer, 'application/x-ndjson', body)
    expect(sum).toEqual({ art: 'zusammenfassung', gelesen: 8, neu: 2, geaendert: 0, unveraendert: 0, abgelehnt: 6 })
    expect(lines.slice(0, -1).map(({ position, zeile, schluessel }) => [position, zeile, schluessel])).toEqual([
      [2, 2, undefined],
      [3, 3, '0000000202'],
      [4, 4, '0000000203'],
      [5, 5, undefined],
      [6, 6, undefined],
      [7, 7, 'st-9'],
    ])
    const faults = lines[1]?.verstoesse as { pfad: string; text: string; textEnglisch: string }[]
    expect(faults[0]?.pfad).toBe('/unternehmen/anschrift/plz')
    expect(await list(kammer, 'identnummer=0000000204')).toHaveLength(1)
  })

  it('keeps the last of several records with one key', async () => {
    const { sum } = await send(
      kammer,
      'application/x-ndjson',
      ndjson([company('0000000301', 'Alt'), company('0000000301', 'Neu'), company('0000000301', 'Neu')]),
    )
    expect(sum).toMatchObject({ neu: 1, geaendert: 1, unveraendert: 1 })
    expect((await list(kammer, 'identnummer=0000000301'))[0]?.unternehmen?.name).toBe('Neu')
  })

  it('comes as XML with the same outcome', async () => {
    const records = [company('0000000401', 'Bäckerei & Söhne'), company('0000000402')]
    const xml = writeXml('stammdaten', records)
    expect((await send(kammer, 'application/xml', xml)).sum).toMatchObject({ neu: 2, abgelehnt: 0 })
    expect((await send(kammer, 'application/x-ndjson', ndjson(records))).sum).toMatchObject({ unveraendert: 2 })
    const wrong = await send(kammer, 'application/xml', xml.replace('>68159<', '>6815<'))
    expect(wrong.sum).toMatchObject({ gelesen: 2, unveraendert: 1, abgelehnt: 1 })
    const cut = await send(kammer, 'application/xml', xml.slice(0, -10))
    expect(cut.sum).toMatchObject({ gelesen: 2, unveraendert: 2, problem: { status: 400 } })
  })

  it.each([';', ',', '\t'])('comes as CSV separated by %j', async (separator) => {
    const rows = [
      ['fremdId', 'identnummer', 'name', 'berufe'],
      [`ab-${separator.charCodeAt(0)}`, '0000000501', '"Müller, Eva"', 'Bäcker | Konditor'],
      [`ab-${separator.charCodeAt(0)}b`, '0000000501', 'Eva Klein', ''],
    ]
    const csv = `\uFEFF${rows.map((row) => row.join(separator)).join('\r\n')}\r\n`
    const { lines, sum } = await send(kammer, 'text/csv; charset=utf-8', csv, '?art=ausbilder')
    expect(lines).toHaveLength(1)
    expect(sum).toMatchObject({ gelesen: 2, neu: 2 })
    const stored = await list(kammer, 'art=ausbilder&identnummer=0000000501')
    const eva = stored.find(({ ausbilder }) => ausbilder?.fremdId === `ab-${separator.charCodeAt(0)}`)
    expect(eva?.ausbilder).toMatchObject({ name: 'Müller, Eva', berufe: ['Bäcker', 'Konditor'] })
  })

  it('refuses CSV rows of another width one by one, and keeps leading zeros', async () => {
    const csv =
      'identnummer;name;strasse;hausnummer;plz;ort\n0007;Sieben GmbH;Weg;1;01067;Dresden\n8;zu kurz\n9;Neun;Weg;1;68159;Mannheim;zu viel\n'
    const { lines, sum } = await send(kammer, 'text/csv', csv, '?art=unternehmen')
    expect(sum).toMatchObject({ gelesen: 3, neu: 1, abgelehnt: 2 })
    expect(lines.slice(0, 2).map(({ zeile }) => zeile)).toEqual([3, 4])
    const [sieben] = await list(kammer, 'plz=01067')
    expect(sieben?.unternehmen).toMatchObject({ identnummer: '0007', anschrift: { plz: '01067' } })
  })

  it.each([
    ['CSV without kind', 'text/csv', 'a;b\n1;2\n', '', 400],
    ['an unknown column', 'text/csv', 'identnummer;farbe\n1;rot\n', '?art=unternehmen', 400],
    ['another encoding', 'text/csv', Buffer.from('identnummer;name\n1;M\xfcller\n', 'latin1'), '?art=unternehmen', 400],
    ['an open quote', 'text/csv', 'identnummer;name\n"1;2\n', '?art=unternehmen', 400],
    ['JSON', 'application/json', '[]', '', 415],
    ['an unknown kind', 'text/csv', 'a\n1\n', '?art=farbe', 400],
  ])('refuses %s', async (_name, type, payload, query, status) => {
    const { answer } = await send(kammer, type, payload, query)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  it('refuses one record above the limit, and takes one of the limit', async () => {
    const base = JSON.stringify(company('0000000601'))
    const line = (bytes: number) => `${base}${' '.repeat(bytes - Buffer.byteLength(base))}`
    expect((await send(kammer, 'application/x-ndjson', line(limits.stammsatz))).sum).toMatchObject({ neu: 1 })
    expect((await send(kammer, 'application/x-ndjson', line(limits.stammsatz + 1))).answer.statusCode).toBe(413)
    const long = 'x'.repeat(limits.stammsatz + 1)
    const csv = await send(kammer, 'text/csv', `identnummer;name\n1;${long}\n`, '?art=unternehmen')
    expect(csv.answer.statusCode).toBe(400)
    const xml = writeXml('stammdaten', [company('0000000602')]).replace('Betrieb', long)
    expect((await send(kammer, 'application/xml', xml)).answer.statusCode).toBe(413)
  })

  it('refuses a body that says to be above the limit before it is read', async () => {
    const ask = (length: number) =>
      kammer.inject({
        method: 'POST',
        url: '/v1/stammdaten',
        headers: { 'content-type': 'application/x-ndjson', 'content-length': `${length}` },
        payload: JSON.stringify(company('0000000603')),
      })
    expect((await ask(limits.stammdaten + 1)).statusCode).toBe(413)
    expect((await ask(limits.stammdaten)).statusCode).toBe(200)
  })

  it('comes from administrators of the chamber too, and is read by its clerks', async () => {
    const admin = await createTestPerson(t, { rollen: [{ rolle: 'kammeradministration', knr: '153' }] })
    const clerk = await createTestPerson(t, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
    const request = {
      method: 'POST' as const,
      url: '/v1/stammdaten',
      headers: { 'content-type': 'application/x-ndjson' },
      payload: JSON.stringify(company('0000000604')),
    }
    expect((await admin.inject('kammer:153', request)).json()).toMatchObject({ neu: 1 })
    expect((await clerk.inject('kammer:153', request)).statusCode).toBe(403)
    const seen = await clerk.inject('kammer:153', { url: '/v1/stammdaten?identnummer=0000000604' })
    expect(seen.json().eintraege).toHaveLength(1)
    expect((await clerk.inject('kammer:119', { url: '/v1/stammdaten' })).statusCode).toBeGreaterThanOrEqual(403)
  })
})

describe('the register of a chamber', () => {
  it('is not there for another chamber, and not for vendors', async () => {
    await send(kammer, 'application/x-ndjson', ndjson([company('0000000701')]))
    const [own] = await list(kammer, 'identnummer=0000000701')
    expect(await list(andere, 'identnummer=0000000701')).toEqual([])
    expect((await andere.inject({ url: `/v1/stammdaten/${own?.id}` })).statusCode).toBe(404)
    expect(
      (await andere.inject({ url: `/v1/stammdaten/${randomUUID().replace(/^(.{14})./, '$17')}` })).statusCode,
    ).toBe(404)
    expect((await send(andere, 'application/x-ndjson', ndjson([company('0000000701', 'Andere')]))).sum).toMatchObject({
      neu: 1,
    })
    expect((await list(kammer, 'identnummer=0000000701'))[0]?.unternehmen?.name).toBe('Betrieb 0000000701 GmbH')
    const vendor = await t.createVendor()
    expect((await vendor.inject({ url: '/v1/stammdaten' })).statusCode).toBe(403)
    expect((await send(vendor, 'application/x-ndjson', '{}')).answer.statusCode).toBe(403)
  })

  it('is found by the begin of a name in any spelling, by postal code, and by what is dropped', async () => {
    const gone = company('0000000802', 'Änderungsschneiderei Öztürk')
    await send(
      kammer,
      'application/x-ndjson',
      ndjson([
        company('0000000801', 'Änderungsschneiderei Groß GmbH'),
        { unternehmen: { ...gone.unternehmen, entfallen: true } },
      ]),
    )
    expect(await list(kammer, `name=${encodeURIComponent('AENDERUNGS')}`)).toHaveLength(2)
    expect(await list(kammer, `name=${encodeURIComponent('änderungsschneiderei gross gmbh')}`)).toHaveLength(1)
    expect(await list(kammer, `name=${encodeURIComponent('aenderung%')}`)).toHaveLength(2)
    expect(await list(kammer, 'name=aenderung&entfallen=true')).toHaveLength(1)
    expect(await list(kammer, 'name=aenderung&entfallen=false')).toHaveLength(1)
    expect((await list(kammer, 'plz=010')).length).toBeGreaterThan(0)
  })

  it('is read page by page and as a stream, each record once', async () => {
    await send(kammer, 'application/x-ndjson', ndjson(Array.from({ length: 250 }, (_, i) => company(`9${i}`))))
    const seen: string[] = []
    let cursor: string | undefined = ''
    while (cursor !== undefined) {
      const answer = await kammer.inject({
        url: `/v1/stammdaten?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      })
      const page: { eintraege: Stammsatz[]; naechsterCursor?: string } = answer.json()
      seen.push(...page.eintraege.map(({ id }) => id))
      cursor = page.naechsterCursor
    }
    const stream = await kammer.inject({ url: '/v1/stammdaten', headers: { accept: 'application/x-ndjson' } })
    const streamed = stream.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id)
    expect(new Set(seen).size).toBe(seen.length)
    expect(streamed).toEqual(seen)
    expect(seen.length).toBeGreaterThanOrEqual(250)
  })
})
