import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'

/** A request as a table of cases writes it. */
export interface HostileRequest {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Bytes or text as they are; a stream is sent in chunks, without a length. */
  readonly body?: string | Uint8Array | Readable
  /** Bearer token; empty for none. */
  readonly token?: string
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** From the first byte sent to the last byte read, in milliseconds. */
  readonly ms: number
}

/**
 * Sends a request on a connection of its own and reads the answer, also one that comes while the body is still being
 * sent.
 *
 * @throws Error when the connection ends without an answer
 */
export const sendRequest = (
  port: number,
  { method, path = '/v1/berichtshefte', headers = {}, body, token = '' }: HostileRequest,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const isStream = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      path,
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      agent: false,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isStream ? {} : { 'content-length': Buffer.byteLength(body) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })
    let answered = false
    request.on('response', (response) => {
      answered = true
      const chunks: Buffer[] = []
      const finish = () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, ms: performance.now() - start })
        request.destroy()
        if (isStream) (body as Readable).destroy()
      }
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', finish)
      // A connection that was cut behind a whole answer is how a refused body ends.
      response.once('error', finish)
    })
    request.on('error', (error) => {
      if (!answered) reject(error)
    })
    if (isStream) (body as Readable).on('error', () => {}).pipe(request)
    else request.end(body)
  })
