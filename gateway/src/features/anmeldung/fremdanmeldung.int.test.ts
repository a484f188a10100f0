import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, exportJWK, importJWK, type JWTPayload, SignJWT } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { type Mailserver, startMailserver } from '../../mail/testing/mail-server.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.ts'
import { cliClientId } from './anwendungen.ts'
import { createAutorisierung } from './testing/autorisierung.ts'
import { createBrowser } from './testing/browser.ts'
import { composeJws, signWith } from './testing/jws-by-hand.ts'
import { type Kontenprobe, passwort, startKontenprobe } from './testing/konten.ts'

/** The gateway whose people sign in elsewhere, and the second gateway where they do. */
let dienst: TestGateway
let stelle: Kontenprobe
let mails: Mailserver
let cli: oidc.Configuration
let unternehmenId: string

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

beforeAll(async () => {
  const dienstUrl = `http://127.0.0.1:${await freePort()}`
  stelle = await startKontenprobe({ WEITERE_DIENSTE: `https://anderer.example,${dienstUrl}` })
  mails = await startMailserver()
  dienst = await startTestGateway({
    env: {
      PUBLIC_URL: dienstUrl,
      ISSUER: `${stelle.gateway.address}/oidc`,
      ISSUER_MEHRFAKTOR: 'mehrfaktor',
      SMTP_URL: mails.url,
    },
  })
  cli = await oidc.discovery(new URL(`${stelle.gateway.address}/oidc`), cliClientId, undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  })
  unternehmenId = await createTestUnternehmen(dienst)
}, 60_000)
afterAll(async () => {
  await dienst?.close()
  await mails?.close()
  await stelle?.close()
})

const zweck = (): string => dienst.deps.config.PUBLIC_URL

/** Signs in at the issuer for a service. */
const signIn = async (email: string, resource = zweck(), scope = 'openid email person offline_access') => {
  const browser = createBrowser(stelle.gateway.address)
  const { url, checks } = await createAutorisierung(cli, {
    redirect_uri: 'http://127.0.0.1:49321/callback',
    scope,
    resource,
    prompt: 'consent',
  })
  const seite = await browser.open(url)
  if (seite.forms.length === 0) throw new Error(seite.url)
  const consent = await browser.submit(seite, 'Anmelden', { email, passwort })
  const last = await browser.submit(consent, 'Erlauben')
  return oidc.authorizationCodeGrant(cli, new URL(last.url), checks, { resource })
}

const call = (token: string, kontext?: string, path = '/v1/konten/ich') =>
  dienst.server.inject({
    url: path,
    headers: { authorization: `Bearer ${token}`, ...(kontext && { 'berichtsheft-kontext': kontext }) },
  })

/** A token as the issuer signs it, with other claims: only the issuer has this key. */
const forge = async (claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> => {
  const jwk = stelle.gateway.deps.keyring.tokenSigner()
  const seconds = Math.floor(Date.now() / 1000)
  const all = {
    iss: `${stelle.gateway.address}/oidc`,
    aud: zweck(),
    client_id: cliClientId,
    scope: 'person',
    iat: seconds,
    exp: seconds + 300,
    ...claims,
  }
  return new SignJWT(JSON.parse(JSON.stringify(all)))
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: jwk.kid, ...header })
    .sign(await importJWK(jwk, 'RS256'))
}
const createHere = (email: string) =>
  createTestPerson(dienst, { email, rollen: [{ rolle: 'ausbilder', unternehmenId }] })
const bindungen = (kontoId: string) =>
  alsSystem(dienst.deps, (trx) => trx('fremdanmeldung').where({ konto_id: kontoId }).select('*'))

