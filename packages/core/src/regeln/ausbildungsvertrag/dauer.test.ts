import { describe, expect, test } from 'vitest'
import { kleinerKatalog } from '../../berufe/kleiner-katalog.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { findBeruf } from '../../domain/beruf.ts'
import { createFolgevertrag, createTeilzeitvertrag, createVertrag } from '../../testing/ausbildungsvertrag.ts'
import { findVerstoesse, pruefeRegel } from '../../testing/vertragsregel.ts'

type Fall = [name: string, vertrag: Vertragsentwurf, erwartet: string[]]
const check = (regel: string, faelle: readonly Fall[]) =>
  describe(regel, () => {
    test.each(faelle)('%s', (_name, vertrag, erwartet) => expect(pruefeRegel(regel, vertrag)).toEqual(erwartet))
  })

const beginn = '2026-08-01'
const anrechnung = (monate: number): Vertragsentwurf => ({
  dauerMonate: 36,
  anrechnungen: [{ grund: 'vorbildung', monate, gemeinsamerAntrag: true }],
})
const verkuerzung = (
  teil: NonNullable<Vertragsentwurf['verkuerzungen']>[number],
  anders: Vertragsentwurf = {},
): Vertragsentwurf => ({ verkuerzungen: [teil], ...anders })
const halb = { zaehler: 1, nenner: 2 }
const inTeilzeit = (
  abschnitt: NonNullable<Vertragsentwurf['teilzeit']>[number],
  anders: Vertragsentwurf = {},
): Vertragsentwurf => ({ beginn, dauerMonate: 36, zeitmodell: 'teilzeit', teilzeit: [abschnitt], ...anders })
const vollzeit = [{ minutenTaeglich: 480, minutenWoechentlich: 2400, tageJeWoche: 5 }]

const fachinformatiker: Vertragsentwurf = { beruf: { kennung: 'fachinformatiker' }, beginn }
check('DAV-070', [
  ['as the ordinance', { ...fachinformatiker, dauerMonate: 36 }, []],
  ['a month less', { ...fachinformatiker, dauerMonate: 35 }, ['fehler /dauerMonate']],
  ['a month more', { ...fachinformatiker, dauerMonate: 37 }, ['fehler /dauerMonate']],
  ['not told', fachinformatiker, []],
  ['no day to look it up for', { beruf: { kennung: 'fachinformatiker' }, dauerMonate: 30 }, []],
  ['an occupation that no catalogue knows', { beruf: { kennung: 'einhornpfleger' }, beginn, dauerMonate: 30 }, []],
  [
    'a rule of the chamber for persons with disabilities',
    { beruf: { kennung: 'fachinformatiker', regelung: 'behinderung' }, beginn, dauerMonate: 30 },
    [],
  ],
])

test('DAV-070 sees the ordinance in force at the begin: masons before and after 1 August 2026', () => {
  const maurer = (tag: string) => findBeruf(kleinerKatalog, { name: 'Maurer' }, tag)
  const of = (tag: string) => pruefeRegel('DAV-070', { beginn: tag, dauerMonate: 35 }, { beruf: maurer(tag) }).length
  expect(maurer('2026-07-31')).not.toEqual(maurer('2026-08-01'))
  expect([of('2026-07-31'), of('2026-08-01')]).toEqual([1, 1])
})

check('DAV-071', [
  ['none', { dauerMonate: 36 }, []],
  ['six', anrechnung(6), []],
  ['five', anrechnung(5), ['fehler /anrechnungen/0/monate']],
  ['seven', anrechnung(7), ['fehler /anrechnungen/0/monate']],
  ['nothing', anrechnung(0), ['fehler /anrechnungen/0/monate']],
  ['not told', { anrechnungen: [{ grund: 'vorbildung' }] }, ['fehler /anrechnungen/0/monate']],
  ['30 of 36', anrechnung(30), []],
  ['all 36', anrechnung(36), ['fehler /anrechnungen']],
  [
    'three times twelve of 36',
    { dauerMonate: 36, anrechnungen: [{ monate: 12 }, { monate: 12 }, { monate: 12 }] },
    ['fehler /anrechnungen'],
  ],
  ['all, of a duration that is not known', { anrechnungen: [{ monate: 36 }] }, []],
])

check('DAV-072', [
  ['together', { anrechnungen: [{ gemeinsamerAntrag: true }] }, []],
  ['by one side', { anrechnungen: [{ gemeinsamerAntrag: false }] }, ['fehler /anrechnungen/0/gemeinsamerAntrag']],
  [
    'not told, of the second',
    { anrechnungen: [{ gemeinsamerAntrag: true }, {}] },
    ['fehler /anrechnungen/1/gemeinsamerAntrag'],
  ],
])

