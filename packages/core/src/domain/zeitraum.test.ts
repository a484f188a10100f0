import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { toDatum, wochentagOf } from './kalender.ts'
import { contains, countWerktage, isTagIn, listTage, overlaps, schnittOf, tageOf } from './zeitraum.ts'

const woche = { von: '2026-12-14', bis: '2026-12-20' }

describe('periods include both ends', () => {
  test.each([
    [{ von: '2026-12-14', bis: '2026-12-14' }, 1],
    [woche, 7],
    [{ von: '2024-02-01', bis: '2024-02-29' }, 29],
    [{ von: '2026-12-14', bis: '2026-12-13' }, 0],
  ])('%o has %i days', (zeitraum, tage) => {
    expect(tageOf(zeitraum)).toBe(tage)
    expect(listTage(zeitraum)).toHaveLength(tage)
  })

  test.each([
    ['2026-12-13', false],
    ['2026-12-14', true],
    ['2026-12-20', true],
    ['2026-12-21', false],
  ])('%s lies in the week: %s', (tag, erwartet) => expect(isTagIn(woche, tag)).toBe(erwartet))

  test.each([
    [{ von: '2026-12-07', bis: '2026-12-13' }, false, undefined],
    [{ von: '2026-12-07', bis: '2026-12-14' }, true, { von: '2026-12-14', bis: '2026-12-14' }],
    [{ von: '2026-12-20', bis: '2026-12-27' }, true, { von: '2026-12-20', bis: '2026-12-20' }],
    [{ von: '2026-12-21', bis: '2026-12-27' }, false, undefined],
  ])('%o has days in common with the week: %s', (anderer, erwartet, schnitt) => {
    expect(overlaps(woche, anderer)).toBe(erwartet)
    expect(schnittOf(woche, anderer)).toEqual(schnitt)
  })

  it('contain what lies wholly inside', () => {
    expect(contains(woche, woche)).toBe(true)
    expect(contains(woche, { von: '2026-12-14', bis: '2026-12-21' })).toBe(false)
    expect(contains(woche, { von: '2026-12-13', bis: '2026-12-20' })).toBe(false)
  })
})

describe('weekdays', () => {
  test.each([
    [woche, 5],
    [{ von: '2026-12-19', bis: '2026-12-20' }, 0],
    [{ von: '2026-12-18', bis: '2026-12-21' }, 2],
    [{ von: '2026-12-20', bis: '2026-12-14' }, 0],
  ])('%o has %i', (zeitraum, werktage) => expect(countWerktage(zeitraum)).toBe(werktage))

  it('are those that a list of all days holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -3, max: 800 }), (von, laenge) => {
        const zeitraum = { von: toDatum(von), bis: toDatum(von + laenge) }
        expect(countWerktage(zeitraum)).toBe(listTage(zeitraum).filter((tag) => wochentagOf(tag) <= 5).length)
      }),
    )
  })
})