describe('a person of another gateway, the issuer', () => {
  it('registers and signs in there, and works here for a company with the roles that are held here', async () => {
    const email = await stelle.createPerson('ausbilderin')
    const hier = await createHere(email.replace('ausbilderin', 'AUSBILDERIN'))
    const tokens = await signIn(email)
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      iss: `${stelle.gateway.address}/oidc`,
      aud: zweck(),
      email,
      email_verified: true,
      acr: 'normal',
    })
    expect(decodeJwt(tokens.access_token)).not.toHaveProperty('mandant')
    const konto = await call(tokens.access_token)
    expect([konto.statusCode, konto.json().id]).toEqual([200, hier.kontoId])
    const hefte = await call(tokens.access_token, `unternehmen:${unternehmenId}`, '/v1/berichtshefte')
    expect([hefte.statusCode, hefte.json()]).toMatchObject([200, { eintraege: [] }])
    const fremd = await createTestUnternehmen(dienst)
    expect((await call(tokens.access_token, `unternehmen:${fremd}`, '/v1/berichtshefte')).statusCode).toBe(404)
    expect((await call(tokens.access_token, 'kammer:153', '/v1/anforderungen')).statusCode).toBe(403)
    // Bound once, noted in the chain, told by mail, and part of what the person is told about himself.
    const sub = tokens.claims()?.sub
    expect(await bindungen(hier.kontoId)).toMatchObject([
      { aussteller: `${stelle.gateway.address}/oidc`, subjekt: sub },
    ])
    expect((await mails.next(email.replace('ausbilderin', 'AUSBILDERIN'))).subject).toBe(
      'Ihr Konto ist mit einer Anmeldung verbunden',
    )
    const auskunft = await call(tokens.access_token, undefined, '/v1/konten/ich/auskunft')
    expect(auskunft.json().daten).toMatchObject({ fremdanmeldungen: [{ subjekt: sub }] })
    expect(auskunft.json().daten.ereignisse.map(({ inhalt }: { inhalt: { art: string } }) => inhalt.art)).toContain(
      'konto.fremdangemeldet',
    )
    // The issuer itself takes no token that was made for another service.
    const there = await fetch(`${stelle.gateway.address}/v1/konten/ich`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect(there.status).toBe(401)
    // A refreshed token is one for the same service; a role that is taken away ends with the next request.
    const next = await oidc.refreshTokenGrant(cli, String(tokens.refresh_token))
    expect((await call(next.access_token)).statusCode).toBe(200)
    await alsSystem(dienst.deps, (trx) =>
      trx('rollenzuweisung').where({ konto_id: hier.kontoId }).update({ entzogen_am: new Date() }),
    )
    expect((await call(next.access_token, `unternehmen:${unternehmenId}`, '/v1/berichtshefte')).statusCode).toBe(403)
  })

  it('stays the same one when the address changes here or there', async () => {
    const hier = await createHere('wandelbar@example.org')
    const sub = 'wandelbar'
    expect((await call(await forge({ sub, email: 'wandelbar@example.org', email_verified: true }))).statusCode).toBe(
      200,
    )
    await alsSystem(dienst.deps, (trx) => trx('konto').where({ id: hier.kontoId }).update({ email: 'neu@example.org' }))
    for (const email of ['wandelbar@example.org', 'dritte@example.org', undefined]) {
      const answer = await call(await forge({ sub, email, jti: String(email) }))
      expect([answer.statusCode, answer.json().id]).toEqual([200, hier.kontoId])
    }
  })

  it('has a second factor where the issuer says so in a value that is configured, and not by any other', async () => {
    const hier = await createTestPerson(dienst, {
      email: 'sachbearbeiterin@example.org',
      rollen: [{ rolle: 'sachbearbeitung', knr: '153' }],
    })
    const claims = { sub: 'sachbearbeiterin', email: 'sachbearbeiterin@example.org', email_verified: true }
    expect(hier.kontoId).toEqual(expect.any(String))
    const list = async (more: object) =>
      (await call(await forge({ ...claims, ...more }), 'kammer:153', '/v1/briefe')).statusCode
    for (const more of [{}, { acr: 'normal' }, { acr: 'MEHRFAKTOR' }, { amr: 'mehrfaktor' }, { acr: ['mehrfaktor'] }])
      expect([more, await list(more)]).toEqual([more, 403])
    for (const more of [{ acr: 'mehrfaktor' }, { acr: 'normal', amr: ['pwd', 'mehrfaktor'] }])
      expect([more, await list(more)]).toEqual([more, 200])
  })
})

