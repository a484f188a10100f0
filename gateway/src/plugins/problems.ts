import { limits, type Problem, type ProblemSlug, problemTypes, problemUri } from '@berichtsheft/core'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError } from '../problem-error.ts'
import { toVerstoesse } from './validation.ts'

/** Renders every error as problem details (RFC 9457). Nothing of an unexpected error reaches the client. */
export const problemsPlugin = fp(
  async (app) => {
    app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(toProblem(error, request), request, reply))
    const known: { readonly methods: readonly string[]; readonly pattern: RegExp }[] = []
    app.addHook('onRoute', ({ method, url }) => {
      const segments = url
        .split('/')
        .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')))
      known.push({ methods: [method].flat(), pattern: new RegExp(`^${segments.join('/')}$`) })
    })
    app.setNotFoundHandler((request, reply) => {
      const path = request.url.split('?')[0] ?? ''
      const allowed = new Set(known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))
      const problem =
        // A route that knows the method and finds nothing has asked for this answer itself.
        allowed.size === 0 || allowed.has(request.method)
          ? new ProblemError('not-found')
          : new ProblemError('method-not-allowed', { headers: { allow: [...allowed].join(', ') } })
      return sendProblem(problem, request, reply)
    })
  },
  { name: 'problems' },
)

/** A problem as the contract has it; `instance` is the id of the request. */
export const toProblemBody = ({ slug, details }: ProblemError, instance: string): Problem => {
  const { detail, verstoesse, stand } = details
  const { status, title } = problemTypes[slug]
  return {
    type: problemUri(slug),
    title,
    status,
    instance,
    ...(detail === undefined ? {} : { detail }),
    ...(verstoesse === undefined ? {} : { verstoesse: [...verstoesse] }),
    ...(stand === undefined ? {} : { stand }),
  }
}

/** Answers with a problem; a body that would still be long in coming is not read to its end. */
export const sendProblem = (problem: ProblemError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const { headers } = problem.details
  const { status } = problemTypes[problem.slug]
  const body = toProblemBody(problem, request.id)
  const { complete, headers: fields } = request.raw
  const long = fields['transfer-encoding'] !== undefined || Number(fields['content-length'] ?? 0) > limits.body
  if (!complete && (status >= 413 || long)) reply.header('connection', 'close')
  return reply
    .code(status)
    .headers({ ...headers })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body))
}

/** What Fastify and Node say, as a problem of the closed list. */
const byCode: Record<string, ProblemSlug> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_REQ_FILE_TOO_LARGE: 'payload-too-large',
  FST_FILES_LIMIT: 'payload-too-large',
  FST_PARTS_LIMIT: 'payload-too-large',
  FST_FIELDS_LIMIT: 'payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_BAD_URL: 'malformed-request',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  FST_ERR_VALIDATION: 'validation-failed',
}

/** Errors of PostgreSQL and its connection that pass by themselves, and those that say what is full. */
const bySqlState: Record<string, ProblemSlug> = {
  BH403: 'forbidden',
  BH409: 'conflict',
  '53100': 'insufficient-storage',
  '53200': 'unavailable',
  '53300': 'unavailable',
  '57014': 'unavailable',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '25006': 'unavailable',
  '25P03': 'unavailable',
  '40001': 'unavailable',
  '40P01': 'unavailable',
  '55P03': 'unavailable',
  '22021': 'validation-failed',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  EHOSTUNREACH: 'unavailable',
  ENETUNREACH: 'unavailable',
  ENOTFOUND: 'unavailable',
  EAI_AGAIN: 'unavailable',
}

const connectionLost =
  /connection terminated|timeout exceeded when trying to connect|timeout acquiring a connection|the database system is|connection ended|not queryable|PostgreSQL said nothing|unable to acquire a connection/i

/** The problem that an error is, for answers and for results of single items. */
export const toProblem = (error: unknown, request: Pick<FastifyRequest, 'log'>): ProblemError => {
  if (error instanceof ProblemError) {
    const level = error.slug === 'unavailable' ? 'warn' : 'error'
    if (error.statusCode >= 500) request.log[level]({ err: error.cause ?? error }, error.slug)
    return error
  }
  const {
    code = '',
    validation,
    message = '',
    statusCode,
  } = (error ?? {}) as Partial<FastifyError> & { message?: string }
  if (validation) return new ProblemError('validation-failed', { verstoesse: toVerstoesse(validation as never) })
  // Node gives a body that its client broke off the same code as a connection to the database that was cut.
  if (code === 'ECONNRESET' && message === 'aborted') return new ProblemError('malformed-request', { cause: error })
  const slug =
    bySqlState[code] ?? (code.startsWith('08') || connectionLost.test(message) ? 'unavailable' : byCode[code])
  if (slug === 'unavailable') {
    request.log.warn({ err: error }, 'database not reachable or busy')
    return new ProblemError('unavailable', { headers: { 'retry-after': '2' }, cause: error })
  }
  if (slug === 'insufficient-storage') {
    request.log.error({ err: error }, 'database is out of space')
    return new ProblemError('insufficient-storage', { cause: error })
  }
  if (slug === 'forbidden')
    return new ProblemError('forbidden', { detail: 'The client or its vendor is locked', cause: error })
  if (slug) return new ProblemError(slug, { cause: error })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new ProblemError('malformed-request', { cause: error })
  request.log.error({ err: error }, 'unexpected error')
  return new ProblemError('internal', { cause: error })
}
