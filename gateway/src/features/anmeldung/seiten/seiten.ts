import type { Sprache } from '@berichtsheft/core'
import { type Html, html } from '../../../html.ts'
import { renderButtons as buttons, type Eingabefehler, renderFehler, renderFeld, renderSeite } from './layout.ts'
import { renderPasskeyformular } from './passkey.ts'
import { seitentexte } from './texte.ts'

/** What every page of a sign-in under way knows. */
export interface Anmeldeseite {
  readonly sprache: Sprache
  /** Id of the sign-in; with its cookie it is what a form needs to be taken. */
  readonly uid: string
  /** Name of the application that somebody signs in for. */
  readonly anwendung: string
  readonly fehler?: Eingabefehler | undefined
  /** Options for a passkey as JSON, where it can be asked for. */
  readonly passkey?: string | undefined
}

const abbruch = ({ sprache, uid }: Anmeldeseite): Html =>
  html`<form method="post" action="/anmeldung/${uid}/abbruch"><button class="plain">${seitentexte[sprache].abbrechen}</button></form>`

/** Address and password, or a passkey. */
export const renderAnmeldung = (seite: Anmeldeseite & { readonly email?: string }): string => {
  const { sprache, uid, anwendung, fehler, passkey, email = '' } = seite
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.anmelden,
    html`<p>${t.anmeldenFuer} <strong>${anwendung}</strong></p>
${renderFehler(fehler)}
<form method="post" action="/anmeldung/${uid}">
${renderFeld({ name: 'email', label: t.email, type: 'email', autocomplete: 'username', value: email, fehler })}
${renderFeld({ name: 'passwort', label: t.passwort, type: 'password', autocomplete: 'current-password', fehler })}
<p class="check"><input type="checkbox" id="bleiben" name="bleiben" value="ja"><label for="bleiben">${t.angemeldetBleiben}</label></p>
${buttons(html`<button>${t.anmelden}</button>`)}
</form>
${passkey !== undefined && html`<p class="or" data-mit-passkey hidden>${t.oder}</p>\n${passkeyAnmeldung(seite, passkey)}`}
${abbruch(seite)}
<ul class="more"><li><a href="/konto/passwort">${t.passwortVergessen}</a></li>
<li><a href="/konto/registrierung">${t.nochKeinKonto}</a></li></ul>`,
    { fehler, skript: passkey !== undefined },
  )
}

const passkeyAnmeldung = ({ sprache, uid }: Anmeldeseite, optionen: string, haupt = false): Html =>
  renderPasskeyformular(sprache, {
    action: `/anmeldung/${uid}/passkey`,
    art: 'get',
    optionen,
    haupt,
    button: seitentexte[sprache].mitPasskeyAnmelden,
    inhalt: html`<input type="hidden" name="email" value="">`,
  })

/** The second factor: a passkey where the account has one, a code of the app, or an emergency code. */
export const renderFaktor = (seite: Anmeldeseite): string => {
  const { sprache, uid, fehler, passkey } = seite
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.faktorTitel,
    html`${renderFehler(fehler)}
${passkey !== undefined && html`<p data-mit-passkey hidden>${t.faktorPasskeyHinweis}</p>\n${passkeyAnmeldung(seite, passkey, true)}\n<p class="or" data-mit-passkey hidden>${t.oder}</p>`}
<p>${t.faktorHinweis}</p>
<form method="post" action="/anmeldung/${uid}/faktor">
${codeFeld(sprache, fehler)}
${buttons(html`<button>${t.weiter}</button>`)}
</form>
${abbruch(seite)}`,
    { fehler, skript: passkey !== undefined },
  )
}

/** The key of an authenticator app, as image, as text and as link. */
export interface Appschluessel {
  readonly schluessel: string
  /** Address that authenticator apps open. */
  readonly adresse: string
  readonly qr: Html
}

/** How the key gets into an app. */
export const renderAppschluessel = (sprache: Sprache, { schluessel, adresse, qr }: Appschluessel): Html => {
  const t = seitentexte[sprache]
  return html`${qr}
<dl><dt>${t.schluessel}</dt><dd class="code">${schluessel.replaceAll(/(.{4})(?=.)/g, '$1 ')}</dd></dl>
<p><a href="${adresse}">${t.inAppOeffnen}</a></p>`
}

/** Emergency codes, shown once. */
export const renderNotcodes = (sprache: Sprache, notcodes: readonly string[]): Html =>
  html`<p>${seitentexte[sprache].notcodesHinweis}</p>
<ul class="codes">${notcodes.map((notcode) => html`<li><code>${notcode}</code></li>`)}</ul>`

