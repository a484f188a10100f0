import { limits } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestPerson } from '../../testing/people.ts'
import { imAmt, type Szene, setScene } from './testing/szene.ts'

const day = 86_400_000

let s: Szene
beforeAll(async () => {
  s = await setScene()
})
afterAll(() => s.t.close())

const post = (url: string, payload?: object) => ({ method: 'POST' as const, url, ...(payload ? { payload } : {}) })

const send = (briefId: string) => s.clerk.inject(imAmt, post(`/v1/briefe/${briefId}/versand`))
const activate = (id: string, payload: object) =>
  s.registrant.inject(undefined, post(`/v1/unternehmen/${id}/aktivierung`, payload))
const statusOf = async (id: string): Promise<string> =>
  (await s.registrant.inject(undefined, { url: `/v1/unternehmen/${id}` })).json().status

describe('the letter (MI-30)', () => {
  it('goes to the address of the register, is removed when posted, and its password stands nowhere', async () => {
    const stammsatzId = await s.addToRegister({ identnummer: '100', name: 'Echt GmbH' })
    const { id } = await s.register({
      name: 'Echt',
      anschrift: { strasse: 'Falsche Straße', plz: '10115', ort: 'Berlin' },
    })
    await s.clerk.inject(imAmt, post(`/v1/unternehmen/${id}/zuweisung`))
    const decided = await s.clerk.inject(
      imAmt,
      post(`/v1/unternehmen/${id}/entscheidung`, { ergebnis: 'freigegeben', stammsatzId }),
    )
    expect(decided.json()).toMatchObject({ status: 'freigegeben', identnummer: '100', stammsatzId })
    const [brief] = (await s.clerk.inject(imAmt, { url: `/v1/briefe?unternehmenId=${id}` })).json().eintraege
    expect(brief).toMatchObject({
      status: 'erstellt',
      empfaenger: 'Echt GmbH',
      anschrift: { strasse: 'Hafenstraße', plz: '68159' },
    })
    const kennwort = await s.readKennwort(brief.id)
    expect(kennwort).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){2}$/)
    const dump = await alsSystem(s.t.deps, async (trx) =>
      JSON.stringify([
        await trx('brief').select(),
        await trx('aktivierungskennwort').select(),
        await trx('ereignis').select(),
        await trx('mail').select(),
      ]),
    )
    expect(dump).not.toContain(kennwort)
    expect(dump).not.toContain(kennwort.replaceAll('-', ''))
    expect((await s.registrant.inject(undefined, { url: `/v1/briefe/${brief.id}/datei` })).statusCode).toBe(403)
    const foreign = await createTestPerson(s.t, {
      rollen: [{ rolle: 'sachbearbeitung', knr: '119' }],
      stufe: 'mehrfaktor',
    })
    expect((await foreign.inject('kammer:119', { url: `/v1/briefe/${brief.id}/datei` })).statusCode).toBe(404)
    expect((await foreign.inject('kammer:119', post(`/v1/briefe/${brief.id}/versand`))).statusCode).toBe(404)
    expect((await activate(id, { kennwort, identnummer: '100', knr: '153' })).statusCode).toBe(409)
    expect((await send(brief.id)).json()).toMatchObject({ status: 'versandt' })
    expect((await send(brief.id)).statusCode).toBe(409)
    expect((await s.clerk.inject(imAmt, { url: `/v1/briefe/${brief.id}/datei` })).statusCode).toBe(410)
    expect(await statusOf(id)).toBe('briefVersendet')
    expect(await s.eventsOf(id)).toEqual([
      'unternehmen.beantragt',
      'unternehmen.inPruefung',
      'unternehmen.freigegeben',
      'brief.erstellt',
      'brief.gelesen',
      'unternehmen.briefVersendet',
    ])
  })
})

