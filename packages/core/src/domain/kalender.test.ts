import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addMonate,
  addTage,
  alterAm,
  ausbildungsjahrAm,
  datumInBerlin,
  isMinderjaehrigAm,
  maxDatum,
  minDatum,
  toDatum,
  toTageszahl,
  wochentagOf,
} from './kalender.ts'

const tageszahl = fc.integer({ min: toTageszahl('1900-01-01'), max: toTageszahl('2199-12-31') })

describe('day numbers', () => {
  it('count from 1970-01-01 and agree with the Date of the platform for every day of three centuries', () => {
    expect(toTageszahl('1970-01-01')).toBe(0)
    fc.assert(
      fc.property(tageszahl, (n) => {
        expect(toTageszahl(toDatum(n))).toBe(n)
        expect(Date.parse(toDatum(n)) / 86_400_000).toBe(n)
        expect(wochentagOf(toDatum(n))).toBe(new Date(n * 86_400_000).getUTCDay() || 7)
      }),
    )
  })

  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-03-01', -1, '2024-02-29'],
  ])('%s plus %i days is %s', (datum, tage, erwartet) => expect(addTage(datum, tage)).toBe(erwartet))
})

describe('months later end on the day with the same number or the last day (BGB § 188)', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2026-12-20', 1, '2027-01-20'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-08-01', 36, '2029-08-01'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s plus %i months is %s', (datum, monate, erwartet) => expect(addMonate(datum, monate)).toBe(erwartet))
})

describe('age: the day of birth counts (BGB § 187 Abs. 2 Satz 2)', () => {
  test.each([
    ['2008-09-01', '2026-08-31', 17],
    ['2008-09-01', '2026-09-01', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2010-01-01', '2026-01-01', 16],
    ['2010-01-02', '2026-01-01', 15],
  ])('born %s, on %s is %i', (geboren, tag, alter) => expect(alterAm(geboren, tag)).toBe(alter))

  it('ends the protection of minors on the 18th birthday, not the day before', () => {
    expect(isMinderjaehrigAm('2008-12-14', '2026-12-13')).toBe(true)
    expect(isMinderjaehrigAm('2008-12-14', '2026-12-14')).toBe(false)
  })
})

test.each([
  ['2024-08-01', '2024-07-29', 1],
  ['2024-08-01', '2024-08-01', 1],
  ['2024-08-01', '2025-07-31', 1],
  ['2024-08-01', '2025-08-01', 2],
  ['2024-08-01', '2027-07-31', 3],
])('training from %s is on %s in year %i', (beginn, tag, jahr) => expect(ausbildungsjahrAm(beginn, tag)).toBe(jahr))

describe('the legal day of an instant is its day in Berlin', () => {
  test.each([
    ['2026-12-18T22:59:59Z', '2026-12-18'],
    ['2026-12-18T23:00:00Z', '2026-12-19'],
    ['2026-07-18T21:59:59.999Z', '2026-07-18'],
    ['2026-07-18T22:00:00Z', '2026-07-19'],
    // The night of the change to summer time: 29 March 2026, 01:00 UTC.
    ['2026-03-28T22:59:59Z', '2026-03-28'],
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-03-29T21:59:59Z', '2026-03-29'],
    ['2026-03-29T22:00:00Z', '2026-03-30'],
    // And back: 25 October 2026.
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
  ])('%s is %s', (zeitpunkt, tag) => expect(datumInBerlin(zeitpunkt)).toBe(tag))

  it('agrees with the zone rules of the platform at every hour', () => {
    const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' })
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1946-01-01'), max: new Date('2199-12-30'), noInvalidDate: true }),
        (instant) => {
          expect(datumInBerlin(instant.toISOString())).toBe(berlin.format(instant))
        },
      ),
    )
  })
})

test('the earlier and the later of two days', () => {
  expect(minDatum('2026-12-31', '2027-01-01')).toBe('2026-12-31')
  expect(maxDatum('2026-12-31', '2027-01-01')).toBe('2027-01-01')
})