describe('no account is opened by', () => {
  const refused = async (token: string, status: 401 | 403) => {
    const answer = await call(token)
    expect(answer.statusCode).toBe(status)
    return answer.json()
  }

  it('an address that is not verified, with the same answer whether there is an account', async () => {
    const hier = await createHere('unbestaetigt@example.org')
    const bodies = []
    for (const email of ['unbestaetigt@example.org', 'niemand@example.org'])
      for (const email_verified of [false, undefined, 'true', 1])
        bodies.push(await refused(await forge({ sub: 'unbestaetigt', email, email_verified }), 403))
    bodies.push(
      await refused(await forge({ sub: 'unbestaetigt', email: 'niemand@example.org', email_verified: true }), 403),
    )
    for (const body of bodies) expect({ ...body, instance: '' }).toEqual({ ...bodies[0], instance: '' })
    expect(await bindungen(hier.kontoId)).toEqual([])
  })

  it('an address that only looks like one here: of other letters that lower case makes the same', async () => {
    const hier = await createHere('kim.fink@example.org')
    for (const email of ['\u212Aim.fink@example.org', 'k\u0130m.fink@example.org', 'kim.fin\u212A@example.org'])
      await refused(await forge({ sub: email, email, email_verified: true }), 403)
    expect(await bindungen(hier.kontoId)).toEqual([])
  })

  it('an address that belongs to a bound account but came to another person at the issuer', async () => {
    const hier = await createHere('weitergegeben@example.org')
    const claims = { email: 'weitergegeben@example.org', email_verified: true }
    expect((await call(await forge({ ...claims, sub: 'erste' }))).statusCode).toBe(200)
    await refused(await forge({ ...claims, sub: 'zweite' }), 403)
    expect(await bindungen(hier.kontoId)).toMatchObject([{ subjekt: 'erste' }])
  })

  it('two first requests at once: one account, one binding', async () => {
    const hier = await createHere('gleichzeitig@example.org')
    const claims = { sub: 'gleichzeitig', email: 'gleichzeitig@example.org', email_verified: true }
    const tokens = await Promise.all(['a', 'b', 'c', 'd'].map((jti) => forge({ ...claims, jti })))
    const answers = await Promise.all(tokens.map((token) => call(token)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    expect(await bindungen(hier.kontoId)).toHaveLength(1)
  })

  it.each(['gesperrt', 'geloescht', 'zurBestaetigung'])('an account that is %s', async (status) => {
    const email = `${status.toLowerCase()}@example.org`
    const hier = await createHere(email)
    const change = (to: string) =>
      alsSystem(dienst.deps, (trx) => trx('konto').where({ id: hier.kontoId }).update({ status: to }))
    await change(status)
    const claims = { sub: status, email, email_verified: true }
    await refused(await forge({ ...claims, jti: '1' }), 403)
    expect(await bindungen(hier.kontoId)).toEqual([])
    // Nor does one that was bound before, with the token that was good a moment ago.
    await change('aktiv')
    const token = await forge({ ...claims, jti: '2' })
    expect((await call(token, `unternehmen:${unternehmenId}`, '/v1/berichtshefte')).statusCode).toBe(200)
    await change(status)
    expect((await call(token, `unternehmen:${unternehmenId}`, '/v1/berichtshefte')).statusCode).not.toBe(200)
  })

  it('a deleted account: the binding went with it, and a new account is bound anew', async () => {
    const email = 'wiederkehrend@example.org'
    await createTestPerson(dienst, { email })
    const claims = { sub: 'wiederkehrend', email, email_verified: true }
    const token = await forge({ ...claims, jti: '1' })
    const answer = await dienst.server.inject({
      method: 'DELETE',
      url: '/v1/konten/ich',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'loeschung-1' },
    })
    expect(answer.statusCode).toBe(200)
    expect((await call(token)).statusCode).toBe(403)
    await refused(await forge({ ...claims, jti: '2' }), 403)
    const neu = await createTestPerson(dienst, { email })
    const again = await call(await forge({ ...claims, jti: '3' }))
    expect([again.statusCode, again.json().id]).toEqual([200, neu.kontoId])
  })

  it('a token for another service, of another issuer, for nobody, or without the scope of people', async () => {
    const hier = await createHere('richtig@example.org')
    const good = { sub: 'richtig', email: 'richtig@example.org', email_verified: true }
    const bad: Record<string, unknown>[] = [
      { aud: stelle.gateway.address },
      { aud: `${zweck()}/` },
      { aud: [] },
      { iss: `${zweck()}/oidc` },
      { iss: `${stelle.gateway.address}/oidc/` },
      { sub: undefined },
      { sub: '' },
      { sub: 'x'.repeat(256) },
      { scope: 'openid' },
      { scope: undefined },
      { exp: Math.floor(Date.now() / 1000) - 61 },
      { iat: Math.floor(Date.now() / 1000) + 65 },
    ]
    for (const claims of bad) await refused(await forge({ ...good, ...claims } as JWTPayload), 401)
    await refused(await forge(good, { typ: 'JWT' }), 401)
    // What the gateway's own provider would say about this person is worth nothing here.
    await refused(hier.token, 401)
    expect(await bindungen(hier.kontoId)).toEqual([])
    // The clocks may differ by a minute.
    expect((await call(await forge({ ...good, iat: Math.floor(Date.now() / 1000) + 50 }))).statusCode).toBe(200)
  })

  it('no signature, and a signature with the public key as a secret', async () => {
    const email = 'gefaelscht@example.org'
    const hier = await createHere(email)
    const claims = decodeJwt(await forge({ sub: 'gefaelscht', email, email_verified: true }))
    const { kid } = stelle.gateway.deps.keyring.tokenSigner()
    const publicKey = stelle.gateway.deps.keyring.tokenKey(kid)
    const jwk = JSON.stringify(publicKey && (await exportJWK(publicKey)))
    const header = { typ: 'at+jwt', kid }
    for (const token of [
      composeJws({ ...header, alg: 'none' }, claims, () => ''),
      composeJws({ ...header, alg: 'none' }, claims, () => 'AAAA'),
      composeJws({ ...header, alg: 'HS256' }, claims, signWith.HS256(jwk)),
      composeJws({ ...header, alg: 'HS512' }, claims, signWith.HS512(jwk)),
      composeJws({ ...header, alg: 'RS256' }, claims, signWith.HS256(jwk)),
    ])
      await refused(token, 401)
    expect(await bindungen(hier.kontoId)).toEqual([])
  })

  it('a client that was registered here, whoever its token says it acts for', async () => {
    const kammer = await dienst.createKammer()
    await createHere('maschine@example.org')
    const claims = { sub: 'maschine', client_id: kammer.clientId, email: 'maschine@example.org', email_verified: true }
    expect((await call(await forge(claims))).statusCode).toBe(403)
    await alsSystem(dienst.deps, (trx) =>
      trx('zugang').where({ client_id: kammer.clientId }).update({ gesperrt_am: new Date() }),
    )
    await refused(await forge({ ...claims, jti: '2' }), 401)
  })
})

describe('the issuer', () => {
  // The clock by which keys grow old; it starts far ahead of the one before.
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['performance'] })
    vi.advanceTimersByTime(3_600_000)
  })
  afterAll(() => void vi.useRealTimers())

  it('gives tokens for the services that it was told of, and tells an address only who agreed to that', async () => {
    const email = await stelle.createPerson('sparsam')
    const { access_token } = await signIn(email, zweck(), 'openid person')
    expect(decodeJwt(access_token)).not.toHaveProperty('email')
    expect((await call(access_token)).statusCode).toBe(403)
    await expect(signIn(email, 'https://fremd.example')).rejects.toThrow(/invalid_target/)
  })

  it('replaces its key: tokens of the new one are taken, those of the old one until it is removed', async () => {
    await createHere('schluessel@example.org')
    const claims = { sub: 'schluessel', email: 'schluessel@example.org', email_verified: true }
    const before = await forge({ ...claims, jti: 'alt' })
    expect((await call(before)).statusCode).toBe(200)
    const alt = stelle.gateway.deps.keyring.tokenSigner().kid
    await stelle.gateway.deps.keyring.rotate('token')
    vi.advanceTimersByTime(6_000)
    expect((await call(await forge({ ...claims, jti: 'neu' }))).statusCode).toBe(200)
    expect((await call(before)).statusCode).toBe(200)
    await stelle.gateway.deps.keyring.remove(alt)
    vi.advanceTimersByTime(61_000)
    expect((await call(before)).statusCode).toBe(401)
  })

  it('does not answer: its keys serve on, and an unknown key is refused at once, not waited for', async () => {
    await createHere('stoerung@example.org')
    const claims = { sub: 'stoerung', email: 'stoerung@example.org', email_verified: true }
    vi.advanceTimersByTime(61_000)
    expect((await call(await forge({ ...claims, jti: 'davor' }))).statusCode).toBe(200)
    const kept = await forge({ ...claims, jti: 'danach' })
    const unknown = await forge(claims, { kid: 'nirgends' })
    await stelle.gateway.server.close()
    vi.advanceTimersByTime(61_000)
    const started = Date.now()
    expect((await call(kept)).statusCode).toBe(200)
    for (let i = 0; i < 5; i++) expect((await call(unknown)).statusCode).toBe(401)
    expect(Date.now() - started).toBeLessThan(4_000)
  })
})
