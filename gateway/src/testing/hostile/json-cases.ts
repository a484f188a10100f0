import type { ProblemSlug } from '@berichtsheft/core'
import { makeKopf, makeNachweis } from '../fixtures.ts'
import { multipart } from './multipart.ts'
import type { HostileRequest } from './send-request.ts'

/** Ways on which a JSON text reaches the gateway. */
export const carriers = {
  'a JSON body': (json: string | Buffer): HostileRequest => ({ path: '/v1/berichtshefte', body: json }),
  'a delivery': (json: string | Buffer): HostileRequest => ({ path: '/v1/lieferungen', body: json }),
  'a line of NDJSON': (json: string | Buffer): HostileRequest => ({
    path: '/v1/lieferungen/strom',
    headers: { 'content-type': 'application/x-ndjson' },
    body: json,
  }),
  'the part kontext of an import': (json: string | Buffer): HostileRequest => ({
    path: '/v1/importe?adapter=ihk',
    ...multipart([
      { name: 'kontext', content: json },
      { name: 'datei', filename: 'a.json', content: '{}' },
    ]),
  }),
} as const

/** Texts that are no JSON of ours, whoever reads them; none holds a line end. */
export const malformedJson: readonly (readonly [id: string, name: string, json: () => string | Buffer])[] = [
  ['B05', 'cut in the middle', () => '{"fremdId":"a","azubi":{'],
  ['B05', 'a text without end', () => '{"fremdId":"a'],
  ['B05', 'two documents', () => '{}{}'],
  ['B05', 'two documents with a blank between', () => '{} {}'],
  ['B05', 'a comment', () => '{"fremdId":"a"/* x */}'],
  ['B05', 'a comment at the end', () => '{"fremdId":"a"}//x'],
  ['B05', 'a comma at the end', () => '{"fremdId":"a",}'],
  ['B05', 'single quotes', () => "{'fremdId':'a'}"],
  ['B05', 'a key without quotes', () => '{fremdId:"a"}'],
  ['B05', 'NaN', () => '{"minuten":NaN}'],
  ['B05', 'Infinity', () => '{"minuten":-Infinity}'],
  ['B05', 'undefined', () => '{"minuten":undefined}'],
  ['B05', '1e400', () => '{"minuten":1e400}'],
  ['B05', '1E2, which another reader takes for 100', () => '{"minuten":1E2}'],
  ['B05', '2^53+1', () => '{"minuten":9007199254740993}'],
  ['B05', 'a fraction', () => '{"minuten":0.1}'],
  ['B05', '1.0', () => '{"minuten":1.0}'],
  ['B05', '100 000 digits', () => `{"minuten":${'9'.repeat(100_000)}}`],
  ['B05', 'hexadecimal', () => '{"minuten":0x10}'],
  ['B05', 'a leading zero', () => '{"minuten":010}'],
  ['B05', 'a leading plus', () => '{"minuten":+1}'],
  ['B05', 'a byte order mark', () => '\ufeff{"fremdId":"a"}'],
  ['B05', 'UTF-16', () => Buffer.from('{"fremdId":"a"}', 'utf16le')],
  ['B05', 'UTF-32', () => Buffer.from([...'{"a":1}'].flatMap((c) => [c.charCodeAt(0), 0, 0, 0]))],
  ['B05', 'a bare TAB inside of a text', () => '{"fremdId":"a\tb"}'],
  ['B05', 'an escape that does not exist', () => '{"fremdId":"\\x41"}'],
  ['B05', 'a cut unicode escape', () => '{"fremdId":"\\u12"}'],
  ['B05', 'a key twice', () => '{"fremdId":"a","fremdId":"b"}'],
  ['B05', 'a key twice, deep inside', () => '{"berichtsheft":{"azubi":{"name":"a","name":"b"}}}'],
  ['B05', 'a key twice, once escaped', () => '{"fremdId":"a","\\u0066remdId":"b"}'],
  ['B05', '33 levels', () => '['.repeat(33) + ']'.repeat(33)],
  ['B05', '100 000 levels of arrays', () => '['.repeat(100_000) + ']'.repeat(100_000)],
  ['B05', '100 000 levels of objects', () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['B05', '100 000 levels, never closed', () => '['.repeat(100_000)],
  ['B06', '__proto__', () => '{"__proto__":{"polluted":true}}'],
  ['B06', '__proto__ inside', () => '{"berichtsheft":{"azubi":{"__proto__":{"polluted":true}}}}'],
  ['B06', '__proto__ in a list', () => '{"ausbildungsnachweise":[{"__proto__":[]}]}'],
  ['B06', '__proto__ with an escape', () => '{"\\u005f\\u005fproto\\u005f\\u005f":{"polluted":true}}'],
  ['B06', 'constructor.prototype', () => '{"constructor":{"prototype":{"polluted":true}}}'],
  ['B06', 'constructor with an escape', () => '{"\\u0063onstructor":{"prototype":{"polluted":true}}}'],
  ['B06', 'prototype', () => '{"prototype":{"polluted":true}}'],
  ['B07', 'a byte that is no UTF-8', () => bytes('{"fremdId":"', [0xff], '"}')],
  ['B07', 'a lone continuation byte', () => bytes('{"fremdId":"', [0x80], '"}')],
  ['B07', 'a cut sequence', () => bytes('{"fremdId":"', [0xc3], '"}')],
  ['B07', 'an overlong slash', () => bytes('{"fremdId":"', [0xc0, 0xaf], '"}')],
  ['B07', 'an overlong NUL', () => bytes('{"fremdId":"', [0xc0, 0x80], '"}')],
  ['B07', 'a surrogate in UTF-8', () => bytes('{"fremdId":"', [0xed, 0xa0, 0x80], '"}')],
  ['B07', 'a pair of surrogates in UTF-8 (CESU-8)', () => bytes('{"a":"', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], '"}')],
  ['B07', 'beyond U+10FFFF', () => bytes('{"fremdId":"', [0xf4, 0x90, 0x80, 0x80], '"}')],
  ['B07', 'five bytes', () => bytes('{"fremdId":"', [0xf8, 0x88, 0x80, 0x80, 0x80], '"}')],
  ['B07', 'ISO-8859-1', () => Buffer.from('{"fremdId":"Störtebeker"}', 'latin1')],
  ['B07', 'a bare NUL', () => '{"fremdId":"a\0b"}'],
  ['B07', 'bytes that are no UTF-8 in a key', () => bytes('{"', [0xff], '":1}')],
]

