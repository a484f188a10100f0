import { createExport, getExport, getExportDatei, listExporte } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { sendFinished } from '../../send-finished.ts'
import { dateiHeaders, openDatei } from '../uebermittlung/datei.service.ts'
import { listExportEintraege, toExport } from './export.queries.ts'
import { fetchExport, fileNameOf, getExportRow, mediaTypes, orderExport } from './export.service.ts'

/** Exports of a book or a period. */
export const exportRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createExport,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const row = await orderExport(trx, aufrufer, body, now)
        return { status: 202, koerper: JSON.stringify(toExport(row)), kopf: { location: `/v1/exporte/${row.id}` } }
      })
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listExporte,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listExportEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getExport,
    handler: async (request, reply) => {
      const row = await inTransaktion(deps, request.aufrufer, (trx) => getExportRow(trx, request.params.id))
      reply.header('cache-control', 'no-store')
      return toExport(row)
    },
  })

  app.route({
    ...getExportDatei,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const { row, body } = await inTransaktion(deps, aufrufer, async (trx) => {
        const row = await fetchExport(trx, params.id, deps.now())
        return { row, body: await openDatei(deps, aufrufer, trx, row) }
      })
      reply.headers(dateiHeaders(fileNameOf(row), mediaTypes[row.format], row.groesse, row.sha256))
      return sendFinished(reply, body)
    },
  })
}
