import { type Static, Type } from 'typebox'
import { Datum, FremdId, Id, IdParams, ref, Sha256, seitenParameter, seiteOf, Zeitpunkt } from './common.ts'
import { heftParameter } from './heft-filter.ts'
import { Nachweisinhalt } from './nachweisinhalt.ts'
import { Kommentar, Nachweisstatus, Schritt } from './nachweisverlauf.ts'
import { defineOperation } from './operation.ts'
import { Verstoss } from './problem.ts'

const nachweisFelder = {
  fremdId: ref(FremdId, 'Key of the report in the vendor system; unique per vendor.'),
  inhalt: ref(Nachweisinhalt),
  verlauf: Type.Optional(
    Type.Array(ref(Schritt), {
      maxItems: 200,
      description:
        'Steps taken so far, oldest first; the last one gives the state. Absent where the source knows no state.',
      'x-xml': { element: 'schritt' },
    }),
  ),
  kommentare: Type.Optional(
    Type.Array(ref(Kommentar), {
      maxItems: 200,
      description: 'Dialogue, oldest first.',
      'x-xml': { element: 'kommentar' },
    }),
  ),
}

export type Nachweislieferung = Static<typeof Nachweislieferung>
export const Nachweislieferung = Type.Object(nachweisFelder, {
  $id: 'Nachweislieferung',
  description: 'A report as a vendor delivers it within a book.',
  additionalProperties: false,
})

export type CreateAusbildungsnachweis = Static<typeof CreateAusbildungsnachweis>
export const CreateAusbildungsnachweis = Type.Object(
  { berichtsheftId: ref(Id, 'The book that the report belongs to.'), ...nachweisFelder },
  { $id: 'CreateAusbildungsnachweis', description: 'A new report of a book.', additionalProperties: false },
)

export type UpdateAusbildungsnachweis = Static<typeof UpdateAusbildungsnachweis>
export const UpdateAusbildungsnachweis = Type.Object(
  { inhalt: ref(Nachweisinhalt, 'The new text; allowed while the report is not approved or handed in.') },
  { $id: 'UpdateAusbildungsnachweis', description: 'A new text of a report.', additionalProperties: false },
)

export type Ausbildungsnachweis = Static<typeof Ausbildungsnachweis>
export const Ausbildungsnachweis = Type.Object(
  {
    id: ref(Id),
    berichtsheftId: ref(Id, 'The book that the report belongs to.'),
    fremdId: ref(FremdId, 'Key of the report in the vendor system.'),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version of the report, raised by every change; the ETag is this number in quotes.',
    }),
    status: Type.Optional(ref(Nachweisstatus, 'State; absent while the source has not told any.')),
    hash: ref(Sha256, 'SHA-256 of the canonical text of `inhalt`.'),
    erstelltAm: ref(Zeitpunkt, 'When the gateway stored it first.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
    inhalt: ref(Nachweisinhalt),
    verlauf: Type.Optional(
      Type.Array(ref(Schritt), {
        maxItems: 200,
        description: 'Steps taken so far, oldest first.',
        'x-xml': { element: 'schritt' },
      }),
    ),
    kommentare: Type.Optional(
      Type.Array(ref(Kommentar), {
        maxItems: 200,
        description: 'Dialogue, oldest first.',
        'x-xml': { element: 'kommentar' },
      }),
    ),
  },
  { $id: 'Ausbildungsnachweis', description: 'A report of a report book as the gateway holds it.' },
)

export type AusbildungsnachweisAngelegt = Static<typeof AusbildungsnachweisAngelegt>
export const AusbildungsnachweisAngelegt = Type.Object(
  {
    id: ref(Id),
    version: Type.Integer({ minimum: 1, description: 'Version after the write.' }),
    hash: ref(Sha256, 'SHA-256 of the stored text.'),
    verstoesse: Type.Optional(
      Type.Array(ref(Verstoss), { description: 'Findings that do not prevent storing.', maxItems: 1000 }),
    ),
  },
  { $id: 'AusbildungsnachweisAngelegt', description: 'Answer to a stored report.' },
)

