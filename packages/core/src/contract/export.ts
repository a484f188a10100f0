import { type Static, Type } from 'typebox'
import { defineCodeliste, Id, IdParams, ref, Sha256, seitenParameter, seiteOf, Zeitpunkt, Zeitraum } from './common.ts'
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

type Exportstatus = 'angefordert' | 'erzeugt' | 'abgeholt' | 'fehlgeschlagen'

const exportstatus = (description: string) =>
  Type.Unsafe<Exportstatus>({
    type: 'string',
    enum: ['angefordert', 'erzeugt', 'abgeholt', 'fehlgeschlagen'],
    description,
  })

export type Export = Static<typeof Export>
export const Export = Type.Object(
  {
    id: ref(Id),
    berichtsheftId: ref(Id, 'The book.'),
    format: ref(Exportformat),
    zeitraum: Type.Optional(ref(Zeitraum, 'Period; absent means the whole book.')),
    status: exportstatus('State of the export.'),
    fortschritt: Type.Integer({ minimum: 0, maximum: 100, description: 'Progress in percent.' }),
    groesse: Type.Optional(Type.Integer({ minimum: 0, description: 'Size in bytes.' })),
    sha256: Type.Optional(ref(Sha256, 'Hash of the file.')),
    erstelltAm: ref(Zeitpunkt, 'When it was ordered.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
    verfuegbarBis: ref(Zeitpunkt, 'When the file is deleted.'),
  },
  { $id: 'Export', description: 'An export and its progress; the file is at `/v1/exporte/{id}/datei`.' },
)

export const ExportSeite = seiteOf(Export, 'Export')
export type ExportSeite = Static<typeof ExportSeite>

export type ExportFilter = Static<typeof ExportFilter>
export const ExportFilter = Type.Object(
  {
    ...seitenParameter,
    berichtsheftId: Type.Optional(ref(Id, 'Exports of this book only.')),
    format: Type.Optional(ref(Exportformat)),
    status: Type.Optional(exportstatus('Exports in this state only.')),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'ExportFilter', description: 'Filter of a list of exports.', additionalProperties: false },
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

export const listExporte = defineOperation({
  method: 'GET',
  url: '/v1/exporte',
  schema: {
    operationId: 'listExporte',
    tags,
    summary: 'List the exports that the caller ordered',
    querystring: ref(ExportFilter),
    response: { 200: ref(ExportSeite) },
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
