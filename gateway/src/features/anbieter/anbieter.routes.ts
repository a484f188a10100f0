import { createAnbieter, createZugang, getAnbieter, listAnbieter, lockZugang, updateAnbieter } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { alsSystem, inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { type Antwort, runIdempotent, sendAntwort } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { etagOf, ifMatchOf, sendStand } from '../../stand.ts'
import {
  findAnbieter,
  gelesenerAnbieter,
  listAnbieterRows,
  toAnbieter,
  toZugang,
  type ZugangRow,
} from './anbieter.queries.ts'
import { changeAnbieter, insertAnbieter, insertZugang } from './anbieter.service.ts'

/** The tenant of the keys of those who use the self-service of the demo, which knows nobody. */
const selbstbedienung = 'selbstbedienung'

/** Vendors and machine clients. In the demo anybody may create them; else the operator does. */
export const anbieterRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  // In the demo a caller without a token is let through to the self-service; then the gateway itself writes.
  const once = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (trx: Knex.Transaction, now: Date) => Promise<Antwort>,
  ): Promise<void> => {
    const now = deps.now()
    const run = (mandant: string) => (trx: Knex.Transaction) =>
      runIdempotent(trx, request, mandant, now, () => work(trx, now))
    const antwort = isAngemeldet(request)
      ? await inTransaktion(deps, request.aufrufer, run(request.aufrufer.mandant))
      : await alsSystem(deps, run(selbstbedienung))
    return sendAntwort(reply, antwort)
  }

  app.route({
    ...createAnbieter,
    handler: (request, reply) =>
      once(request, reply, async (trx, now) => {
        const anbieter = await insertAnbieter(trx, request.body, now)
        const kopf = { location: `/v1/anbieter/${anbieter.id}`, etag: etagOf(anbieter.version) }
        return { status: 201, koerper: JSON.stringify(anbieter), kopf }
      }),
  })

  app.route({
    ...createZugang,
    handler: (request, reply) => {
      if (!isAngemeldet(request) && request.body.art === 'betreiber')
        throw new ProblemError('forbidden', { detail: 'The self-service of the demo makes no operators' })
      return once(request, reply, async (trx, now) => ({
        status: 201,
        koerper: JSON.stringify(await insertZugang(trx, request.body, now)),
      }))
    },
  })

  app.route({
    ...listAnbieter,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: async (after, limit) => {
          const rows = await inTransaktion(deps, request.aufrufer, (trx) =>
            listAnbieterRows(trx, request.query, after, limit),
          )
          return rows.map((row) => ({
            wert: row.geaendert_am.toISOString(),
            id: row.id,
            json: JSON.stringify(toAnbieter(row)),
          }))
        },
      }),
  })

  app.route({
    ...getAnbieter,
    handler: async (request, reply) => {
      const row = await inTransaktion(deps, request.aufrufer, (trx) => findAnbieter(trx, request.params.id))
      if (!row) throw new ProblemError('not-found', { detail: `Anbieter ${request.params.id}` })
      return sendStand(request, reply, gelesenerAnbieter(row))
    },
  })

  app.route({
    ...updateAnbieter,
    handler: (request, reply) => {
      const { body, params } = request
      const expected = ifMatchOf(request)
      return once(request, reply, async (trx, now) => {
        const { stand, etag } = await changeAnbieter(trx, params.id, body, expected, now)
        return { status: 200, koerper: JSON.stringify(stand), kopf: { etag } }
      })
    },
  })

  app.route({
    ...lockZugang,
    handler: (request, reply) =>
      once(request, reply, async (trx, now) => {
        const [row] = await trx('zugang')
          .where({ client_id: request.params.id })
          .update({ gesperrt_am: trx.raw('coalesce(gesperrt_am, ?)', [now]) })
          .returning<ZugangRow[]>('*')
        if (!row) throw new ProblemError('not-found', { detail: `Zugang ${request.params.id}` })
        return { status: 200, koerper: JSON.stringify(toZugang(row)) }
      }),
  })
}

const isAngemeldet = (request: FastifyRequest): boolean => (request as { aufrufer?: unknown }).aufrufer !== undefined
