import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import { limits } from '../limits.ts'
import { compileExpression, ExpressionError } from './compile.ts'
import { builtInFunctions, forbiddenFunctions, ownFunctions } from './names.ts'

const none = new Set<string>()
const run = (source: string, record: unknown = {}, bindings: Record<string, unknown> = {}) =>
  compileExpression(source, new Set(Object.keys(bindings))).evaluate(record, bindings)

test('the lists of functions are those of the library', async () => {
  for (const name of [...builtInFunctions, ...forbiddenFunctions]) {
    expect(await jsonata(`$exists($${name})`).evaluate({}), name).toBe(true)
  }
  for (const name of ownFunctions) expect(await jsonata(`$exists($${name})`).evaluate({}), name).toBe(false)
})

test.each([
  ['a.b', { a: { b: 1 } }, 1],
  ['Tätigkeit', { Tätigkeit: 'Ablage' }, 'Ablage'],
  ['`geprüft am`', { 'geprüft am': 'heute' }, 'heute'],
  ['list[x > 1].x', { list: [{ x: 1 }, { x: 2 }, { x: 3 }] }, [2, 3]],
  ['missing', {}, undefined],
  ['constructor', {}, undefined],
  ['toString', {}, undefined],
  ['function($x){$x}', {}, undefined],
])('%s', async (source, record, expected) => {
  expect(await run(source, record)).toEqual(expected)
})

describe('guards', () => {
  test.each([
    ['$eval("1")', 0],
    ['1 + $random()', 4],
    ['$map([1], function($x){ $now() })', 24],
    ['$shuffle([1,2])', 0],
    ['($f := $eval; $f("1"))', 7],
  ])('%s is refused when it is compiled', (source, offset) => {
    const refused = () => compileExpression(source, none)
    expect(refused).toThrow(ExpressionError)
    try {
      refused()
    } catch (error) {
      expect(error).toMatchObject({ offset })
    }
  })

  test('an unknown variable is refused, a local one is not', () => {
    expect(() => compileExpression('$a', none)).toThrow('there is no variable $a')
    for (const source of ['($a := 1; $a)', 'function($a){$a}', 'x@$a.$a', 'x#$a.$a', '$', '$$']) {
      expect(() => compileExpression(source, none), source).not.toThrow()
    }
  })

  test.each([
    ['endless recursion', '($f := function($n){$f($n) + 1}; $f(1))'],
    ['an endless tail call', '($f := function($n){$f($n)}; $f(1))'],
    ['a huge list', '$sum([1..9999999])'],
    ['a list that grows', '$reduce([1..30], function($a, $b){$append($a, $a)}, [1,2])'],
  ])('%s ends', async (_name, source) => {
    const start = performance.now()
    await expect(run(source)).rejects.toThrow()
    expect(performance.now() - start).toBeLessThan(limits.ausdruckZeit + 2000)
  })

  test('an expression cannot change the record', async () => {
    const record = Object.freeze({ a: Object.freeze({ b: 1 }) })
    await run('$ ~> |a|{"b": 2}|', record).catch(() => undefined)
    expect(record.a.b).toBe(1)
  })

  test('errors of the library are errors here', async () => {
    await expect(run('1 + "x"')).rejects.toThrow('must evaluate to a number')
    await expect(run('$error("so nicht")')).rejects.toThrow('so nicht')
  })
})

test.each([
  ['a', ['a']],
  ['a.b.c', ['a', 'b', 'c']],
  ['$date(Datum, "dd")', ['Datum']],
  ['a & a', ['a']],
  ['a & b', []],
  ['$x.a', []],
  ['"text"', []],
  ['a[b = 1].c', []],
])('%s reads the field %j', (source, field) => {
  expect(compileExpression(source, new Set(['x', 'date'])).field).toEqual(field)
})

test.each([
  ['$x', 'x'],
  ['$x[a = 1]', undefined],
  ['$x.a', undefined],
  ['x', undefined],
])('%s names the input %s', (source, dataset) => {
  expect(compileExpression(source, new Set(['x'])).dataset).toBe(dataset)
})
