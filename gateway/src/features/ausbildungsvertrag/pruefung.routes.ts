import { checkAusbildungsvertrag, dokumente, limits, pruefeVertrag } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { sendFinished } from '../../send-finished.ts'
import { toXmlProblem } from '../../xml-problem.ts'
import { readBerufskatalog } from '../beruf/beruf.service.ts'
import { limitAnfragen } from '../konto/annahme.ts'

const proMinute = {
  art: 'vertragspruefung',
  hoechstens: limits.vertragspruefungenJeAdresse,
  fenster: 60_000,
}

const xml = 'application/xml'

/** Root elements of a contract: complete in form, or with parts missing. */
const wurzeln = [dokumente.vertragsantrag.element, dokumente.vertragsentwurf.element]

/** A contract in XML as the value that JSON has. @throws ProblemError with the pointers that JSON would have got */
const readVertrag = async (body: Buffer): Promise<unknown> => {
  const { readXml, XmlError } = await import('@berichtsheft/core/xml')
  try {
    return readXml(body, undefined, wurzeln).value
  } catch (error) {
    throw error instanceof XmlError ? toXmlProblem(error) : error
  }
}

/** Whether the answer is XML: where it is asked for, and to XML that asks for nothing else. */
const wantsXml = ({ headers }: FastifyRequest): boolean => {
  const { accept = '*/*', 'content-type': type = '' } = headers
  if (accept.includes(xml)) return true
  return type.toLowerCase().startsWith(xml) && !accept.includes('json')
}

/** The check of a contract that is stored nowhere: open to anybody, so that a form can ask before there is an account. */
export const vertragspruefungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.addContentTypeParser(
    xml,
    { parseAs: 'buffer', bodyLimit: limits.body },
    async (_request: unknown, body: Buffer) => readVertrag(body),
  )

  app.route({
    ...checkAusbildungsvertrag,
    handler: async (request, reply) => {
      await limitAnfragen(deps, request.ip, proMinute)
      const { stichtag = heuteOf(deps.now()) } = request.query
      const pruefung = pruefeVertrag(request.body, { stichtag, katalog: await readBerufskatalog(deps) })
      if (!wantsXml(request)) {
        reply.header('content-type', 'application/json; charset=utf-8')
        return sendFinished(reply, JSON.stringify(pruefung))
      }
      const { writeXml } = await import('@berichtsheft/core/xml')
      reply.header('content-type', `${xml}; charset=utf-8`)
      return sendFinished(reply, writeXml(dokumente.vertragspruefung.element, pruefung))
    },
  })
}
