import { limits } from '@berichtsheft/core'
import { expect, test } from 'vitest'
import { readTokenText } from './token-text.ts'

const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const header = { alg: 'RS256', typ: 'at+jwt', kid: 'k1' }
const claims = { sub: 'x' }
const signature = 'AAAA'
const token = (h: unknown = header, c: unknown = claims, s = signature) => `${part(h)}.${part(c)}.${s}`

test('algorithm and key id of a well-formed token are read', () => {
  expect(readTokenText(token())).toEqual({ alg: 'RS256', kid: 'k1' })
  expect(readTokenText(token({ ...header, x5t: 'abc', cty: 'JWT', 'x5t#S256': 'abc' }))).toEqual({
    alg: 'RS256',
    kid: 'k1',
  })
})

test('a token of the greatest length is read, a longer one is not', () => {
  const base = token(header, claims, '')
  const ofLength = (length: number) => base + 'A'.repeat(length - base.length)
  // A signature of 4n + 1 characters does not exist, so two neighbouring lengths are tried.
  const read = (lengths: readonly number[]) => lengths.map((length) => readTokenText(ofLength(length)) !== undefined)
  expect(read([limits.tokenZeichen - 1, limits.tokenZeichen])).toContain(true)
  expect(read([limits.tokenZeichen + 1, limits.tokenZeichen + 2, limits.tokenZeichen + 3])).not.toContain(true)
})

test.for<[string, string]>([
  ['the empty text', ''],
  ['one part', 'abc'],
  ['two parts', token().split('.').slice(0, 2).join('.')],
  ['four parts', `${token()}.AAAA`],
  ['five parts (JWE)', `${token()}.AAAA.AAAA`],
  ['an empty header', `.${part(claims)}.${signature}`],
  ['empty claims', `${part(header)}..${signature}`],
  ['an empty signature', token(header, claims, '')],
  ['a padded signature', token(header, claims, 'AA==')],
  ['loose bits at the end of the signature', token(header, claims, 'AB')],
  ['base64 instead of base64url', token(header, claims, '+/+/')],
  ['a blank', token(header, claims, 'AA AA')],
  ['a header that is no JSON', token('{')],
  ['a header that is a list', token([header])],
  ['a header that is null', token(null)],
  ['a header that names alg twice', token('{"alg":"RS256","alg":"none","kid":"k1"}')],
  ['claims that name aud twice', token(header, '{"aud":"a","aud":"b"}')],
  ['claims that are no object', token(header, '"x"')],
  [
    'claims with invalid UTF-8',
    `${part(header)}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${signature}`,
  ],
  ['claims nested deeper than 8', token(header, { a: [[[[[[[[1]]]]]]]] })],
  ['claims with a fraction', token(header, '{"exp":1.5}')],
  ['claims with __proto__', token(header, '{"__proto__":{"a":1}}')],
  ['a header with a byte order mark', token(`\uFEFF${JSON.stringify(header)}`)],
  ['no alg', token({ ...header, alg: undefined })],
  ['alg as list', token({ ...header, alg: ['RS256'] })],
  ['no kid', token({ ...header, kid: undefined })],
  ['an empty kid', token({ ...header, kid: '' })],
  ['kid as number', token({ ...header, kid: 1 })],
  ['kid with a line feed', token({ ...header, kid: 'a\nb' })],
  ['kid of 201 characters', token({ ...header, kid: 'k'.repeat(201) })],
  ...['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc', 'p2c', 'epk', 'iss', 'nonce'].map(
    (name): [string, string] => [`the header member ${name}`, token({ ...header, [name]: 'x' })],
  ),
])('%s is refused', ([, text]) => {
  expect(readTokenText(text)).toBeUndefined()
})
