import {
  type AusbildungsnachweisAngelegt,
  checkAusbildungsnachweis,
  createAusbildungsnachweis,
  createKommentar,
  createSchritt,
  getAusbildungsnachweis,
  listAusbildungsnachweise,
  updateAusbildungsnachweis,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import {
  type Antwort,
  findFruehereAntwort,
  idempotenzSchluesselOf,
  koerperHashOf,
  sendAntwort,
  writeOnce,
} from '../../idempotenz.ts'
import { createIdIn } from '../../ids.ts'
import { sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { datumForm, zeitpunktForm } from '../../seite.ts'
import { etagOf, ifMatchOf, isKnown, optionalIfMatchOf, sendKnown } from '../../stand.ts'
import { einUnternehmenOf } from '../beteiligung/heftbefund.service.ts'
import { befundeZu, checkNachweis } from '../regel/pruefung.ts'
import { listNachweise, orderOf } from './ausbildungsnachweis.queries.ts'
import { addKommentar, type Nachweisstand, replaceInhalt, takeSchritt } from './ausbildungsnachweis.service.ts'
import { insertEigenenNachweis } from './eigener-nachweis.service.ts'
import { toSatz } from './nachweis-satz.ts'
import { createNachweisSpeicher, IdempotenzTreffer } from './nachweis-speicher.ts'

/** Reports: write, read, check, and the steps of their life. */
export const ausbildungsnachweisRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const speicher = createNachweisSpeicher(deps.db.pool, deps.now)

  app.route({
    ...createAusbildungsnachweis,
    handler: async (request, reply) => {
      const { aufrufer, body } = request
      if (aufrufer.person !== undefined)
        return sendAngelegt(
          reply,
          await writeOnce(deps, request, async (trx, now) => ({
            status: 201,
            koerper: JSON.stringify(await insertEigenenNachweis(trx, aufrufer, body, now)),
          })),
        )
      const { berichtsheftId, ...lieferung } = body
      const now = deps.now()
      const verstoesse = checkNachweis(lieferung, now)
      const satz = toSatz(createIdIn(berichtsheftId, now), lieferung)
      const angelegt: AusbildungsnachweisAngelegt = {
        id: satz.id,
        version: 1,
        hash: satz.hash,
        ...(verstoesse.length > 0 ? { verstoesse } : {}),
      }
      const koerper = JSON.stringify(angelegt)
      const schluessel = idempotenzSchluesselOf(request)
      if (schluessel === undefined) {
        await speicher.create(aufrufer, { berichtsheftId, satz })
        return sendAngelegt(reply, { status: 201, koerper })
      }
      const koerperHash = koerperHashOf(request)
      try {
        await speicher.create(aufrufer, {
          berichtsheftId,
          satz,
          idempotenz: { schluessel, koerperHash, antwort: koerper },
        })
      } catch (error) {
        if (!(error instanceof IdempotenzTreffer)) throw error
        return sendAngelegt(
          reply,
          await inTransaktion(deps, aufrufer, (trx) =>
            findFruehereAntwort(trx, aufrufer.mandant, schluessel, koerperHash),
          ),
        )
      }
      return sendAngelegt(reply, { status: 201, koerper })
    },
  })

  app.route({
    ...getAusbildungsnachweis,
    handler: async (request, reply) => {
      const found = await speicher.find(request.aufrufer, request.params.id)
      if (!found) throw new ProblemError('not-found', { detail: `Ausbildungsnachweis ${request.params.id}` })
      const etag = etagOf(found.version)
      if (isKnown(request, etag)) return sendKnown(reply, etag)
      reply.header('etag', etag)
      return sendAntwort(reply, { status: 200, koerper: found.dokument })
    },
  })

  app.route({
    ...listAusbildungsnachweise,
    handler: (request, reply) => {
      const { limit: _limit, cursor: _cursor, berichtsheftId, ...filter } = request.query
      return sendListe(request, reply, {
        form: orderOf(request.query) === 'von' ? datumForm : zeitpunktForm,
        read: (after, limit) =>
          berichtsheftId !== undefined && Object.keys(filter).length === 0
            ? speicher.listHeft(request.aufrufer, berichtsheftId, after, limit)
            : inTransaktion(deps, request.aufrufer, (trx) =>
                listNachweise(trx, request.aufrufer, request.query, after, limit),
              ),
      })
    },
  })

  app.route({
    ...checkAusbildungsnachweis,
    handler: async (request) => ({ verstoesse: befundeZu(request.body, deps.now()) }),
  })

  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    work: (c: Parameters<typeof takeSchritt>[0]) => Promise<Nachweisstand>,
  ) => {
    const { aufrufer } = request
    if (aufrufer.person !== undefined) einUnternehmenOf(aufrufer)
    const antwort = await writeOnce(deps, request, async (trx, now) => {
      const stand = await work({ trx, aufrufer, now, keyring: deps.keyring })
      return { status, koerper: JSON.stringify(stand), kopf: { etag: etagOf(stand.version) } }
    })
    return sendAntwort(reply, antwort)
  }

  app.route({
    ...updateAusbildungsnachweis,
    handler: (request, reply) => {
      const expected = ifMatchOf(request)
      return change(request, reply, 200, (c) => replaceInhalt(c, request.params.id, expected, request.body.inhalt))
    },
  })

  app.route({
    ...createSchritt,
    handler: (request, reply) => {
      const expected = optionalIfMatchOf(request)
      return change(request, reply, 201, (c) => takeSchritt(c, request.params.id, expected, request.body))
    },
  })

  app.route({
    ...createKommentar,
    handler: (request, reply) => change(request, reply, 201, (c) => addKommentar(c, request.params.id, request.body)),
  })
}

const sendAngelegt = (reply: FastifyReply, antwort: Antwort): void =>
  sendAntwort(reply.headers({ location: `/v1/ausbildungsnachweise/${idOf(antwort)}`, etag: etagOf(1) }), antwort)

/** A replayed answer may speak of another id than the one made for this request, so it is read from the answer. */
const idOf = ({ koerper }: Antwort): string => koerper.slice('{"id":"'.length, '{"id":"'.length + 36)
