import type { Static } from 'typebox'
import { defineCodeliste } from './common.ts'

export type Rechtsgrundlage = Static<typeof Rechtsgrundlage>
export const Rechtsgrundlage = defineCodeliste('Rechtsgrundlage', 'The act that the contract is made under.', [
  { code: 'bbig', name: 'BBiG', beschreibung: 'Berufsbildungsgesetz: register of §§ 34 to 36.' },
  { code: 'hwo', name: 'HwO', beschreibung: 'Handwerksordnung: Lehrlingsrolle of §§ 28 to 30.' },
])

export type Kammerart = Static<typeof Kammerart>
export const Kammerart = defineCodeliste('Kammerart', 'Kind of the chamber; it decides the form of its number.', [
  { code: 'ihk', name: 'IHK', beschreibung: 'Chamber of industry and commerce; KNR of three digits (DAV-040).' },
  { code: 'hwk', name: 'HWK', beschreibung: 'Chamber of crafts; number of five digits.' },
])

export type Berufsregelung = Static<typeof Berufsregelung>
export const Berufsregelung = defineCodeliste(
  'Berufsregelung',
  'What the training in the occupation is regulated by (BBiG §§ 4, 6, 66, 104).',
  [
    {
      code: 'verordnung',
      name: 'Ausbildungsordnung',
      beschreibung: 'Ordinance of a recognised occupation (BBiG § 4).',
    },
    {
      code: 'altregelung',
      name: 'Altes Ordnungsmittel',
      beschreibung: 'Occupation recognised before 1969 (BBiG § 104).',
    },
    { code: 'erprobung', name: 'Erprobungsverordnung', beschreibung: 'Ordinance that is tried out (BBiG § 6).' },
    {
      code: 'behinderung',
      name: 'Regelung für Menschen mit Behinderung',
      beschreibung: 'Rule of the chamber for persons with disabilities (BBiG § 66; HwO § 42r).',
    },
    {
      code: 'weitererBildungsgang',
      name: 'Vorbereitung auf weiterführende Bildungsgänge',
      beschreibung: 'Training that prepares for further schooling (BBiG § 4 Abs. 3).',
    },
  ],
)

export type Zeitmodell = Static<typeof Zeitmodell>
export const Zeitmodell = defineCodeliste('Zeitmodell', 'Full-time or part-time training (BBiG § 7a; HwO § 27b).', [
  { code: 'vollzeit', name: 'Vollzeit', beschreibung: 'Full-time.' },
  { code: 'teilzeit', name: 'Teilzeit', beschreibung: 'Part-time, throughout or for a period.' },
])

export type Anrechnungsgrund = Static<typeof Anrechnungsgrund>
export const Anrechnungsgrund = defineCodeliste(
  'Anrechnungsgrund',
  'Why earlier learning counts as training time (BBiG § 7; HwO § 27a; DF-30 to DF-32).',
  [
    {
      code: 'berufsausbildung',
      name: 'Abgeschlossene Berufsausbildung',
      beschreibung: 'A finished dual training that this contract follows (Anschlussvertrag).',
    },
    {
      code: 'stufenausbildung',
      name: 'Unechte Stufenausbildung',
      beschreibung: 'A finished shorter occupation that the ordinance credits (BBiG § 5 Abs. 2 Nr. 4).',
    },
    {
      code: 'andererBeruf',
      name: 'Ausbildung in einem anderen Beruf',
      beschreibung: 'Training in another occupation whose contents are comparable in part.',
    },
    {
      code: 'gleicherBeruf',
      name: 'Nicht abgeschlossene Ausbildung im gleichen Beruf',
      beschreibung: 'Earlier training in the same occupation that was not finished.',
    },
    {
      code: 'ausland',
      name: 'Berufsausbildung im Ausland',
      beschreibung: 'Training abroad in a comparable occupation; may carry the seal of its assessment.',
    },
    {
      code: 'rechtsverordnung',
      name: 'Rechtsverordnung',
      beschreibung: 'Ordinance of a Land on vocational schools (BBiG § 7 Abs. 1).',
    },
    { code: 'vorbildung', name: 'Berufliche Vorbildung', beschreibung: 'Other vocational learning before.' },
  ],
)

