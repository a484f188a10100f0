import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { antwortOf, optionalIfMatchOf } from '../../stand.ts'
import { readBerufskatalog } from '../beruf/beruf.service.ts'
import { type AusbildungsvertragRow, gelesenerVertrag } from './ausbildungsvertrag.queries.ts'
import type { Eintragungslage } from './eintragung.service.ts'
import { takeVertrag } from './vertragsschritt.ts'

/** What routes that change contracts have in common. */
export const createVertragsrouten = (deps: Deps) => {
  /** Does one change once per Idempotency-Key and answers the contract as it is then. */
  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    status: 200 | 201,
    work: (trx: Knex.Transaction, now: Date) => Promise<AusbildungsvertragRow>,
  ): Promise<void> => {
    const antwort = await writeOnce(deps, request, async (trx, now) =>
      antwortOf(status, gelesenerVertrag(await work(trx, now)), '/v1/ausbildungsvertraege'),
    )
    return sendAntwort(reply, antwort)
  }

  /** A step on a locked contract. */
  const step = async (
    request: FastifyRequest & { params: { id: string } },
    reply: FastifyReply,
    take: (lage: Eintragungslage) => Promise<AusbildungsvertragRow>,
  ): Promise<void> => {
    const { aufrufer, params } = request
    const expected = optionalIfMatchOf(request)
    const katalog = await readBerufskatalog(deps)
    return change(request, reply, 200, async (trx, now) => {
      const row = await takeVertrag(trx, aufrufer, params.id, expected)
      return take({ trx, deps, aufrufer, row, katalog, now })
    })
  }

  return { change, step }
}
