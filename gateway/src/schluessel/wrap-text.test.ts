import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { unwrapText, wrapText } from './wrap-text.ts'

const key = randomBytes(32)

test('a wrapped secret comes back, and looks different each time', async () => {
  const [first, second] = [await wrapText('whsec_abc', 'webhook 1', key), await wrapText('whsec_abc', 'webhook 1', key)]
  expect(first).not.toBe(second)
  expect(first).not.toContain(Buffer.from('whsec_abc').toString('base64url'))
  expect([await unwrapText(first, 'webhook 1', key), await unwrapText(second, 'webhook 1', key)]).toEqual([
    'whsec_abc',
    'whsec_abc',
  ])
})

test('a secret of another owner, another key or a changed text is refused', async () => {
  const wrapped = await wrapText('whsec_abc', 'webhook 1', key)
  await expect(unwrapText(wrapped, 'webhook 2', key)).rejects.toThrow('does not belong to webhook 2')
  await expect(unwrapText(wrapped, 'webhook 1', randomBytes(32))).rejects.toThrow()
  const parts = wrapped.split('.')
  const cipher = parts[3] ?? ''
  parts[3] = (cipher.startsWith('A') ? 'B' : 'A') + cipher.slice(1)
  await expect(unwrapText(parts.join('.'), 'webhook 1', key)).rejects.toThrow()
})
