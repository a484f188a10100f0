import {
  changeRollenzuweisung,
  createRollenzuweisung,
  listRollenzuweisungen,
  revokeRollenzuweisung,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { runIdempotent, sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { zeitpunktForm } from '../../seite.ts'
import { inSperre, verwaltungsbereichOf } from '../mitgliedschaft/sperre.service.ts'
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
      const antwort = await inSperre(deps, aufrufer, bereicheOf(aufrufer, params.id), (trx) =>
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
      const antwort = await inSperre(deps, aufrufer, bereicheOf(aufrufer, params.id), (trx) =>
        runIdempotent(trx, request, aufrufer.mandant, now, async () => ({
          status: 200,
          koerper: JSON.stringify(await revokeRolle(trx, aufrufer, params.id, now)),
        })),
      )
      return sendAntwort(reply, antwort)
    },
  })
}

/** What has to be locked before a role changes: its company, or the chamber or operator that it administers. */
const bereicheOf =
  (aufrufer: Angemeldeter, id: string) =>
  async (trx: Knex.Transaction): Promise<readonly string[]> => {
    const row = await findRolle(trx, aufrufer, id)
    const bereich = row && (row.unternehmen_id ?? verwaltungsbereichOf(row))
    return bereich === undefined ? [] : [bereich]
  }
