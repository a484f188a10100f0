import type { Sprache } from '@berichtsheft/core'
import { type Content, type Html, html, renderHtml } from '../../../html.ts'
import { seitentexte } from './texte.ts'

/**
 * What a page of the sign-in may do: no script, no frame, nothing from elsewhere. Browsers also look at where a form leads in
 * the end, so the address of the application that somebody signs in for has to be named.
 *
 * @param ziel where the form may lead beside the gateway
 */
export const seitenPolicy = (ziel?: string): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "base-uri 'none'",
    `form-action 'self'${ziel === undefined ? '' : ` ${ziel}`}`,
    "frame-ancestors 'none'",
    // Empty: the library adds the hash of the one script that it has, which only presses a button.
    'script-src',
  ].join('; ')

/** Where the address of a redirect lies, for {@link seitenPolicy}; nothing that could end the header or the directive. */
export const originOf = (address: unknown): string | undefined => {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined
  const { origin } = new URL(address)
  return /^https?:\/\/[A-Za-z0-9.:[\]-]+$/.test(origin) ? origin : undefined
}

/** A whole page in one language. */
export const renderSeite = (sprache: Sprache, title: string, main: Content): string =>
  renderHtml(html`<!doctype html>
<html lang="${sprache}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} – Berichtsheft-Gateway</title>
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/anmeldung/style.css">
</head>
<body>
<a class="skip" href="#main">${seitentexte[sprache].zumInhalt}</a>
<header><p class="brand">Berichtsheft-Gateway</p></header>
<main id="main" class="narrow">
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`)

/** Something that went wrong with what was entered; read out first. */
export const renderFehler = (text: string | undefined): Html | undefined =>
  text === undefined ? undefined : html`<p class="error" role="alert" id="fehler">${text}</p>`

/** A field of a form. */
export interface Feld {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'email' | 'password'
  readonly autocomplete: string
  readonly value?: string
  readonly inputmode?: 'numeric'
  readonly maxlength?: number
  readonly fehler?: boolean
}

/** A field with its label. */
export const renderFeld = (feld: Feld): Html => {
  const { name, label, type = 'text', autocomplete, value = '', inputmode = 'text', maxlength = 254, fehler } = feld
  const describedBy = fehler ? html` aria-invalid="true" aria-describedby="fehler"` : ''
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" inputmode="${type === 'email' ? 'email' : inputmode}" maxlength="${maxlength}" autocapitalize="none" spellcheck="false" required${describedBy}></p>\n`
}

/** The style of forms, beside that of all pages. */
export const formStyle = `.narrow { max-width: 34rem; }
.field { margin: 1rem 0; }
.field label { display: block; font-weight: 600; margin-bottom: .25rem; }
.field input, .field select { width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 4px; }
.check { display: flex; gap: .6rem; align-items: baseline; }
.check input { width: 1.1rem; height: 1.1rem; }
input:focus-visible, select:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
button { font: inherit; font-weight: 600; padding: .6rem 1.4rem; border-radius: 4px; border: 1px solid var(--link); background: var(--link); color: var(--ground); cursor: pointer; }
button.quiet { background: transparent; color: var(--link); }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 1rem; }
.error { border-left: 4px solid var(--late); padding: .5rem .9rem; background: var(--panel); }
.code { font-size: 1.6rem; letter-spacing: .15em; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
details { margin: 1rem 0; }
`
