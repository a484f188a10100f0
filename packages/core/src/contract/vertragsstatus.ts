import type { Static } from 'typebox'
import { defineCodeliste } from './common.ts'

export type Vertragsstatus = Static<typeof Vertragsstatus>
export const Vertragsstatus = defineCodeliste(
  'Vertragsstatus',
  'State of a training contract from its draft to the end of its registration (BBiG §§ 34 to 36).',
  [
    { code: 'entwurf', name: 'Entwurf', beschreibung: 'The company writes it; nobody else sees it.' },
    { code: 'eingereicht', name: 'Eingereicht', beschreibung: 'Handed in; waits for a clerk of the chamber.' },
    { code: 'inPruefung', name: 'In Prüfung', beschreibung: 'A clerk has taken it and looks through the findings.' },
    {
      code: 'nachforderung',
      name: 'Nachforderung',
      beschreibung: 'The chamber asks for documents or corrections and has set a deadline.',
    },
    { code: 'nachgereicht', name: 'Nachgereicht', beschreibung: 'The company has answered; waits for the clerk.' },
    {
      code: 'freigegebenZumDruck',
      name: 'Freigegeben zum Druck',
      beschreibung: 'The version is frozen; it is printed, signed and uploaded.',
    },
    {
      code: 'unterzeichnet',
      name: 'Unterzeichnet',
      beschreibung: 'The signed scan was uploaded and waits for its check.',
    },
    {
      code: 'zurBestaetigung',
      name: 'Zur Bestätigung',
      beschreibung: 'The version is frozen; the parties confirm its receipt.',
    },
    { code: 'bestaetigt', name: 'Bestätigt', beschreibung: 'Every party has confirmed the receipt.' },
    {
      code: 'zweitpruefung',
      name: 'Zweitprüfung',
      beschreibung: 'One clerk proposes the registration, a second one decides.',
    },
    { code: 'eingetragen', name: 'Eingetragen', beschreibung: 'Registered under its number.' },
    { code: 'geaendert', name: 'Geändert', beschreibung: 'Registered, and changed since.' },
    { code: 'verlaengert', name: 'Verlängert', beschreibung: 'Registered, and lengthened since.' },
    { code: 'aufgeloest', name: 'Aufgelöst', beschreibung: 'Ended before its time; end state.' },
    {
      code: 'beendet',
      name: 'Beendet',
      beschreibung: 'Ended with its time or the passed exam; after a failed exam it can still be lengthened.',
    },
    { code: 'geloescht', name: 'Gelöscht', beschreibung: 'Struck from the register; end state.' },
    { code: 'abgelehnt', name: 'Abgelehnt', beschreibung: 'Refused; end state.' },
    {
      code: 'zurueckgezogen',
      name: 'Zurückgezogen',
      beschreibung: 'Taken back by the company before the registration; end state.',
    },
  ],
)

export type Vertragsvorgang = Static<typeof Vertragsvorgang>
export const Vertragsvorgang = defineCodeliste(
  'Vertragsvorgang',
  'A step in the life of a training contract; its code is the last part of the address of the step.',
  [
    { code: 'einreichung', name: 'Einreichung', beschreibung: 'The company hands the contract in.' },
    { code: 'ruecknahme', name: 'Rücknahme', beschreibung: 'The company takes it back.' },
    { code: 'uebernahme', name: 'Übernahme', beschreibung: 'A clerk takes it ("mir zuweisen").' },
    { code: 'rueckgabe', name: 'Rückgabe', beschreibung: 'The clerk puts it back into the inbox.' },
    {
      code: 'nachforderung',
      name: 'Nachforderung',
      beschreibung: 'The chamber asks for something and sets a deadline.',
    },
    { code: 'nachreichung', name: 'Nachreichung', beschreibung: 'The company hands in what was asked for.' },
    { code: 'druckfreigabe', name: 'Druckfreigabe', beschreibung: 'The version is frozen for print and signature.' },
    { code: 'unterzeichnung', name: 'Unterzeichnung', beschreibung: 'The signed scan is uploaded.' },
    {
      code: 'bestaetigungsfreigabe',
      name: 'Freigabe zur Bestätigung',
      beschreibung: 'The version is frozen and sent to the parties for confirmation.',
    },
    { code: 'bestaetigung', name: 'Bestätigung', beschreibung: 'The last missing receipt is confirmed.' },
    {
      code: 'wiedereroeffnung',
      name: 'Wiedereröffnung',
      beschreibung: 'A frozen version is opened again, because something in it is wrong.',
    },
    {
      code: 'eintragungsvorschlag',
      name: 'Eintragungsvorschlag',
      beschreibung: 'A clerk proposes the registration to a second one.',
    },
    { code: 'eintragung', name: 'Eintragung', beschreibung: 'The chamber registers the contract.' },
    { code: 'ablehnung', name: 'Ablehnung', beschreibung: 'The chamber refuses the registration.' },
    { code: 'aenderung', name: 'Änderung', beschreibung: 'A change is registered.' },
    { code: 'verlaengerung', name: 'Verlängerung', beschreibung: 'A lengthening is registered.' },
    { code: 'verkuerzung', name: 'Verkürzung', beschreibung: 'A shortening is registered.' },
    { code: 'aufloesung', name: 'Auflösung', beschreibung: 'The end before its time is registered.' },
    { code: 'beendigung', name: 'Beendigung', beschreibung: 'The end of the training is registered.' },
    { code: 'loeschung', name: 'Löschung', beschreibung: 'The entry is struck (BBiG § 35 Abs. 2).' },
  ],
)

export type Vertragsbedingung = Static<typeof Vertragsbedingung>
export const Vertragsbedingung = defineCodeliste(
  'Vertragsbedingung',
  'What has to hold for a step of a training contract besides the state and the side.',
  [
    { code: 'nichtEingereicht', name: 'Nicht eingereicht', beschreibung: 'It was not handed in yet.' },
    { code: 'schonEingereicht', name: 'Schon eingereicht', beschreibung: 'It was handed in before.' },
    {
      code: 'alleEmpfangsnachweise',
      name: 'Alle Empfangsnachweise',
      beschreibung: 'Every party has confirmed the receipt.',
    },
    {
      code: 'passenderScan',
      name: 'Passender Scan',
      beschreibung: 'The scan carries the mark of the version that was printed, not that of another one.',
    },
    {
      code: 'abfassungVollstaendig',
      name: 'Abfassung vollständig',
      beschreibung: 'Signatures or receipts are complete, as the form of the contract asks.',
    },
    {
      code: 'ohneOffeneFehler',
      name: 'Ohne offene Fehler',
      beschreibung: 'No finding of weight fehler is open; overridden ones are closed.',
    },
    { code: 'einAugenpaar', name: 'Ein Augenpaar', beschreibung: 'The chamber registers with one clerk.' },
    { code: 'vierAugen', name: 'Vier Augen', beschreibung: 'The chamber registers with two clerks.' },
    { code: 'anderePerson', name: 'Andere Person', beschreibung: 'The clerk is another one than who proposed it.' },
    { code: 'fristAbgelaufen', name: 'Frist abgelaufen', beschreibung: 'The deadline of the request has passed.' },
    {
      code: 'loeschungsgrund',
      name: 'Löschungsgrund',
      beschreibung: 'What the law asks for a deletion of the registration holds (BBiG § 35 Abs. 2).',
    },
  ],
)
