import { canonicalize } from '@berichtsheft/core/signatur'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { firstSeed, report, runsOf } from '../testing/laufzahl.ts'
import { merge3 } from './merge3.ts'

const runs = runsOf(20_000)

const leaf = fc.oneof(fc.constantFrom(null, 8, 9, 12, 'a', 'b', true), fc.constantFrom([], ['tr'], ['tr', 'ku']))
const record = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('object'), tie('list')),
  object: fc.dictionary(fc.constantFrom('wert', 'gueltigVon', 'stand', '__proto__', 'x/y~z'), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  list: fc.uniqueArray(
    fc.record(
      { id: fc.constantFrom('a', 'b', 'c', 'd'), wert: leaf, mehr: tie('value') },
      { requiredKeys: ['id'], noNullPrototype: true },
    ),
    { maxLength: 4, selector: (entry) => (entry as { id: string }).id },
  ),
})).object as fc.Arbitrary<Record<string, unknown>>

/** Leaves of a value by their address; what merges as a whole is a leaf, empty containers too. */
const leavesOf = (value: unknown, path = ''): Map<string, string> => {
  const entries = entriesOf(value)
  if (!entries || entries.length === 0) return new Map([[path, canonicalize(value)]])
  return new Map(
    entries.flatMap(([key, member]) => [
      ...leavesOf(member, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    ]),
  )
}
const entriesOf = (value: unknown): [string, unknown][] | undefined => {
  if (Array.isArray(value)) {
    const keyed = value.length > 0 && value.every((entry) => typeof entry?.id === 'string')
    return keyed ? value.map((entry) => [entry.id, entry]) : undefined
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined
}
const isAt = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}/`) || place.startsWith(`${path}/`)

/** Leaves that one side changed, added or removed and that neither the result nor a conflict shows. */
const lostLeaves = (basis: unknown, side: unknown, { ergebnis, konflikte }: ReturnType<typeof merge3>): string[] => {
  const [before, after, result] = [leavesOf(basis), leavesOf(side), leavesOf(ergebnis)]
  const changed = [...after].filter(([path, value]) => before.get(path) !== value)
  const removed = [...before.keys()].filter((path) => !after.has(path))
  const inConflict = (path: string): boolean => konflikte.some(({ pfad }) => isAt(path, pfad))
  return [
    ...changed
      .filter(([path, value]) => result.get(path) !== value && !hasBelow(result, path, value))
      .map(([path]) => path),
    ...removed.filter((path) => result.has(path)),
  ].filter((path) => !inConflict(path))
}
/** An empty container that the other side filled is still there. */
const hasBelow = (result: ReadonlyMap<string, string>, path: string, value: string): boolean =>
  (value === '{}' || value === '[]') && [...result.keys()].some((other) => other.startsWith(`${path}/`))

/** Whether a merge gave exactly this, with nothing left open. */
const isClean = ({ ergebnis, konflikte }: ReturnType<typeof merge3>, expected: unknown): boolean =>
  konflikte.length === 0 && canonicalize(ergebnis) === canonicalize(expected)

describe(`T10: three-way merge (${runs} cases from seed ${firstSeed})`, () => {
  it('is identity where one side did nothing, symmetric, and loses no leaf without saying so', () => {
    let conflicts = 0
    fc.assert(
      fc.property(record, record, record, (basis, meins, ihres) => {
        const merged = merge3(basis, meins, ihres)
        const swapped = merge3(basis, ihres, meins)
        // One comparison of texts per case: `expect` alone would take longer than all merges.
        const seen = [
          isClean(merge3(basis, meins, basis), meins),
          isClean(merge3(basis, basis, ihres), ihres),
          isClean(merge3(basis, meins, meins), meins),
          canonicalize(swapped.ergebnis) === canonicalize(merged.ergebnis),
          swapped.konflikte.map(({ pfad }) => pfad).join() === merged.konflikte.map(({ pfad }) => pfad).join(),
          lostLeaves(basis, meins, merged).length === 0,
          lostLeaves(basis, ihres, merged).length === 0,
        ]
        if (seen.includes(false)) expect(seen).toEqual(seen.map(() => true))
        if (merged.konflikte.length > 0) conflicts++
      }),
      { numRuns: runs, seed: firstSeed },
    )
    report(`T10: ${runs} cases from seed ${firstSeed}, ${conflicts} of them with conflicts`)
    expect(conflicts).toBeGreaterThan(runs / 20)
  }, 3_600_000)

  it('control: taking the last side loses leaves', () => {
    let lost = 0
    fc.assert(
      fc.property(record, record, record, (basis, meins, ihres) => {
        lost += lostLeaves(basis, meins, { ergebnis: ihres, konflikte: [] }).length
      }),
      { numRuns: 500, seed: firstSeed },
    )
    expect(lost).toBeGreaterThan(0)
  })

  const list = [
    { id: 'a', wert: 1 },
    { id: 'b', wert: 2 },
  ]
  test.each([
    ['different leaves', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 2 }, []],
    ['the same leaf alike', { a: 1 }, { a: 2 }, { a: 2 }, { a: 2 }, []],
    ['the same leaf in two ways', { a: 1 }, { a: 2 }, { a: 3 }, { a: 1 }, ['/a']],
    ['a leaf removed against changed', { a: 1 }, {}, { a: 3 }, { a: 1 }, ['/a']],
    ['a leaf removed by both', { a: 1 }, {}, {}, {}, []],
    ['null is a value', { a: 1 }, { a: null }, { a: 1 }, { a: null }, []],
    [
      'records of a list',
      list,
      [{ id: 'a', wert: 3 }, list[1]],
      [list[0], { id: 'b', wert: 4 }],
      [
        { id: 'a', wert: 3 },
        { id: 'b', wert: 4 },
      ],
      [],
    ],
    ['records added by both', [], [{ id: 'y' }], [{ id: 'x' }], [{ id: 'x' }, { id: 'y' }], []],
    ['a record removed against changed', list, [list[1]], [{ id: 'a', wert: 9 }, list[1]], list, ['/a']],
    ['lists without ids as a whole', { a: [1] }, { a: [1, 2] }, { a: [1, 3] }, { a: [1] }, ['/a']],
  ])('%s', (_name, basis, meins, ihres, ergebnis, pfade) => {
    const merged = merge3(basis, meins, ihres)
    expect(merged.ergebnis).toEqual(ergebnis)
    expect(merged.konflikte.map(({ pfad }) => pfad)).toEqual(pfade)
  })
})
