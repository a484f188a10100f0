import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { beispielVertrag } from '../contract/beispiele-vertrag.ts'
import { dokumente } from '../contract/nachricht.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { buildContractModel, contractSchemas } from './contract-model.ts'
import { createXmlReader } from './reader.ts'
import { createJsonPointers, xmlPointersOf } from './testing/pointers.ts'
import { listPlaces, listViolations } from './testing/violations.ts'
import { writeLoosely } from './testing/write-loosely.ts'
import { renderReaderXsd } from './xsd.ts'

const model = buildContractModel()
const reader = createXmlReader(model, renderReaderXsd(model))
const jsonPointers = createJsonPointers()
const schemas = new Map(
  (contractSchemas() as unknown as Readonly<Record<string, unknown>>[]).map((schema) => [String(schema.$id), schema]),
)
const schema = schemas.get('Vertragsantrag') ?? {}
const { element } = dokumente.vertragsantrag

type Json = Readonly<Record<string, unknown>>

/** A value with everything that its schema knows: what it lacks is made, lists get one entry. */
const complete = (part: Json, value: unknown): unknown => {
  const target = typeof part.$ref === 'string' ? (schemas.get(part.$ref) ?? {}) : part
  if (target.type === 'object') {
    const known = (value ?? {}) as Json
    const properties = Object.entries((target.properties ?? {}) as Record<string, Json>)
    return Object.fromEntries(properties.map(([name, property]) => [name, complete(property, known[name])]))
  }
  if (target.type === 'array')
    return Array.isArray(value) && value.length > 0
      ? value.map((item) => complete(target.items as Json, item))
      : [complete(target.items as Json, undefined)]
  if (value !== undefined) return value
  const arbitrary = arbitraryFor(target as unknown as TSchema, contractSchemas() as TSchema[])
  return fc.sample(arbitrary, { numRuns: 1, seed: 1 })[0]
}

/** The example with every field of the contract. */
const vertrag = complete(schema, beispielVertrag)

const places = listPlaces(schema, schemas)
const violations = listViolations(schema, schemas, vertrag)

describe('B03: a contract with one field wrong', () => {
  test('the table breaks every field of the contract', () => {
    const broken = new Set(violations.map(({ pfad }) => pfad))
    expect(places.filter((place) => !broken.has(place))).toEqual([])
    expect(violations.length).toBeGreaterThan(1500)
  })

  test('the contract itself is right, in both forms', () => {
    expect(jsonPointers('Vertragsantrag', vertrag)).toEqual([])
    expect(xmlPointersOf(reader, writeLoosely(model, element, vertrag))).toEqual([])
  })

  test('is refused in JSON at exactly that field', () => {
    const different = violations.flatMap(({ keyword, pfad, value }) => {
      const found = jsonPointers('Vertragsantrag', value)
      // Where a part is no object or list at all, nothing within it is named.
      return found.length === 1 && found[0] === pfad ? [] : [{ keyword, pfad, found }]
    })
    expect(different).toEqual([])
  })

  test('is refused in XML at the same field', () => {
    const places = new Set<string>()
    // The long form (`node scripts/run.mjs soak`) takes all; the short one each field once, and every third besides.
    const some = violations.filter(({ inXml, pfad }, i) => {
      const isNew = inXml && !places.has(pfad)
      if (isNew) places.add(pfad)
      return inXml && (isNew || i % 3 === 0 || process.env.SOAK === '1')
    })
    const different = some.flatMap(({ keyword, pfad, value }) => {
      const found = xmlPointersOf(reader, writeLoosely(model, element, value))
      return found.length === 1 && found[0] === pfad ? [] : [{ keyword, pfad, found }]
    })
    expect(different).toEqual([])
  })
})
