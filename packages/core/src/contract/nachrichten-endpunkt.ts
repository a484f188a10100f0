import { type Static, type TSchema, Type } from 'typebox'
import { Rueckweisungsgrund } from './administration.ts'
import { Bezeichnung, Id, idOf, ref, Text, Uuid } from './common.ts'
import { nachrichten } from './nachricht.ts'
import { defineOperation } from './operation.ts'
import { Problem, Verstoss } from './problem.ts'

/** A response that is a message of the standard, in the form of the request. */
const nachricht = (schema: TSchema, description: string) => ({
  description,
  content: {
    'application/xml': { schema: { type: 'string', description } },
    'application/json': { schema: { $ref: idOf(schema), description } },
  },
})

export const createNachricht = defineOperation({
  method: 'POST',
  url: '/v1/nachrichten',
  schema: {
    operationId: 'createNachricht',
    tags: ['Nachrichten'],
    summary: 'Send a message of the standard, as XML or JSON',
    description:
      'Takes the messages 0101 to 0105, 0201 to 0208 as far as they go to the gateway, and 0301 to 0307, and does what the JSON operation of the same name does, with the same rules and pointers (below `/inhalt`). In JSON the message is the one that `nachrichtentyp` names, and the answer is JSON, too. The `nachrichtenUUID` is the idempotency key: the same message gets the same receipt. `autor` is the caller: directory `knr` with its number for a chamber, `gateway` with its id for a vendor, and with the id of the account for a person who works for himself or a company. `leser` is `gateway` in the directory `gateway`, or the chamber that the message is meant for. Messages marked `test` are taken by a demo only. Each message also needs the scope or the role of its operation.',
    consumes: ['application/xml', 'application/json'],
    response: {
      201: nachricht(nachrichten.quittung.schema, 'The receipt 0020: the message was accepted and stored.'),
      '4xx': nachricht(
        nachrichten.rueckweisung.schema,
        'The rejection 0010 with its class and findings: nothing of the message was stored.',
      ),
    },
  },
})

export type Nachrichtenposition = Static<typeof Nachrichtenposition>
export const Nachrichtenposition = Type.Object(
  {
    art: Type.Unsafe<'nachricht'>({ type: 'string', enum: ['nachricht'], description: 'Always nachricht.' }),
    position: Type.Integer({ minimum: 1, description: 'Running number of the message in the body, from 1.' }),
    zeile: Type.Optional(Type.Integer({ minimum: 1, description: 'Line of the body in which the message begins.' })),
    nachrichtenUUID: Type.Optional(ref(Uuid, 'UUID of the message, where it could be read.')),
    nachricht: Type.Optional(ref(Bezeichnung, 'Name of the message, where it could be read.')),
    ergebnis: Type.Unsafe<'angenommen' | 'abgelehnt'>({
      type: 'string',
      enum: ['angenommen', 'abgelehnt'],
      description: 'Accepted and stored, now or before; or refused, and nothing of it stored.',
    }),
    objektId: Type.Optional(ref(Id, 'The object that an accepted message made or moved.')),
    grund: Type.Optional(ref(Rueckweisungsgrund)),
    text: Type.Optional(ref(Text, 'Why it was refused.')),
    verstoesse: Type.Optional(
      Type.Array(ref(Verstoss), { maxItems: 1000, description: 'Findings; pointers start at the message.' }),
    ),
  },
  { $id: 'Nachrichtenposition', description: 'What became of one message of a stream.' },
)

export type Nachrichtenzusammenfassung = Static<typeof Nachrichtenzusammenfassung>
export const Nachrichtenzusammenfassung = Type.Object(
  {
    art: Type.Unsafe<'zusammenfassung'>({
      type: 'string',
      enum: ['zusammenfassung'],
      description: 'Always zusammenfassung.',
    }),
    gelesen: Type.Integer({ minimum: 0, description: 'Messages that were read.' }),
    angenommen: Type.Integer({ minimum: 0, description: 'Messages that were accepted, now or before.' }),
    abgelehnt: Type.Integer({ minimum: 0, description: 'Messages that were refused.' }),
    problem: Type.Optional(ref(Problem, 'Why the rest of the stream was not read; what came before counts.')),
  },
  { $id: 'Nachrichtenzusammenfassung', description: 'Last line of the answer to a stream of messages.' },
)

export const Nachrichtenzeile = Type.Union([ref(Nachrichtenposition), ref(Nachrichtenzusammenfassung)], {
  $id: 'Nachrichtenzeile',
  description: 'A line of the answer to a stream of messages, told apart by `art`.',
})

export const streamNachrichten = defineOperation({
  method: 'POST',
  url: '/v1/nachrichten/strom',
  schema: {
    operationId: 'streamNachrichten',
    tags: ['Nachrichten'],
    summary: 'Send many messages as a stream of NDJSON or XML',
    description:
      'NDJSON: one message per line. XML: `<nachrichten>` with messages as its elements. Each is taken for itself, in the order of the stream, as if it were sent alone: a message that is refused does not stop the others. Applications for registration (0201) are checked and stored in sets of up to 500. The answer is NDJSON: a line per message in the order of the stream, and a closing line `zusammenfassung`. The same stream again gets the same objects, because each `nachrichtenUUID` is an idempotency key.',
    consumes: ['application/x-ndjson', 'application/xml'],
    response: {
      200: {
        description: 'One line per message, then the summary.',
        content: { 'application/x-ndjson': { schema: ref(Nachrichtenzeile) } },
      },
    },
  },
})
