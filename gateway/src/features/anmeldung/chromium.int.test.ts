import { Secret, TOTP } from 'otpauth'
import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verweisOf } from '../../mail/testing/mail-server.ts'
import { cliClientId } from './anwendungen.ts'
import { seitentexte } from './seiten/texte.ts'
import { wegetexte } from './seiten/wege.ts'
import { addAuthenticator, findChromium, listViolations, openContext, startChromium } from './testing/chromium.ts'
import { type Kontenprobe, passwort, startKontenprobe } from './testing/konten.ts'

const executable = findChromium()
const sicherheit = '/konto/sicherheit'

let probe: Kontenprobe
let base: string
let chromium: Chromium
let walks = 0

/** Where the application waits; the browser gets an empty page there. */
const callback = 'http://127.0.0.1:49321/callback'
const consentQuery = new URLSearchParams({
  client_id: cliClientId,
  response_type: 'code',
  redirect_uri: callback,
  scope: 'openid profile email person offline_access',
  code_challenge: 'a'.repeat(43),
  code_challenge_method: 'S256',
  prompt: 'consent',
})

const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

/** Goes through everything as a person does; `look` is called on each page. */
const walk = async (page: Page, sprache: 'de' | 'en', mitPasskey: boolean, look: () => Promise<void>) => {
  const t = seitentexte[sprache]
  // A second try is made by another person.
  const email = `${sprache}-${++walks}@example.org`
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const title = async (expected: string) => {
    await page.getByRole('heading', { level: 1, name: expected, exact: true }).waitFor()
    await look()
  }
  const open = (path: string) => page.goto(new URL(path, base).href)
  const link = async (subject: string) => verweisOf(await probe.mails.next(email, (mail) => mail.subject === subject))

  await open('/konto/registrierung')
  await title(t.registrierenTitel)
  // The browser checks fields itself; without that the page says what is missing.
  await page
    .locator('form')
    .evaluate((form) => form.setAttribute('novalidate', ''))
    .catch(() => undefined)
  await page.getByLabel(t.vorname).fill('Tilda')
  await page.getByLabel(t.nachname).fill('Ehrlichmann')
  await page.getByLabel(t.email).fill(email)
  await page.getByLabel(t.passwort, { exact: true }).fill('kurz')
  await page.getByLabel(t.akzeptieren).check()
  await press(t.registrieren)
  await title(t.registrierenTitel)
  await page.getByRole('alert').getByRole('link', { name: t.passwortZuKurz }).click()
  expect(await page.locator(':focus').getAttribute('name')).toBe('passwort')
  await page.getByLabel(t.passwort, { exact: true }).fill(passwort)
  await page.getByLabel(t.akzeptieren).check()
  await press(t.registrieren)
  await title(t.registrierenTitel)
  const subjects = sprache === 'de' ? subjectsDe : subjectsEn
  await open(await link(subjects.bestaetigung))
  await title(t.bestaetigenTitel)
  await press(t.bestaetigen)
  await title(t.bestaetigenTitel)

  await page.getByRole('link', { name: t.zurAnmeldung }).click()
  await title(t.anmelden)
  await page.getByLabel(t.email).fill(email)
  await page.getByLabel(t.passwort, { exact: true }).fill('das falsche Passwort')
  await press(t.anmelden)
  await title(t.anmelden)
  await page.getByLabel(t.passwort, { exact: true }).fill(passwort)
  await press(t.anmelden)
  await title(t.sicherheitTitel)

  // An application that asks for a second factor offers to set one up.
  await open(`/oidc/auth?${new URLSearchParams([...consentQuery, ['acr_values', 'mehrfaktor']])}`)
  await page.getByLabel(t.email).fill(email)
  await page.getByLabel(t.passwort, { exact: true }).fill(passwort)
  await press(t.anmelden)
  await title(t.faktorNeuTitel)
  await open(sicherheit)

  await page.getByRole('link', { name: t.appEinrichten }).click()
  await title(t.appTitel)
  const key = await page.getByRole('link', { name: t.inAppOeffnen }).getAttribute('href')
  const secret = String(new URL(String(key)).searchParams.get('secret'))
  await page.getByLabel(t.code, { exact: true }).fill('000000')
  await press(t.weiter)
  await title(t.appTitel)
  await page.getByLabel(t.code, { exact: true }).fill(codeOf(secret))
  await press(t.weiter)
  await title(t.eingerichtetTitel)
  await page.getByRole('link', { name: t.zurueck }).click()
  await title(t.sicherheitTitel)

  // A second factor is there now: the next change asks for it.
  await page.getByRole('link', { name: t.passkeyHinzufuegen }).click()
  await title(t.anmelden)
  await page.getByLabel(t.email).fill(email)
  await page.getByLabel(t.passwort, { exact: true }).fill(passwort)
  await press(t.anmelden)
  await title(t.faktorTitel)
  await page.getByLabel(t.code, { exact: true }).fill(codeOf(secret, 1))
  await press(t.weiter)
  await title(t.passkeyHinzufuegen)
  if (mitPasskey) {
    await page.getByLabel(t.passkeyName).fill('Laptop')
    await press(t.passkeyErstellen)
    await title(t.eingerichtetTitel)
    await page.getByRole('link', { name: t.zurueck }).click()
  } else {
    expect(await page.getByText(t.passkeyNichtMoeglich).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: t.passkeyErstellen }).isVisible()).toBe(false)
    await open(sicherheit)
  }
  await title(t.sicherheitTitel)
  for (const [path, expected] of [
    [`${sicherheit}/notcodes`, t.notcodesErneuern],
    [`${sicherheit}/app`, t.appTitel],
    [`${sicherheit}/entfernen/01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77`, t.fehlerTitel],
    ['/konto/einladung?token=x', t.einladungTitel],
    ['/konto/email?token=x', t.emailTitel],
    ['/konto/entsperrung?token=x', t.entsperrenTitel],
    ['/konto/wege', wegetexte[sprache].titel],
    ['/konto/unternehmen', wegetexte[sprache].unternehmen],
    ['/konto/beitritt', wegetexte[sprache].beitritt],
  ] as const) {
    await open(path)
    await title(expected)
  }
  await open(sicherheit)
  await page
    .getByRole('link', { name: new RegExp(`^${t.entfernen}`) })
    .first()
    .click()
  await title(t.entfernenTitel)
  await open(`${sicherheit}/notcodes`)
  await press(t.notcodesErneuern)
  await title(t.notcodesNeuTitel)

  await open(`/oidc/auth?${consentQuery}`)
  await title(t.einwilligungTitel)
  await press(t.erlauben)
  await page.waitForURL((url) => url.href.startsWith(`${callback}?code=`))

  await open('/oidc/device')
  await title(t.geraetTitel)
  const device = await fetch(`${base}/oidc/device/auth`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: cliClientId, scope: 'openid person' }),
  })
  const { user_code: code } = (await device.json()) as { user_code: string }
  await page.getByLabel(t.code, { exact: true }).fill('BBBB-BBBB')
  await press(t.weiter)
  await title(t.geraetTitel)
  await page.getByLabel(t.code, { exact: true }).fill(code)
  await press(t.weiter)
  await title(t.geraetTitel)
  await press(t.weiter)
  await title(t.einwilligungTitel)
  await press(t.erlauben)
  await title(t.geraetFertigTitel)

  await open(sicherheit)
  await page.getByRole('link', { name: t.abmelden }).click()
  await title(t.abmeldenTitel)
  await press(t.abmelden)
  await title(t.abgemeldetTitel)

  await open(sicherheit)
  await press(t.abbrechen)
  await title(t.nichtAngemeldetTitel)
  await open('/konto/bestaetigung?token=x')
  await press(t.bestaetigen)
  await title(t.linkSchlechtTitel)
  await open('/konto/passwort')
  await title(t.passwortTitel)
  await page.getByLabel(t.email).fill(email)
  await press(t.anfordern)
  await title(t.passwortTitel)
  await open(await link(subjects.passwort))
  await title(t.passwortNeuTitel)
  await page.getByLabel(t.neuesPasswort).fill(`${passwort} und Juni`)
  await press(t.speichern)
  await title(t.passwortNeuTitel)
  await open('/anmeldung/gibt-es-nicht')
  await title(t.abgelaufenTitel)
  if (mitPasskey) {
    await open(sicherheit)
    await title(t.anmelden)
    await press(t.mitPasskeyAnmelden)
    await title(t.sicherheitTitel)
    const again = new URLSearchParams(consentQuery)
    again.set('prompt', 'login consent')
    await open(`/oidc/auth?${again}`)
    await page.getByLabel(t.email).fill(email)
    await page.getByLabel(t.passwort, { exact: true }).fill(`${passwort} und Juni`)
    await press(t.anmelden)
    await title(t.faktorTitel)
    await press(t.mitPasskeyAnmelden)
    await title(t.einwilligungTitel)
  }
}

