import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { limits, scopesOf } from '@berichtsheft/core'
import type { JWK } from 'jose'
import { composeJws, encodePart, signWith, toKeyObject } from './jws-by-hand.ts'

/** What the tokens of the table are made from. */
export interface Material {
  readonly issuer: string
  readonly audience: string
  readonly clientId: string
  readonly anbieterId: string
  /** The private key that signs access tokens. */
  readonly tokenJwk: JWK
  /** Private key and name of the key that signs packages. */
  readonly paketKey: KeyObject
  readonly paketKid: string
  /** Address of a listener that nobody may call. */
  readonly canary: string
}

const seconds = () => Math.floor(Date.now() / 1000)

/** Header and claims of a token that is accepted. */
export const goodParts = ({ issuer, audience, clientId, anbieterId, tokenJwk }: Material) => ({
  header: { alg: 'RS256', typ: 'at+jwt', kid: tokenJwk.kid },
  claims: {
    iss: issuer,
    aud: audience,
    sub: clientId,
    client_id: clientId,
    art: 'anbieter',
    mandant: `anbieter:${anbieterId}`,
    scope: scopesOf.anbieter.join(' '),
    jti: randomUUID(),
    iat: seconds(),
    exp: seconds() + 300,
  },
})

type Parts = { header?: Record<string, unknown>; claims?: Record<string, unknown> }
type Named = readonly [name: string, token: string]

/** Maker of tokens with the right key and one change. `undefined` removes a member. */
const createMaker = (material: Material) => {
  const key = toKeyObject(material.tokenJwk)
  return (change: Parts = {}, signature: (input: Buffer) => Buffer | string = signWith.RS256(key)): string => {
    const { header, claims } = goodParts(material)
    return composeJws({ ...header, ...change.header }, { ...claims, ...change.claims }, signature)
  }
}

/** Tokens at the edge that are accepted: what the others are measured against. */
export const acceptedTokens = (material: Material): readonly Named[] => {
  const make = createMaker(material)
  return [
    ['unchanged', make()],
    ['expired 55 seconds ago', make({ claims: { exp: seconds() - 55 } })],
    ['valid in 55 seconds', make({ claims: { nbf: seconds() + 55 } })],
    ['of type application/at+jwt', make({ header: { typ: 'application/at+jwt' } })],
    ['for us and another audience', make({ claims: { aud: [material.audience, 'https://other.example'] } })],
  ]
}

/** Wrong tokens, each with one fault (case A06), made by hand with node:crypto. */
export const wrongTokens = (material: Material): readonly Named[] => [
  ...wrongAlgorithms(material),
  ...wrongKeys(material),
  ...wrongHeaders(material),
  ...wrongSignatures(material),
  ...wrongClaims(material),
  ...wrongForms(material),
]

