import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { bruchOf, bruchOfZahl, compareBruch, roundBruch } from '../../domain/bruch.ts'
import { addMonate, addTage, alterAm } from '../../domain/kalender.ts'
import { createMinderjaehrigenvertrag, createVertrag } from '../../testing/ausbildungsvertrag.ts'
import { createVertragsobjekt } from '../vertragsobjekt.ts'
import { wochenschnittOf } from './arbeitstage.ts'
import { computeUrlaub } from './urlaubserklaerung.ts'

const urlaubOf = (vertrag: Vertragsentwurf) => computeUrlaub(createVertragsobjekt(vertrag))
/** `2026: 25/3 Arbeitstage` for every year. */
const of = (vertrag: Vertragsentwurf): string[] =>
  urlaubOf(vertrag).map(
    ({ kalenderjahr, anspruch: { zaehler, nenner }, tage, einheit, zusatztage }) =>
      `${kalenderjahr}: ${nenner === 1 ? zaehler : `${zaehler}/${nenner}`} = ${tage} ${einheit}${zusatztage === undefined ? '' : ` + ${zusatztage}`}`,
  )

const fuenfTage = [{ tageJeWoche: 5 }]
const alt = { geburtsdatum: '2000-05-05' }
const jahr = (geburtsdatum: string, anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  azubi: { geburtsdatum },
  beginn: '2027-01-01',
  ende: '2027-12-31',
  arbeitszeiten: [{ tageJeWoche: 6 }],
  ...anders,
})

describe('the age on 1 January', () => {
  test.each([
    ['15 years until the day after', '2011-01-02', '2027: 30 = 30 werktage'],
    ['16 on 1 January', '2011-01-01', '2027: 27 = 27 werktage'],
    ['16 until the day after', '2010-01-02', '2027: 27 = 27 werktage'],
    ['17 on 1 January', '2010-01-01', '2027: 25 = 25 werktage'],
    ['17 until the day after', '2009-01-02', '2027: 25 = 25 werktage'],
    ['18 on 1 January', '2009-01-01', '2027: 24 = 24 werktage'],
    ['18 within the year', '2009-06-30', '2027: 25 = 25 werktage'],
  ])('%s', (_name, geburtsdatum, erwartet) => expect(of(jahr(geburtsdatum))).toEqual([erwartet]))
})

describe('the days of a week', () => {
  test.each([
    ['30', '2012-01-01', 5, '2027: 25 = 25 arbeitstage'],
    ['27', '2010-06-01', 5, '2027: 45/2 = 23 arbeitstage'],
    ['25', '2009-06-01', 5, '2027: 125/6 = 21 arbeitstage'],
    ['24', '2000-06-01', 5, '2027: 20 = 20 arbeitstage'],
    ['24 on four days', '2000-06-01', 4, '2027: 16 = 16 arbeitstage'],
    ['24 on three days', '2000-06-01', 3, '2027: 12 = 12 arbeitstage'],
    ['24 on six days', '2000-06-01', 6, '2027: 24 = 24 werktage'],
  ])('%s Werktage', (_name, geburtsdatum, tageJeWoche, erwartet) =>
    expect(of(jahr(geburtsdatum, { arbeitszeiten: [{ tageJeWoche }] }))).toEqual([erwartet]),
  )

  it('count half a day as half', () =>
    expect(of(jahr('2000-06-01', { arbeitszeiten: [{ tageJeWoche: 5, halberTag: true }] }))).toEqual([
      '2027: 22 = 22 arbeitstage',
    ]))

  it('do not matter for Werktage, and are needed for Arbeitstage', () => {
    const urlaub = (einheit: 'werktage' | 'arbeitstage') => [{ kalenderjahr: 2027, tage: 30, einheit }]
    expect(of(jahr('2000-06-01', { arbeitszeiten: [], urlaub: urlaub('werktage') }))).toEqual([
      '2027: 24 = 24 werktage',
    ])
    expect(of(jahr('2000-06-01', { arbeitszeiten: [], urlaub: urlaub('arbeitstage') }))).toEqual([])
    expect(of(jahr('2000-06-01', { arbeitszeiten: fuenfTage, urlaub: urlaub('werktage') }))).toEqual([
      '2027: 24 = 24 werktage',
    ])
  })

  it('are taken on the average where they change within a year', () => {
    const arbeitszeiten = [
      { tageJeWoche: 5, bis: '2027-06-30' },
      { tageJeWoche: 4, von: '2027-07-01' },
    ]
    // 181 days of five and 184 of four days a week: 24 ÷ 6 · 1641 ÷ 365.
    expect(of(jahr('2000-06-01', { arbeitszeiten }))).toEqual(['2027: 6564/365 = 18 arbeitstage'])
    expect(wochenschnittOf(arbeitszeiten, '2027-01-01', '2027-12-31')).toEqual({ halbeTage: 3282, jeTage: 365 })
    expect(wochenschnittOf(arbeitszeiten, '2027-07-01', '2027-07-02')).toEqual({ halbeTage: 16, jeTage: 2 })
    expect(wochenschnittOf([{ tageJeWoche: 0 }], '2027-01-01', '2027-12-31')).toBeUndefined()
    expect(wochenschnittOf([{ tageJeWoche: 5 }, {}], '2027-01-01', '2027-12-31')).toBeUndefined()
  })
})

