import { type Static, Type } from 'typebox'
import { Personenname, ref, Text, Zeitpunkt } from './common.ts'
import { Vertragspartei } from './vertrag-codes.ts'

export type CreateVertragseinwendung = Static<typeof CreateVertragseinwendung>
export const CreateVertragseinwendung = Type.Object(
  { text: ref(Text, 'What is wrong; not only blanks.') },
  {
    $id: 'CreateVertragseinwendung',
    description: 'A party says that something about the registration is wrong (DV-11).',
    additionalProperties: false,
  },
)

export type CreateEinwendungserledigung = Static<typeof CreateEinwendungserledigung>
export const CreateEinwendungserledigung = Type.Object(
  {
    nummer: Type.Integer({ minimum: 1, maximum: 100, description: 'Which objection, by its number.' }),
    antwort: ref(Text, 'What the chamber did, or why nothing is to be done; the party is told.'),
  },
  {
    $id: 'CreateEinwendungserledigung',
    description: 'The chamber has dealt with an objection.',
    additionalProperties: false,
  },
)

export type Vertragseinwendung = Static<typeof Vertragseinwendung>
export const Vertragseinwendung = Type.Object(
  {
    nummer: Type.Integer({ minimum: 1, maximum: 100, description: 'Number within the contract, from 1.' }),
    partei: ref(Vertragspartei),
    vertreterNummer: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 9, description: 'Which legal representative, by its place in `vertreter`.' }),
    ),
    name: ref(Personenname, 'Who objects.'),
    text: ref(Text, 'What is wrong.'),
    erhobenAm: ref(Zeitpunkt, 'When it came in.'),
    antwort: Type.Optional(ref(Text, 'What the chamber answered; absent while it is open.')),
    erledigtAm: Type.Optional(ref(Zeitpunkt, 'When the chamber dealt with it.')),
  },
  { $id: 'Vertragseinwendung', description: 'An objection of a party to what was registered.' },
)
