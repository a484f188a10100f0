import { describe, expect, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { createFolgevertrag, createTeilzeitvertrag } from '../../testing/ausbildungsvertrag.ts'
import { describeRegel } from '../../testing/regeltabelle.ts'
import { findVerstoesse, pruefeRegel } from '../../testing/vertragsregel.ts'

const beginn = '2026-08-01'
const jahre = (...betraege: readonly number[]): NonNullable<Vertragsentwurf['verguetungen']> =>
  betraege.map((betrag, i) => ({ ausbildungsjahr: i + 1, betrag }))
const teilzeit = (zaehler: number, nenner: number): Vertragsentwurf => ({
  zeitmodell: 'teilzeit',
  teilzeit: [{ anteil: { zaehler, nenner } }],
})

const fehlt = ['fehler /verguetungen']
describeRegel('DAV-100', [
  ['36 months, three years', { dauerMonate: 36, verguetungen: jahre(1, 2, 3) }, []],
  ['36 months, two years', { dauerMonate: 36, verguetungen: jahre(1, 2) }, fehlt],
  ['42 months, four years', { dauerMonate: 42, verguetungen: jahre(1, 2, 3, 4) }, []],
  ['42 months, three years', { dauerMonate: 42, verguetungen: jahre(1, 2, 3) }, fehlt],
  ['24 months, two years', { dauerMonate: 24, verguetungen: jahre(1, 2) }, []],
  ['24 months, one year', { dauerMonate: 24, verguetungen: jahre(1) }, fehlt],
  ['37 months begin a fourth year', { dauerMonate: 37, verguetungen: jahre(1, 2, 3) }, fehlt],
  [
    'the middle year',
    {
      dauerMonate: 36,
      verguetungen: [{ ausbildungsjahr: 1 }, { ausbildungsjahr: 3 }].map((jahr) => ({ ...jahr, betrag: 1 })),
    },
    fehlt,
  ],
  [
    'shortened to 30 months: still the third year',
    { dauerMonate: 36, verkuerzungen: [{ monate: 6 }], verguetungen: jahre(1, 2) },
    fehlt,
  ],
  ['shortened to 24 months', { dauerMonate: 36, verkuerzungen: [{ monate: 12 }], verguetungen: jahre(1, 2) }, []],
  ['24 months credited: the third year alone', createFolgevertrag(), []],
  [
    '6 months credited: from the first year on',
    { dauerMonate: 36, anrechnungen: [{ monate: 6 }], verguetungen: jahre(1, 2, 3) },
    [],
  ],
  [
    '48 months in part-time: the fourth may repeat the third',
    { beginn, dauerMonate: 36, ...teilzeit(3, 4), verguetungen: jahre(1, 2, 3) },
    [],
  ],
  [
    '48 months in part-time: the third is needed',
    { beginn, dauerMonate: 36, ...teilzeit(3, 4), verguetungen: jahre(1, 2) },
    fehlt,
  ],
  [
    '48 months in part-time by the old law',
    { beginn: '2024-07-31', dauerMonate: 36, ...teilzeit(3, 4), verguetungen: jahre(1, 2, 3) },
    fehlt,
  ],
  [
    '48 months in part-time by the new law',
    { beginn: '2024-08-01', dauerMonate: 36, ...teilzeit(3, 4), verguetungen: jahre(1, 2, 3) },
    [],
  ],
  ['a year without an amount', { verguetungen: [{ ausbildungsjahr: 1 }] }, ['fehler /verguetungen/0/betrag']],
  ['no pay at all, which another rule tells', { dauerMonate: 36, verguetungen: [] }, []],
])

describeRegel('DAV-101', [
  ['a cent more', { verguetungen: jahre(100_000, 100_001) }, []],
  ['the same', { verguetungen: jahre(100_000, 100_000) }, ['fehler /verguetungen/1/betrag']],
  ['less', { verguetungen: jahre(100_000, 99_999) }, ['fehler /verguetungen/1/betrag']],
  [
    'each year by itself',
    { verguetungen: jahre(3, 2, 1) },
    ['fehler /verguetungen/1/betrag', 'fehler /verguetungen/2/betrag'],
  ],
  ['one year', { verguetungen: jahre(100_000) }, []],
  [
    'in another order',
    {
      verguetungen: [
        { ausbildungsjahr: 2, betrag: 2 },
        { ausbildungsjahr: 1, betrag: 1 },
      ],
    },
    [],
  ],
  [
    'the highest amount of the year before counts',
    {
      verguetungen: [
        { ausbildungsjahr: 1, betrag: 100_000, bis: '2026-12-31' },
        { ausbildungsjahr: 1, betrag: 105_000, von: '2027-01-01' },
        { ausbildungsjahr: 2, betrag: 105_000 },
      ],
    },
    ['fehler /verguetungen/2/betrag'],
  ],
  [
    'the added year of part-time repeats the last amount',
    { beginn, dauerMonate: 36, ...teilzeit(3, 4), verguetungen: jahre(1, 2, 3, 3) },
    [],
  ],
  [
    'the added year of part-time pays less',
    { beginn, dauerMonate: 36, ...teilzeit(3, 4), verguetungen: jahre(1, 2, 3, 2) },
    ['fehler /verguetungen/3/betrag'],
  ],
  [
    'the added year by the old law',
    { beginn: '2024-07-31', dauerMonate: 36, ...teilzeit(3, 4), verguetungen: jahre(1, 2, 3, 3) },
    ['fehler /verguetungen/3/betrag'],
  ],
  [
    'half the time from the second year on: more than half the pay',
    {
      beginn,
      dauerMonate: 36,
      zeitmodell: 'teilzeit',
      teilzeit: [{ von: '2027-08-01', anteil: { zaehler: 1, nenner: 2 } }],
      verguetungen: jahre(100_000, 50_001),
    },
    [],
  ],
  [
    'half the time from the second year on: half the pay',
    {
      beginn,
      dauerMonate: 36,
      zeitmodell: 'teilzeit',
      teilzeit: [{ von: '2027-08-01', anteil: { zaehler: 1, nenner: 2 } }],
      verguetungen: jahre(100_000, 50_000),
    },
    ['fehler /verguetungen/1/betrag'],
  ],
])

const saetze: readonly [beginn: string, ...saetze: number[]][] = [
  ['2020-01-01', 51_500, 60_770, 69_525, 72_100],
  ['2020-12-31', 51_500, 60_770, 69_525, 72_100],
  ['2021-01-01', 55_000, 64_900, 74_250, 77_000],
  ['2022-08-01', 58_500, 69_030, 78_975, 81_900],
  ['2023-12-31', 62_000, 73_160, 83_700, 86_800],
  ['2024-08-01', 64_900, 76_600, 87_600, 90_900],
  ['2024-12-31', 64_900, 76_600, 87_600, 90_900],
  ['2025-01-01', 68_200, 80_500, 92_100, 95_500],
  ['2025-12-31', 68_200, 80_500, 92_100, 95_500],
  ['2026-01-01', 72_400, 85_400, 97_700, 101_400],
  ['2026-12-31', 72_400, 85_400, 97_700, 101_400],
]
describe('DAV-102', () => {
  test.each(saetze)('from %s on the least pay is enough, a cent less is not', (tag, ...betraege) => {
    expect(pruefeRegel('DAV-102', { beginn: tag, verguetungen: jahre(...betraege) })).toEqual([])
    expect(
      pruefeRegel('DAV-102', { beginn: tag, verguetungen: jahre(...betraege.map((betrag) => betrag - 1)) }),
    ).toEqual(betraege.map((_, i) => `fehler /verguetungen/${i}/betrag`))
  })

  test.each(['2019-12-31', '2027-01-01', '2027-08-01'])('for a begin on %s no value is known', (tag) => {
    const [verstoss] = findVerstoesse('DAV-102', { beginn: tag, verguetungen: jahre(1, 2, 3) })
    expect([verstoss?.schwere, verstoss?.pfad]).toEqual(['warnung', '/verguetungen'])
    expect(verstoss?.text).toContain('ist keine Mindestvergütung bekannt')
  })

  // Surcharges of 18, 35 and 40 percent on 649 euros: 765.82, 876.15 and 908.60, announced as 766, 876 and 909.
  test.each<[number, number, string | undefined]>([
    [2, 76_600, undefined],
    [2, 76_599, 'warnung'],
    [2, 76_582, 'warnung'],
    [2, 76_581, 'fehler'],
    [3, 87_615, undefined],
    [3, 87_614, 'warnung'],
    [3, 87_600, 'warnung'],
    [3, 87_599, 'fehler'],
    [4, 90_900, undefined],
    [4, 90_899, 'warnung'],
    [4, 90_860, 'warnung'],
    [4, 90_859, 'fehler'],
  ])('from January to July 2024 rounding is open: year %i, %i cents', (ausbildungsjahr, betrag, schwere) => {
    for (const tag of ['2024-01-01', '2024-07-31'])
      expect(pruefeRegel('DAV-102', { beginn: tag, verguetungen: [{ ausbildungsjahr, betrag }] })).toEqual(
        schwere === undefined ? [] : [`${schwere} /verguetungen/0/betrag`],
      )
  })

  test('a fifth year counts as the fourth', () => {
    const of = (betrag: number) => pruefeRegel('DAV-102', { beginn, verguetungen: [{ ausbildungsjahr: 5, betrag }] })
    expect([of(101_400), of(101_399)]).toEqual([[], ['fehler /verguetungen/0/betrag']])
  })
})
describeRegel('DAV-102', [
  [
    'a contract of 2019 keeps the old law',
    { abschlussdatum: '2019-12-31', beginn: '2020-08-01', verguetungen: jahre(1) },
    [],
  ],
  [
    'a contract of 2020',
    { abschlussdatum: '2020-01-01', beginn: '2020-08-01', verguetungen: jahre(1) },
    ['fehler /verguetungen/0/betrag'],
  ],
  ['bound by an agreement', { beginn, tarif: { geltung: 'gebunden' }, verguetungen: jahre(1) }, []],
  [
    'in the scope of an agreement',
    { beginn, tarif: { geltung: 'geltungsbereich' }, verguetungen: jahre(1) },
    ['fehler /verguetungen/0/betrag'],
  ],
  ['no begin', { verguetungen: jahre(1) }, []],
  ['part-time, which another rule tells', { beginn, ...teilzeit(3, 4), verguetungen: jahre(1) }, []],
])

describeRegel('DAV-103', [
  ['named', { tarif: { geltung: 'gebunden', tarifvertrag: 'TV Ausbildung' } }, []],
  ['not named', { tarif: { geltung: 'gebunden' } }, ['hinweis /tarif/tarifvertrag']],
  ['not bound', { tarif: { geltung: 'geltungsbereich' } }, []],
  ['the least pay', { beginn, tarif: { geltung: 'gebunden', tarifvertrag: 'TV' }, verguetungen: jahre(72_400) }, []],
  [
    'a cent less',
    { beginn, tarif: { geltung: 'gebunden', tarifvertrag: 'TV' }, verguetungen: jahre(72_399) },
    ['hinweis /verguetungen/0/betrag'],
  ],
  [
    'half of it in half the time',
    { beginn, ...teilzeit(1, 2), tarif: { geltung: 'gebunden', tarifvertrag: 'TV' }, verguetungen: jahre(36_200) },
    [],
  ],
  [
    'a cent less than half',
    { beginn, ...teilzeit(1, 2), tarif: { geltung: 'gebunden', tarifvertrag: 'TV' }, verguetungen: jahre(36_199) },
    ['hinweis /verguetungen/0/betrag'],
  ],
])

const imBereich = (betrag: number, anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  beginn,
  tarif: { geltung: 'geltungsbereich', referenzbetraege: [{ ausbildungsjahr: 1, betrag: 120_001 }] },
  verguetungen: jahre(betrag),
  ...anders,
})
describeRegel('DAV-104', [
  ['four fifths, up to the cent', imBereich(96_001), []],
  ['a cent less', imBereich(96_000), ['warnung /verguetungen/0/betrag']],
  ['half of it in half the time', imBereich(48_001, teilzeit(1, 2)), []],
  ['a cent less than half', imBereich(48_000, teilzeit(1, 2)), ['warnung /verguetungen/0/betrag']],
  ['bound', imBereich(1, { tarif: { geltung: 'gebunden' } }), []],
  ['no agreement', imBereich(1, { tarif: { geltung: 'keine' } }), []],
  ['amounts not told', imBereich(1, { tarif: { geltung: 'geltungsbereich' } }), ['hinweis /tarif/referenzbetraege']],
  ['no amount for the year', imBereich(1, { verguetungen: [{ ausbildungsjahr: 2, betrag: 1 }] }), []],
])

