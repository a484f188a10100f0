import { addTage, limits } from '@berichtsheft/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { runAufraeumen } from '../../jobs/aufraeumen.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { endAllMitgliedschaften } from '../mitgliedschaft/mitgliedschaft.service.ts'
import { listKette } from '../mitgliedschaft/testing/chain.ts'
import { expireEinladungen } from './einladung.service.ts'

let app: TestApp
let firma: string
let chefin: TestPerson
const start = '2026-11-20'
let zaehler = 0
let email: string

beforeAll(async () => {
  app = await createTestApp({ now: new Date(`${start}T09:00:00Z`) })
  firma = await createTestUnternehmen(app)
  chefin = await createTestPerson(app, {
    rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }],
    email: 'chefin@werkstatt.example',
  })
})
beforeEach(() => {
  app.clock.now = new Date(`${start}T09:00:00Z`)
  email = `Neue.Person${++zaehler}@Person.example`
})
afterAll(() => app.close())

const wer = () => `unternehmen:${firma}`
const invite = (payload: object = {}) =>
  chefin.inject(wer(), {
    method: 'POST',
    url: `/v1/unternehmen/${firma}/einladungen`,
    payload: { email, anwendung: 'berichtsheft', rolle: 'ausbilder', ...payload },
  })
const post = (id: string, schritt: string, person = chefin, kontext: string | undefined = wer()) =>
  person.inject(kontext, { method: 'POST', url: `/v1/einladungen/${id}/${schritt}` })
const accept = (person: TestPerson, token: string) =>
  person.inject(undefined, { method: 'POST', url: '/v1/einladungen/annahme', payload: { token } })

/** The token of the last link that was mailed to an address. */
const tokenFor = async (an: string): Promise<string> => {
  const mail: { werte: { verweis: string } } = await alsSystem(app.deps, (trx) =>
    trx('mail').where({ an, text: 'einladung' }).orderBy('erstellt_am', 'desc').first('werte'),
  )
  return new URL(mail.werte.verweis).searchParams.get('token') ?? ''
}

