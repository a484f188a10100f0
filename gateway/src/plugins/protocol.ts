import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { limits, type ProblemSlug, problemTypes } from '@berichtsheft/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError } from '../problem-error.ts'
import { closeGently, endGently } from './lingering-close.ts'
import { sendProblem, toProblem, toProblemBody } from './problems.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take as long as it needs, as long as it does not pause for `limits.anfragezeit`. */
    strom?: true
  }
}

/** What Node refuses before there is a request; everything else it refuses is malformed. */
const bySocketError: Readonly<Record<string, ProblemSlug>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/** Answers on the bare connection and ends it, because nothing behind the fault can be read as a request. */
const endWith = (socket: Socket, slug: ProblemSlug): void => {
  const { status } = problemTypes[slug]
  const body = JSON.stringify(toProblemBody(new ProblemError(slug), randomUUID()))
  if (!socket.writable) return void socket.destroy()
  const lines = [
    `HTTP/1.1 ${status} Refused`,
    'content-type: application/problem+json; charset=utf-8',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  endGently(socket)
}

/**
 * An answer that is under way or being made for a whole request. What is wrong behind that request must not be answered
 * first or in addition, because the client would take that for the answer to its request.
 */
const runningAnswer = (socket: Socket & { _httpMessage?: ServerResponse | null }): ServerResponse | undefined => {
  const answer = socket._httpMessage
  return answer?.req.complete || answer?.headersSent ? answer : undefined
}

/** Settings of Fastify for what goes wrong before a route is known. */
export const protocolOptions = {
  clientErrorHandler: (error: Error & { code?: string }, socket: Socket): void => {
    // Further bytes of a connection that is ending are thrown away.
    if (socket.destroyed || socket.writableEnded) return
    const running = runningAnswer(socket)
    if (error.code === 'ECONNRESET') socket.destroy()
    else if (running === undefined) endWith(socket, bySocketError[error.code ?? ''] ?? 'malformed-request')
    else running.once('close', () => endGently(socket))
  },
  frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    reply.header('x-content-type-options', 'nosniff')
    sendProblem(toProblem(error, request), request, reply)
  },
} as const

/**
 * Refuses what no route should have to think about: framing that another reader could see differently, addresses that
 * are too long or no UTF-8, and bodies that do not arrive.
 *
 * @see RFC 9112 sections 3.2 and 6.1
 */
export const protocolPlugin = fp(
  async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      // What is sent behind the last answer of a connection could be done, but not answered.
      if (request.raw.socket.writableEnded) request.raw.socket.destroy()
      const problem = request.raw.socket.destroyed ? malformed('The connection has ended') : faultOf(request.raw)
      if (problem) {
        reply.header('connection', 'close')
        done(problem)
        return
      }
      if (hasBody(request.raw)) watchArrival(request, reply)
      done()
    })
    app.server.on('connection', closeGently)
    // An expectation that is not known may be left unmet (RFC 9110 section 10.1.1).
    app.server.on('checkExpectation', (request: IncomingMessage, response: unknown) =>
      app.server.emit('request', request, response),
    )
  },
  { name: 'protocol', dependencies: ['problems'] },
)

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

const faultOf = ({ httpVersion, headers, rawHeaders, url = '' }: IncomingMessage): ProblemError | undefined => {
  if (url.length > limits.adresse) return new ProblemError('uri-too-long')
  if (!url.startsWith('/') && !/^https?:\/\//i.test(url)) return malformed('The address is a path')
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return malformed('Only HTTP/1.1 and HTTP/1.0 are spoken here')
  if (headers.host === undefined ? httpVersion === '1.1' : countHosts(rawHeaders) > 1)
    return malformed('A request has exactly one Host header')
  const coding = headers['transfer-encoding']
  if (coding !== undefined && (httpVersion === '1.0' || coding.toLowerCase() !== 'chunked'))
    return malformed('The only transfer coding is chunked, in HTTP/1.1')
  const query = url.indexOf('?')
  return query === -1 || isText(url.slice(query + 1))
    ? undefined
    : malformed('The query is not percent-encoded UTF-8 without control characters')
}

const malformed = (detail: string): ProblemError => new ProblemError('malformed-request', { detail })

const countHosts = (rawHeaders: readonly string[]): number => {
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length === 4 && name.toLowerCase() === 'host') count++
  }
  return count
}

/** The parser of queries keeps what it cannot decode as it is, and that would be another text than was meant. */
const isText = (query: string): boolean => {
  if (!query.includes('%')) return true
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    return !/[\u0000-\u001f]/.test(decodeURIComponent(query))
  } catch {
    return false
  }
}

/** Ends a request whose body takes too long; of a stream, only pauses count. */
const watchArrival = (request: FastifyRequest, reply: FastifyReply): void => {
  const { raw } = request
  const { socket } = raw
  // A request that a test injects has no socket that could fall silent or be cut.
  if (!(socket instanceof Socket)) return
  const cut = () => {
    if (raw.complete) return
    if (reply.raw.headersSent) socket.destroy()
    else endWith(socket, 'request-timeout')
  }
  if (request.routeOptions.config?.strom === true) {
    socket.setTimeout(limits.anfragezeit, cut)
    raw.once('close', () => socket.setTimeout(0, cut))
    return
  }
  const timer = setTimeout(cut, limits.anfragezeit)
  raw.once('close', () => clearTimeout(timer))
}
