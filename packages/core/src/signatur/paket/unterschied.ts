import { isObject, type Json, pointerToken } from './json.ts'

/** A place where two JSON values differ. */
export interface Unterschied {
  readonly pfad: string
  readonly art: 'anders' | 'fehlt' | 'zusaetzlich'
}

/**
 * All places where `actual` is not `expected`, as JSON Pointers into `actual` (into `expected` for what is missing).
 * Members are matched by key. Arrays of different length are matched from both ends, so that one entry put in or taken
 * out is named as that and not as a change of all entries after it.
 */
export const findUnterschiede = (expected: Json, actual: Json, max: number): readonly Unterschied[] => {
  const found: Unterschied[] = []
  compare(expected, actual, '', found, max)
  return found
}

const compare = (expected: Json, actual: Json, pfad: string, found: Unterschied[], max: number): void => {
  if (found.length >= max) return
  if (Array.isArray(expected) && Array.isArray(actual)) compareArrays(expected, actual, pfad, found, max)
  else if (isObject(expected) && isObject(actual)) compareObjects(expected, actual, pfad, found, max)
  else if (expected !== actual) found.push({ pfad, art: 'anders' })
}

type JsonObject = { readonly [key: string]: Json }

const compareObjects = (expected: JsonObject, actual: JsonObject, pfad: string, found: Unterschied[], max: number) => {
  for (const key of Object.keys(expected)) {
    const path = pfad + pointerToken(key)
    if (Object.hasOwn(actual, key)) compare(expected[key] as Json, actual[key] as Json, path, found, max)
    else found.push({ pfad: path, art: 'fehlt' })
  }
  for (const key of Object.keys(actual)) {
    if (!Object.hasOwn(expected, key)) found.push({ pfad: pfad + pointerToken(key), art: 'zusaetzlich' })
  }
}

const compareArrays = (
  expected: readonly Json[],
  actual: readonly Json[],
  pfad: string,
  found: Unterschied[],
  max: number,
) => {
  const shorter = Math.min(expected.length, actual.length)
  let head = 0
  let tail = 0
  if (expected.length !== actual.length) {
    while (head < shorter && equal(expected[head], actual[head])) head++
    while (tail < shorter - head && equal(expected.at(-1 - tail), actual.at(-1 - tail))) tail++
  }
  const both = shorter - tail
  for (let index = head; index < both; index++) {
    compare(expected[index] as Json, actual[index] as Json, pfad + pointerToken(index), found, max)
  }
  for (let index = both; index < expected.length - tail; index++) {
    found.push({ pfad: pfad + pointerToken(index), art: 'fehlt' })
  }
  for (let index = both; index < actual.length - tail; index++) {
    found.push({ pfad: pfad + pointerToken(index), art: 'zusaetzlich' })
  }
}

const equal = (a: Json | undefined, b: Json | undefined): boolean => {
  if (a === undefined || b === undefined) return a === b
  const found: Unterschied[] = []
  compare(a, b, '', found, 1)
  return found.length === 0
}
