import { decodeReferences, openCursor, readStartTag, skipEndTag, toTag } from './cursor.ts'
import { findFormFaults } from './libxml2.ts'
import { decodeXml, defaultXmlLimits, scanMarkup, type XmlLimits } from './scan.ts'
import { XmlError } from './xml-error.ts'

/** An element of a document that has no schema here: name, attributes, and text and elements in their order. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

/** How a document without schema is read. */
export interface ElementTreeOptions {
  readonly limits?: XmlLimits
  /**
   * The one document type declaration that may stand before the root. It is blanked, never resolved: nobody fetches what it
   * names. The pattern must be sticky and must not match an internal subset. Without it every declaration is refused.
   */
  readonly doctype?: RegExp
}

const prologPattern = /(?:<\?xml[\t\n\r ][^?]*\?>)?[\t\n\r ]*/y

/** Blanks the declaration that the pattern allows, so that lines and columns of everything else stay. */
const blankDoctype = (text: string, pattern: RegExp | undefined): string => {
  if (!pattern) return text
  prologPattern.lastIndex = 0
  const start = prologPattern.exec(text)?.[0].length ?? 0
  pattern.lastIndex = start
  const found = pattern.exec(text)?.[0]
  if (found === undefined) return text
  return `${text.slice(0, start)}${found.replace(/[^\n\r]/g, ' ')}${text.slice(start + found.length)}`
}

/**
 * Reads a document that has no schema of the contract into a tree of plain objects. The guards and the parser are those of
 * every other XML: limits first, then libxml2 without DTD, entities and network, then one walk over what it accepted.
 *
 * @throws XmlError with code and findings
 */
export const readElementTree = (
  source: Uint8Array | string,
  { limits = defaultXmlLimits, doctype }: ElementTreeOptions = {},
): XmlElement => {
  const decoded = decodeXml(source, limits)
  const text = blankDoctype(decoded.text, doctype)
  scanMarkup(text, limits)
  const faults = findFormFaults(text === decoded.text ? decoded.bytes : new TextEncoder().encode(text))
  if (faults.length > 0)
    throw new XmlError(
      'malformed',
      faults.map(({ message, line, column }) => ({ message, line, column })),
    )
  return walk(text)
}

interface OpenElement {
  name: string
  attributes: Record<string, string>
  children: (XmlElement | string)[]
}

const slash = 0x2f
const bang = 0x21

const walk = (source: string): XmlElement => {
  const cursor = openCursor(source)
  const { text } = cursor
  const top: OpenElement = { name: '', attributes: {}, children: [] }
  const open: OpenElement[] = [top]
  toTag(cursor)
  while (open.length > 0) {
    const current = open.at(-1) ?? top
    const next = text.charCodeAt(cursor.at + 1)
    if (next === slash) {
      skipEndTag(cursor)
      open.pop()
    } else if (next === bang) {
      const isText = text.startsWith('<![CDATA[', cursor.at)
      const end = isText ? text.indexOf(']]>', cursor.at) : text.indexOf('-->', cursor.at + 4)
      if (isText) current.children.push(text.slice(cursor.at + 9, end))
      cursor.at = end + 3
    } else {
      const attributes: Record<string, string> = {}
      readStartTag(cursor, (name, value) => {
        attributes[name] = value
      })
      const element = { name: text.slice(cursor.nameStart, cursor.nameEnd), attributes, children: [] }
      current.children.push(element)
      if (!cursor.empty) open.push(element)
    }
    // The root has no element around it: what stands behind it is blank or a comment.
    if (open.length <= 1) break
    const end = text.indexOf('<', cursor.at)
    if (end > cursor.at) open.at(-1)?.children.push(decodeReferences(text.slice(cursor.at, end)))
    cursor.at = end
  }
  const [root] = top.children
  if (root === undefined || typeof root === 'string') throw new Error('a document without a root was well-formed')
  return root
}
