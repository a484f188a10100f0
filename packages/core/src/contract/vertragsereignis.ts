import type { Vertragsvorgang } from './vertragsstatus.ts'

/** What happens to a contract beside the steps of its table of states. */
type Vertragsvorfall =
  | 'papier'
  | 'empfang'
  | 'bescheid'
  | 'einwendung'
  | 'einwendungserledigung'
  | 'briefe'
  | 'unterlage'
  | 'unterlageEntfernt'

/** What happens to a registered contract besides. */
type Verlaufsvorfall =
  | `aenderung.${'einreichung' | 'ruecknahme' | 'uebernahme' | 'rueckgabe' | 'nachforderung' | 'nachreichung' | 'druckfreigabe' | 'unterzeichnung' | 'bestaetigungsfreigabe' | 'empfang' | 'bestaetigung' | 'wiedereroeffnung' | 'eintragungsvorschlag' | 'ablehnung' | 'fristablauf'}`
  | 'aufloesungsmeldung'
  | 'meldungsverwerfung'
  | 'maengelfrist'
  | 'maengelbehebung'
  | 'fristablauf'
  | 'erinnerung'
  | 'nachuntersuchung'
  | 'archivierung'

const vorfall = <const C extends Vertragsvorgang | Vertragsvorfall | Verlaufsvorfall>(
  code: C,
  name: string,
  beschreibung: string,
) => ({
  code: `vertrag.${code}` as `vertrag.${C}`,
  name: `Ausbildungsvertrag: ${name}`,
  beschreibung,
})

/** What the parties of a training contract are told: every step, and what else the other side has to know of. */
export const vertragsereignisse = [
  vorfall('papier', 'auf Papier eingegangen', 'A chamber typed in a contract that came on paper.'),
  vorfall('einreichung', 'eingereicht', 'The contract was handed in.'),
  vorfall('ruecknahme', 'zurückgenommen', 'The contract was taken back.'),
  vorfall('uebernahme', 'übernommen', 'A clerk of the chamber has taken the contract.'),
  vorfall('rueckgabe', 'zurückgegeben', 'A clerk put the contract back.'),
  vorfall('bescheid', 'Bescheid über die Vollständigkeit', 'The chamber said whether the application is complete.'),
  vorfall('nachforderung', 'Nachforderung', 'The chamber asks for something until a day.'),
  vorfall('nachreichung', 'Nachreichung', 'What the chamber asked for was handed in.'),
  vorfall('druckfreigabe', 'zum Druck freigegeben', 'The version is frozen for print and signature.'),
  vorfall('unterzeichnung', 'unterzeichnet', 'Signatures on the printed version were reported.'),
  vorfall('bestaetigungsfreigabe', 'zur Bestätigung freigegeben', 'The version is frozen and sent to the parties.'),
  vorfall('empfang', 'Empfang bestätigt', 'A party confirmed the receipt; others are open.'),
  vorfall('bestaetigung', 'bestätigt', 'Every party has confirmed the receipt.'),
  vorfall('wiedereroeffnung', 'wieder geöffnet', 'A frozen version was opened again.'),
  vorfall('eintragungsvorschlag', 'zur Eintragung vorgeschlagen', 'A second clerk decides about the registration.'),
  vorfall('eintragung', 'eingetragen', 'The contract is registered.'),
  vorfall('ablehnung', 'abgelehnt', 'The registration was refused.'),
  vorfall('briefe', 'Briefe', 'Letters about the contract were made again.'),
  vorfall('einwendung', 'Einwendung', 'A party objects to what was registered.'),
  vorfall('einwendungserledigung', 'Einwendung erledigt', 'The chamber dealt with an objection.'),
  vorfall('aenderung', 'geändert', 'A change was registered.'),
  vorfall('verlaengerung', 'verlängert', 'A lengthening was registered.'),
  vorfall('verkuerzung', 'verkürzt', 'A shortening was registered.'),
  vorfall('aufloesung', 'aufgelöst', 'The end before its time was registered.'),
  vorfall('beendigung', 'beendet', 'The end of the training was registered.'),
  vorfall('loeschung', 'gelöscht', 'The entry was struck.'),
  vorfall('aenderung.einreichung', 'Änderung eingereicht', 'A change was handed in.'),
  vorfall('aenderung.ruecknahme', 'Änderung zurückgenommen', 'A change was taken back.'),
  vorfall('aenderung.uebernahme', 'Änderung übernommen', 'A clerk has taken a change.'),
  vorfall('aenderung.rueckgabe', 'Änderung zurückgegeben', 'A clerk put a change back.'),
  vorfall('aenderung.nachforderung', 'Nachforderung zur Änderung', 'The chamber asks about a change.'),
  vorfall('aenderung.nachreichung', 'Nachreichung zur Änderung', 'What was asked for about a change was handed in.'),
  vorfall('aenderung.druckfreigabe', 'Änderung zum Druck freigegeben', 'A changed text is frozen for signature.'),
  vorfall('aenderung.unterzeichnung', 'Änderung unterzeichnet', 'Signatures on a change were reported.'),
  vorfall('aenderung.bestaetigungsfreigabe', 'Änderung zur Bestätigung', 'A changed text was sent to the parties.'),
  vorfall('aenderung.empfang', 'Empfang der Änderung bestätigt', 'A party confirmed the receipt; others are open.'),
  vorfall('aenderung.bestaetigung', 'Änderung bestätigt', 'Every party has confirmed a change.'),
  vorfall('aenderung.wiedereroeffnung', 'Änderung wieder geöffnet', 'A frozen change was opened again.'),
  vorfall('aenderung.eintragungsvorschlag', 'Änderung vorgeschlagen', 'A second clerk decides about a change.'),
  vorfall('aenderung.ablehnung', 'Änderung abgelehnt', 'A change was refused.'),
  vorfall('aenderung.fristablauf', 'Frist zur Änderung abgelaufen', 'The deadline of a request about a change passed.'),
  vorfall('aufloesungsmeldung', 'Auflösung gemeldet', 'The company told the end before its time.'),
  vorfall('meldungsverwerfung', 'Meldung verworfen', 'The notice of an end was taken back, or refused.'),
  vorfall('maengelfrist', 'Mängelfrist', 'A deadline to mend a defect was set.'),
  vorfall('maengelbehebung', 'Mangel behoben', 'The deadline of a defect was taken off.'),
  vorfall('fristablauf', 'Frist abgelaufen', 'A deadline of the company has passed.'),
  vorfall('erinnerung', 'Erinnerung', 'The parties were reminded of the second examination.'),
  vorfall('nachuntersuchung', 'Nachuntersuchung', 'The certificate of the second examination was shown.'),
  vorfall('unterlage', 'Dokument hochgeladen', 'A document was uploaded.'),
  vorfall('unterlageEntfernt', 'Dokument entfernt', 'A document was removed.'),
  vorfall('archivierung', 'archiviert', 'The entry left the register.'),
] as const
