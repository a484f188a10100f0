import { limits } from '../contract/limits.ts'
import {
  dokumente,
  type Nachricht,
  type Nachrichtenname,
  nachrichten,
  nachrichtensammlung,
} from '../contract/nachricht.ts'
import { buildContractModel } from './contract-model.ts'
import { readerXsd } from './generated/reader-xsd.ts'
import { type RecordPosition, type RecordResult, readXmlRecords } from './read-records.ts'
import { createXmlReader, type XmlDocument, type XmlReader } from './reader.ts'
import type { XmlLimits } from './scan.ts'
import type { XmlModel } from './tree.ts'
import { compileWriter, type XmlWriter } from './writer.ts'
import type { XmlError } from './xml-error.ts'

/** A message that was read, by its name; `value` has the type of that name. */
export type NachrichtDocument = {
  [N in Nachrichtenname]: { readonly name: N; readonly element: string; readonly value: Nachricht<N> }
}[Nachrichtenname]

let made: { model: XmlModel; reader: XmlReader; writers: Map<string, XmlWriter> } | undefined

// The model is built and the schema compiled at first use: a process that reads no XML pays nothing for it.
const contract = () => {
  if (!made) {
    const model = buildContractModel()
    made = { model, reader: createXmlReader(model, readerXsd), writers: new Map() }
  }
  return made
}

/** The XML model of the contract, built once. */
export const contractModel = (): XmlModel => contract().model

/**
 * Reads any message or document of the contract: UTF-8 without DTD, validated against the schema of the contract.
 *
 * @param elements root elements that are accepted; all without it
 * @throws XmlError with code, positions, XPaths and JSON Pointers
 */
export const readXml = (
  source: Uint8Array | string,
  xmlLimits?: XmlLimits,
  elements?: readonly string[],
): XmlDocument => contract().reader.read(source, xmlLimits, elements)

/**
 * Reads a message.
 *
 * @throws XmlError as {@link readXml}; `unknown-root` when the document is no message
 */
export const readNachricht = (source: Uint8Array | string, xmlLimits?: XmlLimits): NachrichtDocument => {
  return toNachricht(contract().reader.read(source, xmlLimits, elements))
}

const elements = Object.values(nachrichten).map(({ element }) => element)

/** A document whose root element is that of a message. */
const toNachricht = ({ element, value }: XmlDocument): NachrichtDocument => {
  const [name] = Object.entries(nachrichten).find(([, nachricht]) => nachricht.element === element) ?? []
  return { name, element, value } as NachrichtDocument
}

/** A message of a stream, or why this one cannot be read. */
export type NachrichtRecord = RecordPosition &
  (
    | { readonly document: NachrichtDocument; readonly error?: undefined }
    | { readonly error: XmlError; readonly document?: undefined }
  )

/**
 * Reads the messages of a stream `<nachrichten>` one by one, with flat memory.
 *
 * @throws XmlError when the stream itself is refused; what came before it was yielded
 */
export async function* readNachrichten(source: AsyncIterable<Uint8Array>): AsyncGenerator<NachrichtRecord> {
  const { model, reader } = contract()
  const records = readXmlRecords(reader, source, {
    namespace: model.namespace,
    collection: nachrichtensammlung.element,
    record: elements,
    maxBytes: limits.nachrichtenstrom,
    maxRecordLength: limits.nachricht,
    maxRecords: limits.nachrichten,
    maxDepth: limits.xmlTiefe,
    maxAttributes: limits.xmlAttribute,
  })
  for await (const { index, line, column, byteOffset, ...read } of records) {
    const position = { index, line, column, byteOffset }
    yield read.error ? { ...position, error: read.error } : { ...position, document: toNachricht(read) }
  }
}

/**
 * Writes a value of the contract as XML text, declared properties only.
 *
 * @throws TypeError naming the JSON Pointer of what cannot be written
 */
export const writeXml = (element: string, value: unknown): string => {
  const { model, writers } = contract()
  const writer = writers.get(element) ?? compileWriter(model, element)
  writers.set(element, writer)
  return writer(value)
}

/** Writes a message. */
export const writeNachricht = <N extends Nachrichtenname>(name: N, value: Nachricht<N>): string =>
  writeXml(nachrichten[name].element, value)

/**
 * Reads the books of a stream `<lieferungen>` one by one, with flat memory.
 *
 * @throws XmlError when the stream itself is refused; what came before it was yielded
 */
export const readLieferungen = (source: AsyncIterable<Uint8Array>): AsyncGenerator<RecordResult> => {
  const { model, reader } = contract()
  return readXmlRecords(reader, source, {
    namespace: model.namespace,
    collection: dokumente.lieferungen.element,
    record: dokumente.lieferung.element,
    maxBytes: limits.strom,
    maxRecordLength: limits.lieferung,
    maxRecords: limits.stromHefte,
    maxDepth: limits.xmlTiefe,
    maxAttributes: limits.xmlAttribute,
  })
}

/**
 * Reads the records of a stream `<stammdaten>` one by one, with flat memory.
 *
 * @throws XmlError when the stream itself is refused; what came before it was yielded
 */
export const readStammdaten = (source: AsyncIterable<Uint8Array>): AsyncGenerator<RecordResult> => {
  const { model, reader } = contract()
  return readXmlRecords(reader, source, {
    namespace: model.namespace,
    collection: dokumente.stammdaten.element,
    record: dokumente.stammsatz.element,
    maxBytes: limits.stammdaten,
    maxRecordLength: limits.stammsatz,
    maxRecords: limits.stammsaetze,
    maxDepth: limits.xmlTiefe,
    maxAttributes: limits.xmlAttribute,
  })
}
