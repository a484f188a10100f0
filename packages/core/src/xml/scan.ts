import { limits } from '../contract/limits.ts'
import { errorAt, XmlError } from './xml-error.ts'

/** Limits that hold before a parser sees a document. */
export interface XmlLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxElements: number
  /** Attributes and namespace declarations of one element. */
  readonly maxAttributes: number
}

/** The limits of the contract for one message or one record. */
export const defaultXmlLimits: XmlLimits = {
  maxBytes: limits.nachricht,
  maxDepth: limits.xmlTiefe,
  maxElements: limits.xmlElemente,
  maxAttributes: limits.xmlAttribute,
}

/**
 * The text of a document and its bytes in UTF-8; nothing is replaced.
 *
 * @throws XmlError `too-large`, `encoding` or `nul`
 */
export const decodeXml = (source: Uint8Array | string, limits: XmlLimits): { text: string; bytes: Uint8Array } => {
  const decoded = typeof source === 'string' ? encodeUtf8(source) : { text: '', bytes: source }
  const { bytes } = decoded
  if (bytes.length > limits.maxBytes) {
    const message = `${bytes.length} bytes, at most ${limits.maxBytes} are read`
    throw new XmlError('too-large', [{ message, line: 0, column: 0 }])
  }
  const text = typeof source === 'string' ? decoded.text : decodeUtf8(bytes)
  const nul = text.indexOf('\0')
  // Bytes of UTF-16 and UTF-32 without a byte order mark are valid UTF-8 with a NUL beside each ASCII character.
  if (nul >= 0 && nul < 4)
    throw errorAt('encoding', 'the bytes look like UTF-16 or UTF-32; only UTF-8 is read', text, nul)
  if (nul >= 0) throw errorAt('nul', 'the character U+0000 cannot occur in XML', text, nul)
  return { text, bytes }
}

const encodeUtf8 = (source: string): { text: string; bytes: Uint8Array } => {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source
  // The encoder would replace the half of a surrogate pair.
  if (!text.isWellFormed()) throw errorAt('encoding', 'the text holds half of a surrogate pair', text, 0)
  return { text, bytes: new TextEncoder().encode(text) }
}

const decodeUtf8 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const valid = new TextDecoder('utf-8').decode(bytes)
    throw errorAt('encoding', 'the bytes are not UTF-8', valid, Math.max(valid.indexOf('\uFFFD'), 0))
  }
}

const bang = 0x21
const slash = 0x2f
const question = 0x3f

/** Checks what the XML declaration says about the encoding; the text is already decoded. */
const checkDeclaration = (text: string): void => {
  const declaration = /^<\?xml[\t\n\r ]([^?]*)\?>/.exec(text)
  const encoding = declaration && /encoding[\t\n\r ]*=[\t\n\r ]*["']([^"']*)["']/.exec(declaration[1] ?? '')
  if (encoding && encoding[1]?.toLowerCase() !== 'utf-8')
    throw errorAt('encoding', `the XML declaration names ${encoding[1]}; only UTF-8 is read`, text, encoding.index)
}

/**
 * Walks over the tags of a text that nobody has parsed yet, in one linear pass without building anything, and refuses what
 * no parser is to see. What is not well-formed passes here and is refused by the parser.
 *
 * @throws XmlError `doctype`, `processing-instruction`, `schema-location`, `too-deep`, `too-many-elements` or `too-many-attributes`
 */
export const scanMarkup = (text: string, limits: XmlLimits): void => {
  checkDeclaration(text)
  let depth = 0
  let elements = 0
  let double = -2
  let single = -2
  let at = text.startsWith('<?xml') && /[\t\n\r ]/.test(text.charAt(5)) ? text.indexOf('?>') : text.indexOf('<')
  if (at >= 0 && text.charCodeAt(at) === question) at = text.indexOf('<', at)
  for (; at >= 0; at = text.indexOf('<', at)) {
    const next = text.charCodeAt(at + 1)
    if (next === slash) {
      depth -= 1
      at += 2
      continue
    }
    if (next === bang) {
      at = skipSection(text, at)
      if (at < 0) return
      continue
    }
    if (next === question) throw errorAt('processing-instruction', 'processing instructions are not accepted', text, at)
    elements += 1
    if (elements > limits.maxElements)
      throw errorAt('too-many-elements', `more than ${limits.maxElements} elements`, text, at)
    let end = text.indexOf('>', at)
    if (end < 0) return
    if (double !== -1 && double < at) double = text.indexOf('"', at)
    if (single !== -1 && single < at) single = text.indexOf("'", at)
    if ((double >= 0 && double < end) || (single >= 0 && single < end)) end = scanAttributes(text, at, limits)
    if (end < 0) return
    if (text.charCodeAt(end - 1) !== slash) {
      depth += 1
      if (depth > limits.maxDepth) throw errorAt('too-deep', `elements nested deeper than ${limits.maxDepth}`, text, at)
    }
    at = end
  }
}

/** The position after a comment or CDATA section; -1 where it does not end. */
const skipSection = (text: string, at: number): number => {
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) return text.indexOf(']]>', at + 9)
  throw errorAt('doctype', 'document type declarations are not accepted', text, at)
}

// Sticky: each attribute is matched where the one before ended, so the whole tag is read once.
const attributePattern = /[^"'<>=]*=[\t\n\r ]*("[^"]*"|'[^']*')/y

/** The position of the `>` that ends a start tag with attributes; -1 where the tag is not well-formed. */
const scanAttributes = (text: string, start: number, limits: XmlLimits): number => {
  let count = 0
  attributePattern.lastIndex = start + 1
  for (;;) {
    const from = attributePattern.lastIndex
    if (!attributePattern.test(text)) return text.indexOf('>', from)
    count += 1
    if (count > limits.maxAttributes)
      throw errorAt('too-many-attributes', `more than ${limits.maxAttributes} attributes on one element`, text, start)
    const name = localNameOf(text.slice(from, text.indexOf('=', from)))
    if (name === 'schemaLocation' || name === 'noNamespaceSchemaLocation')
      throw errorAt('schema-location', `${name} is not accepted: the schema is the one of the contract`, text, from)
  }
}

/** The local name of an attribute. Walked from its end, because a pattern without an anchor costs the square of a long name. */
const localNameOf = (attribute: string): string => {
  const name = attribute.trimEnd()
  let start = name.length
  while (start > 0 && !':\t\n\r '.includes(name.charAt(start - 1))) start--
  return name.slice(start)
}
