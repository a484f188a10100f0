import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aufgabeNach, judgeAntwort, nextVersuch, pauseAfter, pausen } from './zustellplan.ts'

const now = new Date('2026-11-20T10:00:00Z')
const minute = 60_000
const hour = 60 * minute

describe('the schedule', () => {
  test('makes ten attempts over 75 hours, 35 minutes and 5 seconds', () => {
    expect(pausen).toHaveLength(10)
    expect(pausen.reduce((sum, pause) => sum + pause, 0)).toBe(75 * hour + 35 * minute + 5_000)
  })

  test.each([
    [1, 5_000],
    [2, 5 * minute],
    [3, 30 * minute],
    [4, 2 * hour],
    [5, 5 * hour],
    [6, 10 * hour],
    [7, 14 * hour],
    [8, 20 * hour],
    [9, 24 * hour],
  ])('waits after attempt %i for %i ms and at most a tenth more', (stufe, pause) => {
    expect(nextVersuch(stufe, now, 0)?.getTime()).toBe(now.getTime() + pause)
    expect(nextVersuch(stufe, now, 1)?.getTime()).toBe(now.getTime() + Math.round(pause * 1.1))
  })

  test('ends after the tenth attempt, and in any case before a delivery is given up for its age', () => {
    expect(nextVersuch(10, now, 0)).toBeUndefined()
    const longest = pausen.reduce((sum, pause) => sum + pause * 1.1, 0)
    expect(aufgabeNach).toBeGreaterThan(longest)
  })
})

describe('the answer of a receiver', () => {
  test.each([
    [199, null, { art: 'fehlgeschlagen', fehler: 'HTTP 199' }],
    [200, null, { art: 'zugestellt' }],
    [204, null, { art: 'zugestellt' }],
    [299, null, { art: 'zugestellt' }],
    [300, null, { art: 'fehlgeschlagen', fehler: 'HTTP 300' }],
    [301, null, { art: 'fehlgeschlagen', fehler: 'HTTP 301' }],
    [307, null, { art: 'fehlgeschlagen', fehler: 'HTTP 307' }],
    [404, null, { art: 'fehlgeschlagen', fehler: 'HTTP 404' }],
    [409, null, { art: 'fehlgeschlagen', fehler: 'HTTP 409' }],
    [410, null, { art: 'abbestellt', fehler: 'HTTP 410' }],
    [411, null, { art: 'fehlgeschlagen', fehler: 'HTTP 411' }],
    [429, null, { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: minute }],
    [429, '7', { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: 7_000 }],
    [429, '0', { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: 0 }],
    [429, 'Fri, 20 Nov 2026 10:30:00 GMT', { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: 30 * minute }],
    [429, 'Fri, 20 Nov 2026 09:30:00 GMT', { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: 0 }],
    [429, '86400', { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: 24 * hour }],
    [429, '86401', { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: 24 * hour }],
    [429, 'demnächst', { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: minute }],
    [429, '-5', { art: 'fehlgeschlagen', fehler: 'HTTP 429', pause: expect.any(Number) }],
    [500, null, { art: 'fehlgeschlagen', fehler: 'HTTP 500' }],
    [502, null, { art: 'fehlgeschlagen', fehler: 'HTTP 502', pause: minute }],
    [503, null, { art: 'fehlgeschlagen', fehler: 'HTTP 503' }],
    [503, '120', { art: 'fehlgeschlagen', fehler: 'HTTP 503', pause: 2 * minute }],
    [504, '3', { art: 'fehlgeschlagen', fehler: 'HTTP 504', pause: 3_000 }],
  ])('%i with Retry-After %s', (status, retryAfter, expected) => {
    expect(judgeAntwort(status, retryAfter, now)).toEqual(expected)
  })

  test('never asks for a negative or endless pause, whatever Retry-After says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.option(fc.string()), (status, retryAfter) => {
        const ergebnis = judgeAntwort(status, retryAfter, now)
        const pause = ergebnis.art === 'fehlgeschlagen' ? (ergebnis.pause ?? 0) : 0
        expect(pause).toBeGreaterThanOrEqual(0)
        expect(pause).toBeLessThanOrEqual(24 * hour)
      }),
    )
  })
})

test.each([
  [0, 0],
  [3, 0],
  [4, 1_000],
  [5, 2_000],
  [9, 32_000],
  [10, minute],
  [1_000_000, minute],
])('after %i failures in a row a receiver is left alone for %i ms', (fehlschlaege, pause) => {
  expect(pauseAfter(fehlschlaege)).toBe(pause)
})
