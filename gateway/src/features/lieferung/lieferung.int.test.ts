import type { Lieferergebnis, Lieferung, Lieferzeile } from '@berichtsheft/core'
import { writeXml } from '@berichtsheft/core/xml'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { makeLieferung, makeNachweis } from '../../testing/fixtures.ts'

let app: TestApp
let vendor: TestClient

beforeAll(async () => {
  app = await createTestApp({ now: new Date('2026-11-20T10:00:00Z') })
  vendor = await app.createVendor()
})

afterAll(() => app.close())

const push = async (lieferung: unknown, headers: Record<string, string> = {}) => {
  const answer = await vendor.inject({ method: 'POST', url: '/v1/lieferungen', payload: lieferung as object, headers })
  return { status: answer.statusCode, body: answer.body, result: answer.json() as Lieferergebnis }
}

const countBooks = async (fremdId: string): Promise<number> =>
  (await vendor.inject({ url: '/v1/berichtshefte', query: { fremdId } })).json().eintraege.length

describe('pushing one book', () => {
  it('stores it, answers a line per item, and leaves it alone when it comes again', async () => {
    const lieferung = makeLieferung(5)
    const first = await push(lieferung)
    expect(first.status, first.body).toBe(200)
    expect(first.result).toMatchObject({ gespeichert: 6, unveraendert: 0, abgelehnt: 0 })
    expect(first.result.positionen.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5])
    const second = await push(lieferung)
    expect(second.result).toMatchObject({ gespeichert: 0, unveraendert: 6, abgelehnt: 0 })
    expect(second.result.positionen.map(({ id }) => id)).toEqual(first.result.positionen.map(({ id }) => id))
  })

  it('adds what is new, changes what changed, and raises versions', async () => {
    const lieferung = makeLieferung(3)
    const { result } = await push(lieferung)
    const [first, ...rest] = lieferung.ausbildungsnachweise
    const reopened = [
      ...(first?.verlauf ?? []),
      { vorgang: 'wiederGeoeffnet' as const, kommentar: 'Tippfehler', zeitpunkt: '2026-10-01T10:00:00Z' },
    ]
    const changed = { ...first, inhalt: { ...first?.inhalt, abteilung: 'Einkauf' }, verlauf: reopened }
    const again = await push({
      berichtsheft: { ...lieferung.berichtsheft, pruefungstermin: '2027-06-01' },
      ausbildungsnachweise: [changed, ...rest, makeNachweis(9)],
    })
    expect(again.result.positionen.map(({ ergebnis }) => ergebnis)).toEqual([
      'gespeichert',
      'gespeichert',
      'unveraendert',
      'unveraendert',
      'gespeichert',
    ])
    const read = await vendor.inject({ url: `/v1/ausbildungsnachweise/${result.positionen[1]?.id}` })
    expect(read.json()).toMatchObject({ version: 2, status: 'wiederGeoeffnet', inhalt: { abteilung: 'Einkauf' } })
    const heft = await vendor.inject({ url: `/v1/berichtshefte/${result.positionen[0]?.id}` })
    expect(heft.json()).toMatchObject({ version: 2, pruefungstermin: '2027-06-01', anzahlNachweise: 4 })
  })

  it('refuses a changed approved text that was not opened again, and changes nothing', async () => {
    const lieferung = makeLieferung(2)
    await push(lieferung)
    const [first, second] = lieferung.ausbildungsnachweise
    const answer = await push({
      ...lieferung,
      ausbildungsnachweise: [{ ...first, inhalt: { ...first?.inhalt, abteilung: 'Einkauf' } }, second],
    })
    expect(answer.result).toMatchObject({ gespeichert: 0, abgelehnt: 3 })
    expect(answer.result.positionen[1]).toMatchObject({
      ergebnis: 'abgelehnt',
      verstoesse: [{ regel: 'BH-12', pfad: '/inhalt' }],
    })
    expect(answer.result.positionen[2]).toMatchObject({ ergebnis: 'nichtGespeichert' })
  })

  it('stores nothing of a book with one refused report, and reports every item', async () => {
    const lieferung = makeLieferung(3)
    const broken = structuredClone(lieferung) as {
      ausbildungsnachweise: { inhalt: { azubi?: string; tage: { eintraege: { minuten: number }[] }[] } }[]
    }
    delete broken.ausbildungsnachweise[0]?.inhalt.azubi
    const entry = broken.ausbildungsnachweise[2]?.inhalt.tage[1]?.eintraege[0]
    if (entry) entry.minuten = 1441
    const { result } = await push(broken)
    expect(result.positionen.map(({ ergebnis }) => ergebnis)).toEqual([
      'nichtGespeichert',
      'abgelehnt',
      'nichtGespeichert',
      'abgelehnt',
    ])
    expect(result.positionen[1]?.verstoesse?.[0]).toMatchObject({ regel: 'SCHEMA', pfad: '/inhalt/azubi' })
    expect(result.positionen[3]?.verstoesse?.[0]).toMatchObject({ pfad: '/inhalt/tage/1/eintraege/0/minuten' })
    expect(await countBooks(lieferung.berichtsheft.fremdId)).toBe(0)
  })

  it('refuses a chamber that does not exist, and a report twice', async () => {
    expect((await push(makeLieferung(1, { knr: '999' }))).result.positionen[0]).toMatchObject({
      ergebnis: 'abgelehnt',
      verstoesse: [{ pfad: '/knr' }],
    })
    const lieferung = makeLieferung(1)
    const twice = await push({
      ...lieferung,
      ausbildungsnachweise: [...lieferung.ausbildungsnachweise, ...lieferung.ausbildungsnachweise],
    })
    expect(twice.result).toMatchObject({ gespeichert: 0 })
    expect(twice.result.positionen.some(({ ergebnis }) => ergebnis === 'abgelehnt')).toBe(true)
  })

  it.each([
    ['in one statement', {}],
    ['with an idempotency key', { 'idempotency-key': crypto.randomUUID() }],
  ])('refuses a new book with a report whose key belongs to another book, %s', async (_, headers) => {
    const known = makeLieferung(1)
    await push(known)
    const lieferung = makeLieferung(3)
    const [fremdId] = known.ausbildungsnachweise.map((nachweis) => nachweis.fremdId)
    const ausbildungsnachweise = lieferung.ausbildungsnachweise.map((nachweis, i) =>
      i === 2 ? { ...nachweis, fremdId } : nachweis,
    )
    const { status, body, result } = await push({ ...lieferung, ausbildungsnachweise }, headers)
    expect(status, body).toBe(200)
    expect(result).toMatchObject({ gespeichert: 0, abgelehnt: 4 })
    expect(result.positionen.map(({ ergebnis }) => ergebnis)).toEqual([
      'nichtGespeichert',
      'nichtGespeichert',
      'nichtGespeichert',
      'abgelehnt',
    ])
    expect(result.positionen[3]?.verstoesse).toMatchObject([{ regel: 'BH-02', pfad: '/fremdId' }])
    expect(await countBooks(lieferung.berichtsheft.fremdId)).toBe(0)
  })

  it('begins the event chain with the book and goes on with its reports, whichever way it is stored', async () => {
    const owner = new pg.Client({ connectionString: app.databaseUrl })
    await owner.connect()
    try {
      for (const headers of [{}, { 'idempotency-key': 'l-chain' }]) {
        const { result } = await push(makeLieferung(2), headers as Record<string, string>)
        const { rows } = await owner.query(
          `select e.nr::int, e.inhalt::json ->> 'art' as art, e.inhalt::json ->> 'objekt' as objekt, k.anzahl,
                  exists (select from ausgang a where a.aggregat_id = e.aggregat_id and a.nr = e.nr) as in_ausgang
             from ereignis e join kette k using (aggregat_id) where e.aggregat_id = $1 order by e.nr`,
          [result.positionen[0]?.id],
        )
        expect(rows).toEqual(
          result.positionen.map(({ id }, i) => ({
            nr: i + 1,
            art: i === 0 ? 'heft.angelegt' : 'nachweis.angelegt',
            objekt: id,
            anzahl: 2,
            in_ausgang: true,
          })),
        )
      }
    } finally {
      await owner.end()
    }
  })

  it('repeats the first answer for an idempotency key byte for byte', async () => {
    const lieferung = makeLieferung(2)
    const first = await push(lieferung, { 'idempotency-key': 'l-1' })
    const second = await push(lieferung, { 'idempotency-key': 'l-1' })
    expect(second.body).toBe(first.body)
    expect((await push(makeLieferung(1), { 'idempotency-key': 'l-1' })).status).toBe(422)
  })

  it('lets one of two first pushes of the same book at the same time win, and the other finds it there or is told to try again', async () => {
    const lieferung = makeLieferung(4)
    const answers = await Promise.all(Array.from({ length: 6 }, () => push(lieferung)))
    expect(answers.filter(({ status, result }) => status === 200 && result.gespeichert === 5)).toHaveLength(1)
    for (const { status } of answers) expect([200, 409]).toContain(status)
    expect(await countBooks(lieferung.berichtsheft.fremdId)).toBe(1)
  })
})

