import { createUebernahme, listUebernahmen } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion, kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { takeOver, toUebernahme } from './uebernahme.service.ts'

/** Accounts of an old system, for the operator. */
export const uebernahmeRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createUebernahme,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        // Accounts and companies of all tenants are written, which the operator himself does not see.
        const konten = await kurzAlsSystem(trx, aufrufer, now, () =>
          takeOver({ trx, config: deps.config, durch: aufrufer.clientId, now }, body.konten),
        )
        return { status: 200, koerper: JSON.stringify({ konten }) }
      })
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listUebernahmen,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, async (trx) => {
            const query = trx('kontouebernahme').select('*').orderBy(['geaendert_am', 'id']).limit(limit)
            if (request.query.ergebnis !== undefined) query.where({ ergebnis: request.query.ergebnis })
            if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
            return (await query).map((row) => ({
              wert: row.geaendert_am.toISOString(),
              id: row.id,
              json: JSON.stringify(toUebernahme(row)),
            }))
          }),
      }),
  })
}
