import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { bruchOf, compareBruch } from '../../domain/bruch.ts'
import { letzterTagNach } from '../../domain/monate.ts'
import { computeDauer } from './dauer.ts'
import { computeTeilzeitdauer } from './teilzeitdauer.ts'

const beginn = '2026-08-01'
const entwurf = (anders: Vertragsentwurf = {}): Vertragsentwurf => ({ beginn, dauerMonate: 36, ...anders })
const teilzeit = (zaehler: number, nenner: number, zeitraum: { von?: string; bis?: string } = {}): Vertragsentwurf => ({
  zeitmodell: 'teilzeit',
  teilzeit: [{ anteil: { zaehler, nenner }, ...zeitraum }],
})
const abitur = (monate: number): Vertragsentwurf => ({ verkuerzungen: [{ grund: 'hochschulreife', monate }] })
const angerechnet = (monate: number): Vertragsentwurf => ({ anrechnungen: [{ grund: 'vorbildung', monate }] })

describe('the duration, step by step', () => {
  test.each<[string, Vertragsentwurf, number, string, string[]]>([
    ['the ordinance', {}, 36, '2029-07-31', ['DAV-070', 'DAV-086']],
    ['credited', angerechnet(12), 24, '2028-07-31', ['DAV-070', 'DAV-071', 'DAV-086']],
    ['shortened', abitur(12), 24, '2028-07-31', ['DAV-070', 'DAV-074', 'DAV-086']],
    [
      'credited and shortened',
      { ...angerechnet(6), ...abitur(6) },
      24,
      '2028-07-31',
      ['DAV-070', 'DAV-071', 'DAV-074', 'DAV-086'],
    ],
    ['three quarters', teilzeit(3, 4), 48, '2030-07-31', ['DAV-070', 'DAV-081', 'DAV-086']],
    ['seven tenths, rounded down', teilzeit(7, 10), 51, '2030-10-31', ['DAV-070', 'DAV-081', 'DAV-086']],
    ['two thirds: exactly the bound', teilzeit(2, 3), 54, '2031-01-31', ['DAV-070', 'DAV-081', 'DAV-086']],
    [
      'just less than two thirds: the bound',
      teilzeit(65, 100),
      54,
      '2031-01-31',
      ['DAV-070', 'DAV-081', 'DAV-081', 'DAV-086'],
    ],
    ['half: the bound', teilzeit(1, 2), 54, '2031-01-31', ['DAV-070', 'DAV-081', 'DAV-081', 'DAV-086']],
    [
      'seven tenths and Abitur: 39 months are set to 36',
      { ...teilzeit(7, 10), ...abitur(12) },
      36,
      '2029-07-31',
      ['DAV-070', 'DAV-081', 'DAV-074', 'DAV-083', 'DAV-086'],
    ],
    [
      'six months more than full-time are set to it',
      { ...teilzeit(3, 4), ...abitur(6) },
      36,
      '2029-07-31',
      ['DAV-070', 'DAV-081', 'DAV-074', 'DAV-083', 'DAV-086'],
    ],
    [
      'seven months more are not',
      { ...teilzeit(3, 4), ...abitur(5) },
      43,
      '2030-02-28',
      ['DAV-070', 'DAV-081', 'DAV-074', 'DAV-086'],
    ],
    [
      'the length of full-time needs no setting',
      { ...teilzeit(3, 4), ...abitur(12) },
      36,
      '2029-07-31',
      ['DAV-070', 'DAV-081', 'DAV-074', 'DAV-086'],
    ],
    ['without a shortening nothing is set', teilzeit(9, 10), 40, '2029-11-30', ['DAV-070', 'DAV-081', 'DAV-086']],
    [
      'credited months count for the length of full-time, too',
      { ...teilzeit(3, 4), ...angerechnet(12), ...abitur(6) },
      24,
      '2028-07-31',
      ['DAV-070', 'DAV-071', 'DAV-081', 'DAV-074', 'DAV-083', 'DAV-086'],
    ],
    [
      'more than recommended shortens by itself, but is not set',
      { ...teilzeit(2, 3), verkuerzungen: [{ grund: 'mittlererAbschluss', monate: 12 }] },
      42,
      '2030-01-31',
      ['DAV-070', 'DAV-081', 'DAV-074', 'DAV-086'],
    ],
  ])('%s', (_name, anders, monate, ende, regeln) => {
    const dauer = computeDauer(entwurf(anders), undefined)
    expect([dauer?.monate, dauer?.ende]).toEqual([monate, ende])
    expect(dauer?.schritte.map(({ regel }) => regel)).toEqual(regeln)
    expect(dauer?.schritte.at(-1)?.monate).toBe(monate)
  })

  it('is explained in both languages, with the paragraph of the act of the contract', () => {
    const of = (rechtsgrundlage: 'bbig' | 'hwo') =>
      computeDauer(entwurf({ rechtsgrundlage, ...teilzeit(7, 10), ...abitur(12) }), 36)?.schritte
    expect(of('bbig')?.map(({ text }) => text)).toEqual([
      'Nach der Ausbildungsordnung dauert die Ausbildung 36 Monate.',
      'Teilzeit mit 7/10 der Vollzeit: 36 ÷ 7/10, auf ganze Monate abgerundet 51.',
      'Verkürzung um 12 Monate: 51 − 12 = 39.',
      'Die Ausbildung endete höchstens 6 Monate nach der in Vollzeit; sie dauert deshalb 36 Monate.',
      '36 Monate vom 01.08.2026 an: Der letzte Tag ist der 31.07.2029.',
    ])
    expect(of('bbig')?.[1]?.textEnglisch).toBe(
      'Part-time of 7/10 of full-time: 36 ÷ 7/10, rounded down to whole months 51.',
    )
    expect(of('bbig')?.map(({ rechtsgrundlage }) => rechtsgrundlage)).toEqual([
      'BBiG § 5 Abs. 1 Satz 1 Nr. 2',
      'BBiG § 7a Abs. 2',
      'BBiG § 8 Abs. 1 Satz 1',
      'BBiG § 8 Abs. 1 Satz 2',
      'BGB § 187 Abs. 2, § 188 Abs. 2 und 3',
    ])
    expect(of('hwo')?.map(({ rechtsgrundlage }) => rechtsgrundlage)).toEqual([
      'HwO § 26 Abs. 1 Satz 1 Nr. 2',
      'HwO § 27b Abs. 2',
      'HwO § 27c Abs. 1 Satz 1',
      'HwO § 27c Abs. 1 Satz 2',
      'BGB § 187 Abs. 2, § 188 Abs. 2 und 3',
    ])
  })

  test.each([
    ['2024-07-31', 39],
    ['2024-08-01', 36],
  ])('training that begins on %s lasts %i months: it is set to full-time since 1 August 2024', (tag, monate) => {
    expect(computeDauer(entwurf({ beginn: tag, ...teilzeit(7, 10), ...abitur(12) }), 36)?.monate).toBe(monate)
  })

  it('takes the duration of the ordinance before the one of the contract', () => {
    expect(computeDauer(entwurf({ dauerMonate: 36 }), 42)?.monate).toBe(42)
  })

  test.each<[string, Vertragsentwurf]>([
    ['an Anrechnung without months', { anrechnungen: [{ grund: 'vorbildung' }] }],
    ['a shortening without months', { verkuerzungen: [{ grund: 'hochschulreife' }] }],
    ['part-time without sections', { zeitmodell: 'teilzeit' }],
    ['part-time without hours', { zeitmodell: 'teilzeit', teilzeit: [{}] }],
    ['part-time of more than full-time', teilzeit(3, 2)],
    ['part-time of less than half', teilzeit(499, 1000)],
    ['part-time of nothing', teilzeit(0, 1)],
  ])('%s: nothing is computed', (_name, anders) => expect(computeDauer(entwurf(anders), undefined)).toBeUndefined())

  it('computes nothing without a duration, and nothing of part-time without a begin', () => {
    expect(computeDauer({ beginn }, undefined)).toBeUndefined()
    expect(computeDauer({ dauerMonate: 36, ...teilzeit(1, 2) }, undefined)).toBeUndefined()
  })

  it('has no end after the last day that can be written', () => {
    expect(computeDauer({ beginn: '2199-01-01', dauerMonate: 12 }, undefined)?.ende).toBe('2199-12-31')
    expect(computeDauer({ beginn: '2199-01-02', dauerMonate: 12 }, undefined)?.ende).toBeUndefined()
  })

  it('has no end without a begin, and when nothing is left', () => {
    expect(computeDauer({ dauerMonate: 36 }, undefined)).toMatchObject({ monate: 36 })
    expect(computeDauer({ dauerMonate: 36 }, undefined)?.ende).toBeUndefined()
    expect(computeDauer(entwurf(angerechnet(36)), undefined)).toMatchObject({ monate: 0 })
    expect(computeDauer(entwurf(angerechnet(36)), undefined)?.ende).toBeUndefined()
    expect(computeDauer(entwurf(angerechnet(35)), undefined)?.ende).toBe('2026-08-31')
  })
})

