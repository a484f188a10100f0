import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'
import { AdapterError } from '../adapter-error.ts'
import { adapterLimits } from '../adapter-source.ts'

/** Any JSON value as {@link readJsonTree} returns it; objects have no prototype. */
export type JsonTree = string | number | boolean | null | JsonTree[] | { [key: string]: JsonTree }

type Container = JsonTree[] | { [key: string]: JsonTree }

/**
 * Reads strict JSON (RFC 8259) from a file of somebody else. Nothing is lost in silence: a key that stands twice, a key that
 * reaches for the prototype, nesting or width beyond the limits and everything after the value are refused with line and
 * column. Numbers that a double cannot hold stay texts, because they would change.
 *
 * @throws AdapterError `rejected`
 */
export const readJsonTree = (text: string, datei: string): JsonTree => {
  const stack: { value: Container; key: string | undefined }[] = []
  let root: JsonTree | undefined
  let nodes = 0

  const refuse = (message: string, line: number, column: number): never => {
    throw new AdapterError('rejected', message, { stelle: `${datei}:${line + 1}:${column + 1}` })
  }
  const put = (value: JsonTree, line: number, column: number): void => {
    nodes += 1
    if (nodes > adapterLimits.jsonKnoten) refuse(`holds more than ${adapterLimits.jsonKnoten} values`, line, column)
    const top = stack.at(-1)
    if (!top) root = value
    else if (Array.isArray(top.value)) top.value.push(value)
    else if (top.key !== undefined) top.value[top.key] = value
  }
  const open = (value: Container, line: number, column: number): boolean => {
    put(value, line, column)
    if (stack.length >= adapterLimits.jsonTiefe)
      refuse(`is nested deeper than ${adapterLimits.jsonTiefe}`, line, column)
    stack.push({ value, key: undefined })
    return true
  }

  visit(
    text,
    {
      onObjectBegin: (_offset, _length, line, column) => open(Object.create(null), line, column),
      onArrayBegin: (_offset, _length, line, column) => open([], line, column),
      onObjectEnd: () => void stack.pop(),
      onArrayEnd: () => void stack.pop(),
      onObjectProperty: (key, _offset, _length, line, column) => {
        const top = stack.at(-1)
        if (!top || Array.isArray(top.value)) return
        if (key === '__proto__') refuse('the key "__proto__" is not allowed', line, column)
        if (Object.hasOwn(top.value, key)) refuse(`the key ${JSON.stringify(key)} stands twice`, line, column)
        top.key = key
      },
      onLiteralValue: (value: unknown, offset, length, line, column) => {
        const source = text.slice(offset, offset + length)
        put(changesAsNumber(value, source) ? source : (value as JsonTree), line, column)
      },
      onError: (code: ParseErrorCode, _offset, _length, line, column) =>
        refuse(`is not JSON (${printParseErrorCode(code)})`, line, column),
    },
    { disallowComments: true, allowTrailingComma: false },
  )
  if (root === undefined) return refuse('is not JSON (empty)', 0, 0)
  return root
}

/** Whether a number of the text is another one as a double: an integer beyond 2^53, or one beyond the largest double. */
const changesAsNumber = (value: unknown, source: string): boolean =>
  typeof value === 'number' && (!Number.isFinite(value) || (/^-?[0-9]+$/.test(source) && !Number.isSafeInteger(value)))

/** The object that a JSON value is, or `undefined`. */
export const asObject = (value: JsonTree | undefined): { [key: string]: JsonTree } | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined

/** The list that a JSON value is, or `undefined`. */
export const asList = (value: JsonTree | undefined): JsonTree[] | undefined =>
  Array.isArray(value) ? value : undefined

/** The text that a JSON value is, or `undefined`. */
export const asText = (value: JsonTree | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

/** The text of a text, number or boolean; `undefined` for anything with parts, and for null. */
export const asScalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined

/** A JSON Pointer (RFC 6901) of keys and positions. */
export const jsonPointer = (path: readonly (string | number)[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The value that a JSON Pointer leads to, or `undefined` when it leads nowhere. */
export const resolvePointer = (value: unknown, pointer: string): unknown => {
  let current: unknown = value
  for (const part of pointer === '' ? [] : pointer.slice(1).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = (current as Record<string, unknown>)[key]
  }
  return current
}
