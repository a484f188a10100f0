import { limits } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'
import { JsonFehler, parseStrictJson } from '../../strict-json.ts'
import type { RoheLieferung } from './lieferung-pruefung.ts'

const newline = 0x0a
const maxReports = 1500

/** The lines of a byte stream, without their line ends; empty lines are left out. */
async function* splitLines(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly nr: number; readonly bytes: Buffer }> {
  let rest: Buffer[] = []
  let length = 0
  let total = 0
  let nr = 1
  const take = (tail: Buffer): Buffer => {
    const bytes = rest.length === 0 ? tail : Buffer.concat([...rest, tail])
    rest = []
    length = 0
    return bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes
  }
  for await (const part of source) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
    total += chunk.length
    if (total > limits.strom)
      throw new ProblemError('payload-too-large', { detail: `A stream has at most ${limits.strom} bytes` })
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const bytes = take(chunk.subarray(start, end))
      if (bytes.length > limits.zeile) throw tooLong(nr)
      if (bytes.length > 0) yield { nr, bytes }
      nr++
      start = end + 1
    }
    if (start < chunk.length) {
      // The chunk belongs to the socket and is used again, so what is kept is copied.
      rest.push(Buffer.from(chunk.subarray(start)))
      length += chunk.length - start
      if (length > limits.zeile) throw tooLong(nr)
    }
  }
  const last = take(Buffer.alloc(0))
  if (last.length > 0) yield { nr, bytes: last }
}

const tooLong = (nr: number) =>
  new ProblemError('payload-too-large', { detail: `Line ${nr} is longer than ${limits.zeile} bytes` })

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