const anteilig = (betrag: number, anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  beginn,
  ...teilzeit(7, 10),
  verguetungen: jahre(betrag),
  ...anders,
})
describeRegel('DAV-105', [
  ['seven tenths of 724 euros', anteilig(50_680), []],
  ['a cent less', anteilig(50_679), ['fehler /verguetungen/0/betrag']],
  ['two thirds, up to the cent', anteilig(48_267, teilzeit(2, 3)), []],
  ['two thirds, cut down', anteilig(48_266, teilzeit(2, 3)), ['fehler /verguetungen/0/betrag']],
  ['bound', anteilig(1, { tarif: { geltung: 'gebunden' } }), []],
  ['full-time', anteilig(1, { zeitmodell: 'vollzeit', teilzeit: [] }), []],
  ['a contract of 2019 keeps the old law', anteilig(1, { abschlussdatum: '2019-12-31', beginn: '2020-08-01' }), []],
  [
    'a contract of 2020',
    anteilig(1, { abschlussdatum: '2020-01-01', beginn: '2020-08-01' }),
    ['fehler /verguetungen/0/betrag'],
  ],
  ['no begin', { ...teilzeit(1, 2), verguetungen: jahre(1) }, []],
  ['no value known', anteilig(1, { beginn: '2027-01-01' }), []],
  ['share not known', anteilig(1, { teilzeit: [{}] }), []],
  [
    'the lower amount of January to July 2024',
    anteilig(38_291, {
      beginn: '2024-07-31',
      ...teilzeit(1, 2),
      verguetungen: [{ ausbildungsjahr: 2, betrag: 38_291 }],
    }),
    [],
  ],
  [
    'a cent less than that',
    anteilig(1, { beginn: '2024-07-31', ...teilzeit(1, 2), verguetungen: [{ ausbildungsjahr: 2, betrag: 38_290 }] }),
    ['fehler /verguetungen/0/betrag'],
  ],
  [
    'a year before part-time begins is measured in full',
    anteilig(50_680, { teilzeit: [{ von: '2027-08-01', anteil: { zaehler: 7, nenner: 10 } }] }),
    [],
  ],
  ['part-time with Abitur', createTeilzeitvertrag(), []],
])
describe('DAV-102 and DAV-105 where part-time begins or ends within a year', () => {
  const of = (zeitraum: { von?: string; bis?: string }, betraege: NonNullable<Vertragsentwurf['verguetungen']>) => {
    const vertrag: Vertragsentwurf = {
      beginn,
      zeitmodell: 'teilzeit',
      teilzeit: [{ ...zeitraum, anteil: { zaehler: 1, nenner: 2 } }],
      verguetungen: betraege,
    }
    return ['DAV-102', 'DAV-105'].flatMap((regel) => pruefeRegel(regel, vertrag))
  }
  test.each<[string, { von?: string; bis?: string }, string[]]>([
    ['all of the first year', { bis: '2027-07-31' }, []],
    ['all but its last day', { bis: '2027-07-30' }, ['warnung /verguetungen/0/betrag']],
    ['its last day alone', { von: '2027-07-31' }, ['warnung /verguetungen/0/betrag']],
    ['its first day alone', { bis: '2026-08-01' }, ['warnung /verguetungen/0/betrag']],
    ['from the second year on', { von: '2027-08-01' }, ['fehler /verguetungen/0/betrag']],
    ['before the training', { bis: '2026-07-31' }, ['fehler /verguetungen/0/betrag']],
  ])('%s is half of full-time, with half of the least pay', (_name, zeitraum, erwartet) =>
    expect(of(zeitraum, jahre(36_200))).toEqual(erwartet),
  )
  test('amounts of their own for both times are in order', () => {
    const betraege = [
      { ausbildungsjahr: 1, betrag: 72_400, bis: '2026-12-31' },
      { ausbildungsjahr: 1, betrag: 36_200, von: '2027-01-01' },
    ]
    expect(of({ von: '2027-01-01' }, betraege)).toEqual([])
    expect(of({ von: '2027-01-02' }, betraege)).toEqual(['warnung /verguetungen/1/betrag'])
  })
})
test('DAV-102 and DAV-105 share the years: one tells full-time, the other part-time', () => {
  const vertrag = anteilig(50_680, {
    teilzeit: [{ von: '2027-08-01', anteil: { zaehler: 7, nenner: 10 } }],
    verguetungen: jahre(50_680, 59_779),
  })
  expect(pruefeRegel('DAV-102', vertrag)).toEqual(['fehler /verguetungen/0/betrag'])
  expect(pruefeRegel('DAV-105', vertrag)).toEqual(['fehler /verguetungen/1/betrag'])
})
