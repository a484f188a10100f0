/**
 * The few functions of libxml2 that reading needs, called without the object layer of libxml2-wasm: that layer collects every
 * error with its path, so a hostile document with a fault in each of its elements would keep the process busy for minutes.
 * Here collecting stops at a limit. The imported module is internal to libxml2-wasm, whose version is pinned for that reason.
 */
import {
  addFunction,
  XmlErrorStruct,
  XmlNodeStruct,
  XmlNodeType,
  xmlCtxtSetErrorHandler,
  xmlFreeDoc,
  xmlFreeParserCtxt,
  xmlNewParserCtxt,
  xmlReadMemory,
  xmlSchemaFree,
  xmlSchemaFreeParserCtxt,
  xmlSchemaFreeValidCtxt,
  xmlSchemaNewDocParserCtxt,
  xmlSchemaNewValidCtxt,
  xmlSchemaParse,
  xmlSchemaSetParserStructuredErrors,
  xmlSchemaSetValidStructuredErrors,
  xmlSchemaValidateDoc,
} from 'libxml2-wasm/lib/libxml2.mjs'

declare module 'libxml2-wasm/lib/libxml2.mjs' {
  /** Puts a function into the table of the module; left out of the published types, as the other names here are not. */
  export const addFunction: (callback: (context: number, error: number) => void, signature: string) => number
}

/** A diagnostic of libxml2. */
export interface LibxmlFault {
  readonly message: string
  readonly line: number
  readonly column: number
  /** Positions among the element children, from the root down; empty for faults without an element. */
  readonly place: readonly number[]
}

export const maxFaults = 50

// Parsing and validation are synchronous, so one collector at a time is enough.
let faults: LibxmlFault[] = []
let failed = false

const placeOf = (node: number): number[] => {
  const place: number[] = []
  for (let current = node; current !== 0; current = XmlNodeStruct.parent(current)) {
    if (XmlNodeStruct.type(current) !== XmlNodeType.XML_ELEMENT_NODE) continue
    let index = 0
    for (let before = XmlNodeStruct.prev(current); before !== 0; before = XmlNodeStruct.prev(before))
      if (XmlNodeStruct.type(before) === XmlNodeType.XML_ELEMENT_NODE) index += 1
    place.unshift(index)
  }
  return place
}

const warning = 1
const collector = addFunction((_context: number, error: number) => {
  if (XmlErrorStruct.level(error) <= warning) return
  failed = true
  if (faults.length >= maxFaults) return
  const node = XmlErrorStruct.node(error)
  faults.push({
    message: XmlErrorStruct.message(error).trim(),
    line: XmlErrorStruct.line(error),
    column: XmlErrorStruct.col(error),
    place: node === 0 ? [] : placeOf(node),
  })
}, 'vii')

const collect = <T>(run: () => T): { result: T; faults: readonly LibxmlFault[]; failed: boolean } => {
  faults = []
  failed = false
  const result = run()
  return { result, faults, failed }
}

// Lines beyond 65 535; everything else stays at the default: no entities, no DTD, no network, no HUGE limits.
const parseOptions = 4_194_304

const parse = (bytes: Uint8Array): { document: number; faults: readonly LibxmlFault[] } => {
  const context = xmlNewParserCtxt()
  xmlCtxtSetErrorHandler(context, collector, 0)
  const parsed = collect(() => xmlReadMemory(context, bytes, null, 'UTF-8', parseOptions))
  xmlFreeParserCtxt(context)
  if (parsed.result !== 0 && !parsed.failed) return { document: parsed.result, faults: [] }
  if (parsed.result !== 0) xmlFreeDoc(parsed.result)
  return {
    document: 0,
    faults: parsed.faults.length > 0 ? parsed.faults : [{ message: 'no XML document', line: 1, column: 1, place: [] }],
  }
}

/** Faults of a document (UTF-8) that is not well-formed; none when it is. Without DTD, entities and network, as every parse here. */
export const findFormFaults = (bytes: Uint8Array): readonly LibxmlFault[] => {
  const parsed = parse(bytes)
  if (parsed.document !== 0) xmlFreeDoc(parsed.document)
  return parsed.faults
}

/** What libxml2 says about a document. */
export type LibxmlVerdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'malformed' | 'invalid'; readonly faults: readonly LibxmlFault[] }

/** A compiled schema that lives in the memory of libxml2 until it is closed. */
export interface LibxmlSchema {
  /** Parses the bytes (UTF-8) and validates them. */
  readonly check: (bytes: Uint8Array) => LibxmlVerdict
  readonly close: () => void
}

/**
 * Compiles an XSD text that includes no other file.
 *
 * @throws Error when the text is no schema
 */
export const compileLibxmlSchema = (xsd: string): LibxmlSchema => {
  const source = parse(new TextEncoder().encode(xsd))
  if (source.document === 0)
    throw new Error(`the schema is not well-formed: ${source.faults.map((fault) => fault.message).join('; ')}`)
  const context = xmlSchemaNewDocParserCtxt(source.document)
  xmlSchemaSetParserStructuredErrors(context, collector, 0)
  const compiled = collect(() => xmlSchemaParse(context))
  xmlSchemaFreeParserCtxt(context)
  if (compiled.result === 0)
    throw new Error(`the schema does not compile: ${compiled.faults.map((fault) => fault.message).join('; ')}`)
  const schema = compiled.result
  return {
    check: (bytes) => {
      const parsed = parse(bytes)
      if (parsed.document === 0) return { kind: 'malformed', faults: parsed.faults }
      const validation = xmlSchemaNewValidCtxt(schema)
      xmlSchemaSetValidStructuredErrors(validation, collector, 0)
      const verdict = collect(() => xmlSchemaValidateDoc(validation, parsed.document))
      xmlSchemaFreeValidCtxt(validation)
      xmlFreeDoc(parsed.document)
      if (verdict.result === 0) return { kind: 'valid' }
      if (verdict.result < 0) throw new Error('libxml2 failed while it validated')
      return { kind: 'invalid', faults: verdict.faults }
    },
    close: () => {
      xmlSchemaFree(schema)
      xmlFreeDoc(source.document)
    },
  }
}
