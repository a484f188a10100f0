import { describe, expect, it, test } from 'vitest'
import type { Nachweislieferung } from '../../contract/ausbildungsnachweis.ts'
import type { CreateBerichtsheft } from '../../contract/berichtsheft.ts'
import type { Nachweisinhalt } from '../../contract/nachweisinhalt.ts'
import type { Schritt } from '../../contract/nachweisverlauf.ts'
import { makeArbeitstag, makeHeft, makeWoche } from '../../testing/einzelbericht.ts'
import { annahmeregeln } from '../katalog.ts'
import { standardRegelkonfig } from '../konfig.ts'
import { evaluate } from '../regel.ts'

const check = (nachweis: Nachweislieferung, berichtsheft: CreateBerichtsheft | null = makeHeft()): string[] =>
  evaluate(
    annahmeregeln.ausbildungsnachweis,
    { nachweis, ...(berichtsheft ? { berichtsheft } : {}) },
    { stichtag: '2027-01-31', konfig: standardRegelkonfig },
  ).map(({ regel, pfad }) => `${regel} ${pfad}`)

const zeitraum = (von: string, bis: string, anders: Partial<Nachweisinhalt> = {}): Nachweislieferung =>
  makeWoche({ zeitraum: { von, bis }, tage: [], ...anders }, { verlauf: [] })

test('a valid report is accepted, with and without the head of its book', () => {
  expect(check(makeWoche())).toEqual([])
  expect(check(makeWoche(), null)).toEqual([])
})

test.each<[string, Nachweislieferung, string[]]>([
  ['BN-001: one day', zeitraum('2026-12-14', '2026-12-14'), []],
  ['BN-001: ends a day before', zeitraum('2026-12-14', '2026-12-13'), ['BN-001 /inhalt/zeitraum/bis']],
  ['BN-002: 31 days', zeitraum('2026-12-14', '2027-01-13'), []],
  ['BN-002: 32 days', zeitraum('2026-12-14', '2027-01-14'), ['BN-002 /inhalt/zeitraum/bis']],
  ['BN-006: a daily report of one day', zeitraum('2026-12-16', '2026-12-16', { berichtsart: 'tag' }), []],
  [
    'BN-006: of two days',
    zeitraum('2026-12-16', '2026-12-17', { berichtsart: 'tag' }),
    ['BN-006 /inhalt/zeitraum/bis'],
  ],
  ['BN-007: Monday to Sunday', zeitraum('2026-12-14', '2026-12-20'), []],
  ['BN-007: two weeks from Monday', zeitraum('2026-12-14', '2026-12-27'), []],
  ['BN-007: Wednesday to Sunday', zeitraum('2026-12-16', '2026-12-20'), []],
  ['BN-007: Sunday alone', zeitraum('2026-12-20', '2026-12-20'), []],
  ['BN-007: Wednesday to Monday', zeitraum('2026-12-16', '2026-12-21'), ['BN-007 /inhalt/zeitraum/von']],
  ['BN-007: Sunday to Saturday', zeitraum('2026-12-13', '2026-12-19'), ['BN-007 /inhalt/zeitraum/von']],
  ['BN-007: from the first day of training, over Sunday', zeitraum('2026-09-01', '2026-09-13'), []],
  ['BN-007: from the day after, over Sunday', zeitraum('2026-09-02', '2026-09-13'), ['BN-007 /inhalt/zeitraum/von']],
  ['BN-008: ends on the first day of training', zeitraum('2026-08-31', '2026-09-01'), []],
  [
    'BN-008: ends a day before',
    zeitraum('2026-08-24', '2026-08-31', { berichtsart: 'woche' }),
    ['BN-008 /inhalt/zeitraum/bis'],
  ],
  ['BN-008: begins on the last day of training', zeitraum('2029-08-31', '2029-09-02'), []],
  ['BN-008: begins a day later', zeitraum('2029-09-01', '2029-09-02'), ['BN-008 /inhalt/zeitraum/von']],
])('%s', (_name, nachweis, erwartet) => expect(check(nachweis)).toEqual(erwartet))

test('BN-008 does not judge a book whose training has no known days', () => {
  const { ausbildungsbeginn: _beginn, ausbildungsende: _ende, ...heft } = makeHeft()
  expect(check(zeitraum('2020-12-14', '2020-12-20'), heft)).toEqual([])
  expect(check(zeitraum('2020-12-14', '2020-12-20'), null)).toEqual([])
})

describe('days of a report', () => {
  const tage = (...daten: string[]): Nachweislieferung =>
    makeWoche({ tage: daten.map((datum) => makeArbeitstag(datum)) }, { verlauf: [] })

  test.each([
    ['first and last day of the period', tage('2026-12-14', '2026-12-20'), []],
    ['the day before it', tage('2026-12-13'), ['BN-003 /inhalt/tage/0/datum']],
    ['the day after it', tage('2026-12-14', '2026-12-21'), ['BN-003 /inhalt/tage/1/datum']],
    ['out of order', tage('2026-12-16', '2026-12-14'), []],
    ['one twice', tage('2026-12-14', '2026-12-14'), ['BN-004 /inhalt/tage/1/datum']],
    [
      'one twice, apart, and another',
      tage('2026-12-14', '2026-12-15', '2026-12-14', '2026-12-15'),
      ['BN-004 /inhalt/tage/2/datum', 'BN-004 /inhalt/tage/3/datum'],
    ],
  ])('%s', (_name, nachweis, erwartet) => expect(check(nachweis)).toEqual(erwartet))

  test.each([
    [[720, 720], []],
    [[720, 721], ['BN-005 /inhalt/tage/0']],
    [[1440], []],
    [[1440, 0, undefined], []],
  ])('entries of %j minutes', (minuten, erwartet) => {
    const eintraege = minuten.map((m) => ({ text: 'x', ...(m === undefined ? {} : { minuten: m }) }))
    expect(check(makeWoche({ tage: [{ datum: '2026-12-14', art: 'betrieb', eintraege }] }, { verlauf: [] }))).toEqual(
      erwartet,
    )
  })
})

