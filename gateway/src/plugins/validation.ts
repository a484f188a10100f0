import * as core from '@berichtsheft/core'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import fp from 'fastify-plugin'
import type { Static, TSchema } from 'typebox'

/** Every named schema that core exports: what core exports is the contract. */
export const contractSchemas: readonly TSchema[] = Object.values<unknown>(core).filter(
  (value): value is TSchema =>
    typeof value === 'object' && value !== null && '$id' in value && typeof value.$id === 'string',
)

const createAjv = (options: { coerce: boolean }) => {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    allErrors: true,
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
const strict = createAjv({ coerce: false })
const coercing = createAjv({ coerce: true })

/** The validator of a named schema, without coercion. */
export const validatorOf = <T extends TSchema>(schema: T): ValidateFunction<Static<T>> => {
  const validate = strict.getSchema<Static<T>>(core.idOf(schema))
  if (!validate) throw new Error(`core does not export the schema ${core.idOf(schema)}`)
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
  const ajv = httpPart === 'body' ? strict : coercing
  const id = (schema as { $ref?: string }).$ref
  const validate = (id === undefined ? undefined : ajv.getSchema(id)) ?? ajv.compile(schema)
  return (data) =>
    validate(data)
      ? { value: data }
      : { error: Object.assign(new Error('validation'), { validation: validate.errors }) as never }
}

/** Registers the contract's schemas and the two validators. */
export const validationPlugin = fp(
  async (app) => {
    for (const schema of contractSchemas) app.addSchema(schema)
    app.setValidatorCompiler(compile)
  },
  { name: 'validation' },
)
