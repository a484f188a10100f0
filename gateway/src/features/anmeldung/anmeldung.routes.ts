import type { IncomingMessage, ServerResponse } from 'node:http'
import { limits } from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { toProblem } from '../../plugins/problems.ts'
import { ProblemError } from '../../problem-error.ts'
import { deleteExpiredArtefakte } from './anmeldung.queries.ts'
import { ownIssuer } from './anmeldung.service.ts'
import { jwksCacheControl, tokenPath } from './provider-addresses.ts'

/** Pause between two removals of expired things, in milliseconds. */
const cleaningInterval = 60_000

/**
 * Sign-in: the public keys at `/jwks`, and the embedded OpenID provider at `/oidc`, unless an external issuer takes its
 * place. All of it is public and lives beside the authenticated scope.
 */
export const anmeldungRoutes: FastifyPluginAsync<Deps> = async (app, deps) => {
  app.get('/jwks', { schema: { hide: true } as object }, async (_request, reply) => {
    if (!deps.keyring.isCurrent()) await deps.keyring.refresh()
    reply.header('cache-control', jwksCacheControl).type('application/jwk-set+json; charset=utf-8')
    return reply.send(JSON.stringify(deps.keyring.jwks()))
  })
  if (deps.config.ISSUER === undefined) await app.register(providerRoutes, { ...deps, prefix: '/oidc' })
}

const providerRoutes: FastifyPluginAsync<Deps> = async (app, deps) => {
  const { config, keyring, now, log } = deps
  const issuer = ownIssuer(config)
  // Loaded when somebody signs in first: until then the library's memory is not needed.
  const build = async () => {
    const [{ createProvider }, { createProviderAdapter }] = await Promise.all([
      import('./provider.ts'),
      import('./provider-adapter.ts'),
    ])
    return createProvider({
      issuer,
      resource: config.PUBLIC_URL,
      adapter: createProviderAdapter(deps),
      signingKey: keyring.tokenSigner(),
      publicKeys: () => keyring.jwks('token'),
      now,
      onError: (error) => toProblem(error, { log }).slug === 'unavailable',
    }).callback()
  }
  let handle: ReturnType<typeof build> | undefined
  const stop = keyring.onChange(() => {
    handle = undefined
  })

  const cleaning = setInterval(() => {
    alsSystem(deps, (trx) => deleteExpiredArtefakte(trx, now())).catch((error: unknown) =>
      log.warn({ err: error }, 'expired sign-in data stays until the next attempt'),
    )
  }, cleaningInterval)
  cleaning.unref()
  app.addHook('onClose', async () => {
    stop()
    clearInterval(cleaning)
  })

  // The provider reads bodies itself, so nothing may have read them before.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))

  const { protocol, host } = new URL(config.PUBLIC_URL)
  const pass = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!keyring.isCurrent()) await keyring.refresh()
    const length = Number(request.headers['content-length'] ?? 0)
    if (length > limits.tokenAnfrage) throw new ProblemError('payload-too-large')
    handle ??= build()
    const answer = await handle
    reply.hijack()
    const raw: IncomingMessage & { originalUrl?: string } = request.raw
    const url = request.url
    raw.originalUrl = url
    raw.url = url.slice('/oidc'.length)
    raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    raw.headers['x-forwarded-host'] = host
    reply.raw.setHeader('x-content-type-options', 'nosniff')
    cutUnreadBody(raw, reply.raw)
    await answer(raw, reply.raw)
  }
  app.get('/.well-known/openid-configuration', pass)
  app.get('/.well-known/oauth-authorization-server', pass)
  app.get('/jwks', pass)
  app.post(tokenPath, pass)
}

/** An endless body is not read to its end after the answer. */
const cutUnreadBody = (request: IncomingMessage, response: ServerResponse): void => {
  response.once('finish', () => {
    if (!request.complete) request.destroy()
  })
}
