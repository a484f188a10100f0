import type { Ausbildungsvertrag } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { createId } from '../../ids.ts'
import { expectLikeMissing } from '../../testing/foreign-objects.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { openVertraege } from './testing/vertraege.ts'

const url = '/v1/ausbildungsvertraege'
const { t, next, byCompany, byClerk, call, post, good, draft, submitted, get, list } = await openVertraege()
afterAll(() => t.close())

describe('a draft', () => {
  it('may be empty, is changed with its ETag, and is seen by its company only', async () => {
    const begun = await post(byCompany(), '', { vertrag: {} })
    expect(begun.statusCode, begun.body).toBe(201)
    const { id, status, version } = begun.json<Ausbildungsvertrag>()
    expect([status, version, begun.headers.etag]).toEqual(['entwurf', 1, '"1"'])
    expect(begun.headers.location).toBe(`${url}/${id}`)
    const put = (etag: string) =>
      call(byCompany(), {
        method: 'PUT',
        url: `${url}/${id}`,
        headers: { 'if-match': etag },
        payload: { vertrag: next() },
      })
    expect((await put('"1"')).json()).toMatchObject({ version: 2, knr: '153' })
    const late = await put('"1"')
    expect([late.statusCode, late.json().stand.version]).toEqual([412, 2])
    expect((await call(byClerk(), { url: `${url}/${id}` })).statusCode).toBe(404)
    expect(await list('limit=200', byClerk())).not.toContain(id)
    const known = await call(byCompany(), { url: `${url}/${id}`, headers: { 'if-none-match': '"2"' } })
    expect(known.statusCode).toBe(304)
  })

  it('of somebody else is like one that does not exist', async () => {
    const { id } = await draft(next())
    const neighbour = await createTestUnternehmen(t)
    const stranger = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: neighbour }] })
    const read = (one: string) => () => stranger.inject(`unternehmen:${neighbour}`, { url: `${url}/${one}` })
    await expectLikeMissing('GET', read(id), read(createId(t.clock.now)))
    for (const step of ['einreichung', 'ruecknahme'])
      expect((await post([stranger, `unternehmen:${neighbour}`], `/${id}/${step}`, {})).statusCode).toBe(404)
    expect((await get(id)).version).toBe(1)
  })

  it('is refused at the submission while its form is not complete, with each place', async () => {
    const { beginn: _day, ...withoutBegin } = next()
    const { id } = await draft(withoutBegin)
    const answer = await post(byCompany(), `/${id}/einreichung`)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().verstoesse).toMatchObject([{ regel: 'SCHEMA', pfad: '/beginn' }])
  })

  it.each([
    ['ihk', '999'],
    ['ihk', '105'],
    ['ihk', '00065'],
    ['hwk', '153'],
  ] as const)('cannot be handed in to a chamber that there is not: %s %s', async (kammerart, knr) => {
    const { id } = await draft(next(createVertrag, { kammerart, knr }))
    const answer = await post(byCompany(), `/${id}/einreichung`)
    expect([answer.statusCode, answer.json().verstoesse[0]]).toMatchObject([
      422,
      { regel: knr === '105' ? 'DAV-041' : 'DAV-040', pfad: '/knr' },
    ])
  })

  it('can be begun from an earlier contract, without its apprentice and days', async () => {
    const earlier = await draft(next(createVertrag, { probezeitMonate: 2 }))
    const again = await good(byCompany(), '', { vertrag: {}, vorlageId: earlier.id })
    expect(again.vertrag).toMatchObject({ probezeitMonate: 2, beruf: earlier.vertrag.beruf })
    for (const part of ['azubi', 'beginn', 'ende', 'abschlussdatum', 'urlaub', 'empfangsnachweise'])
      expect(again.vertrag).not.toHaveProperty(part)
  })

  it('of a vendor has a key of its own, once', async () => {
    const vendor = await t.createVendor()
    const send = (fremdId: string) => vendor.inject({ method: 'POST', url, payload: { vertrag: next(), fremdId } })
    const first = await send('v-1')
    expect(first.statusCode, first.body).toBe(201)
    expect((await send('v-1')).statusCode).toBe(409)
    expect((await (await t.createVendor()).inject({ url: `${url}/${first.json().id}` })).statusCode).toBe(404)
    expect((await post(byCompany(), '', { vertrag: {}, fremdId: 'v-2' })).statusCode).toBe(422)
  })
})

