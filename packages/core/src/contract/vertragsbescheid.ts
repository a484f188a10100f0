import { type Static, Type } from 'typebox'
import { Id, ref, Zeitpunkt } from './common.ts'
import { CreateVertragsbescheid } from './vertragsnachricht.ts'

export type Vertragsbescheid = Static<typeof Vertragsbescheid>
export const Vertragsbescheid = Type.Object(
  {
    ...CreateVertragsbescheid.properties,
    durch: ref(Id, 'Who gave it: account, or machine client.'),
    zeitpunkt: ref(Zeitpunkt, 'When it was given.'),
  },
  { $id: 'Vertragsbescheid', description: 'The last notice whether an application is complete (DV-03).' },
)
