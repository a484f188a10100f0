import type { IncomingMessage } from 'node:http'
import { checkRecht, limits, type Operationsname, type Recht, rechte } from '@berichtsheft/core'
import { createGuardedFetch } from '@berichtsheft/sdk/netz'
import type { FastifyRequest, onRequestHookHandler, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import type { Deps } from '../deps.ts'
import { type Angemeldeter, createTokenpruefung, type Tokenpruefung } from '../features/anmeldung/anmeldung.service.ts'
import {
  createKontextzugang,
  type Kontextzugang,
  kontextHeader,
  readKontextwahl,
} from '../features/anmeldung/kontext.ts'
import { realm, toRechteproblem } from '../features/anmeldung/rechtefehler.ts'
import { ProblemError } from '../problem-error.ts'

export type { Angemeldeter } from '../features/anmeldung/anmeldung.service.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls. Only inside the authenticated scope; absent there where the operation also goes without sign-in. */
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
    const enterKontext = createKontextzugang(deps)
    const tokenpruefung = createTokenpruefung({ ...deps, fetch: netz.fetch, onError })
    app.decorateRequest('aufrufer')
    app.addHook('onRoute', (route) => {
      const operation = operationOf(route)
      const recht: Recht | 'oeffentlich' = rechte[operation]
      if (recht === 'oeffentlich') throw new Error(`${operation} is public and does not belong into this scope`)
      const frei = recht.ohneAnmeldung === true || (config.demo && recht.selbstbedienungInDerDemo === true)
      route.config = { ...route.config, recht }
      const enter = createEntrance(operation, recht, route, enterKontext)
      route.onRequest = [createHook(enter, tokenpruefung, frei), ...[route.onRequest ?? []].flat()]
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

/** Lets a caller in, or says why not. */
type Entrance = (
  request: FastifyRequest,
  aufrufer: Angemeldeter | undefined,
  done: (problem?: ProblemError) => void,
) => void

/**
 * Nothing waits for a known token of a machine client: the hook is done before it returns.
 *
 * @param frei lets a request without Authorization header through
 */
const createHook =
  (enter: Entrance, { known, verify }: Tokenpruefung, frei: boolean): onRequestHookHandler =>
  (request, _reply, done) => {
    const token = readBearer(request.raw)
    if (token === undefined) {
      done(frei ? undefined : unauthorized(false))
      return
    }
    const aufrufer = token === '' ? undefined : known(token)
    if (token === '' || aufrufer !== undefined) {
      enter(request, aufrufer, done)
      return
    }
    verify(token).then(
      (verified) => enter(request, verified, done),
      (cause: unknown) => done(cause instanceof ProblemError ? cause : unverifiable(cause)),
    )
  }

/** What a token allows decides at once about a machine client; the roles of a person are looked up for every request. */
const createEntrance = (
  operation: Operationsname,
  { personen = [] }: Recht,
  { method }: Pick<RouteOptions, 'method'>,
  enterKontext: Kontextzugang,
): Entrance => {
  const schreibt = ![method].flat().every((name) => name === 'GET' || name === 'HEAD')
  const admit = (request: FastifyRequest, aufrufer: Angemeldeter): ProblemError | undefined => {
    const fehler = checkRecht(operation, aufrufer)
    if (fehler !== undefined) return toRechteproblem(fehler)
    request.aufrufer = { ...aufrufer, socket: request.raw.socket }
    return undefined
  }
  const enterPerson = async (request: FastifyRequest, aufrufer: Angemeldeter): Promise<ProblemError | undefined> => {
    const wahl = readKontextwahl(request.headers[kontextHeader])
    const wartender = { ...aufrufer, socket: request.raw.socket }
    return admit(request, await enterKontext(wartender, wahl, personen, schreibt))
  }
  return (request, aufrufer, done) => {
    if (aufrufer === undefined) done(unauthorized(true))
    else if (aufrufer.person === undefined) done(admit(request, aufrufer))
    else
      enterPerson(request, aufrufer).then(done, (error: unknown) =>
        done(error instanceof ProblemError ? error : unverifiable(error)),
      )
  }
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

/** One answer for every bad token; who sent none learns only that one is needed (RFC 6750 section 3.1). */
const unauthorized = (sent: boolean): ProblemError =>
  new ProblemError('unauthorized', {
    headers: { 'www-authenticate': sent ? `${realm}, error="invalid_token"` : realm },
  })

const unverifiable = (cause: unknown): ProblemError =>
  new ProblemError('unavailable', { headers: { 'retry-after': '2' }, cause })