describe('an invitation in three steps (MI-06, MI-07, MI-37, MI-38, MI-40)', () => {
  it.each(['registered', 'not registered'])('of an address that is %s', async (kind) => {
    const before = kind === 'registered' ? await createTestPerson(app, { email: email.toLowerCase() }) : undefined
    const sent = await invite({ gueltigBis: '2027-08-31' })
    expect(sent.statusCode, sent.body).toBe(201)
    const { id } = sent.json()
    expect(sent.json()).toMatchObject({ status: 'versendet', email, versendetAm: `${start}T09:00:00.000Z` })
    expect(Object.keys(sent.json()).filter((name) => /konto|name|genehmigt|angenommen/i.test(name))).toEqual([])
    expect((await post(id, 'genehmigung')).statusCode).toBe(409)

    const person = before ?? (await createTestPerson(app, { email: email.toLowerCase() }))
    const seen = await person.inject(undefined, { url: `/v1/einladungen/${id}` })
    expect(seen.json()).toMatchObject({ unternehmen: 'Werkstatt Störtebeker GmbH' })
    app.clock.now = new Date(`${start}T10:00:00Z`)
    const accepted = await accept(person, await tokenFor(email))
    expect(accepted.json(), accepted.body).toMatchObject({ status: 'angenommen', kontoId: person.kontoId })
    expect((await person.inject(wer(), { url: '/v1/berichtshefte' })).statusCode).toBe(404)

    app.clock.now = new Date(`${start}T11:00:00Z`)
    const approved = await post(id, 'genehmigung')
    expect(approved.json(), approved.body).toMatchObject({
      status: 'genehmigt',
      versendetAm: `${start}T09:00:00.000Z`,
      angenommenAm: `${start}T10:00:00.000Z`,
      genehmigtAm: `${start}T11:00:00.000Z`,
      genehmigtVon: chefin.kontoId,
      vorname: 'Tilda',
    })
    expect((await person.inject(wer(), { url: '/v1/berichtshefte' })).statusCode).toBe(200)
    expect((await post(id, 'genehmigung')).statusCode).toBe(409)
    expect((await listKette(app, firma)).slice(-5)).toMatchObject([
      { art: 'einladung.versendet', durch: chefin.kontoId, objekt: id },
      { art: 'einladung.angenommen', durch: person.kontoId, objekt: id },
      { art: 'einladung.genehmigt', durch: chefin.kontoId, objekt: id },
      { art: 'mitglied.aufgenommen', objekt: person.kontoId, daten: { vorgang: id, auf: chefin.kontoId } },
      {
        art: 'rolle.vergeben',
        daten: { konto: person.kontoId, rolle: 'ausbilder', gueltigBis: '2027-08-31', vorgang: id },
      },
    ])
    const kette = JSON.stringify(await listKette(app, firma))
    expect(kette.toLowerCase()).not.toContain('person.example')
  })

  it('is listed, withdrawn and sent again', async () => {
    const { id, version } = (await invite()).json()
    const old = await tokenFor(email)
    app.clock.now = new Date(`${start}T12:00:00Z`)
    const stale = await chefin.inject(wer(), {
      method: 'POST',
      url: `/v1/einladungen/${id}/versand`,
      headers: { 'if-match': `"${version + 1}"` },
    })
    expect([stale.statusCode, stale.json().stand.id]).toEqual([412, id])
    expect((await post(id, 'versand')).json()).toMatchObject({ version: 2, versendetAm: `${start}T12:00:00.000Z` })
    const person = await createTestPerson(app, { email })
    expect((await accept(person, old)).statusCode).toBe(404)
    expect((await post(id, 'ruecknahme')).json()).toMatchObject({ status: 'zurueckgezogen' })
    expect((await accept(person, await tokenFor(email))).statusCode).toBe(404)
    for (const schritt of ['versand', 'ruecknahme', 'genehmigung'])
      expect((await post(id, schritt)).statusCode).toBe(409)
    const list = await chefin.inject(wer(), { url: `/v1/unternehmen/${firma}/einladungen?status=zurueckgezogen` })
    expect(list.json().eintraege.map((eintrag: { id: string }) => eintrag.id)).toContain(id)
  })

  it('ends at its expiry, at the very instant, and lives again when it is sent again', async () => {
    const { id, ablauf } = (await invite()).json()
    expect(ablauf).toBe(`${addTage(start, limits.einladungTage)}T09:00:00.000Z`)
    const token = await tokenFor(email)
    const person = await createTestPerson(app, { email })
    app.clock.now = new Date(ablauf)
    expect((await accept(person, token)).statusCode).toBe(410)
    expect((await chefin.inject(wer(), { url: `/v1/einladungen/${id}` })).json()).toMatchObject({
      status: 'abgelaufen',
      version: 2,
    })
    expect(await expireEinladungen(app.deps, app.clock.now)).toBeGreaterThan(0)
    expect((await chefin.inject(wer(), { url: `/v1/einladungen/${id}` })).json()).toMatchObject({
      status: 'abgelaufen',
      version: 2,
    })
    expect((await accept(person, token)).statusCode).toBe(410)
    expect((await post(id, 'versand')).statusCode).toBe(200)
    app.clock.now = new Date(app.clock.now.getTime() + limits.einladungTage * 86_400_000 - 1)
    const again = await createTestPerson(app)
    expect((await accept(again, await tokenFor(email))).statusCode).toBe(404)
    expect((await accept(person, await tokenFor(email))).statusCode).toBe(200)
  })
})

