import { ConnectionError, ProblemError, toProblemError } from './problem-error.ts'
import { isPassing, mayRepeat, pauseAfter, type RetryPlan, retryAfterOf, waitFor } from './retry.ts'
import type { TokenSource } from './token.ts'
import { createWatch, type Watch } from './watch.ts'

/** What a transport works with. */
export interface TransportOptions {
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Date
  /** Milliseconds that the gateway may be silent while it is its turn. */
  readonly timeout: number
  readonly plan: RetryPlan
  /** Gives the access token; absent for public addresses. */
  readonly token?: TokenSource
  readonly wait?: typeof waitFor
  readonly random?: () => number
}

/** A request that can be sent more than once. */
export interface Outgoing {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  /** A body in pieces is sent once and never again. */
  readonly body?: Uint8Array<ArrayBuffer> | string | AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal | undefined
  /** Sending it again has no other effect, for a reason that its method and headers do not show. */
  readonly isRepeatable?: boolean
  /** Whether an answer of 300 and more, other than 304 to `If-None-Match`, is what the caller asked for, and no failure. */
  readonly isAnswer?: (response: Response) => boolean
}

/** Sends requests with token, timeout and repetition. */
export interface Transport {
  /**
   * Sends a request and reads its answer whole; a connection that breaks in the middle of it is a reason to repeat, too.
   *
   * @throws ProblemError for an answer of 300 and more, ConnectionError without one, the reason of the signal when aborted
   */
  readonly send: (request: Outgoing) => Promise<Response>
  /** As {@link Transport.send}, but hands over the answer as soon as it begins; reading it may still throw. */
  readonly open: (request: Outgoing) => Promise<Response>
}

/** Makes the transport of a client. */
export const createTransport = (options: TransportOptions): Transport => {
  const { now, plan, token, wait = waitFor, random = Math.random } = options

  const exchange = async (request: Outgoing, read: ReadAnswer): Promise<Response> => {
    const isOnce = isStream(request.body)
    let renewed = isOnce
    for (let attempt = 1; ; attempt++) {
      request.signal?.throwIfAborted()
      const access = await token?.get(request.signal)
      const outcome = await attemptOnce(options, request, access, read)
      if (outcome instanceof Response) return outcome
      if (outcome instanceof ProblemError && outcome.status === 401 && access !== undefined && !renewed) {
        renewed = true
        attempt--
        token?.invalidate(access)
        continue
      }
      const isWorthIt = outcome instanceof ConnectionError || isPassing(outcome.status)
      const repeats =
        isWorthIt && !isOnce && (request.isRepeatable === true || mayRepeat(request.method, request.headers))
      const retryAfter = outcome instanceof ProblemError ? outcome.retryAfter : undefined
      const pause = repeats ? pauseAfter(attempt, plan, random(), retryAfter) : undefined
      if (pause === undefined) throw outcome instanceof ConnectionError ? withAttempts(outcome, attempt) : outcome
      await wait(pause, request.signal)
    }
  }

  const attemptOnce = async (
    { fetch, timeout }: TransportOptions,
    request: Outgoing,
    access: string | undefined,
    read: ReadAnswer,
  ): Promise<Response | ProblemError | ConnectionError> => {
    const { url, method, body, signal, isAnswer } = request
    const headers = new Headers(request.headers)
    if (access !== undefined) headers.set('authorization', `Bearer ${access}`)
    const watch = createWatch(timeout)
    watch.expect(true)
    try {
      const init: RequestInit & { duplex: 'half' } = {
        method,
        headers,
        redirect: 'manual',
        duplex: 'half',
        signal: signal ? AbortSignal.any([signal, watch.signal]) : watch.signal,
        ...(body === undefined ? {} : { body: isStream(body) ? toWatchedUpload(body, watch) : body }),
      }
      const response = await fetch(url, init)
      const isKnown = response.status === 304 && headers.has('if-none-match')
      const isWanted = response.status < 300 || isKnown || isAnswer?.(response) === true
      if (isWanted) return await read(response, watch, (cause) => describeFailure(cause, watch, request))
      watch.expect(true)
      return await toProblemError(response, retryAfterOf(response.headers, now()))
    } catch (cause) {
      signal?.throwIfAborted()
      if (cause instanceof SourceError) throw cause.cause
      return describeFailure(cause, watch, request)
    } finally {
      watch.expect(false)
    }
  }

  return {
    send: (request) => exchange(request, readWhole),
    open: (request) => exchange(request, readStreamed),
  }
}

/** Reads an answer that has begun; `describe` makes an error of what breaks it off. */
type ReadAnswer = (response: Response, watch: Watch, describe: (cause: unknown) => Error) => Promise<Response>

const readWhole: ReadAnswer = async (response, watch) => {
  const parts: Uint8Array[] = []
  const reader = response.body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    watch.expect(true)
    parts.push(next.value)
  }
  const { status, statusText, headers } = response
  return new Response(parts.length === 0 ? null : Buffer.concat(parts), { status, statusText, headers })
}

const readStreamed: ReadAnswer = async (response, watch, describe) => {
  watch.expect(false)
  const { status, statusText, headers, body } = response
  if (body === null) return response
  const reader = body.getReader()
  const stream = new ReadableStream<Uint8Array>(
    {
      // Silence counts only while somebody waits for the next piece: a slow reader is not a silent gateway.
      pull: async (controller) => {
        watch.expect(true)
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (cause) {
          throw describe(cause)
        } finally {
          watch.expect(false)
        }
      },
      cancel: async (reason) => {
        watch.abort(reason)
        await reader.cancel(reason).catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(stream, { status, statusText, headers })
}

/** What the source of an upload threw, on its way through `fetch`. */
class SourceError extends Error {}

const toWatchedUpload = (source: AsyncIterable<Uint8Array>, watch: Watch): ReadableStream<Uint8Array> => {
  const iterator = source[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        // While the source thinks, the gateway has nothing to say.
        watch.suspend(true)
        const next = await iterator.next().catch((cause: unknown) => {
          const error = new SourceError('the source of the upload failed', { cause })
          watch.abort(error)
          throw error
        })
        watch.suspend(false)
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: async () => {
        await iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}

const isStream = (body: Outgoing['body']): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && Symbol.asyncIterator in body

const withAttempts = ({ message, cause }: ConnectionError, attempts: number): ConnectionError =>
  attempts === 1
    ? new ConnectionError(message, { cause })
    : new ConnectionError(`${message} (tried ${attempts} times)`, { attempts, cause })

const describeFailure = (cause: unknown, watch: Watch, { method, url, signal }: Outgoing): ConnectionError => {
  if (cause instanceof ConnectionError) return cause
  signal?.throwIfAborted()
  const place = `${method} ${url.replace(/[?#].*$/s, '')}`
  if (watch.fired()) return new ConnectionError(`${place}: no sign of life in time`, { cause })
  return new ConnectionError(`${place}: ${reasonOf(cause)}`, { cause })
}

/** The innermost reason: `fetch failed` says nothing, its cause does. */
const reasonOf = (error: unknown): string => {
  let reason = error instanceof Error ? error.message : String(error)
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    const { code } = inner as NodeJS.ErrnoException
    // Node tries several addresses of one name; the message of the collected error is empty.
    reason = inner.message || code || reason
    if (inner instanceof AggregateError && inner.errors[0] instanceof Error) reason = inner.errors[0].message
  }
  return reason
}
