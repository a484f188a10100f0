import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { einsatzstatusOf, findUeberschneidung, listLuecken } from './einsatzplan.ts'
import { addTage, toDatum } from './kalender.ts'
import { isTagIn, listTage } from './zeitraum.ts'

const einsatz = (von: string, bis: string, parallel = false) => ({ von, bis, parallel })

describe('einsatzstatusOf (BH-22)', () => {
  const zeit = { von: '2026-11-02', bis: '2026-11-20' }
  it.each([
    ['2026-11-01', 'geplant'],
    ['2026-11-02', 'laufend'],
    ['2026-11-20', 'laufend'],
    ['2026-11-21', 'beendet'],
  ] as const)('on %s is %s', (heute, status) => {
    expect(einsatzstatusOf({ ...zeit, abgesagt: false }, heute)).toBe(status)
    expect(einsatzstatusOf({ ...zeit, abgesagt: true }, heute)).toBe('abgesagt')
  })
})

describe('findUeberschneidung (BH-22)', () => {
  const da = einsatz('2026-11-10', '2026-11-20')
  it.each([
    ['ends the day before', einsatz('2026-11-01', '2026-11-09'), false],
    ['ends on the first day', einsatz('2026-11-01', '2026-11-10'), true],
    ['lies within', einsatz('2026-11-12', '2026-11-13'), true],
    ['lies around', einsatz('2026-11-01', '2026-11-30'), true],
    ['begins on the last day', einsatz('2026-11-20', '2026-11-30'), true],
    ['begins the day after', einsatz('2026-11-21', '2026-11-30'), false],
    ['is parallel', einsatz('2026-11-12', '2026-11-13', true), false],
  ] as const)('an assignment that %s', (_name, neu, found) => {
    expect(findUeberschneidung(neu, [da])).toBe(found ? da : undefined)
    // It is the same seen from the other side.
    expect(findUeberschneidung(da, [neu])).toBe(found ? neu : undefined)
  })

  it('that is parallel leaves room for others', () => {
    expect(findUeberschneidung(einsatz('2026-11-12', '2026-11-13'), [{ ...da, parallel: true }])).toBeUndefined()
  })
})

describe('listLuecken (BH-22)', () => {
  const zeitraum = { von: '2026-11-01', bis: '2026-11-30' }
  it.each([
    ['nothing planned', [], [zeitraum]],
    ['all planned', [zeitraum], []],
    ['planned beyond both ends', [einsatz('2026-10-01', '2026-12-31')], []],
    [
      'a day before and a day after',
      [einsatz('2026-11-02', '2026-11-29')],
      [
        { von: '2026-11-01', bis: '2026-11-01' },
        { von: '2026-11-30', bis: '2026-11-30' },
      ],
    ],
    ['one right after the other', [einsatz('2026-11-16', '2026-11-30'), einsatz('2026-11-01', '2026-11-15')], []],
    [
      'a day between, and one within another',
      [einsatz('2026-11-01', '2026-11-14'), einsatz('2026-11-03', '2026-11-05'), einsatz('2026-11-16', '2026-11-30')],
      [{ von: '2026-11-15', bis: '2026-11-15' }],
    ],
  ] as const)('%s', (_name, einsaetze, luecken) => {
    expect(listLuecken(zeitraum, einsaetze)).toEqual(luecken)
  })

  it('has every day either in an assignment or in exactly one gap, in order and never side by side', () => {
    const tag = fc.integer({ min: 20_000, max: 20_060 })
    const spanne = fc.tuple(tag, tag).map(([a, b]) => ({ von: toDatum(Math.min(a, b)), bis: toDatum(Math.max(a, b)) }))
    fc.assert(
      fc.property(spanne, fc.array(spanne, { maxLength: 8 }), (periode, einsaetze) => {
        const luecken = listLuecken(periode, einsaetze)
        for (const day of listTage(periode)) {
          const belegt = einsaetze.some((one) => isTagIn(one, day))
          expect(luecken.filter((luecke) => isTagIn(luecke, day))).toHaveLength(belegt ? 0 : 1)
        }
        luecken.forEach((luecke, i) => {
          const next = luecken[i + 1]
          if (next !== undefined) expect(addTage(luecke.bis, 1) < next.von).toBe(true)
        })
        expect(luecken.flatMap(listTage).every((day) => isTagIn(periode, day))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
