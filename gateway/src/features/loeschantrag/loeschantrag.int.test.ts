import { addTage, type Loeschantrag } from '@berichtsheft/core'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createPersonToken, createTestPerson, type TestPerson } from '../../testing/people.ts'
import { imAmt, type Szene, setScene } from '../unternehmen/testing/szene.ts'
import { executeLoeschungen } from './loeschung.service.ts'

let s: Szene
beforeAll(async () => {
  s = await setScene({ now: new Date('2026-11-20T10:00:00Z') })
})
afterAll(() => s.t.close())

let nr = 7000
/** An active company of its own for each test. */
const makeCompany = async (szene = s): Promise<string> => (await szene.activate(`${++nr}`)).id

/** A token of today, because the tests travel through more time than a token lives. */
const as = async (person: TestPerson, kontext: string, request: InjectOptions, szene = s) => {
  const token = await createPersonToken(szene.t.deps, person.kontoId, 'mehrfaktor')
  return person.inject(kontext, { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } })
}

const draft = (id: string, grund = 'Der Betrieb bildet nicht mehr aus.', szene = s) =>
  as(
    szene.registrant,
    `unternehmen:${id}`,
    { method: 'POST', url: `/v1/unternehmen/${id}/loeschantraege`, payload: { grund } },
    szene,
  )

const act = (person: TestPerson, kontext: string, antrag: string, schritt: string, payload?: object, szene = s) =>
  as(
    person,
    kontext,
    { method: 'POST', url: `/v1/loeschantraege/${antrag}/${schritt}`, ...(payload ? { payload } : {}) },
    szene,
  )

/** A confirmed request. */
const request = async (id: string, szene = s): Promise<Loeschantrag> => {
  const made: Loeschantrag = (await draft(id, undefined, szene)).json()
  const confirmed = await act(
    szene.registrant,
    `unternehmen:${id}`,
    made.id,
    'bestaetigung',
    { bestaetigung: made.bestaetigung },
    szene,
  )
  expect(confirmed.statusCode).toBe(200)
  return confirmed.json()
}

const decide = (antrag: string, payload: object, szene = s) =>
  act(szene.clerk, imAmt, antrag, 'entscheidung', payload, szene)
const revoke = (id: string, antrag: string, szene = s) =>
  act(szene.registrant, `unternehmen:${id}`, antrag, 'widerruf', undefined, szene)

const statusOf = (id: string, szene = s): Promise<string> =>
  alsSystem(szene.t.deps, async (trx) => (await trx('unternehmen').where({ id }).first('status')).status)

/** Goes to noon of a day in Berlin. */
const goTo = (tag: string, szene = s): void => {
  szene.t.clock.now = new Date(`${tag}T11:00:00Z`)
}

