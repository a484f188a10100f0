import { acceptHeftangebot, getHeftangebot } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { acceptAngebot, readHeftangebot } from './heftangebot.service.ts'

/** The report book that a registered contract is offered (BH-20). */
export const heftangebotRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...getHeftangebot,
    handler: ({ aufrufer, params }) =>
      inTransaktion(deps, aufrufer, (trx) => readHeftangebot(trx, aufrufer, params.id, deps.now())),
  })

  app.route({
    ...acceptHeftangebot,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 200,
        koerper: JSON.stringify(await acceptAngebot(trx, aufrufer, params.id, body, now)),
      }))
      return sendAntwort(reply, antwort)
    },
  })
}
