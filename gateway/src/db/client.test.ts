import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitServerOptions } from './client.ts'
import { columnTypes, readInt8 } from './types.ts'

describe('the server options of an address', () => {
  test.each([
    ['postgres://u:p@h:5432/d', 'postgres://u:p@h:5432/d', ''],
    ['postgres://u:p@h/d?sslmode=require', 'postgres://u:p@h/d?sslmode=require', ''],
    ['postgres://u:p@h/d?options=-c%20search_path%3Da', 'postgres://u:p@h/d', '-c search_path=a'],
    ['postgres://u:p@h/d?options=-c+a=b&sslmode=require', 'postgres://u:p@h/d?sslmode=require', '-c a=b'],
    ['postgres://u:p@h/d?sslmode=require&options=-c%20a%3Db&x=y', 'postgres://u:p@h/d?sslmode=require&x=y', '-c a=b'],
    ['postgres://u:p@h/d?options=', 'postgres://u:p@h/d', ''],
    ['postgres://u:p@h/d?myoptions=1', 'postgres://u:p@h/d?myoptions=1', ''],
    ['postgres://u@/d?host=/var/run/postgresql', 'postgres://u@/d?host=/var/run/postgresql', ''],
  ])('%s', (address, url, options) => {
    expect(splitServerOptions(address)).toEqual({ url, options })
  })
})

describe('reading an int8', () => {
  test.each([
    ['0', 0],
    ['-1', -1],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740991', -9_007_199_254_740_991],
    ['-9007199254740992', '-9007199254740992'],
    ['9223372036854775807', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
  ])('%s', (text, value) => {
    expect(readInt8(text)).toBe(value)
  })

  test('never changes a value', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        (value) => BigInt(readInt8(String(value))) === value,
      ),
    )
  })
})

describe('reading a column', () => {
  test.each([
    [1082, '2026-02-29', '2026-02-29'],
    [1082, 'infinity', 'infinity'],
    [1182, '{2026-01-01,NULL}', ['2026-01-01', null]],
    [1016, '{1,NULL,9223372036854775807}', [1, null, '9223372036854775807']],
    [23, '7', 7],
    [1700, '0.10', '0.10'],
    [1184, '2026-01-01 00:00:00+00', new Date('2026-01-01T00:00:00Z')],
  ])('type %i: %s', (oid, text, value) => {
    expect(columnTypes.getTypeParser(oid)(text)).toEqual(value)
  })
})
