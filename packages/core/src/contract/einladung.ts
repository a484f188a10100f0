import { type Static, Type } from 'typebox'
import {
  Datum,
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Personenname,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { Einmaltoken, Email } from './konto.ts'
import { defineOperation } from './operation.ts'
import { Anwendungskennung, Rolle } from './rolle.ts'

export type Einladungsstatus = Static<typeof Einladungsstatus>
export const Einladungsstatus = defineCodeliste('Einladungsstatus', 'State of an invitation (MI-37, MI-38).', [
  { code: 'versendet', name: 'Versendet', beschreibung: 'The link was mailed; the person has not accepted yet.' },
  {
    code: 'angenommen',
    name: 'Angenommen',
    beschreibung: 'The person accepted; an administrator has to approve finally.',
  },
  { code: 'genehmigt', name: 'Genehmigt', beschreibung: 'Approved finally; the person is a member.' },
  {
    code: 'zurueckgezogen',
    name: 'Zurückgezogen',
    beschreibung: 'Withdrawn by an administrator, also instead of the final approval.',
  },
  { code: 'abgelaufen', name: 'Abgelaufen', beschreibung: 'The link was not opened in time.' },
])

export type CreateEinladung = Static<typeof CreateEinladung>
export const CreateEinladung = Type.Object(
  {
    email: ref(Email, 'Address that is invited, of an account or not; the answer does not tell which.'),
    anwendung: ref(Anwendungskennung, 'The application of the role.'),
    rolle: ref(Rolle, 'The role that the person gets with the final approval.'),
    gueltigBis: Type.Optional(ref(Datum, 'Last day of the role; absent means without end.')),
  },
  { $id: 'CreateEinladung', description: 'An invitation into a company (MI-06, MI-07).', additionalProperties: false },
)

export type Einladung = Static<typeof Einladung>
export const Einladung = Type.Object(
  {
    id: ref(Id),
    unternehmenId: ref(Id, 'The company that invites.'),
    unternehmen: ref(Firmenname, 'Its name.'),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    status: ref(Einladungsstatus),
    email: ref(Email, 'Address that was invited.'),
    anwendung: ref(Anwendungskennung, 'The application of the role.'),
    rolle: ref(Rolle, 'The role that the person gets.'),
    gueltigBis: Type.Optional(ref(Datum, 'Last day of the role.')),
    eingeladenVon: ref(Id, 'Account of the administrator who invited.'),
    ablauf: ref(Zeitpunkt, 'When the link ends.'),
    kontoId: Type.Optional(ref(Id, 'Account of the person, once it has accepted.')),
    vorname: Type.Optional(ref(Personenname, 'Given names of the person, once it has accepted.')),
    nachname: Type.Optional(ref(Personenname, 'Family name of the person, once it has accepted.')),
    versendetAm: ref(Zeitpunkt, 'When the link was mailed last: the first of the three steps (MI-38).'),
    angenommenAm: Type.Optional(ref(Zeitpunkt, 'When the person accepted: the second step.')),
    genehmigtAm: Type.Optional(ref(Zeitpunkt, 'When an administrator approved finally: the third step.')),
    genehmigtVon: Type.Optional(ref(Id, 'Account of that administrator.')),
    erstelltAm: ref(Zeitpunkt, 'When it was made.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Einladung', description: 'An invitation into a company, in three steps (MI-38).' },
)

export const EinladungSeite = seiteOf(Einladung, 'Einladung')
export type EinladungSeite = Static<typeof EinladungSeite>

export type EinladungFilter = Static<typeof EinladungFilter>
export const EinladungFilter = Type.Object(
  { ...seitenParameter, status: Type.Optional(ref(Einladungsstatus)) },
  { $id: 'EinladungFilter', description: 'Filter of a list of invitations.', additionalProperties: false },
)

export type Einladungsannahme = Static<typeof Einladungsannahme>
export const Einladungsannahme = Type.Object(
  { token: ref(Einmaltoken, 'What the mailed link carries.') },
  { $id: 'Einladungsannahme', description: 'Acceptance by the invited person.', additionalProperties: false },
)

const tags = ['Mitgliedschaften'] as const

export const createEinladung = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/einladungen',
  schema: {
    operationId: 'createEinladung',
    tags,
    summary: 'Invite a person by e-mail, with or without an account',
    params: ref(IdParams),
    body: ref(CreateEinladung),
    response: { 201: ref(Einladung) },
  },
})

export const listEinladungen = defineOperation({
  method: 'GET',
  url: '/v1/unternehmen/:id/einladungen',
  schema: {
    operationId: 'listEinladungen',
    tags,
    summary: 'List the invitations of a company',
    params: ref(IdParams),
    querystring: ref(EinladungFilter),
    response: { 200: ref(EinladungSeite) },
  },
})

export const getEinladung = defineOperation({
  method: 'GET',
  url: '/v1/einladungen/:id',
  schema: {
    operationId: 'getEinladung',
    tags,
    summary: 'Read one invitation, as an administrator of the company or as the invited person',
    params: ref(IdParams),
    response: { 200: ref(Einladung) },
  },
})

export const resendEinladung = defineOperation({
  method: 'POST',
  url: '/v1/einladungen/:id/versand',
  schema: {
    operationId: 'resendEinladung',
    tags,
    summary: 'Mail a new link; the old one ends, and an expired invitation lives again',
    params: ref(IdParams),
    response: { 200: ref(Einladung) },
  },
})

export const acceptEinladung = defineOperation({
  method: 'POST',
  url: '/v1/einladungen/annahme',
  schema: {
    operationId: 'acceptEinladung',
    tags,
    summary: 'Accept an invitation by its mailed link; only the person of the invited address can',
    body: ref(Einladungsannahme),
    response: { 200: ref(Einladung) },
  },
})

export const approveEinladung = defineOperation({
  method: 'POST',
  url: '/v1/einladungen/:id/genehmigung',
  schema: {
    operationId: 'approveEinladung',
    tags,
    summary: 'Approve finally: the person becomes a member with the role of the invitation',
    params: ref(IdParams),
    response: { 200: ref(Einladung) },
  },
})

export const withdrawEinladung = defineOperation({
  method: 'POST',
  url: '/v1/einladungen/:id/ruecknahme',
  schema: {
    operationId: 'withdrawEinladung',
    tags,
    summary: 'Withdraw an invitation; after the acceptance this refuses the final approval',
    params: ref(IdParams),
    response: { 200: ref(Einladung) },
  },
})
