import { listAutorenschluessel } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { chainOf } from './aufrufer.ts'
import { grantOf, listSchluesselzeilen, standOf } from './vergabe.ts'
import type { Wissensbasis } from './wissensbasis.ts'

/** What the keys of authors need beside the gateway. */
interface Schluesseldienste extends Pick<Deps, 'db' | 'now'>, Pick<Wissensbasis, 'knoten' | 'netz'> {
  /** Makes the keys of the caller that are missing. */
  readonly identify: (request: FastifyRequest) => Promise<unknown>
}

/** The keys of authors: the own ones, and for who votes all that there are. */
export const schluesselRoutes: FastifyPluginAsyncTypebox<Schluesseldienste> = async (app, dienste) => {
  const { knoten, netz, identify } = dienste
  app.route({
    ...listAutorenschluessel,
    handler: async (request) => {
      await identify(request)
      const { clientId, person } = request.aufrufer
      const waehlt = person?.rollen.includes('bqNetzadministration') === true
      const zeilen = await listSchluesselzeilen(dienste, waehlt ? undefined : clientId)
      const zulassungen = await knoten.readNetz((own) => own.netz.zulassungen)
      return {
        eintraege: zeilen.map((zeile) => {
          const stand = standOf(zulassungen, zeile.schluessel)
          return {
            schluessel: zeile.schluessel,
            knoten: chainOf(netz.knoten, zeile.knr),
            kammer: zeile.knr,
            person: zeile.pseudonym,
            rolle: zeile.rolle,
            stand,
            eigener: zeile.inhaber === clientId,
            ...(stand === 'wartet' ? { stimme: { ...grantOf(netz.knoten, zeile), ersetzt: [] } } : {}),
          }
        }),
      }
    },
  })
}
