import { describe, expect, it, test } from 'vitest'
import { handleOf, passkeyParteiOf, readAnmeldeantwort, readEinrichtungsantwort } from './passkey.ts'

test.each([
  [
    'https://berichtsheft.ihk.example',
    { rpID: 'berichtsheft.ihk.example', origin: 'https://berichtsheft.ihk.example' },
  ],
  ['https://ihk.example:8443/gateway', { rpID: 'ihk.example', origin: 'https://ihk.example:8443' }],
  ['http://localhost:3000', { rpID: 'localhost', origin: 'http://localhost:3000' }],
  ['http://a.localhost:3000', { rpID: 'a.localhost', origin: 'http://a.localhost:3000' }],
  ['http://ihk.example', undefined],
  ['http://127.0.0.1:3000', undefined],
  ['https://192.0.2.7', undefined],
  ['https://[2001:db8::1]', undefined],
])('behind %s the party of passkeys is %j', (address, partei) => {
  expect(passkeyParteiOf(address)).toEqual(partei)
})

test('the handle of an account is its id and nothing else', () => {
  expect(Buffer.from(handleOf('01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77')).toString('hex')).toBe(
    '01934a5e7c007a319b1c2f0d6c1e5a77',
  )
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const clientDataJSON = encode({ type: 'webauthn.get', challenge: 'abc', origin: 'https://ihk.example' })
const response = { clientDataJSON, authenticatorData: 'AA', signature: 'AA', attestationObject: 'AA' }
const good = { id: 'AAEC', type: 'public-key', response }

describe('the answer of a browser', () => {
  it('is read as far as it is known', () => {
    const text = JSON.stringify({
      ...good,
      extra: 1,
      response: { ...response, userHandle: 'AA', transports: ['usb', 'x', 7] },
    })
    const clientdaten = { challenge: 'abc', origin: 'https://ihk.example', crossOrigin: false }
    expect(readAnmeldeantwort(text)).toMatchObject({
      clientdaten,
      antwort: { id: 'AAEC', rawId: 'AAEC', response: { userHandle: 'AA' } },
    })
    expect(readEinrichtungsantwort(text)).toMatchObject({
      clientdaten,
      antwort: { response: { transports: ['usb'], attestationObject: 'AA' } },
    })
  })

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no response', JSON.stringify({ ...good, response: undefined })],
    ['another type', JSON.stringify({ ...good, type: 'password' })],
    ['an id that is no base64url', JSON.stringify({ ...good, id: 'a=' })],
    ['an id that is none', JSON.stringify({ ...good, id: 7 })],
    ['client data that is no JSON', JSON.stringify({ ...good, response: { ...response, clientDataJSON: 'AA' } })],
    [
      'no challenge',
      JSON.stringify({ ...good, response: { ...response, clientDataJSON: encode({ origin: 'https://ihk.example' }) } }),
    ],
    ['members that are missing', JSON.stringify({ ...good, response: { clientDataJSON } })],
  ])('with %s is none', (_name, text) => {
    expect(readAnmeldeantwort(text)).toBeUndefined()
    expect(readEinrichtungsantwort(text)).toBeUndefined()
  })
})
