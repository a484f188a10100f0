import { type Static, Type } from 'typebox'
import { Bezeichnung, Datum, Firmenname, FremdId, ref, Sha256, Text } from './common.ts'
import { Anrechnungsgrund, Verkuerzungsgrund } from './vertrag-codes.ts'
import { xmlText } from './xml-text.ts'

/** Months; zero and more than a training lasts are told by the rules, which say why. */
const monate = (description: string) => Type.Integer({ minimum: 0, maximum: 120, description })

export type Bruchzahl = Static<typeof Bruchzahl>
export const Bruchzahl = Type.Object(
  {
    zaehler: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Numerator.' }),
    nenner: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Denominator.' }),
  },
  { $id: 'Bruchzahl', description: 'An exact share, for example 3/4.', additionalProperties: false },
)

const gemeinsamerAntrag = Type.Optional(
  Type.Boolean({ description: 'Whether company and apprentice apply together (DF-33; DAV-072, DAV-074).' }),
)

export type BqSiegelverweis = Static<typeof BqSiegelverweis>
export const BqSiegelverweis = Type.Object(
  {
    hash: ref(Sha256, 'Hash of the seal: the state of the knowledge base that the assessment relied on.'),
    profil: Type.Optional(ref(FremdId, 'Key of the profile of the foreign qualification.')),
    datum: Type.Optional(ref(Datum, 'Day of the assessment.')),
    siegel: Type.Optional(
      Type.String({
        description:
          'The seal itself, the JSON of `GET /v1/bq/siegel` as text, so that it can be checked and is kept with the contract.',
        pattern: xmlText.pattern,
        minLength: 2,
        maxLength: 100_000,
      }),
    ),
  },
  {
    $id: 'BqSiegelverweis',
    description: 'The seal that ties an assessment of foreign training to the statements it used.',
    additionalProperties: false,
  },
)

export type Anrechnung = Static<typeof Anrechnung>
export const Anrechnung = Type.Object(
  {
    grund: ref(Anrechnungsgrund),
    monate: monate('Months that count as training time (DF-30, DF-31; DAV-071).'),
    gemeinsamerAntrag,
    beruf: Type.Optional(ref(Bezeichnung, 'Occupation of the earlier training.')),
    einrichtung: Type.Optional(ref(Firmenname, 'Company or school of the earlier training.')),
    rechtsverordnung: Type.Optional(ref(Bezeichnung, 'The ordinance that credits it, where one does.')),
    bqSiegel: Type.Optional(ref(BqSiegelverweis)),
  },
  {
    $id: 'Anrechnung',
    description: 'Earlier learning that counts as training time (BBiG § 7; HwO § 27a).',
    additionalProperties: false,
  },
)

export type Verkuerzung = Static<typeof Verkuerzung>
export const Verkuerzung = Type.Object(
  {
    grund: ref(Verkuerzungsgrund),
    monate: monate('Months by which the training becomes shorter (DF-36; DAV-074).'),
    gemeinsamerAntrag,
    antragsdatum: Type.Optional(ref(Datum, 'Day of the application; absent means with the contract (DAV-077).')),
    erlaeuterung: Type.Optional(ref(Text, 'What stands behind the reason.')),
  },
  {
    $id: 'Verkuerzung',
    description: 'Shortening of the training on application (BBiG § 8 Abs. 1; HwO § 27c).',
    additionalProperties: false,
  },
)

export type Teilzeit = Static<typeof Teilzeit>
export const Teilzeit = Type.Object(
  {
    von: Type.Optional(ref(Datum, 'First day of part-time; absent means the begin of the training.')),
    bis: Type.Optional(ref(Datum, 'Last day of part-time; absent means the end of the training.')),
    minutenTaeglich: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1440, description: 'Daily training time in part-time, in minutes.' }),
    ),
    minutenWoechentlich: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 10_080, description: 'Weekly training time in part-time, in minutes.' }),
    ),
    anteil: Type.Optional(
      ref(
        Bruchzahl,
        'Share of full-time, where it is agreed so; the minutes of both kinds of time have to agree with it.',
      ),
    ),
  },
  {
    $id: 'Teilzeit',
    description:
      'Part-time training (BBiG § 7a; HwO § 27b). Full-time, which it is measured by, stands in `arbeitszeiten`.',
    additionalProperties: false,
  },
)

export type Anschlussvertrag = Static<typeof Anschlussvertrag>
export const Anschlussvertrag = Type.Object(
  {
    vorhanden: Type.Boolean({
      description: 'Whether this contract follows a finished training (BBiG § 34 Abs. 2 Nr. 2).',
    }),
    beruf: Type.Optional(ref(Bezeichnung, 'Occupation of that training (DAV-032).')),
    gleicherBetrieb: Type.Optional(Type.Boolean({ description: 'Whether it was in the same company (DAV-090).' })),
  },
  { $id: 'Anschlussvertrag', description: 'Whether the contract follows another one.', additionalProperties: false },
)

export type Auslandsabschnitt = Static<typeof Auslandsabschnitt>
export const Auslandsabschnitt = Type.Object(
  {
    staat: Type.String({
      description: 'State by ISO 3166-1, two letters.',
      pattern: '^[A-Z]{2}$',
      minLength: 2,
      maxLength: 2,
      examples: ['FR'],
    }),
    wochen: Type.Integer({ minimum: 0, maximum: 520, description: 'Length in weeks (DF-50).' }),
    von: Type.Optional(ref(Datum, 'First day.')),
    bis: Type.Optional(ref(Datum, 'Last day.')),
    planVereinbart: Type.Optional(
      Type.Boolean({
        description: 'Whether a plan is agreed with the chamber; more than eight weeks need one (DAV-091).',
      }),
    ),
  },
  {
    $id: 'Auslandsabschnitt',
    description: 'A section of the training abroad (BBiG § 2 Abs. 3).',
    additionalProperties: false,
  },
)
