import { type Static, Type } from 'typebox'
import { ref, Sha256 } from './common.ts'
import { binaryResponse, defineOperation } from './operation.ts'
import { AenderungssatzParams, Kettenname, Vektortext } from './wissen.ts'

const closed = { additionalProperties: false } as const
const nr = (description: string, minimum = 1) => Type.Integer({ minimum, maximum: 1_000_000_000, description })

export type Kettenkopf = Static<typeof Kettenkopf>
export const Kettenkopf = Type.Object(
  { nr: nr('Last number of the chain.'), kopf: ref(Sha256, 'The changeset with that number.') },
  { $id: 'Kettenkopf', description: 'How far a chain is known.', ...closed },
)

export type Gabelungsbeweis = Static<typeof Gabelungsbeweis>
export const Gabelungsbeweis = Type.Object(
  {
    knoten: ref(Kettenname),
    nr: nr('Number that was signed twice.'),
    zweige: Type.Unsafe<[string, string]>({
      ...Type.Array(ref(Sha256), { minItems: 2, maxItems: 2 }),
      description: 'Both changesets.',
    }),
  },
  { $id: 'Gabelungsbeweis', description: 'Proof that the author of a chain signed two continuations.', ...closed },
)

/** What a partner says about its log. */
const stand = {
  ketten: Type.Record(Type.String({ pattern: '^[a-z0-9][A-Za-z0-9._-]{0,90}$' }), ref(Kettenkopf), {
    description: 'How far each chain is known, by its name.',
    maxProperties: 10_000,
    ...closed,
  }),
  gabelungen: Type.Array(ref(Gabelungsbeweis), { description: 'Forks that can be proven.', maxItems: 10_000 }),
  unvollstaendig: Type.Array(ref(Sha256), {
    description: 'Changesets of which something is missing that was not redacted.',
    maxItems: 100_000,
  }),
}

export type Wissensvektor = Static<typeof Wissensvektor>
export const Wissensvektor = Type.Object(
  { netz: ref(Sha256, 'The network, by the hash of its founding document.'), ...stand },
  { $id: 'Wissensvektor', description: 'How far a node knows each chain.' },
)

export type Wissensbedarf = Static<typeof Wissensbedarf>
export const Wissensbedarf = Type.Object(
  { netz: Type.Optional(ref(Sha256, 'The network, by the hash of its founding document.')), ...stand },
  { $id: 'Wissensbedarf', description: 'What a partner has, so that it gets what it lacks.', ...closed },
)

export type Standhashes = Static<typeof Standhashes>
export const Standhashes = Type.Object(
  {
    arbeit: ref(Sha256, 'Hash of the working state.'),
    oeffentlich: ref(Sha256, 'Hash of what is published.'),
  },
  { $id: 'Standhashes', description: 'Nodes with the same hashes know the same.' },
)

export type Empfangszeile = Static<typeof Empfangszeile>
export const Empfangszeile = Type.Object(
  {
    id: Type.String({ description: 'The changeset; empty when the line could not be read.' }),
    ergebnis: Type.String({
      description: 'neu, bekannt, wartet, gabelung, or the code of the refusal.',
      examples: ['neu', 'sig-falsch'],
    }),
    pfad: Type.Optional(Type.String({ description: 'JSON Pointer to what is wrong.' })),
  },
  { $id: 'Empfangszeile', description: 'What became of one changeset that was handed over.' },
)

export type BuendelParameter = Static<typeof BuendelParameter>
export const BuendelParameter = Type.Object(
  { since: Type.Optional(ref(Vektortext, 'What the receiver has; nothing without it.')) },
  { $id: 'BuendelParameter', description: 'Parameters of a file for transport.', ...closed },
)

export type NachweisParameter = Static<typeof NachweisParameter>
export const NachweisParameter = Type.Object(
  { index: Type.Optional(Type.Integer({ minimum: 0, maximum: 499, default: 0, description: 'Place of the change.' })) },
  { $id: 'NachweisParameter', description: 'Which change of a changeset is proven.', ...closed },
)

export type Pfadschritt = Static<typeof Pfadschritt>
export const Pfadschritt = Type.Object(
  {
    hash: ref(Sha256, 'The hash beside.'),
    seite: Type.Unsafe<'links' | 'rechts'>({
      type: 'string',
      enum: ['links', 'rechts'],
      description: 'On which side it stands.',
    }),
  },
  { $id: 'Pfadschritt', description: 'A step from a change to the root of its changeset (RFC 9162).' },
)

