import type { Beteiligtenrolle, Nachweisstatus, Schwere, Taetigkeitsart, Zweck } from '@berichtsheft/core'

/** A text in both languages; German is printed first. */
export interface Zweisprachig {
  readonly de: string
  readonly en: string
}

const text = (de: string, en: string): Zweisprachig => ({ de, en })

/** Every word that the readable book prints of its own. */
export const texts = {
  titel: text('Berichtsheft', 'Report book'),
  untertitel: text('Ausbildungsnachweise nach § 13 Satz 2 Nr. 7 BBiG', 'Training reports under BBiG § 13'),
  umschulung: text('Berichtsheft einer Umschulung', 'Report book of a retraining'),
  angabenHeft: text('Angaben zur Ausbildung', 'Training'),
  angabenVorlage: text('Vorlage bei der Kammer', 'Presentation to the chamber'),
  pruefbericht: text('Prüfbericht', 'Completeness report'),
  befunde: text('Hinweise der Prüfung', 'Findings'),
  keineBefunde: text('Die Prüfung hat nichts zu bemerken.', 'The check has nothing to remark.'),
  weitereBefunde: text(
    'Weitere Hinweise stehen in vollstaendigkeit.json.',
    'More findings are in vollstaendigkeit.json.',
  ),
  azubi: text('Azubi', 'Apprentice'),
  geburtsdatum: text('Geburtsdatum', 'Date of birth'),
  azubinummer: text('Azubinummer', 'Number of the apprentice'),
  vertragsnummer: text('Vertragsnummer', 'Contract number'),
  beruf: text('Ausbildungsberuf', 'Occupation'),
  fachrichtung: text('Fachrichtung', 'Specialisation'),
  unternehmen: text('Ausbildungsbetrieb', 'Training company'),
  identnummer: text('Firmenident-Nr.', 'Company number'),
  ausbilder: text('Ausbilderin oder Ausbilder', 'Trainer'),
  ausbildungszeitraum: text('Ausbildung', 'Training'),
  pruefungstermin: text('Prüfungstermin', 'Exam date'),
  kammer: text('Zuständige Kammer', 'Chamber in charge'),
  nachweisform: text('Form des Nachweises', 'Form of the book'),
  umfang: text('Zeitraum dieser Datei', 'Period of this file'),
  ganzesHeft: text('gesamtes Berichtsheft', 'whole book'),
  anzahl: text('Nachweise', 'Reports'),
  erstelltAm: text('Erstellt am', 'Made on'),
  zweck: text('Zweck', 'Purpose'),
  rechtsgrundlage: text('Rechtsgrundlage', 'Legal basis'),
  freigegebenDurch: text('Freigegeben durch', 'Released by'),
  vorlegendes: text('Vorlegender Betrieb', 'Presenting company'),
  uebermittlung: text('Übermittlung', 'Transfer'),
  anforderung: text('Anforderung', 'Request'),
  wochen: text('Kalenderwochen', 'Calendar weeks'),
  wochenErwartet: text('erwartet', 'expected'),
  wochenFreigegeben: text('freigegeben', 'approved'),
  wochenAbwesend: text('nur Abwesenheit oder Schule', 'absence or school only'),
  wochenOffen: text('noch nicht freigegeben', 'not yet approved'),
  wochenZurueckgewiesen: text('zurückgewiesen', 'sent back'),
  wochenFehlend: text('fehlend', 'missing'),
  nachweis: text('Ausbildungsnachweis', 'Training report'),
  fortsetzung: text('Fortsetzung', 'continued'),
  ausbildungsjahr: text('Ausbildungsjahr', 'Year of training'),
  abteilung: text('Abteilung', 'Department'),
  zeitraum: text('Berichtszeitraum', 'Period'),
  tag: text('Tag', 'Day'),
  art: text('Ort/Art', 'Place/kind'),
  taetigkeiten: text('Tätigkeiten, Unterweisungen, Unterricht', 'Work, instruction, lessons'),
  zeit: text('Zeit', 'Time'),
  summe: text('Summe', 'Total'),
  keineEintraege: text('kein Eintrag', 'no entry'),
  betrieb: text('Betriebliche Tätigkeiten', 'Work in the company'),
  unterweisung: text('Unterweisungen, betrieblicher Unterricht', 'Instruction, lessons in the company'),
  schule: text('Themen des Berufsschulunterrichts', 'Topics of the vocational school'),
  ohneArt: text('Ohne Angabe des Lernorts', 'Place of learning not stated'),
  leerGrund: text('Grund für leere Abschnitte', 'Reason for empty sections'),
  positionen: text('Ausbildungsrahmenplan', 'Training plan'),
  verlauf: text('Verlauf und Freigabe', 'Course and approval'),
  stand: text('Stand', 'State'),
  standUnbekannt: text('nicht angegeben', 'not stated'),
  kommentare: text('Kommentare', 'Comments'),
  anhaenge: text('Anhänge', 'Attachments'),
  herkunft: text('Herkunft', 'Source'),
  abgeleitet: text('Abgeleitet, nicht in der Quelle', 'Derived, not in the source'),
  pruefsumme: text('Prüfsumme (SHA-256)', 'Hash (SHA-256)'),
  hinweisPaket: text(
    'Diese Datei dient dem Lesen. Maßgeblich und ohne Netz prüfbar sind die signierten Dateien des Pakets; es wird mit „berichtsheft verify“ geprüft.',
    'This file is for reading. What counts, and can be checked without network, are the signed files of the package.',
  ),
  hinweisExport: text(
    'Diese Datei ist ein Auszug zum Lesen. Sie trägt keine Signatur.',
    'This file is an extract for reading. It carries no signature.',
  ),
  ersatzzeichen: text(
    'Zeichen, die diese Datei nicht darstellen kann, stehen als □; unverändert stehen sie in JSON und XML. Anzahl:',
    'Characters that this file cannot show stand as □; JSON and XML hold them unchanged. Count:',
  ),
  keineNachweise: text('In diesem Zeitraum gibt es keine Nachweise.', 'There are no reports in this period.'),
} as const satisfies Record<string, Zweisprachig>

