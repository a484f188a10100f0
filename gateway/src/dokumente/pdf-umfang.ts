import { createInflate } from 'node:zlib'
import { limits } from '@berichtsheft/core'
import { readJpegMasse } from './bild-struktur.ts'

/** Unpacked bytes of one stream: a picture of the most pixels that are taken, in colour. */
const maxStream = 3 * limits.dokumentBildpunkte + 1_000_000
/** Bytes of runs that are taken; each stands for at most 64. */
const maxRuns = 2_000_000

/** Names of filters, also in their short form (ISO 32000-1, 7.4 and 8.9.7). */
const kurz: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  A85: 'ASCII85Decode',
  AHx: 'ASCIIHexDecode',
  LZW: 'LZWDecode',
  RL: 'RunLengthDecode',
  DCT: 'DCTDecode',
}

/** Undoes ASCII85; what is no digit of it does not count. */
const decodeAscii85 = (bytes: Buffer): Buffer => {
  const out: number[] = []
  const group: number[] = []
  const flush = (count: number) => {
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0)
    for (let i = 0; i < count; i++) out.push(Math.floor(value / 256 ** (3 - i)) & 255)
    group.length = 0
  }
  for (const byte of bytes) {
    if (byte === 0x7e) break // ~>
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0)
    else if (byte >= 0x21 && byte <= 0x75) group.push(byte - 0x21)
    if (group.length === 5) flush(4)
  }
  const rest = group.length
  if (rest > 1) {
    while (group.length < 5) group.push(84)
    flush(rest - 1)
  }
  return Buffer.from(out)
}

/** How much a packed text unpacks to, without keeping any of it; more than the limit is not read. */
const inflatedSize = async (packed: Buffer): Promise<number> => {
  const inflate = createInflate({ chunkSize: 1_048_576 })
  inflate.end(packed)
  let size = 0
  try {
    for await (const part of inflate as AsyncIterable<Buffer>) {
      size += part.length
      if (size > maxStream) break
    }
  } catch {
    // Readers take what came out before the fault.
  }
  inflate.destroy()
  return size
}

/**
 * How many bytes a stream unpacks to, so that nothing is given to a reader that fills the memory.
 *
 * @param raw the bytes of the stream and what follows them, so that a wrong length hides nothing
 * @returns `undefined` for a stream that is packed in a way that is not taken: twice, by LZW, or with too many runs
 */
export const measureStream = async (
  filters: readonly string[],
  length: number,
  raw: Buffer,
): Promise<number | undefined> => {
  const names = filters.map((name) => kurz[name] ?? name)
  const packing = names.filter((name) => name === 'FlateDecode' || name === 'LZWDecode' || name === 'RunLengthDecode')
  if (names.includes('') || packing.length > 1 || packing.includes('LZWDecode')) return undefined
  let bytes = raw
  for (const name of names) {
    if (name === 'ASCII85Decode') bytes = decodeAscii85(bytes.subarray(0, length))
    else if (name === 'ASCIIHexDecode')
      bytes = Buffer.from(bytes.toString('latin1', 0, length).replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex')
    else if (name === 'RunLengthDecode') return length > maxRuns ? undefined : 64 * length
    else if (name === 'DCTDecode') {
      const { breite, hoehe } = readJpegMasse(bytes)
      return breite * hoehe > limits.dokumentBildpunkte ? undefined : length
    } else if (name === 'FlateDecode') {
      const size = await inflatedSize(bytes)
      return size > maxStream || names.at(-1) === 'DCTDecode' ? undefined : size
    }
  }
  return length
}
