import { type Static, Type } from 'typebox'
import { Ausbildungsvertrag, CreateVertragsuebergehung } from './ausbildungsvertrag.ts'
import { IdParams, ref, Sha256, Text } from './common.ts'
import { defineOperation } from './operation.ts'
import { Vertragsdokument, Vertragsunterschrift } from './vertragsabfassung.ts'
import { CreateVertragsnachforderung, CreateVertragsnachreichung } from './vertragsnachricht.ts'

export type CreateVertragsbegruendung = Static<typeof CreateVertragsbegruendung>
export const CreateVertragsbegruendung = Type.Object(
  { grund: Type.Optional(ref(Text, 'Why; needed where somebody else has to understand it.')) },
  { $id: 'CreateVertragsbegruendung', description: 'Reason of a step.', additionalProperties: false },
)

export type CreateVertragsunterzeichnung = Static<typeof CreateVertragsunterzeichnung>
export const CreateVertragsunterzeichnung = Type.Object(
  {
    abfassung: ref(Sha256, 'The mark on the printed pages: hash of the version that was signed.'),
    unterschriften: Type.Array(ref(Vertragsunterschrift), {
      minItems: 1,
      maxItems: 10,
      description: 'Who signed, and when.',
      'x-xml': { element: 'unterschrift' },
    }),
    dokument: Type.Optional(ref(Vertragsdokument, 'The scan.')),
  },
  {
    $id: 'CreateVertragsunterzeichnung',
    description: 'The printed contract was signed and scanned (DV-05, DV-18).',
    additionalProperties: false,
  },
)

const of = {
  tags: ['Ausbildungsvertraege'],
  params: ref(IdParams),
  response: { 200: ref(Ausbildungsvertrag) },
} as const
const grund = ref(CreateVertragsbegruendung)

export const submitAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/einreichung',
  schema: {
    ...of,
    operationId: 'submitAusbildungsvertrag',
    summary: 'Hand a contract in (DV-02)',
    description: 'The contract has to be complete in form; what rules find goes along and is looked at by the chamber.',
  },
})

export const withdrawAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/ruecknahme',
  schema: {
    ...of,
    operationId: 'withdrawAusbildungsvertrag',
    summary: 'Take a contract back before it is registered',
    body: grund,
  },
})

export const claimAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/uebernahme',
  schema: { ...of, operationId: 'claimAusbildungsvertrag', summary: 'Take a contract from the inbox ("mir zuweisen")' },
})

export const returnAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/rueckgabe',
  schema: {
    ...of,
    operationId: 'returnAusbildungsvertrag',
    summary: 'Put a contract back: into the inbox, or from the second pair of eyes to the first, with a reason',
    body: grund,
  },
})

export const requestVertragsnachreichung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/nachforderung',
  schema: {
    ...of,
    operationId: 'requestVertragsnachreichung',
    summary: 'Ask the company for documents or corrections, with a deadline (BBiG § 32 Abs. 2)',
    body: ref(CreateVertragsnachforderung),
  },
})

export const supplyVertragsnachreichung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/nachreichung',
  schema: {
    ...of,
    operationId: 'supplyVertragsnachreichung',
    summary: 'Hand in what the chamber asked for',
    body: ref(CreateVertragsnachreichung),
  },
})

export const overrideVertragsbefund = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/uebergehungen',
  schema: {
    ...of,
    operationId: 'overrideVertragsbefund',
    summary: 'Settle a finding of the check, with the reason',
    body: ref(CreateVertragsuebergehung),
  },
})

export const releaseVertragsdruck = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/druckfreigabe',
  schema: {
    ...of,
    operationId: 'releaseVertragsdruck',
    summary: 'Freeze the version for print and signature (DV-04)',
  },
})

export const signAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/unterzeichnung',
  schema: {
    ...of,
    operationId: 'signAusbildungsvertrag',
    summary: 'Report the signatures on the printed version; a scan of another version is refused',
    body: ref(CreateVertragsunterzeichnung),
  },
})

export const requestVertragsbestaetigung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/bestaetigungsfreigabe',
  schema: {
    ...of,
    operationId: 'requestVertragsbestaetigung',
    summary: 'Freeze the version and mail a link to the apprentice and every representative',
    description:
      'Each link opens the contract and confirms its receipt (BBiG § 11 Abs. 2 Satz 3). With the last one the contract is confirmed.',
  },
})

export const reopenAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/wiedereroeffnung',
  schema: {
    ...of,
    operationId: 'reopenAusbildungsvertrag',
    summary: 'Open a frozen version again; its links, receipts and signatures end',
    body: grund,
  },
})

export const proposeVertragseintragung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/eintragungsvorschlag',
  schema: {
    ...of,
    operationId: 'proposeVertragseintragung',
    summary: 'Propose the registration to a second clerk, where the chamber wants four eyes',
  },
})

export const registerAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/eintragung',
  schema: {
    ...of,
    operationId: 'registerAusbildungsvertrag',
    summary: 'Register a contract under the next number of its chamber and year (BBiG §§ 34, 35; HwO §§ 28, 29)',
  },
})

export const refuseAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/ablehnung',
  schema: {
    ...of,
    operationId: 'refuseAusbildungsvertrag',
    summary: 'Refuse the registration, with the reason; after a request only once its deadline has passed',
    body: grund,
  },
})
