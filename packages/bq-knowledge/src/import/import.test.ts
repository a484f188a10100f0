import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { readProfil } from '../kern/ansicht.ts'
import type { Aussage } from '../kern/aussage.ts'
import { grenzen } from '../kern/grenzen.ts'
import { checkInhalt } from '../kern/inhaltspruefung.ts'
import type { Knoten } from '../kern/knoten.ts'
import { headIdsOf } from '../kern/schreiber.ts'
import { type ProfilId, parseSlot } from '../kern/slot.ts'
import { listKonflikte } from '../kern/slotstand.ts'
import { commit, createKleinesNetz, type Darsteller, openTestknoten } from '../testing/besetzung.ts'
import { aenderung } from '../testing/entwuerfe.ts'
import { type Importart, ImportError, readImportdatei, readQuellendatei } from './datei.ts'
import { planImport } from './plan.ts'
import { batchZeilen, type Importinhalt, type Importzeile } from './zeile.ts'

const folder = new URL('../../../../../shared/data/bq/', import.meta.url)
const hasData = existsSync(folder)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

const register = readQuellendatei(
  JSON.stringify({
    quellen: [
      { id: 'reihe', titel: 'Erfundene Reihe', fundstelle: 'https://example.org/reihe', lizenz: 'CC BY-SA 3.0 IGO' },
      { id: 'amt', titel: 'Amt', lizenz: 'amtliche Auskunft', fundstelle: 'http://10.0.0.1/intern' },
      { id: 'menge', titel: 'Satz', fundstelle: 'github: einer/satz @1', lizenz: 'CC0', stand: '2025-01' },
    ],
  }),
)

const meta = { titel: 'Erfunden', quellen: ['reihe'], lizenz: 'CC BY-SA 3.0 IGO' }
const kennzahlen = (wert = 12) => ({
  _meta: meta,
  laender: [
    {
      alpha2: 'TR',
      pflichtjahre: [
        { von: 1998, bis: 2011, wert: 8 },
        { von: 2012, bis: 2023, wert },
      ],
      anteilBerufsbildung15bis24: { jahr: 2022, prozent: 22.8 },
    },
  ],
})
const erfunden: readonly (readonly [Importart, unknown, number])[] = [
  ['kennzahlen', kennzahlen(), 3],
  [
    'laender',
    {
      _meta: { titel: 'Länder', quellen: ['menge'] },
      laender: [
        {
          alpha2: 'AQ',
          alpha3: 'ATA',
          numerisch: '010',
          nameDe: 'Antarktis',
          nameEn: 'Antarctica',
          amtssprachen: [],
          region: null,
          teilregion: null,
        },
        {
          alpha2: 'SY',
          nameDe: 'Syrien',
          nameEn: 'Syria',
          amtssprachen: [
            { code: 'ar', schrift: 'Arab', status: 'amtlich' },
            { code: 'ku', schrift: 'Latn', status: 'regional-amtlich' },
          ],
          region: { m49: '142', nameDe: 'Asien' },
        },
      ],
    },
    4,
  ],
  ['gebiete', { _meta: { titel: 'Gebiete' }, gebiete: [{ alpha2: 'XK', nameDe: 'Kosovo', nameEn: 'Kosovo' }] }, 1],
  [
    'staaten',
    {
      _meta: { titel: 'Staaten' },
      staaten: [
        { alpha2: 'YU', nameDe: 'Jugoslawien', nachfolgerCldr: ['RS', 'ME'], nachfolgerRedaktionell: ['SI', 'HR'] },
        { alpha2: null, nameDe: 'Ohne Code' },
      ],
    },
    2,
  ],
  [
    'laenderfakten',
    {
      _meta: meta,
      laender: [{ alpha2: 'TR', gec: 'TU', hauptstadtEn: 'Ankara', alphabetisierung: '&lt;97% (2019 est.)' }],
    },
    2,
  ],
  [
    'rahmen',
    {
      _meta: { titel: 'Rahmen', quellen: ['menge'] },
      rahmen: [
        {
          land: 'TR',
          kuerzel: 'TQF',
          nameEn: 'Framework',
          uri: 'http://data.europa.eu/snb/qdr/c_1',
          stufen: [
            { stufe: '4', uri: 'http://data.europa.eu/snb/qdr/c_2', eqr: '4', eqrBeleg: 'amt' },
            { stufe: '5', uri: 'http://data.europa.eu/snb/qdr/c_3', eqr: null },
          ],
        },
      ],
    },
    3,
  ],
  [
    'isced2011',
    {
      _meta: { titel: 'ISCED' },
      stufen: [{ stufe: '3', nameDe: 'Sekundarbereich II', nameEn: 'Upper secondary education' }],
      zweiteStelle: { '4': 'allgemeinbildend', _gilt: 'Stufen 2 bis 5' },
      dritteStelle: {},
    },
    5,
  ],
  [
    'iscedf2013',
    {
      _meta: { titel: 'F' },
      felder: [{ code: '0713', ebene: 'detailliert', ober: '071', nameEn: 'Electricity and energy' }],
    },
    3,
  ],
  [
    'laenderprofil',
    {
      _meta: { titel: 'Profil', land: 'SY' },
      abschnitte: {
        allgemeines: [{ id: 'a', feld: 'amtssprachen', wert: ['ar'], belege: ['amt'] }],
        schularten: [
          {
            id: 'b',
            feld: 'schulart',
            wert: { nameOriginal: 'الثانوية العامة', schrift: 'Arab', nameEn: null, bemerkung: 'innen' },
            belege: ['amt', 'unbekannt'],
            bemerkung: 'außen',
            gueltigVon: '2002',
          },
        ],
        berufsbildung: [{ id: 'c', feld: 'bestand', wert: { schulen: 657, lernende: 114876 }, belege: [] }],
        kontakte: [{ id: 'd', feld: 'erfunden', wert: 1, belege: [] }],
        bildungssystem: [{ id: 'e', feld: 'pflichtschuljahre', wert: 'viele', belege: [] }],
      },
    },
    3,
  ],
]
const beruf =
  'escoId,isco08,oberberuf,titelEn\nf2cc5978-e45c-4f28-b859-7f89221b0505,0110,,air force officer\nx,,,kaputt\n'

