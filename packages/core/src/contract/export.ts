import { type Static, Type } from 'typebox'
import { defineCodeliste, Id, IdParams, ref, Sha256, Zeitpunkt, Zeitraum } from './common.ts'
import { defineOperation } from './operation.ts'

export type Exportformat = Static<typeof Exportformat>
export const Exportformat = defineCodeliste('Exportformat', 'Form of an export (BH-15).', [
  { code: 'json', name: 'JSON', beschreibung: 'The book as JSON.' },
  { code: 'xml', name: 'XML', beschreibung: 'The book as XML.' },
  { code: 'pdf', name: 'PDF', beschreibung: 'The book to read and print.' },
])

export type CreateExport = Static<typeof CreateExport>
export const CreateExport = Type.Object(
  {
    berichtsheftId: ref(Id, 'The book.'),
    format: ref(Exportformat),
    zeitraum: Type.Optional(ref(Zeitraum, 'Period; absent means the whole book.')),
  },
  { $id: 'CreateExport', description: 'Order of an export of a book or a period.', additionalProperties: false },
)

export type Export = Static<typeof Export>
export const Export = Type.Object(
  {
    id: ref(Id),
    berichtsheftId: ref(Id, 'The book.'),
    format: ref(Exportformat),
    zeitraum: Type.Optional(ref(Zeitraum, 'Period; absent means the whole book.')),
    status: Type.Unsafe<'angefordert' | 'erzeugt' | 'abgeholt' | 'fehlgeschlagen'>({
      type: 'string',
      enum: ['angefordert', 'erzeugt', 'abgeholt', 'fehlgeschlagen'],
      description: 'State of the export.',
    }),
    fortschritt: Type.Integer({ minimum: 0, maximum: 100, description: 'Progress in percent.' }),
    groesse: Type.Optional(Type.Integer({ minimum: 0, description: 'Size in bytes.' })),
    sha256: Type.Optional(ref(Sha256, 'Hash of the file.')),
    erstelltAm: ref(Zeitpunkt, 'When it was ordered.'),
    verfuegbarBis: ref(Zeitpunkt, 'When the file is deleted.'),
  },
  { $id: 'Export', description: 'An export and its progress; the file is at `/v1/exporte/{id}/datei`.' },
)

const tags = ['Exporte'] as const

export const createExport = defineOperation({
  method: 'POST',
  url: '/v1/exporte',
  schema: {
    operationId: 'createExport',
    tags,
    summary: 'Order an export of a book or a period',
    body: ref(CreateExport),
    response: { 202: ref(Export) },
  },
})

export const getExport = defineOperation({
  method: 'GET',
  url: '/v1/exporte/:id',
  schema: {
    operationId: 'getExport',
    tags,
    summary: 'Watch an export',
    params: ref(IdParams),
    response: { 200: ref(Export) },
  },
})

export const getExportDatei = defineOperation({
  method: 'GET',
  url: '/v1/exporte/:id/datei',
  schema: {
    operationId: 'getExportDatei',
    tags,
    summary: 'Fetch the file of an export',
    params: ref(IdParams),
    response: {
      200: {
        description: 'The file in the format that was ordered.',
        content: Object.fromEntries(
          ['application/json', 'application/xml', 'application/pdf'].map((type) => [
            type,
            { schema: { type: 'string', format: 'binary', description: 'The file.' } },
          ]),
        ),
      },
    },
  },
})
