import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { listProperties, type Teilschema } from '../testing/durchlauf.ts'
import { listSchemas } from '../testing/vertrag.ts'

const seite = readFileSync(new URL('../../../../docs/guide/ausbildungsvertrag.md', import.meta.url), 'utf8')

/** Rows of the tables of fields: what is asked for and the places that the page names. */
const zeilen = [...seite.matchAll(/^\| (DF-\d\d|§ [^|]+) \| [^|]+ \| (.+) \|$/gm)].map(
  ([, feld = '', orte = '']) => [feld, [...orte.matchAll(/`([^`]+)`/g)].map(([, ort = '']) => ort)] as const,
)

type Knoten = Teilschema['knoten']
const jeId = new Map<string, Knoten>(listSchemas().map(({ id, schema }) => [id, { ...schema }]))

const resolve = (knoten: Knoten): Knoten =>
  typeof knoten.$ref === 'string' ? resolve(jeId.get(knoten.$ref) ?? {}) : knoten

/** The schema at a place of a value, or `undefined` when there can be nothing. */
const schemaAt = (wurzel: string, zeiger: string): Knoten | undefined =>
  zeiger
    .split('/')
    .slice(1)
    .reduce<Knoten | undefined>((knoten, name) => {
      if (knoten === undefined) return undefined
      const { items, ...objekt } = resolve(knoten)
      if (/^\d+$/.test(name)) return items as Knoten | undefined
      return listProperties(objekt).find(([eigenschaft]) => eigenschaft === name)?.[1]
    }, jeId.get(wurzel))

/** Rows of the table of XBerufsbildung: what is filled and from where in our message. */
const abbildung = [...seite.matchAll(/^\| (?:head of the document: )?`([a-z]\w+(?:\/\w+)*)` \| (.+) \|[^|]*\|$/gm)].map(
  ([, ziel = '', orte = '']) => [ziel, [...orte.matchAll(/`([^`]+)`/g)].map(([, ort = '']) => ort)] as const,
)

describe('the mapping to XBerufsbildung', () => {
  test.each(abbildung)('%s comes from places of the confirmation', (_, orte) => {
    expect(orte.length).toBeGreaterThan(0)
    for (const ort of orte) expect(schemaAt('Eintragungsnachricht', ort), ort).toBeDefined()
  })

  it('fills every part that is mandatory there', () => {
    const ziele = abbildung.map(([ziel]) => ziel.split('/')[0])
    expect(abbildung.length).toBeGreaterThan(25)
    for (const teil of ['auszubildender', 'angabenAusbildung', 'aussteller', 'eintragungsnummer'])
      expect(ziele).toContain(teil)
  })
})

describe('the guide to the training contract', () => {
  it('has every field of the form, in its order', () => {
    const nummern = zeilen.map(([feld]) => feld).filter((feld) => feld.startsWith('DF-'))
    expect(nummern).toEqual(Array.from({ length: 54 }, (_, i) => `DF-${String(i + 1).padStart(2, '0')}`))
    expect(zeilen.length).toBeGreaterThan(60)
  })

  test.each(zeilen)('%s stands where the page says, in application and draft', (_, orte) => {
    expect(orte.length).toBeGreaterThan(0)
    for (const ort of orte) {
      expect(schemaAt('Vertragsantrag', ort), ort).toBeDefined()
      expect(schemaAt('Vertragsentwurf', ort), ort).toBeDefined()
    }
  })

  it('would notice a place that does not exist', () => {
    expect(schemaAt('Vertragsantrag', '/azubi/religion')).toBeUndefined()
    expect(schemaAt('Vertragsantrag', '/beginn/tag')).toBeUndefined()
  })

  it('names every part of the application but two that only later steps need', () => {
    const genannt = new Set(zeilen.flatMap(([, orte]) => orte.map((ort) => ort.split('/')[1])))
    const alle = listProperties(jeId.get('Vertragsantrag') ?? {}).map(([name]) => name)
    expect(alle.filter((name) => !genannt.has(name))).toEqual(['verlaengerungVerlangt', 'pruefungstermin'])
  })
})
