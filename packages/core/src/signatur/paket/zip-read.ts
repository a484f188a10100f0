import { crc32, inflateRawSync } from 'node:zlib'
import { limits } from '../../contract/limits.ts'

/** What is wrong with an archive or with one file in it. */
export type Archivfehler =
  | 'keinArchiv' // no end record at the end, or one that contradicts the file
  | 'verzeichnis' // directory and entries contradict each other, or there are bytes that belong to no file
  | 'zuGross' // more files, more bytes or a better compression than a package may have
  | 'name' // a name with other characters, a path out of the archive, or the same name twice
  | 'verfahren' // encrypted, or packed in a way that packages do not use
  | 'inhalt' // bytes cannot be unpacked, or do not have the size and checksum of the directory

/** An archive that was opened as far as it can be: the readable files, and what was refused. */
export interface Archiv {
  readonly dateien: ReadonlyMap<string, Uint8Array>
  /** `datei` is absent when the archive as a whole is meant. */
  readonly fehler: readonly { readonly grund: Archivfehler; readonly datei?: string }[]
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

/** Time stamps and owners, which other programs add when they pack a folder again; anything else could rename a file. */
const harmlessExtras = new Set([0x000a, 0x5455, 0x7875])

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,3}\/?$/

/**
 * Opens an archive without trusting it. It must mean one thing only to every program: directory and entries agree, entries
 * follow each other without gaps from the first byte to the directory, nothing comes after the end, no name occurs twice
 * (upper and lower case count as the same), no path leads out. Sizes are limited before anything is unpacked, and unpacking
 * stops at the size that the directory promised. Never throws.
 *
 * @see PKWARE APPNOTE 6.3 section 4.3
 */
export const readZip = (bytes: Uint8Array): Archiv => {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (archive.length > limits.paket) return { dateien: new Map(), fehler: [{ grund: 'zuGross' }] }
  const entries = readDirectory(archive)
  if (typeof entries === 'string') return { dateien: new Map(), fehler: [{ grund: entries }] }
  const refused = checkEntries(archive, entries)
  if (refused) return { dateien: new Map(), fehler: [refused] }

  const dateien = new Map<string, Uint8Array>()
  const fehler: { grund: Archivfehler; datei: string }[] = []
  for (const entry of entries) {
    if (entry.name.endsWith('/')) continue
    const content = unpack(archive, entry)
    if (typeof content === 'string') fehler.push({ grund: content, datei: entry.name })
    else dateien.set(entry.name, content)
  }
  return { dateien, fehler }
}

const readDirectory = (archive: Buffer): readonly Entry[] | Archivfehler => {
  const end = archive.length - 22
  if (end < 0 || archive.readUInt32LE(end) !== 0x06054b50 || archive.readUInt32LE(end + 4) !== 0) return 'keinArchiv'
  const count = archive.readUInt16LE(end + 8)
  const size = archive.readUInt32LE(end + 12)
  const start = archive.readUInt32LE(end + 16)
  if (archive.readUInt16LE(end + 10) !== count || archive.readUInt16LE(end + 20) !== 0) return 'keinArchiv'
  if (start + size !== end) return 'keinArchiv'
  if (count > limits.paketDateien) return 'zuGross'

  const entries: Entry[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || archive.readUInt32LE(at) !== 0x02014b50) return 'verzeichnis'
    const nameLength = archive.readUInt16LE(at + 28)
    const extraLength = archive.readUInt16LE(at + 30)
    // No comment, first disk.
    if (archive.readUInt32LE(at + 32) !== 0) return 'verzeichnis'
    const next = at + 46 + nameLength + extraLength
    if (next > end || !areExtrasHarmless(archive.subarray(next - extraLength, next))) return 'verzeichnis'
    // Bit 11 says that the name is UTF-8, which ASCII is; every other bit changes how the entry is read.
    if ((archive.readUInt16LE(at + 8) & ~0x0806) !== 0) return 'verfahren'
    entries.push({
      name: archive.toString('latin1', at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      packedSize: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    })
    at = next
  }
  return at === end ? entries : 'verzeichnis'
}

