import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../db/transaktion.ts'
import { createId } from '../ids.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { makeLieferung } from '../testing/fixtures.ts'
import { expectLikeMissing } from '../testing/foreign-objects.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../testing/people.ts'

/** Case A02: an object of somebody else is answered like one that does not exist, and stays as it is. */

let app: TestApp
let firma: string
/** Ids of objects of a company, by kind. */
let objekte: Record<
  'einladung' | 'anfrage' | 'rolle' | 'mitglied' | 'heft' | 'nachweis' | 'beteiligung' | 'einsatz',
  string
>
let fremde: readonly (readonly [string, TestPerson, string])[]

beforeAll(async () => {
  app = await createTestApp()
  firma = await createTestUnternehmen(app, { identnummer: '0123456789' })
  const chefin = await createTestPerson(app, { rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }] })
  const mitglied = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
  const send = async (wer: TestPerson, kontext: string | undefined, options: InjectOptions) => {
    const answer = await wer.inject(kontext, options)
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    return answer.json()
  }
  const vendor = await app.createVendor()
  const { berichtsheft, ausbildungsnachweise } = makeLieferung(1)
  const payload = {
    berichtsheft: { ...berichtsheft, knr: '153', unternehmen: { name: 'Firma', identnummer: '0123456789' } },
    ausbildungsnachweise,
  }
  const lieferung = await vendor.inject({ method: 'POST', url: '/v1/lieferungen', payload })
  const heft: string = lieferung.json().positionen[0].id
  const nachweise = await send(mitglied, `unternehmen:${firma}`, {
    url: `/v1/ausbildungsnachweise?berichtsheftId=${heft}`,
  })
  const einladung = await send(chefin, `unternehmen:${firma}`, {
    method: 'POST',
    url: `/v1/unternehmen/${firma}/einladungen`,
    payload: { email: 'neu@person.example', anwendung: 'berichtsheft', rolle: 'azubi' },
  })
  const anfrage = await send(mitglied, undefined, {
    method: 'POST',
    url: '/v1/rollenanfragen',
    payload: { unternehmenId: firma, anwendung: 'berichtsheft', rolle: 'azubi' },
  })
  const rollen = await send(mitglied, undefined, { url: '/v1/rollenzuweisungen' })
  const planerin = await createTestPerson(app, {
    rollen: [{ rolle: 'ausbildungsadministrator', unternehmenId: firma }],
  })
  const lernend = await createTestPerson(app, { rollen: [{ rolle: 'azubi', unternehmenId: firma }] })
  const lehrend = await createTestPerson(app, { rollen: [{ rolle: 'ausbildungsbeauftragter', unternehmenId: firma }] })
  const beteiligung = await send(planerin, `unternehmen:${firma}`, {
    method: 'POST',
    url: '/v1/beteiligungen',
    payload: { berichtsheftId: heft, kontoId: lernend.kontoId, art: 'azubi' },
  })
  const einsatz = await send(planerin, `unternehmen:${firma}`, {
    method: 'POST',
    url: '/v1/einsaetze',
    payload: {
      berichtsheftId: heft,
      kontoId: lehrend.kontoId,
      von: '2026-12-01',
      bis: '2026-12-31',
      abteilung: 'Lager',
    },
  })
  objekte = {
    einladung: einladung.id,
    anfrage: anfrage.id,
    rolle: rollen.eintraege[0].id,
    mitglied: mitglied.kontoId,
    heft,
    nachweis: nachweise.eintraege[0].id,
    beteiligung: beteiligung.id,
    einsatz: einsatz.id,
  }
  const nachbar = await createTestUnternehmen(app)
  const ferne = await createTestUnternehmen(app, { knr: '107' })
  const beide = (unternehmenId: string) =>
    createTestPerson(app, {
      rollen: [
        { rolle: 'unternehmensadministrator', unternehmenId },
        { rolle: 'ausbilder', unternehmenId },
        { rolle: 'ausbildungsadministrator', unternehmenId },
      ],
    })
  fremde = [
    ['another company', await beide(nachbar), `unternehmen:${nachbar}`],
    ['a company of another chamber', await beide(ferne), `unternehmen:${ferne}`],
    ['nobody but himself', await createTestPerson(app), 'konto'],
  ]
})
afterAll(() => app.close())