describe('the page of the mailed link', () => {
  const open = (token: string) => app.server.inject({ url: `/konto/einladung?token=${token}` })
  const press = (token: string) =>
    app.server.inject({
      method: 'POST',
      url: '/konto/einladung',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: app.deps.config.PUBLIC_URL },
      payload: new URLSearchParams({ token }).toString(),
    })
  const statusOf = async (id: string): Promise<string> =>
    (await chefin.inject(wer(), { url: `/v1/einladungen/${id}` })).json().status

  it('accepts by its button, not by being opened, and only once there is an account with the address', async () => {
    const { id } = (await invite()).json()
    const token = await tokenFor(email)
    const page = await open(token)
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain('<button>Annehmen</button>')
    expect(await statusOf(id)).toBe('versendet')
    expect((await press(token)).body).toContain('legen Sie zuerst ein Konto')
    expect(await statusOf(id)).toBe('versendet')
    const person = await createTestPerson(app, { email: email.toUpperCase() })
    expect((await press(token)).body).toContain('Sie haben die Einladung angenommen')
    expect((await chefin.inject(wer(), { url: `/v1/einladungen/${id}` })).json()).toMatchObject({
      status: 'angenommen',
      kontoId: person.kontoId,
    })
    expect((await press(token)).statusCode).toBe(409)
    expect((await post(id, 'genehmigung')).statusCode).toBe(200)
  })

  it('says the same of a link that was guessed and of one that was withdrawn; an expired one is gone', async () => {
    const { id, ablauf } = (await invite()).json()
    await createTestPerson(app, { email })
    const token = await tokenFor(email)
    app.clock.now = new Date(ablauf)
    expect((await press(token)).statusCode).toBe(410)
    app.clock.now = new Date(`${start}T09:00:00Z`)
    expect((await post(id, 'ruecknahme')).statusCode).toBe(200)
    const [withdrawn, guessed] = [await press(token), await press('A'.repeat(43))]
    expect([withdrawn.statusCode, withdrawn.body]).toEqual([404, guessed.body])
    const attack = await open(encodeURIComponent('"><script>alert(1)</script>'))
    expect(attack.body).not.toContain('<script>')
  })

  it('takes no form of another site', async () => {
    await invite()
    const answer = await app.server.inject({
      method: 'POST',
      url: '/konto/einladung',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      payload: new URLSearchParams({ token: await tokenFor(email) }).toString(),
    })
    expect(answer.statusCode).toBe(403)
  })
})

describe('an invitation that came to nothing', () => {
  it('is removed with its address after some time, an approved one is not', async () => {
    const { id } = (await invite()).json()
    expect((await post(id, 'ruecknahme')).statusCode).toBe(200)
    const count = async (): Promise<number> => {
      const rows = await alsSystem(app.deps, (trx) => trx('einladung').where({ id }).select('id'))
      return rows.length
    }
    const end = app.clock.now.getTime() + limits.einladungAufbewahrungTage * 86_400_000
    await runAufraeumen(app.deps, new Date(end))
    expect(await count()).toBe(1)
    const approved = await alsSystem(app.deps, (trx) => trx('einladung').where({ status: 'genehmigt' }).select('id'))
    await runAufraeumen(app.deps, new Date(end + 1))
    expect(await count()).toBe(0)
    expect(await alsSystem(app.deps, (trx) => trx('einladung').where({ status: 'genehmigt' }).select('id'))).toEqual(
      approved,
    )
    expect(approved.length).toBeGreaterThan(0)
  })
})

describe('bad invitations', () => {
  it('to oneself, to members, to whom is invited already, for foreign roles', async () => {
    const self = await invite({ email: 'CHEFIN@werkstatt.example' })
    expect([self.statusCode, self.json().verstoesse?.[0].pfad]).toEqual([422, '/email'])
    await createTestPerson(app, { mitgliedIn: [firma], email: email.toLowerCase() })
    expect((await invite()).statusCode).toBe(409)
    email = `zweimal${zaehler}@person.example`
    expect((await invite()).statusCode).toBe(201)
    expect((await invite({ email: email.toUpperCase() })).statusCode).toBe(409)
    const rolle = await invite({ email: 'x@person.example', anwendung: 'kammer', rolle: 'sachbearbeitung' })
    expect([rolle.statusCode, rolle.json().verstoesse?.[0].pfad]).toEqual([422, '/rolle'])
  })

  it.each([
    ['quotes', '"a b"@person.example'],
    ['umlauts', 'çiğdem@münchen.example'],
    ['10,000 characters', `${'a'.repeat(10_000)}@person.example`],
    ['a header', 'a@person.example\r\nBcc: b@person.example'],
    ['two addresses', 'a@person.example,b@person.example'],
    ['none', ''],
  ])('to an address with %s', async (_name, an) => {
    const answer = await invite({ email: an })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().verstoesse[0].pfad).toBe('/email')
  })

  it('are thwarted by a limit per address', async () => {
    const codes: number[] = []
    for (let i = 0; i <= limits.einladungenJeAdresse; i++) {
      const answer = await invite()
      codes.push(answer.statusCode)
      if (answer.statusCode === 201) await post(answer.json().id, 'ruecknahme')
    }
    expect(codes).toEqual([...Array(limits.einladungenJeAdresse).fill(201), 429])
  })
})

