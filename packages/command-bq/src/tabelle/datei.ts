import { readWorkbook } from '@berichtsheft/adapter-generic'
import { parse } from 'csv-parse/sync'
import { strToU8, zipSync } from 'fflate'
import { spalten, TabellenError, type Tabellenzeile } from './zeilen.ts'

/** Texts that a spreadsheet would calculate get an apostrophe before them, which is taken off again. */
const formel = /^'*[=+\-@\t\r]/
const protect = (text: string): string => (formel.test(text) ? `'${text}` : text)
const unprotect = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text)

const csvCell = (text: string): string => (/[",\n\r;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Rows as CSV (RFC 4180) in UTF-8 with a mark, as spreadsheet programs open it. */
export const writeCsv = (zeilen: readonly Tabellenzeile[]): string =>
  `\ufeff${[spalten, ...zeilen.map((zeile) => spalten.map((name) => protect(zeile[name])))].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '&#13;')

const letters = (index: number): string => String.fromCharCode(65 + index)

/** Rows as a workbook with one sheet. Every cell is a text, so nothing in it is ever calculated. */
export const writeXlsx = (zeilen: readonly Tabellenzeile[]): Uint8Array => {
  const rows = [[...spalten], ...zeilen.map((zeile) => spalten.map((name) => zeile[name]))]
  const body = rows.map((row, r) => {
    const cells = row.map((text, c) =>
      text === ''
        ? ''
        : `<c r="${letters(c)}${r + 1}" s="1" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`,
    )
    return `<row r="${r + 1}">${cells.join('')}</row>`
  })
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaging = 'http://schemas.openxmlformats.org/package/2006'
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Profil" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    // The second format is text ("@"), so that what is typed into a cell stays as it is typed.
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}"><sheetData>${body.join('')}</sheetData></worksheet>`,
  }
  // The same rows make the same bytes.
  const options = { mtime: new Date('2000-01-01T00:00:00Z') }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, [strToU8(text), options]])))
}

const toZeilen = (rows: readonly (readonly string[])[], read: (text: string) => string): Tabellenzeile[] => {
  const [head = [], ...body] = rows
  const missing = spalten.filter((name) => !head.includes(name))
  if (missing.length > 0) throw new TabellenError(`The columns ${missing.join(', ')} are missing`)
  const places = spalten.map((name) => [name, head.indexOf(name)] as const)
  return body.map(
    (row) =>
      Object.fromEntries(places.map(([name, at]) => [name, read(row[at] ?? '')])) as Record<
        (typeof spalten)[number],
        string
      >,
  )
}

/** Rows of a CSV file, with commas or semicolons. @throws TabellenError */
export const readCsv = (text: string): Tabellenzeile[] => {
  const delimiter = /^[^\n]*;/.test(text) && !/^[^\n]*,/.test(text) ? ';' : ','
  try {
    const rows = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      max_record_size: 1_000_000,
    }) as string[][]
    return toZeilen(rows, unprotect)
  } catch (cause) {
    if (cause instanceof TabellenError) throw cause
    throw new TabellenError(`is no CSV: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** Rows of the first sheet of a workbook; formulas are not calculated. @throws TabellenError, AdapterError when it is no workbook */
export const readXlsx = (bytes: Uint8Array, datei: string): Tabellenzeile[] => {
  const [sheet] = readWorkbook(bytes, datei)
  if (!sheet) throw new TabellenError('has no sheet')
  const rows = sheet.rows.map(({ cells, broken }) => {
    if (broken.length > 0) throw new TabellenError(`has formulas without a result in ${broken.join(', ')}`)
    return spalten.map((_, i) => String(cells.get(letters(i)) ?? ''))
  })
  return toZeilen(rows, (text) => text)
}
