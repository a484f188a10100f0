import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from './problem-error.ts'
import { type Cursor, decodeCursor, encodeCursor } from './seite.ts'

/** An entry of a list as finished JSON, with its position. */
export interface Listeneintrag extends Cursor {
  readonly json: string
}

/** How a list is read: entries after a position, in its order. */
export interface Liste {
  /** Form of the ordering value. */
  readonly form: RegExp
  readonly read: (after: Cursor | undefined, limit: number) => Promise<readonly Listeneintrag[]>
}

const streamPage = 200

/**
 * Answers a list: as a page with a cursor, or, when the client accepts `application/x-ndjson`, as a stream of all
 * entries, one per line. The stream reads page by page, so it holds no transaction open and stops with its reader.
 */
export const sendListe = async (request: FastifyRequest, reply: FastifyReply, { form, read }: Liste): Promise<FastifyReply> => {
  const { limit = 50, cursor } = request.query as { limit?: number; cursor?: string }
  const start = decodeCursor(cursor, form)
  reply.header('vary', 'accept').header('cache-control', 'no-store')
  const accept = request.headers.accept ?? '*/*'
  if (accept.includes('application/x-ndjson')) {
    reply.header('content-type', 'application/x-ndjson; charset=utf-8')
    return reply.send(Readable.from(lines(read, start), { objectMode: false }))
  }
  if (!/\*\/\*|application\/(json|\*)/.test(accept)) {
    throw new ProblemError('not-acceptable', { detail: 'Lists are application/json or application/x-ndjson' })
  }
  const entries = await read(start, limit + 1)
  const page = entries.slice(0, limit)
  const last = entries.length > limit ? page.at(-1) : undefined
  const next = last ? `,"naechsterCursor":"${encodeCursor(last)}"` : ''
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .send(`{"eintraege":[${page.map(({ json }) => json).join(',')}]${next}}`)
}

async function* lines(read: Liste['read'], start: Cursor | undefined): AsyncGenerator<string> {
  let after = start
  for (;;) {
    const entries = await read(after, streamPage)
    if (entries.length > 0) yield `${entries.map(({ json }) => json).join('\n')}\n`
    if (entries.length < streamPage) return
    after = entries.at(-1)
  }
}
