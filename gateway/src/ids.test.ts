import { Id } from '@berichtsheft/core'
import { describe, expect, it } from 'vitest'
import { createId, createIdIn, idOfName, isId } from './ids.ts'

const pattern = new RegExp((Id as { pattern?: string }).pattern ?? 'no pattern')

describe('createId', () => {
  it('makes distinct ids in the form of the contract, sortable by time', () => {
    const ids = Array.from({ length: 2000 }, (_, i) => createId(new Date(1_700_000_000_000 + i)))
    expect(new Set(ids).size).toBe(2000)
    for (const id of ids) expect(id).toMatch(pattern)
    expect([...ids].sort()).toEqual(ids)
  })

  it('spreads over all 16 partitions', () => {
    const digits = new Set(Array.from({ length: 1000 }, () => createId(new Date(0)).charAt(17)))
    expect(digits.size).toBe(16)
  })
})

describe('createIdIn', () => {
  it('keeps the partition digit of the book', () => {
    for (const digit of '0123456789abcdef') {
      const book = `01934a5e-7c00-7a3${digit}-9b1c-2f0d6c1e5a77`
      const id = createIdIn(book, new Date())
      expect(id.charAt(17)).toBe(digit)
      expect(id).toMatch(pattern)
    }
  })
})

describe('idOfName', () => {
  it('is the same for the same name, another for another, and an id of version 8', () => {
    expect(idOfName('stammdaten:153')).toBe(idOfName('stammdaten:153'))
    expect(idOfName('stammdaten:153')).not.toBe(idOfName('stammdaten:154'))
    expect(isId(idOfName('x'))).toBe(true)
    expect(idOfName('x')).toMatch(/^.{14}8.{4}[89ab]/)
  })
})
