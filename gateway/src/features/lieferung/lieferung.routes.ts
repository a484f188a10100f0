import { createLieferung, limits } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { runIdempotent, sendAntwort } from '../../idempotenz.ts'
import { ProblemError } from '../../problem-error.ts'
import { ergebnisText, storeLieferung } from './lieferung.service.ts'
import type { RoheLieferung } from './lieferung-pruefung.ts'

/** One whole book in one request. */
export const lieferungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createLieferung,
    bodyLimit: limits.lieferung,
    // Items are checked one by one, so that each is reported with its own findings.
    validatorCompiler: () => () => true,
    handler: async (request, reply) => {
      const { aufrufer } = request
      const now = deps.now()
      const roh = toRoheLieferung(request.body)
      const antwort = await inTransaktion(deps, aufrufer, (trx) =>
        runIdempotent(trx, request, aufrufer.mandant, now, async () => ({
          status: 200,
          koerper: ergebnisText(await storeLieferung(trx, aufrufer, roh, now)),
        })),
      )
      return sendAntwort(reply, antwort) as never
    },
  })
}

const maxReports = 1500

const toRoheLieferung = (body: unknown): RoheLieferung => {
  const { berichtsheft, ausbildungsnachweise, ...rest } = (body ?? {}) as Partial<Record<string, unknown>>
  if (
    !Array.isArray(ausbildungsnachweise) ||
    Object.keys(rest).length > 0 ||
    ausbildungsnachweise.length > maxReports
  ) {
    throw new ProblemError('validation-failed', {
      detail: `A delivery has exactly the parts berichtsheft and ausbildungsnachweise, with at most ${maxReports} reports`,
    })
  }
  return { berichtsheft, ausbildungsnachweise }
}
