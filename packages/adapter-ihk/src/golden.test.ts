import { readFileSync } from 'node:fs'
import type { Eintrag, Nachweislieferung, Taetigkeitsart, Tag } from '@berichtsheft/core'
import { type AdapterContext, type AdapterSource, collectLieferungen, memorySource } from '@berichtsheft/sdk'
import { replaceInSource } from '@berichtsheft/sdk/testing'
import { describe, expect, test } from 'vitest'
import { adapter } from './adapter.ts'

const folder = new URL('../../../examples/ihk-dibe-json/', import.meta.url)
const bytes = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))
const kontext = JSON.parse(new TextDecoder().decode(bytes('kontext.json')))
const archive = 'berichtsheft.json'
const files = {
  [archive]: bytes(`daten/${archive}`),
  'api/berichtswoche_2025-12-15.json': bytes('daten/api/berichtswoche_2025-12-15.json'),
  'api/berichtswoche_2026-01-12.json': bytes('daten/api/berichtswoche_2026-01-12.json'),
  'api/put_berichtswoche_2026-03-23.json': bytes('daten/api/put_berichtswoche_2026-03-23.json'),
}
const sample = () => memorySource(files, kontext)
const onlyArchive = () => memorySource({ [archive]: files[archive] ?? '' }, kontext)

const context: AdapterContext = {
  fetch: async () => {
    throw new Error('no network in this test')
  },
  now: () => new Date('2027-01-15T10:00:00Z'),
  logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
}

const read = async (source: AdapterSource) => {
  const instance = adapter.create({}, context)
  const { lieferungen, bemerkungen } = await collectLieferungen(instance.read?.(source) ?? (async function* () {})())
  const lines = bemerkungen.map(
    ({ schwere, stelle, text, fremdId }) => `${schwere} ${stelle}${fremdId ? ` [${fremdId}]` : ''}: ${text}`,
  )
  return { lieferungen, bemerkungen, lines }
}

const titel: Readonly<Record<number, string>> = {
  1: 'Planen, Vorbereiten und Durchführen von Arbeitsaufgaben',
  8: 'Betreiben von IT-Systemen',
  10: 'Programmieren von Softwarelösungen',
  27: 'Vernetztes Zusammenarbeiten unter Nutzung digitaler Medien',
  33: 'Serviceanfragen bearbeiten',
  49: 'Allgemeinbildende Fächer',
  50: 'Sonstige Qualifikation',
}
const eintrag = (text: string, minuten: number, positionen: number[] = [], art?: Taetigkeitsart): Eintrag => ({
  ...(art && { art }),
  text,
  minuten,
  ...(positionen.length > 0 && {
    positionen: positionen.map((id) => ({ kennung: String(id), bezeichnung: titel[id] ?? '', rahmenplan: 'dibe' })),
  }),
})
const tag = (datum: string, art: Taetigkeitsart, eintraege: Eintrag[] = []): Tag => ({ datum, art, eintraege })
const woche = (
  von: string,
  bis: string,
  tage: Tag[],
  rest: Pick<Nachweislieferung, 'verlauf'>,
  inhalt = {},
): Nachweislieferung => ({
  fremdId: `azubi-0815/${von}`,
  inhalt: {
    zeitraum: { von, bis },
    berichtsart: 'woche',
    azubi: 'Nele Überschär',
    ausbildungsjahr: 2,
    tage,
    ...inhalt,
    quelle: { system: 'Digitales Berichtsheft der IHK', format: 'ihk-dibe-json', adapter: 'ihk' },
    abgeleitet: [{ pfad: '/ausbildungsjahr', verfahren: 'volle Jahre seit Ausbildungsbeginn' }],
  },
  ...rest,
})
const durch = { name: 'Arne Hülsmann', rolle: 'ausbilder' as const }

