import { type Static, Type } from 'typebox'
import { IdParams, ref } from './common.ts'
import { defineOperation } from './operation.ts'

export type Freigabeverfahren = Static<typeof Freigabeverfahren>
export const Freigabeverfahren = Type.Object(
  {
    stufen: Type.Integer({
      minimum: 1,
      maximum: 2,
      description:
        'One: the trainer approves. Two: the Ausbildungsbeauftragter who is assigned approves first, then the trainer (BH-23).',
    }),
    verschiedenePersonen: Type.Boolean({ description: 'Whether both approvals have to come from different people.' }),
  },
  {
    $id: 'Freigabeverfahren',
    description: 'How the people of a company approve reports; one stage and different people until it is set.',
    additionalProperties: false,
  },
)

const tags = ['Unternehmen'] as const

export const getFreigabeverfahren = defineOperation({
  method: 'GET',
  url: '/v1/unternehmen/:id/freigabeverfahren',
  schema: {
    operationId: 'getFreigabeverfahren',
    tags,
    summary: 'Read how the people of a company approve reports',
    params: ref(IdParams),
    response: { 200: ref(Freigabeverfahren) },
  },
})

export const setFreigabeverfahren = defineOperation({
  method: 'PUT',
  url: '/v1/unternehmen/:id/freigabeverfahren',
  schema: {
    operationId: 'setFreigabeverfahren',
    tags,
    summary: 'Set how the people of a company approve reports; it counts from the next step on',
    params: ref(IdParams),
    body: ref(Freigabeverfahren),
    response: { 200: ref(Freigabeverfahren) },
  },
})
