import { type AdapterSource, memorySource } from '@berichtsheft/sdk'
import { type AdapterUnderTest, replaceInSource, testAdapter } from '@berichtsheft/sdk/testing'
import { describe } from 'vitest'
import { adapter } from './adapter.ts'
import { exampleKontext, exampleSource } from './testing/examples.ts'
import { makeXlsx, type TestCell } from './testing/make-xlsx.ts'

const german = (day: string) => day.split('-').reverse().join('.')
const sundayOf = (montag: string) => new Date(Date.parse(montag) + 6 * 86_400_000).toISOString().slice(0, 10)
const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '&#13;')

type Subject = Omit<AdapterUnderTest, 'adapter' | 'config'>

const threeFiles = (activity: string, montag = '2026-12-14'): AdapterSource =>
  memorySource(
    {
      'users.json': JSON.stringify([{ id: 1, fullName: 'Tilda Ehrlichmann', isAzubi: true }]),
      'nachweise.json': JSON.stringify([
        {
          id: 7,
          azubiId: 1,
          startDate: german(montag),
          endDate: german(sundayOf(montag)),
          signedByAzubi: false,
          signedByAusbilder: false,
        },
      ]),
      'activities.json': JSON.stringify([{ id: 1, userId: 1, date: german(montag), activity, durationHours: 8 }]),
    },
    exampleKontext('json-three-files'),
  )

const withPasswords = (): AdapterSource => {
  const source = exampleSource('json-three-files')
  const users = source.dateien.find(({ name }) => name === 'users.json')?.lies() as Uint8Array
  const text = new TextDecoder().decode(users).replaceAll('"***"', '"argon2-9f2c71d0e5"')
  const others = source.dateien.filter(({ name }) => name !== 'users.json')
  return { kontext: source.kontext, dateien: [...memorySource({ 'users.json': text }).dateien, ...others] }
}

const jsonThreeFiles: Subject = {
  source: withPasswords,
  secrets: ['argon2-9f2c71d0e5'],
  probes: [
    {
      name: 'an activity without its hours',
      source: replaceInSource(withPasswords(), 'activities.json', ',\n    "durationHours": 5', ''),
      fremdId: 'nachweis-1',
      gone: '/inhalt/tage/0/eintraege/0/minuten',
    },
    {
      name: 'a report without its department',
      source: replaceInSource(withPasswords(), 'nachweise.json', '"abteilung": "Lager",', ''),
      fremdId: 'nachweis-4',
      gone: '/inhalt/abteilung',
    },
    {
      name: 'a report without the day of its approval',
      source: replaceInSource(withPasswords(), 'nachweise.json', ',\n    "ausbilderSignDate": "30.03.2026"', ''),
      fremdId: 'nachweis-4',
      gone: '/verlauf/1/datum',
    },
    {
      name: 'an activity on a day that does not exist',
      source: replaceInSource(withPasswords(), 'activities.json', '"date": "15.12.2026"', '"date": "32.12.2026"'),
      fremdId: 'nachweis-1',
      remark: 'activities.json#/2/date',
    },
    {
      name: 'an activity in no report',
      source: withPasswords(),
      fremdId: 'nachweis-1',
      remark: 'activities.json#/10',
    },
  ],
  textSource: (text) => ({ source: threeFiles(text), fremdId: 'nachweis-7', pfad: '/inhalt/tage/0/eintraege/0/text' }),
  weekSource: (montag) => ({ source: threeFiles('Ablage', montag), fremdId: 'nachweis-7' }),
}

const backupFile = 'Berichtsheft-Backup_Friesecke_Jette_2027-01-11.json'
const backupSource = () => exampleSource('backup-json-quill')
const oid = '6f1c2b7e-0000-4000-8000-00000000a001'
const backup = (text: string, montag = '2026-12-14'): AdapterSource =>
  memorySource(
    {
      'Berichtsheft-Backup_x.json': JSON.stringify({
        format: 'berichtsheft-backup',
        version: 1,
        azubi: { oid, name: 'Friesecke, Jette' },
        wochen: [
          {
            id: 1,
            startDate: montag,
            endDate: sundayOf(montag),
            status: 'genehmigt',
            betriebEintrag: '<p>Schweißen</p>',
            kommentare: [{ id: 1, typ: 'ausbilder', userId: 'b', datum: montag, text }],
          },
        ],
      }),
    },
    exampleKontext('backup-json-quill'),
  )

