import { memorySource } from '@berichtsheft/sdk'
import { replaceInSource } from '@berichtsheft/sdk/testing'
import { describe, expect, test } from 'vitest'
import { exampleKontext, exampleSource, readWith } from '../testing/examples.ts'
import { eintrag, remarkLines, reportsOf, sortMarks, tag } from '../testing/expected.ts'

const file = 'Berichtsheft-Backup_Friesecke_Jette_2027-01-11.json'
const config = { konfiguration: 'backup-json-quill' }
const oid = '6f1c2b7e-0000-4000-8000-00000000a001'
const pruefer = '6f1c2b7e-0000-4000-8000-00000000b001'
const woche = reportsOf({ system: 'Digitales-Berichtsheft', format: 'backup-json-quill' }, 'Jette Friesecke')
const shared = { ausbildungsjahr: 2, abteilung: 'Schweißerei' }
const marks = {
  '/ausbildungsjahr': 'volle Jahre seit Ausbildungsbeginn',
  '/abteilung': 'Zuweisung, deren Zeitraum die Woche berührt',
}
const ganzerTag = 'ganzer oder halber Tag der täglichen Ausbildungszeit des Vertrags'
const minutenOf = (...days: number[]) => Object.fromEntries(days.map((day) => [`/tage/${day}/minuten`, ganzerTag]))

