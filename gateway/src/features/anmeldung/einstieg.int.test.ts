import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestPerson, type TestPerson } from '../../testing/people.ts'
import { createAutorisierung } from './testing/autorisierung.ts'
import { createBrowser } from './testing/browser.ts'
import { type Kontenprobe, passwort, startKontenprobe } from './testing/konten.ts'

const rueckkehr = 'https://pruefungsportal.example/rueckkehr'
const portal = {
  kennung: 'pruefungsportal',
  name: 'Prüfungsportal',
  rollen: ['azubi'],
  einstieg: 'https://pruefungsportal.example/start',
  rueckkehradressen: [rueckkehr],
}
let probe: Kontenprobe
let base: string
let email: string
let betreiber: TestPerson
let client: oidc.Configuration

const send = (method: 'POST' | 'PATCH', path: string, payload: object, etag?: string) =>
  betreiber.inject('betreiber', { method, url: path, payload, headers: etag === undefined ? {} : { 'if-match': etag } })
const discover = (clientId: string) =>
  oidc.discovery(new URL(`${base}/oidc`), clientId, undefined, oidc.None(), { execute: [oidc.allowInsecureRequests] })

beforeAll(async () => {
  probe = await startKontenprobe()
  base = probe.gateway.address
  email = await probe.createPerson('azubine')
  betreiber = await createTestPerson(probe.gateway, { rollen: [{ rolle: 'betreiber' }], stufe: 'mehrfaktor' })
  const made = await send('POST', '/v1/anwendungen', portal)
  expect(made.json(), made.body).toMatchObject({ einstieg: portal.einstieg, rueckkehradressen: [rueckkehr] })
  client = await discover(portal.kennung)
})
afterAll(() => probe?.close())

/** What the application does when its address is opened. */
const beginAt = (more: Record<string, string> = {}) =>
  createAutorisierung(client, { redirect_uri: rueckkehr, scope: 'openid person', ...more })

describe('an application of somebody else (MI-18, MI-19)', () => {
  it('is entered at the same place from the central page and by its own address', async () => {
    const browser = createBrowser(base)
    const central = await browser.open(`${base}/anwendungen`)
    expect([central.status, central.title]).toEqual([200, 'Anwendungen'])
    const link = String(central.links[portal.name])
    expect((await browser.open(link)).url).toBe(portal.einstieg)
    expect((await createBrowser(base, 'en').open(`${base}/anwendungen`)).title).toBe('Applications')
  })

  it('asks the person whether it may act, once, and gets a token for this person', async () => {
    const browser = createBrowser(base)
    const { url, checks } = await beginAt()
    const consent = await browser.submit(await browser.open(url), 'Anmelden', { email, passwort })
    expect(consent.text).toContain(portal.name)
    const last = await browser.submit(consent, 'Erlauben')
    expect(last.url.startsWith(`${rueckkehr}?code=`)).toBe(true)
    const tokens = await oidc.authorizationCodeGrant(client, new URL(last.url), checks)
    expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id: portal.kennung, art: 'person', scope: 'person' })
    const again = await beginAt()
    expect((await browser.open(again.url)).url.startsWith(`${rueckkehr}?code=`)).toBe(true)
  })

  it('gets nothing when the person refuses', async () => {
    const browser = createBrowser(base)
    const consent = await browser.submit(await browser.open((await beginAt()).url), 'Anmelden', { email, passwort })
    const refused = await browser.submit(consent, 'Ablehnen')
    expect(new URL(refused.url).searchParams.get('error')).toBe('access_denied')
  })

  it.each([
    'https://angreifer.example/rueckkehr',
    'https://pruefungsportal.example/rueckkehr/',
    'https://pruefungsportal.example/rueckkehr?weiter=https://angreifer.example',
    'https://pruefungsportal.example.angreifer.example/rueckkehr',
    'https://pruefungsportal.example@angreifer.example/rueckkehr',
    'http://pruefungsportal.example/rueckkehr',
    'https://pruefungsportal.example/start',
    'HTTPS://PRUEFUNGSPORTAL.EXAMPLE/rueckkehr',
    '//angreifer.example',
    'javascript:alert(1)',
  ])('is not returned to at %s', async (redirect_uri) => {
    const page = await createBrowser(base).open((await beginAt({ redirect_uri })).url)
    expect([page.status, new URL(page.url).origin]).toEqual([400, base])
    expect(page.title).not.toBe('Anmelden')
  })

  it.each([
    'https://angreifer.example',
    '//angreifer.example',
    '%2F%2Fangreifer.example',
    '..%2Fkonto',
    'berichtsheft',
    "' or true --",
  ])('is found by its code only: %s leads nowhere', async (kennung) => {
    const answer = await probe.gateway.server.inject(
      `/anwendungen/${encodeURIComponent(kennung)}?ziel=https://angreifer.example`,
    )
    expect([answer.statusCode, answer.headers.location]).toEqual([404, undefined])
  })

  it.each([
    'http://pruefungsportal.example/rueckkehr',
    'https://pruefungsportal.example/rueckkehr#teil',
    'https://*.example/rueckkehr',
    'https://wer@pruefungsportal.example/',
    'javascript:alert(1)',
    'portal:rueckkehr',
  ])('cannot be plugged in with the address %s', async (adresse) => {
    const neu = { ...portal, kennung: 'anderes' }
    expect((await send('POST', '/v1/anwendungen', { ...neu, einstieg: adresse })).statusCode).toBe(400)
    expect((await send('POST', '/v1/anwendungen', { ...neu, rueckkehradressen: [adresse] })).statusCode).toBe(400)
  })

  it('that is switched off is neither entered nor signed in for', async () => {
    const off = await send('PATCH', `/v1/anwendungen/${portal.kennung}`, { status: 'abgeschaltet' }, '"1"')
    expect(off.statusCode, off.body).toBe(200)
    const page = await createBrowser(base).open((await beginAt()).url)
    expect([page.status, new URL(page.url).origin]).toEqual([400, base])
    expect((await probe.gateway.server.inject(`/anwendungen/${portal.kennung}`)).statusCode).toBe(404)
    expect((await createBrowser(base).open(`${base}/anwendungen`)).links[portal.name]).toBeUndefined()
    const moved = { status: 'angebunden', einstieg: null, rueckkehradressen: [] }
    const on = await send('PATCH', `/v1/anwendungen/${portal.kennung}`, moved, '"2"')
    expect(on.json(), on.body).toMatchObject({ status: 'angebunden', rueckkehradressen: [], version: 3 })
    expect(on.json()).not.toHaveProperty('einstieg')
  })

  it('cannot take the place of the console or the command line', async () => {
    const falsch = { ...portal, kennung: 'konsole', rueckkehradressen: ['https://angreifer.example/'] }
    await send('POST', '/v1/anwendungen', falsch)
    client = await discover('konsole')
    const page = await createBrowser(base).open((await beginAt({ redirect_uri: 'https://angreifer.example/' })).url)
    expect([page.status, new URL(page.url).origin]).toEqual([400, base])
  })
})
