import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { limits } from '@berichtsheft/core'
import { withFalseSizes, workbook, zip } from './archive.ts'
import { multipart, type Part } from './multipart.ts'
import type { RefusedCase } from './refused.ts'
import type { HostileRequest } from './send-request.ts'

const file = (content: string | Uint8Array, filename = 'a.json'): Part => ({ name: 'datei', filename, content })
const upload = (parts: readonly Part[], end?: string): HostileRequest => ({
  path: '/v1/importe?adapter=ihk',
  ...multipart(parts, end),
})
const sheet = (content: string | Uint8Array, filename = 'a.xlsx'): HostileRequest => ({
  path: '/v1/importe?adapter=generic&konfiguration=xlsx-rows-metadata-sheet',
  ...multipart([file(content, filename)]),
})
const many = (count: number, part: Part): Part[] => Array.from({ length: count }, () => part)

/** Bodies of several parts that are refused. */
export const multipartCases: readonly RefusedCase[] = [
  { id: 'B04', name: 'no part', request: upload([]), slug: 'validation-failed', says: /no file/ },
  { id: 'B04', name: '10 000 files', request: () => upload(many(10_000, file('{}'))), slug: 'payload-too-large' },
  {
    id: 'B04',
    name: `${limits.importDateien + 1} files`,
    request: () => upload(many(limits.importDateien + 1, file('{}'))),
    slug: 'payload-too-large',
    says: /at most 400 files/,
  },
  {
    id: 'B04',
    name: '10 000 parts that are no files',
    request: () => upload(many(10_000, { name: 'x', content: '' })),
    slug: 'validation-failed',
  },
  {
    id: 'B04',
    name: '10 000 parts without a name',
    request: () => ({ ...upload([]), body: `${'--b0undary\r\n\r\nx\r\n'.repeat(10_000)}--b0undary--\r\n` }),
    slug: 'payload-too-large',
  },
  {
    id: 'B04',
    name: 'a part with a header of 200 kB, whose rest is not read',
    request: () => upload([{ ...file('{}'), header: `X-A: ${'a'.repeat(200_000)}\r\n` }]),
    slug: 'adapter-rejected',
    thread: true,
  },
  {
    id: 'B04',
    name: 'a part with 5 000 headers, of which 20 are read',
    request: () => upload([{ ...file('{}'), header: 'X-A: a\r\n'.repeat(5_000) }]),
    slug: 'adapter-rejected',
    thread: true,
  },
  {
    id: 'B04',
    name: 'no boundary',
    request: { ...upload([file('{}')]), headers: { 'content-type': 'multipart/form-data' } },
    slug: 'malformed-request',
  },
  {
    id: 'B04',
    name: 'an empty boundary',
    request: { ...upload([file('{}')]), headers: { 'content-type': 'multipart/form-data; boundary=' } },
    slug: 'malformed-request',
  },
  {
    id: 'B04',
    name: 'another boundary than said',
    request: { ...upload([file('{}')]), headers: { 'content-type': 'multipart/form-data; boundary=other' } },
    slug: 'malformed-request',
  },
  {
    id: 'B04',
    name: 'a boundary of 5 000 characters',
    request: {
      ...upload([file('{}')]),
      headers: { 'content-type': `multipart/form-data; boundary=${'b'.repeat(5000)}` },
    },
    slug: 'malformed-request',
  },
  { id: 'B04', name: 'no end', request: upload([file('{}')], ''), slug: 'malformed-request' },
  {
    id: 'B04',
    name: 'cut in the header of a part',
    request: { ...upload([]), body: '--b0undary\r\nContent-Disposition: form-data; na' },
    slug: 'malformed-request',
  },
  { id: 'B04', name: 'nothing', request: { ...upload([]), body: '' }, slug: 'validation-failed' },
  {
    id: 'B04',
    name: 'kontext beyond the limit of a line',
    request: () => upload([{ name: 'kontext', content: `{"a":"${'x'.repeat(limits.zeile)}"}` }, file('{}')]),
    slug: 'payload-too-large',
    says: /kontext/,
  },
  {
    id: 'B06',
    name: 'a part named __proto__',
    request: upload([{ ...file('{}'), name: '__proto__' }]),
    slug: 'malformed-request',
  },
  {
    id: 'B06',
    name: 'a part named constructor',
    request: upload([{ name: 'constructor', content: '{}' }, file('{}')]),
    slug: 'malformed-request',
  },
  {
    id: 'B06',
    name: 'an unknown part',
    request: upload([{ name: 'x', content: '1' }, file('{}')]),
    slug: 'validation-failed',
    says: /There is no part "x"/,
  },
  {
    id: 'B06',
    name: 'kontext twice',
    request: upload([{ name: 'kontext', content: '{}' }, { name: 'kontext', content: '{}' }, file('{}')]),
    slug: 'validation-failed',
    says: /twice/,
  },
  {
    id: 'B06',
    name: 'kontext is a list',
    request: upload([{ name: 'kontext', content: '[]' }, file('{}')]),
    slug: 'malformed-request',
  },
  ...[
    '../a.json',
    '/etc/passwd',
    'a/../../b',
    './a',
    'a//b',
    'a/',
    '',
    '..',
    'a\\\\b',
    'a\u0007b',
    'x'.repeat(301),
  ].map(
    (name): RefusedCase => ({
      id: 'B04',
      name: `a file named ${JSON.stringify(name).slice(0, 30)}`,
      request: upload([file('{}', name)]),
      slug: 'validation-failed',
    }),
  ),
  {
    id: 'B07',
    name: 'a file name that is no UTF-8',
    request: () => ({
      ...upload([]),
      body: Buffer.concat([
        Buffer.from('--b0undary\r\nContent-Disposition: form-data; name="d"; filename="a'),
        Buffer.from([0xff, 0xc3]),
        Buffer.from('.json"\r\n\r\n{}\r\n--b0undary--\r\n'),
      ]),
    }),
    slug: 'validation-failed',
  },
  {
    id: 'B04',
    name: 'another content type',
    request: { path: '/v1/importe?adapter=ihk', body: '{}' },
    slug: 'unsupported-media-type',
  },
  {
    id: 'B04',
    name: 'an adapter that does not exist',
    request: { ...upload([file('{}')]), path: '/v1/importe?adapter=gibtesnicht' },
    slug: 'validation-failed',
  },
  {
    id: 'B06',
    name: 'an adapter named __proto__',
    request: { ...upload([file('{}')]), path: '/v1/importe?adapter=__proto__' },
    slug: 'validation-failed',
  },
  {
    id: 'B06',
    name: 'an adapter named constructor',
    request: { ...upload([file('{}')]), path: '/v1/importe?adapter=constructor' },
    slug: 'validation-failed',
  },
  {
    id: 'B06',
    name: 'a configuration named constructor',
    request: { ...upload([file('{}')]), path: '/v1/importe?adapter=generic&konfiguration=constructor' },
    slug: 'adapter-rejected',
    thread: true,
  },
]

