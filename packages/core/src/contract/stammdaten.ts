import { type Static, Type } from 'typebox'
import { Anschrift, HrNummer, Identnummer } from './anschrift.ts'
import {
  Bezeichnung,
  defineCodeliste,
  Firmenname,
  FremdId,
  Id,
  IdParams,
  Knr,
  Personenname,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { defineOperation } from './operation.ts'
import { Problem, Verstoss } from './problem.ts'

export type Stammsatzart = Static<typeof Stammsatzart>
export const Stammsatzart = defineCodeliste(
  'Stammsatzart',
  'What a record of the master data of a chamber describes.',
  [
    { code: 'unternehmen', name: 'Unternehmen', beschreibung: 'A company of the register.' },
    { code: 'betriebsstaette', name: 'Betriebsstätte', beschreibung: 'A site of a company.' },
    { code: 'ausbilder', name: 'Ausbilder', beschreibung: 'A recognised trainer of a company.' },
    { code: 'berufsschule', name: 'Berufsschule', beschreibung: 'A vocational school.' },
    { code: 'ansprechpartner', name: 'Ansprechpartner', beschreibung: 'An adviser or support contact of the chamber.' },
  ],
)

const entfallen = Type.Optional(
  Type.Boolean({ description: 'True when the register holds it no longer: it stays readable and is not proposed.' }),
)

export type Stammunternehmen = Static<typeof Stammunternehmen>
export const Stammunternehmen = Type.Object(
  {
    identnummer: ref(Identnummer, 'Number of the company at the chamber; the key of the record.'),
    name: ref(Firmenname, 'Name of the company as the register holds it.'),
    hrNummer: Type.Optional(ref(HrNummer)),
    anschrift: ref(Anschrift, 'Postal address; letters go here and nowhere else.'),
    entfallen,
  },
  {
    $id: 'Stammunternehmen',
    description: 'A company as the register of its chamber holds it.',
    additionalProperties: false,
  },
)

export type Stammbetriebsstaette = Static<typeof Stammbetriebsstaette>
export const Stammbetriebsstaette = Type.Object(
  {
    fremdId: ref(FremdId, "The chamber's key of the site; the key of the record."),
    identnummer: ref(Identnummer, 'The company that the site belongs to.'),
    name: Type.Optional(ref(Firmenname, 'Name of the site, where it has one.')),
    anschrift: ref(Anschrift, 'Where the site lies.'),
    ags: Type.Optional(
      Type.String({
        description: 'Amtlicher Gemeindeschlüssel of the place; a string, 8 digits, leading zeros kept.',
        pattern: '^[0-9]{8}$',
        minLength: 8,
        maxLength: 8,
        examples: ['08222000'],
      }),
    ),
    betriebsnummer: Type.Optional(
      Type.String({
        description:
          'Betriebsnummer of the Bundesagentur für Arbeit; a string, 8 digits, leading zeros kept (DAV-038).',
        pattern: '^[0-9]{8}$',
        minLength: 8,
        maxLength: 8,
        examples: ['09912342'],
      }),
    ),
    entfallen,
  },
  { $id: 'Stammbetriebsstaette', description: 'A site of a company in the register.', additionalProperties: false },
)

export type Stammausbilder = Static<typeof Stammausbilder>
export const Stammausbilder = Type.Object(
  {
    fremdId: ref(FremdId, "The chamber's key of the trainer; the key of the record."),
    identnummer: ref(Identnummer, 'The company that the trainer works for.'),
    name: ref(Personenname, 'Name of the trainer: given names, then family name.'),
    berufe: Type.Array(ref(Bezeichnung, 'Name of an occupation.'), {
      maxItems: 100,
      description: 'Occupations that the trainer is recognised for.',
      'x-xml': { element: 'beruf' },
    }),
    entfallen,
  },
  {
    $id: 'Stammausbilder',
    description: 'A trainer whom the chamber recognised, with the occupations (BBiG § 28).',
    additionalProperties: false,
  },
)

export type Stammberufsschule = Static<typeof Stammberufsschule>
export const Stammberufsschule = Type.Object(
  {
    fremdId: ref(FremdId, 'Key of the school at the chamber; the key of the record.'),
    name: ref(Firmenname, 'Name of the school.'),
    anschrift: ref(Anschrift, 'Where the school lies.'),
    entfallen,
  },
  { $id: 'Stammberufsschule', description: 'A vocational school in the register.', additionalProperties: false },
)

export type Ansprechpartnerfunktion = Static<typeof Ansprechpartnerfunktion>
export const Ansprechpartnerfunktion = defineCodeliste(
  'Ansprechpartnerfunktion',
  'What a contact of a chamber is there for.',
  [
    { code: 'ausbildungsberatung', name: 'Ausbildungsberatung', beschreibung: 'Advises on training (BBiG § 76).' },
    { code: 'support', name: 'Support', beschreibung: 'Helps with the applications.' },
  ],
)

export type Stammansprechpartner = Static<typeof Stammansprechpartner>
export const Stammansprechpartner = Type.Object(
  {
    fremdId: ref(FremdId, "The chamber's key of the contact; the key of the record."),
    funktion: ref(Ansprechpartnerfunktion),
    name: ref(Personenname, 'Name of the person or of the desk.'),
    telefon: Type.Optional(
      Type.String({
        description: 'Telephone number.',
        pattern: '^[0-9+() /-]+$',
        minLength: 3,
        maxLength: 40,
        examples: ['+49 621 1709-0'],
      }),
    ),
    email: Type.Optional(
      Type.String({
        description: 'E-mail address.',
        pattern: '^[!-?A-~]+@[!-?A-~]+$',
        minLength: 3,
        maxLength: 254,
        examples: ['ausbildung@kammer.example'],
      }),
    ),
    zustaendigkeit: Type.Optional(ref(Bezeichnung, 'Occupations or places that the contact is there for.')),
    entfallen,
  },
  {
    $id: 'Stammansprechpartner',
    description: 'An adviser or support contact of a chamber.',
    additionalProperties: false,
  },
)

const inhalte = {
  unternehmen: Type.Optional(ref(Stammunternehmen)),
  betriebsstaette: Type.Optional(ref(Stammbetriebsstaette)),
  ausbilder: Type.Optional(ref(Stammausbilder)),
  berufsschule: Type.Optional(ref(Stammberufsschule)),
  ansprechpartner: Type.Optional(ref(Stammansprechpartner)),
}

export type CreateStammsatz = Static<typeof CreateStammsatz>
export const CreateStammsatz = Type.Object(inhalte, {
  $id: 'CreateStammsatz',
  description: 'One record of a delivery of master data; exactly one of the parts is given.',
  additionalProperties: false,
})

export type Stammdatenlieferung = Static<typeof Stammdatenlieferung>
export const Stammdatenlieferung = Type.Array(ref(CreateStammsatz), {
  $id: 'Stammdatenlieferung',
  description: 'Many records in one stream; each is read, checked and stored by itself.',
  'x-xml': { element: 'stammsatz' },
})

export type Stammsatz = Static<typeof Stammsatz>
export const Stammsatz = Type.Object(
  {
    id: ref(Id),
    knr: ref(Knr, 'The chamber whose register it is.'),
    art: ref(Stammsatzart),
    erstelltAm: ref(Zeitpunkt, 'When it came first.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
    ...inhalte,
  },
  { $id: 'Stammsatz', description: 'A record of the master data of a chamber; the part named by `art` is given.' },
)

export type StammsatzSeite = Static<typeof StammsatzSeite>
export const StammsatzSeite = seiteOf(Stammsatz, 'Stammsatz')

export type StammsatzFilter = Static<typeof StammsatzFilter>
export const StammsatzFilter = Type.Object(
  {
    ...seitenParameter,
    art: Type.Optional(ref(Stammsatzart)),
    identnummer: Type.Optional(ref(Identnummer, 'Records of the company with this number only.')),
    name: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 300,
        description: 'Records whose name begins like this; case, umlauts and legal form do not matter.',
      }),
    ),
    plz: Type.Optional(
      Type.String({ pattern: '^[0-9]{1,5}$', minLength: 1, maxLength: 5, description: 'Begin of the postal code.' }),
    ),
    entfallen: Type.Optional(
      Type.Boolean({ description: 'Only records that the register holds no longer, or only the others.' }),
    ),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Records that changed at this instant or later.')),
  },
  { $id: 'StammsatzFilter', description: 'Filter of a list of master data.', additionalProperties: false },
)

