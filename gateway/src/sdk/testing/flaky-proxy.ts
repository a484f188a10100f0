import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * What happens to a request on its way.
 *
 * - `busy`: 503 by the proxy, the gateway never sees it · `expired`: 401 by the proxy
 * - `lost`: the gateway answers, and the connection breaks before the answer arrives
 * - `cut`: the connection breaks in the middle of the answer
 */
export type Fault = 'busy' | 'expired' | 'lost' | 'cut'

/** What passed the proxy. */
export interface Passage {
  readonly method: string
  readonly path: string
  readonly key: string | undefined
  readonly fault: Fault | undefined
}

/** A proxy in front of a gateway that fails as it was told. */
export interface FlakyProxy {
  readonly address: string
  readonly passages: Passage[]
  /** The next requests whose path begins so meet these faults, one each. */
  readonly fail: (path: string, ...faults: readonly Fault[]) => void
  readonly close: () => Promise<void>
}

/** Starts a proxy on a free port of the loopback. */
export const startFlakyProxy = async (target: string): Promise<FlakyProxy> => {
  const passages: Passage[] = []
  const planned: { path: string; fault: Fault }[] = []
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? ''
    const index = planned.findIndex((plan) => path.startsWith(plan.path))
    const fault = index < 0 ? undefined : planned.splice(index, 1)[0]?.fault
    const key = incoming.headers['idempotency-key']
    passages.push({ method: incoming.method ?? '', path, key: typeof key === 'string' ? key : undefined, fault })
    if (fault === 'busy') return answer(outgoing, 503, { 'retry-after': '1' })
    if (fault === 'expired') return answer(outgoing, 401, {})
    forward(target, incoming, outgoing, fault)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passages,
    fail: (path, ...faults) => void planned.push(...faults.map((fault) => ({ path, fault }))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const answer = (outgoing: ServerResponse, status: number, headers: Record<string, string>): void => {
  outgoing.writeHead(status, headers).end()
}

const forward = (
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fault: Fault | undefined,
): void => {
  const { method, headers, url = '' } = incoming
  const onward = request(new URL(url, target), { method, headers }, (response) => {
    if (fault === 'lost') {
      // Only when the gateway has said everything is its work done for sure.
      response.resume().once('end', () => outgoing.destroy())
      return
    }
    outgoing.writeHead(response.statusCode ?? 502, response.headers)
    if (fault !== 'cut') {
      response.pipe(outgoing)
      return
    }
    response.once('data', (part: Buffer) => {
      outgoing.write(part.subarray(0, Math.max(1, part.length >> 1)), () => outgoing.destroy())
      response.destroy()
    })
  })
  onward.once('error', () => outgoing.destroy())
  incoming.pipe(onward)
}
