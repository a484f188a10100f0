import type { Sprache } from '@berichtsheft/core'
import { type Content, type Html, html } from '../../../html.ts'
import { informationspflichten, informationspflichtenVersion } from '../../konto/informationspflichten.ts'
import { type Eingabefehler, faultOf, renderButtons, renderFehler, renderFeld, renderSeite } from './layout.ts'
import { seitentexte } from './texte.ts'
import { wegetexte, wegPfad } from './wege.ts'

const submit = (label: string): Html => renderButtons(html`<button>${label}</button>`)

const hidden = (token: string): Html => html`<input type="hidden" name="token" value="${token}">`

/** Where a link of a mail leads: the page that it opens, and what its button says. */
export interface Kontolink {
  readonly path: string
  readonly title: 'bestaetigenTitel' | 'emailTitel' | 'entsperrenTitel' | 'einladungTitel'
  readonly hinweis: 'bestaetigenHinweis' | 'emailHinweis' | 'entsperrenHinweis' | 'einladungHinweis'
  readonly button: 'bestaetigen' | 'entsperren' | 'annehmen'
}

/** The page of a link that acts when its button is pressed. */
export const renderLink = (sprache: Sprache, { path, title, hinweis, button }: Kontolink, token: string): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t[title],
    html`<p>${t[hinweis]}</p>
<form method="post" action="/konto/${path}">${hidden(token)}${submit(t[button])}</form>`,
  )
}

/** How something went, and where to go on. */
export const renderErgebnis = (
  sprache: Sprache,
  title: string,
  text: string,
  {
    ok,
    anmeldung,
    mitWegen = false,
  }: {
    readonly ok: boolean /** Address of the sign-in, where the gateway has one. */
    readonly anmeldung: string | undefined
    /** Whether the ways on are named. */
    readonly mitWegen?: boolean
  },
): string => {
  const t = seitentexte[sprache]
  const message = ok ? html`<p class="done" role="status">${text}</p>` : html`<p class="error" role="alert">${text}</p>`
  const links = [
    ...(anmeldung === undefined ? [] : [html`<li><a href="${anmeldung}">${t.zurAnmeldung}</a></li>`]),
    ...(mitWegen && anmeldung !== undefined
      ? (['unternehmen', 'beitritt'] as const).map(
          (weg) => html`<li><a href="${wegPfad(weg)}">${wegetexte[sprache][weg]}</a></li>`,
        )
      : []),
    ...(ok ? [] : [html`<li><a href="/konto/passwort">${t.passwortVergessen}</a></li>`]),
  ]
  return renderSeite(sprache, title, html`${message}${links.length > 0 && html`\n<ul class="more">${links}</ul>`}`)
}

/** Where a new password is asked for. */
export const renderAnforderung = (sprache: Sprache): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.passwortTitel,
    html`<p>${t.passwortHinweis}</p>
<form method="post" action="/konto/passwort">
${renderFeld({ name: 'email', label: t.email, type: 'email', autocomplete: 'username' })}
${submit(t.anfordern)}</form>`,
  )
}

/** Where it is set. */
export const renderPasswortNeu = (sprache: Sprache, token: string, fehler?: Eingabefehler): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.passwortNeuTitel,
    html`${renderFehler(fehler)}<p>${t.passwortNeuFolge}</p>
<form method="post" action="/konto/passwort/neu">${hidden(token)}
${renderFeld({ name: 'passwort', label: t.neuesPasswort, hinweis: t.neuesPasswortHinweis, type: 'password', autocomplete: 'new-password', fehler })}
${submit(t.speichern)}</form>`,
    { fehler },
  )
}

/** What was entered in a registration; the password is never sent back. */
export interface Eingaben {
  readonly email?: string
  readonly vorname?: string
  readonly nachname?: string
  readonly sprache?: string
}

/** Where an account is made. */
export const renderRegistrierung = (
  sprache: Sprache,
  entered: Eingaben,
  anmeldung: string | undefined,
  fehler?: Eingabefehler,
): string => {
  const t = seitentexte[sprache]
  const { email = '', vorname = '', nachname = '', sprache: gewaehlt = sprache } = entered
  const option = (code: Sprache, label: string): Content =>
    code === gewaehlt
      ? html`<option value="${code}" selected>${label}</option>`
      : html`<option value="${code}">${label}</option>`
  return renderSeite(
    sprache,
    t.registrierenTitel,
    html`${renderFehler(fehler)}<form method="post" action="/konto/registrierung">
${renderFeld({ name: 'vorname', label: t.vorname, autocomplete: 'given-name', value: vorname, fehler })}
${renderFeld({ name: 'nachname', label: t.nachname, autocomplete: 'family-name', value: nachname, fehler })}
${renderFeld({ name: 'email', label: t.email, type: 'email', autocomplete: 'username', value: email, fehler })}
${renderFeld({ name: 'passwort', label: t.passwort, hinweis: t.neuesPasswortHinweis, type: 'password', autocomplete: 'new-password', fehler })}
<div class="field"><label for="sprache">${t.sprache}</label><select id="sprache" name="sprache"${faultOf('sprache', fehler)}>${option('de', t.deutsch)}${option('en', t.englisch)}</select></div>
<details><summary>${t.informationspflichten} (${informationspflichtenVersion})</summary>${informationspflichten[sprache].map((absatz) => html`<p>${absatz}</p>`)}</details>
<p class="check"><input type="checkbox" id="akzeptiert" name="akzeptiert" value="ja" required${faultOf('akzeptiert', fehler)}><label for="akzeptiert">${t.akzeptieren}</label></p>
${submit(t.registrieren)}</form>
${anmeldung !== undefined && html`<ul class="more"><li><a href="${anmeldung}">${t.schonKonto}</a></li></ul>`}`,
    { fehler },
  )
}
