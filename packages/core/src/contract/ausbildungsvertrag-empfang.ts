import { type Static, Type } from 'typebox'
import { Personenname, ref, Sha256, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import { Vertragspartei } from './vertrag-codes.ts'
import { Vertragsentwurf } from './vertragsantrag.ts'

export type CreateEmpfangsbestaetigung = Static<typeof CreateEmpfangsbestaetigung>
export const CreateEmpfangsbestaetigung = Type.Object(
  {
    token: Type.String({
      description: 'The token of the mailed link.',
      pattern: '^[A-Za-z0-9_-]{43}$',
      minLength: 43,
      maxLength: 43,
      examples: ['o5c2V0mXw1y8q0b7Hn3KdAo5c2V0mXw1y8q0b7Hn3Kd'],
    }),
  },
  {
    $id: 'CreateEmpfangsbestaetigung',
    description: 'A party opens the link that it was mailed.',
    additionalProperties: false,
  },
)

export type Vertragsempfang = Static<typeof Vertragsempfang>
export const Vertragsempfang = Type.Object(
  {
    partei: ref(Vertragspartei),
    name: ref(Personenname, 'Whom the link was made for.'),
    abfassung: ref(Sha256, 'Hash of the frozen version.'),
    vertrag: ref(Vertragsentwurf, 'The contract as it was frozen.'),
    bestaetigtAm: Type.Optional(ref(Zeitpunkt, 'When the receipt was confirmed; absent while it is open.')),
  },
  { $id: 'Vertragsempfang', description: 'What a party sees that opens its link.' },
)

const tags = ['Ausbildungsvertraege'] as const

export const readVertragsempfang = defineOperation({
  method: 'POST',
  url: '/v1/empfangsbestaetigungen/ansicht',
  schema: {
    operationId: 'readVertragsempfang',
    tags,
    summary: 'Read the contract that a mailed link is about',
    security: [],
    body: ref(CreateEmpfangsbestaetigung),
    response: { 200: ref(Vertragsempfang) },
  },
})

export const confirmVertragsempfang = defineOperation({
  method: 'POST',
  url: '/v1/empfangsbestaetigungen',
  schema: {
    operationId: 'confirmVertragsempfang',
    tags,
    summary: 'Confirm the receipt of the contract by a mailed link (BBiG § 11 Abs. 2 Satz 3)',
    security: [],
    body: ref(CreateEmpfangsbestaetigung),
    response: { 200: ref(Vertragsempfang) },
  },
})