const faultsOf = ({ zeilen }: Importinhalt): unknown[] =>
  zeilen.flatMap(({ id, werte, belege }) => {
    const slot = parseSlot(id)
    const beside = parseSlot(`${id}/belege`)
    if (!slot || !beside) return [id]
    return [
      ...werte.map((wert) => checkInhalt(slot, wert, id)),
      ...belege.map((beleg) => checkInhalt(beside, beleg, id)),
      ...(belege.length === 0 ? [id] : []),
    ].filter((fault) => fault !== undefined)
  })

const { besetzung, anna, carla } = createKleinesNetz()
const importAs = async (
  knoten: Knoten,
  wer: Darsteller,
  zeilen: readonly Importzeile[],
  basis?: readonly Importzeile[],
) => {
  let changes = 0
  for (const part of batchZeilen(zeilen)) {
    const auftrag = { person: wer.person, zeilen: part, grund: 'Import' }
    const { entwuerfe } = planImport(knoten.stand, basis ? { ...auftrag, basis } : auftrag)
    changes += entwuerfe.length
    if (entwuerfe.length > 0) await commit(knoten, wer, 'bearbeiter', entwuerfe)
  }
  return changes
}
const rows = (value: unknown): readonly Importzeile[] => readImportdatei(JSON.stringify(value), register).zeilen
const yearsAt = (knoten: Knoten, profil: ProfilId, zeitpunkt: string): unknown[] => [
  ...new Set(
    readProfil(knoten.stand, profil, { sicht: 'arbeit', stufe: 'kammern', zeitpunkt })
      .filter(({ feld, stand }) => feld === 'pflichtschuljahre' && stand !== 'zurueckgezogen')
      .flatMap(({ werte }) => werte.map(({ wert }) => (wert as Aussage).wert)),
  ),
]

