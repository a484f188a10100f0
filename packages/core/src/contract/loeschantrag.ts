import { type Static, Type } from 'typebox'
import {
  Datum,
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Knr,
  ref,
  seitenParameter,
  seiteOf,
  Text,
  Zeitpunkt,
} from './common.ts'
import { defineOperation } from './operation.ts'

export type Loeschantragsstatus = Static<typeof Loeschantragsstatus>
export const Loeschantragsstatus = defineCodeliste(
  'Loeschantragsstatus',
  'State of the request to delete a company (MI-45 to MI-52).',
  [
    { code: 'entwurf', name: 'Entwurf', beschreibung: 'Written down; takes effect once it is confirmed.' },
    { code: 'verworfen', name: 'Verworfen', beschreibung: 'Given up before it was confirmed; end state.' },
    { code: 'beantragt', name: 'Beantragt', beschreibung: 'Confirmed; the members were told, the chamber decides.' },
    {
      code: 'freigegeben',
      name: 'Freigegeben',
      beschreibung: 'Approved by the chamber, with the day of the deletion.',
    },
    { code: 'abgelehnt', name: 'Abgelehnt', beschreibung: 'Refused by the chamber; end state.' },
    { code: 'widerrufen', name: 'Widerrufen', beschreibung: 'Revoked by the company in time; end state.' },
    { code: 'ausgefuehrt', name: 'Ausgeführt', beschreibung: 'The company was deleted; end state.' },
  ],
)

export type CreateLoeschantrag = Static<typeof CreateLoeschantrag>
export const CreateLoeschantrag = Type.Object(
  { grund: ref(Text, 'Why the company is to be deleted (MI-46); not only blanks.') },
  { $id: 'CreateLoeschantrag', description: 'Draft of a request to delete a company.', additionalProperties: false },
)

export type UpdateLoeschantrag = Static<typeof UpdateLoeschantrag>
export const UpdateLoeschantrag = Type.Object(
  { grund: ref(Text, 'Why the company is to be deleted (MI-46); not only blanks.') },
  { $id: 'UpdateLoeschantrag', description: 'Change of a draft (MI-48).', additionalProperties: false },
)

export type CreateLoeschbestaetigung = Static<typeof CreateLoeschbestaetigung>
export const CreateLoeschbestaetigung = Type.Object(
  {
    bestaetigung: Type.String({
      description: 'The confirmation of the draft as it was shown last.',
      pattern: '^[A-Za-z0-9_-]+$',
      minLength: 16,
      maxLength: 100,
      examples: ['o5c2V0mXw1y8q0b7Hn3KdA'],
    }),
  },
  {
    $id: 'CreateLoeschbestaetigung',
    description: 'Second step of a request to delete a company (MI-48).',
    additionalProperties: false,
  },
)

export type CreateLoeschentscheidung = Static<typeof CreateLoeschentscheidung>
export const CreateLoeschentscheidung = Type.Object(
  {
    ergebnis: Type.Unsafe<'freigegeben' | 'abgelehnt'>({
      type: 'string',
      enum: ['freigegeben', 'abgelehnt'],
      description: 'Approved or refused.',
    }),
    termin: Type.Optional(
      ref(Datum, 'Day of the deletion; absent means the first possible one, the day after the last of the revocation.'),
    ),
    grund: Type.Optional(ref(Text, 'Why; needed for a refusal.')),
  },
  {
    $id: 'CreateLoeschentscheidung',
    description: 'Decision of the chamber about a deletion (MI-49).',
    additionalProperties: false,
  },
)

