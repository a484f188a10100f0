import { type Static, Type } from 'typebox'
import { ref, Sha256, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import { AenderungId, ProfilId, Slotname } from './wissen.ts'
import { Siegelwirkung, Wissenssiegel } from './wissen-siegel.ts'

const closed = { additionalProperties: false } as const
const aktenzeichen = Type.String({
  description: "The chamber's own number of the case. It stays at this node and is told to this chamber alone.",
  pattern: '^[A-Za-z0-9][A-Za-z0-9 ./_-]*$',
  minLength: 1,
  maxLength: 60,
  examples: ['BQ 2026/114'],
})

export type CreateWissensentscheidung = Static<typeof CreateWissensentscheidung>
export const CreateWissensentscheidung = Type.Object(
  { siegel: ref(Wissenssiegel), aktenzeichen },
  { $id: 'CreateWissensentscheidung', description: 'A decision that relied on what a seal names.', ...closed },
)

export type Wissensentscheidung = Static<typeof Wissensentscheidung>
export const Wissensentscheidung = Type.Object(
  {
    hash: ref(Sha256, 'The seal.'),
    profil: ref(ProfilId),
    aktenzeichen,
    erstelltAm: ref(Zeitpunkt, 'When it was noted.'),
  },
  { $id: 'Wissensentscheidung', description: 'A decision with the seal that it relied on.' },
)

export type SiegelParams = Static<typeof SiegelParams>
export const SiegelParams = Type.Object(
  { hash: ref(Sha256, 'The seal.') },
  { $id: 'SiegelParams', description: 'Names a seal.', ...closed },
)

export type Siegelbetroffene = Static<typeof Siegelbetroffene>
export const Siegelbetroffene = Type.Object(
  {
    hash: ref(Sha256, 'The seal.'),
    profil: ref(ProfilId),
    aktenzeichen: Type.Array(aktenzeichen, { description: 'The decisions of the own chamber that relied on it.' }),
    wirkungen: Type.Array(ref(Siegelwirkung), { description: 'What has become of what it names.' }),
  },
  { $id: 'Siegelbetroffene', description: 'Decisions that relied on a seal, and what has changed since.' },
)

export type Aussagenbetroffenheit = Static<typeof Aussagenbetroffenheit>
export const Aussagenbetroffenheit = Type.Object(
  {
    aenderung: ref(AenderungId),
    slot: Type.Optional(ref(Slotname, 'The statement; absent when the change counts no longer.')),
    wirkung: Type.Unsafe<'ersetzt' | 'geschwaerzt' | 'entfallen'>({
      type: 'string',
      enum: ['ersetzt', 'geschwaerzt', 'entfallen'],
      description: 'What has become of it.',
    }),
    entscheidungen: Type.Integer({ minimum: 1, description: 'Decisions of the own chamber that relied on it.' }),
    aktenzeichen: Type.Array(aktenzeichen, { description: 'Their numbers.' }),
    text: Type.String({ description: 'The same in words, German.' }),
    textEnglisch: Type.String({ description: 'The same in English.' }),
  },
  { $id: 'Aussagenbetroffenheit', description: 'A statement that decisions relied on and that stands otherwise now.' },
)

export type Betroffenheiten = Static<typeof Betroffenheiten>
export const Betroffenheiten = Type.Object(
  { eintraege: Type.Array(ref(Aussagenbetroffenheit), { description: 'Those with most decisions at the top.' }) },
  { $id: 'Betroffenheiten', description: 'What has changed under the decisions of a chamber.' },
)

export type CreateBewertungsergebnis = Static<typeof CreateBewertungsergebnis>
export const CreateBewertungsergebnis = Type.Object(
  {
    qualifikation: ref(ProfilId, 'The foreign qualification.'),
    referenzberuf: ref(ProfilId, 'The German occupation.'),
    ergebnis: Type.Unsafe<'voll' | 'teilweise' | 'keine'>({
      type: 'string',
      enum: ['voll', 'teilweise', 'keine'],
      description: 'Equivalence: full, partial or none (BQFG § 4).',
    }),
  },
  {
    $id: 'CreateBewertungsergebnis',
    description: 'The result of one assessment, without anything about the person.',
    ...closed,
  },
)

export type Ergebniszelle = Static<typeof Ergebniszelle>
export const Ergebniszelle = Type.Object(
  {
    land: Type.Optional(Type.String({ description: 'The country of the qualification.', examples: ['TR'] })),
    qualifikation: ref(ProfilId),
    referenzberuf: ref(ProfilId),
    ergebnis: Type.String({ description: 'voll, teilweise or keine.', examples: ['teilweise'] }),
    mindestens: Type.Integer({
      minimum: 5,
      description: 'At least so many cases, in steps of five: two answers differ by single cases unseen.',
    }),
  },
  { $id: 'Ergebniszelle', description: 'How often an assessment came out like this, from five cases on.' },
)

export type Ergebnistafel = Static<typeof Ergebnistafel>
export const Ergebnistafel = Type.Object(
  { zellen: Type.Array(ref(Ergebniszelle), { description: 'Cells with fewer than five cases are missing.' }) },
  { $id: 'Ergebnistafel', description: 'Results of earlier assessments, anonymised.' },
)

export type ErgebnisFilter = Static<typeof ErgebnisFilter>
export const ErgebnisFilter = Type.Object(
  {
    qualifikation: Type.Optional(ref(ProfilId, 'The foreign qualification.')),
    referenzberuf: Type.Optional(ref(ProfilId, 'The German occupation.')),
  },
  { $id: 'ErgebnisFilter', description: 'Filter of whole cells; nothing can be cut out of one.', ...closed },
)

const tags = ['Wissensbasis'] as const

export const createWissensentscheidung = defineOperation({
  method: 'POST',
  url: '/v1/bq/entscheidungen',
  schema: {
    operationId: 'createWissensentscheidung',
    tags,
    summary: 'Note that a decision relied on a seal',
    description:
      'Kept at this node for the own chamber. 422 `BQ-SIEGEL-FALSCH` when the seal is not what its hash says.',
    body: ref(CreateWissensentscheidung),
    response: { 201: ref(Wissensentscheidung) },
  },
})

export const getSiegelbetroffene = defineOperation({
  method: 'GET',
  url: '/v1/bq/siegel/:hash/betroffene',
  schema: {
    operationId: 'getSiegelbetroffene',
    tags,
    summary: 'Tell which decisions of the own chamber relied on a seal and what has changed since',
    params: ref(SiegelParams),
    response: { 200: ref(Siegelbetroffene) },
  },
})

export const listBetroffene = defineOperation({
  method: 'GET',
  url: '/v1/bq/betroffene',
  schema: {
    operationId: 'listBetroffene',
    tags,
    summary: 'List statements that decisions of the own chamber relied on and that stand otherwise now',
    response: { 200: ref(Betroffenheiten) },
  },
})

export const createBewertungsergebnis = defineOperation({
  method: 'POST',
  url: '/v1/bq/ergebnisse',
  schema: {
    operationId: 'createBewertungsergebnis',
    tags,
    summary: 'Count the result of an assessment',
    description: 'Nothing about the person, the case or its day is taken.',
    body: ref(CreateBewertungsergebnis),
    response: { 201: ref(CreateBewertungsergebnis) },
  },
})

export const listBewertungsergebnisse = defineOperation({
  method: 'GET',
  url: '/v1/bq/ergebnisse',
  schema: {
    operationId: 'listBewertungsergebnisse',
    tags,
    summary: 'Tell how earlier assessments came out, from five cases on',
    querystring: ref(ErgebnisFilter),
    response: { 200: ref(Ergebnistafel) },
  },
})