export type Verkuerzungsgrund = Static<typeof Verkuerzungsgrund>
export const Verkuerzungsgrund = defineCodeliste(
  'Verkuerzungsgrund',
  'Why the goal of the training will be reached earlier (BBiG § 8 Abs. 1; HwO § 27c; DF-37).',
  [
    {
      code: 'hochschulreife',
      name: 'Hochschulreife',
      beschreibung: 'Entrance qualification of a university or university of applied sciences.',
    },
    { code: 'mittlererAbschluss', name: 'Mittlerer Abschluss', beschreibung: 'Intermediate certificate.' },
    { code: 'berufsausbildung', name: 'Berufsausbildung', beschreibung: 'A finished vocational training.' },
    { code: 'lebensalter', name: 'Lebensalter', beschreibung: 'More than 21 years of age.' },
    {
      code: 'berufserfahrung',
      name: 'Berufserfahrung',
      beschreibung: 'Relevant work experience without a vocational degree.',
    },
    {
      code: 'einstiegsqualifizierung',
      name: 'Einstiegsqualifizierung',
      beschreibung: 'Einstiegsqualifizierung (EQ) that fits the occupation.',
    },
    { code: 'studium', name: 'Studium', beschreibung: 'Studies, finished or not.' },
    { code: 'grundbildung', name: 'Berufliche Grundbildung', beschreibung: 'Basic vocational training.' },
    {
      code: 'gleicherBeruf',
      name: 'Vorausbildung im gleichen Beruf',
      beschreibung: 'Earlier training in the same occupation.',
    },
    {
      code: 'berufswechsel',
      name: 'Berufswechsel bei gleicher Grundstufe',
      beschreibung: 'Change of the occupation after the first year with the same basic stage.',
    },
    { code: 'sonstiges', name: 'Sonstiger Grund', beschreibung: 'Another reason, which is written out.' },
  ],
)

export type Foerderart = Static<typeof Foerderart>
export const Foerderart = defineCodeliste(
  'Foerderart',
  'How training that is paid mostly from public funds is supported (BBiG § 34 Abs. 2 Nr. 9; DAV-035).',
  [
    {
      code: 'sonderprogramm',
      name: 'Sonderprogramm des Bundes oder Landes',
      beschreibung: 'Special programme of the federation or a Land.',
    },
    {
      code: 'ausserbetrieblich',
      name: 'Außerbetriebliche Berufsausbildung nach § 76 SGB III',
      beschreibung: 'Training outside companies under SGB III § 76.',
    },
    {
      code: 'rehabilitation',
      name: 'Ausbildung für Menschen mit Behinderung nach §§ 73 ff. SGB III',
      beschreibung: 'Training of persons with disabilities under SGB III §§ 73 ff.',
    },
  ],
)

export type Staetteneignung = Static<typeof Staetteneignung>
export const Staetteneignung = defineCodeliste('Staetteneignung', 'Suitability of a training site (BBiG § 27).', [
  { code: 'geeignet', name: 'Geeignet', beschreibung: 'Everything of the ordinance can be taught there.' },
  {
    code: 'teilweise',
    name: 'Teilweise geeignet',
    beschreibung: 'Something is missing that measures outside have to cover (BBiG § 27 Abs. 2).',
  },
])

export type Urlaubseinheit = Static<typeof Urlaubseinheit>
export const Urlaubseinheit = defineCodeliste('Urlaubseinheit', 'What a day of leave is.', [
  { code: 'werktage', name: 'Werktage', beschreibung: 'Monday to Saturday (BUrlG § 3 Abs. 2).' },
  { code: 'arbeitstage', name: 'Arbeitstage', beschreibung: 'Days on which the apprentice works.' },
])

export type Sachbezugsart = Static<typeof Sachbezugsart>
export const Sachbezugsart = defineCodeliste(
  'Sachbezugsart',
  'A benefit in kind that counts as pay (BBiG § 17 Abs. 6; SvEV § 2).',
  [
    { code: 'verpflegung', name: 'Verpflegung', beschreibung: 'Full board.' },
    { code: 'fruehstueck', name: 'Frühstück', beschreibung: 'Breakfast.' },
    { code: 'mittagessen', name: 'Mittagessen', beschreibung: 'Lunch.' },
    { code: 'abendessen', name: 'Abendessen', beschreibung: 'Dinner.' },
    { code: 'unterkunft', name: 'Unterkunft', beschreibung: 'Lodging.' },
    { code: 'sonstiges', name: 'Sonstiges', beschreibung: 'Another benefit.' },
  ],
)

export type Tarifgeltung = Static<typeof Tarifgeltung>
export const Tarifgeltung = defineCodeliste(
  'Tarifgeltung',
  'How a collective agreement holds for the contract (BBiG § 17 Abs. 3 and 4).',
  [
    { code: 'keine', name: 'Kein Tarifvertrag', beschreibung: 'None is in scope.' },
    {
      code: 'geltungsbereich',
      name: 'Im Geltungsbereich',
      beschreibung: 'The company is in the scope of one but not bound by it.',
    },
    { code: 'gebunden', name: 'Tarifgebunden', beschreibung: 'The company is bound by one (TVG § 3 Abs. 1).' },
  ],
)

export type Vertragsform = Static<typeof Vertragsform>
export const Vertragsform = defineCodeliste(
  'Vertragsform',
  'In which form the contract is set down (BBiG § 11 Abs. 1 and 2).',
  [
    { code: 'schriftlich', name: 'Schriftlich', beschreibung: 'Printed and signed by all parties.' },
    {
      code: 'textform',
      name: 'Textform',
      beschreibung: 'As text whose receipt the parties confirm; possible since 1 August 2024.',
    },
  ],
)

