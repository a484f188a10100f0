import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Dauerformat, dauerVonBis, parseDauer } from './dauer.ts'

const exact = (minuten: number) => ({ minuten, gerundet: false })

describe('parseDauer', () => {
  test.each<[string, Dauerformat, number]>([
    ['8', 'stunden', 480],
    ['7.5', 'stunden', 450],
    ['7,5', 'stunden', 450],
    ['7.', 'stunden', 420],
    [',5', 'stunden', 30],
    ['0', 'stunden', 0],
    ['7.666666666666667', 'stunden', 460],
    ['8h', 'stunden', 480],
    ['3,25 Std.', 'stunden', 195],
    ['1 Stunde', 'stunden', 60],
    ['90', 'minuten', 90],
    ['90 min', 'minuten', 90],
    ['7:48', 'h:mm', 468],
    ['07:48', 'h:mm', 468],
    [' 08:00 ', 'h:mm', 480],
    ['40:00', 'h:mm', 2400],
    ['0:59', 'h:mm', 59],
    ['7:48:00', 'h:mm', 468],
    ['PT1H30M', 'iso8601', 90],
    ['PT0S', 'iso8601', 0],
    ['PT90M', 'iso8601', 90],
    ['PT7H45M', 'iso8601', 465],
    ['PT1.5H', 'iso8601', 90],
    ['P1DT2H', 'iso8601', 1560],
    ['PT120S', 'iso8601', 2],
    ['Schaltplan:[3h]', 'klammer', 180],
    ['Schaltplan: [2.5 h]', 'klammer', 150],
  ])('%s as %s is %i minutes', (text, format, minuten) => {
    expect(parseDauer(text, format)).toEqual(exact(minuten))
  })

  test.each<[string, Dauerformat]>([
    ['', 'stunden'],
    ['acht', 'stunden'],
    ['-8', 'stunden'],
    ['8:00', 'stunden'],
    ['8h30', 'stunden'],
    ['1e3', 'stunden'],
    ['745', 'stunden'],
    ['', 'minuten'],
    ['7:60', 'h:mm'],
    ['7:4', 'h:mm'],
    ['7', 'h:mm'],
    ['745:00', 'h:mm'],
    ['P', 'iso8601'],
    ['PT', 'iso8601'],
    ['PT8', 'iso8601'],
    ['8H', 'iso8601'],
    ['P1M', 'iso8601'],
    ['PT-1H', 'iso8601'],
    ['Ablage:[h]', 'klammer'],
    ['Ablage', 'klammer'],
    ['[3h] Ablage', 'klammer'],
  ])('%s as %s is refused', (text, format) => {
    expect(parseDauer(text, format)).toBeUndefined()
  })

  test.each<[string, Dauerformat, number]>([
    ['7.33', 'stunden', 440],
    ['0,5', 'minuten', 1],
    ['7:48:30', 'h:mm', 469],
    ['PT1M29S', 'iso8601', 1],
  ])('%s as %s is rounded and says so', (text, format, minuten) => {
    expect(parseDauer(text, format)).toEqual({ minuten, gerundet: true })
  })

  test('minutes survive every spelling that can hold them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1440 }), (minutes) => {
        const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
        expect(parseDauer(`${hours}:${String(rest).padStart(2, '0')}`, 'h:mm')).toEqual(exact(minutes))
        expect(parseDauer(`PT${hours}H${rest}M`, 'iso8601')).toEqual(exact(minutes))
        expect(parseDauer(String(minutes), 'minuten')).toEqual(exact(minutes))
        expect(parseDauer(String(minutes / 60), 'stunden')).toEqual(exact(minutes))
        expect(parseDauer(String(minutes / 60).replace('.', ','), 'stunden')).toEqual(exact(minutes))
      }),
    )
  })

  test('any text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom<Dauerformat>('stunden', 'minuten', 'h:mm', 'iso8601', 'klammer'),
        (text, format) => {
          const dauer = parseDauer(text, format)
          if (dauer) expect(Number.isInteger(dauer.minuten) && dauer.minuten >= 0).toBe(true)
        },
      ),
    )
  })
})

test.each([
  ['07:45', '16:00', 30, 465],
  ['7:45', '16:00', 0, 495],
  ['22:00', '06:00', 45, 435],
  ['08:00', '08:00', 0, 0],
  ['00:00', '24:00', 0, 1440],
])('from %s to %s less %i is %i', (von, bis, pause, minuten) => {
  expect(dauerVonBis(von, bis, pause)).toEqual(exact(minuten))
})

test.each([
  ['24:01', '06:00', 0],
  ['08:60', '16:00', 0],
  ['08:00', '16', 0],
  ['08:00', '08:30', 31],
  ['08:00', '16:00', -1],
])('from %s to %s less %i is refused', (von, bis, pause) => {
  expect(dauerVonBis(von, bis, pause)).toBeUndefined()
})
