import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as oidc from 'openid-client'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { cliClientId, konsoleClientId } from './anwendungen.ts'
import { createAutorisierung } from './testing/autorisierung.ts'
import { type Browser, createBrowser, type Seite } from './testing/browser.ts'
import { type Kontenprobe, passwort, startKontenprobe } from './testing/konten.ts'

let probe: Kontenprobe
let base: string
let cli: oidc.Configuration
let konsole: oidc.Configuration
let email: string

beforeAll(async () => {
  probe = await startKontenprobe()
  base = probe.gateway.address
  const discover = (clientId: string) =>
    oidc.discovery(new URL(`${base}/oidc`), clientId, undefined, oidc.None(), { execute: [oidc.allowInsecureRequests] })
  cli = await discover(cliClientId)
  konsole = await discover(konsoleClientId)
  email = await probe.createPerson('tilda')
})
afterAll(() => probe?.close())

const callback = 'http://127.0.0.1:49321/callback'

/** An authorization request of an application, opened in a browser up to the first page. */
const begin = async (
  browser: Browser,
  { client = cli, redirect = callback, more = {} as Record<string, string> } = {},
): Promise<{ seite: Seite; finish: (last: Seite) => ReturnType<typeof oidc.authorizationCodeGrant> }> => {
  const { url, checks } = await createAutorisierung(client, {
    redirect_uri: redirect,
    scope: 'openid profile email person offline_access',
    prompt: 'consent',
    ...more,
  })
  return {
    seite: await browser.open(url),
    finish: (last) => oidc.authorizationCodeGrant(client, new URL(last.url), checks),
  }
}

const signIn = async (browser: Browser, options: Parameters<typeof begin>[1] = {}, person = email) => {
  const { seite, finish } = await begin(browser, options)
  const consent = await browser.submit(seite, 'Anmelden', { email: person, passwort })
  const last = await browser.submit(consent, 'Erlauben')
  return { last, tokens: await finish(last) }
}

const api = (token: string, path = '/v1/konten/ich') =>
  fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } })

