import { canonicalize, type Nachweislieferung } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { makeKopf, makeNachweis } from '../../testing/fixtures.ts'

let app: TestApp
let vendor: TestClient
let other: TestClient
let heftId: string

beforeAll(async () => {
  app = await createTestApp({ now: new Date('2026-11-20T10:00:00Z') })
  vendor = await app.createVendor()
  other = await app.createVendor('Anderer Anbieter AG')
  const created = await vendor.inject({ method: 'POST', url: '/v1/berichtshefte', payload: makeKopf() })
  expect(created.statusCode, created.body).toBe(201)
  heftId = created.json().id
})

afterAll(() => app.close())

const create = (client: TestClient, nachweis: Nachweislieferung, headers: Record<string, string> = {}) =>
  client.inject({
    method: 'POST',
    url: '/v1/ausbildungsnachweise',
    headers,
    payload: { berichtsheftId: heftId, ...nachweis },
  })

const unknownId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'

describe('creating a report', () => {
  it('stores the canonical text and answers with its hash', async () => {
    const nachweis = makeNachweis(0)
    const created = await create(vendor, nachweis)
    expect(created.statusCode, created.body).toBe(201)
    const { id, version, hash } = created.json()
    expect(version).toBe(1)
    expect(hash).toBe(sha256(canonicalize(nachweis.inhalt)))
    const read = await vendor.inject({ url: `/v1/ausbildungsnachweise/${id}` })
    expect(read.statusCode).toBe(200)
    expect(read.headers.etag).toBe('"1"')
    expect(read.json()).toMatchObject({
      id,
      berichtsheftId: heftId,
      fremdId: nachweis.fremdId,
      status: 'freigegeben',
      inhalt: nachweis.inhalt,
      verlauf: nachweis.verlauf,
    })
    expect(read.body).toContain(canonicalize(nachweis.inhalt))
  })

  it('keeps an unknown state unknown', async () => {
    const { verlauf: _verlauf, ...nachweis } = makeNachweis(1)
    const created = await create(vendor, nachweis)
    const read = await vendor.inject({ url: `/v1/ausbildungsnachweise/${created.json().id}` })
    expect(read.json()).not.toHaveProperty('status')
    expect(read.json()).not.toHaveProperty('verlauf')
  })

  it('refuses a key of the vendor that is taken, and lets another vendor use it', async () => {
    const nachweis = makeNachweis(2)
    expect((await create(vendor, nachweis)).statusCode).toBe(201)
    expect((await create(vendor, nachweis)).statusCode).toBe(409)
    const heft = await other.inject({ method: 'POST', url: '/v1/berichtshefte', payload: makeKopf() })
    const created = await other.inject({
      method: 'POST',
      url: '/v1/ausbildungsnachweise',
      payload: { berichtsheftId: heft.json().id, ...nachweis },
    })
    expect(created.statusCode).toBe(201)
  })

  it('knows no foreign book, just as it knows no book that does not exist', async () => {
    const foreign = await create(other, makeNachweis(3))
    const unknown = await vendor.inject({
      method: 'POST',
      url: '/v1/ausbildungsnachweise',
      payload: { berichtsheftId: unknownId, ...makeNachweis(3) },
    })
    expect(foreign.statusCode).toBe(404)
    expect(unknown.statusCode).toBe(404)
    expect({ ...foreign.json(), detail: '', instance: '' }).toEqual({ ...unknown.json(), detail: '', instance: '' })
  })

  it('stores concurrent requests that share a call, and refuses only those at fault', async () => {
    const taken = makeNachweis(4)
    await create(vendor, taken)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => create(vendor, i % 10 === 7 ? taken : makeNachweis(5 + i))),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(
      Array.from({ length: 40 }, (_, i) => (i % 10 === 7 ? 409 : 201)),
    )
  })

  it('continues the event chain of the book without a gap, and the chain verifies', async () => {
    const { rows } = await app.deps.db.pool
      .query('select system_setzen(now())')
      .then(() => ownerQuery('select nr, inhalt, hash from ereignis where aggregat_id = $1 order by nr', [heftId]))
    const { verifyKette } = await import('@berichtsheft/core/signatur')
    expect(rows.map(({ nr }) => nr)).toEqual(rows.map((_, i) => i + 1))
    expect(
      verifyKette(rows.map((row) => ({ nr: row.nr, text: row.inhalt, hash: row.hash.toString('hex') }))),
    ).toMatchObject({ gueltig: true })
    for (const { inhalt } of rows) expect(inhalt).not.toContain('Ehrlichmann')
  })
})

