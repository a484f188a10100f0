import { type Static, Type } from 'typebox'
import { ref, Sha256 } from '../contract/common.ts'
import { createForm } from './form.ts'
import { sha256 } from './hash.ts'
import { canonicalize } from './kanonisch.ts'
import type { Jwks } from './schluessel.ts'
import { jwsTypen, type Signer, signJws, verifyJws } from './signatur.ts'
import { SignaturError } from './signatur-error.ts'

/** What is signed of a message: which one it is, and its bytes by their hash; so the same holds for XML and JSON. */
export type Nachrichtensignatur = Static<typeof Nachrichtensignatur>
export const Nachrichtensignatur = Type.Object(
  {
    nachricht: Type.String({
      description: 'Name of the message, the same as the root element.',
      pattern: '^[a-z][A-Za-z]*\\.[a-z][A-Za-z]*\\.[0-9]{4}$',
      maxLength: 100,
    }),
    nachrichtenUUID: Type.String({ description: 'UUID of the message.', pattern: '^[0-9a-f-]{36}$', maxLength: 36 }),
    sha256: ref(Sha256, 'SHA-256 of its bytes.'),
  },
  {
    $id: 'Nachrichtensignatur',
    description: 'Signed content of the signature that goes beside a message.',
    additionalProperties: false,
  },
)

const form = createForm(Nachrichtensignatur)

/** Signs the bytes of a message as they are sent, as compact JWS. @param iat seconds since 1970 */
export const signNachricht = (
  bytes: Uint8Array,
  angaben: Omit<Nachrichtensignatur, 'sha256'>,
  signer: Signer,
  iat: number,
): Promise<string> =>
  signJws(canonicalize({ ...angaben, sha256: sha256(bytes) }), signer, { typ: jwsTypen.nachricht, iat })

/**
 * Verifies the signature of a message with the published keys: signature, type, form, and that it is about these bytes.
 *
 * @throws SignaturError with the reason
 */
export const verifyNachricht = async (jws: string, bytes: Uint8Array, jwks: Jwks): Promise<Nachrichtensignatur> => {
  const { value } = await verifyJws(jws, jwks, jwsTypen.nachricht)
  const fehler = form.check(value)
  if (fehler) throw new SignaturError('nutzlast', `"${fehler.pfad}" ${fehler.text}`)
  const signed = value as Nachrichtensignatur
  if (signed.sha256 !== sha256(bytes)) throw new SignaturError('nutzlast', 'the signature is about another message')
  return signed
}
