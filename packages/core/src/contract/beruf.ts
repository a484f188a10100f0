import { type Static, Type } from 'typebox'
import { Datum, defineCodeliste, Id, IdParams, ref, seitenParameter, seiteOf, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import { Rahmenplan } from './rahmenplan.ts'
import { Stammdatenzeile } from './stammdaten.ts'
import { xmlText } from './xml-text.ts'

const text = (description: string, maxLength = 1000) =>
  Type.String({ description, ...xmlText, minLength: 1, maxLength })

const textOrNull = (description: string) =>
  Type.Union([Type.String({ description, ...xmlText, maxLength: 1000 }), Type.Null()], { description })

export type Berufsschluessel = Static<typeof Berufsschluessel>
export const Berufsschluessel = Type.String({
  $id: 'Berufsschluessel',
  description: 'Key of an occupation: its name in small letters; a repealed one carries the year of its ordinance.',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  minLength: 3,
  maxLength: 200,
  examples: ['fachinformatiker'],
})

export type Bjnr = Static<typeof Bjnr>
export const Bjnr = Type.String({
  $id: 'Bjnr',
  description: 'Document number of an ordinance in the collection of federal law.',
  pattern: '^BJNR[0-9A-Z]{9}$',
  minLength: 13,
  maxLength: 13,
  examples: ['BJNR025000020'],
})

export type Berufsrechtsgrundlage = Static<typeof Berufsrechtsgrundlage>
export const Berufsrechtsgrundlage = defineCodeliste(
  'Berufsrechtsgrundlage',
  'The law by which an occupation is recognised.',
  [
    { code: 'BBiG', name: 'BBiG', beschreibung: 'Berufsbildungsgesetz § 4 (1).' },
    { code: 'HwO', name: 'HwO', beschreibung: 'Handwerksordnung § 25.' },
    { code: 'beide', name: 'BBiG und HwO', beschreibung: 'Both laws.' },
    { code: 'sonstige', name: 'Sonstige', beschreibung: 'Another law; `rechtsgrundlageText` names it.' },
  ],
)

export type Berufsverordnung = Static<typeof Berufsverordnung>
export const Berufsverordnung = Type.Object(
  {
    titel: text('Full title.'),
    kurztitel: textOrNull('Short title; null when it has none.'),
    abkuerzung: text('Abbreviation.', 200),
    jurabk: text('Abbreviation of the collection of federal law.', 200),
    bjnr: ref(Bjnr),
    ausfertigungsdatum: ref(Datum, 'Day on which it was made.'),
    fundstelle: text('Where it is published.', 200),
    stand: textOrNull('Last change; null when there was none.'),
    gueltigAb: Type.Union([ref(Datum), Type.Null()], { description: 'First day in force; null when not known.' }),
    quelle: text('Source of the text.', 40),
  },
  {
    $id: 'Berufsverordnung',
    description: 'The ordinance that regulates an occupation (BBiG § 4, HwO § 25).',
    additionalProperties: false,
  },
)

export type Berufsplanangabe = Static<typeof Berufsplanangabe>
export const Berufsplanangabe = Type.Object(
  {
    positionen: Type.Integer({ minimum: 0, maximum: 3000, description: 'Positions.' }),
    mitZeitrichtwert: Type.Integer({ minimum: 0, maximum: 3000, description: 'Positions with a time.' }),
    zeitform: Type.Unsafe<'richtwerte' | 'zeitraeume' | 'zeitrahmen' | 'markierung' | 'text' | 'keine'>({
      type: 'string',
      enum: ['richtwerte', 'zeitraeume', 'zeitrahmen', 'markierung', 'text', 'keine'],
      description: 'How the plan gives times: weeks in the table, spans in words, frames in months, or marks.',
    }),
  },
  { $id: 'Berufsplanangabe', description: 'What the plan of an occupation holds.', additionalProperties: false },
)

const auswahl = (description: string) =>
  Type.Array(text('One of them.', 300), { maxItems: 100, uniqueItems: true, description })

export type Berufsfassung = Static<typeof Berufsfassung>
export const Berufsfassung = Type.Object(
  {
    schluessel: ref(Berufsschluessel),
    bezeichnung: text('Name, male or common form.', 300),
    bezeichnungWeiblich: textOrNull('Female form; null when the ordinance knows one form.'),
    bezeichnungKombiniert: text('Both forms.', 600),
    verordnung: ref(Berufsverordnung),
    ausbildungsdauerMonate: Type.Integer({
      minimum: 12,
      maximum: 48,
      description: 'Duration of the training in months.',
    }),
    fachrichtungen: auswahl('Fachrichtungen to choose from.'),
    schwerpunkte: auswahl('Schwerpunkte to choose from.'),
    rechtsgrundlage: ref(Berufsrechtsgrundlage),
    rechtsgrundlageText: Type.Optional(text('The law, where it is another one.')),
    aufbauendAuf: Type.Optional(ref(Berufsschluessel, 'Occupation of the first stage.')),
    aufgehoben: Type.Boolean({ description: 'True when the ordinance is repealed.' }),
    aufgehobenZum: Type.Optional(ref(Datum, 'First day on which it is no longer in force.')),
    aufhebung: Type.Optional(text('What repealed it.', 2000)),
    ersetztDurch: Type.Optional(auswahl('Abbreviations of the ordinances that took its place.')),
    geltendAm: Type.Optional(
      ref(Datum, 'A day on which the source says that it is in force; where the first day is not known.'),
    ),
    befristetBis: Type.Optional(ref(Datum, 'Last day in force of an ordinance with an end.')),
    hinweis: Type.Optional(text('What else is to be known.', 4000)),
    planVeraltet: Type.Optional(auswahl('Parts of the plan that are older than the ordinance.')),
    plan: ref(Berufsplanangabe),
  },
  {
    $id: 'Berufsfassung',
    description: 'A recognised occupation under one ordinance.',
    additionalProperties: false,
  },
)

export type CreateBeruf = Static<typeof CreateBeruf>
export const CreateBeruf = Type.Object(
  {
    fassung: ref(Berufsfassung),
    rahmenplan: Type.Optional(ref(Rahmenplan)),
  },
  {
    $id: 'CreateBeruf',
    description: 'One occupation of a delivery of the catalogue, with its training plan.',
    additionalProperties: false,
  },
)

export type Beruf = Static<typeof Beruf>
export const Beruf = Type.Object(
  {
    id: ref(Id),
    version: Type.Integer({ minimum: 1, description: 'Grows with each change of the text.' }),
    gueltigVon: Type.Optional(ref(Datum, 'First day on which contracts may begin under it; absent when not known.')),
    gueltigBis: Type.Optional(ref(Datum, 'Last such day; absent while no end is known.')),
    mitgeliefert: Type.Boolean({ description: 'True when it is part of the small catalogue of the product.' }),
    erstelltAm: ref(Zeitpunkt, 'When it came first.'),
    geaendertAm: ref(Zeitpunkt, 'When this version came.'),
    fassung: ref(Berufsfassung),
    rahmenplan: Type.Optional(ref(Rahmenplan, 'The training plan; lists leave it out.')),
  },
  { $id: 'Beruf', description: 'An occupation of the catalogue under one ordinance.' },
)

export type BerufSeite = Static<typeof BerufSeite>
export const BerufSeite = seiteOf(Beruf, 'Beruf')

export type BerufFilter = Static<typeof BerufFilter>
export const BerufFilter = Type.Object(
  {
    ...seitenParameter,
    name: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 300,
        description: 'Occupations whose name, in any of its forms, has a word that begins like this.',
      }),
    ),
    schluessel: Type.Optional(ref(Berufsschluessel, 'The occupation with this key.')),
    stichtag: Type.Optional(ref(Datum, 'Occupations that a contract that begins on this day may name.')),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Occupations that changed at this instant or later.')),
  },
  { $id: 'BerufFilter', description: 'Filter of a list of occupations.', additionalProperties: false },
)

