import type { Brief, Elsterverweis, Mitgliedsanfrage, Unternehmen } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { startGateway } from '../../start.ts'
import { textOfPdf } from '../../testing/pdf-text.ts'
import { createPersonToken } from '../../testing/people.ts'
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.ts'
import { verifyPasswort } from '../konto/passwort.ts'
import { demoBooks, demoUnternehmen } from './books.ts'
import { loadDemo } from './demo.service.ts'
import { demoPasswort, demoPersonen } from './people.ts'

const both = '@berichtsheft/adapter-generic,@berichtsheft/adapter-ihk'
let app: TestGateway

beforeAll(async () => {
  app = await startTestGateway({ env: { DEMO: '1' }, adapters: both })
  await loadDemo(app.deps)
}, 120_000)
afterAll(() => app?.close())

const findKonto = (email: string): Promise<{ id: string }> =>
  alsSystem(app.deps, (trx) => trx('konto').where({ email }).first('id'))

/** Somebody of the demo, signed in, who works in a capacity. */
const as = async (name: string, kontext = 'konto') => {
  const { id } = await findKonto(`${name}@demo.example`)
  const authorization = `Bearer ${await createPersonToken(app.deps, id, 'mehrfaktor')}`
  const headers = { authorization, 'berichtsheft-kontext': kontext }
  return {
    get: async (url: string) => (await app.server.inject({ url, headers })).json(),
    file: async (url: string) => (await app.server.inject({ url, headers })).rawPayload,
    post: (url: string, payload?: object) =>
      app.server.inject({ method: 'POST', url, headers, ...(payload === undefined ? {} : { payload }) }),
  }
}

describe('the people of the demo', () => {
  it('sign in with the one password that the greeting tells, in the main roles', async () => {
    for (const { email } of demoPersonen) {
      const { id } = await findKonto(email)
      const row = await alsSystem(app.deps, (trx) => trx('kontogeheimnis').where({ konto_id: id }).first('passwort'))
      expect(await verifyPasswort(row.passwort, demoPasswort), email).toBe(true)
    }
    const rollen = await alsSystem(app.deps, (trx) => trx('rollenzuweisung').distinct().pluck('rolle'))
    expect(rollen.sort()).toEqual([
      'ausbilder',
      'ausbildungsadministrator',
      'ausbildungsbeauftragter',
      'azubi',
      'betreiber',
      'kammeradministration',
      'sachbearbeitung',
      'unternehmensadministrator',
    ])
    const page = (await app.server.inject({ url: '/' })).body
    for (const { email } of demoPersonen) expect(page).toContain(email)
  })

  it('work in two companies: one trainer is a member of both, and sees the books of all', async () => {
    const { eintraege } = await (await as('ausbilder', 'unternehmen:*')).get('/v1/berichtshefte')
    const firmen = eintraege.map(({ unternehmen }: { unternehmen: { name: string } }) => unternehmen.name)
    expect(firmen).toHaveLength(demoBooks.length)
    expect(new Set(firmen)).toEqual(new Set(demoUnternehmen.slice(0, 2).map(({ name }) => name)))
    const { eintraege: own } = await (await as('ausbilder')).get('/v1/mitgliedschaften')
    expect(own).toHaveLength(2)
  })

  it('train: the apprentice sees her book and her assignment, and the trainer approves what she has handed in', async () => {
    const nele = await as('azubi')
    const own = (await nele.get('/v1/konten/ich/berichtshefte')).eintraege
    expect(own).toMatchObject([{ berichtsheft: { azubi: { name: 'Nele Überschär' } }, rollen: ['azubi'] }])
    const [{ kontext: firma, berichtsheft }] = own
    const nachweise = `/v1/ausbildungsnachweise?berichtsheftId=${berichtsheft.id}&status=eingereicht`
    const waiting = (await (await as('azubi', firma)).get(nachweise)).eintraege
    expect(waiting.length).toBeGreaterThan(0)
    const planned = (await (await as('beauftragte', firma)).get('/v1/einsaetze')).eintraege
    expect(planned).toMatchObject([{ berichtsheftId: berichtsheft.id }])
    const ausbilder = await as('ausbilder', firma)
    const tasks = (await ausbilder.get('/v1/aufgaben')).eintraege
    const task = tasks.find(({ art }: { art: string }) => art === 'berichtFreigeben')
    const step = await ausbilder.post(`${task?.verweis}/schritte`, { vorgang: 'freigegeben' })
    expect(step.statusCode, step.body).toBe(201)
  })

  it('have something to decide: a registration, a letter to post, a request to join', async () => {
    const clerk = await as('sachbearbeitung', 'kammer:153')
    const open: { eintraege: Unternehmen[] } = await clerk.get('/v1/unternehmen?zugewiesen=niemandem')
    expect(open.eintraege).toMatchObject([{ name: demoUnternehmen[2]?.name, elster: { status: 'offen' } }])
    const briefe: { eintraege: Brief[] } = await clerk.get('/v1/briefe?status=erstellt')
    expect(briefe.eintraege).toHaveLength(1)
    const pdf = await clerk.file(`/v1/briefe/${briefe.eintraege[0]?.id}/datei`)
    expect(textOfPdf(pdf)).toContain('Morgenrot')
    const [firma] = (await (await as('chefin')).get('/v1/mitgliedschaften')).eintraege
    const chefin = await as('chefin', `unternehmen:${firma.unternehmen?.id ?? firma.unternehmenId}`)
    const anfragen: { eintraege: Mitgliedsanfrage[] } = await chefin.get('/v1/mitgliedsanfragen?status=offen')
    expect(anfragen.eintraege).toMatchObject([{ art: 'beitritt', rolle: 'ausbildungsbeauftragter' }])
    const mails = await alsSystem(app.deps, (trx) => trx('mail').pluck('text'))
    expect(mails).toEqual(expect.arrayContaining(['rolleVergeben', 'anfrageEingegangen', 'unternehmenFreigegeben']))
  })

  it('are in no gateway that is not the demo: it does not start with their database', async () => {
    const { demo: _demo, ...rest } = app.deps.config
    const config = { ...rest, DATABASE_URL: app.databaseUrl, DEMO: '0' as const, demo: false }
    const key = Buffer.alloc(32, 7).toString('base64url')
    const start = startGateway({ config: { ...config, SCHLUESSEL: key }, now: app.deps.now, log: app.deps.log })
    await expect(start).rejects.toThrow('The demo was loaded into this database')
  })

  it('are made once', async () => {
    const count = () => alsSystem(app.deps, (trx) => trx('konto').count('* as n'))
    const before = await count()
    await loadDemo(app.deps)
    expect(await count()).toEqual(before)
  })
})

