import { type Static, Type } from 'typebox'
import { ref, Sha256 } from './common.ts'
import { defineOperation } from './operation.ts'
import { AenderungId, ProfilId } from './wissen.ts'
import { ProfilParameter } from './wissen-lesen.ts'

const closed = { additionalProperties: false } as const
/** Numbers of chains by their names. */
export const kettennummern = (description: string) =>
  Type.Record(
    Type.String({ pattern: '^[a-z0-9][A-Za-z0-9._-]{0,90}$' }),
    Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Last number that counted.' }),
    { description, maxProperties: 10_000, ...closed },
  )

export type Wissenssiegel = Static<typeof Wissenssiegel>
export const Wissenssiegel = Type.Object(
  {
    v: Type.Unsafe<1>({ type: 'integer', minimum: 1, maximum: 1, description: 'Version of the form.' }),
    profil: ref(ProfilId),
    vektor: kettennummern('How far each chain was known.'),
    aenderungen: Type.Array(ref(AenderungId), { description: 'The changes that were read.', maxItems: 5_000 }),
    stand: ref(Sha256, 'Hash over the published slots of the profile.'),
    hash: ref(Sha256, 'Hash over all of that: the seal.'),
  },
  { $id: 'Wissenssiegel', description: 'Ties a decision to what was published of a profile.', ...closed },
)

export type Siegelwirkung = Static<typeof Siegelwirkung>
export const Siegelwirkung = Type.Object(
  {
    aenderung: ref(AenderungId),
    wirkung: Type.Unsafe<'ersetzt' | 'geschwaerzt' | 'entfallen'>({
      type: 'string',
      enum: ['ersetzt', 'geschwaerzt', 'entfallen'],
      description: 'What has become of it: replaced, redacted, or it counts no longer.',
    }),
  },
  { $id: 'Siegelwirkung', description: 'A change that a seal names and that no longer stands as it did.' },
)

export type Siegelpruefung = Static<typeof Siegelpruefung>
export const Siegelpruefung = Type.Object(
  {
    gueltig: Type.Boolean({ description: 'Whether the seal is what its hash says.' }),
    wirkungen: Type.Array(ref(Siegelwirkung), {
      description: 'What has happened since; empty while all of it stands.',
    }),
  },
  { $id: 'Siegelpruefung', description: 'What a seal is worth now.' },
)

const tags = ['Wissensbasis'] as const

export const getWissenssiegel = defineOperation({
  method: 'GET',
  url: '/v1/bq/siegel',
  schema: {
    operationId: 'getWissenssiegel',
    tags,
    summary: 'Seal what is published of a profile',
    description: 'Needs no sign-in. Nothing is stored.',
    querystring: ref(ProfilParameter),
    response: { 200: ref(Wissenssiegel) },
  },
})

export const checkWissenssiegel = defineOperation({
  method: 'POST',
  url: '/v1/bq/siegel/pruefung',
  schema: {
    operationId: 'checkWissenssiegel',
    tags,
    summary: 'Tell whether a seal holds, and what has become of what it names',
    description: 'Needs no sign-in. Nothing is stored.',
    body: ref(Wissenssiegel),
    response: { 200: ref(Siegelpruefung) },
  },
})
