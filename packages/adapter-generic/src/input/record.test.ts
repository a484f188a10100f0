import { expect, test } from 'vitest'
import { readJsonFile } from './json.ts'
import { isRecord, makeRecordStore, placeAt, placeOf, type SourceRecord } from './record.ts'

const recordOf = (value: unknown) => {
  const store = makeRecordStore()
  const { value: tree, place } = readJsonFile(JSON.stringify(value), 'x.json')
  const record = store.wrap(tree, place, Object.freeze({ name: 'x.json', kw: '53' }))
  if (!isRecord(record)) throw new Error('no record')
  return { store, record }
}

test('a record knows its place and those of its fields, at any depth', () => {
  const { record } = recordOf({ a: { b: [{ 'c/d': 1 }, { e: 2 }] } })
  const place = placeOf(record)
  expect(place?.at()).toBe('x.json')
  expect(place?.at('a')).toBe('x.json#/a')
  expect(place && placeAt(place, ['a', 'b'])).toBe('x.json#/a/b')
  const [, second] = (record.a as { b: SourceRecord[] }).b
  expect(placeOf(second)?.at('e')).toBe('x.json#/a/b/1/e')
})

test('reading a field is noted, looking for a method is not', () => {
  const { store, record } = recordOf({ a: 1, b: 2, c: 3 })
  expect(record.a).toBe(1)
  expect(record.toString).toBeUndefined()
  expect(record.constructor).toBeUndefined()
  expect([...store.shape.read]).toEqual(['a'])
  expect([...store.shape.fields].map(([field, { count, first }]) => [field, count, first])).toEqual([
    ['a', 1, 'x.json#/a'],
    ['b', 1, 'x.json#/b'],
    ['c', 1, 'x.json#/c'],
  ])
})

test('empty values count for nothing', () => {
  const { store } = recordOf({ a: '', b: null, c: [], d: {}, e: ' \n', f: 0, g: false })
  expect([...store.shape.fields.keys()]).toEqual(['f', 'g'])
})

test('credentials are not there, at any depth', () => {
  const { store, record } = recordOf({ user: { passwordHash: 'x', name: 'Ida' }, token: 'y' })
  expect(JSON.stringify(record)).toBe('{"user":{"name":"Ida"}}')
  expect(Object.hasOwn(record, 'token')).toBe(false)
  expect(store.shape.fields.get('token')?.secret).toBe(true)
})

test('the file is a hidden field of the outermost records', () => {
  const { record } = recordOf({ a: { b: 1 } })
  expect(record._datei).toEqual({ name: 'x.json', kw: '53' })
  expect(Object.keys(record)).toEqual(['a'])
  expect((record.a as SourceRecord)._datei).toBeUndefined()
})

test('nobody changes a record', () => {
  const { record } = recordOf({ a: 1 })
  const open = record as Record<string, unknown>
  expect(() => {
    open.a = 2
  }).toThrow(TypeError)
  expect(() => {
    delete open.a
  }).toThrow(TypeError)
  expect(() => Object.defineProperty(open, 'b', { value: 1 })).toThrow(TypeError)
  expect(record.a).toBe(1)
})
