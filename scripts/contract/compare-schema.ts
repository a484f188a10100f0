/** A JSON Schema as it stands in an OpenAPI document. */
export type Schema = Readonly<Record<string, unknown>>

/** Why an old partner cannot go on as before. */
export interface Break {
  /** Where in the contract: operation, part of it, JSON Pointer of the value. */
  readonly place: string
  readonly reason: string
}

/** The schemas that `$ref` leads to, of the contract before and of the one after. */
export interface Schemas {
  readonly before: Readonly<Record<string, Schema>>
  readonly after: Readonly<Record<string, Schema>>
}

/** A schema with the document that its references lead into. */
interface Side {
  readonly schema: Schema
  readonly named: Readonly<Record<string, Schema>>
}

/**
 * What callers send: everything that was accepted before must be accepted after.
 *
 * @param place where the schema stands, for the report
 */
export const compareInput = (before: Schema, after: Schema, schemas: Schemas, place: string): Break[] =>
  findGaps(
    { schema: before, named: schemas.before },
    { schema: after, named: schemas.after },
    place,
    'input',
    new Set(),
  )

/**
 * What callers get: everything that comes after must be something that could have come before, and every declared property
 * must still be there. Further properties do not count: outputs are open.
 */
export const compareOutput = (before: Schema, after: Schema, schemas: Schemas, place: string): Break[] =>
  findGaps(
    { schema: after, named: schemas.after },
    { schema: before, named: schemas.before },
    place,
    'output',
    new Set(),
  )

type Direction = 'input' | 'output'

