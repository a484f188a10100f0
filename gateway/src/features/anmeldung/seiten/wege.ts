import { kammern, type Rolle, type Sprache } from '@berichtsheft/core'
import { type Content, type Html, html } from '../../../html.ts'
import { type Eingabefehler, faultOf, renderButtons, renderFehler, renderFeld, renderSeite } from './layout.ts'
import { seitentexte } from './texte.ts'

/** The two ways on after the registration: an own company, or a request to join one. */
export type Weg = 'unternehmen' | 'beitritt'

/** Where the page of a way lies. */
export const wegPfad = (weg: Weg): string => `/konto/${weg}`

/** Roles that somebody may ask for on the page; others are asked for once one is a member. */
export const wunschrollen = [
  'azubi',
  'ausbilder',
  'ausbildungsbeauftragter',
  'ausbildungsadministrator',
] as const satisfies readonly Rolle[]

const de = {
  titel: 'So geht es weiter',
  hinweis: 'Ihr Konto allein zeigt noch nichts. Zwei Wege führen weiter:',
  unternehmen: 'Ein Unternehmen registrieren',
  unternehmenHinweis:
    'Für alle, die ein Unternehmen oder seine Ausbildung verwalten, zum Beispiel Ausbilder. Die Kammer prüft die Angaben und schickt dem Unternehmen einen Brief mit einem Kennwort; wer es damit aktiviert, wird sein erster Administrator.',
  beitritt: 'Den Beitritt zu einem Unternehmen anfragen',
  beitrittHinweis:
    'Für Auszubildende und alle, deren Unternehmen schon registriert ist. Ein Administrator des Unternehmens entscheidet. Wenn es Sie schon eingeladen hat, öffnen Sie stattdessen den Link in der E-Mail.',
  unternehmenGesendet: 'Ihr Unternehmen ist angemeldet. Die Kammer prüft die Angaben; Sie erhalten eine E-Mail.',
  beitrittGesendet: 'Ihre Anfrage ist beim Unternehmen. Sie erhalten eine E-Mail, sobald es entschieden hat.',
  genau: 'Alle Angaben müssen genau so lauten, wie die Kammer sie führt. Ihr Unternehmen kann sie Ihnen nennen.',
  name: 'Name des Unternehmens',
  nameHinweis: 'Wie im Impressum.',
  strasse: 'Straße',
  hausnummer: 'Hausnummer',
  plz: 'Postleitzahl',
  ort: 'Ort',
  identnummer: 'Mitgliedsnummer (Identnummer)',
  hrNummer: 'Nummer im Handelsregister',
  freiwillig: 'freiwillig',
  kammer: 'Kammer',
  kammerAusAnschrift: 'ergibt sich aus der Anschrift',
  kammerWaehlen: 'bitte wählen',
  rolle: 'Ihre Rolle',
  rollen: {
    azubi: 'Auszubildende, Auszubildender',
    ausbilder: 'Ausbilderin, Ausbilder',
    ausbildungsbeauftragter: 'Ausbildungsbeauftragte, Ausbildungsbeauftragter',
    ausbildungsadministrator: 'Verwaltung der Ausbildung',
  },
  senden: 'Absenden',
  pruefen: 'Bitte prüfen Sie das Feld',
  konflikt:
    'Das geht nicht noch einmal: Das Unternehmen ist bei dieser Kammer schon registriert, oder Sie gehören ihm an oder haben schon angefragt.',
}

/** Every text of these pages, the same keys in both languages by type. */
export type Wegetexte = typeof de

const en: Wegetexte = {
  titel: 'How to go on',
  hinweis: 'Your account alone shows nothing yet. Two ways lead on:',
  unternehmen: 'Register a company',
  unternehmenHinweis:
    'For whoever manages a company or its training, trainers for example. The chamber checks the data and sends the company a letter with a password; who activates it by that becomes its first administrator.',
  beitritt: 'Ask to join a company',
  beitrittHinweis:
    'For apprentices and everybody whose company is registered already. An administrator of the company decides. If it has invited you, open the link in the mail instead.',
  unternehmenGesendet: 'Your company is registered. The chamber checks the data; you get a mail.',
  beitrittGesendet: 'Your request is with the company. You get a mail once it has decided.',
  genau: 'All data have to read exactly as the chamber keeps them. Your company can tell you.',
  name: 'Name of the company',
  nameHinweis: 'As in its imprint.',
  strasse: 'Street',
  hausnummer: 'House number',
  plz: 'Postcode',
  ort: 'Town',
  identnummer: 'Membership number (Identnummer)',
  hrNummer: 'Number in the commercial register',
  freiwillig: 'optional',
  kammer: 'Chamber',
  kammerAusAnschrift: 'follows from the address',
  kammerWaehlen: 'please choose',
  rolle: 'Your role',
  rollen: {
    azubi: 'Apprentice',
    ausbilder: 'Trainer',
    ausbildungsbeauftragter: 'Training officer (Ausbildungsbeauftragte)',
    ausbildungsadministrator: 'Administration of the training',
  },
  senden: 'Send',
  pruefen: 'Please check the field',
  konflikt:
    'This cannot be done again: the company is registered with this chamber, or you belong to it or have asked already.',
}

