import { expect, test } from 'vitest'
import { toAngemeldeter } from './angemeldeter.ts'
import { createTokenCache } from './token-cache.ts'

const caller = toAngemeldeter('c', { art: 'kammer', knr: '153' }, [])

test('a token is known until it ends', () => {
  const cache = createTokenCache(10)
  cache.set('a', caller, 1_000)
  expect(cache.get('a', 999)).toBe(caller)
  expect(cache.get('a', 1_000)).toBeUndefined()
  expect(cache.get('a', 999)).toBeUndefined() // forgotten, not hidden
  expect(cache.get('b', 0)).toBeUndefined()
})

test('the oldest token makes room for a new one', () => {
  const cache = createTokenCache(2)
  for (const token of ['a', 'b', 'c']) cache.set(token, caller, 1_000)
  expect(['a', 'b', 'c'].filter((token) => cache.get(token, 0))).toEqual(['b', 'c'])
})

test('a cleared cache knows nothing', () => {
  const cache = createTokenCache(2)
  cache.set('a', caller, 1_000)
  cache.clear()
  expect(cache.get('a', 0)).toBeUndefined()
})
