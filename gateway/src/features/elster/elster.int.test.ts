import { type Elsterauskunft, type Elsterverweis, limits } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestPerson } from '../../testing/people.ts'
import { anschrift, imAmt, type Szene, setScene } from '../unternehmen/testing/szene.ts'
import { type RunningStubIssuer, startStubIssuer } from './testing/stub-issuer.ts'

const auskunft: Elsterauskunft = { steuernummerPseudonym: 'p-7f3a9c', name: 'Zertifikat Bäckerei GmbH', anschrift }

let issuer: RunningStubIssuer
let s: Szene
beforeAll(async () => {
  issuer = await startStubIssuer(auskunft)
  s = await setScene({
    liveClock: true,
    env: { ELSTER_AB: '2023-12-20', ELSTER_AUSSTELLER: issuer.url, ELSTER_GEHEIMNIS: 'geheim' },
  })
})
afterAll(async () => {
  await s.t.close()
  await issuer.close()
})

const post = (url: string, payload?: object) => ({ method: 'POST' as const, url, ...(payload ? { payload } : {}) })
const begin = (id: string) => s.registrant.inject(undefined, post(`/v1/unternehmen/${id}/elster`))
const finish = (id: string, antwort: string, person = s.registrant) =>
  person.inject(undefined, post(`/v1/unternehmen/${id}/elster/ergebnis`, { antwort }))

