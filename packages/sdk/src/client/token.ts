import { randomUUID } from 'node:crypto'
import { problemTypes, problemUri } from '@berichtsheft/core'
import type { JWK } from 'jose'
import { ConnectionError, ProblemError } from './problem-error.ts'
import { isPassing, pauseAfter, type RetryPlan, retryAfterOf, waitFor } from './retry.ts'

/** Where access tokens come from. */
export interface TokenSource {
  /** A token that is good for a while yet; asked for once, however many callers wait for it. */
  readonly get: (signal?: AbortSignal) => Promise<string>
  /** This token was refused: the next one is a new one. */
  readonly invalidate: (token: string) => void
}

/** How a machine client signs in. */
export interface TokenOptions {
  /** Address of the token endpoint. */
  readonly endpoint: string
  /** Whom the assertion is made for. */
  readonly issuer: string
  readonly clientId: string
  readonly privateJwk: JWK
  /** Scopes to ask for; absent means all that the client may have. */
  readonly scopes?: readonly string[]
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Date
  readonly timeout: number
  readonly plan: RetryPlan
  readonly wait?: typeof waitFor
  readonly random?: () => number
}

interface Token {
  readonly text: string
  /** Until when it is used, in milliseconds since 1970. */
  readonly goodUntil: number
}

/** Life of an assertion in seconds: longer than a request takes, shorter than anybody could make use of. */
const assertionLife = 60

/**
 * Gets access tokens with `client_credentials` and `private_key_jwt` and keeps each until shortly before its end.
 *
 * @throws (when asked) ProblemError `unauthorized` when the credentials are refused, ConnectionError
 * @see RFC 6749 section 4.4; RFC 7523 section 2.2
 */
export const createTokenSource = (options: TokenOptions): TokenSource => {
  let token: Token | undefined
  let pending: Promise<Token> | undefined

  const renew = (): Promise<Token> => {
    pending ??= requestToken(options)
      .then((fresh) => {
        token = fresh
        return fresh
      })
      .finally(() => {
        pending = undefined
      })
    return pending
  }

  return {
    get: async (signal) => {
      if (token && options.now().getTime() < token.goodUntil) return token.text
      const { text } = await orAborted(renew(), signal)
      return text
    },
    invalidate: (text) => {
      if (token?.text === text) token = undefined
    },
  }
}

/** One caller that gives up does not take the token away from the others that wait for it. */
const orAborted = async <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) return promise
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

const requestToken = async (options: TokenOptions): Promise<Token> => {
  const { plan, wait = waitFor, random = Math.random } = options
  for (let attempt = 1; ; attempt++) {
    const answer = await attemptToken(options).catch((cause: unknown) => cause)
    if (isToken(answer)) return answer
    const passes = answer instanceof ProblemError ? isPassing(answer.status) : answer instanceof ConnectionError
    const retryAfter = answer instanceof ProblemError ? answer.retryAfter : undefined
    const pause = passes ? pauseAfter(attempt, plan, random(), retryAfter) : undefined
    if (pause === undefined) throw answer
    await wait(pause)
  }
}

const isToken = (answer: unknown): answer is Token =>
  typeof answer === 'object' && answer !== null && 'goodUntil' in answer

const attemptToken = async (options: TokenOptions): Promise<Token> => {
  const { endpoint, fetch, now, timeout, scopes } = options
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signAssertion(options),
    ...(scopes && { scope: scopes.join(' ') }),
  })
  const sentAt = now().getTime()
  const { response, text } = await post(fetch, endpoint, body, timeout)
  const answer = parseAnswer(text)
  if (response.ok && typeof answer.access_token === 'string') {
    const life = typeof answer.expires_in === 'number' ? answer.expires_in * 1000 : 60_000
    // A tenth of its life, at most half a minute, is left for requests that are on their way.
    return { text: answer.access_token, goodUntil: sentAt + life - Math.min(30_000, life / 10) }
  }
  throw refusal(response, answer, retryAfterOf(response.headers, now()))
}

const post = async (
  fetch: typeof globalThis.fetch,
  endpoint: string,
  body: URLSearchParams,
  timeout: number,
): Promise<{ response: Response; text: string }> => {
  try {
    const init = { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(timeout) } as const
    const response = await fetch(endpoint, init)
    return { response, text: await response.text() }
  } catch (cause) {
    const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
    const reason = inner instanceof Error ? inner.message || (inner as NodeJS.ErrnoException).code : String(inner)
    throw new ConnectionError(`POST ${endpoint}: ${reason}`, { cause })
  }
}

/** What the token endpoint may answer (RFC 6749 sections 5.1 and 5.2). */
interface TokenAnswer {
  readonly access_token?: unknown
  readonly expires_in?: unknown
  readonly error?: unknown
  readonly error_description?: unknown
}

const parseAnswer = (text: string): TokenAnswer => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    // Something before the gateway answered; its status says enough.
    return {}
  }
}

const refusal = (response: Response, answer: TokenAnswer, retryAfter: number | undefined): ProblemError => {
  const { error, error_description: description } = answer
  const reason = [error, description].filter((part) => typeof part === 'string').join(': ')
  const refused = response.status === 400 || response.status === 401
  return new ProblemError(
    {
      type: refused ? problemUri('unauthorized') : 'about:blank',
      title: refused ? problemTypes.unauthorized.title : response.statusText || 'The token endpoint failed',
      status: refused ? 401 : response.status,
      ...(refused || reason !== ''
        ? { detail: ['The token endpoint refuses the credentials', reason].filter(Boolean).join(': ') }
        : {}),
    },
    retryAfter,
  )
}

const signAssertion = async ({ issuer, clientId, privateJwk, now }: TokenOptions): Promise<string> => {
  const { importJWK, SignJWT } = await import('jose')
  const alg = privateJwk.alg ?? (privateJwk.kty === 'RSA' ? 'PS256' : 'ES256')
  const seconds = Math.floor(now().getTime() / 1000)
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg, typ: 'JWT', ...(privateJwk.kid === undefined ? {} : { kid: privateJwk.kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + assertionLife)
    .sign(await importJWK(privateJwk, alg))
}
