import type { Sprache } from '@berichtsheft/core'
import { type Content, type Html, html, renderHtml } from '../../../html.ts'
import { seitentexte } from './texte.ts'

/** What a page may do beyond showing itself and sending its forms to the gateway. */
export interface Seitenrecht {
  /** Where a form may lead beside the gateway. */
  readonly ziel?: string | undefined
  /** Whether it may run the gateway's own script, which asks the browser for a passkey. */
  readonly skript?: boolean
}

/**
 * What a page of the sign-in may do: no frame, nothing from elsewhere, and no script but the one for passkeys. Browsers also
 * look at where a form leads in the end, so the address of the application that somebody signs in for has to be named.
 */
export const seitenPolicy = ({ ziel, skript = false }: Seitenrecht = {}): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "base-uri 'none'",
    `form-action 'self'${ziel === undefined ? '' : ` ${ziel}`}`,
    "frame-ancestors 'none'",
    // Empty: the library adds the hash of the one script that it has, which only presses a button.
    skript ? "script-src 'self'" : 'script-src',
  ].join('; ')

/** Where the address of a redirect lies, for {@link seitenPolicy}; nothing that could end the header or the directive. */
export const originOf = (address: unknown): string | undefined => {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined
  const { origin } = new URL(address)
  return /^https?:\/\/[A-Za-z0-9.:[\]-]+$/.test(origin) ? origin : undefined
}

/** What a page needs in its head. */
export interface Seitenkopf {
  /** What is wrong with what was entered; the title says so too. */
  readonly fehler?: Eingabefehler | undefined
  /** Whether it carries a form for a passkey. */
  readonly skript?: boolean
}

/** A whole page in one language. */
export const renderSeite = (
  sprache: Sprache,
  title: string,
  main: Content,
  { fehler, skript = false }: Seitenkopf = {},
): string => {
  const t = seitentexte[sprache]
  return renderHtml(html`<!doctype html>
<html lang="${sprache}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${fehler === undefined ? '' : `${t.fehlerhaft}: `}${title} – Berichtsheft-Gateway</title>
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/anmeldung/style.css">
${skript && html`<script type="module" src="/anmeldung/passkey.js"></script>\n`}</head>
<body>
<a class="skip" href="#main">${t.zumInhalt}</a>
<header><p class="brand">Berichtsheft-Gateway</p></header>
<main id="main" class="narrow">
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`)
}

/** What is wrong with a form: each fault with the fields that it is about. */
export type Eingabefehler = readonly { readonly text: string; readonly felder: readonly string[] }[]

/** What went wrong with what was entered; read out first, and each fault leads to its field. */
export const renderFehler = (fehler: Eingabefehler | undefined): Html | undefined =>
  fehler &&
  html`<div class="error" role="alert">${fehler.map(({ text, felder: [feld] }, i) =>
    feld === undefined
      ? html`<p id="fehler-${i}">${text}</p>`
      : html`<p id="fehler-${i}"><a href="#${feld}">${text}</a></p>`,
  )}</div>`

/** What a field says about the faults that it has a part in. */
export const faultOf = (name: string, fehler: Eingabefehler | undefined, hinweis?: string): Html => {
  const ids = (fehler ?? []).flatMap(({ felder }, i) => (felder.includes(name) ? [`fehler-${i}`] : []))
  const described = [...ids, ...(hinweis === undefined ? [] : [`${name}-hinweis`])]
  return html`${ids.length > 0 && html` aria-invalid="true"`}${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}`
}

/** A field of a form. */
export interface Feld {
  readonly name: string
  readonly label: string
  /** What to know before filling it in. */
  readonly hinweis?: string
  readonly type?: 'text' | 'email' | 'password'
  readonly autocomplete: string
  readonly value?: string
  readonly inputmode?: 'numeric'
  readonly maxlength?: number
  readonly optional?: boolean
  readonly fehler?: Eingabefehler | undefined
}