export type Pruefung = Static<typeof Pruefung>
export const Pruefung = Type.Object(
  { verstoesse: Type.Array(ref(Verstoss), { description: 'All findings, worst first.', maxItems: 10_000 }) },
  { $id: 'Pruefung', description: 'Result of a check that stores nothing.' },
)

export const AusbildungsnachweisSeite = seiteOf(Ausbildungsnachweis, 'Ausbildungsnachweis')
export type AusbildungsnachweisSeite = Static<typeof AusbildungsnachweisSeite>

export type AusbildungsnachweisFilter = Static<typeof AusbildungsnachweisFilter>
export const AusbildungsnachweisFilter = Type.Object(
  {
    ...seitenParameter,
    berichtsheftId: Type.Optional(ref(Id, 'Reports of this book only.')),
    ...heftParameter,
    ausbildungsjahr: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 5, description: 'Year of training that the report names.' }),
    ),
    status: Type.Optional(ref(Nachweisstatus, 'State of the report.')),
    von: Type.Optional(ref(Datum, 'Periods that end on this day or later.')),
    bis: Type.Optional(ref(Datum, 'Periods that begin on this day or earlier.')),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'AusbildungsnachweisFilter', description: 'Filter of a list of reports.', additionalProperties: false },
)

const tags = ['Ausbildungsnachweise'] as const

export const createAusbildungsnachweis = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsnachweise',
  schema: {
    operationId: 'createAusbildungsnachweis',
    tags,
    summary: 'Store a new report of a book',
    description:
      'An apprentice with an account stores a draft, under the key `person/<book>/<fremdId>`; steps and remarks follow with requests of their own.',
    body: ref(CreateAusbildungsnachweis),
    response: { 201: ref(AusbildungsnachweisAngelegt) },
  },
})

export const listAusbildungsnachweise = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsnachweise',
  schema: {
    operationId: 'listAusbildungsnachweise',
    tags,
    summary: 'List reports, as pages or as an NDJSON stream',
    querystring: ref(AusbildungsnachweisFilter),
    response: { 200: ref(AusbildungsnachweisSeite) },
  },
})

export const getAusbildungsnachweis = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsnachweise/:id',
  schema: {
    operationId: 'getAusbildungsnachweis',
    tags,
    summary: 'Read one report',
    params: ref(IdParams),
    response: { 200: ref(Ausbildungsnachweis) },
  },
})

export const updateAusbildungsnachweis = defineOperation({
  method: 'PUT',
  url: '/v1/ausbildungsnachweise/:id',
  schema: {
    operationId: 'updateAusbildungsnachweis',
    tags,
    summary: 'Replace the text of a report that is not approved',
    params: ref(IdParams),
    body: ref(UpdateAusbildungsnachweis),
    response: { 200: ref(AusbildungsnachweisAngelegt) },
  },
})

export const createSchritt = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsnachweise/:id/schritte',
  schema: {
    operationId: 'createSchritt',
    tags,
    summary: 'Hand in, approve, send back or open a report again',
    description:
      'Of a step that a person with an account takes, account and clock are recorded, whatever the body says about them. The first of two approvals is up to who is assigned to the apprentice in a day of the report (BH-22, BH-23).',
    params: ref(IdParams),
    body: ref(Schritt),
    response: { 201: ref(AusbildungsnachweisAngelegt) },
  },
})

export const createKommentar = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsnachweise/:id/kommentare',
  schema: {
    operationId: 'createKommentar',
    tags,
    summary: 'Add a remark to the dialogue about a report',
    params: ref(IdParams),
    body: ref(Kommentar),
    response: { 201: ref(AusbildungsnachweisAngelegt) },
  },
})

export const checkAusbildungsnachweis = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsnachweise/pruefung',
  schema: {
    operationId: 'checkAusbildungsnachweis',
    tags,
    summary: 'Check a report against all rules without storing it',
    body: ref(Nachweislieferung),
    response: { 200: ref(Pruefung) },
  },
})
