import { constants, createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { JWK } from 'jose'

/** Text of a JWS part: a value as JSON, or the text as it is. */
export const encodePart = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A compact JWS whose signature is whatever `signature` answers; no library has a say in it. */
export const composeJws = (header: unknown, claims: unknown, signature: (input: Buffer) => Buffer | string): string => {
  const input = `${encodePart(header)}.${encodePart(claims)}`
  const made = signature(Buffer.from(input))
  return `${input}.${typeof made === 'string' ? made : made.toString('base64url')}`
}

/** A private JWK as Node's own key. */
export const toKeyObject = (jwk: JWK): KeyObject => createPrivateKey({ key: jwk as never, format: 'jwk' })

/** Signatures by algorithm, made with node:crypto alone. */
export const signWith = {
  RS256: (key: KeyObject) => (input: Buffer) => sign('sha256', input, key),
  RS384: (key: KeyObject) => (input: Buffer) => sign('sha384', input, key),
  RS512: (key: KeyObject) => (input: Buffer) => sign('sha512', input, key),
  PS256: (key: KeyObject) => (input: Buffer) =>
    sign('sha256', input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  ES256: (key: KeyObject) => (input: Buffer) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }),
  EdDSA: (key: KeyObject) => (input: Buffer) => sign(null, input, key),
  HS256: (secret: string | Buffer) => (input: Buffer) => createHmac('sha256', secret).update(input).digest(),
  HS512: (secret: string | Buffer) => (input: Buffer) => createHmac('sha512', secret).update(input).digest(),
} as const
