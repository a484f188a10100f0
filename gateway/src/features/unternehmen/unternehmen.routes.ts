import {
  activateUnternehmen,
  claimUnternehmen,
  createUnternehmen,
  decideUnternehmen,
  getUnternehmen,
  getUnternehmensabgleich,
  listUnternehmen,
  releaseUnternehmen,
  updateUnternehmen,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { type Antwort, sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { antwortOf, ifMatchOf, optionalIfMatchOf, sendStand } from '../../stand.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import { findAbgleich, schwellenOf } from './abgleich.service.ts'
import { aktivierungAbgelehnt, tryAktivierung } from './aktivierung.service.ts'
import { decideUnternehmen as decide } from './entscheidung.service.ts'
import {
  findUnternehmen,
  gelesenesUnternehmen,
  listUnternehmenEintraege,
  type UnternehmenRow,
} from './unternehmen.queries.ts'
import {
  changeUnternehmen,
  claimUnternehmen as claim,
  registerUnternehmen,
  releaseUnternehmen as release,
} from './unternehmen.service.ts'

/** Companies: registration, check by the chamber, activation, data. */
export const unternehmenRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  /** Does one change of a company once per Idempotency-Key. */
  const change = (
    request: FastifyRequest,
    status: 200 | 201,
    work: (trx: Knex.Transaction, now: Date) => Promise<UnternehmenRow>,
  ): Promise<Antwort> => {
    const { aufrufer } = request
    return writeOnce(deps, request, async (trx, now) =>
      antwortOf(status, gelesenesUnternehmen(await work(trx, now), aufrufer), '/v1/unternehmen'),
    )
  }

  app.route({
    ...createUnternehmen,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await change(request, 201, (trx, now) => registerUnternehmen(trx, deps, aufrufer, body, now))
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listUnternehmen,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listUnternehmenEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getUnternehmen,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => findUnternehmen(trx, aufrufer, params.id))
      if (!row) throw new ProblemError('not-found', { detail: `Unternehmen ${params.id}` })
      return sendStand(request, reply, gelesenesUnternehmen(row, aufrufer))
    },
  })

  app.route({
    ...updateUnternehmen,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = ifMatchOf(request)
      const antwort = await change(request, 200, (trx, now) =>
        changeUnternehmen(trx, aufrufer, params.id, body, expected, now),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...getUnternehmensabgleich,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      reply.header('cache-control', 'no-store')
      return inTransaktion(deps, aufrufer, async (trx) => {
        const row = await findUnternehmen(trx, aufrufer, params.id)
        if (!row) throw new ProblemError('not-found', { detail: `Unternehmen ${params.id}` })
        return findAbgleich(trx, row, schwellenOf(deps.config))
      })
    },
  })

  app.route({
    ...claimUnternehmen,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      return sendAntwort(reply, await change(request, 200, (trx, now) => claim(trx, aufrufer, params.id, now)))
    },
  })

  app.route({
    ...releaseUnternehmen,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      return sendAntwort(reply, await change(request, 200, (trx, now) => release(trx, aufrufer, params.id, now)))
    },
  })

  app.route({
    ...decideUnternehmen,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = optionalIfMatchOf(request)
      // The connection is taken inside, so that connections never wait for a free process.
      const antwort = await withDocumentProcess((write) =>
        change(request, 200, (trx, now) => decide(trx, { deps, write }, aufrufer, params.id, body, expected, now)),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...activateUnternehmen,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) =>
        tryAktivierung(trx, deps, aufrufer, params.id, body, deps.now()),
      )
      if (!row) throw aktivierungAbgelehnt()
      return sendAntwort(reply, antwortOf(200, gelesenesUnternehmen(row, aufrufer), '/v1/unternehmen'))
    },
  })
}
