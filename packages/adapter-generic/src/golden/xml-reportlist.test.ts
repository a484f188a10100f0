import { describe, expect, test } from 'vitest'
import { exampleKontext, exampleSource, readWith } from '../testing/examples.ts'
import { remarkLines, reportsOf, sortMarks } from '../testing/expected.ts'

const config = { konfiguration: 'xml-reportlist' }
const mika = reportsOf({ system: 'ihk-berichtsheft', format: 'xml-reportlist' }, 'Mika Brandstätter')
const marks = (von: number, bis: number) => ({
  '/azubi': 'aus dem Kontext des Imports',
  '/ausbildungsjahr': 'volle Jahre seit Ausbildungsbeginn',
  '/zeitraum/von': `zweistelliges Jahr als ${von} gelesen`,
  '/zeitraum/bis': `zweistelliges Jahr als ${bis} gelesen`,
})

const reports = (onboarding: string) => [
  mika(
    'azubi-2211/1',
    '2026-03-23',
    '2026-03-29',
    {
      ausbildungsjahr: 1,
      abteilung: 'Marketing',
      wochentexte: { ohneArt: 'Blog "Neues"\nBilder zugeschnitten\nÜberschriften geändert' },
    },
    marks(2026, 2026),
  ),
  mika(
    'azubi-2211/2',
    '2026-12-14',
    '2026-12-27',
    {
      ausbildungsjahr: 2,
      wochentexte: {
        schule: 'LF10\nHausaufgaben verglichen\nÜbung: <form> in HTML\n\nLF09\nJava-Programm geschrieben',
      },
    },
    { ...marks(2026, 2026), '/wochentexte/schule': '„Schule“ steht im Feld der Abteilung' },
  ),
  mika(
    'azubi-2211/3',
    '2026-12-28',
    '2027-01-03',
    { ausbildungsjahr: 2, wochentexte: { leerGrund: 'Urlaub' } },
    { ...marks(2026, 2027), '/wochentexte/leerGrund': '„Urlaub“ steht im Feld der Abteilung, die Liste ist leer' },
  ),
  mika(
    'azubi-2211/4',
    '2027-01-04',
    '2027-01-10',
    { ausbildungsjahr: 2, abteilung: 'IT', wochentexte: { ohneArt: onboarding } },
    marks(2027, 2027),
  ),
]

describe('the sample xml-reportlist', () => {
  test.each([
    ['daten', 'reports.xml', 'Onboarding\nKonten angelegt & geprüft\nTelefon eingerichtet ☎'],
    // The twin in windows-1252 cannot hold the sign and does without it.
    ['daten-windows-1252', 'reports_cp1252.xml', 'Onboarding\nKonten angelegt & geprüft\nTelefon eingerichtet'],
  ])('%s/%s is this book', async (folder, file, onboarding) => {
    const { lieferungen, bemerkungen } = await readWith(config, exampleSource('xml-reportlist', undefined, folder))
    expect(lieferungen.map(({ berichtsheft }) => berichtsheft)).toEqual([exampleKontext('xml-reportlist')])
    const [book] = lieferungen
    expect(sortMarks(book?.ausbildungsnachweise ?? [])).toEqual(sortMarks(reports(onboarding)))
    expect(remarkLines(bemerkungen)).toEqual([
      `warnung ${file}:25 [azubi-2211/2]: Der Zeitraum umfasst 14 Tage, mehr als eine Woche; er bleibt ein Nachweis.`,
    ])
  })

  test('both files together are one book; what stands twice is taken once and remarked', async () => {
    const [utf8, twin] = [
      exampleSource('xml-reportlist'),
      exampleSource('xml-reportlist', undefined, 'daten-windows-1252'),
    ]
    const both = { ...utf8, dateien: [...utf8.dateien, ...twin.dateien] }
    const { lieferungen, bemerkungen } = await readWith(config, both)
    expect(lieferungen).toHaveLength(1)
    expect(sortMarks(lieferungen[0]?.ausbildungsnachweise ?? [])).toEqual(
      sortMarks(reports('Onboarding\nKonten angelegt & geprüft\nTelefon eingerichtet ☎')),
    )
    const twice = 'Der Nachweis steht zweimal mit demselben Inhalt in der Quelle und wurde einmal übernommen.'
    expect(remarkLines(bemerkungen)).toEqual([
      'hinweis reports_cp1252.xml:2 [azubi-2211]: Der Satz gehört zu einem Berichtsheft, das schon gelesen ist; seine Nachweise kommen dazu.',
      'warnung reports.xml:25 [azubi-2211/2]: Der Zeitraum umfasst 14 Tage, mehr als eine Woche; er bleibt ein Nachweis. (Auch: reports_cp1252.xml:25)',
      'fehler reports_cp1252.xml:3 [azubi-2211/4]: Der Nachweis steht zweimal mit verschiedenem Inhalt in der Quelle; übernommen wurde der erste.',
      `hinweis reports_cp1252.xml:16 [azubi-2211/3]: ${twice}`,
      `hinweis reports_cp1252.xml:25 [azubi-2211/2]: ${twice}`,
      `hinweis reports_cp1252.xml:41 [azubi-2211/1]: ${twice}`,
    ])
  })

  test('without the person in the context nothing is read, and the error says what is missing', async () => {
    const { azubi: _azubi, ...kontext } = exampleKontext('xml-reportlist')
    const source = { ...exampleSource('xml-reportlist'), kontext }
    await expect(readWith(config, source)).rejects.toThrow('kontext#/azubi: azubi is missing')
  })
})
