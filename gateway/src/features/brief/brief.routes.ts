import { createBrief, getBriefDatei, listBriefe, sendBrief } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { sendFinished } from '../../send-finished.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import { listBriefEintraege, toBrief } from './brief.queries.ts'
import { postBrief, readBrief, reorderBrief } from './brief.service.ts'

/** Letters with activation passwords. */
export const briefRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createBrief,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      // The connection is taken inside, so that connections never wait for a free process.
      const antwort = await withDocumentProcess((write) =>
        writeOnce(deps, request, async (trx, now) => {
          const brief = await reorderBrief(trx, { deps, write }, aufrufer, params.id, now)
          return { status: 201, koerper: JSON.stringify(toBrief(brief)) }
        }),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listBriefe,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listBriefEintraege(trx, request.aufrufer.knr ?? '', request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getBriefDatei,
    // Reading is an event, so there is no HEAD that would make one without telling anything.
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const pdf = await inTransaktion(deps, aufrufer, (trx) => readBrief(trx, deps, aufrufer, params.id, deps.now()))
      reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', `attachment; filename="brief-${params.id}.pdf"`)
        .header('cache-control', 'no-store')
      return sendFinished(reply, pdf)
    },
  })

  app.route({
    ...sendBrief,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 200,
        koerper: JSON.stringify(toBrief(await postBrief(trx, deps, aufrufer, params.id, now))),
      }))
      return sendAntwort(reply, antwort)
    },
  })
}
