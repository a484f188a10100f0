import { type Static, Type } from 'typebox'
import { Bezeichnung, defineCodeliste, ref, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import { Anwendungskennung, Rolle } from './rolle.ts'

export type Anwendungsstatus = Static<typeof Anwendungsstatus>
export const Anwendungsstatus = defineCodeliste('Anwendungsstatus', 'State of an application (MI-17).', [
  { code: 'angebunden', name: 'Angebunden', beschreibung: 'Plugged in; its roles count.' },
  {
    code: 'abgeschaltet',
    name: 'Abgeschaltet',
    beschreibung: 'Switched off; its roles give nothing until it is back.',
  },
])

const rollen = Type.Array(ref(Rolle), {
  description:
    'Its catalogue: the roles that can be given for it. A role that leaves the catalogue gives nothing any more.',
  minItems: 1,
  maxItems: 50,
  uniqueItems: true,
})

export type Anwendungsadresse = Static<typeof Anwendungsadresse>
export const Anwendungsadresse = Type.String({
  $id: 'Anwendungsadresse',
  description: 'Address of an application: HTTPS, or HTTP on the own machine; without fragment.',
  pattern:
    '^(https://[a-z0-9.-]{1,253}|http://(127\\.0\\.0\\.1|localhost))(:[0-9]{1,5})?(/[A-Za-z0-9._~%/?=&+-]{0,1500})?$',
  minLength: 10,
  maxLength: 2000,
  examples: ['https://pruefungsportal.example/start'],
})

const einstieg = ref(Anwendungsadresse, 'Where people begin; the page of the applications leads there (MI-19).')
const rueckkehradressen = Type.Array(ref(Anwendungsadresse), {
  description:
    'Addresses that a sign-in may return to, compared exactly. With at least one the application is a public OpenID client with PKCE; its client_id is the code.',
  maxItems: 10,
  uniqueItems: true,
})

export type CreateAnwendung = Static<typeof CreateAnwendung>
export const CreateAnwendung = Type.Object(
  {
    kennung: ref(Anwendungskennung, 'Its code.'),
    name: ref(Bezeichnung, 'Its name, for people.'),
    rollen,
    einstieg: Type.Optional(einstieg),
    rueckkehradressen: Type.Optional(rueckkehradressen),
  },
  { $id: 'CreateAnwendung', description: 'Plugs an application in (MI-17, MI-59).', additionalProperties: false },
)

export type UpdateAnwendung = Static<typeof UpdateAnwendung>
export const UpdateAnwendung = Type.Object(
  {
    name: Type.Optional(ref(Bezeichnung, 'Another name.')),
    status: Type.Optional(ref(Anwendungsstatus)),
    rollen: Type.Optional(rollen),
    einstieg: Type.Optional(Type.Union([einstieg, Type.Null()], { description: 'Another begin; null removes it.' })),
    rueckkehradressen: Type.Optional(rueckkehradressen),
  },
  { $id: 'UpdateAnwendung', description: 'Changes an application or switches it off.', additionalProperties: false },
)

export type Anwendung = Static<typeof Anwendung>
export const Anwendung = Type.Object(
  {
    kennung: ref(Anwendungskennung, 'Its code.'),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    name: ref(Bezeichnung, 'Its name, for people.'),
    status: ref(Anwendungsstatus),
    rollen: Type.Array(ref(Rolle), { description: 'Its catalogue: the roles that can be given for it.' }),
    einstieg: Type.Optional(ref(Anwendungsadresse, 'Where people begin.')),
    rueckkehradressen: Type.Array(ref(Anwendungsadresse), {
      description: 'Addresses that a sign-in may return to; without one nobody signs in for it.',
    }),
    erstelltAm: ref(Zeitpunkt, 'When it was plugged in.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Anwendung', description: 'An application that people use with roles.' },
)

export type Anwendungsliste = Static<typeof Anwendungsliste>
export const Anwendungsliste = Type.Object(
  { eintraege: Type.Array(ref(Anwendung), { description: 'Every application, by code.' }) },
  { $id: 'Anwendungsliste', description: 'The applications.' },
)

export type AnwendungParams = Static<typeof AnwendungParams>
export const AnwendungParams = Type.Object(
  { kennung: ref(Anwendungskennung, 'Code of the application.') },
  { $id: 'AnwendungParams', description: 'Names an application.', additionalProperties: false },
)

const tags = ['Rollen'] as const

export const listAnwendungen = defineOperation({
  method: 'GET',
  url: '/v1/anwendungen',
  schema: {
    operationId: 'listAnwendungen',
    tags,
    summary: 'List the applications with the roles that can be given for them',
    response: { 200: ref(Anwendungsliste) },
  },
})

export const createAnwendung = defineOperation({
  method: 'POST',
  url: '/v1/anwendungen',
  schema: {
    operationId: 'createAnwendung',
    tags,
    summary: 'Plug an application in',
    body: ref(CreateAnwendung),
    response: { 201: ref(Anwendung) },
  },
})

export const updateAnwendung = defineOperation({
  method: 'PATCH',
  url: '/v1/anwendungen/:kennung',
  schema: {
    operationId: 'updateAnwendung',
    tags,
    summary: 'Change an application, or switch it off: then its roles give nothing from the next request on',
    params: ref(AnwendungParams),
    body: ref(UpdateAnwendung),
    response: { 200: ref(Anwendung) },
  },
})
