import { createFreigabe, getFreigabe, listFreigaben, revokeFreigabe } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { runIdempotent, sendAntwort } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { listFreigabeEintraege, toFreigabe } from './freigabe.queries.ts'
import { getFreigabeRow, grantFreigabe, revokeFreigabe as revoke } from './freigabe.service.ts'

/** Releases of books to chambers. */
export const freigabeRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createFreigabe,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const now = deps.now()
      const antwort = await inTransaktion(deps, aufrufer, (trx) =>
        runIdempotent(trx, request, aufrufer.mandant, now, async () => {
          const row = await grantFreigabe(trx, aufrufer, body, now)
          return {
            status: 201,
            koerper: JSON.stringify(toFreigabe(row)),
            kopf: { location: `/v1/freigaben/${row.id}` },
          }
        }),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listFreigaben,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listFreigabeEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getFreigabe,
    handler: async (request, reply) => {
      const row = await inTransaktion(deps, request.aufrufer, (trx) => getFreigabeRow(trx, request.params.id))
      reply.header('cache-control', 'no-store')
      return toFreigabe(row)
    },
  })

  app.route({
    ...revokeFreigabe,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const now = deps.now()
      const antwort = await inTransaktion(deps, aufrufer, (trx) =>
        runIdempotent(trx, request, aufrufer.mandant, now, async () => ({
          status: 200,
          koerper: JSON.stringify(toFreigabe(await revoke(trx, aufrufer, params.id, body, now))),
        })),
      )
      return sendAntwort(reply, antwort)
    },
  })
}
