import { CompactEncrypt, compactDecrypt } from 'jose'

const typ = 'berichtsheft-text+jwe'

/**
 * Encrypts a secret that is no key pair (AES-256-GCM, compact JWE), for storage in the database.
 *
 * @param bezug what the secret belongs to; it is bound to it, so that rows cannot be exchanged
 * @see RFC 7516; RFC 7518 sections 4.5 and 5.3
 */
export const wrapText = (text: string, bezug: string, wrappingKey: Uint8Array): Promise<string> =>
  new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ, kid: bezug })
    .encrypt(wrappingKey)

/**
 * Decrypts what {@link wrapText} encrypted.
 *
 * @throws Error when the key is another one, the text is damaged, or it belongs to something else
 */
export const unwrapText = async (wrapped: string, bezug: string, wrappingKey: Uint8Array): Promise<string> => {
  const { plaintext, protectedHeader } = await compactDecrypt(wrapped, wrappingKey, {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  })
  if (protectedHeader.typ !== typ || protectedHeader.kid !== bezug)
    throw new Error(`the secret does not belong to ${bezug}`)
  return Buffer.from(plaintext).toString()
}

/**
 * Opens with the first key that fits: while the wrapping key is replaced, texts of the one before are still read.
 *
 * @param keys the current one first
 * @throws Error of the first key when none fits
 */
export const openWithAny = async <T>(
  keys: readonly Uint8Array[],
  open: (key: Uint8Array) => Promise<T>,
): Promise<T> => {
  let first: unknown
  for (const key of keys) {
    try {
      return await open(key)
    } catch (error) {
      first ??= error
    }
  }
  throw first
}