describe('the sample ihk-dibe-json', async () => {
  const { lieferungen, lines } = await read(sample())

  test('is this book', () => {
    expect(lieferungen.map(({ berichtsheft }) => berichtsheft)).toEqual([
      {
        ...kontext,
        art: 'ausbildung',
        azubi: { name: 'Nele Überschär', vorname: 'Nele', familienname: 'Überschär' },
        ausbildungsbeginn: '2024-08-01',
        ausbildungsende: '2027-07-31',
        beruf: { bezeichnung: 'Fachinformatikerin Fachrichtung Anwendungsentwicklung' },
      },
    ])
  })

  test('has these weeks', () => {
    expect(lieferungen[0]?.ausbildungsnachweise).toEqual([
      woche(
        '2025-12-15',
        '2025-12-21',
        [
          tag('2025-12-15', 'betrieb', [
            // `<>` in a Stichpunkt is what somebody typed.
            eintrag('Abstimmung Einkauf <> IT wegen Schnittstelle', 90, [27]),
            eintrag('REST-Endpunkt /orders implementiert -> Review', 360, [10, 1], 'betrieb'),
          ]),
          tag('2025-12-16', 'schule', [eintrag('LF 5: Normalformen, SQL-Übungen', 360, [49])]),
          tag('2025-12-17', 'betrieb', [
            eintrag('Bugfixing:\n- Zeitzonenfehler im Export 🕒\n- Umlaute äöü in CSV', 465, [10], 'betrieb'),
          ]),
          tag('2025-12-18', 'krank'),
          tag('2025-12-19', 'krank'),
        ],
        {
          verlauf: [
            { vorgang: 'eingereicht', zeitpunkt: '2025-12-21T19:05:12.417Z' },
            { vorgang: 'freigegeben', zeitpunkt: '2026-01-07T08:12:55.002Z', durch },
          ],
        },
      ),
      woche(
        '2025-12-22',
        '2025-12-28',
        [
          tag('2025-12-22', 'betrieb', [eintrag('Release 4.2 vorbereitet', 480, [10])]),
          tag('2025-12-23', 'betrieb', [eintrag('Doku', 0, [50]), eintrag('', 60)]),
          tag('2025-12-24', 'sonstigeAbwesenheit'),
          tag('2025-12-25', 'feiertag'),
          tag('2025-12-26', 'feiertag'),
        ],
        {
          verlauf: [
            { vorgang: 'eingereicht', zeitpunkt: '2025-12-28T22:30:00Z' },
            { vorgang: 'zurueckgewiesen', durch },
          ],
        },
      ),
      woche(
        '2025-12-29',
        '2026-01-04',
        [
          tag('2025-12-29', 'urlaub'),
          tag('2025-12-30', 'urlaub'),
          tag('2025-12-31', 'urlaub'),
          tag('2026-01-01', 'feiertag'),
          tag('2026-01-02', 'sonstigeAbwesenheit', [eintrag('Zeitausgleich', 0)]),
        ],
        { verlauf: [{ vorgang: 'eingereicht', zeitpunkt: '2026-01-05T07:00:00Z' }] },
      ),
      // Weekly basis: the texts stand at the week, hours and qualifications at the days.
      woche(
        '2026-03-23',
        '2026-03-29',
        [
          tag('2026-03-23', 'betrieb', [eintrag('', 480, [33, 8])]),
          tag('2026-03-24', 'betrieb', [eintrag('', 480, [33])]),
          tag('2026-03-25', 'schule', [eintrag('', 360, [49])]),
          tag('2026-03-26', 'betrieb', [eintrag('', 480)]),
          tag('2026-03-27', 'urlaub'),
        ],
        { verlauf: [{ vorgang: 'entwurf' }] },
        {
          wochentexte: {
            betrieb: 'First-Level-Support\n1. Tickets angenommen\n2. Hardware & Peripherie getauscht',
            schule: 'Englisch: Technical writing',
          },
        },
      ),
    ])
  })

  test('is remarked like this', () => {
    const at = (pointer: string) => `${archive}#${pointer}`
    const api = 'api/berichtswoche_2025-12-15.json#'
    expect(lines).toEqual([
      'hinweis api/berichtswoche_2026-01-12.json: Die Antwort ist leer: für diese Woche gibt es keinen Nachweis.',
      `hinweis ${at('/stammdaten/ausbildungsverhaeltnis')}: „art“ steht nicht in der Quelle und wurde abgeleitet: es gibt ein Ausbildungsverhältnis.`,
      `hinweis ${api}/tagesBerichte/2/ort [azubi-0815/2025-12-15]: Der Ort HOMEOFFICE hat keine eigene Art und gilt als „betrieb“. (Auch: ${api}/tagesBerichte/2/eintraege/0/ort, ${at('/wochen/0/tagesBerichte/2/ort')}, ${at('/wochen/0/tagesBerichte/2/eintraege/0/ort')})`,
      `hinweis ${at('/wochen/1/tagesBerichte/1/eintraege/0/dauer')} [azubi-0815/2025-12-22]: Die Dauer ist 0 Minuten.`,
      `warnung ${at('/wochen/1/tagesBerichte/1/eintraege/1')} [azubi-0815/2025-12-22]: Der Eintrag hat keinen Text.`,
      `hinweis ${at('/wochen/1/tagesBerichte/2')} [azubi-0815/2025-12-22]: FREI hat keine eigene Art und gilt als sonstige Abwesenheit.`,
      `warnung ${at('/wochen/1/wochenStatus')} [azubi-0815/2025-12-22]: Die Woche wurde abgelehnt; den Grund nennt die Quelle nicht.`,
      `hinweis ${at('/wochen/2/tagesBerichte/4')} [azubi-0815/2025-12-29]: ABWESEND hat keine eigene Art und gilt als sonstige Abwesenheit.`,
      `hinweis ${at('/wochen/2/tagesBerichte/4/eintraege/0/dauer')} [azubi-0815/2025-12-29]: Die Dauer ist 0 Minuten.`,
      `hinweis ${at('/wochen/0')} [azubi-0815/2025-12-15]: Die Woche steht zweimal mit demselben Inhalt in der Quelle und wurde einmal übernommen.`,
      `hinweis ${at('/wochen/3')} [azubi-0815/2026-03-23]: Die Woche steht zweimal mit demselben Inhalt in der Quelle und wurde einmal übernommen.`,
    ])
  })
})

