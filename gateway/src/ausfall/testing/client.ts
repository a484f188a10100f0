import { setTimeout as sleep } from 'node:timers/promises'

/** One call as a client saw it. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly key: string | undefined
  /** Milliseconds since the process began. */
  readonly started: number
  readonly ended: number
  /** Status of the answer; absent when there was none. */
  readonly status?: number
  readonly headers?: Headers
  readonly body?: string
  /** Why there was no answer. */
  readonly error?: string
}

/** What is sent. */
export interface Sending {
  readonly body?: string
  readonly key?: string
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** A client that writes down every call. */
export interface JournalClient {
  readonly journal: Call[]
  readonly send: (method: string, path: string, sending?: Sending) => Promise<Call>
  /**
   * Repeats a call with its key until it is answered with anything but 409 (the first one still runs), 5xx or silence,
   * as every client of the gateway has to.
   *
   * @throws Error after `limit` milliseconds
   */
  readonly sendUntilAnswered: (method: string, path: string, sending: Sending, limit?: number) => Promise<Call>
}

/** Makes a client that works against an address, with a token. */
export const createJournalClient = (address: string, token: string): JournalClient => {
  const journal: Call[] = []
  const send: JournalClient['send'] = async (method, path, { body, key, signal, headers } = {}) => {
    const started = performance.now()
    const call = await fetch(`${address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    })
      .then(
        async (answer) => ({ status: answer.status, headers: answer.headers, body: await answer.text() }),
        (error: Error) => ({ error: String(error.cause ?? error) }),
      )
      .catch((error: Error) => ({ error: String(error.cause ?? error) }))
    const entry = { method, path, key, started, ended: performance.now(), ...call }
    journal.push(entry)
    return entry
  }
  return {
    journal,
    send,
    sendUntilAnswered: async (method, path, sending, limit = 30_000) => {
      const deadline = performance.now() + limit
      for (;;) {
        const call = await send(method, path, sending)
        if (call.status !== undefined && call.status < 500 && call.status !== 409) return call
        if (performance.now() > deadline) {
          throw new Error(
            `${method} ${path} was not answered within ${limit} ms: ${call.status} ${call.body ?? call.error}`,
          )
        }
        await sleep(50)
      }
    },
  }
}
