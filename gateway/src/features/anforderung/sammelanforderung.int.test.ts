import type { Anforderung, AnforderungSeite, CreateSammelanforderung, Sammelanforderung } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { makeKopf } from '../../testing/fixtures.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { buildSammelanforderung } from './sammelanforderung.service.ts'
import { bodyOf, ereignisseOf, get, heute, post, unknownId } from './testing/vorgang.ts'

let app: TestApp
let vendor: TestClient
let other: TestClient
let kammer: TestClient

const createHefte = async (client: TestClient, count: number, beruf: string, knr = '153'): Promise<string[]> => {
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const kopf = makeKopf({ knr, beruf: { bezeichnung: beruf, kennung: beruf } })
    ids.push(bodyOf<{ id: string }>(await post(client, '/v1/berichtshefte', kopf), 201).id)
  }
  return ids
}

beforeAll(async () => {
  app = await createTestApp({ now: heute })
  vendor = await app.createVendor()
  other = await app.createVendor('Anderer Anbieter AG')
  kammer = await app.createKammer('153')
})
afterAll(() => app?.close())

/** Whom a request of many books told, by account; a bulk request tells each once. */
const countMails = async (kontoId: string): Promise<number> =>
  alsSystem(app.deps, async (trx) => (await trx('mail').where({ konto_id: kontoId, text: 'heftAngefordert' })).length)

const bodyFor = (auswahl: CreateSammelanforderung['auswahl']): CreateSammelanforderung => ({
  auswahl,
  zweck: 'stichprobe',
  rechtsgrundlage: 'BBiG § 76 Abs. 2',
  frist: '2026-12-15',
})

const order = async (auswahl: CreateSammelanforderung['auswahl'], status = 202): Promise<Sammelanforderung> =>
  bodyOf(await post(kammer, '/v1/sammelanforderungen', bodyFor(auswahl)), status)

const requestsOf = async ({ id }: { id: string }): Promise<Anforderung[]> => {
  const stream = await kammer.inject({
    url: `/v1/anforderungen?sammelanforderungId=${id}`,
    headers: { accept: 'application/x-ndjson' },
  })
  return stream.body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Anforderung)
}

