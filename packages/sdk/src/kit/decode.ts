import { AdapterError } from '../adapter-error.ts'

/** Encodings that a file may have; names of the WHATWG Encoding Standard. */
export const encodings = ['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'utf-16le', 'utf-16be'] as const

/** One of {@link encodings}. */
export type Encoding = (typeof encodings)[number]

/** A decoded text and the encoding that fitted. */
export interface Decoded {
  readonly text: string
  readonly encoding: Encoding
}

/**
 * Decodes bytes with the first encoding of the list that fits without a single wrong byte; nothing is replaced. A byte
 * order mark is taken off.
 *
 * @throws AdapterError `rejected` when none fits
 */
export const decodeText = (bytes: Uint8Array, candidates: readonly Encoding[], stelle: string): Decoded => {
  let cause: unknown
  for (const encoding of candidates) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
    } catch (error) {
      cause = error
    }
  }
  throw new AdapterError('rejected', `holds bytes that are not valid ${candidates.join(' or ')}`, { stelle, cause })
}
