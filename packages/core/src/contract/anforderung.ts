import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
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
  Zeitraum,
} from './common.ts'
import { CreateWiderruf, Zweck } from './freigabe.ts'
import { heftParameter } from './heft-filter.ts'
import { defineOperation } from './operation.ts'

export type Anforderungsstatus = Static<typeof Anforderungsstatus>
export const Anforderungsstatus = defineCodeliste('Anforderungsstatus', 'State of a request for a book (BH-16).', [
  { code: 'angelegt', name: 'Angelegt', beschreibung: 'The chamber made it.' },
  { code: 'zugestellt', name: 'Zugestellt', beschreibung: 'The vendor system received the notice.' },
  { code: 'gelesen', name: 'Gelesen', beschreibung: 'The vendor system read it.' },
  { code: 'freigegeben', name: 'Freigegeben', beschreibung: 'The company released the book.' },
  { code: 'uebermittelt', name: 'Übermittelt', beschreibung: 'The package is ready for the chamber.' },
  { code: 'geprueft', name: 'Geprüft', beschreibung: 'The chamber accepted it or named defects.' },
  { code: 'ueberfaellig', name: 'Überfällig', beschreibung: 'A deadline passed without the next step; end state.' },
  { code: 'zurueckgezogen', name: 'Zurückgezogen', beschreibung: 'The chamber withdrew it.' },
])

/** What every request says, single or many: why, on which legal basis, for which period, until when. */
const anforderungFelder = {
  zweck: ref(Zweck),
  rechtsgrundlage: ref(Bezeichnung, 'Legal basis, as in BBiG § 43 Abs. 1 Nr. 2 (AN-008).'),
  zeitraum: Type.Optional(ref(Zeitraum, 'Period that is wanted; absent means the whole book.')),
  frist: ref(Datum, 'Last day for the answer, Europe/Berlin.'),
  hinweis: Type.Optional(ref(Text, 'Words to the company.')),
}

export type Berichtsheftauswahl = Static<typeof Berichtsheftauswahl>
export const Berichtsheftauswahl = Type.Object(
  {
    berichtsheftId: Type.Optional(ref(Id, 'The book by its id.')),
    vertragsnummer: Type.Optional(ref(FremdId, 'The book of this registered contract.')),
    azubinummer: Type.Optional(ref(FremdId, 'The book of the apprentice with this number of the chamber.')),
    name: Type.Optional(ref(Personenname, 'The book of the apprentice with this exact name; needs geburtsdatum.')),
    geburtsdatum: Type.Optional(ref(Datum, 'Birth date that goes with the name.')),
  },
  {
    $id: 'Berichtsheftauswahl',
    description: 'Names one book; all parts that are given must match.',
    additionalProperties: false,
  },
)

export type CreateAnforderung = Static<typeof CreateAnforderung>
export const CreateAnforderung = Type.Object(
  { auswahl: ref(Berichtsheftauswahl), ...anforderungFelder },
  {
    $id: 'CreateAnforderung',
    description: 'A request for the electronic transfer of one book.',
    additionalProperties: false,
  },
)

export type Anforderung = Static<typeof Anforderung>
export const Anforderung = Type.Object(
  {
    id: ref(Id),
    knr: ref(Knr, 'The chamber that asks.'),
    anbieterId: ref(Id, 'The vendor that keeps the book.'),
    berichtsheftId: ref(Id, 'The book that is wanted.'),
    berichtsheftFremdId: ref(FremdId, "The vendor's key of the book."),
    azubi: ref(Personenname, 'Name of the apprentice.'),
    sammelanforderungId: Type.Optional(ref(Id, 'The bulk request that it came from.')),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every step; the ETag begins with it, so `"<version>"` is good for If-Match.',
    }),
    status: ref(Anforderungsstatus),
    saeumig: Type.Optional(
      Type.Unsafe<'anbieter' | 'kammer'>({
        type: 'string',
        enum: ['anbieter', 'kammer'],
        description: 'Who let the deadline pass, when the state is ueberfaellig.',
      }),
    ),
    ...anforderungFelder,
    freigabeId: Type.Optional(ref(Id, 'The release that answered it.')),
    uebermittlungId: Type.Optional(ref(Id, 'The transfer that fulfilled it.')),
    ruecknahmegrund: Type.Optional(ref(Text, 'Why the chamber withdrew it.')),
    zurueckgezogenDurch: Type.Optional(ref(Bezeichnung, 'Who withdrew it.')),
    erstelltAm: ref(Zeitpunkt, 'When it was made.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
    verlauf: Type.Array(
      Type.Object(
        { status: ref(Anforderungsstatus), zeitpunkt: ref(Zeitpunkt, 'When the state was reached.') },
        { description: 'One step.' },
      ),
      { description: 'States with their instants, oldest first.' },
    ),
  },
  { $id: 'Anforderung', description: 'A request of a chamber for one book, with its course.' },
)

export const AnforderungSeite = seiteOf(Anforderung, 'Anforderung')
export type AnforderungSeite = Static<typeof AnforderungSeite>

export type AnforderungFilter = Static<typeof AnforderungFilter>
export const AnforderungFilter = Type.Object(
  {
    ...seitenParameter,
    berichtsheftId: Type.Optional(ref(Id, 'Requests for this book only.')),
    sammelanforderungId: Type.Optional(ref(Id, 'Requests of this bulk request only.')),
    ...heftParameter,
    status: Type.Optional(ref(Anforderungsstatus)),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'AnforderungFilter', description: 'Filter of a list of requests.', additionalProperties: false },
)

