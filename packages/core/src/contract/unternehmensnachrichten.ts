import { type Static, Type } from 'typebox'
import { Id, ref } from './common.ts'
import { CreateLoeschantrag } from './loeschantrag.ts'
import { CreateAktivierung, CreateUnternehmensentscheidung } from './unternehmen.ts'

const unternehmenId = ref(Id, 'The company.')

/** What the JSON operation has in its address stands in the message. */
export type Aktivierungsnachricht = Static<typeof Aktivierungsnachricht>
export const Aktivierungsnachricht = Type.Object(
  { unternehmenId, ...CreateAktivierung.properties },
  {
    $id: 'Aktivierungsnachricht',
    description: 'Activation of a company; password, number and chamber must all match (MI-31).',
    additionalProperties: false,
  },
)

export type Entscheidungsnachricht = Static<typeof Entscheidungsnachricht>
export const Entscheidungsnachricht = Type.Object(
  { unternehmenId, ...CreateUnternehmensentscheidung.properties },
  {
    $id: 'Entscheidungsnachricht',
    description: 'Decision about a registration (MI-29); who sends it takes the registration by that.',
    additionalProperties: false,
  },
)

export type Loeschnachricht = Static<typeof Loeschnachricht>
export const Loeschnachricht = Type.Object(
  { unternehmenId, ...CreateLoeschantrag.properties },
  {
    $id: 'Loeschnachricht',
    description: 'Request to delete a company (MI-45, MI-46); a message is confirmed by being sent.',
    additionalProperties: false,
  },
)
