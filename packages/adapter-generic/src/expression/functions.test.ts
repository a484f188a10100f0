import { addTage, kalenderwocheOf } from '@berichtsheft/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../limits.ts'
import { expressionFunctions } from './functions.ts'
import { ownFunctions } from './names.ts'

const call = (name: string, ...args: unknown[]) => expressionFunctions[name]?.(...args)

test('every function has a known name', () => {
  const names = Object.keys(expressionFunctions).filter((name) => name !== 'pad')
  expect(new Set([...names, 'find'])).toEqual(ownFunctions)
})

test.each([
  ['date', ['14.12.2026', 'dd.MM.yyyy'], '2026-12-14'],
  ['date', ['2026-12-14', 'dd.MM.yyyy', 'yyyy-MM-dd'], '2026-12-14'],
  ['weekday', ['2026-12-14'], 1],
  ['weekday', ['2026-12-20'], 7],
  ['monday', ['2026-12-20'], '2026-12-14'],
  ['monday', ['2027-01-01'], '2026-12-28'],
  ['sunday', ['2026-12-28'], '2027-01-03'],
  ['isoDate', [2026, 53, 1], '2026-12-28'],
  ['isoDate', [2026, 53, 7], '2027-01-03'],
  ['isoDate', [2027, 1, 1], '2027-01-04'],
  ['isoDate', [2025, 1, 1], '2024-12-30'],
  ['isoDate', ['2026', '14', '7'], '2026-04-05'],
  ['isoDate', [2020, 53], '2020-12-28'],
  ['isoWeek', ['2027-01-03'], 53],
  ['isoWeek', ['2027-01-04'], 1],
  ['addDays', ['2026-12-31', 1], '2027-01-01'],
  ['addDays', ['2026-03-29', -1], '2026-03-28'],
  ['days', ['2026-12-14', '2026-12-27'], 14],
  ['days', ['2026-12-14', '2026-12-14'], 1],
  ['minutes', ['7:48', 'h:mm'], 468],
  ['minutes', [7.5, 'stunden'], 450],
  ['between', ['07:45', '16:00', 30], 465],
  ['plain', ['<p>a &amp; b</p>'], 'a & b'],
  ['plain', ['<p><br></p>'], undefined],
  ['trainingYear', ['2024-08-01', '2025-07-31'], 1],
  ['trainingYear', ['2024-08-01', '2025-08-01'], 2],
  ['trainingYear', ['2024-08-01', '2024-07-31'], undefined],
  ['trainingYear', ['2024-08-01', '2029-08-01'], undefined],
  ['pad', ['7', -2, '0'], '07'],
  ['pad', ['7', 3], '7  '],
])('$%s(%j) is %j', (name, args, expected) => {
  expect(call(name, ...args)).toBe(expected)
})

test.each([...Object.keys(expressionFunctions)])('$%s of nothing is nothing', (name) => {
  for (const nothing of [undefined, null, '']) expect(call(name, nothing, 'x')).toBeUndefined()
})

test.each([
  ['date', ['32.12.2026', 'dd.MM.yyyy']],
  ['date', ['14.12.2026', 'irgendwie']],
  ['weekday', ['14.12.2026']],
  ['isoDate', [2025, 53, 1]],
  ['isoDate', [2026, 54, 1]],
  ['isoDate', [2026, 0, 1]],
  ['isoDate', [2026, 1, 8]],
  ['isoDate', ['x', 1, 1]],
  ['minutes', ['7:48', 'stunden']],
  ['minutes', ['7', 'irgendwie']],
  ['between', ['25:00', '16:00']],
  ['pad', ['x', limits.ausdruckText + 1]],
  ['pad', ['x', 'breit']],
])('$%s(%j) is an error, never a guess', (name, args) => {
  expect(() => call(name, ...args)).toThrow()
})

describe('weeks', () => {
  test('every day is found again by its week', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 73_000 }), (offset) => {
        const day = addTage('1900-01-05', offset)
        const { jahr, nummer } = kalenderwocheOf(day)
        expect(call('isoDate', jahr, nummer, call('weekday', day))).toBe(day)
      }),
    )
  })
})
