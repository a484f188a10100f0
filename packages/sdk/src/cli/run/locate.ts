import { findNodeAtLocation, type Node } from 'jsonc-parser'
import { SaxesParser } from 'saxes'

/** A place in a text, both numbers from 1. */
export interface Position {
  readonly zeile: number
  readonly spalte: number
}

/** Finds places in a text by offset. */
export const createLineIndex = (text: string): ((offset: number) => Position) => {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return (offset) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { zeile: low + 1, spalte: offset - (starts[low] ?? 0) + 1 }
  }
}

const segmentsOf = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The node of a JSON text that a pointer names; what is missing is sought where it would belong. */
export const locateJson = (root: Node, pointer: string): Node => {
  let node = root
  for (const segment of segmentsOf(pointer)) {
    const next = findNodeAtLocation(node, [node.type === 'array' ? Number(segment) : segment])
    if (!next) break
    node = next
  }
  // A member begins with its name, which says more to a reader than its value.
  return node.parent?.type === 'property' ? node.parent : node
}

interface Wanted {
  position?: Position
  readonly parts: Map<string, Wanted>
}

/**
 * The places of elements in an XML document of the contract by JSON Pointers into its value: a member is the element of its
 * name, an entry of a list the element at its place in the wrapper. What is missing is sought where it would belong.
 *
 * @param text well-formed; it was read before
 */
export const locateXml = (text: string, pointers: readonly string[]): ReadonlyMap<string, Position> => {
  const root: Wanted = { parts: new Map() }
  for (const pointer of pointers) {
    let node = root
    for (const segment of segmentsOf(pointer)) {
      const next = node.parts.get(segment) ?? { parts: new Map() }
      node.parts.set(segment, next)
      node = next
    }
  }
  markPositions(text, root)
  return new Map(pointers.map((pointer) => [pointer, deepest(root, segmentsOf(pointer))]))
}

const markPositions = (text: string, root: Wanted): void => {
  const parser = new SaxesParser({})
  const stack: { readonly nodes: readonly Wanted[]; children: number }[] = []
  parser.on('opentagstart', ({ name }) => {
    const parent = stack.at(-1)
    const local = name.slice(name.indexOf(':') + 1)
    const keys = [local, String(parent?.children ?? 0)]
    const nodes = parent ? parent.nodes.flatMap(({ parts }) => keys.flatMap((key) => parts.get(key) ?? [])) : [root]
    // The parser stands behind the character that ends the name.
    for (const node of nodes) node.position ??= { zeile: parser.line, spalte: parser.columnIndex - name.length - 1 }
    if (parent) parent.children++
    stack.push({ nodes, children: 0 })
  })
  parser.on('closetag', () => void stack.pop())
  parser.on('error', (error) => {
    throw error
  })
  parser.write(text).close()
}

const deepest = (root: Wanted, segments: readonly string[]): Position => {
  let position = root.position ?? { zeile: 1, spalte: 1 }
  let node: Wanted | undefined = root
  for (const segment of segments) {
    node = node.parts.get(segment)
    if (!node) break
    position = node.position ?? position
  }
  return position
}
