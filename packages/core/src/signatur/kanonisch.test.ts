import { isDeepStrictEqual } from 'node:util'
import canonicalizeElsewhere from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalize, KanonischError } from './kanonisch.ts'

const jsonValue = () => fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' })

/** The same value with the members of every object in another order. */
const reorder = (value: unknown, seed: number): unknown => {
  if (Array.isArray(value)) return value.map((entry, index) => reorder(entry, seed + index))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => [key, reorder(member, seed + 1)] as const)
  const turn = entries.length === 0 ? 0 : seed % entries.length
  // fromEntries makes `__proto__` a key like others.
  return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)].reverse())
}

const fromBits = (hex: string): number => Buffer.from(hex, 'hex').readDoubleBE()

describe('canonical JSON', () => {
  test.each([
    // RFC 8785 section 3.2.2
    [
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    ],
    // RFC 8785 section 3.2.3: the order is the one of UTF-16 code units, not of code points
    [
      String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
      `{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}`,
    ],
    ['{"10":1,"9":2,"a":{},"":[]}', '{"":[],"10":1,"9":2,"a":{}}'],
    ['{"__proto__":1,"A":2,"constructor":3}', '{"A":2,"__proto__":1,"constructor":3}'],
    ['" \u007f\u2028\u2029"', '" \u007f\u2028\u2029"'],
    [String.raw`"\b\t\n\f\r\u0000\u001f"`, String.raw`"\b\t\n\f\r\u0000\u001f"`],
    ['[]', '[]'],
    ['null', 'null'],
  ])('%s', (input, expected) => {
    expect(canonicalize(JSON.parse(input))).toBe(expected)
  })

  // RFC 8785 appendix B
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('the number with the bits %s is %s', (bits, expected) => {
    expect(canonicalize(fromBits(bits))).toBe(expected)
  })

  test.each<[string, unknown, KanonischError['grund'], string]>([
    ['NaN', [1, Number.NaN], 'zahl', '/1'],
    ['infinity', { a: { 'b/c~': Number.POSITIVE_INFINITY } }, 'zahl', '/a/b~1c~0'],
    ['undefined', undefined, 'typ', ''],
    ['undefined as a member', { a: undefined }, 'typ', '/a'],
    ['a hole', Array(2), 'typ', '/0'],
    ['bigint', { a: [1n] }, 'typ', '/a/0'],
    ['a function', { toJSON: () => 1 }, 'typ', '/toJSON'],
    ['a symbol', [Symbol('s')], 'typ', '/0'],
    ['a date', { a: new Date(0) }, 'typ', '/a'],
    ['a map', new Map(), 'typ', ''],
    ['a boxed text', [Object('x')], 'typ', '/0'],
    ['a lone high surrogate', ['a\ud800'], 'zeichen', '/0'],
    ['a lone low surrogate', ['\udc00a'], 'zeichen', '/0'],
    ['surrogates in the wrong order', ['\ude00\ud83d'], 'zeichen', '/0'],
    ['a lone surrogate in a key', [{ '\ud800': 1 }], 'zeichen', '/0/\ud800'],
  ])('%s is refused with its place', (_name, value, grund, pfad) => {
    expect(() => canonicalize(value)).toThrow(KanonischError)
    expect(() => canonicalize(value)).toThrow(expect.objectContaining({ grund, pfad }))
  })

  test('256 levels are written, 257 and cycles are refused', () => {
    const nest = (depth: number): unknown => (depth === 0 ? 1 : [nest(depth - 1)])
    expect(canonicalize(nest(256))).toBe(`${'['.repeat(256)}1${']'.repeat(256)}`)
    expect(() => canonicalize(nest(257))).toThrow(expect.objectContaining({ grund: 'tiefe' }))
    const cycle: Record<string, unknown> = {}
    cycle.a = [cycle]
    expect(() => canonicalize(cycle)).toThrow(expect.objectContaining({ grund: 'tiefe' }))
  })

  test('objects without prototype are plain objects', () => {
    expect(canonicalize(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe('{"a":2,"b":1}')
  })

  test('the text means the value', () => {
    fc.assert(
      fc.property(jsonValue(), (value) => {
        const text = canonicalize(value)
        expect(isDeepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))).toBe(true)
        expect(canonicalize(JSON.parse(text))).toBe(text)
      }),
    )
  })

  test('the order of keys does not matter', () => {
    fc.assert(
      fc.property(jsonValue(), fc.nat(1000), (value, seed) => {
        expect(canonicalize(reorder(value, seed))).toBe(canonicalize(value))
      }),
    )
  })

  test('an independent implementation writes the same text', () => {
    fc.assert(
      fc.property(jsonValue(), (value) => {
        const parsed = JSON.parse(JSON.stringify(value))
        expect(canonicalize(parsed)).toBe(canonicalizeElsewhere(parsed))
      }),
    )
  })
})
