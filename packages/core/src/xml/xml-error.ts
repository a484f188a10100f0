/**
 * Why XML was refused. `too-…` and `not-…` codes are answered before any parser has seen the text.
 *
 * - `too-large`, `too-deep`, `too-many-elements`, `too-many-attributes`: a limit
 * - `encoding`: not UTF-8, by bytes, byte order mark or declaration · `nul`: holds U+0000
 * - `doctype`, `processing-instruction`, `schema-location`: constructs that messages may not hold
 * - `malformed`: not well-formed (XML 1.0, Namespaces in XML 1.0)
 * - `unknown-root`: well-formed, but no message or document of the contract
 * - `schema-invalid`: does not have the form that the schema demands
 * - `unexpected-content`: a bulk body holds something else than its records
 */
export type XmlErrorCode =
  | 'too-large'
  | 'too-deep'
  | 'too-many-elements'
  | 'too-many-attributes'
  | 'too-many-records'
  | 'encoding'
  | 'nul'
  | 'doctype'
  | 'processing-instruction'
  | 'schema-location'
  | 'malformed'
  | 'unknown-root'
  | 'schema-invalid'
  | 'unexpected-content'

/** What is wrong, for people and for dictionaries of texts. */
export interface XmlFault {
  /** In English, as a predicate or a sentence. */
  readonly message: string
  /**
   * The keyword of JSON Schema that is broken, with the parameters that Ajv gives to it. Only XML knows `order`, `repeated`
   * and `xml`.
   */
  readonly keyword?: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** One fault and its place. */
export interface XmlFinding extends XmlFault {
  /** Line, from 1; 0 where the fault has no place in the text. */
  readonly line: number
  /** Column in UTF-16 units, from 1; 0 where only the line is known. */
  readonly column: number
  /** Place in the document, with the prefix `bh` for the namespace of the contract. */
  readonly xpath?: string
  /** JSON Pointer (RFC 6901) into the value; the same that the JSON validation names for the same fault. */
  readonly pfad?: string
}

/** XML that was refused, with every fault found (at most 50). */
export class XmlError extends Error {
  readonly code: XmlErrorCode
  readonly findings: readonly XmlFinding[]

  constructor(code: XmlErrorCode, findings: readonly XmlFinding[]) {
    const [first] = findings
    super(
      first
        ? `${first.message}${first.line > 0 ? ` (line ${first.line}${first.column > 0 ? `, column ${first.column}` : ''})` : ''}`
        : code,
    )
    this.name = 'XmlError'
    this.code = code
    this.findings = findings
  }
}

/** Lines and columns of ascending offsets, both from 1, in one pass over the text. */
export const positionsAt = (text: string, offsets: readonly number[]): { line: number; column: number }[] => {
  let line = 1
  let start = 0
  let next = text.indexOf('\n')
  return offsets.map((offset) => {
    for (; next >= 0 && next < offset; next = text.indexOf('\n', start)) {
      line += 1
      start = next + 1
    }
    return { line, column: offset - start + 1 }
  })
}

/** An error with one finding at an offset of the text. */
export const errorAt = (code: XmlErrorCode, message: string, text: string, offset: number): XmlError =>
  new XmlError(
    code,
    positionsAt(text, [offset]).map((position) => ({ message, ...position })),
  )
