import {
  claimVertragsaenderung,
  createVertragsaenderung,
  getAenderungsausfertigung,
  getVertragsaenderung,
  getVertragsaenderungspruefung,
  listVertragsaenderungen,
  overrideAenderungsbefund,
  proposeVertragsaenderung,
  refuseVertragsaenderung,
  registerVertragsaenderung,
  releaseAenderungsdruck,
  reopenVertragsaenderung,
  requestAenderungsbestaetigung,
  requestAenderungsnachreichung,
  returnVertragsaenderung,
  signVertragsaenderung,
  submitVertragsaenderung,
  supplyVertragsaenderung,
  updateVertragsaenderung,
  withdrawVertragsaenderung,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { zeitpunktForm } from '../../seite.ts'
import { sendPdf } from '../../send-pdf.ts'
import { antwortOf, ifMatchOf, optionalIfMatchOf, sendStand } from '../../stand.ts'
import { readBerufskatalog } from '../beruf/beruf.service.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import { type AenderungRow, geleseneAenderung, listAenderungEintraege, toAenderungOrder } from './aenderung.queries.ts'
import { beginAenderung, changeAenderung, judgeAenderung } from './aenderung.service.ts'
import { type Aenderungslage, readAenderungRow, takeAenderung } from './aenderungsschritt.ts'
import { propose, refuse, register } from './eintragung.service.ts'
import * as schritte from './schritte.service.ts'

/** Changes of registered training contracts: drafts, lists, and every step of their life. */
export const vertragsaenderungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  /** Does one write once per Idempotency-Key and answers the change as it is then. */
  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    status: 200 | 201,
    work: (trx: Knex.Transaction, now: Date) => Promise<AenderungRow>,
  ): Promise<void> => {
    const antwort = await writeOnce(deps, request, async (trx, now) =>
      antwortOf(status, geleseneAenderung(await work(trx, now)), '/v1/vertragsaenderungen'),
    )
    return sendAntwort(reply, antwort)
  }

  /** A step on a locked change. */
  const step = async (
    request: FastifyRequest & { params: { id: string } },
    reply: FastifyReply,
    take: (lage: Aenderungslage) => Promise<AenderungRow>,
  ): Promise<void> => {
    const { aufrufer, params } = request
    const expected = optionalIfMatchOf(request)
    const katalog = await readBerufskatalog(deps)
    return change(request, reply, 200, async (trx, now) =>
      take({ trx, deps, aufrufer, katalog, now, ...(await takeAenderung(trx, aufrufer, params.id, expected)) }),
    )
  }

  app.route({
    ...createVertragsaenderung,
    handler: (request, reply) =>
      change(request, reply, 201, (trx, now) =>
        beginAenderung(trx, request.aufrufer, request.params.id, request.body, now),
      ),
  })

  app.route({
    ...listVertragsaenderungen,
    handler: (request, reply) => {
      const { aufrufer, query } = request
      return sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, aufrufer, (trx) => listAenderungEintraege(trx, aufrufer, query, after, limit)),
      })
    },
  })

  app.route({
    ...getVertragsaenderung,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => readAenderungRow(trx, aufrufer, params.id))
      return sendStand(request, reply, geleseneAenderung(row))
    },
  })

  app.route({
    ...updateVertragsaenderung,
    handler: (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = ifMatchOf(request)
      return change(request, reply, 200, (trx, now) => changeAenderung(trx, aufrufer, params.id, body, expected, now))
    },
  })

  app.route({
    ...getVertragsaenderungspruefung,
    handler: async ({ aufrufer, params }) => {
      const katalog = await readBerufskatalog(deps)
      return inTransaktion(deps, aufrufer, async (trx) => {
        const row = await readAenderungRow(trx, aufrufer, params.id)
        return (await judgeAenderung(trx, aufrufer, { row }, katalog, deps.now())).pruefung
      })
    },
  })

  app.route({
    ...getAenderungsausfertigung,
    handler: async (request, reply) => {
      const { aufrufer, params, socket } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => readAenderungRow(trx, aufrufer, params.id))
      const pdf = await withDocumentProcess(
        (write) => write(toAenderungOrder(row, params.ausfertigung)),
        () => socket.destroyed,
      )
      return sendPdf(reply, pdf, `vertragsaenderung-${params.ausfertigung}-${params.id}`)
    },
  })

  app.route({ ...submitVertragsaenderung, handler: (request, reply) => step(request, reply, schritte.submit) })
  app.route({ ...claimVertragsaenderung, handler: (request, reply) => step(request, reply, schritte.claim) })
  app.route({ ...releaseAenderungsdruck, handler: (request, reply) => step(request, reply, schritte.releaseDruck) })
  app.route({
    ...requestAenderungsbestaetigung,
    handler: (request, reply) => step(request, reply, schritte.requestEmpfang),
  })
  app.route({ ...proposeVertragsaenderung, handler: (request, reply) => step(request, reply, propose) })
  app.route({ ...registerVertragsaenderung, handler: (request, reply) => step(request, reply, register) })
  app.route({
    ...withdrawVertragsaenderung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.withdraw(lage, request.body.grund)),
  })
  app.route({
    ...returnVertragsaenderung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.giveBack(lage, request.body.grund)),
  })
  app.route({
    ...reopenVertragsaenderung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.reopen(lage, request.body.grund)),
  })
  app.route({
    ...refuseVertragsaenderung,
    handler: (request, reply) => step(request, reply, (lage) => refuse(lage, request.body.grund)),
  })
  app.route({
    ...requestAenderungsnachreichung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.demand(lage, request.body)),
  })
  app.route({
    ...supplyVertragsaenderung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.supply(lage, request.body)),
  })
  app.route({
    ...overrideAenderungsbefund,
    handler: (request, reply) => step(request, reply, (lage) => schritte.override(lage, request.body)),
  })
  app.route({
    ...signVertragsaenderung,
    handler: (request, reply) => step(request, reply, (lage) => schritte.sign(lage, request.body)),
  })
}
