import { describe, expect, test } from 'vitest'
import { exampleSource, readWith } from '../testing/examples.ts'
import { eintrag, remarkLines, reportsOf, sortMarks, tag } from '../testing/expected.ts'

const quelle = { system: 'ausbildungsnachweise', format: 'json-three-files' }
const tilda = reportsOf(quelle, 'Tilda Ehrlichmann')
const ben = reportsOf(quelle, 'Ben Ali Özgür')
const vertrieb = { ausbildungsjahr: 2, abteilung: 'Vertrieb' }
const kopf = {
  knr: '153',
  unternehmen: { name: 'Werkstatt Störtebeker GmbH' },
  nachweisform: 'elektronisch',
  art: 'ausbildung',
}
const eingereicht = (datum: string, name: string) => ({
  vorgang: 'eingereicht' as const,
  datum,
  durch: { name, rolle: 'auszubildende' as const },
})
const freigegeben = (datum: string) => ({
  vorgang: 'freigegeben' as const,
  datum,
  durch: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' as const },
})

describe('the sample json-three-files', async () => {
  const { lieferungen, bemerkungen } = await readWith(
    { konfiguration: 'json-three-files' },
    exampleSource('json-three-files'),
  )

  test('is one book per apprentice, none for the trainer', () => {
    expect(lieferungen.map(({ berichtsheft }) => berichtsheft)).toEqual([
      { ...kopf, fremdId: 'azubi-1', azubi: { name: 'Tilda Ehrlichmann' } },
      // A full name is not taken apart: nobody knows where the family name of this one begins.
      { ...kopf, fremdId: 'azubi-3', azubi: { name: 'Ben Ali Özgür' } },
    ])
  })

  test('has these reports of the first apprentice', () => {
    expect(sortMarks(lieferungen[0]?.ausbildungsnachweise ?? [])).toEqual(
      sortMarks([
        tilda(
          'nachweis-1',
          '2026-12-14',
          '2026-12-20',
          {
            ...vertrieb,
            tage: [
              tag('2026-12-14', [eintrag('Angebote geschrieben', 300), eintrag('Telefonzentrale', 180)]),
              tag('2026-12-15', [eintrag('Berufsschule', 480, 'schule')]),
              tag('2026-12-16', [eintrag('Messeplanung „Hannover“', 480)]),
            ],
          },
          { '/tage/1/eintraege/0/art': 'der Text lautet genau so' },
          { verlauf: [eingereicht('2026-12-20', 'Tilda Ehrlichmann'), freigegeben('2026-12-22')] },
        ),
        // Two weeks stay one report; the Saturday stays a Saturday.
        tilda(
          'nachweis-2',
          '2026-12-21',
          '2027-01-03',
          {
            ...vertrieb,
            tage: [
              tag('2026-12-22', [eintrag('Ablage', 240)]),
              tag('2027-01-02', [eintrag('Inventur (Samstag)', 360)]),
            ],
          },
          {},
          { verlauf: [eingereicht('2027-01-04', 'Tilda Ehrlichmann')] },
        ),
        tilda(
          'nachweis-3',
          '2027-01-04',
          '2027-01-10',
          { ...vertrieb, tage: [tag('2027-01-05', [eintrag('Angebote nachgefasst ☎️', 480)])] },
          {},
          { verlauf: [{ vorgang: 'entwurf' }] },
        ),
      ]),
    )
  })

  test('has this report of the second apprentice', () => {
    expect(sortMarks(lieferungen[1]?.ausbildungsnachweise ?? [])).toEqual(
      sortMarks([
        ben(
          'nachweis-4',
          '2026-03-23',
          '2026-03-29',
          {
            ausbildungsjahr: 1,
            abteilung: 'Lager',
            tage: [
              tag('2026-03-27', [eintrag('Kommissionierung', 480)]),
              tag('2026-03-29', [eintrag('Sonderschicht Zeitumstellung', 240)]),
            ],
          },
          {},
          { verlauf: [eingereicht('2026-03-29', 'Ben Ali Özgür'), freigegeben('2026-03-30')] },
        ),
      ]),
    )
  })

  test('is remarked like this', () => {
    expect(remarkLines(bemerkungen)).toEqual([
      'hinweis users.json#/0: „art“ steht nicht in der Quelle und wurde abgeleitet: die Anwendung kennt nur Auszubildende. (Auch: users.json#/2)',
      'warnung nachweise.json#/1 [nachweis-2]: Der Zeitraum umfasst 14 Tage, mehr als eine Woche; er bleibt ein Nachweis.',
      'warnung activities.json#/4: Der Satz aus „activities“ gehört zu keinem Berichtsheft und keinem Nachweis und wurde nicht übernommen. (Auch: activities.json#/10)',
      'hinweis users.json#/0/locked: Das Feld „users.locked“ (3 Werte) wurde nicht übernommen: Verwaltung der Konten',
      'hinweis users.json#/0/email: Das Feld „users.email“ (3 Werte) wurde nicht übernommen: Kontaktdaten gehören nicht in ein Berichtsheft',
      'hinweis users.json#/0/password: Das Feld „users.password“ (3 Werte) hält Zugangsdaten; sie werden nie gelesen.',
      'hinweis users.json#/0/isAusbilder: Das Feld „users.isAusbilder“ (3 Werte) wurde nicht übernommen: Verwaltung der Konten',
      'hinweis users.json#/0/isAdmin: Das Feld „users.isAdmin“ (3 Werte) wurde nicht übernommen: Verwaltung der Konten',
      'hinweis nachweise.json#/0/daily: Das Feld „nachweise.daily“ (4 Werte) wurde nicht übernommen: sagt nur, wie die Seite gedruckt wird',
      'hinweis activities.json#/0/id: Das Feld „activities.id“ (11 Werte) wurde nicht übernommen: Einträge haben keinen eigenen Schlüssel',
    ])
  })
})
