import * as oidc from 'openid-client'
import { URI } from 'otpauth'
import { attributeOf, createBrowser } from './browser.ts'
import { type Mailbox, tell, verweisOf } from './post.ts'

/** Where the story takes place. */
export interface Scene {
  readonly gateway: string
  readonly mailbox: Mailbox
}

/** A person who is signed in. */
export interface Person {
  readonly kontoId: string
  readonly name: string
  readonly email: string
  /**
   * Sends a request for somebody: `unternehmen:<id>`, `unternehmen:*`, `kammer:<knr>`, or `konto` for the own account.
   * A text as body is NDJSON.
   *
   * @throws Error when the gateway refuses, with what it says
   */
  readonly send: (kontext: string, method: string, path: string, body?: unknown) => Promise<Response>
  /** The same, with the answer as JSON. */
  readonly ask: <T>(kontext: string, method: string, path: string, body?: unknown) => Promise<T>
}

/** The password of everybody in the story; yours is another one. */
const passwort = 'Regenschirm im Mai'

/** Registers a person and follows the link of the mail. Answers the address. */
export const register = async ({ gateway, mailbox }: Scene, vorname: string, nachname: string): Promise<string> => {
  const email = `${vorname}.${nachname}@example.org`.toLowerCase()
  // The version is that of the notice at /konto/registrierung, which has to be read first.
  const body = { email, passwort, vorname, nachname, sprache: 'de', informationspflichten: '2026-11' }
  const answer = await fetch(`${gateway}/v1/konten`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  tell(`${vorname} ${nachname} registers with ${email}.`)
  const browser = createBrowser(gateway)
  const link = verweisOf(await mailbox.receive(email, 'Bitte bestätigen Sie Ihre E-Mail-Adresse'))
  await browser.press(await browser.open(link), 'Bestätigen')
  return email
}

/** The public client for programs on the own machine; it comes back to the loopback (RFC 8252). */
const client = 'berichtsheft-cli'
const callback = 'http://127.0.0.1:49321/callback'

/**
 * Signs a person in with OpenID Connect (authorization code with PKCE); the library knows nothing of this gateway. Chambers
 * ask for a second factor, which is set up with the first sign-in.
 */
export const signIn = async (
  scene: Scene,
  email: string,
  stufe: 'normal' | 'mehrfaktor' = 'normal',
): Promise<Person> => {
  const { gateway, mailbox } = scene
  // A gateway in earnest has https, and needs no exception.
  const execute = gateway.startsWith('http://') ? [oidc.allowInsecureRequests] : []
  const issuer = await oidc.discovery(new URL(`${gateway}/oidc`), client, undefined, oidc.None(), { execute })
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const expectedState = oidc.randomState()
  const expectedNonce = oidc.randomNonce()
  const url = oidc.buildAuthorizationUrl(issuer, {
    redirect_uri: callback,
    scope: 'openid profile email person',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...(stufe === 'mehrfaktor' && { acr_values: 'mehrfaktor' }),
  })

  const browser = createBrowser(gateway)
  let seite = await browser.press(await browser.open(url.href), 'Anmelden', { email, passwort })
  if (stufe === 'mehrfaktor') {
    const app = URI.parse(attributeOf(/<a href="otpauth:[^>]*>/.exec(seite.markup)?.[0] ?? '', 'href') ?? '')
    seite = await browser.press(seite, 'Weiter', { code: app.generate() })
  }
  seite = await browser.press(seite, 'Erlauben')
  const tokens = await oidc.authorizationCodeGrant(issuer, new URL(seite.url), {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
  })
  const claims = tokens.claims()
  tell(`${claims?.name} signs in (${claims?.acr}).`)
  if (stufe === 'mehrfaktor') await mailbox.receive(email, 'Zweiter Faktor eingerichtet')

  const send: Person['send'] = async (kontext, method, path, body) => {
    const type = typeof body === 'string' ? 'application/x-ndjson' : 'application/json'
    const answer = await fetch(`${gateway}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens.access_token}`,
        'berichtsheft-kontext': kontext,
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  return {
    kontoId: String(claims?.sub),
    name: String(claims?.name),
    email,
    send,
    ask: async <T>(...request: Parameters<typeof send>) => (await (await send(...request)).json()) as T,
  }
}
