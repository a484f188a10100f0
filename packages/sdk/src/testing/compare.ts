import { jsonPointer } from '../kit/json-tree.ts'

/** Objects by their key. */
export const byKey = <T extends { readonly fremdId: string }>(list: readonly T[]): Map<string, T> =>
  new Map([...list].sort((a, b) => (a.fremdId < b.fremdId ? -1 : 1)).map((item) => [item.fremdId, item]))

/** Every value without parts in a tree, with its pointer; values as JSON. */
export function* leavesOf(
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<[string, string], void, undefined> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, key])
    return
  }
  if (value !== undefined) yield [jsonPointer(path), JSON.stringify(value)]
}