describe('first and last year', () => {
  const von = (beginn: string, ende = '2029-12-31') =>
    of({ azubi: alt, beginn, ende, arbeitszeiten: [{ tageJeWoche: 6 }] })
  test.each([
    ['1 January', '2027-01-01', '2027: 24 = 24 werktage'],
    ['30 June', '2027-06-30', '2027: 24 = 24 werktage'],
    ['1 July', '2027-07-01', '2027: 12 = 12 werktage'],
    ['2 July', '2027-07-02', '2027: 10 = 10 werktage'],
    ['1 August', '2027-08-01', '2027: 10 = 10 werktage'],
    ['15 August', '2027-08-15', '2027: 8 = 8 werktage'],
    ['1 December', '2027-12-01', '2027: 2 = 2 werktage'],
    ['2 December', '2027-12-02', '2027: 0 = 0 werktage'],
  ])('begin on %s', (_name, beginn, erwartet) => expect(von(beginn)[0]).toBe(erwartet))

  test.each([
    ['30 June', '2029-06-30', '2029: 12 = 12 werktage'],
    ['29 June', '2029-06-29', '2029: 10 = 10 werktage'],
    ['1 July', '2029-07-01', '2029: 24 = 24 werktage'],
    ['31 July', '2029-07-31', '2029: 24 = 24 werktage'],
    ['31 January', '2029-01-31', '2029: 2 = 2 werktage'],
    ['30 January', '2029-01-30', '2029: 0 = 0 werktage'],
  ])('end on %s', (_name, ende, erwartet) => expect(von('2026-08-01', ende).at(-1)).toBe(erwartet))

  test.each([
    ['six months exactly are no more than the waiting time', '2027-02-01', '2027-07-31', '2027: 12 = 12 werktage'],
    ['a day more gives the whole year', '2027-02-01', '2027-08-01', '2027: 24 = 24 werktage'],
    ['within the second half', '2027-08-01', '2027-10-31', '2027: 6 = 6 werktage'],
    ['within the first half', '2027-02-01', '2027-04-30', '2027: 6 = 6 werktage'],
  ])('one year only: %s', (_name, beginn, ende, erwartet) => expect(von(beginn, ende)).toEqual([erwartet]))
})

