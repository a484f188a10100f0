import { readFileSync } from 'node:fs'
import { type AdapterSource, memorySource } from '@berichtsheft/sdk'
import { replaceInSource, testAdapter } from '@berichtsheft/sdk/testing'
import { adapter } from './adapter.ts'

const folder = new URL('../../../examples/ihk-dibe-json/', import.meta.url)
const bytes = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))
const kontext = JSON.parse(new TextDecoder().decode(bytes('kontext.json')))

const source = (): AdapterSource =>
  memorySource(
    {
      'berichtsheft.json': bytes('daten/berichtsheft.json'),
      'api/berichtswoche_2026-01-12.json': bytes('daten/api/berichtswoche_2026-01-12.json'),
    },
    kontext,
  )

const week = (text: string, montag = '2025-12-15'): AdapterSource => {
  const days = [0, 1, 2, 3, 4, 5, 6].map((offset) =>
    new Date(Date.parse(montag) + offset * 86_400_000).toISOString().slice(0, 10),
  )
  const eintraege = [{ typus: 'StichpunktEintragDto', text, dauer: 'PT8H', ort: null, qualifikationen: [] }]
  const tagesBerichte = days.map((datum, index) =>
    index === 0
      ? { datum, anwesenheit: 'ANWESEND', ort: 'BETRIEB', eintraege }
      : { datum, anwesenheit: null, ort: null, eintraege: [] },
  )
  const woche = { wochenBasis: 'TAG', tagesBerichte, wochenEintrag: null, wochenStatus: { freigabestatus: 'OFFEN' } }
  const person = { art: 'ausbildung', azubi: { name: 'Nele Überschär' } } as const
  return memorySource({ 'woche.json': JSON.stringify(woche) }, { ...kontext, ...person })
}

testAdapter({
  adapter,
  config: {},
  source,
  probes: [
    {
      name: 'an entry without its duration',
      source: replaceInSource(source(), 'berichtsheft.json', '"dauer": "PT7H45M"', '"dauer": null'),
      fremdId: 'azubi-0815/2025-12-15',
      gone: '/inhalt/tage/2/eintraege/0/minuten',
    },
    {
      name: 'a day without its place',
      source: replaceInSource(
        source(),
        'berichtsheft.json',
        '"ort": "HOMEOFFICE",\n          "eintraege"',
        '"ort": null,\n          "eintraege"',
      ),
      fremdId: 'azubi-0815/2025-12-15',
      gone: '/inhalt/tage/2/art',
    },
    {
      name: 'a week without the instant of its approval',
      source: replaceInSource(
        source(),
        'berichtsheft.json',
        '"abbFreigabeZeitpunkt": "2026-01-07T08:12:55.002Z"',
        '"abbFreigabeZeitpunkt": null',
      ),
      fremdId: 'azubi-0815/2025-12-15',
      gone: '/verlauf/1/zeitpunkt',
    },
    {
      name: 'a state that nobody knows',
      source: replaceInSource(
        source(),
        'berichtsheft.json',
        '"freigabestatus": "EINGEREICHT"',
        '"freigabestatus": "VERTAGT"',
      ),
      fremdId: 'azubi-0815/2025-12-29',
      gone: '/verlauf/0/vorgang',
      remark: 'berichtsheft.json#/wochen/2/wochenStatus/freigabestatus',
    },
    {
      name: 'an attendance that nobody knows',
      source: replaceInSource(source(), 'berichtsheft.json', '"anwesenheit": "FREI"', '"anwesenheit": "KURZARBEIT"'),
      fremdId: 'azubi-0815/2025-12-22',
      remark: 'berichtsheft.json#/wochen/1/tagesBerichte/2/anwesenheit',
    },
    {
      name: 'a field that nobody knows',
      source: replaceInSource(
        source(),
        'berichtsheft.json',
        '"freigabestatus": "ABGELEHNT"',
        '"freigabestatus": "ABGELEHNT", "bemerkung": "x"',
      ),
      fremdId: 'azubi-0815/2025-12-22',
      remark: 'berichtsheft.json#/wochen/1/wochenStatus/bemerkung',
    },
  ],
  textSource: (text) => ({
    source: week(text),
    fremdId: 'azubi-0815/2025-12-15',
    pfad: '/inhalt/tage/0/eintraege/0/text',
  }),
  weekSource: (montag) => ({ source: week('Ablage', montag), fremdId: `azubi-0815/${montag}` }),
})
