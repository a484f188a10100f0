import { limits } from '@berichtsheft/core'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { countVersuch, forgetVersuche, netzOf, refundVersuche, type Zaehler } from '../konto/drossel.ts'
import { findKonto } from '../konto/konto.queries.ts'
import { appendKontoereignis } from '../konto/konto-ereignis.ts'
import { type Einrichtungsrecht, faktorzaehlerOf, lockForFaktor } from './faktor.service.ts'
import { noteFaktor } from './faktor-mitteilung.ts'
import { replaceNotcodes } from './notcode.service.ts'
import {
  advanceZaehler,
  consumeFrage,
  findPasskey,
  insertFrage,
  listKennungen,
  type Passkeyfrage,
  type PasskeyRow,
} from './passkey.queries.ts'
import {
  type Clientdaten,
  handleOf,
  type Passkeyfehler,
  type PasskeyPartei,
  passkeyParteiOf,
  readAnmeldeantwort,
  readEinrichtungsantwort,
} from './passkey.ts'

type PasskeyDeps = Pick<Deps, 'config' | 'db' | 'now' | 'log'>

// The library is loaded when somebody is asked for a passkey.
const webauthn = () => import('@simplewebauthn/server')

const timeout = limits.passkeyfrageMinuten * 60_000

/**
 * Makes the options of a sign-in by passkey, as JSON for the browser. With an account only its own passkeys are asked for;
 * without, the browser offers those that it has, so that no list tells who has an account. Nothing where passkeys cannot work.
 */
export const askForPasskey = async (
  deps: PasskeyDeps,
  vorgang: string,
  kontoId?: string,
): Promise<string | undefined> => {
  const partei = passkeyParteiOf(deps.config.PUBLIC_URL)
  if (partei === undefined) return undefined
  const allowCredentials =
    kontoId === undefined ? [] : [...(await alsSystem(deps, (trx) => listKennungen(trx, kontoId)))]
  if (kontoId !== undefined && allowCredentials.length === 0) return undefined
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: partei.rpID,
    allowCredentials,
    userVerification: 'required',
    timeout,
  })
  await keepFrage(deps, options.challenge, { vorgang, zweck: 'anmeldung', kontoId })
  return JSON.stringify(options)
}

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
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpID: partei.rpID,
    rpName: 'Berichtsheft-Gateway',
    userID: handleOf(kontoId),
    userName: konto.email,
    userDisplayName: `${konto.vorname} ${konto.nachname}`,
    excludeCredentials: [...known],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestationType: 'none',
    timeout,
  })
  await keepFrage(deps, options.challenge, { vorgang, zweck: 'einrichtung', kontoId })
  return JSON.stringify(options)
}

const keepFrage = (deps: PasskeyDeps, challenge: string, frage: Passkeyfrage): Promise<void> =>
  alsSystem(deps, (trx) => insertFrage(trx, challenge, frage, deps.now()))

/** How the answer of a passkey was taken. */
export type Passkeybefund<T extends object> =
  | (T & { readonly art: 'gut' })
  | { readonly art: 'fehler'; readonly fehler: Passkeyfehler }
  | { readonly art: 'gedrosselt'; readonly wartezeit: number }

const refuse = (fehler: Passkeyfehler) => ({ art: 'fehler', fehler }) as const

/** The answer of a passkey in a sign-in. */
export interface Passkeyanmeldung {
  /** Id of the sign-in that the challenge was made for. */
  readonly vorgang: string
  /** JSON of the browser. */
  readonly antwort: string
  /** The account whose password was given already. */
  readonly kontoId?: string | undefined
  /** The address that was entered, if any; the passkey has to be one of its account. */
  readonly email?: string | undefined
  /** Network address that it comes from. */
  readonly adresse: string
}

/**
 * Checks the answer of a passkey to the challenge of this sign-in: challenge, origin, party, that the user was verified,
 * signature and counter.
 *
 * @see Web Authentication Level 3, section 7.2
 */
