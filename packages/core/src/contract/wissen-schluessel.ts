import { type Static, Type } from 'typebox'
import { ref } from './common.ts'
import { defineOperation } from './operation.ts'
import {
  Kettenname,
  Oeffentlichschluessel,
  Pseudonym,
  Wissensaenderung,
  Wissenskammer,
  Wissensrolle,
} from './wissen.ts'

export type Autorenschluessel = Static<typeof Autorenschluessel>
export const Autorenschluessel = Type.Object(
  {
    schluessel: ref(Oeffentlichschluessel),
    knoten: ref(Kettenname, 'The chain that it writes.'),
    kammer: ref(Wissenskammer),
    person: ref(Pseudonym),
    rolle: ref(Wissensrolle),
    stand: Type.Unsafe<'wartet' | 'zugelassen' | 'widerrufen'>({
      type: 'string',
      enum: ['wartet', 'zugelassen', 'widerrufen'],
      description: 'Whether the network administration has granted it, not yet, or no longer.',
    }),
    eigener: Type.Boolean({ description: 'Whether it is a key of the caller.' }),
    stimme: Type.Optional(
      ref(
        Wissensaenderung,
        'While it waits: the vote that grants it, to be sent as a changeset in the role netzadministration.',
      ),
    ),
  },
  { $id: 'Autorenschluessel', description: 'A key of somebody who writes here, by its public half.' },
)

export type Autorenschluesselliste = Static<typeof Autorenschluesselliste>
export const Autorenschluesselliste = Type.Object(
  { eintraege: Type.Array(ref(Autorenschluessel), { description: 'The keys that the caller may see, oldest first.' }) },
  { $id: 'Autorenschluesselliste', description: 'Keys of those who write here.' },
)

export const listAutorenschluessel = defineOperation({
  method: 'GET',
  url: '/v1/bq/schluessel',
  schema: {
    operationId: 'listAutorenschluessel',
    tags: ['Wissensbasis'],
    summary: 'List the keys of authors: the own ones; for who votes, all of this gateway',
    description:
      'Whoever has a role of the knowledge base gets a key for it the first time that anything is asked for. It counts once enough chambers of the network administration have voted for it.',
    response: { 200: ref(Autorenschluesselliste) },
  },
})