const beleg = (bezug?: string): Vertragsentwurf => ({
  dokumente: [{ art: 'anrechnung', ...(bezug === undefined ? {} : { bezug }) }],
})
const qual = 'qual:1b4e28ba-2fa1-4d2a-883f-0016d3cca427'
const siegelOf = (change: object = {}) =>
  JSON.stringify({
    v: 1,
    profil: qual,
    vektor: { a: 3 },
    aenderungen: [],
    stand: 'b'.repeat(64),
    hash: 'a'.repeat(64),
    ...change,
  })
const mitSiegel = (siegel: string | undefined, profil: string | undefined = qual): Vertragsentwurf => ({
  anrechnungen: [
    {
      grund: 'ausland',
      monate: 6,
      bqSiegel: { hash: 'a'.repeat(64), profil, ...(siegel === undefined ? {} : { siegel }) },
    },
  ],
})
const zaehltNicht = ['warnung /anrechnungen/0/bqSiegel', 'warnung /anrechnungen/0']
const siegelfaelle: Fall[] = [
  ['the seal of its profile', mitSiegel(siegelOf()), []],
  ['a reference of its profile', mitSiegel(undefined), []],
  ['a reference of a country', mitSiegel(undefined, 'land:TR'), zaehltNicht],
  ['a seal that is no JSON', mitSiegel('{'), zaehltNicht],
  ['a seal with a part more', mitSiegel(siegelOf({ mehr: 1 })), zaehltNicht],
  ['another seal', mitSiegel(siegelOf({ hash: 'c'.repeat(64) })), zaehltNicht],
  ['the seal of another profile', mitSiegel(siegelOf({ profil: qual.replace('1b', '2b') })), zaehltNicht],
  ['the seal of a country', mitSiegel(siegelOf({ profil: 'land:TR' }), 'land:TR'), zaehltNicht],
]
check('DAV-073', [
  ['evidence', { ...anrechnung(6), ...beleg('/anrechnungen/0') }, []],
  ['evidence for any', { ...anrechnung(6), ...beleg() }, []],
  ['evidence for another', { ...anrechnung(6), ...beleg('/anrechnungen/1') }, ['warnung /anrechnungen/0']],
  ['none', anrechnung(6), ['warnung /anrechnungen/0']],
  ['no reason', { anrechnungen: [{ monate: 6 }], ...beleg() }, ['warnung /anrechnungen/0/grund']],
  [
    'an ordinance of a Land without a name',
    { anrechnungen: [{ grund: 'rechtsverordnung', monate: 6 }], ...beleg() },
    ['warnung /anrechnungen/0/rechtsverordnung'],
  ],
  [
    'an ordinance of a Land',
    { anrechnungen: [{ grund: 'rechtsverordnung', monate: 6, rechtsverordnung: 'BFSAnrV' }], ...beleg() },
    [],
  ],
  [
    'training abroad with its seal',
    { anrechnungen: [{ grund: 'ausland', monate: 6, bqSiegel: { hash: 'a'.repeat(64) } }] },
    [],
  ],
  [
    'training abroad without it',
    { anrechnungen: [{ grund: 'ausland', monate: 6 }], ...beleg() },
    ['hinweis /anrechnungen/0'],
  ],
  ...siegelfaelle,
  [
    'a seal for other learning is no evidence',
    { anrechnungen: [{ grund: 'vorbildung', monate: 6, bqSiegel: { hash: 'a'.repeat(64) } }] },
    ['warnung /anrechnungen/0'],
  ],
])

