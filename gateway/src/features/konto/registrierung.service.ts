import type { CreateKonto } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import { inEqualTime, limitAnfragen, refuseInformationspflichten, refusePasswort } from './annahme.ts'
import { consumeToken, revokeTokens } from './geheimtoken.ts'
import { informationspflichtenVersion } from './informationspflichten.ts'
import {
  findKontoByEmail,
  insertKonto,
  insertZustimmung,
  lockKontoRow,
  updateKontoRow,
  upsertPasswort,
} from './konto.queries.ts'
import { appendKontoereignis } from './konto-ereignis.ts'
import { mailBestaetigung, mailVorhanden, mayMail, type Registrierungsinhalt } from './kontomail.ts'
import { hashPasswort } from './passwort.ts'

type RegistrierungDeps = Pick<Deps, 'db' | 'now' | 'config'>

/**
 * Registers a person: the account waits for the mailed link. What was entered counts only once the link is opened that
 * belongs to it, so nobody can put a password of his own on the address of somebody else. The owner of an address that has
 * an account is told by mail; the caller is not.
 *
 * @param adresse network address of the caller
 * @throws ProblemError rule-violated (password, information notice), too-many-requests
 */
export const registerKonto = (deps: RegistrierungDeps, body: CreateKonto, adresse: string): Promise<void> =>
  inEqualTime(async () => {
    const { email, passwort, vorname, nachname, sprache, informationspflichten } = body
    refuseInformationspflichten(informationspflichten, informationspflichtenVersion)
    refusePasswort(passwort, email, '/passwort')
    await limitAnfragen(deps, adresse)
    const hash = await hashPasswort(passwort)
    if (!(await mayMail(deps, email))) return
    const now = deps.now()
    const inhalt: Registrierungsinhalt = {
      passwort: hash,
      vorname,
      nachname,
      sprache,
      informationspflichten,
      akzeptiertAm: now.toISOString(),
    }
    await alsSystem(deps, async (trx) => {
      const konto = await findOrInsert(trx, body, now)
      if (konto.status === 'zurBestaetigung') await mailBestaetigung(trx, deps.config, konto, inhalt, now)
      else await mailVorhanden(trx, deps.config, konto)
    })
  })

const findOrInsert = async (trx: Knex, { email, vorname, nachname, sprache }: CreateKonto, now: Date) => {
  const id = createId(now)
  if (await insertKonto(trx, { id, email, vorname, nachname, sprache, status: 'zurBestaetigung' }, now)) {
    await appendKontoereignis(trx, { kontoId: id, art: 'konto.angelegt', durch: id, zeitpunkt: now })
  }
  const konto = await findKontoByEmail(trx, email)
  if (konto === undefined) throw new Error('a new account cannot be read in its own transaction')
  return konto
}

/**
 * Confirms a registration by the token of its link (MI-22). An expired one is replaced by a new mail, once.
 *
 * @returns the account that is active now
 * @throws ProblemError gone (expired, used), not-found
 */
export const confirmRegistrierung = async (deps: RegistrierungDeps, token: string): Promise<string> => {
  const befund = await alsSystem(deps, async (trx) => {
    const now = deps.now()
    const found = await consumeToken(trx, 'bestaetigung', token, now)
    if (found.art === 'unbekannt' || found.art === 'verbraucht') return found
    const konto = await lockKontoRow(trx, found.kontoId)
    if (konto?.status !== 'zurBestaetigung') return { ...found, art: 'verbraucht' as const }
    const inhalt = found.inhalt as unknown as Registrierungsinhalt
    if (found.art === 'abgelaufen') {
      await revokeTokens(trx, konto.id, ['bestaetigung'], now)
      await mailBestaetigung(trx, deps.config, konto, inhalt, now)
      return found
    }
    const { vorname, nachname, sprache } = inhalt
    await updateKontoRow(trx, konto.id, { vorname, nachname, sprache, status: 'aktiv' }, now)
    await upsertPasswort(trx, konto.id, inhalt.passwort, now)
    await insertZustimmung(trx, konto.id, inhalt.informationspflichten, new Date(inhalt.akzeptiertAm))
    await revokeTokens(trx, konto.id, ['bestaetigung'], now)
    const daten = { informationspflichten: inhalt.informationspflichten }
    await appendKontoereignis(trx, {
      kontoId: konto.id,
      art: 'konto.bestaetigt',
      durch: konto.id,
      zeitpunkt: now,
      daten,
    })
    return found
  })
  if (befund.art === 'gut') return befund.kontoId
  throw linkProblem(befund.art, 'A new link has been mailed')
}

/** The problem of a link that is not good; nothing is told of a token that was never one. */
export const linkProblem = (art: 'abgelaufen' | 'verbraucht' | 'unbekannt', wayOut: string): ProblemError => {
  if (art === 'unbekannt') return new ProblemError('not-found', { detail: 'There is no such link' })
  return new ProblemError('gone', {
    detail:
      art === 'abgelaufen'
        ? `The link has expired. ${wayOut}`
        : 'The link was used or has been replaced by a newer one',
  })
}