/** The limits and the one meaning of the archive, checked before a byte is unpacked. */
const checkEntries = (
  archive: Buffer,
  entries: readonly Entry[],
): { grund: Archivfehler; datei?: string } | undefined => {
  const names = new Set<string>()
  let total = 0
  for (const entry of entries) {
    const { name, size, packedSize, method } = entry
    const folded = name.toLowerCase()
    if (!namePattern.test(name) || names.has(folded)) return { grund: 'name', datei: printable(name) }
    names.add(folded)
    if (method !== 0 && method !== 8) return { grund: 'verfahren', datei: name }
    if ((method === 0 && packedSize !== size) || (name.endsWith('/') && size !== 0)) {
      return { grund: 'verzeichnis', datei: name }
    }
    total += size
    const tooLarge = size > limits.paketDatei || total > limits.paketEntpackt
    if (tooLarge || size > packedSize * limits.paketVerhaeltnis) return { grund: 'zuGross', datei: name }
  }
  let at = 0
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    const end = entry.offset === at ? endOfEntry(archive, entry) : undefined
    if (end === undefined) return { grund: 'verzeichnis', datei: entry.name }
    at = end
  }
  return at === archive.readUInt32LE(archive.length - 6) ? undefined : { grund: 'verzeichnis' }
}

/** Where the data of an entry ends, if its local header says the same as the directory. */
const endOfEntry = (archive: Buffer, entry: Entry): number | undefined => {
  const { offset } = entry
  if (offset + 30 > archive.length || archive.readUInt32LE(offset) !== 0x04034b50) return undefined
  const nameLength = archive.readUInt16LE(offset + 26)
  const data = offset + 30 + nameLength + archive.readUInt16LE(offset + 28)
  const end = data + entry.packedSize
  const same =
    end <= archive.length &&
    (archive.readUInt16LE(offset + 6) & ~0x0806) === 0 &&
    archive.readUInt16LE(offset + 8) === entry.method &&
    archive.readUInt32LE(offset + 14) === entry.crc &&
    archive.readUInt32LE(offset + 18) === entry.packedSize &&
    archive.readUInt32LE(offset + 22) === entry.size &&
    archive.toString('latin1', offset + 30, offset + 30 + nameLength) === entry.name &&
    areExtrasHarmless(archive.subarray(offset + 30 + nameLength, data))
  return same ? end : undefined
}

const areExtrasHarmless = (extras: Buffer): boolean => {
  let at = 0
  while (at + 4 <= extras.length) {
    if (!harmlessExtras.has(extras.readUInt16LE(at))) return false
    at += 4 + extras.readUInt16LE(at + 2)
  }
  return at === extras.length
}

const unpack = (archive: Buffer, entry: Entry): Uint8Array | Archivfehler => {
  const data = entry.offset + 30 + archive.readUInt16LE(entry.offset + 26) + archive.readUInt16LE(entry.offset + 28)
  const packed = archive.subarray(data, data + entry.packedSize)
  try {
    const content = entry.method === 0 ? packed : inflate(packed, entry.size)
    return content?.length === entry.size && crc32(content) === entry.crc ? content : 'inhalt'
  } catch {
    // Whatever inflate dislikes about the bytes, the answer is the same: they are not the ones that were packed.
    return 'inhalt'
  }
}

const inflate = (packed: Buffer, size: number): Buffer | undefined => {
  // With `info` the answer is an object, which the types do not say.
  const { buffer, engine } = inflateRawSync(packed, { maxOutputLength: Math.max(1, size), info: true }) as unknown as {
    buffer: Buffer
    engine: { bytesWritten: number }
  }
  // Bytes after the end of the packed data would be read by nobody.
  return engine.bytesWritten === packed.length ? buffer : undefined
}

const printable = (name: string): string => name.replaceAll(/[^!-~]/g, '?').slice(0, 100)
