import { Type } from 'typebox'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { ref } from './common.ts'
import { entwurfOf } from './entwurf.ts'

const Masse = Type.Object(
  { wert: Type.Integer({ minimum: 1, maximum: 9, description: 'Value.' }) },
  { $id: 'Masse', description: 'A measure.', additionalProperties: false },
)
const Kennung = Type.String({ $id: 'Kennung', description: 'A key.', pattern: '^[a-z]+$', maxLength: 9 })
const Kiste = Type.Object(
  {
    kennung: ref(Kennung, 'Its key.'),
    mass: ref(Masse, 'How large it is.'),
    teile: Type.Array(ref(Masse), { minItems: 1, maxItems: 3, description: 'What is in it.' }),
    faecher: Type.Array(ref(Masse), { maxItems: 2, description: 'Shelves.', 'x-xml': { element: 'fach' } }),
    inhalt: Type.Object({ art: Type.String({ description: 'Kind.', maxLength: 9 }) }, { description: 'Content.' }),
  },
  { $id: 'Kiste', description: 'A box.', additionalProperties: false },
)

describe('entwurfOf', () => {
  const entwurf = entwurfOf(Kiste, [Masse], { $id: 'Kistenentwurf', description: 'The draft of a box.' })

  it('requires nothing at any depth and keeps limits and closedness', () => {
    const mass = { type: 'object', properties: { wert: Masse.properties.wert }, additionalProperties: false }
    expect(entwurf).toEqual({
      $id: 'Kistenentwurf',
      type: 'object',
      description: 'The draft of a box.',
      additionalProperties: false,
      properties: {
        // What is not taken apart stays a reference.
        kennung: { $ref: 'Kennung', description: 'Its key.' },
        mass: { ...mass, description: 'How large it is.' },
        teile: {
          type: 'array',
          maxItems: 3,
          description: 'What is in it.',
          items: { ...mass, description: 'A measure.' },
          // The name that the reference gave the entries is lost with it.
          'x-xml': { element: 'masse' },
        },
        faecher: {
          type: 'array',
          maxItems: 2,
          description: 'Shelves.',
          items: { ...mass, description: 'A measure.' },
          'x-xml': { element: 'fach' },
        },
        inhalt: {
          type: 'object',
          description: 'Content.',
          properties: { art: { type: 'string', description: 'Kind.', maxLength: 9 } },
        },
      },
    })
  })

  it('leaves the schema that it came from as it was', () => {
    expect(Kiste.required).toEqual(['kennung', 'mass', 'teile', 'faecher', 'inhalt'])
    expect(Kiste.properties.teile).toHaveProperty('minItems', 1)
    expect(Masse.required).toEqual(['wert'])
  })

  it('has the type of a value whose parts may all be missing', () => {
    type Kistenentwurf = Type.Static<typeof entwurf>
    expectTypeOf<{ mass: object; teile: { wert: number }[] }>().toExtend<Kistenentwurf>()
    expectTypeOf<Record<never, never>>().toExtend<Kistenentwurf>()
    expectTypeOf<Kistenentwurf['kennung']>().toEqualTypeOf<string | undefined>()
  })

  it('refuses what is no schema', () => {
    const kaputt = Type.Unsafe<object>({ type: 'array', items: undefined, description: 'Broken.' })
    expect(() => entwurfOf(kaputt, [], { $id: 'Kaputt', description: 'Broken.' })).toThrow('a draft is derived from')
  })
})
