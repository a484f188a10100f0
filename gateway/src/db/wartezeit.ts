import { limits } from '@berichtsheft/core'
import { ProblemError } from '../problem-error.ts'

/** The connection of a client that waits for an answer. */
export interface Wartender {
  /** Absent where no request is under way. */
  readonly socket?: { readonly destroyed: boolean }
}

/** Whether nobody waits any more, so that nothing may happen in the name of this request. */
export const isGone = ({ socket }: Wartender): boolean => socket?.destroyed === true

/** The error of a request whose client has gone. Nobody reads it. */
export const goneError = (): ProblemError => new ProblemError('malformed-request', { detail: 'The client has gone' })

/** The error of a request that has waited too long. */
export const busyError = (): ProblemError => new ProblemError('unavailable', { headers: { 'retry-after': '2' } })

/** @throws ProblemError when the client has gone */
export const refuseGone = (wartender: Wartender): void => {
  if (isGone(wartender)) throw goneError()
}

/** A contested lock gets at least this long, in milliseconds, however long the wait for a connection was. */
const leastLockTime = 100

/**
 * What is left of `limits.verbindungszeit` for locks, as a value of PostgreSQL's `lock_timeout`: a request waits that
 * long for connection and locks together.
 *
 * @param since when the wait began, by `performance.now()`
 */
export const lockTimeoutFrom = (since: number): string =>
  String(Math.round(Math.max(leastLockTime, limits.verbindungszeit - (performance.now() - since))))
