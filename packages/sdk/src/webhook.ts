import type { Ereignisart } from '@berichtsheft/core'
import type { Ereignistoken, Jwks } from '@berichtsheft/core/signatur'
import { Webhook } from 'standardwebhooks'
import { ConnectionError, toProblemError } from './client/problem-error.ts'

/** What the gateway sends to a webhook: what happened to which object. Whoever needs more asks the gateway. */
export interface Webhookinhalt {
  readonly type: Ereignisart
  /** When it happened (RFC 3339, UTC). */
  readonly timestamp: string
  readonly data: {
    readonly ereignisId: string
    /** The object that changed: request, release or transfer. */
    readonly objektId: string
    /** The same as a signed Security Event Token (RFC 8417). */
    readonly token: string
  }
}

/** A notice that was checked, with what identifies the delivery. */
export interface Webhookmeldung extends Webhookinhalt {
  /** The `webhook-id`, the same for every attempt: a receiver that saw it before has nothing to do. */
  readonly id: string
}

/** The headers of a request, as of `fetch` or of Node. */
export type Webhookkopf = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/** A notice that is not from the gateway, was changed on its way, or is too old. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
}

/**
 * Checks that a notice was signed with the secret of the subscription within the last five minutes, and reads it. Answer
 * 400 when it throws, else 204 soon and do the work afterwards.
 *
 * @param rawBody the body exactly as it arrived; JSON that was parsed and written again has another signature
 * @param secret `whsec_…`, as shown when the subscription was made
 * @throws WebhookError
 * @see Standard Webhooks 1.0
 * @example
 * const { id, type, data } = verifyWebhook(request.headers, rawBody, secret)
 */
export const verifyWebhook = (kopf: Webhookkopf, rawBody: string | Uint8Array, secret: string): Webhookmeldung => {
  const text = typeof rawBody === 'string' ? rawBody : decode(rawBody)
  const headers = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headerOf(kopf, name)]),
  )
  try {
    new Webhook(secret).verify(text, headers, { jsonParse: false })
  } catch (cause) {
    throw new WebhookError(cause instanceof Error ? cause.message : 'The signature does not verify', { cause })
  }
  return { id: headers['webhook-id'] ?? '', ...parseInhalt(text) }
}

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new WebhookError('The body is not UTF-8', { cause })
  }
}

const headerOf = (kopf: Webhookkopf, name: string): string => {
  if (kopf instanceof Headers) return kopf.get(name) ?? ''
  const [, value] = Object.entries(kopf).find(([key]) => key.toLowerCase() === name) ?? []
  return typeof value === 'string' ? value : ''
}

const parseInhalt = (text: string): Webhookinhalt => {
  const { type, timestamp, data } = toObject(parse(text))
  const { ereignisId, objektId, token } = toObject(data)
  const texts = [type, timestamp, ereignisId, objektId, token]
  if (!texts.every((value) => typeof value === 'string')) throw new WebhookError('The body is no notice of the gateway')
  return { type, timestamp, data: { ereignisId, objektId, token } } as Webhookinhalt
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new WebhookError('The body is not JSON', { cause })
  }
}

const toObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** Verifies event tokens with the published keys of a gateway. */
export type VerifyEreignis = (token: string) => Promise<Ereignistoken>

/** Who verifies tokens of which gateway. */
export interface EreignisVerifierOptions {
  /** Address of the gateway, as its tokens name it. */
  readonly baseUrl: string
  /** Who is told: `anbieter:<id>` or `kammer:<knr>`. */
  readonly empfaenger: string
  readonly fetch?: typeof globalThis.fetch
  readonly now?: () => Date
}

/** Pause between two looks at the keys for a key that is not there, in milliseconds. */
const keyPause = 60_000

/**
 * Makes a function that verifies Security Event Tokens: signature by a published key of this gateway, issuer, recipient,
 * form. The keys are fetched at first use and again when a token names a new one, at most once a minute. That the token
 * was not seen before is for the receiver to remember, by `jti`.
 *
 * @throws (when called) SignaturError for a token that is refused, ConnectionError or ProblemError when the keys cannot be had
 */
export const createEreignisVerifier = (options: EreignisVerifierOptions): VerifyEreignis => {
  const { empfaenger, now = () => new Date() } = options
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  let keys: { readonly jwks: Jwks; readonly fetchedAt: number } | undefined

  const load = async (): Promise<Jwks> => {
    const jwks = await fetchJwks(`${baseUrl}/jwks`, options.fetch ?? globalThis.fetch)
    keys = { jwks, fetchedAt: now().getTime() }
    return jwks
  }

  return async (token) => {
    const { SignaturError, verifySet } = await import('@berichtsheft/core/signatur')
    const expected = { iss: baseUrl, aud: empfaenger }
    try {
      return await verifySet(token, keys?.jwks ?? (await load()), expected)
    } catch (error) {
      const isOld = keys !== undefined && now().getTime() - keys.fetchedAt >= keyPause
      if (!(error instanceof SignaturError) || error.grund !== 'schluessel' || !isOld) throw error
      return verifySet(token, await load(), expected)
    }
  }
}

const fetchJwks = async (url: string, fetch: typeof globalThis.fetch): Promise<Jwks> => {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(15_000) }).catch(
    (cause: unknown) => {
      throw new ConnectionError(`GET ${url} failed`, { cause })
    },
  )
  if (response.status !== 200) throw await toProblemError(response)
  return (await response.json()) as Jwks
}