const wrongAlgorithms = (material: Material): readonly Named[] => {
  const make = createMaker(material)
  const key = toKeyObject(material.tokenJwk)
  const publicKey = createPublicKey(key)
  const pem = publicKey.export({ type: 'spki', format: 'pem' })
  const none = ['none', 'None', 'nOnE', 'NONE', ''].map(
    (alg): Named => [`alg ${alg || 'empty'} without signature`, make({ header: { alg } }, () => '')],
  )
  const { n, e } = material.tokenJwk
  const secrets: readonly (readonly [string, string | Buffer])[] = [
    ['the public key as PEM', pem],
    ['the public key as PEM without its last line feed', String(pem).trimEnd()],
    ['the public key as PKCS #1', publicKey.export({ type: 'pkcs1', format: 'pem' })],
    ['the public key as DER', publicKey.export({ type: 'spki', format: 'der' })],
    [
      'the public key as JWK',
      JSON.stringify({ e, n, alg: 'RS256', kid: material.tokenJwk.kid, kty: 'RSA', use: 'sig' }),
    ],
    ['the modulus', Buffer.from(String(n), 'base64url')],
    ['the empty secret', ''],
    ['the key id', String(material.tokenJwk.kid)],
  ]
  return [
    ...none,
    ['alg none with a good signature', make({ header: { alg: 'none' } })],
    ...secrets.map(
      ([name, secret]): Named => [`HS256 with ${name}`, make({ header: { alg: 'HS256' } }, signWith.HS256(secret))],
    ),
    ['HS512 with the public key as PEM', make({ header: { alg: 'HS512' } }, signWith.HS512(pem))],
    ['RS256 in the header, HMAC in the signature', make({}, signWith.HS256(pem))],
    ['RS384 with the right key', make({ header: { alg: 'RS384' } }, signWith.RS384(key))],
    ['RS512 with the right key', make({ header: { alg: 'RS512' } }, signWith.RS512(key))],
    ['PS256 with the right key', make({ header: { alg: 'PS256' } }, signWith.PS256(key))],
    ['RS256 in the header, RS512 in the signature', make({}, signWith.RS512(key))],
    ['RS256 in the header, PS256 in the signature', make({}, signWith.PS256(key))],
    [
      'ES256 with the key of packages',
      make({ header: { alg: 'ES256', kid: material.paketKid } }, signWith.ES256(material.paketKey)),
    ],
    [
      'ES256 with the key of packages under the kid of tokens',
      make({ header: { alg: 'ES256' } }, signWith.ES256(material.paketKey)),
    ],
    [
      'EdDSA with an own key',
      make({ header: { alg: 'EdDSA' } }, signWith.EdDSA(generateKeyPairSync('ed25519').privateKey)),
    ],
    ['alg as list', make({ header: { alg: ['RS256'] } })],
    ['alg in lower case', make({ header: { alg: 'rs256' } })],
    ['no alg', make({ header: { alg: undefined } })],
  ]
}

const wrongKeys = (material: Material): readonly Named[] => {
  const make = createMaker(material)
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: material.tokenJwk.kid }
  const byOwn = signWith.RS256(own.privateKey)
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
  return [
    ['an own RSA key under our kid', make({}, byOwn)],
    ['an own RSA key of 1024 bits', make({}, signWith.RS256(weak.privateKey))],
    [
      'an own EC key',
      make({ header: { alg: 'ES256' } }, signWith.ES256(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)),
    ],
    ['an own key in jwk', make({ header: { jwk } }, byOwn)],
    ['an own key in jwk without kid', make({ header: { jwk, kid: undefined } }, byOwn)],
    ['an own key at jku', make({ header: { jku: material.canary } }, byOwn)],
    ['an own key at x5u', make({ header: { x5u: material.canary } }, byOwn)],
    [
      'an own key in x5c',
      make({ header: { x5c: [own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] } }, byOwn),
    ],
    ['the right key and a jku', make({ header: { jku: material.canary } })],
    ['the right key and our own address as jku', make({ header: { jku: `${material.issuer}/jwks` } })],
    ...[
      ['unknown', 'nirgends'],
      ['of packages', material.paketKid],
      ['with a path', '../../../../dev/null'],
      ['of a file', 'file:///dev/null'],
      ['with SQL', "' union select 'x' --"],
      ['with SQL that sleeps', "'; select pg_sleep(10); --"],
      ['with a command', '|sleep 10'],
      ['of an address', material.canary],
      ['with NUL', 'a\0b'],
      ['__proto__', '__proto__'],
      ['constructor', 'constructor'],
      ['that is empty', ''],
      ['of 5000 characters', 'k'.repeat(5000)],
    ].map(([name, kid]): Named => [`a kid ${name}`, make({ header: { kid } }, byOwn)]),
    ['a kid as list', make({ header: { kid: [material.tokenJwk.kid] } })],
    ['a kid as object', make({ header: { kid: { $ne: null } } })],
    ['no kid', make({ header: { kid: undefined } })],
  ]
}

