import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { makeNachweis } from '../../testing/fixtures.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { createLehrbetrieb, type Lehrbetrieb, pushHeft } from './testing/heft-personen.ts'

let app: TestApp
let betrieb: Lehrbetrieb
beforeAll(async () => {
  app = await createTestApp()
  betrieb = await createLehrbetrieb(app, '2012-02-29')
})
afterAll(() => app.close())

const mitRolle = (rolle: 'azubi' | 'gesetzlicheVertretung' | 'berufsschule') =>
  createTestPerson(app, { rollen: [{ rolle, unternehmenId: betrieb.unternehmenId }] })
const heft = () => `/v1/berichtshefte/${betrieb.heftId}`
const reads = async (wer: TestPerson): Promise<number> =>
  (await wer.inject(betrieb.kontext, { url: heft() })).statusCode

describe('a link between account and book (BH-19)', () => {
  it('opens the book to the apprentice once he agrees, and no other book of the company', async () => {
    const other = await pushHeft(app, betrieb.unternehmenId)
    expect(await reads(betrieb.azubi)).toBe(200)
    await betrieb.send(betrieb.azubi, 404, 'GET', `/v1/berichtshefte/${other}`)
    const list = await betrieb.send(betrieb.azubi, 200, 'GET', '/v1/berichtshefte')
    expect(list.json().eintraege.map(({ id }: { id: string }) => id)).toEqual([betrieb.heftId])
    const all = await betrieb.send(betrieb.admin, 200, 'GET', '/v1/berichtshefte')
    expect(all.json().eintraege).toHaveLength(2)
  })

  it('opens nothing while it is only proposed, and only the apprentice agrees', async () => {
    const schule = await mitRolle('berufsschule')
    const body = { berichtsheftId: betrieb.heftId, kontoId: schule.kontoId, art: 'berufsschule' }
    const { id, status } = (await betrieb.send(betrieb.admin, 201, 'POST', '/v1/beteiligungen', body)).json()
    expect(status).toBe('vorgeschlagen')
    expect(await reads(schule)).toBe(404)
    const confirm = (wer: TestPerson) =>
      wer.inject(undefined, { method: 'POST', url: `/v1/beteiligungen/${id}/zustimmung` })
    expect((await confirm(schule)).statusCode).toBe(403)
    expect((await confirm(await createTestPerson(app))).statusCode).toBe(404)
    const tasks = (await betrieb.azubi.inject(undefined, { url: '/v1/aufgaben' })).json().eintraege
    expect(tasks).toMatchObject([{ id, art: 'beteiligungBestaetigen', kontext: 'konto' }])
    expect((await confirm(betrieb.azubi)).json()).toMatchObject({ status: 'aktiv' })
    expect((await confirm(betrieb.azubi)).statusCode).toBe(409)
    expect(await reads(schule)).toBe(200)
    await betrieb.send(schule, 403, 'POST', '/v1/ausbildungsnachweise', {
      berichtsheftId: betrieb.heftId,
      fremdId: 'x',
      inhalt: makeNachweis().inhalt,
    })
  })

  it('of a legal representative holds while the apprentice is under age', async () => {
    const mutter = await mitRolle('gesetzlicheVertretung')
    await betrieb.link(mutter, 'gesetzlicheVertretung', betrieb.azubi)
    expect(await reads(mutter)).toBe(200)
    // Born on 29 February 2012: under age until the end of 28 February 2030.
    const seen = await alsSystem(app.deps, async (trx) => {
      const look = async (tag: string) => {
        await trx.raw('select aufrufer_setzen(?, ?::timestamptz)', [
          JSON.stringify({
            konto: mutter.kontoId,
            bereich: betrieb.kontext,
            rollen: ['gesetzlicheVertretung'],
            sperren: false,
          }),
          tag,
        ])
        return (await trx('berichtsheft').where({ id: betrieb.heftId }).select('id')).length
      }
      return [await look('2030-02-28T22:59:59Z'), await look('2030-02-28T23:00:00Z')]
    })
    expect(seen).toEqual([1, 0])
    const grown = await createLehrbetrieb(app, '2006-05-17')
    const vater = await createTestPerson(app, {
      rollen: [{ rolle: 'gesetzlicheVertretung', unternehmenId: grown.unternehmenId }],
    })
    const body = { berichtsheftId: grown.heftId, kontoId: vater.kontoId, art: 'gesetzlicheVertretung' }
    const refused = await grown.send(grown.admin, 422, 'POST', '/v1/beteiligungen', body)
    expect(refused.json().verstoesse[0].text).toContain('minderjährig')
  })

  it.each([
    ['a book that does not exist', () => ({ berichtsheftId: createId(app.deps.now()) }), 404],
    ['a person who is no member', async () => ({ kontoId: (await createTestPerson(app)).kontoId }), 404],
    ['a member without the role', () => ({ kontoId: betrieb.ausbilder.kontoId }), 422],
    ['oneself', () => ({ kontoId: betrieb.admin.kontoId }), 422],
    ['a second apprentice', async () => ({ kontoId: (await mitRolle('azubi')).kontoId }), 409],
  ] as const)('is refused for %s', async (_name, change, status) => {
    const body = { berichtsheftId: betrieb.heftId, kontoId: betrieb.azubi.kontoId, art: 'azubi', ...(await change()) }
    await betrieb.send(betrieb.admin, status, 'POST', '/v1/beteiligungen', body)
  })

  it('to a book of another company is not found, as one that does not exist (A02)', async () => {
    const fremd = await pushHeft(app, await createTestUnternehmen(app))
    const shape = async (berichtsheftId: string) => {
      const body = { berichtsheftId, kontoId: betrieb.azubi.kontoId, art: 'azubi' }
      const answer = await betrieb.send(betrieb.admin, 404, 'POST', '/v1/beteiligungen', body)
      return answer.body.replaceAll(berichtsheftId, '<id>').replace(/"instance":"[^"]*"/, '')
    }
    expect(await shape(fremd)).toBe(await shape(createId(app.deps.now())))
  })

  it('ends with the role, at the next request, and does not come back with it; so do those it carries', async () => {
    const eigener = await createLehrbetrieb(app)
    const chefin = await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: eigener.unternehmenId }],
    })
    const schule = await createTestPerson(app, {
      rollen: [{ rolle: 'berufsschule', unternehmenId: eigener.unternehmenId }],
    })
    await eigener.link(schule, 'berufsschule', eigener.azubi)
    const rollen = await eigener.send(chefin, 200, 'GET', `/v1/rollenzuweisungen?kontoId=${eigener.azubi.kontoId}`)
    await eigener.send(chefin, 200, 'DELETE', `/v1/rollenzuweisungen/${rollen.json().eintraege[0].id}`)
    await eigener.send(eigener.azubi, 403, 'GET', `/v1/berichtshefte/${eigener.heftId}`)
    await eigener.send(schule, 404, 'GET', `/v1/berichtshefte/${eigener.heftId}`)
    const neu = { kontoId: eigener.azubi.kontoId, anwendung: 'berichtsheft', rolle: 'azubi' }
    await eigener.send(chefin, 201, 'POST', '/v1/rollenzuweisungen', neu)
    await eigener.send(eigener.azubi, 404, 'GET', `/v1/berichtshefte/${eigener.heftId}`)
    const links = await eigener.send(eigener.admin, 200, 'GET', '/v1/beteiligungen')
    expect(links.json().eintraege.map(({ status }: { status: string }) => status)).toEqual(['beendet', 'beendet'])
  })

  it('ends with the membership, for every kind', async () => {
    const eigener = await createLehrbetrieb(app, '2012-02-29')
    const chefin = await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: eigener.unternehmenId }],
    })
    const mutter = await createTestPerson(app, {
      rollen: [{ rolle: 'gesetzlicheVertretung', unternehmenId: eigener.unternehmenId }],
    })
    await eigener.link(mutter, 'gesetzlicheVertretung', eigener.azubi)
    await eigener.plan(eigener.beauftragte.kontoId, '2020-01-01', '2099-12-31')
    const url = `/v1/unternehmen/${eigener.unternehmenId}/mitglieder`
    for (const wer of [mutter, eigener.beauftragte]) {
      await eigener.send(chefin, 200, 'DELETE', `${url}/${wer.kontoId}`)
      expect((await wer.inject(eigener.kontext, { url: `/v1/berichtshefte/${eigener.heftId}` })).statusCode).toBe(404)
    }
    const own = (await mutter.inject(undefined, { url: '/v1/beteiligungen' })).json().eintraege
    expect(own).toMatchObject([{ status: 'beendet' }])
    const plan = (await eigener.send(eigener.admin, 200, 'GET', '/v1/einsaetze')).json().eintraege
    expect(plan[0].bis < '2099-12-31').toBe(true)
  })

  it('stays when only the days of the role change', async () => {
    const eigener = await createLehrbetrieb(app)
    const chefin = await createTestPerson(app, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: eigener.unternehmenId }],
    })
    const rollen = await eigener.send(chefin, 200, 'GET', `/v1/rollenzuweisungen?kontoId=${eigener.azubi.kontoId}`)
    const url = `/v1/rollenzuweisungen/${rollen.json().eintraege[0].id}/aenderung`
    await eigener.send(chefin, 201, 'POST', url, { gueltigBis: '2099-12-31' })
    await eigener.send(eigener.azubi, 200, 'GET', `/v1/berichtshefte/${eigener.heftId}`)
  })

  it('is ended by its person and by the apprentice, and both are told in their own list', async () => {
    const schule = await mitRolle('berufsschule')
    const id = await betrieb.link(schule, 'berufsschule', betrieb.azubi)
    const end = (wer: TestPerson) => wer.inject(undefined, { method: 'DELETE', url: `/v1/beteiligungen/${id}` })
    expect((await end(await createTestPerson(app))).statusCode).toBe(404)
    expect((await end(betrieb.azubi)).json()).toMatchObject({ status: 'beendet' })
    expect((await end(schule)).statusCode).toBe(409)
    expect(await reads(schule)).toBe(404)
    const own = (await schule.inject(undefined, { url: '/v1/beteiligungen' })).json().eintraege
    expect(own).toMatchObject([{ id, status: 'beendet', vorname: 'Tilda' }])
  })
})

