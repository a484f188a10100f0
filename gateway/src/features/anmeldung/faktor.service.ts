import { limits } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { countVersuch, forgetVersuche, type Zaehler } from '../konto/drossel.ts'
import { findKonto, type KontoRow, lockKontoRow } from '../konto/konto.queries.ts'
import { noteFaktor } from './faktor-mitteilung.ts'
import { consumeNotcode, hashOfNotcode, replaceNotcodes } from './notcode.service.ts'

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

/** Counts attempts at the second factor of an account. */
export const faktorzaehlerOf = (kontoId: string): readonly Zaehler[] => [
  { schluessel: ['faktor', kontoId], hoechstens: limits.anmeldungenJePaar, fenster: limits.anmeldefenster },
]

/** How a code was taken. */
export type Codebefund = 'gut' | 'falsch' | 'gedrosselt'

/** Takes a code of the second factor of an account, or an emergency code; each is good once, also for two attempts at once. */
export const verifyCode = async (deps: FaktorDeps, kontoId: string, code: string): Promise<Codebefund> => {
  if ((await countVersuch(deps, faktorzaehlerOf(kontoId))) > 0) return 'gedrosselt'
  const isGood = await isCodeOf(deps, kontoId, code)
  if (isGood) await alsSystem(deps, (trx) => forgetVersuche(trx, faktorzaehlerOf(kontoId)))
  return isGood ? 'gut' : 'falsch'
}

const isCodeOf = async (deps: FaktorDeps, kontoId: string, code: string): Promise<boolean> => {
  const notcode = hashOfNotcode(code)
  if (notcode !== undefined) return consumeNotcode(deps, kontoId, notcode)
  const rows: { id: string; geheimnis: string }[] = await alsSystem(deps, (trx) =>
    trx('kontofaktor').where({ konto_id: kontoId, art: 'totp' }).select('id', 'geheimnis'),
  )
  for (const { id, geheimnis } of rows) {
    const now = deps.now()
    const step = await stepOf(await deps.keyring.unwrap(geheimnis, id), code, now)
    if (step === undefined) continue
    const count: number = await alsSystem(deps, (trx) =>
      trx('kontofaktor').where({ id }).where('zaehler', '<', step).update({ zaehler: step, benutzt_am: now }),
    )
    if (count === 1) return true
  }
  return false
}

/** A second factor that is being set up in a sign-in: its key, and the codes for the day it is lost. */
export interface NeuerFaktor {
  readonly schluessel: string
  readonly notcodes: readonly string[]
}

/** What may be set up: the first factor of an account by the password, a further one by a factor only. */
export type Einrichtungsrecht = 'erster' | 'weiterer'

/** The account, locked, and whether it has a factor; nothing where it may not be given one. */
export const lockForFaktor = async (
  trx: Knex,
  kontoId: string,
  recht: Einrichtungsrecht,
): Promise<{ readonly konto: KontoRow; readonly istErster: boolean } | undefined> => {
  const konto = await lockKontoRow(trx, kontoId)
  if (konto?.status !== 'aktiv') return undefined
  const known = await trx('kontofaktor').where({ konto_id: kontoId }).first('id')
  // Whoever knows the password only must not put a second key beside the first.
  if (known !== undefined && recht === 'erster') return undefined
  return { konto, istErster: known === undefined }
}

/**
 * Sets the app up as second factor once its first code is right, in place of one that was there before; the owner is told by
 * mail. The first factor of an account brings its emergency codes.
 */
export const enrolTotp = async (
  deps: FaktorDeps,
  kontoId: string,
  { schluessel, notcodes: codes }: NeuerFaktor,
  code: string,
  recht: Einrichtungsrecht,
): Promise<{ readonly befund: Codebefund; readonly istErster?: boolean }> => {
  if ((await countVersuch(deps, faktorzaehlerOf(kontoId))) > 0) return { befund: 'gedrosselt' }
  const now = deps.now()
  const step = await stepOf(schluessel, code, now)
  if (step === undefined) return { befund: 'falsch' }
  const id = createId(now)
  const geheimnis = await deps.keyring.wrap(schluessel, id)
  return alsSystem(deps, async (trx) => {
    const allowed = await lockForFaktor(trx, kontoId, recht)
    if (allowed === undefined) return { befund: 'falsch' }
    const { konto, istErster } = allowed
    const replaced: number = await trx('kontofaktor').where({ konto_id: kontoId, art: 'totp' }).delete()
    const faktor = { id, konto_id: kontoId, art: 'totp', name: 'TOTP', geheimnis, zaehler: step, erstellt_am: now }
    await trx('kontofaktor').insert(faktor)
    if (istErster) await replaceNotcodes(trx, kontoId, codes, now)
    await forgetVersuche(trx, faktorzaehlerOf(kontoId))
    const vorgang = replaced === 0 ? 'eingerichtet' : 'ersetzt'
    await noteFaktor(trx, konto, { vorgang, faktor: 'totp', id }, now)
    return { befund: 'gut', istErster }
  })
}

/** The address of an account, for the name of a key in an app. */
export const emailOf = async (deps: Pick<Deps, 'db' | 'now'>, kontoId: string): Promise<string> =>
  (await alsSystem(deps, (trx) => findKonto(trx, kontoId)))?.email ?? ''
