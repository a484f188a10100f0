import { addTage, limits } from '@berichtsheft/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { runAufraeumen } from '../../jobs/aufraeumen.ts'
import { createPersonToken, createTestPerson } from '../../testing/people.ts'
import { expireEinladungen } from '../einladung/einladung.service.ts'
import { consumeToken, createToken, isGood } from '../konto/geheimtoken.ts'
import { executeLoeschungen } from '../loeschantrag/loeschung.service.ts'
import { imAmt, type Szene, setScene } from '../unternehmen/testing/szene.ts'

const start = new Date('2026-11-20T10:00:00Z')
const day = 86_400_000
const minute = 60_000
const after = (milliseconds: number): Date => new Date(start.getTime() + milliseconds)

let s: Szene
beforeAll(async () => {
  s = await setScene({ now: start })
})
beforeEach(() => {
  s.t.clock.now = start
  return alsSystem(s.t.deps, (trx) => trx('wartungsfenster').delete())
})
afterAll(() => s.t.close())

/** Maintenance that touches some days in Berlin, from the day after `start` on; it is over before the tests look. */
const rest = (days: number): Promise<unknown> =>
  alsSystem(s.t.deps, (trx) =>
    trx('wartungsfenster').insert({
      id: trx.raw('gen_random_uuid()'),
      von: after(day),
      bis: after(day + (days - 1) * day + minute),
      grund: 'Umzug',
      erstellt_am: start,
    }),
  )

/** Sends a request of the registrant with a token of the time that the test has travelled to. */
const send = async (kontext: string | undefined, url: string, payload: object = {}) => {
  const token = await createPersonToken(s.t.deps, s.registrant.kontoId, 'mehrfaktor')
  const headers = { authorization: `Bearer ${token}` }
  return s.registrant.inject(kontext, { method: 'POST', url, payload, headers })
}

describe('a deadline of a person rests on each day that maintenance touched (BH-25)', () => {
  it('a mailed link', async () => {
    await rest(3)
    const dauer = limits.bestaetigungStunden * 3_600_000
    const make = () =>
      alsSystem(s.t.deps, (trx) =>
        createToken(trx, { kontoId: s.registrant.kontoId, zweck: 'bestaetigung', dauer }, start),
      )
    const open = (token: string, now: Date) =>
      alsSystem(s.t.deps, async (trx) => [
        await isGood(trx, 'bestaetigung', token, now),
        (await consumeToken(trx, 'bestaetigung', token, now)).art,
      ])
    const end = dauer + 3 * day
    expect(await open(await make(), after(end - 1))).toEqual([true, 'gut'])
    expect(await open(await make(), after(end))).toEqual([false, 'abgelaufen'])
  })

  it('an invitation, for the person, the list and the job', async () => {
    await rest(2)
    const { id: firma } = await s.activate('0000700001')
    const kontext = `unternehmen:${firma}`
    const person = await createTestPerson(s.t, { email: 'ruhe@person.example' })
    const payload = { email: 'ruhe@person.example', anwendung: 'berichtsheft', rolle: 'ausbilder' }
    const invited = await send(kontext, `/v1/unternehmen/${firma}/einladungen`, payload)
    expect(invited.statusCode, invited.body).toBe(201)
    const end = (limits.einladungTage + 2) * day
    const look = async (now: Date) => {
      s.t.clock.now = now
      await expireEinladungen(s.t.deps, now)
      const token = await createPersonToken(s.t.deps, person.kontoId, 'mehrfaktor')
      const headers = { authorization: `Bearer ${token}` }
      const tasks = await person.inject('konto', { url: '/v1/aufgaben', headers })
      const row = await alsSystem(s.t.deps, (trx) => trx('einladung').where({ id: invited.json().id }).first('status'))
      return [row.status, tasks.json().eintraege.map((task: { bis: string }) => task.bis)]
    }
    expect(await look(after(end - 1))).toEqual(['versendet', [after(end).toISOString()]])
    expect(await look(after(end))).toEqual(['abgelaufen', []])
  })

  it.each([
    [-1, 200],
    [0, 200],
    [1, 403],
  ])('the activation by letter: %i ms from its end answers %i', async (milliseconds, status) => {
    await rest(4)
    const identnummer = `00007100${status}${milliseconds + 1}`
    const { unternehmen, brief, kennwort } = await s.approve(identnummer)
    await s.clerk.inject(imAmt, { method: 'POST', url: `/v1/briefe/${brief.id}/versand` })
    s.t.clock.now = after((30 + 4) * day + milliseconds)
    const answer = await send(undefined, `/v1/unternehmen/${unternehmen.id}/aktivierung`, {
      kennwort,
      identnummer,
      knr: '153',
    })
    expect(answer.statusCode, answer.body).toBe(status)
  })

  it('the way back from ELSTER, also when the cleaning runs', async () => {
    const { id } = await s.register({ name: 'Elster Ruhe GmbH' })
    const window = { id: '0199e000-0000-7000-8000-000000000001', grund: 'Umzug', erstellt_am: start }
    const ablauf = after(limits.elsterSekunden * 1000)
    const isKept = async (now: Date) => {
      await runAufraeumen(s.t.deps, now)
      return alsSystem(s.t.deps, async (trx) => (await trx('elstervorgang').where({ unternehmen_id: id })).length)
    }
    await alsSystem(s.t.deps, async (trx) => {
      await trx('wartungsfenster').insert({ ...window, von: after(minute), bis: after(2 * minute) })
      await trx('elstervorgang').insert({
        state_hash: Buffer.from('ruhe'),
        unternehmen_id: id,
        konto_id: s.registrant.kontoId,
        nonce: 'n',
        code_verifier: 'v',
        begonnen_am: start,
        ablauf,
      })
    })
    expect(await isKept(new Date(ablauf.getTime() + day))).toBe(1)
    expect(await isKept(new Date(ablauf.getTime() + day + 1))).toBe(0)
  })

  it('the revocation of a deletion, which waits for its end', async () => {
    await rest(5)
    const { id: firma } = await s.activate('0000700002')
    const kontext = `unternehmen:${firma}`
    const draft = await send(kontext, `/v1/unternehmen/${firma}/loeschantraege`, { grund: 'Der Betrieb endet.' })
    const { id, bestaetigung } = draft.json()
    await send(kontext, `/v1/loeschantraege/${id}/bestaetigung`, { bestaetigung })
    const decision = { method: 'POST' as const, url: `/v1/loeschantraege/${id}/entscheidung` }
    const decided = await s.clerk.inject(imAmt, { ...decision, payload: { ergebnis: 'freigegeben' } })
    expect(decided.json(), decided.body).toMatchObject({ status: 'freigegeben', widerrufbarBis: '2026-12-20' })
    const noon = (tag: string): Date => new Date(`${tag}T11:00:00Z`)
    const last = addTage('2026-12-20', 5)
    s.t.clock.now = noon(addTage(last, 1))
    const late = await send(kontext, `/v1/loeschantraege/${id}/widerruf`)
    expect(late.statusCode, late.body).toBe(409)
    expect(late.json().detail).toContain(last)
    expect(await executeLoeschungen(s.t.deps, noon(last))).toBe(0)
    s.t.clock.now = noon(last)
    const revoked = await send(kontext, `/v1/loeschantraege/${id}/widerruf`)
    expect(revoked.statusCode, revoked.body).toBe(200)
  })
})
