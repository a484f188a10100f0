import { type Content, type Html, html, renderHtml } from '../../html.ts'
import { version } from '../../version.ts'

/** No script, no frame, no form; the style comes from the gateway. */
export const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The same for a page with a form, which leads to the gateway itself. */
export const formPolicy = pagePolicy.replace("form-action 'none'", "form-action 'self'")

/** A whole page. */
export const renderPage = (title: string, main: Content): string =>
  renderHtml(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<p class="brand"><a href="/">Berichtsheft-Gateway</a> <span>${version}</span></p>
<nav aria-label="Gateway"><a href="/docs">API documentation</a> <a href="/openapi.json">openapi.json</a> <a href="/versionen">Versions</a> <a href="/jwks">Signing keys</a> <a href="/metrics">Metrics</a></nav>
</header>
<main id="main">
${main}
</main>
</body>
</html>
`)

/** A table that scrolls in itself on narrow screens, by keyboard too. */
export const renderTable = (caption: string, heads: readonly string[], rows: readonly (readonly Content[])[]): Html =>
  html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption><span>${caption}</span></caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>
</div>`

/** An instant for people and machines. */
export const renderInstant = (instant: string): Html =>
  html`<time datetime="${instant}">${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC</time>`
