import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it, test } from 'vitest'
import type { Berufsfassung } from '../contract/beruf.ts'
import { readPlanJson } from './katalog-json.ts'
import { giiBeispiel } from './testing/gii-beispiel.ts'
import { compareFassung, compareRahmenplan } from './vergleich.ts'
import { readVerordnung } from './verordnung.ts'

const folder = path.resolve(import.meta.dirname, '../../../../../shared/data')
const isPresent = existsSync(path.join(folder, 'gii/index.json'))
const readJson = <T>(name: string): T => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as T

/**
 * Positions whose times this reading has and the other one lacks or gives to a neighbour. Both were looked up in the text of
 * the ordinance, which confirms this reading: see docs/guide/berufe.md.
 */
const confirmed: Readonly<Record<string, number>> = { bergbautechnologe: 21, fluggeraetmechaniker: 9 }

test.runIf(isPresent)(
  '30 ordinances agree with an independent reading in 99 % of the positions [needs ../shared]',
  () => {
    const index = readJson<Record<string, string[]>>('gii/index.json')
    const katalog = new Map(
      readJson<{ berufe: Berufsfassung[] }>('berufe/berufe.json').berufe.map((one) => [one.schluessel, one]),
    )
    const sum = { positionen: 0, gleich: 0, gleicheTexte: 0, berufe: 0 }
    for (const [bjnr, schluessel] of Object.entries(index)) {
      const { berufe } = readVerordnung(readFileSync(path.join(folder, `gii/${bjnr}.xml`)))
      expect(berufe).toHaveLength(schluessel.length)
      for (const key of schluessel) {
        const dort = katalog.get(key)
        const hier = berufe.find(({ fassung }) => fassung.bezeichnung === dort?.bezeichnung)
        if (!dort || !hier?.rahmenplan) throw new Error(`${key} was not read`)
        expect(compareFassung(hier.fassung, dort), key).toEqual([])
        const result = compareRahmenplan(hier.rahmenplan, readPlanJson(readJson(`berufe/rahmenplaene/${key}.json`)))
        expect(result.positionen - result.gleich, key).toBe(confirmed[key] ?? 0)
        sum.berufe += 1
        sum.positionen += result.positionen
        sum.gleich += result.gleich
        sum.gleicheTexte += result.gleicheTexte
      }
    }
    process.stdout.write(
      `training plans: ${sum.berufe} occupations, ${sum.positionen} positions; the same with times ${((100 * sum.gleich) / sum.positionen).toFixed(2)} %, the same texts ${((100 * sum.gleicheTexte) / sum.positionen).toFixed(2)} %\n`,
    )
    expect(sum.gleich / sum.positionen).toBeGreaterThanOrEqual(0.99)
  },
  60_000,
)

const [beruf] = readVerordnung(giiBeispiel()).berufe
if (!beruf?.rahmenplan) throw new Error('the example was not read')
const { fassung, rahmenplan } = beruf

it('finds no difference between a reading and itself', () => {
  expect(compareRahmenplan(rahmenplan, structuredClone(rahmenplan))).toEqual({
    positionen: 7,
    gleich: 7,
    gleicheTexte: 7,
    abweichungen: [],
  })
  expect(compareFassung(fassung, { ...fassung, schluessel: 'x' })).toEqual([])
})

it('names the positions that differ, and how', () => {
  const other = structuredClone(rahmenplan)
  const [first, second, third] = other.positionen
  if (first) first.text = 'Höhe raten'
  if (second?.zeitrichtwerte[0]) second.zeitrichtwerte[0].wochen = 13
  if (third) third.nr = 'A.1.d'
  expect(compareRahmenplan(rahmenplan, other)).toEqual({
    positionen: 8,
    gleich: 4,
    gleicheTexte: 5,
    abweichungen: [
      { nr: 'A.1.a', feld: 'text', hier: 'Höhe schätzen', dort: 'Höhe raten' },
      { nr: 'A.1.b', feld: 'zeitrichtwerte', hier: '12 Wochen (1-18)', dort: '13 Wochen (1-18)' },
      { nr: 'A.1.c', feld: 'nr', hier: 'Zug vorhersagen', dort: '' },
      { nr: 'A.1.d', feld: 'nr', hier: '', dort: 'Zug vorhersagen' },
    ],
  })
  expect(compareFassung(fassung, { ...fassung, ausbildungsdauerMonate: 42 })).toEqual([
    { nr: '', feld: 'ausbildungsdauerMonate', hier: '36', dort: '42' },
  ])
})

it('compares months only where both readings name them', () => {
  const other = structuredClone(rahmenplan)
  for (const { zeitrichtwerte } of other.positionen) for (const zeit of zeitrichtwerte) delete zeit.zeitraum
  expect(compareRahmenplan(rahmenplan, other).gleich).toBe(7)
})
