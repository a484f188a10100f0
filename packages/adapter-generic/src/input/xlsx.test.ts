import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { limits } from '../limits.ts'
import { makeXlsx, pack, type TestCell, workbookParts } from '../testing/make-xlsx.ts'
import { cellPlace, columnLetters, readWorkbook } from './xlsx.ts'
import { formatNumber, kindOfFormat } from './xlsx-format.ts'

const cellsOf = (
  rows: TestCell[][],
  change: (parts: Record<string, string>) => Record<string, string> = (parts) => parts,
) =>
  readWorkbook(pack(change(workbookParts({ Blatt: rows }))), 'x.xlsx').map(({ rows: found }) =>
    found.map(({ number, cells, broken }) => [number, Object.fromEntries(cells), ...broken]),
  )[0]

const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="22"/></cellXfs></styleSheet>`
const withStyles = (parts: Record<string, string>) => ({ ...parts, 'xl/styles.xml': styles })
const cell = (raw: string) => ({ raw })

describe('readWorkbook', () => {
  test('texts, numbers, booleans, gaps and empty rows', () => {
    expect(cellsOf([['a', 1, true, undefined, ' b '], [], [undefined, 2.5]])).toEqual([
      [1, { A: 'a', B: 1, C: true, E: ' b ' }],
      [3, { B: 2.5 }],
    ])
  })

  test('shared strings, also formatted ones', () => {
    const strings =
      '<sst><si><t>eins</t></si><si><r><t>zw</t></r><r><rPr><b/></rPr><t>ei</t></r><rPh><t>x</t></rPh></si></sst>'
    const rows = [[cell('<c t="s"><v>0</v></c>'), cell('<c t="s"><v>1</v></c>'), cell('<c t="s"><v>7</v></c>')]]
    expect(cellsOf(rows, (parts) => ({ ...parts, 'xl/sharedStrings.xml': strings }))).toEqual([
      [1, { A: 'eins', B: 'zwei' }],
    ])
  })

  test('days, times and durations by their format', () => {
    const rows = [
      [
        cell('<c s="1"><v>46370</v></c>'),
        cell('<c s="2"><v>46384</v></c>'),
        cell('<c s="3"><v>1.3125</v></c>'),
        cell('<c s="4"><v>0.3125</v></c>'),
        cell('<c s="5"><v>46370.75</v></c>'),
        cell('<c s="0"><v>46370</v></c>'),
        cell('<c t="d"><v>2026-12-14T00:00:00</v></c>'),
      ],
    ]
    const expected = {
      A: '2026-12-14',
      B: '2026-12-28',
      C: '31:30',
      D: '07:30',
      E: '2026-12-14 18:00',
      F: 46370,
      G: '2026-12-14',
    }
    expect(cellsOf(rows, withStyles)).toEqual([[1, expected]])
  })

  test('the calendar of 1904', () => {
    const change = (parts: Record<string, string>) => ({
      ...withStyles(parts),
      'xl/workbook.xml': (parts['xl/workbook.xml'] ?? '').replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
    })
    expect(cellsOf([[cell('<c s="1"><v>44908</v></c>')]], change)).toEqual([[1, { A: '2026-12-14' }]])
  })

  test('formulas show their stored result and are never calculated; without one, and with an error, they are reported', () => {
    const rows = [
      [
        cell('<c><f>1+1</f><v>2</v></c>'),
        cell('<c t="str"><f>HYPERLINK("http://x.example")</f><v>Ort</v></c>'),
        cell('<c><f>WEBSERVICE("http://x.example")</f></c>'),
        cell('<c t="e"><v>#REF!</v></c>'),
        '=1+1',
      ],
    ]
    expect(cellsOf(rows)).toEqual([[1, { A: 2, B: 'Ort', E: '=1+1' }, 'C', 'D']])
  })

  test('cells without a reference follow each other', () => {
    const plainRows = (parts: Record<string, string>) => ({
      ...parts,
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData></worksheet>',
    })
    expect(cellsOf([], plainRows)).toEqual([
      [1, { A: 1, B: 2 }],
      [2, { A: 3 }],
    ])
  })

  test.each<[string, Uint8Array, string]>([
    ['no archive', strToU8('kein ZIP'), 'is no ZIP archive'],
    ['nothing', new Uint8Array(), 'is no ZIP archive'],
    ['another archive', pack({ 'word/document.xml': '<a/>' }), 'is no XLSX workbook'],
    ['an old or encrypted workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 'encrypted workbook or an old .xls'],
    ['half an archive', makeXlsx({ a: [['x']] }).subarray(0, 300), 'is no ZIP archive'],
    [
      'a part that is no XML',
      pack({ ...workbookParts({ a: [] }), 'xl/worksheets/sheet1.xml': '<worksheet>' }),
      'x.xlsx/xl/worksheets/sheet1.xml:1',
    ],
    [
      'entities in a part',
      pack({ ...workbookParts({ a: [] }), 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' }),
      'document type',
    ],
    [
      'the prototype',
      pack({ ...workbookParts({ a: [] }), 'xl/workbook.xml': '<workbook><__proto__/></workbook>' }),
      '__proto__',
    ],
  ])('%s is refused', (_name, bytes, message) => {
    expect(() => readWorkbook(bytes, 'x.xlsx')).toThrow(message)
  })
})

describe('bombs', () => {
  const bomb = (size: number) =>
    pack({ ...workbookParts({ a: [] }), 'xl/worksheets/sheet1.xml': new Uint8Array(size).fill(32) })

  test.each<[string, () => Uint8Array, string]>([
    ['one file that is too large', () => bomb(limits.zipEintrag + 1), 'is larger than'],
    ['one file that is packed too densely', () => bomb(limits.zipEintrag), 'packed too densely'],
    [
      'too many files',
      () => pack(Object.fromEntries(Array.from({ length: limits.zipEintraege + 1 }, (_, index) => [`x${index}`, '']))),
      'files',
    ],
  ])('%s', (_name, make, message) => {
    const bytes = make()
    const before = process.memoryUsage().rss
    const start = performance.now()
    expect(() => readWorkbook(bytes, 'x.xlsx')).toThrow(message)
    expect(performance.now() - start).toBeLessThan(1000)
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1_048_576)
  })

  test('an archive that lies about a size is cut there and refused', () => {
    const bytes = makeXlsx({ a: Array.from({ length: 500 }, (_, index) => [`Zeile ${index}`]) })
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let offset = 0; offset < bytes.length - 46; offset++) {
      // Sizes stand in the local header (signature 03 04) and in the central directory (01 02).
      if (view.getUint32(offset, true) === 0x04034b50) view.setUint32(offset + 22, 40, true)
      if (view.getUint32(offset, true) === 0x02014b50) view.setUint32(offset + 24, 40, true)
    }
    expect(() => readWorkbook(bytes, 'x.xlsx')).toThrow()
  })
})

test.each([
  [0, undefined, 'number'],
  [14, undefined, 'date'],
  [22, undefined, 'datetime'],
  [46, undefined, 'duration'],
  [30, undefined, 'date'],
  [49, undefined, 'number'],
  [164, 'dd.mm.yyyy', 'date'],
  [164, 'TT.MM.JJJJ', 'date'],
  [164, 'yyyy\\-mm\\-dd hh:mm', 'datetime'],
  [164, 'hh:mm', 'time'],
  [164, '[hh]:mm', 'duration'],
  [164, '0.00 "Std."', 'number'],
  [164, '#,##0.00;[Red]-#,##0.00', 'number'],
  [164, '[$-407]d. mmmm yyyy', 'date'],
])('format %i %s shows a %s', (id, code, kind) => {
  expect(kindOfFormat(id, code)).toBe(kind)
})

test('a number that is no day stays a number', () => {
  expect(formatNumber(-1, 'date', 1900)).toBe(-1)
  expect(formatNumber(60, 'date', 1900)).toBe(60)
  expect(formatNumber(0.5, 'number', 1900)).toBe(0.5)
})

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (position, letters) => {
  expect(columnLetters(position)).toBe(letters)
})

test('places name the cell, or the row where no column is meant', () => {
  const place = cellPlace('x.xlsx', 'Blatt', 7, (field) => (field === 'Stunden' ? 'G' : undefined))
  expect(place.at('Stunden')).toBe('x.xlsx!Blatt!G7')
  expect(place.at('anders')).toBe('x.xlsx!Blatt!7:7')
  expect(place.at()).toBe('x.xlsx!Blatt!7:7')
})
