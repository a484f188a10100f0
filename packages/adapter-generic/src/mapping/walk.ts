import type { TSchema } from 'typebox'

/** A place in a mapping file: keys and positions from the root down. */
export type MappingPath = readonly (string | number)[]

/** A string of a mapping file that its schema gives a meaning by a keyword `x-…`. */
export interface MarkedText {
  readonly mark: string
  readonly text: string
  readonly path: MappingPath
}

type Keywords = TSchema & {
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly patternProperties?: Readonly<Record<string, TSchema>>
  readonly additionalProperties?: unknown
  readonly items?: TSchema
  readonly anyOf?: readonly TSchema[]
  readonly type?: string
  readonly 'x-mark'?: string
}

/** All marked strings of a value that fits its schema. */
export function* markedTexts(
  schema: TSchema,
  value: unknown,
  path: MappingPath = [],
): Generator<MarkedText, void, undefined> {
  const { anyOf, properties, patternProperties, items, 'x-mark': mark } = schema as Keywords
  if (anyOf) {
    const fitting = anyOf.find((alternative) => fits(alternative as Keywords, value))
    if (fitting) yield* markedTexts(fitting, value, path)
    return
  }
  if (typeof value === 'string') {
    if (mark !== undefined) yield { mark, text: value, path }
    return
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) if (items) yield* markedTexts(items, item, [...path, index])
    return
  }
  if (typeof value !== 'object' || value === null) return
  const [free] = Object.values(patternProperties ?? {})
  for (const [key, inner] of Object.entries(value)) {
    const innerSchema = properties && Object.hasOwn(properties, key) ? properties[key] : free
    if (innerSchema) yield* markedTexts(innerSchema, inner, [...path, key])
  }
}

/** Unions of the mapping language differ by the type of their value, objects also by their properties. */
const fits = (schema: Keywords, value: unknown): boolean => {
  if (schema.anyOf) return schema.anyOf.some((alternative) => fits(alternative as Keywords, value))
  if (typeof value === 'string') return schema.type === 'string'
  if (Array.isArray(value)) return schema.type === 'array'
  if (typeof value !== 'object' || value === null) return schema.type !== 'string' && schema.type !== 'object'
  return schema.type === 'object' && Object.keys(value).every((key) => Object.hasOwn(schema.properties ?? {}, key))
}
