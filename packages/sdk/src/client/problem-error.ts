import { type ProblemSlug, problemTypes, problemUri } from '@berichtsheft/core'
import type { Schemas } from './schemas.ts'

/**
 * The gateway answered, and the answer is no. `problem` says why (RFC 9457); findings about single fields stand in
 * `verstoesse`, German and English.
 *
 * @example
 * try { await client.pushLieferung(lieferung) } catch (error) {
 *   if (error instanceof ProblemError && error.slug === 'forbidden') …
 * }
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Schemas['Problem']
  readonly status: number
  /** The type of the problem by its name in `docs/probleme.md`; absent when something before the gateway answered. */
  readonly slug: ProblemSlug | undefined
  readonly verstoesse: readonly Schemas['Verstoss'][]
  /** With `precondition-failed`: the object as it is now, to merge the change into. */
  readonly stand: Schemas['Problem']['stand']
  /** Milliseconds after which the gateway wants to be asked again, where it said so. */
  readonly retryAfter: number | undefined

  constructor(problem: Schemas['Problem'], retryAfter?: number) {
    const { title, status, detail, verstoesse = [] } = problem
    super([`${status} ${title}`, detail, ...verstoesse.slice(0, 3).map(describe)].filter(Boolean).join(': '))
    this.problem = problem
    this.status = status
    this.slug = slugOf(problem.type)
    this.verstoesse = verstoesse
    this.stand = problem.stand
    this.retryAfter = retryAfter
  }
}

/**
 * No answer came: the gateway cannot be reached, the connection broke or there was no sign of life in time. Nothing is
 * known about what was under way; everything that the client sends may be sent again.
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  /** How often it was tried. */
  readonly attempts: number

  constructor(message: string, { attempts = 1, cause }: { attempts?: number; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.attempts = attempts
  }
}

const describe = ({ pfad, textEnglisch }: Schemas['Verstoss']): string => `${pfad || '/'} ${textEnglisch}`

const slugOf = (type: string): ProblemSlug | undefined =>
  (Object.keys(problemTypes) as ProblemSlug[]).find((slug) => problemUri(slug) === type)

/** Longest answer of something that is not the gateway that is repeated in an error, in characters. */
const longestQuote = 200

/** The error that an answer with a status of 300 or more is; its body is read here. */
export const toProblemError = async (response: Response, retryAfter?: number): Promise<ProblemError> => {
  const text = await response.text().catch(() => '')
  const problem = parseProblem(text)
  if (problem) return new ProblemError(problem, retryAfter)
  const detail =
    response.status < 400
      ? `The gateway redirects to ${response.headers.get('location') ?? 'somewhere'}, which is not followed`
      : text.replaceAll(/\s+/g, ' ').trim().slice(0, longestQuote)
  const title = response.statusText || 'Something before the gateway answered'
  return new ProblemError(
    { type: 'about:blank', title, status: response.status, ...(detail === '' ? {} : { detail }) },
    retryAfter,
  )
}

const parseProblem = (text: string): Schemas['Problem'] | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { type, title, status } = value as Partial<Schemas['Problem']>
    const isProblem = typeof type === 'string' && typeof title === 'string' && typeof status === 'number'
    return isProblem ? (value as Schemas['Problem']) : undefined
  } catch {
    // Not JSON, so not from the gateway; the caller describes it by its text.
    return undefined
  }
}