describe('files to import', () => {
  test.each(erfunden)('%s is known by its members and gives statements with citations', (art, value, zahl) => {
    const inhalt = readImportdatei(JSON.stringify(value), register)
    expect(inhalt.art).toBe(art)
    expect(inhalt.zeilen).toHaveLength(zahl)
    expect(faultsOf(inhalt)).toEqual([])
    // The same row gives the same statement at every node.
    expect(readImportdatei(JSON.stringify(value), register).zeilen).toEqual(inhalt.zeilen)
    expect(new Set(inhalt.zeilen.map(({ id }) => id)).size).toBe(zahl)
  })

  it('esco is a table; a row that cannot be read is named', () => {
    const { art, zeilen, befunde } = readImportdatei(`\ufeff${beruf}`, register)
    expect([art, zeilen.length, befunde[0]?.stelle]).toEqual(['esco', 3, 'Zeile 3'])
    expect(zeilen.at(-1)?.werte[0]).toMatchObject({
      wert: {
        nameEn: 'air force officer',
        adresse: 'http://data.europa.eu/esco/occupation/f2cc5978-e45c-4f28-b859-7f89221b0505',
      },
    })
    expect(zeilen[0]?.belege[0]?.titel).toContain('ESCO-Klassifikation der Europäischen Kommission')
  })

  it('keep licence, version and address of each source, and no address that may not be cited', () => {
    const cited = Object.fromEntries(register)
    expect(cited.reihe).toMatchObject({
      adresse: 'https://example.org/reihe',
      lizenz: 'CC BY-SA 3.0 IGO',
      guete: 'sekundaer',
    })
    expect(cited.amt).toMatchObject({ guete: 'amtlich', fundstelle: 'http://10.0.0.1/intern' })
    expect(cited.amt).not.toHaveProperty('adresse')
    expect(cited.menge).toMatchObject({ art: 'datensatz', guete: 'anerkannt', stand: '2025-01' })
  })

  it('report what has no place, and put remarks beside the value', () => {
    const { zeilen, befunde } = readImportdatei(JSON.stringify(erfunden.at(-1)?.[1]), register)
    expect(befunde.map(({ stelle }) => stelle)).toEqual(['/abschnitte/kontakte/0', '/abschnitte/bildungssystem/0'])
    expect(zeilen[1]?.werte[0]).toEqual({
      wert: { nameOriginal: 'الثانوية العامة', schrift: 'Arab' },
      gueltigVon: '2002',
      bemerkung: 'außen; innen',
    })
    expect(zeilen[1]?.belege.map(({ quelle, guete }) => [quelle, guete])).toEqual([
      ['amt', 'amtlich'],
      ['unbekannt', 'unklar'],
    ])
    expect(zeilen[2]?.werte[0]?.wert).toBe('bestand: schulen: 657; lernende: 114876')
  })

  test.each([
    ['{', 'neither JSON'],
    ['[]', 'no JSON object'],
    ['{"etwas":1}', 'none of the files'],
    [JSON.stringify({ ...kennzahlen(), laender: [{ alpha2: 'Türkei' }] }), '/laender/0/alpha2'],
    [JSON.stringify({ rahmen: [] }), '_meta'],
  ])('%s is refused with a reason', (text, reason) => {
    expect(() => readImportdatei(text, register)).toThrow(ImportError)
    expect(() => readImportdatei(text, register)).toThrow(reason)
  })
})

describe('importing', () => {
  it('twice changes nothing, and an edited file changes what was edited alone', async () => {
    const knoten = await openTestknoten(besetzung)
    expect(await importAs(knoten, anna, rows(kennzahlen()))).toBe(6)
    expect(await importAs(knoten, anna, rows(kennzahlen()))).toBe(0)
    // Another chamber that has the same file and the same state adds nothing.
    expect(await importAs(knoten, carla, rows(kennzahlen()))).toBe(0)
    expect(await importAs(knoten, anna, rows(kennzahlen(13)))).toBe(1)
    expect(yearsAt(knoten, 'land:TR', '2012')).toEqual([13])
    expect(listKonflikte(knoten.stand, 'arbeit')).toEqual([])
    expect(await importAs(knoten, anna, rows(kennzahlen(12)))).toBe(1)
    expect(yearsAt(knoten, 'land:TR', '2012')).toEqual([12])
  })

  it('leaves alone what others made of an unchanged row, and shows a conflict where both changed it', async () => {
    const knoten = await openTestknoten(besetzung)
    const zeilen = rows(kennzahlen())
    await importAs(knoten, anna, zeilen)
    const slot = zeilen[1]?.id ?? ''
    await commit(knoten, carla, 'bearbeiter', [
      aenderung(slot, { wert: 11, gueltigVon: '2012' }, headIdsOf(knoten.stand, slot)),
    ])
    expect(await importAs(knoten, anna, zeilen)).toBe(0)
    expect(yearsAt(knoten, 'land:TR', '2012')).toEqual([11])
    const plan = planImport(knoten.stand, { person: anna.person, zeilen: rows(kennzahlen(13)), grund: 'Import' })
    expect(plan.vorschau.map(({ lage }) => lage)).toEqual(['konflikt'])
    expect(plan.unveraendert).toBe(2)
    await commit(knoten, anna, 'bearbeiter', plan.entwuerfe)
    expect(listKonflikte(knoten.stand, 'arbeit').map((konflikt) => konflikt.slot)).toEqual([slot])
  })

  it('does not bring back what the person withdrew', async () => {
    const knoten = await openTestknoten(besetzung)
    const zeilen = rows(kennzahlen())
    await importAs(knoten, anna, zeilen)
    const slot = zeilen[0]?.id ?? ''
    const away = aenderung(slot, { wert: null, grund: 'falsch' }, headIdsOf(knoten.stand, slot))
    await commit(knoten, anna, 'bearbeiter', [away])
    expect(await importAs(knoten, anna, zeilen)).toBe(0)
  })

  it('with the older version of the file withdraws rows that are gone and replaces its values, whoever wrote them', async () => {
    const knoten = await openTestknoten(besetzung)
    const alt = rows(kennzahlen())
    await importAs(knoten, anna, alt)
    const neu = rows(kennzahlen(13)).slice(1)
    expect(await importAs(knoten, carla, neu, alt)).toBe(2)
    expect([yearsAt(knoten, 'land:TR', '2011'), yearsAt(knoten, 'land:TR', '2012')]).toEqual([[], [13]])
    expect(listKonflikte(knoten.stand, 'arbeit')).toEqual([])
    expect(await importAs(knoten, carla, neu, alt)).toBe(0)
  })

  it('a value of another author stays beside a different one of the file, as a conflict', async () => {
    const knoten = await openTestknoten(besetzung)
    await importAs(knoten, carla, rows(kennzahlen(11)))
    await importAs(knoten, anna, rows(kennzahlen(12)))
    expect(listKonflikte(knoten.stand, 'arbeit')).toHaveLength(1)
  })
})

