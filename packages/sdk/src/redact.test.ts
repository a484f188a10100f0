import { describe, expect, test } from 'vitest'
import { AdapterError, isAdapterError } from './adapter-error.ts'
import { redact } from './redact.ts'

test.each([
  ['Authorization: Bearer abcdef123456', 'Authorization: Bearer ***'],
  ['basic dXNlcjpwYXNz', 'basic ***'],
  ['token eyJhbGciOiJI.eyJzdWIiOiIx.abc-_123', 'token ***'],
  ['https://nutzer:geheim@host.example/a', 'https://***@host.example/a'],
  ['https://host.example/a?token=abc&x=1', 'https://host.example/a?token=***&x=1'],
  ['{"password":"abc","x":1}', '{"password":"***","x":1}'],
  ['users.json:3:7: is not JSON', 'users.json:3:7: is not JSON'],
  ['Der Schlüssel liegt beim Pförtner', 'Der Schlüssel liegt beim Pförtner'],
])('%s', (text, expected) => {
  expect(redact(text)).toBe(expected)
})

test('known secrets are masked wherever they stand, too short ones are not', () => {
  expect(redact('a s3cr3t b s3cr3t', ['s3cr3t'])).toBe('a *** b ***')
  expect(redact('der Bus', ['der'])).toBe('der Bus')
})

test('long hostile texts take no time', () => {
  const start = performance.now()
  for (const text of [
    'bearer '.repeat(10_000),
    'a:/'.repeat(30_000),
    '?token= '.repeat(10_000),
    `${' '.repeat(50_000)}=`,
  ])
    redact(text)
  expect(performance.now() - start).toBeLessThan(1000)
})

describe('AdapterError', () => {
  test('keeps kind, place and cause', () => {
    const cause = new Error('Unexpected token')
    const error = new AdapterError('rejected', 'is not JSON', { stelle: 'a.json:1:2', cause })
    expect(error).toMatchObject({
      name: 'AdapterError',
      kind: 'rejected',
      stelle: 'a.json:1:2',
      message: 'a.json:1:2: is not JSON',
    })
    expect(error.cause).toBe(cause)
    expect(isAdapterError(error)).toBe(true)
  })

  test('masks secrets in its message and in every cause', () => {
    const inner = new TypeError('connect with hunter22 failed')
    const error = new AdapterError('unavailable', 'GET with hunter22', {
      secrets: ['hunter22'],
      cause: new Error('fetch failed', { cause: inner }),
    })
    const outer = error.cause as Error
    expect(error.message).toBe('GET with ***')
    expect(outer.message).toBe('fetch failed')
    expect(outer.cause).toMatchObject({ name: 'TypeError', message: 'connect with *** failed' })
  })

  test('is told from other errors', () => {
    expect(isAdapterError(new Error('x'))).toBe(false)
    expect(isAdapterError(Object.assign(new Error('x'), { name: 'AdapterError', kind: 'odd' }))).toBe(false)
    expect(isAdapterError(undefined)).toBe(false)
  })
})
