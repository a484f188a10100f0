import fc from 'fast-check'
import type { Static, TSchema } from 'typebox'
import { lengthsOf, type Pattern, parsePattern, type Range } from '../xml/pattern.ts'

type Json = Readonly<Record<string, unknown>>

/** Characters that have broken encoders before; a class yields those of them that it holds. */
const awkward = [
  '\t',
  '\n',
  ' ',
  '"',
  "'",
  '&',
  '<',
  '>',
  ']',
  '-',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\u200d',
  '\u202e',
  '\u0301',
  '\ud7ff',
  '\ue000',
  '\ufeff',
  '\ufffd',
  '😀',
  '\u{10ffff}',
].map((character) => character.codePointAt(0) ?? 0)

const codePoint = (ranges: readonly Range[]): fc.Arbitrary<string> => {
  const special = awkward.filter((code) => ranges.some(([from, to]) => code >= from && code <= to))
  const bounds = ranges.slice(0, 40).flat()
  const inRange = fc.oneof(
    ...ranges.map(([from, to]) => ({
      weight: Math.min(to - from + 1, 60),
      arbitrary: fc.integer({ min: from, max: to }),
    })),
  )
  const any = fc.oneof(
    { weight: 6, arbitrary: inRange },
    { weight: 3, arbitrary: fc.constantFrom(...(special.length > 0 ? special : bounds)) },
    { weight: 1, arbitrary: fc.constantFrom(...bounds) },
  )
  return any.map((code) => String.fromCodePoint(code))
}

/** Texts of a pattern; repetitions without an upper bound end at `most`. */
const matching = (pattern: Pattern, most: number): fc.Arbitrary<string> => {
  if (pattern.kind === 'class') return codePoint(pattern.ranges)
  if (pattern.kind === 'choice') return fc.oneof(...pattern.options.map((option) => matching(option, most)))
  if (pattern.kind === 'sequence')
    return fc.tuple(...pattern.items.map((item) => matching(item, most))).map((parts) => parts.join(''))
  const max = Math.max(pattern.min, Math.min(pattern.max, most))
  const item = matching(pattern.item, Math.min(most, 8))
  return fc.array(item, { minLength: pattern.min, maxLength: max, size: 'max' }).map((parts) => parts.join(''))
}

const repeated = (pattern: Pattern, count: number): fc.Arbitrary<string> => {
  const [head, tail] = pattern.kind === 'sequence' && pattern.items.length === 2 ? pattern.items : [undefined, pattern]
  if (tail?.kind !== 'repeat' || tail.item.kind !== 'class' || (head && head.kind !== 'class'))
    return matching(pattern, 8)
  // A boundary text is one character over and over: its length matters, not its content.
  const start = head ? matching(head, 1) : fc.constant('')
  return fc
    .tuple(start, codePoint(tail.item.ranges))
    .map(([first, character]) => first + character.repeat(Math.min(tail.max, count - (head ? 1 : 0))))
}

const textOf = (schema: Json): fc.Arbitrary<string> => {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as string[]))
  if (typeof schema.const === 'string') return fc.constant(schema.const)
  if (schema.format === 'date') return day
  if (schema.format === 'date-time') return instant
  const pattern = parsePattern(String(schema.pattern))
  const lengths = lengthsOf(pattern)
  const min = Math.max(lengths.min, typeof schema.minLength === 'number' ? schema.minLength : 0)
  const max = Math.min(lengths.max, typeof schema.maxLength === 'number' ? schema.maxLength : 200)
  const fits = (text: string): boolean => [...text].length >= min && [...text].length <= max
  return fc.oneof(
    { weight: 40, arbitrary: matching(pattern, Math.max(min, Math.min(max, 12))).filter(fits) },
    { weight: 2, arbitrary: repeated(pattern, min).filter(fits) },
    { weight: 1, arbitrary: repeated(pattern, max).filter(fits) },
  )
}

const [first, last] = [Date.UTC(1900, 0, 1), Date.UTC(2199, 11, 31, 23, 59, 59, 999)]
const anyDate = fc.oneof(
  fc.date({ min: new Date(first), max: new Date(last), noInvalidDate: true }),
  fc
    .constantFrom(first, last, Date.UTC(2024, 1, 29), Date.UTC(2000, 1, 29), Date.UTC(2100, 1, 28))
    .map((time) => new Date(time)),
)
const day = anyDate.map((date) => date.toISOString().slice(0, 10))
const instant = fc.tuple(anyDate, fc.integer({ min: 0, max: 3 })).map(([date, digits]) => {
  const text = date.toISOString()
  return `${text.slice(0, 19)}${digits === 0 ? '' : text.slice(19, 20 + digits)}Z`
})

/**
 * Every value that a schema of the contract allows, derived from the JSON Schema alone: all combinations of optional
 * properties, nulls, empty lists, texts with every kind of character, lengths and numbers at their bounds.
 *
 * @param schemas every named schema that is referenced
 */
export const arbitraryFor = <T extends TSchema>(schema: T, schemas: readonly TSchema[]): fc.Arbitrary<Static<T>> => {
  const named = new Map((schemas as unknown as readonly Json[]).map((candidate) => [String(candidate.$id), candidate]))
  const made = new Map<string, fc.Arbitrary<unknown>>()

  const byName = (name: string): fc.Arbitrary<unknown> => {
    const known = made.get(name)
    if (known) return known
    const target = named.get(name)
    if (!target) throw new Error(`unknown schema ${name}`)
    // A type that holds itself ends because optional parts and lists become rare with depth.
    made.set(
      name,
      fc.constant(undefined).chain(() => made.get(`${name}!`) ?? fc.constant(undefined)),
    )
    const arbitrary = of(target)
    made.set(`${name}!`, arbitrary)
    made.set(name, arbitrary)
    return arbitrary
  }

  const ofObject = (object: Json): fc.Arbitrary<unknown> => {
    const properties = Object.entries((object.properties ?? {}) as Record<string, Json>)
    const required = (object.required ?? []) as readonly string[]
    const model = Object.fromEntries(properties.map(([name, property]) => [name, of(property)]))
    const record = fc.record(model, { requiredKeys: required as string[], noNullPrototype: true })
    return object.minProperties === undefined
      ? record
      : record.filter((value) => Object.keys(value).length >= Number(object.minProperties))
  }

  const ofArray = (array: Json): fc.Arbitrary<unknown> => {
    const item = of(array.items as Json)
    const minLength = Number(array.minItems ?? 0)
    const maxLength = Math.min(Number(array.maxItems ?? 3), minLength + 3)
    return fc.array(item, { minLength, maxLength, depthIdentifier: 'list' })
  }

  const of = (part: Json): fc.Arbitrary<unknown> => {
    if (typeof part.$ref === 'string') return byName(part.$ref)
    if (Array.isArray(part.anyOf)) return fc.oneof(...(part.anyOf as Json[]).map(of))
    if (part.type === 'null') return fc.constant(null)
    if (part.type === 'boolean') return fc.boolean()
    if (part.type === 'integer') return fc.integer({ min: Number(part.minimum), max: Number(part.maximum) })
    if (part.type === 'string') return textOf(part)
    if (part.type === 'array') return ofArray(part)
    if (part.type === 'object') return ofObject(part)
    throw new Error(`no values are known for a schema of kind ${String(part.type)}`)
  }

  return of(schema as unknown as Json) as fc.Arbitrary<Static<T>>
}
