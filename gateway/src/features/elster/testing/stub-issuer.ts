import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Elsterauskunft } from '@berichtsheft/core'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** An issuer in front of ELSTER that knows one certificate at a time; whoever comes has it. */
export interface StubIssuer {
  readonly url: string
  /** What the certificate says; `undefined` lets the user refuse. */
  readonly certificate: { now: Elsterauskunft | undefined }
  /** Size in bytes to which the discovery document is filled up with blanks. */
  readonly size: { now: number }
  readonly close: () => Promise<void>
}

interface Begun {
  readonly nonce: string
  readonly challenge: string
  readonly clientId: string
}

/**
 * Starts the stub on a free port of loopback: discovery, authorization (sends the browser back at once), token endpoint
 * with PKCE, keys. For tests and the demo; it proves nothing.
 */
export const startStubIssuer = async (certificate: Elsterauskunft | undefined): Promise<StubIssuer> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'stub', alg: 'RS256', use: 'sig' }
  const current: StubIssuer['certificate'] = { now: certificate }
  const size = { now: 0 }
  const codes = new Map<string, Begun>()

  const answerToken = async (form: URLSearchParams): Promise<unknown> => {
    const begun = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!begun || begun.challenge !== challenge) return { error: 'invalid_grant' }
    const idToken = await new SignJWT({ nonce: begun.nonce, elster: current.now })
      .setProtectedHeader({ alg: 'RS256', kid: 'stub' })
      .setIssuer(url)
      .setAudience(begun.clientId)
      .setSubject(current.now?.steuernummerPseudonym ?? 'nobody')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey)
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: idToken }
  }

  const server = createServer(async (request, response) => {
    const target = new URL(request.url ?? '/', url)
    const send = (status: number, body: unknown, bytes = 0) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body).padEnd(bytes))
    if (target.pathname === '/.well-known/openid-configuration')
      return send(
        200,
        {
          issuer: url,
          authorization_endpoint: `${url}/authorize`,
          token_endpoint: `${url}/token`,
          jwks_uri: `${url}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        },
        size.now,
      )
    if (target.pathname === '/jwks') return send(200, { keys: [jwk] })
    if (target.pathname === '/authorize') {
      const query = target.searchParams
      const back = new URL(query.get('redirect_uri') ?? '')
      back.searchParams.set('state', query.get('state') ?? '')
      if (current.now) {
        const code = randomUUID()
        codes.set(code, {
          nonce: query.get('nonce') ?? '',
          challenge: query.get('code_challenge') ?? '',
          clientId: query.get('client_id') ?? '',
        })
        back.searchParams.set('code', code)
      } else back.searchParams.set('error', 'access_denied')
      return response.writeHead(302, { location: back.href }).end()
    }
    if (target.pathname === '/token' && request.method === 'POST') {
      let body = ''
      for await (const chunk of request) body += chunk
      const answer = await answerToken(new URLSearchParams(body))
      return send(typeof answer === 'object' && answer !== null && 'error' in answer ? 400 : 200, answer)
    }
    return send(404, {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
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