const begruendet = { grund: 'hochschulreife', monate: 12, gemeinsamerAntrag: true } as const
const mitZeugnis: Vertragsentwurf = { dokumente: [{ art: 'verkuerzung' }] }
check('DAV-074', [
  ['in order', verkuerzung(begruendet, mitZeugnis), []],
  ['a school certificate', verkuerzung(begruendet, { dokumente: [{ art: 'schulzeugnis' }] }), []],
  ['one month', verkuerzung({ ...begruendet, monate: 1 }, mitZeugnis), []],
  ['no month', verkuerzung({ ...begruendet, monate: 0 }, mitZeugnis), ['fehler /verkuerzungen/0/monate']],
  [
    'nothing told',
    verkuerzung({}, mitZeugnis),
    ['fehler /verkuerzungen/0/monate', 'fehler /verkuerzungen/0/grund', 'fehler /verkuerzungen/0/gemeinsamerAntrag'],
  ],
  [
    'by one side',
    verkuerzung({ ...begruendet, gemeinsamerAntrag: false }, mitZeugnis),
    ['fehler /verkuerzungen/0/gemeinsamerAntrag'],
  ],
  ['no evidence', verkuerzung(begruendet), ['warnung /verkuerzungen/0']],
  [
    'a school certificate for work experience',
    verkuerzung({ ...begruendet, grund: 'berufserfahrung' }, { dokumente: [{ art: 'schulzeugnis' }] }),
    ['warnung /verkuerzungen/0'],
  ],
  ['age needs none', verkuerzung({ ...begruendet, grund: 'lebensalter' }), []],
  [
    'another reason that is not written out',
    verkuerzung({ ...begruendet, grund: 'sonstiges' }, mitZeugnis),
    ['warnung /verkuerzungen/0/erlaeuterung'],
  ],
  [
    'another reason, written out',
    verkuerzung({ ...begruendet, grund: 'sonstiges', erlaeuterung: 'Praktika' }, mitZeugnis),
    [],
  ],
])

check('DAV-075', [
  ['intermediate certificate, 6', verkuerzung({ grund: 'mittlererAbschluss', monate: 6 }), []],
  [
    'intermediate certificate, 7',
    verkuerzung({ grund: 'mittlererAbschluss', monate: 7 }),
    ['warnung /verkuerzungen/0/monate'],
  ],
  ['Abitur, 12', verkuerzung({ grund: 'hochschulreife', monate: 12 }), []],
  ['Abitur, 13', verkuerzung({ grund: 'hochschulreife', monate: 13 }), ['warnung /verkuerzungen/0/monate']],
  ['training, 12', verkuerzung({ grund: 'berufsausbildung', monate: 12 }), []],
  ['training, 13', verkuerzung({ grund: 'berufsausbildung', monate: 13 }), ['warnung /verkuerzungen/0/monate']],
  ['age, 12', verkuerzung({ grund: 'lebensalter', monate: 12 }), []],
  ['age, 13', verkuerzung({ grund: 'lebensalter', monate: 13 }), ['warnung /verkuerzungen/0/monate']],
  ['Abitur, months not told', verkuerzung({ grund: 'hochschulreife' }), []],
  ['work experience, case by case', verkuerzung({ grund: 'berufserfahrung', monate: 24 }), []],
  [
    'the same reason twice',
    {
      verkuerzungen: [
        { grund: 'mittlererAbschluss', monate: 6 },
        { grund: 'mittlererAbschluss', monate: 1 },
      ],
    },
    ['warnung /verkuerzungen/1/monate'],
  ],
])

const kurz = (dauerMonate: number, monate: number, anders: Vertragsentwurf = {}): Vertragsentwurf =>
  verkuerzung({ grund: 'sonstiges', monate }, { dauerMonate, ...anders })
check('DAV-076', [
  ['42 to 24', kurz(42, 18), []],
  ['42 to 23', kurz(42, 19), ['warnung /verkuerzungen']],
  ['36 to 18', kurz(36, 18), []],
  ['36 to 17', kurz(36, 19), ['warnung /verkuerzungen']],
  ['24 to 12', kurz(24, 12), []],
  ['24 to 11', kurz(24, 13), ['warnung /verkuerzungen']],
  ['30, for which nothing is recommended', kurz(30, 20), []],
  ['credited 24 of 36 without a shortening', anrechnung(24), []],
  ['credited counts as served: 12 and 18', kurz(36, 18, { anrechnungen: [{ monate: 12 }] }), []],
  [
    'credited counts as served: 12 and 19',
    kurz(36, 19, { anrechnungen: [{ monate: 12 }] }),
    ['warnung /verkuerzungen'],
  ],
])

const spaeter = (antragsdatum: string): Vertragsentwurf =>
  verkuerzung({ monate: 6, antragsdatum }, { beginn, ende: '2029-01-31' })
check('DAV-077', [
  ['with the contract', verkuerzung({ monate: 6 }, { beginn, ende: '2027-01-31' }), []],
  [
    'on the first day of a short training',
    verkuerzung({ monate: 6, antragsdatum: beginn }, { beginn, ende: '2027-01-31' }),
    [],
  ],
  [
    'on its second day',
    verkuerzung({ monate: 6, antragsdatum: '2026-08-02' }, { beginn, ende: '2027-01-31' }),
    ['warnung /verkuerzungen/0/antragsdatum'],
  ],
  ['twelve months remain', spaeter('2028-02-01'), []],
  ['a day less', spaeter('2028-02-02'), ['warnung /verkuerzungen/0/antragsdatum']],
])

