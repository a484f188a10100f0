import { ConnectionError } from './problem-error.ts'

/** How lines are read. */
export interface LineOptions {
  /** Yields empty lines, too, so that a caller can count. */
  readonly keepEmpty?: boolean
  /** Longest line in UTF-16 units. */
  readonly longest?: number
}

const standardLongest = 67_108_864

/**
 * The lines of a stream of bytes, without their ends.
 *
 * @throws RangeError for a line that is too long, TypeError for bytes that are not UTF-8
 */
export async function* splitLines(
  source: AsyncIterable<Uint8Array>,
  { keepEmpty = false, longest = standardLongest }: LineOptions = {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  const check = (line: string): string => {
    if (line.length > longest) throw new RangeError(`a line is longer than ${longest} characters`)
    return line
  }
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = check(lines.pop() ?? '')
    for (const line of lines) if (keepEmpty || line.trim() !== '') yield check(line)
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield check(rest)
}

/**
 * The values of an NDJSON answer, one by one, while it arrives.
 *
 * @throws ConnectionError when a line is no JSON, as when the answer was cut off
 */
export async function* readNdjson<T>(body: AsyncIterable<Uint8Array> | null): AsyncGenerator<T> {
  if (body === null) return
  try {
    for await (const line of splitLines(body)) yield JSON.parse(line) as T
  } catch (cause) {
    const isForm = cause instanceof SyntaxError || cause instanceof TypeError || cause instanceof RangeError
    throw isForm ? new ConnectionError(`the answer was cut off or altered: ${cause.message}`, { cause }) : cause
  }
}

/** Values as lines of NDJSON. */
export async function* writeNdjson(values: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const value of values) yield encoder.encode(`${JSON.stringify(value)}\n`)
}
