import net from 'node:net'

/** A finished HTTP/1.1 request, head and body in one buffer. */
export type RawRequest = Buffer

/** What one round of load found. Times are milliseconds. */
export interface LoadResult {
  readonly requests: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** Builds a request once, so that the generator spends its time on the wire and not on formatting. */
export const makeRequest = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): RawRequest => {
  const bytes = Buffer.from(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  if (method !== 'GET') lines.push(`content-length: ${bytes.length}`)
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes])
}

/**
 * Closed loop: each connection sends the next request when the answer to the last one is complete. Every status is
 * checked; a wrong one ends the run.
 *
 * @param next the next request, or `undefined` when there are no more
 */
export const runLoad = async (
  port: number,
  connections: number,
  milliseconds: number,
  expected: number,
  next: () => RawRequest | undefined,
): Promise<LoadResult> => {
  const times: number[] = []
  const start = performance.now()
  const end = start + milliseconds
  await Promise.all(Array.from({ length: connections }, () => runConnection(port, end, expected, next, times)))
  const seconds = (performance.now() - start) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { requests: times.length, seconds, perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) }
}

const runConnection = (
  port: number,
  end: number,
  expected: number,
  next: () => RawRequest | undefined,
  times: number[],
): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    let pending: Buffer = Buffer.alloc(0)
    let sentAt = 0
    const send = () => {
      const request = performance.now() < end ? next() : undefined
      if (!request) {
        socket.end()
        resolve()
        return
      }
      sentAt = performance.now()
      socket.write(request)
    }
    let missing = -1
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      if (missing >= 0) missing -= chunk.length
      else {
        pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
        const headEnd = pending.indexOf('\r\n\r\n')
        if (headEnd === -1) return
        const head = pending.toString('latin1', 0, headEnd)
        const status = Number(head.slice(9, 12))
        const length = /\r\ncontent-length: *(\d+)/i.exec(head)
        if (status !== expected || !length) {
          reject(new Error(`expected ${expected} with content-length, got: ${pending.toString('utf8', 0, 600)}`))
          socket.destroy()
          return
        }
        missing = Number(length[1]) - (pending.length - headEnd - 4)
      }
      if (missing > 0) return
      missing = -1
      pending = Buffer.alloc(0)
      times.push(performance.now() - sentAt)
      send()
    })
  })
