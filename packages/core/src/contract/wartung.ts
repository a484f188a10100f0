import { type Static, Type } from 'typebox'
import { Bezeichnung, Id, IdParams, ref, seitenParameter, seiteOf, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'

export type CreateWartungsfenster = Static<typeof CreateWartungsfenster>
export const CreateWartungsfenster = Type.Object(
  {
    von: ref(Zeitpunkt, 'Begin.'),
    bis: ref(Zeitpunkt, 'End, after the begin.'),
    grund: ref(Bezeichnung, 'What is done, for those who have to wait.'),
  },
  {
    $id: 'CreateWartungsfenster',
    description: 'A time in which the service rests (BH-25).',
    additionalProperties: false,
  },
)

export type Wartungsfenster = Static<typeof Wartungsfenster>
export const Wartungsfenster = Type.Object(
  {
    id: ref(Id),
    von: ref(Zeitpunkt, 'Begin.'),
    bis: ref(Zeitpunkt, 'End.'),
    grund: ref(Bezeichnung, 'What is done.'),
    abgesagtAm: Type.Optional(ref(Zeitpunkt, 'When it was called off or ended early.')),
    erstelltAm: ref(Zeitpunkt, 'When it was announced.'),
  },
  {
    $id: 'Wartungsfenster',
    description:
      'A maintenance window: from its begin to its end every other operation answers 503 with Retry-After, and each legal day that it touches moves deadlines of requests by a day.',
  },
)

export const WartungsfensterSeite = seiteOf(Wartungsfenster, 'Wartungsfenster')
export type WartungsfensterSeite = Static<typeof WartungsfensterSeite>

export type WartungsfensterFilter = Static<typeof WartungsfensterFilter>
export const WartungsfensterFilter = Type.Object(
  { ...seitenParameter },
  { $id: 'WartungsfensterFilter', description: 'Page of a list of maintenance windows.', additionalProperties: false },
)

const tags = ['Wartung']

export const createWartungsfenster = defineOperation({
  method: 'POST',
  url: '/v1/wartungsfenster',
  schema: {
    operationId: 'createWartungsfenster',
    tags,
    summary: 'Announce a maintenance window',
    body: ref(CreateWartungsfenster),
    response: { 201: ref(Wartungsfenster) },
  },
})

export const listWartungsfenster = defineOperation({
  method: 'GET',
  url: '/v1/wartungsfenster',
  schema: {
    operationId: 'listWartungsfenster',
    tags,
    summary: 'List maintenance windows, also while one is running',
    security: [],
    querystring: ref(WartungsfensterFilter),
    response: { 200: ref(WartungsfensterSeite) },
  },
})

export const endWartungsfenster = defineOperation({
  method: 'DELETE',
  url: '/v1/wartungsfenster/:id',
  schema: {
    operationId: 'endWartungsfenster',
    tags,
    summary: 'Call off a maintenance window, or end the one that is running',
    params: ref(IdParams),
    response: { 200: ref(Wartungsfenster) },
  },
})
