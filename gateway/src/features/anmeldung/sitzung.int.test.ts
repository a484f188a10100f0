import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { cliClientId } from './anwendungen.ts'
import { createAutorisierung } from './testing/autorisierung.ts'
import { type Browser, createBrowser } from './testing/browser.ts'
import { type Kontenprobe, passwort, readJson, startKontenprobe } from './testing/konten.ts'

let probe: Kontenprobe
let base: string
let cli: oidc.Configuration
beforeAll(async () => {
  probe = await startKontenprobe()
  base = probe.gateway.address
  cli = await oidc.discovery(new URL(`${base}/oidc`), cliClientId, undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  })
})
afterAll(() => probe?.close())

const callback = 'http://127.0.0.1:49400/callback'
const begin = async (browser: Browser, scope: string) => {
  const { url, checks } = await createAutorisierung(cli, { redirect_uri: callback, scope, prompt: 'consent' })
  return { seite: await browser.open(url), checks }
}
/** Signs a person in with an application. */
const signIn = async (
  email: string,
  browser = createBrowser(base),
  scope = 'openid person offline_access',
  secret = passwort,
) => {
  const { seite, checks } = await begin(browser, scope)
  const consent =
    seite.title === 'Anmelden' ? await browser.submit(seite, 'Anmelden', { email, passwort: secret }) : seite
  const last = await browser.submit(consent, 'Erlauben')
  const tokens = await oidc.authorizationCodeGrant(cli, new URL(last.url), checks)
  return { browser, tokens, headers: { authorization: `Bearer ${tokens.access_token}` } }
}
const refresh = (tokens: { refresh_token?: string }) => oidc.refreshTokenGrant(cli, String(tokens.refresh_token))
const list = async (headers: Record<string, string>) =>
  (await readJson(await probe.send('GET', '/v1/konten/ich/sitzungen', undefined, headers))).eintraege ?? []

