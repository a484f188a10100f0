import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { Element } from './element.ts'
import { readDocument } from './element.ts'
import type { LibxmlFault } from './libxml2.ts'
import { maxFaults } from './libxml2.ts'
import type { Field, RootElement, Slot, XmlModel, XmlType } from './tree.ts'
import { resolveType, unwrapType } from './tree.ts'
import type { XmlFinding } from './xml-error.ts'
import { positionAt } from './xml-error.ts'
import { prefix } from './xsd-types.ts'

/** Finds the faults of a value by its JSON Schema: pointer and message of each. */
export type FindFaults = (value: unknown) => readonly { readonly pfad: string; readonly message: string }[]

interface Place {
  readonly element: Element
  readonly pfad: string
  readonly xpath: string
}

interface Walk {
  readonly places: Map<string, Place>
  readonly byElement: Map<Element, Place>
}

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Reads a document that may be wrong anywhere into the value it seems to mean, and notes which element stands for which pointer. */
const readLeniently = (model: XmlModel, root: RootElement, document: Element): { value: unknown; walk: Walk } => {
  const walk: Walk = { places: new Map(), byElement: new Map() }

  const note = (place: Place): void => {
    if (!walk.places.has(place.pfad)) walk.places.set(place.pfad, place)
    walk.byElement.set(place.element, place)
  }
  const isOwn = (element: Element): boolean => element.namespace === model.namespace

  const below = (place: Place, element: Element, step: string, siblings: readonly Element[]): Place => {
    const same = siblings.filter((sibling) => sibling.name === element.name)
    const index = same.length > 1 ? `[${same.indexOf(element) + 1}]` : ''
    return {
      element,
      pfad: `${place.pfad}${step}`,
      xpath: `${place.xpath}/${isOwn(element) ? `${prefix}:` : ''}${element.name}${index}`,
    }
  }

  const readObject = (
    place: Place,
    fields: readonly Field[],
    siblings = place.element.children,
  ): Record<string, unknown> => {
    const values: Record<string, unknown> = Object.create(null)
    for (const child of siblings) {
      const field = isOwn(child)
        ? fields.find((candidate) => candidate.element === child.name && !candidate.attribute)
        : undefined
      const name = field?.name ?? child.name
      const inner = below(place, child, `/${escapePointer(name)}`, siblings)
      const repeated = name in values
      const value = field ? readSlot(inner, field) : child.text
      if (!field || repeated) note(inner)
      if (!repeated) values[name] = value
    }
    return values
  }

  const readSlot = (place: Place, slot: Slot): unknown => {
    note(place)
    return place.element.nil ? null : readType(place, slot.type)
  }

  const readType = (place: Place, type: XmlType): unknown => {
    const { element } = place
    const actual = unwrapType(model, type)
    if (actual.kind === 'object') return readObject(place, actual.fields)
    if (actual.kind === 'list')
      return element.children.map((child, index) => {
        const inner = below(place, child, `/${index}`, element.children)
        if (child.name === actual.element && isOwn(child)) return readSlot(inner, actual.item)
        note(inner)
        return Object.create(null)
      })
    if (actual.kind === 'union') {
      const [child] = element.children
      const variant = actual.variants.find((candidate) => candidate.value === child?.name)
      if (!child || !variant) return { [actual.tag]: child?.name ?? '' }
      const inner = { ...below(place, child, '', element.children), pfad: place.pfad }
      walk.byElement.set(child, inner)
      const target = unwrapType(model, { kind: 'ref', name: variant.type })
      return { [actual.tag]: variant.value, ...(target.kind === 'object' ? readObject(inner, target.fields) : {}) }
    }
    if (actual.kind === 'code') {
      for (const child of element.children)
        walk.byElement.set(child, { ...below(place, child, '', element.children), pfad: place.pfad })
      return (element.children.find((child) => child.name === 'code')?.text ?? element.text).trim()
    }
    return readScalar(actual, element.text)
  }

  const top: Place = { element: document, pfad: '', xpath: `/${prefix}:${document.name}` }
  note(top)
  const type = resolveType(model, root.type).type
  const value = readType(top, type)
  if (type.kind === 'object' && typeof value === 'object' && value !== null)
    for (const attribute of document.attributes) {
      const field = type.fields.find((candidate) => candidate.attribute && candidate.element === attribute.name)
      if (field)
        (value as Record<string, unknown>)[field.name] = readScalar(unwrapType(model, field.type), attribute.value)
    }
  return { value, walk }
}

