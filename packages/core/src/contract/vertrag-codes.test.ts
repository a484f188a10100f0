import { describe, expect, it, test } from 'vitest'
import { Staatsangehoerigkeit } from '../codelisten/staatsangehoerigkeit.ts'
import { listSchemas } from '../testing/vertrag.ts'
import { Geschlecht, Schulabschluss, Vertreterart } from './vertragsperson-codes.ts'

interface Liste {
  readonly kennung: string
  readonly version: string
  readonly eintraege: readonly { readonly code: string; readonly name: string }[]
}

const listeOf = (schema: object): Liste => Reflect.get(schema, 'x-codeliste')

describe('lists of authorities', () => {
  test.each([
    [Geschlecht, 'urn:xoev-de:xinneres:codeliste:geschlecht', '1', 'm w d x'],
    [
      Schulabschluss,
      'urn:xbildung-de:destatis:codeliste:artdesschulabschlusses',
      '2025-10-28',
      'allgemeine_hochschulreife fachhochschulreife mittlerer_schulabschluss erster_schulabschluss ohne_ersten_schulabschluss ~wert_nicht_bekannt ~wert_nicht_in_liste',
    ],
    [Vertreterart, 'urn:de:dsmeld:schluesseltabelle:gesetzlicher.vertreter', '3', '1 2 3 4'],
  ])('keep URI, version and keys', (schema, kennung, version, codes) => {
    const liste = listeOf(schema)
    expect([liste.kennung, liste.version]).toEqual([kennung, version])
    expect(liste.eintraege.map(({ code }) => code)).toEqual(codes.split(' '))
  })

  it('are four; all others are our own', () => {
    const fremde = listSchemas().filter(({ schema }) => listeOf(schema)?.kennung.startsWith('urn:'))
    expect(fremde.map(({ id }) => id).sort()).toEqual([
      'Geschlecht',
      'Schulabschluss',
      'Staatsangehoerigkeit',
      'Vertreterart',
    ])
  })
})

describe('the nationalities', () => {
  const { kennung, version, eintraege } = listeOf(Staatsangehoerigkeit)
  const namen = new Map(eintraege.map(({ code, name }) => [code, name]))

  it('are the 211 keys of the edition that the list names', () => {
    expect(`${kennung}_${version}`).toBe(
      'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staatsangehoerigkeit_2021-02-19',
    )
    expect(namen.size).toBe(211)
    for (const code of namen.keys()) expect(code).toMatch(/^[0-9]{3}$/)
  })

  test.each([
    ['000', 'Deutschland'],
    ['151', 'Österreich'],
    ['163', 'Türkei'],
    ['166', 'Ukraine'],
    ['475', 'Syrien'],
    ['997', 'staatenlos'],
    ['998', 'ungeklärt'],
  ])('%s is %s', (code, name) => expect(namen.get(code)).toBe(name))
})
