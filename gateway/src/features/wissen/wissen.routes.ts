import { signText } from '@berichtsheft/bq-knowledge'
import { WissensproblemError, wissenPlugin } from '@berichtsheft/bq-knowledge/plugin'
import * as core from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyRequest, RouteOptions } from 'fastify'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { idempotenzSchluesselOf, runIdempotent } from '../../idempotenz.ts'
import { sendProblem, toProblem } from '../../plugins/problems.ts'
import { ProblemError } from '../../problem-error.ts'
import { listPlanpositionen } from '../beruf/beruf.service.ts'
import { createWissensidentitaet } from './aufrufer.ts'
import { wissensdokumentRoutes } from './dokument.routes.ts'
import { createLesedrossel } from './drossel.ts'
import { schluesselRoutes } from './schluessel.routes.ts'

/**
 * The knowledge base behind the sign-in and the roles of the gateway. A write holds the role of the caller and the record of the
 * Idempotency-Key until it is durable. When the process dies between the two, the log has it and the key does not: the same
 * request again is told that its heads are no longer the heads.
 */
export const wissenRoutes: FastifyPluginAsync<Deps> = async (app, deps) => {
  app.setErrorHandler((error, request, reply) =>
    sendProblem(
      error instanceof WissensproblemError ? toProblemError(error) : toProblem(error, request),
      request,
      reply,
    ),
  )
  const { wissen, now } = deps
  if (wissen === undefined) {
    for (const operation of wissensoperationen) app.route({ ...operation, handler: refuseAll } as RouteOptions)
    return
  }
  // Before anything else is looked at, as in every other operation with a key.
  app.addHook('preHandler', async (request) => {
    if (request.method !== 'GET') idempotenzSchluesselOf(request)
  })
  const { knoten, netz } = wissen
  const { knotenschluessel } = netz
  const once = async (request: FastifyRequest, work: () => Promise<string>) => {
    const { aufrufer } = request
    const { koerper, kopf } = await inTransaktion(deps, aufrufer, (trx) =>
      runIdempotent(trx, request, aufrufer.mandant, now(), async () => ({ status: 201, koerper: await work() })),
    )
    return { text: koerper, wiederholt: kopf?.['idempotent-replayed'] === 'true' }
  }
  const identify = createWissensidentitaet(wissen, createLesedrossel(now))
  await app.register(schluesselRoutes, { ...deps, knoten, netz, identify })
  await app.register(wissensdokumentRoutes, { ...deps, identify })
  await app.register(wissenPlugin, {
    knoten,
    identify,
    now,
    once,
    listPositionen: (beruf) => listPlanpositionen(deps, beruf),
    ...(knotenschluessel && {
      knotenschluessel: {
        schluessel: knotenschluessel.schluessel,
        sign: (text: string) => signText(knotenschluessel.privateKey, text),
      },
    }),
  })
}

/** Every operation of the knowledge base; without one, who may not call them is told so, and who may that there is none. */
const wissensoperationen = Object.values<unknown>(core).filter(
  (value): value is core.OperationDefinition =>
    typeof value === 'object' &&
    value !== null &&
    'schema' in value &&
    (value as core.OperationDefinition).schema.tags?.includes('Wissensbasis'),
)

const refuseAll = () => {
  throw new ProblemError('not-found', { detail: 'This gateway keeps no knowledge base' })
}

const toProblemError = ({ slug, message, verstoesse }: WissensproblemError): ProblemError =>
  new ProblemError(slug, {
    ...(message === core.problemTypes[slug].title ? {} : { detail: message }),
    ...(verstoesse.length === 0 ? {} : { verstoesse }),
  })
