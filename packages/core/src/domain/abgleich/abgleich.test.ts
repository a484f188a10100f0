import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Abgleichsangaben, type Abgleichsvorschlag, compareUnternehmen, standardSchwellen } from './abgleich.ts'
import { abgleichspaare } from './testing/paare.ts'

const stoertebeker: Abgleichsangaben = {
  name: 'Werkstatt Störtebeker GmbH',
  strasse: 'Hafenstraße',
  hausnummer: '12',
  plz: '68159',
  ort: 'Mannheim',
  identnummer: '0001234567',
  hrNummer: 'HRB 4711',
}

const percent = (part: number, whole: number): number => Math.round((part * 1000) / whole) / 10

describe('the labelled pairs', () => {
  const results = abgleichspaare.map(({ gleich, angaben, register }) => ({
    gleich,
    ...compareUnternehmen(angaben, register),
  }))
  const measure = (proposals: readonly Abgleichsvorschlag[]) => {
    const found = results.filter(({ vorschlag }) => proposals.includes(vorschlag))
    const right = found.filter(({ gleich }) => gleich).length
    const wanted = results.filter(({ gleich }) => gleich).length
    return { precision: percent(right, found.length), recall: percent(right, wanted), found: found.length }
  }
  const sicher = measure(['uebereinstimmung'])
  const moeglich = measure(['uebereinstimmung', 'pruefen'])

  it('are at least 50, each with a case of its own', () => {
    expect(abgleichspaare.length).toBeGreaterThanOrEqual(50)
    expect(new Set(abgleichspaare.map(({ fall }) => fall)).size).toBe(abgleichspaare.length)
    expect(abgleichspaare.filter(({ gleich }) => !gleich).length).toBeGreaterThanOrEqual(20)
  })

  it('propose no wrong company as certain and lose none', () => {
    process.stdout.write(
      `Abgleich, ${abgleichspaare.length} pairs: certain ${JSON.stringify(sicher)}, certain or to be looked at ${JSON.stringify(moeglich)}\n`,
    )
    expect(sicher.precision).toBe(100)
    expect(sicher.recall).toBeGreaterThanOrEqual(80)
    expect(moeglich.recall).toBe(100)
    expect(moeglich.precision).toBeGreaterThanOrEqual(60)
  })

  it('are published with these figures', () => {
    const page = new URL('../../../../../docs/guide/abgleich.md', import.meta.url)
    expect(existsSync(page)).toBe(true)
    const text = readFileSync(page, 'utf8')
    const row = (name: string, { precision, recall }: typeof sicher) => `| ${name} | ${precision} % | ${recall} % |`
    expect(text).toContain(row('`uebereinstimmung`', sicher))
    expect(text).toContain(row('`uebereinstimmung` or `pruefen`', moeglich))
    expect(text).toContain(`${abgleichspaare.length} pairs`)
    expect(text).toContain(`${standardSchwellen.sicher}`)
  })
})

describe('each field', () => {
  const change = (angaben: Partial<Abgleichsangaben>) =>
    compareUnternehmen({ ...stoertebeker, ...angaben }, stoertebeker)

  test.each([
    ['name', { name: 'Störtebeker Werkstatt GmbH' }, 100],
    ['name', { name: 'Werkstatt Störtebeker AG' }, 85],
    ['name', { name: 'Blumen Iris' }, 0],
    ['strasse', { strasse: 'Hafen-Str.' }, 100],
    ['strasse', { strasse: 'Rosengasse' }, 0],
    ['hausnummer', { hausnummer: '12' }, 100],
    ['hausnummer', { hausnummer: '12 b' }, 80],
    ['hausnummer', { hausnummer: '13' }, 0],
    ['plz', { plz: '68195' }, 60],
    ['plz', { plz: '68161' }, 60],
    ['plz', { plz: '78159' }, 40],
    ['plz', { plz: '10115' }, 0],
    ['ort', { ort: 'mannheim' }, 100],
    ['ort', { ort: 'Heidelberg' }, 0],
    ['identnummer', { identnummer: '1234567' }, 100],
    ['identnummer', { identnummer: '1234568' }, 0],
    ['hrNummer', { hrNummer: 'Mannheim, HRB 4711' }, 100],
    ['hrNummer', { hrNummer: 'HRA 4711' }, 0],
    ['hrNummer', { hrNummer: '4711' }, 100],
  ] as const)('%s of %j is %i %% alike', (feld, angaben, erwartet) => {
    expect(change(angaben).felder[feld]).toBe(erwartet)
  })

  it('has no value where one side does not know it', () => {
    const { identnummer: _i, hrNummer: _h, hausnummer: _n, ...less } = stoertebeker
    const { felder, gesamt } = compareUnternehmen(less, stoertebeker)
    expect(Object.keys(felder).sort()).toEqual(['name', 'ort', 'plz', 'strasse'])
    expect(gesamt).toBe(100)
  })
})

describe('the thresholds', () => {
  const angaben = { ...stoertebeker, plz: '68195' }
  const { gesamt } = compareUnternehmen(angaben, stoertebeker)
  const { identnummer: _i, hrNummer: _h, ...ohneNummern } = angaben

  test.each([
    [gesamt, 'uebereinstimmung'],
    [gesamt + 1, 'pruefen'],
  ])('%i for a certain match makes %s', (sicher, vorschlag) => {
    expect(compareUnternehmen(angaben, stoertebeker, { sicher, moeglich: 10 }).vorschlag).toBe(vorschlag)
  })

  test.each([
    [0, 'pruefen'],
    [1, 'keine'],
  ])('%i above the whole for a possible match makes %s', (above, vorschlag) => {
    const ganz = compareUnternehmen(ohneNummern, stoertebeker).gesamt
    const schwellen = { sicher: 101, moeglich: ganz + above }
    expect(compareUnternehmen(ohneNummern, stoertebeker, schwellen).vorschlag).toBe(vorschlag)
  })

  it('never make another number certain', () => {
    const { vorschlag } = compareUnternehmen({ ...stoertebeker, identnummer: '9' }, stoertebeker, {
      sicher: 1,
      moeglich: 1,
    })
    expect(vorschlag).toBe('pruefen')
  })
})

describe('any two companies', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  const company = fc.record(
    { name: text, strasse: text, hausnummer: text, plz: text, ort: text, identnummer: text, hrNummer: text },
    { requiredKeys: ['name', 'strasse', 'plz', 'ort'] },
  )

  it('are compared alike in both directions, with figures from 0 to 100', () => {
    fc.assert(
      fc.property(company, company, (left, right) => {
        const there = compareUnternehmen(left, right)
        expect(there).toEqual(compareUnternehmen(right, left))
        for (const value of [there.gesamt, ...Object.values(there.felder)]) {
          expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true)
        }
      }),
    )
  })

  it('match themselves', () => {
    fc.assert(
      fc.property(company, (one) => {
        expect(compareUnternehmen(one, one)).toMatchObject({ gesamt: 100, vorschlag: 'uebereinstimmung' })
      }),
    )
  })
})
