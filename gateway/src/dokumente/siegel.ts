import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Where a part stands in its document: which document, which part, and whether it is the last one. */
export interface Teil {
  readonly dokumentId: string
  readonly nummer: number
  readonly letzter: boolean
}

const algorithm = 'aes-256-gcm'
const tagLength = 16

/**
 * The nonce of a part: its number and whether it is the last one. A key seals one document only, so none is used twice; and a
 * document whose parts were exchanged, repeated, left out or cut off at the end does not open (STREAM, Hoang et al. 2015).
 */
const nonceOf = ({ nummer, letzter }: Teil): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(nummer, 7)
  nonce[11] = letzter ? 1 : 0
  return nonce
}

/** Encrypts a part of a document under the key of the document (AES-256-GCM); the tag stands at the end. */
export const sealTeil = (key: Uint8Array, teil: Teil, plain: Uint8Array): Buffer => {
  const cipher = createCipheriv(algorithm, key, nonceOf(teil), { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(teil.dokumentId))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/**
 * Decrypts a part.
 *
 * @throws Error when it was changed, or stands at another place than it was sealed for
 */
export const openTeil = (key: Uint8Array, teil: Teil, sealed: Uint8Array): Buffer => {
  const decipher = createDecipheriv(algorithm, key, nonceOf(teil), { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(teil.dokumentId))
  decipher.setAuthTag(sealed.subarray(-tagLength))
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()])
}
