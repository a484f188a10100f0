import type { Zweisprachig } from './texts.ts'

/** What a text of the letter is filled with. */
export interface Briefwerte {
  readonly empfaenger: string
  readonly tage: string
  readonly versuche: string
  readonly adresse: string
}

interface Briefabsatz {
  readonly de: (werte: Briefwerte) => string
  readonly en: (werte: Briefwerte) => string
}

const text = (de: string, en: string): Zweisprachig => ({ de, en })
const absatz = (de: Briefabsatz['de'], en: Briefabsatz['en']): Briefabsatz => ({ de, en })

/** The words of the activation letter in both languages. */
export const brieftexte = {
  betreff: text('Aktivierung Ihres Unternehmens', 'Activation of your company'),
  kennwort: text('Aktivierungskennwort', 'Activation password'),
  identnummer: text('Identnummer (Mitgliedsnummer)', 'Member number'),
  knr: text('Kammernummer', 'Number of the chamber'),
  brief: text('Brief', 'Letter'),
  anlass: absatz(
    ({ empfaenger }) => `Für „${empfaenger}“ wurde ein Zugang beantragt. Wir haben den Antrag geprüft und freigegeben.`,
    ({ empfaenger }) => `Access was requested for “${empfaenger}”. We have checked and approved the request.`,
  ),
  schritte: absatz(
    ({ adresse }) =>
      `Die Person, die den Antrag gestellt hat, meldet sich unter ${adresse} an, wählt „Unternehmen aktivieren“ und gibt diese drei Angaben ein:`,
    ({ adresse }) =>
      `The person who made the request signs in at ${adresse}, chooses to activate the company and enters the three items above.`,
  ),
  gueltigkeit: absatz(
    ({ tage, versuche }) =>
      `Das Kennwort gilt ab dem Versand ${tage} Tage. Nach ${versuche} falschen Eingaben wird es gesperrt; dann kann ein neuer Brief angefordert werden, der diesen ungültig macht.`,
    ({ tage, versuche }) =>
      `The password is valid for ${tage} days from posting. After ${versuche} wrong tries it is locked; a new letter can then be ordered, which makes this one invalid.`,
  ),
  warnung: absatz(
    () =>
      'Wenn Ihr Unternehmen keinen Zugang beantragt hat, geben Sie dieses Kennwort nicht weiter und benachrichtigen Sie uns bitte.',
    () => 'If your company has not requested access, please do not pass this password on, and tell us.',
  ),
} as const
