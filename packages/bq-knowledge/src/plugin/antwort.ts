import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/**
 * Sends a value as JSON without a serializer: what may be read was decided by the fold, and contents of statements have no
 * schema of their own in the contract. The type says that nothing is returned, as handlers return either an object of the
 * schema of their response or nothing; Fastify waits for the reply, which comes back.
 */
export const sendJson: (reply: FastifyReply, value: unknown) => void = (reply, value) =>
  sendText(reply, JSON.stringify(value))

/** Sends finished JSON; see {@link sendJson}. */
export const sendText: (reply: FastifyReply, text: string) => void = (reply, text) =>
  reply.header('content-type', 'application/json; charset=utf-8').send(text)

/** Sends something that is not JSON, with its media type and more headers; see {@link sendJson}. */
export const sendAs: (
  reply: FastifyReply,
  mediaType: string,
  body: string | Readable,
  headers: Readonly<Record<string, string>>,
) => void = (reply, mediaType, body, headers) =>
  reply
    .headers({ 'x-content-type-options': 'nosniff', ...headers, 'content-type': `${mediaType}; charset=utf-8` })
    .send(body)
