import type { Ableitung } from '@berichtsheft/core'
import { jsonPointer } from '@berichtsheft/sdk'

/** Notes which values of a report were derived, while the report still grows and nothing has its final place. */
export interface Marks {
  /** Marks a property of an object, and hands the value through. */
  readonly set: (target: object, key: string, verfahren: readonly string[]) => void
  /** The marks with their pointers into the finished report. */
  readonly list: (root: object) => Ableitung[]
  /** The pointer of an object in the finished report. */
  readonly pointerOf: (root: object, target: object) => string | undefined
}

/** The contract takes this many. */
const most = 200

/** Marks for one report. */
export const makeMarks = (): Marks => {
  const marks = new Map<object, { key: string; verfahren: string }[]>()
  return {
    set: (target, key, verfahren) => {
      if (verfahren.length === 0) return
      const list = marks.get(target) ?? []
      list.push({ key, verfahren: verfahren.join('; ') })
      marks.set(target, list)
    },
    list: (root) => {
      const found: Ableitung[] = []
      for (const [target, path] of objectsOf(root)) {
        for (const { key, verfahren } of marks.get(target) ?? [])
          found.push({ pfad: jsonPointer([...path, key]), verfahren })
      }
      return found.length <= most ? found : fold(found)
    },
    pointerOf: (root, target) => {
      for (const [object, path] of objectsOf(root)) if (object === target) return jsonPointer(path)
      return undefined
    },
  }
}

function* objectsOf(
  value: unknown,
  path: (string | number)[] = [],
): Generator<[object, (string | number)[]], void, undefined> {
  if (typeof value !== 'object' || value === null) return
  yield [value, path]
  for (const [key, inner] of Object.entries(value))
    yield* objectsOf(inner, [...path, Array.isArray(value) ? Number(key) : key])
}

/** Too many marks become one per first step of the pointer and procedure: `/tage` instead of each minute. */
const fold = (marks: readonly Ableitung[]): Ableitung[] => {
  const folded = new Map<string, Ableitung>()
  for (const { pfad, verfahren } of marks) {
    const top = pfad.split('/').slice(0, 2).join('/')
    folded.set(`${top} ${verfahren}`, { pfad: top, verfahren })
  }
  return [...folded.values()].slice(0, most)
}