describe('the books of several companies at once (BH-21)', () => {
  it('are one list with the way to each, without a context; another company stays closed', async () => {
    const zweiter = await createLehrbetrieb(app)
    const dritter = await createLehrbetrieb(app)
    const person = await createTestPerson(app, {
      rollen: [
        { rolle: 'ausbilder', unternehmenId: betrieb.unternehmenId },
        { rolle: 'berufsschule', unternehmenId: zweiter.unternehmenId },
        { rolle: 'unternehmensadministrator', unternehmenId: dritter.unternehmenId },
      ],
    })
    await zweiter.link(person, 'berufsschule', zweiter.azubi)
    const list = await person.inject(undefined, { url: '/v1/konten/ich/berichtshefte' })
    expect(list.statusCode, list.body).toBe(200)
    const found = list.json().eintraege.map(({ kontext, rollen, berichtsheft }: Record<string, never>) => ({
      kontext,
      rollen,
      id: Reflect.get(berichtsheft ?? {}, 'id'),
    }))
    expect(found).toContainEqual({ kontext: betrieb.kontext, rollen: ['ausbilder'], id: betrieb.heftId })
    expect(found).toContainEqual({ kontext: zweiter.kontext, rollen: ['berufsschule'], id: zweiter.heftId })
    expect(found.map(({ kontext }: { kontext: string }) => kontext)).not.toContain(dritter.kontext)
    const [page] = [await person.inject(undefined, { url: '/v1/konten/ich/berichtshefte?limit=1' })]
    const next = encodeURIComponent(page.json().naechsterCursor)
    const rest = await person.inject(undefined, { url: `/v1/konten/ich/berichtshefte?cursor=${next}` })
    expect([...page.json().eintraege, ...rest.json().eintraege]).toEqual(list.json().eintraege)
    expect(
      (await (await createTestPerson(app)).inject(undefined, { url: '/v1/konten/ich/berichtshefte' })).json(),
    ).toEqual({
      eintraege: [],
    })
    await person
      .inject(betrieb.kontext, { url: `/v1/berichtshefte/${zweiter.heftId}` })
      .then(({ statusCode }) => expect(statusCode).toBe(404))
  })
})

