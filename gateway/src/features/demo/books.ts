import type { Stammunternehmen } from '@berichtsheft/core'

/** How far the transfer of a demo book has come when the demo is loaded. */
export type DemoStage = 'angelegt' | 'gelesen' | 'uebermittelt' | 'geprueft'

/** One book of the demo: files of `examples/<format>`, read by an adapter. */
export interface DemoBook {
  /** Folder below `examples/` with `daten/` and `kontext.json`. */
  readonly format: string
  readonly adapter: string
  readonly konfiguration?: string
  /** Key that the book has in its files or its head data; by it the book is found again at the next start. */
  readonly fremdId: string
  readonly stage: DemoStage
  /** Days from the start until the vendor has to answer. */
  readonly fristTage: number
}

/** The book of the apprentice who can sign in. */
export const demoAzubiHeft = 'azubi-0815'

/**
 * The demo: four apprentices of one company and one of another, out of five formats, and the states in which a request is
 * met most often.
 */
export const demoBooks: readonly DemoBook[] = [
  { format: 'ihk-dibe-json', adapter: 'ihk', fremdId: demoAzubiHeft, stage: 'geprueft', fristTage: 28 },
  {
    format: 'xml-reportlist',
    adapter: 'generic',
    konfiguration: 'xml-reportlist',
    fremdId: 'azubi-2211',
    stage: 'uebermittelt',
    fristTage: 28,
  },
  {
    format: 'xlsx-rows-metadata-sheet',
    adapter: 'generic',
    konfiguration: 'xlsx-rows-metadata-sheet',
    fremdId: 'azubi-66',
    stage: 'gelesen',
    fristTage: 14,
  },
  // Nobody answers this one: it is due tomorrow, and then the gateway ends it as overdue.
  {
    format: 'csv-stundenbuch',
    adapter: 'generic',
    konfiguration: 'csv-stundenbuch',
    fremdId: 'azubi-4711',
    stage: 'angelegt',
    fristTage: 1,
  },
  // Of the second company.
  {
    format: 'backup-json-quill',
    adapter: 'generic',
    konfiguration: 'backup-json-quill',
    fremdId: '6f1c2b7e-0000-4000-8000-00000000a001',
    stage: 'angelegt',
    fristTage: 7,
  },
]

/** The chamber of the demo. */
export const demoKnr = '153'

/**
 * Companies in the register of the demo's chamber. The first two are active here and have the books of the demo, the third
 * waits for its check, the fourth for its letter.
 */
export const demoUnternehmen: readonly (Stammunternehmen & { readonly anschrift: { readonly hausnummer: string } })[] =
  [
    {
      identnummer: '0001234567',
      name: 'Werkstatt Störtebeker GmbH',
      anschrift: { strasse: 'Hafenstraße', hausnummer: '12', plz: '68159', ort: 'Mannheim' },
    },
    {
      identnummer: '0002345678',
      name: 'Metallbau Friesecke & Söhne KG',
      anschrift: { strasse: 'Lange Rötterstraße', hausnummer: '4a', plz: '68167', ort: 'Mannheim' },
    },
    {
      identnummer: '0003456789',
      name: 'Tischlerei Nordlicht GmbH',
      anschrift: { strasse: 'Mittelstraße', hausnummer: '31', plz: '68169', ort: 'Mannheim' },
    },
    {
      identnummer: '0004567890',
      name: 'Bäckerei Morgenrot OHG',
      anschrift: { strasse: 'Seckenheimer Straße', hausnummer: '7', plz: '68165', ort: 'Mannheim' },
    },
  ]

/** The vendor of the demo has the same id in every database, so that any process finds it again. */
export const demoAnbieter = {
  id: '019a0000-0000-7000-8000-0000000000d1',
  name: 'Demo-Anbieter',
  produkt: 'Berichtshefte aus examples/',
  kontakt: 'demo@berichtsheft.example',
} as const

/** Who releases the books of the demo. */
export const demoFreigebender = { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' } as const
