import { crc32 } from 'node:zlib'
import type { Ablehnungsgrund } from './ablehnung.ts'
import { isFremdes } from './markup.ts'

/** Width and height of a picture, or why it is not taken. */
export type Bildstruktur = { readonly breite: number; readonly hoehe: number } | { readonly grund: Ablehnungsgrund }

const damaged: Bildstruktur = { grund: 'beschaedigt' }
const twoFaced: Bildstruktur = { grund: 'zweiGesichter' }

/** Markers of JPEG that stand alone, without a length (ITU-T T.81, B.1.1.3). */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
/** Frames that readers know: baseline, extended and progressive. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2
/** Where comments and data of applications stand. */
const isMetadata = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe

/** Whether the first segment of an application is as long as JFIF says; scripts hide in a wrong length. */
const isJfif = (segment: Buffer): boolean =>
  !segment.subarray(0, 5).equals(Buffer.from('JFIF\0')) ||
  segment.length === 14 + 3 * (segment[12] ?? 0) * (segment[13] ?? 0)

/** One picture from `at` to its end marker. */
const walkJpeg = (bytes: Buffer, start: number): Bildstruktur & { readonly ende?: number } => {
  let size: { breite: number; hoehe: number } | undefined
  for (let at = start + 2; ; ) {
    if (bytes[at] !== 0xff) return damaged
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++ // fill byte
      continue
    }
    at += 2
    if (marker === 0xd9) return size === undefined ? damaged : { ...size, ende: at }
    if (isBare(marker)) continue
    if (at + 2 > bytes.length) return damaged
    const end = at + bytes.readUInt16BE(at)
    if (end < at + 2 || end > bytes.length) return damaged
    const segment = bytes.subarray(at + 2, end)
    if (isMetadata(marker) && isFremdes(segment)) return twoFaced
    if (marker === 0xe0 && (!isJfif(segment) || end - at === 0x2f2a)) return twoFaced
    if (isFrame(marker)) {
      if (segment.length < 6) return damaged
      size = { hoehe: segment.readUInt16BE(1), breite: segment.readUInt16BE(3) }
    }
    at = end
    if (marker !== 0xda) continue
    // Coded data: goes on until a marker that is neither a stuffed byte nor a restart.
    for (;;) {
      at = bytes.indexOf(0xff, at)
      if (at < 0) return damaged
      const next = bytes[at + 1] ?? 0
      if (next !== 0 && next !== 0xff && !isBare(next)) break
      at += next === 0xff ? 1 : 2
    }
  }
}

/** Width and height that the first frame of a JPEG states; 0 where there is none. */
export const readJpegMasse = (bytes: Buffer): { readonly breite: number; readonly hoehe: number } => {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff || isBare(marker)) at += marker === 0xff ? 1 : 2
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { hoehe: bytes.readUInt16BE(at + 5), breite: bytes.readUInt16BE(at + 7) }
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return { breite: 0, hoehe: 0 }
}

/** Reads the segments of a JPEG to its very end. Further pictures may follow, as cameras append them, and nothing else. */
export const readJpeg = (bytes: Buffer): Bildstruktur => {
  const first = walkJpeg(bytes, 0)
  let { ende } = first
  while (ende !== undefined && ende < bytes.length) {
    if (bytes.readUInt16BE(ende < bytes.length - 1 ? ende : ende - 1) !== 0xffd8) return { grund: 'anhaengsel' }
    const next = walkJpeg(bytes, ende)
    if ('grund' in next) return next
    ende = next.ende
  }
  return 'grund' in first ? first : { breite: first.breite, hoehe: first.hoehe }
}

/** Chunks of PNG that hold pixels and colours; all others are looked at for what does not belong there. */
const pixelChunks = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS'])

/** Reads the chunks of a PNG with their checksums to its very end (ISO/IEC 15948, 5). */
export const readPng = (bytes: Buffer): Bildstruktur => {
  let size: Bildstruktur = damaged
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) return damaged
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return damaged
    const name = bytes.toString('latin1', at + 4, at + 8)
    const content = bytes.subarray(at + 8, end - 4)
    if ((at === 8) !== (name === 'IHDR')) return damaged
    if (name === 'IHDR') {
      if (length !== 13) return damaged
      size = { breite: content.readUInt32BE(0), hoehe: content.readUInt32BE(4) }
    }
    if (!pixelChunks.has(name) && isFremdes(content)) return twoFaced
    at = end
    if (name === 'IEND') return at === bytes.length ? size : { grund: 'anhaengsel' }
  }
}
