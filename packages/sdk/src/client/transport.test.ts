import { problemUri } from '@berichtsheft/core'
import { describe, expect, it } from 'vitest'
import { ConnectionError, ProblemError } from './problem-error.ts'
import type { TokenSource } from './token.ts'
import { createTransport, type Outgoing } from './transport.ts'

type Step = Response | Error | ((init: RequestInit) => Response | Promise<Response>)

/** A transport whose `fetch` gives these answers one after the other; the last one for ever. */
const createScripted = (
  steps: readonly Step[],
  options: { token?: TokenSource; timeout?: number; attempts?: number } = {},
) => {
  const calls: RequestInit[] = []
  const pauses: number[] = []
  const transport = createTransport({
    fetch: async (_url, init = {}) => {
      const step = steps[Math.min(calls.length, steps.length - 1)]
      calls.push(init)
      if (step instanceof Error) throw step
      return typeof step === 'function' ? step(init) : (step?.clone() ?? new Response())
    },
    now: () => new Date('2026-11-20T10:00:00Z'),
    timeout: options.timeout ?? 1_000,
    plan: { attempts: options.attempts ?? 4, firstPause: 100, longestPause: 5_000 },
    random: () => 0.5,
    wait: async (milliseconds) => {
      pauses.push(milliseconds)
    },
    ...(options.token && { token: options.token }),
  })
  return { transport, calls, pauses }
}

const get: Outgoing = { method: 'GET', url: 'http://gateway.example/v1/regeln?secret=1', headers: new Headers() }
const post: Outgoing = { ...get, method: 'POST', body: '{}', headers: new Headers({ 'idempotency-key': 'k-1' }) }

const problem = (slug: 'unavailable' | 'rule-violated' | 'unauthorized', status: number, headers = {}) =>
  Response.json({ type: problemUri(slug), title: 'No', status }, { status, headers })

const headersOf = (init: RequestInit | undefined) => new Headers(init?.headers)

describe('repetition', () => {
  it('tries again after 503 with growing pauses, and answers what came in the end', async () => {
    const { transport, calls, pauses } = createScripted([
      problem('unavailable', 503),
      problem('unavailable', 503),
      Response.json({ a: 1 }),
    ])
    const answer = await transport.send(get)
    expect(await answer.json()).toEqual({ a: 1 })
    expect([calls.length, pauses]).toEqual([3, [50, 100]])
  })

  it('keeps the idempotency key and the body over all attempts', async () => {
    const { transport, calls } = createScripted([
      new TypeError('fetch failed'),
      problem('unavailable', 502),
      Response.json({}),
    ])
    await transport.send(post)
    expect(calls.map((init) => headersOf(init).get('idempotency-key'))).toEqual(['k-1', 'k-1', 'k-1'])
    expect(calls.map(({ body }) => body)).toEqual(['{}', '{}', '{}'])
  })

  it('waits as long as Retry-After asks for, and gives up when that is too long', async () => {
    const patient = createScripted([problem('unavailable', 429, { 'retry-after': '2' }), Response.json({})])
    await patient.transport.send(get)
    expect(patient.pauses).toEqual([2_000])
    const { transport, calls } = createScripted([problem('unavailable', 429, { 'retry-after': '6' })])
    await expect(transport.send(get)).rejects.toMatchObject({ status: 429, retryAfter: 6_000 })
    expect(calls).toHaveLength(1)
  })

  it.each([
    ['a POST without a key', { ...post, headers: new Headers() }, problem('unavailable', 503)],
    ['a refusal', get, problem('rule-violated', 422)],
    ['an error of the gateway', get, new Response('', { status: 500 })],
  ])('does not repeat %s', async (_name, request, answer) => {
    const { transport, calls } = createScripted([answer])
    await expect(transport.send(request)).rejects.toThrow(ProblemError)
    expect(calls).toHaveLength(1)
  })

  it('does not repeat a body in pieces, of which a part may be gone', async () => {
    async function* pieces() {
      yield Buffer.from('a')
    }
    const { transport, calls } = createScripted([new TypeError('fetch failed')])
    await expect(transport.send({ ...post, body: pieces() })).rejects.toThrow(ConnectionError)
    expect(calls).toHaveLength(1)
  })

  it('gives up after the last attempt and says how often it tried, without the query', async () => {
    const { transport, calls } = createScripted([
      new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
    ])
    const error = await transport.send(get).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ConnectionError)
    expect(String(error)).toBe(
      'ConnectionError: GET http://gateway.example/v1/regeln: connect ECONNREFUSED (tried 4 times)',
    )
    expect(calls).toHaveLength(4)
  })

  it('repeats an answer that breaks off in the middle', async () => {
    const broken = () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(Buffer.from('{"a"')),
          pull: (controller) => controller.error(new Error('other side closed')),
        }),
      )
    const { transport, calls } = createScripted([broken, Response.json({ a: 1 })])
    expect(await (await transport.send(get)).json()).toEqual({ a: 1 })
    expect(calls).toHaveLength(2)
  })
})

