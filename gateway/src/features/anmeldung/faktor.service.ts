import { limits } from '@berichtsheft/core'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { countVersuch, forgetVersuche, type Zaehler } from '../konto/drossel.ts'
import { findKonto, lockKontoRow } from '../konto/konto.queries.ts'
import { appendKontoereignis } from '../konto/konto-ereignis.ts'

type FaktorDeps = Pick<Deps, 'db' | 'now' | 'keyring'>

/** Seconds that a code is shown; the one before and the one after are taken too, for clocks that differ. */
const period = 30

// The library is loaded when somebody has a second factor.
const createTotp = async (schluessel: string, email: string) => {
  const { TOTP, Secret } = await import('otpauth')
  return new TOTP({ issuer: 'Berichtsheft', label: email, period, secret: Secret.fromBase32(schluessel) })
}

/** A key of 160 bits for a new second factor, in base32. */
export const createSchluessel = async (): Promise<string> => {
  const { Secret } = await import('otpauth')
  return new Secret({ size: 20 }).base32
}

/** The key as an address that authenticator apps open (Key Uri Format). */
export const keyAddressOf = async (schluessel: string, email: string): Promise<string> =>
  (await createTotp(schluessel, email)).toString()

/** The time step of a code that is right now, or nothing. @see RFC 6238 */
const stepOf = async (schluessel: string, code: string, now: Date): Promise<number | undefined> => {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = (await createTotp(schluessel, '')).validate({ token, window: 1, timestamp: now.getTime() })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta
}

/** Whether an account has a second factor. */
export const hasFaktor = async (deps: Pick<Deps, 'db' | 'now'>, kontoId: string): Promise<boolean> =>
  (await alsSystem(deps, (trx) => trx('kontofaktor').where({ konto_id: kontoId }).first('id'))) !== undefined

const zaehlerOf = (kontoId: string): readonly Zaehler[] => [
  { schluessel: ['faktor', kontoId], hoechstens: limits.anmeldungenJePaar, fenster: limits.anmeldefenster },
]

/** How a code was taken. */
export type Codebefund = 'gut' | 'falsch' | 'gedrosselt'

/** Takes a code of the second factor of an account; each code is good once, also for two attempts at the same time. */
export const verifyCode = async (deps: FaktorDeps, kontoId: string, code: string): Promise<Codebefund> => {
  if ((await countVersuch(deps, zaehlerOf(kontoId))) > 0) return 'gedrosselt'
  const rows: { id: string; geheimnis: string }[] = await alsSystem(deps, (trx) =>
    trx('kontofaktor').where({ konto_id: kontoId, art: 'totp' }).select('id', 'geheimnis'),
  )
  for (const { id, geheimnis } of rows) {
    const step = await stepOf(await deps.keyring.unwrap(geheimnis, id), code, deps.now())
    if (step === undefined) continue
    const isNew = await alsSystem(deps, async (trx) => {
      const count: number = await trx('kontofaktor').where({ id }).where('zaehler', '<', step).update({ zaehler: step })
      if (count === 1) await forgetVersuche(trx, zaehlerOf(kontoId))
      return count === 1
    })
    if (isNew) return 'gut'
  }
  return 'falsch'
}

/** Sets a second factor up, once its first code is right; the owner is told by mail. */
export const enrolFaktor = async (
  deps: FaktorDeps,
  kontoId: string,
  schluessel: string,
  code: string,
): Promise<Codebefund> => {
  if ((await countVersuch(deps, zaehlerOf(kontoId))) > 0) return 'gedrosselt'
  const now = deps.now()
  const step = await stepOf(schluessel, code, now)
  if (step === undefined) return 'falsch'
  const id = createId(now)
  const geheimnis = await deps.keyring.wrap(schluessel, id)
  return alsSystem(deps, async (trx) => {
    const konto = await lockKontoRow(trx, kontoId)
    // Whoever knows the password only must not put a second key beside the first.
    const known = await trx('kontofaktor').where({ konto_id: kontoId }).first('id')
    if (konto?.status !== 'aktiv' || known !== undefined) return 'falsch'
    const faktor = { id, konto_id: kontoId, art: 'totp', name: 'TOTP', geheimnis, zaehler: step, erstellt_am: now }
    await trx('kontofaktor').insert(faktor)
    await forgetVersuche(trx, zaehlerOf(kontoId))
    const { vorname, nachname } = konto
    await sendMail(trx, { an: kontoId, text: 'kontoFaktor', werte: { vorname, nachname, vorgang: 'eingerichtet' } })
    await appendKontoereignis(trx, {
      kontoId,
      art: 'konto.faktorEingerichtet',
      durch: kontoId,
      zeitpunkt: now,
      daten: { faktor: 'totp' },
    })
    return 'gut'
  })
}

/** The address of an account, for the name of a key in an app. */
export const emailOf = async (deps: Pick<Deps, 'db' | 'now'>, kontoId: string): Promise<string> =>
  (await alsSystem(deps, (trx) => findKonto(trx, kontoId)))?.email ?? ''
