import { type TSchema, Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { ref } from '../contract/common.ts'
import { buildModel } from './build-model.ts'

const build = (property: TSchema, schemas: readonly TSchema[] = [], object: Record<string, unknown> = {}) =>
  buildModel({
    namespace: 'urn:test',
    version: '1.0.0',
    sharedModule: 'basis',
    schemas,
    roots: [
      {
        element: 'a',
        schema: Type.Object(
          { feld: property },
          { $id: 'A', description: 'A.', additionalProperties: false, ...object },
        ),
        module: 'm',
        description: 'A.',
      },
    ],
  })

const text = { description: 'Text.', pattern: '^[a-z]*$' }
const B = Type.Object(
  { x: Type.Boolean({ description: 'X.', 'x-xml': { attribut: true } }) },
  { $id: 'B', description: 'B.' },
)
const Tagged = Type.Object(
  { art: Type.Literal('eins', { description: 'Tag.' }) },
  { $id: 'Tagged', description: 'Tagged.' },
)

describe('a schema without an XML form fails with its path', () => {
  test.each<[string, TSchema, string, (readonly TSchema[])?]>([
    ['a number', Type.Number({ description: 'N.' }), 'A.feld: schemas of kind number'],
    ['anything', Type.Any({ description: 'N.' }), 'A.feld: schemas of kind description'],
    ['a map', Type.Record(Type.String(), Type.Boolean(), { description: 'N.' }), 'A.feld: keyword patternProperties'],
    [
      'an open map',
      Type.Object({}, { description: 'N.', additionalProperties: Type.Boolean() }),
      'A.feld: maps have no XML form',
    ],
    ['a tuple', Type.Tuple([Type.Boolean()], { description: 'N.' }), 'A.feld: keyword additionalItems'],
    [
      'an intersection',
      Type.Intersect([Type.Object({}), Type.Object({})], { description: 'N.' }),
      'A.feld: schemas of kind',
    ],
    [
      'an untagged union',
      Type.Union([Type.Boolean(), Type.Object({})], { description: 'N.' }),
      'A.feld|0: a variant needs the required literal property art',
    ],
    [
      'two variants with one value',
      Type.Union([Tagged, Type.Object({ art: Type.Literal('eins') }, { description: 'N.' })], { description: 'N.' }),
      'A.feld: two variants share',
    ],
    ['an unbounded integer', Type.Integer({ description: 'N.' }), 'A.feld: an integer needs a minimum and a maximum'],
    [
      'an unsafe integer',
      Type.Integer({ description: 'N.', minimum: 0, maximum: 2 ** 53 }),
      'A.feld: an integer needs a minimum and a maximum',
    ],
    [
      'a step',
      Type.Integer({ description: 'N.', minimum: 0, maximum: 9, multipleOf: 3 }),
      'A.feld: keyword multipleOf',
    ],
    ['a text without pattern', Type.String({ description: 'N.' }), 'A.feld: a text needs a pattern'],
    ['a text with NUL', Type.String({ description: 'N.', pattern: '^[^a]*$' }), 'A.feld: the pattern lets in U+0000'],
    [
      'a text with CR',
      Type.String({ description: 'N.', pattern: '^[\\r\\n]*$' }),
      'A.feld: the pattern lets in U+000D',
    ],
    ['another format', Type.String({ ...text, format: 'email' }), 'A.feld: format email has no XML form'],
    [
      'a date with the year 0',
      Type.String({ description: 'N.', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
      'A.feld: the pattern must refuse 0000-01-01',
    ],
    [
      'a date with a length',
      Type.String({ description: 'N.', format: 'date', pattern: '^2[0-9]{3}-[0-9]{2}-[0-9]{2}$', maxLength: 9 }),
      'A.feld: XSD has no length facets on dates',
    ],
    [
      'an instant with leap second',
      Type.String({
        description: 'N.',
        format: 'date-time',
        pattern: '^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z$',
      }),
      'A.feld: the pattern must refuse 2016-12-31T23:59:60Z',
    ],
    [
      'unique items',
      Type.Array(ref(Tagged), { description: 'N.', uniqueItems: true }),
      'A.feld: keyword uniqueItems',
      [Tagged],
    ],
    [
      'a list without item name',
      Type.Array(Type.Boolean({ description: 'N.' }), { description: 'N.' }),
      "A.feld: a list needs 'x-xml'",
    ],
    [
      'an item name with a hyphen',
      Type.Array(Type.Boolean({ description: 'N.' }), { description: 'N.', 'x-xml': { element: 'a-b' } }),
      'A.feld: "a-b" is no lowerCamelCase element name',
    ],
    ['an unknown reference', Type.Unsafe({ $ref: 'Nix' }), 'A.feld: unknown schema Nix'],
    ['no description', Type.Boolean(), 'A.feld: a description is missing'],
    [
      'a named type without description',
      ref(Type.Object({}, { $id: 'C' })),
      'C: a named type needs a description',
      [Type.Object({}, { $id: 'C' })],
    ],
    [
      'an attribute with a list',
      Type.Array(ref(Tagged), { description: 'N.', 'x-xml': { attribut: true } }),
      'A.feld: an attribute is a plain text',
      [Tagged],
    ],
    ['attributes below the root', ref(B), 'A: B has attributes', [B]],
    [
      'a code list that differs',
      Type.Unsafe({ type: 'string', description: 'N.', enum: ['a'], 'x-codeliste': { eintraege: [{ code: 'b' }] } }),
      'A.feld: enum and code list differ',
    ],
    [
      'a value with a blank',
      Type.Unsafe({ type: 'string', description: 'N.', enum: ['a b'] }),
      'A.feld: values of a closed list',
    ],
  ])('%s', (_name, property, message, schemas = []) => {
    expect(() => build(property, schemas)).toThrow(message)
  })

  test('a type with and without its tag', () => {
    const both = Type.Object(
      { a: Type.Union([ref(Tagged)], { description: 'U.' }), b: ref(Tagged) },
      { description: 'N.' },
    )
    expect(() => build(both, [Tagged])).toThrow('A.feld.b: type Tagged is used with and without its tag')
  })

  test('minProperties other than one of all optional', () => {
    expect(() => build(Type.Boolean({ description: 'N.' }), [], { minProperties: 1 })).toThrow(
      'A: minProperties can only be 1',
    )
    expect(() => build(Type.Optional(Type.Boolean({ description: 'N.' })), [], { minProperties: 2 })).toThrow(
      'A: minProperties can only be 1',
    )
  })

  test('two schemas of one name', () => {
    expect(() => build(ref(Tagged), [Tagged, { ...Tagged, description: 'Other.' } as TSchema])).toThrow(
      'two schemas are named Tagged',
    )
  })
})

test('a type belongs to the module that uses it, and to the shared one when several do', () => {
  const own = Type.String({ $id: 'Own', ...text })
  const shared = Type.String({ $id: 'Shared', ...text })
  const chosen = Type.String({ $id: 'Chosen', ...text, 'x-xml': { modul: 'basis' } })
  const root = (name: string, fields: Record<string, TSchema>) => ({
    element: name.toLowerCase(),
    schema: Type.Object(fields, { $id: name, description: name }),
    module: name.toLowerCase(),
    description: name,
  })
  const model = buildModel({
    namespace: 'urn:test',
    version: '1.0.0',
    sharedModule: 'basis',
    schemas: [own, shared, chosen],
    roots: [root('Eins', { a: ref(own), b: ref(shared), c: ref(chosen) }), root('Zwei', { b: ref(shared) })],
  })
  expect(Object.fromEntries([...model.types.values()].map(({ name, module }) => [name, module]))).toEqual({
    Own: 'eins',
    Shared: 'basis',
    Chosen: 'basis',
    Eins: 'eins',
    Zwei: 'zwei',
  })
})