describe('links', () => {
  it('that were guessed, used or are for another person open nothing, and look alike', async () => {
    const { id } = (await invite()).json()
    const token = await tokenFor(email)
    const [person, fremder] = [await createTestPerson(app, { email }), await createTestPerson(app)]
    const guessed = await accept(fremder, 'A'.repeat(43))
    const foreign = await accept(fremder, token)
    const { instance: _a, ...one } = guessed.json()
    const { instance: _b, ...other } = foreign.json()
    expect(foreign.statusCode).toBe(404)
    expect(other).toEqual(one)
    expect((await fremder.inject(undefined, { url: `/v1/einladungen/${id}` })).statusCode).toBe(404)
    const both = await Promise.all([accept(person, token), accept(person, token)])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect((await accept(person, token)).statusCode).toBe(409)
  })

  it('cannot be tried again and again', async () => {
    const person = await createTestPerson(app)
    const codes: number[] = []
    for (let i = 0; i <= limits.annahmenJeKonto; i++) codes.push((await accept(person, 'A'.repeat(43))).statusCode)
    expect(codes).toEqual([...Array(limits.annahmenJeKonto).fill(404), 429])
  })

  it('open nothing for an account that is not confirmed', async () => {
    await invite()
    const person = await createTestPerson(app, { email })
    const set = (status: string) =>
      alsSystem(app.deps, (trx) => trx('konto').where({ id: person.kontoId }).update({ status }))
    await set('zurBestaetigung')
    expect((await accept(person, await tokenFor(email))).statusCode).toBe(403)
  })

  it('are not approved for an account that was locked or deleted meanwhile', async () => {
    const { id } = (await invite()).json()
    const person = await createTestPerson(app, { email })
    expect((await accept(person, await tokenFor(email))).statusCode).toBe(200)
    await alsSystem(app.deps, (trx) => trx('konto').where({ id: person.kontoId }).update({ status: 'gesperrt' }))
    const locked = await post(id, 'genehmigung')
    expect([locked.statusCode, locked.json().detail]).toEqual([409, expect.stringContaining('not active')])
    await alsSystem(app.deps, (trx) => endAllMitgliedschaften(trx, person.kontoId, app.deps.now()))
    const seen = await chefin.inject(wer(), { url: `/v1/einladungen/${id}` })
    expect(seen.body).not.toContain(email)
    expect((await chefin.inject(wer(), { url: `/v1/einladungen/${id}` })).json()).toMatchObject({
      status: 'zurueckgezogen',
    })
    expect((await post(id, 'genehmigung')).statusCode).toBe(409)
  })

  it('of another company are neither seen nor decided', async () => {
    const nachbar = await createTestUnternehmen(app)
    const dort = await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: nachbar }],
    })
    const { id } = (await invite()).json()
    for (const schritt of ['versand', 'ruecknahme', 'genehmigung'])
      expect((await post(id, schritt, dort, `unternehmen:${nachbar}`)).statusCode).toBe(404)
    expect((await dort.inject(`unternehmen:${nachbar}`, { url: `/v1/einladungen/${id}` })).statusCode).toBe(404)
  })
})

describe('two administrators at once', () => {
  it('approve and withdraw: one of them, every time', async () => {
    const zweite = await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }],
    })
    for (let round = 0; round < 10; round++) {
      email = `rennen${round}@person.example`
      const { id } = (await invite()).json()
      const person = await createTestPerson(app, { email })
      expect((await accept(person, await tokenFor(email))).statusCode).toBe(200)
      const answers = await Promise.all([
        post(id, 'genehmigung'),
        post(id, round % 2 ? 'ruecknahme' : 'genehmigung', zweite),
      ])
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
      const rollen = await chefin.inject(wer(), { url: `/v1/rollenzuweisungen?kontoId=${person.kontoId}` })
      const { status } = (await chefin.inject(wer(), { url: `/v1/einladungen/${id}` })).json()
      expect(rollen.json().eintraege).toHaveLength(status === 'genehmigt' ? 1 : 0)
    }
  })
})
