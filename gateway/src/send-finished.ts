import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/**
 * Sends a body that is finished: JSON or XML as text, the bytes of a file, a stream. The serializer is not asked, so what is
 * sent is exactly what was stored, hashed or signed.
 *
 * Its type says that it returns nothing, because a handler may return either an object of the schema of its response or
 * nothing, and a finished body is no such object. In truth the reply comes back, which Fastify waits for: a handler ends
 * with `return sendFinished(…)`, or with a function that does.
 */
export const sendFinished: (reply: FastifyReply, body: string | Buffer | Readable) => void = (reply, body) =>
  reply.send(body)
