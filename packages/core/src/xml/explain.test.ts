import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { beispiele } from '../contract/beispiele.ts'
import { dokumente, nachrichten } from '../contract/nachricht.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { buildContractModel, contractSchemas } from './contract-model.ts'
import { readXml, writeNachricht } from './contract-xml.ts'
import { createXmlReader } from './reader.ts'
import { createJsonPointers, xmlPointersOf } from './testing/pointers.ts'
import { writeLoosely } from './testing/write-loosely.ts'
import { XmlError } from './xml-error.ts'
import { renderReaderXsd } from './xsd.ts'

type Json = Record<string, unknown>

const model = buildContractModel()
const schemas = contractSchemas()
const reader = createXmlReader(model, renderReaderXsd(model))
const jsonPointers = createJsonPointers()
const xmlPointers = (xml: string): string[] => xmlPointersOf(reader, xml)

const objectsWithin = (value: unknown): Json[] => {
  if (Array.isArray(value)) return value.flatMap(objectsWithin)
  return typeof value === 'object' && value !== null
    ? [value as Json, ...Object.values(value).flatMap(objectsWithin)]
    : []
}

const bad = [
  '',
  'x',
  '2026-02-30',
  'a'.repeat(20_001),
  -1,
  99_999_999,
  'a\rb',
  null,
  '0'.repeat(64),
  '153',
  '😀'.repeat(301),
]

/** Damages a value in a way that JSON and XML can both express: a text stays a text. */
const damage = (value: unknown, where: number, kind: number, pick: number): void => {
  const objects = objectsWithin(value)
  const object = objects[where % objects.length] ?? {}
  const names = Object.keys(object)
  const name = names[pick % names.length]
  if (kind === 0) object.unbekannt = 'x'
  else if (name !== undefined && kind === 1) delete object[name]
  else if (name !== undefined && typeof object[name] !== 'object') {
    const isText = typeof object[name] === 'string'
    const choices = bad.filter((candidate) => candidate === null || (typeof candidate === 'string') === isText)
    object[name] = choices[pick % choices.length]
  } else if (name !== undefined && Array.isArray(object[name]) && object[name].length > 0)
    object[name] = Array.from({ length: 300 }, () => (object[name] as unknown[])[0])
}

const roots = [...Object.values(nachrichten), dokumente.lieferung, dokumente.ausbildungsnachweis].map(
  ({ element, schema }) => ({ element, schema: schema as unknown as TSchema & { $id: string } }),
)

describe('JSON and XML name the same pointers for the same faults', () => {
  test.each(roots)('$element', ({ element, schema }) => {
    const steps = fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.nat()), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(arbitraryFor(schema, schemas as TSchema[]), steps, (original, damages) => {
        const value = structuredClone(original)
        for (const [where, kind, pick] of damages) damage(value, where, kind, pick)
        // An attribute cannot be null, and a lone CR in an attribute becomes a blank.
        for (const name of Object.keys(value as Json)) if ((value as Json)[name] === null) delete (value as Json)[name]
        // Three hundred copies of a book with long texts are another fault: too large.
        fc.pre(JSON.stringify(value).length < 2_000_000)
        const expected = jsonPointers(schema.$id, value)
        const xml = writeLoosely(model, element, value).replaceAll('\r', '&#13;')
        const found = xmlPointers(xml)
        if (found.length < 50) expect(found).toEqual(expected)
        else expect(expected).toEqual(expect.arrayContaining(found))
      }),
      { numRuns: Number(process.env.XML_RUNS ?? 40) },
    )
  })
})

describe('a finding names its place', () => {
  const message = writeNachricht('uebermittlung', beispiele.uebermittlung).replaceAll('><bh:', '>\n<bh:')
  const explainXml = (xml: string) => {
    try {
      readXml(xml)
    } catch (error) {
      if (error instanceof XmlError) return error.findings
    }
    return []
  }
  const lineOf = (xml: string, text: string): number => xml.slice(0, xml.indexOf(text)).split('\n').length
  const days = '/inhalt/lieferung/ausbildungsnachweise/0/inhalt/tage'
  const path =
    '/bh:ausbildungsnachweis.uebermittlung.0104/bh:inhalt/bh:lieferung/bh:ausbildungsnachweise/bh:ausbildungsnachweis[1]/bh:inhalt/bh:tage'

  test('a wrong value: line, column, XPath and pointer of the element', () => {
    const xml = message.replace('<bh:datum>2026-12-15<', '<bh:datum>2026-02-30<')
    expect(explainXml(xml)).toEqual([
      {
        keyword: 'format',
        params: { format: 'date' },
        message: 'datum must be a day of the calendar',
        line: lineOf(xml, '<bh:datum>2026-02-30<'),
        column: 1,
        xpath: `${path}/bh:tag[2]/bh:datum`,
        pfad: `${days}/1/datum`,
      },
    ])
  })

  test('a missing element: the place of its parent, the pointer of the missing one', () => {
    const xml = message.replace('\n<bh:datum>2026-12-15</bh:datum>', '')
    expect(explainXml(xml)).toMatchObject([
      { message: 'datum is missing', column: 1, xpath: `${path}/bh:tag[2]/bh:datum`, pfad: `${days}/1/datum` },
    ])
  })

  test.each([
    ['an unknown element', '<bh:hash>x</bh:hash>', 'hash is not expected here', `${days}/1/hash`],
    [
      'an element of another namespace',
      '<datum xmlns="urn:other">2026-12-15</datum>',
      'datum is not expected here',
      `${days}/1/datum`,
    ],
    ['an element twice', '<bh:datum>2026-12-16</bh:datum>', 'datum occurs more than once', `${days}/1/datum`],
    [
      'an attribute',
      '<bh:minuten foo="1">5</bh:minuten>',
      "Element 'bh:minuten', attribute 'foo': The attribute 'foo' is not allowed.",
      `${days}/1/minuten`,
    ],
    [
      'text between elements',
      'text',
      "Element 'bh:tag': Character content other than whitespace is not allowed because the content type is 'element-only'.",
      `${days}/1`,
    ],
  ])('%s', (_name, inserted, text, pfad) => {
    const xml = message.replace('<bh:datum>2026-12-15</bh:datum>', `<bh:datum>2026-12-15</bh:datum>${inserted}`)
    expect(explainXml(xml)).toMatchObject([{ message: text, pfad }])
  })

  test('elements in another order', () => {
    const xml = message.replace(/(<bh:von>2026-12-14<\/bh:von>)\s*(<bh:bis>2026-12-18<\/bh:bis>)/, '$2$1')
    expect(explainXml(xml)).toMatchObject([
      { message: 'von must stand before bis', pfad: '/inhalt/lieferung/ausbildungsnachweise/0/inhalt/zeitraum/von' },
    ])
  })

  test('a character outside of its alphabet is named, not the alphabet', () => {
    const xml = message.replace('<bh:name>Tilda Ehrlichmann<', '<bh:name>Tilda ⟨Ehrlichmann⟩<')
    expect(explainXml(xml)).toMatchObject([{ message: 'name must not hold the character U+27E8' }])
  })

  test('what is not well-formed: line and column of the parser', () => {
    const xml = message.replace('</bh:datum>', '</bh:dat>')
    expect(explainXml(xml)).toMatchObject([{ line: lineOf(xml, '</bh:dat>') }])
  })
})