const backupJsonQuill: Subject = {
  source: backupSource,
  probes: [
    {
      name: 'a week without its school text',
      source: replaceInSource(backupSource(), backupFile, '<p>LF 9: <u>Steuerungstechnik</u></p>', ''),
      fremdId: `${oid}/woche-31`,
      gone: '/inhalt/wochentexte/schule',
    },
    {
      name: 'a week without the day of its approval',
      source: replaceInSource(backupSource(), backupFile, '"korrigiertAm": "2026-12-22"', '"korrigiertAm": ""'),
      fremdId: `${oid}/woche-31`,
      gone: '/verlauf/0/datum',
    },
    {
      name: 'an attendance that nobody knows',
      source: replaceInSource(
        backupSource(),
        backupFile,
        '"anwesenheit": "sonstige Abwesenheit"',
        '"anwesenheit": "Kurzarbeit"',
      ),
      fremdId: `${oid}/woche-32`,
      gone: '/inhalt/tage/3/art',
      remark: `${backupFile}#/wochen/1/tage/3/anwesenheit`,
    },
  ],
  textSource: (text) => ({ source: backup(text), fremdId: `${oid}/woche-1`, pfad: '/kommentare/0/text' }),
  weekSource: (montag) => ({ source: backup('gut', montag), fremdId: `${oid}/woche-1` }),
}

const xmlSource = () => exampleSource('xml-reportlist')
const reportList = (text: string, montag = '2026-12-14'): AdapterSource => {
  const [von, bis] = [montag, sundayOf(montag)].map((day) => german(day).replace(/\.20(..)$/, '.$1'))
  return memorySource(
    {
      'reports.xml': `<reportlist><report id="1"><date><from>${von}</from><to>${bis}</to></date><department>IT</department><entrylist><entry><item>${xml(text)}</item></entry></entrylist></report></reportlist>`,
    },
    exampleKontext('xml-reportlist'),
  )
}

const xmlReportlist: Subject = {
  source: xmlSource,
  probes: [
    {
      name: 'a report without its department',
      source: replaceInSource(xmlSource(), 'reports.xml', '<department>Marketing</department>', ''),
      fremdId: 'azubi-2211/1',
      gone: '/inhalt/abteilung',
    },
    {
      name: 'a month that does not exist',
      source: replaceInSource(xmlSource(), 'reports.xml', '<from>14.12.26</from>', '<from>14.13.26</from>'),
      fremdId: 'azubi-2211/2',
      remark: 'reports.xml:27',
    },
    {
      name: 'an element that nobody knows',
      source: replaceInSource(
        xmlSource(),
        'reports.xml',
        '<department>IT</department>',
        '<department>IT</department><note>eilig</note>',
      ),
      fremdId: 'azubi-2211/4',
      remark: 'reports.xml:8',
    },
  ],
  textSource: (text) => ({ source: reportList(text), fremdId: 'azubi-2211/1', pfad: '/inhalt/wochentexte/ohneArt' }),
  weekSource: (montag) => ({ source: reportList('Ablage', montag), fremdId: 'azubi-2211/1' }),
}

const workbookName = 'Ausbildungsnachweis Nr 66.xlsx'
const header = ['Name', 'Ausbildungsjahr', 'Kalenderwoche', 'Datum', 'Wochentag', 'Tätigkeit', 'Stunden', 'Art']
const row = (
  datum: string,
  text: TestCell,
  stunden: TestCell,
  art: TestCell,
  jahr: TestCell = '2. Jahr',
): TestCell[] => ['Ida Müllerschön', jahr, undefined, german(datum), undefined, text, stunden, art]
const workbook = (rows: TestCell[][]): AdapterSource =>
  memorySource(
    {
      [workbookName]: makeXlsx({
        Bericht: [header, ...rows],
        Metadaten: [
          ['Azubi', 'Zeitraum', 'Abteilung'],
          ['Ida Müllerschön', '14.12.2026 - 03.01.2027', 'Poststelle'],
        ],
      }),
    },
    exampleKontext('xlsx-rows-metadata-sheet'),
  )