const grund = { ergebnis: 'abgelehnt', grund: 'Nein' }
const versuche = (id: (kind: keyof typeof objekte) => string, unternehmenId: string): InjectOptions[] => [
  { method: 'GET', url: `/v1/einladungen/${id('einladung')}` },
  { method: 'POST', url: `/v1/einladungen/${id('einladung')}/versand` },
  { method: 'POST', url: `/v1/einladungen/${id('einladung')}/genehmigung` },
  { method: 'POST', url: `/v1/einladungen/${id('einladung')}/ruecknahme` },
  { method: 'GET', url: `/v1/mitgliedsanfragen/${id('anfrage')}` },
  { method: 'POST', url: `/v1/mitgliedsanfragen/${id('anfrage')}/zuweisung` },
  { method: 'DELETE', url: `/v1/mitgliedsanfragen/${id('anfrage')}/zuweisung` },
  { method: 'POST', url: `/v1/mitgliedsanfragen/${id('anfrage')}/entscheidung`, payload: grund },
  { method: 'POST', url: `/v1/mitgliedsanfragen/${id('anfrage')}/ruecknahme` },
  { method: 'DELETE', url: `/v1/rollenzuweisungen/${id('rolle')}` },
  { method: 'POST', url: `/v1/rollenzuweisungen/${id('rolle')}/aenderung`, payload: { gueltigBis: '2099-12-31' } },
  {
    method: 'POST',
    url: '/v1/rollenzuweisungen',
    payload: { kontoId: id('mitglied'), anwendung: 'berichtsheft', rolle: 'azubi' },
  },
  { method: 'GET', url: `/v1/unternehmen/${unternehmenId}` },
  { method: 'GET', url: `/v1/unternehmen/${unternehmenId}/mitglieder` },
  { method: 'DELETE', url: `/v1/unternehmen/${unternehmenId}/mitglieder/${id('mitglied')}` },
  { method: 'DELETE', url: `/v1/mitgliedschaften/${unternehmenId}` },
  {
    method: 'POST',
    url: '/v1/rollenanfragen',
    payload: { unternehmenId, anwendung: 'berichtsheft', rolle: 'azubi' },
  },
  { method: 'GET', url: `/v1/berichtshefte/${id('heft')}` },
  { method: 'GET', url: `/v1/ausbildungsnachweise/${id('nachweis')}` },
  {
    method: 'POST',
    url: `/v1/ausbildungsnachweise/${id('nachweis')}/schritte`,
    payload: { vorgang: 'wiederGeoeffnet', kommentar: 'Nein' },
  },
  { method: 'POST', url: `/v1/ausbildungsnachweise/${id('nachweis')}/kommentare`, payload: { text: 'Nein' } },
  {
    method: 'POST',
    url: '/v1/freigaben',
    payload: {
      berichtsheftId: id('heft'),
      knr: '153',
      zweck: 'teil1',
      gueltigBis: '2099-12-31',
      freigebender: { name: 'x' },
      unternehmen: 'x',
    },
  },
  {
    method: 'POST',
    url: '/v1/beteiligungen',
    payload: { berichtsheftId: id('heft'), kontoId: id('mitglied'), art: 'berufsschule' },
  },
  { method: 'POST', url: `/v1/beteiligungen/${id('beteiligung')}/zustimmung` },
  { method: 'DELETE', url: `/v1/beteiligungen/${id('beteiligung')}` },
  {
    method: 'POST',
    url: '/v1/einsaetze',
    payload: {
      berichtsheftId: id('heft'),
      kontoId: id('mitglied'),
      von: '2026-11-01',
      bis: '2026-11-30',
      abteilung: 'x',
    },
  },
  {
    method: 'PATCH',
    url: `/v1/einsaetze/${id('einsatz')}`,
    headers: { 'if-match': '"1"' },
    payload: { abteilung: 'Nein' },
  },
  { method: 'DELETE', url: `/v1/einsaetze/${id('einsatz')}` },
  { method: 'GET', url: `/v1/einsaetze/luecken?berichtsheftId=${id('heft')}&von=2026-11-01&bis=2026-11-30` },
  { method: 'GET', url: `/v1/unternehmen/${unternehmenId}/freigabeverfahren` },
  {
    method: 'PUT',
    url: `/v1/unternehmen/${unternehmenId}/freigabeverfahren`,
    payload: { stufen: 2, verschiedenePersonen: false },
  },
]

/** Everything that the attempts could have changed. */
const fingerprint = (): Promise<unknown> =>
  alsSystem(app.deps, async (trx) => {
    const { rows } = await trx.raw(
      `select md5(string_agg(t, '' order by t)) as hash from (
         select e::text as t from einladung e union all select a::text from mitgliedsanfrage a
         union all select r::text from rollenzuweisung r union all select m::text from mitgliedschaft m
         union all select b::text from beteiligung b union all select s::text from einsatz s union all select v::text from freigabeverfahren v
         union all select n::text from ausbildungsnachweis n union all select f::text from freigabe f
         union all select u::text from unternehmen u union all select k::text from kette k) alles`,
    )
    return rows[0].hash
  })

describe('objects of somebody else', () => {
  it('are answered like objects that do not exist, and stay as they are (A02)', async () => {
    const before = await fingerprint()
    let [calls, asked] = [0, 0]
    for (const [name, person, kontext] of fremde) {
      const missing = new Map(Object.values(objekte).map((id) => [id, createId(app.deps.now())]))
      const nirgends = createId(app.deps.now())
      const da = versuche((kind) => objekte[kind], firma)
      const fort = versuche((kind) => missing.get(objekte[kind]) ?? '', nirgends)
      for (const [i, options] of da.entries()) {
        const other = fort[i]
        if (other === undefined) throw new Error('both lists are as long')
        const what = `${options.method} ${String(options.url)} for ${name}`
        asked += await expectLikeMissing(
          what,
          () => person.inject(kontext, options),
          () => person.inject(kontext, other),
        )
        calls += 2
      }
    }
    expect(await fingerprint()).toBe(before)
    expect(asked).toBeGreaterThan(calls / 2)
    process.stdout.write(
      `foreign objects: ${calls} calls, each answered like a missing one, with the same ${asked} statements\n`,
    )
  })

  it('are in no list, whatever filter names them (A04)', async () => {
    for (const [name, person, kontext] of fremde)
      for (const url of [
        `/v1/rollenzuweisungen?kontoId=${objekte.mitglied}`,
        '/v1/mitgliedsanfragen?status=offen',
        `/v1/mitgliedsanfragen?zugewiesenAn=${objekte.mitglied}`,
        '/v1/aufgaben',
        '/v1/beteiligungen',
        '/v1/konten/ich/berichtshefte',
      ]) {
        const answer = await person.inject(url.includes('/ich/') ? undefined : kontext, { url })
        expect(answer.statusCode, `${url} for ${name}: ${answer.body}`).toBe(200)
        for (const id of [firma, ...Object.values(objekte)]) expect(answer.body, `${url} for ${name}`).not.toContain(id)
      }
  })
})
