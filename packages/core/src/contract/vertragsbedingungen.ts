import { type Static, Type } from 'typebox'
import { Anschrift } from './anschrift.ts'
import { Bezeichnung, Datum, Firmenname, ref, Text } from './common.ts'
import { Foerderart, Sachbezugsart, Tarifgeltung, Urlaubseinheit } from './vertrag-codes.ts'

const cent = (description: string) => Type.Integer({ minimum: 0, maximum: 10_000_000, description })
const ausbildungsjahr = (description: string) => Type.Integer({ minimum: 1, maximum: 10, description })

export type Arbeitszeit = Static<typeof Arbeitszeit>
export const Arbeitszeit = Type.Object(
  {
    von: Type.Optional(ref(Datum, 'First day; absent means the begin of the training (DAV-130).')),
    bis: Type.Optional(ref(Datum, 'Last day; absent means the end of the training.')),
    minutenTaeglich: Type.Integer({
      minimum: 0,
      maximum: 1440,
      description: 'Regular daily training time in minutes (BBiG § 11 Abs. 1 Nr. 5; DAV-008).',
    }),
    minutenWoechentlich: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 10_080, description: 'Regular weekly training time in minutes (DF-47).' }),
    ),
    tageJeWoche: Type.Integer({ minimum: 0, maximum: 7, description: 'Whole working days of a week (DAV-122).' }),
    halberTag: Type.Optional(
      Type.Boolean({
        description: 'Whether half a working day comes on top, as 5½ days under some agreements (DAV-123).',
      }),
    ),
    kuerzererTag: Type.Optional(
      Type.Boolean({
        description: 'Whether another day of the week is shorter than eight hours (JArbSchG § 8; DAV-120).',
      }),
    ),
    pausenMinuten: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1440, description: 'Breaks of a day in minutes, on top of it (DAV-125).' }),
    ),
    unterTage: Type.Optional(Type.Boolean({ description: 'Whether the work is underground in mining (DAV-141).' })),
    ausgleich: Type.Optional(
      Type.Boolean({
        description: 'Whether longer days are balanced within the time that the law gives (DAV-123, DAV-126).',
      }),
    ),
  },
  {
    $id: 'Arbeitszeit',
    description: 'Regular training time in full-time, for the whole training or a part of it.',
    additionalProperties: false,
  },
)

export type Verguetung = Static<typeof Verguetung>
export const Verguetung = Type.Object(
  {
    ausbildungsjahr: ausbildungsjahr('Year of training, counted with what was credited (DAV-079).'),
    betrag: cent('Gross pay a month, in cents (DF-46).'),
    von: Type.Optional(ref(Datum, 'First day of this amount, where it changes within the year.')),
    bis: Type.Optional(ref(Datum, 'Last day of this amount.')),
  },
  { $id: 'Verguetung', description: 'Pay in a year of training (BBiG § 17).', additionalProperties: false },
)

export type Sachbezug = Static<typeof Sachbezug>
export const Sachbezug = Type.Object(
  {
    art: ref(Sachbezugsart),
    betrag: cent('Value a month that is taken into account, in cents (DAV-107).'),
    ausbildungsjahr: Type.Optional(ausbildungsjahr('Year of training, where it holds for one only.')),
    gemeinschaftsunterkunft: Type.Optional(
      Type.Boolean({ description: "Lodging in the employer's household or in shared housing (SvEV § 2 Abs. 3)." }),
    ),
    belegung: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, description: 'Persons in a room (SvEV § 2 Abs. 3).' }),
    ),
    abgeltung: Type.Optional(
      Type.Boolean({ description: 'Whether it is paid out while it cannot be taken (BBiG § 19 Abs. 2; DF-53).' }),
    ),
    bezeichnung: Type.Optional(ref(Bezeichnung, 'What it is, of another benefit.')),
  },
  { $id: 'Sachbezug', description: 'A benefit in kind that counts as pay.', additionalProperties: false },
)

