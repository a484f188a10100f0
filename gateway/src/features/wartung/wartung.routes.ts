import { createWartungsfenster, endWartungsfenster, listWartungsfenster } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import {
  cancelWartungsfenster,
  insertWartungsfenster,
  listWartungsfensterRows,
  type Wartungsplan,
} from './wartung.service.ts'

type Options = Deps & { readonly wartungsplan: Wartungsplan }

/** What everybody may know: when the service rests. */
export const wartungsauskunftRoutes: FastifyPluginAsyncTypebox<Options> = async (app, { db }) => {
  app.route({
    ...listWartungsfenster,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) => listWartungsfensterRows(db.knex, after, limit),
      }),
  })
}

/** Announcing and ending maintenance windows, which also works while one is running. */
export const wartungRoutes: FastifyPluginAsyncTypebox<Options> = async (app, deps) => {
  const { wartungsplan } = deps
  app.route({
    ...createWartungsfenster,
    handler: async (request, reply) => {
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 201,
        koerper: JSON.stringify(await insertWartungsfenster(trx, request.body, now)),
      }))
      await wartungsplan.refresh()
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...endWartungsfenster,
    handler: async (request, reply) => {
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 200,
        koerper: JSON.stringify(await cancelWartungsfenster(trx, request.params.id, now)),
      }))
      await wartungsplan.refresh()
      return sendAntwort(reply, antwort)
    },
  })
}
