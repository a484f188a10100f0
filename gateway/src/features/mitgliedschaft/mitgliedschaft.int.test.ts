import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { endAllMitgliedschaften } from './mitgliedschaft.service.ts'
import { listKette } from './testing/chain.ts'

let app: TestApp
let firma: string
let chefin: TestPerson

const administratorOf = (unternehmenId: string): Promise<TestPerson> =>
  createTestPerson(app, { rollen: [{ rolle: 'unternehmensadministrator', unternehmenId }] })

beforeAll(async () => {
  app = await createTestApp()
  firma = await createTestUnternehmen(app)
  chefin = await administratorOf(firma)
})
afterAll(() => app.close())

const remove = (wer: TestPerson, unternehmenId: string, kontoId: string) =>
  wer.inject(`unternehmen:${unternehmenId}`, {
    method: 'DELETE',
    url: `/v1/unternehmen/${unternehmenId}/mitglieder/${kontoId}`,
  })
const leave = (wer: TestPerson, unternehmenId: string) =>
  wer.inject(undefined, { method: 'DELETE', url: `/v1/mitgliedschaften/${unternehmenId}` })

describe('members of a company (MI-34)', () => {
  it('are listed with the roles of today, page by page and as NDJSON', async () => {
    const unternehmenId = await createTestUnternehmen(app)
    const wer = await administratorOf(unternehmenId)
    const ausbilder = await createTestPerson(app, {
      rollen: [
        { rolle: 'ausbilder', unternehmenId },
        { rolle: 'azubi', unternehmenId, gueltigBis: '2020-01-02' },
      ],
    })
    await createTestPerson(app, { mitgliedIn: [unternehmenId] })
    const url = `/v1/unternehmen/${unternehmenId}/mitglieder`
    const first = (await wer.inject(`unternehmen:${unternehmenId}`, { url: `${url}?limit=2` })).json()
    expect(first.eintraege).toHaveLength(2)
    const rest = (
      await wer.inject(`unternehmen:${unternehmenId}`, { url: `${url}?limit=2&cursor=${first.naechsterCursor}` })
    ).json()
    const alle = [...first.eintraege, ...rest.eintraege]
    expect(alle).toHaveLength(3)
    expect(rest.naechsterCursor).toBeUndefined()
    expect(alle.find(({ kontoId }) => kontoId === ausbilder.kontoId).rollen).toMatchObject([
      { anwendung: 'berichtsheft', rolle: 'ausbilder' },
    ])
    const lines = await wer.inject('unternehmen:*', { url, headers: { accept: 'application/x-ndjson' } })
    expect(lines.body.trim().split('\n')).toHaveLength(3)
  })

  it('lose all roles with their membership, from the next request on', async () => {
    const ausbilder = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
    const use = () => ausbilder.inject(`unternehmen:${firma}`, { url: '/v1/berichtshefte' })
    expect((await use()).statusCode).toBe(200)
    const answer = await remove(chefin, firma, ausbilder.kontoId)
    expect(answer.json(), answer.body).toMatchObject({ status: 'entfernt', rollen: [] })
    expect((await use()).statusCode).toBe(404)
    expect((await remove(chefin, firma, ausbilder.kontoId)).statusCode).toBe(404)
    const kette = await listKette(app, firma)
    expect(kette.slice(-2)).toMatchObject([
      { art: 'rolle.entzogen', durch: chefin.kontoId, daten: { konto: ausbilder.kontoId, rolle: 'ausbilder' } },
      { art: 'mitglied.entfernt', durch: chefin.kontoId, objekt: ausbilder.kontoId },
    ])
  })

  it('leave on their own', async () => {
    const azubi = await createTestPerson(app, { rollen: [{ rolle: 'azubi', unternehmenId: firma }] })
    const list = await azubi.inject(undefined, { url: '/v1/mitgliedschaften' })
    expect(list.json().eintraege).toMatchObject([{ unternehmenId: firma, rollen: [{ rolle: 'azubi' }] }])
    expect((await leave(azubi, firma)).json()).toMatchObject({ unternehmenId: firma, status: 'entfernt' })
    expect((await azubi.inject(undefined, { url: '/v1/mitgliedschaften' })).json().eintraege).toEqual([])
    expect((await leave(azubi, firma)).statusCode).toBe(404)
    expect((await listKette(app, firma)).at(-1)).toMatchObject({ art: 'mitglied.ausgetreten', durch: azubi.kontoId })
  })

  it('are those of the own company only', async () => {
    const nachbar = await createTestUnternehmen(app)
    const fremder = await createTestPerson(app, { mitgliedIn: [nachbar] })
    expect((await remove(chefin, nachbar, fremder.kontoId)).statusCode).toBe(404)
    const through = await chefin.inject(`unternehmen:${firma}`, {
      method: 'DELETE',
      url: `/v1/unternehmen/${nachbar}/mitglieder/${fremder.kontoId}`,
    })
    expect(through.statusCode).toBe(404)
    expect((await remove(chefin, firma, fremder.kontoId)).statusCode).toBe(404)
  })
})