export type Tarifbetrag = Static<typeof Tarifbetrag>
export const Tarifbetrag = Type.Object(
  {
    ausbildungsjahr: ausbildungsjahr('Year of training.'),
    betrag: cent('Gross pay a month by the agreement, in cents.'),
  },
  { $id: 'Tarifbetrag', description: 'Pay by a collective agreement.', additionalProperties: false },
)

export type Tarifangabe = Static<typeof Tarifangabe>
export const Tarifangabe = Type.Object(
  {
    geltung: ref(Tarifgeltung),
    tarifvertrag: Type.Optional(ref(Bezeichnung, 'Name of the agreement (DF-45; DAV-103).')),
    referenzbetraege: Type.Optional(
      Type.Array(ref(Tarifbetrag), {
        maxItems: 10,
        description: 'Amounts of the agreement, which the pay is measured by (DAV-104).',
        'x-xml': { element: 'referenzbetrag' },
      }),
    ),
    urlaubstage: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 100, description: 'Days of leave a year by the agreement (DAV-149).' }),
    ),
  },
  {
    $id: 'Tarifangabe',
    description: 'What collective agreement holds (BBiG § 11 Abs. 1 Nr. 11).',
    additionalProperties: false,
  },
)

export type Urlaub = Static<typeof Urlaub>
export const Urlaub = Type.Object(
  {
    kalenderjahr: Type.Integer({ minimum: 1900, maximum: 2199, description: 'Calendar year (DF-48).' }),
    tage: Type.Integer({
      minimum: 0,
      maximum: 366,
      description: 'Days of leave in this year, without the additional ones.',
    }),
    einheit: ref(Urlaubseinheit),
    zusatztage: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description: 'Additional days of severely disabled persons (DAV-150).',
      }),
    ),
  },
  { $id: 'Urlaub', description: 'Leave in a calendar year (BBiG § 11 Abs. 1 Nr. 9).', additionalProperties: false },
)

export type Ausbildungsmassnahme = Static<typeof Ausbildungsmassnahme>
export const Ausbildungsmassnahme = Type.Object(
  {
    partner: ref(Firmenname, 'Company or institution that carries it out (DF-42).'),
    anschrift: Type.Optional(ref(Anschrift, 'Its address; needed where the measure is necessary (DAV-007).')),
    inhalt: ref(Text, 'What is taught there.'),
    notwendig: Type.Boolean({ description: 'Whether it is needed to cover the ordinance (BBiG § 27 Abs. 2).' }),
    wochen: Type.Optional(Type.Integer({ minimum: 0, maximum: 520, description: 'Length in weeks.' })),
    verbund: Type.Optional(
      Type.Boolean({ description: 'Whether several employers train together (BBiG § 10 Abs. 5; DAV-023).' }),
    ),
    verantwortung: Type.Optional(ref(Text, 'Who is responsible for this section (DAV-023).')),
  },
  {
    $id: 'Ausbildungsmassnahme',
    description: 'A part of the training outside the training site (BBiG § 11 Abs. 1 Nr. 4).',
    additionalProperties: false,
  },
)

export type Foerderung = Static<typeof Foerderung>
export const Foerderung = Type.Object(
  {
    ueberwiegendOeffentlich: Type.Boolean({ description: 'Whether mostly public funds pay for the training (DF-12).' }),
    art: Type.Optional(ref(Foerderart)),
  },
  { $id: 'Foerderung', description: 'Public funds (BBiG § 34 Abs. 2 Nr. 9).', additionalProperties: false },
)

export type Vertragsschule = Static<typeof Vertragsschule>
export const Vertragsschule = Type.Object(
  {
    name: ref(Firmenname, 'Name of the vocational school (DF-02).'),
    schluessel: Type.Optional(ref(Bezeichnung, "Key of the school in the chamber's list (DAV-046).")),
    anschrift: Type.Optional(ref(Anschrift)),
    abweichung: Type.Optional(ref(Text, 'Why it is another school than the one in charge (DV-22).')),
  },
  { $id: 'Vertragsschule', description: 'The vocational school that the contract names.', additionalProperties: false },
)
