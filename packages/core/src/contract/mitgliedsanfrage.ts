import { type Static, Type } from 'typebox'
import { Anschrift, Identnummer } from './anschrift.ts'
import {
  Datum,
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Knr,
  Personenname,
  ref,
  seitenParameter,
  seiteOf,
  Text,
  Zeitpunkt,
} from './common.ts'
import { Email } from './konto.ts'
import { defineOperation } from './operation.ts'
import { Anwendungskennung, Rolle } from './rolle.ts'

export type Mitgliedsanfrageart = Static<typeof Mitgliedsanfrageart>
export const Mitgliedsanfrageart = defineCodeliste('Mitgliedsanfrageart', 'What a person asks a company for.', [
  { code: 'beitritt', name: 'Beitrittsanfrage', beschreibung: 'To become a member with a role (MI-04).' },
  { code: 'rolle', name: 'Rollenanfrage', beschreibung: 'To get a role as a member (MI-05).' },
])

export type Mitgliedsanfragestatus = Static<typeof Mitgliedsanfragestatus>
export const Mitgliedsanfragestatus = defineCodeliste(
  'Mitgliedsanfragestatus',
  'State of a request to join or for a role (MI-43).',
  [
    { code: 'offen', name: 'Offen', beschreibung: 'Nobody works on it.' },
    { code: 'inBearbeitung', name: 'In Bearbeitung', beschreibung: 'An administrator has assigned it to himself.' },
    { code: 'genehmigt', name: 'Genehmigt', beschreibung: 'Approved: membership and role hold.' },
    { code: 'abgelehnt', name: 'Abgelehnt', beschreibung: 'Refused, with the reason.' },
    { code: 'zurueckgezogen', name: 'Zurückgezogen', beschreibung: 'Withdrawn by the person who asked.' },
  ],
)

export type CreateBeitrittsanfrage = Static<typeof CreateBeitrittsanfrage>
export const CreateBeitrittsanfrage = Type.Object(
  {
    name: ref(Firmenname, 'Name of the company, exactly as its chamber holds it.'),
    anschrift: ref(Anschrift, 'Its address, exactly as its chamber holds it.'),
    identnummer: ref(Identnummer, 'Its number at the chamber.'),
    knr: ref(Knr, 'The chamber.'),
    anwendung: ref(Anwendungskennung, 'The application of the role.'),
    rolle: ref(Rolle, 'The role that the person wishes for.'),
    nachricht: Type.Optional(ref(Text, 'A message to the administrators.')),
  },
  {
    $id: 'CreateBeitrittsanfrage',
    description: 'A request to join a company; all data of the company have to be exact (MI-41).',
    additionalProperties: false,
  },
)

export type CreateRollenanfrage = Static<typeof CreateRollenanfrage>
export const CreateRollenanfrage = Type.Object(
  {
    unternehmenId: ref(Id, 'A company that the person is a member of.'),
    anwendung: ref(Anwendungskennung, 'The application of the role.'),
    rolle: ref(Rolle, 'The role that the person asks for.'),
    gueltigBis: Type.Optional(ref(Datum, 'Last day of the role; absent means without end.')),
    nachricht: Type.Optional(ref(Text, 'A message to the administrators.')),
  },
  {
    $id: 'CreateRollenanfrage',
    description: 'A request of a member for a role (MI-05, MI-42).',
    additionalProperties: false,
  },
)

