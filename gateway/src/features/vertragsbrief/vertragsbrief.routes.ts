import {
  createVertragsbriefe,
  getVertragsbriefDatei,
  limits,
  listVertragsbriefe,
  printVertragsbriefe,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendAntwort, writeOnce } from '../../idempotenz.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { sendPdf } from '../../send-pdf.ts'
import { findVertragseinstellungen } from '../ausbildungsvertrag/einstellungen.service.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { takeVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import type { VertragsbriefeOrder } from '../uebermittlung/documents.ts'
import {
  findVertragsbrief,
  listVertragsbriefEintraege,
  selectVertragsbriefe,
  toBriefeOrder,
  toVertragsbrief,
} from './vertragsbrief.queries.ts'
import { reissueVertragsbriefe } from './vertragsbrief.service.ts'

/** Letters of chambers about training contracts. */
export const vertragsbriefRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const sendBriefe = async (
    { socket }: FastifyRequest,
    reply: FastifyReply,
    order: VertragsbriefeOrder,
    name: string,
  ): Promise<void> => {
    const pdf = await withDocumentProcess(
      (write) => write(order),
      () => socket.destroyed,
    )
    return sendPdf(reply, pdf, name)
  }

  app.route({
    ...listVertragsbriefe,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) => listVertragsbriefEintraege(trx, request.query, after, limit)),
      }),
  })

  app.route({
    ...printVertragsbriefe,
    handler: async (request, reply) => {
      const { aufrufer, query } = request
      if (query.vertragId === undefined && query.tag === undefined)
        throw new ProblemError('malformed-request', { detail: 'Name vertragId, tag, or both' })
      const rows = await inTransaktion(deps, aufrufer, (trx) =>
        selectVertragsbriefe(trx, query, limits.vertragsbriefe + 1),
      )
      const [first, ...others] = rows
      if (first === undefined) throw new ProblemError('not-found', { detail: 'There are no such letters' })
      if (rows.length > limits.vertragsbriefe)
        throw new ProblemError('rule-violated', {
          detail: `One file holds at most ${limits.vertragsbriefe} letters; print them by contract`,
        })
      request.gelesen = rows.map(({ vertrag_id }) => vertrag_id)
      return sendBriefe(request, reply, toBriefeOrder([first, ...others]), `briefe-${query.vertragId ?? query.tag}`)
    },
  })

  app.route({
    ...getVertragsbriefDatei,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const row = await inTransaktion(deps, aufrufer, (trx) => findVertragsbrief(trx, params.id))
      if (!row) throw new ProblemError('not-found', { detail: `Vertragsbrief ${params.id}` })
      return sendBriefe(request, reply, toBriefeOrder([row]), `brief-${params.id}`)
    },
  })

  app.route({
    ...createVertragsbriefe,
    handler: async (request, reply) => {
      const { aufrufer, params, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const vertrag = await takeVertrag(trx, aufrufer, params.id, undefined)
        const { rechtsbehelf } = await findVertragseinstellungen(trx, aufrufer.knr)
        const rows = await reissueVertragsbriefe(trx, vertrag, body.art, now, { rechtsbehelf })
        await appendVertragsereignis(trx, {
          vertragId: vertrag.id,
          art: 'vertrag.briefe',
          durch: aufrufer.clientId,
          zeitpunkt: now,
          daten: { briefart: body.art },
        })
        return { status: 201, koerper: JSON.stringify({ briefe: rows.map(toVertragsbrief) }) }
      })
      return sendAntwort(reply, antwort)
    },
  })
}
