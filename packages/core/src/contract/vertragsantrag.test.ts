import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { arbitraryFor } from '../testing/arbitrary.ts'
import {
  createAusbilderwechsel,
  createFolgevertrag,
  createHandwerksvertrag,
  createMinderjaehrigenvertrag,
  createTeilzeitvertrag,
  createVertrag,
} from '../testing/ausbildungsvertrag.ts'
import { listProperties, listTeilschemas } from '../testing/durchlauf.ts'
import { createPruefer, listSchemas } from '../testing/vertrag.ts'
import { Vertragsantrag, Vertragsentwurf } from './vertragsantrag.ts'

const schemas = listSchemas().map(({ schema }) => schema)
const isAntrag = createPruefer().forId('Vertragsantrag')
const isEntwurf = createPruefer().forId('Vertragsentwurf')

const geschichten = {
  'of age in full-time': createVertrag(),
  'a minor with two parents': createMinderjaehrigenvertrag(),
  'part-time with Abitur': createTeilzeitvertrag(),
  'after another training': createFolgevertrag(),
  'of a craft': createHandwerksvertrag(),
  'before a change of the trainer': createAusbilderwechsel().vorher,
  'after a change of the trainer': createAusbilderwechsel().nachher,
}

describe('the contract', () => {
  test.each(Object.entries(geschichten))('%s is complete in form, and a draft', (_, vertrag) => {
    expect(isAntrag(vertrag), JSON.stringify(isAntrag.errors)).toBe(true)
    expect(isEntwurf(vertrag), JSON.stringify(isEntwurf.errors)).toBe(true)
  })

  test.each(Vertragsantrag.required)('is not complete without %s, but still a draft', (name) => {
    const { [name]: _, ...rest }: Record<string, unknown> = { ...createVertrag() }
    expect(isAntrag(rest)).toBe(false)
    expect(isEntwurf(rest)).toBe(true)
  })

  test.each([
    [
      'a Betriebsnummer as a number',
      { ausbildungsstaetten: [{ betriebsnummer: 9912342 }] },
      '/ausbildungsstaetten/0/betriebsnummer',
    ],
    [
      'a Betriebsnummer that lost its zero',
      { ausbildungsstaetten: [{ betriebsnummer: '9912342' }] },
      '/ausbildungsstaetten/0/betriebsnummer',
    ],
    ['31 February', { beginn: '2026-02-31' }, '/beginn'],
    ['a day with a time', { beginn: '2026-08-01T00:00:00Z' }, '/beginn'],
    ['pay with decimals', { verguetungen: [{ ausbildungsjahr: 1, betrag: 1120.5 }] }, '/verguetungen/0/betrag'],
    ['hours with decimals', { arbeitszeiten: [{ minutenTaeglich: 468.75 }] }, '/arbeitszeiten/0/minutenTaeglich'],
    ['a share of nothing', { teilzeit: [{ anteil: { zaehler: 3, nenner: 0 } }] }, '/teilzeit/0/anteil/nenner'],
    ['half a share', { teilzeit: [{ anteil: { zaehler: 3 } }] }, '/teilzeit/0/anteil'],
    ['a field that nobody knows', { azubi: { religion: 'keine' } }, '/azubi'],
    ['a nationality by letters', { azubi: { staatsangehoerigkeiten: ['DE'] } }, '/azubi/staatsangehoerigkeiten/0'],
    ['a KNR as a number', { knr: 153 }, '/knr'],
    ['a number of four digits', { knr: '0065' }, '/knr'],
    ['null for nothing', { berufsschule: null }, '/berufsschule'],
  ])('refuses %s in a draft, too', (_, teile, pfad) => {
    expect(isEntwurf(teile)).toBe(false)
    expect(isEntwurf.errors?.map(({ instancePath }) => instancePath)).toContain(pfad)
  })

  it('has a description of every field in its draft', () => {
    const felder = listTeilschemas(Vertragsentwurf).flatMap(({ knoten }) => listProperties(knoten))
    expect(felder.length).toBeGreaterThan(150)
    for (const [name, feld] of felder)
      if (!('$ref' in feld)) expect(Reflect.get(feld, 'description'), name).toBeTypeOf('string')
  })

  it('has no value that is complete but no draft', () => {
    fc.assert(
      fc.property(arbitraryFor(Vertragsantrag, schemas), (vertrag) => {
        expect(isEntwurf(vertrag), JSON.stringify(isEntwurf.errors)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('has no part that a draft needs', () => {
    const pflicht = listTeilschemas(Vertragsentwurf).filter(({ knoten }) => Array.isArray(knoten.required))
    expect(pflicht.map(({ ort }) => ort)).toEqual([])
    expect(isEntwurf({})).toBe(true)
  })
})