describe('what comes on top', () => {
  it('is three Werktage for minors underground, in every year that begins before the 18th birthday', () => {
    const bergbau = (geburtsdatum: string) =>
      of(jahr(geburtsdatum, { arbeitszeiten: [{ tageJeWoche: 5, unterTage: true }] }))
    expect(bergbau('2010-06-01')).toEqual(['2027: 25 = 25 arbeitstage'])
    expect(bergbau('2009-01-01')).toEqual(['2027: 20 = 20 arbeitstage'])
  })

  test.each([
    ['five days', fuenfTage, {}, '2027: 20 = 20 arbeitstage + 5'],
    ['four days', [{ tageJeWoche: 4 }], {}, '2027: 16 = 16 arbeitstage + 4'],
    ['six days', [{ tageJeWoche: 6 }], {}, '2027: 24 = 24 werktage + 6'],
    ['three days', [{ tageJeWoche: 3 }], {}, '2027: 12 = 12 arbeitstage + 3'],
    ['since 1 January', fuenfTage, { schwerbehindertSeit: '2027-01-01' }, '2027: 20 = 20 arbeitstage + 5'],
    // 11 months · 5/12 = 4.58; 6 months = 2.5; 5 months = 2.08.
    ['since 2 January', fuenfTage, { schwerbehindertSeit: '2027-01-02' }, '2027: 20 = 20 arbeitstage + 5'],
    ['since 1 July', fuenfTage, { schwerbehindertSeit: '2027-07-01' }, '2027: 20 = 20 arbeitstage + 3'],
    ['since 2 July', fuenfTage, { schwerbehindertSeit: '2027-07-02' }, '2027: 20 = 20 arbeitstage + 2'],
    ['since 1 December', fuenfTage, { schwerbehindertSeit: '2027-12-01' }, '2027: 20 = 20 arbeitstage + 0'],
    ['since 2 December', fuenfTage, { schwerbehindertSeit: '2027-12-02' }, '2027: 20 = 20 arbeitstage'],
    ['later', fuenfTage, { schwerbehindertSeit: '2028-01-01' }, '2027: 20 = 20 arbeitstage'],
  ])('severely disabled: %s', (_name, arbeitszeiten, seit, erwartet) =>
    expect(of(jahr('2000-06-01', { arbeitszeiten, azubi: { ...alt, schwerbehindert: true, ...seit } }))).toEqual([
      erwartet,
    ]),
  )

  it('is less in the year of the begin by the same twelfths, and by the months of the status where that began within it', () => {
    const schwer = (beginn: string, azubi = {}) =>
      of({
        azubi: { ...alt, schwerbehindert: true, ...azubi },
        beginn,
        ende: '2029-12-31',
        arbeitszeiten: fuenfTage,
      })[0]
    expect(schwer('2027-08-01')).toBe('2027: 25/3 = 8 arbeitstage + 2')
    expect(schwer('2027-06-30')).toBe('2027: 20 = 20 arbeitstage + 5')
    // Four months of the training: 4/12 · 5 = 1.67, not reduced again.
    expect(schwer('2027-08-01', { schwerbehindertSeit: '2027-09-01' })).toBe('2027: 25/3 = 8 arbeitstage + 2')
    expect(schwer('2027-02-01', { schwerbehindertSeit: '2027-09-01' })).toBe('2027: 20 = 20 arbeitstage + 2')
  })
})

describe('the explanation', () => {
  it('has a step for every part of the computation, with its rule', () => {
    const schritte = urlaubOf(createMinderjaehrigenvertrag()).map((u) => u.schritte.map(({ regel }) => regel))
    expect(schritte).toEqual([
      ['DAV-140', 'DAV-142', 'DAV-143', 'DAV-145'],
      ['DAV-140', 'DAV-142', 'DAV-145'],
      ['DAV-140', 'DAV-142', 'DAV-145'],
      ['DAV-140', 'DAV-142'],
    ])
  })

  it('ends with what the year has, and says it in both languages', () => {
    const [erstes] = urlaubOf(createVertrag())
    expect(erstes?.schritte.at(-1)).toEqual({
      regel: 'DAV-145',
      rechtsgrundlage: 'BUrlG § 5 Abs. 2',
      tage: { zaehler: 25, nenner: 3 },
      text: 'Weniger als ein halber Tag wird nicht gerundet und bleibt geschuldet; eingetragen werden mindestens 8 Arbeitstage.',
      textEnglisch: 'Less than half a day is not rounded and remains owed; at least 8 working days are entered.',
    })
    expect(erstes?.schritte[2]).toMatchObject({
      regel: 'DAV-143',
      text: 'Die Ausbildung beginnt nach dem 30. Juni: 5/12 für volle Monate, das sind 8,33.',
      textEnglisch: 'The training begins after 30 June: 5/12 for full months, that is 8.33.',
    })
  })
})