describe('a person signs in with an independent client', () => {
  it('by authorization code and PKCE, and the token says who and nothing of what', async () => {
    const browser = createBrowser(base)
    const { last, tokens } = await signIn(browser)
    expect(last.url).toMatch(/^http:\/\/127\.0\.0\.1:49321\/callback\?code=/)
    expect(tokens.claims()).toMatchObject({
      email,
      email_verified: true,
      name: 'Tilda Ehrlichmann',
      locale: 'de',
      acr: 'normal',
    })
    const claims = decodeJwt(tokens.access_token)
    expect(claims).toMatchObject({
      iss: `${base}/oidc`,
      aud: base,
      art: 'person',
      mandant: `konto:${tokens.claims()?.sub}`,
      sub: tokens.claims()?.sub,
      acr: 'normal',
      client_id: cliClientId,
      scope: 'person',
    })
    expect(claims).not.toHaveProperty('email')
    const konto = await api(tokens.access_token)
    expect([konto.status, await konto.json()]).toMatchObject([200, { email, status: 'aktiv', zweiterFaktor: false }])
  })

  it('once for several applications: the second asks for no password (MI-18, BH-30)', async () => {
    const browser = createBrowser(base)
    await signIn(browser)
    const url = `${base}/konsole`
    const { seite, finish } = await begin(browser, {
      client: konsole,
      redirect: url,
      more: { prompt: '', scope: 'openid person' },
    }).catch((error: unknown) => Promise.reject(error))
    // The console lies at the gateway itself, so the browser follows to it.
    expect(new URL(seite.url).pathname).toBe('/konsole')
    expect(decodeJwt((await finish(seite)).access_token)).toMatchObject({ client_id: konsoleClientId, art: 'person' })
  })

  it('and stays signed in by refresh tokens, each of which is good once', async () => {
    const { tokens } = await signIn(createBrowser(base))
    const next = await oidc.refreshTokenGrant(cli, String(tokens.refresh_token))
    expect(next.refresh_token).not.toBe(tokens.refresh_token)
    expect((await api(next.access_token)).status).toBe(200)
    // A used one means that somebody else has it: everything that came of it ends.
    await expect(oidc.refreshTokenGrant(cli, String(tokens.refresh_token))).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(oidc.refreshTokenGrant(cli, String(next.refresh_token))).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  it('of two exchanges of one refresh token at the same time at most one succeeds', async () => {
    const { tokens } = await signIn(createBrowser(base))
    const both = await Promise.allSettled(
      Array.from({ length: 4 }, () => oidc.refreshTokenGrant(cli, String(tokens.refresh_token))),
    )
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(2)
  })

  it('on a device without a browser', async () => {
    const device = await oidc.initiateDeviceAuthorization(cli, { scope: 'openid person offline_access' })
    expect(device.verification_uri).toBe(`${base}/oidc/device`)
    expect(device.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    const polling = oidc.pollDeviceAuthorizationGrant(cli, { ...device, interval: 1 })
    const browser = createBrowser(base)
    const input = await browser.open(device.verification_uri)
    const wrong = await browser.submit(input, 'Weiter', { user_code: 'BBBB-BBBB' })
    expect(wrong.text).toContain('Diesen Code gibt es nicht')
    const check = await browser.submit(wrong, 'Weiter', { user_code: device.user_code.toLowerCase() })
    expect(check.text).toContain(device.user_code)
    const login = await browser.submit(check, 'Weiter')
    const consent = await browser.submit(login, 'Anmelden', { email, passwort })
    const done = await browser.submit(consent, 'Erlauben')
    expect(done.title).toBe('Das Gerät ist angemeldet')
    const tokens = await polling
    expect(decodeJwt(tokens.access_token)).toMatchObject({ art: 'person', client_id: cliClientId })
    expect(tokens.refresh_token).toEqual(expect.any(String))
  })

  it('and signs out: the browser is asked for the password again', async () => {
    const browser = createBrowser(base)
    const { tokens } = await signIn(browser)
    const page = await browser.open(oidc.buildEndSessionUrl(cli, { id_token_hint: String(tokens.id_token) }).href)
    expect(page.title).toBe('Abmelden?')
    expect((await browser.submit(page, 'Abmelden')).title).toBe('Sie sind abgemeldet')
    expect((await begin(browser)).seite.title).toBe('Anmelden')
  })

  it('also when the key of the tokens is replaced in the middle, and the token before it holds on', async () => {
    const { tokens: before } = await signIn(createBrowser(base))
    const browser = createBrowser(base)
    const { seite, finish } = await begin(browser)
    await probe.gateway.deps.keyring.rotate('token')
    const consent = await browser.submit(seite, 'Anmelden', { email, passwort })
    const after = await finish(await browser.submit(consent, 'Erlauben'))
    expect(decodeProtectedHeader(after.access_token).kid).not.toBe(decodeProtectedHeader(before.access_token).kid)
    for (const { access_token: token } of [before, after]) expect((await api(token)).status).toBe(200)
    expect((await oidc.refreshTokenGrant(cli, String(before.refresh_token))).access_token).toEqual(expect.any(String))
  })

  it('also when the secret of the cookies is replaced; with one that was removed nobody is signed in', async () => {
    const [browser, other] = [createBrowser(base), createBrowser(base)]
    await signIn(browser)
    await signIn(other)
    await probe.gateway.deps.keyring.rotate('cookie')
    const again = { client: konsole, redirect: `${base}/konsole`, more: { prompt: '', scope: 'openid person' } }
    const { seite, finish } = await begin(browser, again)
    expect(new URL(seite.url).pathname).toBe('/konsole')
    expect(decodeJwt((await finish(seite)).access_token)).toMatchObject({ art: 'person' })
    const old = probe.gateway.deps.keyring.cookieKeys().at(-1)
    expect(await probe.gateway.deps.keyring.remove(String(old?.kid))).toBe(true)
    expect((await begin(other, again)).seite.title).toBe('Anmelden')
    expect((await begin(browser, again)).seite.url).toContain('/konsole')
  })

  it('and what lies in the database about it lets nobody in', async () => {
    const browser = createBrowser(base)
    const { last, tokens } = await signIn(browser)
    const secrets = [
      new URL(last.url).searchParams.get('code'),
      tokens.refresh_token,
      tokens.access_token,
      browser.cookie('_session'),
    ]
    const rows = await alsSystem(probe.gateway.deps, (trx) => trx('oidc_artefakt').select('*'))
    expect(rows.map(({ art }) => art)).toEqual(expect.arrayContaining(['Session', 'RefreshToken', 'AuthorizationCode']))
    const text = JSON.stringify(rows)
    for (const secret of secrets) expect(text).not.toContain(String(secret))
    // What a reader finds is good for nothing.
    for (const { id } of rows.filter(({ art }) => art === 'RefreshToken'))
      await expect(oidc.refreshTokenGrant(cli, id)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('and no longer once the account is locked', async () => {
    const person = await probe.createPerson('gesperrte')
    const { tokens } = await signIn(createBrowser(base), {}, person)
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    expect((await probe.send('POST', '/v1/konten/ich/sperre', {}, headers)).status).toBe(200)
    expect((await api(tokens.access_token)).status).toBe(403)
    await expect(oidc.refreshTokenGrant(cli, String(tokens.refresh_token))).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    const browser = createBrowser(base)
    const again = await browser.submit((await begin(browser)).seite, 'Anmelden', { email: person, passwort })
    expect([again.status, again.title]).toEqual([401, 'Anmelden'])
  })
})

describe('a second factor', () => {
  const codeOf = (schluessel: string, steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(schluessel) }).generate({ timestamp: Date.now() + steps * 30_000 })

  it('is set up when an application asks for it, and is asked for from then on', async () => {
    const person = await probe.createPerson('faktor')
    const browser = createBrowser(base)
    const { seite, finish } = await begin(browser, { more: { acr_values: 'mehrfaktor' } })
    const enrol = await browser.submit(seite, 'Anmelden', { email: person, passwort })
    expect(enrol.title).toBe('Zweiten Faktor einrichten')
    const address = new URL(String(enrol.links['In der App öffnen']))
    expect(address.protocol).toBe('otpauth:')
    const schluessel = String(address.searchParams.get('secret'))
    const wrong = await browser.submit(enrol, 'Weiter', { code: '000000' })
    expect(wrong.status).toBe(401)
    const notcodes = [...enrol.markup.matchAll(/<li><code>([A-Z-]{19})<\/code>/g)].map(([, code]) => String(code))
    expect(new Set(notcodes).size).toBe(8)
    const used = codeOf(schluessel)
    const consent = await browser.submit(wrong, 'Weiter', { code: used })
    const tokens = await finish(await browser.submit(consent, 'Erlauben'))
    expect(tokens.claims()).toMatchObject({ acr: 'mehrfaktor', amr: ['pwd', 'otp'] })
    expect(decodeJwt(tokens.access_token)).toMatchObject({ acr: 'mehrfaktor' })
    await probe.mails.next(person, ({ subject }) => subject === 'Zweiter Faktor eingerichtet')

    const other = createBrowser(base)
    const next = await begin(other)
    const asks = await other.submit(next.seite, 'Anmelden', { email: person, passwort })
    expect(asks.title).toBe('Zweiter Faktor')
    const reused = await other.submit(asks, 'Weiter', { code: used })
    expect([reused.status, reused.title]).toEqual([401, 'Zweiter Faktor'])
    const granted = await other.submit(reused, 'Weiter', { code: codeOf(schluessel, 1) })
    const later = await next.finish(await other.submit(granted, 'Erlauben'))
    // Who has lost the device comes in by an emergency code, with each of them once.
    for (const [status, code] of [
      [200, notcodes[0]?.toLowerCase()],
      [401, notcodes[0]],
      [200, notcodes[1]],
    ] as const) {
      const lost = createBrowser(base)
      const factor = await lost.submit((await begin(lost)).seite, 'Anmelden', { email: person, passwort })
      expect((await lost.submit(factor, 'Weiter', { code: String(code) })).status).toBe(status)
    }
    // The refreshed token keeps how surely the person signed in.
    const refreshed = await oidc.refreshTokenGrant(cli, String(later.refresh_token))
    expect(decodeJwt(refreshed.access_token)).toMatchObject({ acr: 'mehrfaktor' })
  })

  it('cannot be skipped by going on to the application', async () => {
    const person = await probe.createPerson('springer')
    const browser = createBrowser(base)
    const { seite } = await begin(browser, { more: { acr_values: 'mehrfaktor' } })
    const enrol = await browser.submit(seite, 'Anmelden', { email: person, passwort })
    const uid = enrol.url.split('/').at(-1)
    const jump = await browser.open(`${base}/oidc/auth/${uid}`)
    expect([jump.status, new URL(jump.url).origin]).toEqual([200, base])
    expect(jump.title).toBe('Anmelden')
  })

  it('locks guessing after five codes', async () => {
    const person = await probe.createPerson('rater')
    const browser = createBrowser(base)
    const { seite } = await begin(browser, { more: { acr_values: 'mehrfaktor' } })
    let page = await browser.submit(seite, 'Anmelden', { email: person, passwort })
    for (let i = 0; i < 5; i++) {
      page = await browser.submit(page, 'Weiter', { code: `00000${i}` })
      expect(page.status).toBe(401)
    }
    expect((await browser.submit(page, 'Weiter', { code: '000009' })).status).toBe(429)
  })
})

describe('the protocol (MI-19)', () => {
  it.each([
    ['another address', { redirect_uri: 'https://angreifer.example/callback' }],
    ['another path of the loopback', { redirect_uri: 'http://127.0.0.1:49321/anders' }],
    ['a name instead of the loopback', { redirect_uri: 'http://localhost:49321/callback' }],
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['PKCE in the clear', { code_challenge_method: 'plain' }],
    ['an implicit token', { response_type: 'token' }],
    ['an unknown application', { client_id: 'fremd' }],
    ['a foreign resource', { resource: 'https://angreifer.example' }],
  ])('refuses %s before anybody is asked for a password', async (_name, more) => {
    const { seite } = await begin(createBrowser(base), { more })
    const target = new URL(seite.url)
    expect(target.searchParams.get('code')).toBeNull()
    if (target.origin === base) expect(seite.status).toBe(400)
    // An implicit answer would stand behind the hash.
    else
      expect([
        target.origin,
        target.searchParams.get('error') ?? new URLSearchParams(target.hash.slice(1)).get('error'),
      ]).toEqual(['http://127.0.0.1:49321', expect.any(String)])
    expect(seite.title).not.toBe('Anmelden')
  })

  it('takes a code once, with its verifier, and from its application', async () => {
    const exchange = (url: string, change: Record<string, string>) =>
      fetch(`${base}/oidc/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: cliClientId,
          code: new URL(url).searchParams.get('code') ?? '',
          redirect_uri: callback,
          code_verifier: 'a'.repeat(43),
          ...change,
        }),
      })
    const codeOf = async () => {
      const browser = createBrowser(base)
      const { seite } = await begin(browser)
      const consent = await browser.submit(seite, 'Anmelden', { email, passwort })
      return (await browser.submit(consent, 'Erlauben')).url
    }
    const wrongVerifier = await exchange(await codeOf(), {})
    expect([wrongVerifier.status, await wrongVerifier.json()]).toMatchObject([400, { error: 'invalid_grant' }])
    const otherClient = await exchange(await codeOf(), { client_id: konsoleClientId })
    expect([otherClient.status, await otherClient.json()]).toMatchObject([400, { error: 'invalid_grant' }])
    const browser = createBrowser(base)
    const { last } = await signIn(browser)
    const reused = await exchange(last.url, {})
    expect([reused.status, await reused.json()]).toMatchObject([400, { error: 'invalid_grant' }])
  })

  it('gives no machine a token by a public application, and no person one without a sign-in', async () => {
    const answer = await fetch(`${base}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: cliClientId, scope: 'person' }),
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_request' }])
  })

  it('refuses a form of another site, a sign-in without its cookie and one that has ended', async () => {
    const browser = createBrowser(base)
    const { seite } = await begin(browser)
    const form = { method: 'POST', body: new URLSearchParams({ email, passwort }) }
    const foreign = await browser.open(seite.url, { ...form, headers: { 'sec-fetch-site': 'cross-site' } })
    expect(foreign.status).toBe(403)
    const stranger = await createBrowser(base).open(seite.url, form)
    expect([stranger.status, stranger.title]).toEqual([400, 'Diese Anmeldung ist abgelaufen'])
    await alsSystem(probe.gateway.deps, (trx) => trx('oidc_artefakt').where({ art: 'Interaction' }).delete())
    const late = await browser.submit(seite, 'Anmelden', { email, passwort })
    expect([late.status, late.title]).toEqual([400, 'Diese Anmeldung ist abgelaufen'])
  })

  it('lets a person refuse', async () => {
    const browser = createBrowser(base)
    const { seite } = await begin(browser)
    const refused = await browser.submit(seite, 'Abbrechen')
    expect(new URL(refused.url).searchParams.get('error')).toBe('access_denied')
  })
})

describe('the pages', () => {
  it('need no script, are framed by nobody, and lead nowhere but to the application', async () => {
    const { seite } = await begin(createBrowser(base, 'en'))
    expect(seite.markup).not.toMatch(/<script| on[a-z]+=|style=/)
    expect(seite.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self' http://127.0.0.1:49321; frame-ancestors 'none'; script-src",
    )
    expect(seite.headers.get('x-frame-options')).toBe('DENY')
    expect(seite.headers.get('cache-control')).toBe('no-store')
    expect(seite.title).toBe('Sign in')
    expect((await begin(createBrowser(base, 'en'), { more: { ui_locales: 'de' } })).seite.title).toBe('Anmelden')
  })

  it('set cookies that scripts and other sites do not get', async () => {
    const answer = await fetch(
      oidc.buildAuthorizationUrl(cli, {
        redirect_uri: callback,
        scope: 'openid',
        code_challenge: 'a'.repeat(43),
        code_challenge_method: 'S256',
      }),
      { redirect: 'manual' },
    )
    const cookies = answer.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(1)
    for (const cookie of cookies) expect(cookie).toMatch(/httponly/i)
    for (const cookie of cookies) expect(cookie).toMatch(/samesite=lax/i)
  })
})
