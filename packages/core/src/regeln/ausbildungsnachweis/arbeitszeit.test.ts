import { describe, expect, it, test } from 'vitest'
import type { CreateBerichtsheft } from '../../contract/berichtsheft.ts'
import type { Tag } from '../../contract/nachweisinhalt.ts'
import { makeArbeitstag, makeHeft, makeWoche } from '../../testing/einzelbericht.ts'
import { standardRegelkonfig } from '../konfig.ts'
import { evaluate } from '../regel.ts'
import { arbeitszeitIstEingehalten } from './arbeitszeit-ist-eingehalten.ts'

const erwachsen = makeHeft()
const { ausbildungszeit: _zeit, ...jugendlich } = makeHeft({ geburtsdatum: '2009-03-29' })

const check = (berichtsheft: CreateBerichtsheft, tage: Tag[], von = '2026-12-14', bis = '2026-12-20'): string[] =>
  evaluate(
    [arbeitszeitIstEingehalten],
    { berichtsheft, nachweis: makeWoche({ zeitraum: { von, bis }, tage }) },
    { stichtag: '2027-01-31', konfig: standardRegelkonfig },
  ).map(({ schwere, pfad, text }) => `${schwere} ${pfad} ${text.includes('minderjährige') ? 'JArbSchG' : 'Vertrag'}`)

/** Monday to Friday with these minutes. */
const woche = (...minuten: number[]): Tag[] => minuten.map((m, i) => makeArbeitstag(`2026-12-${14 + i}`, m))

describe('K4: within the contract', () => {
  test.each([
    ['eight hours a day, forty a week', woche(480, 480, 480, 480, 480), []],
    ['a minute more on a day', woche(481, 450, 450, 450, 450), ['hinweis /inhalt/tage/0 Vertrag']],
    [
      'a minute more in the week',
      woche(480, 480, 480, 480, 481),
      ['hinweis /inhalt/tage/4 Vertrag', 'hinweis /inhalt/tage Vertrag'],
    ],
  ])('%s', (_name, tage, erwartet) => expect(check(erwachsen, tage)).toEqual(erwartet))

  it('counts the time of the day where it is given, and no absence', () => {
    expect(check(erwachsen, [{ ...makeArbeitstag('2026-12-14', 600), minuten: 480 }])).toEqual([])
    const krank = { art: 'krank' as const, text: '', minuten: 480 }
    expect(
      check(erwachsen, [{ datum: '2026-12-14', art: 'betrieb', eintraege: [{ text: 'a', minuten: 480 }, krank] }]),
    ).toEqual([])
  })

  it('is not judged without a contract and without an age', () => {
    const { ausbildungszeit: _a, geburtsdatum: _b, ...heft } = makeHeft()
    expect(check(heft, woche(900, 900, 900, 900, 900))).toEqual([])
  })

  it('weighs each calendar week of a longer report for itself', () => {
    const tage = ['2026-12-14', '2026-12-15', '2026-12-21', '2026-12-22'].map((datum) => makeArbeitstag(datum, 480))
    const heft = makeHeft({ ausbildungszeit: { minutenWoechentlich: 960 } })
    expect(check(heft, tage, '2026-12-14', '2026-12-27')).toEqual([])
    expect(check(heft, [...tage, makeArbeitstag('2026-12-23', 1)], '2026-12-14', '2026-12-27')).toEqual([
      'hinweis /inhalt/tage Vertrag',
    ])
  })
})

describe('K4: minors (JArbSchG § 8)', () => {
  test.each([
    ['8:00 every day', woche(480, 480, 480, 480, 480), []],
    ['8:01 on one day, the others 8:00', woche(481, 480, 480, 480, 0), ['hinweis /inhalt/tage/0 JArbSchG']],
    ['8:30, another day shorter', woche(510, 479, 480), []],
    ['8:31, another day shorter', woche(511, 479, 480), ['hinweis /inhalt/tage/0 JArbSchG']],
    ['forty hours and a minute by longer days', woche(510, 510, 510, 450, 421), ['hinweis /inhalt/tage JArbSchG']],
    ['forty hours by longer days', woche(510, 510, 510, 450, 420), []],
  ])('%s', (_name, tage, erwartet) => {
    const kurz = tage.filter((tag) => tag.eintraege.some((eintrag) => eintrag.minuten !== 0))
    expect(check(jugendlich, kurz)).toEqual(erwartet)
  })

  it('holds up to the day before the 18th birthday', () => {
    const heft = (geburtsdatum: string) => ({ ...jugendlich, geburtsdatum })
    expect(check(heft('2008-12-15'), woche(600))).toEqual(['hinweis /inhalt/tage/0 JArbSchG'])
    expect(check(heft('2008-12-14'), woche(600))).toEqual([])
  })

  it('names Sundays and holidays, and leaves adults alone', () => {
    const sonntag = [makeArbeitstag('2026-12-20', 240)]
    const samstag = [makeArbeitstag('2026-12-19', 240)]
    expect(check(jugendlich, sonntag)).toEqual(['hinweis /inhalt/tage/0 JArbSchG'])
    expect(check(jugendlich, samstag)).toEqual([])
    expect(check(erwachsen, sonntag)).toEqual([])
    const feiertag: Tag = {
      datum: '2026-12-16',
      art: 'feiertag',
      eintraege: [{ art: 'betrieb', text: 'Messe', minuten: 240 }],
    }
    expect(check(jugendlich, [feiertag])).toEqual(['hinweis /inhalt/tage/0 JArbSchG'])
    expect(check(jugendlich, [{ datum: '2026-12-16', art: 'feiertag', eintraege: [] }])).toEqual([])
    expect(check(erwachsen, [feiertag])).toEqual([])
  })

  it('goes before the contract: a day is told once', () => {
    const heft = { ...jugendlich, ausbildungszeit: { minutenTaeglich: 420 } }
    expect(check(heft, woche(600))).toEqual(['hinweis /inhalt/tage/0 JArbSchG'])
    expect(check(heft, woche(430))).toEqual(['hinweis /inhalt/tage/0 Vertrag'])
  })

  it('is unknown before the first dated value', () => {
    const heft = { ...jugendlich, geburtsdatum: '2005-01-01' }
    expect(
      check(heft, [makeArbeitstag('2019-12-30', 600), makeArbeitstag('2019-12-31', 600)], '2019-12-30', '2020-01-05'),
    ).toEqual([])
    expect(check(heft, [makeArbeitstag('2020-01-02', 600)], '2019-12-30', '2020-01-05')).toEqual([
      'hinweis /inhalt/tage/0 JArbSchG',
    ])
  })
})
