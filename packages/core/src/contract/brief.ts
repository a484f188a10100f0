import { type Static, Type } from 'typebox'
import { Anschrift } from './anschrift.ts'
import {
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Knr,
  ref,
  Sha256,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { binaryResponse, defineOperation } from './operation.ts'

export type Briefstatus = Static<typeof Briefstatus>
export const Briefstatus = defineCodeliste('Briefstatus', 'State of a letter (MI-30, MI-57).', [
  { code: 'erstellt', name: 'Erstellt', beschreibung: 'Made; waits to be printed and posted.' },
  { code: 'versandt', name: 'Versandt', beschreibung: 'Posted; its text was removed, its password is valid.' },
  { code: 'ungueltig', name: 'Ungültig', beschreibung: 'A later letter took its place, or the company has ended.' },
])

export type Brief = Static<typeof Brief>
export const Brief = Type.Object(
  {
    id: ref(Id),
    unternehmenId: ref(Id, 'The company that is activated with it.'),
    knr: ref(Knr, 'The chamber that posts it.'),
    status: ref(Briefstatus),
    empfaenger: ref(Firmenname, 'The company as the register holds it.'),
    anschrift: ref(Anschrift, 'The address of the register.'),
    sha256: ref(Sha256, 'Hash of the file.'),
    erstelltAm: ref(Zeitpunkt, 'When it was made.'),
    versandtAm: Type.Optional(ref(Zeitpunkt, 'When it was posted.')),
  },
  { $id: 'Brief', description: 'A letter with an activation password; it goes to the address of the register only.' },
)

export type BriefSeite = Static<typeof BriefSeite>
export const BriefSeite = seiteOf(Brief, 'Brief')

export type BriefFilter = Static<typeof BriefFilter>
export const BriefFilter = Type.Object(
  {
    ...seitenParameter,
    status: Type.Optional(ref(Briefstatus)),
    unternehmenId: Type.Optional(ref(Id, 'Letters to this company only.')),
  },
  { $id: 'BriefFilter', description: 'Filter of a list of letters.', additionalProperties: false },
)

const tags = ['Briefe'] as const

export const createBrief = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/brief',
  schema: {
    operationId: 'createBrief',
    tags,
    summary: 'Order a new letter; the password of the old one is invalid from now on',
    params: ref(IdParams),
    response: { 201: ref(Brief) },
  },
})

export const listBriefe = defineOperation({
  method: 'GET',
  url: '/v1/briefe',
  schema: {
    operationId: 'listBriefe',
    tags,
    summary: 'List the letters of the chamber',
    querystring: ref(BriefFilter),
    response: { 200: ref(BriefSeite) },
  },
})

export const getBriefDatei = defineOperation({
  method: 'GET',
  url: '/v1/briefe/:id/datei',
  schema: {
    operationId: 'getBriefDatei',
    tags,
    summary: 'Fetch a letter to print it, until it is posted',
    params: ref(IdParams),
    response: { 200: binaryResponse('application/pdf', 'The letter.') },
  },
})

export const sendBrief = defineOperation({
  method: 'POST',
  url: '/v1/briefe/:id/versand',
  schema: {
    operationId: 'sendBrief',
    tags,
    summary: 'Say that a letter was posted; its text is removed, and its password is valid from now on',
    params: ref(IdParams),
    response: { 200: ref(Brief) },
  },
})
