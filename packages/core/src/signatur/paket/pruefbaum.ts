import { hash } from 'node:crypto'
import { isObject, type Json } from './json.ts'

/** How the leaves of a {@link createPruefbaum} are made; stands in the package, so that others can make them too. */
export const pruefverfahren = 'sha256-64'

/** Hexadecimal digits kept of each hash: 64 bits, so that nobody finds another text for a field with the same value. */
const digits = 16

/**
 * The check values of a JSON value: the same tree, with each text, number, `true`, `false` and `null` replaced by the
 * first 16 hexadecimal digits of the SHA-256 of its canonical JSON text. Who holds the tree can name every field that was
 * changed later. Equal leaves share one computation.
 */
export const createPruefbaum = (value: Json): Json => {
  const known = new Map<Json, string>()
  const visit = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(visit)
    if (isObject(node)) return fromKeys(node, (key) => visit(node[key] as Json))
    const seen = known.get(node)
    if (seen !== undefined) return seen
    // The canonical text of every leaf that has one; others (damaged texts hold them) must not end the search for changes.
    const digest = leafHash(typeof node === 'number' ? `${node}` : JSON.stringify(node))
    known.set(node, digest)
    return digest
  }
  return visit(value)
}

/** Check value of one leaf, from its JSON text. */
export const leafHash = (text: string): string => hash('sha256', text, 'hex').slice(0, digits)

/** An object with the same keys. Assigning would lose `__proto__`; objects without prototype would be slow to read. */
const fromKeys = (node: Readonly<Record<string, Json>>, childOf: (key: string) => Json): Json => {
  const copy: Record<string, Json> = {}
  for (const key of Object.keys(node)) {
    if (key === '__proto__') Object.defineProperty(copy, key, { value: childOf(key), enumerable: true })
    else copy[key] = childOf(key)
  }
  return copy
}