export type Kettenglied = Static<typeof Kettenglied>
export const Kettenglied = Type.Object(
  {
    id: ref(Sha256, 'The changeset.'),
    kopf: Type.Unknown({ description: 'Its head; the SHA-256 of its canonical JSON is the id.' }),
    signatur: Type.String({ description: 'Ed25519 over the id, base64url.' }),
  },
  { $id: 'Kettenglied', description: 'A head with its signature.' },
)

export type Aenderungsnachweis = Static<typeof Aenderungsnachweis>
export const Aenderungsnachweis = Type.Object(
  {
    blatt: Type.Unknown({ description: 'The change, as far as the caller may see it.' }),
    pfad: Type.Array(ref(Pfadschritt), { description: 'The way to the root of its changeset.' }),
    kette: Type.Array(ref(Kettenglied), { description: 'Its changeset and those after it.' }),
  },
  { $id: 'Aenderungsnachweis', description: 'Proves to somebody without the log that a change is in a chain.' },
)

const tags = ['Wissensbasis'] as const
const ndjson = ['application/x-ndjson'] as const
const empfang = {
  description: 'One line per changeset, in their order.',
  content: { 'application/x-ndjson': { schema: ref(Empfangszeile) } },
}

export const getWissensvektor = defineOperation({
  method: 'GET',
  url: '/v1/bq/sync/vector',
  schema: {
    operationId: 'getWissensvektor',
    tags,
    summary: 'Tell how far each chain is known here',
    description: 'Needs no sign-in.',
    response: { 200: ref(Wissensvektor) },
  },
})

export const getStandhashes = defineOperation({
  method: 'GET',
  url: '/v1/bq/sync/stand',
  schema: {
    operationId: 'getStandhashes',
    tags,
    summary: 'Tell the hashes of both views',
    description: 'Needs no sign-in.',
    response: { 200: ref(Standhashes) },
  },
})

export const fetchAenderungssaetze = defineOperation({
  method: 'POST',
  url: '/v1/bq/sync/fetch',
  schema: {
    operationId: 'fetchAenderungssaetze',
    tags,
    summary: 'Fetch the changesets that somebody lacks',
    description:
      'As NDJSON, each chain ascending. Changes that the caller may not see are hidden, so that all verifies.',
    body: ref(Wissensbedarf),
    response: { 200: binaryResponse('application/x-ndjson', 'One changeset per line.') },
  },
})

export const pushAenderungssaetze = defineOperation({
  method: 'POST',
  url: '/v1/bq/sync/push',
  schema: {
    operationId: 'pushAenderungssaetze',
    tags,
    summary: 'Hand changesets over as a partner node',
    description:
      'One changeset per line of at most 1 MiB; the body may be of any length and is answered while it comes. Each is answered when it is durable; refused ones leave no trace and hold up no other. The same again is answered `bekannt`.',
    consumes: ndjson,
    response: { 200: empfang },
  },
})

export const getBuendel = defineOperation({
  method: 'GET',
  url: '/v1/bq/sync/bundle',
  schema: {
    operationId: 'getBuendel',
    tags,
    summary: 'Fetch the same as a signed file for transport without network',
    querystring: ref(BuendelParameter),
    response: { 200: binaryResponse('application/x-ndjson', 'Changesets, then the signed manifest.') },
  },
})

export const pushBuendel = defineOperation({
  method: 'POST',
  url: '/v1/bq/sync/bundle',
  schema: {
    operationId: 'pushBuendel',
    tags,
    summary: 'Take in such a file, whole or not at all',
    description: '422 when it is damaged or not whole.',
    consumes: ndjson,
    response: { 200: empfang },
  },
})

export const proveAenderung = defineOperation({
  method: 'GET',
  url: '/v1/bq/sync/proof/:id',
  schema: {
    operationId: 'proveAenderung',
    tags,
    summary: 'Prove a change to somebody without the log',
    description: 'Needs no sign-in.',
    params: ref(AenderungssatzParams),
    querystring: ref(NachweisParameter),
    response: { 200: ref(Aenderungsnachweis) },
  },
})
