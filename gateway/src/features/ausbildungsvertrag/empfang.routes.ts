import { confirmVertragsempfang, readVertragsempfang } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { confirmByLink, readByLink } from './empfang.service.ts'

/** What the mailed links of a contract open; the link is the right, so there is no sign-in. */
export const vertragsempfangRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({ ...readVertragsempfang, handler: ({ body }) => readByLink(deps, body.token) })
  app.route({ ...confirmVertragsempfang, handler: ({ body }) => confirmByLink(deps, body.token) })
}