describe.skipIf(!hasData)('the collected data [needs ../shared]', () => {
  let knoten: Knoten
  let inhalte: (Importinhalt & { art: Importart; datei: string })[]
  beforeAll(async () => {
    const quellen = readQuellendatei(read('quellen.json'))
    const files = [...readdirSync(folder), 'laenderprofile/TR.json', 'laenderprofile/PL.json', 'laenderprofile/SY.json']
      .filter((name) => /\.(?:json|csv)$/.test(name))
      .filter((name) => name !== 'quellen.json' && name !== 'sprachen-schriften.json')
    inhalte = files.map((datei) => ({ datei, ...readImportdatei(read(datei), quellen) }))
    knoten = await openTestknoten(besetzung)
    for (const { art, zeilen } of inhalte) if (art !== 'esco') await importAs(knoten, anna, zeilen)
  }, 120_000)

  it('is read whole: every file is known, nothing has no place, every value and citation may be stored', () => {
    const arten = inhalte.map(({ art }) => art)
    expect(new Set(arten)).toEqual(
      new Set<Importart>([
        'laender',
        'gebiete',
        'staaten',
        'kennzahlen',
        'laenderfakten',
        'rahmen',
        'isced2011',
        'iscedf2013',
        'esco',
        'laenderprofil',
      ]),
    )
    for (const inhalt of inhalte) {
      expect(inhalt.befunde, inhalt.datei).toEqual([])
      expect(faultsOf(inhalt).slice(0, 3), inhalt.datei).toEqual([])
    }
    const count = (art: Importart) => inhalte.filter((i) => i.art === art).reduce((sum, i) => sum + i.zeilen.length, 0)
    expect([count('esco'), count('iscedf2013'), count('laenderprofil')]).toEqual([2944, 222, 82])
  })

  it('changes nothing when it is imported again', async () => {
    for (const { art, zeilen } of inhalte) if (art !== 'esco') expect(await importAs(knoten, anna, zeilen)).toBe(0)
    expect(listKonflikte(knoten.stand, 'arbeit')).toEqual([])
    expect([...knoten.stand.profile.keys()].filter((id) => id.length === 7)).toHaveLength(250)
  })

  test.each([
    ['land:TR', '2011', 8],
    ['land:TR', '2012', 12],
    ['land:SY', '2001', 6],
    ['land:SY', '2002', 9],
    ['land:PL', '2019', 9],
    ['land:PL', '2020', 8],
  ] as const)(
    'T13: %s in %s has %i years of compulsory schooling, whichever file says so',
    (profil, zeitpunkt, jahre) => {
      expect(yearsAt(knoten, profil, zeitpunkt)).toEqual([jahre])
    },
  )

  it('has a licence and a source at every statement', () => {
    const without = inhalte.flatMap(({ zeilen }) =>
      zeilen.filter(({ belege }) => belege.some(({ lizenz, quelle }) => lizenz === undefined || quelle === undefined)),
    )
    expect(without).toEqual([])
    const teile = inhalte.flatMap(({ zeilen }) => zeilen).flatMap(({ belege }) => belege)
    expect(teile.filter(({ titel, lizenz = '' }) => titel.length > 500 || lizenz.length > grenzen.wert)).toEqual([])
  })
})
