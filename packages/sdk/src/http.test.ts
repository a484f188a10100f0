import { describe, expect, test, vi } from 'vitest'
import { AdapterError } from './adapter-error.ts'
import { createHttp } from './http.ts'

const url = 'https://anbieter.example/api?token=abc'

/** A fetch that answers from a list and keeps what was asked. */
const answering = (...answers: (Response | Error)[]) => {
  const asked: { method: string; signal: boolean }[] = []
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    asked.push({ method: init?.method ?? 'GET', signal: init?.signal !== undefined })
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    if (!answer) throw new Error('nothing to answer with')
    if (answer instanceof Error) throw answer
    return answer.clone()
  }
  return { fetch, asked }
}

const pauses: number[] = []
const wait = async (milliseconds: number) => void pauses.push(milliseconds)
const kindOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(AdapterError)
  return error as AdapterError
}

describe('createHttp', () => {
  test('repeats what may be repeated, with growing pauses, and gives the answer', async () => {
    pauses.length = 0
    const { fetch, asked } = answering(new Response('', { status: 503 }), new Error('reset'), Response.json({ a: 1 }))
    expect(await createHttp({ fetch, wait }).getJson(url)).toEqual({ a: 1 })
    expect(asked).toHaveLength(3)
    expect(asked.every((request) => request.signal)).toBe(true)
    expect(pauses).toEqual([200, 400])
  })

  test('gives up after the last attempt', async () => {
    const { fetch, asked } = answering(new Response('', { status: 502 }))
    const error = await kindOf(createHttp({ fetch, wait, attempts: 4 }).request(url))
    expect(error).toMatchObject({ kind: 'unavailable', message: 'GET https://anbieter.example/api answered 502' })
    expect(asked).toHaveLength(4)
  })

  test('does not repeat a POST', async () => {
    const { fetch, asked } = answering(new Error('reset'))
    expect((await kindOf(createHttp({ fetch, wait }).request(url, { method: 'POST' }))).kind).toBe('unavailable')
    expect(asked).toHaveLength(1)
  })

  test('waits as long as the server asks, but not forever', async () => {
    pauses.length = 0
    const busy = (seconds: string) => new Response('', { status: 429, headers: { 'retry-after': seconds } })
    await createHttp({ fetch: answering(busy('2'), new Response('')).fetch, wait }).request(url)
    expect(pauses).toEqual([2000])
    const { fetch, asked } = answering(busy('31'))
    await kindOf(createHttp({ fetch, wait }).request(url))
    expect(asked).toHaveLength(1)
  })

  test.each([
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [302, 'invalid-response'],
    [404, 'rejected'],
    [422, 'rejected'],
    [501, 'unavailable'],
  ])('status %i is %s', async (status, kind) => {
    const { fetch, asked } = answering(new Response(null, { status }))
    expect((await kindOf(createHttp({ fetch, wait }).request(url))).kind).toBe(kind)
    expect(asked).toHaveLength(1)
  })

  test.each([
    ['a page', '<html></html>'],
    ['half a document', '{"a":'],
    ['wrong bytes', Uint8Array.from([0x22, 0xff, 0x22])],
    ['the prototype', '{"__proto__":{}}'],
  ])('%s instead of JSON is invalid-response', async (_name, body) => {
    const { fetch } = answering(new Response(body))
    expect((await kindOf(createHttp({ fetch, wait }).getJson(url))).kind).toBe('invalid-response')
  })

  test('an empty body is no JSON and no error', async () => {
    expect(await createHttp({ fetch: answering(new Response('')).fetch }).getJson(url)).toBeUndefined()
  })

  test('an answer beyond the limit is refused', async () => {
    const { fetch } = answering(new Response('x'.repeat(11)))
    expect((await createHttp({ fetch, maxBytes: 11 }).request(url)).bytes).toHaveLength(11)
    expect((await kindOf(createHttp({ fetch, maxBytes: 10 }).request(url))).kind).toBe('invalid-response')
  })

  test('a call that hangs ends with the timeout', async () => {
    const fetch: typeof globalThis.fetch = (_input, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    const error = await kindOf(createHttp({ fetch, timeout: 20, attempts: 1 }).request(url))
    expect(error.kind).toBe('unavailable')
    expect(error.cause).toMatchObject({ name: 'TimeoutError' })
  })

  test('an aborted call is not repeated', async () => {
    const controller = new AbortController()
    const fetch = vi.fn<typeof globalThis.fetch>(async () => {
      controller.abort(new Error('genug'))
      throw new Error('aborted')
    })
    await kindOf(createHttp({ fetch }).request(url, { signal: controller.signal }))
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  test('an abort ends the pause between attempts', async () => {
    const { fetch } = answering(new Response('', { status: 503 }))
    const start = performance.now()
    await kindOf(createHttp({ fetch, attempts: 9 }).request(url, { signal: AbortSignal.timeout(50) }))
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test('errors hold neither the query nor the secrets', async () => {
    const { fetch } = answering(new Error('cannot reach hunter22'))
    const error = await kindOf(createHttp({ fetch, wait, secrets: ['hunter22'] }).request(url))
    expect(`${error.message} ${(error.cause as Error).message}`).not.toMatch(/abc|hunter22/)
  })
})
