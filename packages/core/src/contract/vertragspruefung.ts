import { type Static, Type } from 'typebox'
import { Bezeichnung, Datum, JsonZeiger, ref, Text } from './common.ts'
import { Verstoss } from './problem.ts'
import { Dokumentart, Urlaubseinheit } from './vertrag-codes.ts'
import { Bruchzahl } from './vertragsdauer.ts'

const monate = (description: string) => Type.Integer({ minimum: 0, maximum: 1000, description })
const regel = Type.String({
  description: 'Id of the rule behind it.',
  pattern: '^[A-Z][A-Z0-9-]*$',
  minLength: 1,
  maxLength: 32,
  examples: ['DAV-081'],
})

export type Rechenschritt = Static<typeof Rechenschritt>
export const Rechenschritt = Type.Object(
  {
    regel,
    rechtsgrundlage: ref(Bezeichnung, 'The paragraph.'),
    monate: monate('Months of training after this step.'),
    text: ref(Text, 'What was done, in German.'),
    textEnglisch: ref(Text, 'The same in English.'),
  },
  { $id: 'Rechenschritt', description: 'A step of the computation of the duration.' },
)

export type Dauerberechnung = Static<typeof Dauerberechnung>
export const Dauerberechnung = Type.Object(
  {
    monate: monate('Months that the training lasts.'),
    ende: Type.Optional(ref(Datum, 'Last day; absent while the begin is not known.')),
    teilzeitanteil: Type.Optional(ref(Bruchzahl, 'Share of full-time, exact.')),
    schritte: Type.Array(ref(Rechenschritt), {
      description: 'How it was computed, in the order of the law.',
      'x-xml': { element: 'schritt' },
    }),
  },
  { $id: 'Dauerberechnung', description: 'Duration and end of the training, with the explanation (DAV-086; DV-26).' },
)

export type Urlaubsschritt = Static<typeof Urlaubsschritt>
export const Urlaubsschritt = Type.Object(
  {
    regel,
    rechtsgrundlage: ref(Bezeichnung, 'The paragraph.'),
    tage: ref(Bruchzahl, 'Days of leave after this step, exact.'),
    text: ref(Text, 'What was done, in German.'),
    textEnglisch: ref(Text, 'The same in English.'),
  },
  { $id: 'Urlaubsschritt', description: 'A step of the computation of the leave of a calendar year.' },
)

export type Urlaubsanspruch = Static<typeof Urlaubsanspruch>
export const Urlaubsanspruch = Type.Object(
  {
    kalenderjahr: Type.Integer({ minimum: 1900, maximum: 2300, description: 'Calendar year.' }),
    anspruch: ref(Bruchzahl, 'Exact minimum by law, in this unit.'),
    tage: Type.Integer({ minimum: 0, maximum: 400, description: 'The same, halves rounded up: what the form takes.' }),
    einheit: ref(Urlaubseinheit),
    zusatztage: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description:
          'Additional days of a severely disabled apprentice, halves rounded up; absent where there are none.',
      }),
    ),
    schritte: Type.Array(ref(Urlaubsschritt), {
      description: 'How it was computed, in the order of the law.',
      'x-xml': { element: 'schritt' },
    }),
  },
  { $id: 'Urlaubsanspruch', description: 'Minimum of leave in a calendar year (DAV-140 to DAV-146, DAV-150).' },
)

export type Mindestverguetung = Static<typeof Mindestverguetung>
export const Mindestverguetung = Type.Object(
  {
    ausbildungsjahr: Type.Integer({ minimum: 1, maximum: 20, description: 'Year of training.' }),
    betrag: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100_000_000,
        description: 'Minimum a month in cents; absent while no value is known for the begin.',
      }),
    ),
  },
  { $id: 'Mindestverguetung', description: 'Least pay in a year of training (BBiG § 17 Abs. 2; DAV-102, DAV-105).' },
)

export type Dokumentbedarf = Static<typeof Dokumentbedarf>
export const Dokumentbedarf = Type.Object(
  {
    art: ref(Dokumentart),
    regel,
    pflicht: Type.Boolean({ description: 'Needed for the registration, or only asked for.' }),
    vorhanden: Type.Boolean({ description: 'Whether the contract has one.' }),
    bezug: Type.Optional(ref(JsonZeiger, 'The part of the contract that it belongs to.')),
  },
  { $id: 'Dokumentbedarf', description: 'A slot for a document that a rule has opened (DV-07).' },
)

export type Vertragsberechnung = Static<typeof Vertragsberechnung>
export const Vertragsberechnung = Type.Object(
  {
    alterBeiBeginn: Type.Optional(
      Type.Integer({ minimum: -300, maximum: 300, description: 'Completed years of life at the begin (DAV-050).' }),
    ),
    volljaehrigAb: Type.Optional(ref(Datum, 'First day of full age.')),
    dauer: Type.Optional(ref(Dauerberechnung)),
    urlaub: Type.Array(ref(Urlaubsanspruch), {
      description: 'Minimum of leave per calendar year; empty while unknown.',
    }),
    mindestverguetung: Type.Array(ref(Mindestverguetung), { description: 'Least pay per year; empty while unknown.' }),
    nachuntersuchungBis: Type.Optional(
      ref(
        Datum,
        'Last day for the certificate of the examination after a year; absent where none is needed (DAV-059).',
      ),
    ),
    dokumente: Type.Array(ref(Dokumentbedarf), { description: 'Slots that the rules have opened.' }),
  },
  { $id: 'Vertragsberechnung', description: 'What follows from the data of a contract; unknown stays absent.' },
)

export type Vertragspruefung = Static<typeof Vertragspruefung>
export const Vertragspruefung = Type.Object(
  {
    stichtag: ref(Datum, 'The day that the rules were applied at.'),
    verstoesse: Type.Array(ref(Verstoss), { description: 'All findings, worst first.', maxItems: 10_000 }),
    berechnung: ref(Vertragsberechnung),
  },
  { $id: 'Vertragspruefung', description: 'Findings and computed values of a contract; nothing is stored.' },
)

export type VertragspruefungParameter = Static<typeof VertragspruefungParameter>
export const VertragspruefungParameter = Type.Object(
  { stichtag: Type.Optional(ref(Datum, 'The day that the rules are applied at; today without it.')) },
  { $id: 'VertragspruefungParameter', description: 'Parameters of a check.', additionalProperties: false },
)
