import {
  createEinsatz,
  type Einsatz,
  endEinsatz,
  listEinsaetze,
  listEinsatzluecken,
  updateEinsatz,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { runIdempotent, sendAntwort } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { datumForm } from '../../seite.ts'
import { type Gelesen, ifMatchOf } from '../../stand.ts'
import { einUnternehmenOf } from '../beteiligung/heftbefund.service.ts'
import { inSperre } from '../mitgliedschaft/sperre.service.ts'
import { listEinsatzEintraege } from './einsatz.queries.ts'
import { changeEinsatz, endEinsatz as end, findLuecken, planEinsatz } from './einsatz.service.ts'

/** Assignments of apprentices to Ausbildungsbeauftragte: the planner. */
export const einsatzRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  /** Changes the plan under the lock of the company. */
  const plan = async (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    work: (trx: Knex.Transaction, now: Date) => Promise<Gelesen<Einsatz>>,
  ): Promise<void> => {
    const { aufrufer } = request
    const now = deps.now()
    const unternehmenId = einUnternehmenOf(aufrufer)
    const antwort = await inSperre(
      deps,
      aufrufer,
      async () => [unternehmenId],
      (trx) =>
        runIdempotent(trx, request, aufrufer.mandant, now, async () => {
          const { stand, etag } = await work(trx, now)
          return { status, koerper: JSON.stringify(stand), kopf: { etag } }
        }),
    )
    return sendAntwort(reply, antwort)
  }

  app.route({
    ...createEinsatz,
    handler: (request, reply) =>
      plan(request, reply, 201, (trx, now) => planEinsatz(trx, request.aufrufer, request.body, now)),
  })

  app.route({
    ...listEinsaetze,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: datumForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listEinsatzEintraege(trx, request.aufrufer, request.query, after, limit, heuteOf(deps.now())),
          ),
      }),
  })

  app.route({
    ...listEinsatzluecken,
    handler: (request) => inTransaktion(deps, request.aufrufer, (trx) => findLuecken(trx, request.query)),
  })

  app.route({
    ...updateEinsatz,
    handler: (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = ifMatchOf(request)
      return plan(request, reply, 200, (trx, now) => changeEinsatz(trx, aufrufer, params.id, body, expected, now))
    },
  })

  app.route({
    ...endEinsatz,
    handler: (request, reply) =>
      plan(request, reply, 200, (trx, now) => end(trx, request.aufrufer, request.params.id, now)),
  })
}
