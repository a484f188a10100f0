import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalize } from '../kanonisch.ts'
import { type Json, parseJson, pointerToken, valueAt } from './json.ts'
import { createPruefbaum } from './pruefbaum.ts'
import { findStelle } from './stelle.ts'
import { findUnterschiede } from './unterschied.ts'

const jsonValue = () =>
  fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }).map((value) => JSON.parse(JSON.stringify(value)) as Json)

describe('differences of two values', () => {
  test.each<[string, Json, Json, string[]]>([
    ['none', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ['a leaf', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ['anders /a/c']],
    ['the whole', 1, '1', ['anders ']],
    ['a kind', { a: [] }, { a: {} }, ['anders /a']],
    ['a key that is renamed', { minuten: 1 }, { minutem: 1 }, ['fehlt /minuten', 'zusaetzlich /minutem']],
    ['keys with slashes', { 'a/b': { '~': 1 } }, { 'a/b': { '~': 2 } }, ['anders /a~1b/~0']],
    ['an entry put in', [1, 2, 3], [1, 9, 2, 3], ['zusaetzlich /1']],
    ['an entry taken out', [1, 2, 3], [1, 3], ['fehlt /1']],
    ['an entry at the end', [1, 2], [1, 2, 3], ['zusaetzlich /2']],
    ['everything taken out', [1, 2], [], ['fehlt /0', 'fehlt /1']],
    ['one changed and one put in', [1, 2, 3], [8, 9, 2, 3], ['anders /0', 'zusaetzlich /1']],
    ['an inherited name', {}, JSON.parse('{"__proto__":1}'), ['zusaetzlich /__proto__']],
    ['a missing inherited name', JSON.parse('{"constructor":1}'), {}, ['fehlt /constructor']],
  ])('%s', (_name, expected, actual, places) => {
    expect(findUnterschiede(expected, actual, 100).map(({ art, pfad }) => `${art} ${pfad}`)).toEqual(places)
  })

  test('no more places are searched than asked for', () => {
    const [expected, actual] = [Array(50).fill(1), Array(50).fill(2)]
    expect(findUnterschiede(expected, actual, 7)).toHaveLength(7)
  })

  test('two values have differences exactly when their canonical texts differ', () => {
    fc.assert(
      fc.property(jsonValue(), jsonValue(), (a, b) => {
        expect(findUnterschiede(a, b, 1).length === 0).toBe(canonicalize(a) === canonicalize(b))
        expect(findUnterschiede(a, structuredClone(a), 1)).toEqual([])
      }),
    )
  })

  test('check values differ exactly where the values do', () => {
    fc.assert(
      fc.property(jsonValue(), jsonValue(), (a, b) => {
        const trees = findUnterschiede(createPruefbaum(a), createPruefbaum(b), 1000)
        expect(trees).toEqual(findUnterschiede(a, b, 1000))
      }),
    )
  })
})

/** Which characters of a canonical text belong to which leaf, and the pointers that a hit on any other one may name. */
const segments = (value: Json, pfad = ''): { text: string; leaf?: string }[] => {
  if (Array.isArray(value)) {
    const parts = value.flatMap((child, index) => [
      ...(index > 0 ? [{ text: ',' }] : []),
      ...segments(child as Json, pfad + pointerToken(index)),
    ])
    return [{ text: '[' }, ...parts, { text: ']' }]
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value).sort()
    const parts = members.flatMap((key, index) => [
      ...(index > 0 ? [{ text: ',' }] : []),
      { text: `${JSON.stringify(key)}:` },
      ...segments((value as Record<string, Json>)[key] as Json, pfad + pointerToken(key)),
    ])
    return [{ text: '{' }, ...parts, { text: '}' }]
  }
  return [{ text: canonicalize(value), leaf: pfad }]
}

