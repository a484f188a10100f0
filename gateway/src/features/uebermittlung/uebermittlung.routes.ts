import {
  createPruefergebnis,
  createUebermittlung,
  getPaket,
  getUebermittlung,
  listUebermittlungen,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { sendFinished } from '../../send-finished.ts'
import { fetchPaket } from './abholung.service.ts'
import { dateiHeaders, openDatei } from './datei.service.ts'
import { withDocumentProcess } from './document-pool.ts'
import { decideUebermittlung } from './pruefergebnis.service.ts'
import { listUebermittlungEintraege, toUebermittlung, type UebermittlungRow } from './uebermittlung.queries.ts'
import { getUebermittlungRow, transferHeft } from './uebermittlung.service.ts'

/** Transfers of books to chambers: package, result. */
export const uebermittlungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const { keyring, config } = deps

  app.route({
    ...createUebermittlung,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await withDocumentProcess(
        (write) => {
          return writeOnce(deps, request, async (trx, now) => {
            const { row } = await transferHeft(trx, aufrufer, body, { keyring, iss: config.PUBLIC_URL, write }, now)
            return toAntwort(201, row)
          })
        },
        () => request.socket.destroyed,
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listUebermittlungen,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listUebermittlungEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getUebermittlung,
    handler: async (request, reply) => {
      const row = await inTransaktion(deps, request.aufrufer, (trx) => getUebermittlungRow(trx, request.params.id))
      reply.header('cache-control', 'no-store')
      return toUebermittlung(row)
    },
  })

  app.route({
    ...getPaket,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const { row, body } = await inTransaktion(deps, aufrufer, async (trx) => {
        const row = await fetchPaket(trx, aufrufer, params.id, deps.now())
        return { row, body: await openDatei(deps, aufrufer, trx, row) }
      })
      reply.headers(dateiHeaders(row.dateiname, 'application/zip', row.groesse, row.sha256))
      return sendFinished(reply, body)
    },
  })

  app.route({
    ...createPruefergebnis,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) =>
        toAntwort(201, await decideUebermittlung(trx, aufrufer, body, now)),
      )
      return sendAntwort(reply, antwort)
    },
  })
}

const toAntwort = (status: number, row: UebermittlungRow) => ({
  status,
  koerper: JSON.stringify(toUebermittlung(row)),
  kopf: { location: `/v1/uebermittlungen/${row.id}` },
})
