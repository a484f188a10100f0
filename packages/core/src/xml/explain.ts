import { checkText, type ScalarType } from './check-text.ts'
import { openCursor, readContent, readStartTag, skipElement, toTag } from './cursor.ts'
import type { LibxmlFault } from './libxml2.ts'
import { maxFaults } from './libxml2.ts'
import type { Field, ListType, ObjectType, RootElement, Slot, UnionType, XmlModel, XmlType } from './tree.ts'
import { unwrapType } from './tree.ts'
import type { XmlFault, XmlFinding } from './xml-error.ts'
import { positionsAt } from './xml-error.ts'
import { prefix } from './xsd-types.ts'

/** The faults that libxml2 found below an element, by the positions of the child elements that lead to them. */
interface FaultTree {
  readonly own: string[]
  readonly children: Map<number, FaultTree>
}

/** An element whose start tag was just read. */
interface Place {
  readonly name: string
  readonly pfad: string
  readonly xpath: string
  readonly offset: number
  readonly isOwn: boolean
  readonly scope: ReadonlyMap<string, string>
  readonly faults: FaultTree | undefined
}

type Draft = Omit<XmlFinding, 'line' | 'column'> & { readonly offset: number; readonly pfad: string }

/** Ends the walk when nothing more would be reported. */
class Enough extends Error {}

const missing = (name: string): XmlFault => ({
  keyword: 'required',
  params: { missingProperty: name },
  message: 'is missing',
})
const unexpected = (name: string): XmlFault => ({
  keyword: 'additionalProperties',
  params: { additionalProperty: name },
  message: 'is not expected here',
})
const limited = (keyword: string, limit: number, message: string): XmlFault => ({ keyword, params: { limit }, message })
const oneOf = (type: UnionType): XmlFault => {
  const allowedValues = type.variants.map(({ value }) => value)
  return { keyword: 'enum', params: { allowedValues }, message: `must be one of ${allowedValues.join(', ')}` }
}

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
const parentOf = (pfad: string): string => pfad.slice(0, Math.max(0, pfad.lastIndexOf('/')))

const growFaultTree = (faults: readonly LibxmlFault[]): FaultTree => {
  const root: FaultTree = { own: [], children: new Map() }
  for (const fault of faults) {
    let node = root
    for (const index of fault.place.slice(1)) {
      const next: FaultTree = node.children.get(index) ?? { own: [], children: new Map() }
      node.children.set(index, next)
      node = next
    }
    node.own.push(fault.message)
  }
  return root
}

const declarationPattern = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g

const extendScope = (tag: string, scope: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  if (!tag.includes('xmlns')) return scope
  const own = new Map(scope)
  for (const match of tag.matchAll(declarationPattern)) own.set(match[1] ?? '', match[2] ?? match[3] ?? '')
  return own
}

/**
 * Explains why a well-formed document is refused: every fault with line, column, XPath and JSON Pointer, in the words of the
 * model and with the pointers that the JSON validation names for the same fault. What only libxml2 sees (attributes, text
 * between elements) is reported in its words. One pass without a tree, which ends after 50 findings.
 */