describe('a request to delete a company (MI-14, MI-45 to MI-50)', () => {
  it('needs a reason and a second step that names what was shown; a draft can be changed or given up', async () => {
    const id = await makeCompany()
    const kontext = `unternehmen:${id}`
    expect((await draft(id, ' ')).statusCode).toBe(422)
    expect(
      (await as(s.registrant, kontext, { method: 'POST', url: `/v1/unternehmen/${id}/loeschantraege`, payload: {} }))
        .statusCode,
    ).toBe(400)
    const made = await draft(id)
    const antrag: Loeschantrag = made.json()
    expect(antrag).toMatchObject({ status: 'entwurf', version: 1 })
    expect(await statusOf(id)).toBe('aktiv')
    expect((await draft(id)).statusCode).toBe(409)
    const url = `/v1/loeschantraege/${antrag.id}`
    const change = (etag: string) =>
      as(s.registrant, kontext, {
        method: 'PATCH',
        url,
        payload: { grund: 'Anderer Grund' },
        headers: { 'if-match': etag },
      })
    expect((await change('"9"')).statusCode).toBe(412)
    const changed = await change(String(made.headers.etag))
    expect(changed.json()).toMatchObject({ grund: 'Anderer Grund', version: 2 })
    const confirm = (bestaetigung: unknown) => act(s.registrant, kontext, antrag.id, 'bestaetigung', { bestaetigung })
    expect((await confirm(antrag.bestaetigung)).statusCode).toBe(409)
    expect((await as(s.clerk, imAmt, { url })).statusCode).toBe(404)
    expect((await as(s.registrant, kontext, { method: 'DELETE', url })).json()).toMatchObject({ status: 'verworfen' })
    expect((await confirm(changed.json().bestaetigung)).statusCode).toBe(409)
    expect((await draft(id)).statusCode).toBe(201)
  })

  it('is for administrators of the company only', async () => {
    const id = await makeCompany()
    const other = await makeCompany()
    const trainer = await createTestPerson(s.t, { rollen: [{ rolle: 'ausbilder', unternehmenId: id }] })
    const foreign = await createTestPerson(s.t, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: other }],
    })
    const payload = { grund: 'Weg damit' }
    const url = `/v1/unternehmen/${id}/loeschantraege`
    expect((await as(trainer, `unternehmen:${id}`, { method: 'POST', url, payload })).statusCode).toBe(403)
    expect((await as(foreign, `unternehmen:${other}`, { method: 'POST', url, payload })).statusCode).toBe(404)
    const antrag = await request(id)
    expect((await as(foreign, `unternehmen:${other}`, { url: `/v1/loeschantraege/${antrag.id}` })).statusCode).toBe(404)
    expect((await act(foreign, `unternehmen:${other}`, antrag.id, 'widerruf')).statusCode).toBe(404)
    expect(
      (await act(s.registrant, `unternehmen:${id}`, antrag.id, 'entscheidung', { ergebnis: 'freigegeben' })).statusCode,
    ).toBe(403)
  })

  it('is told to all members, decided by the chamber with a day, and carried out on that day', async () => {
    goTo('2026-11-20')
    const id = await makeCompany()
    const member = await createTestPerson(s.t, { rollen: [{ rolle: 'ausbilder', unternehmenId: id }] })
    const antrag = await request(id)
    expect(antrag).toMatchObject({ status: 'beantragt', widerrufbarBis: '2026-12-20' })
    expect(antrag).not.toHaveProperty('bestaetigung')
    expect(await statusOf(id)).toBe('loeschungBeantragt')
    expect(await s.mailsTo(member.kontoId)).toContain('loeschungBeantragt')
    expect(
      (await decide(antrag.id, { ergebnis: 'freigegeben', termin: '2026-12-20' })).json().verstoesse[0],
    ).toMatchObject({ regel: 'MI-51', pfad: '/termin' })
    expect((await decide(antrag.id, { ergebnis: 'freigegeben', termin: '2026-12-21' })).json()).toMatchObject({
      status: 'freigegeben',
      termin: '2026-12-21',
    })
    expect((await decide(antrag.id, { ergebnis: 'abgelehnt', grund: 'Doch nicht' })).statusCode).toBe(409)
    expect(await s.mailsTo(member.kontoId)).toContain('loeschungFreigegeben')

    expect(await executeLoeschungen(s.t.deps, new Date('2026-12-20T22:59:59Z'))).toBe(0)
    expect(await statusOf(id)).toBe('loeschungFreigegeben')
    goTo('2026-12-21')
    const [first, second] = await Promise.all([
      executeLoeschungen(s.t.deps, s.t.clock.now),
      executeLoeschungen(s.t.deps, s.t.clock.now),
    ])
    expect(first + second).toBe(1)
    expect(await executeLoeschungen(s.t.deps, s.t.clock.now)).toBe(0)
    expect(await statusOf(id)).toBe('geloescht')
    expect(await s.mailsTo(member.kontoId)).toContain('loeschungAusgefuehrt')
    const answer = await as(s.registrant, `unternehmen:${id}`, { url: `/v1/unternehmen/${id}` })
    expect([403, 404]).toContain(answer.statusCode)
    const [row] = await alsSystem(s.t.deps, (trx) => trx('unternehmen').where({ id }).select())
    expect(row).toMatchObject({ name: '(gelöscht)', identnummer: null, strasse: '-' })
    const left = await alsSystem(s.t.deps, async (trx) => [
      await trx('mitgliedschaft').where({ unternehmen_id: id, status: 'aktiv' }),
      await trx('rollenzuweisung').where({ unternehmen_id: id }).whereNull('entzogen_am'),
    ])
    expect(left).toEqual([[], []])
    const events = await s.eventsOf(id)
    expect(events).toEqual(
      expect.arrayContaining([
        'loeschung.beantragt',
        'unternehmen.loeschungBeantragt',
        'loeschung.freigegeben',
        'unternehmen.loeschungFreigegeben',
        'rolle.entzogen',
        'mitglied.entfernt',
        'loeschung.ausgefuehrt',
      ]),
    )
    expect(events.at(-1)).toBe('unternehmen.geloescht')
  })

  it('may be refused by the chamber with a reason; the company stays', async () => {
    const id = await makeCompany()
    const antrag = await request(id)
    expect((await decide(antrag.id, { ergebnis: 'abgelehnt' })).statusCode).toBe(422)
    expect(
      (await decide(antrag.id, { ergebnis: 'abgelehnt', grund: 'Es gibt noch Ausbildungsverhältnisse.' })).json(),
    ).toMatchObject({
      status: 'abgelehnt',
      ablehnungsgrund: 'Es gibt noch Ausbildungsverhältnisse.',
    })
    expect(await statusOf(id)).toBe('aktiv')
    expect((await draft(id)).statusCode).toBe(201)
  })
})

