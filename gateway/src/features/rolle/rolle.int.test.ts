import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { listKette } from '../mitgliedschaft/testing/chain.ts'

let app: TestApp
let firma: string
let chefin: TestPerson
let betreiber: TestPerson
const heute = '2026-11-20'

beforeAll(async () => {
  app = await createTestApp({ now: new Date(`${heute}T09:00:00Z`) })
  firma = await createTestUnternehmen(app)
  chefin = await createTestPerson(app, { rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }] })
  betreiber = await createTestPerson(app, { rollen: [{ rolle: 'betreiber' }], stufe: 'mehrfaktor' })
})
afterAll(() => app.close())

const give = (payload: object, wer = chefin, kontext = `unternehmen:${firma}`) =>
  wer.inject(kontext, { method: 'POST', url: '/v1/rollenzuweisungen', payload })
const revoke = (id: string, wer = chefin, kontext = `unternehmen:${firma}`) =>
  wer.inject(kontext, { method: 'DELETE', url: `/v1/rollenzuweisungen/${id}` })
const change = (id: string, payload: object) =>
  chefin.inject(`unternehmen:${firma}`, { method: 'POST', url: `/v1/rollenzuweisungen/${id}/aenderung`, payload })
const mitglied = () => createTestPerson(app, { mitgliedIn: [firma] })
const read = (wer: TestPerson, kontext = `unternehmen:${firma}`) => wer.inject(kontext, { url: '/v1/berichtshefte' })

