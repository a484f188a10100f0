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

/** Reads what the script of the page has sent; nothing when it is not the answer of an authenticator. */
const readAntwort = (
  text: string,
  members: readonly string[],
): { readonly antwort: Readonly<Record<string, unknown>>; readonly clientdaten: Clientdaten } | undefined => {
  const antwort = parse(text)
  if (!isRecord(antwort) || !isRecord(antwort.response)) return undefined
  const { id, type, response } = antwort
  if (typeof id !== 'string' || !base64url.test(id) || type !== 'public-key') return undefined
  const isText = (value: unknown) => typeof value === 'string' && base64url.test(value)
  if (!members.every((member) => isText(response[member]))) return undefined
  const data = parse(Buffer.from(String(response.clientDataJSON), 'base64url').toString())
  if (!isRecord(data) || typeof data.challenge !== 'string' || typeof data.origin !== 'string') return undefined
  const { challenge, origin, crossOrigin } = data
  return { antwort, clientdaten: { challenge, origin, crossOrigin: crossOrigin === true } }
}

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']

/** The answer to a sign-in. */
export const readAnmeldeantwort = (
  text: string,
): { readonly antwort: AuthenticationResponseJSON; readonly clientdaten: Clientdaten } | undefined => {
  const read = readAntwort(text, ['clientDataJSON', 'authenticatorData', 'signature'])
  if (read === undefined) return undefined
  const response = read.antwort.response as Readonly<Record<string, unknown>>
  const id = String(read.antwort.id)
  return {
    clientdaten: read.clientdaten,
    antwort: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: String(response.clientDataJSON),
        authenticatorData: String(response.authenticatorData),
        signature: String(response.signature),
        ...(typeof response.userHandle === 'string' ? { userHandle: response.userHandle } : {}),
      },
    },
  }
}

/** The answer to a registration. */
export const readEinrichtungsantwort = (
  text: string,
): { readonly antwort: RegistrationResponseJSON; readonly clientdaten: Clientdaten } | undefined => {
  const read = readAntwort(text, ['clientDataJSON', 'attestationObject'])
  if (read === undefined) return undefined
  const response = read.antwort.response as Readonly<Record<string, unknown>>
  const id = String(read.antwort.id)
  const named = Array.isArray(response.transports) ? response.transports : []
  return {
    clientdaten: read.clientdaten,
    antwort: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: String(response.clientDataJSON),
        attestationObject: String(response.attestationObject),
        transports: transports.filter((one) => named.includes(one)),
      },
    },
  }
}

/** The handle of an account in its passkeys: the bytes of its id, which tell nothing about the person. */
export const handleOf = (kontoId: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(kontoId.replaceAll('-', ''), 'hex'))
