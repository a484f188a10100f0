import { describe, expect, test } from 'vitest'
import { exampleKontext, exampleSource, readWith } from '../testing/examples.ts'
import { eintrag, remarkLines, reportsOf, sortMarks, tag } from '../testing/expected.ts'

const file = 'Stundenbuch_4711_Kowalczyk_Aylin.csv'
const aylin = reportsOf({ system: 'Stundenbuch', format: 'csv-stundenbuch' }, 'Aylin Kowalczyk')
const week = {
  '/zeitraum/von': 'Montag der Woche',
  '/zeitraum/bis': 'Sonntag der Woche',
  '/ausbildungsjahr': 'volle Jahre seit Ausbildungsbeginn',
}
const minutenOf = (...days: number[]) =>
  Object.fromEntries(days.map((day) => [`/tage/${day}/eintraege/0/minuten`, 'Ende weniger Beginn und Pause']))
const durch = { name: 'Ümit Große-Wächter', rolle: 'ausbilder' as const }

describe('the sample csv-stundenbuch', async () => {
  const { lieferungen, bemerkungen } = await readWith(
    { konfiguration: 'csv-stundenbuch' },
    exampleSource('csv-stundenbuch'),
  )

  test('is this book, with the person from the name of the file', () => {
    expect(lieferungen.map(({ berichtsheft }) => berichtsheft)).toEqual([
      {
        ...exampleKontext('csv-stundenbuch'),
        fremdId: 'azubi-4711',
        azubinummer: '4711',
        art: 'ausbildung',
        azubi: { name: 'Aylin Kowalczyk', vorname: 'Aylin', familienname: 'Kowalczyk' },
      },
    ])
  })

  test('has these reports', () => {
    expect(sortMarks(lieferungen[0]?.ausbildungsnachweise ?? [])).toEqual(
      sortMarks([
        aylin(
          'azubi-4711/2026-03-23',
          '2026-03-23',
          '2026-03-29',
          {
            ausbildungsjahr: 1,
            tage: [
              tag('2026-03-23', [eintrag('Warenannahme, Lieferscheine geprüft', 465, 'betrieb')]),
              tag('2026-03-24', [eintrag('Reklamation "Los 7"; Ursache:\nFeuchte im Lager', 465, 'betrieb')]),
              tag('2026-03-25', [eintrag('LF 4: =SUMME(A1:A3) in der Tabellenkalkulation', 300, 'schule')]),
              tag('2026-03-29', [eintrag('Nachtschicht über die Zeitumstellung', 420, 'betrieb')]),
            ],
          },
          { ...week, ...minutenOf(0, 1, 2, 3) },
          { verlauf: [{ vorgang: 'freigegeben', datum: '2026-03-30', durch }] },
        ),
        aylin(
          'azubi-4711/2026-12-14',
          '2026-12-14',
          '2026-12-20',
          {
            ausbildungsjahr: 2,
            tage: [
              tag('2026-12-14', [eintrag('Inventur vorbereitet – Regale A bis C', 465, 'betrieb')]),
              tag('2026-12-15', [eintrag('', undefined, 'krank')]),
              tag('2026-12-16', [eintrag('Aufmaß für 3 € Zubehör', 465)]),
            ],
          },
          { ...week, ...minutenOf(0, 2) },
          { verlauf: [{ vorgang: 'eingereicht' }] },
        ),
        aylin(
          'azubi-4711/2026-12-28',
          '2026-12-28',
          '2027-01-03',
          {
            ausbildungsjahr: 2,
            tage: [
              tag('2026-12-28', [eintrag('', undefined, 'urlaub')]),
              tag('2027-01-01', [eintrag('', undefined, 'feiertag')]),
            ],
          },
          week,
          { verlauf: [{ vorgang: 'entwurf' }] },
        ),
        aylin(
          'azubi-4711/2027-01-04',
          '2027-01-04',
          '2027-01-10',
          {
            ausbildungsjahr: 2,
            tage: [
              tag('2027-01-04', [eintrag('Jahresabschluss begleitet', 465, 'betrieb')]),
              tag('2027-01-05', [eintrag('Brandschutz', 465, 'unterweisung')]),
            ],
          },
          { ...week, ...minutenOf(0, 1) },
          { verlauf: [{ vorgang: 'zurueckgewiesen', datum: '2027-01-08', durch }] },
        ),
      ]),
    )
  })

  test('is remarked like this', () => {
    expect(remarkLines(bemerkungen)).toEqual([
      `hinweis ${file}: Die Datei ist kein utf-8 und wurde als windows-1252 gelesen.`,
      `hinweis ${file}:3: „art“ steht nicht in der Quelle und wurde abgeleitet: ein Stundenbuch führen nur Auszubildende.`,
      `hinweis ${file}:8: Die Zeile hält nur eine Summe. (Auch: ${file}:13, ${file}:18)`,
      `warnung ${file}:16 (Datum): Ein Wert konnte nicht bestimmt werden: „30.02.2026“ ist kein Datum (dd.MM.yyyy)`,
      `warnung ${file}:12 (Lernort) [azubi-4711/2026-12-14]: „Baustelle“ ist für „tage.eintraege.art“ nicht bekannt und wurde nicht übernommen.`,
      `warnung ${file}:20 (KW) [azubi-4711/2027-01-04]: Die Kalenderwoche passt nicht zum Datum; es gilt das Datum.`,
      `warnung ${file}:20 [azubi-4711/2027-01-04]: Zu der Zurückweisung nennt die Quelle keinen Grund.`,
      `warnung ${file}:16: Der Satz aus „zeilen“ gehört zu keinem Berichtsheft und keinem Nachweis und wurde nicht übernommen.`,
    ])
  })
})