it('is empty while birth date, begin or end are not known, and for years before the values', () => {
  expect(of({})).toEqual([])
  expect(of({ azubi: alt, beginn: '2027-01-01' })).toEqual([])
  expect(of({ azubi: alt, ende: '2027-12-31', beginn: '2028-01-01' })).toEqual([])
  expect(of({ azubi: alt, beginn: '2019-09-01', ende: '2020-08-31' })).toEqual(['2020: 24 = 24 werktage'])
})

describe('properties', () => {
  const tag = fc.integer({ min: 0, max: 1500 }).map((n) => addTage('2024-01-01', n))
  const person = fc.integer({ min: 14 * 365, max: 30 * 365 })
  const vertrag = fc
    .record({
      beginn: tag,
      dauer: fc.integer({ min: 0, max: 60 }),
      alter: person,
      tageJeWoche: fc.integer({ min: 1, max: 6 }),
    })
    .map(({ beginn, dauer, alter, tageJeWoche }): Vertragsentwurf & { readonly beginn: string } => ({
      azubi: { geburtsdatum: addTage(beginn, -alter) },
      beginn,
      ende: addMonate(beginn, dauer),
      arbeitszeiten: [{ tageJeWoche }],
    }))
  // What the law gives at least, found by walking through the year month by month instead of counting.
  const oracle = ({ azubi, beginn = '', ende = '' }: Vertragsentwurf, kalenderjahr: number): number => {
    const alter = alterAm(azubi?.geburtsdatum ?? '', `${kalenderjahr}-01-01`)
    const werktage = alter < 16 ? 30 : alter < 17 ? 27 : alter < 18 ? 25 : 24
    const von = beginn > `${kalenderjahr}-01-01` ? beginn : `${kalenderjahr}-01-01`
    const bis = ende < `${kalenderjahr}-12-31` ? ende : `${kalenderjahr}-12-31`
    let monate = 0
    while (addMonate(von, monate + 1) <= addTage(bis, 1) && monate < 12) monate++
    const halbesJahr = addMonate(beginn, 6) < addTage(bis, 1)
    const ganz = halbesJahr && beginn < `${kalenderjahr}-07-01` && bis >= `${kalenderjahr}-07-01`
    return werktage * (ganz ? 12 : monate)
  }

  it('is what another way of counting gives, never below the law, and never more than a whole year', () => {
    fc.assert(
      fc.property(vertrag, (v) => {
        for (const { kalenderjahr, anspruch, tage, einheit } of urlaubOf(v)) {
          const woche = v.arbeitszeiten?.[0]?.tageJeWoche ?? 6
          const gesetz = bruchOf(oracle(v, kalenderjahr) * (einheit === 'werktage' ? 6 : woche), 72)
          expect(compareBruch(bruchOfZahl(anspruch), gesetz)).toBe(0)
          expect(tage).toBe(roundBruch(gesetz))
          expect(compareBruch(gesetz, bruchOf(30)) <= 0).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a longer training never gives less leave, and being older never gives more', () => {
    const summe = (v: Vertragsentwurf) =>
      urlaubOf(v).reduce((bisher, { anspruch: { zaehler, nenner } }) => bisher + zaehler / nenner, 0)
    fc.assert(
      fc.property(vertrag, fc.integer({ min: 1, max: 400 }), (v, tage) => {
        expect(summe({ ...v, ende: addTage(v.ende ?? '', tage) })).toBeGreaterThanOrEqual(summe(v) - 1e-9)
        const geburtsdatum = addTage(v.azubi?.geburtsdatum ?? '', -tage)
        expect(summe({ ...v, azubi: { geburtsdatum } })).toBeLessThanOrEqual(summe(v) + 1e-9)
      }),
    )
  })
})
