import { limits } from '../../contract/limits.ts'

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Parses bytes as JSON: valid UTF-8 without byte order mark, nested no deeper than the contract allows. `undefined` when
 * they are anything else.
 */
export const parseJson = (bytes: Uint8Array): Json | undefined => {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as Json
    return isShallow(value) ? value : undefined
  } catch {
    // Not JSON or not UTF-8: the caller says so, with the file that it read.
    return undefined
  }
}

/** Whether a value can be walked by recursion without danger. */
const isShallow = (value: Json): boolean => {
  let level: Json[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.jsonTiefe) return false
    level = level.flatMap((node) => (typeof node === 'object' && node !== null ? (Object.values(node) as Json[]) : []))
  }
  return true
}

/** One token of a JSON Pointer, escaped (RFC 6901 section 3). */
export const pointerToken = (key: string | number): string => `/${`${key}`.replaceAll('~', '~0').replaceAll('/', '~1')}`

const isMember = Object.prototype.propertyIsEnumerable

/** The value that a JSON Pointer names, or `undefined`. */
export const valueAt = (value: Json, pointer: string): Json | undefined => {
  let node: Json | undefined = value
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    // Enumerable, because the length of an array is its own as well.
    if (typeof node !== 'object' || node === null || !isMember.call(node, key)) return undefined
    node = (node as Readonly<Record<string, Json>>)[key]
  }
  return node
}
