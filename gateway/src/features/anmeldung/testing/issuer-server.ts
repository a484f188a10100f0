import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JWK } from 'jose'

/** An external issuer whose answers a test can change at any time. */
export interface IssuerServer {
  readonly issuer: string
  /** Keys that `/jwks` answers. */
  keys: unknown[]
  /** Takes the place of the answer of a path. */
  readonly answers: Map<string, (request: IncomingMessage, response: ServerResponse) => void>
  /** Paths in the order in which they were asked for. */
  readonly requests: string[]
  /** Ends every connection and listens no more. */
  readonly stop: () => Promise<void>
  /** Listens again at the same address. */
  readonly start: () => Promise<void>
}

/** Serves a discovery document and a key set on loopback. */
export const startIssuer = async (keys: JWK[] = []): Promise<IssuerServer> => {
  let port = 0
  const requests: string[] = []
  const answers: IssuerServer['answers'] = new Map()
  const server: Server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push(path)
    const answer = answers.get(path)
    if (answer) return answer(request, response)
    if (path === '/realm/.well-known/openid-configuration') {
      return sendJson(response, { issuer: self.issuer, jwks_uri: `http://127.0.0.1:${port}/jwks` })
    }
    if (path === '/jwks') return sendJson(response, { keys: self.keys })
    response.writeHead(404).end()
  })
  const start = async () => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  await start()
  const self: IssuerServer = {
    issuer: `http://127.0.0.1:${port}/realm`,
    keys,
    answers,
    requests,
    start,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return self
}

/** Answers a value as JSON. */
export const sendJson = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
