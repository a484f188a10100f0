import { expect, test } from 'vitest'
import { kleinerKatalog } from '../../berufe/kleiner-katalog.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { findBeruf } from '../../domain/beruf.ts'
import { createFolgevertrag } from '../../testing/ausbildungsvertrag.ts'
import { describeRegel, type Regelfall } from '../../testing/regeltabelle.ts'
import { pruefeRegel } from '../../testing/vertragsregel.ts'

const beginn = '2026-08-01'
const anrechnung = (monate: number): Vertragsentwurf => ({
  dauerMonate: 36,
  anrechnungen: [{ grund: 'vorbildung', monate, gemeinsamerAntrag: true }],
})
const verkuerzung = (
  teil: NonNullable<Vertragsentwurf['verkuerzungen']>[number],
  anders: Vertragsentwurf = {},
): Vertragsentwurf => ({ verkuerzungen: [teil], ...anders })

const fachinformatiker: Vertragsentwurf = { beruf: { kennung: 'fachinformatiker' }, beginn }
describeRegel('DAV-070', [
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

describeRegel('DAV-071', [
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

describeRegel('DAV-072', [
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
const siegelfaelle: Regelfall[] = [
  ['the seal of its profile', mitSiegel(siegelOf()), []],
  ['a reference of its profile', mitSiegel(undefined), []],
  ['a reference of a country', mitSiegel(undefined, 'land:TR'), zaehltNicht],
  ['a seal that is no JSON', mitSiegel('{'), zaehltNicht],
  ['a seal with a part more', mitSiegel(siegelOf({ mehr: 1 })), zaehltNicht],
  ['another seal', mitSiegel(siegelOf({ hash: 'c'.repeat(64) })), zaehltNicht],
  ['the seal of another profile', mitSiegel(siegelOf({ profil: qual.replace('1b', '2b') })), zaehltNicht],
  ['the seal of a country', mitSiegel(siegelOf({ profil: 'land:TR' }), 'land:TR'), zaehltNicht],
]
describeRegel('DAV-073', [
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
describeRegel('DAV-074', [
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

describeRegel('DAV-075', [
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
describeRegel('DAV-076', [
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
describeRegel('DAV-077', [
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
describeRegel('DAV-078', [
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

describeRegel('DAV-079', [
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
