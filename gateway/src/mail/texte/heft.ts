import { defineMailtext } from '../mailtext.ts'

const artDe = (art: string): string =>
  art === 'azubi'
    ? 'als Auszubildende oder Auszubildender'
    : art === 'berufsschule'
      ? 'für die Berufsschule'
      : 'als gesetzliche Vertretung'
const artEn = (art: string): string =>
  art === 'azubi'
    ? 'as the apprentice'
    : art === 'berufsschule'
      ? 'for the vocational school'
      : 'as legal representative'

/** A day as Germans write it. */
const tagDe = (datum: string): string => `${datum.slice(8, 10)}.${datum.slice(5, 7)}.${datum.slice(0, 4)}`

/** Which report is meant: whose, and its days. No text of a report stands in a mail. */
export interface Bericht {
  readonly [name: string]: string
  readonly azubi: string
  readonly von: string
  readonly bis: string
}
const berichtDe = ({ azubi, von, bis }: Bericht): string =>
  `Bericht von ${azubi} für die Zeit vom ${tagDe(von)} bis ${tagDe(bis)}`
const berichtEn = ({ azubi, von, bis }: Bericht): string => `report of ${azubi} for ${von} to ${bis}`

/** How mails about reports are switched off. */
const abstellenDe = 'Diese Nachrichten können Sie in Ihrem Konto abstellen.'
const abstellenEn = 'You can switch these messages off in your account.'

