import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AdapterError } from '../adapter-error.ts'
import { checkContract } from '../schema-check.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { decodeText } from './decode.ts'
import { toFremdId } from './fremd-id.ts'
import { parsePerson, personOfParts } from './person.ts'

describe('cleanText', () => {
  test.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd', 0],
    ['  a  \n\n  b \t', 'a\n\n  b', 0],
    ['\n\n a', 'a', 0],
    ['a\u0000b\u0007c\u001fd', 'abcd', 3],
    ['a\tb', 'a\tb', 0],
    ['a\ud800b', 'ab', 1],
    ['🙏 e\u0301 \u200f', '🙏 e\u0301 \u200f', 0],
    ['\u00a0a\u00a0', '\u00a0a', 0],
    ['', '', 0],
  ])('%j', (input, text, entfernt) => {
    expect(cleanText(input)).toEqual({ text, entfernt })
  })

  test('whatever comes in, the contract takes what comes out, and a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (input) => {
        const { text } = cleanText(input)
        expect(checkContract('Text', text)).toEqual([])
        expect(cleanText(text)).toEqual({ text, entfernt: 0 })
        const line = cleanLine(input).text
        if (line !== '') expect(checkContract('Bezeichnung', line)).toEqual([])
      }),
    )
  })

  test('long runs of blanks take no time', () => {
    const start = performance.now()
    cleanText(`a${' '.repeat(200_000)}b`)
    cleanText(`a${'\n \n'.repeat(100_000)}b`)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('decodeText', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values)

  test.each([
    ['UTF-8', bytes(0xc3, 0xbc), ['utf-8'], 'ü', 'utf-8'],
    ['UTF-8 with a byte order mark', bytes(0xef, 0xbb, 0xbf, 0x61), ['utf-8'], 'a', 'utf-8'],
    ['windows-1252 as the second try', bytes(0xfc, 0x80), ['utf-8', 'windows-1252'], 'ü€', 'windows-1252'],
    ['ISO 8859-15', bytes(0xa4), ['iso-8859-15'], '€', 'iso-8859-15'],
    ['UTF-16', bytes(0xff, 0xfe, 0x61, 0), ['utf-16le'], 'a', 'utf-16le'],
  ] as const)('%s', (_name, input, candidates, text, encoding) => {
    expect(decodeText(input, candidates, 'x')).toEqual({ text, encoding })
  })

  test.each([
    ['a wrong byte', bytes(0x61, 0xfc)],
    ['an overlong form', bytes(0xc0, 0xaf)],
    ['a surrogate', bytes(0xed, 0xa0, 0x80)],
    ['half a character', bytes(0xe2, 0x82)],
  ])('%s is refused, never replaced', (_name, input) => {
    expect(() => decodeText(input, ['utf-8'], 'x.json')).toThrow(AdapterError)
    expect(() => decodeText(input, ['utf-8'], 'x.json')).toThrow('x.json: holds bytes that are not valid utf-8')
  })
})

test.each([
  ['Friesecke, Jette', 'familyFirst', { name: 'Jette Friesecke', vorname: 'Jette', familienname: 'Friesecke' }],
  [
    'von der Tann, Ben Ali',
    'familyFirst',
    { name: 'Ben Ali von der Tann', vorname: 'Ben Ali', familienname: 'von der Tann' },
  ],
  ['Jette Friesecke', 'familyFirst', { name: 'Jette Friesecke' }],
  ['Friesecke, Jette, Dr.', 'familyFirst', { name: 'Friesecke, Jette, Dr.' }],
  ['Friesecke,', 'familyFirst', { name: 'Friesecke,' }],
  ['Ben Ali Özgür', 'full', { name: 'Ben Ali Özgür' }],
  [' Ida\n Müllerschön ', 'full', { name: 'Ida Müllerschön' }],
  ['  ', 'full', undefined],
] as const)('name %j as %s', (text, form, expected) => {
  expect(parsePerson(text, form)).toEqual(expected)
})

test.each([
  ['Nele', 'Überschär', { name: 'Nele Überschär', vorname: 'Nele', familienname: 'Überschär' }],
  ['', 'Überschär', { name: 'Überschär', familienname: 'Überschär' }],
  ['Nele', undefined, { name: 'Nele', vorname: 'Nele' }],
  [undefined, ' ', undefined],
])('name of parts %j and %j', (vorname, familienname, expected) => {
  expect(personOfParts(vorname, familienname)).toEqual(expected)
})

describe('toFremdId', () => {
  test.each([
    ['azubi-4711/2026-12-14', 'azubi-4711/2026-12-14'],
    ['a b', 'a%20b'],
    ['100%', '100%25'],
    ['Müller', 'M%C3%BCller'],
    ['', undefined],
    ['x'.repeat(128), 'x'.repeat(128)],
    ['x'.repeat(129), undefined],
  ])('%j is %j', (text, expected) => expect(toFremdId(text)).toBe(expected))

  test('different texts keep different keys that the contract takes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (text) => {
        const key = toFremdId(text)
        if (key === undefined) return
        expect(checkContract('FremdId', key)).toEqual([])
        expect(decodeURIComponent(key)).toBe(text.toWellFormed())
      }),
    )
  })
})
