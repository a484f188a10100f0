import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { beispielLieferung } from '../contract/beispiele.ts'
import { limits } from '../contract/limits.ts'
import { dokumente } from '../contract/nachricht.ts'
import { canonicalize } from '../signatur/kanonisch.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { contractSchemas } from './contract-model.ts'
import { contractModel, readLieferungen, writeXml } from './contract-xml.ts'
import type { RecordResult } from './read-records.ts'
import { splitXml, type XmlRecord } from './split.ts'
import { XmlError, type XmlErrorCode } from './xml-error.ts'

const { namespace } = contractModel()
const xsi = 'http://www.w3.org/2001/XMLSchema-instance'

async function* chunksOf(source: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const collect = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}

const options = {
  namespace,
  collection: 'lieferungen',
  record: 'lieferung',
  maxBytes: 100_000,
  maxRecordLength: 20_000,
  maxRecords: 5,
  maxDepth: 20,
  maxAttributes: 8,
}

const open = `<?xml version="1.0" encoding="UTF-8"?>\n<bh:lieferungen xmlns:bh="${namespace}" xmlns:xsi="${xsi}">`
const close = '</bh:lieferungen>'
const record = writeXml('lieferung', beispielLieferung)
  .replace(/^<\?xml[^>]*>\n/, '')
  .replace(/ xmlns:\w+="[^"]*"/g, '')
  .trim()

describe('a stream of books', () => {
  const books = fc.array(arbitraryFor(dokumente.lieferung.schema as TSchema, contractSchemas() as TSchema[]), {
    maxLength: 4,
  })
  const gaps = fc.array(fc.constantFrom('', ' ', '\n\t', '<!-- </bh:lieferung> <x> -->', '\r\n', '<!---->'), {
    minLength: 5,
    maxLength: 5,
  })

  test('comes back book by book, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        books,
        gaps,
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        async (values, between, size, withMark) => {
          const parts = values.map((value) =>
            writeXml('lieferung', value)
              .replace(/^<\?xml[^>]*>\n/, '')
              .trim(),
          )
          const xml =
            (withMark ? '\ufeff' : '') +
            open +
            parts.map((part, index) => between[index] + part).join('') +
            between[4] +
            close
          const bytes = new TextEncoder().encode(xml)
          const results = await collect(readLieferungen(chunksOf(bytes, size)))
          expect(results.map((result) => canonicalize(result.value))).toEqual(
            values.map((value) => canonicalize(value)),
          )
          for (const [index, { byteOffset, line, column }] of results.entries()) {
            expect(new TextDecoder().decode(bytes.subarray(byteOffset, byteOffset + 13))).toBe('<bh:lieferung')
            const before = new TextDecoder().decode(bytes.subarray(0, byteOffset))
            expect({ line, column, index }).toEqual({
              line: before.split('\n').length,
              column: before.length - before.lastIndexOf('\n'),
              index: results[index]?.index,
            })
          }
        },
      ),
      { numRuns: Number(process.env.XML_RUNS ?? 40) },
    )
  })

  test.each([
    ['an empty collection', open + close, 0],
    ['a collection without end tag', open.replace(/>$/, '/>'), 0],
    [
      'the default namespace',
      (open + record + close)
        .replaceAll('bh:', '')
        .replace('xmlns:bh', 'xmlns')
        .replaceAll('<code>', '<code xmlns="">'),
      1,
    ],
    [
      'a prefix of a record of its own',
      open + record.replaceAll('bh:', 'q:').replace('<q:lieferung', `<q:lieferung xmlns:q="${namespace}"`) + close,
      1,
    ],
    [
      'a prefix bound anew',
      open.replace('xmlns:xsi', 'xmlns:q="urn:other" xmlns:xsi') +
        record.replaceAll('bh:', 'q:').replace('<q:lieferung', `<q:lieferung xmlns:q="${namespace}"`) +
        close,
      1,
    ],
    [
      'a namespace name with special characters',
      open.replace('xmlns:xsi', 'xmlns:w="urn:a&amp;b&apos;c" xmlns:xsi') + record + close,
      1,
    ],
    [
      'CDATA and comments with tags in them',
      open +
        record.replace(
          /<bh:text>[^<]*</,
          '<bh:text><![CDATA[</bh:lieferung><bh:lieferung>]]><!-- </bh:lieferung> --><',
        ) +
        close,
      1,
    ],
    ['two books without anything between', open + record + record + close, 2],
    ['blanks and a comment behind', `${open}${record}${close}\n<!-- end -->\n`, 1],
  ])('is read with %s', async (_name, xml, count) => {
    const results = await collect(readLieferungen(chunksOf(xml)))
    expect(results.map((result) => result.error)).toEqual(Array.from({ length: count }, () => undefined))
  })

  test('reports a book that is refused with its place in the stream, and goes on', async () => {
    const wrong = record.replace('<bh:knr>153<', '\n  <bh:knr>15<')
    const xml = `${open}\n${record}\n${wrong}\n${record}${close}`
    const results = await collect(readLieferungen(chunksOf(xml, 1000)))
    expect(results.map((result) => result.error?.code)).toEqual([undefined, 'schema-invalid', undefined])
    const at = xml.indexOf('<bh:knr>15<')
    expect(results[1]?.error?.findings).toMatchObject([
      {
        line: xml.slice(0, at).split('\n').length,
        column: at - xml.lastIndexOf('\n', at),
        pfad: '/berichtsheft/knr',
        xpath: '/bh:lieferung/bh:berichtsheft/bh:knr',
      },
    ])
  })

  test('counts columns in the first line of a book as if nothing had been inserted', async () => {
    const xml = open + record.replace('<bh:knr>153<', '<bh:knr>15<') + close
    const [result] = await collect(readLieferungen(chunksOf(xml)))
    expect(result?.error?.findings).toMatchObject([{ line: 2, column: xml.indexOf('<bh:knr>') - xml.indexOf('\n') }])
  })

  test('ends where it stops to be well-formed, after the books before', async () => {
    const results: RecordResult[] = []
    let caught: unknown
    try {
      for await (const result of readLieferungen(
        chunksOf(open + record + record.replace('</bh:knr>', '</bh:x>') + record + close),
      ))
        results.push(result)
    } catch (error) {
      caught = error
    }
    expect(results.map((result) => result.index)).toEqual([0])
    expect(caught).toMatchObject({ code: 'malformed', findings: [{ line: expect.any(Number) }] })
  })
})