describe('sessions', () => {
  it('are listed: browsers and applications, and no secret among what is told', async () => {
    const email = await probe.createPerson('liste')
    const one = await signIn(email)
    await signIn(email)
    const sitzungen = await list(one.headers)
    expect(sitzungen.map(({ art }) => art).sort()).toEqual(['anwendung', 'anwendung', 'browser', 'browser'])
    expect(sitzungen.flatMap(({ anwendungen }) => anwendungen)).toEqual(Array(4).fill(cliClientId))
    const secrets = await alsSystem(probe.gateway.deps, (trx) =>
      trx('oidc_artefakt')
        .whereIn('art', ['Session', 'RefreshToken', 'AuthorizationCode'])
        .select<{ id: string }[]>('id'),
    )
    for (const { id } of secrets) expect(JSON.stringify(sitzungen)).not.toContain(id)
  })

  it('end one by one: the others go on', async () => {
    const email = await probe.createPerson('einzeln')
    const [one, two] = [await signIn(email), await signIn(email)]
    const before = await list(one.headers)
    const first = before.filter(({ art }) => art === 'anwendung').at(-1)
    const path = `/v1/konten/ich/sitzungen/${first?.id}`
    expect((await probe.send('DELETE', path, undefined, two.headers)).status).toBe(200)
    expect((await probe.send('DELETE', path, undefined, two.headers)).status).toBe(404)
    const results = await Promise.allSettled([refresh(one.tokens), refresh(two.tokens)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('of a browser takes along what was given out through it', async () => {
    const email = await probe.createPerson('browser')
    const { browser, headers, tokens } = await signIn(email, createBrowser(base), 'openid person')
    const found = (await list(headers)).find(({ art }) => art === 'browser')
    await probe.send('DELETE', `/v1/konten/ich/sitzungen/${found?.id}`, undefined, headers)
    await expect(refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await begin(browser, 'openid person')).seite.title).toBe('Anmelden')
  })

  it('all end at once', async () => {
    const email = await probe.createPerson('alle')
    const [one, two] = [await signIn(email), await signIn(email)]
    const ended = await probe.send('DELETE', '/v1/konten/ich/sitzungen', undefined, one.headers)
    expect([ended.status, await ended.json()]).toEqual([200, { eintraege: [] }])
    for (const { tokens } of [one, two]) await expect(refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await begin(two.browser, 'openid person')).seite.title).toBe('Anmelden')
  })

  it('of somebody else do not exist', async () => {
    const [mine, yours] = [await signIn(await probe.createPerson('ich')), await signIn(await probe.createPerson('du'))]
    const foreign = (await list(yours.headers))[0]?.id
    const answer = await probe.send('DELETE', `/v1/konten/ich/sitzungen/${foreign}`, undefined, mine.headers)
    const missing = await probe.send(
      'DELETE',
      '/v1/konten/ich/sitzungen/gibtesnichtgibtesnicht',
      undefined,
      mine.headers,
    )
    const withoutId = async (one: Response) => ({ ...(await readJson(one)), instance: '' })
    expect([answer.status, await withoutId(answer)]).toEqual([missing.status, await withoutId(missing)])
    expect((await list(yours.headers)).map(({ id }) => id)).toContain(foreign)
  })
})

describe('a new password', () => {
  it('ends every session, lets the old one in no more and the new one at once', async () => {
    const email = await probe.createPerson('wechselt')
    const { tokens, headers, browser } = await signIn(email)
    const neu = 'Ein neues Passwort'
    const body = { altesPasswort: passwort, neuesPasswort: neu }
    expect((await probe.send('POST', '/v1/konten/ich/passwort', body, headers)).status).toBe(200)
    await expect(refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
    const { seite } = await begin(browser, 'openid person')
    expect((await browser.submit(seite, 'Anmelden', { email, passwort })).status).toBe(401)
    const again = await signIn(email, createBrowser(base), 'openid person', neu)
    expect(decodeJwt(again.tokens.access_token)).toMatchObject({ art: 'person' })
  })
})

describe('the pages of the own account', () => {
  const register = async (browser: Browser, values: Record<string, string>) =>
    browser.submit(await browser.open('/konto/registrierung'), 'Registrierung abschicken', values)

  it('lead from the sign-in through registration and mail back to it, without a script', async () => {
    const browser = createBrowser(base, 'de', { 'x-forwarded-for': '198.18.0.1' })
    const { seite } = await begin(browser, 'openid person')
    const form = await browser.open(String(seite.links['Noch kein Konto? Jetzt registrieren']))
    const email = 'seite@example.org'
    const person = { email, passwort, vorname: 'Jörg', nachname: "O'Groß", sprache: 'de' }
    const unread = await browser.submit(form, 'Registrierung abschicken', person)
    expect([unread.status, unread.text]).toEqual([422, expect.stringContaining('Informationspflichten gelesen haben')])
    const short = await browser.submit(unread, 'Registrierung abschicken', {
      ...person,
      akzeptiert: 'ja',
      passwort: 'kurz',
    })
    expect([short.status, short.text]).toEqual([422, expect.stringContaining('braucht 12 bis 200 Zeichen')])
    const sent = await browser.submit(short, 'Registrierung abschicken', { ...person, akzeptiert: 'ja' })
    expect(sent.text).toContain('Wir haben Ihnen eine E-Mail gesendet')
    const mail = await probe.mails.next(email)
    const link = /^https?:\/\/\S+$/m.exec(mail.text ?? '')?.[0]
    const question = await browser.open(String(link))
    // Opening the link alone uses it up no more than a program does that looks into mails.
    await browser.open(String(link))
    expect((await browser.submit(question, 'Bestätigen')).text).toContain('Ihr Konto ist bestätigt')
    const reused = await browser.submit(question, 'Bestätigen')
    expect([reused.status, reused.title]).toEqual([410, 'Dieser Link gilt nicht'])
    const consent = await browser.submit(seite, 'Anmelden', { email, passwort })
    expect(consent.title).toBe('Zugriff erlauben')
  })

  it('set a forgotten password, and say what is wrong with a bad one', async () => {
    const email = await probe.createPerson('vergesslich')
    const browser = createBrowser(base, 'en', { 'x-forwarded-for': '198.18.0.2' })
    const asked = await browser.submit(await browser.open('/konto/passwort'), 'Ask for the link', { email })
    const unknown = await browser.submit(await browser.open('/konto/passwort'), 'Ask for the link', {
      email: 'x@example.org',
    })
    expect(unknown.markup).toBe(asked.markup)
    const mail = await probe.mails.next(email, ({ subject }) => subject === 'Neues Passwort')
    const page = await browser.open(String(/^https?:\/\/\S+$/m.exec(mail.text ?? '')?.[0]))
    const bad = await browser.submit(page, 'Save', { passwort: email })
    expect([bad.status, bad.text]).toEqual([422, expect.stringContaining('must not be your e-mail address')])
    expect((await browser.submit(bad, 'Save', { passwort: 'Ein neues Passwort' })).text).toContain(
      'Your new password holds',
    )
    const done = await signIn(email, createBrowser(base), 'openid person', 'Ein neues Passwort')
    expect(done.tokens.access_token).toEqual(expect.any(String))
  })

  it('refuse forms of other sites and show what was entered as text', async () => {
    const browser = createBrowser(base, 'de', { 'x-forwarded-for': '198.18.0.3' })
    const foreign = await browser.open('/konto/passwort', {
      method: 'POST',
      body: new URLSearchParams({ email: 'a@example.org' }),
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status).toBe(403)
    const angriff = '"><script>alert(1)</script>'
    const echoed = await register(browser, {
      email: angriff,
      vorname: angriff,
      nachname: angriff,
      passwort: angriff,
      akzeptiert: 'ja',
    })
    expect([echoed.status, echoed.markup.includes('<script')]).toEqual([422, false])
    const page = await browser.open(`/konto/bestaetigung?token=${encodeURIComponent(angriff)}`)
    expect(page.markup).not.toContain('<script')
  })
})
