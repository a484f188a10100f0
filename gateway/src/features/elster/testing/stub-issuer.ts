import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Elsterauskunft } from '@berichtsheft/core'
import { createStubIssuer, type StubAnswer } from '../stub-issuer.ts'

/** An issuer in front of ELSTER that knows one certificate at a time; whoever comes has it. */
export interface RunningStubIssuer {
  readonly url: string
  /** What the certificate says; `undefined` lets the user refuse. */
  readonly certificate: { now: Elsterauskunft | undefined }
  /** Size in bytes to which the discovery document is filled up with blanks. */
  readonly size: { now: number }
  readonly close: () => Promise<void>
}

/** Starts the issuer of the demo on a free port of loopback; it sends the browser back at once. */
export const startStubIssuer = async (certificate: Elsterauskunft | undefined): Promise<RunningStubIssuer> => {
  const current: RunningStubIssuer['certificate'] = { now: certificate }
  const size = { now: 0 }
  const server = createServer(async (request, response) => {
    const target = new URL(request.url ?? '/', url)
    const send = ({ status, body, location }: StubAnswer, bytes = 0) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...(location === undefined ? {} : { location }) })
        .end(location === undefined ? JSON.stringify(body).padEnd(bytes) : '')
    const document = issuer.read(target.pathname)
    if (document) return send(document, target.pathname === '/jwks' ? 0 : size.now)
    if (target.pathname === '/authorize') return send(issuer.authorize(target.searchParams, current.now))
    if (target.pathname === '/token' && request.method === 'POST') {
      let body = ''
      for await (const chunk of request) body += chunk
      return send(await issuer.exchange(new URLSearchParams(body)))
    }
    return send({ status: 404, body: {} })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = await createStubIssuer(url)
  return {
    url,
    certificate: current,
    size,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
