import { AdapterError, isAdapterError } from './adapter-error.ts'
import { joinBytes } from './adapter-source.ts'
import { type JsonTree, readJsonTree } from './kit/json-tree.ts'

/** How {@link createHttp} calls a vendor's API. */
export interface HttpOptions {
  /** The `fetch` of the adapter's context. */
  readonly fetch: typeof globalThis.fetch
  /** Milliseconds until one attempt is given up. */
  readonly timeout?: number
  /** Attempts for requests that may be repeated safely; others are tried once. */
  readonly attempts?: number
  /** Largest answer in bytes. */
  readonly maxBytes?: number
  /** Values that must not appear in errors. */
  readonly secrets?: readonly string[]
  /** Waits between attempts; given in tests. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
}

/** An answer with its body read. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** Calls over the passed `fetch`; failures are {@link AdapterError}s of the right kind. */
export interface Http {
  request(url: string, init?: RequestInit): Promise<HttpAnswer>
  /** The answer as JSON. `undefined` for an empty body. */
  getJson(url: string, init?: RequestInit): Promise<JsonTree | undefined>
}

const repeatable = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])
const passing = new Set([408, 429, 500, 502, 503, 504])

/** Longest pause that a `Retry-After` may ask for; longer ones end the call. */
const longestPause = 30_000

const sleep = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds)
    function done() {
      signal?.removeEventListener('abort', abort)
      resolve()
    }
    function abort() {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort, { once: true })
  })

/**
 * HTTP for adapters: a timeout for each attempt, a few repetitions with growing pauses where repeating is safe, a limit for
 * the answer, redirects refused (they could carry credentials elsewhere), and secrets masked in every error.
 */
export const createHttp = (options: HttpOptions): Http => {
  const { timeout = 15_000, attempts = 3, maxBytes = 52_428_800, secrets = [], wait = sleep } = options

  const once = async (url: string, init: RequestInit): Promise<HttpAnswer> => {
    const limit = AbortSignal.timeout(timeout)
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit
    const response = await options.fetch(url, { redirect: 'manual', ...init, signal })
    const bytes = await readBody(response, maxBytes)
    return { status: response.status, headers: response.headers, bytes }
  }

  const request = async (url: string, init: RequestInit = {}): Promise<HttpAnswer> => {
    const method = (init.method ?? 'GET').toUpperCase()
    const most = repeatable.has(method) ? attempts : 1
    const place = `${method} ${withoutQuery(url)}`
    for (let attempt = 1; ; attempt++) {
      let pause = 200 * 2 ** (attempt - 1)
      let failure: AdapterError
      try {
        const answer = await once(url, init)
        if (!passing.has(answer.status)) return checkStatus(answer, place, secrets)
        failure = new AdapterError('unavailable', `${place} answered ${answer.status}`, {
          secrets,
          cause: new Error(`HTTP ${answer.status}`),
        })
        pause = Math.max(pause, retryAfter(answer.headers))
      } catch (cause) {
        if (isAdapterError(cause)) throw cause
        failure = new AdapterError('unavailable', `${place} failed`, { cause, secrets })
      }
      if (attempt >= most || init.signal?.aborted || pause > longestPause) throw failure
      await wait(pause, init.signal ?? undefined).catch(() => {
        throw failure
      })
    }
  }

  return {
    request,
    getJson: async (url, init) => {
      const { bytes } = await request(url, init)
      if (bytes.length === 0) return undefined
      const place = withoutQuery(url)
      try {
        return readJsonTree(new TextDecoder('utf-8', { fatal: true }).decode(bytes), place)
      } catch (cause) {
        throw new AdapterError('invalid-response', `${place} did not answer with JSON`, { cause, secrets })
      }
    },
  }
}

const checkStatus = (answer: HttpAnswer, place: string, secrets: readonly string[]): HttpAnswer => {
  const { status } = answer
  if (status >= 200 && status < 300) return answer
  const cause = new Error(`HTTP ${status}`)
  if (status === 401 || status === 403) {
    throw new AdapterError('unauthorized', `${place} refused the credentials (${status})`, { secrets, cause })
  }
  if (status >= 300 && status < 400) {
    throw new AdapterError('invalid-response', `${place} redirected (${status}), which is not followed`, {
      secrets,
      cause,
    })
  }
  if (status >= 500) throw new AdapterError('unavailable', `${place} answered ${status}`, { secrets, cause })
  throw new AdapterError('rejected', `${place} refused the request (${status})`, { secrets, cause })
}

const readBody = async (response: Response, maxBytes: number): Promise<Uint8Array> => {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    length += next.value.length
    if (length > maxBytes) {
      // Not awaited: the rest of the answer is of no interest, and its end may never come.
      reader?.cancel().catch(() => undefined)
      throw new AdapterError('invalid-response', `the answer is larger than ${maxBytes} bytes`)
    }
    parts.push(next.value)
  }
  return joinBytes(parts, length)
}

/** Milliseconds that `Retry-After` asks for; only its form in seconds, a date would need a clock. */
const retryAfter = (headers: Headers): number => {
  const seconds = Number(headers.get('retry-after') ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0
}

/** Queries may hold tokens and personal data, so messages name the address without them. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '')
