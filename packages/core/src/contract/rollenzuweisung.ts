import { type Static, Type } from 'typebox'
import { Datum, Id, IdParams, Knr, Personenname, ref, seitenParameter, seiteOf, Zeitpunkt } from './common.ts'
import { Email } from './konto.ts'
import { defineOperation } from './operation.ts'
import { Anwendungskennung, Rolle } from './rolle.ts'

const gueltigkeit = {
  gueltigVon: Type.Optional(ref(Datum, 'First day; absent means today.')),
  gueltigBis: Type.Optional(ref(Datum, 'Last day; absent means without end.')),
}

export type CreateRollenzuweisung = Static<typeof CreateRollenzuweisung>
export const CreateRollenzuweisung = Type.Object(
  {
    kontoId: Type.Optional(ref(Id, 'Account of the person; in a company one of its members.')),
    email: Type.Optional(
      ref(Email, 'Instead of the account, at a chamber and for the operator: address of an active account.'),
    ),
    knr: Type.Optional(ref(Knr, 'The chamber, where the operator gives its first Kammeradministration.')),
    anwendung: ref(Anwendungskennung, 'The application.'),
    rolle: ref(Rolle, 'A role of its catalogue.'),
    ...gueltigkeit,
    vertritt: Type.Optional(
      ref(Id, 'Account of the person on whose behalf the role is held; that person has to hold it.'),
    ),
  },
  {
    $id: 'CreateRollenzuweisung',
    description: 'Gives a role: in the company, at the chamber or for the operator that Berichtsheft-Kontext names.',
    additionalProperties: false,
  },
)

export type Rollenaenderung = Static<typeof Rollenaenderung>
export const Rollenaenderung = Type.Object(
  {
    rolle: Type.Optional(ref(Rolle, 'Another role of the same application.')),
    gueltigVon: Type.Optional(ref(Datum, 'Another first day.')),
    gueltigBis: Type.Optional(
      Type.Union([ref(Datum, 'Another last day.'), Type.Null({ description: 'Without end.' })], {
        description: 'Another last day, or null for without end.',
      }),
    ),
  },
  { $id: 'Rollenaenderung', description: 'What becomes different; absent stays.', additionalProperties: false },
)

export type Rollenzuweisung = Static<typeof Rollenzuweisung>
export const Rollenzuweisung = Type.Object(
  {
    id: ref(Id),
    kontoId: ref(Id, 'Account of the person who holds the role.'),
    vorname: ref(Personenname, 'Given names.'),
    nachname: ref(Personenname, 'Family name.'),
    unternehmenId: Type.Optional(ref(Id, 'The company, for a role in one.')),
    knr: Type.Optional(ref(Knr, 'The chamber, for a role at one.')),
    anwendung: ref(Anwendungskennung, 'The application.'),
    rolle: ref(Rolle, 'The role.'),
    gueltigVon: ref(Datum, 'First day.'),
    gueltigBis: Type.Optional(ref(Datum, 'Last day.')),
    vertritt: Type.Optional(ref(Id, 'Account of the person on whose behalf it is held.')),
    vergebenVon: Type.Optional(
      ref(Id, "Account of who gave it; absent where the gateway or the operator's machine client did."),
    ),
    vergebenAm: ref(Zeitpunkt, 'When it was given.'),
    entzogenVon: Type.Optional(ref(Id, 'Account of who took it away.')),
    entzogenAm: Type.Optional(ref(Zeitpunkt, 'When it was taken away.')),
  },
  { $id: 'Rollenzuweisung', description: 'A role of a person for an application: it is never changed, only ended.' },
)

export const RollenzuweisungSeite = seiteOf(Rollenzuweisung, 'Rollenzuweisung')
export type RollenzuweisungSeite = Static<typeof RollenzuweisungSeite>

export type RollenzuweisungFilter = Static<typeof RollenzuweisungFilter>
export const RollenzuweisungFilter = Type.Object(
  {
    ...seitenParameter,
    kontoId: Type.Optional(ref(Id, 'Roles of this person only.')),
    anwendung: Type.Optional(ref(Anwendungskennung, 'Roles of this application only.')),
    rolle: Type.Optional(ref(Rolle, 'This role only.')),
    entzogen: Type.Optional(
      Type.Boolean({ description: 'True for those that were taken away, false for the others; absent means both.' }),
    ),
  },
  { $id: 'RollenzuweisungFilter', description: 'Filter of a list of roles.', additionalProperties: false },
)

const tags = ['Rollen'] as const

export const listRollenzuweisungen = defineOperation({
  method: 'GET',
  url: '/v1/rollenzuweisungen',
  schema: {
    operationId: 'listRollenzuweisungen',
    tags,
    summary: 'List roles: the own ones, or those of the company, the chamber or the operator',
    querystring: ref(RollenzuweisungFilter),
    response: { 200: ref(RollenzuweisungSeite) },
  },
})

export const createRollenzuweisung = defineOperation({
  method: 'POST',
  url: '/v1/rollenzuweisungen',
  schema: {
    operationId: 'createRollenzuweisung',
    tags,
    summary: 'Give a role, also to oneself',
    body: ref(CreateRollenzuweisung),
    response: { 201: ref(Rollenzuweisung) },
  },
})

export const changeRollenzuweisung = defineOperation({
  method: 'POST',
  url: '/v1/rollenzuweisungen/:id/aenderung',
  schema: {
    operationId: 'changeRollenzuweisung',
    tags,
    summary: 'Change a role: the old assignment ends and a new one begins in the same moment',
    params: ref(IdParams),
    body: ref(Rollenaenderung),
    response: { 201: ref(Rollenzuweisung) },
  },
})

export const revokeRollenzuweisung = defineOperation({
  method: 'DELETE',
  url: '/v1/rollenzuweisungen/:id',
  schema: {
    operationId: 'revokeRollenzuweisung',
    tags,
    summary: 'Take a role away; the last administrator of a company stays',
    params: ref(IdParams),
    response: { 200: ref(Rollenzuweisung) },
  },
})
