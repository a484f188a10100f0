import {
  changeRollenzuweisung,
  createRollenzuweisung,
  listRollenzuweisungen,
  revokeRollenzuweisung,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { runIdempotent, sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { inSperre } from '../mitgliedschaft/sperre.service.ts'
import { findRolle, listRollen } from './rolle.queries.ts'
import { changeRolle, giveRolle, revokeRolle } from './rolle.service.ts'

/** Roles of people: in companies, at chambers, for the operator. */
export const rolleRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...listRollenzuweisungen,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listRollen(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...createRollenzuweisung,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => ({
        status: 201,
        koerper: JSON.stringify(await giveRolle(trx, aufrufer, body, now)),
      }))
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...changeRollenzuweisung,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const now = deps.now()
      const findIds = async (trx: Parameters<typeof findRolle>[0]) => {
        const row = await findRolle(trx, aufrufer, params.id)
        return row?.unternehmen_id ? [row.unternehmen_id] : []
      }
      const antwort = await inSperre(deps, aufrufer, findIds, (trx) =>
        runIdempotent(trx, request, aufrufer.mandant, now, async () => ({
          status: 201,
          koerper: JSON.stringify(await changeRolle(trx, aufrufer, params.id, body, now)),
        })),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...revokeRollenzuweisung,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const now = deps.now()
      const findIds = async (trx: Parameters<typeof findRolle>[0]) => {
        const row = await findRolle(trx, aufrufer, params.id)
        return row?.unternehmen_id ? [row.unternehmen_id] : []
      }
      const antwort = await inSperre(deps, aufrufer, findIds, (trx) =>
        runIdempotent(trx, request, aufrufer.mandant, now, async () => ({
          status: 200,
          koerper: JSON.stringify(await revokeRolle(trx, aufrufer, params.id, now)),
        })),
      )
      return sendAntwort(reply, antwort)
    },
  })
}
