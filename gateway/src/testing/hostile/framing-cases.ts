import type { ProblemSlug } from '@berichtsheft/core'
import type { RawPart } from './send-raw.ts'

/** Starts of requests, without the empty line that ends the headers. */
export interface Starts {
  readonly get: string
  readonly post: string
}

/** How the gateway answers: one problem and the end of the connection, or one answer of a plain request. */
export type Expected = ProblemSlug | 200 | 400

type Make = (starts: Starts) => readonly RawPart[]
const headers =
  (lines: string): Make =>
  ({ get }) => [`${get}${lines}\r\n`]
const body =
  (lines: string, content: string): Make =>
  ({ post }) => [`${post}${lines}\r\n${content}`]
const chunked = (content: string): Make => body('Transfer-Encoding: chunked\r\n', content)
const line =
  (text: string): Make =>
  () => [`${text}\r\nHost: x\r\n\r\n`]

/** Bytes that two readers could take for different requests, and others that are none. */
export const framingCases: readonly (readonly [name: string, expected: Expected, make: Make])[] = [
  [
    'CL.TE',
    'malformed-request',
    body('Content-Length: 6\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'),
  ],
  [
    'TE.CL',
    'malformed-request',
    body('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '5c\r\nGPOST / HTTP/1.1\r\n\r\n0\r\n\r\n'),
  ],
  ['TE.TE', 'malformed-request', body('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '0\r\n\r\n')],
  ['an unknown transfer coding', 'malformed-request', body('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n')],
  [
    'chunked that is not the last coding',
    'malformed-request',
    body('Transfer-Encoding: chunked, gzip\r\n', '0\r\n\r\n'),
  ],
  ['gzip before chunked', 'malformed-request', body('Transfer-Encoding: gzip, chunked\r\n', '2\r\n{}\r\n0\r\n\r\n')],
  ['identity', 'malformed-request', body('Transfer-Encoding: identity\r\nContent-Length: 2\r\n', '{}')],
  [
    'chunked in HTTP/1.0',
    'malformed-request',
    ({ post }) => [`${post.replace('1.1', '1.0')}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ],
  ['Content-Length twice, alike', 'malformed-request', body('Content-Length: 2\r\nContent-Length: 2\r\n', '{}')],
  ['Content-Length twice', 'malformed-request', body('Content-Length: 2\r\nContent-Length: 3\r\n', '{}')],
  ['Content-Length as a list', 'malformed-request', body('Content-Length: 2, 2\r\n', '{}')],
  ['Content-Length below zero', 'malformed-request', body('Content-Length: -2\r\n', '{}')],
  ['Content-Length with a sign', 'malformed-request', body('Content-Length: +2\r\n', '{}')],
  ['Content-Length in hexadecimal', 'malformed-request', body('Content-Length: 0x2\r\n', '{}')],
  ['Content-Length of 23 digits', 'malformed-request', body('Content-Length: 99999999999999999999999\r\n', '{}')],
  ['Content-Length that is empty', 'malformed-request', body('Content-Length: \r\n', '{}')],
  ['bare LF', 'malformed-request', ({ get }) => [`${get.replaceAll('\r\n', '\n')}\n`]],
  ['bare CR', 'malformed-request', ({ get }) => [`${get.replace('Host: x\r\n', 'Host: x\r')}\r\n`]],
  ['a blank before the colon', 'malformed-request', headers('X-A : 1\r\n')],
  [
    'a blank before the colon of Transfer-Encoding',
    'malformed-request',
    body('Transfer-Encoding : chunked\r\n', '0\r\n\r\n'),
  ],
  ['folding', 'malformed-request', headers('X-A: 1\r\n folded\r\n')],
  ['folding of Transfer-Encoding', 'malformed-request', body('Transfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n')],
  ['a header that begins with a blank', 'malformed-request', () => ['GET /healthz HTTP/1.1\r\n Host: x\r\n\r\n']],
  ['a header without colon', 'malformed-request', headers('foo\r\n')],
  ['a header without name', 'malformed-request', headers(': b\r\n')],
  ['NUL in a header', 'malformed-request', headers('X-A: a\0b\r\n')],
  ['a control character in the name of a header', 'malformed-request', headers('X\u0001A: b\r\n')],
  ['ESC in a header', 'malformed-request', headers('X-A: \u001b[31m\r\n')],
  ['no Host', 'malformed-request', () => ['GET /healthz HTTP/1.1\r\n\r\n']],
  ['two Hosts', 'malformed-request', headers('Host: evil.example\r\n')],
  ['HTTP/2.0', 'malformed-request', line('GET /healthz HTTP/2.0')],
  ['HTTP/1.2', 'malformed-request', line('GET /healthz HTTP/1.2')],
  ['the preface of HTTP/2', 'malformed-request', () => ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']],
  ['a hello of TLS', 'malformed-request', () => [Buffer.from('1603010200010001fc0303', 'hex')]],
  ['an unknown method', 'malformed-request', line('FOO /healthz HTTP/1.1')],
  ['a method in lower case', 'malformed-request', line('get /healthz HTTP/1.1')],
  ['a blank in the address', 'malformed-request', line('GET /v1/a b HTTP/1.1')],
  ['bytes of UTF-8 in the address', 'malformed-request', line('GET /v1/ä HTTP/1.1')],
  ['an asterisk', 'malformed-request', line('GET * HTTP/1.1')],
  ['a chunk size that is none', 'malformed-request', chunked('zz\r\n{}\r\n0\r\n\r\n')],
  ['a chunk that is longer than said', 'malformed-request', chunked('2\r\n{}}\r\n0\r\n\r\n')],
  ['chunks with bare LF', 'malformed-request', chunked('2\n{}\n0\n\n')],
  ['an extension of a chunk of 20 kB', 'payload-too-large', chunked(`2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`)],
  ['one header of 200 kB', 'headers-too-large', headers(`X-A: ${'a'.repeat(200_000)}\r\n`)],
  ['200 kB in 5 000 headers', 'headers-too-large', headers(`X-A: ${'a'.repeat(30)}\r\n`.repeat(5_000))],
  ['9 000 empty headers', 'headers-too-large', headers('a:\r\n'.repeat(9_000))],
  ['an address of 9 000 characters', 'uri-too-long', line(`GET /${'a'.repeat(9_000)} HTTP/1.1`)],
  ['headers behind the body', 400, chunked('2\r\n{}\r\n0\r\nAuthorization: x\r\n\r\n')],
  ['an expectation that is unknown', 400, body('Content-Length: 2\r\nExpect: 200-maybe\r\n', '{}')],
  ['an upgrade to websocket', 200, headers('Connection: Upgrade\r\nUpgrade: websocket\r\n')],
  [
    'an upgrade to HTTP/2',
    200,
    headers('Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'),
  ],
  ['an address with a foreign host', 200, ({ get }) => [`${get.replace('/v1/', 'http://evil.example/v1/')}\r\n`]],
  ['a GET with a body', 200, ({ get }) => [`${get}Content-Length: 2\r\n\r\n{}`]],
  ['bytes that are no request behind one that is', 200, ({ get }) => [`${get}\r\n\u0000garbage\r\n\r\n`]],
]
