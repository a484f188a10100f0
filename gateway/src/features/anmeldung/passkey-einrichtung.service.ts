import { limits } from '@berichtsheft/core'
import { alsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { countVersuch, forgetVersuche } from '../konto/drossel.ts'
import { findKonto } from '../konto/konto.queries.ts'
import { type Einrichtungsrecht, faktorzaehlerOf, lockForFaktor } from './faktor.service.ts'
import { noteFaktor } from './faktor-mitteilung.ts'
import { replaceNotcodes } from './notcode.service.ts'
import { listKennungen } from './passkey.queries.ts'
import { type Clientdaten, handleOf, type PasskeyPartei, passkeyParteiOf, readEinrichtungsantwort } from './passkey.ts'
import {
  checkClientdaten,
  keepFrage,
  loadWebauthn,
  type Passkeybefund,
  type PasskeyDeps,
  passkeyalgorithmen,
  passkeyfrist,
  refusePasskey,
} from './passkey-frage.service.ts'

/** Makes the options of a new passkey of an account. Nothing where passkeys cannot work. */
export const askForNewPasskey = async (
  deps: PasskeyDeps,
  vorgang: string,
  kontoId: string,
): Promise<string | undefined> => {
  const partei = passkeyParteiOf(deps.config.PUBLIC_URL)
  const { konto, known } = await alsSystem(deps, async (trx) => ({
    konto: await findKonto(trx, kontoId),
    known: await listKennungen(trx, kontoId),
  }))
  if (partei === undefined || konto === undefined) return undefined
  const { generateRegistrationOptions } = await loadWebauthn()
  const options = await generateRegistrationOptions({
    rpID: partei.rpID,
    rpName: 'Berichtsheft-Gateway',
    userID: handleOf(kontoId),
    userName: konto.email,
    userDisplayName: `${konto.vorname} ${konto.nachname}`,
    excludeCredentials: [...known],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestationType: 'none',
    supportedAlgorithmIDs: passkeyalgorithmen,
    timeout: passkeyfrist,
  })
  await keepFrage(deps, options.challenge, { vorgang, zweck: 'einrichtung', kontoId })
  return JSON.stringify(options)
}

/** A passkey that is to be set up. */
export interface NeuerPasskey {
  /** Id of the sign-in or session that the challenge was made for. */
  readonly vorgang: string
  readonly kontoId: string
  /** JSON of the browser. */
  readonly antwort: string
  /** What its owner calls it. */
  readonly name: string
  /** Emergency codes that count when it is the first factor of the account. */
  readonly notcodes: readonly string[]
  readonly recht: Einrichtungsrecht
}

/**
 * Sets a passkey up; the owner is told by mail. The first factor of an account brings its emergency codes.
 *
 * @see Web Authentication Level 3, section 7.1
 */
export const enrolPasskey = async (
  deps: PasskeyDeps,
  { vorgang, kontoId, antwort: text, name, notcodes, recht }: NeuerPasskey,
): Promise<Passkeybefund<{ readonly istErster: boolean }>> => {
  const zaehler = faktorzaehlerOf(kontoId)
  const wartezeit = await countVersuch(deps, zaehler)
  if (wartezeit > 0) return { art: 'gedrosselt', wartezeit }
  const read = readEinrichtungsantwort(text)
  if (read === undefined) return refusePasskey('unlesbar')
  const fault = await checkClientdaten(deps, read.clientdaten, { vorgang, zweck: 'einrichtung', kontoId })
  if ('fehler' in fault) return refusePasskey(fault.fehler)
  const credential = await verifyEinrichtung(deps, read.antwort, read.clientdaten, fault.partei)
  if (credential === undefined) return refusePasskey('ungueltig')
  return alsSystem(deps, async (trx) => {
    const now = deps.now()
    const allowed = await lockForFaktor(trx, kontoId, recht)
    if (allowed === undefined) return refusePasskey('ungueltig')
    if ((await listKennungen(trx, kontoId)).length >= limits.passkeysJeKonto) return refusePasskey('zuViele')
    const id = createId(now)
    const rows = await trx('kontofaktor')
      .insert({
        id,
        konto_id: kontoId,
        art: 'passkey',
        name,
        kennung: credential.id,
        geheimnis: Buffer.from(credential.publicKey).toString('base64url'),
        uebertragungen: credential.transports ?? [],
        zaehler: credential.counter,
        erstellt_am: now,
      })
      .onConflict(trx.raw('(kennung) where kennung is not null'))
      .ignore()
      .returning('id')
    if (rows.length === 0) return refusePasskey('vorhanden')
    if (allowed.istErster) await replaceNotcodes(trx, kontoId, notcodes, now)
    await forgetVersuche(trx, zaehler)
    await noteFaktor(trx, allowed.konto, { vorgang: 'eingerichtet', faktor: 'passkey', id, name }, now)
    return { art: 'gut', istErster: allowed.istErster }
  })
}

const verifyEinrichtung = async (
  { log }: PasskeyDeps,
  response: NonNullable<ReturnType<typeof readEinrichtungsantwort>>['antwort'],
  { challenge }: Clientdaten,
  { rpID, origin }: PasskeyPartei,
) => {
  const { verifyRegistrationResponse } = await loadWebauthn()
  const expected = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID }
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      ...expected,
      requireUserVerification: true,
      supportedAlgorithmIDs: passkeyalgorithmen,
    })
    return registrationInfo?.credential
  } catch (error) {
    log.info({ err: error }, 'a new passkey was refused')
    return undefined
  }
}
