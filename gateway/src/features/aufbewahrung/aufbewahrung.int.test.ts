import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestPerson } from '../../testing/people.ts'
import { openScene, post, pushHeft, release, request } from '../anforderung/testing/vorgang.ts'
import { eraseHefte } from './aufbewahrung.service.ts'

const { app, vendor, other, kammer } = await openScene()
const owner = new pg.Client({ connectionString: app.databaseUrl })
await owner.connect()
afterAll(() => owner.end())

/** Tables in which a text stands anywhere, as text or as bytes. */
const tablesWith = async (canary: string): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')",
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: hits } = await owner.query(
      `select 1 from ${name} t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0 limit 1`,
      [canary, Buffer.from(canary).toString('hex')],
    )
    if (hits.length > 0) found.push(name)
  }
  return found.sort()
}

/** Letters only, as names are. */
const makeCanary = (): string =>
  `Kanarienvogel${randomUUID().replaceAll(/[^a-f]/g, (digit) => (digit === '-' ? '' : String.fromCharCode(103 + Number(digit))))}`

/** A book with releases, a transfer, an export, an attachment and a request, with one canary in every text. */
const fillHeft = async (canary: string, change: Record<string, unknown> = {}): Promise<string> => {
  const heftId = await pushHeft(vendor, 2, {
    fremdId: `heft-${canary}`,
    azubi: { name: `Azubi ${canary}` },
    ausbildungsende: '2025-08-31',
    pruefungstermin: '2025-06-11',
    ...change,
  })
  const anforderung = await request(kammer, heftId, { hinweis: `Bitte ${canary}` })
  const freigabe = await release(vendor, heftId, { anforderungId: anforderung.id })
  await post(vendor, '/v1/uebermittlungen', { freigabeId: freigabe.id })
  await post(vendor, '/v1/exporte', { berichtsheftId: heftId, format: 'json' })
  await vendor.inject({ method: 'GET', url: `/v1/berichtshefte/${heftId}` })
  await kammer.inject({ method: 'GET', url: `/v1/berichtshefte/${heftId}` })
  return heftId
}

const exists = async (heftId: string): Promise<boolean> =>
  (await vendor.inject({ method: 'GET', url: `/v1/berichtshefte/${heftId}` })).statusCode === 200

const chainHolds = async (heftId: string): Promise<boolean> => {
  const { rows } = await owner.query(
    `with recursive e as (
       select nr, hash, sha256(decode(repeat('00', 32), 'hex') || int8send(nr) || convert_to(inhalt, 'UTF8')) = hash as ok from ereignis where aggregat_id = $1 and nr = 1
       union all
       select n.nr, n.hash, e.ok and sha256(e.hash || int8send(n.nr) || convert_to(n.inhalt, 'UTF8')) = n.hash from e join ereignis n on n.aggregat_id = $1 and n.nr = e.nr + 1)
     select bool_and(ok) as ok, max(nr) = (select nr from kette where aggregat_id = $1) as complete from e`,
    [heftId],
  )
  return rows[0].ok === true && rows[0].complete === true
}

describe('erasure after the time of retention (AN-033, D03)', () => {
  it('leaves no trace of the text in any table, and a chain that verifies', async () => {
    const canary = makeCanary()
    const heftId = await fillHeft(canary)
    expect(await tablesWith(canary)).toEqual(expect.arrayContaining(['public.berichtsheft', 'public.anforderung']))
    expect(await eraseHefte(app.deps, new Date('2026-08-30T21:59:00Z'), 12)).toBe(0)
    expect(await exists(heftId)).toBe(true)
    expect(await eraseHefte(app.deps, new Date('2026-08-30T22:01:00Z'), 12)).toBe(1)
    expect(await exists(heftId)).toBe(false)
    expect(await tablesWith(canary)).toEqual([])
    expect(await tablesWith(heftId)).toEqual(
      expect.not.arrayContaining(['public.berichtsheft', 'public.freigabe', 'public.uebermittlung', 'public.export']),
    )
    expect(await chainHolds(heftId)).toBe(true)
  })

  it('waits for the later of exam and end of training, and for ever without either', async () => {
    const exam = await fillHeft(makeCanary(), { ausbildungsende: '2025-01-31', pruefungstermin: '2026-01-20' })
    const open = await fillHeft(makeCanary(), { ausbildungsende: undefined, pruefungstermin: undefined })
    await eraseHefte(app.deps, new Date('2027-01-19T12:00:00Z'), 12)
    expect(await exists(exam)).toBe(true)
    await eraseHefte(app.deps, new Date('2027-01-20T12:00:00Z'), 12)
    expect([await exists(exam), await exists(open)]).toEqual([false, true])
    await eraseHefte(app.deps, new Date('2199-01-20T12:00:00Z'), 12)
    expect(await exists(open)).toBe(true)
  })

  it('respects a hold of any party until the last is lifted', async () => {
    const heftId = await fillHeft(makeCanary())
    const url = `/v1/berichtshefte/${heftId}/loeschsperre`
    const payload = { grund: 'Widerspruch gegen das Prüfungsergebnis' }
    const later = new Date('2030-01-01T12:00:00Z')
    for (const client of [vendor, kammer, kammer]) {
      const answer = await client.inject({ method: 'PUT', url, payload })
      expect(answer.statusCode, answer.body).toBe(200)
      expect(answer.json()).toMatchObject({ berichtsheftId: heftId, ...payload })
    }
    await eraseHefte(app.deps, later, 12)
    expect((await vendor.inject({ method: 'DELETE', url })).json()).toMatchObject(payload)
    expect((await vendor.inject({ method: 'DELETE', url })).statusCode).toBe(404)
    await eraseHefte(app.deps, later, 12)
    expect(await exists(heftId)).toBe(true)
    const clerk = await createTestPerson(app, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
    expect((await clerk.inject('kammer:153', { method: 'DELETE', url })).statusCode).toBe(200)
    await eraseHefte(app.deps, later, 12)
    expect(await exists(heftId)).toBe(false)
    expect(await chainHolds(heftId)).toBe(true)
  })

  it('leaves the record of access of other books that stand in the same entry', async () => {
    const gone = await fillHeft(makeCanary())
    const kept = await fillHeft(makeCanary(), { ausbildungsende: undefined, pruefungstermin: undefined })
    await kammer.inject({ method: 'GET', url: '/v1/berichtshefte?limit=200' })
    const recorded = async () =>
      (await vendor.inject({ method: 'GET', url: `/v1/berichtshefte/${kept}/zugriffe` })).json().eintraege
    const before = await recorded()
    expect(before.map(({ vorgang }: { vorgang: string }) => vorgang)).toContain('listBerichtshefte')
    await eraseHefte(app.deps, new Date('2030-01-01T12:00:00Z'), 12)
    expect(await exists(gone)).toBe(false)
    expect(await recorded()).toEqual(before)
  })

  it('knows no foreign book', async () => {
    const heftId = await pushHeft(vendor, 1)
    const url = `/v1/berichtshefte/${heftId}/loeschsperre`
    expect((await other.inject({ method: 'PUT', url, payload: { grund: 'x' } })).statusCode).toBe(404)
    expect((await other.inject({ method: 'DELETE', url })).statusCode).toBe(404)
  })
})