describe('the revocation (MI-51, MI-52)', () => {
  it('before the decision keeps the company, and is confirmed by mail to all', async () => {
    const id = await makeCompany()
    const antrag = await request(id)
    expect((await revoke(id, antrag.id)).json()).toMatchObject({ status: 'widerrufen' })
    expect(await statusOf(id)).toBe('aktiv')
    expect(await s.mailsTo(s.registrant.kontoId)).toContain('loeschungWiderrufen')
    expect((await revoke(id, antrag.id)).statusCode).toBe(409)
    expect((await decide(antrag.id, { ergebnis: 'freigegeben' })).statusCode).toBe(409)
  })

  it.each([
    [30, 200, 'aktiv'],
    [31, 409, 'loeschungFreigegeben'],
  ])('%i days after the request answers %i', async (tage, status, zustand) => {
    goTo('2027-01-04')
    const id = await makeCompany()
    const antrag = await request(id)
    await decide(antrag.id, { ergebnis: 'freigegeben', termin: '2027-06-01' })
    goTo(addTage('2027-01-04', tage))
    expect((await revoke(id, antrag.id)).statusCode).toBe(status)
    expect(await statusOf(id)).toBe(zustand)
  })

  it.each([
    ['2027-03-31T21:59:59Z', 200],
    ['2027-03-31T22:00:00Z', 409],
  ])('ends with the last day in Berlin: at %s it answers %i', async (instant, status) => {
    goTo('2027-03-01')
    const id = await makeCompany()
    const antrag = await request(id)
    expect(antrag.widerrufbarBis).toBe('2027-03-31')
    s.t.clock.now = new Date(instant)
    expect((await revoke(id, antrag.id)).statusCode).toBe(status)
  })

  it.each([
    [30, 200],
    [31, 409],
  ])('%i days after the approval answers %i where the period is counted from there', async (tage, status) => {
    const other = await setScene({ now: new Date('2026-11-20T10:00:00Z'), env: { LOESCHUNG_AB: 'freigabe' } })
    try {
      const id = await makeCompany(other)
      const antrag = await request(id, other)
      expect(antrag).not.toHaveProperty('widerrufbarBis')
      goTo('2027-01-29', other)
      expect((await decide(antrag.id, { ergebnis: 'freigegeben', termin: '2027-02-28' }, other)).statusCode).toBe(422)
      expect((await decide(antrag.id, { ergebnis: 'freigegeben' }, other)).json()).toMatchObject({
        termin: '2027-03-01',
        widerrufbarBis: '2027-02-28',
      })
      goTo(addTage('2027-01-29', tage), other)
      expect((await revoke(id, antrag.id, other)).statusCode).toBe(status)
    } finally {
      await other.t.close()
    }
  })

  it('and the job at the same time leave one of both outcomes, whole', async () => {
    goTo('2027-05-03')
    // The job of a process whose clock is ahead: it must not take what is being revoked.
    const ahead = new Date('2027-06-03T11:00:00Z')
    // What other tests left is done first.
    await executeLoeschungen(s.t.deps, ahead)
    const id = await makeCompany()
    const antrag = await request(id)
    await decide(antrag.id, { ergebnis: 'freigegeben' })
    const [answer, done] = await Promise.all([revoke(id, antrag.id), executeLoeschungen(s.t.deps, ahead)])
    const expected = answer.statusCode === 200 ? ['aktiv', 0] : ['geloescht', 1]
    expect([await statusOf(id), done]).toEqual(expected)
  })
})
