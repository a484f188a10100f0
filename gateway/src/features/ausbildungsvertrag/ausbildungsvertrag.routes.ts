import {
  claimAusbildungsvertrag,
  createAusbildungsvertrag,
  getAusbildungsvertrag,
  getVertragseinstellungen,
  getVertragspruefung,
  getVertragsvorbelegung,
  listAusbildungsvertraege,
  overrideVertragsbefund,
  proposeVertragseintragung,
  refuseAusbildungsvertrag,
  registerAusbildungsvertrag,
  releaseVertragsdruck,
  reopenAusbildungsvertrag,
  requestVertragsbestaetigung,
  requestVertragsnachreichung,
  returnAusbildungsvertrag,
  setVertragseinstellungen,
  signAusbildungsvertrag,
  submitAusbildungsvertrag,
  supplyVertragsnachreichung,
  updateAusbildungsvertrag,
  withdrawAusbildungsvertrag,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { ifMatchOf, sendStand } from '../../stand.ts'
import { readBerufskatalog } from '../beruf/beruf.service.ts'
import { gelesenerVertrag, listVertragEintraege } from './ausbildungsvertrag.queries.ts'
import { beginVertrag, changeVertrag, pruefeGespeicherten } from './ausbildungsvertrag.service.ts'
import { releaseDruck } from './bescheid.service.ts'
import { findVertragseinstellungen, storeVertragseinstellungen } from './einstellungen.service.ts'
import { propose, refuse, register } from './eintragung.service.ts'
import * as schritte from './schritte.service.ts'
import { createVertragsrouten } from './vertragsrouten.ts'
import { readVertragRow } from './vertragsschritt.ts'
import { prefillVertrag } from './vorbelegung.service.ts'

/** Training contracts: drafts, lists, and every step of their life. */
export const ausbildungsvertragRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const { change, step } = createVertragsrouten(deps)

  app.route({
    ...createAusbildungsvertrag,
    handler: (request, reply) =>
      change(request, reply, 201, (trx, now) => beginVertrag(trx, request.aufrufer, request.body, now)),
  })

  app.route({
    ...listAusbildungsvertraege,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listVertragEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getVertragsvorbelegung,
    handler: ({ aufrufer, query }) =>
      inTransaktion(deps, aufrufer, (trx) => prefillVertrag(trx, aufrufer, query, deps.now())),
  })

  app.route({
    ...getAusbildungsvertrag,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => readVertragRow(trx, aufrufer, params.id))
      return sendStand(request, reply, gelesenerVertrag(row))
    },
  })

  app.route({
    ...updateAusbildungsvertrag,
    handler: (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = ifMatchOf(request)
      return change(request, reply, 200, (trx, now) => changeVertrag(trx, aufrufer, params.id, body, expected, now))
    },
  })

  app.route({
    ...getVertragspruefung,
    handler: async ({ aufrufer, params }) => {
      const katalog = await readBerufskatalog(deps)
      return inTransaktion(deps, aufrufer, (trx) => pruefeGespeicherten(trx, aufrufer, params.id, katalog, deps.now()))
    },
  })

  app.route({ ...submitAusbildungsvertrag, handler: (request, reply) => step(request, reply, schritte.submit) })
  app.route({ ...claimAusbildungsvertrag, handler: (request, reply) => step(request, reply, schritte.claim) })
  app.route({ ...releaseVertragsdruck, handler: (request, reply) => step(request, reply, releaseDruck) })
  app.route({
    ...requestVertragsbestaetigung,
    handler: (request, reply) => step(request, reply, schritte.requestEmpfang),
  })
  app.route({ ...proposeVertragseintragung, handler: (request, reply) => step(request, reply, propose) })
  app.route({ ...registerAusbildungsvertrag, handler: (request, reply) => step(request, reply, register) })
  app.route({
    ...withdrawAusbildungsvertrag,
    handler: (request, reply) => step(request, reply, (lage) => schritte.withdraw(lage, request.body.grund)),
  })
  app.route({
    ...returnAusbildungsvertrag,
    handler: (request, reply) => step(request, reply, (lage) => schritte.giveBack(lage, request.body.grund)),
  })
  app.route({
    ...reopenAusbildungsvertrag,
    handler: (request, reply) => step(request, reply, (lage) => schritte.reopen(lage, request.body.grund)),
  })
  app.route({
    ...refuseAusbildungsvertrag,
    handler: (request, reply) => step(request, reply, (lage) => refuse(lage, request.body.grund)),
  })
  app.route({
    ...requestVertragsnachreichung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.demand(lage, request.body)),
  })
  app.route({
    ...supplyVertragsnachreichung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.supply(lage, request.body)),
  })
  app.route({
    ...overrideVertragsbefund,
    handler: (request, reply) => step(request, reply, (lage) => schritte.override(lage, request.body)),
  })
  app.route({
    ...signAusbildungsvertrag,
    handler: (request, reply) => step(request, reply, (lage) => schritte.sign(lage, request.body)),
  })

  app.route({
    ...getVertragseinstellungen,
    handler: ({ aufrufer }) => inTransaktion(deps, aufrufer, (trx) => findVertragseinstellungen(trx, aufrufer.knr)),
  })

  app.route({
    ...setVertragseinstellungen,
    handler: ({ aufrufer, body }) =>
      inTransaktion(deps, aufrufer, (trx) => storeVertragseinstellungen(trx, aufrufer, body, deps.now())),
  })
}
