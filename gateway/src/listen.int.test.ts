import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { buildSammelanforderung } from './features/anforderung/sammelanforderung.service.ts'
import { bodyOf, get, heute, post, pushHeft, request } from './features/anforderung/testing/vorgang.ts'
import { buildExport } from './features/export/export.service.ts'
import { createTestApp, type TestApp, type TestClient } from './testing/create-test-app.ts'

interface Eintrag {
  readonly id: string
  readonly status: string
  readonly geaendertAm: string
}
interface Seite {
  readonly eintraege: readonly Eintrag[]
  readonly naechsterCursor?: string
}

let app: TestApp
let vendor: TestClient
let other: TestClient
let kammer: TestClient
let fremdeKammer: TestClient
let betreiber: TestClient
let heftIds: readonly string[]

const minute = (n: number) => new Date(heute.getTime() + n * 60_000)
const beruf = 'Tierpfleger'
const sammel = { auswahl: { beruf }, rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2', frist: '2026-12-15' }

beforeAll(async () => {
  app = await createTestApp({ now: heute })
  vendor = await app.createVendor()
  other = await app.createVendor('Anderer Anbieter AG')
  kammer = await app.createKammer('153')
  fremdeKammer = await app.createKammer('107')
  betreiber = await app.createBetreiber()
  heftIds = await Promise.all([1, 2].map(() => pushHeft(vendor, 1, { beruf: { bezeichnung: beruf } })))
  for (const [i, format] of ['json', 'xml', 'pdf', 'json', 'xml'].entries()) {
    app.clock.now = minute(i)
    bodyOf(await post(vendor, '/v1/exporte', { berichtsheftId: heftIds[i % 2], format }), 202)
  }
  for (const [i, zweck] of ['abschlusspruefung', 'zwischenpruefung', 'abschlusspruefung'].entries()) {
    app.clock.now = minute(10 + i)
    bodyOf(await post(kammer, '/v1/sammelanforderungen', { ...sammel, zweck }), 202)
  }
})
afterAll(() => app?.close())

const listOf = async (client: TestClient, url: string): Promise<readonly Eintrag[]> =>
  (await get<Seite>(client, url)).eintraege

const lists = [
  ['/v1/exporte', () => vendor, 5],
  ['/v1/sammelanforderungen', () => kammer, 3],
  ['/v1/anbieter', () => betreiber, 2],
] as const

describe.each(lists)('%s', (url, reader, count) => {
  it('goes page by page, by the last change, and holds each entry once', async () => {
    const all = await listOf(reader(), url)
    expect(all).toHaveLength(count)
    expect(all.map(({ geaendertAm }) => geaendertAm)).toEqual(all.map(({ geaendertAm }) => geaendertAm).toSorted())
    const paged: Eintrag[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Seite = await get(reader(), `${url}?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
      expect(page.eintraege).toHaveLength(1)
      paged.push(...page.eintraege)
      cursor = page.naechsterCursor
    }
    expect(paged).toEqual(all)
  })

  it('streams as NDJSON', async () => {
    const answer = await reader().inject({ url, headers: { accept: 'application/x-ndjson' } })
    expect(answer.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
    const lines = answer.body.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(await listOf(reader(), url))
  })

  it('starts at geaendertSeit, that instant included', async () => {
    const all = await listOf(reader(), url)
    const last = all.at(-1)?.geaendertAm ?? ''
    const later = new Date(Date.parse(last) + 1).toISOString()
    expect(await listOf(reader(), `${url}?geaendertSeit=${last}`)).toEqual(all.filter((e) => e.geaendertAm >= last))
    expect(await listOf(reader(), `${url}?geaendertSeit=${later}`)).toEqual([])
  })

  test.each(['limit=0', 'limit=201', 'cursor=x', 'status=unbekannt', 'gibtEsNicht=1'])('refuses %s', async (query) => {
    expect((await reader().inject({ url: `${url}?${query}` })).statusCode).toBe(400)
  })
})

describe('filters', () => {
  it('of exports: book, form and state', async () => {
    expect(await listOf(vendor, `/v1/exporte?berichtsheftId=${heftIds[0]}`)).toHaveLength(3)
    expect(await listOf(vendor, '/v1/exporte?format=json')).toHaveLength(2)
    expect(await listOf(vendor, `/v1/exporte?berichtsheftId=${heftIds[1]}&format=pdf`)).toEqual([])
    expect(await listOf(vendor, '/v1/exporte?status=erzeugt')).toEqual([])
  })

  it('of bulk requests: state and purpose', async () => {
    expect(await listOf(kammer, '/v1/sammelanforderungen?zweck=abschlusspruefung')).toHaveLength(2)
    expect(await listOf(kammer, '/v1/sammelanforderungen?zweck=zwischenpruefung&status=fertig')).toEqual([])
  })
})

describe('a change moves an entry to the end', () => {
  it('when the file of an export is made and fetched', async () => {
    const [first] = await listOf(vendor, '/v1/exporte?limit=1')
    const id = first?.id ?? ''
    app.clock.now = minute(20)
    await buildExport(app.deps, id)
    const since = minute(20).toISOString()
    expect(await listOf(vendor, `/v1/exporte?geaendertSeit=${since}`)).toMatchObject([{ id, status: 'erzeugt' }])
    app.clock.now = minute(21)
    expect((await vendor.inject({ url: `/v1/exporte/${id}/datei` })).statusCode).toBe(200)
    const all = await listOf(vendor, '/v1/exporte')
    expect(all.at(-1)).toMatchObject({ id, status: 'abgeholt', geaendertAm: minute(21).toISOString() })
  })

  it('when the single requests of a bulk request are made, whose counts it tells', async () => {
    const [first] = await listOf(kammer, '/v1/sammelanforderungen?limit=1')
    const id = first?.id ?? ''
    app.clock.now = minute(22)
    expect(await buildSammelanforderung(app.deps, id)).toBe(2)
    const [done, ...others] = await listOf(kammer, `/v1/sammelanforderungen?geaendertSeit=${minute(22).toISOString()}`)
    expect(others).toEqual([])
    expect(done).toMatchObject({ id, status: 'fertig', angelegt: 2, jeStatus: [{ status: 'angelegt', anzahl: 2 }] })
    expect(done).toEqual(await get(kammer, `/v1/sammelanforderungen/${id}`))
  })

  it('when a vendor is locked', async () => {
    app.clock.now = minute(23)
    const url = `/v1/anbieter/${other.anbieterId}`
    const headers = { 'if-match': '"1"' }
    await betreiber.inject({ method: 'PATCH', url, headers, payload: { status: 'gesperrt' } })
    const changed = await listOf(betreiber, `/v1/anbieter?geaendertSeit=${minute(23).toISOString()}`)
    expect(changed).toMatchObject([{ id: other.anbieterId, status: 'gesperrt' }])
    await betreiber.inject({ method: 'PATCH', url, headers: { 'if-match': '"2"' }, payload: { status: 'aktiv' } })
  })
})

describe('whose entries', () => {
  it('are told: the own only', async () => {
    expect(await listOf(other, '/v1/exporte')).toEqual([])
    expect(await listOf(kammer, '/v1/exporte')).toEqual([])
    expect(await listOf(fremdeKammer, '/v1/sammelanforderungen')).toEqual([])
    await request(kammer, heftIds[0] ?? '')
    expect((await vendor.inject({ url: '/v1/sammelanforderungen' })).statusCode).toBe(403)
    expect((await betreiber.inject({ url: '/v1/exporte' })).statusCode).toBe(403)
  })
})
