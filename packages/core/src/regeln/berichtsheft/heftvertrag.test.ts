import { describe, expect, it, test } from 'vitest'
import type { Heftvertrag } from '../../domain/heftvertrag.ts'
import { createVertrag } from '../../testing/ausbildungsvertrag.ts'
import { makeArbeitstag, makeHeft, makeWoche } from '../../testing/einzelbericht.ts'
import { standardRegelkonfig } from '../konfig.ts'
import type { Buchobjekt, Nachweis } from '../objekt.ts'
import { evaluateBuch } from '../pruefung.ts'
import { completenessReport } from '../vollstaendigkeit.ts'

const kontext = { stichtag: '2026-12-31', konfig: standardRegelkonfig } as const
const name = 'Werkstatt Störtebeker GmbH'
const agreed = createVertrag({
  beginn: '2026-09-01',
  ende: '2029-08-31',
  zeitmodell: 'vollzeit',
  nachweisform: 'elektronisch',
  arbeitszeiten: [{ minutenTaeglich: 480, minutenWoechentlich: 2400, tageJeWoche: 5 }],
  urlaub: [{ kalenderjahr: 2026, tage: 1, einheit: 'arbeitstage' }],
})
const vertrag = {
  ...agreed,
  ausbildender: { ...agreed.ausbildender, name },
  ausbilder: [
    { vorname: 'Rika', familienname: 'van der Saal', bis: '2026-12-18' },
    { vorname: 'Jo', familienname: 'Berg', von: '2026-12-19' },
  ],
}
const fassung = (gueltigAb: string, anders: object) => ({ gueltigAb, vertrag: { ...vertrag, ...anders } }) as never
const only = (anders: object = {}): Heftvertrag => ({ fassungen: [fassung('2026-09-01', anders)] })
const heft = makeHeft({
  ausbildungsbeginn: '2026-09-01',
  nachweisform: 'elektronisch',
  ausbildungszeit: { minutenTaeglich: 600, minutenWoechentlich: 3000, urlaubstage: 30 },
})
const week = (minuten: number): Nachweis => {
  const woche = makeWoche()
  return {
    ...woche,
    inhalt: { ...woche.inhalt, tage: [0, 1, 2, 3, 4].map((i) => makeArbeitstag(`2026-12-${14 + i}`, minuten)) },
  }
}
const approvedBy = (von: string, datum: string): Nachweis => ({
  ...makeWoche(),
  status: 'freigegeben',
  verlauf: [{ vorgang: 'freigegeben', datum, durch: { name: von, rolle: 'ausbilder' } }],
})
const check = (regel: string, buch: Buchobjekt): string[] =>
  evaluateBuch(buch, kontext)
    .filter((verstoss) => verstoss.regel === regel)
    .map(({ schwere, pfad }) => `${schwere} ${pfad}`)
const book = (heftvertrag: Heftvertrag | undefined, nachweise: readonly Nachweis[] = []): Buchobjekt => ({
  berichtsheft: heft,
  ausbildungsnachweise: nachweise,
  ...(heftvertrag && { heftvertrag }),
})
const writtenUntil = (gueltigAb: string): Heftvertrag => ({
  fassungen: [fassung('2026-09-01', { nachweisform: 'schriftlich' }), fassung(gueltigAb, {})],
})
const shorter = [{ minutenTaeglich: 420, minutenWoechentlich: 2100, tageJeWoche: 5 }]