const ownerQuery = async (
  sql: string,
  values: unknown[],
): Promise<{ rows: { nr: number; inhalt: string; hash: Buffer }[] }> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query(sql, values)
    return { rows: rows.map((row) => ({ ...row, nr: Number(row.nr) })) }
  } finally {
    await client.end()
  }
}

describe('C07: duplicate delivery and lost update', () => {
  it('answers 50 equal requests with one key alike, and stores once', async () => {
    const nachweis = makeNachweis(60)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => create(vendor, nachweis, { 'idempotency-key': 'k-50' })),
    )
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  })

  it('refuses another body under a used key, and a key means nothing to another vendor', async () => {
    await create(vendor, makeNachweis(61), { 'idempotency-key': 'k-1' })
    expect((await create(vendor, makeNachweis(62), { 'idempotency-key': 'k-1' })).statusCode).toBe(422)
    const heft = await other.inject({
      method: 'POST',
      url: '/v1/berichtshefte',
      payload: makeKopf(),
      headers: { 'idempotency-key': 'k-1' },
    })
    expect(heft.statusCode).toBe(201)
  })

  it('lets one of two changes with the same ETag win', async () => {
    const { verlauf: _verlauf, ...nachweis } = makeNachweis(63)
    const { id } = (await create(vendor, nachweis)).json()
    const put = (text: string) =>
      vendor.inject({
        method: 'PUT',
        url: `/v1/ausbildungsnachweise/${id}`,
        headers: { 'if-match': '"1"' },
        payload: { inhalt: { ...nachweis.inhalt, abteilung: text } },
      })
    const answers = await Promise.all([put('A'), put('B')])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
  })

  it('needs If-Match for a change', async () => {
    const { id } = (await create(vendor, makeNachweis(64))).json()
    const answer = await vendor.inject({
      method: 'PUT',
      url: `/v1/ausbildungsnachweise/${id}`,
      payload: { inhalt: makeNachweis(64).inhalt },
    })
    expect(answer.statusCode).toBe(428)
  })
})

describe('the life of a report', () => {
  it('goes through its states, one approval wins out of ten, and an approved text is protected', async () => {
    const { verlauf: _verlauf, ...nachweis } = makeNachweis(70)
    const { id } = (await create(vendor, nachweis)).json()
    const step = (vorgang: string, kommentar?: string) =>
      vendor.inject({
        method: 'POST',
        url: `/v1/ausbildungsnachweise/${id}/schritte`,
        payload: { vorgang, ...(kommentar ? { kommentar } : {}), durch: { rolle: 'ausbilder' } },
      })
    expect((await step('eingereicht')).statusCode).toBe(201)
    expect((await step('zurueckgewiesen')).json().verstoesse[0]).toMatchObject({ regel: 'BH-13', pfad: '/kommentar' })
    expect((await step('zurueckgewiesen', 'Bitte ausführlicher')).statusCode).toBe(201)
    expect((await step('eingereicht')).statusCode).toBe(201)
    const approvals = await Promise.all(Array.from({ length: 10 }, () => step('freigegeben')))
    expect(approvals.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1)
    expect(approvals.filter(({ statusCode }) => statusCode === 409)).toHaveLength(9)
    const read = await vendor.inject({ url: `/v1/ausbildungsnachweise/${id}` })
    expect(read.json().verlauf.map((s: { vorgang: string }) => s.vorgang)).toEqual([
      'eingereicht',
      'zurueckgewiesen',
      'eingereicht',
      'freigegeben',
    ])
    const put = await vendor.inject({
      method: 'PUT',
      url: `/v1/ausbildungsnachweise/${id}`,
      headers: { 'if-match': String(read.headers.etag) },
      payload: { inhalt: nachweis.inhalt },
    })
    expect(put.statusCode).toBe(409)
    expect((await step('wiederGeoeffnet', 'Tippfehler')).statusCode).toBe(201)
  })

  it('adds remarks', async () => {
    const { id } = (await create(vendor, makeNachweis(71))).json()
    const answer = await vendor.inject({
      method: 'POST',
      url: `/v1/ausbildungsnachweise/${id}/kommentare`,
      payload: { text: 'Gut gemacht', von: { rolle: 'ausbilder' } },
    })
    expect(answer.statusCode).toBe(201)
    expect((await vendor.inject({ url: `/v1/ausbildungsnachweise/${id}` })).json().kommentare[0].text).toBe(
      'Gut gemacht',
    )
  })
})

