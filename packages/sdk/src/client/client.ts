import { randomUUID } from 'node:crypto'
import type { Nachricht, Nachrichtenname } from '@berichtsheft/core'
import type { JWK } from 'jose'
import createFetchClient from 'openapi-fetch'
import {
  answerAnforderung,
  requestBerichtsheft,
  requestBerichtshefte,
  watchAnforderung,
  watchSammelanforderung,
} from './anforderung.ts'
import { fetchAnhang, putAnhang } from './anhang.ts'
import { streamBerufe } from './beruf.ts'
import type { Api, CallOptions, Connection } from './connection.ts'
import { fetchExport, fetchPaket } from './download.ts'
import { ereignisse } from './ereignis.ts'
import { importDateien, pushLieferung, pushNachweise, streamBytes, streamLieferungen } from './lieferung.ts'
import { type ListOptions, list } from './list.ts'
import { type Nachrichtenantwort, sendNachricht, sendNachrichtXml } from './nachricht.ts'
import { type RetryPlan, standardPlan, waitFor } from './retry.ts'
import type { EntryOf, FilterOf, ListPath, Paths } from './schemas.ts'
import { createTokenSource } from './token.ts'
import { createTransport, type Outgoing, type TransportOptions } from './transport.ts'
import { checkStoredVertrag, checkVertrag, readVertrag, streamNachrichten, streamNachrichtenBytes } from './vertrag.ts'
import { fetchVertragsunterlage, uploadVertragsunterlage } from './vertragsunterlage.ts'

/** Who calls which gateway, and how. */
export interface ClientOptions {
  /** Address of the gateway, as `https://gateway.example`. */
  readonly baseUrl: string
  /** The client id of the machine client; absent for what needs no token, such as the rules or the self-service of a demo. */
  readonly clientId?: string
  /** The private key that signs in, as JWK with the `kid` under which its public half is registered. */
  readonly privateJwk?: JWK
  /** Scopes to ask for; absent means all that the client may have. */
  readonly scopes?: readonly string[]
  /** Issuer of the tokens, where it is not the gateway itself at `baseUrl`, as behind an address that only the own network has. */
  readonly issuer?: string
  /** Token endpoint of an external issuer. */
  readonly tokenEndpoint?: string
  readonly fetch?: typeof globalThis.fetch
  readonly now?: () => Date
  /** Milliseconds that the gateway may be silent before an attempt is given up. */
  readonly timeout?: number
  readonly retry?: Partial<RetryPlan>
  /** Pauses; given in tests. */
  readonly wait?: typeof waitFor
  /** The chance in the length of pauses, from 0 to 1; given in tests. */
  readonly random?: () => number
}

/** A function without the connection that the client knows. */
type Bound<F> = F extends (connection: Connection, ...rest: infer R) => infer A ? (...rest: R) => A : never

type ListOf<P extends ListPath> = (filter?: FilterOf<P>, options?: ListOptions) => AsyncGenerator<EntryOf<P>>

/** A typed client of the gateway. Every method throws `ProblemError` when the gateway refuses and `ConnectionError` when it does not answer. */
export interface GatewayClient {
  /**
   * Every operation of the contract, as `client.api.GET('/v1/regeln')`; what the methods below do not cover. With the header
   * `if-none-match` an answer of 304 is no error: `response.status` tells that the object has not changed.
   */
  readonly api: Api
  readonly pushLieferung: Bound<typeof pushLieferung>
  readonly pushNachweise: Bound<typeof pushNachweise>
  readonly streamLieferungen: Bound<typeof streamLieferungen>
  readonly streamBytes: Bound<typeof streamBytes>
  readonly importDateien: Bound<typeof importDateien>
  readonly streamBerufe: Bound<typeof streamBerufe>
  readonly requestBerichtsheft: Bound<typeof requestBerichtsheft>
  readonly requestBerichtshefte: Bound<typeof requestBerichtshefte>
  readonly watchAnforderung: Bound<typeof watchAnforderung>
  readonly watchSammelanforderung: Bound<typeof watchSammelanforderung>
  readonly answerAnforderung: Bound<typeof answerAnforderung>
  readonly fetchPaket: Bound<typeof fetchPaket>
  readonly fetchExport: Bound<typeof fetchExport>
  readonly ereignisse: Bound<typeof ereignisse>
  readonly putAnhang: Bound<typeof putAnhang>
  readonly fetchAnhang: Bound<typeof fetchAnhang>
  readonly uploadVertragsunterlage: Bound<typeof uploadVertragsunterlage>
  readonly fetchVertragsunterlage: Bound<typeof fetchVertragsunterlage>
  readonly sendNachricht: <N extends Nachrichtenname>(
    name: N,
    value: Nachricht<N>,
    options?: CallOptions,
  ) => Promise<Nachrichtenantwort>
  readonly sendNachrichtXml: Bound<typeof sendNachrichtXml>
  readonly streamNachrichten: Bound<typeof streamNachrichten>
  readonly streamNachrichtenBytes: Bound<typeof streamNachrichtenBytes>
  readonly checkVertrag: Bound<typeof checkVertrag>
  readonly readVertrag: Bound<typeof readVertrag>
  readonly checkStoredVertrag: Bound<typeof checkStoredVertrag>
  readonly berichtshefte: ListOf<'/v1/berichtshefte'>
  readonly ausbildungsnachweise: ListOf<'/v1/ausbildungsnachweise'>
  readonly anforderungen: ListOf<'/v1/anforderungen'>
  readonly freigaben: ListOf<'/v1/freigaben'>
  readonly uebermittlungen: ListOf<'/v1/uebermittlungen'>
  readonly exporte: ListOf<'/v1/exporte'>
  readonly sammelanforderungen: ListOf<'/v1/sammelanforderungen'>
  readonly anbieter: ListOf<'/v1/anbieter'>
  readonly ausbildungsvertraege: ListOf<'/v1/ausbildungsvertraege'>
}

