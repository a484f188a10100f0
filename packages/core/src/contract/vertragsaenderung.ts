import { type Static, Type } from 'typebox'
import { Datum, defineCodeliste, ref, Text } from './common.ts'
import { Vertragspartei } from './vertrag-codes.ts'
import { Vertragsantrag } from './vertragsantrag.ts'

export type Vertragsaenderungsart = Static<typeof Vertragsaenderungsart>
export const Vertragsaenderungsart = defineCodeliste(
  'Vertragsaenderungsart',
  'What is to change in a registered contract (BBiG § 36; DV-12 to DV-14).',
  [
    {
      code: 'aenderung',
      name: 'Änderung',
      beschreibung: 'Essential content; needs a new text, receipts and an application.',
    },
    { code: 'anschrift', name: 'Anschrift', beschreibung: 'Address or contact data; no new contract.' },
    { code: 'ausbilder', name: 'Ausbilderwechsel', beschreibung: 'The responsible trainer; no new contract.' },
    { code: 'verkuerzung', name: 'Verkürzung', beschreibung: 'Shorter training (BBiG § 8 Abs. 1).' },
    { code: 'verlaengerung', name: 'Verlängerung', beschreibung: 'Longer training (BBiG § 8 Abs. 2, § 21).' },
  ],
)

export type Vertragsaenderungsstatus = Static<typeof Vertragsaenderungsstatus>
export const Vertragsaenderungsstatus = defineCodeliste(
  'Vertragsaenderungsstatus',
  'State of a change of a registered contract.',
  [
    { code: 'entwurf', name: 'Entwurf', beschreibung: 'The company writes it.' },
    { code: 'eingereicht', name: 'Eingereicht', beschreibung: 'Handed in; waits for a clerk.' },
    { code: 'inPruefung', name: 'In Prüfung', beschreibung: 'A clerk has taken it.' },
    {
      code: 'nachforderung',
      name: 'Nachforderung',
      beschreibung: 'The chamber asks for something and has set a deadline.',
    },
    {
      code: 'freigegebenZumDruck',
      name: 'Freigegeben zum Druck',
      beschreibung: 'The changed text is frozen; it is printed, signed and uploaded.',
    },
    { code: 'unterzeichnet', name: 'Unterzeichnet', beschreibung: 'The signed scan waits for its check.' },
    {
      code: 'zurBestaetigung',
      name: 'Zur Bestätigung',
      beschreibung: 'The parties confirm the receipt of the changed text.',
    },
    { code: 'bestaetigt', name: 'Bestätigt', beschreibung: 'Every party has confirmed it.' },
    {
      code: 'zweitpruefung',
      name: 'Zweitprüfung',
      beschreibung: 'One clerk proposes the change, a second one decides.',
    },
    { code: 'eingetragen', name: 'Eingetragen', beschreibung: 'Registered; the contract has changed; end state.' },
    { code: 'abgelehnt', name: 'Abgelehnt', beschreibung: 'Refused; end state.' },
    { code: 'zurueckgezogen', name: 'Zurückgezogen', beschreibung: 'Taken back; end state.' },
  ],
)

export type Verlaengerungsgrund = Static<typeof Verlaengerungsgrund>
export const Verlaengerungsgrund = defineCodeliste('Verlaengerungsgrund', 'Why a training becomes longer.', [
  {
    code: 'ausbildungsziel',
    name: 'Erreichen des Ausbildungsziels',
    beschreibung: 'Needed to reach the goal of the training (BBiG § 8 Abs. 2).',
  },
  {
    code: 'pruefungNichtBestanden',
    name: 'Prüfung nicht bestanden',
    beschreibung: 'The final exam was failed (BBiG § 21 Abs. 3).',
  },
  { code: 'teilzeit', name: 'Teilzeit', beschreibung: 'Part-time up to the next exam (BBiG § 7a Abs. 3).' },
  { code: 'elternzeit', name: 'Elternzeit', beschreibung: 'Parental leave (BEEG § 20 Abs. 1).' },
])

