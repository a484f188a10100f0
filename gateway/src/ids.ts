import { createHash, randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(16 * 256)
let used = pool.length

/** Sixteen bytes of the system's randomness, drawn in batches because each draw costs a system call. */
const randomBytes16 = (): Buffer => {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return pool.subarray(used - 16, used)
}

/**
 * A new id: UUID of version 7 (RFC 9562) whose fourth partition nibble is random, so that new books spread over all
 * partitions.
 *
 * @param now the instant that goes into the first 48 bits
 */
export const createId = (now: Date): string => format(now, randomBytes16())

/**
 * A new id of something that belongs to a book: it carries the partition nibble of the book, so that a lookup by this
 * id alone touches one partition.
 */
export const createIdIn = (berichtsheftId: string, now: Date): string => {
  const bytes = randomBytes16()
  bytes[7] = ((bytes[7] ?? 0) & 0xf0) | Number.parseInt(berichtsheftId.charAt(17), 16)
  return format(now, bytes)
}

/** Sixteen random bytes in hexadecimal, for salts. */
export const createSalt = (): string => randomBytes16().toString('hex')

const format = (now: Date, bytes: Buffer): string => {
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text can be an id; what cannot is not asked of the database. */
export const isId = (text: string | undefined): text is string => text !== undefined && uuid.test(text)

/**
 * The id of something that has a name instead of one, an application or the register of a chamber, so that it can have a
 * chain of events: the same for the same name, everywhere.
 *
 * @see RFC 9562, section 5.8 (UUID of version 8)
 */
export const idOfName = (name: string): string => {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
