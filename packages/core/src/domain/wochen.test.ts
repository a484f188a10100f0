import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { toDatum, toTageszahl, wochentagOf } from './kalender.ts'
import { kalenderwocheOf, listKalenderwochen, montagOf, nameOfWoche } from './wochen.ts'

const tag = fc.integer({ min: toTageszahl('1950-01-01'), max: toTageszahl('2150-12-31') }).map(toDatum)

describe('calendar weeks by ISO 8601', () => {
  test.each([
    ['2026-12-28', 'KW 53/2026', '2026-12-28'],
    ['2027-01-03', 'KW 53/2026', '2026-12-28'],
    ['2027-01-04', 'KW 01/2027', '2027-01-04'],
    ['2024-12-29', 'KW 52/2024', '2024-12-23'],
    ['2024-12-30', 'KW 01/2025', '2024-12-30'],
    ['2018-12-31', 'KW 01/2019', '2018-12-31'],
    ['2021-01-03', 'KW 53/2020', '2020-12-28'],
    ['2026-06-17', 'KW 25/2026', '2026-06-15'],
  ])('%s is in %s, which begins on %s', (datum, name, montag) => {
    const woche = kalenderwocheOf(datum)
    expect(nameOfWoche(woche)).toBe(name)
    expect(woche.montag).toBe(montag)
    expect(montagOf(datum)).toBe(montag)
  })

  it('begin on Monday, end on Sunday, hold their day and are numbered 1 to 53', () => {
    fc.assert(
      fc.property(tag, (datum) => {
        const woche = kalenderwocheOf(datum)
        expect(wochentagOf(woche.montag)).toBe(1)
        expect(wochentagOf(woche.sonntag)).toBe(7)
        expect(woche.montag <= datum && datum <= woche.sonntag).toBe(true)
        expect(Number.isInteger(woche.nummer) && woche.nummer >= 1 && woche.nummer <= 53).toBe(true)
      }),
    )
  })
})

describe('weeks of a period', () => {
  it('are those that have a day in it, the partial ones too', () => {
    expect(listKalenderwochen({ von: '2026-12-18', bis: '2026-12-21' }).map((w) => w.montag)).toEqual([
      '2026-12-14',
      '2026-12-21',
    ])
    expect(listKalenderwochen({ von: '2026-12-14', bis: '2026-12-20' })).toHaveLength(1)
    expect(listKalenderwochen({ von: '2026-12-20', bis: '2026-12-14' })).toEqual([])
  })

  it('follow each other without a gap', () => {
    fc.assert(
      fc.property(tag, fc.integer({ min: 0, max: 400 }), (von, laenge) => {
        const bis = toDatum(toTageszahl(von) + laenge)
        const wochen = listKalenderwochen({ von, bis })
        const zahlen = wochen.map((woche) => toTageszahl(woche.montag))
        expect(zahlen.every((zahl, i) => i === 0 || zahl === (zahlen[i - 1] ?? 0) + 7)).toBe(true)
        expect(wochen[0]?.montag).toBe(montagOf(von))
        expect(wochen.at(-1)?.montag).toBe(montagOf(bis))
      }),
    )
  })
})
