import { Ausbildungsvertrag } from './ausbildungsvertrag.ts'
import { CreateVertragsbegruendung } from './ausbildungsvertrag-schritte.ts'
import { IdParams, ref } from './common.ts'
import { CreateLoeschsperre } from './loeschsperre.ts'
import { defineOperation } from './operation.ts'
import { CreateVertragsaufloesung } from './vertragsaenderung.ts'
import {
  CreateNachuntersuchung,
  CreateVertragsbeendigung,
  CreateVertragsloeschung,
  Vertragssperre,
} from './vertragsende.ts'
import { CreateVertragsnachforderung } from './vertragsnachricht.ts'

const of = {
  tags: ['Ausbildungsvertraege'],
  params: ref(IdParams),
  response: { 200: ref(Ausbildungsvertrag) },
} as const

export const reportVertragsaufloesung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/aufloesungsmeldung',
  schema: {
    ...of,
    operationId: 'reportVertragsaufloesung',
    summary: 'Tell the chamber that a registered contract ended before its time',
    description: 'Fact and day; the termination itself is on paper (BBiG § 22 Abs. 3).',
    body: ref(CreateVertragsaufloesung),
  },
})

export const discardVertragsaufloesung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/meldungsverwerfung',
  schema: {
    ...of,
    operationId: 'discardVertragsaufloesung',
    summary: 'Take the notice of a dissolution back, or refuse it with a reason',
    body: ref(CreateVertragsbegruendung),
  },
})

export const dissolveAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/aufloesung',
  schema: {
    ...of,
    operationId: 'dissolveAusbildungsvertrag',
    summary: 'Register that a contract ended before its time (BBiG § 34 Abs. 2 Nr. 8)',
    body: ref(CreateVertragsaufloesung),
  },
})

export const endAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/beendigung',
  schema: {
    ...of,
    operationId: 'endAusbildungsvertrag',
    summary: 'Register the end of a training; its time alone ends it by itself',
    body: ref(CreateVertragsbeendigung),
  },
})

export const setMaengelfrist = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/maengelfrist',
  schema: {
    ...of,
    operationId: 'setMaengelfrist',
    summary: 'Set the company a deadline to mend a defect of a registered contract (BBiG § 32 Abs. 2)',
    body: ref(CreateVertragsnachforderung),
  },
})

export const reportNachuntersuchung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/nachuntersuchung',
  schema: {
    ...of,
    operationId: 'reportNachuntersuchung',
    summary: 'Tell that the certificate of the second examination was shown; no change of the contract',
    body: ref(CreateNachuntersuchung),
  },
})

export const deleteVertragseintragung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/loeschung',
  schema: {
    ...of,
    operationId: 'deleteVertragseintragung',
    summary: 'Delete a registration, where the law asks for it (BBiG § 35 Abs. 2)',
    body: ref(CreateVertragsloeschung),
  },
})

export const settleMaengelfrist = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/maengelbehebung',
  schema: {
    ...of,
    operationId: 'settleMaengelfrist',
    summary: 'Take the deadline of a defect off: it is mended',
  },
})

const sperre = { tags: of.tags, params: of.params, response: { 200: ref(Vertragssperre) } } as const

export const setVertragssperre = defineOperation({
  method: 'PUT',
  url: '/v1/ausbildungsvertraege/:id/loeschsperre',
  schema: {
    ...sperre,
    operationId: 'setVertragssperre',
    summary: 'Keep a contract although its time of retention ends, for example while a court decides',
    body: ref(CreateLoeschsperre),
  },
})

export const liftVertragssperre = defineOperation({
  method: 'DELETE',
  url: '/v1/ausbildungsvertraege/:id/loeschsperre',
  schema: {
    ...sperre,
    operationId: 'liftVertragssperre',
    summary: "Lift the caller's hold; answers the hold that there was",
  },
})
