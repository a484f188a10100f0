import { type Static, Type } from 'typebox'
import { Lieferung } from './berichtsheft.ts'
import {
  Datum,
  defineCodeliste,
  Firmenname,
  FremdId,
  Id,
  IdParams,
  Knr,
  ref,
  Sha256,
  seitenParameter,
  seiteOf,
  Text,
  Zeitpunkt,
  Zeitraum,
} from './common.ts'
import { Zweck } from './freigabe.ts'
import { heftParameter } from './heft-filter.ts'
import { Beteiligter } from './nachweisverlauf.ts'
import { binaryResponse, defineOperation } from './operation.ts'
import { Verstoss } from './problem.ts'

export type Urheberschaftserklaerung = Static<typeof Urheberschaftserklaerung>
export const Urheberschaftserklaerung = Type.Object(
  {
    erklaerender: ref(Beteiligter, 'Who declares: the apprentice or the trainer.'),
    wortlaut: ref(Text, 'What was declared.'),
    zeitpunkt: ref(Zeitpunkt, 'When.'),
  },
  {
    $id: 'Urheberschaftserklaerung',
    description: 'Declaration that the apprentice wrote the reports.',
    additionalProperties: false,
  },
)

export type CreateUebermittlung = Static<typeof CreateUebermittlung>
export const CreateUebermittlung = Type.Object(
  {
    freigabeId: ref(Id, 'The release that allows the transfer; with its request, if it has one.'),
    erklaerungen: Type.Optional(
      Type.Array(ref(Urheberschaftserklaerung), {
        maxItems: 10,
        description: 'Declarations that go into the package.',
        'x-xml': { element: 'erklaerung' },
      }),
    ),
  },
  {
    $id: 'CreateUebermittlung',
    description: 'Hands a released book over to the chamber: the gateway builds and signs the package.',
    additionalProperties: false,
  },
)

export type Pruefentscheidung = Static<typeof Pruefentscheidung>
export const Pruefentscheidung = defineCodeliste('Pruefentscheidung', 'What the chamber decided about a book.', [
  { code: 'angenommen', name: 'Angenommen', beschreibung: 'The book is accepted.' },
  { code: 'beanstandet', name: 'Beanstandet', beschreibung: 'The book has defects that are named.' },
])

export type Beanstandung = Static<typeof Beanstandung>
export const Beanstandung = Type.Object(
  {
    nachweisId: Type.Optional(ref(Id, 'The report that is meant; absent for the book.')),
    text: ref(Text, 'What is wrong and what is expected.'),
  },
  { $id: 'Beanstandung', description: 'One defect.', additionalProperties: false },
)

export type CreatePruefergebnis = Static<typeof CreatePruefergebnis>
export const CreatePruefergebnis = Type.Object(
  {
    uebermittlungId: ref(Id, 'The transfer that was checked.'),
    entscheidung: ref(Pruefentscheidung),
    beanstandungen: Type.Optional(
      Type.Array(ref(Beanstandung), {
        maxItems: 200,
        description: 'Defects; at least one when the book is not accepted.',
        'x-xml': { element: 'beanstandung' },
      }),
    ),
    nachfrist: Type.Optional(ref(Datum, 'Until when defects are to be mended.')),
  },
  {
    $id: 'CreatePruefergebnis',
    description: 'Result of the check by the chamber. It carries no grades (AN-029).',
    additionalProperties: false,
  },
)

export type Pruefergebnis = Static<typeof Pruefergebnis>
export const Pruefergebnis = Type.Object(
  {
    uebermittlungId: ref(Id, 'The transfer that was checked.'),
    entscheidung: ref(Pruefentscheidung),
    beanstandungen: Type.Optional(
      Type.Array(ref(Beanstandung), { maxItems: 200, description: 'Defects.', 'x-xml': { element: 'beanstandung' } }),
    ),
    nachfrist: Type.Optional(ref(Datum, 'Until when defects are to be mended.')),
    geprueftAm: ref(Zeitpunkt, 'When the chamber decided.'),
  },
  { $id: 'Pruefergebnis', description: 'Result of the check by the chamber.' },
)

