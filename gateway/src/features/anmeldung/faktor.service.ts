import { createHash, randomInt } from 'node:crypto'
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

const notcodes = { anzahl: 8, alphabet: 'BCDFGHJKLMNPQRSTVWXZ', zeichen: 16 } as const

/** New emergency codes, each of 69 bits, in groups of four letters without vowels. */
export const createNotcodes = (): readonly string[] =>
  Array.from({ length: notcodes.anzahl }, () => {
    const letters = Array.from(
      { length: notcodes.zeichen },
      () => notcodes.alphabet[randomInt(notcodes.alphabet.length)],
    )
    return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
  })

/** The hash of an emergency code, however it is typed; nothing when it cannot be one. Random as it is, it needs no salt. */
const hashOfNotcode = (code: string): Buffer | undefined => {
  const letters = code.toUpperCase().replaceAll(/[^A-Z]/g, '')
  return letters.length === notcodes.zeichen ? createHash('sha256').update(letters).digest() : undefined
}

/** Uses an emergency code up; of two attempts at the same time one succeeds. */
const consumeNotcode = async (deps: FaktorDeps, kontoId: string, hash: Buffer): Promise<boolean> => {
  const now = deps.now()
  return alsSystem(deps, async (trx) => {
    const count: number = await trx('kontonotcode')
      .where({ konto_id: kontoId, hash, verbraucht_am: null })
      .update({ verbraucht_am: now })
    if (count !== 1) return false
    await forgetVersuche(trx, zaehlerOf(kontoId))
    await appendKontoereignis(trx, { kontoId, art: 'konto.notcodeBenutzt', durch: kontoId, zeitpunkt: now })
    return true
  })
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

/** Takes a code of the second factor of an account, or an emergency code; each is good once, also for two attempts at once. */
export const verifyCode = async (deps: FaktorDeps, kontoId: string, code: string): Promise<Codebefund> => {
  if ((await countVersuch(deps, zaehlerOf(kontoId))) > 0) return 'gedrosselt'
  const notcode = hashOfNotcode(code)
  if (notcode !== undefined) return (await consumeNotcode(deps, kontoId, notcode)) ? 'gut' : 'falsch'
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

/** A second factor that is being set up: its key, and the codes for the day it is lost. */
export interface NeuerFaktor {
  readonly schluessel: string
  readonly notcodes: readonly string[]
}

/** Sets a second factor up, once its first code is right; the owner is told by mail. */
export const enrolFaktor = async (
  deps: FaktorDeps,
  kontoId: string,
  { schluessel, notcodes: codes }: NeuerFaktor,
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
    await trx('kontonotcode').where({ konto_id: kontoId }).delete()
    const hashes = codes.map((one) => ({ konto_id: kontoId, hash: hashOfNotcode(one), erstellt_am: now }))
    await trx('kontonotcode').insert(hashes)
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
