import { Rolle } from '@berichtsheft/core'
import { defineMailtext } from '../mailtext.ts'

/** Name of a role as people read it; German, because its names are terms of law. */
export const nameOf = (code: string): string => {
  const liste: { readonly eintraege: readonly { readonly code: string; readonly name: string }[] } = Reflect.get(
    Rolle,
    'x-codeliste',
  )
  return liste.eintraege.find((eintrag) => eintrag.code === code)?.name ?? code
}

/** Where a role is held: the name of a company or chamber, empty for the operator. Who works for several has to know. */
const beiDe = (wo: string): string => (wo === '' ? '' : ` bei „${wo}“`)
const atEn = (wo: string): string => (wo === '' ? '' : ` at “${wo}”`)

/** Mails about members of companies and their roles. */
export const mitgliedschaftMailtexte = {
  /** The link by which a person accepts an invitation (MI-37). */
  einladung: defineMailtext<{ unternehmen: string; rolle: string; verweis: string; tage: string }>({
    de: ({ unternehmen, rolle, verweis, tage }) => ({
      betreff: `Einladung: ${unternehmen}`,
      absaetze: [
        'Guten Tag,',
        `${unternehmen} lädt Sie ein, als ${nameOf(rolle)} mitzuarbeiten. Hier können Sie die Einladung annehmen:`,
        { verweis },
        `Wenn Sie noch kein Konto haben, legen Sie bitte zuerst eines mit dieser E-Mail-Adresse an. Der Link gilt ${tage} Tage und nur einmal. Danach bestätigt das Unternehmen den Beitritt abschließend.`,
        'Wenn Sie das Unternehmen nicht kennen, brauchen Sie nichts zu tun.',
      ],
    }),
    en: ({ unternehmen, rolle, verweis, tage }) => ({
      betreff: `Invitation: ${unternehmen}`,
      absaetze: [
        'Hello,',
        `${unternehmen} invites you to take part as ${nameOf(rolle)}. Here you can accept the invitation:`,
        { verweis },
        `If you have no account yet, please register with this e-mail address first. The link is good for ${tage} days and only once. After that the company gives its final approval.`,
        'If you do not know the company, there is nothing you need to do.',
      ],
    }),
  }),
  /** Tells the administrator who invited that the final approval is due (MI-40). */
  einladungAngenommen: defineMailtext<{ unternehmen: string; vorname: string; nachname: string }>({
    de: ({ unternehmen, vorname, nachname }) => ({
      betreff: `${vorname} ${nachname} hat Ihre Einladung angenommen`,
      absaetze: [
        'Guten Tag,',
        `${vorname} ${nachname} hat die Einladung zu ${unternehmen} angenommen. Bitte genehmigen Sie den Beitritt abschließend.`,
      ],
    }),
    en: ({ unternehmen, vorname, nachname }) => ({
      betreff: `${vorname} ${nachname} has accepted your invitation`,
      absaetze: [
        'Hello,',
        `${vorname} ${nachname} has accepted the invitation to ${unternehmen}. Please give the final approval.`,
      ],
    }),
  }),
  /** Tells the administrators of a request to join or for a role (MI-39). */
  anfrageEingegangen: defineMailtext<{ unternehmen: string; vorname: string; nachname: string; rolle: string }>({
    de: ({ unternehmen, vorname, nachname, rolle }) => ({
      betreff: `Neue Anfrage an ${unternehmen}`,
      absaetze: [
        'Guten Tag,',
        `${vorname} ${nachname} fragt ${unternehmen} nach der Rolle ${nameOf(rolle)}. Sie finden die Anfrage unter „Offene Anfragen“.`,
      ],
    }),
    en: ({ unternehmen, vorname, nachname, rolle }) => ({
      betreff: `New request to ${unternehmen}`,
      absaetze: [
        'Hello,',
        `${vorname} ${nachname} asks ${unternehmen} for the role ${nameOf(rolle)}. You find the request among the open ones.`,
      ],
    }),
  }),
  /** Tells the person who asked that the request was approved. */
  anfrageGenehmigt: defineMailtext<{ unternehmen: string; rolle: string }>({
    de: ({ unternehmen, rolle }) => ({
      betreff: `Ihre Anfrage an ${unternehmen} wurde genehmigt`,
      absaetze: ['Guten Tag,', `${unternehmen} hat Ihre Anfrage genehmigt. Ihre Rolle: ${nameOf(rolle)}.`],
    }),
    en: ({ unternehmen, rolle }) => ({
      betreff: `Your request to ${unternehmen} was approved`,
      absaetze: ['Hello,', `${unternehmen} has approved your request. Your role: ${nameOf(rolle)}.`],
    }),
  }),
  /** Tells the person who asked that the request was refused, and why. */
  anfrageAbgelehnt: defineMailtext<{ unternehmen: string; grund: string }>({
    de: ({ unternehmen, grund }) => ({
      betreff: `Ihre Anfrage an ${unternehmen} wurde abgelehnt`,
      absaetze: ['Guten Tag,', `${unternehmen} hat Ihre Anfrage abgelehnt. Der Grund:`, grund],
    }),
    en: ({ unternehmen, grund }) => ({
      betreff: `Your request to ${unternehmen} was refused`,
      absaetze: ['Hello,', `${unternehmen} has refused your request. The reason:`, grund],
    }),
  }),
  /** Tells a person of a role that was given. */
  rolleVergeben: defineMailtext<{ anwendung: string; rolle: string; wo: string }>({
    de: ({ anwendung, rolle, wo }) => ({
      betreff: 'Sie haben eine neue Rolle',
      absaetze: [
        'Guten Tag,',
        `Ihnen wurde${beiDe(wo)} die Rolle ${nameOf(rolle)} in der Anwendung ${anwendung} zugewiesen.`,
      ],
    }),
    en: ({ anwendung, rolle, wo }) => ({
      betreff: 'You have a new role',
      absaetze: ['Hello,', `You were given the role ${nameOf(rolle)} in the application ${anwendung}${atEn(wo)}.`],
    }),
  }),
  /** Tells a person of a role that was taken away. */
  rolleEntzogen: defineMailtext<{ anwendung: string; rolle: string; wo: string }>({
    de: ({ anwendung, rolle, wo }) => ({
      betreff: 'Eine Ihrer Rollen ist beendet',
      absaetze: ['Guten Tag,', `Ihre Rolle ${nameOf(rolle)}${beiDe(wo)} in der Anwendung ${anwendung} wurde beendet.`],
    }),
    en: ({ anwendung, rolle, wo }) => ({
      betreff: 'One of your roles has ended',
      absaetze: ['Hello,', `Your role ${nameOf(rolle)} in the application ${anwendung}${atEn(wo)} was ended.`],
    }),
  }),
  /** Tells a person of the end of a membership (MI-34). */
  mitgliedEntfernt: defineMailtext<{ unternehmen: string }>({
    de: ({ unternehmen }) => ({
      betreff: `Sie gehören nicht mehr zu ${unternehmen}`,
      absaetze: ['Guten Tag,', `Ihre Mitgliedschaft bei ${unternehmen} und Ihre Rollen dort wurden beendet.`],
    }),
    en: ({ unternehmen }) => ({
      betreff: `You no longer belong to ${unternehmen}`,
      absaetze: ['Hello,', `Your membership of ${unternehmen} and your roles there were ended.`],
    }),
  }),
}
