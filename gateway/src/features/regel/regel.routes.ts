import { listRegeln, regelkatalog } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

/** The published catalogue of rules; needs no token. */
export const regelRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.route({
    ...listRegeln,
    handler: async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').send({ regeln: [...regelkatalog] }),
  })
}
