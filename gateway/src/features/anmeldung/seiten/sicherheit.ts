import type { Sprache } from '@berichtsheft/core'
import { type Html, html } from '../../../html.ts'
import type { Faktor, Faktoruebersicht } from '../faktorverwaltung.service.ts'
import { type Eingabefehler, renderButtons, renderFehler, renderSeite } from './layout.ts'
import { type Appschluessel, codeFeld, renderAppschluessel, renderNeuerPasskey, renderNotcodes } from './seiten.ts'
import { seitentexte } from './texte.ts'
import { wegetexte } from './wege.ts'

const pfad = '/konto/sicherheit'

const zurueck = (sprache: Sprache): Html => html`<p><a href="${pfad}">${seitentexte[sprache].zurueck}</a></p>`

const renderTag = (sprache: Sprache, date: Date): Html => {
  const format = new Intl.DateTimeFormat(sprache, { dateStyle: 'long', timeZone: 'Europe/Berlin' })
  return html`<time datetime="${date.toISOString()}">${format.format(date)}</time>`
}

const nameOf = (sprache: Sprache, { art, name }: Faktor): string => (art === 'totp' ? seitentexte[sprache].app : name)

/** What secures the account, and what can be done about it. */
export const renderSicherheit = (
  sprache: Sprache,
  email: string,
  { faktoren, notcodes }: Faktoruebersicht,
  mitPasskeys: boolean,
): string => {
  const t = seitentexte[sprache]
  const app = faktoren.some(({ art }) => art === 'totp')
  const entry = (faktor: Faktor): Html => {
    const { id, art, erstelltAm, benutztAm } = faktor
    const used = benutztAm === undefined ? t.nieBenutzt : html`${t.benutztAm} ${renderTag(sprache, benutztAm)}`
    return html`<li><div><p class="name">${nameOf(sprache, faktor)}</p>
<p class="soft">${art === 'passkey' && `${t.passkeyArt} · `}${t.eingerichtetAm} ${renderTag(sprache, erstelltAm)}, ${used}</p></div>
<a href="${pfad}/entfernen/${id}" aria-label="${t.entfernen}: ${nameOf(sprache, faktor)}">${t.entfernen}</a></li>\n`
  }
  return renderSeite(
    sprache,
    t.sicherheitTitel,
    html`<p>${t.sicherheitFuer} <strong>${email}</strong></p>
<h2>${t.faktoren}</h2>
${faktoren.length === 0 ? html`<p>${t.keineFaktoren}</p>` : html`<ul class="entries">${faktoren.map(entry)}</ul>`}
${renderButtons(
  mitPasskeys && html`<a class="button" href="${pfad}/passkey">${t.passkeyHinzufuegen}</a>`,
  html`<a class="button quiet" href="${pfad}/app">${app ? t.appNeuEinrichten : t.appEinrichten}</a>`,
)}
${
  faktoren.length > 0 &&
  html`<h2>${t.notcodes}</h2>
<p>${t.notcodesUebrig} <strong>${notcodes}</strong></p>
<p><a href="${pfad}/notcodes">${t.notcodesErneuern}</a></p>`
}
<ul class="more"><li><a href="/konto/wege">${wegetexte[sprache].titel}</a></li>
<li><a href="/konto/passwort">${t.passwortAendern}</a></li>
<li><a href="/oidc/session/end">${t.abmelden}</a></li></ul>`,
  )
}

/** The key of an app that is to be set up. `entwurf` carries it wrapped to the next request. */
export const renderAppEinrichten = (
  sprache: Sprache,
  seite: Appschluessel & {
    readonly entwurf: string
    readonly ersetzt: boolean
    readonly fehler?: Eingabefehler | undefined
  },
): string => {
  const t = seitentexte[sprache]
  const { entwurf, ersetzt, fehler } = seite
  return renderSeite(
    sprache,
    t.appTitel,
    html`${renderFehler(fehler)}
<p>${t.appHinweis}</p>
${ersetzt && html`<p>${t.appErsetzen}</p>\n`}${renderAppschluessel(sprache, seite)}
<form method="post" action="${pfad}/app">
<input type="hidden" name="entwurf" value="${entwurf}">
${codeFeld(sprache, fehler, 'numeric')}
${renderButtons(html`<button>${t.weiter}</button>`)}
</form>
${zurueck(sprache)}`,
    { fehler },
  )
}

/** Where a passkey is made. */
export const renderPasskeyEinrichten = (
  sprache: Sprache,
  optionen: string | undefined,
  fehler?: Eingabefehler,
): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.passkeyHinzufuegen,
    html`${renderFehler(fehler)}
<p>${t.passkeyNeuHinweis}</p>
<p data-ohne-passkey>${t.passkeyNichtMoeglich}</p>
${optionen !== undefined && renderNeuerPasskey(sprache, `${pfad}/passkey`, optionen, fehler)}
${zurueck(sprache)}`,
    { fehler, skript: optionen !== undefined },
  )
}

/** Whether to remove a factor. */
export const renderEntfernen = (sprache: Sprache, faktor: Faktor, fehler?: Eingabefehler): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.entfernenTitel,
    html`${renderFehler(fehler)}
<p>${t.entfernenHinweis} <strong>${nameOf(sprache, faktor)}</strong></p>
<form method="post" action="${pfad}/entfernen/${faktor.id}">${renderButtons(html`<button>${t.entfernen}</button>`)}</form>
${zurueck(sprache)}`,
    { fehler },
  )
}

/** Whether to make new emergency codes. */
export const renderNotcodesErneuern = (sprache: Sprache): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.notcodesErneuern,
    html`<p>${t.notcodesErneuernHinweis}</p>
<form method="post" action="${pfad}/notcodes">${renderButtons(html`<button>${t.notcodesErneuern}</button>`)}</form>
${zurueck(sprache)}`,
  )
}

/** For a factor that is not there any more. */
export const renderUnbekannt = (sprache: Sprache): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.fehlerTitel,
    html`<p>${t.faktorUnbekannt}</p>
${zurueck(sprache)}`,
  )
}

/** Says that something was done, with emergency codes if there are new ones. */
export const renderErledigt = (sprache: Sprache, title: string, notcodes: readonly string[] = []): string => {
  const t = seitentexte[sprache]
  const codes = html`<h2>${t.notcodes}</h2>\n${renderNotcodes(sprache, notcodes)}\n`
  return renderSeite(
    sprache,
    title,
    html`<p class="done" role="status">${t.erledigt}</p>
${notcodes.length > 0 && codes}${zurueck(sprache)}`,
  )
}

/** For who is not signed in, or has cancelled it. */
export const renderNichtAngemeldet = (sprache: Sprache, anmelden: string): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.nichtAngemeldetTitel,
    html`<p>${t.nichtAngemeldet}</p>
${renderButtons(html`<a class="button" href="${anmelden}">${t.anmelden}</a>`)}`,
  )
}
