import type { Field, ObjectType, Slot, XmlModel, XmlType } from './tree.ts'
import { resolveType } from './tree.ts'
import { prefix } from './xsd-types.ts'

/** Writes a value of the contract as XML text. */
export type XmlWriter = (value: unknown) => string

type WriteValue = (value: unknown, path: string) => string
type Values = Readonly<Record<string, unknown>>

const xsi = 'http://www.w3.org/2001/XMLSchema-instance'

// Most texts need nothing; surrogates are in the class because only pairs may pass.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML cannot carry
const special = /[&<>\u0000-\u0008\u000B-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML cannot carry
const forbidden = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u

const fail = (path: string, reason: string): never => {
  throw new TypeError(`${path === '' ? 'the value' : path}: ${reason}`)
}

const escapeText = (text: string, path: string): string => {
  if (!special.test(text)) return text
  if (forbidden.test(text)) return fail(path, 'holds a character that XML cannot carry, or CR')
  return text.replace(/[&<>]/g, (character) => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'))
}

const escapeAttribute = (text: string, path: string): string =>
  escapeText(text, path).replace(/["\t\n]/g, (character) =>
    character === '"' ? '&quot;' : character === '\t' ? '&#9;' : '&#10;',
  )

const writeString: WriteValue = (value, path) =>
  typeof value === 'string' ? escapeText(value, path) : fail(path, 'is no string')
const writeCode: WriteValue = (value, path) =>
  typeof value === 'string' ? `<code>${escapeText(value, path)}</code>` : fail(path, 'is no string')
const writeInteger: WriteValue = (value, path) =>
  Number.isSafeInteger(value) ? String(value) : fail(path, 'is no integer')
const writeBoolean: WriteValue = (value, path) =>
  typeof value === 'boolean' ? String(value) : fail(path, 'is no boolean')

const asObject = (value: unknown, path: string): Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : fail(path, 'is no object')

/**
 * Compiles the writer of one root element. It writes the declared properties in the order of the schema, as the JSON
 * serializer does, and expects a value that the schema allows.
 *
 * @throws TypeError (when writing) naming the JSON Pointer of what cannot be written
 */
export const compileWriter = (model: XmlModel, element: string): XmlWriter => {
  const root =
    model.roots.find((candidate) => candidate.element === element) ?? fail(element, 'is no root element of the model')
  const named = new Map<string, WriteValue>()

  const compileNamed = (name: string): WriteValue => {
    const known = named.get(name)
    if (known) return known
    let compiled: WriteValue = () => fail(name, 'was used while it was compiled')
    named.set(name, (value, path) => compiled(value, path))
    compiled = compileType(resolveType(model, name).type)
    named.set(name, compiled)
    return compiled
  }

  const compileType = (type: XmlType): WriteValue => {
    if (type.kind === 'ref') return compileNamed(type.name)
    if (type.kind === 'text') return writeString
    if (type.kind === 'code') return writeCode
    if (type.kind === 'integer') return writeInteger
    if (type.kind === 'boolean') return writeBoolean
    if (type.kind === 'object') return compileObject(type)
    if (type.kind === 'list') {
      const item = compileElement(type.element, type.item)
      return (value, path) => {
        if (!Array.isArray(value)) return fail(path, 'is no array')
        let text = ''
        for (let index = 0; index < value.length; index += 1) text += item(value[index], `${path}/${index}`)
        return text
      }
    }
    const variants = new Map(
      type.variants.map((variant) => [
        variant.value,
        compileElement(variant.value, { type: { kind: 'ref', name: variant.type }, nullable: false, description: '' }),
      ]),
    )
    return (value, path) => {
      const tag = asObject(value, path)[type.tag]
      const variant = typeof tag === 'string' ? variants.get(tag) : undefined
      return variant ? variant(value, path) : fail(`${path}/${type.tag}`, 'names no variant')
    }
  }

  const compileElement = (name: string, slot: Slot): WriteValue => {
    const write = compileType(slot.type)
    const [start, end] = [`<${prefix}:${name}>`, `</${prefix}:${name}>`]
    const nil = `<${prefix}:${name} xsi:nil="true"/>`
    if (!slot.nullable) return (value, path) => start + write(value, path) + end
    return (value, path) => (value === null ? nil : start + write(value, path) + end)
  }

  const compileFields = (type: ObjectType): ((values: Values, path: string) => string) => {
    const fields = type.fields
      .filter((field) => !field.attribute)
      .map((field) => ({ name: field.name, optional: field.optional, write: compileElement(field.element, field) }))
    return (values, path) => {
      let text = ''
      for (const { name, optional, write } of fields) {
        const value = values[name]
        if (value !== undefined) text += write(value, `${path}/${name}`)
        else if (!optional) fail(`${path}/${name}`, 'is missing')
      }
      return text
    }
  }

  const compileObject = (type: ObjectType): WriteValue => {
    const write = compileFields(type)
    return (value, path) => write(asObject(value, path), path)
  }

  const compileAttribute = (field: Field): ((values: Values) => string) => {
    const write = compileType(field.type)
    return (values) => {
      const value = values[field.name]
      if (value === undefined) return field.optional ? '' : fail(`/${field.name}`, 'is missing')
      if (typeof value === 'string') return ` ${field.element}="${escapeAttribute(value, `/${field.name}`)}"`
      return ` ${field.element}="${write(value, `/${field.name}`)}"`
    }
  }

  const type = resolveType(model, root.type).type
  const attributes = type.kind === 'object' ? type.fields.filter((field) => field.attribute).map(compileAttribute) : []
  const write = compileType(type)
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<${prefix}:${element} xmlns:${prefix}="${model.namespace}" xmlns:xsi="${xsi}"`
  return (value) => {
    const values = type.kind === 'object' ? asObject(value, '') : {}
    return `${head}${attributes.map((attribute) => attribute(values)).join('')}>${write(value, '')}</${prefix}:${element}>\n`
  }
}
