import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  Datum,
  Firmenname,
  Id,
  Knr,
  Personenname,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { defineOperation } from './operation.ts'
import { Eintragungsnummer } from './vertragsnachricht.ts'
import { Vertragsstatus } from './vertragsstatus.ts'

export type Vertragsarchiveintrag = Static<typeof Vertragsarchiveintrag>
export const Vertragsarchiveintrag = Type.Object(
  {
    id: ref(Id, 'Id of the contract.'),
    knr: ref(Knr, 'The chamber that registered it.'),
    eintragungsnummer: ref(Eintragungsnummer),
    eingetragenAm: ref(Datum, 'Day of the registration.'),
    status: ref(Vertragsstatus, 'How the registration ended.'),
    endeAm: ref(Datum, 'Last day of the training.'),
    beginn: Type.Optional(ref(Datum, 'First day of the training.')),
    beruf: Type.Optional(ref(Bezeichnung, 'The occupation.')),
    unternehmen: Type.Optional(ref(Firmenname, 'Name of the company.')),
    vorname: Type.Optional(ref(Personenname, 'Given name of the apprentice.')),
    familienname: Type.Optional(ref(Personenname, 'Family name of the apprentice.')),
    geburtsdatum: Type.Optional(ref(Datum, 'Birth date of the apprentice.')),
    archiviertAm: ref(Zeitpunkt, 'When it left the register.'),
  },
  {
    $id: 'Vertragsarchiveintrag',
    description:
      'What is kept to prove a training after its entry has left the register (BBiG § 34 Abs. 3 and 4): nothing else.',
  },
)

export type VertragsarchiveintragSeite = Static<typeof VertragsarchiveintragSeite>
export const VertragsarchiveintragSeite = seiteOf(Vertragsarchiveintrag, 'Vertragsarchiveintrag')

export type VertragsarchivFilter = Static<typeof VertragsarchivFilter>
export const VertragsarchivFilter = Type.Object(
  {
    ...seitenParameter,
    eintragungsnummer: Type.Optional(ref(Eintragungsnummer, 'The entry with this number.')),
    familienname: Type.Optional(ref(Personenname, 'Entries of people with this family name.')),
    geburtsdatum: Type.Optional(ref(Datum, 'Entries of people born on this day.')),
  },
  {
    $id: 'VertragsarchivFilter',
    description: 'Filter of the archive of the register.',
    additionalProperties: false,
  },
)

export const listVertragsarchiv = defineOperation({
  method: 'GET',
  url: '/v1/vertragsarchiv',
  schema: {
    operationId: 'listVertragsarchiv',
    tags: ['Ausbildungsvertraege'],
    summary: 'List what proves trainings whose entries have left the register',
    querystring: ref(VertragsarchivFilter),
    response: { 200: ref(VertragsarchiveintragSeite) },
  },
})
