import { type Static, Type } from 'typebox'
import { Nachweislieferung } from './ausbildungsnachweis.ts'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
  Firmenname,
  FremdId,
  Id,
  IdParams,
  Knr,
  nullable,
  Person,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { heftParameter } from './heft-filter.ts'
import { defineOperation } from './operation.ts'
import { Problem, Verstoss } from './problem.ts'

export type Nachweisform = Static<typeof Nachweisform>
export const Nachweisform = defineCodeliste(
  'Nachweisform',
  'How the book is kept, as agreed in the training contract (BBiG § 11 Abs. 1 Nr. 12).',
  [
    { code: 'schriftlich', name: 'Schriftlich', beschreibung: 'On paper.' },
    { code: 'elektronisch', name: 'Elektronisch', beschreibung: 'Electronically.' },
  ],
)

export type Berichtsheftart = Static<typeof Berichtsheftart>
export const Berichtsheftart = defineCodeliste('Berichtsheftart', 'What the book belongs to (AN-034).', [
  { code: 'ausbildung', name: 'Berufsausbildung', beschreibung: 'Vocational training under BBiG.' },
  {
    code: 'umschulung',
    name: 'Umschulung',
    beschreibung: 'Retraining; a book only where the ordinance or contract says so.',
  },
])

export type Berichtsheftstatus = Static<typeof Berichtsheftstatus>
export const Berichtsheftstatus = defineCodeliste('Berichtsheftstatus', 'State of a book.', [
  { code: 'aktiv', name: 'Aktiv', beschreibung: 'The book is being kept.' },
  { code: 'abgeschlossen', name: 'Abgeschlossen', beschreibung: 'The book is closed; nothing is added.' },
])

export type Berufsangabe = Static<typeof Berufsangabe>
export const Berufsangabe = Type.Object(
  {
    bezeichnung: ref(Bezeichnung, 'Name of the occupation, as in the source.'),
    kennung: Type.Optional(ref(FremdId, 'Key of the occupation in the catalogue.')),
    fachrichtung: Type.Optional(ref(Bezeichnung, 'Fachrichtung or Schwerpunkt.')),
  },
  { $id: 'Berufsangabe', description: 'The occupation that is trained.', additionalProperties: false },
)

export type Unternehmensangabe = Static<typeof Unternehmensangabe>
export const Unternehmensangabe = Type.Object(
  {
    name: ref(Firmenname),
    identnummer: Type.Optional(
      Type.String({
        description: 'IHK-Firmenident-Nr.; unique only together with the KNR, leading zeros kept (DAV-043).',
        pattern: '^[0-9A-Za-z-]{1,20}$',
        minLength: 1,
        maxLength: 20,
        examples: ['0001234567'],
      }),
    ),
  },
  { $id: 'Unternehmensangabe', description: 'The training company (Ausbildende).', additionalProperties: false },
)

export type Ausbildungszeit = Static<typeof Ausbildungszeit>
export const Ausbildungszeit = Type.Object(
  {
    minutenTaeglich: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1440,
        description: 'Regular daily training time in minutes (BBiG § 11 Abs. 1 Nr. 5).',
      }),
    ),
    minutenWoechentlich: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_080, description: 'Regular weekly training time in minutes.' }),
    ),
    urlaubstage: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 60, description: 'Leave days per calendar year by contract (K5).' }),
    ),
  },
  { $id: 'Ausbildungszeit', description: 'Training time by contract.', additionalProperties: false },
)

const berichtsheftFelder = {
  fremdId: ref(FremdId, 'Key of the book in the vendor system; unique per vendor.'),
  art: ref(Berichtsheftart),
  azubi: ref(Person, 'The apprentice.'),
  geburtsdatum: Type.Optional(ref(Datum, 'Birth date of the apprentice; rules for minors need it.')),
  azubinummer: Type.Optional(ref(FremdId, "The chamber's number of the apprentice.")),
  vertragsnummer: Type.Optional(ref(FremdId, 'Number under which the chamber registered the training contract.')),
  knr: ref(Knr, 'The chamber in charge.'),
  unternehmen: Type.Optional(ref(Unternehmensangabe)),
  beruf: Type.Optional(ref(Berufsangabe)),
  ausbildungsbeginn: Type.Optional(ref(Datum, 'First day of training.')),
  ausbildungsende: Type.Optional(ref(Datum, 'Last day of training by contract.')),
  pruefungstermin: Type.Optional(ref(Datum, 'Day of the exam that the book is kept for next.')),
  nachweisform: Type.Optional(ref(Nachweisform)),
  ausbilder: Type.Optional(ref(Person, 'The responsible trainer.')),
  ausbildungszeit: Type.Optional(ref(Ausbildungszeit)),
}

