import { leaveUnternehmen, listMitglieder, listMitgliedschaften, removeMitglied } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { runIdempotent, sendAntwort } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { listEigeneEintraege, listMitgliedEintraege } from './mitgliedschaft.queries.ts'
import { leave, removeMember } from './mitgliedschaft.service.ts'
import { inSperre, unternehmenOf } from './sperre.service.ts'

/** Members of companies. */
export const mitgliedschaftRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...listMitglieder,
    handler: (request, reply) => {
      const unternehmenId = unternehmenOf(request.aufrufer, request.params.id)
      return sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listMitgliedEintraege(trx, unternehmenId, request.query, after, limit),
          ),
      })
    },
  })

  app.route({
    ...removeMitglied,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const now = deps.now()
      const unternehmenId = unternehmenOf(aufrufer, params.id)
      const antwort = await inSperre(
        deps,
        aufrufer,
        async () => [unternehmenId],
        (trx) =>
          runIdempotent(trx, request, aufrufer.mandant, now, async () => ({
            status: 200,
            koerper: JSON.stringify(await removeMember(trx, aufrufer, unternehmenId, params.kontoId, now)),
          })),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listMitgliedschaften,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listEigeneEintraege(trx, request.aufrufer.clientId, after, limit),
          ),
      }),
  })

  app.route({
    ...leaveUnternehmen,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const now = deps.now()
      const antwort = await inSperre(
        deps,
        aufrufer,
        async () => [params.id],
        (trx) =>
          runIdempotent(trx, request, aufrufer.mandant, now, async () => ({
            status: 200,
            koerper: JSON.stringify(await leave(trx, aufrufer, params.id, now)),
          })),
      )
      return sendAntwort(reply, antwort)
    },
  })
}
