import { defineMailtext } from '../mailtext.ts'

/** What mails about trainers say. */
export interface Ausbilderangabe {
  readonly [name: string]: string
  readonly ausbilder: string
  readonly berufe: string
  /** Reason, or a remark; may be empty where a trainer was accepted. */
  readonly grund: string
}

const mitGrund = (grund: string): string[] => (grund === '' ? [] : [grund])

/** A day as Germans write it. */
export const tagDe = (datum: string): string => datum.split('-').toReversed().join('.')

/** Which contract is meant. */
export interface Vertragsangabe {
  readonly [name: string]: string
  readonly beruf: string
  readonly azubi: string
  readonly unternehmen: string
}
/** The contract in German. */
export const vertragDe = ({ beruf, azubi, unternehmen }: Vertragsangabe): string =>
  `Ausbildungsvertrag von ${azubi} mit „${unternehmen}“ (${beruf})`
/** The same in English. */
export const vertragEn = ({ beruf, azubi, unternehmen }: Vertragsangabe): string =>
  `training contract of ${azubi} with “${unternehmen}” (${beruf})`

/** Mails about training contracts. */
export const ausbildungsvertragMailtexte = {
  /** To the apprentice and each representative: the link that opens the contract (BBiG § 11 Abs. 2). */
  vertragEmpfang: defineMailtext<{ name: string; unternehmen: string; beruf: string; verweis: string }>({
    de: ({ name, unternehmen, beruf, verweis }) => ({
      betreff: `Ihr Ausbildungsvertrag mit ${unternehmen}`,
      absaetze: [
        `Guten Tag ${name},`,
        `„${unternehmen}“ übermittelt Ihnen den Ausbildungsvertrag für den Beruf ${beruf}. Hier können Sie ihn lesen, speichern und ausdrucken. Bestätigen Sie dort bitte, dass Sie ihn erhalten haben:`,
        { verweis },
        'Ändert sich der Vertrag, gilt dieser Link nicht mehr; Sie bekommen dann einen neuen.',
      ],
    }),
    en: ({ name, unternehmen, beruf, verweis }) => ({
      betreff: `Your training contract with ${unternehmen}`,
      absaetze: [
        `Hello ${name},`,
        `“${unternehmen}” sends you the training contract for the occupation ${beruf}. Here you can read, save and print it. Please confirm there that you have received it:`,
        { verweis },
        'If the contract changes, this link holds no longer; you get a new one then.',
      ],
    }),
  }),
  /** To the company: every party has confirmed the receipt. */
  vertragBestaetigt: defineMailtext<Vertragsangabe>({
    de: (werte) => ({
      betreff: 'Alle haben den Empfang des Ausbildungsvertrags bestätigt',
      absaetze: ['Guten Tag,', `beim ${vertragDe(werte)} haben alle Beteiligten den Empfang bestätigt.`],
    }),
    en: (werte) => ({
      betreff: 'Everybody has confirmed the receipt of the training contract',
      absaetze: ['Hello,', `All parties have confirmed the receipt of the ${vertragEn(werte)}.`],
    }),
  }),
  /** To the company: documents are complete, the version may be printed and signed (DV-03, DV-04). */
  vertragFreigegeben: defineMailtext<Vertragsangabe>({
    de: (werte) => ({
      betreff: 'Ihr Ausbildungsvertrag ist zum Druck freigegeben',
      absaetze: [
        'Guten Tag,',
        `die Unterlagen zum ${vertragDe(werte)} sind vollständig. Bitte drucken Sie den Vertrag, lassen Sie ihn von allen unterzeichnen und laden Sie ihn hoch.`,
      ],
    }),
    en: (werte) => ({
      betreff: 'Your training contract is released for print',
      absaetze: [
        'Hello,',
        `The documents of the ${vertragEn(werte)} are complete. Please print the contract, have everybody sign it, and upload it.`,
      ],
    }),
  }),
  /** To the company: released, but documents have to come with the signed contract (DV-04, DV-24). */
  vertragFreigegebenFehlend: defineMailtext<Vertragsangabe & { dokumente: string }>({
    de: (werte) => ({
      betreff: 'Ihr Ausbildungsvertrag ist zum Druck freigegeben; Unterlagen fehlen noch',
      absaetze: [
        'Guten Tag,',
        `der ${vertragDe(werte)} ist zum Druck freigegeben. Bitte drucken Sie ihn, lassen Sie ihn von allen unterzeichnen und laden Sie ihn hoch, spätestens dann auch:`,
        werte.dokumente,
      ],
    }),
    en: (werte) => ({
      betreff: 'Your training contract is released for print; documents are missing',
      absaetze: [
        'Hello,',
        `The ${vertragEn(werte)} is released for print. Please print it, have everybody sign it, and upload it, and with it at the latest:`,
        werte.dokumente,
      ],
    }),
  }),
  /** To the company: the application is complete (DV-03). */
  vertragVollstaendig: defineMailtext<Vertragsangabe & { text: string }>({
    de: (werte) => ({
      betreff: 'Die Unterlagen zu Ihrem Ausbildungsvertrag sind vollständig',
      absaetze: ['Guten Tag,', `die Unterlagen zum ${vertragDe(werte)} sind vollständig.`, werte.text],
    }),
    en: (werte) => ({
      betreff: 'The documents of your training contract are complete',
      absaetze: ['Hello,', `The documents of the ${vertragEn(werte)} are complete.`, werte.text],
    }),
  }),
  /** To the company: the application is not complete, with the list of what is missing (DV-03). */
  vertragUnvollstaendig: defineMailtext<
    Vertragsangabe & { dokumente: string; befunde: string; befundeEnglisch: string; text: string }
  >({
    de: (werte) => ({
      betreff: 'Die Unterlagen zu Ihrem Ausbildungsvertrag sind nicht vollständig',
      absaetze: [
        'Guten Tag,',
        `die Unterlagen zum ${vertragDe(werte)} sind noch nicht vollständig.`,
        ...(werte.dokumente === '' ? [] : [`Es fehlen:\n${werte.dokumente}`]),
        ...(werte.befunde === '' ? [] : [`Zu klären ist:\n${werte.befunde}`]),
        werte.text,
      ],
    }),
    en: (werte) => ({
      betreff: 'The documents of your training contract are not complete',
      absaetze: [
        'Hello,',
        `The documents of the ${vertragEn(werte)} are not complete yet.`,
        ...(werte.dokumente === '' ? [] : [`Missing:\n${werte.dokumente}`]),
        ...(werte.befundeEnglisch === '' ? [] : [`To be settled:\n${werte.befundeEnglisch}`]),
        werte.text,
      ],
    }),
  }),
  /** To the apprentice and each representative: registered, with a link to read it and to object (DV-11). */
  vertragEintragungMitgeteilt: defineMailtext<
    Vertragsangabe & { name: string; nummer: string; tag: string; verweis: string }
  >({
    de: (werte) => ({
      betreff: 'Der Ausbildungsvertrag ist eingetragen',
      absaetze: [
        `Guten Tag ${werte.name},`,
        `der ${vertragDe(werte)} ist seit dem ${tagDe(werte.tag)} unter der Nummer ${werte.nummer} eingetragen. Hier finden Sie den Vertrag und die Bestätigung, und hier sagen Sie der Kammer, wenn etwas nicht stimmt:`,
        { verweis: werte.verweis },
        'Der Link gilt 90 Tage.',
      ],
    }),
    en: (werte) => ({
      betreff: 'The training contract is registered',
      absaetze: [
        `Hello ${werte.name},`,
        `The ${vertragEn(werte)} is registered since ${werte.tag} under the number ${werte.nummer}. Here you find the contract and the confirmation, and here you tell the chamber if something is wrong:`,
        { verweis: werte.verweis },
        'The link is good for 90 days.',
      ],
    }),
  }),
  /** To the party that objected: what the chamber answers (DV-11). */
  vertragEinwendungErledigt: defineMailtext<Vertragsangabe & { antwort: string }>({
    de: (werte) => ({
      betreff: 'Antwort auf Ihren Hinweis zum Ausbildungsvertrag',
      absaetze: ['Guten Tag,', `zu Ihrem Hinweis zum ${vertragDe(werte)} antwortet die Kammer:`, werte.antwort],
    }),
    en: (werte) => ({
      betreff: 'Answer to your remark about the training contract',
      absaetze: ['Hello,', `To your remark about the ${vertragEn(werte)} the chamber answers:`, werte.antwort],
    }),
  }),
  /** To the company: something is missing (DV-03; BBiG § 32 Abs. 2). */
  vertragNachforderung: defineMailtext<Vertragsangabe & { frist: string; text: string }>({
    de: (werte) => ({
      betreff: 'Zu Ihrem Ausbildungsvertrag fehlt noch etwas',
      absaetze: ['Guten Tag,', `zum ${vertragDe(werte)} braucht die Kammer bis zum ${tagDe(werte.frist)}:`, werte.text],
    }),
    en: (werte) => ({
      betreff: 'Something is missing for your training contract',
      absaetze: ['Hello,', `For the ${vertragEn(werte)} the chamber needs until ${werte.frist}:`, werte.text],
    }),
  }),
  /** To the company: the registration was refused (BBiG § 35 Abs. 2). */
  vertragAbgelehnt: defineMailtext<Vertragsangabe & { grund: string }>({
    de: (werte) => ({
      betreff: 'Die Eintragung Ihres Ausbildungsvertrags wurde abgelehnt',
      absaetze: ['Guten Tag,', `die Kammer trägt den ${vertragDe(werte)} nicht ein.`, `Grund: ${werte.grund}`],
    }),
    en: (werte) => ({
      betreff: 'The registration of your training contract was refused',
      absaetze: ['Hello,', `The chamber does not register the ${vertragEn(werte)}.`, `Reason: ${werte.grund}`],
    }),
  }),
  /** To the company: a trainer was accepted (DV-15). */
  ausbilderAnerkannt: defineMailtext<Ausbilderangabe>({
    de: ({ ausbilder, berufe, grund }) => ({
      betreff: 'Eine Ausbilderin oder ein Ausbilder ist anerkannt',
      absaetze: ['Guten Tag,', `die Kammer hat die Eignung anerkannt: ${ausbilder} (${berufe}).`, ...mitGrund(grund)],
    }),
    en: ({ ausbilder, berufe, grund }) => ({
      betreff: 'A trainer was accepted',
      absaetze: ['Hello,', `The chamber has accepted the suitability of ${ausbilder} (${berufe}).`, ...mitGrund(grund)],
    }),
  }),
  /** To the company: a trainer was refused (BBiG § 30; DV-15). */
  ausbilderAbgelehnt: defineMailtext<Ausbilderangabe>({
    de: ({ ausbilder, berufe, grund }) => ({
      betreff: 'Die Eignung als Ausbilderin oder Ausbilder wurde nicht anerkannt',
      absaetze: [
        'Guten Tag,',
        `die Kammer hat die Eignung nicht anerkannt: ${ausbilder} (${berufe}).`,
        `Grund: ${grund}`,
        'Sie können die Person mit berichtigten Angaben und Nachweisen neu melden.',
      ],
    }),
    en: ({ ausbilder, berufe, grund }) => ({
      betreff: 'A trainer was not accepted',
      absaetze: [
        'Hello,',
        `The chamber has not accepted the suitability of ${ausbilder} (${berufe}).`,
        `Reason: ${grund}`,
        'You can report the person again with corrected data and proofs.',
      ],
    }),
  }),
  /** To the company: an accepted trainer is checked again (BBiG § 32). */
  ausbilderWiederGeprueft: defineMailtext<Ausbilderangabe>({
    de: ({ ausbilder, berufe, grund }) => ({
      betreff: 'Eine Ausbildereignung wird erneut geprüft',
      absaetze: ['Guten Tag,', `die Kammer prüft erneut die Eignung: ${ausbilder} (${berufe}).`, `Grund: ${grund}`],
    }),
    en: ({ ausbilder, berufe, grund }) => ({
      betreff: 'The suitability of a trainer is checked again',
      absaetze: ['Hello,', `The chamber checks the suitability of ${ausbilder} again (${berufe}).`, `Reason: ${grund}`],
    }),
  }),
  /** To the company, the apprentice and each representative: the contract is registered (DV-11). */
  vertragEingetragen: defineMailtext<Vertragsangabe & { nummer: string; tag: string }>({
    de: (werte) => ({
      betreff: 'Der Ausbildungsvertrag ist eingetragen',
      absaetze: [
        'Guten Tag,',
        `der ${vertragDe(werte)} ist seit dem ${tagDe(werte.tag)} unter der Nummer ${werte.nummer} eingetragen.`,
        'Bitte melden Sie sich bei der Kammer, wenn etwas daran nicht stimmt.',
      ],
    }),
    en: (werte) => ({
      betreff: 'The training contract is registered',
      absaetze: [
        'Hello,',
        `The ${vertragEn(werte)} is registered since ${werte.tag} under the number ${werte.nummer}.`,
        'Please tell the chamber if something about it is wrong.',
      ],
    }),
  }),
}
