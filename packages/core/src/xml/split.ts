import { SaxesParser } from 'saxes'
import { createRecordScanner } from './record-scanner.ts'
import type { XmlErrorCode } from './xml-error.ts'
import { XmlError } from './xml-error.ts'

/** Which element holds the records, how they are named, and how much of everything is accepted. */
export interface SplitOptions {
  readonly namespace: string
  readonly collection: string
  /** Name of the records, or all names that they may have. */
  readonly record: string | readonly string[]
  readonly maxBytes: number
  /** Length of one record in UTF-16 units. */
  readonly maxRecordLength: number
  readonly maxRecords: number
  readonly maxDepth: number
  readonly maxAttributes: number
}

/** One record as a document of its own, and where it stood. */
export interface XmlRecord {
  /** Running number, from 0. */
  readonly index: number
  /** The text of the record, with the namespace declarations of the elements around it. */
  readonly xml: string
  /** Length of the declarations that were put behind the name of its root element. */
  readonly inserted: number
  readonly line: number
  readonly column: number
  /** Bytes of the stream before the record. */
  readonly byteOffset: number
}

/** Blanks and comments between two records, and everything before the first one. */
const maxGap = 65_536

const escapeUri = (uri: string): string =>
  uri.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

interface Place {
  readonly line: number
  readonly column: number
  readonly bytes: number
}

/** The place behind a text that begins at `place`. */
const advance = (place: Place, text: string): Place => {
  let { line } = place
  let start = -1
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) {
    line += 1
    start = next
  }
  return {
    line,
    column: start < 0 ? place.column + text.length : text.length - start,
    bytes: place.bytes + Buffer.byteLength(text),
  }
}

/**
 * Splits a stream of bytes into its records without holding more than one of them and one chunk. What stands outside of the
 * records is parsed here, with an empty element in the place of each record; the records are to be read by the reader, which
 * parses and validates them.
 *
 * @throws XmlError at the first fault outside of a record, after the records before it
 */
export async function* splitXml(source: AsyncIterable<Uint8Array>, options: SplitOptions): AsyncGenerator<XmlRecord> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const records: XmlRecord[] = []
  let place: Place = { line: 1, column: 1, bytes: 0 }
  let inserted = { at: 0, text: '' }
  let count = 0
  let gap = 0

  const fail = (code: XmlErrorCode, message: string): never => {
    throw new XmlError(code, [{ message, line: place.line, column: place.column }])
  }
  const failTooLong = (): never =>
    fail('too-large', `a record, or markup beside the records, is longer than ${options.maxRecordLength} characters`)
  const outer = openOuterParser(options, fail, (name, declarations) => {
    inserted = { at: 1 + name.length, text: declarations }
  })
  const scanner = createRecordScanner(options.maxDepth, {
    onOuter: (text) => {
      gap += text.length
      if (gap > maxGap) fail('unexpected-content', `more than ${maxGap} characters without a record`)
      outer.write(text)
      place = advance(place, text)
    },
    onRecordStart: (tag) => {
      if (count >= options.maxRecords) fail('too-many-records', `more than ${options.maxRecords} records`)
      outer.write(tag.endsWith('/>') ? tag : `${tag.slice(0, -1)}/>`)
    },
    onRecord: (text) => {
      if (text.length > options.maxRecordLength) failTooLong()
      const { line, column, bytes } = place
      const xml = text.slice(0, inserted.at) + inserted.text + text.slice(inserted.at)
      records.push({ index: count, xml, inserted: inserted.text.length, line, column, byteOffset: bytes })
      place = advance(place, text)
      count += 1
      gap = 0
    },
    onTooDeep: () => fail('too-deep', `elements nested deeper than ${options.maxDepth}`),
  })

  const decode = (chunk?: Uint8Array): string => {
    try {
      const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
      return text.includes('\0') ? fail('nul', 'the character U+0000 cannot occur in XML') : text
    } catch (error) {
      if (error instanceof XmlError) throw error
      return fail('encoding', 'the bytes are not UTF-8')
    }
  }

  let begun = false
  const withoutMark = (text: string): string => {
    if (begun || text === '') return text
    begun = true
    if (!text.startsWith('\ufeff')) return text
    place = { ...place, bytes: 3 }
    return text.slice(1)
  }

  /** Does a step and answers its fault, so that the records before it are handed out first. */
  const attempt = (step: () => void): XmlError | undefined => {
    try {
      step()
      return undefined
    } catch (error) {
      if (error instanceof XmlError) return error
      throw error
    }
  }

  let size = 0
  for await (const chunk of gather(source, () => Math.max(1024, scanner.held() / 8))) {
    size += chunk.length
    if (size > options.maxBytes) fail('too-large', `more than ${options.maxBytes} bytes`)
    const fault = attempt(() => {
      scanner.write(withoutMark(decode(chunk)))
      if (scanner.held() > options.maxRecordLength) failTooLong()
    })
    yield* records.splice(0)
    if (fault) throw fault
  }
  const fault = attempt(() => {
    scanner.write(decode())
    if (!scanner.end()) fail('malformed', 'the stream ends within a record')
    outer.close()
  })
  yield* records.splice(0)
  if (fault) throw fault
}

