import type { Cursor } from './cursor.ts'
import { readStartTag, readText, skipElement, skipEndTag, toTag } from './cursor.ts'
import { alphabetOf, complementRanges, parsePattern, textCharacters } from './pattern.ts'
import type { Field, ObjectType, RootElement, Slot, TextType, UnionType, XmlModel, XmlType } from './tree.ts'
import { resolveType } from './tree.ts'

/** A valid document does not have the form that the reader was compiled for: the document breaks a pattern. */
export class ShapeMismatch extends Error {}

type Values = Record<string, unknown>

/** Reads the content of an element whose start tag was just read, and moves behind its end tag. */
type ReadValue = (cursor: Cursor) => unknown

const mismatch = (cursor: Cursor): never => {
  throw new ShapeMismatch(`offset ${cursor.at}`)
}

const nameIs = (cursor: Cursor, name: string): boolean =>
  cursor.nameEnd - cursor.nameStart === name.length && cursor.text.startsWith(name, cursor.nameStart)

const readBoolean: ReadValue = (cursor) => {
  const text = readText(cursor).trim()
  return text === 'true' || text === '1'
}

const readInteger: ReadValue = (cursor) => {
  const value = Number(readText(cursor))
  // -0 is no JSON number of its own (RFC 8785 writes it as 0).
  return Number.isSafeInteger(value) ? value + 0 : mismatch(cursor)
}

const compileText = (type: TextType): ReadValue => {
  if (type.values) {
    const values = new Map(type.values.map((value) => [value, value]))
    return (cursor) => values.get(readText(cursor)) ?? mismatch(cursor)
  }
  const collapse = type.base !== 'string'
  if (type.pattern === undefined) return collapse ? (cursor) => readText(cursor).trim() : readText
  const expression = new RegExp(type.pattern, 'u')
  const parsed = parsePattern(type.pattern)
  const anyText =
    parsed.kind === 'repeat' &&
    parsed.min === 0 &&
    parsed.item.kind === 'class' &&
    complementRanges(alphabetOf(parsed), textCharacters).length === 0
  // A pattern for any text only keeps out CR, and only a character reference can bring that in.
  if (anyText)
    return (cursor) => {
      const value = readText(cursor)
      return value.includes('\r') ? mismatch(cursor) : value
    }
  return (cursor) => {
    const value = collapse ? readText(cursor).trim() : readText(cursor)
    return expression.test(value) ? value : mismatch(cursor)
  }
}

/**
 * Compiles the reader of one root element. It expects a text that was validated against the XSD of the same model without
 * its patterns, which it checks itself: the expressions of V8 are several times faster than those of libxml2.
 */
export const compileReader = (model: XmlModel, root: RootElement): ((cursor: Cursor) => unknown) => {
  const named = new Map<string, ReadValue>()

  const compileNamed = (name: string): ReadValue => {
    const known = named.get(name)
    if (known) return known
    let compiled: ReadValue = mismatch
    named.set(name, (cursor) => compiled(cursor))
    compiled = compileType(resolveType(model, name).type)
    named.set(name, compiled)
    return compiled
  }

  const compileType = (type: XmlType): ReadValue => {
    if (type.kind === 'ref') return compileNamed(type.name)
    if (type.kind === 'text') return compileText(type)
    if (type.kind === 'integer') return readInteger
    if (type.kind === 'boolean') return readBoolean
    if (type.kind === 'object') return compileObject(type)
    if (type.kind === 'union') return compileUnion(type)
    if (type.kind === 'code') {
      const codes = new Map(type.codelist.eintraege.map(({ code }) => [code, code]))
      return (cursor) => {
        if (!toTag(cursor)) return mismatch(cursor)
        readStartTag(cursor)
        const code = codes.get(readText(cursor).trim())
        toTag(cursor)
        skipEndTag(cursor)
        return code ?? mismatch(cursor)
      }
    }
    const item = compileSlot(type.item)
    return (cursor) => {
      const items: unknown[] = []
      if (cursor.empty) return items
      while (toTag(cursor)) {
        readStartTag(cursor)
        items.push(item(cursor))
      }
      skipEndTag(cursor)
      return items
    }
  }

  const compileSlot = (slot: Slot): ReadValue => {
    const read = compileType(slot.type)
    if (!slot.nullable) return read
    return (cursor) => {
      if (!cursor.nil) return read(cursor)
      skipElement(cursor)
      return null
    }
  }

  const compileObject = (type: ObjectType): ReadValue => {
    const fields = type.fields
      .filter((field) => !field.attribute)
      .map((field) => ({ name: field.name, element: field.element, read: compileSlot(field) }))
    return (cursor) => {
      const values: Values = {}
      if (cursor.empty) return values
      let index = 0
      while (toTag(cursor)) {
        readStartTag(cursor)
        let field = fields[index]
        while (field && !nameIs(cursor, field.element)) {
          index += 1
          field = fields[index]
        }
        if (!field) return mismatch(cursor)
        values[field.name] = field.read(cursor)
        index += 1
      }
      skipEndTag(cursor)
      return values
    }
  }

  const compileUnion = (type: UnionType): ReadValue => {
    const variants = type.variants.map((variant) => ({ value: variant.value, read: compileNamed(variant.type) }))
    return (cursor) => {
      if (!toTag(cursor)) return mismatch(cursor)
      readStartTag(cursor)
      const variant = variants.find((candidate) => nameIs(cursor, candidate.value)) ?? mismatch(cursor)
      const values = variant.read(cursor) as Values
      toTag(cursor)
      skipEndTag(cursor)
      return { [type.tag]: variant.value, ...values }
    }
  }

  const read = compileNamed(root.type)
  const type = resolveType(model, root.type).type
  const fields = type.kind === 'object' ? type.fields.filter((field) => field.attribute) : []
  const attributes = new Map(
    fields.map((field) => [field.element, { name: field.name, read: compileAttribute(model, field) }]),
  )
  return (cursor) => {
    const given: Values = {}
    toTag(cursor)
    readStartTag(cursor, (name, value) => {
      const attribute = attributes.get(name)
      if (attribute) given[attribute.name] = attribute.read(value)
    })
    const value = read(cursor)
    return attributes.size === 0 ? value : { ...given, ...(value as Values) }
  }
}

/** Attributes are read through the same functions as elements, from a text of their own. */
const compileAttribute = (model: XmlModel, field: Field): ((value: string) => unknown) => {
  const type = field.type.kind === 'ref' ? resolveType(model, field.type.name).type : field.type
  if (type.kind === 'boolean') return (value) => value.trim() === 'true' || value.trim() === '1'
  if (type.kind === 'integer') return Number
  if (type.kind !== 'text') throw new Error(`${field.name}: an attribute cannot hold a ${type.kind}`)
  const expression = type.pattern === undefined ? undefined : new RegExp(type.pattern, 'u')
  return (value) => {
    if (expression && !expression.test(value)) throw new ShapeMismatch(field.name)
    return value
  }
}