/** Milliseconds that the gateway may be silent; as long as it takes to read a request itself. */
const standardTimeout = 60_000

/**
 * Makes a client of a gateway. Nothing is sent until it is used.
 *
 * Tokens are got and renewed as needed. Every write carries an `Idempotency-Key`, so what failed on its way is sent again
 * with the same key and has its effect once: after 429, 502, 503, 504 and broken connections, with growing pauses, and not
 * before the instant that the gateway names in `Retry-After`.
 *
 * @example
 * const client = createClient({ baseUrl: 'http://localhost:8080', clientId, privateJwk })
 * for await (const heft of client.berichtshefte({ geaendertSeit: '2026-11-01T00:00:00Z' })) …
 */
export const createClient = (options: ClientOptions): GatewayClient => {
  const connection = connect(options)
  const bind =
    <R extends readonly unknown[], A>(call: (connection: Connection, ...rest: R) => A) =>
    (...rest: R): A =>
      call(connection, ...rest)
  const bindList =
    <P extends ListPath>(path: P): ListOf<P> =>
    (filter, listOptions) =>
      list(connection, path, filter ?? ({} as FilterOf<P>), listOptions)
  return {
    api: connection.api,
    pushLieferung: bind(pushLieferung),
    pushNachweise: bind(pushNachweise),
    streamLieferungen: bind(streamLieferungen),
    streamBytes: bind(streamBytes),
    streamBerufe: bind(streamBerufe),
    importDateien: bind(importDateien),
    requestBerichtsheft: bind(requestBerichtsheft),
    requestBerichtshefte: bind(requestBerichtshefte),
    watchAnforderung: bind(watchAnforderung),
    watchSammelanforderung: bind(watchSammelanforderung),
    answerAnforderung: bind(answerAnforderung),
    fetchPaket: bind(fetchPaket),
    fetchExport: bind(fetchExport),
    ereignisse: bind(ereignisse),
    putAnhang: bind(putAnhang),
    fetchAnhang: bind(fetchAnhang),
    uploadVertragsunterlage: bind(uploadVertragsunterlage),
    fetchVertragsunterlage: bind(fetchVertragsunterlage),
    sendNachricht: (name, value, callOptions) => sendNachricht(connection, name, value, callOptions),
    sendNachrichtXml: bind(sendNachrichtXml),
    streamNachrichten: bind(streamNachrichten),
    streamNachrichtenBytes: bind(streamNachrichtenBytes),
    checkVertrag: bind(checkVertrag),
    readVertrag: bind(readVertrag),
    checkStoredVertrag: bind(checkStoredVertrag),
    berichtshefte: bindList('/v1/berichtshefte'),
    ausbildungsnachweise: bindList('/v1/ausbildungsnachweise'),
    anforderungen: bindList('/v1/anforderungen'),
    freigaben: bindList('/v1/freigaben'),
    uebermittlungen: bindList('/v1/uebermittlungen'),
    exporte: bindList('/v1/exporte'),
    sammelanforderungen: bindList('/v1/sammelanforderungen'),
    anbieter: bindList('/v1/anbieter'),
    ausbildungsvertraege: bindList('/v1/ausbildungsvertraege'),
  }
}

const connect = (options: ClientOptions): Connection => {
  const {
    fetch = globalThis.fetch,
    now = () => new Date(),
    timeout = standardTimeout,
    wait = waitFor,
    random,
  } = options
  const baseUrl = checkBaseUrl(options.baseUrl)
  const shared = { fetch, now, timeout, wait, plan: { ...standardPlan, ...options.retry }, ...(random && { random }) }
  const transport = createTransport({ ...shared, ...toToken(options, baseUrl, shared) })
  const api = createFetchClient<Paths, 'application/json'>({
    baseUrl,
    headers: { accept: 'application/json' },
    fetch: async (request) => transport.send(await toOutgoing(request)),
  })
  return { baseUrl, transport, api, now, wait }
}

const checkBaseUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new TypeError(`baseUrl is the http(s) address of the gateway, not ${JSON.stringify(text)}`)
  }
  return text.replace(/\/+$/, '')
}

const toToken = (
  { clientId, privateJwk, scopes, issuer, tokenEndpoint }: ClientOptions,
  baseUrl: string,
  shared: Pick<TransportOptions, 'fetch' | 'now' | 'timeout' | 'plan' | 'wait' | 'random'>,
): Pick<TransportOptions, 'token'> => {
  if ((clientId === undefined) !== (privateJwk === undefined)) {
    throw new TypeError('a client that signs in needs both clientId and privateJwk')
  }
  if (clientId === undefined || privateJwk === undefined) return {}
  const own = `${baseUrl}/oidc`
  return {
    token: createTokenSource({
      ...shared,
      // Whom the assertion is made for is never taken from an answer of the network: a false gateway could name the true one.
      issuer: issuer ?? own,
      endpoint: tokenEndpoint ?? `${own}/token`,
      clientId,
      privateJwk,
      ...(scopes && { scopes }),
    }),
  }
}

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const toOutgoing = async (request: Request): Promise<Outgoing> => {
  const { method, url, headers, signal } = request
  const bytes = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
  if (writes.has(method) && !headers.has('idempotency-key')) headers.set('idempotency-key', randomUUID())
  return { method, url, headers, signal, ...(bytes && { body: bytes }) }
}
