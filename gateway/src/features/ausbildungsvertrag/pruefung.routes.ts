import { checkAusbildungsvertrag, limits, pruefeVertrag } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { readBerufskatalog } from '../beruf/beruf.service.ts'
import { limitAnfragen } from '../konto/annahme.ts'

const proMinute = {
  art: 'vertragspruefung',
  hoechstens: limits.vertragspruefungenJeAdresse,
  fenster: 60_000,
}

/** The check of a contract that is stored nowhere: open to anybody, so that a form can ask before there is an account. */
export const vertragspruefungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...checkAusbildungsvertrag,
    handler: async (request) => {
      await limitAnfragen(deps, request.ip, proMinute)
      const { stichtag = heuteOf(deps.now()) } = request.query
      return pruefeVertrag(request.body, { stichtag, katalog: await readBerufskatalog(deps) })
    },
  })
}
