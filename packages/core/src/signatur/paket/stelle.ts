import { isObject, type Json, pointerToken } from './json.ts'
import { leafHash } from './pruefbaum.ts'

/** Where a text leaves the one that was signed: offset in characters, and the field as JSON Pointer. */
export interface Stelle {
  readonly at: number
  readonly pfad: string
}

/**
 * Finds the first place where a damaged text leaves the canonical text that its check values describe; `undefined` when it
 * never does. Works on texts that are no JSON any more (a quote or a brace was hit), because the tree
 * says which punctuation and keys must come next and what every leaf must hash to.
 */
export const findStelle = (baum: Json, text: string): Stelle | undefined => {
  const { at, pfad } = walk(baum, text, 0, '')
  if (pfad !== undefined) return { at, pfad }
  return at === text.length ? undefined : { at, pfad: '' }
}

interface Position {
  /** How far the text is as it should be. */
  readonly at: number
  /** Where it is not. */
  readonly pfad?: string
}

const walk = (node: Json, text: string, at: number, pfad: string): Position => {
  if (Array.isArray(node)) return walkArray(node, text, at, pfad)
  if (isObject(node)) return walkObject(node, text, at, pfad)
  const end = endOfLeaf(text, at)
  return leafHash(text.slice(at, end)) === node ? { at: end } : { at, pfad }
}

const walkArray = (node: readonly Json[], text: string, start: number, pfad: string): Position => {
  let at = start
  for (const [index, child] of node.entries()) {
    const path = pfad + pointerToken(index)
    const before = index === 0 ? '[' : ','
    if (!text.startsWith(before, at)) return { at, pfad: index === 0 ? pfad : path }
    const next = walk(child, text, at + 1, path)
    if (next.pfad !== undefined) return next
    at = next.at
  }
  const closing = node.length === 0 ? '[]' : ']'
  return text.startsWith(closing, at) ? { at: at + closing.length } : { at, pfad }
}

const walkObject = (node: { readonly [key: string]: Json }, text: string, start: number, pfad: string): Position => {
  let at = start
  const keys = Object.keys(node).sort()
  for (const [index, key] of keys.entries()) {
    const path = pfad + pointerToken(key)
    const before = index === 0 ? '{' : ','
    if (!text.startsWith(before, at)) return { at, pfad: index === 0 ? pfad : path }
    const name = `${JSON.stringify(key)}:`
    if (!text.startsWith(name, at + 1)) return { at, pfad: path }
    const next = walk(node[key] as Json, text, at + 1 + name.length, path)
    if (next.pfad !== undefined) return next
    at = next.at
  }
  const closing = keys.length === 0 ? '{}' : '}'
  return text.startsWith(closing, at) ? { at: at + closing.length } : { at, pfad }
}

/** End of the text, number or word that begins here, judged by its own characters alone. */
const endOfLeaf = (text: string, at: number): number => {
  if (text[at] !== '"') {
    const end = text.slice(at).search(/[,\]}]/)
    return end < 0 ? text.length : at + end
  }
  let end = at + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return Math.min(end + 1, text.length)
}
