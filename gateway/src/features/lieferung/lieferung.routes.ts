import { createLieferung, type Lieferposition, limits } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ErrorObject } from 'ajv'
import type { Deps } from '../../deps.ts'
import { type Antwort, idempotenzSchluesselOf, sendAntwort, writeOnce } from '../../idempotenz.ts'
import { toVerstoesse } from '../../plugins/validation.ts'
import { ProblemError } from '../../problem-error.ts'
import { deliver, ergebnisText, storeLieferung } from './lieferung.service.ts'
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
      if (idempotenzSchluesselOf(request) === undefined)
        return sendAntwort(reply, toAntwort(await deliver(deps, aufrufer, roh, now)))
      const antwort = await writeOnce(deps, request, async (trx, now) =>
        toAntwort(await storeLieferung(trx, aufrufer, roh, now)),
      )
      return sendAntwort(reply, antwort)
    },
  })
}

const toAntwort = (positionen: readonly Lieferposition[]): Antwort => ({
  status: 200,
  koerper: ergebnisText(positionen),
})

const maxReports = 1500

/** The frame of a delivery; what is in it is checked item by item. */
const toRoheLieferung = (body: unknown): RoheLieferung => {
  const { berichtsheft, ausbildungsnachweise, ...rest } = (body ?? {}) as Partial<Record<string, unknown>>
  const isList = Array.isArray(ausbildungsnachweise)
  if (isList && ausbildungsnachweise.length <= maxReports && berichtsheft !== undefined && isEmpty(rest))
    return { berichtsheft, ausbildungsnachweise }
  const listFault = isList
    ? { keyword: 'maxItems', params: { limit: maxReports }, message: `must NOT have more than ${maxReports} items` }
    : { keyword: 'type', params: { type: 'array' }, message: 'must be array' }
  throw new ProblemError('validation-failed', {
    detail: `A delivery has exactly the parts berichtsheft and ausbildungsnachweise, with at most ${maxReports} reports`,
    verstoesse: toVerstoesse([
      ...(berichtsheft === undefined ? [required('berichtsheft')] : []),
      ...(isList && ausbildungsnachweise.length <= maxReports
        ? []
        : [{ ...listFault, instancePath: '/ausbildungsnachweise', schemaPath: '' }]),
      ...Object.keys(rest).slice(0, 100).map(additional),
    ]),
  })
}

const isEmpty = (rest: object): boolean => Object.keys(rest).length === 0

const required = (missingProperty: string): ErrorObject => ({
  keyword: 'required',
  instancePath: '',
  schemaPath: '',
  params: { missingProperty },
  message: `must have required property '${missingProperty}'`,
})

const additional = (additionalProperty: string): ErrorObject => ({
  keyword: 'additionalProperties',
  instancePath: '',
  schemaPath: '',
  params: { additionalProperty },
})
