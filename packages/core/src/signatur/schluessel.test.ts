import { describe, expect, test } from 'vitest'
import {
  generateKey,
  isKeyValidAt,
  type PrivateJwk,
  parseMasterKey,
  publicJwks,
  thumbprint,
  toPublicJwk,
  unwrapKey,
  wrapKey,
} from './schluessel.ts'
import { SignaturError } from './signatur-error.ts'

const masterKey = Buffer.alloc(32, 7)
const otherKey = Buffer.alloc(32, 8)
const es256 = await generateKey('ES256')
const rs256 = await generateKey('RS256')

const refusal = (grund: string) => expect.objectContaining({ name: 'SignaturError', grund })

describe('keys', () => {
  test('the thumbprint is the one of RFC 7638 section 3.1', async () => {
    const jwk = {
      kty: 'RSA',
      n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      e: 'AQAB',
      alg: 'RS256',
      kid: '2011-04-29',
    }
    expect(await thumbprint(jwk)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
  })

  test('a key is named by its thumbprint, private and public half alike', async () => {
    for (const { kid, privateJwk, publicJwk } of [es256, rs256]) {
      expect(kid).toBe(await thumbprint(publicJwk))
      expect([privateJwk.kid, publicJwk.kid, await thumbprint(privateJwk)]).toEqual([kid, kid, kid])
    }
  })

  test('the public half holds nothing private', () => {
    expect(Object.keys(es256.publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    expect(Object.keys(rs256.publicJwk).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(Object.keys(es256.privateJwk)).toContain('d')
  })

  test('RSA keys have 3072 bits', () => {
    expect(Buffer.from(rs256.publicJwk.n ?? '', 'base64url')).toHaveLength(384)
  })

  test('a key whose type does not fit its algorithm has no public half', () => {
    expect(() => toPublicJwk({ ...es256.privateJwk, alg: 'RS256' })).toThrow(refusal('schluessel'))
    const { y: _, ...incomplete } = es256.privateJwk
    expect(() => toPublicJwk(incomplete as PrivateJwk)).toThrow(refusal('schluessel'))
  })

  test('the key set lists the newest key first, each with its time', () => {
    const jwks = publicJwks([
      { publicJwk: es256.publicJwk, gueltigVon: '2026-01-01T00:00:00Z', gueltigBis: '2027-01-01T00:00:00Z' },
      { publicJwk: rs256.publicJwk, gueltigVon: '2027-01-01T00:00:00Z', gueltigBis: null },
    ])
    expect(jwks.keys.map(({ kid, gueltigVon, gueltigBis }) => [kid, gueltigVon, gueltigBis])).toEqual([
      [rs256.kid, '2027-01-01T00:00:00Z', undefined],
      [es256.kid, '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ])
    expect(JSON.stringify(jwks)).not.toContain('"d"')
  })

  test.each([
    ['2025-12-31T23:59:59Z', false],
    ['2026-01-01T00:00:00Z', true],
    ['2026-12-31T23:59:59Z', true],
    ['2027-01-01T00:00:00Z', false],
  ])('a key of 2026 signs at %s: %s', (instant, expected) => {
    const jwk = { ...es256.publicJwk, gueltigVon: '2026-01-01T00:00:00.500Z', gueltigBis: '2027-01-01T00:00:00Z' }
    expect(isKeyValidAt(jwk, Date.parse(instant) / 1000)).toBe(expected)
  })

  test('a key with an unreadable time never signs, one without times always', () => {
    expect(isKeyValidAt({ ...es256.publicJwk, gueltigVon: 'gestern' }, 1)).toBe(false)
    expect(isKeyValidAt({ ...es256.publicJwk, gueltigBis: '' }, 1)).toBe(false)
    expect(isKeyValidAt(es256.publicJwk, 1)).toBe(true)
  })
})

describe('wrapped keys', () => {
  test('a wrapped key comes back whole and shows nothing of itself', async () => {
    for (const { privateJwk } of [es256, rs256]) {
      const wrapped = await wrapKey(privateJwk, masterKey)
      expect(wrapped).not.toContain(privateJwk.d)
      expect(await unwrapKey(wrapped, masterKey)).toEqual(privateJwk)
    }
  })

  test('the same key is never wrapped to the same text', async () => {
    expect(await wrapKey(es256.privateJwk, masterKey)).not.toBe(await wrapKey(es256.privateJwk, masterKey))
  })

  test('another master key, a changed text and other texts are refused', async () => {
    const wrapped = await wrapKey(es256.privateJwk, masterKey)
    const at = wrapped.length - 30
    const changed = `${wrapped.slice(0, at)}${wrapped[at] === 'A' ? 'B' : 'A'}${wrapped.slice(at + 1)}`
    await expect(unwrapKey(wrapped, otherKey)).rejects.toThrow(refusal('schluessel'))
    for (const text of [changed, '', 'a.b.c.d.e', wrapped.slice(0, -1)]) {
      await expect(unwrapKey(text, masterKey)).rejects.toThrow(SignaturError)
    }
  })

  test.each([31, 33])('a master key of %i bytes is refused', async (length) => {
    await expect(wrapKey(es256.privateJwk, Buffer.alloc(length))).rejects.toThrow(RangeError)
    await expect(unwrapKey('a.b.c.d.e', Buffer.alloc(length))).rejects.toThrow(RangeError)
  })

  test('a master key is read as hexadecimal digits, base64 or base64url', () => {
    const key = Buffer.from([...Array(32).keys()].map((byte) => 255 - byte))
    for (const text of [key.toString('hex'), key.toString('base64'), key.toString('base64url')]) {
      expect(Buffer.from(parseMasterKey(` ${text}\n`))).toEqual(key)
    }
  })

  test.each(['', 'geheim', 'a'.repeat(63), 'a'.repeat(65), `${'a'.repeat(43)}==`, 'ä'.repeat(43)])(
    'the master key "%s" is refused without being repeated',
    (text) => {
      expect(() => parseMasterKey(text)).toThrow(refusal('schluessel'))
      if (text.length > 3) expect(() => parseMasterKey(text)).not.toThrow(text)
    },
  )
})
