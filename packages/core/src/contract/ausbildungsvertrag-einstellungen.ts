import { type Static, Type } from 'typebox'
import { ref } from './common.ts'
import { defineOperation } from './operation.ts'

export type Vertragseinstellungen = Static<typeof Vertragseinstellungen>
export const Vertragseinstellungen = Type.Object(
  {
    vierAugen: Type.Boolean({ description: 'Whether a second clerk decides about each registration.' }),
    unterschriftNoetig: Type.Boolean({
      description: 'Whether the chamber wants contracts printed and signed; otherwise text form is enough (DAV-020).',
    }),
    antragsfristWochen: Type.Integer({
      minimum: 0,
      maximum: 52,
      description: 'Weeks after the conclusion from which on an application is late (DAV-019).',
    }),
  },
  {
    $id: 'Vertragseinstellungen',
    description: 'How a chamber deals with training contracts.',
    additionalProperties: false,
  },
)

const url = '/v1/vertragseinstellungen'
const tags = ['Ausbildungsvertraege'] as const

export const getVertragseinstellungen = defineOperation({
  method: 'GET',
  url,
  schema: {
    operationId: 'getVertragseinstellungen',
    tags,
    summary: 'Read how the own chamber deals with training contracts',
    response: { 200: ref(Vertragseinstellungen) },
  },
})

export const setVertragseinstellungen = defineOperation({
  method: 'PUT',
  url,
  schema: {
    operationId: 'setVertragseinstellungen',
    tags,
    summary: 'Set how the own chamber deals with training contracts',
    body: ref(Vertragseinstellungen),
    response: { 200: ref(Vertragseinstellungen) },
  },
})
