import { describe, expect, test } from 'vitest'
import { read, week, withText } from '../testing/probe.ts'

describe('periods', () => {
  test.each([
    ['2026-12-14', '2026-12-14', 'tag', []],
    ['2026-12-14', '2026-12-20', 'woche', []],
    [
      '2026-12-14',
      '2026-12-21',
      'woche',
      ['warnung reports.json#/0 [r1]: Der Zeitraum umfasst 8 Tage, mehr als eine Woche; er bleibt ein Nachweis.'],
    ],
    [
      '2026-12-01',
      '2026-12-31',
      'woche',
      ['warnung reports.json#/0 [r1]: Der Zeitraum umfasst 31 Tage, mehr als eine Woche; er bleibt ein Nachweis.'],
    ],
  ])('from %s to %s it is a %s', async (von, bis, art, remarks) => {
    const { reports, lines } = await read(withText, { 'reports.json': [week(1, von, bis)] })
    expect(reports[0]?.inhalt.berichtsart).toBe(art)
    expect(lines).toEqual(remarks)
  })

  test.each([
    [
      '2026-12-01',
      '2027-01-01',
      'fehler reports.json#/0: Der Nachweis wurde nicht übernommen, weil sein Zeitraum 32 Tage umfasst (höchstens 31).',
    ],
    [
      '2026-12-14',
      '2026-12-13',
      'fehler reports.json#/0: Der Nachweis wurde nicht übernommen, weil sein Zeitraum vor seinem Anfang endet.',
    ],
    [
      '2026-12-14',
      '',
      'fehler reports.json#/0: Der Nachweis wurde nicht übernommen, weil „zeitraum.bis“ fehlt oder nicht lesbar ist.',
    ],
  ])('from %s to %s it is left out', async (von, bis, remark) => {
    const { reports, lines } = await read(withText, { 'reports.json': [week(1, von, bis)] })
    expect(reports).toEqual([])
    expect(lines).toContain(remark)
  })

  test('those that overlap are remarked, those that touch are not', async () => {
    const { lines } = await read(withText, {
      'reports.json': [
        week(1, '2026-12-14', '2026-12-20'),
        week(2, '2026-12-20', '2026-12-27'),
        week(3, '2026-12-28', '2027-01-03'),
      ],
    })
    expect(lines.filter((line) => line.includes('überschneidet'))).toEqual([
      'warnung reports.json#/1 [r2]: Der Zeitraum überschneidet sich mit dem des Nachweises r1.',
    ])
  })

  test('reports come in the order of their periods, whatever the order of the file', async () => {
    const { reports } = await read(withText, {
      'reports.json': [
        week(3, '2026-12-28', '2027-01-03'),
        week(1, '2026-03-23', '2026-03-29'),
        week(2, '2026-12-14', '2026-12-20'),
      ],
    })
    expect(reports.map(({ fremdId }) => fremdId)).toEqual(['r1', 'r2', 'r3'])
  })
})

describe('keys', () => {
  test('a report that stands twice is taken once; another one of the same key is an error', async () => {
    const first = week(1, '2026-12-14', '2026-12-20')
    const { reports, lines } = await read(withText, { 'reports.json': [first, first, { ...first, text: 'anders' }] })
    expect(reports).toHaveLength(1)
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'hinweis reports.json#/1 [r1]',
      'fehler reports.json#/2 [r1]',
    ])
  })

  test('a key that does not fit the contract is written in ASCII, a missing one is an error', async () => {
    const { reports, lines } = await read(withText.replace('\'"r" & id\'', 'key'), {
      'reports.json': [week(1, '2026-12-14', '2026-12-20', { key: 'Über 1' }), week(2, '2026-12-21', '2026-12-27')],
    })
    expect(reports.map(({ fremdId }) => fremdId)).toEqual(['%C3%9Cber%201'])
    expect(lines).toContain(
      'fehler reports.json#/1: Der Nachweis wurde nicht übernommen, weil „fremdId“ fehlt oder nicht lesbar ist.',
    )
  })
})
