import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPassing, mayRepeat, pauseAfter, retryAfterOf, standardPlan, waitFor } from './retry.ts'

const now = new Date('2026-11-20T10:00:00Z')

describe('retryAfterOf', () => {
  it.each([
    ['0', 0],
    ['7', 7_000],
    [' 120 ', 120_000],
    ['Fri, 20 Nov 2026 10:00:05 GMT', 5_000],
    ['Fri, 20 Nov 2026 09:59:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['', undefined],
  ])('reads %j as %s', (text, expected) => {
    expect(retryAfterOf(new Headers({ 'retry-after': text }), now)).toBe(expected)
  })

  it('is nothing without the header', () => {
    expect(retryAfterOf(new Headers(), now)).toBeUndefined()
  })
})

describe('pauseAfter', () => {
  const plan = { attempts: 4, firstPause: 500, longestPause: 3_000 }
  it.each([
    ['nothing of the span', 1, 0, undefined, 0],
    ['half of the first span', 1, 0.5, undefined, 250],
    ['the second span is twice as long', 2, 0.5, undefined, 500],
    ['the third is four times as long', 3, 0.5, undefined, 1_000],
    ['the last attempt has no next one', 4, 0.5, undefined, undefined],
    ['the gateway asks for more', 1, 0.5, 2_000, 2_000],
    ['the gateway asks for less', 3, 0.5, 10, 1_000],
    ['the gateway asks for the longest pause', 1, 0, 3_000, 3_000],
    ['the gateway asks for a moment more than that', 1, 0, 3_001, undefined],
  ])('%s', (_name, attempt, random, retryAfter, expected) => {
    expect(pauseAfter(attempt, plan, random, retryAfter)).toBe(expected)
  })

  it('is never longer than the longest pause and never shorter than what was asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: undefined }),
        (attempt, random, retryAfter) => {
          const pause = pauseAfter(attempt, { ...standardPlan, attempts: 50 }, random, retryAfter)
          if (pause === undefined) expect(retryAfter).toBeGreaterThan(standardPlan.longestPause)
          else {
            expect(pause).toBeLessThanOrEqual(standardPlan.longestPause)
            expect(pause).toBeGreaterThanOrEqual(retryAfter ?? 0)
          }
        },
      ),
    )
  })
})

describe('what is repeated', () => {
  it.each([
    ['GET', false, true],
    ['PUT', false, true],
    ['PATCH', false, true],
    ['DELETE', false, true],
    ['POST', false, false],
    ['POST', true, true],
  ])('%s with a key: %s', (method, hasKey, expected) => {
    expect(mayRepeat(method, new Headers(hasKey ? { 'idempotency-key': 'a' } : {}))).toBe(expected)
  })

  it.each([
    [200, false],
    [400, false],
    [401, false],
    [408, false],
    [409, false],
    [429, true],
    [500, false],
    [501, false],
    [502, true],
    [503, true],
    [504, true],
    [507, false],
  ])('an answer with %i', (status, expected) => {
    expect(isPassing(status)).toBe(expected)
  })
})

describe('waitFor', () => {
  it('ends with the reason of the signal, before and while it waits', async () => {
    const reason = new Error('enough')
    await expect(waitFor(60_000, AbortSignal.abort(reason))).rejects.toBe(reason)
    const controller = new AbortController()
    const waiting = waitFor(60_000, controller.signal)
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
  })

  it('waits no longer than it was told', async () => {
    await expect(waitFor(1)).resolves.toBeUndefined()
  })
})