describe('sections of part-time', () => {
  const of = (abschnitte: NonNullable<Vertragsentwurf['teilzeit']>, anders: Vertragsentwurf = {}) => {
    const dauer = computeTeilzeitdauer(entwurf({ zeitmodell: 'teilzeit', teilzeit: abschnitte, ...anders }), 36)
    return dauer && [`${dauer.genau.zaehler}/${dauer.genau.nenner}`, dauer.durchgehend]
  }
  const halb = { anteil: { zaehler: 1, nenner: 2 } }
  test.each<[string, NonNullable<Vertragsentwurf['teilzeit']>, Vertragsentwurf, unknown]>([
    ['a year of half: six months more', [{ von: '2027-08-01', bis: '2028-07-31', ...halb }], {}, ['42/1', false]],
    ['eleven whole months of half', [{ von: '2027-08-01', bis: '2028-07-30', ...halb }], {}, ['83/2', false]],
    ['a month of half', [{ von: '2027-08-01', bis: '2027-08-31', ...halb }], {}, ['73/2', false]],
    ['a month less a day does not count', [{ von: '2027-08-01', bis: '2027-08-30', ...halb }], {}, ['36/1', false]],
    ['half from the third year on', [{ von: '2028-08-01', ...halb }], {}, ['48/1', false]],
    ['named up to the end of the contract', [{ bis: '2029-07-31', ...halb }], { ende: '2029-07-31' }, ['72/1', true]],
    ['named beyond the computed end', [{ von: '2028-08-01', bis: '2040-12-31', ...halb }], {}, ['48/1', false]],
    ['begins before the training', [{ von: '2026-01-01', ...halb }], {}, ['72/1', true]],
    ['begins after the training', [{ von: '2030-01-01', ...halb }], {}, ['36/1', false]],
    [
      'two sections, given in the other order',
      [
        { von: '2028-02-01', anteil: { zaehler: 3, nenner: 4 } },
        { bis: '2027-07-31', ...halb },
      ],
      {},
      // 12 months of half make 6, 6 in full-time, and 24 more at three quarters take 32.
      ['50/1', false],
    ],
    [
      'overlapping sections count once',
      [
        { bis: '2027-07-31', ...halb },
        { von: '2027-02-01', bis: '2027-12-31', ...halb },
      ],
      {},
      ['89/2', false],
    ],
  ])('%s', (_name, abschnitte, anders, erwartet) => expect(of(abschnitte, anders)).toEqual(erwartet))

  it('name their share where it is one', () => {
    const of = (zaehler: number) =>
      computeTeilzeitdauer(
        entwurf({
          teilzeit: [
            { bis: '2027-07-31', ...halb },
            { von: '2028-01-01', bis: '2028-12-31', anteil: { zaehler, nenner: 4 } },
          ],
        }),
        36,
      )
    expect(of(2)?.anteil).toEqual(bruchOf(1, 2))
    expect(of(3)).not.toHaveProperty('anteil')
  })

  test.each<[string, Vertragsentwurf, [number, number]]>([
    ['the week', { arbeitszeiten: [{ minutenTaeglich: 480, minutenWoechentlich: 2400 }] }, [3, 5]],
    ['the day, where the week is not known', { arbeitszeiten: [{ minutenTaeglich: 480 }] }, [3, 4]],
    ['the agreed share, where no hours are known', {}, [7, 10]],
    [
      'the hours at its begin',
      {
        arbeitszeiten: [
          { bis: '2026-07-31', minutenWoechentlich: 2400 },
          { von: '2026-08-01', minutenWoechentlich: 1800 },
        ],
      },
      [4, 5],
    ],
    [
      'the hours up to its begin',
      {
        arbeitszeiten: [
          { von: '2026-08-02', minutenWoechentlich: 2400 },
          { bis: '2026-08-01', minutenWoechentlich: 1800 },
        ],
      },
      [4, 5],
    ],
  ])('count with %s', (_name, anders, [zaehler, nenner]) => {
    const abschnitt = { minutenTaeglich: 360, minutenWoechentlich: 1440, anteil: { zaehler: 7, nenner: 10 } }
    const dauer = computeTeilzeitdauer(entwurf({ teilzeit: [abschnitt], ...anders }), 36)
    expect(dauer?.anteil && compareBruch(dauer.anteil, bruchOf(zaehler, nenner))).toBe(0)
  })
})