export type CreateBerichtsheft = Static<typeof CreateBerichtsheft>
export const CreateBerichtsheft = Type.Object(berichtsheftFelder, {
  $id: 'CreateBerichtsheft',
  description: 'A new report book.',
  additionalProperties: false,
})

export type UpdateBerichtsheft = Static<typeof UpdateBerichtsheft>
export const UpdateBerichtsheft = Type.Object(
  {
    azubi: Type.Optional(ref(Person)),
    geburtsdatum: Type.Optional(nullable(ref(Datum))),
    azubinummer: Type.Optional(nullable(ref(FremdId))),
    vertragsnummer: Type.Optional(nullable(ref(FremdId))),
    unternehmen: Type.Optional(nullable(ref(Unternehmensangabe))),
    beruf: Type.Optional(nullable(ref(Berufsangabe))),
    ausbildungsbeginn: Type.Optional(nullable(ref(Datum))),
    ausbildungsende: Type.Optional(nullable(ref(Datum))),
    pruefungstermin: Type.Optional(nullable(ref(Datum))),
    nachweisform: Type.Optional(nullable(ref(Nachweisform))),
    ausbilder: Type.Optional(nullable(ref(Person))),
    ausbildungszeit: Type.Optional(nullable(ref(Ausbildungszeit))),
    status: Type.Optional(ref(Berichtsheftstatus)),
  },
  {
    $id: 'UpdateBerichtsheft',
    description: 'Change of a report book: absent leaves, null removes.',
    additionalProperties: false,
  },
)

export type Berichtsheft = Static<typeof Berichtsheft>
export const Berichtsheft = Type.Object(
  {
    id: ref(Id),
    anbieterId: ref(Id, 'The vendor that keeps the book.'),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description:
        'Version of the book, raised by every change of its head data; the ETag begins with it, so `"<version>"` is good for If-Match.',
    }),
    status: ref(Berichtsheftstatus),
    ...berichtsheftFelder,
    anzahlNachweise: Type.Integer({ minimum: 0, maximum: 100_000, description: 'Reports stored.' }),
    erstelltAm: ref(Zeitpunkt, 'When the gateway stored it first.'),
    geaendertAm: ref(Zeitpunkt, 'When the book or one of its reports changed last.'),
  },
  { $id: 'Berichtsheft', description: 'A report book as the gateway holds it.' },
)

export const BerichtsheftSeite = seiteOf(Berichtsheft, 'Berichtsheft')
export type BerichtsheftSeite = Static<typeof BerichtsheftSeite>

export type BerichtsheftFilter = Static<typeof BerichtsheftFilter>
export const BerichtsheftFilter = Type.Object(
  {
    ...seitenParameter,
    fremdId: Type.Optional(ref(FremdId, 'The book with this key of the vendor.')),
    ...heftParameter,
    status: Type.Optional(ref(Berichtsheftstatus)),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'BerichtsheftFilter', description: 'Filter of a list of books.', additionalProperties: false },
)

export type Lieferung = Static<typeof Lieferung>
export const Lieferung = Type.Object(
  {
    berichtsheft: ref(CreateBerichtsheft),
    ausbildungsnachweise: Type.Array(ref(Nachweislieferung), {
      maxItems: 1500,
      description: 'The reports of the book.',
      'x-xml': { element: 'ausbildungsnachweis' },
    }),
  },
  {
    $id: 'Lieferung',
    description: 'A whole book as a vendor pushes it. A book is stored whole or not at all.',
    additionalProperties: false,
  },
)

export type Lieferposition = Static<typeof Lieferposition>
export const Lieferposition = Type.Object(
  {
    art: Type.Unsafe<'berichtsheft' | 'ausbildungsnachweis'>({
      type: 'string',
      enum: ['berichtsheft', 'ausbildungsnachweis'],
      description: 'What the line speaks of.',
    }),
    position: Type.Integer({ minimum: 0, description: 'Running number of the item in the body, from 0.' }),
    fremdId: Type.Optional(ref(FremdId)),
    ergebnis: Type.Unsafe<'gespeichert' | 'unveraendert' | 'abgelehnt' | 'nichtGespeichert'>({
      type: 'string',
      enum: ['gespeichert', 'unveraendert', 'abgelehnt', 'nichtGespeichert'],
      description: 'Stored; already there with the same content; refused; not stored because its book was refused.',
    }),
    id: Type.Optional(ref(Id)),
    verstoesse: Type.Optional(
      Type.Array(ref(Verstoss), { description: 'Findings of this item; pointers start at the item.', maxItems: 1000 }),
    ),
  },
  { $id: 'Lieferposition', description: 'What happened to one item of a delivery.' },
)

