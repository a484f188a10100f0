import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

/** Whom passkeys are made for: the host of the public address. */
export interface PasskeyPartei {
  readonly rpID: string
  /** The one origin that answers may come from. */
  readonly origin: string
}

/**
 * The party of passkeys behind a public address; nothing where browsers make none: they need a name, and HTTPS unless it is
 * the own machine.
 *
 * @see Web Authentication Level 3, section 5.1.3 step 7
 */
export const passkeyParteiOf = (publicUrl: string): PasskeyPartei | undefined => {
  const { protocol, hostname, origin } = new URL(publicUrl)
  const isName = isIP(hostname) === 0 && !hostname.startsWith('[')
  const isSecure = protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
  return isName && isSecure ? { rpID: hostname, origin } : undefined
}

/** Why the answer of a passkey is refused. */
export type Passkeyfehler =
  | 'unlesbar'
  | 'frageUnbekannt'
  | 'frageVerbraucht'
  | 'frageAbgelaufen'
  | 'herkunft'
  | 'unbekannt'
  | 'fremdesKonto'
  | 'ungueltig'
  | 'zaehler'
  | 'kontoGesperrt'
  | 'vorhanden'
  | 'zuViele'

/** What the browser signed, as far as it is looked at before the signature. */
export interface Clientdaten {
  readonly challenge: string
  readonly origin: string
  readonly crossOrigin: boolean
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const base64url = /^[A-Za-z0-9_-]{1,8192}$/

/** An answer as the library takes it, with nothing in it that it is not asked for. */
interface Umschlag<T> {
  readonly id: string
  readonly rawId: string
  readonly type: 'public-key'
  readonly clientExtensionResults: Record<string, never>
  readonly response: T
}

interface Gelesen<T> {
  readonly antwort: T
  readonly clientdaten: Clientdaten
}

/**
 * Reads what the script of the page has sent; nothing when it is not the answer of an authenticator.
 *
 * @param members what the answer must hold, in Base64url
 * @param more what of the rest is passed on
 */
const readAntwort = <const M extends string, T>(
  text: string,
  members: readonly M[],
  more: (response: Readonly<Record<string, unknown>>) => T,
): Gelesen<Umschlag<Record<M, string> & T>> | undefined => {
  const antwort = parse(text)
  if (!isRecord(antwort) || !isRecord(antwort.response)) return undefined
  const { id, type, response } = antwort
  if (typeof id !== 'string' || !base64url.test(id) || type !== 'public-key') return undefined
  const isText = (value: unknown) => typeof value === 'string' && base64url.test(value)
  if (!members.every((member) => isText(response[member]))) return undefined
  const data = parse(Buffer.from(String(response.clientDataJSON), 'base64url').toString())
  if (!isRecord(data) || typeof data.challenge !== 'string' || typeof data.origin !== 'string') return undefined
  const { challenge, origin, crossOrigin } = data
  const taken = Object.fromEntries(members.map((member) => [member, response[member]])) as Record<M, string>
  return {
    clientdaten: { challenge, origin, crossOrigin: crossOrigin === true },
    antwort: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { ...taken, ...more(response) },
    },
  }
}

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

/** The answer to a sign-in. */
export const readAnmeldeantwort = (text: string): Gelesen<AuthenticationResponseJSON> | undefined =>
  readAntwort(text, ['clientDataJSON', 'authenticatorData', 'signature'], ({ userHandle }) =>
    typeof userHandle === 'string' ? { userHandle } : {},
  )

/** The answer to a registration. */
export const readEinrichtungsantwort = (text: string): Gelesen<RegistrationResponseJSON> | undefined =>
  readAntwort(text, ['clientDataJSON', 'attestationObject'], ({ transports: named }) => ({
    transports: Array.isArray(named) ? transports.filter((one) => named.includes(one)) : [],
  }))

/** The handle of an account in its passkeys: the bytes of its id, which tell nothing about the person. */
export const handleOf = (kontoId: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(kontoId.replaceAll('-', ''), 'hex'))
