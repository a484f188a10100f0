import { type Static, Type } from 'typebox'
import { defineCodeliste, ref } from './common.ts'
import { xmlText } from './xml-text.ts'

/** A text of a plan as the ordinance has it. */
const wortlaut = (description: string, maxLength = 4000) =>
  Type.String({ description, ...xmlText, minLength: 1, maxLength })

/** A key inside a plan: letters, digits and the few signs that numbers of an ordinance have. */
const kennung = (description: string) => Type.String({ description, ...xmlText, maxLength: 80 })

const kurz = (description: string) => Type.String({ description, ...xmlText, maxLength: 1000 })

const optionalNull = (schema: ReturnType<typeof kurz>, description: string) =>
  Type.Union([schema, Type.Null()], { description })

export type Zeitmodus = Static<typeof Zeitmodus>
export const Zeitmodus = defineCodeliste('Zeitmodus', 'What is done with a position in a span of the plan.', [
  { code: 'vermitteln', name: 'Vermitteln', beschreibung: 'It is taught.' },
  { code: 'fortfuehren', name: 'Fortführen', beschreibung: 'Teaching goes on.' },
  { code: 'vertiefen', name: 'Vertiefen', beschreibung: 'It is deepened.' },
])

export type Monatsraum = Static<typeof Monatsraum>
export const Monatsraum = Type.Object(
  {
    vonMonat: Type.Integer({ minimum: 1, maximum: 60, description: 'First month of training, from 1.' }),
    bisMonat: Type.Integer({ minimum: 1, maximum: 60, description: 'Last month of training.' }),
  },
  { $id: 'Monatsraum', description: 'A span of months of the training.', additionalProperties: false },
)

const zahl = (description: string) => Type.Integer({ minimum: 0, maximum: 1000, description })

export type Zeitrichtwert = Static<typeof Zeitrichtwert>
export const Zeitrichtwert = Type.Object(
  {
    gruppe: Type.String({
      pattern: '^g[0-9]{1,5}$',
      description: 'Positions with the same group share one value: it counts once per group.',
      maxLength: 6,
    }),
    text: kurz('The cell or the words as the ordinance has them.'),
    abschnitt: Type.Optional(kurz('Head of the column, or the heading of the span.')),
    wochen: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: 'Whole weeks.' })),
    halbeWoche: Type.Optional(
      Type.Unsafe<true>({ type: 'boolean', enum: [true], description: 'True when half a week is to be added.' }),
    ),
    von: Type.Optional(zahl('Least time, in `einheit`.')),
    bis: Type.Optional(zahl('Most time, in `einheit`.')),
    einheit: Type.Optional(
      Type.Unsafe<'Wochen' | 'Monate'>({
        type: 'string',
        enum: ['Wochen', 'Monate'],
        description: 'Unit of the time.',
      }),
    ),
    fussnote: Type.Optional(kurz('Sign of a footnote at the value.')),
    gesamteAusbildung: Type.Optional(
      Type.Unsafe<true>({ type: 'boolean', enum: [true], description: 'True when it holds for the whole training.' }),
    ),
    abgeleitet: Type.Optional(
      Type.Unsafe<true>({
        type: 'boolean',
        enum: [true],
        description: 'True when the value was assigned by the look of the table.',
      }),
    ),
    modus: Type.Optional(ref(Zeitmodus)),
    zeitraum: Type.Optional(ref(Monatsraum, 'Months that the head of the column means; weeks are rounded.')),
  },
  {
    $id: 'Zeitrichtwert',
    description: 'A time of the plan: weeks of a table, a frame in months, or a mark.',
    additionalProperties: false,
  },
)

export type Ausbildungsplanposition = Static<typeof Ausbildungsplanposition>
export const Ausbildungsplanposition = Type.Object(
  {
    nr: Type.String({
      description: 'Key of the position in its plan: section, running number and letter; A.1.a.',
      ...xmlText,
      minLength: 1,
      maxLength: 80,
    }),
    abschnitt: kennung('Key of the section.'),
    lfdNr: optionalNull(kurz('Running number.'), 'Running number of the ordinance.'),
    berufsbildposition: optionalNull(kurz('Name.'), 'Part of the occupational profile that it belongs to.'),
    bezug: Type.Optional(kurz('Reference to the paragraph of the occupational profile.')),
    uebergeordnet: Type.Optional(kurz('The part above it.')),
    buchstabe: Type.Optional(kurz('Letter of the list.')),
    einleitung: Type.Optional(wortlaut('Begin of the sentence that the texts of the list end.')),
    text: wortlaut('What is to be learnt.'),
    fachrichtung: Type.Optional(kurz('The Fachrichtung that it holds for; absent means all.')),
    schwerpunkt: Type.Optional(kurz('The Schwerpunkt that it holds for; absent means all.')),
    bereich: Type.Optional(
      Type.Unsafe<'wahl' | 'zusatz'>({
        type: 'string',
        enum: ['wahl', 'zusatz'],
        description: 'Part of a choice (wahl) or of an additional qualification (zusatz).',
      }),
    ),
    zeitrichtwerte: Type.Array(ref(Zeitrichtwert), { maxItems: 100, description: 'Times of the position.' }),
  },
  { $id: 'Ausbildungsplanposition', description: 'One position of a training plan.', additionalProperties: false },
)

