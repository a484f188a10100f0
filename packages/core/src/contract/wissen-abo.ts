import { type Static, Type } from 'typebox'
import { ref, Sha256, Uuid, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import { AenderungId, Pseudonym, Slotname, Wissenskammer } from './wissen.ts'

const closed = { additionalProperties: false } as const

export type Aboart = Static<typeof Aboart>
export const Aboart = Type.Unsafe<'land' | 'profil' | 'abschnitt' | 'feld' | 'kammer' | 'quelle'>({
  $id: 'Aboart',
  type: 'string',
  enum: ['land', 'profil', 'abschnitt', 'feld', 'kammer', 'quelle'],
  description:
    'What is watched: a country with its qualifications (`TR`), a profile (`land:TR`), a section or field of one (`land:TR/bildungssystem`), what a chamber writes (`153`), or what cites an address or the hash of a document.',
})

const abofelder = {
  art: ref(Aboart),
  wert: Type.String({
    description: 'Which one.',
    pattern: '^[!-~\\u00a1-\\uffef]+$',
    minLength: 2,
    maxLength: 2_000,
    examples: ['TR', 'land:TR/bildungssystem'],
  }),
}

export type CreateAbo = Static<typeof CreateAbo>
export const CreateAbo = Type.Object(abofelder, {
  $id: 'CreateAbo',
  description: 'Something that is to be watched.',
  ...closed,
})

export type Abo = Static<typeof Abo>
export const Abo = Type.Object(
  { id: ref(Uuid, 'Id of the entry.'), ...abofelder, erstelltAm: ref(Zeitpunkt, 'Since when.') },
  { $id: 'Abo', description: 'An entry of the own watch list.' },
)

export type Aboliste = Static<typeof Aboliste>
export const Aboliste = Type.Object(
  { eintraege: Type.Array(ref(Abo), { description: 'Oldest first.' }) },
  { $id: 'Aboliste', description: 'The own watch list.' },
)

export type AboParams = Static<typeof AboParams>
export const AboParams = Type.Object(
  { id: ref(Uuid, 'Id of the entry.') },
  { $id: 'AboParams', description: 'Names an entry of the own watch list.', ...closed },
)

export type BenachrichtigungFilter = Static<typeof BenachrichtigungFilter>
export const BenachrichtigungFilter = Type.Object(
  {
    nach: Type.Optional(
      Type.Integer({
        description: 'Only what came after this place of the log: `bis` of the answer before.',
        minimum: 0,
        maximum: 9_007_199_254_740_991,
      }),
    ),
  },
  { $id: 'BenachrichtigungFilter', description: 'From where notifications are read on.', ...closed },
)

export type Benachrichtigung = Static<typeof Benachrichtigung>
export const Benachrichtigung = Type.Object(
  {
    abos: Type.Array(ref(Uuid), { description: 'The entries of the watch list that it belongs to.' }),
    aenderung: ref(AenderungId),
    satz: ref(Sha256, 'Its changeset.'),
    slot: ref(Slotname),
    kammer: ref(Wissenskammer),
    person: ref(Pseudonym),
    erstelltAm: ref(Zeitpunkt, 'When it was written, as its author says.'),
  },
  { $id: 'Benachrichtigung', description: 'A change of something that is watched.' },
)

export type Benachrichtigungen = Static<typeof Benachrichtigungen>
export const Benachrichtigungen = Type.Object(
  {
    eintraege: Type.Array(ref(Benachrichtigung), { description: 'In the order in which they arrived here.' }),
    bis: Type.Integer({ minimum: 0, description: 'The place of the log up to which this goes, for `nach`.' }),
    mehr: Type.Boolean({ description: 'Whether the log goes on behind it.' }),
  },
  { $id: 'Benachrichtigungen', description: 'Changes of what is watched.' },
)

const tags = ['Wissensbasis'] as const

export const createAbo = defineOperation({
  method: 'POST',
  url: '/v1/bq/abos',
  schema: {
    operationId: 'createAbo',
    tags,
    summary: 'Watch a country, profile, section, field, chamber or source',
    body: ref(CreateAbo),
    response: { 201: ref(Abo) },
  },
})

export const listAbos = defineOperation({
  method: 'GET',
  url: '/v1/bq/abos',
  schema: { operationId: 'listAbos', tags, summary: 'Read the own watch list', response: { 200: ref(Aboliste) } },
})

export const deleteAbo = defineOperation({
  method: 'DELETE',
  url: '/v1/bq/abos/:id',
  schema: {
    operationId: 'deleteAbo',
    tags,
    summary: 'Watch something no longer',
    params: ref(AboParams),
    response: { 200: ref(Abo) },
  },
})

export const listBenachrichtigungen = defineOperation({
  method: 'GET',
  url: '/v1/bq/benachrichtigungen',
  schema: {
    operationId: 'listBenachrichtigungen',
    tags,
    summary: 'Read what has changed of what is watched',
    description:
      'Without `nach` from the time on that each entry was made. The same place gives the same answer again.',
    querystring: ref(BenachrichtigungFilter),
    response: { 200: ref(Benachrichtigungen) },
  },
})
