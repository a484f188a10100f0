import type { Readable } from 'node:stream'
import { getStammsatz, limits, listStammdaten, type Stammsatzart, streamStammdaten } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { type Rohsatz, sendMeldungen, streamOf, toProblemOf } from '../../satzstrom.ts'
import { zeitpunktForm } from '../../seite.ts'
import { sendFinished } from '../../send-finished.ts'
import { findStammsatz, listStammsatzEintraege, stammsatzText } from './stammdaten.queries.ts'
import { knrOf, storeStammdaten } from './stammdaten.service.ts'
import { readCsvStammdaten, readNdjsonStammdaten, readXmlStammdaten } from './stammdaten-lesen.ts'

const readers: Readonly<Record<string, (source: Readable, art: Stammsatzart | undefined) => AsyncGenerator<Rohsatz>>> =
  {
    'application/x-ndjson': readNdjsonStammdaten,
    'application/xml': readXmlStammdaten,
    'text/csv': readCsvStammdaten,
  }

/** Master data of a chamber: delivered in bulk, read by its staff and systems. */
export const stammdatenRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  for (const type of Object.keys(readers))
    app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))

  app.route({
    ...streamStammdaten,
    bodyLimit: limits.stammdaten,
    config: { strom: true },
    handler: async (request, reply) => {
      const { type, body } = streamOf(request, Object.keys(readers), limits.stammdaten)
      const read = readers[type] ?? readNdjsonStammdaten
      const records = read(body, request.query.art)
      return sendMeldungen(reply, storeStammdaten(deps, request.aufrufer, records, toProblemOf(request)))
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
