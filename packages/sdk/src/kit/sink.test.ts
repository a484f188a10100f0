import { describe, expect, test } from 'vitest'
import { quoteValue, shorten, toBemerkung } from '../bemerkung.ts'
import { checkContract } from '../schema-check.ts'
import { makeSink } from './sink.ts'

const befund = (text: string) => ({ schwere: 'hinweis' as const, text, textEnglisch: `en ${text}` })

describe('makeSink', () => {
  test('keeps the order, and makes one remark of equal ones about one report', () => {
    const sink = makeSink()
    sink.add('a:1', befund('x.'), 'r1')
    sink.add('a:2', befund('y.'))
    sink.add('a:3', befund('x.'), 'r1')
    sink.add('a:4', befund('x.'), 'r2')
    sink.add('a:1', befund('x.'), 'r1')
    expect(sink.take().map(({ bemerkung }) => bemerkung)).toEqual([
      { schwere: 'hinweis', stelle: 'a:1', text: 'x. (Auch: a:3)', textEnglisch: 'en x. (Also: a:3)', fremdId: 'r1' },
      { schwere: 'hinweis', stelle: 'a:2', text: 'y.', textEnglisch: 'en y.' },
      { schwere: 'hinweis', stelle: 'a:4', text: 'x.', textEnglisch: 'en x.', fremdId: 'r2' },
    ])
    expect(sink.take()).toEqual([])
  })

  test('loses no place, however many there are', () => {
    const sink = makeSink()
    for (let line = 1; line <= 45; line++) sink.add(`a:${line}`, befund('x.'))
    const said = sink.take().map(({ bemerkung }) => `${bemerkung.stelle} ${bemerkung.text}`)
    expect(said).toHaveLength(3)
    const places = said.join(' ').match(/a:[0-9]+/g)
    expect(new Set(places).size).toBe(45)
  })
})

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['ab🙏d', 4, 'ab…'],
  ['ab🙏d', 5, 'ab🙏d'],
])('%s cut to %i is %s', (text, length, expected) => {
  expect(shorten(text, length)).toBe(expected)
})

test.each([
  ['eins\nzwei', 'eins zwei'],
  [{ a: 1 }, '{"a":1}'],
  [undefined, 'undefined'],
  ['x'.repeat(61), `${'x'.repeat(59)}…`],
])('the value %j is quoted as %s', (value, expected) => {
  expect(quoteValue(value)).toBe(expected)
})

test('a remark fits the contract, whatever it is about', () => {
  const hostile = `a\u0000\r\n${'x'.repeat(30_000)}🙏`
  expect(
    checkContract('Bemerkung', toBemerkung(hostile, { schwere: 'fehler', text: hostile, textEnglisch: hostile })),
  ).toEqual([])
  expect(checkContract('Bemerkung', toBemerkung('', { schwere: 'fehler', text: '', textEnglisch: '' }))).toEqual([])
})