describe('the last administrator (MI-35)', () => {
  const conflict = (answer: { statusCode: number; body: string }) => {
    expect(answer.statusCode, answer.body).toBe(409)
    expect(answer.body).toContain('last administrator')
  }

  it('neither leaves nor is removed, whoever else has a role', async () => {
    const unternehmenId = await createTestUnternehmen(app)
    const letzte = await administratorOf(unternehmenId)
    await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId }] })
    await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId, gueltigBis: '2199-12-31' }],
    })
    conflict(await leave(letzte, unternehmenId))
    conflict(await remove(letzte, unternehmenId, letzte.kontoId))
    const rollen = await letzte.inject(`unternehmen:${unternehmenId}`, {
      url: `/v1/rollenzuweisungen?kontoId=${letzte.kontoId}`,
    })
    const [{ id }] = rollen.json().eintraege
    const wer = `unternehmen:${unternehmenId}`
    conflict(await letzte.inject(wer, { method: 'DELETE', url: `/v1/rollenzuweisungen/${id}` }))
    conflict(
      await letzte.inject(wer, {
        method: 'POST',
        url: `/v1/rollenzuweisungen/${id}/aenderung`,
        payload: { gueltigBis: '2199-12-31' },
      }),
    )
    await expect(
      alsSystem(app.deps, (trx) => endAllMitgliedschaften(trx, letzte.kontoId, app.deps.now())),
    ).rejects.toThrow('last administrator')
    await administratorOf(unternehmenId)
    expect((await leave(letzte, unternehmenId)).statusCode).toBe(200)
  })

  it('is one of two who remove each other at the same instant, every time', async () => {
    for (let round = 0; round < 20; round++) {
      const unternehmenId = await createTestUnternehmen(app)
      const [a, b] = [await administratorOf(unternehmenId), await administratorOf(unternehmenId)]
      const answers = await Promise.all([
        remove(a, unternehmenId, b.kontoId),
        round % 2 === 0 ? remove(b, unternehmenId, a.kontoId) : leave(a, unternehmenId),
      ])
      const codes = answers.map(({ statusCode }) => statusCode).sort()
      expect(codes[0], answers.map(({ body }) => body).join()).toBe(200)
      expect([403, 404, 409]).toContain(codes[1])
      const { rows } = await alsSystem(app.deps, (trx) =>
        trx.raw('select count(*) as n from mitgliedschaft where unternehmen_id = ? and status = ?', [
          unternehmenId,
          'aktiv',
        ]),
      )
      expect(Number(rows[0].n)).toBe(1)
    }
  })

  it('goes with the account only after somebody else has the role', async () => {
    const unternehmenId = await createTestUnternehmen(app)
    const person = await administratorOf(unternehmenId)
    await administratorOf(unternehmenId)
    await alsSystem(app.deps, (trx) => endAllMitgliedschaften(trx, person.kontoId, app.deps.now()))
    expect((await listKette(app, unternehmenId)).map(({ art }) => art)).toEqual([
      'rolle.entzogen',
      'mitglied.ausgetreten',
    ])
  })
})

describe('an account that is deleted while another administrator goes', () => {
  it('leaves one of them, every time (MI-35, MI-56)', async () => {
    for (let round = 0; round < 10; round++) {
      const unternehmenId = await createTestUnternehmen(app)
      const [a, b] = [await administratorOf(unternehmenId), await administratorOf(unternehmenId)]
      const answers = await Promise.all([
        a.inject(undefined, { method: 'DELETE', url: '/v1/konten/ich' }),
        leave(b, unternehmenId),
      ])
      expect(answers.map(({ statusCode }) => statusCode).sort(), answers.map(({ body }) => body).join()).toEqual([
        200, 409,
      ])
    }
  })
})
