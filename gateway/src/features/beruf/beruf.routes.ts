import { getBeruf, limits, listBerufe, streamBerufe } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { readNdjsonSaetze, sendMeldungen, streamOf, toProblemOf } from '../../satzstrom.ts'
import { zeitpunktForm } from '../../seite.ts'
import { sendFinished } from '../../send-finished.ts'
import { etagOf, isKnown, sendKnown } from '../../stand.ts'
import { berufText, findBerufRow, listBerufEintraege } from './beruf.queries.ts'
import { storeBerufe } from './beruf.service.ts'

/** The catalogue of occupations, which is open to anybody: it holds law, and no data of anyone. */
export const berufsauskunftRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, { db }) => {
  app.route({
    ...listBerufe,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) => listBerufEintraege(db.knex, request.query, after, limit),
      }),
  })

  app.route({
    ...getBeruf,
    handler: async (request, reply) => {
      const { id } = request.params
      const { version } = request.query
      const row = await findBerufRow(db.knex, id, version)
      if (!row)
        throw new ProblemError('not-found', {
          detail: version === undefined ? `Beruf ${id}` : `Beruf ${id} in version ${version}`,
        })
      const etag = etagOf(row.version)
      if (isKnown(request, etag)) return sendKnown(reply, etag)
      reply.header('etag', etag).header('cache-control', 'no-store')
      return sendFinished(
        reply.header('content-type', 'application/json; charset=utf-8'),
        berufText(row, row.rahmenplan),
      )
    },
  })
}

const ndjson = 'application/x-ndjson'

/** The operator keeps the catalogue. */
export const berufRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addContentTypeParser(ndjson, (_request, payload, done) => done(null, payload))

  app.route({
    ...streamBerufe,
    bodyLimit: limits.berufe,
    config: { strom: true },
    handler: (request, reply) => {
      const { body } = streamOf(request, [ndjson], limits.berufe)
      const records = readNdjsonSaetze(body, { gesamt: limits.berufe, zeile: limits.beruf })
      return sendMeldungen(reply, storeBerufe(deps, request.aufrufer, records, toProblemOf(request)))
    },
  })
}
