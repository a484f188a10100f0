import type { CreateBerichtsheft } from '@berichtsheft/core'
import { AdapterError } from './adapter-error.ts'

/** One named file of a source. */
export interface AdapterDatei {
  /** Name, with folders separated by `/` where the place of the file means something. */
  readonly name: string
  /** The content, whole or in pieces; may be called more than once. */
  lies(): AsyncIterable<Uint8Array> | Uint8Array
}

/** What an adapter reads: the files of a vendor and what they lack. */
export interface AdapterSource {
  readonly dateien: readonly AdapterDatei[]
  /** Head data of the book that the files do not hold, from the one who imports. What the files say goes first. */
  readonly kontext: Partial<CreateBerichtsheft>
}

/** Where an adapter writes. */
export interface AdapterTarget {
  schreibe(name: string, inhalt: Uint8Array): Promise<void>
}

/** A target in memory and what was written to it. */
export interface MemoryTarget extends AdapterTarget {
  readonly dateien: ReadonlyMap<string, Uint8Array>
}

/** Limits of what an adapter takes in. Bytes, if nothing else is said. */
export const adapterLimits = {
  /** One file. */
  datei: 52_428_800,
  /** Files of one source. */
  dateien: 5_000,
  /** Nesting of JSON. */
  jsonTiefe: 64,
  /** Objects and arrays in one JSON file. */
  jsonKnoten: 5_000_000,
  /** Characters of one HTML text. */
  html: 1_000_000,
  /** Nesting of one HTML text. */
  htmlTiefe: 256,
} as const

/** A source of files that are already in memory; texts are written as UTF-8. */
export const memorySource = (
  dateien: Readonly<Record<string, string | Uint8Array>>,
  kontext: Partial<CreateBerichtsheft> = {},
): AdapterSource => ({
  dateien: Object.entries(dateien).map(([name, inhalt]) => {
    const bytes = typeof inhalt === 'string' ? new TextEncoder().encode(inhalt) : inhalt
    return { name, lies: () => bytes }
  }),
  kontext,
})

/** A target that keeps what is written. */
export const memoryTarget = (): MemoryTarget => {
  const dateien = new Map<string, Uint8Array>()
  return {
    dateien,
    schreibe: async (name, inhalt) => {
      dateien.set(name, inhalt)
    },
  }
}

/**
 * The whole content of a file.
 *
 * @throws AdapterError `rejected` when it is larger than the limit, `unavailable` when it cannot be read
 */
export const readBytes = async (datei: AdapterDatei, limit: number = adapterLimits.datei): Promise<Uint8Array> => {
  const tooLarge = () => new AdapterError('rejected', `is larger than ${limit} bytes`, { stelle: datei.name })
  const inhalt = datei.lies()
  if (inhalt instanceof Uint8Array) {
    if (inhalt.length > limit) throw tooLarge()
    return inhalt
  }
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const part of inhalt) {
      length += part.length
      if (length > limit) throw tooLarge()
      parts.push(part)
    }
  } catch (cause) {
    if (cause instanceof AdapterError) throw cause
    throw new AdapterError('unavailable', 'cannot be read', { stelle: datei.name, cause })
  }
  return joinBytes(parts, length)
}

/** The pieces as one, of which the whole length is known. */
export const joinBytes = (parts: readonly Uint8Array[], length: number): Uint8Array => {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/** Checks the number and the names of the files of a source. @throws AdapterError `rejected` */
export const checkSource = (source: AdapterSource): void => {
  if (source.dateien.length === 0) throw new AdapterError('rejected', 'the source holds no file')
  if (source.dateien.length > adapterLimits.dateien) {
    throw new AdapterError('rejected', `the source holds more than ${adapterLimits.dateien} files`)
  }
  const names = new Set<string>()
  for (const { name } of source.dateien) {
    if (names.has(name)) throw new AdapterError('rejected', 'appears twice', { stelle: name })
    names.add(name)
  }
}
