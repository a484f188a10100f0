import { Readable } from 'node:stream'
import {
  anhangMedientypen,
  getVertragsunterlage,
  limits,
  listVertragsunterlagen,
  removeVertragsunterlage,
  uploadVertragsunterlage,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { readContentDisposition, writeContentDisposition } from '../../dokumente/dateiname.ts'
import { openDokument } from '../../dokumente/tresor.ts'
import { streamOf } from '../../satzstrom.ts'
import { sendFinished } from '../../send-finished.ts'
import { readBerufskatalog } from '../beruf/beruf.service.ts'
import { dateiHeaders } from '../uebermittlung/datei.service.ts'
import { findUnterlage, readUnterlagen, removeUnterlage, storeUnterlage } from './vertragsunterlage.service.ts'

/** Documents of training contracts: upload into slots, list, download, removal. */
export const vertragsunterlageRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  for (const type of anhangMedientypen) app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))

  app.route({
    ...uploadVertragsunterlage,
    bodyLimit: limits.vertragsdokument,
    config: { strom: true },
    handler: async (request, reply) => {
      const { type, body } = streamOf(request, anhangMedientypen, limits.vertragsdokument)
      const upload = {
        aufrufer: request.aufrufer,
        vertragId: request.params.id,
        medientyp: type,
        inhalt: body,
        dateiname: readContentDisposition(request.headers['content-disposition']),
        angaben: request.query,
      }
      const stored = await storeUnterlage(deps, upload, await readBerufskatalog(deps))
      return reply
        .code(201)
        .header('location', `/v1/ausbildungsvertraege/${stored.vertragId}/dokumente/${stored.id}`)
        .send(stored)
    },
  })

  app.route({
    ...listVertragsunterlagen,
    handler: async ({ aufrufer, params }) => {
      const katalog = await readBerufskatalog(deps)
      return inTransaktion(deps, aufrufer, (trx) => readUnterlagen(trx, aufrufer, params.id, katalog, deps.now()))
    },
  })

  app.route({
    ...getVertragsunterlage,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const { id, dokumentId } = params
      const found = await inTransaktion(deps, aufrufer, (trx) => findUnterlage(trx, aufrufer, id, dokumentId))
      request.gelesen = [dokumentId]
      const parts = await openDokument(deps, (work) => inTransaktion(deps, aufrufer, work), dokumentId)
      const { dateiname, medientyp, groesse, sha256 } = found
      reply
        .headers(dateiHeaders(dateiname, medientyp, Number(groesse), sha256.toString('hex')))
        .header('content-disposition', writeContentDisposition(dateiname))
        .header('content-security-policy', "default-src 'none'; sandbox")
      return sendFinished(reply, Readable.from(parts, { objectMode: false }))
    },
  })

  app.route({
    ...removeVertragsunterlage,
    handler: async ({ aufrufer, params: { id, dokumentId } }) => {
      const katalog = await readBerufskatalog(deps)
      const now = deps.now()
      return inTransaktion(deps, aufrufer, async (trx) => {
        await removeUnterlage(trx, aufrufer, id, dokumentId, now)
        return readUnterlagen(trx, aufrufer, id, katalog, now)
      })
    },
  })
}
