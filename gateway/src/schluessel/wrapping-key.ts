import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseMasterKey } from '@berichtsheft/core/signatur'
import type { Config } from '../config.ts'

/**
 * The 32 bytes that wrap the private keys in the database: from `SCHLUESSEL`, from the file that `SCHLUESSEL_DATEI`
 * names, or from `DATA_DIR/schluessel.key`, which is made on first start (mode 0600).
 *
 * @throws Error when both settings are given, or the text is no such key; the message names the place, not the text
 */
export const loadWrappingKey = (config: Pick<Config, 'SCHLUESSEL' | 'SCHLUESSEL_DATEI' | 'DATA_DIR'>): Uint8Array => {
  const { SCHLUESSEL, SCHLUESSEL_DATEI, DATA_DIR } = config
  if (SCHLUESSEL !== undefined && SCHLUESSEL_DATEI !== undefined) {
    throw new Error('SCHLUESSEL and SCHLUESSEL_DATEI are both given; one of them has to go')
  }
  if (SCHLUESSEL !== undefined) return parse(SCHLUESSEL, 'SCHLUESSEL')
  if (SCHLUESSEL_DATEI !== undefined) return parse(readFileSync(SCHLUESSEL_DATEI, 'utf8'), SCHLUESSEL_DATEI)
  const file = path.join(DATA_DIR, 'schluessel.key')
  createSecretFile(file, () => `${randomBytes(32).toString('base64url')}\n`)
  return parse(readFileSync(file, 'utf8'), file)
}

/**
 * The key before, from `SCHLUESSEL_VORHER`, while it is being replaced.
 *
 * @throws Error when the text is no such key
 */
export const loadPreviousKey = ({ SCHLUESSEL_VORHER }: Pick<Config, 'SCHLUESSEL_VORHER'>): Uint8Array | undefined =>
  SCHLUESSEL_VORHER === undefined ? undefined : parse(SCHLUESSEL_VORHER, 'SCHLUESSEL_VORHER')

const parse = (text: string, place: string): Uint8Array => {
  try {
    return parseMasterKey(text)
  } catch (cause) {
    throw new Error(`${place} does not hold 32 bytes as base64url or hexadecimal digits`, { cause })
  }
}

/**
 * Writes a file that only its owner may read, unless it exists already; of several processes that do this at once one
 * wins, and none ever sees half a file.
 *
 * @returns whether this call made the file
 */
export const createSecretFile = (file: string, makeContent: () => string): boolean => {
  if (existsSync(file)) return false
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, makeContent(), { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft)
  }
}
