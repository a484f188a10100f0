import { describe, expect, test } from 'vitest'
import { exampleKontext, exampleSource, readWith } from '../testing/examples.ts'
import { eintrag, remarkLines, reportsOf, sortMarks, tag } from '../testing/expected.ts'

const file = 'Ausbildungsnachweis Nr 66.xlsx'
const ida = reportsOf(
  { system: 'Ausbildungsnachweis-Generator', format: 'xlsx-rows-metadata-sheet' },
  'Ida Müllerschön',
)
const week = { '/zeitraum/von': 'Montag der Woche', '/zeitraum/bis': 'Sonntag der Woche' }
const department = { '/abteilung': 'Abteilung der ganzen Datei (Blatt „Metadaten“)' }
const poststelle = { ausbildungsjahr: 2, abteilung: 'Poststelle' }

describe('the sample xlsx-rows-metadata-sheet', async () => {
  const { lieferungen, bemerkungen } = await readWith(
    { konfiguration: 'xlsx-rows-metadata-sheet' },
    exampleSource('xlsx-rows-metadata-sheet'),
  )

  test('is this book', () => {
    expect(lieferungen.map(({ berichtsheft }) => berichtsheft)).toEqual([
      { ...exampleKontext('xlsx-rows-metadata-sheet'), art: 'ausbildung', azubi: { name: 'Ida Müllerschön' } },
    ])
  })

  test('has these reports', () => {
    expect(sortMarks(lieferungen[0]?.ausbildungsnachweise ?? [])).toEqual(
      sortMarks([
        // Outside of the period of the sheet with the metadata, so the department is unknown.
        ida(
          'azubi-66/2026-03-23',
          '2026-03-23',
          '2026-03-29',
          { ausbildungsjahr: 2, tage: [tag('2026-03-23', [eintrag('Messe: Standaufbau', 600, 'betrieb')])] },
          week,
        ),
        ida(
          'azubi-66/2026-12-14',
          '2026-12-14',
          '2026-12-20',
          {
            ...poststelle,
            tage: [
              tag('2026-12-14', [eintrag('Eingangspost', 480, 'betrieb')]),
              tag('2026-12-15', [eintrag('Berufsschule: Rechnungswesen', 360, 'schule')]),
              tag('2026-12-16', [eintrag('Eingangspost', 240, 'betrieb'), eintrag('Umlauf', 210, 'betrieb')]),
            ],
          },
          { ...week, ...department },
        ),
        // The row of 22.12. says nothing about its day.
        ida(
          'azubi-66/2026-12-21',
          '2026-12-21',
          '2026-12-27',
          { ...poststelle, tage: [tag('2026-12-21', [eintrag('Ablage', 480, 'betrieb')])] },
          { ...week, ...department },
        ),
        ida(
          'azubi-66/2026-12-28',
          '2026-12-28',
          '2027-01-03',
          {
            ...poststelle,
            tage: [
              tag('2026-12-28', [eintrag('Urlaub', undefined, 'urlaub')]),
              tag('2027-01-01', [eintrag('Feiertag', undefined, 'betrieb')]),
            ],
          },
          { ...week, ...department, '/tage/0/eintraege/0/art': 'die Tätigkeit lautet genau so' },
        ),
      ]),
    )
  })

  test('is remarked like this', () => {
    expect(remarkLines(bemerkungen)).toEqual([
      `hinweis ${file}!Metadaten!2:2: „art“ steht nicht in der Quelle und wurde abgeleitet: die Anwendung kennt nur Auszubildende.`,
      `hinweis ${file}!Bericht!7:7: Die Zeile nennt einen Tag, aber nichts dazu.`,
      `warnung ${file}!Bericht!H9 [azubi-66/2026-12-28]: Art und Tätigkeit widersprechen sich; es gilt die Art.`,
      `warnung ${file}!Bericht!10:10 [azubi-66/2026-03-23]: Die Woche liegt außerhalb des Zeitraums, den das Blatt „Metadaten“ nennt; ihre Abteilung ist unbekannt.`,
      `hinweis ${file}!Metadaten!B2: Das Feld „meta.Ausbildungsjahr“ (1 Wert) wurde nicht übernommen: steht an jeder Zeile`,
      `hinweis ${file}!Metadaten!D2: Das Feld „meta.Titel“ (1 Wert) wurde nicht übernommen: laufende Nummer des Ausdrucks`,
      `hinweis ${file}!Metadaten!F2: Das Feld „meta.Notizen“ (1 Wert) wurde nicht übernommen: freie Notiz zur Datei, oft mit Angaben zur Gesundheit`,
    ])
  })
})
