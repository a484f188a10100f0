import { defineMailtext } from '../mailtext.ts'

/** Mails to people whose account comes from an old system. */
export const uebernahmeMailtexte = {
  /** The account is here, and a new password has to be set once (BH-27, BH-28). */
  kontoUebernommen: defineMailtext<{ vorname: string; nachname: string; benutzername: string; verweis: string }>({
    de: ({ vorname, nachname, benutzername, verweis }) => ({
      betreff: 'Ihr Konto ist umgezogen',
      absaetze: [
        `Guten Tag ${vorname} ${nachname},`,
        `Ihr bisheriges Konto mit dem Benutzernamen ${benutzername} ist umgezogen. Ihre Berichtshefte und Rollen sind unverändert.`,
        'Sie melden sich künftig mit dieser E-Mail-Adresse an. Bitte vergeben Sie dafür einmalig ein neues Passwort:',
        { verweis },
      ],
    }),
    en: ({ vorname, nachname, benutzername, verweis }) => ({
      betreff: 'Your account has moved',
      absaetze: [
        `Hello ${vorname} ${nachname},`,
        `your account with the user name ${benutzername} has moved. Your report books and roles are unchanged.`,
        'From now on you sign in with this e-mail address. Please set a new password for it once:',
        { verweis },
      ],
    }),
  }),
}