const bytes = (before: string, inner: readonly number[], after: string): Buffer =>
  Buffer.concat([Buffer.from(before), Buffer.from(inner), Buffer.from(after)])

/** A report whose list of days has so many wrong entries, or whose only day has. */
const wideReport = (count: number, isDeep = false): string => {
  const list = `[${'0,'.repeat(count)}0]`
  const tage = isDeep ? `[{"datum":"2024-09-02","eintraege":${list}}]` : list
  return JSON.stringify({ ...nachweis, inhalt: { ...nachweis.inhalt, tage: 'LIST' } }).replace('"LIST"', tage)
}
const nachweis = makeNachweis(0)

/** Bodies of many wrong values. Telling all of them would cost more than reading them. */
export const wideRequests: readonly (readonly [name: string, request: () => HostileRequest])[] = [
  ['100 000 wrong days', () => ({ path: '/v1/ausbildungsnachweise/pruefung', body: wideReport(100_000) })],
  ['500 000 wrong days', () => ({ path: '/v1/ausbildungsnachweise/pruefung', body: wideReport(500_000) })],
  [
    '500 000 wrong entries of a day',
    () => ({ path: '/v1/ausbildungsnachweise/pruefung', body: wideReport(500_000, true) }),
  ],
  ['60 000 unknown keys', () => ({ path: '/v1/ausbildungsnachweise/pruefung', body: wide(60_000) })],
  ['60 000 unknown keys of a delivery', () => ({ path: '/v1/lieferungen', body: wide(60_000) })],
]

/** Deliveries of many wrong values; each item has its line. */
export const wideDeliveries: readonly (readonly [name: string, body: () => string])[] = [
  ['7 000 000 wrong days in one report', () => delivery(wideReport(7_000_000))],
  ['1 500 reports of 1 000 wrong days', () => delivery(Array.from({ length: 1500 }, () => wideReport(1_000)).join())],
  [
    '1 500 reports of 900 unknown keys',
    () =>
      delivery(
        Array.from({ length: 1500 }, () => `{${Array.from({ length: 900 }, (_, i) => `"k${i}":1`).join()}}`).join(),
      ),
  ],
]

const delivery = (reports: string): string =>
  JSON.stringify({ berichtsheft: makeKopf(), ausbildungsnachweise: 'LIST' }).replace('"LIST"', `[${reports}]`)

/** JSON that can be read and has not the documented form, as the body of a new book. */
export const misshapenJson: readonly (readonly [id: string, name: string, json: () => string, slug: ProblemSlug])[] = [
  ['B05', 'nothing', () => '', 'malformed-request'],
  ['B05', 'only blanks', () => ' \n ', 'malformed-request'],
  ['B05', 'null', () => 'null', 'validation-failed'],
  ['B05', 'a number', () => '1', 'validation-failed'],
  ['B05', 'a text', () => '"x"', 'validation-failed'],
  ['B05', 'a list', () => '[]', 'validation-failed'],
  ['B05', 'a list of 400 000 nulls', () => `[${'null,'.repeat(200_000)}null]`, 'validation-failed'],
  ['B05', '60 000 unknown keys', () => wide(60_000), 'validation-failed'],
  ['B05', '200 000 keys', () => wide(200_000), 'payload-too-large'],
  ['B05', '32 levels', () => `${'{"a":'.repeat(31)}{}${'}'.repeat(31)}`, 'validation-failed'],
  ['B05', 'a text of 900 kB', () => JSON.stringify({ fremdId: 'x'.repeat(900_000) }), 'validation-failed'],
  ['B06', 'names of the members of every object', () => JSON.stringify(everyMember), 'validation-failed'],
]

const wide = (count: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1])))

const everyMember = {
  toString: 'x',
  valueOf: 'x',
  hasOwnProperty: 'x',
  isPrototypeOf: 'x',
  toLocaleString: 'x',
  propertyIsEnumerable: 'x',
  __defineGetter__: 'x',
  __defineSetter__: 'x',
  __lookupGetter__: 'x',
}
