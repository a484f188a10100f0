import { defineMailtext } from '../mailtext.ts'
import { tagDe, type Vertragsangabe, vertragDe, vertragEn } from './ausbildungsvertrag.ts'

/** Days of the second examination that a reminder names. */
type Untersuchungsangabe = Vertragsangabe & {
  readonly bis: string
  readonly aufforderungBis: string
  readonly verbotAb: string
}

/** Mails about what becomes of a training contract after its registration. */
export const vertragsverlaufMailtexte = {
  /** To the company, the apprentice and each representative: a change is registered (DV-12 to DV-14). */
  aenderungEingetragen: defineMailtext<Vertragsangabe & { was: string; wasEnglisch: string; tag: string }>({
    de: (werte) => ({
      betreff: 'Eine Änderung des Ausbildungsvertrags ist eingetragen',
      absaetze: [
        'Guten Tag,',
        `beim ${vertragDe(werte)} ist eingetragen: ${werte.was}, wirksam ab ${tagDe(werte.tag)}. Die Eintragungsnummer bleibt.`,
        'Bitte melden Sie sich bei der Kammer, wenn etwas daran nicht stimmt.',
      ],
    }),
    en: (werte) => ({
      betreff: 'A change of the training contract is registered',
      absaetze: [
        'Hello,',
        `For the ${vertragEn(werte)} this is registered: ${werte.wasEnglisch}, from ${werte.tag} on. The number of the registration stays.`,
        'Please tell the chamber if something about it is wrong.',
      ],
    }),
  }),
  /** To the company: a change was refused. */
  aenderungAbgelehnt: defineMailtext<Vertragsangabe & { grund: string }>({
    de: (werte) => ({
      betreff: 'Die Änderung Ihres Ausbildungsvertrags wurde abgelehnt',
      absaetze: [
        'Guten Tag,',
        `die Kammer trägt die Änderung nicht ein: ${vertragDe(werte)}.`,
        `Grund: ${werte.grund}`,
      ],
    }),
    en: (werte) => ({
      betreff: 'The change of your training contract was refused',
      absaetze: ['Hello,', `The chamber does not register the change: ${vertragEn(werte)}.`, `Reason: ${werte.grund}`],
    }),
  }),
  /** To the company, the apprentice and each representative: the contract ended before its time (BBiG § 34 Abs. 2 Nr. 8). */
  vertragAufgeloest: defineMailtext<Vertragsangabe & { tag: string }>({
    de: (werte) => ({
      betreff: 'Die Auflösung des Ausbildungsvertrags ist eingetragen',
      absaetze: [
        'Guten Tag,',
        `beim ${vertragDe(werte)} ist das vorzeitige Ende zum ${tagDe(werte.tag)} eingetragen.`,
        'Bitte melden Sie sich bei der Kammer, wenn das nicht stimmt; sie berät auch, wie es weitergehen kann.',
      ],
    }),
    en: (werte) => ({
      betreff: 'The end of the training contract is registered',
      absaetze: [
        'Hello,',
        `For the ${vertragEn(werte)} the end before its time on ${werte.tag} is registered.`,
        'Please tell the chamber if this is wrong; it also gives advice on how to go on.',
      ],
    }),
  }),
  /** To the company: the notice of a dissolution was not taken. */
  aufloesungVerworfen: defineMailtext<Vertragsangabe & { grund: string }>({
    de: (werte) => ({
      betreff: 'Ihre Meldung der Auflösung wurde nicht eingetragen',
      absaetze: [
        'Guten Tag,',
        `die Kammer trägt die Auflösung nicht ein: ${vertragDe(werte)}.`,
        `Grund: ${werte.grund}`,
      ],
    }),
    en: (werte) => ({
      betreff: 'Your notice of the end was not registered',
      absaetze: ['Hello,', `The chamber does not register the end: ${vertragEn(werte)}.`, `Reason: ${werte.grund}`],
    }),
  }),
  /** To the company: a defect of the registered contract is to be mended (BBiG § 32 Abs. 2). */
  vertragMaengelfrist: defineMailtext<Vertragsangabe & { frist: string; text: string }>({
    de: (werte) => ({
      betreff: 'Zu Ihrem Ausbildungsvertrag ist ein Mangel zu beheben',
      absaetze: [
        'Guten Tag,',
        `beim ${vertragDe(werte)} fordert die Kammer Sie auf, bis zum ${tagDe(werte.frist)} zu beheben:`,
        werte.text,
        'Wird der Mangel nicht behoben, ist die Eintragung zu löschen (BBiG § 35 Abs. 2).',
      ],
    }),
    en: (werte) => ({
      betreff: 'A defect of your training contract is to be mended',
      absaetze: [
        'Hello,',
        `For the ${vertragEn(werte)} the chamber asks you to mend by ${werte.frist}:`,
        werte.text,
        'If it is not mended, the registration has to be deleted (BBiG § 35 Abs. 2).',
      ],
    }),
  }),
  /** To the company, the apprentice and each representative: the registration was deleted (BBiG § 35 Abs. 2). */
  eintragungGeloescht: defineMailtext<Vertragsangabe & { grund: string }>({
    de: (werte) => ({
      betreff: 'Die Eintragung des Ausbildungsvertrags ist gelöscht',
      absaetze: ['Guten Tag,', `die Kammer hat die Eintragung gelöscht: ${vertragDe(werte)}.`, `Grund: ${werte.grund}`],
    }),
    en: (werte) => ({
      betreff: 'The registration of the training contract is deleted',
      absaetze: ['Hello,', `The chamber has deleted the registration: ${vertragEn(werte)}.`, `Reason: ${werte.grund}`],
    }),
  }),
  /** Nine months after the begin: the company points at the examination (JArbSchG § 33 Abs. 1 Satz 3). */
  nachuntersuchung9: defineMailtext<Untersuchungsangabe>({
    de: (werte) => ({
      betreff: 'Die erste Nachuntersuchung wird fällig',
      absaetze: [
        'Guten Tag,',
        `${vertragDe(werte)}: Bis zum ${tagDe(werte.bis)} ist die Bescheinigung über die erste Nachuntersuchung vorzulegen; sie darf dann höchstens drei Monate alt sein.`,
        'Der Betrieb soll jetzt nachdrücklich darauf hinweisen (JArbSchG § 33 Abs. 1).',
      ],
    }),
    en: (werte) => ({
      betreff: 'The second medical examination is coming due',
      absaetze: [
        'Hello,',
        `For the ${vertragEn(werte)}: by ${werte.bis} the certificate of the second examination has to be shown, at most three months old by then.`,
        'The company shall point at it with emphasis now (JArbSchG § 33 Abs. 1).',
      ],
    }),
  }),
  /** A year after the begin: the company demands it in writing (JArbSchG § 33 Abs. 2). */
  nachuntersuchung12: defineMailtext<Untersuchungsangabe>({
    de: (werte) => ({
      betreff: 'Die Bescheinigung über die Nachuntersuchung fehlt',
      absaetze: [
        'Guten Tag,',
        `${vertragDe(werte)}: Ein Jahr nach dem Beginn liegt die Bescheinigung über die erste Nachuntersuchung nicht vor.`,
        `Der Betrieb fordert sie bis zum ${tagDe(werte.aufforderungBis)} schriftlich an, weist auf das Beschäftigungsverbot hin und sendet eine Kopie an die Sorgeberechtigten und den Betriebs- oder Personalrat (JArbSchG § 33 Abs. 2).`,
      ],
    }),
    en: (werte) => ({
      betreff: 'The certificate of the second examination is missing',
      absaetze: [
        'Hello,',
        `For the ${vertragEn(werte)}: a year after the begin the certificate of the second examination was not shown.`,
        `The company demands it in writing by ${werte.aufforderungBis}, points at the ban of employment, and sends a copy to the guardians and the works council (JArbSchG § 33 Abs. 2).`,
      ],
    }),
  }),
  /** Thirteen months after the begin: a month is left. */
  nachuntersuchung13: defineMailtext<Untersuchungsangabe>({
    de: (werte) => ({
      betreff: 'Nachuntersuchung: in einem Monat gilt ein Beschäftigungsverbot',
      absaetze: [
        'Guten Tag,',
        `${vertragDe(werte)}: Ohne die Bescheinigung über die erste Nachuntersuchung ist die Beschäftigung ab dem ${tagDe(werte.verbotAb)} verboten (JArbSchG § 33 Abs. 3).`,
      ],
    }),
    en: (werte) => ({
      betreff: 'Second examination: employment is banned in a month',
      absaetze: [
        'Hello,',
        `For the ${vertragEn(werte)}: without the certificate of the second examination employment is banned from ${werte.verbotAb} on (JArbSchG § 33 Abs. 3).`,
      ],
    }),
  }),
  /** Fourteen months after the begin: no employment without it (JArbSchG § 33 Abs. 3). */
  nachuntersuchung14: defineMailtext<Untersuchungsangabe>({
    de: (werte) => ({
      betreff: 'Nachuntersuchung: Beschäftigungsverbot',
      absaetze: [
        'Guten Tag,',
        `${vertragDe(werte)}: Seit dem ${tagDe(werte.verbotAb)} darf ohne die Bescheinigung über die erste Nachuntersuchung nicht weiterbeschäftigt werden (JArbSchG § 33 Abs. 3).`,
        'Liegt sie auch bei der Anmeldung zur Zwischenprüfung oder zu Teil 1 nicht vor, ist die Eintragung zu löschen (BBiG § 35 Abs. 2).',
      ],
    }),
    en: (werte) => ({
      betreff: 'Second examination: employment is banned',
      absaetze: [
        'Hello,',
        `For the ${vertragEn(werte)}: since ${werte.verbotAb} employment may not go on without the certificate of the second examination (JArbSchG § 33 Abs. 3).`,
        'If it is missing at the application to the intermediate exam or part 1, too, the registration has to be deleted (BBiG § 35 Abs. 2).',
      ],
    }),
  }),
}
