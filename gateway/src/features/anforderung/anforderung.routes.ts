import {
  createAnforderung,
  createSammelanforderung,
  getAnforderung,
  getSammelanforderung,
  listAnforderungen,
  listSammelanforderungen,
  withdrawAnforderung,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { type Antwort, sendAntwort, writeOnce } from '../../idempotenz.ts'
import { type Listeneintrag, sendListe } from '../../liste.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { zeitpunktForm } from '../../seite.ts'
import { optionalIfMatchOf, sendStand } from '../../stand.ts'
import {
  type AnforderungRow,
  findAnforderung,
  geleseneAnforderung,
  listAnforderungRows,
  toAnforderung,
} from './anforderung.queries.ts'
import { knrOf, markGelesen, markZugestellt, requestHeft, urheberOf, withHeftnamen } from './anforderung.service.ts'
import { withdrawAnforderung as withdraw } from './ruecknahme.service.ts'
import { listSammelanforderungEintraege } from './sammelanforderung.queries.ts'
import { getSammelanforderung as findSammelanforderung, requestHefte } from './sammelanforderung.service.ts'

/** Requests of chambers for books. */
export const anforderungRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createAnforderung,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) =>
        toAntwort(201, await requestHeft(trx, aufrufer, body, now)),
      )
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listAnforderungen,
    // Reading moves a request on, so there is no HEAD that would do it without telling anything.
    exposeHeadRoute: false,
    handler: (request, reply) => {
      const { aufrufer, query } = request
      // A request that is marked as delivered moves to the end of the list; a stream does not tell it twice.
      const told = new Set<string>()
      const asStream = request.headers.accept?.includes('application/x-ndjson') === true
      return sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, aufrufer, async (trx) => {
            const rows = await listAnforderungRows(trx, request.aufrufer, query, after, limit)
            // A page reads one entry more than it sends, to know whether there is a next one.
            const sent = asStream ? rows.length : Math.min(rows.length, limit - 1)
            return toEintraege(trx, aufrufer, rows, sent, told, deps.now())
          }),
      })
    },
  })

  app.route({
    ...getAnforderung,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const now = deps.now()
      const row = await inTransaktion(deps, aufrufer, async (trx) => {
        const found = await findAnforderung(trx, params.id)
        if (found && aufrufer.art === 'anbieter') return markGelesen(trx, found, urheberOf(aufrufer, now))
        return found && (await withHeftnamen(trx, aufrufer, [found], now))[0]
      })
      if (!row) throw new ProblemError('not-found', { detail: `Anforderung ${params.id}` })
      return sendStand(request, reply, geleseneAnforderung(row))
    },
  })

  app.route({
    ...withdrawAnforderung,
    handler: async (request, reply) => {
      const { aufrufer, body, params } = request
      const expected = optionalIfMatchOf(request)
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const row = await withdraw(trx, aufrufer, params.id, body, expected, now)
        return toAntwort(200, row)
      })
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...createSammelanforderung,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      const antwort = await writeOnce(deps, request, async (trx, now) => {
        const sammelanforderung = await requestHefte(trx, aufrufer, body, now)
        return {
          status: 202,
          koerper: JSON.stringify(sammelanforderung),
          kopf: { location: `/v1/sammelanforderungen/${sammelanforderung.id}` },
        }
      })
      return sendAntwort(reply, antwort)
    },
  })

  app.route({
    ...listSammelanforderungen,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          inTransaktion(deps, request.aufrufer, (trx) =>
            listSammelanforderungEintraege(trx, knrOf(request.aufrufer), request.query, after, limit),
          ),
      }),
  })

  app.route({
    ...getSammelanforderung,
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return inTransaktion(deps, request.aufrufer, (trx) => findSammelanforderung(trx, request.params.id))
    },
  })
}

const toAntwort = (status: number, row: AnforderungRow): Antwort => {
  const { stand, etag } = geleseneAnforderung(row)
  const kopf = { etag, ...(status === 201 ? { location: `/v1/anforderungen/${row.id}` } : {}) }
  return { status, koerper: JSON.stringify(stand), kopf }
}

/** Rows as entries; for a vendor the first `sent` of them are marked as delivered. Their place in the list stays. */
const toEintraege = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  rows: readonly AnforderungRow[],
  sent: number,
  told: Set<string>,
  now: Date,
): Promise<readonly Listeneintrag[]> => {
  const entries: Listeneintrag[] = []
  for (const [i, row] of (await withHeftnamen(trx, aufrufer, rows, now)).entries()) {
    if (told.has(row.id)) continue
    const isNew = aufrufer.art === 'anbieter' && row.status === 'angelegt' && i < sent
    const shown = isNew ? ((await markZugestellt(trx, row.id, now)) ?? row) : row
    if (isNew) told.add(row.id)
    entries.push({ wert: row.geaendert_am.toISOString(), id: row.id, json: JSON.stringify(toAnforderung(shown)) })
  }
  return entries
}