describe('the sample backup-json-quill', async () => {
  const { lieferungen, bemerkungen } = await readWith(config, exampleSource('backup-json-quill'))

  test('is this book', () => {
    expect(lieferungen.map(({ berichtsheft }) => berichtsheft)).toEqual([
      {
        ...exampleKontext('backup-json-quill'),
        fremdId: oid,
        art: 'ausbildung',
        azubi: { name: 'Jette Friesecke', vorname: 'Jette', familienname: 'Friesecke' },
        beruf: { bezeichnung: 'Konstruktionsmechanikerin' },
        ausbildungsbeginn: '2025-09-01',
        ausbildungsende: '2029-02-28',
      },
    ])
  })

  test('has these reports', () => {
    expect(sortMarks(lieferungen[0]?.ausbildungsnachweise ?? [])).toEqual(
      sortMarks([
        woche(
          `${oid}/woche-31`,
          '2026-12-14',
          '2026-12-20',
          {
            ...shared,
            tage: [
              tag('2026-12-14', [], { art: 'betrieb', minuten: 465 }),
              tag('2026-12-15', [], { art: 'schule', minuten: 465 }),
              // Two kinds on one day: the texts stand at the week.
              tag('2026-12-16', [eintrag('', undefined, 'betrieb'), eintrag('', undefined, 'schule')], {
                minuten: 465,
              }),
              tag('2026-12-17', [], { art: 'betrieb', minuten: 465 }),
              tag('2026-12-18', [], { art: 'krank' }),
            ],
            wochentexte: { betrieb: 'Schweißen WIG, Kehlnaht\nNaht | a3', schule: 'LF 9: Steuerungstechnik' },
          },
          { ...marks, ...minutenOf(0, 1, 2, 3) },
          { verlauf: [{ vorgang: 'freigegeben', datum: '2026-12-22', durch: { kennung: pruefer } }] },
        ),
        // The false friend: "freigegeben" is what the apprentice does.
        woche(
          `${oid}/woche-32`,
          '2026-12-21',
          '2026-12-27',
          {
            ...shared,
            tage: [
              tag('2026-12-21', [], { art: 'betrieb', minuten: 465 }),
              tag('2026-12-22', [], { art: 'betrieb', minuten: 465 }),
              tag('2026-12-23', [], { art: 'betrieb', minuten: 465 }),
              tag('2026-12-24', [], { art: 'sonstigeAbwesenheit' }),
              tag('2026-12-25', [], { art: 'feiertag' }),
            ],
            wochentexte: { betrieb: 'Inventur & Wartung' },
          },
          { ...marks, ...minutenOf(0, 1, 2) },
          { verlauf: [{ vorgang: 'eingereicht' }] },
        ),
        woche(
          `${oid}/woche-33`,
          '2026-12-28',
          '2027-01-03',
          {
            ...shared,
            tage: [
              tag('2026-12-28', [], { art: 'urlaub' }),
              tag('2026-12-29', [], { art: 'urlaub' }),
              tag('2026-12-30', [], { art: 'urlaub' }),
              tag('2026-12-31', [], { art: 'urlaub' }),
              tag('2027-01-01', [], { art: 'feiertag' }),
            ],
          },
          marks,
          {
            verlauf: [
              {
                vorgang: 'zurueckgewiesen',
                datum: '2027-01-05',
                durch: { kennung: pruefer },
                kommentar: 'Bitte Urlaub mit Text bestätigen 🙏',
              },
            ],
          },
        ),
        woche(
          `${oid}/woche-34`,
          '2027-01-04',
          '2027-01-10',
          {
            ...shared,
            tage: [
              tag(
                '2027-01-04',
                [eintrag('Unterweisung Kran', undefined, 'betrieb'), eintrag('UVV', undefined, 'unterweisung')],
                {
                  minuten: 233,
                },
              ),
              tag('2027-01-05', [eintrag('- Montage beim Kunden')], { art: 'betrieb', minuten: 465 }),
            ],
          },
          { ...marks, '/tage/0/minuten': `${ganzerTag}; auf volle Minuten gerundet`, ...minutenOf(1) },
          {
            verlauf: [
              {
                vorgang: 'stufe1Freigegeben',
                datum: '2027-01-11',
                durch: { rolle: 'ausbildungsbeauftragter', kennung: pruefer },
              },
            ],
            kommentare: [
              {
                text: 'Kurz, aber ok',
                von: { rolle: 'ausbilder', kennung: pruefer },
                datum: '2027-01-11',
                bezug: '/tage/0',
              },
            ],
          },
        ),
      ]),
    )
  })

  test('is remarked like this', () => {
    const at = (pointer: string) => `${file}#${pointer}`
    expect(remarkLines(bemerkungen).filter((line) => !line.includes('wurde nicht übernommen: '))).toEqual([
      `hinweis ${file}: „art“ steht nicht in der Quelle und wurde abgeleitet: die Anwendung kennt nur Auszubildende.`,
      `warnung ${at('/wochen/0')} [${oid}/woche-31]: Die Woche hat Anhänge, die nicht bei den Dateien liegen.`,
      `hinweis ${at('/wochen/0/tage/5')} [${oid}/woche-31]: Der Tag ist ein Füllwert für das Wochenende. (Auch: ${at('/wochen/0/tage/6')})`,
      `hinweis ${at('/wochen/0/tage/3/ort')} [${oid}/woche-31]: Zuhause und Dienstreise gelten als Betrieb.`,
      `hinweis ${at('/wochen/1/tage/5')} [${oid}/woche-32]: Der Tag ist ein Füllwert für das Wochenende. (Auch: ${at('/wochen/1/tage/6')})`,
      `hinweis ${at('/wochen/2/tage/5')} [${oid}/woche-33]: Der Tag ist ein Füllwert für das Wochenende. (Auch: ${at('/wochen/2/tage/6')})`,
      `hinweis ${at('/wochen/2/kommentare/1')} [${oid}/woche-33]: Der Kommentar wiederholt den der Zurückweisung.`,
      `hinweis ${at('/wochen/3/tage/1/ort')} [${oid}/woche-34]: Zuhause und Dienstreise gelten als Betrieb.`,
      `hinweis ${at('/wochen/4')} [${oid}/woche-35]: Der Entwurf ist leer und wurde nicht übernommen.`,
      `hinweis ${at('/wochen/5')} [${oid}/woche-36]: Der Entwurf ist leer und wurde nicht übernommen.`,
    ])
  })

  test('leaves out these fields, each with its reason', () => {
    const left = bemerkungen.flatMap(
      ({ text }) => /^Das Feld „([^“]+)“ \(\d+ Werte?\) wurde nicht übernommen: /.exec(text)?.[1] ?? [],
    )
    expect(left).toEqual(
      [
        ...[
          'exportiertAm',
          'azubi.email',
          'azubi.berichtTyp',
          'wochen.azubiId',
          'wochen.endabnahmeDirekt',
          'wochen.viewerRolle',
        ],
        ...['wochen.gesamtstunden', 'wochen.typ', 'wochen.wochenOrt', 'wochen.unterweisungAktiv', 'wochen.tage.id'],
        ...['wochen.tage.wocheId', 'wochen.kommentare.id', 'wochen.kommentare.wocheId'],
      ]
        .map((field) => `backup.${field}`)
        .concat(['id', 'verantwEmail', 'azubiName', 'azubiBeruf'].map((field) => `zuweisungen.${field}`))
        .concat(
          ['id', 'dateiname', 'mimeTyp', 'groesseBytes', 'hochgeladenVon', 'hochgeladenAm'].map(
            (field) => `anhaenge.${field}`,
          ),
        ),
    )
  })
})

