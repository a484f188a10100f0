import type { TSchema } from 'typebox'
import { alphabetOf, complementRanges, lengthsOf, parsePattern, textCharacters } from './pattern.ts'
import type {
  Codelist,
  CollectionElement,
  Field,
  ListType,
  NamedType,
  RootElement,
  Slot,
  TextType,
  UnionType,
  XmlModel,
  XmlType,
} from './tree.ts'

type Json = Readonly<Record<string, unknown>>

/** A global element that the model is to have. */
export interface RootInput {
  readonly element: string
  readonly schema: TSchema
  readonly module: string
  readonly description: string
  readonly title?: string
  readonly rechtsgrundlage?: string
}

export interface ModelInput {
  readonly namespace: string
  readonly version: string
  readonly roots: readonly RootInput[]
  readonly collections?: readonly CollectionElement[]
  /** Every named schema that may be referenced. */
  readonly schemas: readonly TSchema[]
  /** Module of types that several modules use. */
  readonly sharedModule: string
}

const annotations = [
  '$id',
  'title',
  'description',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'type',
]
const keywords = {
  text: ['pattern', 'minLength', 'maxLength', 'format', 'enum', 'const'],
  integer: ['minimum', 'maximum'],
  boolean: [],
  object: ['properties', 'required', 'additionalProperties', 'minProperties'],
  array: ['items', 'minItems', 'maxItems'],
  ref: ['$ref'],
  union: ['anyOf'],
} as const

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
const xmlFacts = (schema: Json): Json => (isJson(schema['x-xml']) ? schema['x-xml'] : {})

/**
 * Derives the XML model from the schemas: the one step that XSD, reader and writer stand on.
 *
 * @throws Error with the path of the schema that XML cannot express as JSON Schema means it
 */
