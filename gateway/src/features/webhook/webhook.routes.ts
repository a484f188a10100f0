import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  listZustellungen,
  replayZustellung,
  type Webhook,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { runIdempotent, sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { secretOf } from './geheimnis.ts'
import { findWebhook, listWebhookRows, toWebhook } from './webhook.queries.ts'
import { subscribe, unsubscribe } from './webhook.service.ts'
import { listZustellungRows, toZustellung } from './zustellung.queries.ts'
import { replay } from './zustellung.service.ts'

/** Subscriptions of the caller's events, and what became of their deliveries. */
export const webhookRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createWebhook,
    handler: async (request, reply) => {
      const { mandant } = request.aufrufer
      const now = deps.now()
      const antwort = await inTransaktion(deps, request.aufrufer, async (trx) => {
        const stored = await runIdempotent(trx, request, mandant, now, async () => {
          const row = await subscribe(trx, deps, mandant, request.body, now)
          return { status: 201, koerper: JSON.stringify(toWebhook(row)), kopf: {} }
        })
        // The secret is not stored with the answer for a repeated request, but taken from where it is kept wrapped.
        const { id } = JSON.parse(stored.koerper) as Webhook
        const row = await findWebhook(trx, mandant, id)
        if (!row) throw new ProblemError('gone', { detail: `Webhook ${id}` })
        const geheimnis = await secretOf(deps.keyring, row)
        return { ...stored, koerper: JSON.stringify({ ...JSON.parse(stored.koerper), geheimnis }) }
      })
      reply.header('cache-control', 'no-store')
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listWebhooks,
    handler: async (request, reply) => {
      const { aufrufer } = request
      const rows = await inTransaktion(deps, aufrufer, (trx) => listWebhookRows(trx, aufrufer.mandant))
      reply.header('cache-control', 'no-store')
      return { eintraege: rows.map(toWebhook) }
    },
  })

  app.route({
    ...deleteWebhook,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 200,
        koerper: JSON.stringify(toWebhook(await unsubscribe(trx, aufrufer.mandant, params.id, now))),
      }))
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listZustellungen,
    handler: (request, reply) => {
      const { aufrufer, params, query } = request
      return sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, aufrufer, async (trx) => {
            if (!(await findWebhook(trx, aufrufer.mandant, params.id)))
              throw new ProblemError('not-found', { detail: `Webhook ${params.id}` })
            const rows = await listZustellungRows(trx, params.id, query.status, after, limit)
            return rows.map((row) => ({
              wert: row.erstellt_am.toISOString(),
              id: row.id,
              json: JSON.stringify(toZustellung(row)),
            }))
          }),
      })
    },
  })

  app.route({
    ...replayZustellung,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 202,
        koerper: JSON.stringify(toZustellung(await replay(trx, aufrufer.mandant, params.id, now))),
      }))
      return sendAntwort(reply, antwort)
    },
  })
}
