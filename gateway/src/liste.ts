import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from './problem-error.ts'
import { type Cursor, decodeCursor, encodeCursor } from './seite.ts'

/** An entry of a list as finished JSON, with its position. */
export interface Listeneintrag extends Cursor {
  readonly json: string
}

/** A page whose entries are one text already. */
export interface Seitentext {
  readonly text: string
  /** Position of the last entry, when there are more. */
  readonly weiter: Cursor | undefined
}

/** How a list is read: entries after a position, in its order. */
export interface Liste {
  /** Form of the ordering value. */
  readonly form: RegExp
  readonly read: (after: Cursor | undefined, limit: number) => Promise<readonly Listeneintrag[]>
  /** Reads a page with its entries joined, where the database does that faster. */
  readonly readText?: (after: Cursor | undefined, limit: number, separator: string) => Promise<Seitentext>
}

const readPage = async (
  { read, readText }: Liste,
  after: Cursor | undefined,
  limit: number,
  separator: string,
): Promise<Seitentext> => {
  if (readText) return readText(after, limit, separator)
  const entries = await read(after, limit + 1)
  const page = entries.slice(0, limit)
  return {
    text: page.map(({ json }) => json).join(separator),
    weiter: entries.length > limit ? page.at(-1) : undefined,
  }
}

const streamPage = 200

/**
 * Answers a list: as a page with a cursor, or, when the client accepts `application/x-ndjson`, as a stream of all
 * entries, one per line. The stream reads page by page, so it holds no transaction open and stops with its reader.
 */
export const sendListe = async (request: FastifyRequest, reply: FastifyReply, liste: Liste): Promise<FastifyReply> => {
  const { limit = 50, cursor } = request.query as { limit?: number; cursor?: string }
  const start = decodeCursor(cursor, liste.form)
  reply.header('vary', 'accept').header('cache-control', 'no-store')
  const accept = request.headers.accept ?? '*/*'
  if (accept.includes('application/x-ndjson')) {
    reply.header('content-type', 'application/x-ndjson; charset=utf-8')
    return reply.send(Readable.from(lines(liste, start), { objectMode: false }))
  }
  if (!/\*\/\*|application\/(json|\*)/.test(accept)) {
    throw new ProblemError('not-acceptable', { detail: 'Lists are application/json or application/x-ndjson' })
  }
  const { text, weiter } = await readPage(liste, start, limit, ',')
  const next = weiter ? `,"naechsterCursor":"${encodeCursor(weiter)}"` : ''
  return reply.header('content-type', 'application/json; charset=utf-8').send(`{"eintraege":[${text}]${next}}`)
}

async function* lines(liste: Liste, start: Cursor | undefined): AsyncGenerator<string> {
  let after = start
  do {
    const { text, weiter } = await readPage(liste, after, streamPage, '\n')
    if (text !== '') yield `${text}\n`
    after = weiter
  } while (after)
}
