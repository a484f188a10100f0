import { type CryptoKey, errors, FlattenedSign, flattenedVerify } from 'jose'
import { limits } from '../contract/limits.ts'
import { canonicalize } from './kanonisch.ts'
import { importKey, isKeyValidAt, type Jwks, type PrivateJwk, type PublicJwk } from './schluessel.ts'
import { SignaturError } from './signatur-error.ts'

/** What our signatures are for. The type stands in the signed header, so that none can be passed off as another. */
export const jwsTypen = {
  paket: 'berichtsheft-paket+jws',
  freigabe: 'berichtsheft-freigabe+jws',
  auskunft: 'berichtsheft-auskunft+jws',
  /** Goes beside a message that the gateway gives out. */
  nachricht: 'berichtsheft-nachricht+jws',
  /** Security Event Token, RFC 8417 section 2.3. */
  set: 'secevent+jwt',
} as const

export type JwsTyp = (typeof jwsTypen)[keyof typeof jwsTypen]

/** A private key that is ready to sign. */
export interface Signer {
  readonly kid: string
  readonly alg: 'ES256'
  readonly key: CryptoKey
}

/** A verified token: the text that was signed, its value, and who signed when. */
export interface VerifiedJws {
  readonly text: string
  readonly value: unknown
  readonly kid: string
  /** Seconds since 1970; absent in Security Event Tokens, which carry it in the payload. */
  readonly iat?: number
}

/**
 * Prepares a private key for signing, once per process.
 *
 * @throws SignaturError `verfahren` when the key is not for ES256
 */
export const createSigner = async (jwk: PrivateJwk): Promise<Signer> => {
  if (jwk.alg !== 'ES256') throw new SignaturError('verfahren', 'packages, approvals and events are signed with ES256')
  return { kid: jwk.kid, alg: 'ES256', key: await importKey(jwk) }
}

/**
 * Signs a canonical text as compact JWS (ES256). The protected header holds exactly `alg`, `iat`, `kid` and `typ`; `iat`
 * is left out where it is `undefined`.
 *
 * @see RFC 7515 sections 3.1 and 7.1
 */
export const signJws = async (
  text: string,
  signer: Signer,
  { typ, iat }: { typ: JwsTyp; iat: number | undefined },
): Promise<string> => {
  const { protected: header, payload, signature } = await sign(Buffer.from(text), signer, typ, iat)
  return `${header}.${payload}.${signature}`
}

/** Like {@link signJws}, but the payload stays outside: `header..signature` (RFC 7515 appendix F). */
export const signDetached = async (
  bytes: Uint8Array,
  signer: Signer,
  { typ, iat }: { typ: JwsTyp; iat: number },
): Promise<string> => {
  const { protected: header, signature } = await sign(bytes, signer, typ, iat)
  return `${header}..${signature}`
}

const sign = (bytes: Uint8Array, signer: Signer, typ: JwsTyp, iat: number | undefined) =>
  new FlattenedSign(bytes)
    .setProtectedHeader({ alg: signer.alg, ...(iat === undefined ? {} : { iat }), kid: signer.kid, typ })
    .sign(signer.key)

/**
 * Verifies a compact JWS strictly: one spelling only (no padding, no loose bits at the end of the base64url parts, so one
 * changed character is always seen), ES256 only, exactly the header members that {@link signJws} writes, the expected
 * type, the key from the given set alone (`jwk`, `jku`, `x5u`, `crit`, `b64` are refused with every other member), a key
 * that was valid at `iat`, and a payload that is canonical JSON.
 *
 * @throws SignaturError with the reason
 */
export const verifyJws = async (token: string, jwks: Jwks, typ: JwsTyp): Promise<VerifiedJws> => {
  const [header, payload, signature] = split(token)
  if (payload === '') throw new SignaturError('form', 'the payload is missing')
  return verify(header, payload, signature, jwks, typ)
}

/** Verifies a JWS whose payload is kept outside, as strictly as {@link verifyJws}. */
export const verifyDetached = async (
  token: string,
  bytes: Uint8Array,
  jwks: Jwks,
  typ: JwsTyp,
): Promise<VerifiedJws> => {
  const [header, payload, signature] = split(token)
  if (payload !== '') throw new SignaturError('form', 'the payload must stay outside of a detached signature')
  return verify(header, Buffer.from(bytes).toString('base64url'), signature, jwks, typ)
}

