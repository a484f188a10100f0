import { createAnwendung, listAnwendungen, updateAnwendung } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { etagOf, ifMatchOf } from '../../stand.ts'
import { changeAnwendung, insertAnwendung, listAnwendungRows, toAnwendung } from './anwendung.service.ts'

/** Applications that roles are given for. */
export const anwendungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...listAnwendungen,
    handler: async (request) => {
      const rows = await inTransaktion(deps, request.aufrufer, listAnwendungRows)
      return { eintraege: rows.map(toAnwendung) }
    },
  })

  app.route({
    ...createAnwendung,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const anwendung = await insertAnwendung(trx, body, aufrufer.clientId, now)
        return { status: 201, koerper: JSON.stringify(anwendung), kopf: { etag: etagOf(anwendung.version) } }
      })
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...updateAnwendung,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = ifMatchOf(request)
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const { stand, etag } = await changeAnwendung(trx, params.kennung, body, expected, aufrufer.clientId, now)
        return { status: 200, koerper: JSON.stringify(stand), kopf: { etag } }
      })
      return sendAntwort(reply, antwort)
    },
  })
}