describe('BN-009: steps in the order of their time', () => {
  const eingereicht = (zeit: Partial<Schritt>): Schritt => ({ vorgang: 'eingereicht', ...zeit })
  const freigegeben = (zeit: Partial<Schritt>): Schritt => ({ vorgang: 'freigegeben', ...zeit })

  test.each<[string, Schritt[], string[]]>([
    [
      'the same instant',
      [eingereicht({ zeitpunkt: '2026-12-19T10:00:00Z' }), freigegeben({ zeitpunkt: '2026-12-19T10:00:00Z' })],
      [],
    ],
    [
      'a second before',
      [eingereicht({ zeitpunkt: '2026-12-19T10:00:00Z' }), freigegeben({ zeitpunkt: '2026-12-19T09:59:59Z' })],
      ['BN-009 /verlauf/1/zeitpunkt'],
    ],
    [
      'half a second later',
      [eingereicht({ zeitpunkt: '2026-12-19T10:00:00Z' }), freigegeben({ zeitpunkt: '2026-12-19T10:00:00.5Z' })],
      [],
    ],
    [
      'half a second before',
      [eingereicht({ zeitpunkt: '2026-12-19T10:00:00.500Z' }), freigegeben({ zeitpunkt: '2026-12-19T10:00:00Z' })],
      ['BN-009 /verlauf/1/zeitpunkt'],
    ],
    ['the same day', [eingereicht({ datum: '2026-12-19' }), freigegeben({ datum: '2026-12-19' })], []],
    [
      'the day before',
      [eingereicht({ datum: '2026-12-20' }), freigegeben({ datum: '2026-12-19' })],
      ['BN-009 /verlauf/1/datum'],
    ],
    [
      'an instant late on the day that follows in Berlin',
      [eingereicht({ zeitpunkt: '2026-12-19T23:30:00Z' }), freigegeben({ datum: '2026-12-20' })],
      [],
    ],
    [
      'the day before that one',
      [eingereicht({ zeitpunkt: '2026-12-19T23:30:00Z' }), freigegeben({ datum: '2026-12-19' })],
      ['BN-009 /verlauf/1/datum'],
    ],
    [
      'a step without time between them',
      [
        eingereicht({ zeitpunkt: '2026-12-20T10:00:00Z' }),
        { vorgang: 'zurueckgewiesen' },
        eingereicht({ datum: '2026-12-19' }),
      ],
      ['BN-009 /verlauf/2/datum'],
    ],
    ['no times at all', [eingereicht({}), freigegeben({})], []],
  ])('%s', (_name, verlauf, erwartet) => expect(check(makeWoche({}, { verlauf }))).toEqual(erwartet))
})

describe('BN-010: no approval before the last day that is told about', () => {
  const freigegeben = (zeit: Partial<Schritt>, tage = makeWoche().inhalt.tage) =>
    check(makeWoche({ ...(tage === undefined ? {} : { tage }) }, { verlauf: [{ vorgang: 'freigegeben', ...zeit }] }))

  test.each<[string, Partial<Schritt>, string[]]>([
    ['on that day', { zeitpunkt: '2026-12-18T00:00:00Z' }, []],
    ['late on the day before, which is that day in Berlin', { zeitpunkt: '2026-12-17T23:00:00Z' }, []],
    ['a second earlier', { zeitpunkt: '2026-12-17T22:59:59Z' }, ['BN-010 /verlauf/0/zeitpunkt']],
    ['on that day, without its time', { datum: '2026-12-18' }, []],
    ['the day before, without its time', { datum: '2026-12-17' }, ['BN-010 /verlauf/0/datum']],
    ['on an unknown day', {}, []],
  ])('approved %s', (_name, zeit, erwartet) => expect(freigegeben(zeit)).toEqual(erwartet))

  it('lets absences of the days to come be known in advance, and days that only name their kind', () => {
    const bisDonnerstag = (makeWoche().inhalt.tage ?? []).slice(0, 4)
    for (const freitag of [
      { datum: '2026-12-18', art: 'urlaub' as const, eintraege: [{ text: 'Urlaub' }] },
      { datum: '2026-12-18', art: 'schule' as const, eintraege: [] },
      { datum: '2026-12-18', art: 'betrieb' as const, eintraege: [{ text: '  ' }] },
    ])
      expect(freigegeben({ datum: '2026-12-17' }, [...bisDonnerstag, freitag])).toEqual([])
  })

  it('looks at the last approval only, and without days at the begin of the period', () => {
    const verlauf: Schritt[] = [
      { vorgang: 'freigegeben', datum: '2026-12-15' },
      { vorgang: 'wiederGeoeffnet', datum: '2026-12-16', kommentar: 'Freitag fehlt' },
      { vorgang: 'freigegeben', datum: '2026-12-18' },
    ]
    expect(check(makeWoche({}, { verlauf }))).toEqual([])
    expect(freigegeben({ datum: '2026-12-14' }, [])).toEqual([])
    expect(freigegeben({ datum: '2026-12-13' }, [])).toEqual(['BN-010 /verlauf/0/datum'])
  })
})
