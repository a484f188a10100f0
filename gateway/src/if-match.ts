import type { FastifyRequest } from 'fastify'
import { ProblemError } from './problem-error.ts'

/** The ETag of a version. */
export const etagOf = (version: number): string => `"${version}"`

/**
 * The version that a change is based on, from `If-Match` (RFC 9110 § 13.1.1).
 *
 * @throws ProblemError precondition-required without the header, precondition-failed when it is no version of ours
 */
export const ifMatchOf = (request: FastifyRequest): number => {
  const header = request.headers['if-match']
  if (header === undefined)
    throw new ProblemError('precondition-required', { detail: 'Send If-Match with the ETag that you read' })
  const match = /^"(\d{1,10})"$/.exec(header)
  if (!match) throw new ProblemError('precondition-failed', { detail: 'If-Match names no version of this object' })
  return Number(match[1])
}