export type Sammelauswahl = Static<typeof Sammelauswahl>
export const Sammelauswahl = Type.Object(
  {
    beruf: Type.Optional(ref(Bezeichnung, 'Key or exact name of the occupation.')),
    unternehmen: Type.Optional(ref(Bezeichnung, 'Identnummer or exact name of the company.')),
    pruefungVon: Type.Optional(ref(Datum, 'Exam date from.')),
    pruefungBis: Type.Optional(ref(Datum, 'Exam date to.')),
    ausbildungsjahr: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description: 'Year of training today.' })),
  },
  {
    $id: 'Sammelauswahl',
    description:
      "Names many books of the chamber's district; all parts that are given must match, at least one is needed.",
    additionalProperties: false,
    minProperties: 1,
  },
)

export type CreateSammelanforderung = Static<typeof CreateSammelanforderung>
export const CreateSammelanforderung = Type.Object(
  { auswahl: ref(Sammelauswahl), ...anforderungFelder },
  { $id: 'CreateSammelanforderung', description: 'A request for all books that match.', additionalProperties: false },
)

const sammelstatus = (description: string) =>
  Type.Unsafe<'inArbeit' | 'fertig'>({ type: 'string', enum: ['inArbeit', 'fertig'], description })

export type Sammelanforderung = Static<typeof Sammelanforderung>
export const Sammelanforderung = Type.Object(
  {
    id: ref(Id),
    knr: ref(Knr, 'The chamber that asks.'),
    status: sammelstatus('Whether all single requests were made.'),
    auswahl: ref(Sammelauswahl),
    ...anforderungFelder,
    treffer: Type.Integer({ minimum: 0, description: 'Books that match.' }),
    angelegt: Type.Integer({ minimum: 0, description: 'Single requests made so far.' }),
    jeStatus: Type.Array(
      Type.Object(
        {
          status: ref(Anforderungsstatus),
          anzahl: Type.Integer({ minimum: 0, description: 'Requests in this state.' }),
        },
        { description: 'Count of one state.' },
      ),
      { description: 'Single requests per state.' },
    ),
    erstelltAm: ref(Zeitpunkt, 'When it was made.'),
    geaendertAm: ref(Zeitpunkt, 'When single requests were made of it last; what became of them they say themselves.'),
  },
  { $id: 'Sammelanforderung', description: 'A bulk request and its progress.' },
)

export const SammelanforderungSeite = seiteOf(Sammelanforderung, 'Sammelanforderung')
export type SammelanforderungSeite = Static<typeof SammelanforderungSeite>

export type SammelanforderungFilter = Static<typeof SammelanforderungFilter>
export const SammelanforderungFilter = Type.Object(
  {
    ...seitenParameter,
    status: Type.Optional(sammelstatus('Bulk requests in this state only.')),
    zweck: Type.Optional(ref(Zweck)),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'SammelanforderungFilter', description: 'Filter of a list of bulk requests.', additionalProperties: false },
)

const tags = ['Anforderungen'] as const

export const createAnforderung = defineOperation({
  method: 'POST',
  url: '/v1/anforderungen',
  schema: {
    operationId: 'createAnforderung',
    tags,
    summary: 'Request the electronic transfer of one book',
    body: ref(CreateAnforderung),
    response: { 201: ref(Anforderung) },
  },
})

export const listAnforderungen = defineOperation({
  method: 'GET',
  url: '/v1/anforderungen',
  schema: {
    operationId: 'listAnforderungen',
    tags,
    summary: 'List requests: the chamber its own, the vendor those for its books',
    querystring: ref(AnforderungFilter),
    response: { 200: ref(AnforderungSeite) },
  },
})

export const getAnforderung = defineOperation({
  method: 'GET',
  url: '/v1/anforderungen/:id',
  schema: {
    operationId: 'getAnforderung',
    tags,
    summary: 'Read one request; the first read by the vendor marks it as read',
    params: ref(IdParams),
    response: { 200: ref(Anforderung) },
  },
})

export const withdrawAnforderung = defineOperation({
  method: 'POST',
  url: '/v1/anforderungen/:id/ruecknahme',
  schema: {
    operationId: 'withdrawAnforderung',
    tags,
    summary: 'Withdraw a request',
    params: ref(IdParams),
    body: ref(CreateWiderruf),
    response: { 200: ref(Anforderung) },
  },
})

export const createSammelanforderung = defineOperation({
  method: 'POST',
  url: '/v1/sammelanforderungen',
  schema: {
    operationId: 'createSammelanforderung',
    tags,
    summary: 'Request all books of an occupation, company or exam date',
    body: ref(CreateSammelanforderung),
    response: { 202: ref(Sammelanforderung) },
  },
})

export const listSammelanforderungen = defineOperation({
  method: 'GET',
  url: '/v1/sammelanforderungen',
  schema: {
    operationId: 'listSammelanforderungen',
    tags,
    summary: 'List bulk requests of the chamber with their progress',
    querystring: ref(SammelanforderungFilter),
    response: { 200: ref(SammelanforderungSeite) },
  },
})

export const getSammelanforderung = defineOperation({
  method: 'GET',
  url: '/v1/sammelanforderungen/:id',
  schema: {
    operationId: 'getSammelanforderung',
    tags,
    summary: 'Watch a bulk request',
    params: ref(IdParams),
    response: { 200: ref(Sammelanforderung) },
  },
})
