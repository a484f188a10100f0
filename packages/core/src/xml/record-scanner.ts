/** What the scanner tells while it walks over the text. Offsets are UTF-16 units from the beginning of the stream. */
export interface RecordEvents {
  /** Text outside of the records, in order and without gaps but for the records. */
  readonly onOuter: (text: string) => void
  /** The start tag of a record, from `<` to `>`. */
  readonly onRecordStart: (tag: string, offset: number) => void
  /** A whole record, from the `<` of its start tag to the `>` of its end tag. */
  readonly onRecord: (text: string) => void
  readonly onTooDeep: (offset: number) => void
}

export interface RecordScanner {
  readonly write: (text: string) => void
  /** Hands out what is left as outer text; false when a record has no end. */
  readonly end: () => boolean
  /** Length of the unfinished record or markup that is being held. */
  readonly held: () => number
}

const bang = 0x21
const doubleQuote = 0x22
const singleQuote = 0x27
const slash = 0x2f
const greaterThan = 0x3e
const question = 0x3f

/**
 * Finds the elements at depth 2 of a stream by counting tags. It decides nothing about well-formedness: it cuts the text into
 * the records and the rest, and an XML document is well-formed exactly when each of its child elements is and when it is with
 * empty elements in their places (XML 1.0, production 43). Both parts are parsed by real parsers.
 */
export const createRecordScanner = (maxDepth: number, events: RecordEvents): RecordScanner => {
  let buffer = ''
  /** Offset of the buffer in the stream. */
  let base = 0
  let at = 0
  let depth = 0
  /** Start of the record in the buffer, or -1 outside of one. */
  let record = -1
  /** Up to here the outer text was handed out. */
  let told = 0
  let mode: 'content' | 'tag' | 'section' = 'content'
  let tag = 0
  let quote = 0
  let terminator = ''

  /** True when the markup at `start` was recognised; false when more text is needed. */
  const enterMarkup = (start: number): boolean => {
    const next = buffer.charCodeAt(start + 1)
    if (Number.isNaN(next)) return false
    tag = start
    if (next === question) {
      mode = 'section'
      terminator = '?>'
      at = start + 2
      return true
    }
    if (next !== bang) {
      mode = 'tag'
      at = start + 1
      quote = 0
      return true
    }
    if (buffer.length < start + 9) return false
    mode = 'section'
    // A document type declaration is skipped up to its first `>`; the parser of the outer text refuses it.
    terminator = buffer.startsWith('<!--', start) ? '-->' : buffer.startsWith('<![CDATA[', start) ? ']]>' : '>'
    at = start + (terminator === '-->' ? 4 : terminator === ']]>' ? 9 : 2)
    return true
  }

  const leaveTag = (end: number): void => {
    const first = buffer.charCodeAt(tag + 1)
    if (first === slash) {
      depth -= 1
      if (depth === 1 && record >= 0) {
        events.onRecord(buffer.slice(record, end))
        record = -1
        told = end
      }
      return
    }
    const empty = buffer.charCodeAt(end - 2) === slash
    if (depth === 1) {
      events.onOuter(buffer.slice(told, tag))
      events.onRecordStart(buffer.slice(tag, end), base + tag)
      record = tag
    }
    if (!empty) {
      depth += 1
      if (depth > maxDepth) events.onTooDeep(base + tag)
    } else if (depth === 1) {
      events.onRecord(buffer.slice(record, end))
      record = -1
      told = end
    }
  }

  /** Moves to the `>` that ends the tag, over quoted values; false when more text is needed. */
  const scanTag = (): boolean => {
    // Every character of every tag comes by here; variables that other functions share would make that slower by half.
    const text = buffer
    let position = at
    let open = quote
    for (; position < text.length; position += 1) {
      const code = text.charCodeAt(position)
      if (open !== 0) {
        if (code === open) open = 0
      } else if (code === greaterThan) {
        at = position + 1
        mode = 'content'
        leaveTag(at)
        return true
      } else if (code === doubleQuote || code === singleQuote) open = code
    }
    at = position
    quote = open
    return false
  }

  const scanSection = (): boolean => {
    const end = buffer.indexOf(terminator, at)
    if (end < 0) {
      at = Math.max(at, buffer.length - terminator.length + 1)
      return false
    }
    at = end + terminator.length
    mode = 'content'
    return true
  }

  const scan = (): void => {
    for (;;) {
      if (mode === 'tag') {
        if (!scanTag()) return
      } else if (mode === 'section') {
        if (!scanSection()) return
      } else {
        const start = buffer.indexOf('<', at)
        at = start < 0 ? buffer.length : start
        if (start < 0 || !enterMarkup(start)) return
      }
    }
  }

  return {
    write: (text) => {
      buffer += text
      scan()
      // Markup that began outside of a record is handed out only when it is complete.
      const complete = mode === 'content' ? at : tag
      if (record < 0 && complete > told) {
        events.onOuter(buffer.slice(told, complete))
        told = complete
      }
      const keep = record >= 0 ? record : told
      buffer = buffer.slice(keep)
      base += keep
      at -= keep
      tag -= keep
      told -= keep
      if (record >= 0) record = 0
    },
    end: () => {
      if (record >= 0) return false
      events.onOuter(buffer.slice(told))
      buffer = ''
      return true
    },
    held: () => buffer.length,
  }
}
