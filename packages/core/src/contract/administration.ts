import { type Static, Type } from 'typebox'
import { Bezeichnung, defineCodeliste, Id, ref, Text, Uuid, Zeitpunkt } from './common.ts'
import { Verstoss } from './problem.ts'

export type Rueckweisungsgrund = Static<typeof Rueckweisungsgrund>
export const Rueckweisungsgrund = defineCodeliste(
  'Rueckweisungsgrund',
  'Class of a rejection: transport (T), XML (X), virus (V), standard (S).',
  [
    { code: 'T', name: 'Transport', beschreibung: 'The message did not arrive as it must.' },
    { code: 'X', name: 'XML', beschreibung: 'The message is not well-formed or not valid.' },
    { code: 'V', name: 'Virus', beschreibung: 'The message carries harmful content.' },
    { code: 'S', name: 'Standard', beschreibung: 'The content breaks a rule of the standard.' },
  ],
)

export type Rueckweisung = Static<typeof Rueckweisung>
export const Rueckweisung = Type.Object(
  {
    bezugUUID: Type.Optional(ref(Uuid, 'UUID of the rejected message, when it could be read.')),
    grund: ref(Rueckweisungsgrund),
    text: ref(Text, 'What is wrong.'),
    verstoesse: Type.Optional(
      Type.Array(ref(Verstoss), {
        maxItems: 1000,
        description: 'The single findings.',
        'x-xml': { element: 'verstoss' },
      }),
    ),
  },
  {
    $id: 'Rueckweisung',
    description: 'Body of the message 0010: a message was not accepted; nothing of it was stored.',
    additionalProperties: false,
  },
)

export type Quittung = Static<typeof Quittung>
export const Quittung = Type.Object(
  {
    bezugUUID: ref(Uuid, 'UUID of the accepted message.'),
    nachricht: ref(Bezeichnung, 'Name of the accepted message.'),
    objektId: ref(Id, 'The object that was made.'),
    angenommenAm: ref(Zeitpunkt, 'When it was stored.'),
    verstoesse: Type.Optional(
      Type.Array(ref(Verstoss), {
        maxItems: 1000,
        description: 'Findings that did not prevent acceptance.',
        'x-xml': { element: 'verstoss' },
      }),
    ),
  },
  {
    $id: 'Quittung',
    description: 'Body of the message 0020: a message was accepted and stored.',
    additionalProperties: false,
  },
)
