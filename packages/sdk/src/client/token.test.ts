import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { ProblemError } from './problem-error.ts'
import { createTokenSource, type TokenOptions } from './token.ts'

let privateJwk: JWK
let publicJwk: JWK
beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true })
  privateJwk = { ...(await exportJWK(pair.privateKey)), kid: 'k-1' }
  publicJwk = await exportJWK(pair.publicKey)
})

/** A token endpoint that counts, with a clock that can be moved. */
const createEndpoint = (
  answers: readonly (() => Response | Promise<Response>)[] = [],
  change: Partial<TokenOptions> = {},
) => {
  const bodies: URLSearchParams[] = []
  const clock = { now: new Date('2026-11-20T10:00:00Z') }
  const source = createTokenSource({
    endpoint: 'http://gateway.example/oidc/token',
    issuer: 'http://gateway.example/oidc',
    clientId: 'c-1',
    privateJwk,
    now: () => clock.now,
    timeout: 1_000,
    plan: { attempts: 3, firstPause: 10, longestPause: 100 },
    wait: async () => undefined,
    random: () => 0,
    fetch: async (_url, init) => {
      bodies.push(new URLSearchParams(String(init?.body)))
      const answer = answers[bodies.length - 1]
      return answer ? answer() : Response.json({ access_token: `t-${bodies.length}`, expires_in: 300 })
    },
    ...change,
  })
  const travel = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000)
  }
  return { source, bodies, travel }
}

describe('a token', () => {
  it('is asked for with an assertion for this issuer, good once and for a minute', async () => {
    const { source, bodies } = createEndpoint([], { scopes: ['berichtsheft:lesen', 'ereignis:lesen'] })
    expect(await source.get()).toBe('t-1')
    const [body] = bodies
    expect(body?.get('grant_type')).toBe('client_credentials')
    expect(body?.get('scope')).toBe('berichtsheft:lesen ereignis:lesen')
    const assertion = body?.get('client_assertion') ?? ''
    const { payload } = await jwtVerify(assertion, await importJWK(publicJwk, 'ES256'), {
      currentDate: new Date('2026-11-20T10:00:30Z'),
      audience: 'http://gateway.example/oidc',
    })
    expect(payload).toMatchObject({ iss: 'c-1', sub: 'c-1', iat: 1_795_168_800, exp: 1_795_168_860 })
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'k-1' })
  })

  it('is kept until half a minute before its end', async () => {
    const { source, travel } = createEndpoint()
    await source.get()
    travel(269)
    expect(await source.get()).toBe('t-1')
    travel(1)
    expect(await source.get()).toBe('t-2')
  })

  it('is asked for once by all who wait for it', async () => {
    const { source, bodies } = createEndpoint()
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => source.get())))).toEqual(new Set(['t-1']))
    expect(bodies).toHaveLength(1)
  })

  it('is another one after it was refused, but only if it was this one', async () => {
    const { source } = createEndpoint()
    await source.get()
    source.invalidate('t-0')
    expect(await source.get()).toBe('t-1')
    source.invalidate('t-1')
    expect(await source.get()).toBe('t-2')
  })

  it('is not lost to others by one who gives up', async () => {
    const { source } = createEndpoint()
    const controller = new AbortController()
    const [hasty, patient] = [source.get(controller.signal), source.get()]
    controller.abort(new Error('enough'))
    await expect(hasty).rejects.toThrow('enough')
    expect(await patient).toBe('t-1')
  })
})

describe('a token endpoint that does not give one', () => {
  it('is asked again with another assertion while it is busy', async () => {
    const { source, bodies } = createEndpoint([
      () => new Response('', { status: 503 }),
      () => Promise.reject(new TypeError('fetch failed')),
    ])
    expect(await source.get()).toBe('t-3')
    expect(new Set(bodies.map((body) => decodeJwt(body.get('client_assertion') ?? '').jti)).size).toBe(3)
  })

  it('is believed when it refuses, and asked anew the next time', async () => {
    const refusal = () =>
      Response.json({ error: 'invalid_client', error_description: 'client is locked' }, { status: 401 })
    const { source, bodies } = createEndpoint([refusal])
    const error = await source.get().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ slug: 'unauthorized', status: 401 })
    expect(String(error)).toContain('invalid_client: client is locked')
    expect(bodies).toHaveLength(1)
    expect(await source.get()).toBe('t-2')
  })

  it('is given up after the last attempt', async () => {
    const broken = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }))
    const { source, bodies } = createEndpoint([broken, broken, broken])
    await expect(source.get()).rejects.toThrow('POST http://gateway.example/oidc/token: connect ECONNREFUSED')
    expect(bodies).toHaveLength(3)
  })
})