/** The key of a second factor that is to be set up, and its first code; or a new passkey in its place. */
export const renderFaktorNeu = (
  seite: Anmeldeseite & Appschluessel & { readonly notcodes: readonly string[] },
): string => {
  const { sprache, uid, fehler, passkey, notcodes } = seite
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.faktorNeuTitel,
    html`${renderFehler(fehler)}
<p>${t.faktorNeuAnlass}</p>
<h2>${t.notcodes}</h2>
${renderNotcodes(sprache, notcodes)}
${
  passkey !== undefined &&
  html`<div data-mit-passkey hidden><h2>${t.passkey}</h2>
<p>${t.passkeyNeuHinweis}</p></div>
${renderNeuerPasskey(sprache, `/anmeldung/${uid}/passkey/neu`, passkey, fehler)}`
}
<h2>${t.app}</h2>
<p>${t.appHinweis}</p>
${renderAppschluessel(sprache, seite)}
<form method="post" action="/anmeldung/${uid}/faktor">
${codeFeld(sprache, fehler, 'numeric')}
${buttons(html`<button>${t.weiter}</button>`)}
</form>
${abbruch(seite)}`,
    { fehler, skript: passkey !== undefined },
  )
}

/** The form that makes a passkey and gives it a name. */
export const renderNeuerPasskey = (
  sprache: Sprache,
  action: string,
  optionen: string,
  fehler: Eingabefehler | undefined,
): Html => {
  const t = seitentexte[sprache]
  return renderPasskeyformular(sprache, {
    action,
    art: 'create',
    optionen,
    haupt: true,
    button: t.passkeyErstellen,
    inhalt: renderFeld({
      name: 'name',
      label: t.passkeyName,
      hinweis: t.passkeyNameHinweis,
      autocomplete: 'off',
      value: t.passkeyVorgabe,
      maxlength: passkeynamenlaenge,
      fehler,
    }),
  })
}

/** Longest name of a passkey, in characters. */
export const passkeynamenlaenge = 60

/** The field for a code of the app; where digits are all that it takes, telephones show them. */
export const codeFeld = (sprache: Sprache, fehler: Eingabefehler | undefined, inputmode?: 'numeric'): Html =>
  renderFeld({
    name: 'code',
    label: seitentexte[sprache].code,
    autocomplete: 'one-time-code',
    maxlength: 30,
    ...(inputmode && { inputmode }),
    fehler,
  })

/** What an application asks for. */
export const renderEinwilligung = (seite: Anmeldeseite & { readonly umfang: readonly string[] }): string => {
  const { sprache, uid, anwendung, umfang } = seite
  const t = seitentexte[sprache]
  const namen: Readonly<Record<string, string>> = t.umfang
  return renderSeite(
    sprache,
    t.einwilligungTitel,
    html`<p><strong>${anwendung}</strong> ${t.einwilligungHinweis}</p>
<ul>${umfang.map((scope) => html`<li>${namen[scope] ?? scope}</li>`)}</ul>
<form method="post" action="/anmeldung/${uid}/einwilligung">
${buttons(html`<button>${t.erlauben}</button>`, html`<button class="quiet" formaction="/anmeldung/${uid}/abbruch">${t.ablehnen}</button>`)}
</form>`,
  )
}

/** A page that only says something. */
export const renderMeldung = (sprache: Sprache, title: string, ...absaetze: readonly string[]): string =>
  renderSeite(
    sprache,
    title,
    absaetze.map((absatz) => html`<p>${absatz}</p>\n`),
  )

/** Where the code of a device is entered. `form` is the library's secret against forged requests. */
export const renderGeraetecode = (sprache: Sprache, action: string, xsrf: string, text?: string): string => {
  const t = seitentexte[sprache]
  const fehler = text === undefined ? undefined : [{ text, felder: ['user_code'] }]
  return renderSeite(
    sprache,
    t.geraetTitel,
    html`<p>${t.geraetHinweis}</p>
${renderFehler(fehler)}
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
${renderFeld({ name: 'user_code', label: t.code, autocomplete: 'off', maxlength: 20, fehler })}
${buttons(html`<button>${t.weiter}</button>`)}
</form>`,
    { fehler },
  )
}

/** Whether the code on the device is this one. */
export const renderGeraetepruefung = (
  sprache: Sprache,
  form: { readonly action: string; readonly xsrf: string; readonly userCode: string },
  anwendung: string,
): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.geraetTitel,
    html`<p><strong>${anwendung}</strong></p>
<p class="code">${form.userCode}</p>
<p>${t.geraetPruefen}</p>
<form method="post" action="${form.action}">
<input type="hidden" name="xsrf" value="${form.xsrf}">
<input type="hidden" name="user_code" value="${form.userCode}">
${buttons(html`<button name="confirm" value="yes">${t.weiter}</button>`, html`<button class="quiet" name="abort" value="yes">${t.abbrechen}</button>`)}
</form>`,
  )
}

/** Says that nobody is signed in any more. */
export const renderAbgemeldet = (sprache: Sprache): string =>
  renderMeldung(sprache, seitentexte[sprache].abgemeldetTitel, seitentexte[sprache].abgemeldet)

/** Whether to sign out. */
export const renderAbmeldung = (sprache: Sprache, action: string, xsrf: string): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.abmeldenTitel,
    html`<p>${t.abmeldenHinweis}</p>
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
${buttons(html`<button name="logout" value="yes">${t.abmelden}</button>`, html`<button class="quiet">${t.bleiben}</button>`)}
</form>`,
  )
}
