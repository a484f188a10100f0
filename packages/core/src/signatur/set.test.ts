import { CompactSign } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalize } from './kanonisch.ts'
import { generateKey, type Jwks, publicJwks, type Schluesselpaar } from './schluessel.ts'
import { createSet, type Ereignistoken, verifySet } from './set.ts'
import { createSigner, jwsTypen, type Signer, signJws } from './signatur.ts'

let schluessel: Schluesselpaar
let signer: Signer
let jwks: Jwks

beforeAll(async () => {
  schluessel = await generateKey('ES256')
  signer = await createSigner(schluessel.privateJwk)
  jwks = publicJwks([{ publicJwk: schluessel.publicJwk, gueltigVon: '2026-01-01T00:00:00Z' }])
})

const anforderungId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
const erwartet = { iss: 'https://gateway.example', aud: 'kammer:153' }
const token: Ereignistoken = {
  ...erwartet,
  jti: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a78',
  iat: 1_798_000_001,
  zeitpunkt: 1_798_000_000,
  txn: anforderungId,
  ereignis: 'https://berichtsheft.example/ereignis/anforderung.gelesen',
  objektId: anforderungId,
  ids: { berichtsheftId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a79' },
}

const refusal = (grund: string) => expect.objectContaining({ name: 'SignaturError', grund })
const payloadOf = (set: string) => JSON.parse(Buffer.from(set.split('.')[1] ?? '', 'base64url').toString())
/** A properly signed token with any payload. */
const forge = (payload: unknown) => signJws(canonicalize(payload), signer, { typ: jwsTypen.set, iat: undefined })

describe('Security Event Token', () => {
  test('a token comes back as it was made', async () => {
    expect(await verifySet(await createSet(token, signer), jwks, erwartet)).toEqual(token)
  })

  test('header and claims are the ones of RFC 8417', async () => {
    const set = await createSet(token, signer)
    expect(JSON.parse(Buffer.from(set.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'ES256',
      kid: schluessel.kid,
      typ: 'secevent+jwt',
    })
    expect(payloadOf(set)).toEqual({
      iss: token.iss,
      aud: token.aud,
      jti: token.jti,
      iat: token.iat,
      toe: token.zeitpunkt,
      txn: token.txn,
      sub_id: { format: 'opaque', id: token.objektId },
      events: { [token.ereignis]: token.ids },
    })
  })

  test.each<[string, Partial<Ereignistoken>]>([
    ['an issuer that is no address', { iss: 'gateway' }],
    ['an event that is no address', { ereignis: 'gelesen' }],
    ['a name in place of an id', { objektId: 'Tilda Ehrlichmann' }],
    ['text beside the ids', { ids: { grund: 'Bericht fehlt noch' } }],
    ['an umlaut in an id', { ids: { berichtsheftId: 'prüfung' } }],
    ['a member name with blanks', { ids: { 'b c': 'x' } }],
    ['an id of 201 characters', { jti: 'x'.repeat(201) }],
    ['an empty id', { txn: '' }],
    ['a time with fractions', { iat: 1.5 }],
    ['a time before 1970', { zeitpunkt: -1 }],
  ])('%s is not signed', async (_name, part) => {
    await expect(createSet({ ...token, ...part }, signer)).rejects.toThrow(refusal('nutzlast'))
  })

  test('an id of 200 characters is', async () => {
    await expect(createSet({ ...token, jti: 'x'.repeat(200) }, signer)).resolves.toBeTypeOf('string')
  })

  test.each<[string, (payload: Record<string, unknown>) => unknown]>([
    ['an expiry', (payload) => ({ ...payload, exp: token.iat + 60 })],
    ['a subject in the old place', (payload) => ({ ...payload, sub: token.objektId })],
    ['no case', ({ txn: _, ...payload }) => payload],
    ['no event', (payload) => ({ ...payload, events: {} })],
    ['two events', (payload) => ({ ...payload, events: { 'a:b': {}, 'a:c': {} } })],
    ['events as an array', (payload) => ({ ...payload, events: [token.ids] })],
    ['an event that holds nothing', (payload) => ({ ...payload, events: { 'a:b': null } })],
    ['an event that holds an object', (payload) => ({ ...payload, events: { 'a:b': { a: { b: 'c' } } } })],
    ['a subject of another format', (payload) => ({ ...payload, sub_id: { format: 'email', id: 'a@example.test' } })],
    ['several audiences', (payload) => ({ ...payload, aud: [token.aud] })],
    ['a time as text', (payload) => ({ ...payload, iat: `${token.iat}` })],
    ['a payload that is no object', () => 'x'],
  ])('a signed token with %s is refused', async (_name, change) => {
    const set = await forge(change(payloadOf(await createSet(token, signer))))
    await expect(verifySet(set, jwks, erwartet)).rejects.toThrow(refusal('nutzlast'))
  })

  test('a token of another issuer or for somebody else is refused', async () => {
    const set = await createSet(token, signer)
    await expect(verifySet(set, jwks, { ...erwartet, aud: 'kammer:154' })).rejects.toThrow(refusal('nutzlast'))
    await expect(verifySet(set, jwks, { ...erwartet, iss: 'https://other.example' })).rejects.toThrow(
      refusal('nutzlast'),
    )
  })

  test('an access token is not taken for an event', async () => {
    const access = await new CompactSign(Buffer.from('{}'))
      .setProtectedHeader({ alg: 'ES256', kid: schluessel.kid, typ: 'at+jwt' })
      .sign(signer.key)
    await expect(verifySet(access, jwks, erwartet)).rejects.toThrow(refusal('typ'))
  })
})
