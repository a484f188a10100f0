import { type Static, Type } from 'typebox'
import { Bezeichnung, Id, IdParams, ref, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'

export type CreateLoeschsperre = Static<typeof CreateLoeschsperre>
export const CreateLoeschsperre = Type.Object(
  {
    grund: ref(
      Bezeichnung,
      'Why the book or contract must be kept, for example an appeal against the result of the exam.',
    ),
  },
  {
    $id: 'CreateLoeschsperre',
    description: 'A hold on the erasure of a book or a training contract.',
    additionalProperties: false,
  },
)

export type Loeschsperre = Static<typeof Loeschsperre>
export const Loeschsperre = Type.Object(
  {
    berichtsheftId: ref(Id),
    grund: ref(Bezeichnung, 'Why the book must be kept.'),
    erstelltAm: ref(Zeitpunkt, 'Since when.'),
  },
  {
    $id: 'Loeschsperre',
    description: 'A hold of one party on the erasure of a book (AN-033); while any party has one, the book is kept.',
  },
)

const tags = ['Berichtshefte']

export const setLoeschsperre = defineOperation({
  method: 'PUT',
  url: '/v1/berichtshefte/:id/loeschsperre',
  schema: {
    operationId: 'setLoeschsperre',
    tags,
    summary: 'Keep a book although its time of retention ends',
    params: ref(IdParams),
    body: ref(CreateLoeschsperre),
    response: { 200: ref(Loeschsperre) },
  },
})

export const liftLoeschsperre = defineOperation({
  method: 'DELETE',
  url: '/v1/berichtshefte/:id/loeschsperre',
  schema: {
    operationId: 'liftLoeschsperre',
    tags,
    summary: "Lift the caller's hold; answers the hold that there was",
    params: ref(IdParams),
    response: { 200: ref(Loeschsperre) },
  },
})