describe('roles in a company (MI-10 to MI-12, MI-36, MI-44)', () => {
  it('open the application from the next request on, until they are taken away', async () => {
    const person = await mitglied()
    expect((await read(person)).statusCode).toBe(403)
    const given = await give({ kontoId: person.kontoId, anwendung: 'berichtsheft', rolle: 'ausbilder' })
    expect(given.statusCode, given.body).toBe(201)
    expect(given.json()).toMatchObject({ gueltigVon: heute, vergebenVon: chefin.kontoId, unternehmenId: firma })
    expect((await read(person)).statusCode).toBe(200)
    const taken = await revoke(given.json().id)
    expect(taken.json(), taken.body).toMatchObject({ entzogenVon: chefin.kontoId })
    expect((await read(person)).statusCode).toBe(403)
    expect((await revoke(given.json().id)).statusCode).toBe(409)
    const mails = await alsSystem(app.deps, (trx) =>
      trx('mail').where({ konto_id: person.kontoId }).select('text', 'werte'),
    )
    const werte = { anwendung: 'berichtsheft', rolle: 'ausbilder', wo: 'Werkstatt Störtebeker GmbH' }
    expect(mails).toHaveLength(2)
    expect(mails).toEqual(expect.arrayContaining(['rolleVergeben', 'rolleEntzogen'].map((text) => ({ text, werte }))))
    expect((await listKette(app, firma)).slice(-2)).toMatchObject([
      { art: 'rolle.vergeben', durch: chefin.kontoId, objekt: given.json().id, daten: { konto: person.kontoId } },
      { art: 'rolle.entzogen', durch: chefin.kontoId, objekt: given.json().id, daten: { rolle: 'ausbilder' } },
    ])
  })

  it('of an application are none of the administrator until he gives them to himself (MI-11, MI-16)', async () => {
    expect((await read(chefin)).json().type).toContain('role-required')
    const given = await give({ kontoId: chefin.kontoId, anwendung: 'berichtsheft', rolle: 'ausbildungsadministrator' })
    expect(given.statusCode, given.body).toBe(201)
    expect((await read(chefin)).statusCode).toBe(200)
  })

  it('hold from their first to their last day', async () => {
    const person = await mitglied()
    const tage = { gueltigVon: '2026-11-21', gueltigBis: '2026-11-22' }
    expect(
      (await give({ kontoId: person.kontoId, anwendung: 'berichtsheft', rolle: 'ausbilder', ...tage })).statusCode,
    ).toBe(201)
    for (const [now, status] of [
      ['2026-11-20T22:59:59Z', 403],
      ['2026-11-20T23:00:00Z', 200],
      ['2026-11-22T22:59:59Z', 200],
      ['2026-11-22T23:00:00Z', 403],
    ] as const) {
      app.clock.now = new Date(now)
      expect((await read(person)).statusCode, now).toBe(status)
    }
    app.clock.now = new Date(`${heute}T09:00:00Z`)
  })

  it('are changed by an end and a new begin', async () => {
    const person = await mitglied()
    const { id } = (await give({ kontoId: person.kontoId, anwendung: 'berichtsheft', rolle: 'azubi' })).json()
    app.clock.now = new Date(app.clock.now.getTime() + 1_000)
    const changed = await change(id, { rolle: 'ausbilder', gueltigBis: '2027-08-31' })
    expect(changed.statusCode, changed.body).toBe(201)
    expect(changed.json()).toMatchObject({ rolle: 'ausbilder', gueltigBis: '2027-08-31' })
    expect(changed.json().id).not.toBe(id)
    const list = await chefin.inject(`unternehmen:${firma}`, { url: `/v1/rollenzuweisungen?kontoId=${person.kontoId}` })
    expect(list.json().eintraege).toMatchObject([{ id, entzogenAm: expect.any(String) }, { rolle: 'ausbilder' }])
    expect((await read(person)).statusCode).toBe(200)
    expect((await change(changed.json().id, { rolle: 'ausbilder' })).json().verstoesse[0].regel).toBe('MI-12')
    expect((await change(id, { rolle: 'azubi' })).statusCode).toBe(409)
    const endless = await change(changed.json().id, { gueltigBis: null })
    expect(endless.json()).not.toHaveProperty('gueltigBis')
  })

  it.each([
    ['a role of a chamber', { anwendung: 'kammer', rolle: 'sachbearbeitung' }, '/rolle', 422],
    ['the operator', { anwendung: 'betrieb', rolle: 'betreiber' }, '/rolle', 422],
    [
      'a role that the application lacks',
      { anwendung: 'ausbildungsvertrag', rolle: 'berufsschule' },
      '/anwendung',
      422,
    ],
    ['an application that does not exist', { anwendung: 'gibt-es-nicht', rolle: 'azubi' }, '/anwendung', 422],
    ['yesterday', { anwendung: 'berichtsheft', rolle: 'azubi', gueltigVon: '2026-11-19' }, '/gueltigVon', 422],
    [
      'an end that has passed',
      { anwendung: 'berichtsheft', rolle: 'azubi', gueltigBis: '2026-11-19' },
      '/gueltigBis',
      422,
    ],
    [
      'an end before the begin',
      { anwendung: 'berichtsheft', rolle: 'azubi', gueltigVon: '2026-12-02', gueltigBis: '2026-12-01' },
      '/gueltigBis',
      422,
    ],
    ['a chamber beside it', { anwendung: 'berichtsheft', rolle: 'azubi', knr: '153' }, '/knr', 422],
    [
      'an address instead of the account',
      { anwendung: 'berichtsheft', rolle: 'azubi', email: 'a@b.example' },
      '/kontoId',
      422,
    ],
  ] as const)('are refused with %s', async (_name, payload, pfad, status) => {
    const person = await mitglied()
    const answer = await give({ ...('email' in payload ? {} : { kontoId: person.kontoId }), ...payload })
    expect(answer.statusCode, answer.body).toBe(status)
    expect(answer.json().verstoesse.map((verstoss: { pfad: string }) => verstoss.pfad)).toContain(pfad)
  })

  it('are given to members only, once, and in one company at a time', async () => {
    const fremd = await createTestPerson(app)
    const rolle = { anwendung: 'berichtsheft', rolle: 'azubi' }
    expect((await give({ kontoId: fremd.kontoId, ...rolle })).statusCode).toBe(404)
    const person = await mitglied()
    expect((await give({ kontoId: person.kontoId, ...rolle })).statusCode).toBe(201)
    expect((await give({ kontoId: person.kontoId, ...rolle })).statusCode).toBe(409)
    const nachbar = await createTestUnternehmen(app)
    const beide = await createTestPerson(app, {
      rollen: [firma, nachbar].map((unternehmenId) => ({ rolle: 'unternehmensadministrator' as const, unternehmenId })),
    })
    const answer = await give(
      { kontoId: person.kontoId, anwendung: 'berichtsheft', rolle: 'ausbilder' },
      beide,
      'unternehmen:*',
    )
    expect(answer.statusCode).toBe(400)
  })

  it('of another company are neither seen nor taken', async () => {
    const nachbar = await createTestUnternehmen(app)
    const dort = await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: nachbar }],
    })
    const list = await dort.inject(`unternehmen:${nachbar}`, { url: '/v1/rollenzuweisungen' })
    const [{ id }] = list.json().eintraege
    expect(list.json().eintraege).toHaveLength(1)
    expect((await revoke(id)).statusCode).toBe(404)
    expect((await change(id, { gueltigBis: '2099-12-31' })).statusCode).toBe(404)
    const own = await dort.inject(undefined, { url: '/v1/rollenzuweisungen' })
    expect(own.json().eintraege.map((rolle: { id: string }) => rolle.id)).toEqual([id])
  })

  it('are done once per Idempotency-Key', async () => {
    const person = await mitglied()
    const send = () =>
      chefin.inject(`unternehmen:${firma}`, {
        method: 'POST',
        url: '/v1/rollenzuweisungen',
        headers: { 'idempotency-key': `rolle-${person.kontoId}` },
        payload: { kontoId: person.kontoId, anwendung: 'berichtsheft', rolle: 'azubi' },
      })
    const [first, second] = [await send(), await send()]
    expect(second.statusCode).toBe(201)
    expect(second.body).toBe(first.body)
  })
})

