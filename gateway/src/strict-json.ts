import { isUtf8 } from 'node:buffer'

/** Why a JSON text was refused. `position` counts UTF-16 units from the start of the text, where it is known. */
export class JsonFehler extends Error {
  override readonly name = 'JsonFehler'
  readonly position: number | undefined

  constructor(message: string, position?: number) {
    super(position === undefined ? message : `${message} at position ${position}`)
    this.position = position
  }
}

/** Limits of a JSON text. */
export interface JsonLimits {
  /** Deepest nesting of objects and arrays. */
  readonly tiefe: number
}

/**
 * Reads JSON without changing a value in silence: invalid UTF-8, a byte order mark, a key that stands twice, a key that
 * reaches for the prototype, and a number that is not a plain integer of at most 15 digits are refused (I-JSON, RFC
 * 7493; the contract has no other numbers).
 *
 * @throws JsonFehler
 */
export const parseStrictJson = (bytes: Buffer, limits: JsonLimits): unknown => {
  if (!isUtf8(bytes)) throw new JsonFehler('The text is not valid UTF-8')
  const text = bytes.toString('utf8')
  const keys = scan(text, limits.tiefe)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new JsonFehler(`The text is not valid JSON${positionOf(cause)}`)
  }
  // Every key has one colon outside of strings; JSON.parse keeps the last of two equal keys, so fewer are left.
  if (countKeys(value) !== keys)
    throw new JsonFehler(`The key ${JSON.stringify(findDuplicate(text))} stands twice in one object`)
  return value
}

const positionOf = (cause: unknown): string => {
  const match = /at position (\d+)/.exec(cause instanceof Error ? cause.message : '')
  return match ? ` at position ${match[1]}` : ''
}

const quote = 34
const backslash = 92

/** Position after the string that starts at `start`. */
const skipString = (text: string, start: number): number => {
  let end = text.indexOf('"', start + 1)
  while (end !== -1) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++
    if (slashes % 2 === 0) return end + 1
    end = text.indexOf('"', end + 1)
  }
  return text.length
}

/** Walks the text once outside of strings: checks depth and numbers, counts keys. */
const scan = (text: string, maxDepth: number): number => {
  let depth = 0
  let keys = 0
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i)
    if (code === quote) i = skipString(text, i)
    else if (code === 123 || code === 91) {
      if (++depth > maxDepth) throw new JsonFehler(`The text is nested deeper than ${maxDepth}`, i)
      i++
    } else if (code === 125 || code === 93) {
      depth--
      i++
    } else if (code === 58) {
      keys++
      i++
    } else if (code === 45 || (code >= 48 && code <= 57)) i = skipNumber(text, i)
    else i++
  }
  return keys
}

const skipNumber = (text: string, start: number): number => {
  let end = start + 1
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === 46 || code === 101 || code === 69 || code === 43 || code === 45) {
      throw new JsonFehler('Numbers are integers without fraction and exponent', start)
    }
    if (code < 48 || code > 57) break
  }
  const digits = end - start - (text.charCodeAt(start) === 45 ? 1 : 0)
  if (digits > 15) throw new JsonFehler('Numbers have at most 15 digits', start)
  return end
}

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

const countKeys = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) count += countKeys(item)
    return count
  }
  // What JSON.parse made inherits nothing that could be enumerated.
  for (const key in value) {
    if (forbiddenKeys.has(key)) throw new JsonFehler(`The key ${JSON.stringify(key)} is not allowed`)
    const item: unknown = (value as Readonly<Record<string, unknown>>)[key]
    count += typeof item === 'object' ? 1 + countKeys(item) : 1
  }
  return count
}

/** The first key that stands twice; only called when one does. */
const findDuplicate = (text: string): string => {
  const stack: (Set<string> | undefined)[] = []
  let lastString = ''
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i)
    if (code === quote) {
      const end = skipString(text, i)
      lastString = String(JSON.parse(text.slice(i, end)))
      i = end
      continue
    }
    if (code === 123) stack.push(new Set())
    else if (code === 91) stack.push(undefined)
    else if (code === 125 || code === 93) stack.pop()
    else if (code === 58) {
      const keys = stack.at(-1)
      if (keys?.has(lastString)) return lastString
      keys?.add(lastString)
    }
    i++
  }
  return lastString
}
