import { ref } from './common.ts'
import { defineOperation } from './operation.ts'
import { Vertragsentwurf } from './vertragsantrag.ts'
import { Vertragspruefung, VertragspruefungParameter } from './vertragspruefung.ts'

export const checkAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/pruefung',
  schema: {
    operationId: 'checkAusbildungsvertrag',
    tags: ['Ausbildungsvertraege'],
    summary: 'Check a training contract without storing it',
    description:
      'Takes a draft or a complete contract and answers every finding, with what was found, what was expected and what to do, and what follows from the data: the end with its computation, the least pay and leave, the documents that are needed. Nothing is stored and nobody has to sign in; requests are limited per address. XML has the root `vertragsantrag`, or `vertragsentwurf` where parts are missing; it is answered by `vertragspruefung` in XML unless the request accepts JSON, with the same findings at the same pointers.',
    consumes: ['application/json', 'application/xml'],
    security: [],
    querystring: ref(VertragspruefungParameter),
    body: ref(Vertragsentwurf),
    response: {
      200: {
        description: 'Findings and computed values.',
        content: {
          'application/json': { schema: ref(Vertragspruefung) },
          'application/xml': {
            schema: { type: 'string', description: 'The same as the document `vertragspruefung`.' },
          },
        },
      },
    },
  },
})
