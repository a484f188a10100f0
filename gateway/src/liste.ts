import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from './problem-error.ts'
import { type Cursor, decodeCursor, encodeCursor } from './seite.ts'
import { sendFinished } from './send-finished.ts'

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

interface Seite {
  readonly eintraege: readonly Listeneintrag[]
  /** Position of the last entry, when there are more. */
  readonly weiter: Cursor | undefined
}

const readPage = async (
  request: FastifyRequest,
  { read }: Liste,
  after: Cursor | undefined,
  limit: number,
): Promise<Seite> => {
  const found = await read(after, limit + 1)
  const eintraege = found.slice(0, limit)
  if (request.aufrufer !== undefined && request.aufrufer.art !== 'anbieter')
    request.gelesen = [...(request.gelesen ?? []), ...eintraege.map(({ id }) => id)]
  return { eintraege, weiter: found.length > limit ? eintraege.at(-1) : undefined }
}

const streamPage = 200

/**
 * Answers a list: as a page with a cursor, or, when the client accepts `application/x-ndjson`, as a stream of all
 * entries, one per line. The stream reads page by page, so it holds no transaction open and stops with its reader.
 */
export const sendListe = async (request: FastifyRequest, reply: FastifyReply, liste: Liste): Promise<void> => {
  const { limit = 50, cursor } = request.query as { limit?: number; cursor?: string }
  const start = decodeCursor(cursor, liste.form)
  reply.header('vary', 'accept').header('cache-control', 'no-store')
  const accept = request.headers.accept ?? '*/*'
  if (accept.includes('application/x-ndjson')) {
    reply.header('content-type', 'application/x-ndjson; charset=utf-8')
    return sendFinished(reply, Readable.from(lines(request, liste, start), { objectMode: false }))
  }
  if (!/\*\/\*|application\/(json|\*)/.test(accept)) {
    throw new ProblemError('not-acceptable', { detail: 'Lists are application/json or application/x-ndjson' })
  }
  const { eintraege, weiter } = await readPage(request, liste, start, limit)
  const next = weiter ? `,"naechsterCursor":"${encodeCursor(weiter)}"` : ''
  return sendFinished(
    reply.header('content-type', 'application/json; charset=utf-8'),
    toBytes('{"eintraege":[', eintraege, ',', `]${next}}`),
  )
}

/** Entries with what stands around and between them, as UTF-8. Joined as a string, a page would be copied whole three times before it is sent. */
const toBytes = (begin: string, eintraege: readonly Listeneintrag[], separator: string, end: string): Buffer => {
  const around =
    Buffer.byteLength(begin) + Buffer.byteLength(end) + separator.length * Math.max(0, eintraege.length - 1)
  const bytes = Buffer.allocUnsafe(eintraege.reduce((length, { json }) => length + Buffer.byteLength(json), around))
  let at = bytes.write(begin)
  eintraege.forEach(({ json }, i) => {
    if (i > 0) at += bytes.write(separator, at)
    at += bytes.write(json, at)
  })
  bytes.write(end, at)
  return bytes
}

async function* lines(request: FastifyRequest, liste: Liste, start: Cursor | undefined): AsyncGenerator<Buffer> {
  let after = start
  do {
    const { eintraege, weiter } = await readPage(request, liste, after, streamPage)
    if (eintraege.length > 0) yield toBytes('', eintraege, '\n', '\n')
    after = weiter
  } while (after)
}
