import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareXsd } from './compare-xsd.ts'
import { joinXsd } from './xsd-tree.ts'

/** A small schema with one of everything that is compared. */
const schema = `
  <xs:element name="heft" type="t:Heft"/>
  <xs:element name="teil" type="t:Teil"/>
  <xs:complexType name="Heft">
    <xs:annotation><xs:documentation>a book</xs:documentation></xs:annotation>
    <xs:sequence>
      <xs:element name="id" type="t:Text"/>
      <xs:element name="art" type="t:Code.Art"/>
      <xs:element name="name" type="xs:string" minOccurs="0" nillable="true"/>
      <xs:element name="minuten" minOccurs="0"><xs:simpleType><xs:restriction base="xs:integer"><xs:minInclusive value="0"/><xs:maxInclusive value="1440"/></xs:restriction></xs:simpleType></xs:element>
      <xs:element name="teile" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="teil" type="t:Teil" minOccurs="0" maxOccurs="9"/></xs:sequence></xs:complexType></xs:element>
      <xs:element name="wahl" type="t:Wahl" minOccurs="0"/>
    </xs:sequence>
    <xs:attribute name="version" type="xs:token" use="required"/>
    <xs:attribute name="test" type="xs:boolean"/>
  </xs:complexType>
  <xs:complexType name="Teil"><xs:sequence><xs:element name="text" type="t:Text"/><xs:element name="teil" type="t:Teil" minOccurs="0"/></xs:sequence></xs:complexType>
  <xs:complexType name="Wahl"><xs:choice>
    <xs:sequence><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:string" minOccurs="0"/></xs:sequence>
    <xs:element name="b" type="xs:string"/>
  </xs:choice></xs:complexType>
  <xs:simpleType name="Text"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="100"/><xs:pattern value="x.*"/></xs:restriction></xs:simpleType>
  <xs:complexType name="Code"><xs:sequence><xs:element name="code" type="xs:token" form="unqualified"/></xs:sequence></xs:complexType>
  <xs:complexType name="Code.Art"><xs:complexContent><xs:restriction base="t:Code"><xs:sequence>
    <xs:element name="code" form="unqualified"><xs:simpleType><xs:restriction base="xs:token"><xs:enumeration value="a"/><xs:enumeration value="b"/></xs:restriction></xs:simpleType></xs:element>
  </xs:sequence><xs:attribute name="listURI" type="xs:anyURI" fixed="urn:art"/></xs:restriction></xs:complexContent></xs:complexType>`