export const buildModel = (input: ModelInput): XmlModel => {
  const schemas = new Map<string, Json>()
  for (const schema of [...input.schemas, ...input.roots.map((root) => root.schema)] as unknown as Json[]) {
    const id = schema.$id
    if (typeof id !== 'string') throw new Error('a schema of the XML model needs an $id')
    const known = schemas.get(id)
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two schemas are named ${id}`)
    schemas.set(id, schema)
  }
  const types = new Map<string, Omit<NamedType, 'module'> & { chosenModule: string | undefined }>()
  const asVariant = new Map<string, boolean>()

  const fail = (path: string, reason: string): never => {
    throw new Error(`${path}: ${reason}`)
  }
  const checkKeywords = (schema: Json, kind: keyof typeof keywords, path: string): void => {
    for (const key of Object.keys(schema))
      if (!key.startsWith('x-') && !annotations.includes(key) && !(keywords[kind] as readonly string[]).includes(key))
        fail(path, `keyword ${key} of a schema of kind ${kind} has no XML form`)
  }
  const numberOf = (schema: Json, key: string): number | undefined =>
    typeof schema[key] === 'number' ? schema[key] : undefined
  const checkName = (name: string, path: string): string =>
    /^[a-z][A-Za-z0-9]*$/.test(name) ? name : fail(path, `"${name}" is no lowerCamelCase element name`)

  const declare = (name: string, schema: Json, path: string, dropTag: string | undefined): void => {
    const known = asVariant.get(name)
    if (known !== undefined) {
      if (known !== (dropTag !== undefined)) fail(path, `type ${name} is used with and without its tag`)
      return
    }
    if (!/^[A-Z][A-Za-z0-9.]*$/.test(name)) fail(path, `"${name}" is no UpperCamelCase type name`)
    asVariant.set(name, dropTag !== undefined)
    // A type of its own name is spoken of by it, one without by the place where it stands.
    const place = schema.$id === name ? name : path
    const description =
      typeof schema.description === 'string' ? schema.description : fail(place, 'a named type needs a description')
    const module = xmlFacts(schema).modul
    const type = convert(schema, place, name, dropTag)
    types.set(name, {
      name,
      xsdName: type.kind === 'code' ? `Code.${name}` : name,
      description,
      type,
      chosenModule: typeof module === 'string' ? module : undefined,
    })
  }

  const convertText = (schema: Json, path: string): XmlType => {
    checkKeywords(schema, 'text', path)
    const list = schema['x-codeliste']
    const values = (schema.enum ?? (schema.const === undefined ? undefined : [schema.const])) as
      | readonly unknown[]
      | undefined
    if (values) {
      if (!values.every((value): value is string => typeof value === 'string' && /^[!-~]+$/.test(value)))
        return fail(path, 'values of a closed list are printable ASCII without blanks')
      if (!isJson(list)) return { kind: 'text', base: 'string', values }
      const codelist = list as unknown as Codelist
      if (codelist.eintraege.map((entry) => entry.code).join() !== values.join())
        fail(path, 'enum and code list differ')
      return { kind: 'code', codelist }
    }
    const pattern = parsePattern(
      typeof schema.pattern === 'string'
        ? schema.pattern
        : fail(path, 'a text needs a pattern that keeps out what XML cannot carry'),
    )
    const [foreign] = complementRanges(textCharacters, alphabetOf(pattern))
    if (foreign)
      fail(
        path,
        `the pattern lets in U+${foreign[0].toString(16).toUpperCase().padStart(4, '0')}, which XML cannot carry`,
      )
    const bounds = { minLength: numberOf(schema, 'minLength'), maxLength: numberOf(schema, 'maxLength') }
    const { format } = schema
    if (format !== undefined && format !== 'date' && format !== 'date-time')
      fail(path, `format ${String(format)} has no XML form; use a pattern`)
    const base: TextType['base'] = format === 'date' ? 'date' : format === 'date-time' ? 'dateTime' : 'string'
    if (base !== 'string') checkCalendar(String(schema.pattern), base, path)
    const { min, max } = lengthsOf(pattern)
    if (base !== 'string' && ((bounds.minLength ?? 0) > min || (bounds.maxLength ?? max) < max))
      fail(path, 'XSD has no length facets on dates; the pattern must hold them')
    return {
      kind: 'text',
      base,
      pattern: String(schema.pattern),
      ...(base === 'string' && bounds.minLength !== undefined && bounds.minLength > min
        ? { minLength: bounds.minLength }
        : {}),
      ...(base === 'string' && bounds.maxLength !== undefined && bounds.maxLength < max
        ? { maxLength: bounds.maxLength }
        : {}),
    }
  }

  const convertObject = (schema: Json, path: string, owner: string, dropTag: string | undefined): XmlType => {
    checkKeywords(schema, 'object', path)
    if (schema.additionalProperties !== undefined && typeof schema.additionalProperties !== 'boolean')
      fail(path, 'maps have no XML form')
    const required = (schema.required ?? []) as readonly string[]
    const nonEmpty = schema.minProperties === 1
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>)
    const fields = properties
      .filter(([name]) => name !== dropTag)
      .map(([name, property]): Field => {
        const place = `${path}.${checkName(name, path)}`
        const attribute = xmlFacts(property).attribut === true
        const slot = convertSlot(property, place, `${owner}.${upperFirst(name)}`, nonEmpty)
        const kind = slot.type.kind === 'ref' ? types.get(slot.type.name)?.type.kind : slot.type.kind
        if (attribute && (slot.nullable || !['text', 'boolean', 'integer'].includes(kind ?? '')))
          fail(place, 'an attribute is a plain text, number or boolean')
        const given = xmlFacts(property).name
        return {
          name,
          element: typeof given === 'string' ? given : name,
          optional: !required.includes(name),
          attribute,
          ...slot,
        }
      })
    if (schema.minProperties !== undefined && (!nonEmpty || fields.some((field) => !field.optional || field.attribute)))
      fail(path, 'minProperties can only be 1, for an object whose properties are all optional')
    return { kind: 'object', fields, nonEmpty }
  }

  const convertList = (schema: Json, path: string, owner: string): ListType => {
    checkKeywords(schema, 'array', path)
    const items = isJson(schema.items) ? schema.items : fail(path, 'a list needs one schema for its items')
    const given = xmlFacts(schema).element
    const element =
      typeof given === 'string'
        ? given
        : typeof items.$ref === 'string'
          ? lowerFirst(items.$ref)
          : fail(path, "a list needs 'x-xml': { element }")
    return {
      kind: 'list',
      element: checkName(element, path),
      item: convertSlot(items, `${path}[]`, `${owner}.${upperFirst(element)}`),
      minItems: numberOf(schema, 'minItems') ?? 0,
      maxItems: numberOf(schema, 'maxItems'),
    }
  }

  const convertUnion = (schema: Json, path: string, owner: string): UnionType => {
    checkKeywords(schema, 'union', path)
    const tag = typeof xmlFacts(schema).tag === 'string' ? String(xmlFacts(schema).tag) : 'art'
    const variants = (schema.anyOf as readonly Json[]).map((option, index) => {
      const place = `${path}|${index}`
      const target =
        typeof option.$ref === 'string'
          ? (schemas.get(option.$ref) ?? fail(place, `unknown schema ${option.$ref}`))
          : option
      const property = ((target.properties ?? {}) as Record<string, Json>)[tag]
      const value = property?.const
      if (typeof value !== 'string' || !((target.required ?? []) as readonly string[]).includes(tag))
        return fail(place, `a variant needs the required literal property ${tag}`)
      const name = typeof option.$ref === 'string' ? option.$ref : `${owner}.${upperFirst(value)}`
      declare(name, target, place, tag)
      return {
        value: checkName(value, place),
        type: name,
        description: String(option.description ?? target.description),
      }
    })
    if (new Set(variants.map((variant) => variant.value)).size !== variants.length)
      fail(path, `two variants share a value of ${tag}`)
    return { kind: 'union', tag, variants }
  }

  const convert = (schema: Json, path: string, owner: string, dropTag?: string): XmlType => {
    if (Array.isArray(schema.anyOf)) return convertUnion(schema, path, owner)
    if (schema.type === 'string') return convertText(schema, path)
    if (schema.type === 'object') return convertObject(schema, path, owner, dropTag)
    if (schema.type === 'array') return convertList(schema, path, owner)
    if (schema.type === 'boolean') {
      checkKeywords(schema, 'boolean', path)
      return { kind: 'boolean' }
    }
    if (schema.type === 'integer') {
      checkKeywords(schema, 'integer', path)
      const [minimum, maximum] = [numberOf(schema, 'minimum'), numberOf(schema, 'maximum')]
      if (!Number.isSafeInteger(minimum) || !Number.isSafeInteger(maximum))
        return fail(path, 'an integer needs a minimum and a maximum within ±(2^53 − 1)')
      return { kind: 'integer', minimum: minimum ?? 0, maximum: maximum ?? 0 }
    }
    return fail(path, `schemas of kind ${String(schema.type ?? Object.keys(schema).join('+'))} have no XML form`)
  }

  /** With `lift`, every type gets a name: XSD repeats the fields of a non-empty object, and equal names need one type. */
  const convertSlot = (schema: Json, path: string, owner: string, lift = false): Slot => {
    const options = Array.isArray(schema.anyOf) ? (schema.anyOf as readonly Json[]) : []
    if (options.some((option) => option.type === 'null')) {
      checkKeywords(schema, 'union', path)
      const rest = options.filter((option) => option.type !== 'null')
      const [only] = rest
      const { anyOf: _, ...outer } = schema
      const inner =
        rest.length === 1 && only
          ? { ...only, ...(typeof outer.description === 'string' ? { description: outer.description } : {}) }
          : { ...outer, anyOf: rest }
      return { ...convertSlot(inner, path, owner, lift), nullable: true }
    }
    if (typeof schema.$ref === 'string') {
      checkKeywords(schema, 'ref', path)
      const target = schemas.get(schema.$ref) ?? fail(path, `unknown schema ${schema.$ref}`)
      declare(schema.$ref, target, path, undefined)
      return {
        type: { kind: 'ref', name: schema.$ref },
        nullable: false,
        description: String(schema.description ?? target.description),
      }
    }
    const description =
      typeof schema.description === 'string' ? schema.description : fail(path, 'a description is missing')
    if (lift || schema.type === 'object' || options.length > 0 || isJson(schema['x-codeliste'])) {
      declare(owner, schema, path, undefined)
      return { type: { kind: 'ref', name: owner }, nullable: false, description }
    }
    return { type: convert(schema, path, owner), nullable: false, description }
  }

  const roots: RootElement[] = input.roots.map(({ schema, ...root }) => {
    const name = String((schema as unknown as Json).$id)
    declare(name, schema as unknown as Json, name, undefined)
    return { ...root, type: name }
  })
  for (const [owner, { type }] of types)
    for (const name of namesWithin(type)) {
      const inner = types.get(name)?.type
      if (inner?.kind === 'object' && inner.fields.some((field) => field.attribute))
        fail(owner, `${name} has attributes, so it can only be a root`)
    }
  const modules = assignModules(roots, types, input.sharedModule)
  const named = [...types.values()].map(({ chosenModule, ...type }): [string, NamedType] => [
    type.name,
    { ...type, module: chosenModule ?? modules.get(type.name) ?? input.sharedModule },
  ])
  const { namespace, version, collections = [] } = input
  return { namespace, version, roots, collections, types: new Map(named) }
}

/** A format means the same in JSON and XSD only where the pattern keeps out what one of them refuses. */
const checkCalendar = (pattern: string, base: 'date' | 'dateTime', path: string): void => {
  const expression = new RegExp(pattern, 'u')
  const probes =
    base === 'date'
      ? ['0000-01-01', '2026-01-01Z', '2026-01-01+01:00']
      : [
          '0000-01-01T00:00:00Z',
          '2026-01-01T24:00:00Z',
          '2016-12-31T23:59:60Z',
          '2026-01-01t00:00:00z',
          '2026-01-01T00:00:00',
          '2026-01-01 00:00:00Z',
        ]
  for (const probe of probes)
    if (expression.test(probe))
      throw new Error(`${path}: the pattern must refuse ${probe}, on which JSON Schema and XSD differ`)
}

const namesWithin = (type: XmlType): string[] => {
  if (type.kind === 'ref') return [type.name]
  if (type.kind === 'list') return namesWithin(type.item.type)
  if (type.kind === 'object') return type.fields.flatMap((field) => namesWithin(field.type))
  return type.kind === 'union' ? type.variants.map((variant) => variant.type) : []
}

/** A type that one module uses belongs to it; what several use is shared. All modules share one namespace, so a move breaks nobody. */
const assignModules = (
  roots: readonly RootElement[],
  types: ReadonlyMap<string, { type: XmlType }>,
  sharedModule: string,
): Map<string, string> => {
  const modules = new Map<string, string>()
  const visit = (name: string, module: string): void => {
    const known = modules.get(name)
    if (known === module || known === sharedModule) return
    modules.set(name, known === undefined ? module : sharedModule)
    const type = types.get(name)?.type
    if (type) for (const inner of namesWithin(type)) visit(inner, known === undefined ? module : sharedModule)
  }
  for (const root of roots) visit(root.type, root.module)
  return modules
}