const toNdjson = (books: readonly Lieferung[]): string =>
  books
    .flatMap(({ berichtsheft, ausbildungsnachweise }) => [
      { berichtsheft },
      ...ausbildungsnachweise.map((ausbildungsnachweis) => ({ ausbildungsnachweis })),
    ])
    .map((line) => JSON.stringify(line))
    .join('\n')

const stream = async (type: string, payload: string | Buffer) => {
  const answer = await vendor.inject({
    method: 'POST',
    url: '/v1/lieferungen/strom',
    headers: { 'content-type': type },
    payload,
  })
  const lines = answer.headers['content-type']?.toString().startsWith('application/x-ndjson')
    ? answer.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Lieferzeile)
    : []
  return { status: answer.statusCode, body: answer.body, lines }
}

describe('pushing many books as a stream', () => {
  const makeBooks = (): Lieferung[] => [makeLieferung(3), makeLieferung(2, { knr: '999' }), makeLieferung(1)]

  it.each([
    ['application/x-ndjson', toNdjson],
    ['application/xml', (books: readonly Lieferung[]) => writeXml('lieferungen', books)],
  ] as const)('%s: stores the good books, refuses the bad one whole, and sums up', async (type, write) => {
    const { status, lines, body } = await stream(type, write(makeBooks()))
    expect(status, body).toBe(200)
    expect(lines.map((line) => ('ergebnis' in line ? line.ergebnis : line.art))).toEqual([
      ...Array(4).fill('gespeichert'),
      'abgelehnt',
      'nichtGespeichert',
      'nichtGespeichert',
      ...Array(2).fill('gespeichert'),
      'zusammenfassung',
    ])
    expect(lines.at(-1)).toEqual({
      art: 'zusammenfassung',
      berichtshefte: 3,
      gespeichert: 6,
      unveraendert: 0,
      abgelehnt: 3,
    })
    expect(lines.slice(0, -1).map((line) => ('position' in line ? line.position : -1))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8,
    ])
  })

  it.each([
    ['a report before the first book', '{"ausbildungsnachweis":{}}', 400],
    ['a line that is no JSON', '{"berichtsheft"', 400],
    ['a line with two records', '{"berichtsheft":{},"ausbildungsnachweis":{}}', 400],
    ['a key twice', '{"berichtsheft":{"a":1,"a":2}}', 400],
    ['a line over its limit', `{"berichtsheft":{"x":"${'a'.repeat(1_048_600)}"}}`, 413],
  ])('answers %s at the begin with a problem that names the line', async (_name, payload, expected) => {
    const { status, body } = await stream('application/x-ndjson', payload)
    expect(status).toBe(expected)
    expect(JSON.parse(body).detail).toMatch(/^Line 1/)
  })

  it('keeps what came before a broken line, and says in the last line why it stopped', async () => {
    const books = [makeLieferung(2), makeLieferung(1)]
    const { status, lines } = await stream('application/x-ndjson', `${toNdjson(books)}\n{"berichtsheft":{}}\nnonsense`)
    expect(status).toBe(200)
    expect(lines.at(-1)).toMatchObject({
      art: 'zusammenfassung',
      gespeichert: 5,
      problem: { status: 400, detail: expect.stringMatching(/^Line 7/) },
    })
    expect(await countBooks(books[0]?.berichtsheft.fremdId ?? '')).toBe(1)
  })

  it.each([
    ['a DTD', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><lieferungen/>'],
    ['something else', '<html/>'],
    ['broken XML', '<lieferungen xmlns="https://berichtsheft.example/def/berichtsheft/1.0"><lieferung></lieferungen>'],
  ])('refuses %s', async (_name, payload) => {
    const { status } = await stream('application/xml', payload)
    expect(status).toBe(400)
  })

  it('takes no other type', async () => {
    expect((await stream('text/csv', 'a;b')).status).toBe(415)
  })
})