const wrongHeaders = (material: Material): readonly Named[] => {
  const make = createMaker(material)
  const key = toKeyObject(material.tokenJwk)
  const { header, claims } = goodParts(material)
  const unencoded = `${encodePart({ ...header, b64: false, crit: ['b64'] })}.`
  const payload = JSON.stringify(claims)
  return [
    ['typ JWT', make({ header: { typ: 'JWT' } })],
    ['no typ', make({ header: { typ: undefined } })],
    ['typ of an event', make({ header: { typ: 'secevent+jwt' } })],
    ['typ of an ID token', make({ header: { typ: 'id_token' } })],
    ['typ as list', make({ header: { typ: ['at+jwt'] } })],
    ['crit with an unknown name', make({ header: { crit: ['exp'], exp: 1 } })],
    ['crit with b64', make({ header: { crit: ['b64'], b64: true } })],
    ['crit that is empty', make({ header: { crit: [] } })],
    ['b64 without crit', make({ header: { b64: false } })],
    [
      'b64 false with unencoded claims',
      `${unencoded}${payload}.${signWith
        .RS256(key)(Buffer.from(`${unencoded}${payload}`))
        .toString('base64url')}`,
    ],
    ['zip', make({ header: { zip: 'DEF' } })],
    [
      'alg twice',
      composeJws(
        `{"alg":"none","typ":"at+jwt","kid":"${material.tokenJwk.kid}","alg":"RS256"}`,
        claims,
        signWith.RS256(key),
      ),
    ],
    [
      'kid twice',
      composeJws(
        `{"alg":"RS256","typ":"at+jwt","kid":"x","kid":"${material.tokenJwk.kid}"}`,
        claims,
        signWith.RS256(key),
      ),
    ],
    ['a header with a byte order mark', composeJws(`\uFEFF${JSON.stringify(header)}`, claims, signWith.RS256(key))],
  ]
}

const wrongSignatures = (material: Material): readonly Named[] => {
  const make = createMaker(material)
  const key = toKeyObject(material.tokenJwk)
  const good = make()
  const [header = '', claims = '', signature = ''] = good.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  const flipped = Buffer.from(bytes)
  flipped[10] = (flipped[10] ?? 0) ^ 1
  const der = Buffer.concat([Buffer.from([0x04, 0x82, bytes.length >> 8, bytes.length & 0xff]), bytes])
  const stranger = { ...goodParts(material).claims, client_id: randomUUID(), mandant: `anbieter:${randomUUID()}` }
  return [
    ['a signature of zeros', `${header}.${claims}.${Buffer.alloc(bytes.length).toString('base64url')}`],
    [
      'a signature of one',
      `${header}.${claims}.${Buffer.concat([Buffer.alloc(bytes.length - 1), Buffer.from([1])]).toString('base64url')}`,
    ],
    ['an empty signature', `${header}.${claims}.`],
    ['no signature', `${header}.${claims}`],
    ['a cut signature', good.slice(0, -16)],
    ['a longer signature', `${header}.${claims}.${Buffer.concat([bytes, Buffer.alloc(3)]).toString('base64url')}`],
    ['one bit of the signature changed', `${header}.${claims}.${flipped.toString('base64url')}`],
    ['the signature in DER', `${header}.${claims}.${der.toString('base64url')}`],
    [
      'a DER signature of ECDSA',
      make({ header: { alg: 'ES256', kid: material.paketKid } }, (input) => sign('sha256', input, material.paketKey)),
    ],
    ['a padded signature', `${good}=`],
    [
      'the signature of another token',
      `${make({ claims: { jti: 'x' } })
        .split('.')
        .slice(0, 2)
        .join('.')}.${signature}`,
    ],
    ['other claims under the signature', `${header}.${encodePart(stranger)}.${signature}`],
    [
      'another header under the signature',
      `${encodePart({ alg: 'RS256', kid: material.tokenJwk.kid, typ: 'at+jwt' })}.${claims}.${signature}`,
    ],
    [
      'the claims signed without the header',
      `${header}.${claims}.${signWith.RS256(key)(Buffer.from(claims)).toString('base64url')}`,
    ],
  ]
}