export type StammdatenParameter = Static<typeof StammdatenParameter>
export const StammdatenParameter = Type.Object(
  { art: Type.Optional(ref(Stammsatzart, 'What the rows describe; needed for CSV.')) },
  { $id: 'StammdatenParameter', description: 'Parameters of a delivery of master data.', additionalProperties: false },
)

export type Stammdatenposition = Static<typeof Stammdatenposition>
export const Stammdatenposition = Type.Object(
  {
    art: Type.Unsafe<'satz'>({ type: 'string', enum: ['satz'], description: 'Always satz.' }),
    position: Type.Integer({ minimum: 1, description: 'Running number of the record in the body, from 1.' }),
    zeile: Type.Optional(Type.Integer({ minimum: 1, description: 'Line of the body in which the record begins.' })),
    schluessel: Type.Optional(Type.String({ description: 'Key of the record, where it could be read.' })),
    verstoesse: Type.Array(ref(Verstoss), { description: 'What is wrong.' }),
  },
  { $id: 'Stammdatenposition', description: 'A record that was refused; all others are stored.' },
)

export type Stammdatenzusammenfassung = Static<typeof Stammdatenzusammenfassung>
export const Stammdatenzusammenfassung = Type.Object(
  {
    art: Type.Unsafe<'zusammenfassung'>({
      type: 'string',
      enum: ['zusammenfassung'],
      description: 'Always zusammenfassung.',
    }),
    gelesen: Type.Integer({ minimum: 0, description: 'Records that were read.' }),
    neu: Type.Integer({ minimum: 0, description: 'Records that were new.' }),
    geaendert: Type.Integer({ minimum: 0, description: 'Records that took the place of an older form.' }),
    unveraendert: Type.Integer({ minimum: 0, description: 'Records that were there already.' }),
    abgelehnt: Type.Integer({ minimum: 0, description: 'Records that were refused; each has a line of its own.' }),
    problem: Type.Optional(ref(Problem, 'Why the rest of the body was not read; what came before is stored.')),
  },
  { $id: 'Stammdatenzusammenfassung', description: 'Last line of the answer to a delivery of master data.' },
)

