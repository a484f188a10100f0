import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { makeNachweis } from '../../testing/fixtures.ts'
import { createTestPerson, type TestPerson } from '../../testing/people.ts'
import { createLehrbetrieb, type Lehrbetrieb, mailsTo, tasksOf } from '../beteiligung/testing/heft-personen.ts'

let app: TestApp
/** One stage, and two with an assignment for the first 30 weeks of training. */
let einstufig: Lehrbetrieb
let zweistufig: Lehrbetrieb
beforeAll(async () => {
  app = await createTestApp()
  einstufig = await createLehrbetrieb(app)
  zweistufig = await createLehrbetrieb(app)
  await zweistufig.send(zweistufig.admin, 200, 'PUT', `/v1/unternehmen/${zweistufig.unternehmenId}/freigabeverfahren`, {
    stufen: 2,
    verschiedenePersonen: true,
  })
  await zweistufig.plan(zweistufig.beauftragte.kontoId, '2024-09-02', '2025-03-30')
})
afterAll(() => app.close())

const read = async (betrieb: Lehrbetrieb, wer: TestPerson, id: string) =>
  (await betrieb.send(wer, 200, 'GET', `/v1/ausbildungsnachweise/${id}`)).json()

describe('a report of an apprentice with an account', () => {
  it('begins as a draft under a key of the book; state, person and instant are what the gateway knows', async () => {
    const { azubi, heftId, send } = einstufig
    const { inhalt } = makeNachweis(0)
    const body = { berichtsheftId: heftId, fremdId: 'woche-1', inhalt }
    const { id } = (await send(azubi, 201, 'POST', '/v1/ausbildungsnachweise', body)).json()
    await send(azubi, 409, 'POST', '/v1/ausbildungsnachweise', body)
    const stored = await read(einstufig, azubi, id)
    expect(stored).toMatchObject({ fremdId: `person/${heftId}/woche-1`, status: 'entwurf', version: 1 })
    expect(stored.verlauf).toEqual([
      {
        vorgang: 'entwurf',
        zeitpunkt: app.deps.now().toISOString(),
        durch: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende', kennung: azubi.kontoId },
      },
    ])
    const changed = { inhalt: { ...inhalt, abteilung: 'Vertrieb' } }
    await send(azubi, 200, 'PUT', `/v1/ausbildungsnachweise/${id}`, changed, { 'if-match': '"1"' })
    const asserted = { vorgang: 'eingereicht', durch: { name: 'Wer Anders' }, zeitpunkt: '2020-01-01T00:00:00Z' }
    await send(azubi, 201, 'POST', `/v1/ausbildungsnachweise/${id}/schritte`, asserted)
    const { verlauf } = await read(einstufig, azubi, id)
    expect(verlauf[1]).toMatchObject({ durch: { kennung: azubi.kontoId, name: 'Tilda Ehrlichmann' } })
    expect(verlauf[1].zeitpunkt).toBe(app.deps.now().toISOString())
    await send(azubi, 409, 'PUT', `/v1/ausbildungsnachweise/${id}`, changed, { 'if-match': '"3"' })
    const book = await send(azubi, 200, 'GET', `/v1/berichtshefte/${heftId}`)
    expect(book.json().anzahlNachweise).toBe(1)
  })

  it.each([
    ['with steps of its own', { verlauf: [{ vorgang: 'freigegeben' }] }, 422],
    ['with remarks of its own', { kommentare: [{ text: 'Gut' }] }, 422],
    ['under a key of 85 characters', { fremdId: 'x'.repeat(85) }, 422],
    ['of a book that is not linked', { berichtsheftId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a79' }, 404],
  ] as const)('is refused %s', async (_name, change, status) => {
    const body = { berichtsheftId: einstufig.heftId, fremdId: 'neu', inhalt: makeNachweis(1).inhalt, ...change }
    await einstufig.send(einstufig.azubi, status, 'POST', '/v1/ausbildungsnachweise', body)
  })

  it('is taken with a key of 84 characters, once per Idempotency-Key', async () => {
    const body = { berichtsheftId: einstufig.heftId, fremdId: 'y'.repeat(84), inhalt: makeNachweis(2).inhalt }
    const headers = { 'idempotency-key': 'einmal' }
    const first = await einstufig.send(einstufig.azubi, 201, 'POST', '/v1/ausbildungsnachweise', body, headers)
    const again = await einstufig.send(einstufig.azubi, 201, 'POST', '/v1/ausbildungsnachweise', body, headers)
    expect(again.json()).toEqual(first.json())
    expect(again.headers['idempotent-replayed']).toBe('true')
  })

  it('names one company to be changed, and is nothing for the roles that only read', async () => {
    const id = await einstufig.submit(3)
    const url = `/v1/ausbildungsnachweise/${id}/schritte`
    const payload = { vorgang: 'freigegeben' }
    const all = await einstufig.ausbilder.inject('unternehmen:*', { method: 'POST', url, payload })
    expect(all.statusCode).toBe(400)
    await einstufig.send(einstufig.admin, 403, 'POST', url, payload)
    const fremd = await createTestPerson(app, {
      rollen: [{ rolle: 'ausbilder', unternehmenId: zweistufig.unternehmenId }],
    })
    const foreign = await fremd.inject(zweistufig.kontext, { method: 'POST', url, payload })
    expect(foreign.statusCode).toBe(404)
  })
})

describe('one stage (BH-12, BH-13)', () => {
  it('is approved by the trainer and signed, sent back with a comment only, and opened again with a reason', async () => {
    const { azubi, ausbilder, step, submit } = einstufig
    const id = await submit(4)
    expect(await tasksOf(ausbilder)).toContainEqual(['berichtFreigeben', id])
    await step(azubi, id, 403, 'freigegeben')
    expect((await step(ausbilder, id, 422, 'zurueckgewiesen')).json().verstoesse[0].regel).toBe('BH-13')
    await step(ausbilder, id, 201, 'zurueckgewiesen', 'Bitte die Schule ergänzen')
    expect(await tasksOf(azubi)).toContainEqual(['berichtUeberarbeiten', id])
    await step(ausbilder, id, 403, 'eingereicht')
    await step(azubi, id, 201, 'eingereicht')
    await step(ausbilder, id, 403, 'stufe1Freigegeben')
    await step(ausbilder, id, 201, 'freigegeben')
    await step(ausbilder, id, 409, 'freigegeben')
    const rows = await alsSystem(app.deps, (trx) => trx('freigabesignatur').where({ nachweis_id: id }).pluck('jws'))
    expect(rows).toHaveLength(1)
    const signed = JSON.parse(Buffer.from(String(rows[0]).split('.')[1] ?? '', 'base64url').toString())
    expect(signed.durch).toEqual({ kennung: ausbilder.kontoId, name: 'Tilda Ehrlichmann', rolle: 'ausbilder' })
    await step(ausbilder, id, 422, 'wiederGeoeffnet')
    await step(ausbilder, id, 201, 'wiederGeoeffnet', 'Falsche Woche')
    const events = await alsSystem(app.deps, (trx) =>
      trx('ereignis')
        .where({ aggregat_id: einstufig.heftId })
        .whereLike('inhalt', `%"objekt":"${id}"%`)
        .orderBy('nr')
        .pluck('inhalt'),
    )
    const told = events.map((inhalt: string) => JSON.parse(inhalt))
    expect(told.at(-2)).toMatchObject({ art: 'nachweis.schritt', durch: ausbilder.kontoId, status: 'freigegeben' })
    expect(told.at(-2).unterschrift).toMatch(/^[0-9a-f]{64}$/)
  })

  it('refuses to approve the own report, also where one person has all roles (A10, BH-08)', async () => {
    const { azubi, ausbilder, unternehmenId, step, submit } = await createLehrbetrieb(app)
    await alsSystem(app.deps, (trx) =>
      trx('rollenzuweisung')
        .where({ konto_id: azubi.kontoId, unternehmen_id: unternehmenId })
        .first('*')
        .then((row) =>
          trx('rollenzuweisung').insert({ ...row, id: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a70', rolle: 'ausbilder' }),
        ),
    )
    const id = await submit(0)
    const refused = await step(azubi, id, 422, 'freigegeben')
    expect(refused.json().verstoesse[0].textEnglisch).toBe('Nobody approves the own report or sends it back.')
    // It stays the own one when the person ends the own link first.
    const [link] = (await azubi.inject(undefined, { url: '/v1/beteiligungen' })).json().eintraege
    const ended = await azubi.inject(undefined, { method: 'DELETE', url: `/v1/beteiligungen/${link.id}` })
    expect(ended.json().status).toBe('beendet')
    for (const vorgang of ['freigegeben', 'zurueckgewiesen']) await step(azubi, id, 422, vorgang, 'Gut so')
    await step(ausbilder, id, 201, 'freigegeben')
  })

  it('has no first approval, whoever is assigned', async () => {
    const { beauftragte, plan, step, submit } = await createLehrbetrieb(app)
    await plan(beauftragte.kontoId, '2024-09-02', '2024-12-31')
    const refused = await step(beauftragte, await submit(0), 422, 'stufe1Freigegeben')
    expect(refused.json().verstoesse[0].regel).toBe('BH-23')
  })

  it('takes remarks of both sides, with the account as author', async () => {
    const { azubi, ausbilder, send, submit } = einstufig
    const url = `/v1/ausbildungsnachweise/${await submit(5)}/kommentare`
    await send(azubi, 201, 'POST', url, { text: 'Darf ich nachreichen?', von: { name: 'Wer Anders' } })
    await send(ausbilder, 201, 'POST', url, { text: 'Ja.', bezug: '/tage/0' })
    const { kommentare } = await read(einstufig, azubi, url.split('/')[3] ?? '')
    expect(kommentare).toMatchObject([
      { von: { rolle: 'auszubildende', kennung: azubi.kontoId } },
      { von: { rolle: 'ausbilder', kennung: ausbilder.kontoId }, bezug: '/tage/0' },
    ])
  })
})

describe('two stages (BH-23)', () => {
  it('never has the second before the first; each rejection sends it back', async () => {
    const { azubi, ausbilder, beauftragte, step, submit } = zweistufig
    const id = await submit(0)
    expect(await tasksOf(beauftragte)).toContainEqual(['berichtFreigebenStufe1', id])
    expect(await tasksOf(ausbilder)).not.toContainEqual(['berichtFreigeben', id])
    expect((await step(ausbilder, id, 422, 'freigegeben')).json().verstoesse[0].regel).toBe('BH-23')
    await step(beauftragte, id, 403, 'freigegeben')
    await step(beauftragte, id, 201, 'zurueckgewiesen', 'Zu knapp')
    await step(azubi, id, 201, 'eingereicht')
    await step(beauftragte, id, 201, 'stufe1Freigegeben')
    expect(await tasksOf(ausbilder)).toContainEqual(['berichtFreigeben', id])
    expect(await tasksOf(beauftragte)).not.toContainEqual(['berichtFreigebenStufe1', id])
    await step(ausbilder, id, 201, 'zurueckgewiesen', 'Auch zu knapp')
    await step(ausbilder, id, 409, 'freigegeben')
    await step(azubi, id, 201, 'eingereicht')
    await step(beauftragte, id, 201, 'stufe1Freigegeben')
    await step(ausbilder, id, 201, 'freigegeben')
  })

  it('asks for two people, unless the company does without', async () => {
    const { unternehmenId, send, admin, step, submit, plan } = await createLehrbetrieb(app)
    const beides = await createTestPerson(app, {
      rollen: [
        { rolle: 'ausbildungsbeauftragter', unternehmenId },
        { rolle: 'ausbilder', unternehmenId },
      ],
    })
    const url = `/v1/unternehmen/${unternehmenId}/freigabeverfahren`
    expect((await send(beides, 200, 'GET', url)).json()).toEqual({ stufen: 1, verschiedenePersonen: true })
    await send(beides, 403, 'PUT', url, { stufen: 2, verschiedenePersonen: false })
    await send(admin, 200, 'PUT', url, { stufen: 2, verschiedenePersonen: true })
    await plan(beides.kontoId, '2024-09-02', '2024-12-31')
    const id = await submit(0)
    await step(beides, id, 201, 'stufe1Freigegeben')
    expect((await step(beides, id, 422, 'freigegeben')).json().verstoesse[0].regel).toBe('BH-23')
    await send(admin, 200, 'PUT', url, { stufen: 2, verschiedenePersonen: false })
    await step(beides, id, 201, 'freigegeben')
  })

  it('follows the assignment in the days of the report, on both sides of its bounds (BH-22)', async () => {
    const { beauftragte, step, submit } = zweistufig
    // The assignment ends on Sunday 30 March 2025, the last day of week 29 of training.
    await step(beauftragte, await submit(29), 201, 'stufe1Freigegeben')
    const next = await submit(30)
    expect(await tasksOf(beauftragte)).not.toContainEqual(['berichtFreigebenStufe1', next])
    const refused = await step(beauftragte, next, 403, 'stufe1Freigegeben')
    expect(refused.json().type).toContain('role-required')
  })

  it('lets a deputy act while the delegation holds, and ends with the assigned person', async () => {
    const { beauftragte, unternehmenId, send, step, submit } = zweistufig
    const chefin = await createTestPerson(app, { rollen: [{ rolle: 'unternehmensadministrator', unternehmenId }] })
    const deputy = await createTestPerson(app, { mitgliedIn: [unternehmenId] })
    const id = await submit(6)
    const vertretung = {
      kontoId: deputy.kontoId,
      anwendung: 'berichtsheft',
      rolle: 'ausbildungsbeauftragter',
      vertritt: beauftragte.kontoId,
    }
    await step(deputy, id, 403, 'stufe1Freigegeben')
    const { id: rolle } = (await send(chefin, 201, 'POST', '/v1/rollenzuweisungen', vertretung)).json()
    expect(await tasksOf(deputy)).toContainEqual(['berichtFreigebenStufe1', id])
    await step(deputy, id, 201, 'stufe1Freigegeben')
    await send(chefin, 200, 'DELETE', `/v1/rollenzuweisungen/${rolle}`)
    await step(deputy, await submit(7), 403, 'stufe1Freigegeben')
  })
})

describe('races (A10)', () => {
  it('of the end of an assignment and an approval: what came first counts, and nothing else happens', async () => {
    const { send, admin, beauftragte, submit, plan, step, unternehmenId } = await createLehrbetrieb(app)
    await send(admin, 200, 'PUT', `/v1/unternehmen/${unternehmenId}/freigabeverfahren`, {
      stufen: 2,
      verschiedenePersonen: true,
    })
    for (let i = 0; i < 4; i++) {
      const id = await submit(i)
      const { id: einsatz } = (await plan(beauftragte.kontoId, '2024-09-02', '2099-12-31')).json()
      const approve = {
        method: 'POST',
        url: `/v1/ausbildungsnachweise/${id}/schritte`,
        payload: { vorgang: 'stufe1Freigegeben' },
      } as const
      const [approved] = await Promise.all([
        beauftragte.inject(`unternehmen:${unternehmenId}`, approve),
        wait(i * 2).then(() => send(admin, 200, 'DELETE', `/v1/einsaetze/${einsatz}`)),
      ])
      expect([201, 403]).toContain(approved.statusCode)
      // It ended today, so reports of days before are still the person's; what follows is not.
      await step(beauftragte, id, approved.statusCode === 201 ? 409 : 201, 'stufe1Freigegeben')
      await alsSystem(app.deps, (trx) => trx('einsatz').where({ id: einsatz }).update({ abgesagt_am: app.deps.now() }))
      await step(beauftragte, await submit(10 + i), 403, 'stufe1Freigegeben')
    }
  })

  it('of two trainers who approve at once: one does, the other finds it done', async () => {
    const { unternehmenId, ausbilder, kontext, submit } = einstufig
    const zweiter = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId }] })
    const id = await submit(8)
    const answers = await Promise.all(
      [ausbilder, zweiter].map((wer) =>
        wer.inject(kontext, {
          method: 'POST',
          url: `/v1/ausbildungsnachweise/${id}/schritte`,
          payload: { vorgang: 'freigegeben' },
        }),
      ),
    )
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
  })

  it('of the removal of a role and an approval: the event of the removal is never before that of an approval', async () => {
    const { unternehmenId, kontext, submit, heftId } = einstufig
    const chefin = await createTestPerson(app, { rollen: [{ rolle: 'unternehmensadministrator', unternehmenId }] })
    for (let i = 0; i < 4; i++) {
      const gehend = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId }] })
      const id = await submit(20 + i)
      const rollen = await einstufig.send(chefin, 200, 'GET', `/v1/rollenzuweisungen?kontoId=${gehend.kontoId}`)
      const [approved, removed] = await Promise.all([
        gehend.inject(kontext, {
          method: 'POST',
          url: `/v1/ausbildungsnachweise/${id}/schritte`,
          payload: { vorgang: 'freigegeben' },
        }),
        chefin.inject(kontext, { method: 'DELETE', url: `/v1/rollenzuweisungen/${rollen.json().eintraege[0].id}` }),
      ])
      expect(removed.statusCode).toBe(200)
      expect([201, 403]).toContain(approved.statusCode)
      const done = await alsSystem(app.deps, (trx) =>
        trx('ereignis')
          .where({ aggregat_id: heftId })
          .whereLike('inhalt', `%"objekt":"${id}"%`)
          .whereLike('inhalt', '%"status":"freigegeben"%')
          .pluck('nr'),
      )
      expect(done).toHaveLength(approved.statusCode === 201 ? 1 : 0)
    }
  })
})