const wrongClaims = (material: Material): readonly Named[] => {
  const make = createMaker(material)
  const key = toKeyObject(material.tokenJwk)
  const { header, claims } = goodParts(material)
  const twice = (member: string) =>
    composeJws(header, JSON.stringify(claims).replace('{', `{${member},`), signWith.RS256(key))
  const changes: readonly (readonly [string, Record<string, unknown>])[] = [
    ['expired 65 seconds ago', { exp: seconds() - 65 }],
    ['expired in 1970', { exp: 1 }],
    ['no exp', { exp: undefined }],
    ['exp as text', { exp: `${seconds() + 300}` }],
    ['exp null', { exp: null }],
    ['exp as list', { exp: [seconds() + 300] }],
    ['negative exp', { exp: -1 }],
    ['exp beyond every calendar', { exp: 1e16 }],
    ['valid in 65 seconds', { nbf: seconds() + 65 }],
    ['nbf as text', { nbf: '0' }],
    ['no iat', { iat: undefined }],
    ['iat as text', { iat: 'jetzt' }],
    ['another iss', { iss: 'https://other.example/oidc' }],
    ['iss with a slash at its end', { iss: `${material.issuer}/` }],
    ['iss in upper case', { iss: material.issuer.toUpperCase() }],
    ['iss as list', { iss: [material.issuer] }],
    ['iss of an address that is listened to', { iss: material.canary }],
    ['no iss', { iss: undefined }],
    ['another aud', { aud: 'https://other.example' }],
    ['aud with a path', { aud: `${material.audience}/v1` }],
    ['aud is the issuer', { aud: material.issuer }],
    ['aud as list of others', { aud: ['https://other.example'] }],
    ['aud as object', { aud: { '0': material.audience } }],
    ['aud empty', { aud: [] }],
    ['no aud', { aud: undefined }],
    ['no client', { client_id: undefined }],
    ['client as list', { client_id: [material.clientId] }],
    ['no tenant', { mandant: undefined }],
    ['a tenant of another kind', { mandant: 'kammer:153' }],
    ['the tenant system', { art: 'system', mandant: 'system' }],
    ['a kind without its tenant', { mandant: 'anbieter:' }],
  ]
  return [
    ...changes.map(([name, change]): Named => [name, make({ claims: change })]),
    ['aud twice', twice(`"aud":"https://other.example"`)],
    ['exp twice', twice('"exp":1')],
    ['__proto__ among the claims', twice('"__proto__":{"art":"betreiber"}')],
    ['claims as list', composeJws(header, [claims], signWith.RS256(key))],
    ['claims as text', composeJws(header, '"claims"', signWith.RS256(key))],
    ['claims null', composeJws(header, 'null', signWith.RS256(key))],
    ['claims empty', composeJws(header, '', signWith.RS256(key))],
    [
      'claims in UTF-16',
      `${encodePart(header)}.${Buffer.from(JSON.stringify(claims), 'utf16le').toString('base64url')}.AAAA`,
    ],
  ]
}

const wrongForms = (material: Material): readonly Named[] => {
  const good = createMaker(material)()
  const [header = '', claims = '', signature = ''] = good.split('.')
  const nested = composeJws(
    { ...goodParts(material).header, cty: 'JWT' },
    good,
    signWith.RS256(toKeyObject(material.tokenJwk)),
  )
  return [
    ['a token in a token', nested],
    ['five parts', `${good}.AAAA.AAAA`],
    ['a detached payload', `${header}..${signature}`],
    ['the JSON form', JSON.stringify({ protected: header, payload: claims, signature })],
    ['the JSON form in base64url', encodePart({ protected: header, payload: claims, signature })],
    ['one dot at the end', `${good}.`],
    ['one dot at the start', `.${good}`],
    ['only dots', '..'],
    ['base64 instead of base64url', `${header}.${claims}.${signature.replaceAll('-', '+').replaceAll('_', '/')}==`],
    ['percent encoding', good.replaceAll('.', '%2E')],
    ['a comma and a second one', `${good},${good}`],
    ['too long by a byte', 'a'.repeat(limits.tokenZeichen + 1)],
    ['1 MB of text', 'a'.repeat(1_048_576)],
    ['1 MB of dots', '.'.repeat(1_048_576)],
    ['1 MB of claims with a good signature', createMaker(material)({ claims: { x: 'x'.repeat(1_048_576) } })],
    ['an API key', '8f14e45fceea167a5a36dedd4bea2543'],
    ['undefined', 'undefined'],
    ['null', 'null'],
  ]
}
