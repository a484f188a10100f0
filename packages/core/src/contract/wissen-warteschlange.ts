import { type Static, Type } from 'typebox'
import { Datum, ref, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'
import { AenderungId, ProfilId, Pseudonym, Slotname, Wissenskammer, Wissensurteil, Zeitangabe } from './wissen.ts'
import { ProfilParameter } from './wissen-lesen.ts'

const closed = { additionalProperties: false } as const

export type VorschlagFilter = Static<typeof VorschlagFilter>
export const VorschlagFilter = Type.Object(
  {
    profil: Type.Optional(ref(ProfilId)),
    kammer: Type.Optional(
      ref(Wissenskammer, 'What this chamber has to look at: it is in charge, or its deputy once it is late.'),
    ),
    faellig: Type.Optional(ref(Datum, 'What is due on this day or before.')),
    nach: Type.Optional(ref(ProfilId, 'Profiles after this one; `naechstes` of the page before.')),
  },
  { $id: 'VorschlagFilter', description: 'Filter of what waits for review.', ...closed },
)

export type Wissensvorschlag = Static<typeof Wissensvorschlag>
export const Wissensvorschlag = Type.Object(
  {
    aenderung: ref(AenderungId),
    slot: ref(Slotname),
    kammer: ref(Wissenskammer, 'Who proposed it.'),
    person: ref(Pseudonym),
    urteile: Type.Array(ref(Wissensurteil), { description: 'What was said about it so far.' }),
    erstelltAm: ref(Zeitpunkt, 'When it was proposed, as its author says.'),
    faelligAm: ref(Datum, 'After 10 working days, after 2 when the deadline of a case hangs on it.'),
    eilig: Type.Boolean({ description: 'Whether the deadline of a case hangs on it.' }),
    zustaendig: Type.Optional(
      ref(
        Wissenskammer,
        'Who has to look at it: the chamber in charge of the profile or its country; once it is late the deputy.',
      ),
    ),
    vertretung: Type.Boolean({ description: 'Whether it went to the deputy because it is late.' }),
  },
  { $id: 'Wissensvorschlag', description: 'A change that waits for review.' },
)

export type Vorschlagsliste = Static<typeof Vorschlagsliste>
export const Vorschlagsliste = Type.Object(
  {
    vorschlaege: Type.Array(ref(Wissensvorschlag), { description: 'In the order of profiles and slots.' }),
    naechstes: Type.Optional(ref(ProfilId, 'For `nach`, while there are more profiles.')),
  },
  { $id: 'Vorschlagsliste', description: 'What waits for review.' },
)

export type Rueckstandszeile = Static<typeof Rueckstandszeile>
export const Rueckstandszeile = Type.Object(
  {
    kammer: Type.Optional(ref(Wissenskammer, 'The chamber in charge; absent for what nobody is in charge of.')),
    offen: Type.Integer({ minimum: 0, description: 'Changes that wait for it.' }),
    ueberfaellig: Type.Integer({ minimum: 0, description: 'Those of them that are late.' }),
  },
  { $id: 'Rueckstandszeile', description: 'The backlog of a chamber.' },
)

export type Rueckstand = Static<typeof Rueckstand>
export const Rueckstand = Type.Object(
  { kammern: Type.Array(ref(Rueckstandszeile), { description: 'In the order of their numbers.' }) },
  { $id: 'Rueckstand', description: 'What waits for review, counted by the chambers in charge.' },
)

export type VeralteteAussage = Static<typeof VeralteteAussage>
export const VeralteteAussage = Type.Object(
  {
    slot: ref(Slotname),
    pruefenBis: ref(Zeitangabe, 'When it was to be looked at again.'),
    aenderungen: Type.Array(ref(AenderungId), { description: 'The changes that say it.' }),
  },
  { $id: 'VeralteteAussage', description: 'A published statement that nobody has looked at for too long.' },
)

export type VeralteteAussagen = Static<typeof VeralteteAussagen>
export const VeralteteAussagen = Type.Object(
  { eintraege: Type.Array(ref(VeralteteAussage), { description: 'Those that wait longest at the top.' }) },
  { $id: 'VeralteteAussagen', description: 'Published statements that are to be looked at again.' },
)

const tags = ['Wissensbasis'] as const

export const listVorschlaege = defineOperation({
  method: 'GET',
  url: '/v1/bq/vorschlaege',
  schema: {
    operationId: 'listVorschlaege',
    tags,
    summary: 'List what waits for review, with its day and the chamber in charge',
    querystring: ref(VorschlagFilter),
    response: { 200: ref(Vorschlagsliste) },
  },
})

export const getRueckstand = defineOperation({
  method: 'GET',
  url: '/v1/bq/rueckstand',
  schema: {
    operationId: 'getRueckstand',
    tags,
    summary: 'Tell how much waits for review at each chamber',
    description: 'Needs no sign-in: the backlog is public. At most a minute old.',
    response: { 200: ref(Rueckstand) },
  },
})

export const listVeralteteAussagen = defineOperation({
  method: 'GET',
  url: '/v1/bq/veraltet',
  schema: {
    operationId: 'listVeralteteAussagen',
    tags,
    summary: 'List statements of a profile that are to be looked at again',
    description:
      'When their own day is over; without one, 3 years after they were made, of sections of law 1 year. Needs no sign-in.',
    querystring: ref(ProfilParameter),
    response: { 200: ref(VeralteteAussagen) },
  },
})
