import { ConnectionError } from './problem-error.ts'

/** Longest line that is read, in bytes. */
const longestLine = 67_108_864

/** The lines of a stream of bytes, without their ends; empty ones are left out. */
export async function* splitLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw new ConnectionError(`a line of the answer is longer than ${longestLine} bytes`)
    for (const line of lines) if (line.trim() !== '') yield line
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield rest
}

/**
 * The values of an NDJSON answer, one by one, while it arrives.
 *
 * @throws ConnectionError when a line is no JSON, as when the answer was cut off
 */
export async function* readNdjson<T>(body: AsyncIterable<Uint8Array> | null): AsyncGenerator<T> {
  if (body === null) return
  for await (const line of splitLines(body)) {
    try {
      yield JSON.parse(line) as T
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause
      throw new ConnectionError('the answer was cut off: its last line is no JSON', { cause })
    }
  }
}

/** Values as lines of NDJSON. */
export async function* writeNdjson(values: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const value of values) yield encoder.encode(`${JSON.stringify(value)}\n`)
}
