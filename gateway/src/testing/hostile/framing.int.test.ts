import { Readable } from 'node:stream'
import { limits, problemTypes } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { framingCases, type Starts } from './framing-cases.ts'
import { expectAtWork, expectProblem, memoryBound } from './refused.ts'
import { sendRaw } from './send-raw.ts'

let gateway: ChildGateway
let starts: Starts
beforeAll(async () => {
  gateway = await startChildGateway()
  const rest = `HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${gateway.vendor.token}\r\n`
  starts = {
    get: `GET /v1/berichtshefte ${rest}`,
    post: `POST /v1/berichtshefte ${rest}Content-Type: application/json\r\n`,
  }
})
afterAll(() => gateway?.close())

describe('B14: one request, one answer', () => {
  test.each(framingCases)('B14: %s', async (_name, expected, make) => {
    const rows = await gateway.countRows()
    gateway.takeLog()
    const { answers, closed, ms } = await sendRaw(gateway.port, make(starts))
    expect(answers.map(({ status }) => status)).toEqual([
      typeof expected === 'number' ? expected : problemTypes[expected].status,
    ])
    expect(ms).toBeLessThan(5000)
    const [answer] = answers
    if (answer && typeof expected === 'string') {
      expectProblem({ ...answer, text: answer.body }, expected)
      expect(answer.headers).toMatchObject({ connection: 'close', 'x-content-type-options': 'nosniff' })
      expect(closed).toBe(true)
    }
    for (const line of gateway.takeLog()) expect(() => JSON.parse(line)).not.toThrow()
    expect(await gateway.countRows()).toEqual(rows)
    await expectAtWork(gateway)
  })

  test('B14: three requests in one go get three answers, in order', async () => {
    const { get } = starts
    const list = ['', '?limit=0', '?limit=2'].map((query) => get.replace(' HTTP', `${query} HTTP`))
    const { answers } = await sendRaw(gateway.port, [list.map((text) => `${text}\r\n`).join('')])
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200])
  })
})

/** Bytes without end, until nobody reads them any more. */
const endless = (chunk: Uint8Array, taken: { bytes: number }) =>
  new Readable({
    highWaterMark: chunk.length,
    read() {
      taken.bytes += chunk.length
      this.push(chunk)
    },
  })

describe('B04: bodies without end are cut off', () => {
  const ndjson = { 'content-type': 'application/x-ndjson' }
  const xml = { 'content-type': 'application/xml' }
  const parts = { 'content-type': 'multipart/form-data; boundary=b' }
  test.each([
    ['an ordinary body', '/v1/berichtshefte', { 'content-type': 'application/json' }, 'x', 413, limits.body],
    ['a delivery', '/v1/lieferungen', { 'content-type': 'application/json' }, 'x', 413, limits.lieferung],
    ['a message', '/v1/nachrichten', xml, ' ', 413, limits.nachricht],
    ['a line of NDJSON', '/v1/lieferungen/strom', ndjson, 'x', 413, limits.zeile],
    ['an XML record', '/v1/lieferungen/strom', xml, 'x', 400, limits.nachricht],
    ['a part before its header', '/v1/importe?adapter=ihk', parts, 'x', 413, limits.importe],
    [
      'a file',
      '/v1/importe?adapter=ihk',
      parts,
      '--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n',
      413,
      limits.importe,
    ],
    [
      'a token request',
      '/oidc/token',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'x',
      400,
      limits.tokenAnfrage,
    ],
    ['a body for nobody', '/v1/gibtesnicht', { 'content-type': 'application/json' }, 'x', 413, limits.body],
    [
      'a body without a token',
      '/v1/berichtshefte',
      { 'content-type': 'application/json', authorization: '' },
      'x',
      401,
      0,
    ],
    ['bytes behind a GET', '/healthz', {}, 'x', 200, 0],
  ] as const)('B04: %s at %s', async (_name, path, headers, start, status, limit) => {
    const taken = { bytes: 0 }
    const chunk = Buffer.concat([
      Buffer.from(start),
      Buffer.alloc(65_536 - start.length, start.length === 1 ? start : 'x'),
    ])
    gateway.resetPeak()
    const memory = gateway.memory() ?? 0
    const method = path === '/healthz' ? 'GET' : 'POST'
    const answer = await gateway.send({ path, method, headers, body: endless(chunk, taken) })
    expect(answer.status, answer.text).toBe(status)
    expect(taken.bytes).toBeLessThan(limit * 1.5 + 16_777_216)
    // What may be sent may also be held, but not twice over.
    expect((gateway.peak() ?? 0) - memory).toBeLessThan(memoryBound + (3 * limit) / 1_048_576)
    await expectAtWork(gateway)
  })
})

describe('B04: requests that do not arrive are ended', () => {
  test('B04: headers that trickle, after the documented time', { timeout: 20_000 }, async () => {
    const { answers, closed, ms } = await sendRaw(
      gateway.port,
      trickle('GET /healthz HTTP/1.1\r\nHost: x\r\n', 'X-A: a\r\n', 40, 400),
    )
    expect(closed).toBe(true)
    expect(answers.map(({ status }) => status)).toEqual([408])
    expect(ms).toBeGreaterThan(limits.kopfzeit - 1000)
    expect(ms).toBeLessThan(limits.kopfzeit + 3000)
  })

  test.skipIf(!process.env.SOAK)(
    'B04: a body that trickles, after the documented time [needs SOAK=1]',
    { timeout: 90_000 },
    async () => {
      const start = `${starts.post}Content-Length: 1000\r\n\r\n`
      const { answers, closed, ms } = await sendRaw(gateway.port, trickle(start, ' ', 200, 400))
      expect(closed).toBe(true)
      expect(answers.map(({ status }) => status)).toEqual([408])
      expect(Math.abs(ms - limits.anfragezeit)).toBeLessThan(3000)
    },
  )
})

function* trickle(start: string, piece: string, count: number, pause: number) {
  yield start
  for (let i = 0; i < count; i++) {
    yield pause
    yield piece
  }
}