const readScalar = (type: XmlType, text: string): unknown => {
  const collapsed = text.trim()
  if (type.kind === 'boolean')
    return collapsed === 'true' || collapsed === '1'
      ? true
      : collapsed === 'false' || collapsed === '0'
        ? false
        : collapsed
  if (type.kind === 'integer') return /^[+-]?[0-9]+$/.test(collapsed) ? Number(collapsed) : collapsed
  return type.kind === 'text' && type.base !== 'string' ? collapsed : text
}

/** Compiles the JSON Schema of a root for explanations. The patterns of the schemas are the ones that the reader uses. */
export const compileFindFaults = (model: XmlModel, root: RootElement): FindFaults => {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    formats: { date: fullFormats.date, 'date-time': fullFormats['date-time'] },
  })
  for (const schema of model.schemas.values()) ajv.addSchema(schema)
  const validate = ajv.getSchema(root.type)
  if (!validate) throw new Error(`no JSON Schema is named ${root.type}`)
  return (value) => (validate(value) ? [] : toFaults(validate.errors ?? []))
}

const toFaults = (errors: readonly ErrorObject[]): { pfad: string; message: string }[] => {
  const faults = new Map<string, string>()
  for (const error of errors) {
    if (error.keyword === 'null' || (error.keyword === 'type' && error.params.type === 'null')) continue
    const inner =
      error.keyword === 'required'
        ? error.params.missingProperty
        : error.keyword === 'additionalProperties'
          ? error.params.additionalProperty
          : undefined
    const pfad = inner === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(String(inner))}`
    if (
      error.keyword === 'anyOf' &&
      errors.some(
        (other) => other !== error && other.instancePath.startsWith(error.instancePath) && other.keyword !== 'type',
      )
    )
      continue
    const message =
      error.keyword === 'required'
        ? 'is missing'
        : error.keyword === 'additionalProperties'
          ? 'is not expected here'
          : (error.message ?? error.keyword)
    if (!faults.has(pfad)) faults.set(pfad, message)
  }
  return [...faults].map(([pfad, message]) => ({ pfad, message }))
}

/**
 * Explains why a well-formed document is refused: every fault with line, column, XPath and JSON Pointer. The value that the
 * document seems to mean is checked by the JSON Schema, so JSON and XML name the same pointer for the same fault; what only
 * XML can get wrong (order, repetition, attributes) is reported as libxml2 saw it.
 */
export const explain = (
  model: XmlModel,
  root: RootElement,
  findFaults: FindFaults,
  source: string,
  faults: readonly LibxmlFault[],
): XmlFinding[] => {
  const { text, root: document } = readDocument(source)
  const { value, walk } = readLeniently(model, root, document)
  const findings = findFaults(value).map(({ pfad, message }): XmlFinding => {
    const place = nearest(walk, pfad)
    const exact = place.pfad === pfad
    const name = pfad.slice(pfad.lastIndexOf('/') + 1)
    return {
      message: `${pfad === '' ? document.name : name} ${message}`,
      ...positionAt(text, place.element.offset),
      xpath: exact ? place.xpath : `${place.xpath}/${prefix}:${name}`,
      pfad,
    }
  })
  const explained = (pfad: string): boolean =>
    findings.some((finding) => finding.pfad === pfad || finding.pfad?.startsWith(`${pfad}/`))
  for (const fault of faults) {
    const element = elementAt(document, fault.place)
    const place = walk.byElement.get(element) ?? nearest(walk, '')
    if (explained(place.pfad) || explained(place.pfad.slice(0, place.pfad.lastIndexOf('/')))) continue
    findings.push({
      message: fault.message.replaceAll(`{${model.namespace}}`, `${prefix}:`),
      ...positionAt(text, element.offset),
      xpath: place.xpath,
      pfad: place.pfad,
    })
  }
  return findings.slice(0, maxFaults)
}

const nearest = (walk: Walk, pfad: string): Place => {
  for (let pointer = pfad; ; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const place = walk.places.get(pointer)
    if (place) return place
    if (pointer === '') throw new Error('the root element has a place')
  }
}

const elementAt = (root: Element, place: readonly number[]): Element => {
  let element = root
  for (const index of place.slice(1)) element = element.children[index] ?? element
  return element
}
