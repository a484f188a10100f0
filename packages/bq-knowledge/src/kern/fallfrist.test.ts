import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  antwortfristOf,
  type Fallereignis,
  fallstandOf,
  nextFallfrist,
  resttageOf,
  verfahrensfristen,
} from './fallfrist.ts'

const e = (art: Fallereignis['art'], am: string, bis?: string): Fallereignis => ({ art, am, ...(bis && { bis }) })

describe('the terms of a case', () => {
  test.each([
    // Acknowledgement within a month or two weeks; a term that would end on a day off ends on the next working day.
    ['regel', '2026-03-02', [], { zustand: 'eingegangen', bestaetigungBis: '2026-04-02' }],
    ['regel', '2026-03-03', [], { zustand: 'eingegangen', bestaetigungBis: '2026-04-07' }],
    ['regel', '2026-01-31', [], { zustand: 'eingegangen', bestaetigungBis: '2026-03-02' }],
    ['fachkraefte', '2026-03-02', [], { zustand: 'eingegangen', bestaetigungBis: '2026-03-16' }],
    ['fachkraefte', '2026-03-20', [], { zustand: 'eingegangen', bestaetigungBis: '2026-04-07' }],
    // Decision within three or two months of complete documents.
    ['regel', '2026-03-02', [e('vollstaendig', '2026-03-10')], { zustand: 'laufend', entscheidungBis: '2026-06-10' }],
    [
      'fachkraefte',
      '2026-03-02',
      [e('vollstaendig', '2026-03-10')],
      { zustand: 'laufend', entscheidungBis: '2026-05-11' },
    ],
    ['regel', '2026-03-02', [e('nachforderung', '2026-03-10')], { zustand: 'unvollstaendig' }],
    [
      'regel',
      '2026-03-02',
      [
        e('nachforderung', '2026-03-10'),
        e('vollstaendig', '2026-04-01'),
        e('nachforderung', '2026-04-09'),
        e('vollstaendig', '2026-05-04'),
      ],
      { zustand: 'laufend', entscheidungBis: '2026-08-04' },
    ],
    // A clock that rested for ten days has ten days more.
    [
      'regel',
      '2026-03-02',
      [e('vollstaendig', '2026-03-10'), e('hemmung', '2026-03-20'), e('fortsetzung', '2026-03-30')],
      { zustand: 'laufend', entscheidungBis: '2026-06-22' },
    ],
    ['regel', '2026-03-02', [e('vollstaendig', '2026-03-10'), e('hemmung', '2026-03-20')], { zustand: 'gehemmt' }],
    [
      'regel',
      '2026-03-02',
      [e('vollstaendig', '2026-03-10'), e('verlaengerung', '2026-06-01', '2026-09-30')],
      { zustand: 'laufend', entscheidungBis: '2026-09-30' },
    ],
    [
      'reglementiertEu',
      '2026-03-02',
      [e('vollstaendig', '2026-03-10'), e('verlaengerung', '2026-06-01', '2026-07-10')],
      { zustand: 'laufend', entscheidungBis: '2026-07-10' },
    ],
    [
      'regel',
      '2026-03-02',
      [e('vollstaendig', '2026-03-10'), e('entscheidung', '2026-04-20')],
      { zustand: 'entschieden' },
    ],
  ] as const)('%s received on %s after %j', (verfahren, eingang, ereignisse, stand) => {
    const found = fallstandOf(verfahren, eingang, ereignisse)
    expect(found).toMatchObject(stand)
    expect('entscheidungBis' in found).toBe('entscheidungBis' in stand)
  })

  test.each([
    ['regel', [e('entscheidung', '2026-03-10')], 'uebergang', 0],
    ['regel', [e('vollstaendig', '2026-03-01')], 'reihenfolge', 0],
    ['regel', [e('vollstaendig', '2026-03-10'), e('fortsetzung', '2026-03-11')], 'uebergang', 1],
    [
      'regel',
      [e('vollstaendig', '2026-03-10'), e('entscheidung', '2026-03-11'), e('hemmung', '2026-03-12')],
      'uebergang',
      2,
    ],
    [
      'regel',
      [
        e('vollstaendig', '2026-03-10'),
        e('verlaengerung', '2026-06-01', '2026-07-01'),
        e('verlaengerung', '2026-06-02', '2026-08-01'),
      ],
      'zweite-verlaengerung',
      2,
    ],
    [
      'reglementiertEu',
      [e('vollstaendig', '2026-03-10'), e('verlaengerung', '2026-06-01', '2026-07-11')],
      'verlaengerung-zu-lang',
      1,
    ],
    ['regel', [e('vollstaendig', '2026-03-10'), e('verlaengerung', '2026-06-01', '2026-06-10')], 'reihenfolge', 1],
  ] as const)('%s refuses %j as %s', (verfahren, ereignisse, fehler, stelle) => {
    expect(fallstandOf(verfahren, '2026-03-02', ereignisse)).toEqual({ fehler, stelle })
  })

  it('never ends a decision before the documents were complete, whatever happens', () => {
    const arten = ['nachforderung', 'vollstaendig', 'hemmung', 'fortsetzung', 'entscheidung'] as const
    const tage = fc.array(fc.tuple(fc.constantFrom(...arten), fc.integer({ min: 0, max: 60 })), { maxLength: 12 })
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(verfahrensfristen) as ['regel'])), tage, (verfahren, schritte) => {
        let tag = Date.parse('2026-03-02')
        const ereignisse = schritte.map(([art, abstand]) => {
          tag += abstand * 86_400_000
          return e(art, new Date(tag).toISOString().slice(0, 10))
        })
        const stand = fallstandOf(verfahren, '2026-03-02', ereignisse)
        if ('fehler' in stand || stand.entscheidungBis === undefined) return true
        const vollstaendig = ereignisse.findLast(({ art }) => art === 'vollstaendig')?.am ?? ''
        return stand.entscheidungBis > vollstaendig && nextFallfrist(stand) === stand.entscheidungBis
      }),
      { numRuns: 500 },
    )
  })
})

describe('an answer to another chamber', () => {
  test.each([
    ['2026-12-04', undefined, '2026-11-20', '2026-12-04'],
    ['2026-12-04', '2026-11-30', '2026-11-20', '2026-11-30'],
    ['2026-12-04', '2026-12-24', '2026-11-20', '2026-12-04'],
    ['2026-12-04', '2026-11-02', '2026-11-20', '2026-11-20'],
    ['2026-12-04', '2026-11-02', '2026-11-21', '2026-11-23'],
  ])('asked for by %s with a case until %s on %s is due on %s', (bis, fall, heute, frist) =>
    expect(antwortfristOf(bis, fall, heute)).toBe(frist),
  )

  test.each([
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-20', '2026-11-23', 3],
    ['2026-11-20', '2026-11-19', -1],
  ])('on %s until %s there are %i days', (heute, bis, tage) => expect(resttageOf(heute, bis)).toBe(tage))
})