/** Keywords that change no value. */
const annotations = new Set([
  'description',
  'title',
  'examples',
  'example',
  '$id',
  'deprecated',
  'x-xml',
  'x-codeliste',
])
/** Keywords that are compared here; any other one has to stay as it is. */
const known = new Set([
  ...['$ref', 'anyOf', 'oneOf', 'type', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items'],
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
  ...['pattern', 'format', 'default'],
])

/** What of the smaller one the larger one would not take. `smaller` and `larger` are what they should be. */
const findGaps = (
  smaller: Side,
  larger: Side,
  place: string,
  direction: Direction,
  seen: ReadonlySet<string>,
): Break[] => {
  const [a, b] = [resolve(smaller), resolve(larger)]
  if (a.name !== undefined && b.name !== undefined) {
    const pair = `${a.name} ${b.name}`
    if (seen.has(pair)) return []
    return findGaps(a.side, b.side, place, direction, new Set([...seen, pair]))
  }
  if (a.name !== undefined || b.name !== undefined) return findGaps(a.side, b.side, place, direction, seen)
  const variants = variantsOf(smaller.schema)
  if (variants) {
    return variants.flatMap((schema) => findGaps({ ...smaller, schema }, larger, place, direction, seen))
  }
  const choices = variantsOf(larger.schema)
  if (choices) return findGapsOfChoice(smaller, larger, choices, place, direction, seen)
  return [
    ...compareValues(smaller.schema, larger.schema, place, direction),
    ...compareObjects(smaller, larger, place, direction, seen),
    ...compareItems(smaller, larger, place, direction, seen),
  ]
}

/** Follows one reference; `name` is that of the schema it led to. */
const resolve = (side: Side): { readonly side: Side; readonly name: string | undefined } => {
  const { $ref } = side.schema
  if (typeof $ref !== 'string') return { side, name: undefined }
  const name = $ref.split('/').at(-1) ?? ''
  const schema = side.named[name]
  if (!schema) throw new Error(`${$ref} leads nowhere`)
  return { side: { ...side, schema }, name }
}

const variantsOf = ({ anyOf, oneOf }: Schema): readonly Schema[] | undefined =>
  (anyOf ?? oneOf) as readonly Schema[] | undefined

const findGapsOfChoice = (
  smaller: Side,
  larger: Side,
  choices: readonly Schema[],
  place: string,
  direction: Direction,
  seen: ReadonlySet<string>,
): Break[] => {
  const gaps = choices.map((schema) => findGaps(smaller, { ...larger, schema }, place, direction, seen))
  if (gaps.some((found) => found.length === 0)) return []
  return [{ place, reason: told(direction, 'a variant is not accepted any more', 'there is a new variant') }]
}

/** The sentence about an input, or about an output. */
const told = (direction: Direction, input: string, output: string): string => (direction === 'input' ? input : output)

const compareValues = (smaller: Schema, larger: Schema, place: string, direction: Direction): Break[] => {
  const breaks: Break[] = []
  const add = (input: string, output: string) => breaks.push({ place, reason: told(direction, input, output) })
  const types = typesOf(smaller)
  const allowedTypes = typesOf(larger)
  if (
    allowedTypes &&
    !types?.every((type) => allowedTypes.includes(type) || (type === 'integer' && allowedTypes.includes('number')))
  ) {
    breaks.push({ place, reason: `the type changed: ${typeText(smaller, larger, direction)}` })
    return breaks
  }
  const values = valuesOf(smaller)
  const allowed = valuesOf(larger)
  if (allowed) {
    const foreign = values?.filter((value) => !allowed.includes(value))
    if (!foreign) add('only some values are accepted now', 'it is not limited to some values any more')
    else if (foreign.length > 0)
      add(`${foreign.join(', ')} is not accepted any more`, `there is a new value: ${foreign.join(', ')}`)
  }
  // A value of a list was looked at by its text; its length and form say nothing more.
  if (!values) breaks.push(...compareLimits(smaller, larger, place, direction))
  for (const keyword of new Set([...Object.keys(smaller), ...Object.keys(larger)])) {
    if (annotations.has(keyword) || known.has(keyword)) continue
    if (JSON.stringify(smaller[keyword]) !== JSON.stringify(larger[keyword]))
      breaks.push({ place, reason: `${keyword} changed` })
  }
  if (direction === 'input' && JSON.stringify(smaller.default) !== JSON.stringify(larger.default)) {
    breaks.push({
      place,
      reason: `the default changed from ${JSON.stringify(smaller.default)} to ${JSON.stringify(larger.default)}`,
    })
  }
  return breaks
}

const typesOf = ({ type }: Schema): readonly string[] | undefined =>
  type === undefined ? undefined : ([type].flat() as string[])

const typeText = (smaller: Schema, larger: Schema, direction: Direction): string => {
  const [before, after] = direction === 'input' ? [smaller, larger] : [larger, smaller]
  return `${typesOf(before)?.join(' or ') ?? 'anything'} before, ${typesOf(after)?.join(' or ') ?? 'anything'} now`
}

const valuesOf = (schema: Schema): readonly unknown[] | undefined =>
  'const' in schema ? [schema.const] : (schema.enum as readonly unknown[] | undefined)

const lower = ['minimum', 'minLength', 'minItems', 'minProperties'] as const
const upper = ['maximum', 'maxLength', 'maxItems', 'maxProperties'] as const

const compareLimits = (smaller: Schema, larger: Schema, place: string, direction: Direction): Break[] => {
  const breaks: Break[] = []
  const isBeyond = (keyword: string, isLower: boolean): boolean => {
    const limit = larger[keyword]
    if (limit === undefined) return false
    const own = smaller[keyword] ?? (isLower ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
    return isLower ? Number(own) < Number(limit) : Number(own) > Number(limit)
  }
  for (const keyword of lower) {
    if (isBeyond(keyword, true))
      breaks.push({ place, reason: told(direction, `${keyword} was raised`, `${keyword} was lowered`) })
  }
  for (const keyword of upper) {
    if (isBeyond(keyword, false))
      breaks.push({ place, reason: told(direction, `${keyword} was lowered`, `${keyword} was raised`) })
  }
  for (const keyword of ['pattern', 'format'] as const) {
    // Whether one pattern takes all that another one takes cannot be told here, so it has to stay.
    if (larger[keyword] !== undefined && smaller[keyword] !== larger[keyword])
      breaks.push({ place, reason: `the ${keyword} changed` })
  }
  return breaks
}

const propertiesOf = ({ properties }: Schema): Readonly<Record<string, Schema>> =>
  (properties ?? {}) as Readonly<Record<string, Schema>>

const requiredOf = ({ required }: Schema): readonly string[] => (required ?? []) as readonly string[]

const isClosed = ({ additionalProperties }: Schema): boolean => additionalProperties === false

const compareObjects = (
  smaller: Side,
  larger: Side,
  place: string,
  direction: Direction,
  seen: ReadonlySet<string>,
): Break[] => {
  const breaks: Break[] = []
  const [own, other] = [propertiesOf(smaller.schema), propertiesOf(larger.schema)]
  for (const name of requiredOf(larger.schema)) {
    if (requiredOf(smaller.schema).includes(name)) continue
    breaks.push({
      place: `${place}/${name}`,
      reason: told(direction, 'is required now', 'is not always there any more'),
    })
  }
  if (direction === 'input' && isClosed(larger.schema)) {
    const gone = Object.keys(own).filter((name) => !(name in other))
    for (const name of gone) breaks.push({ place: `${place}/${name}`, reason: 'is not accepted any more' })
    if (!isClosed(smaller.schema) && smaller.schema.type === 'object') {
      breaks.push({ place, reason: 'unknown properties are not accepted any more' })
    }
  }
  if (direction === 'output') {
    for (const name of Object.keys(other))
      if (!(name in own)) breaks.push({ place: `${place}/${name}`, reason: 'was removed' })
  }
  for (const [name, schema] of Object.entries(own)) {
    const counterpart = other[name]
    if (!counterpart) continue
    breaks.push(
      ...findGaps({ ...smaller, schema }, { ...larger, schema: counterpart }, `${place}/${name}`, direction, seen),
    )
  }
  return breaks
}

const compareItems = (
  smaller: Side,
  larger: Side,
  place: string,
  direction: Direction,
  seen: ReadonlySet<string>,
): Break[] => {
  const items = larger.schema.items as Schema | undefined
  if (!items) return []
  const own = (smaller.schema.items ?? {}) as Schema
  return findGaps({ ...smaller, schema: own }, { ...larger, schema: items }, `${place}/*`, direction, seen)
}
