import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { listKette } from '../mitgliedschaft/testing/chain.ts'
import { anwendungsketteOf } from './anwendung.service.ts'

let app: TestApp
let firma: string
let chefin: TestPerson
let betreiber: TestPerson

beforeAll(async () => {
  app = await createTestApp()
  firma = await createTestUnternehmen(app)
  chefin = await createTestPerson(app, { rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }] })
  betreiber = await createTestPerson(app, { rollen: [{ rolle: 'betreiber' }], stufe: 'mehrfaktor' })
})
afterAll(() => app.close())

const create = (payload: object) => betreiber.inject('betreiber', { method: 'POST', url: '/v1/anwendungen', payload })
const update = (kennung: string, etag: string | undefined, payload: object) =>
  betreiber.inject('betreiber', {
    method: 'PATCH',
    url: `/v1/anwendungen/${kennung}`,
    payload,
    headers: etag === undefined ? {} : { 'if-match': etag },
  })

describe('applications (MI-15, MI-17, MI-59)', () => {
  it('are plugged in with their roles, which can be given then', async () => {
    const person = await createTestPerson(app, { mitgliedIn: [firma] })
    const give = () =>
      chefin.inject(`unternehmen:${firma}`, {
        method: 'POST',
        url: '/v1/rollenzuweisungen',
        payload: { kontoId: person.kontoId, anwendung: 'pruefungsportal', rolle: 'azubi' },
      })
    expect((await give()).statusCode).toBe(422)
    const made = await create({ kennung: 'pruefungsportal', name: 'Prüfungsportal', rollen: ['azubi'] })
    expect(made.json(), made.body).toMatchObject({ status: 'angebunden', version: 1 })
    expect((await create({ kennung: 'pruefungsportal', name: 'Noch eins', rollen: ['azubi'] })).statusCode).toBe(409)
    expect((await give()).statusCode).toBe(201)
    expect(await listKette(app, anwendungsketteOf('pruefungsportal'))).toMatchObject([
      { art: 'anwendung.angebunden', durch: betreiber.kontoId, daten: { rollen: 'azubi', version: '1' } },
    ])
    const list = await person.inject(undefined, { url: '/v1/anwendungen' })
    expect(list.json().eintraege.map(({ kennung }: { kennung: string }) => kennung)).toContain('pruefungsportal')
  })

  it('give nothing while they are switched off, nor by a role that left the catalogue', async () => {
    const ausbilder = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
    const read = async () => (await ausbilder.inject(`unternehmen:${firma}`, { url: '/v1/berichtshefte' })).statusCode
    expect(await read()).toBe(200)
    const off = await update('berichtsheft', '"1"', { status: 'abgeschaltet' })
    expect(off.json(), off.body).toMatchObject({ status: 'abgeschaltet', version: 2 })
    expect(await read()).toBe(403)
    expect((await update('berichtsheft', '"2"', { status: 'angebunden', rollen: ['azubi'] })).statusCode).toBe(200)
    expect(await read()).toBe(403)
    expect((await update('berichtsheft', '"3"', { rollen: ['azubi', 'ausbilder'] })).statusCode).toBe(200)
    expect(await read()).toBe(200)
    const kette = await listKette(app, anwendungsketteOf('berichtsheft'))
    expect(kette.map(({ art, durch, daten }) => [art, durch, daten?.status, daten?.rollen])).toEqual([
      ['anwendung.geaendert', betreiber.kontoId, 'abgeschaltet', expect.stringContaining('ausbilder')],
      ['anwendung.geaendert', betreiber.kontoId, 'angebunden', 'azubi'],
      ['anwendung.geaendert', betreiber.kontoId, 'angebunden', 'azubi,ausbilder'],
    ])
  })

  it('are changed in the version that was read', async () => {
    expect((await update('bq', undefined, { name: 'BQ' })).statusCode).toBe(428)
    const stale = await update('bq', '"7"', { name: 'BQ' })
    expect(stale.statusCode).toBe(412)
    expect(stale.json().stand).toMatchObject({ kennung: 'bq', version: 1 })
    expect(stale.headers.etag).toBe('"1"')
    expect((await update('gibt-es-nicht', '"1"', { name: 'X' })).statusCode).toBe(404)
  })

  it.each([
    ['meine-ihk', { status: 'abgeschaltet' }],
    ['betrieb', { status: 'abgeschaltet' }],
    ['kammer', { rollen: ['sachbearbeitung'] }],
  ])('that roles are kept with stay: %s', async (kennung, payload) => {
    const answer = await update(kennung, '"1"', payload)
    expect(answer.statusCode, answer.body).toBe(422)
    expect(answer.json().verstoesse[0].regel).toBe('MI-17')
  })

  it('are kept by the operator with a second factor only', async () => {
    const payload = { kennung: 'anderes', name: 'Anderes', rollen: ['azubi'] }
    const send = (wer: TestPerson, kontext: string) =>
      wer.inject(kontext, { method: 'POST', url: '/v1/anwendungen', payload })
    expect((await send(chefin, `unternehmen:${firma}`)).statusCode).toBe(403)
    const einfach = await createTestPerson(app, { rollen: [{ rolle: 'betreiber' }] })
    expect((await send(einfach, 'betreiber')).statusCode).toBe(403)
  })
})