describe('requesting many books', () => {
  it('tells the people of the company once: its administrators of training, where it has none its trainers', async () => {
    const unternehmenId = await createTestUnternehmen(app, { identnummer: '0001234567' })
    const ausbilder = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId }] })
    await createHefte(vendor, 3, 'drechsler')
    await buildSammelanforderung(app.deps, (await order({ beruf: 'drechsler' })).id)
    expect(await countMails(ausbilder.kontoId)).toBe(1)
    const admin = await createTestPerson(app, { rollen: [{ rolle: 'ausbildungsadministrator', unternehmenId }] })
    await buildSammelanforderung(app.deps, (await order({ beruf: 'drechsler' })).id)
    expect([await countMails(ausbilder.kontoId), await countMails(admin.kontoId)]).toEqual([1, 1])
  })

  it('asks each vendor for each book of the district that matches, and shows the progress', async () => {
    const own = await createHefte(vendor, 3, 'tischler')
    const theirs = await createHefte(other, 2, 'tischler')
    await createHefte(vendor, 1, 'tischler', '107')
    await createHefte(vendor, 1, 'koch')
    const sammel = await order({ beruf: 'tischler' })
    expect(sammel).toMatchObject({ knr: '153', status: 'inArbeit', treffer: 5, angelegt: 0, jeStatus: [] })
    expect(await buildSammelanforderung(app.deps, sammel.id)).toBe(5)
    const done = await get<Sammelanforderung>(kammer, `/v1/sammelanforderungen/${sammel.id}`)
    expect(done).toMatchObject({
      status: 'fertig',
      treffer: 5,
      angelegt: 5,
      jeStatus: [{ status: 'angelegt', anzahl: 5 }],
    })
    const requests = await requestsOf(sammel)
    expect(requests.map(({ berichtsheftId }) => berichtsheftId).toSorted()).toEqual([...own, ...theirs].toSorted())
    expect(new Set(requests.map(({ zweck, frist }) => `${zweck} ${frist}`))).toEqual(new Set(['stichprobe 2026-12-15']))
    for (const { id } of requests) expect(await ereignisseOf(app, id)).toEqual(['anforderung.angelegt'])
    await get(vendor, `/v1/anforderungen/${requests.find(({ anbieterId }) => anbieterId === vendor.anbieterId)?.id}`)
    const later = await get<Sammelanforderung>(kammer, `/v1/sammelanforderungen/${sammel.id}`)
    expect(later.jeStatus).toEqual([
      { status: 'angelegt', anzahl: 4 },
      { status: 'gelesen', anzahl: 1 },
    ])
  })

  it('goes on after it was broken off between two batches, and asks for each book once', async () => {
    await createHefte(vendor, 230, 'maler')
    const sammel = await order({ beruf: 'maler' })
    // The clock of the second batch fails, as a process would that is killed there.
    let calls = 0
    const dying = () => {
      if (++calls > 2) throw new Error('killed')
      return heute
    }
    await expect(buildSammelanforderung({ ...app.deps, now: dying }, sammel.id)).rejects.toThrow('killed')
    expect(await get(kammer, `/v1/sammelanforderungen/${sammel.id}`)).toMatchObject({
      status: 'inArbeit',
      treffer: 230,
      angelegt: 200,
    })
    expect(await buildSammelanforderung(app.deps, sammel.id)).toBe(30)
    expect(await get(kammer, `/v1/sammelanforderungen/${sammel.id}`)).toMatchObject({ status: 'fertig', angelegt: 230 })
    const books = (await requestsOf(sammel)).map(({ berichtsheftId }) => berichtsheftId)
    expect(new Set(books).size).toBe(230)
    expect(books).toHaveLength(230)
  })

  it('may run twice at the same time', async () => {
    await createHefte(vendor, 25, 'gerber')
    const sammel = await order({ beruf: 'gerber' })
    const deps: Deps = app.deps
    const made = await Promise.all([1, 2, 3].map(() => buildSammelanforderung(deps, sammel.id)))
    expect(made.reduce((sum, count) => sum + count)).toBe(25)
    expect(await requestsOf(sammel)).toHaveLength(25)
  })

  it('selects by company, exam date and year of training, all at once', async () => {
    const make = async (change: Parameters<typeof makeKopf>[0]) =>
      bodyOf<{ id: string }>(
        await post(vendor, '/v1/berichtshefte', makeKopf({ beruf: { bezeichnung: 'Bäcker' }, ...change })),
        201,
      ).id
    const wanted = await make({ unternehmen: { name: 'Backstube', identnummer: '77' }, pruefungstermin: '2027-05-05' })
    await make({ unternehmen: { name: 'Backstube', identnummer: '78' }, pruefungstermin: '2027-05-05' })
    await make({ unternehmen: { name: 'Backstube', identnummer: '77' }, pruefungstermin: '2027-06-05' })
    await make({
      unternehmen: { name: 'Backstube', identnummer: '77' },
      pruefungstermin: '2027-05-05',
      ausbildungsbeginn: '2026-09-01',
    })
    const sammel = await order({
      beruf: 'Bäcker',
      unternehmen: '77',
      pruefungVon: '2027-05-05',
      pruefungBis: '2027-05-05',
      ausbildungsjahr: 3,
    })
    await buildSammelanforderung(app.deps, sammel.id)
    expect((await requestsOf(sammel)).map(({ berichtsheftId }) => berichtsheftId)).toEqual([wanted])
  })

  it('is finished at once when nothing matches', async () => {
    expect(await order({ beruf: 'Drachenreiter' })).toMatchObject({ status: 'fertig', treffer: 0, angelegt: 0 })
  })

  it.each([
    [{}, 400],
    [{ pruefungVon: '2027-05-06', pruefungBis: '2027-05-05' }, 422],
  ])('refuses the selection %j', async (auswahl, status) => {
    const answer = await post(kammer, '/v1/sammelanforderungen', bodyFor(auswahl))
    expect(answer.statusCode, answer.body).toBe(status)
  })

  it('is the work of chambers, and does not exist for another one', async () => {
    const sammel = await order({ beruf: 'Drachenreiter' })
    expect((await post(vendor, '/v1/sammelanforderungen', bodyFor({ beruf: 'koch' }))).statusCode).toBe(403)
    const stranger = await app.createKammer('107')
    for (const id of [sammel.id, unknownId]) {
      expect((await stranger.inject({ url: `/v1/sammelanforderungen/${id}` })).statusCode).toBe(404)
    }
    expect(
      (await get<AnforderungSeite>(stranger, `/v1/anforderungen?sammelanforderungId=${sammel.id}`)).eintraege,
    ).toEqual([])
  })
})
