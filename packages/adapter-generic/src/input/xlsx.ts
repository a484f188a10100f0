import { AdapterError } from '@berichtsheft/sdk'
import { limits } from '../limits.ts'
import type { Place } from './record.ts'
import { isRecord } from './record.ts'
import { formatNumber, kindOfFormat, type NumberKind } from './xlsx-format.ts'
import { readXmlFile } from './xml.ts'
import { unpack } from './zip.ts'

/** A value of a cell. A formula shows its stored result; formulas are never calculated. */
export type CellValue = string | number | boolean

/** A row with at least one value; cells by the letters of their column. */
export interface SheetRow {
  readonly number: number
  readonly cells: ReadonlyMap<string, CellValue>
  /** Columns whose formula has no stored result, or an error as result. */
  readonly broken: readonly string[]
}

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly SheetRow[]
}

/** The place of a row or of one of its cells; `column` turns the name of a field into the letters of its column. */
export const cellPlace = (
  datei: string,
  sheet: string,
  row: number,
  column: (field: string) => string | undefined,
): Place => ({
  datei,
  at: (field) => {
    const letters = field === undefined ? undefined : column(field)
    return letters === undefined ? `${datei}!${sheet}!${row}:${row}` : `${datei}!${sheet}!${letters}${row}`
  },
})

/**
 * Reads the values of an XLSX workbook (ECMA-376). Only the parts that hold values are unpacked; macros, links and formulas
 * are not looked at.
 *
 * @throws AdapterError `rejected`
 */
export const readWorkbook = (bytes: Uint8Array, datei: string): Sheet[] => {
  const parts = unpack(bytes, datei, (name) =>
    /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/.test(
      name,
    ),
  )
  const part = (name: string): Readonly<Record<string, unknown>> | undefined => {
    const content = parts.get(name)
    if (!content) return undefined
    const { value } = readXmlFile(content, `${datei}/${name}`)
    return isRecord(value) ? value : {}
  }
  const workbook = part('xl/workbook.xml')
  if (!workbook) throw new AdapterError('rejected', 'is no XLSX workbook', { stelle: datei })
  const targets = new Map(
    children(part('xl/_rels/workbook.xml.rels'), 'Relationship').map((relation) => [
      textOf(relation['@Id']),
      textOf(relation['@Target']).replace(/^\/?(?:xl\/)?/, 'xl/'),
    ]),
  )
  const context: WorkbookContext = {
    strings: children(part('xl/sharedStrings.xml'), 'si').map(richText),
    kinds: readKinds(part('xl/styles.xml')),
    calendar: /^(?:1|true)$/.test(textOf(inner(workbook, 'workbookPr')?.['@date1904'])) ? 1904 : 1900,
  }
  return children(inner(workbook, 'sheets'), 'sheet').flatMap((sheet) => {
    const name = textOf(sheet['@name'])
    const content = part(targets.get(textOf(sheet['@id'])) ?? '')
    return content ? [{ name, rows: readRows(content, context, `${datei}!${name}`) }] : []
  })
}

interface WorkbookContext {
  readonly strings: readonly string[]
  readonly kinds: readonly NumberKind[]
  readonly calendar: 1900 | 1904
}

type Node = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const inner = (node: Node | undefined, name: string): Node | undefined => children(node, name)[0]

/** Child elements of a name as objects; one with text alone has it as `#text`. */
const children = (node: Node | undefined, name: string): Node[] => {
  const value = node?.[name]
  const list: unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return list.map((item) => (isRecord(item) ? item : { '#text': item }))
}

/** The text of a string item, whole or in formatted runs; phonetic hints (`rPh`) do not belong to it. */
const richText = (item: Node): string => {
  const runs = children(item, 'r')
  return (runs.length > 0 ? runs : [item]).map((run) => textOf(inner(run, 't')?.['#text'])).join('')
}

const readKinds = (styles: Node | undefined): NumberKind[] => {
  const codes = new Map(
    children(inner(styles, 'numFmts'), 'numFmt').map((format) => [
      textOf(format['@numFmtId']),
      textOf(format['@formatCode']),
    ]),
  )
  return children(inner(styles, 'cellXfs'), 'xf').map((format) => {
    const id = textOf(format['@numFmtId'])
    return kindOfFormat(Number(id), codes.get(id))
  })
}

const readRows = (sheet: Node, context: WorkbookContext, stelle: string): SheetRow[] => {
  const rows = children(inner(sheet, 'sheetData'), 'row')
  if (rows.length > limits.zeilen)
    throw new AdapterError('rejected', `holds more than ${limits.zeilen} rows`, { stelle })
  return rows.flatMap((row, index) => {
    const number = Number(textOf(row['@r'])) || index + 1
    const cells = new Map<string, CellValue>()
    const broken: string[] = []
    for (const [position, cell] of children(row, 'c').entries()) {
      const letters = /^[A-Z]{1,3}/.exec(textOf(cell['@r']))?.[0] ?? columnLetters(position)
      const value = readCell(cell, context)
      if (value === undefined) {
        if (cell.f !== undefined || cell['@t'] === 'e') broken.push(letters)
      } else cells.set(letters, value)
    }
    if (cells.size > limits.spalten)
      throw new AdapterError('rejected', `holds more than ${limits.spalten} columns`, { stelle })
    return cells.size > 0 || broken.length > 0 ? [{ number, cells, broken }] : []
  })
}

const readCell = (cell: Node, { strings, kinds, calendar }: WorkbookContext): CellValue | undefined => {
  const type = textOf(cell['@t']) || 'n'
  const value = textOf(inner(cell, 'v')?.['#text'])
  if (type === 'inlineStr') return emptyToUndefined(richText(inner(cell, 'is') ?? {}))
  if (type === 'e' || value === '') return undefined
  if (type === 's') return emptyToUndefined(strings[Number(value)] ?? '')
  if (type === 'b') return value === '1'
  if (type === 'd') return value.slice(0, 10)
  if (type !== 'n') return value
  const number = Number(value)
  return Number.isFinite(number)
    ? formatNumber(number, kinds[Number(textOf(cell['@s']) || 0)] ?? 'number', calendar)
    : undefined
}

const emptyToUndefined = (text: string): string | undefined => (text === '' ? undefined : text)

/** Letters of a column from its position, from 0. */
export const columnLetters = (position: number): string => {
  let letters = ''
  for (let rest = position + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}
