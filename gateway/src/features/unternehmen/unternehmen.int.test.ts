import type { Unternehmen, Unternehmensabgleich } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestPerson } from '../../testing/people.ts'
import { anschrift, imAmt, type Szene, setScene } from './testing/szene.ts'

let s: Szene
beforeAll(async () => {
  s = await setScene()
})
afterAll(() => s.t.close())

const post = (payload: object = {}) => ({ method: 'POST' as const, payload })

describe('a registration (MI-03, MI-24, MI-25, MI-28)', () => {
  it('needs name and address, goes to the named chamber, and is seen by registrant and chamber only', async () => {
    for (const payload of [
      { name: 'X' },
      { anschrift },
      { name: '', anschrift },
      { name: 'X', anschrift: { ...anschrift, plz: '6815' } },
    ]) {
      const answer = await s.registrant.inject(undefined, { ...post(payload), url: '/v1/unternehmen' })
      expect(answer.statusCode).toBe(400)
      expect(answer.json().verstoesse.length).toBeGreaterThan(0)
    }
    const made = await s.register({ name: 'Tischlerei Span' })
    expect(made).toMatchObject({ status: 'beantragt', knr: '153', version: 1, elster: { status: 'nichtErforderlich' } })
    const url = `/v1/unternehmen/${made.id}`
    expect((await s.registrant.inject(undefined, { url })).json()).toEqual(made)
    expect((await s.clerk.inject(imAmt, { url })).statusCode).toBe(200)
    const stranger = await createTestPerson(s.t)
    const foreign = await createTestPerson(s.t, {
      rollen: [{ rolle: 'sachbearbeitung', knr: '119' }],
      stufe: 'mehrfaktor',
    })
    expect((await stranger.inject(undefined, { url })).statusCode).toBe(404)
    expect((await foreign.inject('kammer:119', { url })).statusCode).toBe(404)
    expect((await foreign.inject('kammer:119', { method: 'POST', url: `${url}/zuweisung` })).statusCode).toBe(404)
    expect((await foreign.inject('kammer:119', { url: '/v1/unternehmen' })).json().eintraege).toEqual([])
    expect((await s.kammer.inject({ url })).statusCode).toBe(200)
    expect((await (await s.t.createVendor()).inject({ url })).statusCode).toBe(403)
    expect(await s.eventsOf(made.id)).toEqual(['unternehmen.beantragt'])
  })

  it('finds its chamber by the register or the town, else asks for it', async () => {
    await s.addToRegister({ identnummer: '77', anschrift: { ...anschrift, plz: '69412', ort: 'Eberbach' } })
    const send = (ort: string, plz: string, knr?: string) =>
      s.registrant.inject(undefined, {
        ...post({ name: `Betrieb in ${ort}`, anschrift: { strasse: 'Weg', plz, ort }, ...(knr ? { knr } : {}) }),
        url: '/v1/unternehmen',
      })
    expect((await send('Eberbach', '69412')).json().knr).toBe('153')
    expect((await send('Düsseldorf', '40210')).json().knr).toBe('119')
    expect((await send('Kleinkleckersdorf', '99999', '144')).json().knr).toBe('144')
    const undecided = await send('Kleinkleckersdorf', '99999')
    expect(undecided.statusCode).toBe(422)
    expect(undecided.json().verstoesse[0]).toMatchObject({ regel: 'MI-28', pfad: '/knr' })
    expect((await send('Kleinkleckersdorf', '99999', '105')).statusCode).toBe(422)
  })

  it('of a number that is registered is a conflict, at once and at the approval (MI-33)', async () => {
    await s.register({ name: 'Erste', identnummer: '5551' })
    const second = await s.registrant.inject(undefined, {
      ...post({ name: 'Zweite', anschrift, knr: '153', identnummer: '5551' }),
      url: '/v1/unternehmen',
    })
    expect(second.statusCode).toBe(409)
    expect(
      (
        await s.registrant.inject(undefined, {
          ...post({ name: 'Dritte', anschrift, knr: '119', identnummer: '5551' }),
          url: '/v1/unternehmen',
        })
      ).statusCode,
    ).toBe(201)
    const stammsatzId = await s.addToRegister({ identnummer: '5551', name: 'Erste' })
    const hidden = await s.register({ name: 'Erste GmbH' })
    await s.clerk.inject(imAmt, { method: 'POST', url: `/v1/unternehmen/${hidden.id}/zuweisung` })
    const decided = await s.clerk.inject(imAmt, {
      ...post({ ergebnis: 'freigegeben', stammsatzId }),
      url: `/v1/unternehmen/${hidden.id}/entscheidung`,
    })
    expect(decided.statusCode).toBe(409)
    expect((await s.clerk.inject(imAmt, { url: `/v1/unternehmen/${hidden.id}` })).json().status).toBe('inPruefung')
    expect((await s.clerk.inject(imAmt, { url: `/v1/briefe?unternehmenId=${hidden.id}` })).json().eintraege).toEqual([])
  })

  it('is made once per Idempotency-Key', async () => {
    const request = {
      ...post({ name: 'Einmal', anschrift, knr: '153' }),
      url: '/v1/unternehmen',
      headers: { 'idempotency-key': 'k-1' },
    }
    const [first, second] = [
      await s.registrant.inject(undefined, request),
      await s.registrant.inject(undefined, request),
    ]
    expect(second.body).toBe(first.body)
    expect(second.headers['idempotent-replayed']).toBe('true')
  })
})