const wrap = (content: string, namespace = 'urn:t') =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="${namespace}">${content}</xs:schema>`

const breaksOf = (changed: string, namespace?: string): string[] =>
  compareXsd(joinXsd([wrap(schema)]), joinXsd([wrap(changed, namespace)])).map(
    ({ place, reason }) => `${place}: ${reason}`,
  )

const replace = (from: string, to: string): string => {
  if (!schema.includes(from)) throw new Error(`the schema does not hold ${from}`)
  return schema.replace(from, to)
}

describe('a break is found:', () => {
  it.each([
    ['a root element that is gone', '<xs:element name="teil" type="t:Teil"/>\n', '', '<teil>: was removed'],
    [
      'an element that is gone',
      '<xs:element name="name" type="xs:string" minOccurs="0" nillable="true"/>',
      '',
      '<heft>/name: was removed',
    ],
    [
      'an element that moved',
      '<xs:element name="id" type="t:Text"/>\n      <xs:element name="art" type="t:Code.Art"/>',
      '<xs:element name="art" type="t:Code.Art"/><xs:element name="id" type="t:Text"/>',
      '<heft>/art: stands at another place',
    ],
    [
      'a new element that is required',
      '<xs:element name="art"',
      '<xs:element name="neu" type="xs:string"/><xs:element name="art"',
      '<heft>/neu: is new and required',
    ],
    [
      'a new element at the end that is required',
      '<xs:element name="wahl" type="t:Wahl" minOccurs="0"/>',
      '<xs:element name="wahl" type="t:Wahl" minOccurs="0"/><xs:element name="neu" type="xs:string"/>',
      '<heft>/neu: is new and required',
    ],
    [
      'an element that becomes required',
      'name="wahl" type="t:Wahl" minOccurs="0"',
      'name="wahl" type="t:Wahl"',
      '<heft>/wahl: is required now',
    ],
    ['an element that may not be nil any more', ' nillable="true"', '', '<heft>/name: cannot be nil any more'],
    ['fewer entries', 'maxOccurs="9"', 'maxOccurs="8"', '<heft>/teile/teil: may not occur as often any more'],
    [
      'more entries at least',
      'type="t:Teil" minOccurs="0" maxOccurs="9"',
      'type="t:Teil" minOccurs="1" maxOccurs="9"',
      '<heft>/teile/teil: is required now',
    ],
    [
      'another type',
      'name="name" type="xs:string"',
      'name="name" type="xs:integer"',
      '<heft>/name: the type changed from xs:string to xs:integer',
    ],
    [
      'a type of another kind',
      'name="id" type="t:Text"',
      'name="id" type="t:Teil"',
      '<heft>/id: the kind of its type changed',
    ],
    [
      'a type of its own for one of XML Schema',
      'name="name" type="xs:string"',
      'name="name" type="t:Text"',
      '<heft>/name: the type changed',
    ],
    ['a shorter text', '<xs:maxLength value="100"/>', '<xs:maxLength value="99"/>', '<heft>/id: maxLength is 99 now'],
    [
      'a longer text at least',
      '<xs:minLength value="1"/>',
      '<xs:minLength value="2"/>',
      '<heft>/id: minLength is 2 now',
    ],
    ['another pattern', 'value="x.*"', 'value="y.*"', '<heft>/id: the pattern changed'],
    [
      'a pattern where none was',
      '<xs:minInclusive value="0"/>',
      '<xs:minInclusive value="0"/><xs:pattern value="1"/>',
      '<heft>/minuten: the pattern changed',
    ],
    [
      'a lower maximum',
      '<xs:maxInclusive value="1440"/>',
      '<xs:maxInclusive value="600"/>',
      '<heft>/minuten: maxInclusive is 600 now',
    ],
    [
      'a higher minimum',
      '<xs:minInclusive value="0"/>',
      '<xs:minInclusive value="1"/>',
      '<heft>/minuten: minInclusive is 1 now',
    ],
    [
      'a facet that is not known here',
      '<xs:minInclusive value="0"/>',
      '<xs:minInclusive value="0"/><xs:totalDigits value="2"/>',
      '<heft>/minuten: the totalDigits changed',
    ],
    [
      'another base',
      '<xs:restriction base="xs:integer">',
      '<xs:restriction base="xs:short">',
      '<heft>/minuten: the base changed from xs:integer to xs:short',
    ],
    ['a code that is gone', '<xs:enumeration value="b"/>', '', '<heft>/art/code: b is not accepted any more'],
    ['another list of codes', 'fixed="urn:art"', 'fixed="urn:art:2"', '<heft>/art/@listURI: has another fixed value'],
    [
      'a choice that is gone',
      '<xs:element name="b" type="xs:string"/>\n  </xs:choice>',
      '</xs:choice>',
      '<heft>/wahl: a choice is not there any more',
    ],
    ['an attribute that is gone', '<xs:attribute name="test" type="xs:boolean"/>', '', '<heft>/@test: was removed'],
    [
      'an attribute that becomes required',
      'name="test" type="xs:boolean"',
      'name="test" type="xs:boolean" use="required"',
      '<heft>/@test: is required now',
    ],
    [
      'a new attribute that is required',
      '<xs:attribute name="test"',
      '<xs:attribute name="neu" type="xs:token" use="required"/><xs:attribute name="test"',
      '<heft>/@neu: is new and required',
    ],
    [
      'an attribute of another type',
      'name="test" type="xs:boolean"',
      'name="test" type="xs:token"',
      '<heft>/@test: the type changed from xs:boolean to xs:token',
    ],
  ])('%s', (_name, from, to, expected) => {
    const breaks = breaksOf(replace(from, to))
    expect(
      breaks.some((found) => found.startsWith(expected)),
      breaks.join('\n'),
    ).toBe(true)
  })

  it('another namespace', () => {
    expect(breaksOf(schema, 'urn:u')).toEqual(['schema: the namespace changed from urn:t to urn:u'])
  })
})

describe('an addition is no break:', () => {
  it.each([
    ['nothing', '<xs:element', '<xs:element'],
    [
      'a new root element',
      '<xs:element name="teil" type="t:Teil"/>',
      '<xs:element name="teil" type="t:Teil"/><xs:element name="neu" type="t:Teil"/>',
    ],
    [
      'a new optional element in the middle',
      '<xs:element name="art"',
      '<xs:element name="neu" type="xs:string" minOccurs="0"/><xs:element name="art"',
    ],
    [
      'an element that is optional now',
      '<xs:element name="id" type="t:Text"/>',
      '<xs:element name="id" type="t:Text" minOccurs="0"/>',
    ],
    [
      'an element that may be nil now',
      '<xs:element name="id" type="t:Text"/>',
      '<xs:element name="id" type="t:Text" nillable="true"/>',
    ],
    ['more entries', 'maxOccurs="9"', 'maxOccurs="unbounded"'],
    ['a longer text', '<xs:maxLength value="100"/>', '<xs:maxLength value="200"/>'],
    ['a text without pattern', '<xs:pattern value="x.*"/>', ''],
    [
      'a further pattern beside the old one',
      '<xs:pattern value="x.*"/>',
      '<xs:pattern value="x.*"/><xs:pattern value="y.*"/>',
    ],
    ['a further code', '<xs:enumeration value="b"/>', '<xs:enumeration value="b"/><xs:enumeration value="c"/>'],
    [
      'a further choice',
      '<xs:element name="b" type="xs:string"/>\n  </xs:choice>',
      '<xs:element name="b" type="xs:string"/><xs:element name="c" type="xs:string"/></xs:choice>',
    ],
    [
      'a new optional attribute',
      '<xs:attribute name="test"',
      '<xs:attribute name="neu" type="xs:token"/><xs:attribute name="test"',
    ],
    ['an attribute that is optional now', 'use="required"', 'use="optional"'],
    ['other words', 'a book', 'another book'],
  ])('%s', (_name, from, to) => {
    expect(breaksOf(replace(from, to))).toEqual([])
  })
})

it('our schema is no break of itself', () => {
  const folder = new URL('../../openapi/xsd/', import.meta.url)
  const model = joinXsd(readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')))
  expect(model.elements.size).toBeGreaterThan(8)
  expect(compareXsd(model, model)).toEqual([])
})