/**
 * Joins chunks until they have the wanted length. The scanner copies what it holds with every chunk, so the wanted length
 * grows with it: a sender of single bytes makes no more work than others.
 */
async function* gather(source: AsyncIterable<Uint8Array>, wanted: () => number): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = []
  let length = 0
  const join = (): Uint8Array => {
    const [first] = parts
    if (parts.length === 1 && first) return first
    const joined = new Uint8Array(length)
    let at = 0
    for (const part of parts) {
      joined.set(part, at)
      at += part.length
    }
    return joined
  }
  for await (const chunk of source) {
    parts.push(chunk)
    length += chunk.length
    if (length < wanted()) continue
    yield join()
    parts = []
    length = 0
  }
  if (length > 0) yield join()
}

type Fail = (code: XmlErrorCode, message: string) => never

/** The parser of everything but the contents of records. */
const openOuterParser = (options: SplitOptions, fail: Fail, onRecord: (name: string, declarations: string) => void) => {
  const { collection, record, namespace } = options
  const records = typeof record === 'string' ? [record] : record
  const parser = new SaxesParser({ xmlns: true, position: true })
  let depth = 0
  let attributes = 0
  let declared: Record<string, string> = {}
  parser.on('error', (error) => fail('malformed', error.message.replace(/^\d+:\d+: /, '')))
  parser.on('doctype', () => fail('doctype', 'document type declarations are not accepted'))
  parser.on('processinginstruction', () => fail('processing-instruction', 'processing instructions are not accepted'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      fail('encoding', `the XML declaration names ${encoding}; only UTF-8 is read`)
  })
  parser.on('text', (text) => {
    if (text.trim() !== '') fail('unexpected-content', `text beside the records of ${collection}`)
  })
  parser.on('cdata', () => fail('unexpected-content', `text beside the records of ${collection}`))
  parser.on('opentagstart', () => {
    depth += 1
    attributes = 0
  })
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > options.maxAttributes)
      fail('too-many-attributes', `more than ${options.maxAttributes} attributes on one element`)
  })
  parser.on('opentag', (tag) => {
    const wanted = depth === 1 ? [collection] : records
    if (!wanted.includes(tag.local) || tag.uri !== namespace)
      fail(
        depth === 1 ? 'unknown-root' : 'unexpected-content',
        `the element ${tag.name} is not ${wanted.length === 1 ? wanted[0] : `a record of ${collection}`} of ${namespace}`,
      )
    if (depth === 2) {
      const missing = Object.entries(declared).filter(([prefix]) => !Object.hasOwn(tag.ns, prefix))
      onRecord(
        tag.name,
        missing.map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeUri(uri)}"`).join(''),
      )
      return
    }
    const other = Object.values(tag.attributes).find(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
    if (other) fail('unexpected-content', `the attribute ${other.name} is not expected here`)
    declared = { ...tag.ns }
  })
  parser.on('closetag', () => {
    depth -= 1
  })
  return parser
}
