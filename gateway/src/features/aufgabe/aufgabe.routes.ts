import { listAufgaben } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { type Aufgabenquelle, listAufgabenOf } from './aufgabe.service.ts'

/** The own task list. */
export const aufgabeRoutes: FastifyPluginAsyncTypebox<Deps & { readonly quellen: readonly Aufgabenquelle[] }> = async (
  app,
  { quellen, ...deps },
) => {
  app.route({
    ...listAufgaben,
    handler: (request, reply) => {
      const { art } = request.query
      const gefragt = art === undefined ? quellen : quellen.filter((quelle) => quelle.art === art)
      return sendListe(request, reply, {
        form: zeitpunktForm,
        read: async (after, limit) => {
          const aufgaben = await listAufgabenOf(deps, request.aufrufer, gefragt, after, limit)
          return aufgaben.map((aufgabe) => ({ wert: aufgabe.seit, id: aufgabe.id, json: JSON.stringify(aufgabe) }))
        },
      })
    },
  })
}