describe('the first place of a damaged text', () => {
  const value: Json = { a: [1, 'x"y', true], b: { c: null, 'd/e': '' }, f: [], g: {} }
  const tree = createPruefbaum(value)
  const text = canonicalize(value) // {"a":[1,"x\"y",true],"b":{"c":null,"d/e":""},"f":[],"g":{}}

  test('an intact text has none', () => {
    expect(findStelle(tree, text)).toBeUndefined()
  })

  test.each<[string, string, string]>([
    ['an opening brace', text.replace('{', '['), ''],
    ['a key', text.replace('"a"', '"A"'), '/a'],
    ['a colon', text.replace(':', ';'), '/a'],
    ['an opening bracket', text.replace('[', '{'), '/a'],
    ['a number', text.replace('1', '2'), '/a/0'],
    ['a digit put in', text.replace('1', '11'), '/a/0'],
    ['a comma between entries', text.replace('1,', '1;'), '/a/0'],
    ['a quote at the begin', text.replace('"x', 'xx'), '/a/1'],
    ['a quote at the end', text.replace('y"', 'yy'), '/a/1'],
    ['an escape', text.replace(String.raw`\"`, '""'), '/a/1'],
    ['a character in a text', text.replace('x', 'X'), '/a/1'],
    ['a word', text.replace('true', 'tru'), '/a/2'],
    ['a closing bracket', text.replace('true]', 'true}'), '/a'],
    ['a comma between members', text.replace('],"b"', ']."b"'), '/b'],
    ['a member taken out', text.replace('"c":null,', ''), '/b/c'],
    ['a key with a slash', text.replace('d/e', 'd-e'), '/b/d~1e'],
    ['an empty text', text.replace('""', '" "'), '/b/d~1e'],
    ['an empty array', text.replace('[]', '[1]'), '/f'],
    ['an empty object', text.replace('{}', '{"h":1}'), '/g'],
    ['the end', text.slice(0, -1), ''],
    ['more behind the end', `${text} `, ''],
    ['blanks', text.replace(',"b"', ', "b"'), '/b'],
    ['a byte order mark', `\ufeff${text}`, ''],
    ['nothing', '', ''],
  ])('%s', (_name, damaged, pfad) => {
    expect(findStelle(tree, damaged)?.pfad).toBe(pfad)
  })

  test('a hit inside of a leaf names that leaf, whatever it does to the rest', () => {
    fc.assert(
      fc.property(jsonValue(), fc.nat(), fc.string({ maxLength: 1, unit: 'binary' }), (original, position, by) => {
        const parts = segments(original)
        const whole = parts.map((part) => part.text).join('')
        expect(whole).toBe(canonicalize(original))
        const leaves = parts.flatMap((part, index) => (part.leaf === undefined ? [] : [index]))
        fc.pre(leaves.length > 0)
        const hit = leaves[position % leaves.length] as number
        const part = parts[hit] as { text: string; leaf: string }
        const at = position % part.text.length
        const damaged = part.text.slice(0, at) + by + part.text.slice(at + 1)
        fc.pre(damaged !== part.text)
        const texts = parts.map((each, index) => (index === hit ? damaged : each.text))
        expect(findStelle(createPruefbaum(original), texts.join(''))?.pfad).toBe(part.leaf)
      }),
    )
  })
})

describe('JSON of a package', () => {
  test.each<[string, Uint8Array]>([
    ['no UTF-8', Buffer.from('22ff22', 'hex')],
    ['a byte order mark', Buffer.from('\ufeff{}')],
    ['no JSON', Buffer.from('{')],
    ['nothing', Buffer.alloc(0)],
    ['33 levels', Buffer.from(`${'['.repeat(33)}1${']'.repeat(33)}`)],
    ['a million levels', Buffer.from('['.repeat(1e6) + ']'.repeat(1e6))],
  ])('%s is not read', (_name, bytes) => {
    expect(parseJson(bytes)).toBeUndefined()
  })

  test('32 levels are read', () => {
    expect(parseJson(Buffer.from(`${'['.repeat(32)}1${']'.repeat(32)}`))).toBeDefined()
  })

  test('a pointer names its value', () => {
    const value = JSON.parse('{"a":[{"b/c":{"~":1}}],"__proto__":2}')
    expect(valueAt(value, '/a/0/b~1c/~0')).toBe(1)
    expect(valueAt(value, '/__proto__')).toBe(2)
    expect(valueAt(value, '')).toBe(value)
    for (const pointer of ['/a/1', '/a/length', '/constructor', '/a/0/x'])
      expect(valueAt(value, pointer)).toBeUndefined()
  })
})
