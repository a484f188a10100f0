import { XmlDocument, XmlElement, type XmlNode } from 'libxml2-wasm'
import type { Slot, XmlModel, XmlType } from '../tree.ts'
import { resolveType, unwrapType } from '../tree.ts'

const xsi = 'http://www.w3.org/2001/XMLSchema-instance'

const childrenOf = (element: XmlElement): XmlElement[] => {
  const children: XmlElement[] = []
  for (let node: XmlNode | null = element.firstChild; node; node = (node as XmlElement).next)
    if (node instanceof XmlElement) children.push(node)
  return children
}

/** Reads a valid document through the tree of libxml2, slowly and plainly: what the fast reader is compared with. */
export const readByDom = (model: XmlModel, xml: string): unknown => {
  const readSlot = (element: XmlElement, slot: Slot): unknown => {
    const nil = element.attrs
      .find((attribute) => attribute.name === 'nil' && attribute.namespaceUri === xsi)
      ?.value.trim()
    return nil === 'true' || nil === '1' ? null : readType(element, slot.type)
  }
  const readText = (type: XmlType, text: string): unknown => {
    const actual = unwrapType(model, type)
    const collapsed = text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')
    if (actual.kind === 'integer') return Number.parseInt(collapsed, 10) + 0
    if (actual.kind === 'boolean') return collapsed === 'true' || collapsed === '1'
    return actual.kind === 'code' || (actual.kind === 'text' && actual.base !== 'string') ? collapsed : text
  }
  const readType = (element: XmlElement, type: XmlType): unknown => {
    const actual = unwrapType(model, type)
    const children = childrenOf(element)
    if (actual.kind === 'list') return children.map((child) => readSlot(child, actual.item))
    if (actual.kind === 'object') {
      const pairs = children.map((child): [string, unknown] => {
        const field = actual.fields.find((candidate) => candidate.element === child.name)
        if (!field) throw new Error(`unexpected ${child.name}`)
        return [field.name, readSlot(child, field)]
      })
      return Object.fromEntries(pairs)
    }
    if (actual.kind === 'union') {
      const [child] = children
      const variant = actual.variants.find((candidate) => candidate.value === child?.name)
      if (!child || !variant) throw new Error('unexpected variant')
      return { [actual.tag]: variant.value, ...(readType(child, { kind: 'ref', name: variant.type }) as object) }
    }
    return readText(type, actual.kind === 'code' ? (children[0]?.content ?? '') : element.content)
  }

  const document = XmlDocument.fromString(xml)
  const root = model.roots.find((candidate) => candidate.element === document.root.name)
  if (!root) throw new Error(`no root ${document.root.name}`)
  const type = resolveType(model, root.type).type
  const attributes = type.kind === 'object' ? type.fields.filter((field) => field.attribute) : []
  const given = attributes.flatMap((field) => {
    const attribute = document.root.attrs.find((candidate) => candidate.name === field.element)
    return attribute ? [[field.name, readText(field.type, attribute.value)] as const] : []
  })
  const value = readType(document.root, { kind: 'ref', name: root.type })
  document.dispose()
  return attributes.length === 0 ? value : { ...Object.fromEntries(given), ...(value as object) }
}