/** Goes the way of the browser: to the issuer and back; answers the query string of the way back. */
const visit = async (adresse: string): Promise<string> => {
  const answer = await fetch(adresse, { redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? '').search.slice(1)
}

const check = async (id: string) => {
  const verweis: Elsterverweis = (await begin(id)).json()
  return finish(id, await visit(verweis.adresse))
}

describe('the ELSTER check (BH-31)', () => {
  it('is made with the certificate; only result, pseudonym and time are kept', async () => {
    const made = await s.register({ name: 'Zertifikat Baeckerei' })
    expect(made.elster).toEqual({ status: 'offen' })
    const answer = await check(made.id)
    expect(answer.json()).toMatchObject({ status: 'abgeglichen', aehnlichkeit: 100 })
    const [row] = await alsSystem(s.t.deps, (trx) =>
      trx('unternehmensregistrierung').where({ unternehmen_id: made.id }).select(),
    )
    expect(row.elster_pseudonym).toBe('p-7f3a9c')
    expect(JSON.stringify(row)).not.toContain('Bäckerei GmbH')
    expect(await s.eventsOf(made.id)).toEqual(['unternehmen.beantragt', 'elster.abgeglichen'])
    expect((await begin(made.id)).statusCode).toBe(409)
  })

  it('that differs is looked at by a clerk, who writes down why; without it nothing is approved', async () => {
    const stammsatzId = await s.addToRegister({ identnummer: '601', name: 'Ganz Anders KG' })
    const { id } = await s.register({ name: 'Ganz Anders KG' })
    await s.clerk.inject(imAmt, post(`/v1/unternehmen/${id}/zuweisung`))
    const approve = () =>
      s.clerk.inject(imAmt, post(`/v1/unternehmen/${id}/entscheidung`, { ergebnis: 'freigegeben', stammsatzId }))
    expect((await approve()).statusCode).toBe(409)
    expect((await check(id)).json()).toMatchObject({ status: 'abweichung' })
    expect((await approve()).statusCode).toBe(409)
    const byHand = (grund: string, person = s.clerk) =>
      person.inject(imAmt, post(`/v1/unternehmen/${id}/elster/pruefung`, { grund }))
    expect((await byHand(' ')).statusCode).toBe(422)
    expect((await byHand('Registerauszug liegt vor', s.other)).statusCode).toBe(409)
    expect((await byHand('Registerauszug liegt vor')).json()).toMatchObject({
      status: 'manuell',
      grund: 'Registerauszug liegt vor',
    })
    expect((await approve()).statusCode).toBe(200)
    expect(await s.eventsOf(id)).toEqual(
      expect.arrayContaining(['elster.abweichung', 'elster.manuell', 'unternehmen.freigegeben']),
    )
  })

  it('may be made again after a difference', async () => {
    const { id } = await s.register({ name: 'Zertifikat Bäckerei GmbH' })
    issuer.certificate.now = { ...auskunft, name: 'Etwas anderes AG' }
    expect((await check(id)).json()).toMatchObject({ status: 'abweichung' })
    issuer.certificate.now = auskunft
    expect((await check(id)).json()).toMatchObject({ status: 'abgeglichen' })
  })

  it('cannot be finished twice, with another way back, by somebody else, for another company, or when refused', async () => {
    const { id } = await s.register({ name: 'Zertifikat Bäckerei GmbH' })
    const another = await s.register({ name: 'Andere GmbH' })
    const back = await visit((await begin(id)).json().adresse)
    const stranger = await createTestPerson(s.t)
    expect((await finish(id, back, stranger)).statusCode).toBe(404)
    expect((await finish(another.id, back)).statusCode).toBe(409)
    expect((await finish(id, 'code=x&state=erraten')).statusCode).toBe(409)
    expect((await finish(id, back.replace(/code=[^&]+/, 'code=falsch'))).statusCode).toBe(409)
    expect((await finish(id, back)).statusCode).toBe(409)
    issuer.certificate.now = undefined
    expect((await check(id)).statusCode).toBe(409)
    issuer.certificate.now = { ...auskunft, anschrift: { ...anschrift, plz: '6815' } }
    expect((await check(id)).statusCode).toBe(409)
    issuer.certificate.now = auskunft
    const again = await visit((await begin(id)).json().adresse)
    expect((await finish(id, again)).statusCode).toBe(200)
    expect((await finish(id, again)).statusCode).toBe(409)
  })

  it('is not open longer than its time', async () => {
    const { id } = await s.register({ name: 'Zertifikat Bäckerei GmbH' })
    const back = await visit((await begin(id)).json().adresse)
    await alsSystem(s.t.deps, (trx) =>
      trx('elstervorgang')
        .where({ unternehmen_id: id })
        .update({ ablauf: new Date(Date.now() - 1000) }),
    )
    expect((await finish(id, back)).statusCode).toBe(409)
  })
})

it('reads an answer of the issuer up to the limit, and not beyond', async () => {
  const { id } = await s.register({ name: 'Zertifikat Bäckerei GmbH' })
  issuer.size.now = limits.elsterAntwort
  expect((await begin(id)).statusCode).toBe(201)
  issuer.size.now = limits.elsterAntwort + 1
  expect((await begin(id)).statusCode).toBe(503)
  issuer.size.now = 0
})

describe('the day of the cut-over', () => {
  it.each([
    // Midnight in Berlin is 23:00 UTC of the day before.
    ['2026-12-09T22:59:59.999Z', 'nichtErforderlich'],
    ['2026-12-09T23:00:00.000Z', 'offen'],
  ])('of a registration at %s makes the check %s', async (instant, status) => {
    const other = await setScene({ now: new Date(instant), env: { ELSTER_AB: '2026-12-10' } })
    try {
      const made = await other.register({ name: 'Am Stichtag' })
      expect(made.elster.status).toBe(status)
      const answer = await other.registrant.inject(undefined, post(`/v1/unternehmen/${made.id}/elster`))
      // No issuer is configured here; then clerks check by hand.
      expect(answer.statusCode).toBe(409)
    } finally {
      await other.t.close()
    }
  })
})

it('says 503 when the issuer does not answer', async () => {
  const other = await setScene({ env: { ELSTER_AB: '2023-12-20', ELSTER_AUSSTELLER: 'http://127.0.0.1:9' } })
  try {
    const made = await other.register({ name: 'Ohne Aussteller' })
    expect((await other.registrant.inject(undefined, post(`/v1/unternehmen/${made.id}/elster`))).statusCode).toBe(503)
  } finally {
    await other.t.close()
  }
})
