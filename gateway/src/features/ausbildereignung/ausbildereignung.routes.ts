import {
  claimAusbildereignung,
  getAusbildereignung,
  listAusbildereignungen,
  recogniseAusbilder,
  refuseAusbilder,
  reopenAusbildereignung,
  reportAusbilder,
  reportAusbilderAgain,
  returnAusbildereignung,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { antwortOf, optionalIfMatchOf, sendStand } from '../../stand.ts'
import { type AusbildereignungRow, geleseneEignung, listEignungEintraege } from './ausbildereignung.queries.ts'
import * as schritte from './ausbildereignung.service.ts'

const address = '/v1/ausbildereignungen'

/** Trainers: reported by companies, checked and accepted by chambers (DV-15). */
export const ausbildereignungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const step = async (
    request: FastifyRequest & { params: { id: string } },
    reply: FastifyReply,
    work: (lage: schritte.Eignungslage) => Promise<AusbildereignungRow>,
  ): Promise<void> => {
    const { aufrufer, params } = request
    const expected = optionalIfMatchOf(request)
    const antwort = await writeOnce(deps, request, async (trx, now) => {
      const row = await schritte.take(trx, aufrufer, params.id, expected)
      return antwortOf(200, geleseneEignung(await work({ trx, aufrufer, row, now })), address)
    })
    return sendAntwort(reply, antwort)
  }

  app.route({
    ...reportAusbilder,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) =>
        antwortOf(201, geleseneEignung(await schritte.report(trx, aufrufer, body, now)), address),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listAusbildereignungen,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listEignungEintraege(trx, request.aufrufer, request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getAusbildereignung,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => schritte.read(trx, aufrufer, params.id))
      return sendStand(request, reply, geleseneEignung(row))
    },
  })

  app.route({
    ...reportAusbilderAgain,
    handler: (request, reply) => step(request, reply, (lage) => schritte.reportAgain(lage, request.body)),
  })
  app.route({ ...claimAusbildereignung, handler: (request, reply) => step(request, reply, schritte.claim) })
  app.route({ ...returnAusbildereignung, handler: (request, reply) => step(request, reply, schritte.giveBack) })
  app.route({
    ...recogniseAusbilder,
    handler: (request, reply) => step(request, reply, (lage) => schritte.recognise(lage, request.body)),
  })
  app.route({
    ...refuseAusbilder,
    handler: (request, reply) => step(request, reply, (lage) => schritte.refuse(lage, request.body.grund)),
  })
  app.route({
    ...reopenAusbildereignung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.reopen(lage, request.body.grund)),
  })
}
