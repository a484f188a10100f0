import { type Static, Type } from 'typebox'
import { Berichtsheft } from './berichtsheft.ts'
import {
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Personenname,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { defineOperation } from './operation.ts'
import { Rolle } from './rolle.ts'

export type Beteiligungsart = Static<typeof Beteiligungsart>
export const Beteiligungsart = defineCodeliste(
  'Beteiligungsart',
  'As what an account is linked to one book; the role of the same name has to be held in the company.',
  [
    { code: 'azubi', name: 'Auszubildende', beschreibung: 'The apprentice, who keeps the book.' },
    {
      code: 'gesetzlicheVertretung',
      name: 'Gesetzliche Vertretung',
      beschreibung: 'Legal representative of the apprentice; reads until the apprentice is 18.',
    },
    { code: 'berufsschule', name: 'Berufsschule', beschreibung: 'The vocational school; reads.' },
  ],
)

export type Beteiligungsstatus = Static<typeof Beteiligungsstatus>
export const Beteiligungsstatus = defineCodeliste('Beteiligungsstatus', 'State of a link between account and book.', [
  { code: 'vorgeschlagen', name: 'Vorgeschlagen', beschreibung: 'The company proposes it; it opens nothing.' },
  { code: 'aktiv', name: 'Aktiv', beschreibung: 'The apprentice has agreed; it opens the book.' },
  { code: 'beendet', name: 'Beendet', beschreibung: 'It has ended or was refused.' },
])

export type CreateBeteiligung = Static<typeof CreateBeteiligung>
export const CreateBeteiligung = Type.Object(
  {
    berichtsheftId: ref(Id, 'A book of the company.'),
    kontoId: ref(Id, 'Account of a member of the company who holds the role there.'),
    art: ref(Beteiligungsart),
  },
  {
    $id: 'CreateBeteiligung',
    description: 'Proposes to link an account to a book; it counts once the apprentice agrees.',
    additionalProperties: false,
  },
)

export type Beteiligung = Static<typeof Beteiligung>
export const Beteiligung = Type.Object(
  {
    id: ref(Id),
    berichtsheftId: ref(Id, 'The book.'),
    unternehmenId: ref(Id, 'The company in which the role is held.'),
    unternehmen: ref(Firmenname, 'Name of the company.'),
    kontoId: ref(Id, 'The account.'),
    vorname: ref(Personenname, 'Given names of its person.'),
    nachname: ref(Personenname, 'Family name of its person.'),
    art: ref(Beteiligungsart),
    status: ref(Beteiligungsstatus),
    zugestimmtAm: Type.Optional(ref(Zeitpunkt, 'When the apprentice agreed.')),
    beendetAm: Type.Optional(ref(Zeitpunkt, 'When it was ended or refused.')),
    erstelltAm: ref(Zeitpunkt, 'When it was proposed.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Beteiligung', description: 'Link between an account and one book (BH-19).' },
)

export const BeteiligungSeite = seiteOf(Beteiligung, 'Beteiligung')
export type BeteiligungSeite = Static<typeof BeteiligungSeite>

export type BeteiligungFilter = Static<typeof BeteiligungFilter>
export const BeteiligungFilter = Type.Object(
  {
    ...seitenParameter,
    berichtsheftId: Type.Optional(ref(Id, 'Links to this book only.')),
    status: Type.Optional(ref(Beteiligungsstatus)),
  },
  { $id: 'BeteiligungFilter', description: 'Filter of a list of links to books.', additionalProperties: false },
)

export type EigenesBerichtsheft = Static<typeof EigenesBerichtsheft>
export const EigenesBerichtsheft = Type.Object(
  {
    kontext: Type.String({
      description: 'What Berichtsheft-Kontext has to be to work on the book.',
      pattern: '^unternehmen:[0-9a-f-]{36}$',
      examples: ['unternehmen:01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'],
    }),
    unternehmenId: ref(Id, 'The company through which the person sees the book.'),
    unternehmen: ref(Firmenname, 'Its name.'),
    rollen: Type.Array(ref(Rolle), { description: 'The roles by which the person sees it.', maxItems: 10 }),
    berichtsheft: ref(Berichtsheft),
  },
  { $id: 'EigenesBerichtsheft', description: 'A book that the calling person may see, with the way to it (BH-21).' },
)

export const EigenesBerichtsheftSeite = seiteOf(EigenesBerichtsheft, 'EigenesBerichtsheft')
export type EigenesBerichtsheftSeite = Static<typeof EigenesBerichtsheftSeite>

export type EigenesBerichtsheftFilter = Static<typeof EigenesBerichtsheftFilter>
export const EigenesBerichtsheftFilter = Type.Object(seitenParameter, {
  $id: 'EigenesBerichtsheftFilter',
  description: 'Page of the list of books of all companies.',
  additionalProperties: false,
})

const tags = ['Beteiligungen'] as const

export const createBeteiligung = defineOperation({
  method: 'POST',
  url: '/v1/beteiligungen',
  schema: {
    operationId: 'createBeteiligung',
    tags,
    summary: 'Propose to link an account to a book of the company',
    body: ref(CreateBeteiligung),
    response: { 201: ref(Beteiligung) },
  },
})

export const listBeteiligungen = defineOperation({
  method: 'GET',
  url: '/v1/beteiligungen',
  schema: {
    operationId: 'listBeteiligungen',
    tags,
    summary: 'List links to books: the own ones and those to the own book, or those of the company',
    querystring: ref(BeteiligungFilter),
    response: { 200: ref(BeteiligungSeite) },
  },
})

export const confirmBeteiligung = defineOperation({
  method: 'POST',
  url: '/v1/beteiligungen/:id/zustimmung',
  schema: {
    operationId: 'confirmBeteiligung',
    tags,
    summary: 'Agree to a link, as the apprentice whose book it is',
    params: ref(IdParams),
    response: { 200: ref(Beteiligung) },
  },
})

export const endBeteiligung = defineOperation({
  method: 'DELETE',
  url: '/v1/beteiligungen/:id',
  schema: {
    operationId: 'endBeteiligung',
    tags,
    summary: 'Refuse or end a link, as its person, the apprentice or the company; access ends with the next request',
    params: ref(IdParams),
    response: { 200: ref(Beteiligung) },
  },
})

export const listEigeneBerichtshefte = defineOperation({
  method: 'GET',
  url: '/v1/konten/ich/berichtshefte',
  schema: {
    operationId: 'listEigeneBerichtshefte',
    tags: ['Berichtshefte'],
    summary: 'List the books of all companies at once that the calling person may see',
    querystring: ref(EigenesBerichtsheftFilter),
    response: { 200: ref(EigenesBerichtsheftSeite) },
  },
})
