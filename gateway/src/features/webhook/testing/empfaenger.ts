import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'

/** One request that a receiver got. */
export interface Empfang {
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** A receiver of webhooks on loopback. */
export interface TestEmpfaenger {
  readonly url: string
  readonly received: Empfang[]
  /** Connections that were opened. */
  readonly connections: () => number
  readonly close: () => void
}

/** Starts a receiver that answers as it is told; `answer` gets the number of the request, from 0. */
export const startEmpfaenger = async (
  answer: (response: http.ServerResponse, count: number) => void = (response) => response.writeHead(204).end(),
): Promise<TestEmpfaenger> => {
  const received: Empfang[] = []
  let connections = 0
  const server = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      answer(response, received.length - 1)
    })
  })
  server.on('connection', () => connections++)
  return { ...(await listen(server)), received, connections: () => connections }
}

/** Starts a receiver below HTTP: it gets the bare connection once the request has begun to arrive. */
export const startRohempfaenger = async (onRequest: (socket: net.Socket) => void): Promise<TestEmpfaenger> => {
  let connections = 0
  const server = net.createServer((socket) => {
    connections++
    socket.on('error', () => {}) // the gateway cuts it off; that is the test
    socket.once('data', () => onRequest(socket))
  })
  return { ...(await listen(server)), received: [], connections: () => connections }
}

const listen = async (server: net.Server): Promise<Pick<TestEmpfaenger, 'url' | 'close'>> => {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/haken`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
