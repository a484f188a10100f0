import { type Static, Type } from 'typebox'
import { Identnummer } from './anschrift.ts'
import {
  Bezeichnung,
  defineCodeliste,
  Id,
  Knr,
  Personenname,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { Email, Sprache } from './konto.ts'
import { defineOperation } from './operation.ts'
import { Rolle } from './rolle.ts'

/** Name of an account of the old system: printable characters without blanks. */
const benutzername = (description: string) =>
  Type.String({ description, pattern: '^[!-~]+$', minLength: 1, maxLength: 128, examples: ['t.ehrlichmann'] })

export type Uebernahmerolle = Static<typeof Uebernahmerolle>
export const Uebernahmerolle = Type.Object(
  {
    anwendung: Type.String({
      description: 'Application that the role is held for.',
      pattern: '^[a-z][a-z0-9-]*$',
      minLength: 1,
      maxLength: 64,
      examples: ['berichtsheft'],
    }),
    rolle: ref(Rolle),
    knr: ref(Knr, 'The chamber at which, or in whose district, the role is held.'),
    identnummer: Type.Optional(ref(Identnummer, 'The company; absent for roles at the chamber itself.')),
  },
  { $id: 'Uebernahmerolle', description: 'A role that a person held in the old system.', additionalProperties: false },
)

export type Uebernahmekonto = Static<typeof Uebernahmekonto>
export const Uebernahmekonto = Type.Object(
  {
    benutzername: benutzername('User name in the old system; known by it, a record is taken over once.'),
    email: ref(Email, 'Address to sign in with from now on (BH-27).'),
    vorname: ref(Personenname, 'Given names.'),
    nachname: ref(Personenname, 'Family name.'),
    sprache: ref(Sprache),
    rollen: Type.Array(ref(Uebernahmerolle), { maxItems: 100, description: 'Roles, unchanged (BH-26).' }),
  },
  { $id: 'Uebernahmekonto', description: 'An account of the old system.', additionalProperties: false },
)

export type CreateUebernahme = Static<typeof CreateUebernahme>
export const CreateUebernahme = Type.Object(
  {
    konten: Type.Array(ref(Uebernahmekonto), { minItems: 1, maxItems: 1000, description: 'Accounts to take over.' }),
  },
  { $id: 'CreateUebernahme', description: 'Accounts of an old system (BH-25).', additionalProperties: false },
)

export type Uebernahmeergebnis = Static<typeof Uebernahmeergebnis>
export const Uebernahmeergebnis = defineCodeliste(
  'Uebernahmeergebnis',
  'What became of an account of the old system.',
  [
    {
      code: 'uebernommen',
      name: 'Übernommen',
      beschreibung: 'The person has an account and sets a new password once.',
    },
    { code: 'unveraendert', name: 'Unverändert', beschreibung: 'It was taken over before.' },
    {
      code: 'emailDoppelt',
      name: 'E-Mail doppelt',
      beschreibung: 'Several accounts of the old system share the address; none of them is taken over.',
    },
    {
      code: 'emailVergeben',
      name: 'E-Mail vergeben',
      beschreibung: 'The address belongs to another account already.',
    },
  ],
)

export type Uebernahme = Static<typeof Uebernahme>
export const Uebernahme = Type.Object(
  {
    benutzername: benutzername('User name in the old system.'),
    ergebnis: ref(Uebernahmeergebnis),
    kontoId: Type.Optional(ref(Id, 'The account, once it is taken over.')),
    ohneUnternehmen: Type.Optional(
      Type.Array(ref(Bezeichnung), {
        description: 'Companies (chamber and number) that are not active here; their roles were not taken over.',
      }),
    ),
    zeitpunkt: ref(Zeitpunkt, 'When it was tried last.'),
  },
  { $id: 'Uebernahme', description: 'An account of the old system and what became of it.' },
)

export type Uebernahmeliste = Static<typeof Uebernahmeliste>
export const Uebernahmeliste = Type.Object(
  { konten: Type.Array(ref(Uebernahme), { description: 'One entry per account of the request, in its order.' }) },
  { $id: 'Uebernahmeliste', description: 'What became of the accounts of a request.' },
)

export const UebernahmeSeite = seiteOf(Uebernahme, 'Uebernahme')
export type UebernahmeSeite = Static<typeof UebernahmeSeite>

export type UebernahmeFilter = Static<typeof UebernahmeFilter>
export const UebernahmeFilter = Type.Object(
  { ...seitenParameter, ergebnis: Type.Optional(ref(Uebernahmeergebnis)) },
  {
    $id: 'UebernahmeFilter',
    description: 'Filter of a list of accounts of the old system.',
    additionalProperties: false,
  },
)

const tags = ['Konten']

export const createUebernahme = defineOperation({
  method: 'POST',
  url: '/v1/kontouebernahmen',
  schema: {
    operationId: 'createUebernahme',
    tags,
    summary: 'Take over accounts of an old system',
    description:
      'The user name becomes the e-mail address; each person gets a mail and sets a new password once. Repeating a request is safe. Accounts that share an address are not taken over but listed, until they come with addresses of their own.',
    body: ref(CreateUebernahme),
    response: { 200: ref(Uebernahmeliste) },
  },
})

export const listUebernahmen = defineOperation({
  method: 'GET',
  url: '/v1/kontouebernahmen',
  schema: {
    operationId: 'listUebernahmen',
    tags,
    summary: 'List accounts of the old system, the conflicts among them',
    querystring: ref(UebernahmeFilter),
    response: { 200: ref(UebernahmeSeite) },
  },
})