export type Uebermittlung = Static<typeof Uebermittlung>
export const Uebermittlung = Type.Object(
  {
    id: ref(Id),
    knr: ref(Knr, 'The chamber that receives it.'),
    anbieterId: ref(Id, 'The vendor that keeps the book.'),
    berichtsheftId: ref(Id, 'The book.'),
    freigabeId: ref(Id, 'The release that allows it.'),
    anforderungId: Type.Optional(ref(Id, 'The request that it fulfils.')),
    zweck: ref(Zweck),
    zeitraum: Type.Optional(ref(Zeitraum, 'Period that is transferred.')),
    anzahlNachweise: Type.Integer({ minimum: 0, maximum: 100_000, description: 'Reports in the package.' }),
    paket: Type.Object(
      {
        dateiname: Type.String({
          description: 'Name of the file in ASCII.',
          maxLength: 120,
          examples: ['berichtsheft-01934a5e.zip'],
        }),
        groesse: Type.Integer({ minimum: 1, description: 'Size in bytes.' }),
        sha256: ref(Sha256, 'Hash of the file.'),
      },
      { description: 'The package file; fetched from `/v1/uebermittlungen/{id}/paket`.' },
    ),
    verstoesse: Type.Array(ref(Verstoss), {
      description: 'Findings of the completeness report (K1 to K10, AN rules).',
      maxItems: 10_000,
    }),
    pruefergebnis: Type.Optional(ref(Pruefergebnis)),
    abgeholtAm: Type.Optional(ref(Zeitpunkt, 'When the chamber fetched the package first.')),
    erstelltAm: ref(Zeitpunkt, 'When it was handed over.'),
  },
  { $id: 'Uebermittlung', description: 'A transfer of a book to a chamber: package, findings and result.' },
)

export type Uebermittlungsnachricht = Static<typeof Uebermittlungsnachricht>
export const Uebermittlungsnachricht = Type.Object(
  {
    anforderungId: Type.Optional(ref(Id, 'The request that is answered; absent for a delivery without request.')),
    knr: Type.Optional(ref(Knr, 'The chamber that the book is for, when there is no request.')),
    zweck: Type.Optional(ref(Zweck, 'The purpose, when there is no request.')),
    unternehmen: ref(Firmenname, 'The company that presents the book (BBiG § 43 Abs. 1 Nr. 2).'),
    freigebender: ref(Beteiligter, 'The person who releases it.'),
    gueltigBis: ref(Datum, 'Last day on which the chamber may see it.'),
    berichtsheftFremdId: Type.Optional(
      ref(FremdId, 'The book, when it is already with the gateway and no `lieferung` comes along.'),
    ),
    lieferung: Type.Optional(ref(Lieferung, 'The book itself, when it is not yet with the gateway or has changed.')),
    erklaerungen: Type.Optional(
      Type.Array(ref(Urheberschaftserklaerung), {
        maxItems: 10,
        description: 'Declarations of authorship.',
        'x-xml': { element: 'erklaerung' },
      }),
    ),
  },
  {
    $id: 'Uebermittlungsnachricht',
    description: 'Body of the message 0104: book, release and transfer in one step, whole or not at all.',
    additionalProperties: false,
  },
)

export const UebermittlungSeite = seiteOf(Uebermittlung, 'Uebermittlung')
export type UebermittlungSeite = Static<typeof UebermittlungSeite>

export type UebermittlungFilter = Static<typeof UebermittlungFilter>
export const UebermittlungFilter = Type.Object(
  {
    ...seitenParameter,
    berichtsheftId: Type.Optional(ref(Id, 'Transfers of this book only.')),
    anforderungId: Type.Optional(ref(Id, 'The transfer of this request.')),
    entscheidung: Type.Optional(ref(Pruefentscheidung, 'Transfers that the chamber decided so.')),
    ...heftParameter,
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'UebermittlungFilter', description: 'Filter of a list of transfers.', additionalProperties: false },
)

const tags = ['Uebermittlungen'] as const

export const createUebermittlung = defineOperation({
  method: 'POST',
  url: '/v1/uebermittlungen',
  schema: {
    operationId: 'createUebermittlung',
    tags,
    summary: 'Hand a released book over to the chamber',
    body: ref(CreateUebermittlung),
    response: { 201: ref(Uebermittlung) },
  },
})

export const listUebermittlungen = defineOperation({
  method: 'GET',
  url: '/v1/uebermittlungen',
  schema: {
    operationId: 'listUebermittlungen',
    tags,
    summary: 'List transfers',
    querystring: ref(UebermittlungFilter),
    response: { 200: ref(UebermittlungSeite) },
  },
})

export const getUebermittlung = defineOperation({
  method: 'GET',
  url: '/v1/uebermittlungen/:id',
  schema: {
    operationId: 'getUebermittlung',
    tags,
    summary: 'Read one transfer',
    params: ref(IdParams),
    response: { 200: ref(Uebermittlung) },
  },
})

export const getPaket = defineOperation({
  method: 'GET',
  url: '/v1/uebermittlungen/:id/paket',
  schema: {
    operationId: 'getPaket',
    tags,
    summary: 'Fetch the signed package',
    params: ref(IdParams),
    response: {
      200: binaryResponse('application/zip', 'The transfer package; check it offline with `berichtsheft verify`.'),
    },
  },
})

export const createPruefergebnis = defineOperation({
  method: 'POST',
  url: '/v1/pruefergebnisse',
  schema: {
    operationId: 'createPruefergebnis',
    tags,
    summary: 'Accept a transferred book or name its defects',
    body: ref(CreatePruefergebnis),
    response: { 201: ref(Uebermittlung) },
  },
})
