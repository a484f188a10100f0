import { canonicalize } from '@berichtsheft/core/signatur'

/** What was left open: at one place both sides changed the same thing in different ways. Absent means deleted or not there. */
export interface Zusammenstoss {
  /** JSON Pointer; entries of lists of records are named by their id. */
  readonly pfad: string
  readonly basis?: unknown
  readonly meins?: unknown
  readonly ihres?: unknown
}

/** Result of a three-way merge: what both agree on, with the base where they do not, and the places where they do not. */
export interface Zusammenfuehrung {
  readonly ergebnis: unknown
  readonly konflikte: readonly Zusammenstoss[]
}

/** Stands for "not there", which is not the same as null. */
const absent = Symbol('absent')
type Part = unknown | typeof absent
type Record_ = Readonly<Record<string, unknown>>

const isRecord = (value: Part): value is Record_ => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list of records that each have an id of their own merges record by record; every other list is one value. */
const isKeyed = (value: Part): value is readonly (Record_ & { id: string })[] =>
  Array.isArray(value) &&
  value.every((entry) => isRecord(entry) && typeof entry.id === 'string') &&
  new Set(value.map((entry) => (entry as { id: string }).id)).size === value.length

const same = (a: Part, b: Part): boolean => {
  if (a === b) return true
  if (a === absent || b === absent) return false
  return typeof a === 'object' && typeof b === 'object' && canonicalize(a) === canonicalize(b)
}

/**
 * Merges two versions that were made from the same base. What one side changed is taken, what both changed alike too; what
 * they changed differently keeps the base and is listed. Objects merge by name, lists of records by `id` (the order is that of
 * the base, then what was added, by id), all else as a whole. Swapping the sides swaps the lists of conflicts and nothing else.
 */
export const merge3 = (basis: unknown, meins: unknown, ihres: unknown): Zusammenfuehrung => {
  const konflikte: Zusammenstoss[] = []
  const ergebnis = merge(basis, meins, ihres, '', konflikte)
  return { ergebnis: ergebnis === absent ? null : ergebnis, konflikte }
}

const merge = (basis: Part, meins: Part, ihres: Part, pfad: string, konflikte: Zusammenstoss[]): Part => {
  if (same(meins, ihres) || same(ihres, basis)) return meins
  if (same(meins, basis)) return ihres
  if (isRecord(meins) && isRecord(ihres) && (isRecord(basis) || basis === absent)) {
    return mergeRecords(isRecord(basis) ? basis : {}, meins, ihres, pfad, konflikte)
  }
  if (isKeyed(meins) && isKeyed(ihres) && (isKeyed(basis) || basis === absent)) {
    return mergeLists(isKeyed(basis) ? basis : [], meins, ihres, pfad, konflikte)
  }
  konflikte.push({ pfad, ...named('basis', basis), ...named('meins', meins), ...named('ihres', ihres) })
  return basis
}

const named = <N extends string>(name: N, part: Part) => (part === absent ? {} : { [name]: part })

const memberOf = (value: Record_, name: string): Part => (Object.hasOwn(value, name) ? value[name] : absent)

const escapeToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

const mergeRecords = (
  basis: Record_,
  meins: Record_,
  ihres: Record_,
  pfad: string,
  konflikte: Zusammenstoss[],
): Record_ => {
  const names = new Set([...Object.keys(basis), ...Object.keys(meins), ...Object.keys(ihres)])
  const entries = [...names].sort().flatMap((name): [string, unknown][] => {
    const [b, m, i] = [memberOf(basis, name), memberOf(meins, name), memberOf(ihres, name)]
    const merged = merge(b, m, i, `${pfad}/${escapeToken(name)}`, konflikte)
    return merged === absent ? [] : [[name, merged]]
  })
  // Not by assignment: a member may be called __proto__.
  return Object.fromEntries(entries)
}

type Keyed = readonly (Record_ & { id: string })[]

const mergeLists = (basis: Keyed, meins: Keyed, ihres: Keyed, pfad: string, konflikte: Zusammenstoss[]): unknown[] => {
  const [b, m, i] = [byId(basis), byId(meins), byId(ihres)]
  const added = [...new Set([...m.keys(), ...i.keys()])].filter((id) => !b.has(id)).sort()
  return [...b.keys(), ...added].flatMap((id) => {
    const part = (list: ReadonlyMap<string, Record_>): Part => list.get(id) ?? absent
    const merged = merge(part(b), part(m), part(i), `${pfad}/${escapeToken(id)}`, konflikte)
    return merged === absent ? [] : [merged]
  })
}

const byId = (list: Keyed): Map<string, Record_> => new Map(list.map((entry) => [entry.id, entry]))
