import { describe, expect, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { createTeilzeitvertrag, createVertrag } from '../../testing/ausbildungsvertrag.ts'
import { describeRegel } from '../../testing/regeltabelle.ts'
import { findVerstoesse, pruefeRegel } from '../../testing/vertragsregel.ts'

const beginn = '2026-08-01'
const halb = { zaehler: 1, nenner: 2 }
const inTeilzeit = (
  abschnitt: NonNullable<Vertragsentwurf['teilzeit']>[number],
  anders: Vertragsentwurf = {},
): Vertragsentwurf => ({ beginn, dauerMonate: 36, zeitmodell: 'teilzeit', teilzeit: [abschnitt], ...anders })
const vollzeit = [{ minutenTaeglich: 480, minutenWoechentlich: 2400, tageJeWoche: 5 }]

describeRegel('DAV-080', [
  ['full-time', { zeitmodell: 'vollzeit' }, []],
  ['nothing told', {}, []],
  ['part-time with Abitur', createTeilzeitvertrag(), []],
  ['half', inTeilzeit({ anteil: halb }), []],
  ['less than half', inTeilzeit({ anteil: { zaehler: 499, nenner: 1000 } }), ['fehler /teilzeit/0/anteil']],
  ['almost full', inTeilzeit({ anteil: { zaehler: 999, nenner: 1000 } }), []],
  ['full', inTeilzeit({ anteil: { zaehler: 1, nenner: 1 } }), ['fehler /teilzeit/0/anteil']],
  ['half of the week', inTeilzeit({ minutenWoechentlich: 1200 }, { arbeitszeiten: vollzeit }), []],
  [
    'a minute less',
    inTeilzeit({ minutenWoechentlich: 1199 }, { arbeitszeiten: vollzeit }),
    ['fehler /teilzeit/0/minutenWoechentlich'],
  ],
  [
    'four whole days of five',
    inTeilzeit({ minutenTaeglich: 480, minutenWoechentlich: 1920 }, { arbeitszeiten: vollzeit }),
    [],
  ],
  [
    'five whole days',
    inTeilzeit({ minutenTaeglich: 480, minutenWoechentlich: 2400 }, { arbeitszeiten: vollzeit }),
    ['fehler /teilzeit/0/minutenWoechentlich'],
  ],
  ['part-time without sections', { zeitmodell: 'teilzeit' }, ['fehler /teilzeit']],
  ['sections in full-time', { zeitmodell: 'vollzeit', teilzeit: [{ anteil: halb }] }, ['fehler /zeitmodell']],
  ['a section without time', inTeilzeit({}), ['fehler /teilzeit/0/minutenWoechentlich']],
  [
    'a share that agrees to the minute',
    inTeilzeit({ minutenWoechentlich: 1543, anteil: { zaehler: 9, nenner: 14 } }, { arbeitszeiten: vollzeit }),
    [],
  ],
  [
    'a share that is a minute away',
    inTeilzeit({ minutenWoechentlich: 1544, anteil: { zaehler: 9, nenner: 14 } }, { arbeitszeiten: vollzeit }),
    ['fehler /teilzeit/0/anteil'],
  ],
  [
    'half that is exactly a minute away',
    inTeilzeit({ minutenWoechentlich: 1201, anteil: halb }, { arbeitszeiten: vollzeit }),
    ['fehler /teilzeit/0/anteil'],
  ],
  [
    'a share against the day, where the week of full-time is not known',
    inTeilzeit(
      { minutenWoechentlich: 1800, minutenTaeglich: 240, anteil: { zaehler: 3, nenner: 4 } },
      { arbeitszeiten: [{ minutenTaeglich: 480 }] },
    ),
    ['fehler /teilzeit/0/anteil'],
  ],
  ['from the first day on', inTeilzeit({ anteil: halb, von: beginn }, { ende: '2031-01-31' }), []],
  ['from the day before on', inTeilzeit({ anteil: halb, von: '2026-07-31' }), ['fehler /teilzeit/0/von']],
  ['to the last day', inTeilzeit({ anteil: halb, bis: '2029-07-31' }, { ende: '2029-07-31' }), []],
  [
    'to the day after',
    inTeilzeit({ anteil: halb, bis: '2029-08-01' }, { ende: '2029-07-31' }),
    ['fehler /teilzeit/0/bis'],
  ],
  ['on the last day alone', inTeilzeit({ anteil: halb, von: '2029-07-31' }, { ende: '2029-07-31' }), []],
  [
    'from the day after the last one on',
    inTeilzeit({ anteil: halb, von: '2029-08-01' }, { ende: '2029-07-31' }),
    ['fehler /teilzeit/0/von'],
  ],
  ['of one day', inTeilzeit({ anteil: halb, von: '2027-01-01', bis: '2027-01-01' }), []],
  [
    'that ends before it begins',
    inTeilzeit({ anteil: halb, von: '2027-01-02', bis: '2027-01-01' }),
    ['fehler /teilzeit/0/bis'],
  ],
  [
    'one after the other',
    inTeilzeit(
      {},
      {
        teilzeit: [
          { anteil: halb, bis: '2027-07-31' },
          { anteil: halb, von: '2027-08-01' },
        ],
      },
    ),
    [],
  ],
  [
    'with a day in common',
    inTeilzeit(
      {},
      {
        teilzeit: [
          { anteil: halb, bis: '2027-08-01' },
          { anteil: halb, von: '2027-08-01' },
        ],
      },
    ),
    ['fehler /teilzeit/1/von'],
  ],
])

const dreiViertel = { anteil: { zaehler: 3, nenner: 4 } }
const ende = ['fehler /ende']
const enden: readonly [regel: string, name: string, vertrag: Vertragsentwurf, erwartet: string[]][] = [
  ['DAV-081', 'as computed', inTeilzeit(dreiViertel, { ende: '2030-07-31' }), []],
  ['DAV-081', 'a day earlier', inTeilzeit(dreiViertel, { ende: '2030-07-30' }), ende],
  ['DAV-081', 'a day later', inTeilzeit(dreiViertel, { ende: '2030-08-01' }), ende],
  ['DAV-081', 'half: a day before the bound', inTeilzeit({ anteil: halb }, { ende: '2031-01-30' }), ende],
  ['DAV-081', 'half: the bound', inTeilzeit({ anteil: halb }, { ende: '2031-01-31' }), []],
  ['DAV-084', 'half: a day after the bound', inTeilzeit({ anteil: halb }, { ende: '2031-02-01' }), ['warnung /ende']],
  [
    'DAV-084',
    'half: six months after the bound',
    inTeilzeit({ anteil: halb }, { ende: '2031-07-31' }),
    ['warnung /ende'],
  ],
  [
    'DAV-084',
    'half: six months after the bound, on demand',
    inTeilzeit({ anteil: halb }, { ende: '2031-07-31', verlaengerungVerlangt: true }),
    [],
  ],
  [
    'DAV-084',
    'two thirds: a day after',
    inTeilzeit({ anteil: { zaehler: 2, nenner: 3 } }, { ende: '2031-02-01' }),
    ['warnung /ende'],
  ],
  ['DAV-081', 'half: a day more than that', inTeilzeit({ anteil: halb }, { ende: '2031-08-01' }), ende],
  [
    'DAV-082',
    'a year of half',
    inTeilzeit({ anteil: halb, von: '2027-08-01', bis: '2028-07-31' }, { ende: '2030-01-31' }),
    [],
  ],
  [
    'DAV-082',
    'a year of half, a day less',
    inTeilzeit({ anteil: halb, von: '2027-08-01', bis: '2028-07-31' }, { ende: '2030-01-30' }),
    ['warnung /ende'],
  ],
  ['DAV-083', 'set to full-time', createTeilzeitvertrag(), []],
  ['DAV-083', 'not set to full-time', createTeilzeitvertrag({ ende: '2029-10-31' }), ende],
  ['DAV-086', 'as computed', createVertrag(), []],
  ['DAV-086', 'a day earlier', createVertrag({ ende: '2029-07-30' }), ende],
  ['DAV-086', 'a day later', createVertrag({ ende: '2029-08-01' }), ende],
  ['DAV-086', 'not told', { beginn, dauerMonate: 36 }, []],
  ['DAV-086', 'the month has no such day', { beginn: '2026-08-31', dauerMonate: 42, ende: '2030-02-28' }, []],
]
test.each(enden)('%s: %s', (regel, _name, vertrag, erwartet) => {
  expect(pruefeRegel(regel, vertrag)).toEqual(erwartet)
  // Each end that differs is told by one rule.
  const alle = ['DAV-081', 'DAV-082', 'DAV-083', 'DAV-084', 'DAV-085', 'DAV-086']
  expect(alle.flatMap((andere) => pruefeRegel(andere, vertrag))).toEqual(erwartet)
})

test('DAV-086 tells what was found and expected, and the chamber may tolerate days', () => {
  const spaet = createVertrag({ ende: '2029-08-02' })
  expect(findVerstoesse('DAV-086', spaet)).toMatchObject([
    {
      gefunden: '02.08.2029',
      erwartet: '31.07.2029',
      text: 'Die Ausbildung dauert 36 Monate und endet am 31.07.2029.',
    },
  ])
  expect(pruefeRegel('DAV-086', spaet, { konfig: { endeToleranzTage: 1 } })).toEqual(ende)
  expect(pruefeRegel('DAV-086', spaet, { konfig: { endeToleranzTage: 2 } })).toEqual([])
})

test.each([
  ['2029-07-31', [], []],
  ['2029-08-01', ['warnung /ende'], []],
  ['2029-07-30', [], ende],
])('DAV-085: a registered contract whose end becomes %s is lengthened on application', (neu, verlaengert, falsch) => {
  const vertrag = createVertrag({ ende: neu })
  expect(pruefeRegel('DAV-085', vertrag, { vorher: createVertrag() })).toEqual(verlaengert)
  expect(pruefeRegel('DAV-086', vertrag, { vorher: createVertrag() })).toEqual(falsch)
})

test('DAV-085: an end that was wrong before the change is no lengthening', () => {
  const vertrag = createVertrag({ ende: '2029-08-31' })
  expect(pruefeRegel('DAV-085', vertrag, { vorher: vertrag })).toEqual([])
  expect(pruefeRegel('DAV-086', vertrag, { vorher: vertrag })).toEqual(ende)
})

describe('DAV-087', () => {
  test.each(['01', '02', '03', '06', '07', '08', '09'])('an end in month %s fits an examination', (monat) =>
    expect(pruefeRegel('DAV-087', { ende: `2029-${monat}-28` })).toEqual([]),
  )
  test.each(['04', '05', '10', '11', '12'])('an end in month %s does not', (monat) =>
    expect(pruefeRegel('DAV-087', { ende: `2029-${monat}-01` })).toEqual(['warnung /ende']),
  )
  test.each([
    ['2029-09-15', []],
    ['2029-09-16', ['warnung /ende']],
  ])('the examination is on 2029-07-15, the end on %s', (tag, erwartet) =>
    expect(pruefeRegel('DAV-087', { ende: tag, pruefungstermin: '2029-07-15' })).toEqual(erwartet),
  )
  test('months and window are those of the chamber', () => {
    const vertrag = { ende: '2029-12-31' }
    expect(pruefeRegel('DAV-087', vertrag, { konfig: { pruefungsmonate: [12] } })).toEqual([])
    expect(pruefeRegel('DAV-087', vertrag, { konfig: { pruefungsfensterMonate: 5 } })).toEqual([])
    expect(pruefeRegel('DAV-087', vertrag, { konfig: { pruefungsfensterMonate: 4 } })).toEqual(['warnung /ende'])
  })
})

describeRegel('DAV-088', [
  ['0', { probezeitMonate: 0 }, ['fehler /probezeitMonate']],
  ['1', { probezeitMonate: 1 }, []],
  ['4', { probezeitMonate: 4 }, []],
  ['5', { probezeitMonate: 5 }, ['fehler /probezeitMonate']],
  ['not told', {}, []],
])

const anschluss = (monate: number, gleicherBetrieb: boolean): Vertragsentwurf => ({
  probezeitMonate: monate,
  anschlussvertrag: { vorhanden: true, gleicherBetrieb },
})
describeRegel('DAV-090', [
  ['1', anschluss(1, true), []],
  ['2', anschluss(2, true), ['hinweis /probezeitMonate']],
  ['2 in another company', anschluss(2, false), []],
  [
    '2 without an earlier training',
    { probezeitMonate: 2, anschlussvertrag: { vorhanden: false, gleicherBetrieb: true } },
    [],
  ],
])

const ausland = (wochen: number, anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  dauerMonate: 36,
  auslandsabschnitte: [{ staat: 'FR', wochen, planVereinbart: true }],
  ...anders,
})
describeRegel('DAV-091', [
  ['a quarter of 36 months', ausland(39), []],
  ['a week more', ausland(40), ['warnung /auslandsabschnitte']],
  ['a quarter of 24 months', ausland(26, { dauerMonate: 24 }), []],
  ['a week more of 24', ausland(27, { dauerMonate: 24 }), ['warnung /auslandsabschnitte']],
  [
    'two that are too long together',
    { dauerMonate: 24, auslandsabschnitte: [{ wochen: 8 }, { wochen: 19, planVereinbart: true }] },
    ['warnung /auslandsabschnitte'],
  ],
  ['eight weeks without a plan', { auslandsabschnitte: [{ wochen: 8 }] }, []],
  [
    'nine weeks without a plan',
    { auslandsabschnitte: [{ wochen: 9 }] },
    ['warnung /auslandsabschnitte/0/planVereinbart'],
  ],
  [
    'nine weeks with the plan as a document',
    { auslandsabschnitte: [{ wochen: 9 }], dokumente: [{ art: 'auslandsplan' }] },
    [],
  ],
])
