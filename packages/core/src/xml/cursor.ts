/** A place in a text that libxml2 found to be well-formed, without DTD; so nothing here needs to expect broken markup. */
export interface Cursor {
  readonly text: string
  /** Where reading goes on. */
  at: number
  /** Place of the next `&` at or after `at`, or infinity. */
  ampersand: number
  /** The start tag just read: where its local name begins and ends, whether it ended with `/>`, whether it says `xsi:nil`. */
  nameStart: number
  nameEnd: number
  empty: boolean
  nil: boolean
}

const bang = 0x21
const slash = 0x2f
const colon = 0x3a
const lessThan = 0x3c
const greaterThan = 0x3e
const question = 0x3f

/** A cursor before the root element. Line ends become LF as XML demands (XML 1.0 § 2.11). */
export const openCursor = (source: string): Cursor => {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source
  return { text, at: 0, ampersand: -1, nameStart: 0, nameEnd: 0, empty: false, nil: false }
}

/** Moves to the next start or end tag over blanks, comments and the XML declaration; true when it is a start tag. */
export const toTag = (cursor: Cursor): boolean => {
  const { text } = cursor
  let { at } = cursor
  if (text.charCodeAt(at) !== lessThan) at = text.indexOf('<', at)
  for (;;) {
    const next = text.charCodeAt(at + 1)
    if (next === bang) at = text.indexOf('<', skipSection(text, at))
    else if (next === question) at = text.indexOf('<', text.indexOf('?>', at))
    else {
      cursor.at = at
      return next !== slash
    }
  }
}

const skipSection = (text: string, at: number): number =>
  text.startsWith('<!--', at) ? text.indexOf('-->', at + 4) + 3 : text.indexOf(']]>', at) + 3

/** Reads the start tag at the cursor; `attributes` sees what is neither a namespace declaration nor `xsi:nil`. */
export const readStartTag = (cursor: Cursor, attributes?: (name: string, value: string) => void): void => {
  const { text } = cursor
  let at = cursor.at + 1
  cursor.nameStart = at
  cursor.nil = false
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === greaterThan) {
      cursor.nameEnd = at
      cursor.empty = false
      cursor.at = at + 1
      return
    }
    if (code === colon) cursor.nameStart = at + 1
    else if (code === slash || code <= 0x20) break
    at += 1
  }
  cursor.nameEnd = at
  readAttributes(cursor, at, attributes)
}

const attributePattern = /[\t\n\r ]*([^\t\n\r =/>]+)[\t\n\r ]*=[\t\n\r ]*(?:"([^"]*)"|'([^']*)')/y

const readAttributes = (
  cursor: Cursor,
  from: number,
  attributes: ((name: string, value: string) => void) | undefined,
): void => {
  const { text } = cursor
  let at = from
  for (;;) {
    attributePattern.lastIndex = at
    const match = attributePattern.exec(text)
    if (!match) break
    at = attributePattern.lastIndex
    const name = match[1] ?? ''
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue
    const value = decodeReferences((match[2] ?? match[3] ?? '').replace(/[\t\n]/g, ' '))
    if (name.endsWith(':nil')) cursor.nil = value.trim() === 'true' || value.trim() === '1'
    else attributes?.(name, value)
  }
  const end = text.indexOf('>', at)
  cursor.empty = text.charCodeAt(end - 1) === slash
  cursor.at = end + 1
}

/** Moves behind the end tag at the cursor. */
export const skipEndTag = (cursor: Cursor): void => {
  cursor.at = cursor.text.indexOf('>', cursor.at) + 1
}

/** Moves behind the element whose start tag was just read, over everything in it. */
export const skipElement = (cursor: Cursor): void => {
  if (cursor.empty) return
  for (let depth = 1; depth > 0; ) {
    if (toTag(cursor)) {
      readStartTag(cursor)
      if (!cursor.empty) depth += 1
    } else {
      skipEndTag(cursor)
      depth -= 1
    }
  }
}

/** The text directly in the element whose start tag was just read; child elements are skipped. Moves behind its end tag. */
export const readContent = (cursor: Cursor): string => {
  if (cursor.empty) return ''
  const { text } = cursor
  let result = ''
  for (;;) {
    const end = text.indexOf('<', cursor.at)
    result += decodeReferences(text.slice(cursor.at, end))
    cursor.at = end
    const next = text.charCodeAt(end + 1)
    if (next === slash) {
      skipEndTag(cursor)
      return result
    }
    if (next === bang) {
      cursor.at = skipSection(text, end)
      if (text.startsWith('<![CDATA[', end)) result += text.slice(end + 9, cursor.at - 3)
    } else {
      readStartTag(cursor)
      skipElement(cursor)
    }
  }
}

/** Reads the text up to the end tag and moves behind it. */
export const readText = (cursor: Cursor): string => {
  if (cursor.empty) return ''
  const { text, at } = cursor
  const end = text.indexOf('<', at)
  if (text.charCodeAt(end + 1) !== slash) return readContent(cursor)
  cursor.at = text.indexOf('>', end) + 1
  if (cursor.ampersand < at) {
    const next = text.indexOf('&', at)
    cursor.ampersand = next < 0 ? Number.POSITIVE_INFINITY : next
  }
  const raw = text.slice(at, end)
  return cursor.ampersand < end ? decodeReferences(raw) : raw
}

const predefined: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Resolves character references and the five predefined entities (XML 1.0 § 4.1, § 4.6). */
export const decodeReferences = (raw: string): string => {
  if (!raw.includes('&')) return raw
  return raw.replace(
    /&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([a-z]+));/g,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return predefined[name] ?? whole
      return String.fromCodePoint(Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16))
    },
  )
}
