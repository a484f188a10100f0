import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildContractModel } from './contract-model.ts'
import { compileLibxmlSchema } from './libxml2.ts'
import { alphabetOf, lengthsOf, parsePattern, printXsdPattern } from './pattern.ts'
import type { XmlType } from './tree.ts'

describe('a JSON pattern in the language of XSD', () => {
  test.each([
    ['^[0-9]{4}$', '[0-9]{4}'],
    ['^\\d+$', '[0-9]+'],
    ['^\\w?$', '[0-9A-Z_a-z]?'],
    ['^(?:a|b){2,}$', '(a|b){2,}'],
    ['^(a|bc)*$', '(a|bc)*'],
    ['^a{2,3}b{0,1}$', 'a{2,3}b?'],
    ['^\\u0041\\x42\\u{1F600}$', 'AB😀'],
    ['^[\\u{1F600}-\\u{1F64F}]$', '[😀-🙏]'],
    ['^\\.\\*\\(\\)\\[\\]\\{\\}\\|\\\\\\^\\$\\/$', '\\.\\*\\(\\)\\[\\]\\{\\}\\|\\\\\\^$/'],
    ['^[a\\-\\]^]$', '[\\-\\]\\^a]'],
    ['^[a-c.+-]$', '[+\\-.a-c]'],
    ['^[\\t\\n\\r]$', '[\\t\\n\\r]'],
    ['^[^\\u0000-\\u001F\\uD800-\\uDFFF\\uFFFE\\uFFFF]*$', '[^\\t\\n\\r]*'],
    ['^$', ''],
  ])('%s becomes %s', (json, xsd) => {
    expect(printXsdPattern(parsePattern(json))).toBe(xsd)
  })

  test.each([
    ['a', 'must be anchored'],
    ['^a', 'must be anchored'],
    ['^a\\$', 'must be anchored'],
    ['^a|b$', 'alternation at the top'],
    ['^.$', '. cannot be translated'],
    ['^a^b$', '^ cannot be translated'],
    ['^\\p{L}$', 'escape \\p'],
    ['^\\s$', 'escape \\s'],
    ['^\\bx$', 'escape \\b'],
    ['^(a)\\1$', 'escape \\1'],
    ['^(?=a)$', 'only plain groups'],
    ['^(?<n>a)$', 'only plain groups'],
    ['^a+?$', 'lazy or stacked'],
    ['^a{,2}$', 'bad quantifier'],
    ['^(a$', 'unclosed group'],
    ['^[]$', 'empty character class'],
    ['^[b-a]$', 'bad range'],
    ['^[\\d-z]$', 'bad range'],
  ])('%s is refused: %s', (json, reason) => {
    expect(() => parsePattern(json)).toThrow(reason)
  })

  test('tells its alphabet and its lengths', () => {
    const pattern = parsePattern('^(a|bc){2,3}[x-z]?$')
    expect(alphabetOf(pattern)).toEqual([
      [0x61, 0x63],
      [0x78, 0x7a],
    ])
    expect(lengthsOf(pattern)).toEqual({ min: 2, max: 7 })
    expect(lengthsOf(parsePattern('^a{0}b*$'))).toEqual({ min: 0, max: Number.POSITIVE_INFINITY })
  })
})

const patternsWithin = (type: XmlType): string[] => {
  if (type.kind === 'text') return type.pattern === undefined ? [] : [type.pattern]
  if (type.kind === 'list') return patternsWithin(type.item.type)
  return type.kind === 'object' ? type.fields.flatMap((field) => patternsWithin(field.type)) : []
}
const patterns = [...new Set([...buildContractModel().types.values()].flatMap((named) => patternsWithin(named.type)))]

test('the contract has patterns', () => {
  expect(patterns.length).toBeGreaterThan(8)
})

describe('each pattern of the contract means the same to V8 and to the XSD engine', () => {
  test.each(patterns)('%s', (pattern) => {
    const xsd = printXsdPattern(parsePattern(pattern))
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;')
    const schema = compileLibxmlSchema(
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="${xsd}"/></xs:restriction></xs:simpleType></xs:element></xs:schema>`,
    )
    const expression = new RegExp(pattern, 'u')
    const matching = fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' })
    const near = fc
      .tuple(matching, fc.nat(), fc.constantFrom('', 'x', ' ', '-', '/', 'Ω', '😀', '\t', '\n'))
      .map(([text, at, other]) => {
        const characters = [...text]
        characters.splice(at % (characters.length + 1), 1, other)
        return characters.join('')
      })
    const carried = fc
      .oneof(matching, near)
      .filter((text) => !/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
    fc.assert(
      fc.property(carried, (text) => {
        const xml = text.replace(/[&<>\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)
        expect(schema.check(new TextEncoder().encode(`<a>${xml}</a>`)).kind).toBe(
          expression.test(text) ? 'valid' : 'invalid',
        )
      }),
      { numRuns: 60 },
    )
    schema.close()
  })
})
