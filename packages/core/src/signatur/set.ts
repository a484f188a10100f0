import { canonicalize } from './kanonisch.ts'
import type { Jwks } from './schluessel.ts'
import { jwsTypen, type Signer, signJws, verifyJws } from './signatur.ts'
import { SignaturError } from './signatur-error.ts'

/** Content of a Security Event Token: who tells whom that what happened to which object. Ids only, no personal data. */
export interface Ereignistoken {
  /** Issuer: the public address of the gateway. */
  readonly iss: string
  /** The party that is told. */
  readonly aud: string
  /** Id of this token, unique per issuer; a receiver that saw it before drops it. */
  readonly jti: string
  /** When the token was made, in seconds since 1970. */
  readonly iat: number
  /** When the event happened, in seconds since 1970 (`toe`). */
  readonly zeitpunkt: number
  /** The case that the event belongs to (`txn`), the same for all events about it. */
  readonly txn: string
  /** The one event, as URI. */
  readonly ereignis: string
  /** The object that changed (`sub_id` of format `opaque`). */
  readonly objektId: string
  /** Further ids that belong to the event, by name. */
  readonly ids: Readonly<Record<string, string>>
}

const uri = /^[a-z][a-z0-9+.-]*:[!-~]{1,300}$/
const id = /^[!-~]{1,200}$/
const name = /^[a-z][A-Za-z0-9]{0,63}$/

/**
 * Makes a signed Security Event Token with exactly one event, no expiry and nothing but ids.
 *
 * @throws SignaturError `nutzlast` when a value is not an id, an address or a time
 * @see RFC 8417 section 2.2; RFC 9493 section 3.2.5 (`sub_id`)
 * @example
 * await createSet({ iss: 'https://gateway.example', aud: 'kammer:153', jti: id, iat: 1797598800, zeitpunkt: 1797598799,
 *   txn: anforderungId, ereignis: 'https://berichtsheft.example/ereignis/anforderung.gelesen', objektId: anforderungId,
 *   ids: { berichtsheftId } }, signer)
 */
export const createSet = async (token: Ereignistoken, signer: Signer): Promise<string> => {
  checkContent(token)
  const { iss, aud, jti, iat, zeitpunkt, txn, ereignis, objektId, ids } = token
  const payload = {
    iss,
    aud,
    jti,
    iat,
    toe: zeitpunkt,
    txn,
    sub_id: { format: 'opaque', id: objektId },
    events: { [ereignis]: ids },
  }
  return signJws(canonicalize(payload), signer, { typ: jwsTypen.set, iat: undefined })
}

/**
 * Verifies a Security Event Token with the published keys of the issuer: signature, type, issuer, audience, exactly one
 * event, no `exp` and no other claim, ids only. Whether its `jti` came before is for the receiver to remember.
 *
 * @throws SignaturError with the reason
 * @see RFC 8417 sections 2.2 and 4; RFC 8725
 */
export const verifySet = async (
  token: string,
  jwks: Jwks,
  erwartet: { readonly iss: string; readonly aud: string },
): Promise<Ereignistoken> => {
  const { value } = await verifyJws(token, jwks, jwsTypen.set)
  const claims = members(value, 'aud,events,iat,iss,jti,sub_id,toe,txn')
  const subject = members(claims.sub_id, 'format,id')
  const events = Object.entries(claims.events ?? {})
  const [event] = events
  if (event === undefined || events.length !== 1) refuse('a token holds exactly one event')
  if (subject.format !== 'opaque') refuse('the subject is named by an opaque id')
  const result = {
    iss: claims.iss,
    aud: claims.aud,
    jti: claims.jti,
    iat: claims.iat,
    zeitpunkt: claims.toe,
    txn: claims.txn,
    ereignis: event[0],
    objektId: subject.id,
    ids: event[1],
  } as Ereignistoken
  checkContent(result)
  if (result.iss !== erwartet.iss) refuse('the token comes from another issuer')
  if (result.aud !== erwartet.aud) refuse('the token is meant for somebody else')
  return result
}

const checkContent = (token: Ereignistoken): void => {
  const { iss, ereignis, aud, jti, txn, objektId, iat, zeitpunkt, ids } = token
  if (![iss, ereignis].every((value) => typeof value === 'string' && uri.test(value))) {
    refuse('issuer and event are addresses')
  }
  if (![aud, jti, txn, objektId].every((value) => typeof value === 'string' && id.test(value))) {
    refuse('audience, token, case and object are ids')
  }
  if (![iat, zeitpunkt].every((value) => Number.isSafeInteger(value) && value > 0)) refuse('times are whole seconds')
  if (typeof ids !== 'object' || ids === null || Array.isArray(ids)) refuse('the event holds ids by name')
  for (const [key, value] of Object.entries(ids)) {
    if (!name.test(key) || typeof value !== 'string' || !id.test(value)) refuse('the event holds ids only')
  }
}

const members = (value: unknown, names: string): Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Object.keys(value).sort().join() !== names) {
    refuse(`expected exactly the members ${names}`)
  }
  return value as Record<string, unknown>
}

const refuse: (message: string) => never = (message) => {
  throw new SignaturError('nutzlast', message)
}
