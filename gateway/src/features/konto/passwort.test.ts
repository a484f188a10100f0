import { expect, it, test } from 'vitest'
import { hashPasswort, verifyPasswort } from './passwort.ts'

it('hashes with Argon2id and the parameters that OWASP asks for, salted', async () => {
  const [a, b] = await Promise.all([hashPasswort('Größer als ein Haus'), hashPasswort('Größer als ein Haus')])
  expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(a).not.toBe(b)
  expect(await verifyPasswort(a, 'Größer als ein Haus')).toBe(true)
})

test.each([
  ['decomposed umlauts', 'Gro\u0308ßer als ein Haus', true],
  ['another case', 'größer als ein Haus', false],
  ['a blank more', 'Größer als ein Haus ', false],
  ['nothing', '', false],
])('%s', async (_name, passwort, good) => {
  expect(await verifyPasswort(await hashPasswort('Größer als ein Haus'), passwort)).toBe(good)
})

it('without a hash says no, and takes as long', async () => {
  const hash = await hashPasswort('Größer als ein Haus')
  const time = async (hashed: string | undefined) => {
    const since = performance.now()
    expect(await verifyPasswort(hashed, 'falsch, aber lang genug')).toBe(false)
    return performance.now() - since
  }
  // In turns, and the fastest of each: what else the machine does only ever adds.
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let i = 0; i < 15; i++) {
    known = Math.min(known, await time(hash))
    unknown = Math.min(unknown, await time(undefined))
  }
  expect(unknown / known).toBeGreaterThan(0.5)
  expect(unknown / known).toBeLessThan(2)
})

it('refuses who would wait too long instead of piling up work', async () => {
  const hash = await hashPasswort('Größer als ein Haus')
  const results = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPasswort(hash, 'x')))
  const refused = results.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(80 - 2 - 64)
  expect(refused[0]).toMatchObject({ reason: { slug: 'unavailable' } })
  expect(await verifyPasswort(hash, 'Größer als ein Haus')).toBe(true)
})