describe('the check by the chamber (MI-26, MI-29)', () => {
  it('shows entered and register data side by side with a likeness per field', async () => {
    const stammsatzId = await s.addToRegister({
      identnummer: '8801',
      name: 'Gärtnerei Lindenhof e.K.',
      hrNummer: 'HRA 12',
      anschrift: { ...anschrift, strasse: 'Am Lindenhof' },
    })
    await s.addToRegister({
      identnummer: '8802',
      name: 'Gärtnerei Lindenhof Service GmbH',
      anschrift: { ...anschrift, strasse: 'Am Lindenhof' },
    })
    const { id } = await s.register({
      name: 'Gaertnerei Lindenhof',
      anschrift: { ...anschrift, strasse: 'am Lindenhof' },
      hrNummer: 'Mannheim HRA 12',
    })
    const answer = await s.clerk.inject(imAmt, { url: `/v1/unternehmen/${id}/abgleich` })
    const abgleich: Unternehmensabgleich = answer.json()
    expect(abgleich.treffer[0]).toMatchObject({ stammsatzId, vorschlag: 'uebereinstimmung', gesamt: 100 })
    expect(abgleich.treffer[0]?.felder).toContainEqual({
      feld: 'name',
      eingabe: 'Gaertnerei Lindenhof',
      register: 'Gärtnerei Lindenhof e.K.',
      aehnlichkeit: 100,
    })
    expect(abgleich.treffer[0]?.felder).toContainEqual({ feld: 'identnummer', register: '8801' })
    expect(abgleich.treffer[1]?.vorschlag).not.toBe('uebereinstimmung')
    expect((await s.registrant.inject(undefined, { url: `/v1/unternehmen/${id}/abgleich` })).statusCode).toBe(403)
  })

  it('is done by one clerk: of two who take it at once one gets it, the other 409', async () => {
    const { id } = await s.register({ name: 'Doppelt geprüft' })
    const url = `/v1/unternehmen/${id}/zuweisung`
    const answers = await Promise.all([s.clerk, s.other].map((person) => person.inject(imAmt, { method: 'POST', url })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const winner = answers[0]?.statusCode === 200 ? s.clerk : s.other
    const loser = winner === s.clerk ? s.other : s.clerk
    expect((await winner.inject(imAmt, { method: 'POST', url })).statusCode).toBe(200)
    const mine = await winner.inject(imAmt, { url: '/v1/unternehmen?zugewiesen=mir' })
    expect(mine.json().eintraege.map((one: Unternehmen) => one.id)).toContain(id)
    const refused = await loser.inject(imAmt, {
      ...post({ ergebnis: 'abgelehnt', grund: 'Nein' }),
      url: `/v1/unternehmen/${id}/entscheidung`,
    })
    expect(refused.statusCode).toBe(409)
    expect((await loser.inject(imAmt, { method: 'DELETE', url })).json()).toMatchObject({ status: 'beantragt' })
    expect((await loser.inject(imAmt, { method: 'POST', url })).statusCode).toBe(200)
    expect(await s.eventsOf(id)).toEqual([
      'unternehmen.beantragt',
      'unternehmen.inPruefung',
      'unternehmen.beantragt',
      'unternehmen.inPruefung',
    ])
  })

  it('needs the second factor and the role', async () => {
    const { id } = await s.register({ name: 'Nur mit Rolle' })
    const url = `/v1/unternehmen/${id}/zuweisung`
    const weak = await createTestPerson(s.t, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
    const adviser = await createTestPerson(s.t, {
      rollen: [{ rolle: 'ausbildungsberatung', knr: '153' }],
      stufe: 'mehrfaktor',
    })
    expect((await weak.inject(imAmt, { method: 'POST', url })).statusCode).toBe(403)
    expect((await adviser.inject(imAmt, { method: 'POST', url })).statusCode).toBe(403)
  })

  it('asks back, is answered, refuses with a reason; the registrant is told by mail', async () => {
    const person = await createTestPerson(s.t)
    const made = await s.register({ name: 'Rückfrage GmbH' }, person)
    const url = `/v1/unternehmen/${made.id}`
    await s.clerk.inject(imAmt, { method: 'POST', url: `${url}/zuweisung` })
    const decide = (payload: object) => s.clerk.inject(imAmt, { ...post(payload), url: `${url}/entscheidung` })
    expect((await decide({ ergebnis: 'rueckfrage' })).statusCode).toBe(422)
    expect((await decide({ ergebnis: 'rueckfrage', grund: ' ' })).statusCode).toBe(422)
    expect((await decide({ ergebnis: 'freigegeben' })).json().verstoesse[0].pfad).toBe('/stammsatzId')
    expect((await decide({ ergebnis: 'rueckfrage', grund: 'Welche Anschrift?' })).json()).toMatchObject({
      status: 'rueckfrage',
      rueckfrage: 'Welche Anschrift?',
    })
    const read = await person.inject(undefined, { url })
    const change = (etag: string) =>
      person.inject(undefined, {
        method: 'PATCH',
        url,
        payload: { antwort: 'Die neue', anschrift: { ...anschrift, hausnummer: '14' } },
        headers: { 'if-match': etag },
      })
    expect((await change('"1"')).statusCode).toBe(412)
    const answered = await change(String(read.headers.etag))
    expect(answered.json()).toMatchObject({
      status: 'inPruefung',
      antwort: 'Die neue',
      anschrift: { hausnummer: '14' },
    })
    expect((await decide({ ergebnis: 'abgelehnt', grund: 'Kein Sitz im Bezirk' })).json()).toMatchObject({
      status: 'abgelehnt',
      grund: 'Kein Sitz im Bezirk',
    })
    expect(await s.mailsTo(person.kontoId)).toEqual(['unternehmenAbgelehnt', 'unternehmenRueckfrage'])
    expect((await change(String(answered.headers.etag))).statusCode).toBe(412)
    expect(await s.eventsOf(made.id)).toEqual([
      'unternehmen.beantragt',
      'unternehmen.inPruefung',
      'unternehmen.rueckfrage',
      'unternehmen.geaendert',
      'unternehmen.inPruefung',
      'unternehmen.abgelehnt',
    ])
  })
})

describe('row level security alone', () => {
  it('shows a registration to its registrant and its chamber, and its secrets to nobody', async () => {
    const { unternehmen } = await s.approve('9901')
    const see = async (mandant: string, konto: string, table: string, column: string) =>
      alsSystem(s.t.deps, async (trx) => {
        await trx.raw(
          "select set_config('app.mandant', ?, true), set_config('app.konto', ?, true), set_config('app.unternehmen', '', true)",
          [mandant, konto],
        )
        return (await trx(table).where({ [column]: unternehmen.id })).length
      })
    const own = `konto:${s.registrant.kontoId}`
    const stranger = s.other.kontoId
    for (const [table, column] of [
      ['unternehmen', 'id'],
      ['unternehmensregistrierung', 'unternehmen_id'],
      ['brief', 'unternehmen_id'],
    ] as const) {
      expect(await see(own, s.registrant.kontoId, table, column), table).toBe(1)
      expect(await see('kammer:153', s.clerk.kontoId, table, column), table).toBe(1)
      expect(await see(`konto:${stranger}`, stranger, table, column), table).toBe(0)
      expect(await see('kammer:119', stranger, table, column), table).toBe(0)
      expect(await see('', '', table, column), table).toBe(0)
    }
    for (const mandant of [own, 'kammer:153', 'betreiber', ''])
      expect(await see(mandant, s.registrant.kontoId, 'aktivierungskennwort', 'unternehmen_id')).toBe(0)
  })
})

describe('the task list', () => {
  const tasksOf = async (person: Szene['clerk'], kontext?: string): Promise<string[]> => {
    const answer = await person.inject(kontext, { url: '/v1/aufgaben' })
    expect(answer.statusCode).toBe(200)
    return answer
      .json()
      .eintraege.map((one: { art: string; unternehmenId?: string }) => `${one.art} ${one.unternehmenId}`)
  }

  it('says to clerk and registrant what waits for them, until it is done', async () => {
    const person = await createTestPerson(s.t)
    const clerk = await createTestPerson(s.t, {
      rollen: [{ rolle: 'sachbearbeitung', knr: '172' }],
      stufe: 'mehrfaktor',
    })
    const { id } = await s.register({ name: 'Aufgaben GmbH', knr: '172' }, person)
    expect(await tasksOf(clerk, 'kammer:172')).toEqual([`unternehmenPruefen ${id}`])
    expect(await tasksOf(clerk)).toEqual([`unternehmenPruefen ${id}`])
    expect(await tasksOf(person)).toEqual([])
    await clerk.inject('kammer:172', { method: 'POST', url: `/v1/unternehmen/${id}/zuweisung` })
    await clerk.inject('kammer:172', {
      ...post({ ergebnis: 'rueckfrage', grund: 'Wer?' }),
      url: `/v1/unternehmen/${id}/entscheidung`,
    })
    expect(await tasksOf(clerk, 'kammer:172')).toEqual([])
    expect(await tasksOf(person)).toEqual([`rueckfrageBeantworten ${id}`])
    const { unternehmen, brief } = await s.approve('9955')
    await s.clerk.inject(imAmt, { method: 'POST', url: `/v1/briefe/${brief.id}/versand` })
    expect(await tasksOf(s.registrant)).toContain(`unternehmenAktivieren ${unternehmen.id}`)
    expect(await tasksOf(s.other, imAmt)).not.toContain(`unternehmenPruefen ${unternehmen.id}`)
  })
})