export type Ausbildungsplanabschnitt = Static<typeof Ausbildungsplanabschnitt>
export const Ausbildungsplanabschnitt = Type.Object(
  {
    kennung: kennung('Key of the section; empty when the annex has no sections.'),
    anlage: kurz('The annex.'),
    ueberschriften: Type.Array(kurz('A heading.'), { maxItems: 20, description: 'Headings above it.' }),
  },
  { $id: 'Ausbildungsplanabschnitt', description: 'A section of a training plan.', additionalProperties: false },
)

export type Zeitblockposition = Static<typeof Zeitblockposition>
export const Zeitblockposition = Type.Object(
  {
    lfdNr: optionalNull(kurz('Running number.'), 'Running number that is named.'),
    berufsbildposition: optionalNull(kurz('Name.'), 'Part of the profile that is named.'),
    nr: Type.Array(kennung('Key of a position.'), { maxItems: 500, description: 'Positions that are meant.' }),
    modus: Type.Optional(ref(Zeitmodus)),
    lernziele: Type.Optional(Type.Array(kurz('A letter.'), { maxItems: 100, description: 'Letters that are named.' })),
    ohneZuordnung: Type.Optional(
      Type.Array(
        Type.Object(
          {
            buchstabe: optionalNull(kurz('A letter.'), 'Letter of the list.'),
            text: wortlaut('The text.'),
          },
          { additionalProperties: false, description: 'A text that belongs to no position.' },
        ),
        { maxItems: 200, description: 'Texts of the span that belong to no position of the plan.' },
      ),
    ),
  },
  { $id: 'Zeitblockposition', description: 'What one span of a plan names.', additionalProperties: false },
)

export type Zeitblock = Static<typeof Zeitblock>
export const Zeitblock = Type.Object(
  {
    anlage: kurz('The annex.'),
    ueberschriften: Type.Array(kurz('A heading.'), { maxItems: 20, description: 'Headings above it.' }),
    zeitangaben: Type.Array(ref(Zeitrichtwert), { maxItems: 20, description: 'Times of the span.' }),
    positionen: Type.Array(ref(Zeitblockposition), { maxItems: 500, description: 'What is learnt in it.' }),
  },
  { $id: 'Zeitblock', description: 'A span of the time plan with what is learnt in it.', additionalProperties: false },
)

export type Rahmenplan = Static<typeof Rahmenplan>
export const Rahmenplan = Type.Object(
  {
    schluessel: Type.String({
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      maxLength: 200,
      description: 'Key of the occupation.',
    }),
    bezeichnung: kurz('Name of the occupation.'),
    verordnung: kurz('Short name of the ordinance.'),
    bjnr: Type.String({
      pattern: '^BJNR[0-9A-Z]{9}$',
      maxLength: 13,
      description: 'Document number of the ordinance.',
    }),
    stand: Type.String({
      format: 'date',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      maxLength: 10,
      description: 'Day of the text that was read.',
    }),
    abschnitte: Type.Array(ref(Ausbildungsplanabschnitt), { minItems: 1, maxItems: 200, description: 'Sections.' }),
    positionen: Type.Array(ref(Ausbildungsplanposition), {
      minItems: 1,
      maxItems: 3000,
      description: 'Positions in the order of the ordinance.',
    }),
    zeitlicheGliederung: Type.Optional(
      Type.Array(ref(Zeitblock), { maxItems: 300, description: 'Spans of the time plan, where it stands by itself.' }),
    ),
    zeitlicheGliederungText: Type.Optional(
      Type.Array(
        Type.Object(
          { anlage: kurz('The annex.'), text: wortlaut('The text.', 60_000) },
          { additionalProperties: false, description: 'A paragraph of the time plan.' },
        ),
        { maxItems: 500, description: 'The words of the time plan.' },
      ),
    ),
    hinweise: Type.Optional(
      Type.Array(wortlaut('A footnote.', 8000), { maxItems: 100, description: 'Footnotes and remarks of the annex.' }),
    ),
    quellfehler: Type.Optional(wortlaut('What is wrong in the source.')),
    zusammenstellung: Type.Optional(wortlaut('How the plan was put together from several annexes.')),
    veraltet: Type.Optional(wortlaut('Which part is older than the ordinance.')),
  },
  {
    $id: 'Rahmenplan',
    description: 'Training plan (Ausbildungsrahmenplan) of an occupation: what is learnt when (BBiG § 5 (1) Nr. 4).',
    additionalProperties: false,
  },
)
