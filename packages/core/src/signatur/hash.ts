import { hash, randomBytes } from 'node:crypto'

/** Length of a salt in bytes. It is fixed, so that salt and text cannot be split in two ways. */
export const saltLength = 16

/**
 * SHA-256 as 64 hexadecimal digits in lower case; a text is hashed as UTF-8.
 *
 * @see FIPS 180-4
 */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex')

/** A new random salt for {@link saltedHash}. It is kept with the content that it protects and erased with it. */
export const createSalt = (): Uint8Array => randomBytes(saltLength)

/**
 * SHA-256( salt ‖ UTF-8 text ) as hexadecimal digits: proves later that exactly this text was meant, and tells nothing
 * about it once the salt is erased. PostgreSQL computes the same with
 * `encode(sha256(salz || convert_to(inhalt, 'UTF8')), 'hex')`.
 *
 * @throws RangeError when the salt is not 16 bytes long
 */
export const saltedHash = (salt: Uint8Array, text: string): string => {
  if (salt.length !== saltLength) throw new RangeError(`a salt has ${saltLength} bytes, not ${salt.length}`)
  return hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'hex')
}
