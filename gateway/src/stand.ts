import type { Stand } from '@berichtsheft/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Antwort, sendAntwort } from './idempotenz.ts'
import { ProblemError } from './problem-error.ts'

/** An object as a GET answers it, with the ETag of this form. */
export interface Gelesen<S extends Stand = Stand> {
  readonly stand: S
  readonly etag: string
}

/**
 * The ETag of a version, and of what is told with the object though it belongs to another one: it changes with everything
 * that the answer says.
 *
 * @param beside a number that grows when that changes
 * @see RFC 9110 section 8.8.1 (strong validators)
 */
export const etagOf = (version: number, beside?: number): string =>
  beside === undefined ? `"${version}"` : `"${version}-${beside}"`

/** The version of no object; whoever sends an ETag that is not ours is told what the object is now. */
const noVersion = 0

/**
 * The version that a change is based on, from `If-Match` (RFC 9110 § 13.1.1); of what is no ETag of ours, one that no
 * object has. What stands beside the version is not minded: a change is no worse for it. {@link checkStand} compares.
 *
 * @throws ProblemError precondition-required without the header
 */
export const ifMatchOf = (request: FastifyRequest): number => {
  const expected = optionalIfMatchOf(request)
  if (expected !== undefined) return expected
  throw new ProblemError('precondition-required', { detail: 'Send If-Match with the ETag that you read' })
}

/** The same where the header may be missing: then the change is wanted whatever the version. */
export const optionalIfMatchOf = (request: FastifyRequest): number | undefined => {
  const header = request.headers['if-match']
  if (header === undefined) return undefined
  const match = /^"(\d{1,10})(-\d{1,10})?"$/.exec(header)
  return match ? Number(match[1]) : noVersion
}

/**
 * Refuses a change that is based on another version than the present one. The answer carries the object as it is, so that
 * the caller can merge its change without reading it again.
 *
 * @param version the present one, of a locked row
 * @param read asked only when the change is refused
 * @throws ProblemError precondition-failed
 */
export const checkStand = async (
  expected: number | undefined,
  version: number,
  read: () => Gelesen | Promise<Gelesen>,
): Promise<void> => {
  if (expected === undefined || expected === version) return
  const { stand, etag } = await read()
  throw new ProblemError('precondition-failed', {
    detail: `The object is at version ${version}`,
    headers: { etag },
    stand,
  })
}

/** Whether the caller has the form with this ETag already: one of `If-None-Match` is the same, weak or strong (RFC 9110 § 13.1.2). */
export const isKnown = (request: FastifyRequest, etag: string): boolean => {
  const header = request.headers['if-none-match']
  return (
    header !== undefined &&
    (header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
  )
}

/** Answers that the caller has the present form already, without repeating it. */
export const sendKnown: (reply: FastifyReply, etag: string) => void = (reply, etag) =>
  reply.code(304).header('etag', etag).header('cache-control', 'no-store').send()

/** Answers one object with its ETag, or that the caller has it already. */
export const sendStand = (request: FastifyRequest, reply: FastifyReply, { stand, etag }: Gelesen): void =>
  isKnown(request, etag)
    ? sendKnown(reply, etag)
    : sendAntwort(reply.header('cache-control', 'no-store'), {
        status: 200,
        koerper: JSON.stringify(stand),
        kopf: { etag },
      })

/**
 * The answer of a write: the object as it is now with its ETag, and where it lies when it is new (201).
 *
 * @param liste address of the list that it belongs to, `/v1/einladungen`
 */
export const antwortOf = (
  status: 200 | 201,
  { stand, etag }: Gelesen<Stand & { readonly id: string }>,
  liste: string,
): Antwort => ({
  status,
  koerper: JSON.stringify(stand),
  kopf: { etag, ...(status === 201 ? { location: `${liste}/${stand.id}` } : {}) },
})
