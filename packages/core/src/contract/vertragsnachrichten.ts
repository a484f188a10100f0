import type { TSchema } from 'typebox'
import type { NachrichtDefinition } from './nachricht.ts'
import {
  Aenderungsnachricht,
  Aufloesungsnachricht,
  Eintragungsnachricht,
  Empfangsnachricht,
  Nachforderungsnachricht,
  Nachreichungsnachricht,
  Vertragsantragsnachricht,
  Vertragsbescheidsnachricht,
} from './vertragsnachricht.ts'

/** The messages about training contracts, by the name that the list of all messages gives them. */
export const vertragsnachrichten = {
  antragEintragung: {
    nummer: '0201',
    name: 'ausbildungsvertrag.antragEintragung',
    titel: 'Application for the registration of a training contract',
    rechtsgrundlage: 'BBiG §§ 11, 36; HwO § 30',
    beschreibung: 'With this message a company or a chamber system hands in a training contract.',
    inhalt: Vertragsantragsnachricht,
  },
  vertragsbescheid: {
    nummer: '0202',
    name: 'ausbildungsvertrag.pruefergebnis',
    titel: 'Result of the check of an application',
    rechtsgrundlage: 'BBiG § 35; HwO § 29',
    beschreibung: 'With this message a chamber says whether an application is complete, with its findings.',
    inhalt: Vertragsbescheidsnachricht,
  },
  nachforderung: {
    nummer: '0203',
    name: 'ausbildungsvertrag.nachforderung',
    titel: 'Request about an application',
    rechtsgrundlage: 'BBiG § 32 Abs. 2, § 35 Abs. 2; HwO § 23 Abs. 2, § 29 Abs. 2',
    beschreibung: 'With this message a chamber asks for documents or corrections until a day.',
    inhalt: Nachforderungsnachricht,
  },
  nachreichung: {
    nummer: '0204',
    name: 'ausbildungsvertrag.nachreichung',
    titel: 'Answer to a request about an application',
    rechtsgrundlage: 'BBiG § 36; HwO § 30',
    beschreibung: 'With this message a company hands in what the chamber asked for.',
    inhalt: Nachreichungsnachricht,
  },
  empfangsnachweis: {
    nummer: '0205',
    name: 'ausbildungsvertrag.empfangsnachweis',
    titel: 'Proofs of receipt of a training contract',
    rechtsgrundlage: 'BBiG § 11 Abs. 2, § 36 Abs. 1',
    beschreibung: 'With this message a company proves that the parties received the contract.',
    inhalt: Empfangsnachricht,
  },
  eintragung: {
    nummer: '0206',
    name: 'ausbildungsvertrag.eintragung',
    titel: 'Confirmation of the registration',
    rechtsgrundlage: 'BBiG § 34; HwO § 28',
    beschreibung: 'With this message a chamber confirms that a training contract was registered.',
    inhalt: Eintragungsnachricht,
  },
  vertragsaenderung: {
    nummer: '0207',
    name: 'ausbildungsvertrag.aenderung',
    titel: 'Application for the change of a registered contract',
    rechtsgrundlage: 'BBiG § 11 Abs. 3, § 36 Abs. 1 Satz 4; HwO § 30',
    beschreibung: 'With this message a company hands in a contract as it is to be after a change.',
    inhalt: Aenderungsnachricht,
  },
  vertragsaufloesung: {
    nummer: '0208',
    name: 'ausbildungsvertrag.aufloesung',
    titel: 'End of a registered contract before its time',
    rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 8; HwO § 28',
    beschreibung: 'With this message a company tells fact and day of the end of a training.',
    inhalt: Aufloesungsnachricht,
  },
} as const satisfies Record<string, NachrichtDefinition<TSchema>>
