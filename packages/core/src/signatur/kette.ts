import { createHash } from 'node:crypto'

/** One event of a chain: its number from 1, its text, and the hash that ties it to everything before it. */
export interface Kettenglied {
  readonly nr: number
  readonly text: string
  /** 64 hexadecimal digits. */
  readonly hash: string
}

/** Result of {@link verifyKette}: number of links and hash of the last one, or the first broken link. */
export type Kettenpruefung =
  | { readonly gueltig: true; readonly anzahl: number; readonly kopf: string | null }
  | { readonly gueltig: false; readonly nr: number; readonly grund: 'luecke' | 'hash' }

const beginning = Buffer.alloc(32)

/**
 * Hash of an event: SHA-256( hash of the event before, 32 bytes, zeros for the first ‖ number as 8 bytes, most significant
 * first ‖ UTF-8 text ), as 64 hexadecimal digits. Who knows the last hash knows that no event before it was changed, left
 * out or put elsewhere. PostgreSQL computes the same with
 * `sha256(vorher || int8send(nr) || convert_to(text, 'UTF8'))`.
 *
 * @throws RangeError when `vorher` is not 32 bytes long or `nr` is no positive integer
 */
export const chainHash = (vorher: Uint8Array | string | null, nr: number | bigint, text: string): string => {
  const before = vorher === null ? beginning : typeof vorher === 'string' ? Buffer.from(vorher, 'hex') : vorher
  if (before.length !== 32) throw new RangeError('the hash before an event has 32 bytes')
  const number = BigInt(nr)
  if (number < 1n) throw new RangeError(`events are numbered from 1, not ${nr}`)
  const digits = Buffer.alloc(8)
  digits.writeBigInt64BE(number)
  return createHash('sha256').update(before).update(digits).update(text).digest('hex')
}

/**
 * Follows a chain from its first event and names the first link that does not hold: a number that is not the next one
 * (`luecke`), or a hash that does not belong to text, number and the hash before (`hash`). An empty chain holds and has
 * no head. Whether events at the end were cut off shows only a head that is known from elsewhere.
 */
export const verifyKette = (glieder: Iterable<Kettenglied>): Kettenpruefung => {
  let nr = 0
  let kopf: string | null = null
  for (const glied of glieder) {
    nr += 1
    if (glied.nr !== nr) return { gueltig: false, nr, grund: 'luecke' }
    if (chainHash(kopf, nr, glied.text) !== glied.hash) return { gueltig: false, nr, grund: 'hash' }
    kopf = glied.hash
  }
  return { gueltig: true, anzahl: nr, kopf }
}
