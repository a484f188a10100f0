import type { Cursor } from './cursor.ts'
import { openCursor, readStartTag, toTag } from './cursor.ts'
import { explain } from './explain.ts'
import type { LibxmlSchema } from './libxml2.ts'
import { compileLibxmlSchema } from './libxml2.ts'
import { compileReader, ShapeMismatch } from './read-value.ts'
import type { XmlLimits } from './scan.ts'
import { decodeXml, defaultXmlLimits, scanMarkup } from './scan.ts'
import type { RootElement, XmlModel } from './tree.ts'
import { errorAt, XmlError } from './xml-error.ts'

/** A document that was read: its root element and its value. */
export interface XmlDocument {
  readonly element: string
  readonly value: unknown
}

/** Reads messages and documents of one model. Holds a compiled schema in the memory of libxml2 until it is closed. */
export interface XmlReader {
  /**
   * Bytes or text to a value that the JSON Schema of the root element allows. Nothing is replaced, repaired or fetched.
   *
   * @param elements the root elements that are accepted here; all of the model without it
   * @throws XmlError with code and every finding
   */
  readonly read: (source: Uint8Array | string, limits?: XmlLimits, elements?: readonly string[]) => XmlDocument
  readonly close: () => void
}

interface RootReader {
  readonly root: RootElement
  readonly readValue: (cursor: Cursor) => unknown
}

/**
 * Makes a reader; the schema is compiled at the first document.
 *
 * @param xsd the text of the model's schema as `renderReaderXsd` writes it
 */
export const createXmlReader = (model: XmlModel, xsd: string): XmlReader => {
  let schema: LibxmlSchema | undefined
  const roots = new Map(
    model.roots.map((root): [string, RootReader] => [root.element, { root, readValue: compileReader(model, root) }]),
  )

  const findRoot = (text: string, elements: readonly string[] | undefined): RootReader => {
    const cursor = openCursor(text)
    toTag(cursor)
    const offset = cursor.at
    readStartTag(cursor)
    const name = cursor.text.slice(cursor.nameStart, cursor.nameEnd)
    const reader = roots.get(name)
    if (!reader || (elements && !elements.includes(name)))
      throw errorAt(
        'unknown-root',
        `the element ${name} is no message or document that is accepted here`,
        cursor.text,
        offset,
      )
    return reader
  }

  const read: XmlReader['read'] = (source, limits = defaultXmlLimits, elements) => {
    const { text, bytes } = decodeXml(source, limits)
    scanMarkup(text, limits)
    schema ??= compileLibxmlSchema(xsd)
    const verdict = schema.check(bytes)
    if (verdict.kind === 'malformed')
      throw new XmlError(
        'malformed',
        verdict.faults.map(({ message, line, column }) => ({ message, line, column })),
      )
    const reader = findRoot(text, elements)
    if (verdict.kind === 'valid') {
      try {
        return { element: reader.root.element, value: reader.readValue(openCursor(text)) }
      } catch (error) {
        if (!(error instanceof ShapeMismatch)) throw error
      }
    }
    const findings = explain(model, reader.root, text, verdict.kind === 'invalid' ? verdict.faults : [])
    // A document that is refused must say why; without a finding the reader and its model would disagree.
    if (findings.length === 0)
      throw new Error(`the reader refuses a document that its schemas allow: ${reader.root.element}`)
    throw new XmlError('schema-invalid', findings)
  }

  return { read, close: () => schema?.close() }
}
