import { sha256 } from '@berichtsheft/core/signatur'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { climb, merklePath, merkleRoot } from './merkle.ts'

const leavesOf = (count: number): string[] => Array.from({ length: count }, (_, i) => sha256(`${i}`))
const parent = (a: string, b: string): string => sha256(`\u0001${a}${b}`)

describe('the hash tree', () => {
  it('has the shape of RFC 9162: the left side is the largest power of two', () => {
    const [a = '', b = '', c = '', d = '', e = ''] = leavesOf(5)
    expect(merkleRoot([a])).toBe(a)
    expect(merkleRoot([a, b])).toBe(parent(a, b))
    expect(merkleRoot([a, b, c])).toBe(parent(parent(a, b), c))
    expect(merkleRoot([a, b, c, d, e])).toBe(parent(parent(parent(a, b), parent(c, d)), e))
  })

  it('leads from every leaf to the root, and from no other leaf', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (count, i, j) => {
        const leaves = leavesOf(count)
        const [index, other] = [i % count, j % count]
        const path = merklePath(leaves, index)
        expect(climb(leaves[index] ?? '', path)).toBe(merkleRoot(leaves))
        if (other !== index) expect(climb(leaves[other] ?? '', path)).not.toBe(merkleRoot(leaves))
      }),
    )
  })

  it('has no path for a leaf that is not there', () => {
    for (const index of [-1, 2, Number.NaN]) expect(() => merklePath(leavesOf(2), index)).toThrow(RangeError)
  })
})
