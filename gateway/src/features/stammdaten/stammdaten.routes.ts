import { Readable } from 'node:stream'
import { getStammsatz, limits, listStammdaten, type Stammsatzart, streamStammdaten } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendListe } from '../../liste.ts'
import { toProblem, toProblemBody } from '../../plugins/problems.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { sendFinished } from '../../send-finished.ts'
import { findStammsatz, listStammsatzEintraege, stammsatzText } from './stammdaten.queries.ts'
import { knrOf, type Stammdatenmeldung, storeStammdaten } from './stammdaten.service.ts'
import { type Rohsatz, readCsvStammdaten, readNdjsonStammdaten, readXmlStammdaten } from './stammdaten-lesen.ts'

const readers: Readonly<Record<string, (source: Readable, art: Stammsatzart | undefined) => AsyncGenerator<Rohsatz>>> =
  {
    'application/x-ndjson': readNdjsonStammdaten,
    'application/xml': readXmlStammdaten,
    'text/csv': readCsvStammdaten,
  }

/** Result lines that wait for a client that sends without reading; beyond, the gateway reads no further. */
const answerBuffer = 32 * 1024 * 1024

/** Master data of a chamber: delivered in bulk, read by its staff and systems. */
export const stammdatenRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  for (const type of Object.keys(readers))
    app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))

  app.route({
    ...streamStammdaten,
    bodyLimit: limits.stammdaten,
    config: { strom: true },
    handler: async (request, reply) => {
      const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
      const read = readers[type]
      if (!read || !(request.body instanceof Readable))
        throw new ProblemError('unsupported-media-type', { detail: `Send ${Object.keys(readers).join(', ')}` })
      if (Number(request.headers['content-length'] ?? 0) > limits.stammdaten)
        throw new ProblemError('payload-too-large', { detail: `A delivery has at most ${limits.stammdaten} bytes` })
      const records = read(request.body, request.query.art)
      const told = storeStammdaten(deps, request.aufrufer, records, (error) => {
        const problem = toProblem(error, request)
        return { error: problem, body: toProblemBody(problem, request.id) }
      })
      // A fault before the first record is an ordinary error answer.
      const first = await told.next()
      reply.header('content-type', 'application/x-ndjson; charset=utf-8')
      return sendFinished(
        reply,
        Readable.from(toLines(first, told), { objectMode: false, highWaterMark: answerBuffer }),
      )
    },
  })

  app.route({
    ...listStammdaten,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listStammsatzEintraege(trx, knrOf(request.aufrufer), request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getStammsatz,
    handler: async (request, reply) => {
      const row = await inTransaktion(deps, request.aufrufer, (trx) => findStammsatz(trx, request.params.id))
      if (!row) throw new ProblemError('not-found', { detail: `Stammsatz ${request.params.id}` })
      reply.header('cache-control', 'no-store').header('content-type', 'application/json; charset=utf-8')
      return sendFinished(reply, stammsatzText(row))
    },
  })
}

async function* toLines(
  first: IteratorResult<Stammdatenmeldung>,
  rest: AsyncGenerator<Stammdatenmeldung>,
): AsyncGenerator<string> {
  if (first.done) return
  yield `${JSON.stringify(first.value)}\n`
  for await (const line of rest) yield `${JSON.stringify(line)}\n`
}
