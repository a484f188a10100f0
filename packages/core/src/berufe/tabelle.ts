import type { XmlElement } from '../xml/element-tree.ts'
import { childrenOf, findElement, GiiError, textOf } from './gii-norm.ts'

/** A cell of a table at its place: columns and rows that it covers, both ends included, counted from 0. */
export interface Zelle {
  readonly element: XmlElement
  readonly text: string
  readonly vonSpalte: number
  readonly bisSpalte: number
  readonly vonZeile: number
  readonly bisZeile: number
  /** Whether a line is drawn under it. */
  readonly hatLinie: boolean
}

/** A table as a grid (CALS model): spanned cells stand in every row that they cover. */
export interface Tabelle {
  readonly spalten: number
  /** Rows of the head, before those of the body. */
  readonly kopfzeilen: number
  /** Per row the cells that begin in it. */
  readonly zeilen: readonly (readonly Zelle[])[]
}

const maxSpalten = 60
/** Rows that all cells of a table cover together. */
const maxAbgedeckt = 30_000

const numberOf = (text: string | undefined): number => {
  const value = Number(text ?? '0')
  return Number.isInteger(value) && value >= 0 ? value : 0
}

/** Reads the grid of a `table` element. */
export const readTabelle = (table: XmlElement): Tabelle => {
  const group = findElement(table, 'tgroup')
  const specs = childrenOf(group, 'colspec')
  const spalten = Math.min(Math.max(numberOf(group?.attributes.cols), specs.length, 1), maxSpalten)
  const indexOf = new Map(
    specs.map((spec, i) => [spec.attributes.colname ?? '', numberOf(spec.attributes.colnum) || i + 1]),
  )
  const tableLine = group?.attributes.rowsep ?? table.attributes.rowsep ?? '1'
  const head = childrenOf(findElement(group, 'thead'), 'row')
  const rows = [...head, ...childrenOf(findElement(group, 'tbody'), 'row')]
  let covered = 0
  // Until which row each column is taken by a cell from above.
  const taken: number[] = Array.from({ length: spalten }, () => -1)
  const zeilen = rows.map((row, zeile) => {
    let next = 0
    return childrenOf(row, 'entry').map((entry): Zelle => {
      const { namest, nameend, colname, morerows, rowsep } = entry.attributes
      while (next < spalten && (taken[next] ?? -1) >= zeile) next += 1
      const von = Math.min((indexOf.get(namest ?? colname ?? '') ?? next + 1) - 1, spalten - 1)
      const bis = Math.min(Math.max((indexOf.get(nameend ?? colname ?? '') ?? von + 1) - 1, von), spalten - 1)
      const bisZeile = Math.min(zeile + numberOf(morerows), rows.length - 1)
      covered += bisZeile - zeile + 1
      if (covered > maxAbgedeckt) throw new GiiError(`the cells of a table cover more than ${maxAbgedeckt} rows`)
      for (let spalte = von; spalte <= bis; spalte++) taken[spalte] = Math.max(taken[spalte] ?? -1, bisZeile)
      next = bis + 1
      return {
        element: entry,
        text: textOf(entry),
        vonSpalte: von,
        bisSpalte: bis,
        vonZeile: zeile,
        bisZeile,
        hatLinie: (rowsep ?? row.attributes.rowsep ?? specs[von]?.attributes.rowsep ?? tableLine) !== '0',
      }
    })
  })
  return { spalten, kopfzeilen: head.length, zeilen }
}
