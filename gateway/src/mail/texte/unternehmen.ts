import { defineMailtext } from '../mailtext.ts'

/** A day as Germans write it. */
const tag = (datum: string): string => datum.split('-').toReversed().join('.')

/** Until when the deletion may be revoked; empty while the period has not begun. */
const bisDe = (datum: string): string =>
  datum === '' ? 'jederzeit, bis die Kammer entschieden hat' : `bis einschließlich ${tag(datum)}`
const bisEn = (datum: string): string =>
  datum === '' ? 'at any time until the chamber has decided' : `until ${datum}, that day included`

/** Mails about the registration and the deletion of a company. */
export const unternehmenMailtexte = {
  /** The chamber approved; the letter follows by post (MI-30). */
  unternehmenFreigegeben: defineMailtext<{ unternehmen: string }>({
    de: ({ unternehmen }) => ({
      betreff: 'Ihr Unternehmen wurde freigegeben',
      absaetze: [
        'Guten Tag,',
        `die Kammer hat die Registrierung von „${unternehmen}“ freigegeben.`,
        'Das Aktivierungskennwort kommt mit der Post an die Anschrift, die bei der Kammer hinterlegt ist. Das kann einige Werktage dauern.',
      ],
    }),
    en: ({ unternehmen }) => ({
      betreff: 'Your company was approved',
      absaetze: [
        'Hello,',
        `The chamber has approved the registration of “${unternehmen}”.`,
        'The activation password comes by post to the address that the chamber holds. This can take some working days.',
      ],
    }),
  }),
  /** The chamber refused (MI-29). */
  unternehmenAbgelehnt: defineMailtext<{ unternehmen: string; grund: string }>({
    de: ({ unternehmen, grund }) => ({
      betreff: 'Ihre Unternehmensregistrierung wurde abgelehnt',
      absaetze: ['Guten Tag,', `die Kammer hat die Registrierung von „${unternehmen}“ abgelehnt.`, `Grund: ${grund}`],
    }),
    en: ({ unternehmen, grund }) => ({
      betreff: 'The registration of your company was refused',
      absaetze: ['Hello,', `The chamber has refused the registration of “${unternehmen}”.`, `Reason: ${grund}`],
    }),
  }),
  /** The chamber asks back (MI-29). */
  unternehmenRueckfrage: defineMailtext<{ unternehmen: string; frage: string; verweis: string }>({
    de: ({ unternehmen, frage, verweis }) => ({
      betreff: 'Rückfrage zu Ihrer Unternehmensregistrierung',
      absaetze: [
        'Guten Tag,',
        `zur Registrierung von „${unternehmen}“ hat die Kammer eine Frage:`,
        frage,
        'Bitte antworten Sie hier:',
        { verweis },
      ],
    }),
    en: ({ unternehmen, frage, verweis }) => ({
      betreff: 'A question about the registration of your company',
      absaetze: [
        'Hello,',
        `The chamber has a question about the registration of “${unternehmen}”:`,
        frage,
        'Please answer here:',
        { verweis },
      ],
    }),
  }),
  /** The letter is on its way (MI-30). */
  unternehmenBriefVersandt: defineMailtext<{ unternehmen: string; tage: string; verweis: string }>({
    de: ({ unternehmen, tage, verweis }) => ({
      betreff: 'Der Brief mit dem Aktivierungskennwort ist unterwegs',
      absaetze: [
        'Guten Tag,',
        `der Brief mit dem Aktivierungskennwort für „${unternehmen}“ wurde versandt. Das Kennwort gilt ${tage} Tage.`,
        'Aktivieren Sie das Unternehmen hier:',
        { verweis },
      ],
    }),
    en: ({ unternehmen, tage, verweis }) => ({
      betreff: 'The letter with the activation password is on its way',
      absaetze: [
        'Hello,',
        `The letter with the activation password for “${unternehmen}” was posted. The password is valid for ${tage} days.`,
        'Activate the company here:',
        { verweis },
      ],
    }),
  }),
  /** The company is active, the reader its first administrator (MI-31, MI-32). */
  unternehmenAktiviert: defineMailtext<{ unternehmen: string }>({
    de: ({ unternehmen }) => ({
      betreff: 'Ihr Unternehmen ist aktiv',
      absaetze: [
        'Guten Tag,',
        `„${unternehmen}“ ist aktiviert. Sie sind Unternehmensadministrator und können Nutzer einladen und Rollen vergeben.`,
      ],
    }),
    en: ({ unternehmen }) => ({
      betreff: 'Your company is active',
      absaetze: [
        'Hello,',
        `“${unternehmen}” is activated. You are its administrator and can invite people and give roles.`,
      ],
    }),
  }),
  /** To all members: the deletion was asked for (MI-47). */
  loeschungBeantragt: defineMailtext<{ unternehmen: string; grund: string; widerrufbarBis: string }>({
    de: ({ unternehmen, grund, widerrufbarBis }) => ({
      betreff: 'Die Löschung Ihres Unternehmens wurde beantragt',
      absaetze: [
        'Guten Tag,',
        `für „${unternehmen}“ wurde die Löschung beantragt. Grund: ${grund}`,
        `Die Kammer entscheidet darüber. Ein Unternehmensadministrator kann den Antrag widerrufen: ${bisDe(widerrufbarBis)}.`,
      ],
    }),
    en: ({ unternehmen, grund, widerrufbarBis }) => ({
      betreff: 'The deletion of your company was requested',
      absaetze: [
        'Hello,',
        `The deletion of “${unternehmen}” was requested. Reason: ${grund}`,
        `The chamber decides about it. An administrator of the company can revoke the request: ${bisEn(widerrufbarBis)}.`,
      ],
    }),
  }),
  /** To all members: the day of the deletion (MI-50). */
  loeschungFreigegeben: defineMailtext<{ unternehmen: string; termin: string; widerrufbarBis: string }>({
    de: ({ unternehmen, termin, widerrufbarBis }) => ({
      betreff: 'Termin der Löschung Ihres Unternehmens',
      absaetze: [
        'Guten Tag,',
        `„${unternehmen}“ wird am ${tag(termin)} gelöscht.`,
        `Widerruf durch einen Unternehmensadministrator: ${bisDe(widerrufbarBis)}.`,
      ],
    }),
    en: ({ unternehmen, termin, widerrufbarBis }) => ({
      betreff: 'Day of the deletion of your company',
      absaetze: [
        'Hello,',
        `“${unternehmen}” will be deleted on ${termin}.`,
        `Revocation by an administrator: ${bisEn(widerrufbarBis)}.`,
      ],
    }),
  }),
  /** To all members: the chamber refused (MI-49). */
  loeschungAbgelehnt: defineMailtext<{ unternehmen: string; grund: string }>({
    de: ({ unternehmen, grund }) => ({
      betreff: 'Die Löschung Ihres Unternehmens wurde abgelehnt',
      absaetze: ['Guten Tag,', `die Kammer hat die Löschung von „${unternehmen}“ abgelehnt. Grund: ${grund}`],
    }),
    en: ({ unternehmen, grund }) => ({
      betreff: 'The deletion of your company was refused',
      absaetze: ['Hello,', `The chamber has refused the deletion of “${unternehmen}”. Reason: ${grund}`],
    }),
  }),
  /** To all members: the revocation is confirmed (MI-52). */
  loeschungWiderrufen: defineMailtext<{ unternehmen: string }>({
    de: ({ unternehmen }) => ({
      betreff: 'Die Löschung Ihres Unternehmens wurde widerrufen',
      absaetze: ['Guten Tag,', `die Löschung von „${unternehmen}“ wurde widerrufen. Das Unternehmen bleibt bestehen.`],
    }),
    en: ({ unternehmen }) => ({
      betreff: 'The deletion of your company was revoked',
      absaetze: ['Hello,', `The deletion of “${unternehmen}” was revoked. The company stays.`],
    }),
  }),
  /** To all who were members: it is done. */
  loeschungAusgefuehrt: defineMailtext<{ unternehmen: string }>({
    de: ({ unternehmen }) => ({
      betreff: 'Ihr Unternehmen wurde gelöscht',
      absaetze: [
        'Guten Tag,',
        `„${unternehmen}“ wurde gelöscht. Ihre Mitgliedschaft und Ihre Rollen darin sind beendet; Ihr Konto bleibt.`,
      ],
    }),
    en: ({ unternehmen }) => ({
      betreff: 'Your company was deleted',
      absaetze: [
        'Hello,',
        `“${unternehmen}” was deleted. Your membership and your roles in it have ended; your account stays.`,
      ],
    }),
  }),
}
