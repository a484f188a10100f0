import { createNachricht, limits } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { toProblem } from '../../plugins/problems.ts'
import { ProblemError } from '../../problem-error.ts'
import { sendFinished } from '../../send-finished.ts'
import { type Answered, partnerOf } from './message-frame.ts'
import { answeredOf, takeNachricht } from './nachricht.service.ts'
import { type Refusal, readJsonNachricht, readXmlNachricht } from './nachricht-lesen.ts'
import { reasonOf, toRueckweisung } from './rueckweisung.ts'

const types = ['application/xml', 'application/json'] as const

/** The form of a message and of its answer; `undefined` for a request in any other one. */
const formOf = ({ headers }: FastifyRequest): (typeof types)[number] | undefined => {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  return types.find((known) => known === type)
}

/** The door of messages, in XML or JSON: receipt 0020 or rejection 0010 out, in the form of the request. */
export const nachrichtRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.removeAllContentTypeParsers()
  for (const type of types)
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: limits.nachricht }, (_request, body, done) =>
      done(null, body),
    )

  app.route({
    ...createNachricht,
    bodyLimit: limits.nachricht,
    errorHandler: async (error: FastifyError, request, reply) => {
      const problem = toProblem(error, request)
      // Who is not let in, and whom the gateway fails, gets the answer that every route gives.
      if (problem.statusCode >= 500 || problem.slug === 'unauthorized' || !request.aufrufer || !formOf(request))
        throw problem
      return reject(request, reply, { problem, grund: reasonOf(problem) }, unknownMessage(request), deps.now())
    },
    handler: async (request, reply) => {
      const body = request.body as unknown
      if (!Buffer.isBuffer(body))
        throw new ProblemError('unsupported-media-type', { detail: `Send ${types.join(' or ')}` })
      const read = formOf(request) === 'application/json' ? readJsonNachricht(body) : await readXmlNachricht(body)
      if ('problem' in read) {
        const { uuid } = read
        const answered = { ...unknownMessage(request), ...(uuid === undefined ? {} : { uuid }) }
        return reject(request, reply, read, answered, deps.now())
      }
      try {
        const isGone = () => request.socket.destroyed
        const { status, koerper, kopf } = await takeNachricht(deps, request.aufrufer, read, isGone)
        return sendMessage(request, reply.headers({ ...kopf }), status, koerper)
      } catch (error) {
        const problem = toProblem(error, request)
        if (problem.statusCode >= 500) throw problem
        return reject(request, reply, { problem, grund: reasonOf(problem) }, answeredOf(read), deps.now())
      }
    },
  })
}

const unknownMessage = ({ aufrufer }: FastifyRequest): Answered => ({ autor: partnerOf(aufrufer), test: false })

const reject = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { problem, grund }: Refusal,
  answered: Answered,
  now: Date,
): Promise<void> => {
  const { writeNachricht } = await import('@berichtsheft/core/xml')
  const { headers } = problem.details
  const xml = writeNachricht('rueckweisung', toRueckweisung(problem, grund, answered, now))
  return sendMessage(request, reply.headers({ ...headers }), problem.statusCode, xml)
}

/** Sends an answer that is kept as XML, in the form of the request: both forms are one value. */
const sendMessage = async (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  xml: string,
): Promise<void> => {
  const { readNachricht } = await import('@berichtsheft/core/xml')
  const form = formOf(request) ?? 'application/xml'
  const text = form === 'application/json' ? JSON.stringify(readNachricht(xml).value) : xml
  return sendFinished(
    reply.code(status).header('content-type', `${form}; charset=utf-8`).header('cache-control', 'no-store'),
    text,
  )
}
