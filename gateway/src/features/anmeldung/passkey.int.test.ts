import { limits } from '@berichtsheft/core'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { type Abweichung, type Authenticator, createAuthenticator } from './testing/authenticator.ts'
import { type Browser, createBrowser, type Seite } from './testing/browser.ts'
import { type Kontenprobe, passwort, startKontenprobe } from './testing/konten.ts'

let probe: Kontenprobe
let base: string

beforeAll(async () => {
  probe = await startKontenprobe({}, 'localhost')
  base = probe.gateway.address
})
afterAll(() => probe?.close())

const sicherheit = '/konto/sicherheit'

/** Options for the browser that a page carries. */
const optionsOf = ({ markup, title, text }: Seite): string => {
  const found = /data-optionen="([^"]*)"/.exec(markup)?.[1]
  if (found === undefined) throw new Error(`"${title}" asks for no passkey: ${text}`)
  return found.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

const signIn = async (browser: Browser, email: string, path = sicherheit): Promise<Seite> =>
  browser.submit(await browser.open(path), 'Anmelden', { email, passwort })

/** A person with a passkey, signed in by the password just now. */
const createOwner = async (name: string, abweichung: Abweichung = {}, passkey = 'Laptop') => {
  const email = await probe.createPerson(name)
  const browser = createBrowser(base)
  await signIn(browser, email)
  const authenticator = createAuthenticator(base)
  const page = await browser.open(`${sicherheit}/passkey`)
  const antwort = authenticator.create(optionsOf(page), abweichung)
  const done = await browser.submit(page, 'Passkey erstellen', { name: passkey, antwort })
  return { email, browser, authenticator, page, done }
}

/** Answers the sign-in page with a passkey. */
const answer = async (
  browser: Browser,
  authenticator: Authenticator,
  { abweichung = {} as Abweichung, email = '', page = undefined as Seite | undefined } = {},
): Promise<Seite> => {
  const seite = page ?? (await browser.open(sicherheit))
  const antwort = authenticator.get(optionsOf(seite), abweichung)
  return browser.submit(seite, 'Mit Passkey anmelden', { antwort, email })
}

