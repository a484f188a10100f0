import { addTage } from '@berichtsheft/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  datumOfParts,
  datumOfSerial,
  isDatumformat,
  parseDatum,
  parseOrtszeit,
  parseTagOfZeitpunkt,
  parseZeitpunkt,
} from './datum.ts'

describe('parseDatum', () => {
  test.each([
    ['14.12.2026', 'dd.MM.yyyy', '2026-12-14'],
    [' 14.12.2026 ', 'dd.MM.yyyy', '2026-12-14'],
    ['1.2.2027', 'd.M.yyyy', '2027-02-01'],
    ['2026-12-14', 'yyyy-MM-dd', '2026-12-14'],
    ['20261214', 'yyyyMMdd', '2026-12-14'],
    ['29.02.2028', 'dd.MM.yyyy', '2028-02-29'],
    ['29.02.2000', 'dd.MM.yyyy', '2000-02-29'],
    ['31.12.2199', 'dd.MM.yyyy', '2199-12-31'],
    ['01.01.1900', 'dd.MM.yyyy', '1900-01-01'],
  ])('%s as %s is %s', (text, format, expected) => {
    expect(parseDatum(text, format)).toEqual({ value: expected })
  })

  test.each([
    ['1.2.2027', 'dd.MM.yyyy'],
    ['29.02.2027', 'dd.MM.yyyy'],
    ['29.02.2100', 'dd.MM.yyyy'],
    ['31.04.2026', 'dd.MM.yyyy'],
    ['00.01.2026', 'dd.MM.yyyy'],
    ['01.13.2026', 'dd.MM.yyyy'],
    ['01.01.1899', 'dd.MM.yyyy'],
    ['01.01.2200', 'dd.MM.yyyy'],
    ['14.12.26', 'dd.MM.yyyy'],
    ['14.12.2026', 'dd.MM.yy'],
    ['14-12-2026', 'dd.MM.yyyy'],
    ['14.12.2026 Montag', 'dd.MM.yyyy'],
    ['', 'dd.MM.yyyy'],
  ])('%s as %s is refused', (text, format) => {
    expect(parseDatum(text, format)).toBeUndefined()
  })

  test.each([
    ['31.12.69', '2069-12-31', 2069],
    ['01.01.70', '1970-01-01', 1970],
    ['01.01.00', '2000-01-01', 2000],
    ['04.01.27', '2027-01-04', 2027],
    ['31.12.99', '1999-12-31', 1999],
  ])('two digits of a year: %s is %s and says so', (text, value, jahr) => {
    expect(parseDatum(text, 'dd.MM.yy')).toEqual({ value, verfahren: `zweistelliges Jahr als ${jahr} gelesen` })
  })

  test('every day survives every picture with four digits of a year', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 109_571 }),
        fc.constantFrom('dd.MM.yyyy', 'yyyy-MM-dd', 'yyyyMMdd'),
        (days, format) => {
          const day = addTage('1900-01-01', days)
          const [jahr = '', monat = '', tag = ''] = day.split('-')
          const text = format.replace('yyyy', jahr).replace('MM', monat).replace('dd', tag)
          expect(parseDatum(text, format)).toEqual({ value: day })
        },
      ),
    )
  })

  test.each([
    ['dd.MM.yyyy', true],
    ['d.M.yy', true],
    ['yyyyMMdd', true],
    ['dd.MM.', false],
    ['dd.MM.yyyy HH:mm', false],
    ['dd.dd.MM.yyyy', false],
    ['', false],
  ])('picture %s: %s', (format, expected) => {
    expect(isDatumformat(format)).toBe(expected)
  })
})

test.each([
  [2026, 2, 28, '2026-02-28'],
  [2026, 2, 29, undefined],
  [2024, 2, 29, '2024-02-29'],
  [2026, 0, 1, undefined],
  [2026, 12, 31, '2026-12-31'],
  [2026, 12, 32, undefined],
  [Number.NaN, 1, 1, undefined],
])('day of %i, %i, %i', (jahr, monat, tag, expected) => {
  expect(datumOfParts(jahr, monat, tag)).toBe(expected)
})

