import type { Rechtsgrundlage, Vertragsbriefart } from '@berichtsheft/core'

/** A sentence in both languages; words in braces are filled in. */
export interface Briefsatz {
  readonly de: string
  readonly en: string
}

/** What a kind of letter says. A text that was used never changes: another wording gets another key. */
export interface Vertragsbrieftext {
  /** Key and version, as each letter keeps it. */
  readonly vorlage: string
  readonly betreff: Briefsatz
  readonly absaetze: readonly Briefsatz[]
  /** After the facts of the contract. */
  readonly schluss: readonly Briefsatz[]
}

const satz = (de: string, en: string): Briefsatz => ({ de, en })

const pruefen = satz(
  'Bitte prüfen Sie die folgenden Angaben. Stimmt etwas nicht, teilen Sie uns das bitte unverzüglich mit; wir berichtigen die Eintragung dann.',
  'Please check the following data. If something is wrong, please tell us without delay; we then correct the entry.',
)
const gruss = satz('Mit freundlichen Grüßen', 'Yours sincerely')
const unterschrift = satz(
  'Dieses Schreiben wurde maschinell erstellt und ist ohne Unterschrift gültig.',
  'This letter was made by a program and is valid without a signature.',
)

const texte: readonly (Vertragsbrieftext & { readonly art: Vertragsbriefart })[] = [
  {
    art: 'eintragung',
    vorlage: 'eintragungsbestaetigung-2026',
    betreff: satz('Eintragung des Berufsausbildungsvertrags', 'Registration of the training contract'),
    absaetze: [
      satz(
        'der Berufsausbildungsvertrag von {azubi} mit {ausbildender} ist seit dem {eingetragenAm} unter der Nummer {nummer} {verzeichnis} eingetragen.',
        'the training contract of {azubi} with {ausbildender} is registered since {eingetragenAm} under the number {nummer} {verzeichnisEnglisch}.',
      ),
      pruefen,
    ],
    schluss: [
      satz(
        'Änderungen des Vertrags, eine neue Anschrift und ein Wechsel der verantwortlichen Ausbilderin oder des verantwortlichen Ausbilders sind uns unverzüglich mitzuteilen. Geben Sie dabei bitte die Nummer der Eintragung an.',
        'Changes of the contract, a new address and another responsible trainer have to be told to us without delay. Please name the number of the registration.',
      ),
      gruss,
      unterschrift,
    ],
  },
  {
    art: 'aenderung',
    vorlage: 'aenderungsbestaetigung-2026',
    betreff: satz('Änderung des Berufsausbildungsvertrags', 'Change of the training contract'),
    absaetze: [
      satz(
        'die Änderung des Berufsausbildungsvertrags von {azubi} mit {ausbildender} ist {verzeichnis} eingetragen. Er behält die Nummer {nummer}.',
        'the change of the training contract of {azubi} with {ausbildender} is registered {verzeichnisEnglisch}. It keeps the number {nummer}.',
      ),
      pruefen,
    ],
    schluss: [gruss, unterschrift],
  },
  {
    art: 'ablehnung',
    vorlage: 'ablehnungsbescheid-2026',
    betreff: satz(
      'Ablehnung der Eintragung des Berufsausbildungsvertrags',
      'Refusal to register the training contract',
    ),
    absaetze: [
      satz(
        'Ihren Antrag, den Berufsausbildungsvertrag von {azubi} mit {ausbildender} {verzeichnis} einzutragen, lehnen wir ab ({ablehnungsgrundlage}).',
        'we refuse your application to register the training contract of {azubi} with {ausbildender} {verzeichnisEnglisch} ({ablehnungsgrundlage}).',
      ),
      satz('Gründe: {grund}', 'Reasons: {grund}'),
    ],
    schluss: [gruss, unterschrift],
  },
]

/** The text that new letters of a kind are written with: the newest of that kind. */
export const currentVertragsbrieftext = (art: Vertragsbriefart): Vertragsbrieftext => {
  const text = texte.findLast((one) => one.art === art)
  if (text === undefined) throw new Error(`there is no text for letters of the kind ${art}`)
  return text
}

/** The text that a letter was written with. @throws Error when there is none of this key: texts are never removed */
export const getVertragsbrieftext = (vorlage: string): Vertragsbrieftext => {
  const text = texte.find((one) => one.vorlage === vorlage)
  if (text === undefined) throw new Error(`there is no text ${vorlage}`)
  return text
}

/** Words that differ between BBiG and HwO. */
export const verzeichnisse: Readonly<Record<Rechtsgrundlage, Readonly<Record<string, string>>>> = {
  bbig: {
    verzeichnis: 'in das Verzeichnis der Berufsausbildungsverhältnisse (BBiG § 34)',
    verzeichnisEnglisch: 'in the register of training contracts (BBiG § 34)',
    ablehnungsgrundlage: 'BBiG § 35 Abs. 2',
  },
  hwo: {
    verzeichnis: 'in die Lehrlingsrolle (HwO § 28)',
    verzeichnisEnglisch: 'in the roll of apprentices (HwO § 28)',
    ablehnungsgrundlage: 'HwO § 29 Abs. 2',
  },
}

/** Fills the words in braces. @throws Error when one of them is not given */
export const fillBriefsatz = (text: string, werte: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{([A-Za-z]+)\}/g, (_, name: string) => {
    const wert = werte[name]
    if (wert === undefined) throw new Error(`the letter says nothing for ${name}`)
    return wert
  })
