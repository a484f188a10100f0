import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareStatements } from '../../testing/statements.ts'
import { cliClientId } from './anwendungen.ts'
import { type Browser, createBrowser, type Seite } from './testing/browser.ts'
import { type Kontenprobe, passwort, registrierung, startKontenprobe } from './testing/konten.ts'

let probe: Kontenprobe
let base: string
let start: string
beforeAll(async () => {
  probe = await startKontenprobe()
  base = probe.gateway.address
  start = `${base}/oidc/auth?${new URLSearchParams({
    client_id: cliClientId,
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1:4000/callback',
    scope: 'openid person',
    code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  })}`
})
afterAll(() => probe?.close())

let hosts = 0
/** A browser at a network address, an own one unless it is named. */
const browserAt = (adresse = `198.51.${++hosts >> 8}.${hosts & 255}`) =>
  createBrowser(base, 'de', { 'x-forwarded-for': adresse })
const login = async (browser: Browser, email: string, secret: string): Promise<Seite> =>
  browser.submit(await browser.open(start), 'Anmelden', { email, passwort: secret })
/** What a page tells, without the id of its sign-in. */
const told = ({ status, markup, headers }: Seite, email: string) => ({
  status,
  markup: markup.replaceAll(/\/anmeldung\/[A-Za-z0-9_-]+/g, '/anmeldung/X').replaceAll(email, 'EMAIL'),
  headers: [...headers.keys()].filter((name) => name !== 'date').sort(),
})

describe('guessing', () => {
  it('at one account from one address ends after five, also with the right password; elsewhere it goes on', async () => {
    const email = await probe.createPerson('geraten')
    const guesser = browserAt('192.0.2.1')
    for (let i = 0; i < 5; i++) expect((await login(guesser, email, `falsch Nummer ${i}`)).status).toBe(401)
    const refused = await login(guesser, email, passwort)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    expect((await login(browserAt(), email, passwort)).title).toBe('Zugriff erlauben')
  })

  it('from many addresses does not lock the owner out of a browser that he has used', async () => {
    const email = await probe.createPerson('verteilt')
    const own = browserAt('192.0.2.77')
    expect((await login(own, email, passwort)).title).toBe('Zugriff erlauben')
    expect(own.cookies()).toContain('berichtsheft_geraet')
    for (const name of own.cookies()) if (name.startsWith('_session')) own.clear(name)
    let refused = 0
    for (let i = 0; i < 55; i++) if ((await login(browserAt(), email, 'falsch geraten')).status === 429) refused++
    expect(refused).toBe(55 - 50)
    // A stranger's browser is refused now whatever it knows, the owner's is not.
    expect((await login(browserAt(), email, passwort)).status).toBe(429)
    expect((await login(own, email, passwort)).title).toBe('Zugriff erlauben')
  })

  it('with the mark of another account or a forged one counts as from a stranger', async () => {
    const [mine, yours] = [await probe.createPerson('meins'), await probe.createPerson('deins')]
    const attacker = browserAt('192.0.2.99')
    await login(attacker, mine, passwort)
    for (const name of attacker.cookies()) if (name.startsWith('_session')) attacker.clear(name)
    const answers: number[] = []
    for (let i = 0; i < 7; i++) answers.push((await login(attacker, yours, 'falsch geraten')).status)
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429])
  })

  it('has no second way to an account: other letters that lower case makes the same are another address', async () => {
    const email = await probe.createPerson('kim')
    for (const other of [email.replace('k', '\u212A'), email.replace('i', '\u0130')])
      expect((await login(browserAt(), other, passwort)).status).toBe(401)
    expect((await login(browserAt(), email.toUpperCase(), passwort)).title).toBe('Zugriff erlauben')
  })

  it('at many accounts from one address ends too', async () => {
    const sprayer = browserAt('192.0.2.200')
    const answers: number[] = []
    for (let i = 0; i < 62; i++) answers.push((await login(sprayer, `opfer${i}@example.org`, 'Passwort12345')).status)
    expect(answers.filter((status) => status === 429)).toHaveLength(2)
  })
})

describe('the sign-in page tells nothing about accounts', () => {
  it('neither wrong nor unknown nor locked nor unconfirmed can be told apart, before and after the limit', async () => {
    const known = await probe.createPerson('bekannt')
    const waiting = 'unbestaetigt@example.org'
    await probe.send('POST', '/v1/konten', registrierung(waiting))
    const cases: [string, string][] = [
      [known, 'falsches Passwort'],
      ['unbekannt@example.org', 'falsches Passwort'],
      // The right password of a registration that nobody has confirmed.
      [waiting, passwort],
    ]
    const answers = await Promise.all(
      cases.map(async ([email, secret]) => {
        const browser = browserAt()
        const seen: unknown[] = []
        for (let i = 0; i < 7; i++) seen.push(told(await login(browser, email, secret), email))
        return seen
      }),
    )
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it('nor by its time: an unknown address costs the same statements', async () => {
    const known = await probe.createPerson('takt')
    const waiting = 'ungeduldig@example.org'
    await probe.send('POST', '/v1/konten', registrierung(waiting))
    const tryOf = (email: string) => async () => login(browserAt(), email, 'falsches Passwort')
    // What the gateway does on its own meanwhile, such as sending mails, is left out.
    const ofSignIn = /^insert into anmeldeversuch|from "konto" where lower|"kontogeheimnis"/
    for (const email of [known, waiting]) {
      const both = await compareStatements(tryOf(email), tryOf(`niemand-${email}`))
      const [one, other] = both.map((all) => all.map(({ text }) => text).filter((text) => ofSignIn.test(text)))
      expect(one).toEqual(other)
      expect(one?.map((text) => /"kontogeheimnis"/.test(text))).toEqual([false, false, false, false, true])
    }
  })
})
