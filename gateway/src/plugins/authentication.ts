import type { IncomingMessage } from 'node:http'
import { checkRecht, limits, type Operationsname, type Recht, type Rechtefehler, rechte } from '@berichtsheft/core'
import type { FastifyRequest, onRequestHookHandler, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import type { Deps } from '../deps.ts'
import { type Angemeldeter, createTokenpruefung, type Tokenpruefung } from '../features/anmeldung/anmeldung.service.ts'
import { createGuardedFetch } from '../netz/guarded-fetch.ts'
import { ProblemError } from '../problem-error.ts'

export type { Angemeldeter } from '../features/anmeldung/anmeldung.service.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls. Only inside the authenticated scope; absent there in the self-service of the demo. */
    aufrufer: Angemeldeter
  }
  interface FastifyContextConfig {
    /** The row of the permission table that guards this route. */
    recht?: Recht | 'oeffentlich'
  }
}

/**
 * Guards every route of its scope: a valid bearer token, and the right to this operation by the permission table. A
 * route without a row in the table fails at boot, and so does a public one, which belongs into the scope beside.
 *
 * @see RFC 6750
 */
export const authenticationPlugin = fp<Deps>(
  async (app, deps) => {
    const { config, log } = deps
    const onError = (error: Error) => log.warn({ err: error }, 'keys of the issuer')
    // The way to an external issuer; without one it is never gone.
    const netz = createGuardedFetch({
      erlaubteNetze: config.ERLAUBTE_NETZE,
      zeit: limits.ausstellerZeit,
      groesse: limits.ausstellerAntwort,
    })
    app.addHook('onClose', netz.close)
    const tokenpruefung = createTokenpruefung({ ...deps, fetch: netz.fetch, onError })
    app.decorateRequest('aufrufer')
    app.addHook('onRoute', (route) => {
      const operation = operationOf(route)
      const recht: Recht | 'oeffentlich' = rechte[operation]
      if (recht === 'oeffentlich') throw new Error(`${operation} is public and does not belong into this scope`)
      const frei = config.demo && recht.selbstbedienungInDerDemo === true
      route.config = { ...route.config, recht }
      route.onRequest = [createHook(operation, tokenpruefung, frei), ...[route.onRequest ?? []].flat()]
    })
  },
  { name: 'authentication' },
)

/** Marks the scope of operations that anybody may call; anything else in it fails at boot. */
export const publicOperationsPlugin = fp(
  async (app) => {
    app.addHook('onRoute', (route) => {
      const operation = operationOf(route)
      if (rechte[operation] !== 'oeffentlich') throw new Error(`${operation} is not public`)
      route.config = { ...route.config, recht: 'oeffentlich' }
    })
  },
  { name: 'public-operations' },
)

/** At the root: refuses to start with a route under /v1 that lies in neither scope. */
export const everyRouteGuardedPlugin = fp(
  async (app) => {
    const routes: RouteOptions[] = []
    app.addHook('onRoute', (route) => {
      if (/^\/v1(\/|$)/.test(route.url)) routes.push(route)
    })
    app.addHook('onReady', async () => {
      const open = routes.filter((route) => route.config?.recht === undefined)
      if (open.length === 0) return
      throw new Error(`No right is defined for ${open.map(({ method, url }) => `${method} ${url}`).join(', ')}`)
    })
  },
  { name: 'every-route-guarded' },
)

const operationOf = ({ method, url, schema }: RouteOptions): Operationsname => {
  const operation = (schema as { operationId?: unknown } | undefined)?.operationId
  if (typeof operation !== 'string' || !Object.hasOwn(rechte, operation)) {
    throw new Error(`${method} ${url} names no operation of the permission table`)
  }
  return operation as Operationsname
}

/**
 * Nothing waits for a known token: the hook is done before it returns.
 *
 * @param frei lets a request without Authorization header through
 */
const createHook =
  (operation: Operationsname, { known, verify }: Tokenpruefung, frei: boolean): onRequestHookHandler =>
  (request, _reply, done) => {
    const token = readBearer(request.raw)
    if (token === undefined) {
      done(frei ? undefined : unauthorized(false))
      return
    }
    const aufrufer = token === '' ? undefined : known(token)
    if (token === '' || aufrufer !== undefined) {
      done(admit(request, operation, aufrufer))
      return
    }
    verify(token).then(
      (verified) => done(admit(request, operation, verified)),
      (cause: unknown) => done(unverifiable(cause)),
    )
  }

/** Lets the caller in, or says why not. */
const admit = (
  request: FastifyRequest,
  operation: Operationsname,
  aufrufer: Angemeldeter | undefined,
): ProblemError | undefined => {
  if (aufrufer === undefined) return unauthorized(true)
  const fehler = checkRecht(operation, aufrufer)
  if (fehler !== undefined) return forbidden(fehler)
  request.aufrufer = { ...aufrufer, socket: request.raw.socket }
  return undefined
}

const scheme = 'bearer '

/**
 * The token of the Authorization header; `undefined` without such a header, empty when it holds something else. Node
 * keeps the first of two such headers in `headers`, a proxy may have looked at the second: two are none.
 */
const readBearer = ({ headers, rawHeaders }: IncomingMessage): string | undefined => {
  const { authorization } = headers
  if (authorization === undefined) return undefined
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length === 13 && name.toLowerCase() === 'authorization') count++
  }
  if (count > 1 || authorization.length > scheme.length + limits.tokenZeichen) return ''
  return authorization.slice(0, scheme.length).toLowerCase() === scheme ? authorization.slice(scheme.length) : ''
}

const realm = 'Bearer realm="berichtsheft"'

/** One answer for every bad token; who sent none learns only that one is needed (RFC 6750 section 3.1). */
const unauthorized = (sent: boolean): ProblemError =>
  new ProblemError('unauthorized', {
    headers: { 'www-authenticate': sent ? `${realm}, error="invalid_token"` : realm },
  })

const forbidden = (fehler: Rechtefehler): ProblemError =>
  fehler.grund === 'scope'
    ? new ProblemError('forbidden', {
        detail: `The token lacks the scope ${fehler.scope}`,
        headers: { 'www-authenticate': `${realm}, error="insufficient_scope", scope="${fehler.scope}"` },
      })
    : new ProblemError('forbidden', { detail: `Only these may do this: ${fehler.erlaubt.join(', ')}` })

const unverifiable = (cause: unknown): ProblemError =>
  new ProblemError('unavailable', { headers: { 'retry-after': '2' }, cause })
