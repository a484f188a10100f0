import { describe, expect, it, test } from 'vitest'
import { addArbeitstage, isArbeitstag, nextArbeitstag, ostersonntag } from './arbeitstag.ts'
import { wochentagOf } from './kalender.ts'

test.each([
  [1583, '1583-04-10'],
  [1961, '1961-04-02'],
  [2000, '2000-04-23'],
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2038, '2038-04-25'],
  [2285, '2285-03-22'],
])('Easter of %s is %s', (jahr, tag) => expect(ostersonntag(jahr)).toBe(tag))

it('is a Sunday between 22 March and 25 April in every year', () => {
  for (let jahr = 1583; jahr < 4000; jahr++) {
    const tag = ostersonntag(jahr)
    expect(wochentagOf(tag)).toBe(7)
    expect(tag.slice(5) >= '03-22' && tag.slice(5) <= '04-25').toBe(true)
  }
})

describe('working days', () => {
  test.each([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['2026-04-02', true],
    ['2026-04-03', false],
    ['2026-04-06', false],
    ['2026-04-07', true],
    ['2026-05-01', false],
    ['2026-05-14', false],
    ['2026-05-25', false],
    ['2025-10-03', false],
    ['2025-10-02', true],
    ['2026-12-24', true],
    ['2026-12-25', false],
    ['2027-01-01', false],
  ])('%s: %s', (tag, ist) => expect(isArbeitstag(tag)).toBe(ist))

  test.each([
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-20', 10, '2026-12-04'],
    ['2026-04-02', 2, '2026-04-08'],
    ['2026-12-23', 2, '2026-12-28'],
  ])('%s and %i of them end on %s', (tag, anzahl, ende) => expect(addArbeitstage(tag, anzahl)).toBe(ende))

  test.each([
    ['2026-11-20', '2026-11-20'],
    ['2026-11-21', '2026-11-23'],
    ['2026-04-03', '2026-04-07'],
    ['2026-12-25', '2026-12-28'],
  ])('a term that would end on %s ends on %s', (tag, ende) => expect(nextArbeitstag(tag)).toBe(ende))
})
