import { defineOperation } from './operation.ts'

/** A response that is a message of the standard. */
const nachricht = (description: string) => ({
  description,
  content: { 'application/xml': { schema: { type: 'string', description } } },
})

export const createNachricht = defineOperation({
  method: 'POST',
  url: '/v1/nachrichten',
  schema: {
    operationId: 'createNachricht',
    tags: ['Nachrichten'],
    summary: 'Send a message of the standard as XML',
    description:
      'Takes the messages 0101 to 0105 and 0301 to 0307 and does what the JSON operation of the same name does, with the same rules and pointers (below `/inhalt`). The `nachrichtenUUID` is the idempotency key: the same message gets the same receipt byte for byte. `autor` is the caller: directory `knr` with its number for a chamber, `gateway` with its id for a vendor, and with the id of the account for a person who works for himself or a company. `leser` is `gateway` in the directory `gateway`, or the chamber that the message is meant for. Messages marked `test` are taken by a demo only. Each message also needs the scope or the role of its operation.',
    consumes: ['application/xml'],
    response: {
      201: nachricht('The receipt 0020: the message was accepted and stored.'),
      '4xx': nachricht('The rejection 0010 with its class and findings: nothing of the message was stored.'),
    },
  },
})