describe('mails about reports (section 4.6)', () => {
  it('tell the people concerned of each step, in two stages', async () => {
    const { send, admin, azubi, beauftragte, ausbilder, submit, plan, step, unternehmenId } =
      await createLehrbetrieb(app)
    await send(admin, 200, 'PUT', `/v1/unternehmen/${unternehmenId}/freigabeverfahren`, {
      stufen: 2,
      verschiedenePersonen: true,
    })
    await plan(beauftragte.kontoId, '2024-09-02', '2024-12-31')
    const id = await submit(0)
    await step(beauftragte, id, 201, 'zurueckgewiesen', 'Zu knapp')
    await step(azubi, id, 201, 'eingereicht')
    await step(beauftragte, id, 201, 'stufe1Freigegeben')
    await step(ausbilder, id, 201, 'freigegeben')
    expect(await mailsTo(app, beauftragte)).toEqual(['berichtWartet', 'berichtWartet', 'einsatzGeplant'])
    expect(await mailsTo(app, ausbilder)).toEqual(['berichtWartet'])
    expect(await mailsTo(app, azubi)).toEqual([
      'berichtFreigegeben',
      'berichtZurueckgewiesen',
      'beteiligungVorgeschlagen',
    ])
    const werte = await alsSystem(app.deps, (trx) => trx('mail').where({ konto_id: ausbilder.kontoId }).first('werte'))
    expect(JSON.stringify(werte)).not.toContain('Zu knapp')
  })

  it('are not sent to who switched them off', async () => {
    const { ausbilder, submit } = await createLehrbetrieb(app)
    const own = await ausbilder.inject(undefined, { url: '/v1/konten/ich' })
    expect(own.json().benachrichtigungen).toBe(true)
    const answer = await ausbilder.inject(undefined, {
      method: 'PATCH',
      url: '/v1/konten/ich',
      headers: { 'if-match': String(own.headers.etag) },
      payload: { benachrichtigungen: false },
    })
    expect(answer.json().benachrichtigungen).toBe(false)
    await submit(0)
    expect(await mailsTo(app, ausbilder)).toEqual([])
  })
})
