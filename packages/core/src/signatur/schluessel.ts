import {
  CompactEncrypt,
  type CryptoKey,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import { SignaturError } from './signatur-error.ts'

/** ES256 signs packages, approvals and events; RS256 signs access tokens, because it verifies faster. */
export type Signaturverfahren = 'ES256' | 'RS256'

/** A public signing key as JWK (RFC 7517) with the time in which it signs; `kid` is its RFC 7638 thumbprint. */
export interface PublicJwk {
  readonly kty: 'EC' | 'RSA'
  readonly kid: string
  readonly alg: Signaturverfahren
  readonly use: 'sig'
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly n?: string
  readonly e?: string
  /** First instant at which the key may sign (RFC 3339, UTC). */
  readonly gueltigVon?: string
  /** Instant from which the key signs no more; absent while it is in use. What it signed before stays valid. */
  readonly gueltigBis?: string
}

/** A private signing key as JWK. It leaves the process only wrapped (see {@link wrapKey}). */
export type PrivateJwk = JWK & { readonly kid: string; readonly alg: Signaturverfahren }

/** A published key set (RFC 7517 section 5). */
export interface Jwks {
  readonly keys: readonly PublicJwk[]
}

/** A new key pair. */
export interface Schluesselpaar {
  readonly kid: string
  readonly alg: Signaturverfahren
  readonly privateJwk: PrivateJwk
  readonly publicJwk: PublicJwk
}

const publicMembers = { EC: ['crv', 'x', 'y'], RSA: ['n', 'e'] } as const

/**
 * Makes a key pair: P-256 for ES256, RSA with 3072 bits for RS256 (takes about a second). `kid` is the thumbprint.
 *
 * @see BSI TR-02102-1 (RSA of 3000 bits or more)
 */
export const generateKey = async (alg: Signaturverfahren): Promise<Schluesselpaar> => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 3072 })
  const jwk = await exportJWK(privateKey)
  const kid = await thumbprint(jwk)
  const privateJwk = { ...jwk, kid, alg }
  return { kid, alg, privateJwk, publicJwk: toPublicJwk(privateJwk) }
}

/**
 * SHA-256 thumbprint of a public or private key, base64url without padding: the name under which a verifier pins it.
 *
 * @see RFC 7638
 */
export const thumbprint = (jwk: JWK | PublicJwk): Promise<string> => calculateJwkThumbprint(jwk as JWK, 'sha256')

/** The public half of a key, member by member, so that nothing private can slip through. */
export const toPublicJwk = (jwk: PrivateJwk): PublicJwk => {
  const kty = jwk.alg === 'ES256' ? 'EC' : 'RSA'
  if (jwk.kty !== kty) throw new SignaturError('schluessel', `a key for ${jwk.alg} is of type ${kty}`)
  const members = publicMembers[kty].map((name) => [name, jwk[name]] as const)
  if (members.some(([, value]) => typeof value !== 'string')) {
    throw new SignaturError('schluessel', `a key of type ${kty} has ${publicMembers[kty].join(', ')}`)
  }
  return { kty, kid: jwk.kid, alg: jwk.alg, use: 'sig', ...Object.fromEntries(members) }
}

/**
 * The key set that is published and put into packages: all keys, also the ones that sign no more, newest first. Each
 * carries the time in which it signed, so old signatures stay verifiable and new ones by an old key are refused.
 */
export const publicJwks = (
  schluessel: Iterable<{ publicJwk: PublicJwk; gueltigVon: string; gueltigBis?: string | null }>,
): Jwks => ({
  keys: [...schluessel]
    .sort((a, b) => (a.gueltigVon < b.gueltigVon ? 1 : a.gueltigVon > b.gueltigVon ? -1 : 0))
    .map(({ publicJwk, gueltigVon, gueltigBis }) => ({
      ...publicJwk,
      gueltigVon,
      ...(gueltigBis ? { gueltigBis } : {}),
    })),
})

/** Whether a published key may sign at this instant (seconds since 1970). A key without times may always. */
export const isKeyValidAt = (jwk: PublicJwk, seconds: number): boolean => {
  const from = jwk.gueltigVon === undefined ? Number.NEGATIVE_INFINITY : Math.floor(Date.parse(jwk.gueltigVon) / 1000)
  const to = jwk.gueltigBis === undefined ? Number.POSITIVE_INFINITY : Date.parse(jwk.gueltigBis) / 1000
  return seconds >= from && seconds < to
}

/** Imports a public or private JWK for use with the algorithm that it names. */
export const importKey = async (jwk: PublicJwk | PrivateJwk): Promise<CryptoKey> => {
  try {
    const key = await importJWK(jwk as JWK, jwk.alg)
    if (key instanceof Uint8Array) throw new SignaturError('schluessel', 'a symmetric key signs nothing here')
    return key
  } catch (error) {
    if (error instanceof SignaturError) throw error
    throw new SignaturError('schluessel', 'the key cannot be read', { cause: error })
  }
}

const wrapTyp = 'berichtsheft-schluessel+jwe'

/**
 * Encrypts a private key with the master key (AES-256-GCM, compact JWE with `alg: dir`), for storage in the database.
 *
 * @throws RangeError when the master key is not 32 bytes long
 * @see RFC 7516; RFC 7518 sections 4.5 and 5.3
 */
export const wrapKey = async (jwk: PrivateJwk, masterKey: Uint8Array): Promise<string> => {
  checkMasterKey(masterKey)
  return new CompactEncrypt(Buffer.from(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: wrapTyp, kid: jwk.kid })
    .encrypt(masterKey)
}

/**
 * Decrypts a key that {@link wrapKey} encrypted.
 *
 * @throws SignaturError `schluessel` when the master key is another one, or the text is damaged or not a wrapped key
 */
export const unwrapKey = async (wrapped: string, masterKey: Uint8Array): Promise<PrivateJwk> => {
  checkMasterKey(masterKey)
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(wrapped, masterKey, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    const jwk = JSON.parse(Buffer.from(plaintext).toString()) as PrivateJwk
    if (protectedHeader.typ !== wrapTyp || protectedHeader.kid !== jwk.kid) {
      throw new SignaturError('schluessel', 'the text is no wrapped key')
    }
    return jwk
  } catch (error) {
    if (error instanceof SignaturError) throw error
    throw new SignaturError('schluessel', 'the key cannot be unwrapped with this master key', { cause: error })
  }
}

/**
 * Reads the master key from the text of a file or an environment variable: 32 bytes as 64 hexadecimal digits, base64 or
 * base64url; blanks around it do not count. `openssl rand -base64 32` makes one.
 *
 * @throws SignaturError `schluessel` for anything else; the message does not repeat the text
 */
export const parseMasterKey = (text: string): Uint8Array => {
  const trimmed = text.trim()
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
      ? Buffer.from(trimmed, 'base64')
      : undefined
  if (key?.length !== 32) {
    throw new SignaturError(
      'schluessel',
      'a master key is 32 bytes as 64 hexadecimal digits or 44 characters of base64',
    )
  }
  return key
}

const checkMasterKey = (key: Uint8Array): void => {
  if (key.length !== 32) throw new RangeError(`a master key has 32 bytes, not ${key.length}`)
}