export type Lieferzusammenfassung = Static<typeof Lieferzusammenfassung>
export const Lieferzusammenfassung = Type.Object(
  {
    art: Type.Unsafe<'zusammenfassung'>({
      type: 'string',
      enum: ['zusammenfassung'],
      description: 'Always zusammenfassung.',
    }),
    berichtshefte: Type.Integer({ minimum: 0, description: 'Books that were read.' }),
    gespeichert: Type.Integer({ minimum: 0, description: 'Items stored.' }),
    unveraendert: Type.Integer({ minimum: 0, description: 'Items that were there already.' }),
    abgelehnt: Type.Integer({ minimum: 0, description: 'Items refused or not stored with their book.' }),
    problem: Type.Optional(ref(Problem, 'Why the rest of the stream was not read; what came before is stored.')),
  },
  { $id: 'Lieferzusammenfassung', description: 'Last line of the answer to a stream.' },
)

export type Lieferzeile = Static<typeof Lieferzeile>
export const Lieferzeile = Type.Union([ref(Lieferposition), ref(Lieferzusammenfassung)], {
  $id: 'Lieferzeile',
  description: 'A line of the answer to a stream, told apart by `art`.',
})

export type Lieferergebnis = Static<typeof Lieferergebnis>
export const Lieferergebnis = Type.Object(
  {
    positionen: Type.Array(ref(Lieferposition), { description: 'One line per item, in the order of the body.' }),
    gespeichert: Type.Integer({ minimum: 0, description: 'Items stored.' }),
    unveraendert: Type.Integer({ minimum: 0, description: 'Items that were there already.' }),
    abgelehnt: Type.Integer({ minimum: 0, description: 'Items refused or not stored with their book.' }),
  },
  { $id: 'Lieferergebnis', description: 'Result of a delivery, per item.' },
)

const tags = ['Berichtshefte'] as const

export const createBerichtsheft = defineOperation({
  method: 'POST',
  url: '/v1/berichtshefte',
  schema: {
    operationId: 'createBerichtsheft',
    tags,
    summary: 'Create a report book',
    body: ref(CreateBerichtsheft),
    response: { 201: ref(Berichtsheft) },
  },
})

export const listBerichtshefte = defineOperation({
  method: 'GET',
  url: '/v1/berichtshefte',
  schema: {
    operationId: 'listBerichtshefte',
    tags,
    summary: 'List report books, as pages or as an NDJSON stream',
    querystring: ref(BerichtsheftFilter),
    response: { 200: ref(BerichtsheftSeite) },
  },
})

export const getBerichtsheft = defineOperation({
  method: 'GET',
  url: '/v1/berichtshefte/:id',
  schema: {
    operationId: 'getBerichtsheft',
    tags,
    summary: 'Read the head data of a book',
    params: ref(IdParams),
    response: { 200: ref(Berichtsheft) },
  },
})

export const updateBerichtsheft = defineOperation({
  method: 'PATCH',
  url: '/v1/berichtshefte/:id',
  schema: {
    operationId: 'updateBerichtsheft',
    tags,
    summary: 'Change the head data of a book',
    params: ref(IdParams),
    body: ref(UpdateBerichtsheft),
    response: { 200: ref(Berichtsheft) },
  },
})

export const createLieferung = defineOperation({
  method: 'POST',
  url: '/v1/lieferungen',
  schema: {
    operationId: 'createLieferung',
    tags,
    summary: 'Push one whole book; it is stored whole or not at all',
    description:
      'Repeating a delivery is safe: items with the same content answer `unveraendert`. For many books use the streaming route.',
    body: ref(Lieferung),
    response: { 200: ref(Lieferergebnis) },
  },
})

export const streamLieferungen = defineOperation({
  method: 'POST',
  url: '/v1/lieferungen/strom',
  schema: {
    operationId: 'streamLieferungen',
    tags,
    summary: 'Push many books as a stream of NDJSON or XML',
    description:
      'NDJSON: a line `{"berichtsheft":{…}}` opens a book, lines `{"ausbildungsnachweis":{…}}` add reports to it. XML: `<lieferungen>` holds `<lieferung>` elements. The answer is NDJSON, one line per item while the books are stored, and a closing line `zusammenfassung`. Each book is stored whole or not at all.',
    consumes: ['application/x-ndjson', 'application/xml'],
    response: {
      200: { description: 'One line per item.', content: { 'application/x-ndjson': { schema: ref(Lieferzeile) } } },
    },
  },
})