describe('prefilling', () => {
  it('DV-19 to DV-21: takes company, its numbers, sites and trainers from the register, and only occupations that the trainer may train', async () => {
    const kammer = await t.createKammer('153')
    const anschrift = { strasse: 'Am Salzkai', hausnummer: '4', plz: '68159', ort: 'Mannheim' }
    const records = [
      { unternehmen: { identnummer: '0000004242', name: 'Salzkontor GmbH', anschrift } },
      { betriebsstaette: { fremdId: 's-1', identnummer: '4242', anschrift, betriebsnummer: '09912342' } },
      { ausbilder: { fremdId: 'a-1', identnummer: '4242', name: 'Rika van der Saal', berufe: ['Koch', 'Tischler'] } },
      { ausbilder: { fremdId: 'a-2', identnummer: '4242', name: 'Jo Berg', berufe: ['Koch'] } },
    ]
    const stored = await kammer.inject({
      method: 'POST',
      url: '/v1/stammdaten',
      headers: { 'content-type': 'application/x-ndjson' },
      payload: records.map((one) => JSON.stringify(one)).join('\n'),
    })
    expect(stored.statusCode, stored.body).toBe(200)
    const salz = await createTestUnternehmen(t, { identnummer: '0000004242' })
    const chef = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: salz }] })
    const read = (query: string) => chef.inject(`unternehmen:${salz}`, { url: `${url}/vorbelegung${query}` })
    expect((await read('')).json()).toMatchObject({
      vertrag: {
        knr: '153',
        kammerart: 'ihk',
        ausbildender: { name: 'Salzkontor GmbH', identnummer: '0000004242' },
        ausbildungsstaetten: [{ betriebsnummer: '09912342', anschrift }],
      },
      ausbilder: [{ fremdId: 'a-1' }, { fremdId: 'a-2' }],
      berufe: ['Koch', 'Tischler'],
    })
    expect((await read('?ausbilder=a-2')).json()).toMatchObject({
      vertrag: { ausbilder: [{ fremdId: 'a-2', vorname: 'Jo', familienname: 'Berg' }] },
      berufe: ['Koch'],
    })
    expect((await read('?ausbilder=a-9')).statusCode).toBe(404)

    // A trainer whom the register gives to another company, or to nobody, is refused at the submission.
    const vertrag = next()
    const [trainer] = vertrag.ausbilder
    const made = await good([chef, `unternehmen:${salz}`], '', {
      vertrag: {
        ...vertrag,
        ausbildender: { ...vertrag.ausbildender, identnummer: '0000004242' },
        ausbilder: [{ ...trainer, fremdId: 'a-9' }],
      },
    })
    const refused = await post([chef, `unternehmen:${salz}`], `/${made.id}/einreichung`)
    expect(refused.json().verstoesse).toMatchObject([{ regel: 'DV-21', pfad: '/ausbilder/0/fremdId' }])
  })
})

describe('lists', () => {
  it('filter by occupation, begin, end, exam, state and time of change, page by page and as NDJSON', async () => {
    const early = await draft(next(createVertrag, { beginn: '2026-09-01', pruefungstermin: '2029-06-15' }))
    t.clock.now = new Date(t.clock.now.getTime() + 1000)
    const late = await draft(next(createVertrag, { beruf: { bezeichnung: 'Koch' }, beginn: '2027-09-01' }))
    const both = [early.id, late.id]
    const of = async (query: string) => (await list(`limit=200&${query}`)).filter((id) => both.includes(id))
    expect(await of('status=entwurf')).toEqual(both)
    expect(await of('beruf=KOCH')).toEqual([late.id])
    expect(await of('beginnVon=2026-09-02')).toEqual([late.id])
    expect(await of('beginnVon=2026-09-01&beginnBis=2026-09-01')).toEqual([early.id])
    expect(await of('pruefungVon=2029-06-15&pruefungBis=2029-06-15')).toEqual([early.id])
    expect(await of('endeBis=2020-01-01')).toEqual([])
    expect(await of(`geaendertSeit=${late.geaendertAm}`)).toEqual([late.id])
    const first = await call(byCompany(), { url: `${url}?limit=1` })
    expect(await list(`limit=1&cursor=${first.json().naechsterCursor}`)).toHaveLength(1)
    const stream = await call(byCompany(), { url, headers: { accept: 'application/x-ndjson' } })
    const lines = stream.body.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(expect.arrayContaining(both))
  })
})

it('the same contract twice is refused at the submission, until the first one has ended', async () => {
  const vertrag = next()
  const first = await submitted(vertrag)
  const again = await draft(vertrag)
  const refused = await post(byCompany(), `/${again.id}/einreichung`)
  expect([refused.statusCode, refused.json().detail]).toEqual([409, expect.stringContaining('application')])
  await good(byCompany(), `/${first}/ruecknahme`, {})
  await good(byCompany(), `/${again.id}/einreichung`)
})

it('a step that is repeated with its Idempotency-Key is taken once', async () => {
  const { id } = await draft(next())
  const key = { 'idempotency-key': `einreichung-${id}` }
  const [one, two] = [
    await post(byCompany(), `/${id}/einreichung`, undefined, key),
    await post(byCompany(), `/${id}/einreichung`, undefined, key),
  ]
  expect(two?.body).toBe(one?.body)
  expect(two?.headers['idempotent-replayed']).toBe('true')
})