describe('ELSTER in the demo (BH-31)', () => {
  const press = async (adresse: string, entscheidung: string, change: Record<string, string> = {}) => {
    const form = await (await fetch(adresse)).text()
    const target = new URL(adresse)
    for (const [, name = '', value = ''] of form.matchAll(/<input[^>]* name="([^"]*)" value="([^"]*)"/g))
      target.searchParams.set(name, value)
    for (const [name, value] of Object.entries({ ...change, entscheidung })) target.searchParams.set(name, value)
    const answer = await fetch(target, { redirect: 'manual' })
    return answer.headers.get('location') ?? ''
  }

  it('asks what the certificate says, and leads back to a page with what is sent on; both outcomes can be had', async () => {
    const neu = await as('neu')
    const list: { eintraege: Unternehmen[] } = await neu.get('/v1/unternehmen')
    const waiting = list.eintraege.find(({ elster }) => elster.status === 'offen')
    const check = async (entscheidung: string, change: Record<string, string> = {}) => {
      const begun = await neu.post(`/v1/unternehmen/${waiting?.id}/elster`)
      expect(begun.statusCode, begun.body).toBe(201)
      const { adresse }: Elsterverweis = begun.json()
      const back = await press(adresse, entscheidung, change)
      expect(back).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/elster\?/)
      const antwort = new URL(back).search.slice(1)
      const page = await fetch(back)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Zurück von ELSTER')])
      return neu.post(`/v1/unternehmen/${waiting?.id}/elster/ergebnis`, { antwort })
    }
    expect((await check('nein')).statusCode).toBe(409)
    expect((await check('ja', { name: 'Ganz anders AG' })).json()).toMatchObject({ status: 'abweichung' })
    expect((await check('ja')).json()).toMatchObject({ status: 'abgeglichen' })
  })

  it('shows what it was called with as text, and takes no unknown code', async () => {
    const query = new URLSearchParams({ state: '"><script>x</script>', redirect_uri: `${app.address}/elster` })
    const form = await (await fetch(`${app.address}/demo/elster/authorize?${query}`)).text()
    expect(form).not.toContain('<script>')
    const page = await (await fetch(`${app.address}/elster?code=<script>x</script>`)).text()
    expect(page).not.toContain('<script>')
    const token = await fetch(`${app.address}/demo/elster/token`, {
      method: 'POST',
      body: new URLSearchParams({ code: 'x', code_verifier: 'y' }),
    })
    expect(token.status).toBe(400)
    for (const redirect of ['', 'https://angreifer.example/', `${app.address}.angreifer.example/elster`]) {
      const away = new URLSearchParams({ entscheidung: 'nein', redirect_uri: redirect })
      const nowhere = await fetch(`${app.address}/demo/elster/authorize?${away}`, { redirect: 'manual' })
      expect([redirect, nowhere.status]).toEqual([redirect, 400])
    }
  })
})