export type Loeschantrag = Static<typeof Loeschantrag>
export const Loeschantrag = Type.Object(
  {
    id: ref(Id),
    unternehmenId: ref(Id, 'The company that is to be deleted.'),
    unternehmen: ref(Firmenname, 'Its name.'),
    knr: ref(Knr, 'The chamber that decides.'),
    status: ref(Loeschantragsstatus),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    grund: ref(Text, 'Why the company is to be deleted.'),
    bestaetigung: Type.Optional(
      Type.String({ description: 'What confirms the draft as it is now; changes with it, shown to the company only.' }),
    ),
    beantragtAm: Type.Optional(ref(Zeitpunkt, 'When it was confirmed.')),
    entschiedenAm: Type.Optional(ref(Zeitpunkt, 'When the chamber decided.')),
    ablehnungsgrund: Type.Optional(ref(Text, 'Why the chamber refused.')),
    widerrufbarBis: Type.Optional(ref(Datum, 'Last day of the revocation, included (Europe/Berlin).')),
    termin: Type.Optional(ref(Datum, 'Day of the deletion.')),
    erstelltAm: ref(Zeitpunkt, 'When it was written down.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Loeschantrag', description: 'A request to delete a company, with its course.' },
)

export type LoeschantragSeite = Static<typeof LoeschantragSeite>
export const LoeschantragSeite = seiteOf(Loeschantrag, 'Loeschantrag')

export type LoeschantragFilter = Static<typeof LoeschantragFilter>
export const LoeschantragFilter = Type.Object(
  {
    ...seitenParameter,
    status: Type.Optional(ref(Loeschantragsstatus)),
    unternehmenId: Type.Optional(ref(Id, 'Requests of this company only.')),
  },
  {
    $id: 'LoeschantragFilter',
    description: 'Filter of a list of requests to delete companies.',
    additionalProperties: false,
  },
)

const tags = ['Unternehmen'] as const

export const createLoeschantrag = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/loeschantraege',
  schema: {
    operationId: 'createLoeschantrag',
    tags,
    summary: 'Write down a request to delete the company; it takes effect once confirmed',
    params: ref(IdParams),
    body: ref(CreateLoeschantrag),
    response: { 201: ref(Loeschantrag) },
  },
})

export const listLoeschantraege = defineOperation({
  method: 'GET',
  url: '/v1/loeschantraege',
  schema: {
    operationId: 'listLoeschantraege',
    tags,
    summary: 'List requests to delete companies',
    querystring: ref(LoeschantragFilter),
    response: { 200: ref(LoeschantragSeite) },
  },
})

export const getLoeschantrag = defineOperation({
  method: 'GET',
  url: '/v1/loeschantraege/:id',
  schema: {
    operationId: 'getLoeschantrag',
    tags,
    summary: 'Read one request to delete a company',
    params: ref(IdParams),
    response: { 200: ref(Loeschantrag) },
  },
})

export const updateLoeschantrag = defineOperation({
  method: 'PATCH',
  url: '/v1/loeschantraege/:id',
  schema: {
    operationId: 'updateLoeschantrag',
    tags,
    summary: 'Change a draft; its confirmation changes with it',
    params: ref(IdParams),
    body: ref(UpdateLoeschantrag),
    response: { 200: ref(Loeschantrag) },
  },
})

export const discardLoeschantrag = defineOperation({
  method: 'DELETE',
  url: '/v1/loeschantraege/:id',
  schema: {
    operationId: 'discardLoeschantrag',
    tags,
    summary: 'Give a draft up',
    params: ref(IdParams),
    response: { 200: ref(Loeschantrag) },
  },
})

export const confirmLoeschantrag = defineOperation({
  method: 'POST',
  url: '/v1/loeschantraege/:id/bestaetigung',
  schema: {
    operationId: 'confirmLoeschantrag',
    tags,
    summary: 'Confirm a draft: all members are told, and the chamber decides',
    params: ref(IdParams),
    body: ref(CreateLoeschbestaetigung),
    response: { 200: ref(Loeschantrag) },
  },
})

export const decideLoeschantrag = defineOperation({
  method: 'POST',
  url: '/v1/loeschantraege/:id/entscheidung',
  schema: {
    operationId: 'decideLoeschantrag',
    tags,
    summary: 'Approve a deletion with its day, or refuse it',
    params: ref(IdParams),
    body: ref(CreateLoeschentscheidung),
    response: { 200: ref(Loeschantrag) },
  },
})

export const revokeLoeschantrag = defineOperation({
  method: 'POST',
  url: '/v1/loeschantraege/:id/widerruf',
  schema: {
    operationId: 'revokeLoeschantrag',
    tags,
    summary: 'Revoke the deletion in time; the company stays',
    params: ref(IdParams),
    response: { 200: ref(Loeschantrag) },
  },
})
