import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWissensserver } from '@berichtsheft/bq-knowledge/testing'
import type { CliError, Io } from '@berichtsheft/sdk'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ImportOptions, runImport } from './import/run-import.ts'
import { readCsv, readXlsx, writeCsv, writeXlsx } from './tabelle/datei.ts'
import { runDreiwege, runFassung } from './tabelle/run-fassung.ts'
import { spalten } from './tabelle/zeilen.ts'

const shared = new URL('../../../../shared/data/bq/', import.meta.url).pathname
const hasData = existsSync(shared)

let server: Awaited<ReturnType<typeof createWissensserver>>
let folder: string
let adresse: string
beforeAll(async () => {
  server = await createWissensserver(inject('postgres'))
  folder = await mkdtemp(join(tmpdir(), 'bq-dateien-'))
  adresse = `${await server.app.listen({ host: '127.0.0.1', port: 0 })}/v1/bq`
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const ioAs = (person: string) => {
  const out: string[] = []
  const notes: string[] = []
  const io: Io = {
    out: async (text) => void out.push(String(text)),
    note: (line) => void notes.push(line),
    stdin: async function* () {},
    env: { BQ_KENNWORT: person },
    cwd: folder,
    now: () => new Date(),
    fetch: globalThis.fetch,
    isWatched: false,
    signal: new AbortController().signal,
  }
  return { io, out, notes }
}
const importAs = async (person: string, files: readonly string[], options: Partial<ImportOptions> = {}) => {
  const { io, out, notes } = ioAs(person)
  const code = await runImport(files, { adresse, json: true, ...options }, io)
  const lines = out.map(
    (line) =>
      JSON.parse(line) as {
        datei: string
        art: string
        aenderungen: number
        unveraendert: number
        zeilen: number
        konflikte: string[]
      },
  )
  return { code, notes, lines, aenderungen: lines.reduce((sum, line) => sum + line.aenderungen, 0) }
}
const save = async (name: string, value: unknown): Promise<string> => {
  await writeFile(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))
  return name
}

const quellen = {
  quellen: [{ id: 'reihe', titel: 'Reihe', lizenz: 'CC BY-SA 3.0 IGO', fundstelle: 'https://example.org/' }],
}
const reihe = (wert: number) => ({
  _meta: { titel: 'Reihe', quellen: ['reihe'] },
  laender: [
    {
      alpha2: 'TR',
      pflichtjahre: [
        { von: 1998, bis: 2011, wert: 8 },
        { von: 2012, bis: 2023, wert },
      ],
    },
  ],
})
interface Profilantwort {
  readonly aussagen: readonly {
    feld: string
    slot: string
    stand: string
    werte: { wert: { wert: unknown } }[]
    belege: { lizenz?: string }[]
  }[]
}
const yearsAt = async (land: string, zeitpunkt: string, sicht = 'arbeit'): Promise<unknown[]> => {
  const { aussagen } = await server.json<Profilantwort>(
    `/laender/${land}?zeitpunkt=${zeitpunkt}&sicht=${sicht}`,
    'anna',
  )
  const found = aussagen.filter(({ feld }) => feld === 'pflichtschuljahre').flatMap(({ werte }) => werte)
  return [...new Set(found.map(({ wert }) => wert.wert))]
}
const publish = async (profil: string): Promise<void> => {
  const { vorschlaege } = await server.json<{ vorschlaege: { aenderung: string }[] }>(
    `/vorschlaege?profil=${profil}`,
    'carla',
  )
  const ziele = vorschlaege.map(({ aenderung }) => aenderung)
  expect((await server.call('/pruefvermerke', 'carla', { ziele, urteil: 'frei' })).status).toBe(201)
}

describe('berichtsheft bq import', () => {
  it('writes rows as signed statements, and the same file again changes nothing', async () => {
    await mkdir(join(folder, 'daten'))
    await save('daten/quellen.json', quellen)
    await save('daten/reihe.json', reihe(12))
    await save('daten/anderes.json', { notiz: 'gehört nicht dazu' })
    const preview = await importAs('anna', ['daten'], { vorschau: true })
    expect(preview.lines).toMatchObject([
      { datei: 'reihe.json', art: 'kennzahlen', zeilen: 2, unveraendert: 0, aenderungen: 4 },
    ])
    expect((await server.call('/laender/TR?sicht=arbeit', 'anna')).status).toBe(404)
    expect(await importAs('anna', ['daten'])).toMatchObject({ code: 0, aenderungen: 4 })
    expect(await importAs('anna', ['daten'])).toMatchObject({ code: 0, aenderungen: 0 })
    expect(await importAs('carla', ['daten'])).toMatchObject({ code: 0, aenderungen: 0 })
    const { aussagen } = await server.json<Profilantwort>('/laender/TR?sicht=arbeit', 'anna')
    expect(aussagen.map(({ belege }) => belege[0]?.lizenz)).toEqual(['CC BY-SA 3.0 IGO', 'CC BY-SA 3.0 IGO'])
  })

  it('T13: answers 8 and 12 years to everybody once it is approved', async () => {
    await publish('land:TR')
    for (const [zeitpunkt, jahre] of [
      ['2011', 8],
      ['2012', 12],
    ] as const)
      expect(await yearsAt('TR', zeitpunkt, 'oeffentlich')).toEqual([jahre])
  })

  it('merges an edited file three ways and says where it met another value', async () => {
    const alt = await save('alt.json', reihe(12))
    const neu = await save('neu.json', reihe(13))
    const register = { quellen: 'daten/quellen.json' }
    expect(await importAs('carla', [neu], { ...register, basis: alt })).toMatchObject({ code: 0, aenderungen: 1 })
    expect(await yearsAt('TR', '2012')).toEqual([13])
    // Anna's file did not change: what Carla made of the row stays.
    expect(await importAs('anna', [alt], register)).toMatchObject({ code: 0, aenderungen: 0 })
    const result = await importAs('anna', [await save('drei.json', reihe(14))], register)
    expect(result).toMatchObject({ code: 1, aenderungen: 1 })
    expect(result.notes).toEqual([expect.stringContaining('Konflikt land:TR/bildungssystem/pflichtschuljahre/')])
    expect(new Set(await yearsAt('TR', '2012'))).toEqual(new Set([13, 14]))
  })

  it.each([
    ['kein.json', '{', 'neither JSON'],
    ['fremd.json', '{"etwas":1}', 'none of the files'],
    ['form.json', JSON.stringify({ ...reihe(1), laender: [{ alpha2: 'T' }] }), '/laender/0'],
  ])('%s is an input that cannot be read', async (name, text, reason) => {
    const fault = await importAs('anna', [await save(name, text)]).catch((error: CliError) => error)
    expect(fault).toMatchObject({ code: 3, message: expect.stringContaining(reason) })
  })

  it('is for editors', async () => {
    await expect(importAs('oeffentlich', ['alt.json'])).rejects.toMatchObject({ status: 401 })
  })

  it.skipIf(!hasData)(
    'T13 and T14: the collected series and profiles [needs ../shared]',
    async () => {
      const files = ['laender.json', 'bildungskennzahlen-uis.json', 'laenderprofile'].map((name) => join(shared, name))
      const register = { quellen: join(shared, 'quellen.json') }
      const first = await importAs('anna', files, register)
      expect(first.lines.map(({ art, zeilen }) => [art, zeilen])).toEqual([
        ['laender', 739],
        ['laenderprofil', 29],
        ['laenderprofil', 22],
        ['laenderprofil', 31],
        ['kennzahlen', 1104],
      ])
      for (const [land, zeitpunkt, jahre] of [
        ['SY', '2001', 6],
        ['SY', '2002', 9],
        ['PL', '2019', 9],
        ['PL', '2020', 8],
        ['TR', '2011', 8],
      ] as const)
        expect(await yearsAt(land, zeitpunkt)).toEqual([jahre])
      expect(await importAs('anna', files, register)).toMatchObject({ aenderungen: 0 })
      const { laender } = await server.json<{ laender: unknown[] }>('/laender?sicht=arbeit', 'anna')
      expect(laender).toHaveLength(249)
    },
    300_000,
  )
})

const formeln = ['=1+1', '@x', "'=schon", '+49', '-5', 'a;b,"c"\nzweite Zeile', 'الثانوية']

describe('a profile in a sheet', () => {
  const zeilen = formeln.map((wert) => ({
    ...Object.fromEntries(spalten.map((name) => [name, ''])),
    wert,
  })) as unknown as Parameters<typeof writeCsv>[0]

  it('comes back as it went out, and no cell is a formula', () => {
    expect(readCsv(writeCsv(zeilen))).toEqual(zeilen)
    expect(readXlsx(writeXlsx(zeilen), 'x.xlsx')).toEqual(zeilen)
    expect(writeCsv(zeilen)).not.toMatch(/(?:^|,)"?[=+@-]/m)
    expect(new TextDecoder('latin1').decode(writeXlsx(zeilen))).not.toContain('<f>')
    expect(() => readCsv('a,b\n1,2')).toThrow('columns')
  })

  it.each(['xlsx', 'csv', 'json'])('is edited offline as %s and merged with a preview', async (form) => {
    const profil = `land:${form === 'xlsx' ? 'AA' : form === 'csv' ? 'AB' : 'AC'}`
    const [hauptstadt = '', jahre = ''] = await server.state(
      profil as `land:${string}`,
      [
        ['allgemeines/hauptstadt', { wert: '=Stadt', bemerkung: '@alt' }],
        ['bildungssystem/pflichtschuljahre', { wert: 9, gueltigVon: '2000' }],
        ['schularten/schulart', { wert: { nameDe: 'Schule', dauerJahre: 3 } }],
      ],
      { publish: false },
    )
    const { io, out } = ioAs('anna')
    expect(await runFassung(profil, { adresse, out: `p.${form}` }, io)).toBe(0)
    const merge = (options: { vorschau?: boolean } = {}) =>
      runDreiwege(`p.${form}`, { adresse, grund: 'Büro', json: true, ...options }, io)
    expect(await merge()).toBe(0)
    expect(JSON.parse(out.at(-1) ?? '')).toMatchObject({ aenderungen: 0, konflikte: [] })
    await edit(join(folder, `p.${form}`), form, hauptstadt)
    expect(await merge({ vorschau: true })).toBe(0)
    expect(JSON.parse(out.at(-1) ?? '')).toMatchObject({ aenderungen: 1, konflikte: [] })
    // Meanwhile somebody edits another statement: that stays, and does not disturb.
    const before = await server.json<{ aenderungen: { aenderung: string }[] }>(`/blame?slot=${jahre}`, 'anna')
    const ersetzt = before.aenderungen.map(({ aenderung }) => aenderung)
    const other = { aenderungen: [{ slot: jahre, ersetzt, wert: { wert: 10 } }] }
    expect((await server.call('/aenderungssaetze', 'carla', other)).status).toBe(201)
    expect(await merge()).toBe(0)
    const { aussagen } = await server.json<Profilantwort>(`/laender/${profil.slice(5)}?sicht=arbeit`, 'anna')
    const values = Object.fromEntries(aussagen.map(({ feld, werte }) => [feld, werte.map(({ wert }) => wert)]))
    expect(values).toMatchObject({
      hauptstadt: [{ wert: '=Neustadt', bemerkung: '@alt' }],
      pflichtschuljahre: [{ wert: 10 }],
      schulart: [{ wert: { nameDe: 'Schule', dauerJahre: 3 } }],
    })
  })

  const edit = async (file: string, form: string, slot: string): Promise<void> => {
    if (form === 'json') {
      const text = await readFile(file, 'utf8')
      return writeFile(file, text.replace('=Stadt', '=Neustadt'))
    }
    const read =
      form === 'csv' ? readCsv(await readFile(file, 'utf8')) : readXlsx(new Uint8Array(await readFile(file)), file)
    const edited = read.map((zeile) => (zeile.slot === slot ? { ...zeile, wert: '=Neustadt' } : zeile))
    await writeFile(file, form === 'csv' ? writeCsv(edited) : writeXlsx(edited))
  }
})
