import { CompactSign, type CompactJWSHeaderParameters as Header } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../contract/limits.ts'
import { canonicalize } from './kanonisch.ts'
import { generateKey, type Jwks, type PublicJwk, publicJwks, type Schluesselpaar } from './schluessel.ts'
import { createSigner, jwsTypen, type Signer, signDetached, signJws, verifyDetached, verifyJws } from './signatur.ts'

const iat = 1_798_000_000
const typ = jwsTypen.freigabe
const text = canonicalize({ b: 'ä', a: 1 })
const gueltigVon = '2026-01-01T00:00:00Z'

let schluessel: Schluesselpaar
let signer: Signer
let jwks: Jwks

beforeAll(async () => {
  schluessel = await generateKey('ES256')
  signer = await createSigner(schluessel.privateJwk)
  jwks = publicJwks([{ publicJwk: schluessel.publicJwk, gueltigVon }])
})

const refusal = (grund: string) => expect.objectContaining({ name: 'SignaturError', grund })
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const header = (more: object = {}) => ({ alg: 'ES256', iat, kid: schluessel.kid, typ, ...more })
/** A token with any header and payload, signed properly. */
const forge = (head: object, payload: string) =>
  new CompactSign(Buffer.from(payload)).setProtectedHeader(head as Header).sign(signer.key)