describe('serial numbers of spreadsheets', () => {
  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [46_370, '2026-12-14'],
    [46_370.75, '2026-12-14'],
  ])('%d is %s', (serial, expected) => expect(datumOfSerial(serial)).toBe(expected))

  test.each([[0], [60], [-1], [Number.NaN], [Number.POSITIVE_INFINITY], [120_000]])('%d is no day', (serial) => {
    expect(datumOfSerial(serial)).toBeUndefined()
  })

  test('the calendar of 1904 begins four years and a day later', () => {
    expect(datumOfSerial(0, 1904)).toBe('1904-01-01')
    expect(datumOfSerial(46_370 - 1462, 1904)).toBe('2026-12-14')
  })
})

describe('instants', () => {
  test.each([
    ['2025-12-21T19:05:12.417Z', '2025-12-21T19:05:12.417Z'],
    ['2025-12-28T22:30:00Z', '2025-12-28T22:30:00Z'],
    ['2026-12-18 14:03:11+01:00', '2026-12-18T13:03:11Z'],
    ['2026-12-18T14:03:11.123456+0100', '2026-12-18T13:03:11.123Z'],
    ['2026-12-31T23:30:00-02', '2027-01-01T01:30:00Z'],
    ['2026-12-18T14:03Z', '2026-12-18T14:03:00Z'],
  ])('%s is %s', (text, expected) => expect(parseZeitpunkt(text)).toBe(expected))

  test.each([
    ['2026-12-18T14:03:11'],
    ['2026-02-29T14:03:11Z'],
    ['2026-12-18T24:00:00Z'],
    ['2026-12-18T23:60:00Z'],
    ['2026-12-18T23:59:60Z'],
    ['2026-12-18T23:59:00+15:00'],
    ['1.1.2026'],
  ])('%s is refused', (text) => expect(parseZeitpunkt(text)).toBeUndefined())

  test.each([
    ['2026-03-22T22:59:59Z', '2026-03-22'],
    ['2026-03-22T23:00:00Z', '2026-03-23'],
    ['2026-06-30T21:59:59Z', '2026-06-30'],
    ['2026-06-30T22:00:00Z', '2026-07-01'],
  ])('%s lies on %s in Germany', (text, expected) => {
    expect(parseTagOfZeitpunkt(text)).toEqual({ value: expected })
  })
})

describe('wall clock without a zone', () => {
  test.each([
    ['2026-03-29 01:59', '2026-03-29T00:59:00Z', 'Ortszeit Europe/Berlin'],
    ['2026-03-29 03:00', '2026-03-29T01:00:00Z', 'Ortszeit Europe/Berlin'],
    ['2026-10-25 01:59', '2026-10-24T23:59:00Z', 'Ortszeit Europe/Berlin'],
    ['2026-10-25 03:00', '2026-10-25T02:00:00Z', 'Ortszeit Europe/Berlin'],
    ['2026-12-18 14:03:11', '2026-12-18T13:03:11Z', 'Ortszeit Europe/Berlin'],
  ])('%s is %s', (text, value, verfahren) => expect(parseOrtszeit(text)).toEqual({ value, verfahren }))

  test.each([['2026-03-29 02:00'], ['2026-03-29 02:59:59']])('%s never was', (text) => {
    expect(parseOrtszeit(text)).toBeUndefined()
  })

  test.each([
    ['2026-10-25 02:00', '2026-10-25T00:00:00Z'],
    ['2026-10-25 02:59', '2026-10-25T00:59:00Z'],
  ])('%s was twice: the earlier one, and said so', (text, value) => {
    expect(parseOrtszeit(text)).toEqual({
      value,
      verfahren: 'Ortszeit in der doppelten Stunde der Zeitumstellung: die frühere',
    })
  })
})
