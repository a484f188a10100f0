import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addTage, alterAm, toDatum, toTageszahl } from './kalender.ts'
import { countVolleMonate, ersterTagMitAlter, letzterTagNach, listKalenderjahre } from './monate.ts'

const tag = fc.integer({ min: toTageszahl('1950-01-01'), max: toTageszahl('2150-12-31') }).map(toDatum)
const monate = fc.integer({ min: 1, max: 120 })

describe('letzterTagNach', () => {
  test.each([
    ['2026-08-01', 36, '2029-07-31'],
    ['2026-09-01', 42, '2030-02-28'],
    ['2026-08-15', 24, '2028-08-14'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-08-30', 6, '2027-02-28'],
    ['2026-08-29', 6, '2027-02-28'],
    ['2026-08-28', 6, '2027-02-27'],
    ['2027-08-30', 6, '2028-02-29'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2026-02-01', 1, '2026-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-03-01', 12, '2029-02-28'],
    ['2026-01-01', 12, '2026-12-31'],
  ])('from %s, %i months end on %s', (beginn, dauer, ende) => expect(letzterTagNach(beginn, dauer)).toBe(ende))

  it('is never before the begin, and one month more ends later', () => {
    fc.assert(
      fc.property(tag, monate, (beginn, dauer) => {
        expect(letzterTagNach(beginn, dauer) >= beginn).toBe(true)
        expect(letzterTagNach(beginn, dauer + 1) > letzterTagNach(beginn, dauer)).toBe(true)
      }),
    )
  })
})

describe('countVolleMonate', () => {
  test.each([
    ['2026-08-01', '2026-12-31', 5],
    ['2026-08-01', '2026-12-30', 4],
    ['2026-07-01', '2026-12-31', 6],
    ['2026-08-15', '2026-12-31', 4],
    ['2026-08-15', '2027-01-14', 5],
    ['2026-08-31', '2027-02-28', 6],
    ['2026-08-31', '2027-02-27', 5],
    ['2026-08-01', '2026-08-30', 0],
    ['2026-08-01', '2026-07-31', 0],
    ['2026-08-01', '2020-07-31', 0],
  ])('from %s to %s there are %s', (von, bis, anzahl) => expect(countVolleMonate({ von, bis })).toBe(anzahl))

  it('is the way back from letzterTagNach, and a day less is a month less', () => {
    fc.assert(
      fc.property(tag, monate, (von, dauer) => {
        const bis = letzterTagNach(von, dauer)
        expect(countVolleMonate({ von, bis })).toBe(dauer)
        expect(countVolleMonate({ von, bis: addTage(bis, -1) })).toBe(dauer - 1)
      }),
    )
  })
})

describe('listKalenderjahre', () => {
  test.each([
    ['2026-08-01', '2029-07-31', [2026, 2027, 2028, 2029]],
    ['2026-12-31', '2027-01-01', [2026, 2027]],
    ['2026-01-01', '2026-12-31', [2026]],
    ['2026-08-01', '2026-07-31', []],
  ])('from %s to %s', (von, bis, jahre) => expect(listKalenderjahre({ von, bis })).toEqual(jahre))
})

describe('ersterTagMitAlter', () => {
  test.each([
    ['2010-02-10', 18, '2028-02-10'],
    ['2008-02-29', 18, '2026-03-01'],
    ['2008-02-29', 16, '2024-02-29'],
    ['2010-01-01', 16, '2026-01-01'],
  ])('born on %s, %i years are complete on %s', (geboren, jahre, erster) =>
    expect(ersterTagMitAlter(geboren, jahre)).toBe(erster),
  )

  it('agrees with the age on each day', () => {
    fc.assert(
      fc.property(tag, fc.integer({ min: 1, max: 70 }), (geboren, jahre) => {
        const erster = ersterTagMitAlter(geboren, jahre)
        expect(alterAm(geboren, erster)).toBe(jahre)
        expect(alterAm(geboren, addTage(erster, -1))).toBe(jahre - 1)
      }),
    )
  })
})
