import { type Static, Type } from 'typebox'
import { defineCodeliste, Id, IdParams, ref, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import { vertragsereignisse } from './vertragsereignis.ts'

export type Ereignisart = Static<typeof Ereignisart>
export const Ereignisart = defineCodeliste('Ereignisart', 'What happened, as told to the other party.', [
  { code: 'anforderung.angelegt', name: 'Anforderung angelegt', beschreibung: 'A chamber requested a book.' },
  {
    code: 'anforderung.zugestellt',
    name: 'Anforderung zugestellt',
    beschreibung: 'The vendor system received the request.',
  },
  { code: 'anforderung.gelesen', name: 'Anforderung gelesen', beschreibung: 'The vendor system read the request.' },
  { code: 'anforderung.freigegeben', name: 'Anforderung freigegeben', beschreibung: 'The company released the book.' },
  { code: 'anforderung.uebermittelt', name: 'Anforderung übermittelt', beschreibung: 'The package is ready.' },
  { code: 'anforderung.geprueft', name: 'Anforderung geprüft', beschreibung: 'The chamber decided.' },
  { code: 'anforderung.ueberfaellig', name: 'Anforderung überfällig', beschreibung: 'A deadline passed.' },
  {
    code: 'anforderung.zurueckgezogen',
    name: 'Anforderung zurückgezogen',
    beschreibung: 'The chamber withdrew the request.',
  },
  {
    code: 'anforderung.nichtAbgeholt',
    name: 'Anforderung nicht abgeholt',
    beschreibung: 'Nobody fetched the request for three days.',
  },
  { code: 'freigabe.erteilt', name: 'Freigabe erteilt', beschreibung: 'A book was released to a chamber.' },
  { code: 'freigabe.widerrufen', name: 'Freigabe widerrufen', beschreibung: 'A release was withdrawn.' },
  { code: 'freigabe.abgelaufen', name: 'Freigabe abgelaufen', beschreibung: 'The last day of a release has passed.' },
  {
    code: 'uebermittlung.erstellt',
    name: 'Übermittlung erstellt',
    beschreibung: 'A package is ready without a request.',
  },
  { code: 'uebermittlung.abgeholt', name: 'Übermittlung abgeholt', beschreibung: 'The chamber fetched the package.' },
  {
    code: 'uebermittlung.geprueft',
    name: 'Übermittlung geprüft',
    beschreibung: 'The chamber decided about a transfer without request.',
  },
  {
    code: 'berichtsheft.verknuepft',
    name: 'Berichtsheft verknüpft',
    beschreibung: 'A registered training contract has its report book: begun for it, or linked.',
  },
  ...vertragsereignisse,
])

export type Ereignis = Static<typeof Ereignis>
export const Ereignis = Type.Object(
  {
    id: ref(Id, 'Id of the event; the `jti` of its token.'),
    art: ref(Ereignisart),
    objektId: ref(Id, 'The object that changed: request, release, transfer or training contract.'),
    zeitpunkt: ref(Zeitpunkt, 'When it happened.'),
    token: Type.String({
      description: 'Security Event Token (RFC 8417), signed, with ids only; verifiable offline with `/jwks`.',
    }),
  },
  { $id: 'Ereignis', description: 'A state change that the caller can see.' },
)

export type EreignisSeite = Static<typeof EreignisSeite>
export const EreignisSeite = Type.Object(
  {
    eintraege: Type.Array(ref(Ereignis), { description: 'Events in their order.' }),
    nach: Type.Optional(
      Type.String({
        description: 'Pass it as `nach` to go on after the last event; given also when there is none yet.',
        maxLength: 100,
      }),
    ),
  },
  { $id: 'EreignisSeite', description: 'A part of the event list of the caller; the order never changes.' },
)

export type EreignisFilter = Static<typeof EreignisFilter>
export const EreignisFilter = Type.Object(
  {
    nach: Type.Optional(
      Type.String({ maxLength: 100, description: 'Events after this position, or after the event with this id.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100, description: 'Events per call.' })),
    objektId: Type.Optional(ref(Id, 'Events of this object only.')),
  },
  { $id: 'EreignisFilter', description: 'Position in the event list.', additionalProperties: false },
)

const tags = ['Ereignisse'] as const

export const listEreignisse = defineOperation({
  method: 'GET',
  url: '/v1/ereignisse',
  schema: {
    operationId: 'listEreignisse',
    tags,
    summary: 'Fetch events as signed tokens, in order',
    querystring: ref(EreignisFilter),
    response: { 200: ref(EreignisSeite) },
  },
})

export const getEreignis = defineOperation({
  method: 'GET',
  url: '/v1/ereignisse/:id',
  schema: {
    operationId: 'getEreignis',
    tags,
    summary: 'Read one event',
    params: ref(IdParams),
    response: { 200: ref(Ereignis) },
  },
})
