import type { Sprache } from '@berichtsheft/core'
import { type Content, type Html, html } from '../../../html.ts'
import { renderFehler, renderFeld, renderSeite } from './layout.ts'
import { seitentexte } from './texte.ts'

/** What every page of a sign-in under way knows. */
export interface Anmeldeseite {
  readonly sprache: Sprache
  /** Id of the sign-in; with its cookie it is what a form needs to be taken. */
  readonly uid: string
  /** Name of the application that somebody signs in for. */
  readonly anwendung: string
  readonly fehler?: string | undefined
}

const buttons = (...content: Content[]): Html => html`<p class="buttons">${content}</p>`

const abbruch = ({ sprache, uid }: Anmeldeseite): Html =>
  html`<form method="post" action="/anmeldung/${uid}/abbruch"><button class="quiet">${seitentexte[sprache].abbrechen}</button></form>`

/** Address and password. */
export const renderAnmeldung = (seite: Anmeldeseite & { readonly email?: string }): string => {
  const { sprache, uid, anwendung, fehler, email = '' } = seite
  const t = seitentexte[sprache]
  const falsch = fehler !== undefined
  return renderSeite(
    sprache,
    t.anmelden,
    html`<p>${t.anmeldenFuer} <strong>${anwendung}</strong></p>
${renderFehler(fehler)}
<form method="post" action="/anmeldung/${uid}">
${renderFeld({ name: 'email', label: t.email, type: 'email', autocomplete: 'username', value: email, fehler: falsch })}
${renderFeld({ name: 'passwort', label: t.passwort, type: 'password', autocomplete: 'current-password', fehler: falsch })}
<p class="check"><input type="checkbox" id="bleiben" name="bleiben" value="ja"><label for="bleiben">${t.angemeldetBleiben}</label></p>
${buttons(html`<button>${t.anmelden}</button>`)}
</form>
${abbruch(seite)}
<p><a href="/konto/passwort">${t.passwortVergessen}</a></p>
<p><a href="/konto/registrierung">${t.nochKeinKonto}</a></p>`,
  )
}

/** The code of a second factor. */
export const renderFaktor = (seite: Anmeldeseite): string => {
  const { sprache, uid, fehler } = seite
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.faktorTitel,
    html`<p>${t.faktorHinweis}</p>
${renderFehler(fehler)}
<form method="post" action="/anmeldung/${uid}/faktor">
${codeFeld(sprache, fehler)}
${buttons(html`<button>${t.weiter}</button>`)}
</form>
${abbruch(seite)}`,
  )
}

/** The key of a second factor that is to be set up, and its first code. */
export const renderFaktorNeu = (
  seite: Anmeldeseite & { readonly schluessel: string; readonly adresse: string; readonly notcodes: readonly string[] },
): string => {
  const { sprache, uid, fehler, schluessel, adresse, notcodes } = seite
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.faktorNeuTitel,
    html`<p>${t.faktorNeuHinweis}</p>
<dl><dt>${t.schluessel}</dt><dd class="code">${schluessel.replaceAll(/(.{4})(?=.)/g, '$1 ')}</dd></dl>
<p><a href="${adresse}">${t.inAppOeffnen}</a></p>
<h2>${t.notcodes}</h2>
<p>${t.notcodesHinweis}</p>
<ul>${notcodes.map((notcode) => html`<li><code>${notcode}</code></li>`)}</ul>
${renderFehler(fehler)}
<form method="post" action="/anmeldung/${uid}/faktor">
${codeFeld(sprache, fehler)}
${buttons(html`<button>${t.weiter}</button>`)}
</form>
${abbruch(seite)}`,
  )
}

const codeFeld = (sprache: Sprache, fehler: string | undefined): Html =>
  renderFeld({
    name: 'code',
    label: seitentexte[sprache].code,
    autocomplete: 'one-time-code',
    maxlength: 30,
    fehler: fehler !== undefined,
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
export const renderGeraetecode = (sprache: Sprache, action: string, xsrf: string, fehler?: string): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.geraetTitel,
    html`<p>${t.geraetHinweis}</p>
${renderFehler(fehler)}
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
${renderFeld({ name: 'user_code', label: t.code, autocomplete: 'off', maxlength: 20, fehler: fehler !== undefined })}
${buttons(html`<button>${t.weiter}</button>`)}
</form>`,
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

/** Whether to sign out. */
export const renderAbmeldung = (sprache: Sprache, action: string, xsrf: string): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.abmeldenTitel,
    html`<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
${buttons(html`<button name="logout" value="yes">${t.abmelden}</button>`, html`<button class="quiet">${t.bleiben}</button>`)}
</form>`,
  )
}
