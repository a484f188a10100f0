import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Knr,
  ref,
  Sha256,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { binaryResponse, defineOperation } from './operation.ts'
import { Vertragspartei } from './vertrag-codes.ts'

export type Vertragsbriefart = Static<typeof Vertragsbriefart>
export const Vertragsbriefart = defineCodeliste('Vertragsbriefart', 'What a letter about a contract says.', [
  {
    code: 'eintragung',
    name: 'Eintragungsbestätigung',
    beschreibung: 'The contract is registered; goes to the company, the apprentice and every representative (DV-11).',
  },
  {
    code: 'aenderung',
    name: 'Änderungsbestätigung',
    beschreibung: 'A change of the registered contract is registered; goes to the same parties.',
  },
  { code: 'ablehnung', name: 'Ablehnungsbescheid', beschreibung: 'The registration is refused; goes to the company.' },
])

export type Vertragsbrief = Static<typeof Vertragsbrief>
export const Vertragsbrief = Type.Object(
  {
    id: ref(Id),
    vertragId: ref(Id, 'The contract.'),
    knr: ref(Knr, 'The chamber that writes.'),
    art: ref(Vertragsbriefart),
    partei: ref(Vertragspartei, 'To whom it goes.'),
    vertreterNummer: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 9, description: 'Which legal representative, by its place in `vertreter`.' }),
    ),
    empfaenger: ref(Firmenname, 'Name in the address field.'),
    vorlage: ref(Bezeichnung, 'Key and version of the text of the letter; a text that was used never changes.'),
    tag: ref(Datum, 'Day of the letter.'),
    sha256: ref(Sha256, 'Hash of what the letter is drawn from; the same content gives the same file.'),
    erstelltAm: ref(Zeitpunkt, 'When it was made.'),
  },
  { $id: 'Vertragsbrief', description: 'A letter of a chamber about a training contract.' },
)

export type VertragsbriefSeite = Static<typeof VertragsbriefSeite>
export const VertragsbriefSeite = seiteOf(Vertragsbrief, 'Vertragsbrief')

const auswahl = {
  vertragId: Type.Optional(ref(Id, 'Letters about this contract only.')),
  tag: Type.Optional(ref(Datum, 'Letters of this day only.')),
  art: Type.Optional(ref(Vertragsbriefart)),
}

export type VertragsbriefFilter = Static<typeof VertragsbriefFilter>
export const VertragsbriefFilter = Type.Object(
  { ...seitenParameter, ...auswahl },
  { $id: 'VertragsbriefFilter', description: 'Filter of a list of letters.', additionalProperties: false },
)

export type VertragsbriefAuswahl = Static<typeof VertragsbriefAuswahl>
export const VertragsbriefAuswahl = Type.Object(auswahl, {
  $id: 'VertragsbriefAuswahl',
  description: 'Which letters to print: of a contract, of a day, or both; one of them is needed.',
  additionalProperties: false,
})

export type CreateVertragsbriefe = Static<typeof CreateVertragsbriefe>
export const CreateVertragsbriefe = Type.Object(
  { art: ref(Vertragsbriefart) },
  {
    $id: 'CreateVertragsbriefe',
    description: 'Letters that are made again from the contract as it is now, for example after a correction.',
    additionalProperties: false,
  },
)

export type Vertragsbriefe = Static<typeof Vertragsbriefe>
export const Vertragsbriefe = Type.Object(
  { briefe: Type.Array(ref(Vertragsbrief), { description: 'The letters, one per party.' }) },
  { $id: 'Vertragsbriefe', description: 'Letters that were made together.' },
)

const tags = ['Ausbildungsvertraege'] as const

export const listVertragsbriefe = defineOperation({
  method: 'GET',
  url: '/v1/vertragsbriefe',
  schema: {
    operationId: 'listVertragsbriefe',
    tags,
    summary: 'List letters about contracts: all of the chamber, those to itself for a company or vendor',
    querystring: ref(VertragsbriefFilter),
    response: { 200: ref(VertragsbriefSeite) },
  },
})

export const getVertragsbriefDatei = defineOperation({
  method: 'GET',
  url: '/v1/vertragsbriefe/:id/datei',
  schema: {
    operationId: 'getVertragsbriefDatei',
    tags,
    summary: 'Fetch a letter as PDF',
    params: ref(IdParams),
    response: { 200: binaryResponse('application/pdf', 'The letter.') },
  },
})

export const printVertragsbriefe = defineOperation({
  method: 'GET',
  url: '/v1/vertragsbriefe/druck',
  schema: {
    operationId: 'printVertragsbriefe',
    tags,
    summary: 'Fetch all letters of a contract or of a day as one PDF to print',
    querystring: ref(VertragsbriefAuswahl),
    response: { 200: binaryResponse('application/pdf', 'The letters, each on pages of its own.') },
  },
})

export const createVertragsbriefe = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/briefe',
  schema: {
    operationId: 'createVertragsbriefe',
    tags,
    summary: 'Make the letters of a contract again, from its data as they are now',
    params: ref(IdParams),
    body: ref(CreateVertragsbriefe),
    response: { 201: ref(Vertragsbriefe) },
  },
})
