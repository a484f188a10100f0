import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
  FremdId,
  JsonZeiger,
  Personenname,
  ref,
  Sha256,
  Text,
  Zeitraum,
} from './common.ts'

export type Taetigkeitsart = Static<typeof Taetigkeitsart>
export const Taetigkeitsart = defineCodeliste(
  'Taetigkeitsart',
  'Place and kind of an activity or absence; illness is a category only (AN-011, AN-023).',
  [
    { code: 'betrieb', name: 'Betrieb', beschreibung: 'Work in the company.' },
    {
      code: 'unterweisung',
      name: 'Unterweisung',
      beschreibung: 'Instruction, lessons in the company, training outside of it.',
    },
    { code: 'schule', name: 'Berufsschule', beschreibung: 'Lessons at the vocational school.' },
    { code: 'urlaub', name: 'Urlaub', beschreibung: 'Leave.' },
    { code: 'krank', name: 'Krank', beschreibung: 'Illness, without any detail.' },
    { code: 'feiertag', name: 'Feiertag', beschreibung: 'Public holiday.' },
    { code: 'sonstigeAbwesenheit', name: 'Sonstige Abwesenheit', beschreibung: 'Any other absence.' },
  ],
)

export type Berichtsart = Static<typeof Berichtsart>
export const Berichtsart = defineCodeliste('Berichtsart', 'The period that one report covers (AN-020).', [
  { code: 'tag', name: 'Tagesbericht', beschreibung: 'One day.' },
  { code: 'woche', name: 'Wochenbericht', beschreibung: 'One week or a part of it.' },
])

export type Rahmenplanposition = Static<typeof Rahmenplanposition>
export const Rahmenplanposition = Type.Object(
  {
    kennung: ref(FremdId, 'Key of the position in its plan.'),
    bezeichnung: Type.Optional(ref(Bezeichnung, 'Title of the position.')),
    rahmenplan: Type.Optional(
      ref(FremdId, 'Key of the plan (Ausbildungsrahmenplan) or of the vendor catalogue that holds the position.'),
    ),
  },
  {
    $id: 'Rahmenplanposition',
    description: 'A position of the Ausbildungsrahmenplan that an activity served (BH-17, K7).',
    additionalProperties: false,
  },
)

export type Eintrag = Static<typeof Eintrag>
export const Eintrag = Type.Object(
  {
    art: Type.Optional(ref(Taetigkeitsart, 'Kind of the activity; absent where the source does not say it.')),
    text: ref(Text, 'What was done or taught, as keywords or sentences; empty only for absences.'),
    minuten: Type.Optional(Type.Integer({ minimum: 0, maximum: 1440, description: 'Duration in minutes.' })),
    positionen: Type.Optional(
      Type.Array(ref(Rahmenplanposition), {
        maxItems: 50,
        description: 'Positions of the plan that were served.',
        'x-xml': { element: 'position' },
      }),
    ),
  },
  { $id: 'Eintrag', description: 'One activity, lesson or absence.', additionalProperties: false },
)

export type Tag = Static<typeof Tag>
export const Tag = Type.Object(
  {
    datum: ref(Datum, 'The day.'),
    art: Type.Optional(
      ref(Taetigkeitsart, 'Kind of the whole day, where the source says it for the day and not for the entries.'),
    ),
    minuten: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1440,
        description: 'Training time of the day in minutes, where the source gives it for the day.',
      }),
    ),
    eintraege: Type.Array(ref(Eintrag), {
      maxItems: 100,
      description: 'Entries of the day in their order.',
      'x-xml': { element: 'eintrag' },
    }),
  },
  { $id: 'Tag', description: 'One day of a report.', additionalProperties: false },
)

