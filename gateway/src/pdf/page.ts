import type PDFDocument from 'pdfkit'
import type { Zweisprachig } from './texts.ts'
import type { Line, Style, Typesetter } from './typesetter.ts'

/** Measures of an A4 page in points. */
export const sheet = { left: 48, right: 547, top: 44, bottom: 786, footer: 804 } as const

const sheetWidth = sheet.right - sheet.left

/** Lines are this many times as high as their letters. */
const leading = 1.28

const style = (font: Style['font'], size: number, color: string): Style => ({ font, size, color })

/** The looks of the book. Contrast is at least 4.5:1 (BITV, WCAG 1.4.3). */
export const styles = {
  title: style('bold', 20, '#1d2733'),
  heading: style('bold', 13, '#1d2733'),
  section: style('bold', 10, '#1d2733'),
  body: style('regular', 9.5, '#1d2733'),
  strong: style('bold', 9.5, '#1d2733'),
  label: style('regular', 7.5, '#5b6672'),
  small: style('regular', 8, '#3c4753'),
} as const satisfies Record<string, Style>

const lineColor = '#b8c0c8'

/** Height of one line of a style, in points. */
export const lineHeight = ({ size }: Style): number => size * leading

/** Where drawing goes on, page by page. */
export interface Page {
  /** Top of what comes next, in points from the top of the page. */
  y: number
  readonly type: Typesetter
  /** Begins a page; what it continues stands at its top. */
  readonly next: (continued?: string) => void
  /** Begins a page when less than this height is left. */
  readonly reserve: (height: number) => void
  readonly rule: () => void
  /** Draws lines below each other, over as many pages as it takes. */
  readonly lines: (lines: readonly Line[], x: number) => void
  /** Draws a text over the whole width, or from `x` on. */
  readonly paragraph: (text: string, look: Style, x?: number) => void
  /** Draws a German text with its English one behind it. */
  readonly title: (words: Zweisprachig, look: Style, more?: string) => void
  /** Draws cells side by side; a row that does not fit goes on at the same columns of the next page. */
  readonly row: (cells: readonly { readonly x: number; readonly lines: readonly Line[] }[]) => void
  /** From now on pages that are begun by themselves carry this text. */
  readonly setContinued: (text: string | undefined) => void
}

/** Rows of fewer lines are kept together. */
const keepTogether = 9

/** Opens a document for drawing; the first call of `next` makes its first page. */
export const createPage = (doc: InstanceType<typeof PDFDocument>, type: Typesetter): Page => {
  let continued: string | undefined

  const next = (text?: string) => {
    doc.addPage()
    page.y = sheet.top
    if (text === undefined) return
    type.draw(firstLine(type, text, styles.label), sheet.left, page.y)
    page.y += lineHeight(styles.label)
    page.rule()
  }

  const reserve = (height: number) => {
    if (page.y + height > sheet.bottom) next(continued)
  }

  const row: Page['row'] = (cells) => {
    const count = Math.max(...cells.map(({ lines }) => lines.length))
    const heights = Array.from({ length: count }, (_, i) =>
      Math.max(...cells.map(({ lines }) => (lines[i] ? lineHeight(lines[i].style) : 0))),
    )
    if (count <= keepTogether) reserve(heights.reduce((sum, height) => sum + height, 0))
    heights.forEach((height, i) => {
      reserve(height)
      for (const { x, lines } of cells) if (lines[i]) type.draw(lines[i], x, page.y)
      page.y += height
    })
  }

  const page: Page = {
    y: sheet.top,
    type,
    next,
    reserve,
    row,
    rule: () => {
      doc.lineWidth(0.5).strokeColor(lineColor).moveTo(sheet.left, page.y).lineTo(sheet.right, page.y).stroke()
      page.y += 4
    },
    lines: (lines, x) => {
      for (const line of lines) row([{ x, lines: [line] }])
    },
    paragraph: (text, look, x = sheet.left) => page.lines(type.wrap(text, sheet.right - x, look), x),
    title: ({ de, en }, look, more) => {
      reserve(lineHeight(look) * 2)
      const german = more === undefined ? de : `${de} ${more}`
      type.draw(firstLine(type, german, look), sheet.left, page.y)
      const x = sheet.left + type.widthOf(german, look) + 6
      type.draw(firstLine(type, en, styles.label), x, page.y + (lineHeight(look) - lineHeight(styles.label)) * 0.7)
      page.y += lineHeight(look) + 2
    },
    setContinued: (text) => {
      continued = text
    },
  }
  return page
}

/** A text as one line, whatever its width. */
export const firstLine = (type: Typesetter, text: string, look: Style): Line =>
  type.wrap(text, Number.POSITIVE_INFINITY, look)[0] ?? { runs: [], style: look }

/** A label in German and English, in one small line. */
export const labelLine = (type: Typesetter, { de, en }: Zweisprachig): Line =>
  firstLine(type, `${de} · ${en}`, styles.label)

/**
 * Draws facts in columns: a small label above each value. Values that are absent are left out.
 *
 * @param columns number of columns of equal width
 */
export const drawFacts = (
  page: Page,
  facts: readonly { readonly label: Zweisprachig; readonly value: string | undefined }[],
  columns: number,
): void => {
  const known = facts.flatMap(({ label, value }) => (value === undefined || value === '' ? [] : [{ label, value }]))
  const width = sheetWidth / columns
  for (let i = 0; i < known.length; i += columns) {
    const cells = known.slice(i, i + columns).map(({ label, value }, column) => ({
      x: sheet.left + column * width,
      lines: [
        ...page.type.wrap(`${label.de} · ${label.en}`, width - 10, styles.label),
        ...page.type.wrap(value, width - 10, styles.body),
      ],
    }))
    page.row(cells)
    page.y += 5
  }
}