describe('variations of ihk-dibe-json', () => {
  const single = (change: (text: string) => string = (text) => text) => {
    const text = new TextDecoder().decode(files['api/berichtswoche_2025-12-15.json'])
    return memorySource(
      { 'woche.json': change(text) },
      { ...kontext, art: 'ausbildung', azubi: { name: 'Nele Überschär' } },
    )
  }
  const weekOf = async (source: AdapterSource) => (await read(source)).lieferungen[0]?.ausbildungsnachweise[0]

  test('a single week needs the person from the context, and says so', async () => {
    const report = await weekOf(single())
    expect(report?.inhalt.abgeleitet).toEqual([{ pfad: '/azubi', verfahren: 'aus dem Kontext des Imports' }])
    expect(report?.inhalt.tage?.[0]?.eintraege[0]?.positionen).toEqual([{ kennung: '27', rahmenplan: 'dibe' }])
    await expect(read({ ...single(), kontext })).rejects.toThrow('kontext#/art: art is missing')
  })

  test('an answer without a body is no book and no error', async () => {
    const { lieferungen, lines } = await read(memorySource({ 'woche.json': '' }, kontext))
    expect(lieferungen).toEqual([])
    expect(lines).toEqual(['hinweis woche.json: Die Antwort ist leer: für diese Woche gibt es keinen Nachweis.'])
  })

  test.each([
    ['KRANK', 'krank'],
    ['URLAUB', 'urlaub'],
    ['FEIERTAG', 'feiertag'],
    ['FREI', 'sonstigeAbwesenheit'],
    ['ABWESEND', 'sonstigeAbwesenheit'],
    ['HEXENTANZ', undefined],
  ])('the attendance %s goes before the place and is %s', async (anwesenheit, art) => {
    const report = await weekOf(single((text) => text.replace('"ANWESEND"', `"${anwesenheit}"`)))
    expect(report?.inhalt.tage?.[0]?.art).toBe(art)
  })

  test.each([
    ['BETRIEB', 'betrieb'],
    ['BERUFSSCHULE', 'schule'],
    ['SCHULE', 'schule'],
    ['UNTERWEISUNG', 'unterweisung'],
    ['UEBERBETRIEBLICH', 'unterweisung'],
    ['HOMEOFFICE', 'betrieb'],
    ['MOND', undefined],
  ])('the place %s is %s', async (ort, art) => {
    const report = await weekOf(
      single((text) => text.replace('"ort": "BETRIEB", "eintraege"', `"ort": "${ort}", "eintraege"`)),
    )
    expect(report?.inhalt.tage?.[0]?.art).toBe(art)
  })

  test.each([
    [
      'a flat text of the company',
      '{"typus":"FreitextEintragDto","text":"<p>a &amp; b</p>","ort":"BETRIEB"}',
      { betrieb: 'a & b' },
    ],
    [
      'a flat text of the school',
      '{"typus":"StichpunktEintragDto","text":"LF <9>","ort":"BERUFSSCHULE"}',
      { schule: 'LF <9>' },
    ],
    ['a flat text without a place', '{"typus":"StichpunktEintragDto","text":"x","ort":null}', { ohneArt: 'x' }],
    [
      'three parts',
      '{"ort":"BETRIEB","betrieb":{"typus":"StichpunktEintragDto","text":"a"},"unterweisung":{"typus":"StichpunktEintragDto","text":"b"},"schule":{"typus":"StichpunktEintragDto","text":"c"}}',
      { betrieb: 'a', unterweisung: 'b', schule: 'c' },
    ],
    ['an empty part', '{"betrieb":{"typus":"FreitextEintragDto","text":"<p>&nbsp;</p>"}}', undefined],
  ])('the text of the week: %s', async (_name, wochenEintrag, expected) => {
    const report = await weekOf(
      single((text) => text.replace('"wochenEintrag": null', `"wochenEintrag": ${wochenEintrag}`)),
    )
    expect(report?.inhalt.wochentexte).toEqual(expected)
  })

  test('annotations and pictures, which have no place in a text, are remarked', async () => {
    const text = '"text": "<p>Englisch: <em>Technical writing</em></p>",'
    const { lines } = await read(
      replaceInSource(onlyArchive(), archive, text, '"text": "<p>Englisch<img src=\\"x\\"></p>",'),
    )
    const at = `${archive}#/wochen/3/wochenEintrag/schule`
    expect(lines).toContain(
      `warnung ${at}/textMitKommentaren [azubi-0815/2026-03-23]: Der Text trägt Anmerkungen des Ausbildungsbetriebs, die nicht übernommen wurden.`,
    )
    expect(lines).toContain(
      `hinweis ${at}/text [azubi-0815/2026-03-23]: Vom formatierten Text wurde nur der Text übernommen, nicht: img`,
    )
  })

  test.each([
    ['PT1M', 1],
    ['PT24H', 1440],
    ['PT24H1M', undefined],
    ['1:30', undefined],
    ['PT20S', undefined],
  ])('the duration %s is %s', async (dauer, minuten) => {
    const report = await weekOf(single((text) => text.replace('"PT1H30M"', `"${dauer}"`)))
    expect(report?.inhalt.tage?.[0]?.eintraege[0]?.minuten).toBe(minuten)
  })

  test.each([
    ['OFFEN', [{ vorgang: 'entwurf' }]],
    ['IN_BEARBEITUNG', [{ vorgang: 'entwurf' }]],
    ['EINGEREICHT', [{ vorgang: 'eingereicht', zeitpunkt: '2025-12-21T19:05:12.417Z' }]],
    ['VERTAGT', undefined],
  ])('the state %s', async (freigabestatus, verlauf) => {
    const report = await weekOf(single((text) => text.replace('"FREIGEGEBEN"', `"${freigabestatus}"`)))
    expect(report?.verlauf).toEqual(verlauf)
  })

  test('a week without a state has none', async () => {
    const report = await weekOf(single((text) => text.replace(/"wochenStatus": \{[^}]*\}/, '"wochenStatus": null')))
    expect(report).toBeDefined()
    expect(report?.verlauf).toBeUndefined()
  })

  test('weeks at turns: days of two calendar weeks are refused, a part of a week is not', async () => {
    const { lieferungen, lines } = await read(single((text) => text.replace('2025-12-21', '2025-12-22')))
    expect(lieferungen[0]?.ausbildungsnachweise).toEqual([])
    expect(lines[0]).toContain('nicht in einer Kalenderwoche')
    const friday = await weekOf(
      single((text) => text.replace(/\{"datum": "2025-12-1[5-8]".*?\}(?=, \{"datum"), /g, '')),
    )
    expect(friday?.inhalt.zeitraum.bis).toBe('2025-12-21')
  })

  test('two weeks of the same Monday that differ are remarked, the first one is taken', async () => {
    const other = new TextDecoder().decode(files['api/berichtswoche_2025-12-15.json']).replace('PT1H30M', 'PT2H')
    const { lines } = await read(memorySource({ [archive]: files[archive] ?? '', 'z.json': other }, kontext))
    expect(lines).toContain(
      'fehler z.json [azubi-0815/2025-12-15]: Die Woche steht zweimal mit verschiedenem Inhalt in der Quelle; übernommen wurde die erste.',
    )
  })

  test('prints are left alone, other files are remarked', async () => {
    const { dateien } = onlyArchive()
    const others = memorySource({ '2025-12-15_KW51.pdf': '%PDF-1.7', 'notiz.json': '{"a":1}' }).dateien
    const { lines } = await read({ dateien: [...dateien, ...others], kontext })
    expect(lines).toContain(
      'hinweis 2025-12-15_KW51.pdf: Die PDF-Datei ist das Druckbild einer Woche und wurde nicht gelesen.',
    )
    expect(lines).toContain(
      'warnung notiz.json: Die Datei ist weder ein Archiv noch eine Woche des Digitalen Berichtshefts und wurde nicht übernommen.',
    )
  })

  test('the books of two people are not one book', async () => {
    await expect(
      read(memorySource({ 'a.json': files[archive] ?? '', 'b.json': files[archive] ?? '' }, kontext)),
    ).rejects.toThrow('more than one person')
  })
})
