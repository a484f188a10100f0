import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { parsePattern, printXsdPattern } from './pattern.ts'
import type {
  CodeType,
  Field,
  IntegerType,
  ListType,
  NamedType,
  ObjectType,
  Slot,
  TextType,
  UnionType,
  XmlModel,
  XmlType,
} from './tree.ts'
import { resolveType, unwrapType } from './tree.ts'

/** The prefix that the writer and the schema files bind to the namespace of the model. */
export const prefix = 'bh'

/** Adds `xs:documentation`, and `xs:appinfo` where there are facts for machines. */
export const document = (parent: XMLBuilder, text: string, addInfo?: (appinfo: XMLBuilder) => void): void => {
  const annotation = parent.ele('xs:annotation')
  if (addInfo) addInfo(annotation.ele('xs:appinfo'))
  annotation.ele('xs:documentation', { 'xml:lang': 'en' }).txt(text)
}

const addText = (parent: XMLBuilder, type: TextType): void => {
  const simple = parent.ele('xs:simpleType')
  describeText(simple, type)
  restrictText(simple, type)
}

const describeText = (simple: XMLBuilder, type: TextType): void => {
  const kind = type.values
    ? `One of ${type.values.join(', ')}.`
    : type.base === 'string'
      ? 'Text'
      : type.base === 'date'
        ? 'Day without time zone'
        : 'Instant in UTC'
  const length = [
    type.minLength === undefined ? '' : ` from ${type.minLength}`,
    type.maxLength === undefined ? '' : ` up to ${type.maxLength}`,
  ].join('')
  document(simple, type.values ? kind : length ? `${kind} of${length} characters.` : `${kind} of the given pattern.`)
}

const restrictText = (simple: XMLBuilder, type: TextType): void => {
  const restriction = simple.ele('xs:restriction', { base: `xs:${type.base}` })
  if (type.minLength !== undefined) restriction.ele('xs:minLength', { value: String(type.minLength) })
  if (type.maxLength !== undefined) restriction.ele('xs:maxLength', { value: String(type.maxLength) })
  if (type.pattern !== undefined) restriction.ele('xs:pattern', { value: printXsdPattern(parsePattern(type.pattern)) })
  for (const value of type.values ?? []) restriction.ele('xs:enumeration', { value })
}

const restrictInteger = (simple: XMLBuilder, type: IntegerType): void => {
  const restriction = simple.ele('xs:restriction', { base: 'xs:integer' })
  restriction.ele('xs:minInclusive', { value: String(type.minimum) })
  restriction.ele('xs:maxInclusive', { value: String(type.maximum) })
}

const addCode = (schema: XMLBuilder, name: string, type: CodeType, description: string): void => {
  const { codelist } = type
  const complex = schema.ele('xs:complexType', { name })
  document(complex, description, (appinfo) => {
    const list = appinfo.ele('codeliste')
    list.ele('nameKurz').txt(codelist.name)
    list.ele('kennung').txt(codelist.kennung)
    list.ele('version').txt(codelist.version)
  })
  const restriction = complex.ele('xs:complexContent').ele('xs:restriction', { base: `${prefix}:Code` })
  const code = restriction.ele('xs:sequence').ele('xs:element', { name: 'code', form: 'unqualified' })
  document(code, 'Key of the entry.')
  const simple = code.ele('xs:simpleType')
  document(simple, `Keys of the code list ${codelist.name}, version ${codelist.version}.`)
  const values = simple.ele('xs:restriction', { base: 'xs:token' })
  for (const entry of codelist.eintraege)
    document(values.ele('xs:enumeration', { value: entry.code }), `${entry.name}: ${entry.beschreibung}`)
  const attribute = (attributeName: string, attributeType: string, fixed: string, text: string): void =>
    document(
      restriction.ele('xs:attribute', { name: attributeName, type: attributeType, use: 'optional', fixed }),
      text,
    )
  attribute('listURI', 'xs:anyURI', codelist.kennung, 'URI of the code list.')
  attribute('listVersionID', 'xs:normalizedString', codelist.version, 'Version of the code list.')
}

/** Adds the type that all code list types restrict. */
export const addBaseCode = (schema: XMLBuilder): void => {
  const complex = schema.ele('xs:complexType', { name: 'Code' })
  document(complex, 'A value of a published code list; the types Code.… restrict it to one list and version.')
  document(
    complex.ele('xs:sequence').ele('xs:element', { name: 'code', type: 'xs:token', form: 'unqualified' }),
    'Key of the entry.',
  )
  document(
    complex.ele('xs:attribute', { name: 'listURI', type: 'xs:anyURI', use: 'optional' }),
    'URI of the code list.',
  )
  document(
    complex.ele('xs:attribute', { name: 'listVersionID', type: 'xs:normalizedString', use: 'optional' }),
    'Version of the code list.',
  )
}

