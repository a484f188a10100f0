import { limits } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'
import { JsonFehler, parseStrictJson } from '../../strict-json.ts'
import { splitLines } from '../../zeilen.ts'
import type { RoheLieferung } from './lieferung-pruefung.ts'

const maxReports = 1500

/**
 * Reads books from NDJSON: a line `{"berichtsheft":…}` opens a book, lines `{"ausbildungsnachweis":…}` add reports to it.
 * Memory holds one book at a time.
 *
 * @throws ProblemError that names the line
 */
export async function* readNdjsonLieferungen(source: AsyncIterable<Uint8Array>): AsyncGenerator<RoheLieferung> {
  let book: { berichtsheft: unknown; ausbildungsnachweise: unknown[] } | undefined
  let size = 0
  let books = 0
  for await (const { nr, bytes } of splitLines(source)) {
    const record = parseLine(bytes, nr)
    if ('berichtsheft' in record) {
      if (book) yield book
      if (++books > limits.stromHefte)
        throw new ProblemError('payload-too-large', { detail: `A stream has at most ${limits.stromHefte} books` })
      book = { berichtsheft: record.berichtsheft, ausbildungsnachweise: [] }
      size = 0
      continue
    }
    if (!book) throw new ProblemError('validation-failed', { detail: `Line ${nr}: a report before the first book` })
    size += bytes.length
    if (book.ausbildungsnachweise.length === maxReports || size > limits.lieferung) {
      throw new ProblemError('payload-too-large', {
        detail: `Line ${nr}: a book has at most ${maxReports} reports and ${limits.lieferung} bytes`,
      })
    }
    book.ausbildungsnachweise.push(record.ausbildungsnachweis)
  }
  if (book) yield book
}

const parseLine = (bytes: Buffer, nr: number): { berichtsheft: unknown } | { ausbildungsnachweis: unknown } => {
  let value: unknown
  try {
    value = parseStrictJson(bytes, { tiefe: limits.jsonTiefe })
  } catch (error) {
    if (error instanceof JsonFehler)
      throw new ProblemError('malformed-request', { detail: `Line ${nr}: ${error.message}` })
    throw error
  }
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  if (keys.length !== 1 || (keys[0] !== 'berichtsheft' && keys[0] !== 'ausbildungsnachweis')) {
    throw new ProblemError('validation-failed', {
      detail: `Line ${nr}: a line holds either berichtsheft or ausbildungsnachweis`,
    })
  }
  return value as { berichtsheft: unknown } | { ausbildungsnachweis: unknown }
}