export type Aufloesungsgrund = Static<typeof Aufloesungsgrund>
export const Aufloesungsgrund = defineCodeliste(
  'Aufloesungsgrund',
  'Why a contract ends before its time (BBiG § 22); the fact only, never the termination itself.',
  [
    {
      code: 'probezeit',
      name: 'Kündigung in der Probezeit',
      beschreibung: 'Terminated during the probation (BBiG § 22 Abs. 1).',
    },
    {
      code: 'wichtigerGrund',
      name: 'Wichtiger Grund',
      beschreibung: 'Terminated for an important reason (BBiG § 22 Abs. 2 Nr. 1).',
    },
    {
      code: 'berufsaufgabe',
      name: 'Aufgabe der Berufsausbildung',
      beschreibung: 'The apprentice gives up or changes the occupation (BBiG § 22 Abs. 2 Nr. 2).',
    },
    { code: 'einvernehmen', name: 'Einvernehmen', beschreibung: 'Both parties agree.' },
    { code: 'betriebsaufgabe', name: 'Aufgabe des Betriebs', beschreibung: 'The company closes.' },
    { code: 'nichtAngetreten', name: 'Nicht angetreten', beschreibung: 'The training was never begun.' },
    { code: 'sonstiges', name: 'Sonstiges', beschreibung: 'Another reason.' },
  ],
)

const antragDurch = Type.Array(ref(Vertragspartei), {
  minItems: 1,
  maxItems: 3,
  description: 'Who applies: for a lengthening the apprentice alone, for a shortening both (DAV-074, DAV-085).',
  'x-xml': { element: 'partei' },
})

export type CreateVertragsaenderung = Static<typeof CreateVertragsaenderung>
export const CreateVertragsaenderung = Type.Object(
  {
    art: ref(Vertragsaenderungsart),
    wirksamAb: ref(Datum, 'First day on which the change holds.'),
    antragDurch,
    antragsdatum: Type.Optional(ref(Datum, 'Day of the application; absent means the day of its arrival (DAV-077).')),
    verlaengerungsgrund: Type.Optional(ref(Verlaengerungsgrund, 'Of a lengthening.')),
    anhoerung: Type.Optional(
      Type.Boolean({
        description: 'Whether the company was heard, of a lengthening (BBiG § 8 Abs. 2 Satz 2; DAV-085).',
      }),
    ),
    begruendung: Type.Optional(ref(Text, 'Why it is to change.')),
    eingangAm: Type.Optional(
      ref(Datum, 'Day on which an application on paper came in; of a chamber only, absent means today (DV-09).'),
    ),
    vertrag: ref(Vertragsantrag, 'The contract as it is to be, whole; what differs is the change.'),
  },
  {
    $id: 'CreateVertragsaenderung',
    description: 'Application for the change of a registered contract (BBiG § 36 Abs. 1 Satz 4; DAV-022).',
    additionalProperties: false,
  },
)

export type CreateVertragsaufloesung = Static<typeof CreateVertragsaufloesung>
export const CreateVertragsaufloesung = Type.Object(
  {
    datum: ref(Datum, 'Last day of the training (BBiG § 34 Abs. 2 Nr. 8).'),
    grund: ref(Aufloesungsgrund),
    durch: Type.Optional(
      Type.Array(ref(Vertragspartei), {
        minItems: 1,
        maxItems: 3,
        description: 'Who ended it; both where they agreed.',
        'x-xml': { element: 'partei' },
      }),
    ),
    erlaeuterung: Type.Optional(
      ref(Text, 'What the chamber should know besides; no details of the reason are asked for.'),
    ),
  },
  {
    $id: 'CreateVertragsaufloesung',
    description:
      'Notice that a registered contract ended before its time: fact and day. The termination itself is on paper (BBiG § 22 Abs. 3; DAV-093).',
    additionalProperties: false,
  },
)