/** Mails about books, reports and assignments. */
export const heftMailtexte = {
  /** Asks the apprentice to agree to a link to the book. */
  beteiligungVorgeschlagen: defineMailtext<{ unternehmen: string; vorname: string; nachname: string; art: string }>({
    de: ({ unternehmen, vorname, nachname, art }) => ({
      betreff: `Zuordnung zu einem Berichtsheft: bitte zustimmen`,
      absaetze: [
        'Guten Tag,',
        `${unternehmen} möchte das Konto von ${vorname} ${nachname} ${artDe(art)} mit Ihrem Berichtsheft verbinden. Erst wenn Sie zustimmen, öffnet sich das Berichtsheft für dieses Konto. Sie finden den Vorschlag unter Ihren Aufgaben.`,
      ],
    }),
    en: ({ unternehmen, vorname, nachname, art }) => ({
      betreff: 'Link to a report book: please agree',
      absaetze: [
        'Hello,',
        `${unternehmen} wants to link the account of ${vorname} ${nachname} ${artEn(art)} to your report book. Only when you agree does the book open for this account. You find the proposal among your tasks.`,
      ],
    }),
  }),
  /** Tells a person that a link to a book has ended. */
  beteiligungBeendet: defineMailtext<{ unternehmen: string }>({
    de: ({ unternehmen }) => ({
      betreff: 'Ihre Zuordnung zu einem Berichtsheft ist beendet',
      absaetze: ['Guten Tag,', `Ihr Konto ist nicht mehr mit einem Berichtsheft von ${unternehmen} verbunden.`],
    }),
    en: ({ unternehmen }) => ({
      betreff: 'Your link to a report book has ended',
      absaetze: ['Hello,', `Your account is no longer linked to a report book of ${unternehmen}.`],
    }),
  }),
  /** Tells an Ausbildungsbeauftragter of an assignment (BH-22). */
  einsatzGeplant: defineMailtext<{ azubi: string; von: string; bis: string; abteilung: string }>({
    de: ({ azubi, von, bis, abteilung }) => ({
      betreff: `Neuer Einsatz: ${azubi}`,
      absaetze: ['Guten Tag,', `${azubi} ist Ihnen vom ${tagDe(von)} bis ${tagDe(bis)} zugeordnet (${abteilung}).`],
    }),
    en: ({ azubi, von, bis, abteilung }) => ({
      betreff: `New assignment: ${azubi}`,
      absaetze: ['Hello,', `${azubi} is assigned to you from ${von} to ${bis} (${abteilung}).`],
    }),
  }),
  /** Tells who approves that a report waits (BH-11, BH-23). */
  berichtWartet: defineMailtext<Bericht>({
    de: (bericht) => ({
      betreff: `Ein Bericht wartet auf Ihre Freigabe`,
      absaetze: ['Guten Tag,', `Der ${berichtDe(bericht)} wartet auf Ihre Freigabe.`, abstellenDe],
    }),
    en: (bericht) => ({
      betreff: 'A report waits for your approval',
      absaetze: ['Hello,', `The ${berichtEn(bericht)} waits for your approval.`, abstellenEn],
    }),
  }),
  /** Tells the apprentice that a report was sent back; the comment is read with the report (BH-13). */
  berichtZurueckgewiesen: defineMailtext<Bericht>({
    de: (bericht) => ({
      betreff: 'Ein Bericht wurde zurückgewiesen',
      absaetze: [
        'Guten Tag,',
        `Der ${berichtDe(bericht)} wurde zurückgewiesen. Der Kommentar steht am Bericht.`,
        abstellenDe,
      ],
    }),
    en: (bericht) => ({
      betreff: 'A report was sent back',
      absaetze: ['Hello,', `The ${berichtEn(bericht)} was sent back. The comment stands with the report.`, abstellenEn],
    }),
  }),
  /** Tells the apprentice that a report was approved (BH-12). */
  berichtFreigegeben: defineMailtext<Bericht>({
    de: (bericht) => ({
      betreff: 'Ein Bericht wurde freigegeben',
      absaetze: ['Guten Tag,', `Der ${berichtDe(bericht)} wurde freigegeben.`, abstellenDe],
    }),
    en: (bericht) => ({
      betreff: 'A report was approved',
      absaetze: ['Hello,', `The ${berichtEn(bericht)} was approved.`, abstellenEn],
    }),
  }),
  /** Tells the apprentice that an approved report was opened again. */
  berichtWiederGeoeffnet: defineMailtext<Bericht>({
    de: (bericht) => ({
      betreff: 'Ein Bericht wurde wieder geöffnet',
      absaetze: [
        'Guten Tag,',
        `Der ${berichtDe(bericht)} wurde wieder geöffnet. Der Grund steht am Bericht.`,
        abstellenDe,
      ],
    }),
    en: (bericht) => ({
      betreff: 'A report was opened again',
      absaetze: [
        'Hello,',
        `The ${berichtEn(bericht)} was opened again. The reason stands with the report.`,
        abstellenEn,
      ],
    }),
  }),
  /** Tells who presents books that the chamber asks for one or several (BH-16); `vorgang` names the request. */
  heftAngefordert: defineMailtext<{ kammer: string; frist: string; vorgang: string }>({
    de: ({ kammer, frist }) => ({
      betreff: 'Die Kammer fordert ein Berichtsheft an',
      absaetze: [
        'Guten Tag,',
        `${kammer} fordert Berichtshefte Ihres Unternehmens an, zu beantworten bis ${tagDe(frist)}. Sie finden die Anforderung unter Ihren Aufgaben.`,
        abstellenDe,
      ],
    }),
    en: ({ kammer, frist }) => ({
      betreff: 'The chamber asks for a report book',
      absaetze: [
        'Hello,',
        `${kammer} asks for report books of your company, to be answered by ${frist}. You find the request among your tasks.`,
        abstellenEn,
      ],
    }),
  }),
  /** Tells the apprentice that the book was released to a chamber (BH-14). */
  heftFreigegeben: defineMailtext<{ unternehmen: string; kammer: string; bis: string }>({
    de: ({ unternehmen, kammer, bis }) => ({
      betreff: 'Ihr Berichtsheft wurde für die Kammer freigegeben',
      absaetze: ['Guten Tag,', `${unternehmen} hat Ihr Berichtsheft bis ${tagDe(bis)} für ${kammer} freigegeben.`],
    }),
    en: ({ unternehmen, kammer, bis }) => ({
      betreff: 'Your report book was released to the chamber',
      absaetze: ['Hello,', `${unternehmen} has released your report book to ${kammer} until ${bis}.`],
    }),
  }),
}
