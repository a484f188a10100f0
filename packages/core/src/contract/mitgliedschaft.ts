import { type Static, Type } from 'typebox'
import {
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Knr,
  Personenname,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { Email } from './konto.ts'
import { defineOperation } from './operation.ts'
import { Rollenangabe } from './rolle.ts'

export type Mitgliedsstatus = Static<typeof Mitgliedsstatus>
export const Mitgliedsstatus = defineCodeliste('Mitgliedsstatus', 'State of a membership (MI-34).', [
  { code: 'aktiv', name: 'Aktiv', beschreibung: 'The person belongs to the company.' },
  { code: 'entfernt', name: 'Entfernt', beschreibung: 'The person left or was removed; no role is left.' },
])

export type Mitglied = Static<typeof Mitglied>
export const Mitglied = Type.Object(
  {
    kontoId: ref(Id, 'The account of the person.'),
    vorname: ref(Personenname, 'Given names.'),
    nachname: ref(Personenname, 'Family name.'),
    email: ref(Email, 'Address of the account.'),
    status: ref(Mitgliedsstatus),
    rollen: Type.Array(ref(Rollenangabe), { description: 'The roles that hold today in this company.' }),
    mitgliedSeit: ref(Zeitpunkt, 'When the person became a member.'),
    geaendertAm: ref(Zeitpunkt, 'When the membership changed last.'),
  },
  { $id: 'Mitglied', description: 'A member of a company, as its administrators see it.' },
)

export const MitgliedSeite = seiteOf(Mitglied, 'Mitglied')
export type MitgliedSeite = Static<typeof MitgliedSeite>

export type MitgliedFilter = Static<typeof MitgliedFilter>
export const MitgliedFilter = Type.Object(
  { ...seitenParameter, status: Type.Optional(ref(Mitgliedsstatus)) },
  { $id: 'MitgliedFilter', description: 'Filter of a list of members.', additionalProperties: false },
)

export type Mitgliedschaft = Static<typeof Mitgliedschaft>
export const Mitgliedschaft = Type.Object(
  {
    unternehmenId: ref(Id, 'The company.'),
    name: ref(Firmenname, 'Name of the company.'),
    knr: ref(Knr, 'The chamber of its seat.'),
    status: ref(Mitgliedsstatus),
    rollen: Type.Array(ref(Rollenangabe), { description: 'The own roles that hold today in this company.' }),
    mitgliedSeit: ref(Zeitpunkt, 'When the person became a member.'),
    geaendertAm: ref(Zeitpunkt, 'When the membership changed last.'),
  },
  { $id: 'Mitgliedschaft', description: 'A company that the calling person belongs to (BH-21).' },
)

export const MitgliedschaftSeite = seiteOf(Mitgliedschaft, 'Mitgliedschaft')
export type MitgliedschaftSeite = Static<typeof MitgliedschaftSeite>

export type MitgliedschaftFilter = Static<typeof MitgliedschaftFilter>
export const MitgliedschaftFilter = Type.Object(seitenParameter, {
  $id: 'MitgliedschaftFilter',
  description: 'Page of the list of own companies.',
  additionalProperties: false,
})

export type MitgliedParams = Static<typeof MitgliedParams>
export const MitgliedParams = Type.Object(
  { id: ref(Id, 'Id of the company.'), kontoId: ref(Id, 'Id of the account of the member.') },
  { $id: 'MitgliedParams', description: 'Names a member of a company.', additionalProperties: false },
)

const tags = ['Mitgliedschaften'] as const

export const listMitglieder = defineOperation({
  method: 'GET',
  url: '/v1/unternehmen/:id/mitglieder',
  schema: {
    operationId: 'listMitglieder',
    tags,
    summary: 'List the members of a company with their roles',
    params: ref(IdParams),
    querystring: ref(MitgliedFilter),
    response: { 200: ref(MitgliedSeite) },
  },
})

export const removeMitglied = defineOperation({
  method: 'DELETE',
  url: '/v1/unternehmen/:id/mitglieder/:kontoId',
  schema: {
    operationId: 'removeMitglied',
    tags,
    summary: 'Remove a member: all roles in this company end at once; the last administrator stays',
    params: ref(MitgliedParams),
    response: { 200: ref(Mitglied) },
  },
})

export const listMitgliedschaften = defineOperation({
  method: 'GET',
  url: '/v1/mitgliedschaften',
  schema: {
    operationId: 'listMitgliedschaften',
    tags,
    summary: 'List the companies of the calling person with the own roles',
    querystring: ref(MitgliedschaftFilter),
    response: { 200: ref(MitgliedschaftSeite) },
  },
})

export const leaveUnternehmen = defineOperation({
  method: 'DELETE',
  url: '/v1/mitgliedschaften/:id',
  schema: {
    operationId: 'leaveUnternehmen',
    tags,
    summary: 'Leave a company; the last administrator stays',
    params: ref(IdParams),
    response: { 200: ref(Mitgliedschaft) },
  },
})
