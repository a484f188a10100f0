import { type Problem, type ProblemSlug, problemTypes, problemUri, type Verstoss } from '@berichtsheft/core'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type Ablehnungscode, ablehnungen } from '../kern/ablehnung.ts'
import type { Empfang } from '../kern/knoten.ts'

/** An answer of the knowledge base that is a problem of the closed list. */
export class WissensproblemError extends Error {
  override readonly name = 'WissensproblemError'
  readonly slug: ProblemSlug
  readonly statusCode: number
  readonly verstoesse: readonly Verstoss[]

  constructor(slug: ProblemSlug, detail?: string, verstoesse: readonly Verstoss[] = []) {
    super(detail ?? problemTypes[slug].title)
    this.slug = slug
    this.statusCode = problemTypes[slug].status
    this.verstoesse = verstoesse
  }
}

/** Whether an answer of a node is a refusal. */
export const isAblehnung = (ergebnis: Empfang['ergebnis']): ergebnis is Ablehnungscode => ergebnis in ablehnungen

/** A refusal as a finding; the rule is its code in capitals after `BQ-`. */
export const toVerstoss = (code: Ablehnungscode, pfad = ''): Verstoss => ({
  regel: `BQ-${code.toUpperCase()}`,
  schwere: 'fehler',
  pfad,
  text: ablehnungen[code].de,
  textEnglisch: ablehnungen[code].en,
})

/** Renders problems as RFC 9457; what it does not know is left to the server around it. */
export const renderProblem = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (error.validation) {
    return sendProblem(new WissensproblemError('validation-failed', error.message), request, reply)
  }
  if (!(error instanceof WissensproblemError)) throw error
  return sendProblem(error, request, reply)
}

/** Answers with a problem. */
export const sendProblem = (
  { slug, message, verstoesse }: WissensproblemError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const { status, title } = problemTypes[slug]
  const body: Problem = {
    type: problemUri(slug),
    title,
    status,
    instance: request.id,
    ...(message === title ? {} : { detail: message }),
    ...(verstoesse.length === 0 ? {} : { verstoesse: [...verstoesse] }),
  }
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body))
}