describe('the activation (MI-31, MI-32)', () => {
  it('makes the registrant the first administrator, who keeps the data of the company (MI-13, MI-32)', async () => {
    const { unternehmen, brief, kennwort } = await s.approve('200')
    await send(brief.id)
    const answer = await activate(unternehmen.id, {
      kennwort: kennwort.toLowerCase().replaceAll('-', ' '),
      identnummer: '0200',
      knr: '153',
    })
    expect(answer.json()).toMatchObject({ status: 'aktiv' })
    const inCompany = await s.registrant.inject(`unternehmen:${unternehmen.id}`, {
      url: `/v1/unternehmen/${unternehmen.id}`,
    })
    expect(inCompany.json()).toMatchObject({ status: 'aktiv' })
    const change = await s.registrant.inject(`unternehmen:${unternehmen.id}`, {
      method: 'PATCH',
      url: `/v1/unternehmen/${unternehmen.id}`,
      payload: { hrNummer: 'HRB 99' },
      headers: { 'if-match': String(inCompany.headers.etag) },
    })
    expect(change.json()).toMatchObject({ hrNummer: 'HRB 99' })
    expect((await activate(unternehmen.id, { kennwort, identnummer: '200', knr: '153' })).statusCode).toBe(409)
    expect(await s.eventsOf(unternehmen.id)).toEqual(
      expect.arrayContaining(['unternehmen.aktiv', 'mitglied.aufgenommen', 'rolle.vergeben', 'unternehmen.geaendert']),
    )
    expect(await s.mailsTo(s.registrant.kontoId)).toEqual(
      expect.arrayContaining(['unternehmenFreigegeben', 'unternehmenBriefVersandt', 'unternehmenAktiviert']),
    )
  })

  it('is refused with one answer whatever is wrong, counts, and locks at the fifth try', async () => {
    const { unternehmen, brief, kennwort } = await s.approve('300')
    await send(brief.id)
    const right = { kennwort, identnummer: '300', knr: '153' }
    const wrong = [
      { ...right, kennwort: 'AAAAA-AAAAA-AAAAA' },
      { ...right, identnummer: '301' },
      { ...right, knr: '119' },
      { kennwort: 'X', identnummer: '9', knr: '107' },
    ]
    const answers: { statusCode: number; body: unknown }[] = []
    for (const payload of wrong) {
      const answer = await activate(unternehmen.id, payload)
      const { instance: _instance, ...body } = answer.json()
      answers.push({ statusCode: answer.statusCode, body })
      expect(await statusOf(unternehmen.id)).toBe('briefVersendet')
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.statusCode).toBe(403)
    expect((await activate(unternehmen.id, wrong[0] ?? {})).statusCode).toBe(403)
    expect(await statusOf(unternehmen.id)).toBe('gesperrt')
    expect((await activate(unternehmen.id, right)).statusCode).toBe(409)
    const events = await s.eventsOf(unternehmen.id)
    expect(events.filter((art) => art === 'unternehmen.aktivierungFehlgeschlagen')).toHaveLength(5)
    expect(events.at(-1)).toBe('unternehmen.gesperrt')
  })

  it('never counts more than five tries, however many come at once', async () => {
    const { unternehmen, brief, kennwort } = await s.approve('310')
    await send(brief.id)
    const tries = Array.from({ length: 12 }, () =>
      activate(unternehmen.id, { kennwort: 'AAAAA-AAAAA-AAAAA', identnummer: '310', knr: '153' }),
    )
    const statuses = (await Promise.all(tries)).map(({ statusCode }) => statusCode).sort()
    expect(statuses.filter((status) => status === 403)).toHaveLength(5)
    // The others find the company locked, or wait too long for it on a busy machine.
    for (const status of statuses.filter((one) => one !== 403)) expect([409, 503]).toContain(status)
    expect((await activate(unternehmen.id, { kennwort, identnummer: '310', knr: '153' })).statusCode).toBe(409)
  })

  it('is for the registrant alone', async () => {
    const { unternehmen, brief, kennwort } = await s.approve('320')
    await send(brief.id)
    const stranger = await createTestPerson(s.t)
    const answer = await stranger.inject(
      undefined,
      post(`/v1/unternehmen/${unternehmen.id}/aktivierung`, { kennwort, identnummer: '320', knr: '153' }),
    )
    expect(answer.statusCode).toBe(404)
    expect(await s.eventsOf(unternehmen.id)).not.toContain('unternehmen.aktivierungFehlgeschlagen')
  })

  it('is possible for 30 days from the posting on, to the millisecond', async () => {
    const { unternehmen, brief, kennwort } = await s.approve('330')
    const right = { kennwort, identnummer: '330', knr: '153' }
    await send(brief.id)
    // Tokens of people are good for a day, so the time of the letter is moved instead of theirs.
    const moveLetter = (gueltigBis: Date) =>
      alsSystem(s.t.deps, (trx) =>
        trx('aktivierungskennwort').where({ unternehmen_id: unternehmen.id }).update({ gueltig_bis: gueltigBis }),
      )
    const [row] = await alsSystem(s.t.deps, (trx) =>
      trx('aktivierungskennwort').where({ unternehmen_id: unternehmen.id }).select('gueltig_bis'),
    )
    expect(row.gueltig_bis.getTime() - s.t.clock.now.getTime()).toBe(30 * day)
    await moveLetter(new Date(s.t.clock.now.getTime() - 1))
    expect((await activate(unternehmen.id, right)).statusCode).toBe(403)
    await moveLetter(s.t.clock.now)
    expect((await activate(unternehmen.id, right)).statusCode).toBe(200)
  })
})