describe('a book with its registered contract (BH-20)', () => {
  test.each<[string, string, Buchobjekt, string[]]>([
    ['K4', 'at the hours of the contract', book(only(), [week(480)]), []],
    [
      'K4',
      'a minute more, which the head of the book would allow',
      book(only(), [week(481)]),
      [
        ...[0, 1, 2, 3, 4].map((i) => `hinweis /ausbildungsnachweise/0/inhalt/tage/${i}`),
        'hinweis /ausbildungsnachweise/0/inhalt/tage',
      ],
    ],
    ['K4', 'without the contract', book(undefined, [week(481)]), []],
    [
      'K4',
      'shorter hours from the week after',
      book({ fassungen: [fassung('2026-09-01', {}), fassung('2026-12-19', { arbeitszeiten: shorter })] }, [week(480)]),
      [],
    ],
    [
      'K4',
      'shorter hours from its Friday on',
      book({ fassungen: [fassung('2026-09-01', {}), fassung('2026-12-18', { arbeitszeiten: shorter })] }, [week(480)]),
      ['hinweis /ausbildungsnachweise/0/inhalt/tage/4'],
    ],
    ['K8', 'electronic', book(only(), [makeWoche()]), []],
    ['K8', 'on paper until the day before', book(writtenUntil('2026-12-14'), [makeWoche()]), []],
    [
      'K8',
      'on paper on its first day',
      book(writtenUntil('2026-12-15'), [makeWoche()]),
      ['warnung /berichtsheft/nachweisform'],
    ],
    ['K8', 'on paper without a report', book(writtenUntil('2026-12-15')), []],
    ['K9', 'the same company', { ...book(only()), vorlage: { unternehmen: name } }, []],
    [
      'K9',
      'another one in the contract',
      book(only({ ausbildender: { name: 'Salzkontor GmbH' } })),
      ['warnung /berichtsheft/unternehmen/name'],
    ],
    [
      'K9',
      'another one presents',
      { ...book(only()), vorlage: { unternehmen: 'Salzkontor GmbH' } },
      ['warnung /berichtsheft/unternehmen/name'],
    ],
    [
      'K9',
      'approved by the trainer of the last day',
      book(only(), [approvedBy('Rika van der Saal', '2026-12-18')]),
      [],
    ],
    [
      'K9',
      'approved by the one before',
      book(only(), [approvedBy('Rika van der Saal', '2026-12-19')]),
      ['hinweis /ausbildungsnachweise/0/verlauf'],
    ],
    ['K9', 'approved by the next one', book(only(), [approvedBy('Jo Berg', '2026-12-19')]), []],
  ])('%s: %s', (regel, _name, buch, erwartet) => expect(check(regel, buch)).toEqual(erwartet))

  it('K5: leave is measured by the year of the contract', () => {
    const leave = (tage: number): Nachweis => {
      const woche = makeWoche()
      const urlaub = Array.from({ length: tage }, (_, i) => ({
        datum: `2026-12-${14 + i}`,
        art: 'urlaub' as const,
        eintraege: [],
      }))
      return { ...woche, inhalt: { ...woche.inhalt, tage: urlaub } }
    }
    expect(check('K5', book(only(), [leave(1)]))).toEqual([])
    expect(check('K5', book(only(), [leave(2)]))).toEqual(['hinweis /berichtsheft/ausbildungszeit/urlaubstage'])
    expect(check('K5', book(undefined, [leave(2)]))).toEqual([])
  })

  it('owes reports for the days of the contract: a dissolution ends them, a lengthening goes on', () => {
    const weeks = (heftvertrag: Heftvertrag | undefined, stichtag: string) => {
      const { zeitraum, wochen } = completenessReport(book(heftvertrag), { ...kontext, stichtag })
      return [zeitraum?.von, zeitraum?.bis, wochen.erwartet]
    }
    expect(weeks(only({ beginn: '2026-10-01' }), '2026-10-31')).toEqual(['2026-10-01', '2026-10-31', 4])
    expect(weeks({ ...only(), endetAm: '2026-10-11' }, '2026-12-31')).toEqual(['2026-09-01', '2026-10-11', 6])
    const lengthened: Heftvertrag = {
      fassungen: [fassung('2026-09-01', {}), fassung('2029-08-01', { ende: '2030-02-28' })],
    }
    expect(weeks(only(), '2030-12-31')[1]).toBe('2029-08-31')
    expect(weeks(lengthened, '2030-12-31')[1]).toBe('2030-02-28')
  })
})
