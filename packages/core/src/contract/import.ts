import { type Static, Type } from 'typebox'
import { Lieferergebnis } from './berichtsheft.ts'
import { Bezeichnung, FremdId, ref, Text } from './common.ts'
import { defineOperation } from './operation.ts'
import { Schwere } from './problem.ts'

export type Bemerkung = Static<typeof Bemerkung>
export const Bemerkung = Type.Object(
  {
    schwere: ref(Schwere),
    stelle: ref(Bezeichnung, 'File and line, cell or path in the source.'),
    text: ref(Text, 'What was dropped, doubtful or derived, in German.'),
    textEnglisch: Type.Optional(ref(Text, 'The same in English.')),
    fremdId: Type.Optional(ref(FremdId, 'The report that is meant.')),
  },
  {
    $id: 'Bemerkung',
    description: 'What an adapter dropped, doubted or derived, with its place in the source.',
    additionalProperties: false,
  },
)

export type Importergebnis = Static<typeof Importergebnis>
export const Importergebnis = Type.Object(
  {
    bemerkungen: Type.Array(ref(Bemerkung), {
      description: 'Remarks of the adapter, in the order of the source.',
      maxItems: 10_000,
    }),
    lieferungen: Type.Array(ref(Lieferergebnis), { description: 'One result per book that was read.' }),
  },
  { $id: 'Importergebnis', description: 'Result of a file that was handed over through an adapter.' },
)

export const ImportParameter = Type.Object(
  {
    adapter: Type.String({
      description: 'Name of an installed adapter.',
      pattern: '^[a-z0-9-]+$',
      minLength: 1,
      maxLength: 64,
      examples: ['ihk'],
    }),
    konfiguration: Type.Optional(
      Type.String({
        description: 'Name of a configuration of the adapter, as the mapping file `json-three-files` of `generic`.',
        pattern: '^[a-z0-9-]+$',
        maxLength: 64,
      }),
    ),
    pruefen: Type.Optional(Type.Boolean({ default: false, description: 'Only check and report; store nothing.' })),
  },
  { $id: 'ImportParameter', description: 'How a file is read.', additionalProperties: false },
)
export type ImportParameter = Static<typeof ImportParameter>

export const Adapterliste = Type.Object(
  {
    adapter: Type.Array(
      Type.Object(
        {
          name: Type.String({ description: 'Name of the adapter.' }),
          version: Type.String({ description: 'Version of its package.' }),
          faehigkeiten: Type.Array(Type.String({ description: 'read, write, pull or checkHealth.' }), {
            description: 'What it can.',
          }),
          konfigurationen: Type.Array(Type.String({ description: 'Name of a configuration.' }), {
            description: 'Configurations that come with it.',
          }),
        },
        { description: 'An installed adapter.' },
      ),
      { description: 'Installed adapters.' },
    ),
  },
  { $id: 'Adapterliste', description: 'Adapters that the gateway loaded.' },
)
export type Adapterliste = Static<typeof Adapterliste>

const tags = ['Importe'] as const

export const createImport = defineOperation({
  method: 'POST',
  url: '/v1/importe',
  schema: {
    operationId: 'createImport',
    tags,
    summary: 'Hand over vendor files through an adapter',
    description:
      'The body is multipart/form-data with one part per file, and optionally a part `kontext` (JSON) with head data of the book that the files lack.',
    consumes: ['multipart/form-data'],
    querystring: ref(ImportParameter),
    response: { 200: ref(Importergebnis) },
  },
})

export const listAdapter = defineOperation({
  method: 'GET',
  url: '/v1/adapter',
  schema: {
    operationId: 'listAdapter',
    tags,
    summary: 'List the adapters that the gateway loaded',
    response: { 200: ref(Adapterliste) },
  },
})
