import {
  confirmBeteiligung,
  createBeteiligung,
  endBeteiligung,
  listBeteiligungen,
  listEigeneBerichtshefte,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { runIdempotent, sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { inSperre } from '../mitgliedschaft/sperre.service.ts'
import { listBeteiligungEintraege } from './beteiligung.queries.ts'
import { confirmBeteiligung as confirm, endBeteiligung as end, proposeBeteiligung } from './beteiligung.service.ts'
import { listEigeneHefte } from './eigene-hefte.service.ts'
import { einUnternehmenOf } from './heftbefund.service.ts'

/** Links between accounts and books, and the books of all companies of a person. */
export const beteiligungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createBeteiligung,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const now = deps.now()
      const unternehmenId = einUnternehmenOf(aufrufer)
      // Under the lock of the company, so that the role of the person is not taken away meanwhile.
      const antwort = await inSperre(
        deps,
        aufrufer,
        async () => [unternehmenId],
        (trx) =>
          runIdempotent(trx, request, aufrufer.mandant, now, async () => ({
            status: 201,
            koerper: JSON.stringify(await proposeBeteiligung(trx, aufrufer, body, now)),
          })),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listBeteiligungen,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listBeteiligungEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...confirmBeteiligung,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 200,
        koerper: JSON.stringify(await confirm(trx, aufrufer, params.id, now)),
      }))
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...endBeteiligung,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 200,
        koerper: JSON.stringify(await end(trx, aufrufer, params.id, now)),
      }))
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listEigeneBerichtshefte,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) => listEigeneHefte(deps, request.aufrufer, after, limit),
      }),
  })
}
