import { limits } from '@berichtsheft/core'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { consumeFrage, insertFrage, type Passkeyfrage } from './passkey.queries.ts'
import { type Clientdaten, type Passkeyfehler, type PasskeyPartei, passkeyParteiOf } from './passkey.ts'

/** What passkeys work with. */
export type PasskeyDeps = Pick<Deps, 'config' | 'db' | 'now' | 'log'>

/** The library, loaded when somebody is asked for a passkey. */
export const loadWebauthn = () => import('@simplewebauthn/server')

/**
 * What a passkey may sign with, best first: Ed25519, ES256 and RS256, which every authenticator has one of. Named, because
 * the library would otherwise ask Node for an algorithm that Node calls experimental, and Node warns of that.
 *
 * @see IANA COSE Algorithms
 */
export const passkeyalgorithmen: number[] = [-8, -7, -257]

/** Milliseconds that the browser lets a person take. */
export const passkeyfrist = limits.passkeyfrageMinuten * 60_000

/** Keeps a challenge that is about to be sent. */
export const keepFrage = (deps: PasskeyDeps, challenge: string, frage: Passkeyfrage): Promise<void> =>
  alsSystem(deps, (trx) => insertFrage(trx, challenge, frage, deps.now()))

/** How the answer of a passkey was taken. */
export type Passkeybefund<T extends object> =
  | (T & { readonly art: 'gut' })
  | { readonly art: 'fehler'; readonly fehler: Passkeyfehler }
  | { readonly art: 'gedrosselt'; readonly wartezeit: number }

/** Refuses an answer. */
export const refusePasskey = (fehler: Passkeyfehler) => ({ art: 'fehler', fehler }) as const

/** The challenge is used up first: whatever else is wrong, there is no second attempt with it. */
export const checkClientdaten = async (
  deps: PasskeyDeps,
  { challenge, origin, crossOrigin }: Clientdaten,
  frage: Passkeyfrage,
): Promise<{ readonly partei: PasskeyPartei } | { readonly fehler: Passkeyfehler }> => {
  const befund = await alsSystem(deps, (trx) => consumeFrage(trx, challenge, frage, deps.now()))
  if (befund !== 'gut') return { fehler: befund }
  const partei = passkeyParteiOf(deps.config.PUBLIC_URL)
  return partei === undefined || crossOrigin || origin !== partei.origin ? { fehler: 'herkunft' } : { partei }
}
