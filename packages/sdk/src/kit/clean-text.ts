/** A text as the contract takes it, and what had to change. */
export interface CleanText {
  readonly text: string
  /** Characters that XML 1.0 cannot carry were taken out. */
  readonly entfernt: number
}

/** C0 controls except TAB and LF, lone surrogates, U+FFFE and U+FFFF. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not get through
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * A free text with LF as line end, without blanks at its ends and at the ends of its lines, and without characters that the
 * contract refuses. Nothing else changes: Unicode stays in its normal form, emoji and bidi marks stay.
 */
export const cleanText = (text: string): CleanText => {
  const lines = text.replace(/\r\n?/g, '\n')
  let entfernt = 0
  const allowed = lines.replace(forbidden, () => {
    entfernt += 1
    return ''
  })
  const trimmed = allowed
    .split('\n')
    .map(trimLineEnd)
    .join('\n')
    .replace(/^[ \t\n]+/, '')
    .trimEnd()
  return { text: trimmed, entfernt }
}

/** Not a regular expression: those need quadratic time for long runs of blanks. */
const trimLineEnd = (line: string): string => {
  let end = line.length
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1
  return line.slice(0, end)
}

/** A text on one line: line ends and tabs become blanks, several blanks one. */
export const cleanLine = (text: string): CleanText => {
  const { text: cleaned, entfernt } = cleanText(text)
  return { text: cleaned.replace(/\s+/g, ' ').trim(), entfernt }
}
