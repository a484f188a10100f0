import {
  createVertragsbescheid,
  getVertragsausfertigung,
  objectVertragseintragung,
  proveVertragsempfang,
  reportVertragseintragung,
  settleVertragseinwendung,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendPdf } from '../../send-pdf.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import { toVertragOrder } from './ausfertigung.service.ts'
import { giveBescheid } from './bescheid.service.ts'
import { reportEintragung } from './eintragung.service.ts'
import { objectAsUnternehmen, settleEinwendung } from './einwendung.service.ts'
import { proveEmpfang } from './empfang-nachweis.service.ts'
import { createVertragsrouten } from './vertragsrouten.ts'
import { readVertragRow } from './vertragsschritt.ts'

/** What the sides tell each other about a contract beside its steps: renderings, notices, receipts, numbers, objections. */
export const vertragsausgabeRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const { step } = createVertragsrouten(deps)

  app.route({
    ...getVertragsausfertigung,
    handler: async (request, reply) => {
      const { aufrufer, params, socket } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => readVertragRow(trx, aufrufer, params.id))
      const order = toVertragOrder(row, params.ausfertigung)
      const pdf = await withDocumentProcess(
        (write) => write(order),
        () => socket.destroyed,
      )
      return sendPdf(reply, pdf, `vertrag-${params.ausfertigung}-${params.id}`)
    },
  })

  app.route({
    ...createVertragsbescheid,
    handler: (request, reply) => step(request, reply, (lage) => giveBescheid(lage, request.body)),
  })
  app.route({
    ...proveVertragsempfang,
    handler: (request, reply) => step(request, reply, (lage) => proveEmpfang(lage, request.body)),
  })
  app.route({
    ...reportVertragseintragung,
    handler: (request, reply) => step(request, reply, (lage) => reportEintragung(lage, request.body)),
  })
  app.route({
    ...objectVertragseintragung,
    handler: (request, reply) => step(request, reply, (lage) => objectAsUnternehmen(lage, request.body.text)),
  })
  app.route({
    ...settleVertragseinwendung,
    handler: (request, reply) => step(request, reply, (lage) => settleEinwendung(lage, request.body)),
  })
}
