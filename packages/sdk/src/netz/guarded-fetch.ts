import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { buildConnector } from 'undici'
import { type Netze, parseNetze } from './adresse.ts'
import { type Aufloesung, createAufloesung } from './aufloesung.ts'
import { checkVerbindung, checkZiel, ZielError } from './ziel.ts'

/** What a guarded fetch may do. */
export interface GuardedFetchOptions {
  /** Networks beside the public ones, as CIDR separated by commas. */
  readonly erlaubteNetze: string
  /** Longest time for a whole exchange in milliseconds: name, connection, request and body of the answer. */
  readonly zeit: number
  /** Most bytes of an answer that are read, unpacked. */
  readonly groesse: number
  /** How names become addresses; default: the name servers of the system. */
  readonly resolve?: Aufloesung
}

/** A `fetch` for addresses that somebody else named. */
export interface GuardedFetch {
  /**
   * Like the global `fetch`, but opens connections only to public addresses and opened networks, follows no redirect
   * (the 3xx is the answer), and ends after the given time and size.
   *
   * @throws ZielError when the target is refused, TypeError with its cause when the exchange fails, a DOMException
   * `TimeoutError` after the time limit
   */
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>
  /** Closes all connections; exchanges under way fail. */
  readonly close: () => Promise<void>
}

/** Longest time for a connection, TLS included. */
const connectTime = 5_000

/**
 * Makes a guarded fetch. The address is judged when the connection is opened, and the connection goes to the very
 * address that was judged, so a name that changes its answer in between gains nothing (DNS rebinding).
 */
export const createGuardedFetch = (options: GuardedFetchOptions): GuardedFetch => {
  const netze = parseNetze(options.erlaubteNetze)
  const resolve = options.resolve ?? createAufloesung()
  let loading: ReturnType<typeof load> | undefined

  // The client is loaded on first use, because many gateways never call out and its code takes memory.
  const load = async () => {
    const { Agent, buildConnector, fetch } = await import('undici')
    const agent = new Agent({
      connect: guardConnector(buildConnector, netze, resolve),
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 30_000,
      maxHeaderSize: 16_384,
    })
    return { agent, fetch }
  }

  return {
    fetch: async (url, init = {}) => {
      const target = checkZiel(`${url}`, netze)
      loading ??= load()
      const { agent, fetch } = await loading
      const timeout = AbortSignal.timeout(options.zeit)
      const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
      try {
        const request = { ...init, redirect: 'manual', signal, dispatcher: agent } as Parameters<typeof fetch>[1]
        const response = (await fetch(target, request)) as unknown as Response
        return limitBody(response, options.groesse)
      } catch (error) {
        throw findZielError(error) ?? error
      }
    },
    close: async () => {
      const loaded = await loading
      await loaded?.agent.destroy()
    },
  }
}

const guardConnector =
  (build: typeof buildConnector, netze: Netze, resolve: Aufloesung): buildConnector.connector =>
  (target, callback) => {
    const check = (adresse: string): void =>
      checkVerbindung(
        { schema: target.protocol, adresse, port: Number(target.port || (target.protocol === 'https:' ? 443 : 80)) },
        netze,
      )
    const connect = async (): Promise<void> => {
      const adressen = await withDeadline(resolve(target.hostname), connectTime)
      // One inner address among several refuses them all: which of them is used is not ours to choose.
      for (const adresse of adressen) check(adresse)
      const found = adressen.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      const open = build({
        timeout: connectTime,
        allowH2: false,
        autoSelectFamily: true,
        lookup: (_host, _options, answer) => answer(null, found),
      })
      open(target, (...[error, socket]) => {
        if (error) callback(error, null)
        else finish(socket, check, callback)
      })
    }
    connect().catch((error: Error) => callback(error, null))
  }

/** The last look, at the socket itself: whatever led here, it must not be connected to an inner address. */
const finish = (socket: Socket, check: (adresse: string) => void, callback: buildConnector.Callback): void => {
  try {
    check(socket.remoteAddress ?? '')
  } catch (error) {
    socket.destroy()
    callback(error as Error, null)
    return
  }
  callback(null, socket)
}

const withDeadline = async <T>(work: Promise<T>, time: number): Promise<T> => {
  const timer = new AbortController()
  const late = sleep(time, undefined, { signal: timer.signal }).then(() => {
    throw new ZielError('name', 'The name server did not answer in time')
  })
  late.catch(() => undefined) // it loses the race in the good case
  try {
    return await Promise.race([work, late])
  } finally {
    timer.abort()
  }
}

/** Fetch wraps what the connector threw. */
const findZielError = (error: unknown): ZielError | undefined => {
  for (let e = error; e instanceof Error; e = e.cause) if (e instanceof ZielError) return e
  return undefined
}

const limitBody = (response: Response, most: number): Response => {
  if (response.body === null) return response
  let seen = 0
  const limited = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        seen += chunk.byteLength
        if (seen > most) controller.error(new RangeError(`the answer is larger than ${most} bytes`))
        else controller.enqueue(chunk)
      },
    }),
  )
  const { status, statusText, headers } = response
  return new Response(limited, { status, statusText, headers: new Headers([...headers]) })
}
