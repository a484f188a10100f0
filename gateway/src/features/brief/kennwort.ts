import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { kennwortZeichen, normalizeKennwort, toKennwort } from '@berichtsheft/core'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)
const hashBytes = 32

/** An activation password as it is kept: nobody can read it from this. */
export interface Kennworthash {
  readonly salz: Buffer
  readonly hash: Buffer
}

/** Makes a new activation password with what is kept of it. */
export const createKennwort = async (): Promise<Kennworthash & { readonly kennwort: string }> => {
  const kennwort = toKennwort(randomBytes(kennwortZeichen))
  const salz = randomBytes(16)
  return { kennwort, salz, hash: await derive(normalizeKennwort(kennwort), salz, hashBytes) }
}

const nobody: Kennworthash = { salz: Buffer.alloc(16), hash: Buffer.alloc(hashBytes) }

/** Whether a password is the one that was kept. Without one it takes as long and is never right. */
export const verifyKennwort = async (typed: string, kept: Kennworthash | undefined): Promise<boolean> => {
  const { salz, hash } = kept ?? nobody
  const same = timingSafeEqual(await derive(normalizeKennwort(typed), salz, hashBytes), hash)
  return same && kept !== undefined
}
