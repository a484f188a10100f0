import { type Static, Type } from 'typebox'
import { Id, ref, Sha256, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'

/** Media types that an attachment may have; what the bytes are is looked at, not what they are called. */
export const anhangMedientypen = ['application/pdf', 'image/jpeg', 'image/png'] as const

export type AnhangParams = Static<typeof AnhangParams>
export const AnhangParams = Type.Object(
  { id: ref(Id, 'The book.'), hash: ref(Sha256, 'SHA-256 of the bytes, as reports name it.') },
  { $id: 'AnhangParams', description: 'Path parameters of an attachment.', additionalProperties: false },
)

export type GespeicherterAnhang = Static<typeof GespeicherterAnhang>
export const GespeicherterAnhang = Type.Object(
  {
    berichtsheftId: ref(Id, 'The book.'),
    sha256: ref(Sha256, 'Hash of the bytes.'),
    medientyp: Type.String({
      description: 'Media type, found by looking at the bytes.',
      examples: ['application/pdf'],
    }),
    groesse: Type.Integer({ minimum: 1, description: 'Size in bytes.' }),
    erstelltAm: ref(Zeitpunkt, 'When it was stored.'),
  },
  { $id: 'GespeicherterAnhang', description: 'An attachment that the gateway holds.' },
)

const tags = ['Berichtshefte'] as const

export const putAnhang = defineOperation({
  method: 'PUT',
  url: '/v1/berichtshefte/:id/anhaenge/:hash',
  schema: {
    operationId: 'putAnhang',
    tags,
    summary: 'Store the bytes of an attachment that reports of the book name by their hash',
    description:
      'Repeating it is safe: the address is the hash of the content. Reports may name an attachment before its bytes are there.',
    consumes: [...anhangMedientypen],
    params: ref(AnhangParams),
    response: { 200: ref(GespeicherterAnhang) },
  },
})

export const getAnhang = defineOperation({
  method: 'GET',
  url: '/v1/berichtshefte/:id/anhaenge/:hash',
  schema: {
    operationId: 'getAnhang',
    tags,
    summary: 'Fetch an attachment',
    params: ref(AnhangParams),
    response: {
      200: {
        description: 'The bytes; always a download.',
        content: Object.fromEntries(
          anhangMedientypen.map((type) => [
            type,
            { schema: { type: 'string', format: 'binary', description: 'The bytes.' } },
          ]),
        ),
      },
    },
  },
})
