import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addBruch,
  type Bruch,
  bruchOf,
  bruchOfZahl,
  ceilBruch,
  compareBruch,
  divideBruch,
  floorBruch,
  multiplyBruch,
  roundBruch,
  subtractBruch,
  toBruchzahl,
} from './bruch.ts'

const ganz = fc.integer({ min: -100_000, max: 100_000 })
const positiv = fc.integer({ min: 1, max: 100_000 })
const bruch = fc.tuple(ganz, positiv).map(([zaehler, nenner]) => bruchOf(zaehler, nenner))
const null0 = bruchOf(0)
const isNull = (b: Bruch): boolean => compareBruch(b, null0) === 0

describe('bruchOf', () => {
  test.each([
    [6, 8, { zaehler: 3n, nenner: 4n }],
    [0, 7, { zaehler: 0n, nenner: 1n }],
    [3, -6, { zaehler: -1n, nenner: 2n }],
    [-3, -6, { zaehler: 1n, nenner: 2n }],
  ])('%i/%i is in lowest terms with a positive denominator', (z, n, erwartet) =>
    expect(bruchOf(z, n)).toEqual(erwartet),
  )

  test.each([
    [1, 0],
    [0.5, 1],
    [Number.NaN, 1],
  ])('%d/%d is none', (z, n) => expect(() => bruchOf(z, n)).toThrow(RangeError))
})

// A training of 36 months at a share of the hours (BBiG § 7a Abs. 2): months and then whole ones.
test.each([
  [3, 4, 48],
  [7, 10, 51],
  [4, 5, 45],
  [1, 2, 72],
  [2399, 2400, 36],
  [2400, 2400, 36],
])('36 months ÷ %i/%i are %i whole ones', (z, n, monate) =>
  expect(floorBruch(divideBruch(bruchOf(36), bruchOf(z, n)))).toBe(monate),
)

// Leave (BUrlG § 5 Abs. 2): parts of at least half a day are rounded up to a day.
test.each([
  [49, 2, 24, 25, 25],
  [2449, 100, 24, 25, 24],
  [2450, 100, 24, 25, 25],
  [25, 3, 8, 9, 8],
  [-1, 2, -1, 0, 0],
  [-51, 100, -1, 0, -1],
  [20, 1, 20, 20, 20],
])('%i/%i is between %i and %i and nearest to %i', (z, n, unten, oben, naechste) => {
  const b = bruchOf(z, n)
  expect([floorBruch(b), ceilBruch(b), roundBruch(b)]).toEqual([unten, oben, naechste].map((zahl) => zahl + 0))
})

describe('arithmetic', () => {
  it('is that of the rationals', () => {
    fc.assert(
      fc.property(bruch, bruch, bruch, (a, b, c) => {
        expect(addBruch(a, b)).toEqual(addBruch(b, a))
        expect(multiplyBruch(a, addBruch(b, c))).toEqual(addBruch(multiplyBruch(a, b), multiplyBruch(a, c)))
        expect(addBruch(subtractBruch(a, b), b)).toEqual(a)
        if (!isNull(b)) expect(multiplyBruch(divideBruch(a, b), b)).toEqual(a)
        expect(compareBruch(a, b)).toBe(-compareBruch(b, a) + 0)
        expect(compareBruch(a, b) < 0).toBe(compareBruch(subtractBruch(a, b), null0) < 0)
      }),
    )
  })

  it('rounds to a neighbour, the right one', () => {
    fc.assert(
      fc.property(bruch, (a) => {
        const [unten, mitte, oben] = [floorBruch(a), roundBruch(a), ceilBruch(a)]
        expect(compareBruch(bruchOf(unten), a)).toBeLessThanOrEqual(0)
        expect(compareBruch(bruchOf(oben), a)).toBeGreaterThanOrEqual(0)
        expect(oben - unten).toBe(a.nenner === 1n ? 0 : 1)
        expect(mitte === oben).toBe(compareBruch(subtractBruch(bruchOf(oben), a), bruchOf(1, 2)) <= 0)
        expect([unten, oben]).toContain(mitte)
      }),
    )
  })

  it('loses nothing where floating point does', () => {
    const zehntel = bruchOf(1, 10)
    expect(addBruch(addBruch(zehntel, zehntel), zehntel)).toEqual(bruchOf(3, 10))
    const drittel = Array.from({ length: 30 }, (_, i) => bruchOf(1, 999_900 + i)).reduce(addBruch)
    expect(Array.from({ length: 30 }, (_, i) => bruchOf(1, 999_900 + i)).reduce(subtractBruch, drittel)).toEqual(null0)
  })
})

describe('toBruchzahl', () => {
  it('is the way back from the contract', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (zaehler, nenner) => {
        const zahl = toBruchzahl(bruchOfZahl({ zaehler, nenner }))
        expect(zahl && zahl.zaehler * nenner).toBe(zahl && zaehler * zahl.nenner)
        expect(zahl).toBeDefined()
      }),
    )
  })

  test.each([
    [1_000_000, 1, true],
    [1_000_001, 1, false],
    [1, 1_000_000, true],
    [1, 1_000_001, false],
    [-1, 2, false],
  ])('%i/%i has a form in the contract: %s', (z, n, hat) => expect(toBruchzahl(bruchOf(z, n)) !== undefined).toBe(hat))
})
