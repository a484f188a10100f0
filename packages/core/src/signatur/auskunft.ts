import { Type } from 'typebox'
import { Id, ref, Zeitpunkt } from '../contract/common.ts'
import type { Kontoauskunft } from '../contract/konto.ts'
import { createForm } from './form.ts'
import { toSeconds } from './freigabesignatur.ts'
import { canonicalize } from './kanonisch.ts'
import { type Jwks, type PublicJwk, thumbprint } from './schluessel.ts'
import { jwsTypen, type Signer, signDetached, verifyDetached } from './signatur.ts'
import { SignaturError } from './signatur-error.ts'

/** The data of a person before they are signed. */
export type OffeneAuskunft = Omit<Kontoauskunft, 'schluessel' | 'signatur'>

/** What the check of such a file found. */
export interface Auskunftspruefung {
  /** Nothing was changed after signing. Who signed is proven only when `vertrauen` is `gepinnt`. */
  readonly gueltig: boolean
  readonly vertrauen: 'gepinnt' | 'nichtGepinnt'
  /** Why it is not valid, in English. */
  readonly grund?: string
  /** Thumbprint (RFC 7638) of the key that signed; absent when it is not valid. */
  readonly fingerabdruck?: string
  readonly auskunft?: Pick<Kontoauskunft, 'iss' | 'erstelltAm' | 'konto'>
}

/** What the check reads; the rest is covered by the signature, whatever it is. */
const form = createForm(
  Type.Object({
    erstelltAm: ref(Zeitpunkt),
    iss: Type.String(),
    konto: Type.Object({ id: ref(Id), email: Type.String() }),
    schluessel: Type.Array(Type.Object({ kid: Type.String() })),
    signatur: Type.String(),
  }),
)
const bytesOf = (value: object): Uint8Array => new TextEncoder().encode(canonicalize(value))

/**
 * Signs the data of a person and answers the file: canonical JSON, with the public key and, over everything else, a
 * detached signature.
 *
 * @param jwks the published keys, of which the one that signs is put in
 */
export const signAuskunft = async (auskunft: OffeneAuskunft, signer: Signer, jwks: Jwks): Promise<string> => {
  // What a database answers, instants among it, becomes what JSON can hold before it is signed.
  const plain: OffeneAuskunft = JSON.parse(JSON.stringify(auskunft))
  const signed = { ...plain, schluessel: jwks.keys.filter(({ kid }) => kid === signer.kid) }
  const iat = toSeconds(auskunft.erstelltAm)
  const signatur = await signDetached(bytesOf(signed), signer, { typ: jwsTypen.auskunft, iat })
  return canonicalize({ ...signed, signatur })
}

/**
 * Checks such a file without network. The key that lies in it proves nothing by itself: name the thumbprint of the gateway,
 * got from elsewhere. Never throws.
 *
 * @param text the file as it was served; one that was written anew is refused, because only one spelling can be checked
 */
export const verifyAuskunft = async (text: string, pinned: readonly string[] = []): Promise<Auskunftspruefung> => {
  try {
    const { schluessel, signatur, ...rest } = readFile(text)
    const keys = schluessel as readonly PublicJwk[]
    const { iat, kid } = await verifyDetached(signatur, bytesOf({ ...rest, schluessel }), { keys }, jwsTypen.auskunft)
    if (iat !== toSeconds(rest.erstelltAm))
      throw new SignaturError('nutzlast', 'the signed time is not the time of the file')
    const key = keys.find((one) => one.kid === kid)
    if (key === undefined) throw new SignaturError('schluessel', 'the key is not in the file')
    const fingerabdruck = await thumbprint(key)
    const { iss, erstelltAm, konto } = rest
    const vertrauen = pinned.includes(fingerabdruck) ? 'gepinnt' : 'nichtGepinnt'
    return { gueltig: true, vertrauen, fingerabdruck, auskunft: { iss, erstelltAm, konto } }
  } catch (error) {
    return { gueltig: false, vertrauen: 'nichtGepinnt', grund: error instanceof Error ? error.message : String(error) }
  }
}

const readFile = (text: string): Kontoauskunft => {
  const trimmed = text.trimEnd()
  const value: unknown = JSON.parse(trimmed)
  if (form.check(value) !== undefined)
    throw new SignaturError('form', 'the file is not the access to the data of an account')
  if (canonicalize(value) !== trimmed)
    throw new SignaturError('form', 'the file is not as it was served: not canonical JSON')
  return value as Kontoauskunft
}
