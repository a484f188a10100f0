import { Readable } from 'node:stream'
import { getEreignis, listEreignisse } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { isId } from '../../ids.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { sendFinished } from '../../send-finished.ts'
import { einUnternehmen } from '../ausbildungsvertrag/ausbildungsvertrag.service.ts'
import { markAbgerufen } from './abruf.ts'
import { findMeldung, listMeldungen, type MeldungRow, toEreignis } from './ereignis.queries.ts'
import { decodeNach, encodeNach } from './nach.ts'

const streamPage = 200

/**
 * Whose list a caller reads; every company has its own.
 *
 * @throws ProblemError rule-violated when a person of several companies names none
 */
const empfaengerOf = (aufrufer: Angemeldeter): string =>
  aufrufer.art === 'unternehmen' ? `unternehmen:${einUnternehmen(aufrufer)}` : aufrufer.mandant

/** State changes as signed tokens, in the order of the caller's list. */
export const ereignisRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const read = (aufrufer: Angemeldeter, objektId: string | undefined) => (nach: number, limit: number) =>
    inTransaktion(deps, aufrufer, async (trx) => {
      const rows = await listMeldungen(trx, empfaengerOf(aufrufer), { nach, objektId, limit })
      await markAbgerufen(trx, aufrufer, rows, deps.now())
      return rows
    })

  /** Lines of a stream carry no position, so the id of the last one is a position too. */
  const findFolge = async (aufrufer: Angemeldeter, id: string): Promise<number> => {
    const row = await inTransaktion(deps, aufrufer, (trx) => findMeldung(trx, empfaengerOf(aufrufer), id))
    if (!row) throw new ProblemError('malformed-request', { detail: 'nach is no event of this list' })
    return row.folge
  }

  app.route({
    ...listEreignisse,
    handler: async (request, reply) => {
      const { nach: text, limit = 100, objektId } = request.query
      const nach = isId(text) ? await findFolge(request.aufrufer, text) : decodeNach(text)
      const page = read(request.aufrufer, objektId)
      const accept = request.headers.accept ?? '*/*'
      reply.header('vary', 'accept').header('cache-control', 'no-store')
      if (accept.includes('application/x-ndjson')) {
        reply.header('content-type', 'application/x-ndjson; charset=utf-8')
        return sendFinished(reply, Readable.from(lines(page, nach), { objectMode: false }))
      }
      if (!/\*\/\*|application\/(json|\*)/.test(accept)) {
        throw new ProblemError('not-acceptable', { detail: 'Lists are application/json or application/x-ndjson' })
      }
      const rows = await page(nach, limit)
      return { eintraege: rows.map(toEreignis), nach: encodeNach(rows.at(-1)?.folge ?? nach) }
    },
  })

  app.route({
    ...getEreignis,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, async (trx) => {
        const found = await findMeldung(trx, empfaengerOf(aufrufer), params.id)
        if (found) await markAbgerufen(trx, aufrufer, [found], deps.now())
        return found
      })
      if (!row) throw new ProblemError('not-found', { detail: `Ereignis ${params.id}` })
      reply.header('cache-control', 'no-store')
      return toEreignis(row)
    },
  })
}

/** Everything after a position, one per line; holds no transaction open while the client reads. */
async function* lines(
  page: (nach: number, limit: number) => Promise<MeldungRow[]>,
  start: number,
): AsyncGenerator<string> {
  for (let nach = start; ; ) {
    const rows = await page(nach, streamPage)
    if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(toEreignis(row))).join('\n')}\n`
    const last = rows.at(-1)
    if (last === undefined || rows.length < streamPage) return
    nach = last.folge
  }
}
