import { createNachricht, limits, type Rueckweisungsgrund, Uuid } from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { toProblem } from '../../plugins/problems.ts'
import { validatorOf } from '../../plugins/validation.ts'
import { ProblemError } from '../../problem-error.ts'
import { sendFinished } from '../../send-finished.ts'
import { toXmlProblem } from '../../xml-problem.ts'
import { type Answered, partnerOf } from './message-frame.ts'
import { takeNachricht } from './nachricht.service.ts'
import { reasonOf, reasonOfXml, toRueckweisung } from './rueckweisung.ts'

/** A refusal whose class is known better than its problem type tells. */
interface Refusal {
  readonly problem: ProblemError
  readonly grund: Rueckweisungsgrund
}

const isXml = ({ headers }: FastifyRequest): boolean => /^application\/xml\s*(;|$)/i.test(headers['content-type'] ?? '')

/** The XML door: messages 0101 to 0105 in, receipt 0020 or rejection 0010 out. */
export const nachrichtRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/xml',
    { parseAs: 'buffer', bodyLimit: limits.nachricht },
    (_request, body, done) => done(null, body),
  )

  app.route({
    ...createNachricht,
    bodyLimit: limits.nachricht,
    errorHandler: async (error: FastifyError, request, reply) => {
      const problem = toProblem(error, request)
      // Who is not let in, and whom the gateway fails, gets the answer that every route gives.
      if (problem.statusCode >= 500 || problem.slug === 'unauthorized' || !request.aufrufer || !isXml(request))
        throw problem
      return reject(reply, { problem, grund: reasonOf(problem) }, unknownMessage(request), deps.now())
    },
    handler: async (request, reply) => {
      const { aufrufer } = request
      const body = request.body as unknown
      if (!Buffer.isBuffer(body)) throw new ProblemError('unsupported-media-type', { detail: 'Send application/xml' })
      const read = await readMessage(body)
      if ('problem' in read) return reject(reply, read, { ...unknownMessage(request), ...uuidOf(body) }, deps.now())
      const { nachrichtenkopf, test } = read.value
      const answered: Answered = {
        uuid: nachrichtenkopf.identifikation.nachrichtenUUID,
        autor: nachrichtenkopf.autor,
        test: test === true,
      }
      try {
        const { status, koerper, kopf } = await takeNachricht(
          deps,
          aufrufer,
          read,
          answered,
          () => request.socket.destroyed,
        )
        return sendXml(reply.headers({ ...kopf }), status, koerper)
      } catch (error) {
        const problem = toProblem(error, request)
        if (problem.statusCode >= 500) throw problem
        return reject(reply, { problem, grund: reasonOf(problem) }, answered, deps.now())
      }
    },
  })
}

const readMessage = async (body: Buffer): Promise<NachrichtDocument | Refusal> => {
  const { readNachricht, XmlError } = await import('@berichtsheft/core/xml')
  try {
    return readNachricht(body)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return { problem: toXmlProblem(error), grund: reasonOfXml(error.code) }
  }
}

const unknownMessage = ({ aufrufer }: FastifyRequest): Answered => ({ autor: partnerOf(aufrufer), test: false })

const isUuid = validatorOf(Uuid)

/** The UUID of a message that is not valid, as far as it can be seen near its beginning. */
const uuidOf = (body: Buffer): { uuid?: string } => {
  const head = body.subarray(0, 8192).toString('latin1')
  const uuid = /nachrichtenUUID>\s{0,50}([0-9a-f-]{36})\s{0,50}</.exec(head)?.[1]
  return isUuid(uuid) ? { uuid } : {}
}

const reject = async (
  reply: FastifyReply,
  { problem, grund }: Refusal,
  answered: Answered,
  now: Date,
): Promise<void> => {
  const { writeNachricht } = await import('@berichtsheft/core/xml')
  const { headers } = problem.details
  return sendXml(
    reply.headers({ ...headers }),
    problem.statusCode,
    writeNachricht('rueckweisung', toRueckweisung(problem, grund, answered, now)),
  )
}

const sendXml = (reply: FastifyReply, status: number, xml: string): void =>
  sendFinished(
    reply.code(status).header('content-type', 'application/xml; charset=utf-8').header('cache-control', 'no-store'),
    xml,
  )
