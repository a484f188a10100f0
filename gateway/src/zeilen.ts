import { limits } from '@berichtsheft/core'
import { ProblemError } from './problem-error.ts'

/** A line of a body, by its number from 1. */
export interface Zeile {
  readonly nr: number
  readonly bytes: Buffer
}

/** Most bytes of the whole and of one line. */
export interface Zeilengrenzen {
  readonly gesamt: number
  readonly zeile: number
}

const newline = 0x0a

/**
 * The lines of a byte stream, without their line ends; empty lines are left out.
 *
 * @throws ProblemError payload-too-large
 */
export async function* splitLines(
  source: AsyncIterable<Uint8Array>,
  { gesamt, zeile }: Zeilengrenzen = { gesamt: limits.strom, zeile: limits.zeile },
): AsyncGenerator<Zeile> {
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
  const tooLong = () => new ProblemError('payload-too-large', { detail: `Line ${nr} is longer than ${zeile} bytes` })
  for await (const part of source) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
    total += chunk.length
    if (total > gesamt) throw new ProblemError('payload-too-large', { detail: `A stream has at most ${gesamt} bytes` })
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const bytes = take(chunk.subarray(start, end))
      if (bytes.length > zeile) throw tooLong()
      if (bytes.length > 0) yield { nr, bytes }
      nr++
      start = end + 1
    }
    if (start < chunk.length) {
      // The chunk belongs to the socket and is used again, so what is kept is copied.
      rest.push(Buffer.from(chunk.subarray(start)))
      length += chunk.length - start
      if (length > zeile) throw tooLong()
    }
  }
  const last = take(Buffer.alloc(0))
  if (last.length > 0) yield { nr, bytes: last }
}
