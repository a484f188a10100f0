import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSalt, saltedHash, sha256 } from './hash.ts'
import { chainHash, type Kettenglied, verifyKette } from './kette.ts'

const chain = (texts: readonly string[]): Kettenglied[] => {
  const glieder: Kettenglied[] = []
  for (const text of texts) {
    const nr = glieder.length + 1
    glieder.push({ nr, text, hash: chainHash(glieder.at(-1)?.hash ?? null, nr, text) })
  }
  return glieder
}

describe('hashes', () => {
  test.each([
    // FIPS 180-4 examples
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('SHA-256 of "%s"', (text, expected) => {
    expect(sha256(text)).toBe(expected)
    expect(sha256(Buffer.from(text))).toBe(expected)
  })

  test('a text is hashed as UTF-8', () => {
    expect(sha256('ä🙂')).toBe(sha256(Buffer.from('c3a4f09f9982', 'hex')))
  })

  test('a salted hash is the hash of salt and text, one after the other', () => {
    const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
    expect(saltedHash(salt, 'ä')).toBe(sha256(Buffer.from('000102030405060708090a0b0c0d0e0fc3a4', 'hex')))
  })

  test.each([15, 17])('a salt of %i bytes is refused', (length) => {
    expect(() => saltedHash(new Uint8Array(length), 'a')).toThrow(RangeError)
  })

  test('salts are 16 bytes and never the same', () => {
    const salts = Array.from({ length: 100 }, () => Buffer.from(createSalt()).toString('hex'))
    expect(new Set(salts).size).toBe(100)
    expect(salts.every((salt) => /^[0-9a-f]{32}$/.test(salt))).toBe(true)
  })
})

describe('event chain', () => {
  test('the first event follows 32 zero bytes', () => {
    const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from('0000000000000001', 'hex'), Buffer.from('{"a":"ö"}')])
    expect(chainHash(null, 1, '{"a":"ö"}')).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test('a later event follows the hash before it, as bytes or as hexadecimal digits', () => {
    const before = chainHash(null, 1, 'a')
    const bytes = Buffer.concat([Buffer.from(before, 'hex'), Buffer.from('0000000100000000', 'hex'), Buffer.from('b')])
    const expected = createHash('sha256').update(bytes).digest('hex')
    expect(chainHash(before, 2 ** 32, 'b')).toBe(expected)
    expect(chainHash(Buffer.from(before, 'hex'), 4_294_967_296n, 'b')).toBe(expected)
  })

  test.each([
    ['number 0', null, 0],
    ['a negative number', null, -1],
    ['a broken number', null, 1.5],
    ['a short hash', 'ab', 2],
    ['a hash that is not hexadecimal', 'z'.repeat(64), 2],
  ])('%s is refused', (_name, vorher, nr) => {
    expect(() => chainHash(vorher, nr, 'a')).toThrow(RangeError)
  })

  test('an empty chain holds and has no head', () => {
    expect(verifyKette([])).toEqual({ gueltig: true, anzahl: 0, kopf: null })
  })

  test('a chain holds as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 12 }), (texts) => {
        const glieder = chain(texts)
        const kopf = glieder.at(-1)?.hash ?? null
        expect(verifyKette(glieder)).toEqual({ gueltig: true, anzahl: texts.length, kopf })
      }),
    )
  })

  test('a changed text breaks the chain at that event', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 12 }), fc.nat(), fc.string(), (texts, at, text) => {
        const glieder = chain(texts)
        const index = at % glieder.length
        const old = glieder[index] as Kettenglied
        fc.pre(old.text !== text)
        glieder[index] = { ...old, text }
        expect(verifyKette(glieder)).toEqual({ gueltig: false, nr: index + 1, grund: 'hash' })
      }),
    )
  })

  test('an event that is left out leaves a gap', () => {
    const glieder = chain(['a', 'b', 'c'])
    expect(verifyKette(glieder.toSpliced(1, 1))).toEqual({ gueltig: false, nr: 2, grund: 'luecke' })
    expect(verifyKette(glieder.toSpliced(0, 1))).toEqual({ gueltig: false, nr: 1, grund: 'luecke' })
  })

  test('an event that is left out with all numbers put right breaks the chain after it', () => {
    const [first, , third] = chain(['a', 'b', 'c'])
    const glieder = [first, { ...third, nr: 2 }] as Kettenglied[]
    expect(verifyKette(glieder)).toEqual({ gueltig: false, nr: 2, grund: 'hash' })
  })
})
