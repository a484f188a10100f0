import {
  acceptEinladung,
  approveEinladung,
  createEinladung,
  getEinladung,
  limits,
  listEinladungen,
  resendEinladung,
  withdrawEinladung,
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
import { antwortOf, optionalIfMatchOf, sendStand } from '../../stand.ts'
import { countVersuch } from '../konto/drossel.ts'
import { unternehmenOf } from '../mitgliedschaft/sperre.service.ts'
import { type EinladungRow, geleseneEinladung, listEinladungEintraege } from './einladung.queries.ts'
import { accept, approve, getEinladungRow, invite, resend, withdraw } from './einladung.service.ts'

/** Invitations into companies. */
export const einladungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const answerOnce = async (
    request: FastifyRequest,
    reply: FastifyReply,
    status: 200 | 201,
    step: (trx: Knex.Transaction, now: Date) => Promise<EinladungRow>,
  ): Promise<void> => {
    const antwort = await writeOnce(deps, request, async (trx, now) =>
      antwortOf(status, geleseneEinladung(await step(trx, now)), '/v1/einladungen'),
    )
    return sendAntwort(reply, antwort)
  }

  /** Nobody's mailbox is flooded by a company, nor a company's by guessing. */
  const throttle = async (schluessel: readonly string[], hoechstens: number): Promise<void> => {
    const wait = await countVersuch(deps, [{ schluessel, hoechstens, fenster: 3_600_000 }])
    if (wait > 0)
      throw new ProblemError('too-many-requests', { headers: { 'retry-after': String(Math.ceil(wait / 1_000)) } })
  }

  app.route({
    ...createEinladung,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const unternehmenId = unternehmenOf(aufrufer, params.id)
      await throttle(['einladung', unternehmenId, body.email.toLowerCase()], limits.einladungenJeAdresse)
      return answerOnce(request, reply, 201, (trx, now) => invite(trx, deps.config, aufrufer, unternehmenId, body, now))
    },
  })

  app.route({
    ...listEinladungen,
    handler: (request, reply) => {
      const unternehmenId = unternehmenOf(request.aufrufer, request.params.id)
      return sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listEinladungEintraege(trx, unternehmenId, request.query, after, limit),
          ),
      })
    },
  })

  app.route({
    ...getEinladung,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => getEinladungRow(trx, aufrufer, params.id))
      return sendStand(request, reply, geleseneEinladung(row))
    },
  })

  app.route({
    ...resendEinladung,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const expected = optionalIfMatchOf(request)
      await throttle(['einladung', params.id], limits.einladungenJeAdresse)
      return answerOnce(request, reply, 200, (trx, now) => resend(trx, deps.config, aufrufer, params.id, expected, now))
    },
  })

  app.route({
    ...acceptEinladung,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      await throttle(['einladungsannahme', aufrufer.clientId], limits.annahmenJeKonto)
      return answerOnce(request, reply, 200, (trx, now) => accept(trx, aufrufer, body.token, now))
    },
  })

  app.route({
    ...approveEinladung,
    handler: (request, reply) => {
      const { aufrufer, params } = request
      const expected = optionalIfMatchOf(request)
      return answerOnce(request, reply, 200, (trx, now) => approve(trx, aufrufer, params.id, expected, now))
    },
  })

  app.route({
    ...withdrawEinladung,
    handler: (request, reply) => {
      const { aufrufer, params } = request
      const expected = optionalIfMatchOf(request)
      return answerOnce(request, reply, 200, (trx, now) => withdraw(trx, aufrufer, params.id, expected, now))
    },
  })
}