describe('lists', () => {
  it('pages through a book by cursor in the order of the periods, and streams the same as NDJSON', async () => {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await vendor.inject({
        url: '/v1/ausbildungsnachweise',
        query: { berichtsheftId: heftId, limit: '7', ...(cursor ? { cursor } : {}) },
      })
      expect(page.statusCode, page.body).toBe(200)
      ids.push(...page.json().eintraege.map(({ id }: { id: string }) => id))
      cursor = page.json().naechsterCursor
    } while (cursor)
    expect(new Set(ids).size).toBe(ids.length)
    const stream = await vendor.inject({
      url: `/v1/ausbildungsnachweise?berichtsheftId=${heftId}`,
      headers: { accept: 'application/x-ndjson' },
    })
    expect(
      stream.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(ids)
  })

  it('filters', async () => {
    const count = async (query: Record<string, string>) =>
      (await vendor.inject({ url: '/v1/ausbildungsnachweise', query: { limit: '200', ...query } })).json().eintraege
        .length
    expect(await count({ unternehmen: '0001234567' })).toBeGreaterThan(0)
    expect(await count({ unternehmen: '9' })).toBe(0)
    expect(await count({ beruf: 'fachinformatiker', status: 'wiederGeoeffnet' })).toBe(1)
    expect(await count({ pruefungVon: '2027-05-11', pruefungBis: '2027-05-11' })).toBeGreaterThan(0)
    expect(await count({ pruefungVon: '2027-05-12' })).toBe(0)
    expect(await count({ geaendertSeit: '2026-11-20T10:00:00Z' })).toBeGreaterThan(0)
    expect(await count({ geaendertSeit: '2026-11-20T10:00:01Z' })).toBe(0)
  })

  it('shows nothing to another vendor', async () => {
    const list = await other.inject({ url: `/v1/ausbildungsnachweise?berichtsheftId=${heftId}` })
    expect(list.json().eintraege).toEqual([])
  })

  it.each([
    ['cursor=abc'],
    ['limit=0'],
    ['limit=201'],
    ['limit=1e9'],
    ['status=fertig'],
    ['unbekannt=1'],
    ['berichtsheftId=1'],
  ])('refuses %s', async (query) => {
    expect((await vendor.inject({ url: `/v1/ausbildungsnachweise?${query}` })).statusCode).toBe(400)
  })
})

describe('checking without storing', () => {
  it('names findings and stores nothing', async () => {
    const nachweis = makeNachweis(80)
    const before = (await vendor.inject({ url: `/v1/ausbildungsnachweise?berichtsheftId=${heftId}&limit=200` })).json()
      .eintraege.length
    const answer = await vendor.inject({
      method: 'POST',
      url: '/v1/ausbildungsnachweise/pruefung',
      payload: { ...nachweis, inhalt: { ...nachweis.inhalt, zeitraum: { von: '2026-03-22', bis: '2026-03-16' } } },
    })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json().verstoesse[0]).toMatchObject({
      schwere: 'fehler',
      pfad: expect.stringMatching(/^\/inhalt\/zeitraum/),
    })
    expect(
      (await vendor.inject({ url: `/v1/ausbildungsnachweise?berichtsheftId=${heftId}&limit=200` })).json().eintraege,
    ).toHaveLength(before)
  })
})