describe('delegation', () => {
  const rolle = { anwendung: 'berichtsheft', rolle: 'ausbilder' } as const

  it('gives a role on behalf of a person who holds it, and ends with it', async () => {
    const [ausbilder, vertretung] = [await mitglied(), await mitglied()]
    const eigene = (await give({ kontoId: ausbilder.kontoId, ...rolle, gueltigBis: '2027-07-31' })).json()
    const vertritt = { kontoId: vertretung.kontoId, ...rolle, vertritt: ausbilder.kontoId }
    expect((await give(vertritt)).json().verstoesse[0].pfad).toBe('/gueltigBis')
    expect((await give({ ...vertritt, gueltigBis: '2027-08-01' })).json().verstoesse[0].pfad).toBe('/gueltigBis')
    const given = await give({ ...vertritt, gueltigBis: '2027-07-31' })
    expect(given.json(), given.body).toMatchObject({ vertritt: ausbilder.kontoId })
    expect((await read(vertretung)).statusCode).toBe(200)
    expect((await revoke(eigene.id)).statusCode).toBe(200)
    expect((await read(vertretung)).statusCode).toBe(403)
  })

  it('is refused for oneself and for a person without the role', async () => {
    const [eine, andere] = [await mitglied(), await mitglied()]
    for (const vertritt of [eine.kontoId, andere.kontoId])
      expect((await give({ kontoId: eine.kontoId, ...rolle, vertritt })).json().verstoesse[0].pfad).toBe('/vertritt')
  })
})

describe('roles at chambers and for the operator', () => {
  const first = (knr: string, email: string) =>
    give({ email, anwendung: 'kammer', rolle: 'kammeradministration', knr }, betreiber, 'betreiber')

  it('begin with the Kammeradministration that the operator gives, once per chamber', async () => {
    const leiterin = await createTestPerson(app, { email: 'Leiterin@ihk.example', stufe: 'mehrfaktor' })
    const given = await first('131', 'leiterin@IHK.example')
    expect(given.json(), given.body).toMatchObject({ kontoId: leiterin.kontoId, knr: '131' })
    expect((await first('131', 'leiterin@ihk.example')).statusCode).toBe(409)
    expect((await listKette(app, leiterin.kontoId)).at(-1)).toMatchObject({
      art: 'rolle.vergeben',
      durch: betreiber.kontoId,
    })

    const clerk = await createTestPerson(app)
    const payload = { kontoId: clerk.kontoId, anwendung: 'kammer', rolle: 'sachbearbeitung' }
    expect((await give(payload, leiterin, 'kammer:131')).statusCode).toBe(201)
    expect((await clerk.inject('kammer:131', { url: '/v1/anforderungen' })).statusCode).toBe(200)
    expect((await give(payload, leiterin, 'kammer:107')).statusCode).toBe(403)
    for (const falsch of [
      { ...payload, rolle: 'ausbilder', anwendung: 'berichtsheft' },
      { ...payload, rolle: 'betreiber', anwendung: 'betrieb' },
      { ...payload, rolle: 'bqPruefung', knr: '107', anwendung: 'bq' },
    ])
      expect((await give(falsch, leiterin, 'kammer:131')).statusCode).toBe(422)
    const list = await leiterin.inject('kammer:131', { url: '/v1/rollenzuweisungen' })
    expect(
      list
        .json()
        .eintraege.map(({ rolle }: { rolle: string }) => rolle)
        .sort(),
    ).toEqual(['kammeradministration', 'sachbearbeitung'])
  })

  it("begin in an empty gateway with the operator's machine client, which gives nothing else", async () => {
    const maschine = await app.createBetreiber()
    const giveBy = (payload: object) => maschine.inject({ method: 'POST', url: '/v1/rollenzuweisungen', payload })
    const person = await createTestPerson(app, { stufe: 'mehrfaktor' })
    const kammer = { kontoId: person.kontoId, anwendung: 'kammer', rolle: 'kammeradministration', knr: '103' }
    const given = await giveBy(kammer)
    expect(given.statusCode, given.body).toBe(201)
    expect(given.json()).toMatchObject({ kontoId: person.kontoId, knr: '103' })
    expect(given.json()).not.toHaveProperty('vergebenVon')
    expect((await listKette(app, person.kontoId)).at(-1)).toMatchObject({
      art: 'rolle.vergeben',
      durch: maschine.clientId,
    })
    expect((await giveBy(kammer)).statusCode).toBe(409)
    const betrieb = await giveBy({ kontoId: person.kontoId, anwendung: 'betrieb', rolle: 'betreiber' })
    expect(betrieb.statusCode, betrieb.body).toBe(201)
    expect((await person.inject('betreiber', { url: '/v1/rollenzuweisungen' })).statusCode).toBe(200)
    for (const rolle of [
      { anwendung: 'kammer', rolle: 'sachbearbeitung', knr: '103' },
      { anwendung: 'meine-ihk', rolle: 'unternehmensadministrator' },
    ])
      expect((await giveBy({ kontoId: person.kontoId, ...rolle })).statusCode).toBe(422)
  })

  it('need a second factor to be given', async () => {
    const einfach = await createTestPerson(app, { rollen: [{ rolle: 'kammeradministration', knr: '107' }] })
    const answer = await give(
      { kontoId: einfach.kontoId, anwendung: 'kammer', rolle: 'sachbearbeitung' },
      einfach,
      'kammer:107',
    )
    expect(answer.statusCode).toBe(403)
    expect(answer.headers['www-authenticate']).toContain('acr_values="mehrfaktor"')
  })

  it.each([
    ['a chamber that does not exist', { anwendung: 'kammer', rolle: 'kammeradministration', knr: '999' }, 422],
    ['no chamber', { anwendung: 'kammer', rolle: 'kammeradministration' }, 422],
    ['a clerk', { anwendung: 'kammer', rolle: 'sachbearbeitung', knr: '107' }, 422],
    ['a role in a company', { anwendung: 'berichtsheft', rolle: 'ausbilder' }, 422],
  ] as const)('are not given by the operator for %s', async (_name, payload, status) => {
    const person = await createTestPerson(app)
    expect((await give({ kontoId: person.kontoId, ...payload }, betreiber, 'betreiber')).statusCode).toBe(status)
  })

  it('go to active accounts only', async () => {
    const answer = await first('107', 'niemand@ihk.example')
    expect(answer.statusCode).toBe(404)
  })
})

