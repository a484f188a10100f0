import type { Cursor } from './cursor.ts'
import { openCursor, readStartTag, readText, skipEndTag, toTag } from './cursor.ts'

/** An element with its place, for the few documents that are refused and need an explanation. */
export interface Element {
  readonly namespace: string
  readonly name: string
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
  readonly children: readonly Element[]
  /** Text directly below the element. */
  readonly text: string
  readonly nil: boolean
  /** Offset of its `<` in the normalized text. */
  readonly offset: number
}

type Scope = ReadonlyMap<string, string>

const declarationPattern = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g

const readElement = (cursor: Cursor, scope: Scope): Element => {
  const offset = cursor.at
  const attributes: { name: string; value: string }[] = []
  readStartTag(cursor, (name, value) => attributes.push({ name, value }))
  const { nil, empty, nameStart, nameEnd } = cursor
  const own = declarationsOf(cursor.text.slice(nameEnd, cursor.at), scope)
  const head = {
    namespace: own.get(cursor.text.slice(offset + 1, Math.max(offset + 1, nameStart - 1))) ?? '',
    name: cursor.text.slice(nameStart, nameEnd),
    attributes,
    nil,
    offset,
  }
  if (empty) return { ...head, children: [], text: '' }
  const start = cursor.at
  const children: Element[] = []
  while (toTag(cursor)) children.push(readElement(cursor, own))
  if (children.length > 0) {
    skipEndTag(cursor)
    return { ...head, children, text: '' }
  }
  cursor.at = start
  cursor.ampersand = -1
  return { ...head, children, text: readText(cursor) }
}

const declarationsOf = (tag: string, scope: Scope): Scope => {
  if (!tag.includes('xmlns')) return scope
  const own = new Map(scope)
  for (const match of tag.matchAll(declarationPattern)) own.set(match[1] ?? '', match[2] ?? match[3] ?? '')
  return own
}

/** The root element of a text that libxml2 found to be well-formed, and the text with normalized line ends that its offsets refer to. */
export const readDocument = (source: string): { text: string; root: Element } => {
  const cursor = openCursor(source)
  toTag(cursor)
  return { text: cursor.text, root: readElement(cursor, new Map()) }
}