export const explain = (
  model: XmlModel,
  root: RootElement,
  source: string,
  faults: readonly LibxmlFault[],
): XmlFinding[] => {
  const cursor = openCursor(source)
  const drafts: Draft[] = []
  const seen: Draft[] = []

  const report = (place: Place, fault: XmlFault, step = ''): void => {
    const name = step === '' ? place.name : step
    const pfad = step === '' ? place.pfad : `${place.pfad}/${escapePointer(step)}`
    drafts.push({
      ...fault,
      message: `${name} ${fault.message}`,
      offset: place.offset,
      xpath: step === '' ? place.xpath : `${place.xpath}/${prefix}:${step}`,
      pfad,
    })
    if (drafts.length >= maxFaults) throw new Enough()
  }

  const open = (parent: Omit<Place, 'isOwn' | 'name' | 'offset'>, index: number): Place => {
    const offset = cursor.at
    readStartTag(cursor)
    const { text, nameStart, nameEnd } = cursor
    const scope = extendScope(text.slice(nameEnd, cursor.at), parent.scope)
    const namespace = scope.get(text.slice(offset + 1, Math.max(offset + 1, nameStart - 1))) ?? ''
    return {
      ...parent,
      name: text.slice(nameStart, nameEnd),
      offset,
      scope,
      isOwn: namespace === model.namespace,
      faults: parent.faults?.children.get(index),
    }
  }

  /** Visits the child elements; `visit` must read each one to its end. */
  const eachChild = (place: Place, visit: (child: Place, index: number) => void): void => {
    if (cursor.empty) return
    for (let index = 0; toTag(cursor); index += 1) visit(open(place, index), index)
    cursor.at = cursor.text.indexOf('>', cursor.at) + 1
  }

  /** Gives a child its pointer and path, and notes what libxml2 said about it. */
  const locate = (child: Place, step: string, position: number, countFrom: number): Place => {
    const counted = position >= countFrom ? `[${position}]` : ''
    const located = {
      ...child,
      pfad: `${child.pfad}${step}`,
      xpath: `${child.xpath}/${child.isOwn ? `${prefix}:` : ''}${child.name}${counted}`,
    }
    noteLibxml(located)
    return located
  }

  const noteLibxml = ({ faults: tree, offset, xpath, pfad }: Place): void => {
    for (const message of tree?.own ?? [])
      seen.push({
        keyword: 'xml',
        message: message.replaceAll(`{${model.namespace}}`, `${prefix}:`),
        offset,
        xpath,
        pfad,
      })
  }

  const walkObject = (place: Place, type: ObjectType): void => {
    const fields = type.fields.filter((field) => !field.attribute)
    const counts = new Map<string, number>()
    let reached: Field | undefined
    eachChild(place, (opened) => {
      const field = opened.isOwn ? fields.find((candidate) => candidate.element === opened.name) : undefined
      const count = (counts.get(opened.name) ?? 0) + 1
      counts.set(opened.name, count)
      const child = locate(opened, `/${escapePointer(field?.name ?? opened.name)}`, count, 2)
      if (!field) report(child, unexpected(child.name))
      else if (count > 1) report(child, { keyword: 'repeated', message: 'occurs more than once' })
      else if (reached && fields.indexOf(field) < fields.indexOf(reached))
        report(child, { keyword: 'order', message: `must stand before ${reached.element}` })
      if (!field || count > 1) {
        skipElement(cursor)
        return
      }
      reached = field
      walkSlot(child, field)
    })
    for (const field of fields)
      if (!field.optional && !counts.has(field.element)) report(place, missing(field.name), field.name)
    if (type.nonEmpty && counts.size === 0)
      report(place, {
        keyword: 'minProperties',
        params: { limit: 1 },
        message: `must hold one of ${fields.map((field) => field.element).join(', ')}`,
      })
  }

  const walkList = (place: Place, type: ListType): void => {
    let length = 0
    eachChild(place, (opened, index) => {
      const child = locate(opened, `/${index}`, index + 1, 1)
      length += 1
      if (child.isOwn && child.name === type.element) walkSlot(child, type.item)
      else {
        report(child, unexpected(child.name))
        skipElement(cursor)
      }
    })
    if (length < type.minItems)
      report(place, limited('minItems', type.minItems, `must have at least ${type.minItems} items`))
    if (type.maxItems !== undefined && length > type.maxItems)
      report(place, limited('maxItems', type.maxItems, `must have at most ${type.maxItems} items`))
  }

  const walkUnion = (place: Place, type: UnionType): void => {
    let length = 0
    eachChild(place, (opened) => {
      const child = locate(opened, '', 1, 2)
      length += 1
      const variant = type.variants.find((candidate) => child.isOwn && candidate.value === child.name)
      if (variant && length === 1) {
        walkType(child, { kind: 'ref', name: variant.type })
        return
      }
      if (length > 1) report(child, { keyword: 'repeated', message: 'is one variant too many' })
      else report(child, oneOf(type), type.tag)
      skipElement(cursor)
    })
    if (length === 0) report(place, oneOf(type), type.tag)
  }

  const walkScalar = (place: Place, type: ScalarType): void => {
    let content: string | undefined
    if (type.kind === 'code')
      eachChild(place, (opened) => {
        locate(opened, '', 1, 2)
        const text = readContent(cursor)
        content ??= opened.name === 'code' ? text : undefined
      })
    else content = readContent(cursor)
    const fault = checkText(type, content ?? '')
    if (fault) report(place, fault)
  }

  const walkType = (place: Place, type: XmlType): void => {
    const actual = unwrapType(model, type)
    if (actual.kind === 'object') walkObject(place, actual)
    else if (actual.kind === 'list') walkList(place, actual)
    else if (actual.kind === 'union') walkUnion(place, actual)
    else walkScalar(place, actual)
  }

  const walkSlot = (place: Place, slot: Slot): void => {
    if (!cursor.nil) {
      walkType(place, slot.type)
      return
    }
    if (!slot.nullable) report(place, { keyword: 'type', message: 'must not be null' })
    skipElement(cursor)
  }

  const walkRoot = (): void => {
    toTag(cursor)
    const given = new Map<string, string>()
    const start = cursor.at
    readStartTag(cursor, (name, value) => given.set(name, value))
    cursor.at = start
    const top = open({ pfad: '', xpath: '', scope: new Map(), faults: undefined }, 0)
    const place = { ...top, xpath: `/${prefix}:${top.name}`, faults: growFaultTree(faults) }
    noteLibxml(place)
    if (!place.isOwn) report(place, { keyword: 'xml', message: `must be in the namespace ${model.namespace}` })
    const type = unwrapType(model, { kind: 'ref', name: root.type })
    for (const field of type.kind === 'object' ? type.fields.filter((candidate) => candidate.attribute) : []) {
      const value = given.get(field.element)
      const scalar = unwrapType(model, field.type)
      if (value === undefined && !field.optional) report(place, missing(field.name), field.name)
      if (value === undefined || scalar.kind === 'object' || scalar.kind === 'list' || scalar.kind === 'union') continue
      const fault = checkText(scalar, value)
      if (fault) report(place, fault, field.name)
    }
    walkType(place, { kind: 'ref', name: root.type })
  }

  try {
    walkRoot()
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  // libxml2 notices a missing or misplaced element at another one beside it; once explained it is not told again.
  const explained = new Set(drafts.map((draft) => draft.pfad))
  const around = new Set(drafts.map((draft) => parentOf(draft.pfad)))
  const more = seen.filter(
    ({ pfad }) => ![explained, around].some((known) => known.has(pfad) || known.has(parentOf(pfad))),
  )
  const all = [...drafts, ...more].slice(0, maxFaults).sort((a, b) => a.offset - b.offset)
  const positions = positionsAt(
    cursor.text,
    all.map((draft) => draft.offset),
  )
  return all.map(({ offset: _, ...draft }, index) => ({ ...draft, ...(positions[index] ?? { line: 0, column: 0 }) }))
}
