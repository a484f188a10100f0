import { createAnbieter, createZugang, getAnbieter, listAnbieter, lockZugang, updateAnbieter } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { alsSystem, inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { findAnbieter, listAnbieterRows, toAnbieter, toZugang, type ZugangRow } from './anbieter.queries.ts'
import { insertAnbieter, insertZugang } from './anbieter.service.ts'

/** Vendors and machine clients. In the demo anybody may create them; else the operator does. */
export const anbieterRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  // In the demo a caller without a token is let through to the self-service; then the gateway itself writes.
  const inEigenemNamen = <T>(request: FastifyRequest, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> =>
    isAngemeldet(request) ? inTransaktion(deps, request.aufrufer, work) : alsSystem(deps, work)

  app.route({
    ...createAnbieter,
    handler: async (request, reply) => {
      const anbieter = await inEigenemNamen(request, (trx) => insertAnbieter(trx, request.body, deps.now()))
      return reply.code(201).header('location', `/v1/anbieter/${anbieter.id}`).send(anbieter)
    },
  })

  app.route({
    ...createZugang,
    handler: async (request, reply) => {
      if (!isAngemeldet(request) && request.body.art === 'betreiber')
        throw new ProblemError('forbidden', { detail: 'The self-service of the demo makes no operators' })
      const zugang = await inEigenemNamen(request, (trx) => insertZugang(trx, request.body, deps.now()))
      return reply.code(201).send(zugang)
    },
  })

  app.route({
    ...listAnbieter,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: async (after, limit) => {
          const rows = await inTransaktion(deps, request.aufrufer, (trx) =>
            listAnbieterRows(trx, request.query.status, after, limit),
          )
          return rows.map((row) => ({
            wert: row.erstellt_am.toISOString(),
            id: row.id,
            json: JSON.stringify(toAnbieter(row)),
          }))
        },
      }),
  })

  app.route({
    ...getAnbieter,
    handler: async (request) => {
      const row = await inTransaktion(deps, request.aufrufer, (trx) => findAnbieter(trx, request.params.id))
      if (!row) throw new ProblemError('not-found', { detail: `Anbieter ${request.params.id}` })
      return toAnbieter(row)
    },
  })

  app.route({
    ...updateAnbieter,
    handler: async (request) => {
      const row = await inTransaktion(deps, request.aufrufer, async (trx) => {
        await trx('anbieter').where({ id: request.params.id }).update({ status: request.body.status })
        return findAnbieter(trx, request.params.id)
      })
      if (!row) throw new ProblemError('not-found', { detail: `Anbieter ${request.params.id}` })
      return toAnbieter(row)
    },
  })

  app.route({
    ...lockZugang,
    handler: async (request) => {
      const [row] = await inTransaktion(deps, request.aufrufer, (trx) =>
        trx('zugang')
          .where({ client_id: request.params.id })
          .update({ gesperrt_am: trx.raw('coalesce(gesperrt_am, ?)', [deps.now()]) })
          .returning<ZugangRow[]>('*'),
      )
      if (!row) throw new ProblemError('not-found', { detail: `Zugang ${request.params.id}` })
      return toZugang(row)
    },
  })
}

const isAngemeldet = (request: FastifyRequest): boolean => (request as { aufrufer?: unknown }).aufrufer !== undefined
