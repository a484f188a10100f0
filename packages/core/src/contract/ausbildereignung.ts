import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  FremdId,
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
import { defineOperation } from './operation.ts'
import { Vertragsdokument } from './vertragsabfassung.ts'
import { Kontaktdaten } from './vertragspartei.ts'
import { Aevonachweis, Ausbildermeldung, Eignungsart, Geschlecht } from './vertragsperson-codes.ts'

const berufe = (description: string) =>
  Type.Array(ref(Bezeichnung, 'Name of an occupation.'), {
    minItems: 1,
    maxItems: 100,
    description,
    'x-xml': { element: 'beruf' },
  })

const datenblatt = {
  fremdId: Type.Optional(
    ref(FremdId, "The chamber's key of a trainer whom the register has already; absent for a new one."),
  ),
  vorname: ref(Personenname, 'Given names.'),
  familienname: ref(Personenname, 'Family name.'),
  geburtsjahr: Type.Integer({ minimum: 1900, maximum: 2199, description: 'Year of birth (DF-09).' }),
  geschlecht: Type.Optional(ref(Geschlecht)),
  kontakt: Type.Optional(ref(Kontaktdaten)),
  eignungsart: ref(Eignungsart),
  aevo: ref(Aevonachweis),
  berufe: berufe('Occupations that the company wants the trainer for.'),
  dokumente: Type.Optional(
    Type.Array(ref(Vertragsdokument), {
      maxItems: 20,
      description: 'Data sheet and proofs of degree and of the AEVO (DF-10).',
      'x-xml': { element: 'dokument' },
    }),
  ),
}

export type CreateAusbildereignung = Static<typeof CreateAusbildereignung>
export const CreateAusbildereignung = Type.Object(datenblatt, {
  $id: 'CreateAusbildereignung',
  description: 'The data sheet of a trainer whom a company reports (Ausbilderdatenblatt; DV-15).',
  additionalProperties: false,
})

export type Ausbildereignung = Static<typeof Ausbildereignung>
export const Ausbildereignung = Type.Object(
  {
    id: ref(Id),
    status: ref(Ausbildermeldung),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    knr: ref(Knr, 'The chamber that checks.'),
    unternehmenId: ref(Id, 'The company.'),
    ...datenblatt,
    fremdId: ref(FremdId, 'Key of the trainer: the one of the register, or the one that the register will have.'),
    anerkannteBerufe: Type.Optional(berufe('Occupations that the chamber accepted; given once it did.')),
    grund: Type.Optional(ref(Text, 'Reason of the last refusal, or of the check that was opened again.')),
    zugewiesenAn: Type.Optional(ref(Id, 'Who of the chamber has taken it: account, or machine client.')),
    erstelltAm: ref(Zeitpunkt, 'When it was reported first.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Ausbildereignung', description: 'The suitability of a trainer for a company (BBiG §§ 28 to 30; DV-15).' },
)

export const AusbildereignungSeite = seiteOf(Ausbildereignung, 'Ausbildereignung')
export type AusbildereignungSeite = Static<typeof AusbildereignungSeite>

export type AusbildereignungFilter = Static<typeof AusbildereignungFilter>
export const AusbildereignungFilter = Type.Object(
  {
    ...seitenParameter,
    status: Type.Optional(ref(Ausbildermeldung)),
    unternehmenId: Type.Optional(ref(Id, 'Trainers of this company only.')),
    mirZugewiesen: Type.Optional(Type.Boolean({ description: 'Only those that the caller has taken.' })),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'AusbildereignungFilter', description: 'Filter of a list of trainers.', additionalProperties: false },
)

export type CreateAusbilderanerkennung = Static<typeof CreateAusbilderanerkennung>
export const CreateAusbilderanerkennung = Type.Object(
  {
    berufe: Type.Optional(berufe('Occupations that are accepted, where these are not all that were asked for.')),
    bemerkung: Type.Optional(ref(Text, 'What the company is told besides.')),
  },
  { $id: 'CreateAusbilderanerkennung', description: 'The chamber accepts a trainer.', additionalProperties: false },
)

export type CreateAusbilderentscheid = Static<typeof CreateAusbilderentscheid>
export const CreateAusbilderentscheid = Type.Object(
  { grund: ref(Text, 'The reason, which the company is told.') },
  {
    $id: 'CreateAusbilderentscheid',
    description: 'The chamber refuses a trainer, or checks one again.',
    additionalProperties: false,
  },
)

const tags = ['Ausbildereignungen'] as const
const response = { 200: ref(Ausbildereignung) }

export const reportAusbilder = defineOperation({
  method: 'POST',
  url: '/v1/ausbildereignungen',
  schema: {
    operationId: 'reportAusbilder',
    tags,
    summary: 'Report a trainer to the chamber, with data sheet and proofs (DV-15)',
    body: ref(CreateAusbildereignung),
    response: { 201: ref(Ausbildereignung) },
  },
})

export const listAusbildereignungen = defineOperation({
  method: 'GET',
  url: '/v1/ausbildereignungen',
  schema: {
    operationId: 'listAusbildereignungen',
    tags,
    summary: 'List reported trainers, as pages or as an NDJSON stream',
    querystring: ref(AusbildereignungFilter),
    response: { 200: ref(AusbildereignungSeite) },
  },
})

export const getAusbildereignung = defineOperation({
  method: 'GET',
  url: '/v1/ausbildereignungen/:id',
  schema: {
    operationId: 'getAusbildereignung',
    tags,
    summary: 'Read a reported trainer',
    params: ref(IdParams),
    response,
  },
})

export const reportAusbilderAgain = defineOperation({
  method: 'POST',
  url: '/v1/ausbildereignungen/:id/meldung',
  schema: {
    operationId: 'reportAusbilderAgain',
    tags,
    summary: 'Report a refused trainer again, with a corrected data sheet',
    params: ref(IdParams),
    body: ref(CreateAusbildereignung),
    response,
  },
})

export const claimAusbildereignung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildereignungen/:id/uebernahme',
  schema: {
    operationId: 'claimAusbildereignung',
    tags,
    summary: 'Take a reported trainer to check',
    params: ref(IdParams),
    response,
  },
})

export const returnAusbildereignung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildereignungen/:id/rueckgabe',
  schema: {
    operationId: 'returnAusbildereignung',
    tags,
    summary: 'Put a trainer back unchecked',
    params: ref(IdParams),
    response,
  },
})

export const recogniseAusbilder = defineOperation({
  method: 'POST',
  url: '/v1/ausbildereignungen/:id/anerkennung',
  schema: {
    operationId: 'recogniseAusbilder',
    tags,
    summary: 'Accept a trainer: the register has him from then on, for prefilling and checks',
    params: ref(IdParams),
    body: ref(CreateAusbilderanerkennung),
    response,
  },
})

export const refuseAusbilder = defineOperation({
  method: 'POST',
  url: '/v1/ausbildereignungen/:id/ablehnung',
  schema: {
    operationId: 'refuseAusbilder',
    tags,
    summary: 'Refuse a trainer with a reason',
    params: ref(IdParams),
    body: ref(CreateAusbilderentscheid),
    response,
  },
})

export const reopenAusbildereignung = defineOperation({
  method: 'POST',
  url: '/v1/ausbildereignungen/:id/wiederaufnahme',
  schema: {
    operationId: 'reopenAusbildereignung',
    tags,
    summary: 'Check an accepted trainer again; the register takes back what was accepted (BBiG § 32)',
    params: ref(IdParams),
    body: ref(CreateAusbilderentscheid),
    response,
  },
})
