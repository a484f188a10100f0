import { liftLoeschsperre, setLoeschsperre } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { keepHeft, releaseHeft } from './aufbewahrung.service.ts'

/** Holds on the erasure of a book. */
export const aufbewahrungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...setLoeschsperre,
    handler: ({ aufrufer, params, body }) =>
      inTransaktion(deps, aufrufer, (trx) => keepHeft(trx, aufrufer, params.id, body.grund, deps.now())),
  })

  app.route({
    ...liftLoeschsperre,
    handler: ({ aufrufer, params }) =>
      inTransaktion(deps, aufrufer, (trx) => releaseHeft(trx, aufrufer, params.id, deps.now())),
  })
}
