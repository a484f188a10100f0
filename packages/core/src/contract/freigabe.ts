import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Knr,
  ref,
  seitenParameter,
  seiteOf,
  Text,
  Zeitpunkt,
  Zeitraum,
} from './common.ts'
import { heftParameter } from './heft-filter.ts'
import { Beteiligter } from './nachweisverlauf.ts'
import { defineOperation } from './operation.ts'

export type Zweck = Static<typeof Zweck>
export const Zweck = defineCodeliste('Zweck', 'Why a chamber wants to see a book (AN-005, AN-008, AN-030).', [
  {
    code: 'zwischenpruefung',
    name: 'Zwischenprüfung',
    beschreibung: 'Admission to the intermediate exam (BBiG § 43 Abs. 1 Nr. 2).',
  },
  {
    code: 'teil1',
    name: 'Abschlussprüfung Teil 1',
    beschreibung: 'Admission to part 1 of the final exam (BBiG § 44).',
  },
  {
    code: 'teil2',
    name: 'Abschlussprüfung Teil 2',
    beschreibung: 'Admission to part 2 of the final exam (BBiG § 44).',
  },
  { code: 'abschlusspruefung', name: 'Abschlussprüfung', beschreibung: 'Admission to the final exam (BBiG § 43).' },
  { code: 'vorzeitigeZulassung', name: 'Vorzeitige Zulassung', beschreibung: 'Early admission (BBiG § 45 Abs. 1).' },
  { code: 'stichprobe', name: 'Stichprobe', beschreibung: 'Spot check in supervision of the training (BBiG § 76).' },
  { code: 'sonstiges', name: 'Sonstiges', beschreibung: 'Another purpose, named in the legal basis.' },
])

export type Freigabestatus = Static<typeof Freigabestatus>
export const Freigabestatus = defineCodeliste('Freigabestatus', 'State of a release (BH-14).', [
  { code: 'erteilt', name: 'Erteilt', beschreibung: 'The chamber may see what was released.' },
  { code: 'widerrufen', name: 'Widerrufen', beschreibung: 'It was withdrawn.' },
  { code: 'abgelaufen', name: 'Abgelaufen', beschreibung: 'Its last day has passed.' },
])

const freigabeFelder = {
  berichtsheftId: ref(Id, 'The book that is released.'),
  knr: ref(Knr, 'The chamber that may see it.'),
  zweck: ref(Zweck),
  umfang: Type.Optional(
    ref(
      Zeitraum,
      'Period that is released; absent means the period of the request that it answers, else the whole book.',
    ),
  ),
  gueltigBis: ref(Datum, 'Last day on which the chamber may see it.'),
  freigebender: ref(
    Beteiligter,
    'The person who releases. The vendor vouches for the name until people have accounts of their own.',
  ),
  unternehmen: ref(
    Firmenname,
    'The company for which the person releases: the book is presented through the company (BBiG § 43 Abs. 1 Nr. 2).',
  ),
  anforderungId: Type.Optional(ref(Id, 'The request that the release answers; absent for a release without request.')),
}

export type CreateFreigabe = Static<typeof CreateFreigabe>
export const CreateFreigabe = Type.Object(freigabeFelder, {
  $id: 'CreateFreigabe',
  description: 'A release of a book to a chamber.',
  additionalProperties: false,
})

export type Freigabe = Static<typeof Freigabe>
export const Freigabe = Type.Object(
  {
    id: ref(Id),
    anbieterId: ref(Id, 'The vendor that keeps the book.'),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    status: ref(Freigabestatus),
    ...freigabeFelder,
    erstelltAm: ref(Zeitpunkt, 'When it was given.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
    widerrufenAm: Type.Optional(ref(Zeitpunkt, 'When it was withdrawn.')),
    widerrufsgrund: Type.Optional(ref(Text, 'Why it was withdrawn.')),
    widerrufenDurch: Type.Optional(ref(Bezeichnung, 'Who withdrew it.')),
  },
  { $id: 'Freigabe', description: 'A release of a book to a chamber, with scope and expiry.' },
)

export const FreigabeSeite = seiteOf(Freigabe, 'Freigabe')
export type FreigabeSeite = Static<typeof FreigabeSeite>

export type FreigabeFilter = Static<typeof FreigabeFilter>
export const FreigabeFilter = Type.Object(
  {
    ...seitenParameter,
    berichtsheftId: Type.Optional(ref(Id, 'Releases of this book only.')),
    ...heftParameter,
    status: Type.Optional(ref(Freigabestatus)),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'FreigabeFilter', description: 'Filter of a list of releases.', additionalProperties: false },
)

export type CreateWiderruf = Static<typeof CreateWiderruf>
export const CreateWiderruf = Type.Object(
  { grund: Type.Optional(ref(Text, 'Why.')), durch: Type.Optional(ref(Bezeichnung, 'Who withdraws.')) },
  { $id: 'CreateWiderruf', description: 'Withdrawal of a release or of a request.', additionalProperties: false },
)

const tags = ['Freigaben'] as const

export const createFreigabe = defineOperation({
  method: 'POST',
  url: '/v1/freigaben',
  schema: {
    operationId: 'createFreigabe',
    tags,
    summary: 'Release a book to a chamber, with or without a request',
    description:
      'Where a person with an account releases, the account and the company that Berichtsheft-Kontext names take the place of what the body asserts, and the apprentice is told.',
    body: ref(CreateFreigabe),
    response: { 201: ref(Freigabe) },
  },
})

export const listFreigaben = defineOperation({
  method: 'GET',
  url: '/v1/freigaben',
  schema: {
    operationId: 'listFreigaben',
    tags,
    summary: 'List releases',
    querystring: ref(FreigabeFilter),
    response: { 200: ref(FreigabeSeite) },
  },
})

export const getFreigabe = defineOperation({
  method: 'GET',
  url: '/v1/freigaben/:id',
  schema: {
    operationId: 'getFreigabe',
    tags,
    summary: 'Read one release',
    params: ref(IdParams),
    response: { 200: ref(Freigabe) },
  },
})

export const revokeFreigabe = defineOperation({
  method: 'POST',
  url: '/v1/freigaben/:id/widerruf',
  schema: {
    operationId: 'revokeFreigabe',
    tags,
    summary: 'Withdraw a release',
    params: ref(IdParams),
    body: ref(CreateWiderruf),
    response: { 200: ref(Freigabe) },
  },
})