describe('row level security as the second wall', () => {
  /** What a statement does in a transaction of a person: the number of rows, or that it is refused. */
  const attempt = async (
    wer: TestPerson,
    rollen: readonly string[],
    work: (trx: Knex) => PromiseLike<unknown>,
  ): Promise<unknown> => {
    const ausweis = { konto: wer.kontoId, bereich: betrieb.kontext, rollen, sperren: true }
    try {
      return await app.deps.db.knex.transaction(async (trx) => {
        await trx.raw('select aufrufer_setzen(?, ?)', [JSON.stringify(ausweis), app.deps.now()])
        return work(trx)
      })
    } catch (error) {
      return Reflect.get(error as object, 'code')
    }
  }

  it('lets nobody write what the role does not allow, whatever the routes say', async () => {
    const other = await pushHeft(app, betrieb.unternehmenId)
    const fremd = await createLehrbetrieb(app)
    const nachweis = await fremd.submit(0)
    const id = () => createId(app.deps.now())
    const jetzt = app.deps.now()
    const neu = (heftId: string) => ({
      fach: 0,
      id: id(),
      berichtsheft_id: heftId,
      anbieter_id: id(),
      fremd_id: 'x',
      version: 1,
      von: '2026-01-01',
      bis: '2026-01-07',
      hash: Buffer.alloc(32),
      salz: Buffer.alloc(16),
      kopf: '',
      inhalt: '{}',
      verlauf: '[]',
      kommentare: '[]',
      erstellt_am: jetzt,
      geaendert_am: jetzt,
    })
    const link = (kontoId: string) => ({
      id: id(),
      unternehmen_id: betrieb.unternehmenId,
      berichtsheft_id: other,
      konto_id: kontoId,
      art: 'azubi',
      status: 'aktiv',
      vorgeschlagen_von: kontoId,
      erstellt_am: jetzt,
      geaendert_am: jetzt,
    })
    const { azubi, beauftragte, ausbilder } = betrieb
    const change = { version: 99 }
    expect({
      azubiSchreibtInFremdesHeft: await attempt(azubi, ['azubi'], (trx) =>
        trx('ausbildungsnachweis').insert(neu(other)),
      ),
      azubiAendertFremdes: await attempt(azubi, ['azubi'], (trx) =>
        trx('ausbildungsnachweis').where({ id: nachweis }).update(change),
      ),
      ausbilderLegtBerichtAn: await attempt(ausbilder, ['ausbilder'], (trx) =>
        trx('ausbildungsnachweis').insert(neu(betrieb.heftId)),
      ),
      ausbilderAendertFremdes: await attempt(ausbilder, ['ausbilder'], (trx) =>
        trx('ausbildungsnachweis').where({ id: nachweis }).update(change),
      ),
      azubiVerbindetSich: await attempt(azubi, ['azubi'], (trx) => trx('beteiligung').insert(link(azubi.kontoId))),
      ausbilderVerbindetSich: await attempt(ausbilder, ['ausbilder'], (trx) =>
        trx('beteiligung').insert(link(ausbilder.kontoId)),
      ),
      beauftragtePlant: await attempt(beauftragte, ['ausbildungsbeauftragter'], (trx) => trx('einsatz').update(change)),
      azubiGibtFrei: await attempt(azubi, ['azubi'], (trx) => trx('freigabe').update({ status: 'erteilt' })),
      ausbilderStellt: await attempt(ausbilder, ['ausbilder'], (trx) =>
        trx('freigabeverfahren').insert({
          unternehmen_id: betrieb.unternehmenId,
          stufen: 1,
          verschiedene_personen: false,
          geaendert_am: jetzt,
        }),
      ),
    }).toEqual({
      azubiSchreibtInFremdesHeft: '42501',
      azubiAendertFremdes: 0,
      ausbilderLegtBerichtAn: '42501',
      ausbilderAendertFremdes: 0,
      azubiVerbindetSich: '42501',
      ausbilderVerbindetSich: '42501',
      beauftragtePlant: 0,
      azubiGibtFrei: 0,
      ausbilderStellt: '42501',
    })
  })
})

