import { describe, expect, test } from 'vitest'
import { addResults, closingLines, findReason } from './result.mjs'

describe('the reason of a skip', () => {
  test.each([
    ['a > b', undefined, undefined],
    ['a > b', 'skipped: xmllint', 'xmllint'],
    ['a > b', 'no network here', 'no network here'],
    ['skipped: xmllint > b', undefined, 'xmllint'],
    ['a (skipped: java) > b', undefined, 'java'],
    ['a > is valid for Xerces [skipped: libxerces2-java]', undefined, 'libxerces2-java'],
    ['as root [needs root] > b', undefined, 'root'],
    ['as root (needs faketime)', undefined, 'faketime'],
    ['skipped: xmllint > b', 'skipped: java', 'java'],
    ['what it needs > b', undefined, undefined],
  ])('%s, %s', (name, note, reason) => {
    expect(findReason(name, note)).toBe(reason)
  })
})

test('results add up', () => {
  const skipped = [{ name: 'x', reason: 'java' }]
  expect(
    addResults([
      { passed: 1, failed: 0, skipped },
      { passed: 2, failed: 3, skipped: [] },
    ]),
  ).toEqual({ passed: 3, failed: 3, skipped })
  expect(addResults([])).toEqual({ passed: 0, failed: 0, skipped: [] })
})

describe('the last lines', () => {
  test('are the sum alone when nothing was skipped', () => {
    expect(closingLines({ passed: 12, failed: 1, skipped: [] })).toEqual(['12 passed, 1 failed, 0 skipped'])
  })

  test('name every reason once, and every test that gives none', () => {
    const skipped = [
      { name: 'a', reason: 'xmllint' },
      { name: 'b', reason: undefined },
      { name: 'c', reason: 'xmllint' },
      { name: 'd', reason: 'java' },
    ]
    expect(closingLines({ passed: 0, failed: 0, skipped })).toEqual([
      'skipped: java',
      'skipped: no reason given: b',
      'skipped: xmllint (2 tests)',
      '0 passed, 0 failed, 4 skipped',
    ])
  })
})