const zeros = (megabytes: number): Uint8Array => new Uint8Array(megabytes * 1_048_576)
const rows = (count: number): string =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${'<row><c t="inlineStr"><is><t>a</t></is></c></row>'.repeat(count)}</sheetData></worksheet>`
const dtd = `<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`

/** Archives that an adapter unpacks, and packed bodies that nobody unpacks. */
export const bombCases: readonly RefusedCase[] = [
  { id: 'B08', name: 'XLSX with a sheet of 100 MB of zeros', request: () => sheet(workbook(zeros(100))) },
  { id: 'B08', name: 'half an XLSX', request: () => sheet(workbook('<x/>').subarray(0, 300)) },
  {
    id: 'B08',
    name: 'XLSX that says 10 bytes and holds 64 MB',
    request: () => sheet(withFalseSizes(workbook(zeros(64)), 10)),
  },
  { id: 'B08', name: 'XLSX that says 4 GiB', request: () => sheet(withFalseSizes(workbook('<x/>'), 0xfffffffe)) },
  {
    id: 'B08',
    name: 'XLSX with shared texts of 40 MB',
    request: () => sheet(workbook(rows(1), { 'xl/sharedStrings.xml': zeros(40) })),
  },
  {
    id: 'B08',
    name: 'an XLSX inside of an XLSX inside of an XLSX',
    request: () => sheet(zip({ 'a.xlsx': zip({ 'b.xlsx': workbook(zeros(20)) }) })),
  },
  {
    id: 'B08',
    name: 'XLSX with 5 000 files',
    request: () => sheet(zip(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`xl/f${i}.xml`, ''])))),
  },
  {
    id: 'B08',
    name: 'XLSX with names that leave the folder',
    request: () => sheet(zip({ '../../../etc/x.xml': '<x/>', '/abs.xml': '<x/>' })),
  },
  { id: 'B09', name: 'XLSX with 100 000 rows', request: () => sheet(workbook(rows(100_000))) },
  { id: 'B09', name: 'XLSX with a broken sheet', request: () => sheet(workbook('<worksheet><sheetData><row>')) },
  { id: 'B09', name: 'XLSX with entities', request: () => sheet(workbook(dtd)) },
  { id: 'B08', name: 'no archive at all', request: () => sheet('PK') },
]
  // Each takes a second for its thread; the full run has all of them.
  .filter((_, i) => process.env.SOAK !== undefined || i % 2 === 0)
  .map((row): RefusedCase => ({ ...row, slug: 'adapter-rejected', thread: true }))

let gzipBomb: Uint8Array | undefined
const packed = '{"fremdId":"a"}'
const codings: readonly (readonly [name: string, coding: string, body: () => string | Uint8Array])[] = [
  ['gzip', 'gzip', () => gzipSync(packed)],
  ['x-gzip', 'x-gzip', () => gzipSync(packed)],
  ['brotli', 'br', () => brotliCompressSync(packed)],
  ['deflate', 'deflate', () => deflateSync(packed)],
  ['raw deflate', 'deflate', () => deflateRawSync(packed)],
  ['zstd', 'zstd', () => packed],
  ['gzip twice', 'gzip, gzip', () => gzipSync(gzipSync(packed))],
  ['a list', 'identity, gzip', () => gzipSync(packed)],
  ['a long list', Array.from({ length: 500 }, () => 'gzip').join(','), () => packed],
  ['upper case', 'GZIP', () => gzipSync(packed)],
  ['something unknown', 'foo', () => packed],
  ['a gzip bomb of 100 MB', 'gzip', () => (gzipBomb ??= gzipSync(zeros(100)))],
]
const doors: readonly (readonly [name: string, path: string, type: string])[] = [
  ['a book', '/v1/berichtshefte', 'application/json'],
  ['a delivery', '/v1/lieferungen', 'application/json'],
  ['a stream of NDJSON', '/v1/lieferungen/strom', 'application/x-ndjson'],
  ['a stream of XML', '/v1/lieferungen/strom', 'application/xml'],
  ['an import', '/v1/importe?adapter=ihk', 'multipart/form-data; boundary=b0undary'],
  ['a message', '/v1/nachrichten', 'application/xml'],
  ['a token', '/oidc/token', 'application/x-www-form-urlencoded'],
]

/** Every coding at every door. */
export const compressionCases: readonly RefusedCase[] = doors.flatMap(([door, path, type]) =>
  codings.map(
    ([name, coding, body]): RefusedCase => ({
      id: 'B08',
      name: `${door} packed with ${name}`,
      request: () => ({ path, headers: { 'content-type': type, 'content-encoding': coding }, body: body() }),
      slug: 'unsupported-media-type',
    }),
  ),
)

/** Content types that a door does not read. */
export const contentTypeCases: readonly RefusedCase[] = doors.slice(0, 6).flatMap(([door, path]) =>
  [
    'text/plain',
    'application/x-www-form-urlencoded',
    'text/xml',
    'application/merge-patch+json',
    'application/jsonx',
    'multipart/mixed; boundary=b0undary',
    '',
    'x',
    'application/json; charset=utf-16',
    'application/xml; charset=iso-8859-1',
  ]
    .filter((other) => !(path.endsWith('/strom') && other.startsWith('application/x-ndjson')))
    .map(
      (other): RefusedCase => ({
        id: 'B04',
        name: `${door} as ${other || 'nothing'}`,
        request: { path, headers: { 'content-type': other }, body: '{}' },
        slug: 'unsupported-media-type',
      }),
    ),
)
