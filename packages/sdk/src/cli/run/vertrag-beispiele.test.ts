import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  createFolgevertrag,
  createHandwerksvertrag,
  createMinderjaehrigenvertrag,
  createTeilzeitvertrag,
  createVertrag,
} from '@berichtsheft/core/testing'
import { readXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createMemoryBench, type MemoryBench } from '../testing/memory-io.ts'
import type { Dateivertrag } from './vertrag.ts'

const folder = path.resolve(import.meta.dirname, '../../../../../examples/vertraege')
const readExample = (name: string): string => readFileSync(path.join(folder, name), 'utf8')

let bench: MemoryBench
beforeAll(async () => {
  bench = await createMemoryBench()
})
afterAll(() => bench?.close())

/** Checks an example on the day that its README names. */
const check = (name: string, ...words: string[]) =>
  bench.run(['vertrag', 'pruefen', path.join(folder, name), '--stichtag', '2026-05-18', ...words])

/** A minor without representatives, and nearly everything else is wrong, too. */
const fehlerhaft = createVertrag({
  knr: '170',
  azubi: { ...createVertrag().azubi, geburtsdatum: '2010-02-10' },
  ende: '2029-08-31',
  dauerMonate: 42,
  probezeitMonate: 5,
  arbeitszeiten: [{ minutenTaeglich: 540, minutenWoechentlich: 2700, tageJeWoche: 5 }],
  verguetungen: [
    { ausbildungsjahr: 1, betrag: 60_000 },
    { ausbildungsjahr: 2, betrag: 60_000 },
  ],
  urlaub: [{ kalenderjahr: 2026, tage: 5, einheit: 'arbeitstage' }],
  ausbildungsplan: {},
  dokumente: [],
  sonstigeVereinbarungen: 'Bei vorzeitigem Abbruch zahlt der Auszubildende eine Vertragsstrafe von 500 Euro.',
})

const beispiele = [
  ['minderjaehrig.json', createMinderjaehrigenvertrag()],
  ['teilzeit-abitur.json', createTeilzeitvertrag()],
  ['folgevertrag.json', createFolgevertrag()],
  ['handwerk.xml', createHandwerksvertrag()],
  ['fehlerhaft.json', fehlerhaft],
] as const

/** The lines of the table in the README: file → cells. */
const zeilen = new Map(
  [...readExample('README.md').matchAll(/^\| \[([^\]]+)\]\([^)]+\) \|(.*)\|$/gm)].map(([, name = '', cells = '']) => [
    name,
    cells.split('|').map((cell) => cell.trim()),
  ]),
)

describe('the examples', () => {
  test.each(beispiele)('%s is the contract of the story', (name, vertrag) => {
    const text = readExample(name)
    expect(name.endsWith('.xml') ? readXml(text).value : JSON.parse(text)).toEqual(vertrag)
  })

  it('are all in the table of their README', () => {
    expect([...zeilen.keys()]).toEqual(beispiele.map(([name]) => name))
  })

  test.each(beispiele.map(([name]) => name))('%s says what the README says', async (name) => {
    const { code, out } = await check(name, '--json', '--sprache', 'en')
    const { gueltig, verstoesse, berechnung } = JSON.parse(out) as Dateivertrag
    const count = (weight: string) => verstoesse.filter(({ schwere }) => schwere === weight).length
    const rules = [...new Set(verstoesse.filter(({ schwere }) => schwere === 'fehler').map(({ regel }) => regel))]
    const [errors, end, months] = zeilen.get(name) ?? []
    expect([errors, end, months]).toEqual([
      rules.length === 0 ? 'none' : rules.join(', '),
      berechnung?.dauer?.ende,
      `${berechnung?.dauer?.monate}`,
    ])
    expect([code, gueltig]).toEqual(count('fehler') > 0 ? [1, false] : [0, true])
  })

  it('fehlerhaft.json is told to people as fehlerhaft.txt shows', async () => {
    const { code, out, err } = await check('fehlerhaft.json')
    expect([code, err]).toEqual([1, ''])
    await expect(out).toMatchFileSnapshot(path.join(folder, 'fehlerhaft.txt'))
  })
})