describe('examiners', () => {
  it('see books that were asked for or released for an exam, and no others', async () => {
    const pruefer = await createTestPerson(app, { rollen: [{ rolle: 'pruefungsausschuss', knr: '153' }] })
    const beide = await createTestPerson(app, {
      rollen: [
        { rolle: 'pruefungsausschuss', knr: '153' },
        { rolle: 'ausbildungsberatung', knr: '153' },
      ],
    })
    const eigener = await createLehrbetrieb(app)
    const release = (zweck: string) =>
      eigener.send(eigener.ausbilder, 201, 'POST', '/v1/freigaben', {
        berichtsheftId: eigener.heftId,
        knr: '153',
        zweck,
        gueltigBis: '2099-12-31',
        freigebender: { name: 'Wer Anders' },
        unternehmen: 'Andere GmbH',
      })
    const look = async (wer: TestPerson) =>
      (await wer.inject('kammer:153', { url: `/v1/berichtshefte/${eigener.heftId}` })).statusCode
    const stichprobe = (await release('stichprobe')).json()
    expect([await look(pruefer), await look(beide)]).toEqual([404, 200])
    const one = await pruefer.inject('kammer:153', { url: `/v1/freigaben/${stichprobe.id}` })
    expect(one.statusCode).toBe(404)
    await release('teil1')
    expect([await look(pruefer), await look(beide)]).toEqual([200, 200])
  })
})
