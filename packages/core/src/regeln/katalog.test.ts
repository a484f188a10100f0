import { readdirSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { createPruefer } from '../testing/vertrag.ts'
import { alleRegeln, annahmeregeln, buchregeln, nachweisregeln, regelkatalog, vertragsregeln } from './katalog.ts'
import { nichtPruefbar } from './nicht-pruefbar.ts'

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** Every requirement on reports and books that has an id; docs/regeln.md explains the ids. */
const aussagen = [
  ...numbers(1, 12).map((n) => `AN-${String(n).padStart(3, '0')}`),
  ...numbers(20, 34).map((n) => `AN-${String(n).padStart(3, '0')}`),
  ...numbers(1, 10).map((n) => `K${n}`),
]

/** Every requirement on contracts; the numbers have gaps between the sections. */
const vertragsaussagen = [
  ...numbers(1, 25),
  ...numbers(30, 47),
  ...numbers(50, 62),
  ...numbers(70, 93),
  ...numbers(100, 110),
  ...numbers(120, 130),
  ...numbers(140, 152),
  ...numbers(160, 169),
].map((n) => `DAV-${String(n).padStart(3, '0')}`)
const ids = alleRegeln.map((regel) => regel.id)

describe('the catalogue', () => {
  test.each(aussagen)('has %s either as a rule or with the reason why it is none', (id) => {
    const treffer = [...ids.filter((regel) => regel === id), ...nichtPruefbar.filter((n) => n.id === id)]
    expect(treffer).toHaveLength(1)
  })

  test.each(vertragsaussagen)('has %s either as a rule about contracts or with the reason why it is none', (id) => {
    const treffer = [...vertragsregeln, ...nichtPruefbar].filter((eine) => eine.id === id)
    expect(treffer).toHaveLength(1)
  })

  it('knows no other statements, and refers to rules that exist', () => {
    const bekannt = [...aussagen, ...vertragsaussagen]
    expect(nichtPruefbar.map((n) => n.id).filter((id) => !bekannt.includes(id))).toEqual([])
    expect(ids.filter((id) => /^(AN-|K)/.test(id) && !aussagen.includes(id))).toEqual([])
    expect(nichtPruefbar.flatMap((n) => n.siehe ?? []).filter((id) => !ids.includes(id))).toEqual([])
    for (const { grund } of nichtPruefbar) expect(grund.de.length > 20 && grund.en.length > 20).toBe(true)
  })

  it('names every rule about an object once, by id in natural order', () => {
    expect(ids.indexOf('K10')).toBeGreaterThan(ids.indexOf('K9'))
    expect(ids.indexOf('K2')).toBe(ids.indexOf('K1') + 1)
    for (const regeln of [nachweisregeln, buchregeln, vertragsregeln]) {
      const eigene = regeln.map((regel) => regel.id)
      expect(new Set(eigene).size).toBe(eigene.length)
      expect(eigene).toEqual(alleRegeln.flatMap((regel) => (regeln.some((eine) => eine === regel) ? [regel.id] : [])))
    }
  })

  test.each([
    ['ausbildungsnachweis', nachweisregeln],
    ['berichtsheft', buchregeln],
    ['ausbildungsvertrag', vertragsregeln],
  ] as const)('holds one file for each rule about %s, named by the rule', (gegenstand, regeln) => {
    const dateien = readdirSync(new URL(`./${gegenstand}/`, import.meta.url)).filter(
      (name) => !name.endsWith('.test.ts'),
    )
    expect(dateien.sort()).toEqual(regeln.map((regel) => `${regel.name}.ts`).sort())
    expect(regeln.every((regel) => regel.gegenstand === gegenstand)).toBe(true)
  })

  it('splits into rules that refuse and rules that report; only errors refuse, and none of them is confidential', () => {
    const refusing = [...annahmeregeln.ausbildungsnachweis, ...annahmeregeln.berichtsheft]
    expect(refusing.map((regel) => regel.id).sort()).toEqual(
      alleRegeln
        .filter((regel) => regel.wirkung === 'ablehnung')
        .map((regel) => regel.id)
        .sort(),
    )
    for (const regel of refusing) expect([regel.schwere, regel.vertraulich]).toEqual(['fehler', undefined])
    expect(alleRegeln.filter((regel) => regel.vertraulich).map((regel) => regel.id)).toEqual(['K4'])
  })

  it('is published as the contract says', () => {
    const isRegelliste = createPruefer().forId('Regelliste')
    expect(isRegelliste({ regeln: regelkatalog }), JSON.stringify(isRegelliste.errors)).toBe(true)
    expect(regelkatalog).toHaveLength(alleRegeln.length)
  })
})