const subjectsDe = { bestaetigung: 'Bitte bestätigen Sie Ihre E-Mail-Adresse', passwort: 'Neues Passwort' }
const subjectsEn = { bestaetigung: 'Please confirm your e-mail address', passwort: 'New password' }

if (executable === undefined) {
  it.skip('skipped: chromium', () => undefined)
} else {
  describe('in a real browser a person', () => {
    beforeAll(async () => {
      probe = await startKontenprobe({}, 'localhost')
      base = probe.gateway.address
      chromium = await startChromium(executable)
    })
    afterAll(async () => {
      await chromium?.close()
      await probe?.close()
    })

    it.each(['de', 'en'] as const)(
      'registers, secures the account, and signs in by passkey, on pages that everybody can use (%s)',
      async (sprache) => {
        const context = await openContext(chromium, { locale: sprache })
        await context.route(`${callback}**`, (route) => route.fulfill({ body: 'ok' }))
        const page = await context.newPage()
        const blocked: string[] = []
        page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().includes('status of 4')) blocked.push(message.text())
        })
        await addAuthenticator(page)
        const seen = new Map<string, readonly string[]>()
        await walk(page, sprache, true, async () => {
          expect(await page.locator('html').getAttribute('lang')).toBe(sprache)
          // Each page once in each of its states.
          const parts = await page.locator('main :is(button, input, [role])').count()
          const key = `${await page.title()} ${parts}`
          if (!seen.has(key)) seen.set(key, await listViolations(page))
        })
        expect([...seen.values()].flat()).toEqual([])
        expect(blocked).toEqual([])
        process.stdout.write(`axe (${sprache}): ${seen.size} pages without a fault of WCAG 2.2 A and AA\n`)
        await context.close()
      },
      120_000,
    )

    it('does the same without scripts, by password and app', async () => {
      const context = await openContext(chromium, { locale: 'de', javaScriptEnabled: false, width: 1280 })
      await context.route(`${callback}**`, (route) => route.fulfill({ body: 'ok' }))
      await walk(await context.newPage(), 'de', false, async () => undefined)
      await context.close()
    }, 120_000)
  })
}