describe('a new letter (MI-57)', () => {
  it('makes the old one invalid, opens a locked company, and is not made without end', async () => {
    const { unternehmen, brief, kennwort } = await s.approve('400')
    await send(brief.id)
    const order = () => s.registrant.inject(undefined, post(`/v1/unternehmen/${unternehmen.id}/brief`))
    for (let i = 0; i < 5; i++) await activate(unternehmen.id, { kennwort: 'A', identnummer: '400', knr: '153' })
    expect(await statusOf(unternehmen.id)).toBe('gesperrt')
    const stranger = await createTestPerson(s.t)
    expect((await stranger.inject(undefined, post(`/v1/unternehmen/${unternehmen.id}/brief`))).statusCode).toBe(404)
    const second = await order()
    expect(second.statusCode).toBe(201)
    expect(await statusOf(unternehmen.id)).toBe('freigegeben')
    const newKennwort = await s.readKennwort(second.json().id)
    expect(newKennwort).not.toBe(kennwort)
    expect((await send(brief.id)).statusCode).toBe(409)
    expect((await send(second.json().id)).statusCode).toBe(200)
    expect((await activate(unternehmen.id, { kennwort, identnummer: '400', knr: '153' })).statusCode).toBe(403)
    const third = await order()
    expect(third.statusCode).toBe(201)
    expect(limits.briefe).toBe(3)
    expect((await order()).statusCode).toBe(429)
    const letters = (await s.clerk.inject(imAmt, { url: `/v1/briefe?unternehmenId=${unternehmen.id}` })).json()
      .eintraege
    expect(letters.map(({ status }: { status: string }) => status).sort()).toEqual([
      'erstellt',
      'ungueltig',
      'ungueltig',
    ])
    expect((await send(third.json().id)).statusCode).toBe(200)
    const last = await activate(unternehmen.id, { kennwort: newKennwort, identnummer: '400', knr: '153' })
    expect(last.statusCode).toBe(403)
  })

  it('is possible again after 30 days, and not for an active company', async () => {
    const { id } = await s.activate('410')
    expect((await s.registrant.inject(undefined, post(`/v1/unternehmen/${id}/brief`))).statusCode).toBe(409)
    const { unternehmen } = await s.approve('420')
    const order = () => s.registrant.inject(undefined, post(`/v1/unternehmen/${unternehmen.id}/brief`))
    await order()
    await order()
    expect((await order()).statusCode).toBe(429)
    await alsSystem(s.t.deps, (trx) =>
      trx('brief')
        .where({ unternehmen_id: unternehmen.id })
        .update({ erstellt_am: new Date(s.t.clock.now.getTime() - 30 * day) }),
    )
    expect((await order()).statusCode).toBe(201)
  })
})

it('can be set: days and tries', async () => {
  const other = await setScene({ env: { AKTIVIERUNG_TAGE: '7', AKTIVIERUNG_VERSUCHE: '2' } })
  try {
    const { unternehmen, brief } = await other.approve('500')
    await other.clerk.inject(imAmt, post(`/v1/briefe/${brief.id}/versand`))
    const url = `/v1/unternehmen/${unternehmen.id}`
    const read = (await other.registrant.inject(undefined, { url })).json()
    expect(new Date(read.aktivierbarBis).getTime() - other.t.clock.now.getTime()).toBe(7 * day)
    const wrong = post(`${url}/aktivierung`, { kennwort: 'A', identnummer: '500', knr: '153' })
    await other.registrant.inject(undefined, wrong)
    expect((await other.registrant.inject(undefined, { url })).json().status).toBe('briefVersendet')
    await other.registrant.inject(undefined, wrong)
    expect((await other.registrant.inject(undefined, { url })).json().status).toBe('gesperrt')
  } finally {
    await other.t.close()
  }
})