/** The texts of a language. */
export const wegetexte: Readonly<Record<Sprache, Wegetexte>> = { de, en }

/** Both ways with what they are for; after one was taken, how it went. */
export const renderWege = (sprache: Sprache, gesendet: Weg | undefined): string => {
  const t = wegetexte[sprache]
  return renderSeite(
    sprache,
    t.titel,
    html`${gesendet !== undefined && html`<p class="done" role="status">${t[`${gesendet}Gesendet`]}</p>\n`}<p>${t.hinweis}</p>
<h2><a href="${wegPfad('unternehmen')}">${t.unternehmen}</a></h2>
<p>${t.unternehmenHinweis}</p>
<h2><a href="${wegPfad('beitritt')}">${t.beitritt}</a></h2>
<p>${t.beitrittHinweis}</p>
<ul class="more"><li><a href="/konto/sicherheit">${seitentexte[sprache].sicherheitTitel}</a></li></ul>`,
  )
}

/** What was entered, by the name of the field. */
export type Wegeingaben = Readonly<Record<string, string>>

/** The form of a way. */
export const renderWeg = (sprache: Sprache, weg: Weg, entered: Wegeingaben, fehler?: Eingabefehler): string => {
  const t = wegetexte[sprache]
  const feld = (name: keyof Wegetexte & string, label: string, autocomplete: string, optional = false): Html =>
    renderFeld({
      name,
      label: optional ? `${label} (${t.freiwillig})` : label,
      autocomplete,
      value: entered[name] ?? '',
      optional,
      fehler,
      ...(name === 'name' ? { hinweis: t.nameHinweis } : {}),
    })
  const join = weg === 'beitritt'
  return renderSeite(
    sprache,
    t[weg],
    html`${renderFehler(fehler)}<p>${join ? t.genau : t.unternehmenHinweis}</p>
<form method="post" action="${wegPfad(weg)}">
${feld('name', t.name, 'organization')}
${feld('strasse', t.strasse, 'address-line1')}
${feld('hausnummer', t.hausnummer, 'off', true)}
${feld('plz', t.plz, 'postal-code')}
${feld('ort', t.ort, 'address-level2')}
${renderWahl('knr', t.kammer, [['', join ? t.kammerWaehlen : t.kammerAusAnschrift], ...kammerwahl], entered, fehler)}
${feld('identnummer', t.identnummer, 'off', !join)}
${
  join
    ? renderWahl(
        'rolle',
        t.rolle,
        wunschrollen.map((one) => [one, t.rollen[one]] as const),
        entered,
        fehler,
      )
    : feld('hrNummer', t.hrNummer, 'off', true)
}
${renderButtons(html`<button>${t.senden}</button>`)}</form>
<ul class="more"><li><a href="/konto/wege">${t.titel}</a></li></ul>`,
    { fehler },
  )
}

type Wahl = readonly (readonly [string, string])[]

const kammerwahl: Wahl = kammern
  .filter(({ aktiv }) => aktiv)
  .map(({ knr, name }) => [knr, name] as const)
  .sort(([, a], [, b]) => a.localeCompare(b, 'de'))

const renderWahl = (
  name: string,
  label: string,
  options: Wahl,
  entered: Wegeingaben,
  fehler: Eingabefehler | undefined,
): Html => {
  const option = ([value, text]: readonly [string, string]): Content =>
    value === (entered[name] ?? '')
      ? html`<option value="${value}" selected>${text}</option>`
      : html`<option value="${value}">${text}</option>`
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}"${faultOf(name, fehler)}>${options.map(option)}</select></div>`
}
