import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTeil, sealTeil } from './siegel.ts'

const key = randomBytes(32)
const teil = { dokumentId: 'a', nummer: 3, letzter: false }

test('a part opens where it was sealed for, and holds nothing of its text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 8, maxLength: 400 }),
      fc.nat(0xffff),
      fc.boolean(),
      (plain, nummer, letzter) => {
        const at = { dokumentId: 'a', nummer, letzter }
        const sealed = sealTeil(key, at, plain)
        expect(sealed.length).toBe(plain.length + 16)
        expect(sealed.includes(Buffer.from(plain))).toBe(false)
        expect(openTeil(key, at, sealed).equals(plain)).toBe(true)
      },
    ),
  )
})

test.each([
  ['another document', { ...teil, dokumentId: 'b' }, key],
  ['another place', { ...teil, nummer: 4 }, key],
  ['the end, so that it can be cut off', { ...teil, letzter: true }, key],
  ['another key', teil, randomBytes(32)],
])('a part does not open as that of %s', (_what, at, opener) => {
  const sealed = sealTeil(key, teil, Buffer.from('Zeugnis'))
  expect(() => openTeil(opener, at, sealed)).toThrow()
})

test('a changed part does not open', () => {
  const sealed = sealTeil(key, teil, Buffer.from('Zeugnis'))
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed)
    changed[i] = (changed[i] ?? 0) ^ 1
    expect(() => openTeil(key, teil, changed)).toThrow()
  }
  expect(() => openTeil(key, teil, sealed.subarray(0, -1))).toThrow()
})