export type BerufParameter = Static<typeof BerufParameter>
export const BerufParameter = Type.Object(
  {
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'An earlier version; absent means the present one.',
      }),
    ),
  },
  { $id: 'BerufParameter', description: 'Parameters of reading an occupation.', additionalProperties: false },
)

const tags = ['Berufe'] as const

export const listBerufe = defineOperation({
  method: 'GET',
  url: '/v1/berufe',
  schema: {
    operationId: 'listBerufe',
    tags,
    summary: 'List and search recognised occupations',
    description:
      'Needs no sign-in. With `stichtag` only ordinances in force on that day: what a contract may name that begins then.',
    security: [],
    querystring: ref(BerufFilter),
    response: { 200: ref(BerufSeite) },
  },
})

export const getBeruf = defineOperation({
  method: 'GET',
  url: '/v1/berufe/:id',
  schema: {
    operationId: 'getBeruf',
    tags,
    summary: 'Read one occupation with its training plan',
    description: 'Needs no sign-in.',
    security: [],
    params: ref(IdParams),
    querystring: ref(BerufParameter),
    response: { 200: ref(Beruf) },
  },
})

export const streamBerufe = defineOperation({
  method: 'POST',
  url: '/v1/berufe',
  schema: {
    operationId: 'streamBerufe',
    tags,
    summary: 'Deliver the catalogue of occupations as a stream of NDJSON',
    description:
      'One `{"fassung":{…},"rahmenplan":{…}}` per line. An occupation is known by the document number of its ordinance and its name: a new one is added, another form becomes its next version, nothing is removed. The answer is NDJSON: a line per refused record, and a closing line `zusammenfassung`. The same body again changes nothing.',
    consumes: ['application/x-ndjson'],
    response: {
      200: {
        description: 'One line per refused record, then the summary.',
        content: { 'application/x-ndjson': { schema: ref(Stammdatenzeile) } },
      },
    },
  },
})
