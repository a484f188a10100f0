import { createFreigabe, getFreigabe, listFreigaben, revokeFreigabe } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { antwortOf, optionalIfMatchOf, sendStand } from '../../stand.ts'
import { geleseneFreigabe, listFreigabeEintraege } from './freigabe.queries.ts'
import { getFreigabeRow, grantFreigabe, revokeFreigabe as revoke } from './freigabe.service.ts'

const liste = '/v1/freigaben'

/** Releases of books to chambers. */
export const freigabeRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createFreigabe,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const row = await grantFreigabe(trx, aufrufer, body, now)
        return antwortOf(201, geleseneFreigabe(row), liste)
      })
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
      return sendStand(request, reply, geleseneFreigabe(row))
    },
  })

  app.route({
    ...revokeFreigabe,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = optionalIfMatchOf(request)
      const antwort = await writeOnce(deps, request, async (trx, now) =>
        antwortOf(200, geleseneFreigabe(await revoke(trx, aufrufer, params.id, body, expected, now)), liste),
      )
      return sendAntwort(reply, antwort)
    },
  })
}