describe('signatures', () => {
  test('a signed text verifies and comes back with its value, key and time', async () => {
    const token = await signJws(text, signer, { typ, iat })
    expect(await verifyJws(token, jwks, typ)).toEqual({ text, value: { a: 1, b: 'ä' }, kid: schluessel.kid, iat })
  })

  test('the header holds algorithm, time, key and type, and nothing else', async () => {
    const [head] = (await signJws(text, signer, { typ, iat })).split('.')
    expect(JSON.parse(Buffer.from(head ?? '', 'base64url').toString())).toEqual(header())
  })

  test('a detached signature verifies over the bytes outside, and over no others', async () => {
    const token = await signDetached(Buffer.from(text), signer, { typ, iat })
    expect(token).toMatch(/^[^.]+\.\.[^.]+$/)
    expect((await verifyDetached(token, Buffer.from(text), jwks, typ)).text).toBe(text)
    await expect(verifyDetached(token, Buffer.from('{"a":2}'), jwks, typ)).rejects.toThrow(refusal('signatur'))
    await expect(verifyJws(token, jwks, typ)).rejects.toThrow(refusal('form'))
    const attached = await signJws(text, signer, { typ, iat })
    await expect(verifyDetached(attached, Buffer.from(text), jwks, typ)).rejects.toThrow(refusal('form'))
  })

  test('every single changed character is refused', async () => {
    const token = await signJws(text, signer, { typ, iat })
    for (let at = 0; at < token.length; at++) {
      for (const other of ['A', 'B', '_', '.', '=', ' ', 'ä']) {
        if (token[at] === other) continue
        const changed = token.slice(0, at) + other + token.slice(at + 1)
        await expect(verifyJws(changed, jwks, typ), `${at} ${other}`).rejects.toThrow(
          expect.objectContaining({ name: 'SignaturError' }),
        )
      }
    }
  })

  test('all four spellings of the last signature character are told apart', async () => {
    const token = await signJws(text, signer, { typ, iat })
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const place = alphabet.indexOf(token.at(-1) ?? '')
    const sameBits = [...alphabet].filter((_, index) => index >> 4 === place >> 4 && index !== place)
    expect(sameBits).toHaveLength(15)
    for (const last of sameBits) {
      await expect(verifyJws(token.slice(0, -1) + last, jwks, typ)).rejects.toThrow(refusal('form'))
    }
  })

  test.each<[string, string, () => Promise<string> | string]>([
    ['nothing', 'form', () => ''],
    ['two parts', 'form', () => 'a.b'],
    ['four parts', 'form', async () => `${await signJws(text, signer, { typ, iat })}.x`],
    ['a token above the limit', 'form', () => `${'a'.repeat(limits.signaturZeichen)}.b.c`],
    ['a header that is no JSON', 'kopf', () => `${encode('x')}.${encode(text)}.${'A'.repeat(86)}`],
    ['a header that is an array', 'kopf', () => `${encode([])}.${encode(text)}.${'A'.repeat(86)}`],
    [
      'a header that is not UTF-8',
      'form',
      () => `${Buffer.from('ff', 'hex').toString('base64url')}.${encode(text)}.${'A'.repeat(86)}`,
    ],
    ['alg none', 'verfahren', () => `${encode(header({ alg: 'none' }))}.${encode(text)}.`],
    [
      'HS256 with the public key',
      'verfahren',
      () => `${encode(header({ alg: 'HS256' }))}.${encode(text)}.${'A'.repeat(43)}`,
    ],
    ['RS256', 'verfahren', () => `${encode(header({ alg: 'RS256' }))}.${encode(text)}.${'A'.repeat(86)}`],
    [
      'alg twice',
      'kopf',
      () => `${encode(`{"alg":"none",${JSON.stringify(header()).slice(1)}`)}.${encode(text)}.${'A'.repeat(86)}`,
    ],
    [
      'blanks in the header',
      'kopf',
      () => `${encode(JSON.stringify(header(), null, 1))}.${encode(text)}.${'A'.repeat(86)}`,
    ],
    ['a signature of zeros', 'signatur', () => `${encode(header())}.${encode(text)}.${'A'.repeat(86)}`],
    [
      'a DER signature',
      'form',
      () => `${encode(header())}.${encode(text)}.${Buffer.alloc(70, 1).toString('base64url')}`,
    ],
    ['another type', 'typ', () => forge(header({ typ: 'JWT' }), text)],
    ['no type', 'typ', () => forge({ alg: 'ES256', iat, kid: schluessel.kid }, text)],
    ['its own key (jwk)', 'kopf', () => forge(header({ jwk: schluessel.publicJwk }), text)],
    ['a key address (jku)', 'kopf', () => forge(header({ jku: 'https://example.test/jwks' }), text)],
    ['a certificate address (x5u)', 'kopf', () => forge(header({ x5u: 'https://example.test/c' }), text)],
    ['crit', 'kopf', () => `${encode(header({ crit: ['x'], x: 1 }))}.${encode(text)}.${'A'.repeat(86)}`],
    ['b64', 'kopf', () => forge(header({ b64: true, crit: ['b64'] }), text)],
    ['no time', 'kopf', () => forge({ alg: 'ES256', kid: schluessel.kid, typ }, text)],
    ['a time that is a text', 'kopf', () => forge(header({ iat: '1798000000' }), text)],
    ['a time with fractions', 'kopf', () => forge(header({ iat: 1798000000.5 }), text)],
    ['no key', 'kopf', () => forge({ alg: 'ES256', iat, typ }, text)],
    ['an unknown key', 'schluessel', () => forge(header({ kid: 'unknown' }), text)],
    ['a key named by a path', 'schluessel', () => forge(header({ kid: '../../etc/passwd' }), text)],
    ['a time before the key', 'schluessel', () => forge(header({ iat: Date.parse(gueltigVon) / 1000 - 1 }), text)],
    ['a payload that is not canonical', 'nutzlast', () => forge(header(), '{"b":1,"a":2}')],
    ['a payload that is no JSON', 'nutzlast', () => forge(header(), 'abc')],
    ['a payload with a member twice', 'nutzlast', () => forge(header(), '{"a":1,"a":2}')],
  ])('a token with %s is refused (%s)', async (_name, grund, token) => {
    await expect(verifyJws(await token(), jwks, typ)).rejects.toThrow(refusal(grund))
  })

  test('a token of one use is refused for another', async () => {
    const token = await signJws(text, signer, { typ: jwsTypen.paket, iat })
    await expect(verifyJws(token, jwks, jwsTypen.freigabe)).rejects.toThrow(refusal('typ'))
  })

  test.each<[string, (key: PublicJwk) => unknown[]]>([
    ['no key', () => []],
    ['the key twice', (key) => [key, key]],
    ['a private key', (key) => [{ ...key, d: 'AA' }]],
    ['a key for encryption', (key) => [{ ...key, use: 'enc' }]],
    ['a key on another curve', (key) => [{ ...key, crv: 'P-384' }]],
    ['a key for another algorithm', (key) => [{ ...key, alg: 'RS256' }]],
    ['a symmetric key', (key) => [{ ...key, kty: 'oct' }]],
    ['a point off the curve', (key) => [{ ...key, y: key.x }]],
    ['a key that was no longer valid', (key) => [{ ...key, gueltigBis: '2026-12-01T00:00:00Z' }]],
  ])('a key set with %s verifies nothing', async (_name, keys) => {
    const token = await signJws(text, signer, { typ, iat })
    const set = { keys: keys(jwks.keys[0] as PublicJwk) } as Jwks
    await expect(verifyJws(token, set, typ)).rejects.toThrow(refusal('schluessel'))
  })

  test('a signature of another key is refused', async () => {
    const other = await createSigner((await generateKey('ES256')).privateJwk)
    const token = await signJws(text, { ...other, kid: schluessel.kid }, { typ, iat })
    await expect(verifyJws(token, jwks, typ)).rejects.toThrow(refusal('signatur'))
  })

  test('an old signature stays valid after its key was replaced', async () => {
    const token = await signJws(text, signer, { typ, iat })
    const next = await generateKey('ES256')
    const history = publicJwks([
      { publicJwk: schluessel.publicJwk, gueltigVon, gueltigBis: new Date((iat + 1) * 1000).toISOString() },
      { publicJwk: next.publicJwk, gueltigVon: new Date((iat + 1) * 1000).toISOString() },
    ])
    expect((await verifyJws(token, history, typ)).kid).toBe(schluessel.kid)
    const later = await signJws(text, signer, { typ, iat: iat + 1 })
    await expect(verifyJws(later, history, typ)).rejects.toThrow(refusal('schluessel'))
  })

  test('a key for access tokens signs no packages', async () => {
    const { privateJwk } = await generateKey('RS256')
    await expect(createSigner(privateJwk)).rejects.toThrow(refusal('verfahren'))
  })
})
