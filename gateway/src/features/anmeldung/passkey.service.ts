import { limits } from '@berichtsheft/core'
import { alsSystem } from '../../db/transaktion.ts'
import { countVersuch, forgetVersuche, netzOf, refundVersuche, type Zaehler } from '../konto/drossel.ts'
import { appendKontoereignis } from '../konto/konto-ereignis.ts'
import { faktorzaehlerOf } from './faktor.service.ts'
import { advanceZaehler, findPasskey, listKennungen, type PasskeyRow } from './passkey.queries.ts'
import { type Clientdaten, handleOf, type PasskeyPartei, passkeyParteiOf, readAnmeldeantwort } from './passkey.ts'
import {
  checkClientdaten,
  keepFrage,
  loadWebauthn,
  type Passkeybefund,
  type PasskeyDeps,
  passkeyfrist,
  refusePasskey,
} from './passkey-frage.service.ts'

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
  const { generateAuthenticationOptions } = await loadWebauthn()
  const options = await generateAuthenticationOptions({
    rpID: partei.rpID,
    allowCredentials,
    userVerification: 'required',
    timeout: passkeyfrist,
  })
  await keepFrage(deps, options.challenge, { vorgang, zweck: 'anmeldung', kontoId })
  return JSON.stringify(options)
}

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
  if (read === undefined) return refusePasskey('unlesbar')
  const { antwort, clientdaten } = read
  const fault = await checkClientdaten(deps, clientdaten, { vorgang, zweck: 'anmeldung', kontoId })
  if ('fehler' in fault) return refusePasskey(fault.fehler)
  const passkey = await alsSystem(deps, (trx) => findPasskey(trx, antwort.id))
  if (passkey === undefined) return refusePasskey('unbekannt')
  const { userHandle } = antwort.response
  const isForeign =
    (kontoId !== undefined && passkey.konto_id !== kontoId) ||
    (email !== '' && passkey.email.toLowerCase() !== email.toLowerCase()) ||
    (userHandle !== undefined && userHandle !== Buffer.from(handleOf(passkey.konto_id)).toString('base64url'))
  if (isForeign) return refusePasskey('fremdesKonto')
  const counter = await verifySignatur(deps, antwort, clientdaten, passkey, fault.partei)
  if (counter === undefined) return refusePasskey('ungueltig')
  if (passkey.status !== 'aktiv') return refusePasskey('kontoGesperrt')
  return alsSystem(deps, async (trx) => {
    const now = deps.now()
    if (!(await advanceZaehler(trx, passkey.id, counter, now))) {
      const daten = { grund: 'zaehler', id: passkey.id }
      const ereignis = { kontoId: passkey.konto_id, art: 'konto.passkeyAbgewiesen', durch: passkey.konto_id } as const
      await appendKontoereignis(trx, { ...ereignis, zeitpunkt: now, daten })
      return refusePasskey('zaehler')
    }
    await refundVersuche(trx, zaehler.slice(0, 1))
    await forgetVersuche(trx, zaehler.slice(1))
    return { art: 'gut', kontoId: passkey.konto_id }
  })
}

/** The counter of an answer whose signature is good, and nothing for any other. */
const verifySignatur = async (
  { log }: PasskeyDeps,
  response: NonNullable<ReturnType<typeof readAnmeldeantwort>>['antwort'],
  { challenge }: Clientdaten,
  passkey: PasskeyRow,
  { rpID, origin }: PasskeyPartei,
): Promise<number | undefined> => {
  const { verifyAuthenticationResponse } = await loadWebauthn()
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
