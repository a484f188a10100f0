import { Type } from 'typebox'
import { defineCodeliste, ref } from '../../contract/common.ts'

const Farbe = defineCodeliste('Farbe', 'A colour.', [
  { code: 'rot', name: 'Rot', beschreibung: 'Red.' },
  { code: 'gruen', name: 'Grün', beschreibung: 'Green & <not> blue.' },
])

const Zeile = Type.String({
  $id: 'Zeile',
  description: 'Text of the whole character set.',
  pattern: '^[^\\u0000-\\u0008\\u000B-\\u001F\\uD800-\\uDFFF\\uFFFE\\uFFFF]*$',
  minLength: 0,
  maxLength: 12,
})

const Kreis = Type.Object(
  { art: Type.Literal('kreis'), radius: Type.Integer({ minimum: -5, maximum: 5, description: 'Radius.' }) },
  { $id: 'Kreis', description: 'A circle.', additionalProperties: false },
)

const Form = Type.Union(
  [
    ref(Kreis),
    Type.Object(
      {
        art: Type.Literal('linie'),
        punkte: Type.Array(Type.Boolean({ description: 'A point.' }), {
          minItems: 2,
          maxItems: 3,
          description: 'Points.',
          'x-xml': { element: 'punkt' },
        }),
      },
      { description: 'A line.', additionalProperties: false },
    ),
    Type.Object({ art: Type.Literal('nichts') }, { description: 'Nothing.', additionalProperties: false }),
  ],
  { $id: 'Form', description: 'A tagged union.' },
)

/** A type that holds itself, in a list. */
const Ast = Type.Object(
  {
    name: ref(Zeile),
    zweige: Type.Optional(
      Type.Array(Type.Unsafe<unknown>({ $ref: 'Ast' }), {
        maxItems: 2,
        description: 'Branches.',
        'x-xml': { element: 'ast' },
      }),
    ),
  },
  { $id: 'Ast', description: 'A tree.', additionalProperties: false },
)

const Wahl = Type.Object(
  {
    a: Type.Optional(Type.Integer({ minimum: 0, maximum: 9, description: 'A digit.' })),
    b: Type.Optional(Type.Array(ref(Zeile), { maxItems: 2, description: 'Lines.', 'x-xml': { element: 'zeile' } })),
    c: Type.Optional(Type.Union([Type.Boolean(), Type.Null()], { description: 'Yes, no or unknown.' })),
  },
  { $id: 'Wahl', description: 'At least one of three.', additionalProperties: false, minProperties: 1 },
)

const Alles = Type.Object(
  {
    wahr: Type.Boolean({ description: 'A boolean.', 'x-xml': { attribut: true } }),
    anzahl: Type.Optional(
      Type.Integer({
        minimum: Number.MIN_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'A number in an attribute.',
        'x-xml': { attribut: true },
      }),
    ),
    merkmal: Type.Optional(
      Type.Unsafe<string>({ $ref: 'Zeile', description: 'Text in an attribute.', 'x-xml': { attribut: true } }),
    ),
    farbe: Type.Union([ref(Farbe), Type.Null()], { description: 'A nullable code.' }),
    farben: Type.Array(ref(Farbe), { maxItems: 3, description: 'Codes.', 'x-xml': { element: 'farbe' } }),
    zeile: Type.Optional(Type.Union([ref(Zeile), Type.Null()])),
    felder: Type.Union(
      [
        Type.Array(Type.Union([ref(Zeile), Type.Null()], { description: 'A line or nothing.' }), {
          maxItems: 3,
          description: 'Lines.',
          'x-xml': { element: 'feld' },
        }),
        Type.Null(),
      ],
      { description: 'A nullable list of nullable texts.' },
    ),
    matrix: Type.Optional(
      Type.Array(
        Type.Array(Type.Integer({ minimum: 0, maximum: 1, description: 'A cell.' }), {
          maxItems: 2,
          description: 'A row.',
          'x-xml': { element: 'zelle' },
        }),
        { maxItems: 2, description: 'A list of lists.', 'x-xml': { element: 'reihe' } },
      ),
    ),
    form: ref(Form),
    formen: Type.Optional(Type.Array(ref(Form), { maxItems: 2, description: 'Shapes.', 'x-xml': { element: 'form' } })),
    keineForm: Type.Optional(Type.Union([ref(Form), Type.Null()])),
    ast: Type.Optional(ref(Ast)),
    wahl: Type.Optional(ref(Wahl)),
    innen: Type.Optional(
      Type.Object(
        { tief: Type.Object({}, { description: 'An empty object.', additionalProperties: false }) },
        { description: 'An object without a name.', additionalProperties: false },
      ),
    ),
    kopf: Type.Optional(
      Type.Unsafe<string>({
        $ref: 'Zeile',
        description: 'An element with another name.',
        'x-xml': { name: 'kopf.zeile' },
      }),
    ),
    muster: Type.String({
      description: 'A pattern of every construct.',
      pattern: '^(?:a|b{2}|[c-e\\-\\]]+\\.)?x{1,3}\\u{1F600}?[\\w]*$',
      maxLength: 20,
    }),
  },
  { $id: 'Alles', description: 'One of each kind.', additionalProperties: false },
)

const Liste = Type.Array(ref(Ast), {
  $id: 'Liste',
  description: 'A list as a root.',
  maxItems: 3,
  'x-xml': { element: 'ast' },
})

/** Schemas that use every construct that has an XML form; the contract does not use all of them yet. */
export const trickySchemas = {
  schemas: [Farbe, Zeile, Kreis, Form, Ast, Wahl, Alles, Liste],
  roots: [
    { element: 'alles', schema: Alles, module: 'eins', description: 'One of each kind.' },
    { element: 'liste', schema: Liste, module: 'zwei', description: 'A list as a root.' },
    { element: 'form', schema: Form, module: 'zwei', description: 'A union as a root.' },
  ],
}
