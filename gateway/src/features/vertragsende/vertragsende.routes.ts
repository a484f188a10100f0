import {
  deleteVertragseintragung,
  discardVertragsaufloesung,
  dissolveAusbildungsvertrag,
  endAusbildungsvertrag,
  liftVertragssperre,
  listVertragsarchiv,
  reportNachuntersuchung,
  reportVertragsaufloesung,
  setMaengelfrist,
  settleMaengelfrist,
  setVertragssperre,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { listArchivEintraege } from '../aufbewahrung/vertragsarchiv.service.ts'
import { keepVertrag, releaseVertrag } from '../aufbewahrung/vertragssperre.service.ts'
import { createVertragsrouten } from '../ausbildungsvertrag/vertragsrouten.ts'
import { discardAufloesung, dissolve, endVertrag, reportAufloesung } from './aufloesung.service.ts'
import * as mangel from './mangel.service.ts'

/** How registered training contracts end, what may be wrong with them, and what is kept of them. */
export const vertragsendeRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const { step } = createVertragsrouten(deps)

  app.route({
    ...reportVertragsaufloesung,
    handler: (request, reply) => step(request, reply, (lage) => reportAufloesung(lage, request.body)),
  })
  app.route({
    ...discardVertragsaufloesung,
    handler: (request, reply) => step(request, reply, (lage) => discardAufloesung(lage, request.body.grund)),
  })
  app.route({
    ...dissolveAusbildungsvertrag,
    handler: (request, reply) => step(request, reply, (lage) => dissolve(lage, request.body)),
  })
  app.route({
    ...endAusbildungsvertrag,
    handler: (request, reply) => step(request, reply, (lage) => endVertrag(lage, request.body)),
  })
  app.route({
    ...setMaengelfrist,
    handler: (request, reply) => step(request, reply, (lage) => mangel.setMaengelfrist(lage, request.body)),
  })
  app.route({
    ...settleMaengelfrist,
    handler: (request, reply) => step(request, reply, mangel.settleMaengelfrist),
  })
  app.route({
    ...reportNachuntersuchung,
    handler: (request, reply) => step(request, reply, (lage) => mangel.reportNachuntersuchung(lage, request.body)),
  })
  app.route({
    ...deleteVertragseintragung,
    handler: (request, reply) => step(request, reply, (lage) => mangel.deleteEintragung(lage, request.body)),
  })

  app.route({
    ...setVertragssperre,
    handler: ({ aufrufer, params, body }) =>
      inTransaktion(deps, aufrufer, (trx) => keepVertrag(trx, aufrufer, params.id, body.grund, deps.now())),
  })
  app.route({
    ...liftVertragssperre,
    handler: ({ aufrufer, params }) =>
      inTransaktion(deps, aufrufer, (trx) => releaseVertrag(trx, aufrufer, params.id, deps.now())),
  })

  app.route({
    ...listVertragsarchiv,
    handler: (request, reply) => {
      const { aufrufer, query } = request
      return sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, aufrufer, (trx) => listArchivEintraege(trx, aufrufer, query, after, limit)),
      })
    },
  })
}
