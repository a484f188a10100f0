import type { Slot, XmlModel, XmlType } from '../tree.ts'
import { resolveType, unwrapType } from '../tree.ts'

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Writes a value that may be wrong anywhere, as somebody would who has another idea of the contract. */
export const writeLoosely = (model: XmlModel, element: string, value: unknown): string => {
  const root = model.roots.find((candidate) => candidate.element === element)
  if (!root) throw new Error(`no root ${element}`)

  const write = (name: string, slot: Slot | undefined, content: unknown): string => {
    if (content === null) return `<bh:${name} xsi:nil="true"/>`
    return `<bh:${name}>${inner(slot?.type, content)}</bh:${name}>`
  }
  const inner = (type: XmlType | undefined, content: unknown): string => {
    const actual = type && unwrapType(model, type)
    if (Array.isArray(content))
      return content
        .map((item) =>
          write(
            actual?.kind === 'list' ? actual.element : 'item',
            actual?.kind === 'list' ? actual.item : undefined,
            item,
          ),
        )
        .join('')
    if (typeof content === 'object' && content !== null) {
      const fields = actual?.kind === 'object' ? actual.fields : []
      const known = fields.filter((field) => !field.attribute && Object.hasOwn(content, field.name))
      const values = content as Record<string, unknown>
      const unknown = Object.keys(content).filter((name) => !fields.some((field) => field.name === name))
      return [
        ...known.map((field) => write(field.element, field, values[field.name])),
        ...unknown.map((name) => write(name, undefined, values[name])),
      ].join('')
    }
    return actual?.kind === 'code' ? `<code>${escapeXml(String(content))}</code>` : escapeXml(String(content))
  }

  const type = resolveType(model, root.type).type
  const attributes = type.kind === 'object' ? type.fields.filter((field) => field.attribute) : []
  const values = (value ?? {}) as Record<string, unknown>
  const given = attributes
    .filter((field) => values[field.name] !== undefined)
    .map((field) => ` ${field.element}="${escapeXml(String(values[field.name]))}"`)
  return `<bh:${element} xmlns:bh="${model.namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"${given.join('')}>${inner({ kind: 'ref', name: root.type }, value)}</bh:${element}>`
}