export type Mitgliedsanfrage = Static<typeof Mitgliedsanfrage>
export const Mitgliedsanfrage = Type.Object(
  {
    id: ref(Id),
    art: ref(Mitgliedsanfrageart),
    unternehmenId: ref(Id, 'The company that is asked.'),
    unternehmen: ref(Firmenname, 'Its name.'),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    status: ref(Mitgliedsanfragestatus),
    kontoId: ref(Id, 'Account of the person who asks.'),
    vorname: ref(Personenname, 'Given names of the person.'),
    nachname: ref(Personenname, 'Family name of the person.'),
    email: ref(Email, 'Address of the person.'),
    anwendung: ref(Anwendungskennung, 'The application of the role.'),
    rolle: ref(Rolle, 'The role that is asked for.'),
    gueltigBis: Type.Optional(ref(Datum, 'Last day of the role.')),
    nachricht: Type.Optional(ref(Text, 'What the person wrote.')),
    zugewiesenAn: Type.Optional(ref(Id, 'Account of the administrator who works on it or decided.')),
    zugewiesenAm: Type.Optional(ref(Zeitpunkt, 'When that administrator took it.')),
    entschiedenAm: Type.Optional(ref(Zeitpunkt, 'When it was decided.')),
    grund: Type.Optional(ref(Text, 'Why it was refused.')),
    erstelltAm: ref(Zeitpunkt, 'When it was made.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Mitgliedsanfrage', description: 'A request of a person to a company: to join it, or for a role.' },
)

export const MitgliedsanfrageSeite = seiteOf(Mitgliedsanfrage, 'Mitgliedsanfrage')
export type MitgliedsanfrageSeite = Static<typeof MitgliedsanfrageSeite>

export type MitgliedsanfrageFilter = Static<typeof MitgliedsanfrageFilter>
export const MitgliedsanfrageFilter = Type.Object(
  {
    ...seitenParameter,
    art: Type.Optional(ref(Mitgliedsanfrageart)),
    status: Type.Optional(ref(Mitgliedsanfragestatus)),
    zugewiesenAn: Type.Optional(ref(Id, 'Those that this administrator has taken ("Meine Anfragen").')),
  },
  { $id: 'MitgliedsanfrageFilter', description: 'Filter of a list of requests.', additionalProperties: false },
)

export type CreateEntscheidung = Static<typeof CreateEntscheidung>
export const CreateEntscheidung = Type.Object(
  {
    ergebnis: Type.Unsafe<'genehmigt' | 'abgelehnt'>({
      type: 'string',
      enum: ['genehmigt', 'abgelehnt'],
      description: 'Approved or refused.',
    }),
    grund: Type.Optional(ref(Text, 'Why; needed for a refusal. The person reads it.')),
  },
  { $id: 'CreateEntscheidung', description: 'Decision about a request.', additionalProperties: false },
)

const tags = ['Mitgliedschaften'] as const

export const createBeitrittsanfrage = defineOperation({
  method: 'POST',
  url: '/v1/beitrittsanfragen',
  schema: {
    operationId: 'createBeitrittsanfrage',
    tags,
    summary: 'Ask to join a company by its exact data; a refusal does not tell what exists',
    body: ref(CreateBeitrittsanfrage),
    response: { 201: ref(Mitgliedsanfrage) },
  },
})

export const createRollenanfrage = defineOperation({
  method: 'POST',
  url: '/v1/rollenanfragen',
  schema: {
    operationId: 'createRollenanfrage',
    tags,
    summary: 'Ask for a role in a company that the person is a member of',
    body: ref(CreateRollenanfrage),
    response: { 201: ref(Mitgliedsanfrage) },
  },
})

export const listMitgliedsanfragen = defineOperation({
  method: 'GET',
  url: '/v1/mitgliedsanfragen',
  schema: {
    operationId: 'listMitgliedsanfragen',
    tags,
    summary: 'List requests: the own ones, or those to the companies that the person administers',
    querystring: ref(MitgliedsanfrageFilter),
    response: { 200: ref(MitgliedsanfrageSeite) },
  },
})

export const getMitgliedsanfrage = defineOperation({
  method: 'GET',
  url: '/v1/mitgliedsanfragen/:id',
  schema: {
    operationId: 'getMitgliedsanfrage',
    tags,
    summary: 'Read one request',
    params: ref(IdParams),
    response: { 200: ref(Mitgliedsanfrage) },
  },
})

export const claimMitgliedsanfrage = defineOperation({
  method: 'POST',
  url: '/v1/mitgliedsanfragen/:id/zuweisung',
  schema: {
    operationId: 'claimMitgliedsanfrage',
    tags,
    summary: 'Assign a request to oneself ("Mir zuweisen"); one administrator at a time',
    params: ref(IdParams),
    response: { 200: ref(Mitgliedsanfrage) },
  },
})

export const releaseMitgliedsanfrage = defineOperation({
  method: 'DELETE',
  url: '/v1/mitgliedsanfragen/:id/zuweisung',
  schema: {
    operationId: 'releaseMitgliedsanfrage',
    tags,
    summary: 'Give a request back that one had assigned to oneself',
    params: ref(IdParams),
    response: { 200: ref(Mitgliedsanfrage) },
  },
})

export const decideMitgliedsanfrage = defineOperation({
  method: 'POST',
  url: '/v1/mitgliedsanfragen/:id/entscheidung',
  schema: {
    operationId: 'decideMitgliedsanfrage',
    tags,
    summary: 'Approve or refuse a request that one has assigned to oneself',
    params: ref(IdParams),
    body: ref(CreateEntscheidung),
    response: { 200: ref(Mitgliedsanfrage) },
  },
})

export const withdrawMitgliedsanfrage = defineOperation({
  method: 'POST',
  url: '/v1/mitgliedsanfragen/:id/ruecknahme',
  schema: {
    operationId: 'withdrawMitgliedsanfrage',
    tags,
    summary: 'Withdraw the own request',
    params: ref(IdParams),
    response: { 200: ref(Mitgliedsanfrage) },
  },
})
