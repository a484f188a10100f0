import { Readable } from 'node:stream'
import { limits, type Stammsatzart } from '@berichtsheft/core'
import { parse } from 'csv-parse'
import { ProblemError } from '../../problem-error.ts'
import { type Rohsatz, readNdjsonSaetze, unreadable } from '../../satzstrom.ts'
import { toXmlProblem, toXmlVerstoesse } from '../../xml-problem.ts'
import { toRecord } from './stammdaten-spalten.ts'

/** Records of NDJSON, one per line. */
export const readNdjsonStammdaten = (source: AsyncIterable<Uint8Array>): AsyncGenerator<Rohsatz> =>
  readNdjsonSaetze(source, { gesamt: limits.stammdaten, zeile: limits.stammsatz })

/** Records of XML, `<stammdaten><stammsatz>…`. */
export async function* readXmlStammdaten(source: AsyncIterable<Uint8Array>): AsyncGenerator<Rohsatz> {
  const { readStammdaten, XmlError } = await import('@berichtsheft/core/xml')
  try {
    for await (const { error, value, line } of readStammdaten(source)) {
      yield error ? { zeile: line, fehler: toXmlVerstoesse(error) } : { zeile: line, wert: value }
    }
  } catch (error) {
    throw error instanceof XmlError ? toXmlProblem(error) : error
  }
}

/** Strict UTF-8: a file of another encoding would be stored with wrong letters. */
async function* decode(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let total = 0
  try {
    for await (const chunk of source) {
      total += chunk.length
      if (total > limits.stammdaten)
        throw new ProblemError('payload-too-large', { detail: `A delivery has at most ${limits.stammdaten} bytes` })
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError)
      throw new ProblemError('malformed-request', { detail: 'The text is not valid UTF-8', cause: error })
    throw error
  }
}

/** The first line of a text and the whole text again. */
const peekLine = async (source: AsyncGenerator<string>): Promise<{ line: string; all: AsyncGenerator<string> }> => {
  let head = ''
  while (!head.includes('\n') && head.length <= limits.stammsatz) {
    const { value, done } = await source.next()
    if (done) break
    head += value
  }
  const all = async function* () {
    yield head
    yield* source
  }
  return { line: head.split('\n', 1)[0] ?? '', all: all() }
}

const separatorOf = (header: string): string => [';', '\t'].find((separator) => header.includes(separator)) ?? ','

/**
 * Records of CSV (RFC 4180), described by the header. A row with too few or too many fields is a fault of that row.
 *
 * @throws ProblemError malformed-request when the file is no CSV, validation-failed for unknown or missing columns
 */
export async function* readCsvStammdaten(
  source: AsyncIterable<Uint8Array>,
  art: Stammsatzart | undefined,
): AsyncGenerator<Rohsatz> {
  if (art === undefined)
    throw new ProblemError('validation-failed', { detail: 'CSV needs ?art= to say what the rows describe' })
  const { line, all } = await peekLine(decode(source))
  const parser = parse({
    bom: true,
    delimiter: separatorOf(line),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: limits.stammsatz,
    info: true,
  })
  const text = Readable.from(all)
  // An error of the source ends the parser, and with it the loop below.
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  let columns: readonly string[] | undefined
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns === undefined) {
        columns = record.map((name) => name.trim())
        continue
      }
      yield { zeile: info.lines, ...toRow(art, columns, record) }
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw new ProblemError('malformed-request', { detail: `The CSV cannot be read: ${error.message}`, cause: error })
    throw error
  } finally {
    text.destroy()
  }
}

const toRow = (art: Stammsatzart, columns: readonly string[], record: readonly string[]) => {
  const value = toRecord(art, columns, record)
  if (record.length === columns.length) return { wert: value }
  return {
    fehler: unreadable(
      `Diese Zeile hat ${record.length} statt ${columns.length} Felder.`,
      `This row has ${record.length} instead of ${columns.length} fields.`,
    ),
  }
}
