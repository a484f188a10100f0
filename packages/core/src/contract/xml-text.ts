/** Half surrogate pairs and two code points that XML 1.0 cannot carry, as the inside of a character class. */
const noXml = '\\uD800-\\uDFFF\\uFFFE\\uFFFF'
const noLine = `\\u0000-\\u001F${noXml}`

/** Members of a string schema for text of several lines: what XML 1.0 can carry, with TAB and LF as the only control characters. */
export const xmlText = {
  pattern: `^[^\\u0000-\\u0008\\u000B-\\u001F${noXml}]*$`,
  'x-xml': { pattern: 'characters of XML 1.0' },
} as const

/** Pattern of one line of text: what XML 1.0 can carry, without control characters. */
export const xmlLine = `^[^${noLine}]*$`

/** Pattern of a JSON Pointer (RFC 6901) whose tokens XML 1.0 can carry. */
export const xmlPointer = `^(/[^${noLine}/]*)*$`
