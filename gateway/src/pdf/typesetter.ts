import type PDFDocument from 'pdfkit'
import { type Coverage, type FontName, fontFiles, type Run, splitGraphemes, splitRuns } from './fonts.ts'

/** How a text looks: weight, size in points, colour. */
export interface Style {
  readonly font: 'regular' | 'bold'
  readonly size: number
  readonly color: string
}

/** One line of text that fits a width. */
export interface Line {
  readonly runs: readonly Run[]
  readonly style: Style
}

/** Measures, breaks and draws text in the fonts of the document. */
export interface Typesetter {
  /** Breaks a text into lines of at most `width` points; line breaks of the text are kept. */
  readonly wrap: (text: string, width: number, style: Style) => Line[]
  readonly widthOf: (text: string, style: Style) => number
  /** Draws a line whose top is at `y`. */
  readonly draw: (line: Line, x: number, y: number) => void
  /** Characters so far that no font could draw. */
  readonly countMissing: () => number
}

/** The parts of pdfkit's document whose fonts we ask what they cover; they are not in its types. */
interface OpenedFont {
  readonly _font: { readonly font: { readonly hasGlyphForCodePoint: (codePoint: number) => boolean } }
}

const tabWidth = '    '
/** A word, blanks, or the end of a part that may stand at the end of a line. */
const tokens = / +|[^ \-/]+[-/]*|[-/]+/gu

/**
 * Answers the typesetter of a document. Fonts are named by their files: pdfkit would open a registered font anew at every
 * change of font once the same file was opened under another name.
 */
export const createTypesetter = (doc: InstanceType<typeof PDFDocument>): Typesetter => {
  let missing = 0
  const coverage = createCoverage(doc)
  // Widths grow with the size, so each text is measured once, at 1000 points.
  const widths = new Map<string, number>()

  const measure = ({ font, text }: Run): number => {
    const key = `${font}${text}`
    const known = widths.get(key)
    if (known !== undefined) return known
    const width = doc.font(fontFiles[font]).fontSize(1000).widthOfString(text)
    widths.set(key, width)
    return width
  }

  const runsOf = (text: string, { font }: Style): Run[] =>
    splitRuns(text, font, coverage, () => {
      missing++
    })

  const widthOf = (text: string, style: Style): number => {
    const before = missing
    const width = runsOf(text, style).reduce((sum, run) => sum + measure(run), 0)
    missing = before
    return (width * style.size) / 1000
  }

  const wrapParagraph = (text: string, width: number, style: Style): string[] => {
    if (widthOf(text, style) <= width) return [text]
    const lines: string[] = []
    let line = ''
    let used = 0
    const flush = () => {
      lines.push(line.trimEnd())
      line = ''
      used = 0
    }
    for (const token of text.match(tokens) ?? []) {
      const blank = token.startsWith(' ')
      // Blanks may hang over the end of a line, and none begins the next one.
      if (blank && line === '' && lines.length > 0) continue
      const needed = widthOf(token, style)
      if (!blank && line !== '' && used + needed > width) flush()
      for (const part of !blank && needed > width ? breakWord(token, width, style) : [token]) {
        if (!blank && line !== '' && used + widthOf(part, style) > width) flush()
        line += part
        used += widthOf(part, style)
      }
    }
    if (line.trim() !== '' || lines.length === 0) flush()
    return lines
  }

  /** A word that is longer than a line is cut between characters. */
  const breakWord = (word: string, width: number, style: Style): string[] => {
    const parts: string[] = []
    let part = ''
    for (const grapheme of splitGraphemes(word)) {
      if (part !== '' && widthOf(part + grapheme, style) > width) {
        parts.push(part)
        part = ''
      }
      part += grapheme
    }
    return part === '' ? parts : [...parts, part]
  }

  return {
    wrap: (text, width, style) =>
      text
        .replaceAll('\t', tabWidth)
        .split('\n')
        .flatMap((paragraph) => wrapParagraph(paragraph, width, style))
        .map((line) => ({ runs: runsOf(line, style), style })),
    widthOf,
    draw: ({ runs, style }, x, y) => {
      let at = x
      for (const run of runs) {
        doc
          .font(fontFiles[run.font])
          .fontSize(style.size)
          .fillColor(style.color)
          .text(run.text, at, y, { lineBreak: false })
        at += (measure(run) * style.size) / 1000
      }
    },
    countMissing: () => missing,
  }
}

const createCoverage = (doc: InstanceType<typeof PDFDocument>): Coverage => {
  const known = new Map<string, boolean>()
  const opened = new Map<FontName, OpenedFont['_font']['font']>()
  const open = (name: FontName) => {
    const font = opened.get(name) ?? (doc.font(fontFiles[name]) as unknown as OpenedFont)._font.font
    opened.set(name, font)
    return font
  }
  return {
    has: (font, codePoint) => {
      const key = `${font}${codePoint}`
      const answer = known.get(key) ?? open(font).hasGlyphForCodePoint(codePoint)
      known.set(key, answer)
      return answer
    },
  }
}
