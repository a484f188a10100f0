import { type ProblemSlug, problemTypes, type Stand, type Verstoss } from '@berichtsheft/core'

/** What a problem says beside its type. `headers` go into the answer. */
export interface ProblemDetails {
  readonly detail?: string
  readonly verstoesse?: readonly Verstoss[]
  /** The object as it is now, where a change was based on another version of it. */
  readonly stand?: Stand
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** The only error that reaches a client as it is: a problem of the closed list, rendered by plugins/problems.ts. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly slug: ProblemSlug
  readonly statusCode: number
  readonly details: ProblemDetails

  constructor(slug: ProblemSlug, details: ProblemDetails = {}) {
    super(details.detail ?? problemTypes[slug].title, { cause: details.cause })
    this.slug = slug
    this.statusCode = problemTypes[slug].status
    this.details = details
  }
}
