import {
  confirmLoeschantrag,
  createLoeschantrag,
  decideLoeschantrag,
  discardLoeschantrag,
  getLoeschantrag,
  listLoeschantraege,
  revokeLoeschantrag,
  updateLoeschantrag,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { antwortOf, ifMatchOf, optionalIfMatchOf, sendStand } from '../../stand.ts'
import {
  findLoeschantrag,
  gelesenerLoeschantrag,
  type LoeschantragRow,
  listLoeschantragEintraege,
} from './loeschantrag.queries.ts'
import {
  changeLoeschantrag,
  confirmLoeschantrag as confirm,
  decideLoeschantrag as decide,
  discardLoeschantrag as discard,
  draftLoeschantrag,
  loeschfristOf,
  revokeLoeschantrag as revoke,
} from './loeschantrag.service.ts'

/** Requests to delete companies. */
export const loeschantragRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const frist = loeschfristOf(deps.config)

  /** Does one change once per Idempotency-Key and answers the request as it is then. */
  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    status: 200 | 201,
    work: (trx: Knex.Transaction, now: Date) => Promise<LoeschantragRow>,
  ): Promise<void> => {
    const antwort = await writeOnce(deps, request, async (trx, now) =>
      antwortOf(status, gelesenerLoeschantrag(await work(trx, now)), '/v1/loeschantraege'),
    )
    return sendAntwort(reply, antwort)
  }

  app.route({
    ...createLoeschantrag,
    handler: (request, reply) => {
      const { aufrufer, body, params } = request
      return change(request, reply, 201, (trx, now) => draftLoeschantrag(trx, aufrufer, params.id, body.grund, now))
    },
  })

  app.route({
    ...listLoeschantraege,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listLoeschantragEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getLoeschantrag,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => findLoeschantrag(trx, aufrufer, params.id))
      if (!row) throw new ProblemError('not-found', { detail: `Loeschantrag ${params.id}` })
      return sendStand(request, reply, gelesenerLoeschantrag(row))
    },
  })

  app.route({
    ...updateLoeschantrag,
    handler: (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = ifMatchOf(request)
      return change(request, reply, 200, (trx, now) =>
        changeLoeschantrag(trx, aufrufer, params.id, body.grund, expected, now),
      )
    },
  })

  app.route({
    ...discardLoeschantrag,
    handler: (request, reply) =>
      change(request, reply, 200, (trx, now) => discard(trx, request.aufrufer, request.params.id, now)),
  })

  app.route({
    ...confirmLoeschantrag,
    handler: (request, reply) => {
      const { aufrufer, body, params } = request
      return change(request, reply, 200, (trx, now) => confirm(trx, frist, aufrufer, params.id, body.bestaetigung, now))
    },
  })

  app.route({
    ...decideLoeschantrag,
    handler: (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = optionalIfMatchOf(request)
      return change(request, reply, 200, (trx, now) => decide(trx, frist, aufrufer, params.id, body, expected, now))
    },
  })

  app.route({
    ...revokeLoeschantrag,
    handler: (request, reply) =>
      change(request, reply, 200, (trx, now) => revoke(trx, request.aufrufer, request.params.id, now)),
  })
}
