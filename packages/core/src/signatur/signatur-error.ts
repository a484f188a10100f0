/** Why a token, a key or a signature is refused. */
export type Signaturgrund =
  | 'form' // not a compact JWS in its one strict spelling
  | 'kopf' // header members other than the fixed ones
  | 'verfahren' // algorithm not allowed
  | 'typ' // made for another use
  | 'schluessel' // key unknown, ambiguous, unfit, or not valid at that time
  | 'signatur' // signature does not verify
  | 'nutzlast' // signed, but the content is not what this use prescribes

/** A signature, token or key that is refused, with the reason from a closed list. Keeps no key material. */
export class SignaturError extends Error {
  override readonly name = 'SignaturError'
  readonly grund: Signaturgrund

  constructor(grund: Signaturgrund, message: string, options?: ErrorOptions) {
    super(message, options)
    this.grund = grund
  }
}