export const Stammdatenzeile = Type.Union([ref(Stammdatenposition), ref(Stammdatenzusammenfassung)], {
  $id: 'Stammdatenzeile',
  description: 'A line of the answer to a delivery of master data, told apart by `art`.',
})

const tags = ['Stammdaten'] as const

export const streamStammdaten = defineOperation({
  method: 'POST',
  url: '/v1/stammdaten',
  schema: {
    operationId: 'streamStammdaten',
    tags,
    summary: 'Deliver master data as a stream of CSV, NDJSON or XML',
    description:
      'New records are added, others replaced by their key (`identnummer` of a company, else `fremdId`); nothing is removed. NDJSON: one `{"<art>":{…}}` per line. XML: `<stammdaten>` with `<stammsatz>` elements. CSV: UTF-8, a header with the names of the fields, `;`, `,` or tab between them, `|` between several occupations, and the kind as `?art=`. The answer is NDJSON: a line per refused record, and a closing line `zusammenfassung`. The same body again changes nothing.',
    consumes: ['application/x-ndjson', 'application/xml', 'text/csv'],
    querystring: ref(StammdatenParameter),
    response: {
      200: {
        description: 'One line per refused record, then the summary.',
        content: { 'application/x-ndjson': { schema: ref(Stammdatenzeile) } },
      },
    },
  },
})

export const listStammdaten = defineOperation({
  method: 'GET',
  url: '/v1/stammdaten',
  schema: {
    operationId: 'listStammdaten',
    tags,
    summary: 'List the master data of the chamber',
    querystring: ref(StammsatzFilter),
    response: { 200: ref(StammsatzSeite) },
  },
})

export const getStammsatz = defineOperation({
  method: 'GET',
  url: '/v1/stammdaten/:id',
  schema: {
    operationId: 'getStammsatz',
    tags,
    summary: 'Read one record of the master data',
    params: ref(IdParams),
    response: { 200: ref(Stammsatz) },
  },
})
