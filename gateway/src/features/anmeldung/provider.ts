import type { EventEmitter } from 'node:events'
import { limits, type Mandantenart, scopes, scopesOf, scopesOfPerson } from '@berichtsheft/core'
import type { Jwks, PrivateJwk } from '@berichtsheft/core/signatur'
import { type AdapterFactory, type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { openidScopes } from './anmeldewunsch.ts'
import { findAssertionFault } from './client-assertion.ts'
import { type PersonenOptions, personenConfiguration, personenFeatures, sendErrorPage } from './personen-provider.ts'
import { jwksCacheControl, tokenPath } from './provider-addresses.ts'

/** What the embedded OpenID provider is made of. */
export interface ProviderOptions extends PersonenOptions {
  /** Its own address: `PUBLIC_URL/oidc`. */
  readonly issuer: string
  /** Other services that people may get tokens for (RFC 8707). */
  readonly dienste: readonly string[]
  readonly adapter: AdapterFactory
  /** The key that signs access tokens; a provider is made anew when it changes. */
  readonly signingKey: PrivateJwk
  /** All keys that verify access tokens. */
  readonly publicKeys: () => Jwks
  /** The present instant. */
  readonly now: () => Date
  /** Told of every failure that is not the client's; answers whether it passes by itself. */
  readonly onError: (error: Error) => boolean
}

const algorithms: Configuration['enabledJWA'] = { clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256'] }

/** The provider of the library with our configuration. */
export type BerichtsheftProvider = Provider

const { person: _person, ...machineScopes } = scopes

/**
 * The embedded OpenID provider: for machines `client_credentials` with `private_key_jwt`, for people what
 * `personenConfiguration` says.
 */
export const createProvider = (options: ProviderOptions): BerichtsheftProvider => {
  const { issuer, resource, onError } = options
  const people = personenConfiguration(options)
  const provider = new Provider(issuer, {
    ...people,
    adapter: options.adapter,
    jwks: { keys: [{ ...options.signingKey, use: 'sig' } as never] },
    clientAuthMethods: ['private_key_jwt', 'none'],
    enabledJWA: algorithms,
    clockTolerance: limits.uhrtoleranzSekunden,
    ttl: { ...people.ttl, ClientCredentials: limits.tokenSekunden },
    scopes: [...openidScopes, ...Object.keys(machineScopes)],
    extraClientMetadata: { properties: ['art', 'mandant'] },
    extraTokenClaims: async (ctx, token) => {
      if (token.kind !== 'AccessToken') return { art: token.client?.art, mandant: token.client?.mandant }
      const { AuthorizationCode, DeviceCode, RefreshToken } = ctx.oidc.entities
      const source = AuthorizationCode ?? DeviceCode ?? RefreshToken
      const acr = source?.acr === 'mehrfaktor' ? source.acr : 'normal'
      if (token.aud === resource) return { art: 'person', mandant: `konto:${token.accountId}`, acr }
      // Another service knows nobody by our number; it finds its account by the address, if the person agreed to tell it.
      const person = source?.scopes.has('email') ? await options.findPerson(token.accountId) : undefined
      return { acr, ...(person && { email: person.email, email_verified: person.email_verified }) }
    },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims, header) => {
      const now = Math.floor(options.now().getTime() / 1000)
      const fault = findAssertionFault({ header, claims }, { audiences: [issuer, `${issuer}${tokenPath}`], now })
      if (fault !== undefined) throw new errors.InvalidClientAuth(fault)
    },
    features: {
      ...personenFeatures,
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, asked, client) => {
          const isMachine = client.art !== undefined
          if (asked !== resource && (isMachine || !options.dienste.includes(asked))) throw new errors.InvalidTarget()
          const allowed: readonly string[] = isMachine ? scopesOf[client.art as Mandantenart] : scopesOfPerson
          if (isMachine) limitScope(ctx, allowed)
          return {
            scope: allowed.join(' '),
            audience: asked,
            accessTokenTTL: limits.tokenSekunden,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256', kid: options.signingKey.kid } },
          }
        },
      },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
    },
    renderError: (ctx, out) => {
      if (seitenrouten.has(ctx.oidc?.route ?? '') && ctx.accepts('json', 'html') === 'html')
        sendErrorPage(ctx, ctx.status)
      else ctx.body = out
    },
  })
  // Addresses are built from X-Forwarded headers, which anmeldung.routes.ts sets from PUBLIC_URL; those of the client never get here.
  provider.proxy = true
  provider.silent = true
  provider.on('server_error', (ctx, error) => {
    if (!onError(error)) return
    ctx.status = 503
    ctx.set('retry-after', '2')
    ctx.body = { error: 'temporarily_unavailable' }
  })
  const koa: EventEmitter = provider
  koa.on('error', onError)
  provider.use(async (ctx, next) => {
    await next()
    rewriteDocument(ctx as KoaContextWithOIDC, options.publicKeys)
  })
  return provider
}

/** Routes that people open in a browser; programs get every error as JSON. */
const seitenrouten: ReadonlySet<string> = new Set([
  'authorization',
  'resume',
  'code_verification',
  'device_resume',
  'end_session',
  'end_session_confirm',
  'end_session_success',
])

/** Asks for everything that the client may have when it asks for nothing, and refuses what it may not have. */
const limitScope = (ctx: KoaContextWithOIDC, allowed: readonly string[]): void => {
  const { params } = ctx.oidc
  if (params === undefined) return
  if (params.scope === undefined) params.scope = allowed.join(' ')
  const foreign = String(params.scope)
    .split(' ')
    .find((scope) => !allowed.includes(scope))
  if (foreign !== undefined) throw new errors.InvalidScope('requested scope is not allowed', foreign)
}

/** What the discovery document says: only what exists here. */
const published = [
  'issuer',
  'authorization_endpoint',
  'device_authorization_endpoint',
  'end_session_endpoint',
  'revocation_endpoint',
  'token_endpoint',
  'jwks_uri',
  'grant_types_supported',
  'response_types_supported',
  'response_modes_supported',
  'code_challenge_methods_supported',
  'acr_values_supported',
  'claims_supported',
  'authorization_response_iss_parameter_supported',
  'subject_types_supported',
  'id_token_signing_alg_values_supported',
  'token_endpoint_auth_methods_supported',
  'token_endpoint_auth_signing_alg_values_supported',
]

/** The provider knows the signing key only, and announces endpoints that are not open. */
const rewriteDocument = (ctx: KoaContextWithOIDC, publicKeys: () => Jwks): void => {
  if (ctx.status !== 200 || ctx.oidc === undefined) return
  if (ctx.oidc.route === 'jwks') {
    ctx.body = publicKeys()
    ctx.set('cache-control', jwksCacheControl)
  }
  if (ctx.oidc.route === 'discovery') {
    const document = ctx.body as Record<string, unknown>
    ctx.body = {
      ...Object.fromEntries(published.map((name) => [name, document[name]])),
      scopes_supported: [...openidScopes, ...Object.keys(scopes)],
    }
  }
}
