import { type Static, Type } from 'typebox'
import { Datum, ref, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import {
  AenderungId,
  AenderungssatzAngelegt,
  Pseudonym,
  Slotname,
  Wissensaenderung,
  Wissenskammer,
  wissenstext,
} from './wissen.ts'

const closed = { additionalProperties: false } as const
const zu = ref(Slotname, 'The statement that is spoken of, or a profile as a whole.')

export type CreateWissensbeitrag = Static<typeof CreateWissensbeitrag>
export const CreateWissensbeitrag = Type.Object(
  {
    zu,
    antwortAuf: Type.Optional(ref(AenderungId, 'The contribution that this one answers.')),
    text: wissenstext('What is said; it names no applicant.', 10_000),
  },
  { $id: 'CreateWissensbeitrag', description: 'A contribution to the discussion of a statement.', ...closed },
)

export type WissensbeitragFilter = Static<typeof WissensbeitragFilter>
export const WissensbeitragFilter = Type.Object(
  { zu },
  { $id: 'WissensbeitragFilter', description: 'Which discussion is read.', ...closed },
)

/** Who said something, and when. */
const sprecher = {
  id: ref(AenderungId, 'The change that holds it.'),
  kammer: ref(Wissenskammer),
  person: ref(Pseudonym),
  erstelltAm: ref(Zeitpunkt, 'When it was written, as its author says.'),
  text: Type.Optional(Type.String({ description: 'What is said; absent when it was redacted.' })),
}

export type Wissensbeitrag = Static<typeof Wissensbeitrag>
export const Wissensbeitrag = Type.Object(
  { ...sprecher, zu, antwortAuf: Type.Optional(ref(AenderungId, 'The contribution that this one answers.')) },
  { $id: 'Wissensbeitrag', description: 'A contribution to the discussion of a statement; for chambers.' },
)

export type Wissensbeitragsliste = Static<typeof Wissensbeitragsliste>
export const Wissensbeitragsliste = Type.Object(
  { eintraege: Type.Array(ref(Wissensbeitrag), { description: 'In the order in which they arrived here.' }) },
  { $id: 'Wissensbeitragsliste', description: 'A discussion.' },
)

export type Fallereignis = Static<typeof Fallereignis>
export const Fallereignis = Type.Object(
  {
    art: Type.Unsafe<'nachforderung' | 'vollstaendig' | 'hemmung' | 'fortsetzung' | 'verlaengerung' | 'entscheidung'>({
      type: 'string',
      enum: ['nachforderung', 'vollstaendig', 'hemmung', 'fortsetzung', 'verlaengerung', 'entscheidung'],
      description: 'What happened.',
    }),
    am: ref(Datum, 'When.'),
    bis: Type.Optional(ref(Datum, 'Of an extension: the new last day.')),
  },
  { $id: 'Fallereignis', description: 'A day of a case that its terms depend on.', ...closed },
)

export type Fallangabe = Static<typeof Fallangabe>
export const Fallangabe = Type.Object(
  {
    verfahren: Type.Unsafe<'regel' | 'reglementiert' | 'reglementiertEu' | 'fachkraefte'>({
      type: 'string',
      enum: ['regel', 'reglementiert', 'reglementiertEu', 'fachkraefte'],
      description: 'The procedure: BQFG § 6, § 13, § 13 for EU certificates, or § 14a.',
    }),
    eingangAm: ref(Datum, 'When the application came in.'),
    ereignisse: Type.Array(ref(Fallereignis), { description: 'What has happened since, in its order.', maxItems: 50 }),
  },
  {
    $id: 'Fallangabe',
    description: 'The days of a case, from which its last day follows. They are not stored, and nobody else gets them.',
    ...closed,
  },
)

export type CreateWissensanfrage = Static<typeof CreateWissensanfrage>
export const CreateWissensanfrage = Type.Object(
  {
    an: Type.Array(ref(Wissenskammer), {
      description: 'The chambers that are asked.',
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
    }),
    zu,
    text: wissenstext('The question; it names no applicant.', 10_000),
    antwortBis: Type.Optional(ref(Datum, 'When the answer is wanted; after 10 working days without it.')),
    fall: Type.Optional(ref(Fallangabe, 'The case that waits for it; its last day is kept if it comes earlier.')),
  },
  { $id: 'CreateWissensanfrage', description: 'A question to other chambers about a statement or profile.', ...closed },
)

export type CreateWissensantwort = Static<typeof CreateWissensantwort>
export const CreateWissensantwort = Type.Object(
  {
    anfrage: ref(AenderungId, 'The question.'),
    text: wissenstext('The answer in words.', 10_000),
    aenderungen: Type.Optional(
      Type.Array(ref(Wissensaenderung), { description: 'The same as proposals, which go into review.', maxItems: 498 }),
    ),
  },
  { $id: 'CreateWissensantwort', description: 'An answer to another chamber, which becomes proposals.', ...closed },
)

export type Wissensantwort = Static<typeof Wissensantwort>
export const Wissensantwort = Type.Object(
  {
    ...sprecher,
    vorschlaege: Type.Array(ref(AenderungId), { description: 'The changes that were proposed with it.' }),
  },
  { $id: 'Wissensantwort', description: 'An answer to a question between chambers.' },
)

export type Wissensanfrage = Static<typeof Wissensanfrage>
export const Wissensanfrage = Type.Object(
  {
    ...sprecher,
    an: Type.Array(ref(Wissenskammer), { description: 'The chambers that are asked.' }),
    zu,
    frist: ref(Datum, 'Day on which the answer is due.'),
    resttage: Type.Integer({ description: 'Days until then, negative once it is over.' }),
    fallfrist: Type.Optional(ref(Datum, 'Last day of the case that waits for it.')),
    fallresttage: Type.Optional(Type.Integer({ description: 'Days until then.' })),
    status: Type.Unsafe<'offen' | 'beantwortet' | 'ueberfaellig'>({
      type: 'string',
      enum: ['offen', 'beantwortet', 'ueberfaellig'],
      description: 'Answered once every chamber that was asked has answered.',
    }),
    antworten: Type.Array(ref(Wissensantwort), { description: 'The answers so far.' }),
  },
  { $id: 'Wissensanfrage', description: 'A question between chambers; nothing in it names a person.' },
)

export type WissensanfrageFilter = Static<typeof WissensanfrageFilter>
export const WissensanfrageFilter = Type.Object(
  {
    kammer: Type.Optional(ref(Wissenskammer, 'Questions that this chamber asked or was asked.')),
    status: Type.Optional(
      Type.Unsafe<'offen' | 'beantwortet' | 'ueberfaellig'>({
        type: 'string',
        enum: ['offen', 'beantwortet', 'ueberfaellig'],
        description: 'Only those that stand like this.',
      }),
    ),
  },
  { $id: 'WissensanfrageFilter', description: 'Filter of the questions between chambers.', ...closed },
)

export type Wissensanfrageliste = Static<typeof Wissensanfrageliste>
export const Wissensanfrageliste = Type.Object(
  { eintraege: Type.Array(ref(Wissensanfrage), { description: 'Those due first at the top.' }) },
  { $id: 'Wissensanfrageliste', description: 'Questions between chambers.' },
)

const tags = ['Wissensbasis'] as const
const names = '422 `BQ-PERSONENBEZUG` when the text looks as if it named somebody.'

export const createWissensbeitrag = defineOperation({
  method: 'POST',
  url: '/v1/bq/beitraege',
  schema: {
    operationId: 'createWissensbeitrag',
    tags,
    summary: 'Say something about a statement to other chambers',
    description: `It is signed, goes to the nodes of chambers and is never published. ${names}`,
    body: ref(CreateWissensbeitrag),
    response: { 201: ref(AenderungssatzAngelegt) },
  },
})

export const listWissensbeitraege = defineOperation({
  method: 'GET',
  url: '/v1/bq/beitraege',
  schema: {
    operationId: 'listWissensbeitraege',
    tags,
    summary: 'Read the discussion of a statement or profile',
    querystring: ref(WissensbeitragFilter),
    response: { 200: ref(Wissensbeitragsliste) },
  },
})

export const createWissensanfrage = defineOperation({
  method: 'POST',
  url: '/v1/bq/anfragen',
  schema: {
    operationId: 'createWissensanfrage',
    tags,
    summary: 'Ask other chambers, with the deadline of the case',
    description: `Of the case only its last day is stored and told. ${names}`,
    body: ref(CreateWissensanfrage),
    response: { 201: ref(AenderungssatzAngelegt) },
  },
})

export const listWissensanfragen = defineOperation({
  method: 'GET',
  url: '/v1/bq/anfragen',
  schema: {
    operationId: 'listWissensanfragen',
    tags,
    summary: 'List the questions between chambers with the days that are left',
    querystring: ref(WissensanfrageFilter),
    response: { 200: ref(Wissensanfrageliste) },
  },
})

export const createWissensantwort = defineOperation({
  method: 'POST',
  url: '/v1/bq/antworten',
  schema: {
    operationId: 'createWissensantwort',
    tags,
    summary: 'Answer another chamber; what is proposed with it goes into review',
    description: `Only a chamber that was asked may answer. ${names}`,
    body: ref(CreateWissensantwort),
    response: { 201: ref(AenderungssatzAngelegt) },
  },
})