export const signInByPasskey = async (
  deps: PasskeyDeps,
  anmeldung: Passkeyanmeldung,
): Promise<Passkeybefund<{ readonly kontoId: string }>> => {
  const { vorgang, kontoId, email = '', adresse } = anmeldung
  const fenster = limits.anmeldefenster
  const zaehler: readonly Zaehler[] = [
    { schluessel: ['passkey', netzOf(adresse)], hoechstens: limits.anmeldungenJeAdresse, fenster },
    ...(kontoId === undefined ? [] : faktorzaehlerOf(kontoId)),
  ]
  const wartezeit = await countVersuch(deps, zaehler)
  if (wartezeit > 0) return { art: 'gedrosselt', wartezeit }
  const read = readAnmeldeantwort(anmeldung.antwort)
  if (read === undefined) return refuse('unlesbar')
  const { antwort, clientdaten } = read
  const fault = await checkClientdaten(deps, clientdaten, { vorgang, zweck: 'anmeldung', kontoId })
  if ('fehler' in fault) return refuse(fault.fehler)
  const passkey = await alsSystem(deps, (trx) => findPasskey(trx, antwort.id))
  if (passkey === undefined) return refuse('unbekannt')
  const { userHandle } = antwort.response
  const isForeign =
    (kontoId !== undefined && passkey.konto_id !== kontoId) ||
    (email !== '' && passkey.email.toLowerCase() !== email.toLowerCase()) ||
    (userHandle !== undefined && userHandle !== Buffer.from(handleOf(passkey.konto_id)).toString('base64url'))
  if (isForeign) return refuse('fremdesKonto')
  const counter = await verifySignatur(deps, antwort, clientdaten, passkey, fault.partei)
  if (counter === undefined) return refuse('ungueltig')
  if (passkey.status !== 'aktiv') return refuse('kontoGesperrt')
  return alsSystem(deps, async (trx) => {
    const now = deps.now()
    if (!(await advanceZaehler(trx, passkey.id, counter, now))) {
      const daten = { grund: 'zaehler', id: passkey.id }
      const ereignis = { kontoId: passkey.konto_id, art: 'konto.passkeyAbgewiesen', durch: passkey.konto_id } as const
      await appendKontoereignis(trx, { ...ereignis, zeitpunkt: now, daten })
      return refuse('zaehler')
    }
    await refundVersuche(trx, zaehler.slice(0, 1))
    await forgetVersuche(trx, zaehler.slice(1))
    return { art: 'gut', kontoId: passkey.konto_id }
  })
}

/** The challenge is used up first: whatever else is wrong, there is no second attempt with it. */
const checkClientdaten = async (
  deps: PasskeyDeps,
  { challenge, origin, crossOrigin }: Clientdaten,
  frage: Passkeyfrage,
): Promise<{ readonly partei: PasskeyPartei } | { readonly fehler: Passkeyfehler }> => {
  const befund = await alsSystem(deps, (trx) => consumeFrage(trx, challenge, frage, deps.now()))
  if (befund !== 'gut') return { fehler: befund }
  const partei = passkeyParteiOf(deps.config.PUBLIC_URL)
  return partei === undefined || crossOrigin || origin !== partei.origin ? { fehler: 'herkunft' } : { partei }
}

/** The counter of an answer whose signature is good, and nothing for any other. */
const verifySignatur = async (
  { log }: PasskeyDeps,
  response: NonNullable<ReturnType<typeof readAnmeldeantwort>>['antwort'],
  { challenge }: Clientdaten,
  passkey: PasskeyRow,
  { rpID, origin }: PasskeyPartei,
): Promise<number | undefined> => {
  const { verifyAuthenticationResponse } = await webauthn()
  const publicKey = Uint8Array.from(Buffer.from(passkey.geheimnis, 'base64url'))
  // The counter is compared by the statement that stores it, so that two answers at once cannot both pass.
  const credential = { id: passkey.kennung, publicKey, counter: 0 }
  const expected = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID }
  const options = { response, ...expected, credential, requireUserVerification: true }
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse(options)
    return verified ? authenticationInfo.newCounter : undefined
  } catch (error) {
    log.info({ err: error }, 'the answer of a passkey was refused')
    return undefined
  }
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
  if (read === undefined) return refuse('unlesbar')
  const fault = await checkClientdaten(deps, read.clientdaten, { vorgang, zweck: 'einrichtung', kontoId })
  if ('fehler' in fault) return refuse(fault.fehler)
  const credential = await verifyEinrichtung(deps, read.antwort, read.clientdaten, fault.partei)
  if (credential === undefined) return refuse('ungueltig')
  return alsSystem(deps, async (trx) => {
    const now = deps.now()
    const allowed = await lockForFaktor(trx, kontoId, recht)
    if (allowed === undefined) return refuse('ungueltig')
    if ((await listKennungen(trx, kontoId)).length >= limits.passkeysJeKonto) return refuse('zuViele')
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
    if (rows.length === 0) return refuse('vorhanden')
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
  const { verifyRegistrationResponse } = await webauthn()
  const expected = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID }
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      ...expected,
      requireUserVerification: true,
    })
    return registrationInfo?.credential
  } catch (error) {
    log.info({ err: error }, 'a new passkey was refused')
    return undefined
  }
}