const cases: readonly (readonly [name: string, code: XmlErrorCode, source: string | Uint8Array])[] = [
  [
    'a document type declaration',
    'doctype',
    open.replace('<bh:', '<!DOCTYPE x [<!ENTITY e "x">]><bh:') + record + close,
  ],
  ['an endless document type declaration', 'unexpected-content', `<!DOCTYPE x [${'<!ENTITY e "x">'.repeat(6000)}`],
  ['a processing instruction', 'processing-instruction', `${open}<?php x ?>${record}${close}`],
  ['an instruction that quotes', 'processing-instruction', `${open}<?x it's ?>${record}${close}`],
  ['another root', 'unknown-root', `<a>${record}</a>`],
  ['another namespace', 'unknown-root', open.replace(namespace, 'urn:other') + record + close],
  ['another record', 'unexpected-content', `${open}<bh:berichtsheft/>${close}`],
  ['a record of another namespace', 'unexpected-content', `${open}<lieferung/>${close}`],
  ['text between the records', 'unexpected-content', `${open}${record}x${record}${close}`],
  ['CDATA between the records', 'unexpected-content', `${open}<![CDATA[ ]]>${close}`],
  ['a reference between the records', 'unexpected-content', `${open}&#120;${close}`],
  ['an attribute on the root', 'unexpected-content', open.replace(/>$/, ' xsi:schemaLocation="a b">') + close],
  ['more blanks than allowed', 'unexpected-content', open + ' '.repeat(70_000) + close],
  [
    'more attributes than allowed',
    'too-many-attributes',
    open.replace(/>$/, `${Array.from({ length: 9 }, (_, index) => ` a${index}=""`).join('')}>`) + close,
  ],
  [
    'more attributes on a record than allowed',
    'too-many-attributes',
    `${open}<bh:lieferung${Array.from({ length: 9 }, (_, index) => ` a${index}=""`).join('')}/>${close}`,
  ],
  ['more records than allowed', 'too-many-records', open + '<bh:lieferung/>'.repeat(6) + close],
  ['a record that is too long', 'too-large', `${open}<bh:lieferung>${'x'.repeat(30_000)}</bh:lieferung>${close}`],
  ['a record without end', 'too-large', `${open}<bh:lieferung>${'<a></a>'.repeat(10_000)}`],
  ['a tag without end', 'too-large', `${open}<bh:lieferung ${'x '.repeat(30_000)}`],
  ['a comment without end', 'too-large', `${open}<!-- ${'x'.repeat(30_000)}`],
  ['a stream that is too long', 'too-large', open + `${' '.repeat(60_000)}<bh:lieferung/>`.repeat(2) + close],
  ['a record that is too deep', 'too-deep', `${open}<bh:lieferung>${'<a>'.repeat(19)}`],
  ['NUL', 'nul', `${open}\0${close}`],
  ['bytes that are not UTF-8', 'encoding', Uint8Array.from([...new TextEncoder().encode(open), 0xff])],
  ['a cut character at the end', 'encoding', new TextEncoder().encode(`${open + close}ä`).subarray(0, -1)],
  ['UTF-16', 'encoding', Buffer.from(`\ufeff${open}`, 'utf16le')],
  ['another encoding in the declaration', 'encoding', open.replace('UTF-8', 'ISO-8859-1') + close],
  ['an end within a record', 'malformed', open + record.slice(0, -20)],
  ['an end before the end tag', 'malformed', open + record],
  ['nothing', 'malformed', ''],
  ['an end tag too many', 'malformed', `${open}</bh:x>`],
  ['a second root', 'malformed', open + close + open.slice(open.indexOf('\n') + 1) + close],
  ['an undeclared prefix', 'malformed', `${open}<q:lieferung/>${close}`],
  ['an undeclared entity', 'malformed', `${open}&leak;${close}`],
  ['two attributes of one name', 'malformed', `${open}<bh:lieferung a="" a=""/>${close}`],
  ['a start tag with <', 'malformed', `${open}<bh:lieferung < />${close}`],
]

