import { type Break, compareInput, compareOutput, type Schema, type Schemas } from './compare-schema.ts'

/** The parts of an OpenAPI document that are compared. */
export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly security?: readonly Requirement[]
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly parameters?: Readonly<Record<string, Parameter>>
    readonly headers?: Readonly<Record<string, Header>>
    readonly securitySchemes?: Readonly<Record<string, unknown>>
  }
}

type Requirement = Readonly<Record<string, readonly string[]>>
type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface Parameter {
  readonly $ref?: string
  readonly name?: string
  readonly in?: string
  readonly required?: boolean
  readonly schema?: Schema
}

interface Header {
  readonly $ref?: string
  readonly required?: boolean
  readonly schema?: Schema
}

interface Operation {
  readonly operationId?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses?: Readonly<
    Record<string, { readonly content?: Content; readonly headers?: Readonly<Record<string, Header>> }>
  >
  readonly security?: readonly Requirement[]
}

interface Sides {
  readonly before: OpenapiDocument
  readonly after: OpenapiDocument
  readonly schemas: Schemas
}

/**
 * Why a client of the contract before could not work with the contract after. Empty when everything that was added is an
 * addition: new operations, optional inputs, further properties of outputs, wider inputs.
 */
export const compareOpenapi = (before: OpenapiDocument, after: OpenapiDocument): Break[] => {
  const schemas: Schemas = { before: before.components?.schemas ?? {}, after: after.components?.schemas ?? {} }
  const sides: Sides = { before, after, schemas }
  return Object.entries(before.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const place = `${method.toUpperCase()} ${path}`
      const other = after.paths[path]?.[method]
      return other ? compareOperation(operation, other, sides, place) : [{ place, reason: 'was removed' }]
    }),
  )
}

const compareOperation = (before: Operation, after: Operation, sides: Sides, place: string): Break[] => [
  ...(before.operationId === after.operationId
    ? []
    : [{ place, reason: `its name changed from ${before.operationId} to ${after.operationId}` }]),
  ...compareParameters(before, after, sides, place),
  ...compareBody(before, after, sides, place),
  ...compareResponses(before, after, sides, place),
  ...compareSecurity(before, after, sides, place),
]

/** The parameters of an operation by place and name. */
const parametersOf = ({ parameters = [] }: Operation, { components }: OpenapiDocument): Map<string, Parameter> =>
  new Map(
    parameters.map((parameter) => {
      const name = parameter.$ref?.split('/').at(-1)
      const found = name === undefined ? parameter : (components?.parameters?.[name] ?? parameter)
      return [`${found.in} ${found.name}`, found]
    }),
  )

const compareParameters = (before: Operation, after: Operation, sides: Sides, place: string): Break[] => {
  const [own, other] = [parametersOf(before, sides.before), parametersOf(after, sides.after)]
  const breaks: Break[] = []
  for (const [name, parameter] of own) {
    const counterpart = other.get(name)
    const at = `${place} ${name}`
    if (!counterpart) {
      breaks.push({ place: at, reason: 'was removed' })
      continue
    }
    if (counterpart.required && !parameter.required) breaks.push({ place: at, reason: 'is required now' })
    breaks.push(...compareInput(parameter.schema ?? {}, counterpart.schema ?? {}, sides.schemas, at))
  }
  for (const [name, { required }] of other) {
    if (required && !own.has(name)) breaks.push({ place: `${place} ${name}`, reason: 'is new and required' })
  }
  return breaks
}

const compareBody = (
  { requestBody: before }: Operation,
  { requestBody: after }: Operation,
  { schemas }: Sides,
  place: string,
): Break[] => {
  const at = `${place} body`
  if (!before) return after?.required ? [{ place: at, reason: 'is new and required' }] : []
  if (!after) return [{ place: at, reason: 'was removed' }]
  return [
    ...(after.required && !before.required ? [{ place: at, reason: 'is required now' }] : []),
    ...Object.entries(before.content).flatMap(([type, { schema = {} }]) => {
      const counterpart = after.content[type]
      if (!counterpart) return [{ place: at, reason: `${type} is not accepted any more` }]
      return compareInput(schema, counterpart.schema ?? {}, schemas, at)
    }),
  ]
}

const isSuccess = (status: string): boolean => status.startsWith('2')

const compareResponses = (
  { responses: before = {} }: Operation,
  { responses: after = {} }: Operation,
  sides: Sides,
  place: string,
): Break[] => [
  ...Object.keys(after)
    .filter((status) => isSuccess(status) && !(status in before))
    .map((status) => ({ place: `${place} ${status}`, reason: 'is a new answer' })),
  ...Object.entries(before).flatMap(([status, response]) => {
    const at = `${place} ${status}`
    const other = after[status]
    if (!other) return [{ place: at, reason: 'does not come any more' }]
    return [
      ...Object.entries(response.content ?? {}).flatMap(([type, { schema = {} }]) => {
        const counterpart = other.content?.[type]
        if (!counterpart) return [{ place: at, reason: `${type} does not come any more` }]
        return compareOutput(schema, counterpart.schema ?? {}, sides.schemas, at)
      }),
      ...Object.keys(response.headers ?? {})
        .filter((name) => !(name in (other.headers ?? {})))
        .map((name) => ({ place: `${at} header ${name}`, reason: 'does not come any more' })),
    ]
  }),
]

/** Whoever was let in before must be let in after: one of the ways must ask for no more than the old one gave. */
const compareSecurity = (before: Operation, after: Operation, sides: Sides, place: string): Break[] => {
  const [own, other] = [before.security ?? sides.before.security ?? [], after.security ?? sides.after.security ?? []]
  if (other.length === 0) return []
  const ways = own.length === 0 ? [{}] : own
  const isLetIn = (way: Requirement): boolean =>
    other.some((asked) =>
      Object.entries(asked).every(
        ([scheme, scopes]) => scopes.every((scope) => way[scheme]?.includes(scope)) && scheme in way,
      ),
    )
  return ways.every(isLetIn) ? [] : [{ place, reason: 'asks for more rights' }]
}
