import { createBerichtsheft, getBerichtsheft, listBerichtshefte, updateBerichtsheft } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { ifMatchOf, sendStand } from '../../stand.ts'
import { findBerichtsheft, gelesenesHeft, listBerichtsheftRows } from './berichtsheft.queries.ts'
import { changeBerichtsheft, insertBerichtsheft } from './berichtsheft.service.ts'

/** Report books: head data. */
export const berichtsheftRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createBerichtsheft,
    handler: async (request, reply) => {
      const { aufrufer } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const id = await insertBerichtsheft(trx, aufrufer, request.body, now)
        const row = await findBerichtsheft(trx, id)
        if (!row) throw new Error('a new book cannot be read in its own transaction')
        const { stand, etag } = gelesenesHeft(row)
        return { status: 201, koerper: JSON.stringify(stand), kopf: { location: `/v1/berichtshefte/${id}`, etag } }
      })
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listBerichtshefte,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listBerichtsheftRows(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getBerichtsheft,
    handler: async (request, reply) => {
      const row = await inTransaktion(deps, request.aufrufer, (trx) => findBerichtsheft(trx, request.params.id))
      if (!row) throw new ProblemError('not-found', { detail: `Berichtsheft ${request.params.id}` })
      return sendStand(request, reply, gelesenesHeft(row))
    },
  })

  app.route({
    ...updateBerichtsheft,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = ifMatchOf(request)
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const { stand, etag } = await changeBerichtsheft(trx, aufrufer, params.id, body, expected, now)
        return { status: 200, koerper: JSON.stringify(stand), kopf: { etag } }
      })
      return sendAntwort(reply, antwort)
    },
  })
}