/** What Node has warned of since this file began. */
const warnings: string[] = []
process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`))

const listEvents = (email: string): Promise<readonly string[]> =>
  alsSystem(probe.gateway.deps, async (trx) => {
    const { rows } = await trx.raw(
      `select e.inhalt as text from ereignis e join konto k on k.id = e.aggregat_id where k.email = ? order by e.nr`,
      [email],
    )
    return rows.map(({ text }: { text: string }) => text)
  })

it('asks for the algorithms that every authenticator knows, and for none that Node calls experimental', async () => {
  const { page, done } = await createOwner('algorithmen')
  expect(done.title).toContain('eingerichtet')
  const { pubKeyCredParams } = JSON.parse(optionsOf(page))
  expect(pubKeyCredParams.map(({ alg }: { alg: number }) => alg)).toEqual([-8, -7, -257])
  expect(warnings.filter((text) => text.startsWith('ExperimentalWarning'))).toEqual([])
})

describe('a passkey', () => {
  let shared: Authenticator | undefined

  it('is set up, named and told by mail, and then signs in without a password', async () => {
    const { email, browser, authenticator, done } = await createOwner('gisela')
    expect(done.title).toBe('Der zweite Faktor ist eingerichtet')
    expect([...done.markup.matchAll(/<li><code>([A-Z-]{19})<\/code>/g)]).toHaveLength(8)
    const mail = await probe.mails.next(email, ({ subject }) => subject === 'Zweiter Faktor eingerichtet')
    expect(mail.text).toContain('der Passkey „Laptop“ eingerichtet')
    const row = await alsSystem(probe.gateway.deps, (trx) =>
      trx('kontofaktor').where({ kennung: authenticator.id }).first(),
    )
    expect(row).toMatchObject({ art: 'passkey', name: 'Laptop', uebertragungen: ['internal'] })

    for (const entered of ['', email.toUpperCase()]) {
      const other = createBrowser(base)
      const seite = await answer(other, authenticator, { email: entered })
      expect([seite.status, seite.title]).toEqual([200, 'Sicherheit Ihres Kontos'])
      // A verified passkey is two factors: nothing more is asked for before a change.
      expect((await other.open(`${sicherheit}/notcodes`)).title).toBe('Neue Notcodes erstellen')
    }
    const overview = await browser.open(sicherheit)
    expect(overview.text).toMatch(/Laptop Passkey · Eingerichtet am .* zuletzt benutzt am/)
  })

  it('is the second factor after the password, and only one of the account', async () => {
    const [owner, other] = [await createOwner('hedwig'), await createOwner('irmgard')]
    const browser = createBrowser(base)
    const factor = await signIn(browser, owner.email)
    expect(factor.title).toBe('Zweiter Faktor')
    expect(JSON.parse(optionsOf(factor)).allowCredentials).toMatchObject([{ id: owner.authenticator.id }])
    const foreign = await answer(browser, other.authenticator, { page: factor })
    expect([foreign.status, foreign.text]).toEqual([401, expect.stringContaining('gehört zu einem anderen Konto')])
    const seite = await answer(browser, owner.authenticator, { page: foreign })
    expect(seite.title).toBe('Sicherheit Ihres Kontos')
  })

  it('is set up in a sign-in that asks for a second factor', async () => {
    const email = await probe.createPerson('johanna')
    const browser = createBrowser(base)
    const query = `client_id=konto&response_type=none&scope=openid&acr_values=mehrfaktor&redirect_uri=${encodeURIComponent(base + sicherheit)}`
    const enrol = await signIn(browser, email, `/oidc/auth?${query}`)
    expect(enrol.title).toBe('Zweiten Faktor einrichten')
    const authenticator = createAuthenticator(base)
    const bad = authenticator.create(optionsOf(enrol), { origin: 'http://localhost:1' })
    const refused = await browser.submit(enrol, 'Passkey erstellen', { antwort: bad })
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('von einer anderen Website')])
    const done = await browser.submit(refused, 'Passkey erstellen', {
      antwort: authenticator.create(optionsOf(refused)),
    })
    expect(done.title).toBe('Sicherheit Ihres Kontos')
    expect(done.text).toContain('Unbenutzte Notcodes: 8')
  })

  it.each([
    ['of a foreign challenge', { challenge: 'YW5kZXJl' }, 'gehört nicht zu diesem Vorgang'],
    ['of another origin', { origin: 'https://angreifer.example' }, 'von einer anderen Website'],
    ['out of a frame', { crossOrigin: true }, 'von einer anderen Website'],
    ['for another party', { rpId: 'angreifer.example' }, 'konnte nicht geprüft werden'],
    ['to a registration', { type: 'webauthn.create' }, 'konnte nicht geprüft werden'],
    ['without verifying the user', { uv: false }, 'konnte nicht geprüft werden'],
    ['with a wrong signature', { signature: Buffer.alloc(70, 1) }, 'konnte nicht geprüft werden'],
    ['with the handle of somebody else', { userHandle: 'AAAA' }, 'gehört zu einem anderen Konto'],
  ] satisfies [string, Abweichung, string][])('that answers %s is refused', async (_name, abweichung, text) => {
    shared ??= (await createOwner('emma')).authenticator
    const browser = createBrowser(base)
    const seite = await answer(browser, shared, { abweichung })
    expect([seite.status, seite.title, seite.text]).toEqual([401, 'Anmelden', expect.stringContaining(text)])
    // The page that says so asks anew, and the right answer is taken.
    expect((await answer(browser, shared, { page: seite })).title).toBe('Sicherheit Ihres Kontos')
  })

  it('answers a challenge once, in its own sign-in and in time', async () => {
    const { email, authenticator } = await createOwner('klara')
    const browser = createBrowser(base)
    const page = await browser.open(sicherheit)
    const antwort = authenticator.get(optionsOf(page))
    const stranger = createBrowser(base)
    const elsewhere = await stranger.submit(await stranger.open(sicherheit), 'Mit Passkey anmelden', { antwort })
    expect(elsewhere.text).toContain('gehört nicht zu diesem Vorgang')
    const wrong = await browser.submit(page, 'Mit Passkey anmelden', { antwort, email: 'andere@example.org' })
    expect(wrong.text).toContain('gehört zu einem anderen Konto')
    const again = await browser.submit(page, 'Mit Passkey anmelden', { antwort, email })
    expect([again.status, again.text]).toEqual([401, expect.stringContaining('schon einmal verwendet')])

    const late = await browser.open(sicherheit)
    await alsSystem(probe.gateway.deps, (trx) =>
      trx('passkeyfrage')
        .whereNull('verbraucht_am')
        .update({ ablauf: new Date(Date.now() - 1) }),
    )
    expect((await answer(browser, authenticator, { page: late })).text).toContain('zu lange gedauert')
    expect((await browser.submit(late, 'Mit Passkey anmelden', { antwort: '{}' })).text).toContain('nicht lesbar')
  })

  it('whose counter does not grow is refused, and that is kept', async () => {
    const { email, authenticator } = await createOwner('lieselotte')
    const first = createBrowser(base)
    expect((await answer(first, authenticator, { abweichung: { counter: 7 } })).status).toBe(200)
    for (const counter of [7, 6, 0]) {
      const copy = await answer(createBrowser(base), authenticator, { abweichung: { counter } })
      expect([copy.status, copy.text]).toEqual([401, expect.stringContaining('eine Kopie von ihm')])
    }
    expect((await answer(createBrowser(base), authenticator, { abweichung: { counter: 8 } })).status).toBe(200)
    const events = (await listEvents(email)).filter((text) => text.includes('passkeyAbgewiesen'))
    expect(events).toHaveLength(3)
    expect(events[0]).toContain('"grund":"zaehler"')
  })

  it('of a locked account or a removed one signs nobody in', async () => {
    const { email, authenticator, browser } = await createOwner('mathilde')
    const lock = (status: string) =>
      alsSystem(probe.gateway.deps, (trx) => trx('konto').where({ email }).update({ status }))
    await lock('gesperrt')
    expect((await answer(createBrowser(base), authenticator)).text).toContain('Das Konto ist gesperrt')
    await lock('aktiv')
    // The first session knows the password only, and by now the account has a factor: it is asked for.
    const [, id] = /entfernen\/([0-9a-f-]{36})/.exec((await browser.open(sicherheit)).markup) ?? []
    const login = await browser.open(`${sicherheit}/entfernen/${id}`)
    expect(login.title).toBe('Anmelden')
    const confirm = await answer(browser, authenticator, { page: login })
    expect(confirm.title).toBe('Zweiten Faktor entfernen?')
    expect((await browser.submit(confirm, 'Entfernen')).title).toBe('Der zweite Faktor ist entfernt')
    await probe.mails.next(email, ({ subject }) => subject === 'Zweiter Faktor entfernt')
    const gone = await answer(createBrowser(base), authenticator)
    expect([gone.status, gone.text]).toEqual([401, expect.stringContaining('hier nicht eingetragen')])
    expect((await listEvents(email)).filter((text) => text.includes('konto.faktorEntfernt'))).toHaveLength(1)
  })
})

describe('setting a passkey up', () => {
  it('is refused from elsewhere, for another party, and where the user was not verified', async () => {
    const { browser, page, done } = await createOwner('frieda', { origin: 'https://angreifer.example' })
    expect([done.status, done.text]).toEqual([401, expect.stringContaining('von einer anderen Website')])
    let last = done
    for (const [abweichung, text] of [
      [{ challenge: 'YW5kZXJl' }, 'gehört nicht zu diesem Vorgang'],
      [{ challenge: JSON.parse(optionsOf(page)).challenge }, 'schon einmal verwendet'],
      [{ uv: false }, 'konnte nicht geprüft werden'],
      [{ rpId: 'angreifer.example' }, 'konnte nicht geprüft werden'],
    ] satisfies [Abweichung, string][]) {
      const antwort = createAuthenticator(base).create(optionsOf(last), abweichung)
      last = await browser.submit(last, 'Passkey erstellen', { name: 'x', antwort })
      expect([last.status, last.text]).toEqual([401, expect.stringContaining(text)])
    }
  })

  it('tells the owner in one line what it is called, whatever was sent as a name', async () => {
    const { email } = await createOwner('gundula', {}, ' Laptop“ entfernt.\r\n\r\nAlles ist\u0000gut\u2028\u0085 ')
    const mail = await probe.mails.next(email, ({ subject }) => subject === 'Zweiter Faktor eingerichtet')
    expect(mail.text).toContain('der Passkey „Laptop“ entfernt. Alles ist gut“ eingerichtet')
  })

  it('is refused for one that another account has, without a name, and beyond the limit', async () => {
    const { authenticator } = await createOwner('notburga')
    const { browser, email, authenticator: own } = await createOwner('ottilie')
    // By the password alone no second one is added: the first is asked for.
    const login = await browser.open(`${sicherheit}/passkey`)
    const page = await answer(browser, own, { page: login })
    expect(page.title).toBe('Passkey hinzufügen')
    const stolen = await browser.submit(page, 'Passkey erstellen', {
      name: 'Fremd',
      antwort: authenticator.create(optionsOf(page)),
    })
    expect([stolen.status, stolen.text]).toEqual([409, expect.stringContaining('schon einen Passkey')])
    const nameless = await browser.submit(stolen, 'Passkey erstellen', { name: ' ', antwort: '' })
    expect([nameless.status, nameless.text]).toEqual([422, expect.stringContaining('einen Namen')])
    await alsSystem(probe.gateway.deps, async (trx) => {
      const { id } = await trx('konto').where({ email }).first('id')
      for (let i = 1; i < limits.passkeysJeKonto - 1; i++) {
        const kennung = `platzhalter-${i}`
        const row = { konto_id: id, art: 'passkey', name: `${i}`, kennung, geheimnis: 'AA', zaehler: 0 }
        await trx('kontofaktor').insert({ ...row, id: trx.raw('gen_random_uuid()'), erstellt_am: new Date() })
      }
    })
    let last = await browser.open(`${sicherheit}/passkey`)
    for (const expected of [200, 409]) {
      const antwort = createAuthenticator(base).create(optionsOf(last))
      last = await browser.submit(last, 'Passkey erstellen', { name: 'Noch einer', antwort })
      expect(last.status).toBe(expected)
      if (expected === 200) last = await browser.open(`${sicherheit}/passkey`)
    }
    expect(last.text).toContain('Mehr Passkeys kann ein Konto nicht haben')
  })

  it('and the app are slowed down together when answers are wrong', async () => {
    const email = await probe.createPerson('pauline')
    const browser = createBrowser(base)
    await signIn(browser, email)
    let page = await browser.open(`${sicherheit}/passkey`)
    for (let i = 0; i < limits.anmeldungenJePaar; i++) {
      page = await browser.submit(page, 'Passkey erstellen', { name: 'x', antwort: 'x' })
      expect(page.status).toBe(401)
    }
    page = await browser.submit(page, 'Passkey erstellen', { name: 'x', antwort: 'x' })
    expect([page.status, Number(page.headers.get('retry-after')) > 0]).toEqual([429, true])
    const app = await browser.submit(await browser.open(`${sicherheit}/app`), 'Weiter', { code: '000000' })
    expect(app.status).toBe(429)
  })
})

describe('the app', () => {
  const secretOf = ({ markup }: Seite) => String(/secret=([A-Z2-7]+)/.exec(markup)?.[1])
  const codeOf = (secret: string, steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

  it('is set up beside a passkey, replaced and removed, each after a fresh confirmation', async () => {
    const { email, browser, authenticator } = await createOwner('rosalie')
    const page = await answer(browser, authenticator, { page: await browser.open(`${sicherheit}/app`) })
    expect(page.title).toBe('Authentisierungs-App einrichten')
    expect(page.markup).toContain('<svg class="qr"')
    expect(page.text.replaceAll(' ', '')).toContain(secretOf(page))
    const done = await browser.submit(page, 'Weiter', { code: codeOf(secretOf(page)) })
    expect(done.title).toBe('Der zweite Faktor ist eingerichtet')
    // Emergency codes come with the first factor; a further one leaves them as they are.
    expect(done.markup).not.toContain('<code>')
    const next = await browser.open(`${sicherheit}/app`)
    expect(next.text).toContain('Ihre bisherige App gilt nicht mehr')
    await browser.submit(next, 'Weiter', { code: codeOf(secretOf(next)) })
    await probe.mails.next(email, ({ subject }) => subject === 'Zweiter Faktor ersetzt')
    const other = createBrowser(base)
    const old = await other.submit(await signIn(other, email), 'Weiter', { code: codeOf(secretOf(page), 1) })
    expect(old.status).toBe(401)
    expect((await other.submit(old, 'Weiter', { code: codeOf(secretOf(next), 1) })).status).toBe(200)
    const foreign = await createOwner('sieglinde')
    const draft = next.forms.find(({ fields }) => 'entwurf' in fields)?.fields.entwurf ?? ''
    const begin = await answer(foreign.browser, foreign.authenticator, {
      page: await foreign.browser.open(`${sicherheit}/app`),
    })
    const refused = await foreign.browser.submit(begin, 'Weiter', { entwurf: draft, code: codeOf(secretOf(next), 1) })
    expect([refused.title, secretOf(refused) === secretOf(next)]).toEqual(['Authentisierungs-App einrichten', false])
  })

  it('and new emergency codes end the old ones; with the last factor they go', async () => {
    const { email, browser, authenticator, done } = await createOwner('theresia')
    const old = String(/<li><code>([A-Z-]{19})/.exec(done.markup)?.[1])
    const ask = await answer(browser, authenticator, { page: await browser.open(`${sicherheit}/notcodes`) })
    const renewed = await browser.submit(ask, 'Neue Notcodes erstellen')
    await probe.mails.next(email, ({ subject }) => subject === 'Neue Notcodes')
    const fresh = String(/<li><code>([A-Z-]{19})/.exec(renewed.markup)?.[1])
    const other = createBrowser(base)
    const refused = await other.submit(await signIn(other, email), 'Weiter', { code: old })
    expect(refused.status).toBe(401)
    expect((await other.submit(refused, 'Weiter', { code: fresh })).title).toBe('Sicherheit Ihres Kontos')
    const [, id] = /entfernen\/([0-9a-f-]{36})/.exec((await other.open(sicherheit)).markup) ?? []
    await other.submit(await other.open(`${sicherheit}/entfernen/${id}`), 'Entfernen')
    const left = await alsSystem(probe.gateway.deps, (trx) =>
      trx('kontonotcode').join('konto', 'konto.id', 'kontonotcode.konto_id').where({ email }),
    )
    expect(left).toEqual([])
    expect((await other.open(sicherheit)).text).toContain('nur durch das Passwort geschützt')
    expect((await other.open(`${sicherheit}/entfernen/${id}`)).status).toBe(404)
    expect((await other.open(`${sicherheit}/entfernen/x`)).status).toBe(404)
  })
})

describe('the last second factor', () => {
  it('stays while a role asks for one, and the answer names the way out', async () => {
    const { email, browser, authenticator } = await createOwner('ursula')
    await alsSystem(probe.gateway.deps, async (trx) => {
      const { id } = await trx('konto').where({ email }).first('id')
      await trx('rollenzuweisung').insert({
        id: trx.raw('gen_random_uuid()'),
        konto_id: id,
        knr: '101',
        anwendung: 'kammer',
        rolle: 'kammeradministration',
        gueltig_von: '2020-01-01',
        vergeben_am: new Date(),
      })
    })
    const [, id] = /entfernen\/([0-9a-f-]{36})/.exec((await browser.open(sicherheit)).markup) ?? []
    const ask = await answer(browser, authenticator, { page: await browser.open(`${sicherheit}/entfernen/${id}`) })
    const refused = await browser.submit(ask, 'Entfernen')
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringMatching(/Richten Sie zuerst einen anderen ein.* Rolle: Kammeradministration/),
    ])
    // With a second one it may go.
    const page = await browser.open(`${sicherheit}/passkey`)
    const second = createAuthenticator(base)
    await browser.submit(page, 'Passkey erstellen', { name: 'Schlüssel', antwort: second.create(optionsOf(page)) })
    const confirm = await browser.open(`${sicherheit}/entfernen/${id}`)
    const both = await Promise.all([1, 2].map(() => browser.submit(confirm, 'Entfernen')))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404])
  })
})

describe('the pages of the account', () => {
  it('are shown to who is signed in, and take no form of another site', async () => {
    const { browser, authenticator } = await createOwner('veronika')
    expect((await createBrowser(base).open(sicherheit)).title).toBe('Anmelden')
    const seite = await answer(browser, authenticator, { page: await browser.open(`${sicherheit}/notcodes`) })
    expect(seite.title).toBe('Neue Notcodes erstellen')
    const foreign = await browser.open(`${sicherheit}/notcodes`, {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status).toBe(403)
  })

  it('end a sign-in that is cancelled with a page that offers another', async () => {
    const browser = createBrowser(base)
    const seite = await browser.submit(await browser.open(sicherheit), 'Abbrechen')
    expect(seite.title).toBe('Sie sind nicht angemeldet')
    expect((await browser.open(String(seite.links.Anmelden))).title).toBe('Anmelden')
  })
})