const twoWeeks = (first: TestCell[]) => workbook([first, row('2026-12-21', 'Ablage', 8, 'Betrieb')])

const xlsxRows: Subject = {
  source: () => twoWeeks(row('2026-12-14', 'Eingangspost', 7.5, 'Betrieb')),
  probes: [
    {
      name: 'a row without hours',
      source: twoWeeks(row('2026-12-14', 'Eingangspost', undefined, 'Betrieb')),
      fremdId: 'azubi-66/2026-12-14',
      gone: '/inhalt/tage/0/eintraege/0/minuten',
    },
    {
      name: 'a row without a kind',
      source: twoWeeks(row('2026-12-14', 'Eingangspost', 7.5, undefined)),
      fremdId: 'azubi-66/2026-12-14',
      gone: '/inhalt/tage/0/eintraege/0/art',
    },
    {
      name: 'a year that cannot be read',
      source: twoWeeks(row('2026-12-14', 'Eingangspost', 7.5, 'Betrieb', 'zweites')),
      fremdId: 'azubi-66/2026-12-14',
      gone: '/inhalt/ausbildungsjahr',
      remark: `${workbookName}!Bericht!B2`,
    },
    {
      name: 'hours that cannot be read',
      source: twoWeeks(row('2026-12-14', 'Eingangspost', 'acht', 'Betrieb')),
      fremdId: 'azubi-66/2026-12-14',
      remark: `${workbookName}!Bericht!G2`,
    },
  ],
  textSource: (text) => ({
    source: workbook([row('2026-12-14', text, 8, 'Betrieb')]),
    fremdId: 'azubi-66/2026-12-14',
    pfad: '/inhalt/tage/0/eintraege/0/text',
  }),
  weekSource: (montag) => ({ source: workbook([row(montag, 'Ablage', 8, 'Betrieb')]), fremdId: `azubi-66/${montag}` }),
}

const csvFile = 'Stundenbuch_4711_Kowalczyk_Aylin.csv'
const csvSource = () => exampleSource('csv-stundenbuch')
const stundenbuch = (text: string, montag = '2026-12-14'): AdapterSource =>
  memorySource(
    {
      [csvFile]: `Datum;KW;Beginn;Ende;Pause;Lernort;Tätigkeit;Stand;geprüft am;geprüft von\r\n${german(montag)};;;;;Betrieb;"${text.replaceAll('"', '""')}";offen;;\r\n`,
    },
    exampleKontext('csv-stundenbuch'),
  )

const csvStundenbuch: Subject = {
  source: csvSource,
  probes: [
    {
      name: 'an activity without its end',
      source: replaceInSource(csvSource(), csvFile, '08:00;13:15;15', '08:00;;15'),
      fremdId: 'azubi-4711/2026-03-23',
      gone: '/inhalt/tage/2/eintraege/0/minuten',
    },
    {
      name: 'a place of learning that nobody knows',
      source: csvSource(),
      fremdId: 'azubi-4711/2026-12-14',
      remark: `${csvFile}:12 (Lernort)`,
    },
    {
      name: 'a row that is cut off',
      source: replaceInSource(
        csvSource(),
        csvFile,
        '05.01.2027;1;07:30;16:00;45;Unterweisung;Brandschutz;',
        '05.01.2027;1;07:30\r\n',
      ),
      fremdId: 'azubi-4711/2027-01-04',
      remark: `${csvFile}:21`,
    },
  ],
  textSource: (text) => ({
    source: stundenbuch(text),
    fremdId: 'azubi-4711/2026-12-14',
    pfad: '/inhalt/tage/0/eintraege/0/text',
  }),
  weekSource: (montag) => ({ source: stundenbuch('Ablage', montag), fremdId: `azubi-4711/${montag}` }),
}

const subjects: Readonly<Record<string, Subject>> = {
  'json-three-files': jsonThreeFiles,
  'backup-json-quill': backupJsonQuill,
  'xml-reportlist': xmlReportlist,
  'xlsx-rows-metadata-sheet': xlsxRows,
  'csv-stundenbuch': csvStundenbuch,
}

for (const [konfiguration, subject] of Object.entries(subjects)) {
  describe(konfiguration, () => testAdapter({ adapter, config: { konfiguration }, ...subject }))
}
