import { redact } from './redact.ts'

/**
 * Why an adapter could not do its work; callers branch on it.
 *
 * - `unavailable`: the vendor's system does not answer, or the call was aborted; trying again later may help
 * - `unauthorized`: the vendor's system refuses the credentials of the configuration
 * - `rejected`: the input cannot be read as it is: a file, the configuration, the context of the import
 * - `invalid-response`: the vendor's system answered with something that the adapter does not understand
 */
export type AdapterErrorKind = 'unavailable' | 'unauthorized' | 'rejected' | 'invalid-response'

/** What an {@link AdapterError} knows besides its message. */
export interface AdapterErrorOptions {
  /** What it was caused by; kept with its secrets masked. */
  readonly cause?: unknown
  /** The place in the source: file and line, cell or path. */
  readonly stelle?: string
  /** Values that must not appear in a message, such as the token of the configuration. */
  readonly secrets?: readonly string[]
}

/**
 * The only error that leaves an adapter. Credentials in the message and in the causes are masked, whoever wrote them.
 *
 * @example throw new AdapterError('rejected', 'is not JSON', { stelle: 'users.json:3:7', cause })
 */
export class AdapterError extends Error {
  override readonly name = 'AdapterError'
  readonly kind: AdapterErrorKind
  readonly stelle: string | undefined

  constructor(kind: AdapterErrorKind, message: string, { cause, stelle, secrets = [] }: AdapterErrorOptions = {}) {
    super(
      redact(stelle === undefined ? message : `${stelle}: ${message}`, secrets),
      cause === undefined ? undefined : { cause: redactCause(cause, secrets) },
    )
    this.kind = kind
    this.stelle = stelle
  }
}

/** Whether something is an {@link AdapterError}, also one of another copy of this package. */
export const isAdapterError = (error: unknown): error is AdapterError =>
  error instanceof Error &&
  error.name === 'AdapterError' &&
  ['unavailable', 'unauthorized', 'rejected', 'invalid-response'].includes(String((error as { kind?: unknown }).kind))

const redactCause = (cause: unknown, secrets: readonly string[], depth = 0): unknown => {
  if (typeof cause === 'string') return redact(cause, secrets)
  if (!(cause instanceof Error) || isAdapterError(cause)) return cause
  const message = redact(cause.message, secrets)
  const inner = depth < 5 ? redactCause(cause.cause, secrets, depth + 1) : undefined
  if (message === cause.message && inner === cause.cause) return cause
  const masked = new Error(message, inner === undefined ? undefined : { cause: inner })
  masked.name = cause.name
  return masked
}