const person = (
  grund: NonNullable<NonNullable<Vertragsentwurf['verkuerzungen']>[number]['grund']>,
  azubi: Vertragsentwurf['azubi'],
) => verkuerzung({ grund, monate: 6 }, { beginn, ...(azubi && { azubi }) })
const passtNicht = ['warnung /verkuerzungen/0/grund']
check('DAV-078', [
  ['Abitur with Abitur', person('hochschulreife', { schulabschluss: 'allgemeine_hochschulreife' }), []],
  ['Abitur with Fachhochschulreife', person('hochschulreife', { schulabschluss: 'fachhochschulreife' }), []],
  ['Abitur with less', person('hochschulreife', { schulabschluss: 'mittlerer_schulabschluss' }), passtNicht],
  ['Abitur, certificate not known', person('hochschulreife', { schulabschluss: '~wert_nicht_bekannt' }), []],
  ['Abitur, certificate not in the list', person('hochschulreife', { schulabschluss: '~wert_nicht_in_liste' }), []],
  ['Abitur, nothing told', person('hochschulreife', {}), []],
  ['intermediate with more', person('mittlererAbschluss', { schulabschluss: 'fachhochschulreife' }), []],
  ['intermediate with it', person('mittlererAbschluss', { schulabschluss: 'mittlerer_schulabschluss' }), []],
  ['intermediate with less', person('mittlererAbschluss', { schulabschluss: 'erster_schulabschluss' }), passtNicht],
  ['age: the 21st birthday was yesterday', person('lebensalter', { geburtsdatum: '2005-07-31' }), []],
  ['age: the 21st birthday is the first day', person('lebensalter', { geburtsdatum: '2005-08-01' }), passtNicht],
  ['age, birth date not told', person('lebensalter', {}), []],
  ['training that was finished', person('berufsausbildung', { vorausbildungen: [{ art: 'dualAbgeschlossen' }] }), []],
  ['training that was not', person('berufsausbildung', { vorausbildungen: [{ art: 'dualAbgebrochen' }] }), passtNicht],
  ['training, not known', person('berufsausbildung', { vorausbildungen: [{ art: 'unbekannt' }] }), []],
  ['the same occupation before', person('gleicherBeruf', { vorausbildungen: [{ art: 'dualAbgebrochen' }] }), []],
  [
    'the same occupation before, but nothing was',
    person('gleicherBeruf', { vorausbildungen: [{ art: 'keine' }] }),
    passtNicht,
  ],
  ['change of the occupation', person('berufswechsel', { vorausbildungen: [{ art: 'dualAbgebrochen' }] }), []],
  ['change of the occupation after none', person('berufswechsel', { vorausbildungen: [{ art: 'keine' }] }), passtNicht],
  ['studies', person('studium', { studium: 'abgebrochen' }), []],
  ['studies of none', person('studium', { studium: 'keines' }), passtNicht],
  ['studies, not known', person('studium', { studium: 'unbekannt' }), []],
  ['basic training', person('grundbildung', { berufsvorbereitung: ['grundbildungsjahr'] }), []],
  ['basic training of none', person('grundbildung', { berufsvorbereitung: ['keine'] }), passtNicht],
  ['EQ', person('einstiegsqualifizierung', { berufsvorbereitung: ['betrieblicheQualifizierung'] }), []],
  ['EQ of none', person('einstiegsqualifizierung', { berufsvorbereitung: ['vorbereitungsjahr'] }), passtNicht],
  ['work experience, which no field tells', person('berufserfahrung', {}), []],
])

check('DAV-079', [
  ['the third year after 24 months', createFolgevertrag(), []],
  [
    'the first year after 24 months',
    createFolgevertrag({ verguetungen: [{ ausbildungsjahr: 1, betrag: 125_000 }] }),
    ['warnung /verguetungen/0/ausbildungsjahr'],
  ],
  [
    'the second year after 12 months, and the first',
    { ...anrechnung(12), verguetungen: [{ ausbildungsjahr: 2 }, { ausbildungsjahr: 1 }] },
    ['warnung /verguetungen/1/ausbildungsjahr'],
  ],
  ['the first year after 6 months', { ...anrechnung(6), verguetungen: [{ ausbildungsjahr: 1 }] }, []],
  ['nothing credited', { dauerMonate: 36, verguetungen: [{ ausbildungsjahr: 1 }] }, []],
])

check('DAV-080', [
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

check('DAV-088', [
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
check('DAV-090', [
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
check('DAV-091', [
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
