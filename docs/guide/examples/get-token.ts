/** Gets an access token with nothing but Node: `node docs/guide/examples/get-token.ts http://localhost:8080 .data/betreiber.jwk.json` */
import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'

const [gateway = 'http://localhost:8080', file = '.data/betreiber.jwk.json'] = process.argv.slice(2)

// The private key as JWK (P-256), with the client id as a further member.
const { clientId, ...jwk } = JSON.parse(await readFile(file, 'utf8'))

// A client assertion (RFC 7523): for this gateway only, good once and for a minute.
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = Math.floor(Date.now() / 1000)
const header = { alg: 'ES256', typ: 'JWT', kid: jwk.kid }
const claims = { iss: clientId, sub: clientId, aud: `${gateway}/oidc`, jti: randomUUID(), iat: now, exp: now + 60 }
const input = `${encode(header)}.${encode(claims)}`
const key = createPrivateKey({ key: jwk, format: 'jwk' })
const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')

const response = await fetch(`${gateway}/oidc/token`, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${input}.${signature}`,
  }),
})
process.stdout.write(`${await response.text()}\n`)
process.exitCode = response.ok ? 0 : 1
