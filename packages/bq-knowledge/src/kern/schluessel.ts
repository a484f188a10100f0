import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'

/** A key pair of Ed25519: the public half names the key, the private one stays with its holder. */
export interface Wissensschluessel {
  /** The 32 bytes of the public key in base64url. */
  readonly schluessel: string
  readonly privateKey: KeyObject
}

/** Makes a key pair for an author, a node or the network administration. */
export const createWissensschluessel = (): Wissensschluessel => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { schluessel: publicKey.export({ format: 'jwk' }).x as string, privateKey }
}

/** The key pair of a private key (PKCS #8, PEM). @throws Error when it is none of Ed25519 */
export const readWissensschluessel = (pem: string): Wissensschluessel => {
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the key is none of Ed25519')
  return { privateKey, schluessel: createPublicKey(privateKey).export({ format: 'jwk' }).x as string }
}

/** The private key as PKCS #8, PEM, to be kept in secret. */
export const exportWissensschluessel = ({ privateKey }: Wissensschluessel): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

/** Signs a text with Ed25519; base64url. */
export const signText = (privateKey: KeyObject, text: string): string =>
  sign(null, Buffer.from(text), privateKey).toString('base64url')

const read = new Map<string, KeyObject>()

const readKey = (schluessel: string): KeyObject => {
  const known = read.get(schluessel)
  if (known) return known
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: schluessel }, format: 'jwk' })
  // Bounded: keys come from outside.
  if (read.size >= 10_000) read.clear()
  read.set(schluessel, key)
  return key
}

/** As {@link verifyText}, on another core while the caller goes on. */
export const verifyTextAside = (schluessel: string, text: string, signatur: string): Promise<boolean> =>
  new Promise((resolve) => {
    try {
      const key = readKey(schluessel)
      verify(null, Buffer.from(text), key, Buffer.from(signatur, 'base64url'), (error, holds) => {
        resolve(!error && holds)
      })
    } catch {
      resolve(false)
    }
  })

/**
 * Whether a signature belongs to a text and a public key; false also for what is no key or signature at all.
 *
 * @see RFC 8032
 */
export const verifyText = (schluessel: string, text: string, signatur: string): boolean => {
  try {
    return verify(null, Buffer.from(text), readKey(schluessel), Buffer.from(signatur, 'base64url'))
  } catch {
    return false
  }
}
