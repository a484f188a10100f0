import type PDFDocument from 'pdfkit'
import { firstLine, lineHeight, type Page, sheet, styles } from './page.ts'
import type { Zweisprachig } from './texts.ts'
import type { Line, Style } from './typesetter.ts'

type Doc = InstanceType<typeof PDFDocument>
type Element = ReturnType<Doc['struct']>

/** A fact: what it is called and its value; without one it is shown as empty. */
export interface Angabe {
  readonly label: Zweisprachig
  readonly value: string | undefined
}

/** A table: heads of its columns with their shares of the width, and the cells of its rows. */
export interface Tabelle {
  readonly spalten: readonly { readonly label: Zweisprachig; readonly anteil: number }[]
  readonly zeilen: readonly (readonly (string | undefined)[])[]
}

/** What stands where nothing was filled in. */
export const leer = '—'

/** Draws parts of a document so that reading programs know what they are (PDF 32000-1, 14.8). */
export interface TaggedPage {
  readonly heading: (level: 'H1' | 'H2', words: Zweisprachig) => void
  /** A clause: its heading, without English. */
  readonly clause: (text: string, more: string) => void
  readonly paragraph: (text: string, look: Style) => void
  /** What a table is about; kept together with its first row. */
  readonly caption: (words: Zweisprachig) => void
  readonly gap: (points: number) => void
  readonly facts: (angaben: readonly Angabe[], columns: number) => void
  readonly table: (tabelle: Tabelle) => void
  /** Lines to sign on: below each what belongs there. */
  readonly signatures: (namen: readonly string[], place: Zweisprachig, signature: Zweisprachig) => void
  /** A code for machines, with what it says as text below it. */
  readonly code: (modules: readonly (readonly boolean[])[], alt: Zweisprachig, says: string) => void
  /** What is no content: footers of all pages. */
  readonly footers: (left: string, right: (page: number, of: number) => string) => void
}

const width = sheet.right - sheet.left
const lineColor = '#b8c0c8'
const gap = 10
/** Width of a code for machines in points: at 200 dots per inch some five for each of its modules. */
const codeWidth = 96
const captionStyle: Style = { ...styles.small, font: 'bold' }

/** Characters of a value that is drawn over the whole width, because a cell does not go on at the next page. */
const longFact = 700

/** A label in German and English; once where both are the same. */
const bothLanguages = ({ de, en }: Zweisprachig): string => (de === en ? de : `${de} · ${en}`)

const heightOf = (lines: readonly Line[]): number => lines.reduce((sum, { style }) => sum + lineHeight(style), 0)

