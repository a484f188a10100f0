import { createHash, randomUUID } from 'node:crypto'
import type { Elsterauskunft } from '@berichtsheft/core'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What the issuer answers. */
export interface StubAnswer {
  readonly status: number
  /** JSON. */
  readonly body?: unknown
  /** Where the browser goes. */
  readonly location?: string
}

/** An issuer in front of ELSTER for tests and the demo. It asks for no certificate, so it proves nothing. */
export interface StubIssuer {
  /** Sends the browser back with a code for what the certificate says, or with a refusal. */
  readonly authorize: (query: URLSearchParams, certificate: Elsterauskunft | undefined) => StubAnswer
  /** Discovery document and keys; `undefined` for any other path. */
  readonly read: (path: string) => StubAnswer | undefined
  /** Exchanges a code, once, with its verifier. */
  readonly exchange: (form: URLSearchParams) => Promise<StubAnswer>
}

interface Begun {
  readonly nonce: string
  readonly challenge: string
  readonly clientId: string
  readonly certificate: Elsterauskunft
}

/** Codes that wait to be exchanged; the oldest is forgotten beyond. */
const maxCodes = 100

/**
 * Makes an issuer: discovery, authorization, token endpoint with PKCE, keys.
 *
 * @param url its address, without a slash at the end
 * @see OpenID Connect Core 1.0, RFC 7636
 */
export const createStubIssuer = async (url: string): Promise<StubIssuer> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'stub', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, Begun>()
  const documents: Readonly<Record<string, unknown>> = {
    '/.well-known/openid-configuration': {
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
    '/jwks': { keys: [jwk] },
  }

  return {
    read: (path) => (Object.hasOwn(documents, path) ? { status: 200, body: documents[path] } : undefined),
    authorize: (query, certificate) => {
      const back = query.get('redirect_uri') ?? ''
      if (!URL.canParse(back)) return { status: 400, body: { error: 'invalid_request' } }
      const target = new URL(back)
      target.searchParams.set('state', query.get('state') ?? '')
      if (certificate === undefined) target.searchParams.set('error', 'access_denied')
      else {
        const code = randomUUID()
        const [oldest] = codes.keys()
        if (codes.size >= maxCodes && oldest !== undefined) codes.delete(oldest)
        const [nonce = '', challenge = '', clientId = ''] = ['nonce', 'code_challenge', 'client_id'].map(
          (name) => query.get(name) ?? '',
        )
        codes.set(code, { nonce, challenge, clientId, certificate })
        target.searchParams.set('code', code)
      }
      return { status: 302, location: target.href }
    },
    exchange: async (form) => {
      const code = form.get('code') ?? ''
      const begun = codes.get(code)
      codes.delete(code)
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (begun?.challenge !== challenge) return { status: 400, body: { error: 'invalid_grant' } }
      const { nonce, clientId, certificate } = begun
      const idToken = await new SignJWT({ nonce, elster: certificate })
        .setProtectedHeader({ alg: 'RS256', kid: 'stub' })
        .setIssuer(url)
        .setAudience(clientId)
        .setSubject(certificate.steuernummerPseudonym)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey)
      return {
        status: 200,
        body: { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: idToken },
      }
    },
  }
}
