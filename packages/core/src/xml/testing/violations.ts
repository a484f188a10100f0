type Json = Readonly<Record<string, unknown>>

/** A value that breaks one keyword of the schema at one place. */
export interface Violation {
  /** Keyword of JSON Schema that is broken. */
  readonly keyword: string
  /** JSON Pointer that has to be named. */
  readonly pfad: string
  readonly value: unknown
  /** XML can say it, too: there a number is a text, and a list is elements. */
  readonly inXml: boolean
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same value with another one at a place. */
const withAt = (value: unknown, path: readonly string[], content: unknown): unknown => {
  const [name, ...rest] = path
  if (name === undefined) return content
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === name ? withAt(item, rest, content) : item))
  return { ...(value as Json), [name]: withAt((value as Json)[name], rest, content) }
}

const texts = ['', '#', '5', 'x y', '\u00a7\u00a7', 'AAAA', '12345678901234567890'] as const
const days = ['2027-02-31', '2027-13-01', '31.02.2027', '2027-2-1', '2027-02-28T00:00:00Z'] as const

/** What breaks the keywords of a plain value: keyword, content, whether XML can say it. */
const wrongValues = (schema: Json): (readonly [string, unknown, boolean])[] => {
  const { type, pattern, minLength, maxLength, minimum, maximum, format } = schema
  const types: (readonly [string, unknown, boolean])[] = [
    ['type', null, true],
    ['type', {}, false],
    ['type', [], false],
  ]
  switch (type) {
    case 'string': {
      const expression = typeof pattern === 'string' ? new RegExp(pattern, 'u') : undefined
      const unfit = texts.find((text) => text !== '' && expression !== undefined && !expression.test(text))
      return [
        ...types,
        ['type', 5, false],
        ['type', true, false],
        ...(format === 'date' ? days.map((day) => ['format', day, true] as const) : []),
        ...(Array.isArray(schema.enum) ? [['enum', 'gibtEsNicht', true] as const] : []),
        ...(Number(minLength) > 0 ? [['minLength', '', true] as const] : []),
        ...(typeof maxLength === 'number' ? [['maxLength', 'a'.repeat(maxLength + 1), true] as const] : []),
        ...(unfit === undefined || format === 'date' ? [] : [['pattern', unfit, true] as const]),
      ]
    }
    case 'integer':
      return [
        ...types,
        ['type', String(minimum), false],
        ['type', 1.5, true],
        ['type', true, false],
        ['minimum', Number(minimum) - 1, true],
        ['maximum', Number(maximum) + 1, true],
      ]
    case 'boolean':
      return [...types, ['type', 'ja', true], ['type', 1, false]]
    default:
      return types
  }
}

/**
 * Every way in which a value can break its schema at one place: each keyword of each field, each missing and each unknown
 * property, each list that is too short or too long.
 *
 * @param schemas named schemas that references lead to
 * @param value a right value; only fields that it holds are broken
 */
export const listViolations = (
  schema: Json,
  schemas: ReadonlyMap<string, Json>,
  value: unknown,
  whole: unknown = value,
  path: readonly string[] = [],
): Violation[] => {
  const target = typeof schema.$ref === 'string' ? schemas.get(schema.$ref) : schema
  if (target === undefined) throw new Error(`unknown schema ${String(schema.$ref)}`)
  const pfad = path.map((name) => `/${name}`).join('')
  const wrong = (keyword: string, content: unknown, inXml: boolean, place = pfad): Violation => ({
    keyword,
    pfad: place,
    value: withAt(whole, path, content),
    inXml,
  })
  if (target.type === 'array' && Array.isArray(value)) {
    const [first] = value
    const { minItems, maxItems, items } = target
    return [
      wrong('type', 'x', false),
      wrong('type', null, true),
      ...(Number(minItems) > 0 ? [wrong('minItems', [], true)] : []),
      ...(typeof maxItems === 'number' && first !== undefined
        ? [
            wrong(
              'maxItems',
              Array.from({ length: maxItems + 1 }, () => first),
              true,
            ),
          ]
        : []),
      ...(first === undefined ? [] : listViolations(items as Json, schemas, first, whole, [...path, '0'])),
    ]
  }
  if (target.type === 'object' && isJson(value)) {
    const { properties = {}, required = [] } = target as { properties?: Record<string, Json>; required?: string[] }
    const without = (name: string) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
    return [
      wrong('type', 'x', false),
      ...(path.length === 0 ? [] : [wrong('type', null, true)]),
      wrong('additionalProperties', { ...value, unbekannt: 'x' }, true, `${pfad}/unbekannt`),
      ...required
        .filter((name) => name in value)
        .map((name) => wrong('required', without(name), true, `${pfad}/${name}`)),
      ...Object.entries(properties).flatMap(([name, property]) =>
        name in value ? listViolations(property, schemas, value[name], whole, [...path, name]) : [],
      ),
    ]
  }
  return wrongValues(target).map(([keyword, content, inXml]) => wrong(keyword, content, inXml))
}

/** Places of a schema with their first entry of lists, as JSON Pointers. */
export const listPlaces = (schema: Json, schemas: ReadonlyMap<string, Json>, path = ''): string[] => {
  const target = typeof schema.$ref === 'string' ? schemas.get(schema.$ref) : schema
  if (target?.type === 'array') return listPlaces(target.items as Json, schemas, `${path}/0`)
  if (target?.type === 'object') {
    const properties = Object.entries((target.properties ?? {}) as Record<string, Json>)
    return properties.flatMap(([name, property]) => listPlaces(property, schemas, `${path}/${name}`))
  }
  return [path]
}
