import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonFehler, parseStrictJson } from './strict-json.ts'

const limits = { tiefe: 5 }
const read = (text: string | Buffer) => parseStrictJson(Buffer.from(text), limits)

describe('parseStrictJson', () => {
  it.each([
    ['{"a":1,"b":[1,-2,0],"c":"x:y{}[]\\"\\\\"}'],
    ['{"a":{"a":{"a":{"a":{}}}}}'],
    ['[123456789012345,-123456789012345]'],
    ['"\\u00e4"'],
    [' {"a" : "1.5e3"} '],
    ['{"a":1,"A":1}'],
  ])('reads %s as JSON.parse does', (text) => {
    expect(read(text)).toEqual(JSON.parse(text))
  })

  it.each([
    ['a key twice', '{"a":1,"a":2}', 'stands twice'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}', 'stands twice'],
    ['a key twice, deep inside', '{"x":[{"y":1,"y":1}]}', '"y"'],
    ['__proto__', '{"__proto__":{}}', 'not allowed'],
    ['__proto__, escaped', '{"\\u005f_proto__":{}}', 'not allowed'],
    ['constructor.prototype', '{"constructor":{"prototype":{}}}', 'not allowed'],
    ['one level too deep', '[[[[[[1]]]]]]', 'nested deeper'],
    ['100000 levels', '['.repeat(100_000), 'nested deeper'],
    ['a fraction', '{"a":1.5}', 'integers'],
    ['an exponent', '1e400', 'integers'],
    ['16 digits', '9007199254740993', 'at most 15'],
    ['100000 digits', '9'.repeat(100_000), 'at most 15'],
    ['NaN', '{"a":NaN}', 'not valid JSON'],
    ['a comment', '{"a":1}//x', 'not valid JSON'],
    ['two documents', '{}{}', 'not valid JSON'],
    ['a byte order mark', '\uFEFF{}', 'not valid JSON'],
    ['an open string', '{"a', 'not valid JSON'],
    ['nothing', '', 'not valid JSON'],
  ])('refuses %s', (_name, text, message) => {
    expect(() => read(text)).toThrow(message)
    expect(() => read(text)).toThrow(JsonFehler)
  })

  it.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a cut sequence', [0x22, 0xc3, 0x22]],
  ])('refuses %s instead of replacing it', (_name, bytes) => {
    expect(() => read(Buffer.from(bytes))).toThrow('UTF-8')
  })

  it('accepts every value of integers and texts that JSON.stringify writes', () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed()),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    )
    const key = fc.string().filter((k) => !['__proto__', 'constructor', 'prototype'].includes(k))
    const value = fc.oneof(leaf, fc.array(leaf), fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf))))
    fc.assert(
      fc.property(value, (v) => {
        expect(read(JSON.stringify(v))).toEqual(JSON.parse(JSON.stringify(v)))
      }),
    )
  })
})
