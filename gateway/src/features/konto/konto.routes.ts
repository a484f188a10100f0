import {
  changePasswort,
  confirmEmail,
  confirmKonto,
  createKonto,
  deleteKonto,
  endSitzung,
  endSitzungen,
  getAuskunft,
  getKonto,
  listSitzungen,
  lockKonto,
  requestPasswort,
  resetPasswort,
  type Sitzungsliste,
  unlockKonto,
  updateKonto,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Knex } from 'knex'
import { alsSystem, inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { sendFinished } from '../../send-finished.ts'
import { ifMatchOf, sendStand } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/anmeldung.service.ts'
import { annahmen } from './annahme.ts'
import { readAuskunft } from './auskunft.service.ts'
import { changeKonto, confirmNeueEmail, lockOwnKonto, readKonto, unlockByLink } from './konto.service.ts'
import { appendKontoereignis } from './konto-ereignis.ts'
import { deleteOwnKonto } from './loeschung.service.ts'
import { changeOwnPasswort, requestNeuesPasswort, resetByLink } from './passwort.service.ts'
import { confirmRegistrierung, registerKonto } from './registrierung.service.ts'
import { deleteAllSitzungen, deleteSitzung, listSitzungRows } from './sitzung.queries.ts'

/** What anybody may call: to register, and to follow the links of mails. No answer tells whether an account exists. */
export const kontoOeffentlichRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...createKonto,
    handler: async (request, reply) => {
      await registerKonto(deps, request.body, request.ip)
      return reply.code(202).send(annahmen.registrierung)
    },
  })

  app.route({
    ...confirmKonto,
    handler: async (request) => {
      await confirmRegistrierung(deps, request.body.token)
      return annahmen.bestaetigt
    },
  })

  app.route({
    ...confirmEmail,
    handler: async (request) => {
      await confirmNeueEmail(deps, request.body.token)
      return annahmen.email
    },
  })

  app.route({
    ...requestPasswort,
    handler: async (request, reply) => {
      await requestNeuesPasswort(deps, request.body.email, request.ip)
      return reply.code(202).send(annahmen.anforderung)
    },
  })

  app.route({
    ...resetPasswort,
    handler: async (request) => {
      await resetByLink(deps, request.body.token, request.body.passwort)
      return annahmen.passwort
    },
  })

  app.route({
    ...unlockKonto,
    handler: async (request) => {
      await unlockByLink(deps, request.body.token)
      return annahmen.entsperrt
    },
  })
}

/** The own account. Each call is checked in a transaction of its person first; what it changes lies in tables of the gateway. */
export const kontoRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  /** The account of the caller, after looking up that it may still call. */
  const kontoOf = async (aufrufer: Angemeldeter): Promise<string> => {
    if (aufrufer.person === undefined) throw new ProblemError('forbidden', { detail: 'Only people have an account' })
    await inTransaktion(deps, aufrufer, async () => undefined)
    return aufrufer.person.kontoId
  }
  const sitzungenOf = async (kontoId: string): Promise<Sitzungsliste> => ({
    eintraege: await alsSystem(deps, (trx) => listSitzungRows(trx, kontoId, deps.now())),
  })
  const endAndTell = async (kontoId: string, end: (trx: Knex) => Promise<unknown>): Promise<Sitzungsliste> => {
    await alsSystem(deps, async (trx) => {
      await end(trx)
      const zeitpunkt = deps.now()
      await appendKontoereignis(trx, { kontoId, art: 'konto.sitzungenBeendet', durch: kontoId, zeitpunkt })
    })
    return sitzungenOf(kontoId)
  }

  app.route({
    ...getKonto,
    handler: async (request, reply) => {
      const kontoId = await kontoOf(request.aufrufer)
      return sendStand(request, reply, await alsSystem(deps, (trx) => readKonto(trx, kontoId, deps.now())))
    },
  })

  app.route({
    ...updateKonto,
    handler: async (request, reply) => {
      const expected = ifMatchOf(request)
      const { stand, etag } = await changeKonto(deps, await kontoOf(request.aufrufer), request.body, expected)
      return reply.header('etag', etag).send(stand)
    },
  })

  app.route({
    ...deleteKonto,
    handler: async (request) => deleteOwnKonto(deps, await kontoOf(request.aufrufer)),
  })

  app.route({
    ...changePasswort,
    handler: async (request) => {
      const kontoId = await kontoOf(request.aufrufer)
      await changeOwnPasswort(deps, kontoId, request.body)
      return (await alsSystem(deps, (trx) => readKonto(trx, kontoId, deps.now()))).stand
    },
  })

  app.route({
    ...lockKonto,
    handler: async (request) => lockOwnKonto(deps, await kontoOf(request.aufrufer), request.body.grund),
  })

  app.route({
    ...listSitzungen,
    handler: async (request) => sitzungenOf(await kontoOf(request.aufrufer)),
  })

  app.route({
    ...endSitzungen,
    handler: async (request) => {
      const kontoId = await kontoOf(request.aufrufer)
      return endAndTell(kontoId, (trx) => deleteAllSitzungen(trx, kontoId))
    },
  })

  app.route({
    ...endSitzung,
    handler: async (request) => {
      const kontoId = await kontoOf(request.aufrufer)
      return endAndTell(kontoId, async (trx) => {
        if (await deleteSitzung(trx, kontoId, request.params.sitzung)) return
        throw new ProblemError('not-found', { detail: 'Sitzung' })
      })
    },
  })

  app.route({
    ...getAuskunft,
    handler: async (request, reply) => {
      const auskunft = await readAuskunft(deps, await kontoOf(request.aufrufer))
      reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="auskunft.json"')
      return sendFinished(reply, auskunft)
    },
  })
}
