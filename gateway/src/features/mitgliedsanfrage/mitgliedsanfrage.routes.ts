import {
  claimMitgliedsanfrage,
  createBeitrittsanfrage,
  createRollenanfrage,
  decideMitgliedsanfrage,
  getMitgliedsanfrage,
  listMitgliedsanfragen,
  releaseMitgliedsanfrage,
  withdrawMitgliedsanfrage,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { antwortOf, optionalIfMatchOf, sendStand } from '../../stand.ts'
import { requestBeitritt, requestRolle } from './anfrage-stellen.service.ts'
import { guardBeitritt } from './beitritt-schutz.service.ts'
import { geleseneAnfrage, listAnfrageEintraege, type MitgliedsanfrageRow } from './mitgliedsanfrage.queries.ts'
import { claim, decide, getAnfrage, release, withdraw } from './mitgliedsanfrage.service.ts'

/** Requests of people to companies: to join, and for roles. */
export const mitgliedsanfrageRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const answerOnce = async (
    request: FastifyRequest,
    reply: FastifyReply,
    status: 200 | 201,
    step: (trx: Knex.Transaction, now: Date) => Promise<MitgliedsanfrageRow>,
    guard = <T>(work: () => Promise<T>): Promise<T> => work(),
  ): Promise<void> => {
    const antwort = await guard(() =>
      writeOnce(deps, request, async (trx, now) =>
        antwortOf(status, geleseneAnfrage(await step(trx, now)), '/v1/mitgliedsanfragen'),
      ),
    )
    return sendAntwort(reply, antwort)
  }

  app.route({
    ...createBeitrittsanfrage,
    handler: (request, reply) => {
      const { aufrufer, body } = request
      const step = (trx: Knex.Transaction, now: Date) => requestBeitritt(trx, aufrufer, body, now)
      return answerOnce(request, reply, 201, step, (work) => guardBeitritt(deps, aufrufer, work))
    },
  })

  app.route({
    ...createRollenanfrage,
    handler: (request, reply) =>
      answerOnce(request, reply, 201, (trx, now) => requestRolle(trx, request.aufrufer, request.body, now)),
  })

  app.route({
    ...listMitgliedsanfragen,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listAnfrageEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getMitgliedsanfrage,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => getAnfrage(trx, aufrufer, params.id))
      return sendStand(request, reply, geleseneAnfrage(row))
    },
  })

  app.route({
    ...claimMitgliedsanfrage,
    handler: (request, reply) => {
      const { aufrufer, params } = request
      const expected = optionalIfMatchOf(request)
      return answerOnce(request, reply, 200, (trx, now) => claim(trx, aufrufer, params.id, expected, now))
    },
  })

  app.route({
    ...releaseMitgliedsanfrage,
    handler: (request, reply) => {
      const { aufrufer, params } = request
      const expected = optionalIfMatchOf(request)
      return answerOnce(request, reply, 200, (trx, now) => release(trx, aufrufer, params.id, expected, now))
    },
  })

  app.route({
    ...decideMitgliedsanfrage,
    handler: (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = optionalIfMatchOf(request)
      return answerOnce(request, reply, 200, (trx, now) => decide(trx, aufrufer, params.id, body, expected, now))
    },
  })

  app.route({
    ...withdrawMitgliedsanfrage,
    handler: (request, reply) => {
      const { aufrufer, params } = request
      const expected = optionalIfMatchOf(request)
      return answerOnce(request, reply, 200, (trx, now) => withdraw(trx, aufrufer, params.id, expected, now))
    },
  })
}