describe('tokens', () => {
  const createTokens = () => {
    const issued: string[] = []
    const invalid = new Set<string>()
    const token: TokenSource = {
      get: async () => {
        const current = issued.at(-1)
        if (current !== undefined && !invalid.has(current)) return current
        issued.push(`t-${issued.length + 1}`)
        return `t-${issued.length}`
      },
      invalidate: (text) => void invalid.add(text),
    }
    return { token, issued }
  }

  it('are sent, and renewed once after 401', async () => {
    const { token, issued } = createTokens()
    const { transport, calls, pauses } = createScripted([problem('unauthorized', 401), Response.json({})], { token })
    await transport.send(get)
    expect(calls.map((init) => headersOf(init).get('authorization'))).toEqual(['Bearer t-1', 'Bearer t-2'])
    expect([issued.length, pauses]).toEqual([2, []])
  })

  it('are not renewed a second time', async () => {
    const { token, issued } = createTokens()
    const { transport } = createScripted([problem('unauthorized', 401)], { token })
    await expect(transport.send(get)).rejects.toMatchObject({ status: 401, slug: 'unauthorized' })
    expect(issued).toHaveLength(2)
  })
})

describe('silence', () => {
  const hangs = (init: RequestInit) =>
    new Promise<Response>((_resolve, reject) =>
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
    )

  it('ends an attempt', async () => {
    const { transport, calls } = createScripted([hangs, Response.json({ a: 1 })], { timeout: 20 })
    expect(await (await transport.send(get)).json()).toEqual({ a: 1 })
    expect(calls).toHaveLength(2)
  })

  it('counts for each piece of an answer, not for all of it', async () => {
    const slow = () =>
      new Response(
        new ReadableStream({
          pull: async (controller) => {
            await new Promise((resolve) => setTimeout(resolve, 30))
            controller.enqueue(Buffer.from(' '))
          },
        }).pipeThrough(new TransformStream({ transform: countTo(4) })),
      )
    const { transport } = createScripted([slow], { timeout: 80, attempts: 1 })
    expect(await (await transport.send(get)).text()).toBe('    ')
  })

  it('does not count while nobody reads', async () => {
    const { transport } = createScripted([Response.json({ a: 1 })], { timeout: 20 })
    const answer = await transport.open(get)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(await answer.json()).toEqual({ a: 1 })
  })

  it('ends an answer that is read as it comes', async () => {
    const stuck = (init: RequestInit) =>
      new Response(
        new ReadableStream({
          start: (controller) => {
            controller.enqueue(Buffer.from('a'))
            init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
          },
        }),
      )
    const { transport } = createScripted([stuck], { timeout: 20 })
    const { body } = await transport.open(get)
    await expect(new Response(body).text()).rejects.toThrow(/no sign of life/)
  })

  const countTo = (count: number) => {
    let seen = 0
    return (chunk: Uint8Array, controller: TransformStreamDefaultController) => {
      if (++seen <= count) controller.enqueue(chunk)
      if (seen === count) controller.terminate()
    }
  }
})

describe('the signal of the caller', () => {
  it('ends the call with its own reason, before, during and between attempts', async () => {
    const reason = new Error('not needed any more')
    const { transport, calls } = createScripted([problem('unavailable', 503)])
    await expect(transport.send({ ...get, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(calls).toHaveLength(0)
    const controller = new AbortController()
    const during = createScripted([
      () => {
        controller.abort(reason)
        throw reason
      },
    ])
    await expect(during.transport.send({ ...get, signal: controller.signal })).rejects.toBe(reason)
    expect(during.calls).toHaveLength(1)
  })
})

describe('answers that are no problem details', () => {
  it.each([
    [
      new Response('<html>\n  Bad   Gateway</html>', { status: 500, statusText: 'Oops' }),
      /^ProblemError: 500 Oops: <html> Bad Gateway<\/html>$/,
    ],
    [
      new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
      /redirects to https:\/\/evil\.example, which is not followed/,
    ],
    [Response.json({ error: 'x' }, { status: 404 }), /404/],
  ])('%#', async (answer, expected) => {
    const error = await createScripted([answer])
      .transport.send(get)
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ProblemError)
    expect(String(error)).toMatch(expected)
    expect((error as ProblemError).slug).toBeUndefined()
  })
})
