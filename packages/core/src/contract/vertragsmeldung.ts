import { type Static, Type } from 'typebox'
import { Ausbildungsvertrag } from './ausbildungsvertrag.ts'
import { Datum, defineCodeliste, Id, IdParams, ref, Sha256 } from './common.ts'
import { defineOperation } from './operation.ts'
import { Empfangsnachweis } from './vertragsabfassung.ts'
import { CreateEinwendungserledigung, CreateVertragseinwendung } from './vertragseinwendung.ts'
import { CreateVertragsbescheid, Eintragungsnummer } from './vertragsnachricht.ts'

export type CreateVertragsempfang = Static<typeof CreateVertragsempfang>
export const CreateVertragsempfang = Type.Object(
  {
    abfassung: ref(Sha256, 'Hash of the text that was received, as the contract or its release names it.'),
    empfangsnachweise: Type.Array(ref(Empfangsnachweis), {
      minItems: 1,
      maxItems: 10,
      description: 'Proofs of receipt, one per party.',
      'x-xml': { element: 'empfangsnachweis' },
    }),
  },
  {
    $id: 'CreateVertragsempfang',
    description: 'The company proves that the parties received the contract (BBiG § 11 Abs. 2).',
    additionalProperties: false,
  },
)

export type CreateEintragungsmeldung = Static<typeof CreateEintragungsmeldung>
export const CreateEintragungsmeldung = Type.Object(
  {
    eintragungsnummer: ref(Eintragungsnummer, "The number of the chamber's own series."),
    eingetragenAm: ref(Datum, 'Day of the registration; not in the future.'),
  },
  {
    $id: 'CreateEintragungsmeldung',
    description: "The chamber's own system registered a contract, under a number of its own series.",
    additionalProperties: false,
  },
)

export type Vertragsnachrichtnummer = Static<typeof Vertragsnachrichtnummer>
export const Vertragsnachrichtnummer = defineCodeliste(
  'Vertragsnachrichtnummer',
  'Messages about a contract that can be fetched from the gateway.',
  [
    { code: '0201', name: 'Antrag', beschreibung: 'The application as it was handed in last.' },
    { code: '0202', name: 'Prüfergebnis', beschreibung: 'The last notice whether the application is complete.' },
    { code: '0203', name: 'Nachforderung', beschreibung: 'What the chamber asked for last.' },
    { code: '0205', name: 'Empfangsnachweis', beschreibung: 'The receipts of the parties.' },
    { code: '0206', name: 'Eintragung', beschreibung: 'The confirmation of the registration.' },
  ],
)

export type VertragsnachrichtParams = Static<typeof VertragsnachrichtParams>
export const VertragsnachrichtParams = Type.Object(
  { id: ref(Id), nummer: ref(Vertragsnachrichtnummer) },
  {
    $id: 'VertragsnachrichtParams',
    description: 'A contract, and which message about it.',
    additionalProperties: false,
  },
)

const of = {
  tags: ['Ausbildungsvertraege'],
  params: ref(IdParams),
  response: { 200: ref(Ausbildungsvertrag) },
} as const

export const createVertragsbescheid = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/bescheid',
  schema: {
    ...of,
    operationId: 'createVertragsbescheid',
    summary: 'Tell the company whether its application is complete, with what is missing (DV-03)',
    description:
      'The check of the gateway is asked, too: with open errors or missing documents an application is not complete, and what it finds is added to a notice that something is missing.',
    body: ref(CreateVertragsbescheid),
  },
})

export const proveVertragsempfang = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/empfangsnachweise',
  schema: {
    ...of,
    operationId: 'proveVertragsempfang',
    summary: 'Prove that parties received the contract; with the last proof a frozen version is confirmed',
    body: ref(CreateVertragsempfang),
  },
})

export const reportVertragseintragung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/eintragungsmeldung',
  schema: {
    ...of,
    operationId: 'reportVertragseintragung',
    summary: "Report a registration that the chamber's own system made under its own number",
    description:
      'Only where the settings of the chamber say that its own system gives the numbers. The contract has to fulfil what every registration asks for.',
    body: ref(CreateEintragungsmeldung),
  },
})

export const objectVertragseintragung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/einwendungen',
  schema: {
    ...of,
    operationId: 'objectVertragseintragung',
    summary: 'Say that something about the registration is wrong (DV-11)',
    body: ref(CreateVertragseinwendung),
  },
})

export const settleVertragseinwendung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/einwendungen/erledigung',
  schema: {
    ...of,
    operationId: 'settleVertragseinwendung',
    summary: 'Settle an objection with an answer; the party is told',
    body: ref(CreateEinwendungserledigung),
  },
})

export const getVertragsnachricht = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege/:id/nachrichten/:nummer',
  schema: {
    operationId: 'getVertragsnachricht',
    tags: ['Ausbildungsvertraege'],
    summary: 'Fetch a message about a contract, as XML or JSON, signed',
    description:
      'XML unless `Accept` asks for JSON. The header `Berichtsheft-Signatur` is a compact JWS (ES256, type `berichtsheft-nachricht+jws`) over the name and UUID of the message and the SHA-256 of the bytes of the answer; its key is in `/jwks`. The same state of the contract gives the same message with the same UUID. 404 while there is nothing to tell.',
    params: ref(VertragsnachrichtParams),
    response: {
      200: {
        description: 'The message.',
        content: {
          'application/xml': { schema: { type: 'string', description: 'The message as XML.' } },
          'application/json': { schema: { type: 'string', description: 'The same value as JSON.' } },
        },
      },
    },
  },
})