export type Wochentexte = Static<typeof Wochentexte>
export const Wochentexte = Type.Object(
  {
    betrieb: Type.Optional(ref(Text, 'Work in the company.')),
    unterweisung: Type.Optional(ref(Text, 'Instruction, lessons in the company, other training.')),
    schule: Type.Optional(ref(Text, 'Topics of the vocational school.')),
    ohneArt: Type.Optional(ref(Text, 'Text whose kind the source does not say.')),
    leerGrund: Type.Optional(ref(Text, 'Why a section stays empty, in words (AN-023).')),
  },
  {
    $id: 'Wochentexte',
    description: 'Texts for the whole period, where the vendor keeps no days. They are never split into invented days.',
    additionalProperties: false,
  },
)

export type Anhang = Static<typeof Anhang>
export const Anhang = Type.Object(
  {
    dateiname: Type.String({
      description: 'File name in ASCII without path.',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._ -]{0,119}$',
      minLength: 1,
      maxLength: 120,
      examples: ['schaltplan.pdf'],
    }),
    medientyp: Type.String({
      description: 'Media type (RFC 6838).',
      pattern: '^[a-z]+/[a-z0-9.+-]+$',
      minLength: 3,
      maxLength: 100,
      examples: ['application/pdf'],
    }),
    groesse: Type.Integer({ minimum: 0, maximum: 26_214_400, description: 'Size in bytes, at most 25 MiB.' }),
    sha256: ref(Sha256, 'Hash of the bytes; binds the file to the report.'),
    beschreibung: Type.Optional(ref(Bezeichnung, 'What it shows.')),
  },
  {
    $id: 'Anhang',
    description: 'A file that belongs to a report, named by the hash of its bytes.',
    additionalProperties: false,
  },
)

export type Ableitung = Static<typeof Ableitung>
export const Ableitung = Type.Object(
  {
    pfad: ref(JsonZeiger, 'Which value was derived.'),
    verfahren: ref(Bezeichnung, 'How: the rule in one line.'),
  },
  {
    $id: 'Ableitung',
    description: 'Mark of a value that does not stand in the source but was derived from it.',
    additionalProperties: false,
  },
)

export type Quelle = Static<typeof Quelle>
export const Quelle = Type.Object(
  {
    system: ref(Bezeichnung, 'Name of the vendor system.'),
    format: Type.Optional(ref(Bezeichnung, 'Format it was read from, with version.')),
    adapter: Type.Optional(ref(Bezeichnung, 'Adapter that read it, with version.')),
    stelle: Type.Optional(ref(Bezeichnung, 'File and line, cell or path of the record.')),
  },
  { $id: 'Quelle', description: 'Where a report comes from.', additionalProperties: false },
)

export type Nachweisinhalt = Static<typeof Nachweisinhalt>
export const Nachweisinhalt = Type.Object(
  {
    zeitraum: ref(Zeitraum, 'Berichtszeitraum: the days that the report covers, at most 31 (AN-022).'),
    berichtsart: ref(Berichtsart),
    azubi: ref(Personenname, 'Name of the apprentice, on every report (AN-022).'),
    ausbildungsjahr: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 5, description: 'Year of training, from 1 (AN-022).' }),
    ),
    abteilung: Type.Optional(ref(Bezeichnung, 'Department or section (AN-022).')),
    tage: Type.Optional(
      Type.Array(ref(Tag), {
        maxItems: 31,
        description: 'Days in their order; absent where the vendor keeps no days.',
        'x-xml': { element: 'tag' },
      }),
    ),
    wochentexte: Type.Optional(ref(Wochentexte)),
    anhaenge: Type.Optional(
      Type.Array(ref(Anhang), { maxItems: 20, description: 'Attached files.', 'x-xml': { element: 'anhang' } }),
    ),
    quelle: Type.Optional(ref(Quelle)),
    abgeleitet: Type.Optional(
      Type.Array(ref(Ableitung), {
        maxItems: 200,
        description: 'Values that were derived.',
        'x-xml': { element: 'ableitung' },
      }),
    ),
  },
  {
    $id: 'Nachweisinhalt',
    description: 'The text of a report: what is hashed, signed and transferred. Kept as canonical JSON (RFC 8785).',
    additionalProperties: false,
  },
)
