import { isEingetragen, type Sprache, type Vertragsempfang } from '@berichtsheft/core'
import { html } from '../../html.ts'
import { renderSeite } from '../anmeldung/seiten/layout.ts'
import { renderVertragsansicht } from './vertrag-ansicht.ts'
import type { Eintragungsansicht } from './vertragslink.service.ts'

const texte = {
  de: {
    titel: 'Ihr Ausbildungsvertrag',
    hinweis:
      'Bitte lesen Sie den Vertrag und speichern oder drucken Sie ihn. Bestätigen Sie dann, dass Sie ihn erhalten haben.',
    knopf: 'Empfang bestätigen',
    pdf: 'Vertrag als PDF speichern',
    brief: 'Bestätigung als PDF speichern',
    eintragungTitel: 'Ihr Ausbildungsvertrag ist eingetragen',
    eingetragen: 'Eingetragen unter der Nummer',
    einwendung: 'Stimmt etwas nicht?',
    einwendungFeld: 'Was ist falsch?',
    einwendungKnopf: 'An die Kammer senden',
    einwendungDank: 'Danke. Die Kammer prüft Ihren Hinweis und antwortet Ihnen per E-Mail.',
    einwendungLeer: 'Bitte schreiben Sie, was falsch ist.',
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
    pdf: 'Save the contract as PDF',
    brief: 'Save the confirmation as PDF',
    eintragungTitel: 'Your training contract is registered',
    eingetragen: 'Registered under the number',
    einwendung: 'Is something wrong?',
    einwendungFeld: 'What is wrong?',
    einwendungKnopf: 'Send to the chamber',
    einwendungDank: 'Thank you. The chamber looks at it and answers you by e-mail.',
    einwendungLeer: 'Please write what is wrong.',
    bestaetigt: 'You have confirmed the receipt.',
    fassung: 'Checksum of this version (SHA-256)',
    fehlerTitel: 'This link is good no longer',
    fehler:
      'The contract was changed in the meantime, or the link is not complete. Please open the link of the newest e-mail.',
  },
} as const satisfies Record<Sprache, Record<string, string>>

const verweis = (pfad: string, token: string): string => `/vertrag/${pfad}?token=${encodeURIComponent(token)}`

/** The page of a link: the contract, its PDF, and the button while the receipt is open. */
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
<p><a class="button quiet" href="${verweis('empfang/vertrag.pdf', token)}">${t.pdf}</a></p>
${renderVertragsansicht(vertrag)}<p>${t.fassung}: <code class="hash">${abfassung}</code></p>
${bestaetigtAm === undefined && button}`,
  )
}

/** The page of a registration: what was registered, the letter and the contract as PDF, and a form to object. */
export const renderEintragung = (
  sprache: Sprache,
  { row, name, nummer, eingetragenAm, vertrag, briefId }: Eintragungsansicht,
  token: string,
  meldung?: 'gespeichert' | 'leer',
): string => {
  const t = texte[sprache]
  const form = html`<h2>${t.einwendung}</h2>
<form method="post" action="/vertrag/eintragung"><input type="hidden" name="token" value="${token}">
<div class="field"><label for="text">${t.einwendungFeld}</label><textarea id="text" name="text" rows="5" maxlength="4000" required></textarea></div>
<button type="submit">${t.einwendungKnopf}</button></form>`
  return renderSeite(
    sprache,
    t.eintragungTitel,
    html`<p>${name}</p>
${meldung === 'gespeichert' && html`<p class="done" role="status">${t.einwendungDank}</p>`}
${meldung === 'leer' && html`<p class="error" role="alert">${t.einwendungLeer}</p>`}
<p>${t.eingetragen} <strong>${nummer}</strong>, ${eingetragenAm.split('-').toReversed().join('.')}</p>
<p class="buttons">${briefId !== undefined && html`<a class="button quiet" href="${verweis('eintragung/brief.pdf', token)}">${t.brief}</a>`}
<a class="button quiet" href="${verweis('eintragung/vertrag.pdf', token)}">${t.pdf}</a></p>
${renderVertragsansicht(vertrag)}${isEingetragen(row.status) && form}`,
  )
}

/** The page of a link that is good no longer. */
export const renderLinkfehler = (sprache: Sprache): string =>
  renderSeite(sprache, texte[sprache].fehlerTitel, html`<p class="error" role="alert">${texte[sprache].fehler}</p>`)
