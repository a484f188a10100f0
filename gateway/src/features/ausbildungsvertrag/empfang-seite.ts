import type { Sprache, Vertragsempfang } from '@berichtsheft/core'
import { type Html, html } from '../../html.ts'
import { renderSeite } from '../anmeldung/seiten/layout.ts'

const texte = {
  de: {
    titel: 'Ihr Ausbildungsvertrag',
    hinweis:
      'Bitte lesen Sie den Vertrag und speichern oder drucken Sie ihn. Bestätigen Sie dann, dass Sie ihn erhalten haben.',
    knopf: 'Empfang bestätigen',
    bestaetigt: 'Sie haben den Empfang bestätigt.',
    fassung: 'Prüfsumme dieser Fassung (SHA-256)',
    fehlerTitel: 'Dieser Link gilt nicht mehr',
    fehler:
      'Der Vertrag wurde inzwischen geändert, oder der Link ist unvollständig. Öffnen Sie bitte den Link aus der neuesten E-Mail.',
  },
  en: {
    titel: 'Your training contract',
    hinweis: 'Please read the contract, and save or print it. Then confirm that you have received it.',
    knopf: 'Confirm the receipt',
    bestaetigt: 'You have confirmed the receipt.',
    fassung: 'Checksum of this version (SHA-256)',
    fehlerTitel: 'This link is good no longer',
    fehler:
      'The contract was changed in the meantime, or the link is not complete. Please open the link of the newest e-mail.',
  },
} as const satisfies Record<Sprache, Record<string, string>>

/** The name of a field as words: `minutenWoechentlich` → Minuten woechentlich. */
const labelOf = (name: string): string => {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A value of a field as people read it: cents as euros, days as Germans write them, yes and no. */
const textOf = (name: string, value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'ja' : 'nein'
  if (name === 'betrag' && typeof value === 'number')
    return new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(value / 100)
  const text = String(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split('-').toReversed().join('.') : text
}

/** Every field of the contract, nested as it is; nothing is left out. */
const renderWert = (name: string, value: unknown): Html => {
  if (Array.isArray(value)) return html`<ol>${value.map((one) => html`<li>${renderWert(name, one)}</li>`)}</ol>`
  if (typeof value !== 'object' || value === null) return html`${textOf(name, value)}`
  return html`<dl>${Object.entries(value).map(
    ([key, part]) => html`<dt>${labelOf(key)}</dt><dd>${renderWert(key, part)}</dd>`,
  )}</dl>`
}

/** The page of a link: the contract, and the button while the receipt is open. */
export const renderEmpfang = (
  sprache: Sprache,
  { name, abfassung, vertrag, bestaetigtAm }: Vertragsempfang,
  token: string,
): string => {
  const t = texte[sprache]
  const button = html`<form method="post" action="/vertrag/empfang"><input type="hidden" name="token" value="${token}"><button type="submit">${t.knopf}</button></form>`
  return renderSeite(
    sprache,
    t.titel,
    html`<p>${name}</p>
${bestaetigtAm === undefined ? html`<p>${t.hinweis}</p>` : html`<p class="done" role="status">${t.bestaetigt}</p>`}
<section lang="de">${renderWert('vertrag', vertrag)}</section>
<p>${t.fassung}: <code>${abfassung}</code></p>
${bestaetigtAm === undefined && button}`,
  )
}

/** The page of a link that is good no longer. */
export const renderLinkfehler = (sprache: Sprache): string =>
  renderSeite(sprache, texte[sprache].fehlerTitel, html`<p class="error" role="alert">${texte[sprache].fehler}</p>`)
