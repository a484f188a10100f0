import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readNdjson, writeNdjson } from './ndjson.ts'
import { ConnectionError } from './problem-error.ts'

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values
}

it('what was written is read again, wherever the pieces end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 50 }), async (values, size) => {
      const expected = JSON.parse(JSON.stringify(values))
      const bytes = Buffer.concat(await collect(writeNdjson(each(values))))
      expect(await collect(readNdjson(inPieces(bytes, size)))).toEqual(expected)
    }),
    { numRuns: 200 },
  )
})

it.each([
  ['nothing', '', []],
  ['blank lines', '\n\r\n 1 \n\n', [1]],
  ['no end of the last line', '{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
])('reads %s', async (_name, text, expected) => {
  expect(await collect(readNdjson(inPieces(Buffer.from(text), 3)))).toEqual(expected)
})

it('says that the answer was cut off', async () => {
  const values = readNdjson(inPieces(Buffer.from('{"a":1}\n{"b":'), 4))
  expect(await values.next()).toEqual({ done: false, value: { a: 1 } })
  await expect(values.next()).rejects.toThrow(ConnectionError)
})

it('has nothing to read without a body', async () => {
  expect(await collect(readNdjson(null))).toEqual([])
})
