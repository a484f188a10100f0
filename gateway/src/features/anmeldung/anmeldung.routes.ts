import type { IncomingMessage, ServerResponse } from 'node:http'
import { limits } from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { toProblem } from '../../plugins/problems.ts'
import { ProblemError } from '../../problem-error.ts'
import { deleteExpiredArtefakte } from './anmeldung.queries.ts'
import { kontoPfad } from './anwendungen.ts'
import { einstiegRoutes } from './einstieg.routes.ts'
import { interaktionRoutes } from './interaktion.routes.ts'
import { kontoSeitenRoutes } from './konto-seiten.routes.ts'
import { asPublic } from './oeffentliche-adresse.ts'
import { deleteExpiredFragen } from './passkey.queries.ts'
import { jwksCacheControl, tokenPath } from './provider-addresses.ts'
import { createProviderHalter, type ProviderHalter } from './provider-halter.ts'
import { sicherheitRoutes } from './sicherheit.routes.ts'
import { wegeRoutes } from './wege.routes.ts'

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
  await app.register(kontoSeitenRoutes, { ...deps, prefix: '/konto' })
  await app.register(einstiegRoutes, { ...deps, prefix: '/anwendungen' })
  if (deps.config.ISSUER !== undefined) return
  const halter = createProviderHalter(deps)
  app.addHook('onClose', async () => halter.close())
  await app.register(providerRoutes, { ...deps, halter, prefix: '/oidc' })
  await app.register(interaktionRoutes, { ...deps, halter, prefix: '/anmeldung' })
  await app.register(sicherheitRoutes, { ...deps, halter, prefix: kontoPfad })
  await app.register(wegeRoutes, { ...deps, halter, prefix: '/konto' })
}

const providerRoutes: FastifyPluginAsync<Deps & { readonly halter: ProviderHalter }> = async (app, deps) => {
  const { config, now, log, halter } = deps

  const cleaning = setInterval(() => {
    alsSystem(deps, async (trx) => {
      await deleteExpiredArtefakte(trx, now())
      await deleteExpiredFragen(trx, now())
    }).catch((error: unknown) => log.warn({ err: error }, 'expired sign-in data stays until the next attempt'))
  }, cleaningInterval)
  cleaning.unref()
  app.addHook('onClose', async () => {
    clearInterval(cleaning)
  })

  // The provider reads bodies itself, so nothing may have read them before.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))

  const pass = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const length = Number(request.headers['content-length'] ?? 0)
    if (length > limits.tokenAnfrage) throw new ProblemError('payload-too-large')
    const provider = await halter.get().catch((error: unknown) => {
      const problem = toProblem(error, { log })
      if (problem.slug !== 'unavailable') throw problem
      return undefined
    })
    // In the form of the protocol, as the library answers it once it runs.
    if (provider === undefined) {
      return reply.code(503).header('retry-after', '2').send({ error: 'temporarily_unavailable' })
    }
    const answer = provider.callback()
    reply.hijack()
    const raw = asPublic(request, config.PUBLIC_URL)
    const url = request.url
    raw.originalUrl = url
    raw.url = url.slice('/oidc'.length)
    for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value)
    cutUnreadBody(raw, reply.raw)
    await answer(raw, reply.raw)
  }
  app.get('/.well-known/openid-configuration', pass)
  app.get('/.well-known/oauth-authorization-server', pass)
  app.get('/jwks', pass)
  app.post(tokenPath, pass)
  for (const path of ['/auth', '/device', '/session/end']) {
    app.get(path, pass)
    app.post(path, pass)
  }
  app.get('/auth/:uid', pass)
  app.get('/device/:uid', pass)
  app.post('/device/auth', pass)
  app.post('/session/end/confirm', pass)
  app.get('/session/end/success', pass)
  app.post('/token/revocation', pass)
}

/** Headers of every answer that the library writes itself. */
const headers = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' }

/** An endless body is not read to its end after the answer. */
const cutUnreadBody = (request: IncomingMessage, response: ServerResponse): void => {
  response.once('finish', () => {
    if (!request.complete) request.destroy()
  })
}