/** A field with its label. */
export const renderFeld = (feld: Feld): Html => {
  const {
    name,
    label,
    hinweis,
    type = 'text',
    autocomplete,
    value = '',
    inputmode = 'text',
    maxlength = 254,
    optional = false,
  } = feld
  const capitals = autocomplete.endsWith('-name') ? 'words' : 'none'
  return html`<div class="field"><label for="${name}">${label}</label>
${hinweis !== undefined && html`<p class="hint" id="${name}-hinweis">${hinweis}</p>\n`}<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" inputmode="${type === 'email' ? 'email' : inputmode}" maxlength="${maxlength}" autocapitalize="${capitals}" spellcheck="false"${!optional && html` required`}${faultOf(name, feld.fehler, hinweis)}></div>\n`
}

/** Buttons of a form, in one row where there is room. */
export const renderButtons = (...content: Content[]): Html => html`<p class="buttons">${content}</p>`

/** The style of forms, beside that of all pages. */
export const formStyle = `.narrow { max-width: 36rem; }
.narrow h1 { margin-top: 2.5rem; }
.narrow h2 { margin-top: 2.25rem; }
.field { margin: 1.25rem 0; }
.field label { display: block; font-weight: 600; margin-bottom: .25rem; }
.field input, .field select { width: 100%; min-height: 2.75rem; padding: .5rem .7rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 4px; }
.field input[aria-invalid=true], .check input[aria-invalid=true] { border: 2px solid var(--late); outline-color: var(--late); }
.field textarea { width: 100%; padding: .5rem .7rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 4px; }
.facts { margin: 0 0 .75rem; }
.facts dt { margin-top: .5rem; color: var(--soft); font-size: .9rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
.rows { list-style: none; margin: 0; padding: 0; }
.rows li { border-left: 3px solid var(--line); padding-left: .75rem; margin-bottom: 1rem; }
.hash { overflow-wrap: anywhere; }
.hint { margin: 0 0 .35rem; color: var(--soft); }
.check { display: flex; gap: .75rem; align-items: flex-start; }
.check input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--link); }
input:focus-visible, select:focus-visible, button:focus-visible, summary:focus-visible, .button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
button, .button { display: inline-block; min-height: 2.75rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none; padding: .55rem 1.4rem; border-radius: 4px; border: 1px solid var(--link); background: var(--link); color: var(--ground); cursor: pointer; }
button.quiet, .button.quiet { background: transparent; color: var(--link); }
button.plain { border-color: transparent; background: transparent; color: var(--link); padding-left: 0; font-weight: 400; text-decoration: underline; }
button:hover, .button:hover { filter: brightness(.93); }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 1rem; }
.error { border-left: 4px solid var(--late); padding: .5rem .9rem; margin: 1rem 0; background: var(--panel); }
.error a { color: inherit; }
.done { border-left: 4px solid var(--mark); padding: .5rem .9rem; margin: 1rem 0; background: var(--panel); }
.or { display: flex; align-items: center; gap: 1rem; color: var(--soft); margin: 1.5rem 0 0; }
.or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
.more { margin: 1.75rem 0 0; padding: 1rem 0 0; border-top: 1px solid var(--line); list-style: none; }
.more li { padding: .3rem 0; }
.code { font-size: 1.35rem; letter-spacing: .08em; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .35rem 1.5rem; margin: 1rem 0; padding: .9rem 1.1rem; list-style: none; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; }
.codes code { font-size: 1.05rem; }
.qr { display: block; width: 13rem; max-width: 100%; height: auto; margin: 1rem 0; border: 1px solid var(--line); border-radius: 4px; }
.entries { list-style: none; margin: 1rem 0; padding: 0; border-top: 1px solid var(--line); }
.entries li { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; justify-content: space-between; padding: .75rem 0; border-bottom: 1px solid var(--line); }
.entries li > div { flex: 1 1 12rem; }
.entries p { margin: 0; }
.entries .name { font-weight: 600; overflow-wrap: anywhere; }
details { margin: 1rem 0; }
summary { min-height: 1.5rem; cursor: pointer; color: var(--link); }
[hidden] { display: none; }
@media (max-width: 30rem) { .buttons > *, .buttons button { flex: 1 1 100%; } }
`
