import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
  Id,
  IdParams,
  nullable,
  Person,
  Personenname,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
  Zeitraum,
} from './common.ts'
import { defineOperation } from './operation.ts'

export type Einsatzstatus = Static<typeof Einsatzstatus>
export const Einsatzstatus = defineCodeliste(
  'Einsatzstatus',
  'State of an assignment; it follows from its days (BH-22).',
  [
    { code: 'geplant', name: 'Geplant', beschreibung: 'Its first day is still to come.' },
    { code: 'laufend', name: 'Laufend', beschreibung: 'Today is one of its days.' },
    { code: 'beendet', name: 'Beendet', beschreibung: 'Its last day has passed.' },
    { code: 'abgesagt', name: 'Abgesagt', beschreibung: 'It was called off before it began.' },
  ],
)

const einsatzFelder = {
  kontoId: ref(Id, 'Account of the Ausbildungsbeauftragter, who holds that role in the company.'),
  von: ref(Datum, 'First day, included.'),
  bis: ref(Datum, 'Last day, included.'),
  abteilung: ref(Bezeichnung, 'Department in which the apprentice is trained.'),
  abschnitt: Type.Optional(ref(Bezeichnung, 'Section of the training plan.')),
  parallel: Type.Optional(
    Type.Boolean({
      description: 'Whether other assignments of the apprentice may lie in its days; false when absent.',
    }),
  ),
}

export type CreateEinsatz = Static<typeof CreateEinsatz>
export const CreateEinsatz = Type.Object(
  { berichtsheftId: ref(Id, 'Book of the apprentice.'), ...einsatzFelder },
  { $id: 'CreateEinsatz', description: 'A new assignment of an apprentice.', additionalProperties: false },
)

export type UpdateEinsatz = Static<typeof UpdateEinsatz>
export const UpdateEinsatz = Type.Object(
  {
    kontoId: Type.Optional(einsatzFelder.kontoId),
    von: Type.Optional(einsatzFelder.von),
    bis: Type.Optional(einsatzFelder.bis),
    abteilung: Type.Optional(einsatzFelder.abteilung),
    abschnitt: Type.Optional(nullable(ref(Bezeichnung))),
    parallel: einsatzFelder.parallel,
  },
  {
    $id: 'UpdateEinsatz',
    description: 'Change of an assignment: absent leaves, null removes.',
    additionalProperties: false,
  },
)

export type Einsatz = Static<typeof Einsatz>
export const Einsatz = Type.Object(
  {
    id: ref(Id),
    unternehmenId: ref(Id, 'The company.'),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    status: ref(Einsatzstatus),
    berichtsheftId: ref(Id, 'Book of the apprentice.'),
    azubi: ref(Person, 'The apprentice, as the book names him.'),
    ...einsatzFelder,
    vorname: ref(Personenname, 'Given names of the Ausbildungsbeauftragter.'),
    nachname: ref(Personenname, 'Family name of the Ausbildungsbeauftragter.'),
    erstelltAm: ref(Zeitpunkt, 'When it was planned.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Einsatz', description: 'An apprentice is assigned to an Ausbildungsbeauftragter for some time (BH-22).' },
)

export const EinsatzSeite = seiteOf(Einsatz, 'Einsatz')
export type EinsatzSeite = Static<typeof EinsatzSeite>

export type EinsatzFilter = Static<typeof EinsatzFilter>
export const EinsatzFilter = Type.Object(
  {
    ...seitenParameter,
    berichtsheftId: Type.Optional(ref(Id, 'Assignments of this apprentice only.')),
    kontoId: Type.Optional(ref(Id, 'Assignments to this Ausbildungsbeauftragter only.')),
    von: Type.Optional(ref(Datum, 'Those that end on this day or later.')),
    bis: Type.Optional(ref(Datum, 'Those that begin on this day or earlier.')),
  },
  { $id: 'EinsatzFilter', description: 'Filter of a list of assignments.', additionalProperties: false },
)

export type EinsatzlueckeFilter = Static<typeof EinsatzlueckeFilter>
export const EinsatzlueckeFilter = Type.Object(
  {
    berichtsheftId: ref(Id, 'Book of the apprentice.'),
    von: ref(Datum, 'First day that is looked at.'),
    bis: ref(Datum, 'Last day that is looked at; at most five years after the first.'),
  },
  { $id: 'EinsatzlueckeFilter', description: 'Where gaps are looked for.', additionalProperties: false },
)

export type Einsatzluecken = Static<typeof Einsatzluecken>
export const Einsatzluecken = Type.Object(
  {
    luecken: Type.Array(ref(Zeitraum), {
      description: 'Spans without any assignment, oldest first.',
      maxItems: 2000,
    }),
  },
  { $id: 'Einsatzluecken', description: 'Days of an apprentice that nobody is assigned for.' },
)

const tags = ['Einsaetze'] as const

export const createEinsatz = defineOperation({
  method: 'POST',
  url: '/v1/einsaetze',
  schema: {
    operationId: 'createEinsatz',
    tags,
    summary: 'Assign an apprentice to an Ausbildungsbeauftragter for some time',
    body: ref(CreateEinsatz),
    response: { 201: ref(Einsatz) },
  },
})

export const listEinsaetze = defineOperation({
  method: 'GET',
  url: '/v1/einsaetze',
  schema: {
    operationId: 'listEinsaetze',
    tags,
    summary: 'List assignments in the order of their days: those of the company, or the own ones',
    querystring: ref(EinsatzFilter),
    response: { 200: ref(EinsatzSeite) },
  },
})

export const listEinsatzluecken = defineOperation({
  method: 'GET',
  url: '/v1/einsaetze/luecken',
  schema: {
    operationId: 'listEinsatzluecken',
    tags,
    summary: 'List the days of an apprentice without an assignment',
    querystring: ref(EinsatzlueckeFilter),
    response: { 200: ref(Einsatzluecken) },
  },
})

export const updateEinsatz = defineOperation({
  method: 'PATCH',
  url: '/v1/einsaetze/:id',
  schema: {
    operationId: 'updateEinsatz',
    tags,
    summary: 'Change an assignment',
    params: ref(IdParams),
    body: ref(UpdateEinsatz),
    response: { 200: ref(Einsatz) },
  },
})

export const endEinsatz = defineOperation({
  method: 'DELETE',
  url: '/v1/einsaetze/:id',
  schema: {
    operationId: 'endEinsatz',
    tags,
    summary: 'Call an assignment off that has not begun, or end a running one today',
    params: ref(IdParams),
    response: { 200: ref(Einsatz) },
  },
})
