import { inflateSync } from 'node:zlib'
import type { Ablehnungsgrund } from './ablehnung.ts'
import { isFremdes } from './markup.ts'
import { findNamen, isSeitenziel, judgeWert, listOeffnen } from './pdf-aktives.ts'
import { createPdfLexer, PdfFehler, type PdfWert } from './pdf-lexer.ts'
import { measureStream } from './pdf-umfang.ts'

/** Unpacked object streams of one document together, in bytes. */
const maxUnpacked = 64 * 1024 * 1024
/** Unpacked streams of one document together: what a reader may have to hold. */
const maxStreams = 600_000_000
/** Objects of one document. */
const maxObjects = 500_000
/** What programs look at that guess the type of a file. */
const sniffed = 1024
/** Where unpackers look for the end of an archive (APPNOTE 4.3.16). */
const zipTail = 65_557

type Verzeichnis = PdfWert & { art: 'verzeichnis' }

/**
 * Reads every object of a PDF in the order of the bytes, all versions of each and those in object streams, and says why the
 * document is not taken: it is active, encrypted, has two faces, or goes on after its end. What readers ignore by the table
 * of references is looked at, too.
 */
export const findAktives = async (bytes: Buffer): Promise<Ablehnungsgrund | undefined> => {
  const end = bytes.lastIndexOf('%%EOF')
  if (end < 0) return 'beschaedigt'
  if (/[^\s\0]/.test(bytes.toString('latin1', end + 5))) return 'anhaengsel'
  if (isFremdes(bytes.subarray(0, sniffed)) || bytes.subarray(-zipTail).includes('PK\x05\x06')) return 'zweiGesichter'
  const named = findNamen(bytes)
  if (named !== undefined) return named
  try {
    return await walk(bytes)
  } catch (error) {
    if (error instanceof PdfFehler) return 'beschaedigt'
    throw error
  }
}

const walk = async (bytes: Buffer): Promise<Ablehnungsgrund | undefined> => {
  const objects = new Map<number, PdfWert[]>()
  const openings: PdfWert[] = []
  let unpacked = 0
  let streams = 0
  let count = 0

  const take = (number: number | undefined, value: PdfWert, isStream: boolean): Ablehnungsgrund | undefined => {
    if (++count > maxObjects) return 'zuAufwendig'
    if (number !== undefined) objects.set(number, [...(objects.get(number) ?? []), value])
    openings.push(...listOeffnen(value))
    return judgeWert(value, isStream)
  }

  const takeStream = (dict: Verzeichnis, start: number): Ablehnungsgrund | undefined => {
    if (!isObjectStream(dict)) return undefined
    const content = unpack(dict, bytes.subarray(start))
    if (content === undefined) return 'beschaedigt'
    unpacked += content.length
    if (unpacked > maxUnpacked) return 'zuAufwendig'
    for (const { number, value } of readObjectStream(dict, content)) {
      const grund = take(number, value, false)
      if (grund !== undefined) return grund
    }
    return undefined
  }

  const lexer = createPdfLexer(bytes)
  const before: PdfWert[] = []
  for (let value = lexer.next(); value !== undefined; value = lexer.next()) {
    const [number, , word] = before.slice(-3)
    const isObject = word?.art === 'wort' && word.wort === 'obj' && number?.art === 'zahl'
    const start = value.art === 'verzeichnis' ? streamStart(bytes, lexer.position()) : undefined
    if (value.art !== 'zahl' && value.art !== 'wort') {
      const grund = take(isObject ? number.zahl : undefined, value, start !== undefined)
      if (grund !== undefined) return grund
    }
    if (value.art === 'verzeichnis' && start !== undefined) {
      const end = streamEnd(bytes, value, start)
      const size = await measureStream(namesOf(value, 'Filter'), end - start, bytes.subarray(start))
      streams += size ?? Number.POSITIVE_INFINITY
      if (streams > maxStreams) return 'zuAufwendig'
      const grund = takeStream(value, start)
      if (grund !== undefined) return grund
      lexer.moveTo(end)
    }
    before.push(value)
    if (before.length > 3) before.shift()
  }
  return openings.every((opening) => isSeitenziel(opening, (nummer) => objects.get(nummer) ?? []))
    ? undefined
    : 'automatik'
}

/** Where the bytes of a stream begin, if one follows a dictionary that ends at `at`. */
const streamStart = (bytes: Buffer, at: number): number | undefined => {
  const text = bytes.toString('latin1', at, at + 64)
  const [head] = /^\s*stream\r?\n?/.exec(text) ?? []
  return head === undefined ? undefined : at + head.length
}

const numberOf = (dict: Verzeichnis, key: string): number | undefined => {
  const value = dict.eintraege.find(([name]) => name === key)?.[1]
  return value?.art === 'zahl' ? value.zahl : undefined
}

const endMark = 'endstream'

/** The position after a stream: by its length where it is right, else by the next mark. */
const streamEnd = (bytes: Buffer, dict: Verzeichnis, start: number): number => {
  const length = numberOf(dict, 'Length') ?? -1
  if (length >= 0) {
    const tail = bytes.toString('latin1', start + length, start + length + endMark.length + 2)
    if (tail.trimStart().startsWith(endMark)) return start + length + tail.indexOf(endMark) + endMark.length
  }
  const found = bytes.indexOf(endMark, start)
  if (found < 0) throw new PdfFehler('a stream does not end')
  return found + endMark.length
}

const namesOf = (dict: Verzeichnis, key: string): string[] => {
  const value = dict.eintraege.find(([name]) => name === key)?.[1]
  const list = value?.art === 'liste' ? value.werte : value === undefined ? [] : [value]
  return list.map((one) => (one.art === 'name' ? one.name : ''))
}

/** Readers do not ask for the type, so neither is it asked for here. */
const isObjectStream = (dict: Verzeichnis): boolean =>
  namesOf(dict, 'Type').includes('ObjStm') || (hasKey(dict, 'N') && hasKey(dict, 'First'))

const hasKey = (dict: Verzeichnis, key: string): boolean => dict.eintraege.some(([name]) => name === key)

/** The content of an object stream; `undefined` for one that is packed as no writer packs it, or damaged. */
const unpack = (dict: Verzeichnis, packed: Buffer): Buffer | undefined => {
  const filters = namesOf(dict, 'Filter')
  if (filters.length === 0) return packed.subarray(0, numberOf(dict, 'Length') ?? 0)
  if (filters.length > 1 || filters[0] !== 'FlateDecode' || hasKey(dict, 'DecodeParms')) return undefined
  try {
    // What follows the packed data is not looked at, so a wrong length hides nothing.
    return inflateSync(packed, { maxOutputLength: maxUnpacked })
  } catch {
    return undefined
  }
}

function* readObjectStream(
  dict: Verzeichnis,
  content: Buffer,
): Generator<{ readonly number: number; readonly value: PdfWert }> {
  const lexer = createPdfLexer(content)
  const first = numberOf(dict, 'First') ?? -1
  const count = numberOf(dict, 'N') ?? -1
  if (first < 0 || count < 0 || count > maxObjects) throw new PdfFehler('an object stream without its table')
  const entries: { number: number; offset: number }[] = []
  for (let i = 0; i < count; i++) {
    const [number, offset] = [lexer.next(), lexer.next()]
    if (number?.art !== 'zahl' || offset?.art !== 'zahl') throw new PdfFehler('an object stream without its table')
    entries.push({ number: number.zahl, offset: offset.zahl })
  }
  for (const { number, offset } of entries) {
    lexer.moveTo(first + offset)
    const value = lexer.next()
    if (value !== undefined) yield { number, value }
  }
}
