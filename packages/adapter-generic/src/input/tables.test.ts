import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../limits.ts'
import { type CsvForm, readCsv } from './csv.ts'
import { isSecretField } from './geheim.ts'

const form: CsvForm = { delimiter: ';', quote: '"', skipLines: 0 }
const rowsOf = (text: string, change: Partial<CsvForm> = {}) =>
  readCsv(text, 'x.csv', { ...form, ...change }).map(({ value, place, surplus, short }) => ({
    value: { ...value },
    at: place.at('a'),
    surplus,
    short,
  }))
const row = (value: Record<string, string>, line: number, rest = {}) => ({
  value,
  at: `x.csv:${line} (a)`,
  surplus: '',
  short: false,
  ...rest,
})

describe('readCsv', () => {
  test.each<[string, string, Partial<CsvForm>, unknown[]]>([
    ['rows with their lines', 'a;b\n1;2\n3;4', {}, [row({ a: '1', b: '2' }, 2), row({ a: '3', b: '4' }, 3)]],
    [
      'blank lines, CRLF and a last line end',
      'a;b\r\n\r\n1;2\r\n\r\n3;4\r\n',
      {},
      [row({ a: '1', b: '2' }, 3), row({ a: '3', b: '4' }, 5)],
    ],
    [
      'cells of several lines',
      'a;b\r\n"x\r\ny";2\r\n3;4',
      {},
      [row({ a: 'x\ny', b: '2' }, 2), row({ a: '3', b: '4' }, 4)],
    ],
    ['doubled quotes and delimiters inside', 'a;b\n"x ""y""; z";2', {}, [row({ a: 'x "y"; z', b: '2' }, 2)]],
    [
      'comments and lines before the header',
      'Titel\n# c\na,b\n1,2\n# d\n3,4',
      { delimiter: ',', skipLines: 1, comment: '#' },
      [row({ a: '1', b: '2' }, 4), row({ a: '3', b: '4' }, 6)],
    ],
    ['a comment sign inside of a cell', 'a;b\nx#y;2', { comment: '#' }, [row({ a: 'x#y', b: '2' }, 2)]],
    ['names where there is no header', '1;2', { columns: ['a', 'b'] }, [row({ a: '1', b: '2' }, 1)]],
    ['another quote', 'a;b\n|x;y|;2', { quote: '|' }, [row({ a: 'x;y', b: '2' }, 2)]],
    ['formulas as text', 'a;b\n=1+1;@SUM(A1)', {}, [row({ a: '=1+1', b: '@SUM(A1)' }, 2)]],
    ['too few cells', 'a;b\n1', {}, [row({ a: '1', b: '' }, 2, { short: true })]],
    ['too many cells', 'a;b\n1;2;3;;4', {}, [row({ a: '1', b: '2' }, 2, { surplus: '3 4' })]],
    ['a column without a name', 'a;\n1;2', {}, [row({ a: '1' }, 2, { surplus: '2' })]],
    ['a header alone', 'a;b\n', {}, []],
  ])('%s', (_name, text, change, expected) => {
    expect(rowsOf(text, change)).toEqual(expected)
  })

  test.each([
    ['an open quote', 'a;b\n"1;2', 'x.csv:2'],
    ['a quote in the middle', 'a;b\nx"y";2', 'x.csv:2'],
    ['a doubled name', 'a;a\n1;2', 'the column "a" stands twice'],
    ['the prototype', '__proto__;b\n1;2', 'the column "__proto__" is not allowed'],
    ['nothing', '', 'holds no header'],
    ['too many columns', `${'a;'.repeat(limits.spalten + 1)}b`, 'columns'],
    ['a record without an end', `a;b\n"${'x'.repeat(limits.csvSatz + 1)}`, 'is not CSV'],
  ])('%s is refused', (_name, text, message) => {
    expect(() => rowsOf(text)).toThrow(message)
  })

  test('names of methods are ordinary columns', () => {
    const [first] = readCsv('constructor;toString;hasOwnProperty\n1;2;3', 'x.csv', form)
    expect(Object.getPrototypeOf(first?.value)).toBeNull()
    expect({ ...first?.value }).toEqual({ constructor: '1', toString: '2', hasOwnProperty: '3' })
  })

  test('whatever is written comes back', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (cells) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
        const text = ['a;b', ...cells.map((pair) => pair.map(quoted).join(';'))].join('\n')
        const read = readCsv(text, 'x.csv', form).map(({ value }) => [value.a, value.b])
        expect(read).toEqual(cells.map((pair) => [...pair]))
      }),
    )
  })
})

test.each([
  ['password', true],
  ['Passwort', true],
  ['passwordHash', true],
  ['password_hash', true],
  ['kennwort', true],
  ['access_token', true],
  ['sessionId', true],
  ['apiKey', true],
  ['salt', true],
  ['hash', true],
  ['pin', true],
  ['PIN', true],
  ['spinne', false],
  ['Hashtag', false],
  ['Passung', false],
  ['Tätigkeit', false],
  ['kompass', false],
  ['basalt', false],
])('the field %s holds credentials: %s', (name, expected) => {
  expect(isSecretField(name)).toBe(expected)
})
