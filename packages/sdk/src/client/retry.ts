/** How often and how long a client tries. Times are milliseconds. */
export interface RetryPlan {
  /** Attempts in all, the first included. */
  readonly attempts: number
  /** Longest pause before the second attempt; doubled for each further one. */
  readonly firstPause: number
  /** Longest pause at all. A `Retry-After` beyond it ends the call. */
  readonly longestPause: number
}

/** The plan of a client that was told nothing. */
export const standardPlan: RetryPlan = { attempts: 4, firstPause: 500, longestPause: 30_000 }

const passing = new Set([429, 502, 503, 504])

/** Whether an answer may be another one soon. */
export const isPassing = (status: number): boolean => passing.has(status)

/** Methods that may be sent again without another effect; a POST is one of them when it carries an Idempotency-Key. */
export const mayRepeat = (method: string, headers: Headers): boolean =>
  ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) || headers.has('idempotency-key')

/**
 * Milliseconds that `Retry-After` asks for, in either of its forms; `undefined` without one that can be read.
 *
 * @see RFC 9110 section 10.2.3
 */
export const retryAfterOf = (headers: Headers, now: Date): number | undefined => {
  const text = headers.get('retry-after')?.trim()
  if (text === undefined || text === '') return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  // Date.parse takes much for a date that is none.
  const instant = /^[A-Z][a-z]+,? .*\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - now.getTime())
}

/**
 * Pause before the next attempt: a random part of a span that doubles, so that many clients do not come back at the same
 * time, and never less than the gateway asked for. `undefined` means that it is not worth waiting.
 *
 * @param attempt the attempt that failed, from 1
 * @param random from 0 (included) to 1 (excluded)
 */
export const pauseAfter = (
  attempt: number,
  plan: RetryPlan,
  random: number,
  retryAfter: number | undefined,
): number | undefined => {
  if (attempt >= plan.attempts) return undefined
  const span = Math.min(plan.longestPause, plan.firstPause * 2 ** (attempt - 1))
  const pause = Math.max(Math.round(span * random), retryAfter ?? 0)
  return pause > plan.longestPause ? undefined : pause
}

/** Waits; rejects with the reason of the signal when it is aborted. */
export const waitFor = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