describe('a stream is refused with its place', () => {
  test.each(cases)('%s: %s', async (_name, code, source) => {
    for (const size of [3, 65_536]) {
      const records: XmlRecord[] = []
      let error: unknown
      try {
        for await (const found of splitXml(chunksOf(source, size), options)) records.push(found)
      } catch (caught) {
        error = caught
      }
      expect(error).toBeInstanceOf(XmlError)
      const { code: found, message, findings } = error as XmlError
      expect({ code: found, message }).toMatchObject({ code })
      expect(findings[0]?.line).toBeGreaterThan(0)
    }
  })
})

test('a record is cut out as it stands, with the declarations around it', async () => {
  const inner =
    `<bh:lieferung a='/>"' b="'</bh:lieferung>"><x y="<![CDATA["/><![CDATA[</bh:lieferung>]]></bh:lieferung >`
      .replace('</bh:lieferung>"', '&lt;/bh:lieferung>"')
      .replace('"<![', '"&lt;![')
  const [found] = await collect(splitXml(chunksOf(`${open}\n ${inner}${close}`), options))
  const declared = ` xmlns:bh="${namespace}" xmlns:xsi="${xsi}"`
  expect(found).toEqual({
    index: 0,
    xml: inner.replace('<bh:lieferung', `<bh:lieferung${declared}`),
    inserted: declared.length,
    line: 3,
    column: 2,
    byteOffset: open.length + 2,
  })
})

test('single bytes are read as fast as chunks', async () => {
  const books = Array.from({ length: 40 }, () =>
    record.replace('<bh:ausbildungsnachweis>', `${'<!-- -->'.repeat(2000)}<bh:ausbildungsnachweis>`),
  ).join('')
  const before = performance.now()
  expect(await collect(readLieferungen(chunksOf(open + books + close, 1)))).toHaveLength(40)
  expect(performance.now() - before).toBeLessThan(4000)
})

test('a long stream needs no more room than one book', async () => {
  const body = new TextEncoder().encode(record)
  let most = 0
  async function* source() {
    yield new TextEncoder().encode(open)
    for (let index = 0; index < 3000; index += 1) {
      yield body
      if (index % 500 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed)
    }
    yield new TextEncoder().encode(close)
  }
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed
  let count = 0
  for await (const result of readLieferungen(source())) if (result.error === undefined) count += 1
  expect(count).toBe(3000)
  expect(3000 * body.length).toBeGreaterThan(16_000_000)
  expect(most - before).toBeLessThan(limits.lieferung * 8)
})
