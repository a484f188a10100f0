import { beginElsterabgleich, decideElsterabgleich, finishElsterabgleich } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { schwellenOf } from '../unternehmen/abgleich.service.ts'
import { beginAbgleich, decideByHand, finishAbgleich, requirePort } from './elster.service.ts'
import { openElsterport } from './elster-port.ts'

/** The check of a company against the ELSTER certificate. */
export const elsterRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const port = openElsterport(deps)
  app.addHook('onClose', async () => port?.close())

  app.route({
    ...beginElsterabgleich,
    handler: async (request, reply) => {
      const verweis = await beginAbgleich(deps, requirePort(port), request.aufrufer, request.params.id)
      return reply.code(201).header('cache-control', 'no-store').send(verweis)
    },
  })

  app.route({
    ...finishElsterabgleich,
    handler: (request) => {
      const { aufrufer, body, params } = request
      return finishAbgleich(deps, requirePort(port), aufrufer, params.id, body.antwort, schwellenOf(deps.config))
    },
  })

  app.route({
    ...decideElsterabgleich,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 200,
        koerper: JSON.stringify(await decideByHand(trx, aufrufer, params.id, body.grund, now)),
      }))
      return sendAntwort(reply, antwort)
    },
  })
}
