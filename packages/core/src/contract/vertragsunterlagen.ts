import { type Static, Type } from 'typebox'
import { anhangMedientypen } from './anhang.ts'
import { Bezeichnung, Datum, defineCodeliste, Id, IdParams, JsonZeiger, ref, Sha256, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import { Dokumentart } from './vertrag-codes.ts'

export type Scanfassung = Static<typeof Scanfassung>
export const Scanfassung = defineCodeliste(
  'Scanfassung',
  'Which version of the contract a scan shows, by the mark on the printed pages (DV-05).',
  [
    { code: 'passend', name: 'Passend', beschreibung: 'The version that was released for print.' },
    { code: 'andere', name: 'Andere', beschreibung: 'Another version, or another contract.' },
    { code: 'unlesbar', name: 'Unlesbar', beschreibung: 'No mark could be read; people have to compare.' },
  ],
)

export type VertragsunterlageParams = Static<typeof VertragsunterlageParams>
export const VertragsunterlageParams = Type.Object(
  { id: ref(Id, 'The contract.'), dokumentId: ref(Id, 'The document.') },
  {
    $id: 'VertragsunterlageParams',
    description: 'Path parameters of a document of a contract.',
    additionalProperties: false,
  },
)

export type VertragsunterlageParameter = Static<typeof VertragsunterlageParameter>
export const VertragsunterlageParameter = Type.Object(
  {
    art: Type.Optional(ref(Dokumentart, 'The slot that the document is for; `sonstiges` when absent.')),
    bezug: Type.Optional(ref(JsonZeiger, 'The part of the contract that it belongs to, as its slot names it.')),
    datum: Type.Optional(ref(Datum, 'Day of the document.')),
    sha256: Type.Optional(ref(Sha256, 'Hash of the bytes; bytes with another one are refused.')),
  },
  {
    $id: 'VertragsunterlageParameter',
    description: 'What a document is that is uploaded.',
    additionalProperties: false,
  },
)

export type Vertragsunterlage = Static<typeof Vertragsunterlage>
export const Vertragsunterlage = Type.Object(
  {
    id: ref(Id, 'Also `kennung` of the entry in `dokumente` of the contract.'),
    vertragId: ref(Id, 'The contract.'),
    art: ref(Dokumentart),
    bezug: Type.Optional(ref(JsonZeiger, 'The part of the contract that it belongs to.')),
    dateiname: ref(Bezeichnung, 'Name of the file, made safe.'),
    medientyp: Type.String({
      description: 'Media type, found by looking at the bytes.',
      examples: ['application/pdf'],
    }),
    groesse: Type.Integer({ minimum: 1, description: 'Size in bytes.' }),
    seiten: Type.Integer({ minimum: 1, description: 'Pages; 1 for a picture.' }),
    sha256: ref(Sha256, 'Hash of the bytes, computed by the gateway.'),
    datum: Type.Optional(ref(Datum, 'Day of the document.')),
    fassung: Type.Optional(
      ref(Scanfassung, 'For scans of the contract: whether they show the version that is frozen now.'),
    ),
    durch: ref(Id, 'Who uploaded it: account, or machine client.'),
    erstelltAm: ref(Zeitpunkt, 'When it was stored.'),
  },
  { $id: 'Vertragsunterlage', description: 'A document of a training contract whose bytes the gateway holds.' },
)

export type Dokumentplatz = Static<typeof Dokumentplatz>
export const Dokumentplatz = Type.Object(
  {
    art: ref(Dokumentart),
    regel: Type.String({
      description: 'Id of the rule or step that opened it.',
      pattern: '^[A-Z][A-Z0-9-]{0,31}$',
      minLength: 1,
      maxLength: 32,
      examples: ['DAV-056'],
    }),
    pflicht: Type.Boolean({ description: 'Needed for the registration, or only asked for.' }),
    bezug: Type.Optional(ref(JsonZeiger, 'The part of the contract that it belongs to.')),
    vorhanden: Type.Boolean({ description: 'Whether the contract names a document for it.' }),
    dokumente: Type.Array(ref(Id), { description: 'The documents in it that the gateway holds.' }),
  },
  { $id: 'Dokumentplatz', description: 'A slot for documents of a training contract (DV-06, DV-07).' },
)

export type Vertragsunterlagen = Static<typeof Vertragsunterlagen>
export const Vertragsunterlagen = Type.Object(
  {
    plaetze: Type.Array(ref(Dokumentplatz), { description: 'Slots that are open now, filled or not.' }),
    dokumente: Type.Array(ref(Vertragsunterlage), { description: 'All documents, the oldest first.' }),
  },
  { $id: 'Vertragsunterlagen', description: 'The documents of a training contract and the slots for them.' },
)

const tags = ['Ausbildungsvertraege'] as const
const url = '/v1/ausbildungsvertraege/:id/dokumente'

export const uploadVertragsunterlage = defineOperation({
  method: 'POST',
  url,
  schema: {
    operationId: 'uploadVertragsunterlage',
    tags,
    summary: 'Upload a document of a training contract into a slot that is open (DV-05 to DV-07, DV-09, DV-10, DV-24)',
    description:
      'The body is the file; its name may be given in Content-Disposition, and what is unsafe in it is replaced. What it is, is found by looking at its bytes: PDF, JPEG or PNG, whole, with nothing after its end; a PDF with scripts, actions, embedded files or encryption is refused with the reason. It is looked through by the malware scanner, where there is one, before anybody can read it, and stored encrypted. The contract names it in `dokumente` from then on. The same file in the same slot is stored once.',
    consumes: [...anhangMedientypen],
    params: ref(IdParams),
    querystring: ref(VertragsunterlageParameter),
    response: { 201: ref(Vertragsunterlage) },
  },
})

export const listVertragsunterlagen = defineOperation({
  method: 'GET',
  url,
  schema: {
    operationId: 'listVertragsunterlagen',
    tags,
    summary: 'List the documents of a training contract, and the slots that are open',
    params: ref(IdParams),
    response: { 200: ref(Vertragsunterlagen) },
  },
})

export const getVertragsunterlage = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege/:id/dokumente/:dokumentId',
  schema: {
    operationId: 'getVertragsunterlage',
    tags,
    summary: 'Fetch a document of a training contract',
    params: ref(VertragsunterlageParams),
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

export const removeVertragsunterlage = defineOperation({
  method: 'DELETE',
  url: '/v1/ausbildungsvertraege/:id/dokumente/:dokumentId',
  schema: {
    operationId: 'removeVertragsunterlage',
    tags,
    summary: 'Remove a document while the contract can be changed; its bytes are erased',
    params: ref(VertragsunterlageParams),
    response: { 200: ref(Vertragsunterlagen) },
  },
})
