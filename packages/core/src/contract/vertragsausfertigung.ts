import { type Static, Type } from 'typebox'
import { defineCodeliste, Id, ref } from './common.ts'
import { binaryResponse, defineOperation } from './operation.ts'

export type Vertragsausfertigung = Static<typeof Vertragsausfertigung>
export const Vertragsausfertigung = defineCodeliste(
  'Vertragsausfertigung',
  'Which rendering of one contract: all come from the same data (DV-01).',
  [
    {
      code: 'antrag',
      name: 'Antrag',
      beschreibung: 'The application for registration, with all that the register needs.',
    },
    { code: 'ausbildender', name: 'Exemplar der Ausbildenden', beschreibung: "The company's copy, with the clauses." },
    { code: 'azubi', name: 'Exemplar der Auszubildenden', beschreibung: "The apprentice's copy, with the clauses." },
  ],
)

export type VertragsausfertigungParams = Static<typeof VertragsausfertigungParams>
export const VertragsausfertigungParams = Type.Object(
  { id: ref(Id), ausfertigung: ref(Vertragsausfertigung) },
  {
    $id: 'VertragsausfertigungParams',
    description: 'A contract, and which of its renderings.',
    additionalProperties: false,
  },
)

export const getVertragsausfertigung = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege/:id/ausfertigungen/:ausfertigung',
  schema: {
    operationId: 'getVertragsausfertigung',
    tags: ['Ausbildungsvertraege'],
    summary: 'Fetch the contract as PDF: the application, the company’s copy, or the apprentice’s copy',
    description:
      'Tagged PDF/A-3a. Once a version was released for print or confirmation, its hash stands on every page and the file is the one to sign; before that, and after a change, it says that it is a draft. The same version gives the same bytes.',
    params: ref(VertragsausfertigungParams),
    response: { 200: binaryResponse('application/pdf', 'The rendering.') },
  },
})
