import { defineMailtext } from '../mailtext.ts'

/** Mails about signing in through an external issuer. */
export const fremdanmeldungMailtexte = {
  /** The account was bound to a person of an external issuer. */
  kontoFremdangemeldet: defineMailtext<{ vorname: string; nachname: string; aussteller: string }>({
    de: ({ vorname, nachname, aussteller }) => ({
      betreff: 'Ihr Konto ist mit einer Anmeldung verbunden',
      absaetze: [
        `Guten Tag ${vorname} ${nachname},`,
        'Sie haben sich zum ersten Mal über diese Anmeldestelle angemeldet; Ihr Konto ist ab jetzt mit ihr verbunden:',
        aussteller,
        'Wenn Sie das nicht waren, wenden Sie sich bitte an Ihre Industrie- und Handelskammer.',
      ],
    }),
    en: ({ vorname, nachname, aussteller }) => ({
      betreff: 'Your account is connected to a sign-in',
      absaetze: [
        `Hello ${vorname} ${nachname},`,
        'you signed in through this issuer for the first time; your account is connected to it from now on:',
        aussteller,
        'If this was not you, please turn to your chamber of industry and commerce.',
      ],
    }),
  }),
}
