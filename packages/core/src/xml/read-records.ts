import type { XmlReader } from './reader.ts'
import type { XmlLimits } from './scan.ts'
import { defaultXmlLimits } from './scan.ts'
import type { SplitOptions, XmlRecord } from './split.ts'
import { splitXml } from './split.ts'
import { XmlError } from './xml-error.ts'

/** Where a record stood in the stream. */
export type RecordPosition = Pick<XmlRecord, 'index' | 'line' | 'column' | 'byteOffset'>

/** One record that was read, or why it was not; lines and columns are those of the stream. */
export type RecordResult = RecordPosition &
  (
    | { readonly element: string; readonly value: unknown; readonly error?: undefined }
    | { readonly error: XmlError; readonly value?: undefined }
  )

const shift = (record: XmlRecord, error: XmlError): XmlError =>
  new XmlError(
    error.code,
    error.findings.map((finding) => {
      if (finding.line === 0) return { ...finding, line: record.line, column: record.column }
      if (finding.line > 1 || finding.column === 0) return { ...finding, line: finding.line + record.line - 1 }
      // Columns behind the inserted namespace declarations are counted without them.
      const column = finding.column > record.inserted ? finding.column - record.inserted : finding.column
      return { ...finding, line: record.line, column: (finding.column === 1 ? 1 : column) + record.column - 1 }
    }),
  )

/**
 * Reads a stream record by record. A record that is refused is reported and the next one is read; a stream that is not
 * well-formed ends with an error at that place, after everything before it was yielded.
 *
 * @throws XmlError
 */
export async function* readXmlRecords(
  reader: XmlReader,
  source: AsyncIterable<Uint8Array>,
  options: SplitOptions,
  limits: XmlLimits = defaultXmlLimits,
): AsyncGenerator<RecordResult> {
  for await (const record of splitXml(source, options)) {
    const { index, line, column, byteOffset } = record
    const position = { index, line, column, byteOffset }
    try {
      yield { ...position, ...reader.read(record.xml, limits) }
    } catch (error) {
      if (!(error instanceof XmlError)) throw error
      const placed = shift(record, error)
      // XML 1.0 § 1.2: after a fatal error nothing more of the document may be processed.
      if (error.code === 'malformed') throw placed
      yield { ...position, error: placed }
    }
  }
}