const split = (token: string): [string, string, string] => {
  const [header, payload, signature, ...rest] = token.length > limits.signaturZeichen ? [] : token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw new SignaturError('form', 'a compact JWS has three parts')
  }
  return [header, payload, signature]
}

const verify = async (
  header: string,
  payload: string,
  signature: string,
  jwks: Jwks,
  typ: JwsTyp,
): Promise<VerifiedJws> => {
  const { kid, iat } = readHeader(header, typ)
  if (decode(signature).length !== 64) throw new SignaturError('form', 'an ES256 signature has 64 bytes')
  const jwk = findKey(jwks, kid)
  if (iat !== undefined && !isKeyValidAt(jwk, iat)) {
    throw new SignaturError('schluessel', `the key ${kid} did not sign at that time`)
  }
  const text = decodeText(payload)
  const key = await importOnce(jwk)
  try {
    await flattenedVerify({ protected: header, payload, signature }, key, { algorithms: ['ES256'] })
  } catch (error) {
    const grund = error instanceof errors.JWSSignatureVerificationFailed ? 'signatur' : 'form'
    throw new SignaturError(grund, 'the signature does not verify', { cause: error })
  }
  return { text, value: parseCanonical(text), kid, ...(iat === undefined ? {} : { iat }) }
}

const readHeader = (part: string, typ: JwsTyp): { kid: string; iat: number | undefined } => {
  const header = parseCanonicalHeader(decodeText(part))
  const members = Object.keys(header).sort().join()
  if (header.alg !== 'ES256') throw new SignaturError('verfahren', 'only ES256 is accepted')
  if (header.typ !== typ) throw new SignaturError('typ', `the token is not of type ${typ}`)
  if (members !== (typ === jwsTypen.set ? 'alg,kid,typ' : 'alg,iat,kid,typ')) {
    throw new SignaturError('kopf', `the header has other members than the prescribed ones: ${members.slice(0, 200)}`)
  }
  const { kid, iat } = header
  if (typeof kid !== 'string' || (iat !== undefined && !Number.isSafeInteger(iat))) {
    throw new SignaturError('kopf', 'kid is a text and iat a whole number of seconds')
  }
  return { kid, iat: iat as number | undefined }
}

/** A header that names a member twice would be read differently by others: its text has to be the one of its value. */
const parseCanonicalHeader = (text: string): Record<string, unknown> => {
  const value = parse(text, 'kopf')
  if (typeof value !== 'object' || value === null || Array.isArray(value) || JSON.stringify(value) !== text) {
    throw new SignaturError('kopf', 'the header is not a plain JSON object')
  }
  return value as Record<string, unknown>
}

const findKey = (jwks: Jwks, kid: string): PublicJwk => {
  const found = jwks.keys.filter((key) => key.kid === kid)
  const [jwk] = found
  if (jwk === undefined) throw new SignaturError('schluessel', 'the key is not in the key set')
  if (found.length > 1) throw new SignaturError('schluessel', 'the key set holds the key more than once')
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || jwk.alg !== 'ES256' || jwk.use !== 'sig' || 'd' in jwk) {
    throw new SignaturError('schluessel', 'the key is not a public ES256 signing key')
  }
  return jwk
}

const imported = new WeakMap<PublicJwk, Promise<CryptoKey>>()

/** A key set verifies many tokens; importing a key costs as much as verifying with it. */
const importOnce = (jwk: PublicJwk): Promise<CryptoKey> => {
  const known = imported.get(jwk)
  if (known) return known
  const key = importKey(jwk)
  imported.set(jwk, key)
  return key
}

const parseCanonical = (text: string): unknown => {
  const value = parse(text, 'nutzlast')
  if (canonicalize(value) !== text) throw new SignaturError('nutzlast', 'the payload is not canonical JSON')
  return value
}

const parse = (text: string, grund: 'kopf' | 'nutzlast'): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new SignaturError(grund, 'a part of the token is not JSON', { cause: error })
  }
}

const decodeText = (part: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decode(part))
  } catch (error) {
    if (error instanceof SignaturError) throw error
    throw new SignaturError('form', 'a part of the token is not UTF-8', { cause: error })
  }
}

/** Node decodes base64url leniently, so the one strict spelling is the one that encoding gives back. */
const decode = (part: string): Buffer => {
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.toString('base64url') !== part) throw new SignaturError('form', 'a part of the token is not base64url')
  return bytes
}
