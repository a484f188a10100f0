import { limits, streamNachrichten } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { sendMeldungen, streamOf, toProblemOf } from '../../satzstrom.ts'
import { readNdjsonNachrichten, readXmlNachrichten } from './nachricht-lesen.ts'
import { takeNachrichten } from './strom.service.ts'

const readers = { 'application/x-ndjson': readNdjsonNachrichten, 'application/xml': readXmlNachrichten }
const types = Object.keys(readers)

/** Many messages in one request, read and taken with flat memory; a line tells what became of each. */
export const nachrichtenstromRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  for (const type of types) app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))

  app.route({
    ...streamNachrichten,
    bodyLimit: limits.nachrichtenstrom,
    config: { strom: true },
    handler: async (request, reply) => {
      const { type, body } = streamOf(request, types, limits.nachrichtenstrom)
      const read = type === 'application/xml' ? readXmlNachrichten : readNdjsonNachrichten
      const isGone = () => request.socket.destroyed
      return sendMeldungen(
        reply,
        takeNachrichten(deps, request.aufrufer, read(body), { isGone, toProblem: toProblemOf(request) }),
      )
    },
  })
}
