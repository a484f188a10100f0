import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { CliError } from './exit-codes.ts'
import type { Io } from './io.ts'

/** A file, or the standard input, that a command reads. */
export interface Input {
  /** Name for messages. */
  readonly name: string
  /** Bytes; `undefined` for the standard input. */
  readonly size: number | undefined
  /** The content in pieces. @throws CliError when it cannot be read */
  readonly stream: () => AsyncIterable<Uint8Array>
}

/**
 * Opens a file, or the standard input for `-`.
 *
 * @throws CliError when there is no such file
 */
export const openInput = async (path: string, io: Io): Promise<Input> => {
  if (path === '-')
    return { name: 'standard input', size: undefined, stream: () => guarded('standard input', io.stdin()) }
  const file = resolve(io.cwd, path)
  const info = await stat(file).catch((cause: unknown) => {
    throw new CliError('input', `${path}: there is no such file, or it cannot be read`, { cause })
  })
  if (info.isDirectory()) throw new CliError('input', `${path} is a folder; name the files in it`)
  return { name: basename(path), size: info.size, stream: () => guarded(path, createReadStream(file)) }
}

async function* guarded(name: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
  } catch (cause) {
    throw new CliError('input', `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}

/** The pieces of an input, counted on their way. */
export async function* counted(
  source: AsyncIterable<Uint8Array>,
  onBytes: (total: number) => void,
): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of source) {
    total += chunk.length
    onBytes(total)
    yield chunk
  }
}

/** The whole content of an input. @throws CliError when it is larger than the limit in bytes */
export const readInput = async (input: Input, limit: number): Promise<Buffer<ArrayBuffer>> => {
  const parts: Uint8Array[] = []
  const tooLarge = () => new CliError('input', `${input.name} is larger than ${limit} bytes`)
  if (input.size !== undefined && input.size > limit) throw tooLarge()
  for await (const chunk of counted(input.stream(), (total) => {
    if (total > limit) throw tooLarge()
  }))
    parts.push(chunk)
  return Buffer.concat(parts)
}

/** Bytes as text. @throws CliError when they are not UTF-8 */
export const decodeInput = ({ name }: Pick<Input, 'name'>, bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new CliError('input', `${name} is not UTF-8`, { cause })
  }
}

/** What a file holds, by the end of its name and else by its first character. */
export type Inputform = 'json' | 'ndjson' | 'xml' | 'zip'

const endings: Readonly<Record<string, Inputform>> = {
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  xml: 'xml',
  zip: 'zip',
}

/** The form that a name tells; `undefined` when it tells none. */
export const formOfName = (name: string): Inputform | undefined =>
  endings[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]

/**
 * The form of content without a telling name. A line that holds nothing but one book or one report is NDJSON.
 *
 * @param head the first line at least, or all there is
 */
export const formOfContent = (head: Uint8Array): Inputform => {
  const start = new TextDecoder().decode(head).trimStart()
  if (start.startsWith('PK')) return 'zip'
  if (start.startsWith('<')) return 'xml'
  const end = start.indexOf('\n')
  return isRecord(end < 0 ? start : start.slice(0, end)) ? 'ndjson' : 'json'
}

const isRecord = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line)
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
    return keys.length === 1 && (keys[0] === 'berichtsheft' || keys[0] === 'ausbildungsnachweis')
  } catch {
    // A document over several lines, or nothing that can be read; whoever reads it will say so.
    return false
  }
}

/** How far a form is sought in content without a telling name, in bytes: a line of NDJSON is not longer. */
const longestLook = 1_100_000

/** An input whose first piece was looked at, with all of it still to read. */
export interface PeekedInput {
  readonly form: Inputform
  /** The root element of XML, without its prefix. */
  readonly element: string | undefined
  readonly stream: AsyncIterable<Uint8Array>
}

/** Looks at the begin of an input. */
export const peekInput = async (input: Input): Promise<PeekedInput> => {
  const known = formOfName(input.name)
  const iterator = input.stream()[Symbol.asyncIterator]()
  const parts: Uint8Array[] = []
  let length = 0
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    parts.push(next.value)
    length += next.value.length
    const isEnough = known !== undefined || next.value.includes(newline) || length > longestLook
    if (isEnough) break
  }
  const head = Buffer.concat(parts)
  const rest = async function* () {
    try {
      if (head.length > 0) yield head
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { form: known ?? formOfContent(head), element: rootElementOf(head), stream: rest() }
}

const newline = 0x0a

const rootElementOf = (head: Uint8Array): string | undefined => {
  const text = new TextDecoder().decode(head).replaceAll(/<!--.*?-->/gs, '')
  return /<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]/.exec(text)?.[1]
}
