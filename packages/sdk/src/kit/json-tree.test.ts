import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adapterLimits } from '../adapter-source.ts'
import { asList, asObject, asText, jsonPointer, readJsonTree, resolvePointer } from './json-tree.ts'

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('readJsonTree', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!text.includes('__proto__') && !/[0-9]{16}(?![.e0-9])/.test(text))
        expect(plain(readJsonTree(text, 'x'))).toEqual(JSON.parse(text))
      }),
    )
  })

  test.each([
    ['an empty text', '', 'x:1:1: is not JSON'],
    ['blanks', ' \n ', 'is not JSON'],
    ['half an object', '{"a": 1', 'x:1:8'],
    ['two documents', '{} {}', 'x:1:4'],
    ['a trailing comma', '[1,\n2,]', 'x:2:3'],
    ['a comment', '{"a":1 /* b */}', 'x:1:8'],
    ['single quotes', "{'a':1}", 'x:1:2'],
    ['NaN', '[NaN]', 'x:1:2'],
    ['a key twice', '{"a":1,\n"a":2}', 'x:2:1: the key "a" stands twice'],
    ['a key twice in another spelling', '{"a":1,"\\u0061":2}', 'stands twice'],
    ['the prototype', '{"__proto__":{"x":1}}', 'the key "__proto__" is not allowed'],
    ['the prototype, escaped', '{"\\u005f_proto__":{"x":1}}', 'the key "__proto__" is not allowed'],
    ['the prototype, deep', '[{"a":{"__proto__":1}}]', 'is not allowed'],
    ['a byte order mark in the middle', '[1,\ufeff2]', 'is not JSON'],
  ])('refuses %s', (_name, text, message) => {
    expect(() => readJsonTree(text, 'x')).toThrow(message)
  })

  test('the depth ends at the limit', () => {
    expect(() => readJsonTree(nested(adapterLimits.jsonTiefe), 'x')).not.toThrow()
    expect(() => readJsonTree(nested(adapterLimits.jsonTiefe + 1), 'x')).toThrow('nested deeper')
    expect(() => readJsonTree(nested(200_000), 'x')).toThrow('nested deeper')
    expect(() => readJsonTree('{"a":'.repeat(100_000), 'x')).toThrow('nested deeper')
  })

  test('numbers that a double cannot hold stay texts', () => {
    expect(readJsonTree('[9007199254740991, 9007199254740993, 12345678901234567890, 1e400, 1e21]', 'x')).toEqual([
      9007199254740991,
      '9007199254740993',
      '12345678901234567890',
      '1e400',
      1e21,
    ])
  })

  test('objects have no prototype, and nothing reaches the one of all objects', () => {
    const value = asObject(readJsonTree('{"constructor":{"prototype":{"boese":1}},"toString":"x"}', 'x'))
    expect(value && Object.getPrototypeOf(value)).toBeNull()
    expect(({} as Record<string, unknown>).boese).toBeUndefined()
  })
})

test('values are told apart', () => {
  expect(asObject([])).toBeUndefined()
  expect(asObject(null)).toBeUndefined()
  expect(asList({})).toBeUndefined()
  expect(asList([1])).toEqual([1])
  expect(asText(1)).toBeUndefined()
  expect(asText('')).toBe('')
})

test.each([
  [[], ''],
  [['a', 0, 'b'], '/a/0/b'],
  [['a/b', 'c~d', ''], '/a~1b/c~0d/'],
])('pointer of %j is %s', (path, pointer) => {
  expect(jsonPointer(path)).toBe(pointer)
})

test('a pointer leads to its value or nowhere', () => {
  const value = { a: [{ 'b/c': 1, 'd~e': null }] }
  expect(resolvePointer(value, '')).toBe(value)
  expect(resolvePointer(value, '/a/0/b~1c')).toBe(1)
  expect(resolvePointer(value, '/a/0/d~0e')).toBeNull()
  expect(resolvePointer(value, '/a/1')).toBeUndefined()
  expect(resolvePointer(value, '/a/length')).toBe(1)
  expect(resolvePointer(value, '/toString')).toBeUndefined()
})