/** Names of the kinds of activity and absence. */
export const arten: Record<Taetigkeitsart, Zweisprachig> = {
  betrieb: text('Betrieb', 'Company'),
  unterweisung: text('Unterweisung', 'Instruction'),
  schule: text('Berufsschule', 'School'),
  urlaub: text('Urlaub', 'Leave'),
  krank: text('Krank', 'Illness'),
  feiertag: text('Feiertag', 'Holiday'),
  sonstigeAbwesenheit: text('Abwesend', 'Absent'),
}

/** Names of the states of a report. */
export const status: Record<Nachweisstatus, Zweisprachig> = {
  entwurf: text('Entwurf', 'draft'),
  eingereicht: text('Eingereicht', 'handed in'),
  stufe1Freigegeben: text('Stufe 1 freigegeben', 'first approval'),
  freigegeben: text('Freigegeben', 'approved'),
  zurueckgewiesen: text('Zurückgewiesen', 'sent back'),
  wiederGeoeffnet: text('Wieder geöffnet', 'opened again'),
}

/** Names of roles. */
export const rollen: Record<Beteiligtenrolle, Zweisprachig> = {
  auszubildende: text('Auszubildende', 'apprentice'),
  ausbilder: text('Ausbilder', 'trainer'),
  ausbildungsbeauftragter: text('Ausbildungsbeauftragter', 'trainer of a section'),
  unternehmen: text('Unternehmen', 'company'),
  gesetzlicheVertretung: text('Gesetzliche Vertretung', 'legal representative'),
  kammer: text('Kammer', 'chamber'),
  anbieter: text('Anbieter', 'vendor'),
  system: text('System', 'system'),
}

/** Names of purposes. */
export const zwecke: Record<Zweck, Zweisprachig> = {
  zwischenpruefung: text('Zwischenprüfung', 'intermediate exam'),
  teil1: text('Abschlussprüfung Teil 1', 'final exam part 1'),
  teil2: text('Abschlussprüfung Teil 2', 'final exam part 2'),
  abschlusspruefung: text('Abschlussprüfung', 'final exam'),
  vorzeitigeZulassung: text('Vorzeitige Zulassung', 'early admission'),
  stichprobe: text('Stichprobe', 'spot check'),
  sonstiges: text('Sonstiges', 'other'),
}

/** Names of the weights of findings. */
export const schweren: Record<Schwere, Zweisprachig> = {
  fehler: text('Fehler', 'error'),
  warnung: text('Warnung', 'warning'),
  hinweis: text('Hinweis', 'note'),
}

/** Monday to Sunday, as short as a column. */
export const wochentage = ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'] as const
