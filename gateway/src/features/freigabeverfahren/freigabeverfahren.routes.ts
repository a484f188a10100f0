import { getFreigabeverfahren, setFreigabeverfahren } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { unternehmenOf } from '../mitgliedschaft/sperre.service.ts'
import { findFreigabeverfahren, storeFreigabeverfahren } from './freigabeverfahren.service.ts'

/** How the people of a company approve reports. */
export const freigabeverfahrenRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...getFreigabeverfahren,
    handler: ({ aufrufer, params }) =>
      inTransaktion(deps, aufrufer, (trx) => findFreigabeverfahren(trx, unternehmenOf(aufrufer, params.id))),
  })

  app.route({
    ...setFreigabeverfahren,
    handler: ({ aufrufer, body, params }) =>
      inTransaktion(deps, aufrufer, (trx) =>
        storeFreigabeverfahren(trx, aufrufer, unternehmenOf(aufrufer, params.id), body, deps.now()),
      ),
  })
}
