import { AdapterError } from '@berichtsheft/sdk'
import { CsvError, parse } from 'csv-parse/sync'
import { limits } from '../limits.ts'
import type { Place } from './record.ts'

/** How a CSV file is written (RFC 4180 with the usual variations). */
export interface CsvForm {
  readonly delimiter: string
  readonly quote: string
  /** Lines before the header. */
  readonly skipLines: number
  /** Lines that begin with this are comments. */
  readonly comment?: string
  /** Names of the columns where the file has no header. */
  readonly columns?: readonly string[]
}

/** A row of a table: its cells by the name of their column, and its place. */
export interface Row {
  readonly value: Readonly<Record<string, string>>
  readonly place: Place
  /** Cells beyond the last named column, as one text; empty when there are none. */
  readonly surplus: string
  /** The row has fewer cells than the header. */
  readonly short: boolean
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/**
 * Reads a CSV text. Cells are texts, whatever they look like; nothing is calculated. Blank lines are skipped.
 *
 * @throws AdapterError `rejected` for a quote that is never closed, a header with doubled names, a record beyond the limit
 */
export const readCsv = (text: string, datei: string, form: CsvForm): Row[] => {
  const records = parseCsv(text, datei, form)
  const header = form.columns ?? records.shift()?.record.map((name) => name.trim())
  if (!header) throw new AdapterError('rejected', 'holds no header', { stelle: datei })
  checkHeader(header, datei)
  if (records.length > limits.zeilen) {
    throw new AdapterError('rejected', `holds more than ${limits.zeilen} records`, { stelle: datei })
  }
  return records.map((record) => toRow(record, header, datei))
}

const parseCsv = (text: string, datei: string, form: CsvForm): ParsedRecord[] => {
  try {
    // The parser counts CRLF inside of quotes as two lines.
    const records: unknown = parse(text.replace(/\r\n?/g, '\n'), {
      delimiter: form.delimiter,
      quote: form.quote,
      from_line: form.skipLines + 1,
      comment: form.comment ?? null,
      comment_no_infix: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: limits.csvSatz,
    })
    return records as ParsedRecord[]
  } catch (cause) {
    const line = cause instanceof CsvError && typeof cause.lines === 'number' ? `:${cause.lines}` : ''
    throw new AdapterError('rejected', `is not CSV: ${cause instanceof Error ? cause.message : String(cause)}`, {
      stelle: `${datei}${line}`,
      cause,
    })
  }
}

const checkHeader = (header: readonly string[], datei: string): void => {
  const refuse = (message: string): never => {
    throw new AdapterError('rejected', message, { stelle: `${datei}:1` })
  }
  if (header.length > limits.spalten) refuse(`holds more than ${limits.spalten} columns`)
  const seen = new Set<string>()
  for (const name of header) {
    if (name === '__proto__') refuse('the column "__proto__" is not allowed')
    if (name !== '' && seen.has(name)) refuse(`the column ${JSON.stringify(name)} stands twice`)
    seen.add(name)
  }
}

const toRow = ({ record, info }: ParsedRecord, header: readonly string[], datei: string): Row => {
  // The count is that of the last line of a record, which has more than one when a cell has.
  const line = info.lines - record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0)
  const value: Record<string, string> = Object.create(null)
  for (const [index, name] of header.entries()) if (name !== '') value[name] = record[index] ?? ''
  const unnamed = record.filter((cell, index) => (header[index] ?? '') === '' && cell.trim() !== '')
  const place: Place = {
    datei,
    at: (field) => (field === undefined ? `${datei}:${line}` : `${datei}:${line} (${field})`),
  }
  return { value, place, surplus: unnamed.join(' '), short: record.length < header.length }
}
