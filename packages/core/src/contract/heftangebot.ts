import { type Static, Type } from 'typebox'
import { CreateBerichtsheft } from './berichtsheft.ts'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
  Firmenname,
  FremdId,
  Id,
  IdParams,
  Personenname,
  ref,
  Zeitpunkt,
} from './common.ts'
import { defineOperation } from './operation.ts'

export type Heftangebotsstand = Static<typeof Heftangebotsstand>
export const Heftangebotsstand = defineCodeliste(
  'Heftangebotsstand',
  'What became of the book of a contract (BH-20).',
  [
    { code: 'offen', name: 'Offen', beschreibung: 'A book can be begun, or one that is there be linked.' },
    { code: 'angelegt', name: 'Angelegt', beschreibung: 'The book was begun from the contract.' },
    { code: 'verknuepft', name: 'Verknüpft', beschreibung: 'A book that was there belongs to the contract.' },
    { code: 'anderswo', name: 'Anderswo', beschreibung: 'The book is kept outside of this service.' },
  ],
)

export type Heftauswahl = Static<typeof Heftauswahl>
export const Heftauswahl = Type.Object(
  {
    id: ref(Id),
    anbieterId: ref(Id, 'The vendor that keeps it.'),
    fremdId: ref(FremdId, 'Its key there.'),
    azubi: ref(Personenname, 'Name of the apprentice.'),
    ausbildungsbeginn: Type.Optional(ref(Datum, 'First day of training, as the book says.')),
  },
  { $id: 'Heftauswahl', description: 'A book of the same apprentice that can be linked to the contract.' },
)

export type Heftanbieter = Static<typeof Heftanbieter>
export const Heftanbieter = Type.Object(
  {
    id: ref(Id),
    name: ref(Firmenname, 'Name of the vendor.'),
    produkt: ref(Bezeichnung, 'Its report book.'),
  },
  { $id: 'Heftanbieter', description: 'A vendor with which a book can be begun.' },
)

export type Heftangebot = Static<typeof Heftangebot>
export const Heftangebot = Type.Object(
  {
    vertragId: ref(Id, 'The registered contract.'),
    stand: ref(Heftangebotsstand),
    berichtsheftId: Type.Optional(ref(Id, 'The book of the contract, where it has one here.')),
    entschiedenAm: Type.Optional(ref(Zeitpunkt, 'When it was begun, linked, or said to be elsewhere.')),
    vorschlag: ref(CreateBerichtsheft, 'The book as it would be begun: what it knows is from the contract.'),
    vorhandene: Type.Array(ref(Heftauswahl), {
      description: 'Books of the same apprentice in this company that can be linked instead.',
      maxItems: 50,
    }),
    anbieter: Type.Array(ref(Heftanbieter), {
      description: 'Vendors to choose from, those that keep books of the company first; empty for a vendor.',
      maxItems: 200,
    }),
  },
  { $id: 'Heftangebot', description: 'The offer of a report book for a registered training contract (BH-20).' },
)

export type CreateHeftannahme = Static<typeof CreateHeftannahme>
export const CreateHeftannahme = Type.Object(
  {
    berichtsheftId: Type.Optional(ref(Id, 'Link this book instead of beginning one.')),
    anbieterId: Type.Optional(
      ref(Id, 'The vendor that is to keep the book; needed by companies, unless one vendor keeps all their books.'),
    ),
    fremdId: Type.Optional(ref(FremdId, "The vendor's own key of the new book; absent means `vertrag-<id>`.")),
    anderswo: Type.Optional(Type.Literal(true, { description: 'The book is kept outside of this service.' })),
  },
  {
    $id: 'CreateHeftannahme',
    description: 'What becomes of the offer of a book: begun, linked, or kept elsewhere. Nothing given begins one.',
    additionalProperties: false,
  },
)

const tags = ['Ausbildungsvertraege'] as const

export const getHeftangebot = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege/:id/heftangebot',
  schema: {
    operationId: 'getHeftangebot',
    tags,
    summary: 'Read the offer of a report book for a registered contract (BH-20)',
    params: ref(IdParams),
    response: { 200: ref(Heftangebot) },
  },
})

export const acceptHeftangebot = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege/:id/heftangebot',
  schema: {
    operationId: 'acceptHeftangebot',
    tags,
    summary: 'Begin the report book of a registered contract, or link one',
    description:
      'The book takes form, hours, days, trainer and occupation from the contract. From then on its completeness report measures every week by the contract as it was in force.',
    params: ref(IdParams),
    body: ref(CreateHeftannahme),
    response: { 200: ref(Heftangebot) },
  },
})