/** Opens tagged drawing on a page; everything that is drawn through it is part of the structure. */
export const createTaggedPage = (doc: Doc, page: Page): TaggedPage => {
  const root = doc.struct('Document')
  doc.addStructure(root)
  const { type } = page

  const group = (parent: Element, name: string): Element => {
    const element = doc.struct(name)
    parent.add(element)
    return element
  }
  const leaf = (parent: Element, name: string, draw: () => void) => {
    const element = group(parent, name)
    element.add(draw)
    element.end()
  }
  const artifact = (draw: () => void) => {
    doc.markContent('Artifact', { type: 'Layout' })
    draw()
    doc.endMarkedContent()
  }
  const rule = (y: number, from: number = sheet.left, to: number = sheet.right) =>
    artifact(() => doc.lineWidth(0.5).strokeColor(lineColor).moveTo(from, y).lineTo(to, y).stroke())

  const drawLines = (lines: readonly Line[], x: number, top: number) => {
    let y = top
    for (const line of lines) {
      type.draw(line, x, y)
      y += lineHeight(line.style)
    }
  }

  /** Cells side by side, each an element of its own. Cells are never higher than a page: long texts are paragraphs. */
  const row = (parent: Element, name: string, cells: readonly { readonly x: number; readonly lines: Line[] }[]) => {
    const height = Math.max(...cells.map(({ lines }) => heightOf(lines)))
    page.reserve(height)
    for (const { x, lines } of cells) leaf(parent, name, () => drawLines(lines, x, page.y))
    page.y += height
  }

  /** A text of any length: one element whose parts stand on as many pages as it takes. */
  const paragraph = (text: string, look: Style) => {
    const element = group(root, 'P')
    for (let lines = type.wrap(text, width, look); lines.length > 0; ) {
      page.reserve(lineHeight(look))
      const part = lines.slice(0, Math.max(1, Math.floor((sheet.bottom - page.y) / lineHeight(look))))
      element.add(() => drawLines(part, sheet.left, page.y))
      page.y += heightOf(part)
      lines = lines.slice(part.length)
    }
    element.end()
  }

  return {
    heading: (level, words) => {
      const look = level === 'H1' ? styles.title : styles.section
      page.reserve(120)
      page.y += level === 'H1' ? 0 : 8
      leaf(root, level, () => page.title(words, look))
      rule(page.y - 1)
      page.y += 4
    },
    clause: (text, more) => {
      page.reserve(lineHeight(styles.strong) * 4)
      page.y += 5
      leaf(root, 'H3', () => {
        type.draw(firstLine(type, text, styles.strong), sheet.left, page.y)
        const x = sheet.left + type.widthOf(text, styles.strong) + 6
        type.draw(firstLine(type, more, styles.label), x, page.y + 1.5)
        page.y += lineHeight(styles.strong)
      })
    },
    paragraph,
    caption: (words) => {
      page.reserve(lineHeight(styles.body) * 6)
      page.y += 3
      leaf(root, 'P', () => {
        type.draw(firstLine(type, words.de, captionStyle), sheet.left, page.y)
        const x = sheet.left + type.widthOf(words.de, captionStyle) + 5
        if (words.en !== words.de) type.draw(firstLine(type, words.en, styles.label), x, page.y + 0.6)
      })
      page.y += lineHeight(captionStyle) + 2
    },
    gap: (points) => {
      page.y += points
    },
    facts: (angaben, columns) => {
      const column = width / columns
      const isLong = ({ value = '' }: Angabe) => value.length > longFact
      const short = angaben.filter((one) => !isLong(one))
      for (let i = 0; i < short.length; i += columns) {
        const cells = short.slice(i, i + columns).map(({ label, value = leer }, at) => ({
          x: sheet.left + at * column,
          lines: [
            ...type.wrap(bothLanguages(label), column - gap, styles.label),
            ...type.wrap(value === '' ? leer : value, column - gap, styles.body),
          ],
        }))
        row(root, 'P', cells)
        page.y += 4
      }
      for (const { label, value = leer } of angaben.filter(isLong)) {
        paragraph(bothLanguages(label), styles.label)
        paragraph(value, styles.body)
        page.y += 4
      }
    },
    table: ({ spalten, zeilen }) => {
      const parts = spalten.reduce((sum, { anteil }) => sum + anteil, 0)
      const xs = spalten.map(
        (_, i) => sheet.left + (width * spalten.slice(0, i).reduce((sum, { anteil }) => sum + anteil, 0)) / parts,
      )
      const cellsOf = (texts: readonly (string | undefined)[], look: Style) =>
        xs.map((x, i) => ({
          x,
          lines: type.wrap(texts[i] ?? leer, (xs[i + 1] ?? sheet.right) - x - gap, look),
        }))
      const table = group(root, 'Table')
      page.reserve(lineHeight(styles.body) * 4)
      const head = group(table, 'TR')
      row(
        head,
        'TH',
        cellsOf(
          spalten.map(({ label }) => bothLanguages(label)),
          styles.label,
        ),
      )
      head.end()
      for (const zeile of zeilen.length === 0 ? [[]] : zeilen) {
        rule(page.y + 1)
        page.y += 3
        const line = group(table, 'TR')
        row(line, 'TD', cellsOf(zeile, styles.body))
        line.end()
      }
      table.end()
      page.y += 5
    },
    signatures: (namen, place, signature) => {
      for (const name of namen) {
        page.reserve(58)
        page.y += 32
        const middle = sheet.left + 200
        rule(page.y, sheet.left, middle - gap)
        rule(page.y, middle)
        page.y += 3
        row(root, 'P', [
          { x: sheet.left, lines: type.wrap(`${place.de} · ${place.en}`, 190, styles.label) },
          {
            x: middle,
            lines: type.wrap(`${signature.de} · ${signature.en}: ${name}`, sheet.right - middle, styles.label),
          },
        ])
      }
    },
    code: (modules, alt, says) => {
      const dot = codeWidth / modules.length
      const text = type.wrap(says, width, styles.label)
      page.reserve(codeWidth + heightOf(text) + 4)
      const [x, top] = [sheet.left, page.y]
      const figure = doc.struct('Figure', { alt: bothLanguages(alt) })
      root.add(figure)
      figure.add(() => {
        modules.forEach((row, y) => {
          for (let from = 0; from < row.length; from++) {
            if (!row[from]) continue
            let to = from
            while (row[to]) to++
            doc.rect(x + from * dot, top + y * dot, (to - from) * dot, dot)
            from = to
          }
        })
        doc.fill('#000000')
      })
      figure.end()
      page.y += codeWidth + 4
      leaf(root, 'P', () => drawLines(text, sheet.left, page.y))
      page.y += heightOf(text) + 4
    },
    footers: (left, right) => {
      root.end()
      const { start, count } = doc.bufferedPageRange()
      for (let i = 0; i < count; i++) {
        doc.switchToPage(start + i)
        const text = right(i + 1, count)
        doc.markContent('Artifact', { type: 'Pagination' })
        type.draw(firstLine(type, left, styles.label), sheet.left, sheet.footer)
        type.draw(firstLine(type, text, styles.label), sheet.right - type.widthOf(text, styles.label), sheet.footer)
        doc.endMarkedContent()
      }
      doc.switchToPage(start + count - 1)
    },
  }
}