export type Vertragspartei = Static<typeof Vertragspartei>
export const Vertragspartei = defineCodeliste('Vertragspartei', 'A party of the contract.', [
  { code: 'ausbildender', name: 'Ausbildender', beschreibung: 'The training company.' },
  { code: 'azubi', name: 'Auszubildende', beschreibung: 'The apprentice.' },
  { code: 'vertreter', name: 'Gesetzliche Vertretung', beschreibung: 'A legal representative of the apprentice.' },
])

export type Empfangsform = Static<typeof Empfangsform>
export const Empfangsform = defineCodeliste('Empfangsform', 'How a party showed the receipt of the contract.', [
  { code: 'unterschrift', name: 'Unterschrift', beschreibung: 'Signature on the printed contract.' },
  { code: 'empfangsbestaetigung', name: 'Empfangsbestätigung', beschreibung: 'Confirmation by a mailed link.' },
  { code: 'erklaerung', name: 'Erklärung', beschreibung: 'Another declaration in text form.' },
])

export type Dokumentart = Static<typeof Dokumentart>
export const Dokumentart = defineCodeliste('Dokumentart', 'Slot for a document of the contract; rules open them.', [
  { code: 'ausbildungsplan', name: 'Betrieblicher Ausbildungsplan', beschreibung: 'Training plan (DAV-005).' },
  { code: 'vertrag', name: 'Unterschriebener Vertrag', beschreibung: 'Scan of the signed contract (DAV-020).' },
  { code: 'empfangsnachweis', name: 'Empfangsnachweis', beschreibung: 'Proof of receipt by a party (DAV-017).' },
  { code: 'erstuntersuchung', name: 'Erstuntersuchung', beschreibung: 'Certificate for the employer (DAV-056).' },
  {
    code: 'nachuntersuchung',
    name: 'Erste Nachuntersuchung',
    beschreibung: 'Certificate of the examination after a year (DAV-059).',
  },
  {
    code: 'familiengericht',
    name: 'Genehmigung des Familiengerichts',
    beschreibung: 'Approval of a contract that a guardian makes for more than a year (DAV-053).',
  },
  { code: 'sorgeerklaerung', name: 'Erklärung zum Sorgerecht', beschreibung: 'Declaration of sole custody (DAV-052).' },
  { code: 'anrechnung', name: 'Nachweis der Anrechnung', beschreibung: 'Evidence for an Anrechnung (DAV-073).' },
  { code: 'verkuerzung', name: 'Nachweis der Verkürzung', beschreibung: 'Evidence for a Verkürzung (DAV-074).' },
  { code: 'schulzeugnis', name: 'Schulzeugnis', beschreibung: 'School report or leaving certificate.' },
  {
    code: 'vollzeitschulpflicht',
    name: 'Vollzeitschulpflicht',
    beschreibung: 'Proof that compulsory full-time school is over (DAV-061).',
  },
  { code: 'ausbilderdatenblatt', name: 'Ausbilderdatenblatt', beschreibung: 'Data sheet of a new trainer (DAV-161).' },
  {
    code: 'ausbilderabschluss',
    name: 'Berufsabschluss des Ausbilders',
    beschreibung: 'Vocational degree of a trainer (DAV-161).',
  },
  { code: 'ausbildereignung', name: 'Ausbildereignung', beschreibung: 'Proof under the AEVO (DAV-162).' },
  { code: 'sachbezuege', name: 'Anlage Sachleistungen', beschreibung: 'Annex on benefits in kind (DAV-108).' },
  {
    code: 'massnahmen',
    name: 'Vereinbarung über Maßnahmen',
    beschreibung: 'Agreement with a partner company (DAV-007).',
  },
  { code: 'auslandsplan', name: 'Plan des Auslandsaufenthalts', beschreibung: 'Plan of a stay abroad (DAV-091).' },
  { code: 'foerderung', name: 'Förderbescheid', beschreibung: 'Notice about public funds (DAV-035).' },
  {
    code: 'behinderung',
    name: 'Nachweis der Regelung nach § 66 BBiG',
    beschreibung: 'Basis of a special rule for persons with disabilities (DAV-002).',
  },
  { code: 'aenderung', name: 'Änderungsvereinbarung', beschreibung: 'Agreed change of the contract (DAV-022).' },
  { code: 'antrag', name: 'Antrag auf Papier', beschreibung: 'Scan of an application that came on paper (DV-09).' },
  { code: 'sonstiges', name: 'Sonstiges', beschreibung: 'Anything else.' },
])

export type Nachweistraeger = Static<typeof Nachweistraeger>
export const Nachweistraeger = defineCodeliste(
  'Nachweistraeger',
  'Medium or system of a report book that is kept electronically (DF-43).',
  [
    { code: 'vorlage', name: 'Vorlage', beschreibung: 'A template that is filled in and stored as a file.' },
    { code: 'software', name: 'Software', beschreibung: 'A report book system with accounts and approvals.' },
  ],
)