describe('for any contract', () => {
  const anteil = fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
    .filter(([zaehler, nenner]) => zaehler <= nenner && 2 * zaehler >= nenner)
  const vertrag = fc.record({
    tag: fc.constantFrom('2024-07-31', '2025-08-31', '2026-02-28', '2026-08-01', '2027-12-15', '2028-02-29'),
    regeldauer: fc.constantFrom(24, 36, 42),
    anrechnung: fc.constantFrom(0, 6, 12, 24),
    teil: fc.option(anteil, { nil: undefined }),
    grund: fc.constantFrom('hochschulreife' as const, 'mittlererAbschluss' as const, 'sonstiges' as const),
  })
  type Werte = typeof vertrag extends fc.Arbitrary<infer T> ? T : never
  const compute = ({ tag, regeldauer, anrechnung, teil, grund }: Werte, verkuerzung: number) =>
    computeDauer(
      {
        beginn: tag,
        ...(anrechnung > 0 ? angerechnet(anrechnung) : {}),
        ...(teil === undefined ? {} : teilzeit(teil[0], teil[1])),
        ...(verkuerzung > 0 ? { verkuerzungen: [{ grund, monate: verkuerzung }] } : {}),
      },
      regeldauer,
    )

  it('the end is never before the begin, and the steps lead to it', () => {
    fc.assert(
      fc.property(vertrag, fc.integer({ min: 0, max: 60 }), (werte, verkuerzung) => {
        const dauer = compute(werte, verkuerzung)
        if (dauer === undefined) throw new Error('everything is known')
        if (dauer.monate === 0) expect(dauer.ende).toBeUndefined()
        else {
          expect(dauer.ende).toBe(letzterTagNach(werte.tag, dauer.monate))
          expect((dauer.ende ?? '') >= werte.tag).toBe(true)
          expect(dauer.schritte.at(-1)).toMatchObject({ regel: 'DAV-086', monate: dauer.monate })
        }
      }),
      { numRuns: 200 },
    )
  })

  it('a month more of shortening never ends it later, and full-time is never longer than part-time', () => {
    fc.assert(
      fc.property(vertrag, fc.integer({ min: 0, max: 40 }), (werte, verkuerzung) => {
        const monate = compute(werte, verkuerzung)?.monate ?? Number.NaN
        expect(compute(werte, verkuerzung + 1)?.monate).toBeLessThanOrEqual(monate)
        expect(compute({ ...werte, teil: undefined }, verkuerzung)?.monate).toBeLessThanOrEqual(monate)
      }),
      { numRuns: 200 },
    )
  })

  it('less time a day never ends it earlier, and it is bounded by one and a half times the ordinance', () => {
    fc.assert(
      fc.property(vertrag, anteil, anteil, (werte, a, b) => {
        const [wenig, viel] = a[0] * b[1] <= b[0] * a[1] ? [a, b] : [b, a]
        const lang = compute({ ...werte, teil: wenig }, 0)?.monate ?? Number.NaN
        expect(compute({ ...werte, teil: viel }, 0)?.monate).toBeLessThanOrEqual(lang)
        expect(lang).toBeLessThanOrEqual(1.5 * werte.regeldauer)
      }),
      { numRuns: 200 },
    )
  })
})
