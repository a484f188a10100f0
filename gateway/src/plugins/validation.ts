import * as core from '@berichtsheft/core'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import fp from 'fastify-plugin'
import type { Static, TSchema } from 'typebox'

/** Every named schema that core exports: what core exports is the contract. The messages are named by their list. */
export const contractSchemas: readonly TSchema[] = [
  ...Object.values<unknown>(core).filter(
    (value): value is TSchema =>
      typeof value === 'object' && value !== null && '$id' in value && typeof value.$id === 'string',
  ),
  ...Object.values(core.nachrichten).map(({ schema }) => schema),
]

const createAjv = (options: { coerce: boolean; allErrors: boolean }) => {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    allErrors: options.allErrors,
    coerceTypes: options.coerce ? 'array' : false,
    useDefaults: options.coerce,
    removeAdditional: false,
  })
  addFormats.default(ajv)
  ajv.addVocabulary(['x-xml', 'x-codeliste'])
  for (const schema of contractSchemas) ajv.addSchema(schema)
  return ajv
}

// Bodies are taken as they are; only addresses and headers, which are all text, are read as numbers and booleans.
const strict = createAjv({ coerce: false, allErrors: false })
const strictAll = createAjv({ coerce: false, allErrors: true })
const coercing = createAjv({ coerce: true, allErrors: true })

/** Tells whether a value has the documented form, and what is wrong with the last one that had not. */
export interface Formpruefer<T> {
  (data: unknown): data is T
  errors: ErrorObject[] | null
}

/**
 * Most values that a body may hold for all its faults to be listed; of a larger one the first is told. Collecting them
 * costs the square of their number: 100 000 wrong entries of a list would block the process for a minute.
 */
const manyValues = 2_000

const toFormpruefer = <T>(first: ValidateFunction<T>, all: () => ValidateFunction<T>): Formpruefer<T> => {
  const check = Object.assign(
    (data: unknown): data is T => {
      check.errors = null
      if (first(data)) return true
      const validate = countValues(data, manyValues) < manyValues ? all() : first
      if (validate !== first) validate(data)
      check.errors = validate.errors ?? null
      return false
    },
    { errors: null as ErrorObject[] | null },
  )
  return check
}

/** Number of values in a value, itself included, or `most` when there are more. */
const countValues = (value: unknown, most: number): number => {
  let count = 1
  if (typeof value !== 'object' || value === null) return count
  for (const key in value) {
    if (count >= most) return most
    count += countValues((value as Readonly<Record<string, unknown>>)[key], most - count)
  }
  return Math.min(count, most)
}

/** The validator of a named schema, without coercion. */
export const validatorOf = <T extends TSchema>(schema: T): Formpruefer<Static<T>> => {
  const id = core.idOf(schema)
  return toFormpruefer(compiled<Static<T>>(strict, id), () => compiled<Static<T>>(strictAll, id))
}

const compiled = <T>(ajv: Ajv2020, id: string): ValidateFunction<T> => {
  const validate = ajv.getSchema<T>(id)
  if (!validate) throw new Error(`core does not export the schema ${id}`)
  return validate
}

/** Most findings that one answer lists. */
const maxFindings = 100

/** Turns what Ajv found into findings with the pointer of the faulty place; a missing property points at its own place. */
export const toVerstoesse = (errors: readonly ErrorObject[] | null | undefined): core.Verstoss[] =>
  (errors ?? []).slice(0, maxFindings).map((error) => {
    const { missingProperty, additionalProperty } = error.params as {
      missingProperty?: string
      additionalProperty?: string
    }
    const property = missingProperty ?? additionalProperty
    const pfad =
      property === undefined
        ? error.instancePath
        : `${error.instancePath}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return { regel: 'SCHEMA', schwere: 'fehler', pfad: pfad.slice(0, 1000), ...core.describeFormfehler(error) }
  })

const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const id = (schema as { $ref?: string }).$ref
  const compileWith = (ajv: Ajv2020) => (id === undefined ? undefined : ajv.getSchema(id)) ?? ajv.compile(schema)
  const validate =
    httpPart === 'body' ? toFormpruefer(compileWith(strict), () => compileWith(strictAll)) : compileWith(coercing)
  const integers = httpPart === 'querystring' ? integersOf(schema) : []
  return (data) => {
    const errors = findNoIntegers(integers, data)
    if (errors.length === 0 && validate(data)) return { value: data }
    return {
      error: Object.assign(new Error('validation'), {
        validation: errors.length > 0 ? errors : validate.errors,
      }) as never,
    }
  }
}

/** Names of the parameters that are integers. */
const integersOf = (schema: TSchema & { $ref?: string }): string[] => {
  const named = schema.$ref === undefined ? schema : contractSchemas.find((one) => core.idOf(one) === schema.$ref)
  const { properties = {} } = (named ?? {}) as { properties?: Record<string, { type?: string }> }
  return Object.keys(properties).filter((name) => properties[name]?.type === 'integer')
}

/**
 * Coercion takes `0x10`, `1e2` and 400 digits for integers; the last one becomes infinity, which no longer counts as a
 * number, so that minimum and maximum are not looked at.
 */
const findNoIntegers = (names: readonly string[], data: unknown): ErrorObject[] =>
  names.flatMap((name) => {
    const value = (data as Readonly<Record<string, unknown>> | null)?.[name]
    if (typeof value !== 'string' || /^-?\d{1,15}$/.test(value)) return []
    const error = { keyword: 'type', params: { type: 'integer' }, message: 'must be integer', schemaPath: '' }
    return [{ ...error, instancePath: `/${name}` }]
  })

/** Registers the contract's schemas and the two validators. */
export const validationPlugin = fp(
  async (app) => {
    for (const schema of contractSchemas) app.addSchema(schema)
    app.setValidatorCompiler(compile)
  },
  { name: 'validation' },
)
