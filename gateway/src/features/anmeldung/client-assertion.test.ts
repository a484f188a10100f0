import { expect, test } from 'vitest'
import { findAssertionFault } from './client-assertion.ts'

const issuer = 'https://gateway.example/oidc'
const audiences = [issuer, `${issuer}/token`]
const now = 1_797_000_000
const header = { alg: 'ES256', kid: 'a' }
const claims = { iss: 'c', sub: 'c', aud: issuer, jti: 'einmal', iat: now, exp: now + 60 }

const faultOf = (change: { header?: object; claims?: object }) =>
  findAssertionFault(
    { header: { ...header, ...change.header }, claims: { ...claims, ...change.claims } },
    { audiences, now },
  )

test.for<[string, Parameters<typeof faultOf>[0]]>([
  ['for the issuer', {}],
  ['for the token endpoint', { claims: { aud: `${issuer}/token` } }],
  ['for both', { claims: { aud: [issuer, `${issuer}/token`] } }],
  ['of type JWT', { header: { typ: 'JWT' } }],
  ['of type client-authentication+jwt', { header: { typ: 'client-authentication+jwt' } }],
  ['without iat', { claims: { iat: undefined } }],
  ['made by a clock that is 60 seconds ahead', { claims: { iat: now + 60 } }],
  ['that lives for ten minutes by a clock that is 60 seconds ahead', { claims: { exp: now + 660 } }],
  ['with a jti of 256 characters', { claims: { jti: 'x'.repeat(256) } }],
])('an assertion %s is accepted', ([, change]) => {
  expect(faultOf(change)).toBeUndefined()
})

test.for<[string, Parameters<typeof faultOf>[0], RegExp]>([
  ['for somebody else too', { claims: { aud: [issuer, 'https://other.example'] } }, /aud/],
  ['for the host alone', { claims: { aud: 'https://gateway.example' } }, /aud/],
  ['for nobody', { claims: { aud: [] } }, /aud/],
  ['without aud', { claims: { aud: undefined } }, /aud/],
  ['that lives longer than ten minutes', { claims: { exp: now + 661 } }, /exp/],
  ['whose exp is a text', { claims: { exp: `${now + 60}` } }, /exp/],
  ['from the future', { claims: { iat: now + 61 } }, /iat/],
  ['whose iat is a text', { claims: { iat: `${now}` } }, /iat/],
  ['without jti', { claims: { jti: undefined } }, /jti/],
  ['with a jti of 257 characters', { claims: { jti: 'x'.repeat(257) } }, /jti/],
  ['about somebody else', { claims: { sub: 'd' } }, /sub/],
  ['of the type of an access token', { header: { typ: 'at+jwt' } }, /typ/],
  ['whose typ is no text', { header: { typ: 1 } }, /typ/],
  ...['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'cty'].map((name): [string, object, RegExp] => [
    `with ${name} in its header`,
    { header: { [name]: 'x' } },
    new RegExp(name),
  ]),
])('an assertion %s is refused', ([, change, reason]) => {
  expect(faultOf(change)).toMatch(reason)
})