describe('variations of backup-json-quill', () => {
  const only = (name: string) => name.startsWith('Berichtsheft-Backup')
  const source = () => exampleSource('backup-json-quill', only)

  test('without the bodies of the API the department is unknown', async () => {
    const { lieferungen } = await readWith(config, source())
    expect(lieferungen[0]?.ausbildungsnachweise).toHaveLength(4)
    expect(lieferungen[0]?.ausbildungsnachweise.filter(({ inhalt }) => inhalt.abteilung !== undefined)).toEqual([])
  })

  test('without the training time of the contract no minutes are made of days', async () => {
    const { ausbildungszeit: _hours, ...kontext } = exampleKontext('backup-json-quill')
    const { lieferungen, bemerkungen } = await readWith(config, { ...source(), kontext })
    expect(JSON.stringify(lieferungen)).not.toContain('minuten')
    expect(remarkLines(bemerkungen)).toContain(
      `hinweis ${file}#/wochen/3/tage/0/tagdauer [${oid}/woche-34]: Wie lange ein halber Tag dauert, ist ohne die Ausbildungszeit des Vertrags unbekannt.`,
    )
  })

  test('a week with content but without an end ends on the Sunday of its number, a text too, and says so', async () => {
    const changed = replaceInSource(
      source(),
      file,
      '"startDate": "2026-03-30",',
      '"startDate": "2026-03-30", "betriebEintrag": "<p>Feilen</p>",',
    )
    const { lieferungen } = await readWith(config, changed)
    const report = lieferungen[0]?.ausbildungsnachweise.find(({ fremdId }) => fremdId.endsWith('woche-36'))
    expect(report?.inhalt.zeitraum).toEqual({ von: '2026-03-30', bis: '2026-04-05' })
    expect(report?.inhalt.abgeleitet).toContainEqual({ pfad: '/zeitraum/bis', verfahren: 'Sonntag der Kalenderwoche' })
    expect(report?.inhalt.wochentexte).toEqual({ betrieb: 'Feilen' })
  })

  test('a number that does not fit the begin is remarked', async () => {
    const { bemerkungen } = await readWith(config, replaceInSource(source(), file, '"kw": 53', '"kw": 52'))
    expect(remarkLines(bemerkungen)).toContain(
      `warnung ${file}#/wochen/2/kw [${oid}/woche-33]: Kalenderwoche und Anfang der Woche passen nicht zusammen; es gilt der Anfang.`,
    )
  })

  test('two departments in one week are both named', async () => {
    const two = [
      { azubiId: oid, abteilung: 'Schweißerei', von: '2026-11-30', bis: '2026-12-16' },
      { azubiId: oid, abteilung: 'Montage', von: '2026-12-17', bis: '2027-01-08' },
      { azubiId: 'ein anderer', abteilung: 'Lager', von: '2026-01-01', bis: '2027-12-31' },
    ]
    const { dateien, kontext } = source()
    const assignments = memorySource({ 'api_zuweisungen.json': JSON.stringify(two) }).dateien
    const { lieferungen } = await readWith(config, { dateien: [...dateien, ...assignments], kontext })
    expect(lieferungen[0]?.ausbildungsnachweise.map(({ inhalt }) => inhalt.abteilung)).toEqual([
      'Schweißerei; Montage',
      'Montage',
      'Montage',
      'Montage',
    ])
  })

  test('a rejection of a week that was approved later stays a comment', async () => {
    const approved = replaceInSource(source(), file, '"status": "abgelehnt"', '"status": "genehmigt"')
    const report = (await readWith(config, approved)).lieferungen[0]?.ausbildungsnachweise[2]
    expect(report?.verlauf).toEqual([{ vorgang: 'freigegeben', datum: '2027-01-05', durch: { kennung: pruefer } }])
    expect(report?.kommentare).toEqual([
      { text: 'Bitte Urlaub mit Text bestätigen 🙏', von: { kennung: pruefer }, datum: '2027-01-05' },
    ])
  })
})