describe('a right that is taken away while it is used (A10)', () => {
  it('was used wholly before or not at all, 50 times', async () => {
    let used = 0
    for (let round = 0; round < 50; round++) {
      const unternehmenId = await createTestUnternehmen(app)
      const admin = { rolle: 'unternehmensadministrator' as const, unternehmenId }
      const [bleibt, geht] = [
        await createTestPerson(app, { rollen: [admin] }),
        await createTestPerson(app, { rollen: [admin] }),
      ]
      const wer = `unternehmen:${unternehmenId}`
      const list = await bleibt.inject(wer, { url: `/v1/rollenzuweisungen?kontoId=${geht.kontoId}` })
      const [{ id }] = list.json().eintraege
      const [removal, use] = await Promise.all([
        revoke(id, bleibt, wer),
        geht.inject(wer, {
          method: 'POST',
          url: `/v1/unternehmen/${unternehmenId}/einladungen`,
          payload: { email: 'neu@person.example', anwendung: 'berichtsheft', rolle: 'azubi' },
        }),
      ])
      expect(removal.statusCode, removal.body).toBe(200)
      const arten = (await listKette(app, unternehmenId)).map(({ art }) => art)
      if (use.statusCode === 201) {
        used++
        expect(arten).toEqual(['einladung.versendet', 'rolle.entzogen'])
      } else {
        expect([403, 404], use.body).toContain(use.statusCode)
        expect(arten).toEqual(['rolle.entzogen'])
      }
    }
    process.stdout.write(`the right was used before its removal in ${used} of 50 races\n`)
  }, 60_000)
})

describe('a role of one application', () => {
  it('opens no other application that has a role of the same name (MI-15)', async () => {
    const person = await mitglied()
    const rolle = { kontoId: person.kontoId, rolle: 'ausbilder' }
    expect((await give({ ...rolle, anwendung: 'ausbildungsvertrag' })).statusCode).toBe(201)
    expect((await read(person)).json().type).toContain('role-required')
    expect((await read(person, 'unternehmen:*')).json().type).toContain('role-required')
    expect((await give({ ...rolle, anwendung: 'berichtsheft' })).statusCode).toBe(201)
    expect((await read(person)).statusCode).toBe(200)
  })
})
