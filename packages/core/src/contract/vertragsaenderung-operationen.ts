import { CreateVertragsuebergehung } from './ausbildungsvertrag.ts'
import { CreateVertragsbegruendung, CreateVertragsunterzeichnung } from './ausbildungsvertrag-schritte.ts'
import { IdParams, ref } from './common.ts'
import { binaryResponse, defineOperation } from './operation.ts'
import { CreateVertragsaenderung } from './vertragsaenderung.ts'
import {
  UpdateVertragsaenderung,
  Vertragsaenderung,
  VertragsaenderungFilter,
  VertragsaenderungSeite,
  Vertragsaenderungspruefung,
} from './vertragsaenderungen.ts'
import { VertragsausfertigungParams } from './vertragsausfertigung.ts'
import { CreateVertragsnachforderung, CreateVertragsnachreichung } from './vertragsnachricht.ts'

const tags = ['Ausbildungsvertraege'] as const
const of = { tags, params: ref(IdParams), response: { 200: ref(Vertragsaenderung) } } as const
const grund = ref(CreateVertragsbegruendung)

export const createVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/aenderungen',
  schema: {
    operationId: 'createVertragsaenderung',
    tags,
    summary: 'Begin a change of a registered contract: a draft of the company, or a paper that the chamber types in',
    params: ref(IdParams),
    body: ref(CreateVertragsaenderung),
    response: { 201: ref(Vertragsaenderung) },
  },
})

export const listVertragsaenderungen = defineOperation({
  method: 'GET',
  url: '/v1/vertragsaenderungen',
  schema: {
    operationId: 'listVertragsaenderungen',
    tags,
    summary: 'List changes of training contracts; drafts are seen by their company or vendor only',
    querystring: ref(VertragsaenderungFilter),
    response: { 200: ref(VertragsaenderungSeite) },
  },
})

export const getVertragsaenderung = defineOperation({
  method: 'GET',
  url: '/v1/vertragsaenderungen/:id',
  schema: { ...of, operationId: 'getVertragsaenderung', summary: 'Read one change of a training contract' },
})

export const updateVertragsaenderung = defineOperation({
  method: 'PUT',
  url: '/v1/vertragsaenderungen/:id',
  schema: {
    ...of,
    operationId: 'updateVertragsaenderung',
    summary: 'Write a draft anew, on the contract as it is now; also what the chamber has asked back about',
    body: ref(UpdateVertragsaenderung),
  },
})

export const getVertragsaenderungspruefung = defineOperation({
  method: 'GET',
  url: '/v1/vertragsaenderungen/:id/pruefung',
  schema: {
    operationId: 'getVertragsaenderungspruefung',
    tags,
    summary: 'Check a change against the contract that it changes',
    params: ref(IdParams),
    response: { 200: ref(Vertragsaenderungspruefung) },
  },
})

export const submitVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/einreichung',
  schema: {
    ...of,
    operationId: 'submitVertragsaenderung',
    summary: 'Hand a change in; what is only reported takes effect with it, or on its day',
  },
})

export const withdrawVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/ruecknahme',
  schema: { ...of, operationId: 'withdrawVertragsaenderung', summary: 'Take a change back', body: grund },
})

export const supplyVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/nachreichung',
  schema: {
    ...of,
    operationId: 'supplyVertragsaenderung',
    summary: 'Hand in what the chamber asked for about a change',
    body: ref(CreateVertragsnachreichung),
  },
})

export const signVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/unterzeichnung',
  schema: {
    ...of,
    operationId: 'signVertragsaenderung',
    summary: 'Report the signatures on the printed change; a scan of another version is refused',
    body: ref(CreateVertragsunterzeichnung),
  },
})

export const requestAenderungsbestaetigung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/bestaetigungsfreigabe',
  schema: {
    ...of,
    operationId: 'requestAenderungsbestaetigung',
    summary: 'Freeze the changed contract and mail a link to the apprentice and every representative',
  },
})

export const reopenVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/wiedereroeffnung',
  schema: {
    ...of,
    operationId: 'reopenVertragsaenderung',
    summary: 'Open a frozen change again; its links, receipts and signatures end',
    body: grund,
  },
})

export const claimVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/uebernahme',
  schema: { ...of, operationId: 'claimVertragsaenderung', summary: 'Take a change from the inbox ("mir zuweisen")' },
})

export const returnVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/rueckgabe',
  schema: {
    ...of,
    operationId: 'returnVertragsaenderung',
    summary: 'Put a change back: into the inbox, or from the second pair of eyes to the first, with a reason',
    body: grund,
  },
})

export const requestAenderungsnachreichung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/nachforderung',
  schema: {
    ...of,
    operationId: 'requestAenderungsnachreichung',
    summary: 'Ask the company about a change, with a deadline (BBiG § 32 Abs. 2)',
    body: ref(CreateVertragsnachforderung),
  },
})

export const overrideAenderungsbefund = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/uebergehungen',
  schema: {
    ...of,
    operationId: 'overrideAenderungsbefund',
    summary: 'Settle a finding about a change, with the reason',
    body: ref(CreateVertragsuebergehung),
  },
})

export const releaseAenderungsdruck = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/druckfreigabe',
  schema: {
    ...of,
    operationId: 'releaseAenderungsdruck',
    summary: 'Freeze the changed contract for print and signature',
  },
})

export const proposeVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/eintragungsvorschlag',
  schema: {
    ...of,
    operationId: 'proposeVertragsaenderung',
    summary: 'Propose a change to a second clerk, where the chamber wants four eyes',
  },
})

export const registerVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/eintragung',
  schema: {
    ...of,
    operationId: 'registerVertragsaenderung',
    summary: 'Register a change; the contract gets its content and keeps its number',
  },
})

export const refuseVertragsaenderung = defineOperation({
  method: 'POST',
  url: '/v1/vertragsaenderungen/:id/ablehnung',
  schema: {
    ...of,
    operationId: 'refuseVertragsaenderung',
    summary: 'Refuse a change, with the reason; after a request only once its deadline has passed',
    body: grund,
  },
})

export const getAenderungsausfertigung = defineOperation({
  method: 'GET',
  url: '/v1/vertragsaenderungen/:id/ausfertigungen/:ausfertigung',
  schema: {
    operationId: 'getAenderungsausfertigung',
    tags,
    summary: 'Fetch the changed contract as PDF, to be signed once it was released for print',
    params: ref(VertragsausfertigungParams),
    response: { 200: binaryResponse('application/pdf', 'The rendering.') },
  },
})
