import { Readable } from 'node:stream'
import { type Lieferposition, type Lieferzusammenfassung, limits, streamLieferungen } from '@berichtsheft/core'
import type { XmlError } from '@berichtsheft/core/xml'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { toProblem, toProblemBody } from '../../plugins/problems.ts'
import { ProblemError } from '../../problem-error.ts'
import { sendFinished } from '../../send-finished.ts'
import { toXmlProblem, toXmlVerstoesse } from '../../xml-problem.ts'
import { deliver, toErgebnis } from './lieferung.service.ts'
import type { RoheLieferung } from './lieferung-pruefung.ts'
import { readNdjsonLieferungen } from './ndjson-lesen.ts'

/** Result lines that wait for a client that sends without reading; beyond, the gateway reads no further. */
const answerBuffer = 32 * 1024 * 1024

/** A book of a stream, or why this one book cannot be read. */
type Stromheft = { readonly roh: RoheLieferung } | { readonly fehler: Lieferposition }

/** Many books in one request, as NDJSON or XML, read and stored one by one with flat memory. */
export const stromRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  for (const type of ['application/x-ndjson', 'application/xml']) {
    app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))
  }

  app.route({
    ...streamLieferungen,
    bodyLimit: limits.strom,
    config: { strom: true },
    handler: async (request, reply) => {
      if (!(request.body instanceof Readable))
        throw new ProblemError('unsupported-media-type', { detail: 'Send application/x-ndjson or application/xml' })
      const length = Number(request.headers['content-length'] ?? 0)
      if (length > limits.strom)
        throw new ProblemError('payload-too-large', { detail: `A stream has at most ${limits.strom} bytes` })
      const books = request.headers['content-type']?.startsWith('application/xml')
        ? readXmlHefte(request.body)
        : readNdjsonHefte(request.body)
      const lines = storeAll(deps, request, books)
      // A fault before the first result is an ordinary error answer; later ones end the stream with a line that says why.
      const first = await lines.next()
      reply.header('content-type', 'application/x-ndjson; charset=utf-8')
      return sendFinished(
        reply,
        Readable.from(resume(first, lines), { objectMode: false, highWaterMark: answerBuffer }),
      )
    },
  })
}

async function* resume(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done) return
  yield first.value
  yield* rest
}

async function* readNdjsonHefte(source: Readable): AsyncGenerator<Stromheft> {
  for await (const roh of readNdjsonLieferungen(source)) yield { roh }
}

async function* readXmlHefte(source: Readable): AsyncGenerator<Stromheft> {
  const { readLieferungen, XmlError: XmlErrorClass } = await import('@berichtsheft/core/xml')
  try {
    for await (const record of readLieferungen(source)) {
      yield record.error ? { fehler: unreadable(record.error) } : { roh: record.value as RoheLieferung }
    }
  } catch (error) {
    throw error instanceof XmlErrorClass ? toXmlProblem(error) : error
  }
}

const unreadable = (error: XmlError): Lieferposition => ({
  art: 'berichtsheft',
  position: 0,
  ergebnis: 'abgelehnt',
  verstoesse: toXmlVerstoesse(error),
})

async function* storeAll(
  deps: Deps,
  request: FastifyRequest,
  books: AsyncGenerator<Stromheft>,
): AsyncGenerator<string> {
  const sum = { berichtshefte: 0, gespeichert: 0, unveraendert: 0, abgelehnt: 0 }
  let position = 0
  let problem: ProblemError | undefined
  try {
    for await (const book of books) {
      const lines =
        'fehler' in book
          ? [{ ...book.fehler, position }]
          : await deliver(deps, request.aufrufer, book.roh, deps.now(), position)
      const { gespeichert, unveraendert, abgelehnt } = toErgebnis(lines)
      sum.berichtshefte++
      sum.gespeichert += gespeichert
      sum.unveraendert += unveraendert
      sum.abgelehnt += abgelehnt
      position += lines.length
      yield `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
    }
  } catch (error) {
    problem = toProblem(error, request)
    if (sum.berichtshefte === 0) throw problem
  }
  const zusammenfassung: Lieferzusammenfassung = {
    art: 'zusammenfassung',
    ...sum,
    ...(problem ? { problem: toProblemBody(problem, request.id) } : {}),
  }
  yield `${JSON.stringify(zusammenfassung)}\n`
}
