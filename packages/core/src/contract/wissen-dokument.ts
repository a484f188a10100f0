import { type Static, Type } from 'typebox'
import { anhangMedientypen } from './anhang.ts'
import { ref, Sha256, Zeitpunkt } from './common.ts'
import { binaryResponse, defineOperation } from './operation.ts'
import { ProfilId, Sichtbarkeit, Wissenskammer, wissenstext } from './wissen.ts'

const closed = { additionalProperties: false } as const

/** What is said about a document. */
const angaben = {
  titel: wissenstext('What it is, as it is cited.', 300),
  lizenz: wissenstext('Licence, or what else allows to keep it.', 300),
  stufe: ref(Sichtbarkeit, 'Who may read it.'),
  profil: ref(ProfilId, 'The profile that it belongs to.'),
}

export type WissensdokumentParameter = Static<typeof WissensdokumentParameter>
export const WissensdokumentParameter = Type.Object(angaben, {
  $id: 'WissensdokumentParameter',
  description: 'What is said about a document that is handed in.',
  ...closed,
})

export type Wissensdokument = Static<typeof Wissensdokument>
export const Wissensdokument = Type.Object(
  {
    hash: ref(Sha256, 'SHA-256 of its bytes, as citations name it (`dokumentHash`).'),
    ...angaben,
    medientyp: Type.String({ description: 'Its media type.', examples: ['application/pdf'] }),
    groesse: Type.Integer({ minimum: 1, description: 'Bytes.' }),
    kammer: ref(Wissenskammer, 'The chamber that handed it in.'),
    erstelltAm: ref(Zeitpunkt, 'When.'),
  },
  { $id: 'Wissensdokument', description: 'A curriculum, a certificate or another document behind citations.' },
)

export type WissensdokumentFilter = Static<typeof WissensdokumentFilter>
export const WissensdokumentFilter = Type.Object(
  { profil: ref(ProfilId, 'The profile that they belong to.') },
  { $id: 'WissensdokumentFilter', description: 'Which documents are listed.', ...closed },
)

export type Wissensdokumente = Static<typeof Wissensdokumente>
export const Wissensdokumente = Type.Object(
  {
    eintraege: Type.Array(ref(Wissensdokument), {
      description: 'Oldest first; what the caller may not read is missing.',
    }),
  },
  { $id: 'Wissensdokumente', description: 'Documents of a profile.' },
)

export type WissensdokumentParams = Static<typeof WissensdokumentParams>
export const WissensdokumentParams = Type.Object(
  { hash: ref(Sha256, 'SHA-256 of its bytes.') },
  { $id: 'WissensdokumentParams', description: 'Names a document by its content.', ...closed },
)

const tags = ['Wissensbasis'] as const

export const uploadWissensdokument = defineOperation({
  method: 'POST',
  url: '/v1/bq/dokumente',
  schema: {
    operationId: 'uploadWissensdokument',
    tags,
    summary: 'Hand in a document that citations can name',
    description:
      'PDF, JPEG or PNG without active content; kept encrypted at this gateway. The same bytes again answer with what is there.',
    consumes: [...anhangMedientypen],
    querystring: ref(WissensdokumentParameter),
    response: { 201: ref(Wissensdokument) },
  },
})

export const listWissensdokumente = defineOperation({
  method: 'GET',
  url: '/v1/bq/dokumente',
  schema: {
    operationId: 'listWissensdokumente',
    tags,
    summary: 'List the documents of a profile',
    description: 'Needs no sign-in; who signs in may see more.',
    querystring: ref(WissensdokumentFilter),
    response: { 200: ref(Wissensdokumente) },
  },
})

export const getWissensdokument = defineOperation({
  method: 'GET',
  url: '/v1/bq/dokumente/:hash/datei',
  schema: {
    operationId: 'getWissensdokument',
    tags,
    summary: 'Fetch a document',
    description: 'Needs no sign-in where everybody may read it; for others it does not exist.',
    params: ref(WissensdokumentParams),
    response: { 200: binaryResponse('application/pdf', 'The bytes, in their media type.') },
  },
})