/** Gives an element or attribute its type: a name, or an anonymous type below it. */
const addType = (model: XmlModel, node: XMLBuilder, type: XmlType): void => {
  if (type.kind === 'ref') node.att('type', `${prefix}:${resolveType(model, type.name).xsdName}`)
  else if (type.kind === 'boolean') node.att('type', 'xs:boolean')
  else if (type.kind === 'text') addText(node, type)
  else if (type.kind === 'integer') {
    const simple = node.ele('xs:simpleType')
    document(simple, `Whole number from ${type.minimum} to ${type.maximum}.`)
    restrictInteger(simple, type)
  } else if (type.kind === 'list') addList(model, node.ele('xs:complexType'), type)
  else throw new Error(`an anonymous type of kind ${type.kind} should have been named`)
}

const addElement = (
  model: XmlModel,
  parent: XMLBuilder,
  name: string,
  slot: Slot,
  occurs: Record<string, string>,
): void => {
  const element = parent.ele('xs:element', { name, ...occurs, ...(slot.nullable ? { nillable: 'true' } : {}) })
  if (slot.type.kind === 'ref' || slot.type.kind === 'boolean') addType(model, element, slot.type)
  document(element, slot.description)
  if (slot.type.kind !== 'ref' && slot.type.kind !== 'boolean') addType(model, element, slot.type)
}

const addList = (model: XmlModel, complex: XMLBuilder, list: ListType, description = ''): void => {
  const { minItems, maxItems } = list
  document(
    complex,
    `${description === '' ? '' : `${description} `}List of ${minItems === 0 ? '' : `at least ${minItems} and `}${maxItems === undefined ? 'any number of' : `at most ${maxItems}`} items.`,
  )
  addElement(model, complex.ele('xs:sequence'), list.element, list.item, {
    minOccurs: String(minItems),
    maxOccurs: maxItems === undefined ? 'unbounded' : String(maxItems),
  })
}

const addAttribute = (model: XmlModel, complex: XMLBuilder, field: Field): void => {
  const attribute = complex.ele('xs:attribute', { name: field.element, use: field.optional ? 'optional' : 'required' })
  const type = unwrapType(model, field.type)
  const byName = field.type.kind === 'ref' || type.kind === 'boolean'
  if (byName) addType(model, attribute, field.type)
  document(attribute, field.description)
  if (!byName) addType(model, attribute, field.type)
}

const addObject = (model: XmlModel, complex: XMLBuilder, type: ObjectType): void => {
  const elements = type.fields.filter((field) => !field.attribute)
  // At least one of several optional elements: the first one that is there, then any of those after it.
  const starts = type.nonEmpty ? elements.map((_, index) => index) : [0]
  const parent = type.nonEmpty ? complex.ele('xs:choice') : complex
  for (const start of starts) {
    const sequence = parent.ele('xs:sequence')
    for (const field of elements.slice(start)) {
      const optional = field.optional && !(type.nonEmpty && field === elements[start])
      addElement(model, sequence, field.element, field, optional ? { minOccurs: '0' } : {})
    }
  }
  for (const field of type.fields) if (field.attribute) addAttribute(model, complex, field)
}

const addUnion = (model: XmlModel, complex: XMLBuilder, type: UnionType): void => {
  const choice = complex.ele('xs:choice')
  for (const variant of type.variants) {
    const element = choice.ele('xs:element', {
      name: variant.value,
      type: `${prefix}:${resolveType(model, variant.type).xsdName}`,
    })
    document(element, variant.description)
  }
}

/** Adds a type of the model. */
export const addNamedType = (model: XmlModel, schema: XMLBuilder, named: NamedType): void => {
  const { type, xsdName: name, description } = named
  if (type.kind === 'code') {
    addCode(schema, name, type, description)
    return
  }
  if (type.kind === 'ref') throw new Error(`${name} is only another name of ${type.name}`)
  if (type.kind === 'text' || type.kind === 'integer' || type.kind === 'boolean') {
    const simple = schema.ele('xs:simpleType', { name })
    document(simple, description)
    if (type.kind === 'text') restrictText(simple, type)
    else if (type.kind === 'integer') restrictInteger(simple, type)
    else simple.ele('xs:restriction', { base: 'xs:boolean' })
    return
  }
  const complex = schema.ele('xs:complexType', { name })
  if (type.kind === 'list') {
    addList(model, complex, type, description)
    return
  }
  document(complex, description)
  if (type.kind === 'object') addObject(model, complex, type)
  else addUnion(model, complex, type)
}
