import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, type TestPerson } from '../../testing/people.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

/** The administrations of chamber 107 and of the operator. */
const bereiche = [
  ['a chamber', { rolle: 'kammeradministration', knr: '107' }, 'kammer:107'],
  ['the operator', { rolle: 'betreiber' }, 'betreiber'],
] as const

const idOf = async (person: TestPerson): Promise<string> =>
  (await person.inject(undefined, { url: '/v1/rollenzuweisungen' })).json().eintraege[0].id
const revoke = (wer: TestPerson, kontext: string, id: string) =>
  wer.inject(kontext, { method: 'DELETE', url: `/v1/rollenzuweisungen/${id}` })
const change = (wer: TestPerson, kontext: string, id: string, payload: object) =>
  wer.inject(kontext, { method: 'POST', url: `/v1/rollenzuweisungen/${id}/aenderung`, payload })
const deleteKonto = (wer: TestPerson) => wer.inject(undefined, { method: 'DELETE', url: '/v1/konten/ich' })

describe.each(bereiche)('the last administration of %s (MI-35)', (_name, rolle, kontext) => {
  it('is neither taken away, nor given an end, nor deleted with its account, until there is another one', async () => {
    const letzte = await createTestPerson(app, { rollen: [rolle], stufe: 'mehrfaktor' })
    // Whoever has the role for some days only does not count.
    const befristet = { ...rolle, gueltigBis: '2099-12-31' }
    const kurz = await createTestPerson(app, { rollen: [befristet], stufe: 'mehrfaktor' })
    const id = await idOf(letzte)
    for (const wer of [letzte, kurz]) {
      const answer = await revoke(wer, kontext, id)
      expect(answer.statusCode, answer.body).toBe(409)
      expect(answer.json().detail).toContain('give the role to another person first')
    }
    expect((await change(kurz, kontext, id, { gueltigBis: '2099-12-31' })).statusCode).toBe(409)
    const kept = await deleteKonto(letzte)
    expect(kept.statusCode, kept.body).toBe(409)
    expect(kept.json().verstoesse).toMatchObject([{ regel: 'MI-56', textEnglisch: expect.stringContaining('only') }])
    const zweite = await createTestPerson(app, { rollen: [rolle], stufe: 'mehrfaktor' })
    expect((await revoke(zweite, kontext, id)).statusCode).toBe(200)
    expect((await deleteKonto(letzte)).statusCode).toBe(200)
    expect((await deleteKonto(kurz)).statusCode).toBe(200)
    expect((await deleteKonto(zweite)).statusCode).toBe(409)
    // Leaves the area empty for the races.
    const dritte = await createTestPerson(app, { rollen: [rolle], stufe: 'mehrfaktor' })
    expect((await revoke(dritte, kontext, await idOf(zweite))).statusCode).toBe(200)
  })

  it('is one of two who remove each other, or leave, at the same instant, every time', async () => {
    for (let round = 0; round < 12; round++) {
      const neu = { rollen: [rolle], stufe: 'mehrfaktor' as const }
      const [a, b] = [await createTestPerson(app, neu), await createTestPerson(app, neu)]
      // Whoever stayed in the round before goes first.
      const list = await a.inject(kontext, { url: `/v1/rollenzuweisungen?rolle=${rolle.rolle}&entzogen=false` })
      for (const { id, kontoId } of list.json().eintraege as { id: string; kontoId: string }[])
        if (![a.kontoId, b.kontoId].includes(kontoId)) expect((await revoke(a, kontext, id)).statusCode).toBe(200)
      const answers = await Promise.all([
        revoke(a, kontext, await idOf(b)),
        round % 2 === 0 ? revoke(b, kontext, await idOf(a)) : deleteKonto(a),
      ])
      const codes = answers.map(({ statusCode }) => statusCode).sort()
      expect(codes[0], answers.map(({ body }) => body).join()).toBe(200)
      expect([403, 404, 409], answers.map(({ body }) => body).join()).toContain(codes[1])
    }
  })
})

describe('the operator', () => {
  it('takes the last administration of a chamber away and gives a new first one: a chamber is never without a way back', async () => {
    const betreiber = await createTestPerson(app, { rollen: [{ rolle: 'betreiber' }], stufe: 'mehrfaktor' })
    const falsche = await createTestPerson(app, { rollen: [{ rolle: 'kammeradministration', knr: '112' }] })
    expect((await revoke(betreiber, 'betreiber', await idOf(falsche))).statusCode).toBe(200)
    const { kontoId } = await createTestPerson(app)
    const payload = { kontoId, anwendung: 'kammer', rolle: 'kammeradministration', knr: '112' }
    const given = await betreiber.inject('betreiber', { method: 'POST', url: '/v1/rollenzuweisungen', payload })
    expect(given.statusCode, given.body).toBe(201)
  })
})

describe('the role of a vendor', () => {
  it("is given by the operator's people to theirs, and opens nothing that is the operator's", async () => {
    const betreiber = await createTestPerson(app, { rollen: [{ rolle: 'betreiber' }], stufe: 'mehrfaktor' })
    const person = await createTestPerson(app, { stufe: 'mehrfaktor' })
    const payload = {
      kontoId: person.kontoId,
      anwendung: 'anbieterzugang',
      rolle: 'anbieter',
      gueltigBis: '2099-12-31',
    }
    const given = await betreiber.inject('betreiber', { method: 'POST', url: '/v1/rollenzuweisungen', payload })
    expect(given.json(), given.body).toMatchObject({ rolle: 'anbieter', gueltigBis: '2099-12-31' })
    expect((await person.inject('betreiber', { url: '/v1/anwendungen' })).statusCode).toBe(200)
    for (const url of ['/v1/rollenzuweisungen', '/v1/kontouebernahmen', '/v1/anbieter'])
      expect((await person.inject('betreiber', { url })).statusCode, url).toBe(403)
    expect((await revoke(betreiber, 'betreiber', given.json().id)).statusCode).toBe(200)
    expect((await person.inject('betreiber', { url: '/v1/anwendungen' })).statusCode).toBe(403)
  })
})
